/*
 * replay.h - a thread that serves what was published before, from the journal, page by page, by its
 * own read-only connection. A slow client costs nobody else anything but its own page.
 */
#ifndef VG_DAEMON_REPLAY_H
#define VG_DAEMON_REPLAY_H

#include "daemon/peers.h"
#include "daemon/pipeline.h"

struct vg_replay;

/* Opens the store and binds config->replay. NULL with err filled when that fails. */
struct vg_replay *vg_replay_new(const struct vg_config *config, struct vg_shared *shared,
                                struct vg_err *err);
const char *vg_replay_endpoint(const struct vg_replay *self); /* as bound; borrowed */
struct vg_peers *vg_replay_peers(
    const struct vg_replay *self); /* who is connected; borrowed; one thread drains it */
void vg_replay_start(struct vg_replay *self);
/* Stops the thread, if it was started, and frees. NULL is fine. */
void vg_replay_free(struct vg_replay *self);

#endif
