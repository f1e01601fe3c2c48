/*
 * notify.h - the threads that take alerts to people: webhooks and e-mail. They block on the network
 * so that nobody else does.
 *
 *     keeper (deliver.h) --notice--> notifier --the same notice with its result--> keeper
 *
 * A job without a notice makes it write the CAP feed anew (state_dir/cap.atom, the last hundred
 * alert messages) from the journal. It never touches the store's deliveries: what became of a
 * notice is written by the keeper. A receiver has at most one notice away at a time, a notifier
 * too: one that hangs holds up its own receiver only.
 */
#ifndef VG_DAEMON_NOTIFY_H
#define VG_DAEMON_NOTIFY_H

#include "daemon/pipeline.h"
#include "daemon/rule.h"

#define VG_NOTICE_ITEMS 100 /* alerts of one digest; further ones make another */

struct vg_notice_item {
    int64_t delivery_id, attempts, created_usec;
    const char *alert_id;
    int64_t revision;
    struct vg_sv body; /* the alert message */
};

enum vg_notice_result {
    VG_NOTICE_DONE,    /* the other side has taken it */
    VG_NOTICE_RETRY,   /* not now */
    VG_NOTICE_REFUSED, /* never: trying again changes nothing */
};

/* What goes to one receiver in one message; everything lives in its job's arena. */
struct vg_notice {
    struct vg_receiver receiver;
    bool digest;
    const struct vg_notice_item *items;
    size_t n_items; /* 1 unless digest */

    int notifier; /* which has it */
    enum vg_notice_result result;
    int64_t wait_s;    /* the other side asked for so long a pause; 0: it did not */
    const char *error; /* unless DONE: what happened, and what to do */
};

#define VG_PIPE_NOTICES "inproc://notices-%d" /* to one notifier; the keeper binds PUSH */
#define VG_PIPE_NOTIFIED "inproc://notified"  /* from all; the keeper binds PULL */

struct vg_notifier;

/* Starts the thread of that number; its pipes must be bound. NULL when no socket is left. */
struct vg_notifier *vg_notifier_start(struct vg_shared *shared, int number);
/* Has it give up what is under way, within about a second, and end; notices: the end it is fed by.
 */
void vg_notifier_leave(struct vg_notifier *self, struct vg_pipe *notices);
/* Waits for its end. What it still has to say is in the other pipe. */
void vg_notifier_join(struct vg_notifier *self);
void vg_notifier_free(struct vg_notifier *self); /* after join; NULL is fine */

/* How retries recognise one another: alert id and revision, of a digest a hash of all of them. In
 * arena. */
const char *vg_notice_key(const struct vg_notice *notice, struct vg_arena *arena);

#endif
