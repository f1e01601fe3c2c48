/*
 * poller.h - the main thread: signals, schedule, fetching, parsing, and the control socket; all on
 * one libuv loop.
 */
#ifndef VG_DAEMON_POLLER_H
#define VG_DAEMON_POLLER_H

#include "daemon/peers.h"
#include "daemon/pipeline.h"

struct vg_poller;

/* What the poller needs to answer `status` beside its own counters. */
struct vg_endpoints {
    const char *publish, *replay, *control; /* as bound; borrowed */
    struct vg_peers *subscribers,
        *askers; /* of the publish and the replay socket; borrowed; the poller drains them */
};

/* Over shared (borrowed), beginning with its configuration; a reload brings another. Opens a
 * read-only store at shared->db_path, binds the control socket, loads all sources. NULL with err
 * filled when that fails. */
struct vg_poller *vg_poller_new(struct vg_shared *shared, const struct vg_endpoints *endpoints,
                                struct vg_err *err);
/* Runs until SIGTERM or SIGINT; afterwards readers and keeper have been told to stop and the keeper
 * has. Returns 0, or 1 when they did not stop in time. */
int vg_poller_run(struct vg_poller *self);
void vg_poller_free(struct vg_poller *self); /* NULL is fine */

#endif
