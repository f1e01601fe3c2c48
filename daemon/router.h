/* router.h - a ROUTER socket that answers requests of wire/request.h: the control and the replay
 * socket. One thread. */
#ifndef VG_DAEMON_ROUTER_H
#define VG_DAEMON_ROUTER_H

#include "daemon/curve.h"
#include "daemon/peers.h"
#include "wire/request.h"

struct vg_router;

/* Binds endpoint; what names it in err. curve: NULL for none. ret_peers: NULL, or who is connected,
 * borrowed; then they must be drained (peers.h). NULL when it cannot. */
struct vg_router *vg_router_new(const char *endpoint, const char *what,
                                const struct vg_curve *curve, struct vg_peers **ret_peers,
                                struct vg_err *err);
void vg_router_free(struct vg_router *self); /* NULL is fine */
/* As bound; borrowed. */
const char *vg_router_endpoint(const struct vg_router *self);
/* The next request, if one came: true and its JSON, borrowed until the next call of take. */
bool vg_router_take(struct vg_router *self, struct vg_sv *ret_json);
/* Builds the answer to the request taken last: frames in order, then send. */
void vg_router_reply(struct vg_router *self, const struct vg_reply *reply);
void vg_router_frame(struct vg_router *self, struct vg_sv frame);
void vg_router_send(struct vg_router *self);
/* Keeps the way back of the request taken last, to answer it later: owned by the caller. */
void *vg_router_detach(struct vg_router *self);
/* Answers such a request; way is consumed. */
void vg_router_answer(struct vg_router *self, void *take_way, const struct vg_reply *reply);
void vg_router_way_free(void *way); /* NULL is fine; the request stays unanswered */
void *vg_router_socket(struct vg_router *self); /* libzmq's */
int vg_router_fd(struct vg_router *self);

#endif
