/*
 * tryout.h - alert rules on trial: what they would have told of the journal's events, with nothing
 * told to anybody.
 */
#ifndef VG_DAEMON_TRYOUT_H
#define VG_DAEMON_TRYOUT_H

#include "daemon/pipeline.h"
#include "wire/request.h"

/* Runs q->rules over the event messages of store's journal since q->from_usec, in a store of its
 * own in memory. Fills reply's alerts_json, more and text (in arena). 0; VG_E_SYNTAX and the like
 * when the rules are wrong (err says where); it ends early when the daemon stops. */
int vg_tryout(struct vg_shared *shared, struct vg_store *store, const struct vg_request *q,
              struct vg_arena *arena, struct vg_reply *reply, struct vg_err *err)
    __attribute__((warn_unused_result));

#endif
