/* router.c - see router.h. */
#include "config.h"

#include "daemon/router.h"

#include <czmq.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

struct vg_router {
    zsock_t *sock;
    struct vg_peers *peers; /* NULL: nobody counts them */
    zmsg_t *answer;  /* envelope, then what was added */
    zframe_t *request;
    char endpoint[256];
};

struct vg_router *vg_router_new(const char *endpoint, const char *what,
                                const struct vg_curve *curve, struct vg_peers **ret_peers,
                                struct vg_err *err)
{
    struct vg_router *self = vg_xnew(struct vg_router);
    bool ipc = strncmp(endpoint, "ipc://", 6) == 0;

    self->sock = zsock_new(ZMQ_ROUTER);
    if (!self->sock)
        goto failed;
    zsock_set_linger(self->sock, 500);
    zsock_set_rcvtimeo(self->sock, 0);
    zsock_set_sndtimeo(self->sock, 0);
    zsock_set_maxmsgsize(self->sock, VG_MAX_REQUEST);
    zsock_set_handshake_ivl(self->sock, 5000);
    zsock_set_heartbeat_ivl(self->sock, 10000);
    zsock_set_heartbeat_timeout(self->sock, 30000);
    zsock_set_tcp_keepalive(self->sock, 1);
    vg_curve_protect(curve, self->sock, endpoint);
    if (ret_peers && !(*ret_peers = self->peers = vg_peers_open(zsock_resolve(self->sock), what)))
        goto failed;
    if (ipc)
        (void)unlink(endpoint + 6); /* left by a daemon that was killed */
    if (zsock_bind(self->sock, "%s", endpoint) < 0)
        goto failed;
    if (ipc)
        (void)chmod(endpoint + 6, 0660);
    (void)snprintf(self->endpoint, sizeof self->endpoint, "%s", zsock_endpoint(self->sock));
    return self;
failed:
    (void)vg_fail(err, VG_E_IO, "%s: cannot bind %s: %s; %s", what, endpoint,
                  zmq_strerror(zmq_errno()),
                  ipc ? "does its folder exist?" : "is another vigied running?");
    vg_router_free(self);
    return NULL;
}

void vg_router_free(struct vg_router *self)
{
    if (!self)
        return;
    zmsg_destroy(&self->answer);
    zframe_destroy(&self->request);
    vg_peers_close(self->peers);
    zsock_destroy(&self->sock);
    free(self);
}

const char *vg_router_endpoint(const struct vg_router *self)
{
    return self->endpoint;
}

/* Everything before the last frame is the way back. */
static zframe_t *take_last(zmsg_t *msg)
{
    zframe_t *last = zmsg_last(msg);

    if (last)
        zmsg_remove(msg, last);
    return last;
}

bool vg_router_take(struct vg_router *self, struct vg_sv *ret_json)
{
    zframe_destroy(&self->request);
    zmsg_destroy(&self->answer);
    self->answer = zmsg_recv(self->sock);
    if (!self->answer)
        return false;
    self->request = take_last(self->answer);
    *ret_json = self->request ? vg_sv((const char *)zframe_data(self->request),
                                      zframe_size(self->request))
                              : VG_SV_NONE;
    return true;
}

void vg_router_reply(struct vg_router *self, const struct vg_reply *reply)
{
    struct vg_buf buf;

    vg_buf_init(&buf, VG_MAX_PAGE_BYTES);
    if (vg_reply_write(reply, &buf) == 0)
        vg_router_frame(self, vg_buf_view(&buf));
    vg_buf_done(&buf);
}

void vg_router_frame(struct vg_router *self, struct vg_sv frame)
{
    (void)zmsg_addmem(self->answer, frame.p, frame.n);
}

void vg_router_send(struct vg_router *self)
{
    (void)zmsg_send(&self->answer, self->sock); /* a peer that is gone or does not read loses it */
    zmsg_destroy(&self->answer);
}

void *vg_router_detach(struct vg_router *self)
{
    zmsg_t *way = self->answer;

    self->answer = NULL;
    return way;
}

void vg_router_answer(struct vg_router *self, void *take_way, const struct vg_reply *reply)
{
    zmsg_destroy(&self->answer);
    self->answer = take_way;
    vg_router_reply(self, reply);
    vg_router_send(self);
}

void vg_router_way_free(void *way)
{
    zmsg_t *msg = way;

    zmsg_destroy(&msg);
}

void *vg_router_socket(struct vg_router *self)
{
    return zsock_resolve(self->sock);
}

int vg_router_fd(struct vg_router *self)
{
    return (int)zsock_fd(self->sock);
}
