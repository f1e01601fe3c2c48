/*
 * publish.h - the XPUB socket: messages of the journal in order, after their commit, and a
 * heartbeat.
 *
 * Belongs to the keeper's thread. Nothing is sent that is not in the journal (but heartbeats). A
 * subscriber whose queue is full loses messages and sees it by `prev`; nobody waits for it (never
 * ZMQ_XPUB_NODROP).
 */
#ifndef VG_DAEMON_PUBLISH_H
#define VG_DAEMON_PUBLISH_H

#include "daemon/conf.h"
#include "daemon/curve.h"
#include "daemon/journal.h"
#include "daemon/peers.h"

struct vg_publisher;

/* Binds config->publish. Publishes what the journal holds after `after`. NULL with err filled when
 * it cannot be bound. */
struct vg_publisher *vg_publisher_new(const struct vg_config *config, const struct vg_curve *curve,
                                      struct vg_store *store, int64_t after, struct vg_err *err);
void vg_publisher_free(struct vg_publisher *self); /* waits at most a second for slow sockets */
/* The endpoint as bound, with the port that was chosen; borrowed. */
const char *vg_publisher_endpoint(const struct vg_publisher *self);
/* Sends committed messages, as many as the rate allows. Returns how many ms to wait before more may
 * go, -1 when all are out, or a negative code below -1 when the journal cannot be read. */
int vg_publisher_step(struct vg_publisher *self, int64_t mono_usec);
/* Who is connected; borrowed. One thread drains it, not necessarily the keeper's. */
struct vg_peers *vg_publisher_peers(struct vg_publisher *self);
/* The last seq that was sent. */
int64_t vg_publisher_seq(const struct vg_publisher *self);
/* Sends sys.heartbeat. state: "running", "full", "stopping". */
void vg_publisher_heartbeat(struct vg_publisher *self, int64_t wall_usec, int64_t uptime_s,
                            const char *state);
/* For the keeper's loop; readable: call vg_publisher_drain. */
void *vg_publisher_socket(struct vg_publisher *self);
/* Reads what subscribers sent (their subscriptions; nothing is done with them). */
void vg_publisher_drain(struct vg_publisher *self);

#endif
