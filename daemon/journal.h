/*
 * journal.h - all messages ever published, in order. Part of the store: a message is in it before
 * it is on the wire.
 *
 * Sequence numbers start at 1, have no gap and are never used twice, also when old messages were
 * dropped. Same rules for transactions, errors and threads as store.h.
 */
#ifndef VG_DAEMON_JOURNAL_H
#define VG_DAEMON_JOURNAL_H

#include "daemon/store.h"

/* The number that the next message gets, and that of the one before it on exactly this topic (0:
 * none). Stays the same until vg_journal_append. */
int vg_journal_next(struct vg_store *self, struct vg_sv topic, int64_t *ret_seq, int64_t *ret_prev)
    __attribute__((warn_unused_result));
/* Appends the message with the number that vg_journal_next gave for this topic. */
int vg_journal_append(struct vg_store *self, int64_t seq, int64_t time_usec, struct vg_sv topic,
                      struct vg_sv body) __attribute__((warn_unused_result));
/* The last number given out, 0 in a new database. Only committed messages count on a read-only
 * store. */
int64_t vg_journal_last(struct vg_store *self);
/* The oldest message still kept, last + 1 when there is none. */
int64_t vg_journal_first(struct vg_store *self);
/* The first message at or after this time; last + 1 when there is none. */
int64_t vg_journal_at(struct vg_store *self, int64_t time_usec);

struct vg_journal_row {
    int64_t seq, time_usec;
    struct vg_sv topic, body; /* borrowed until the callback returns */
};
typedef int vg_journal_fn(void *ctx, const struct vg_journal_row *row);

/* Calls fn for messages with from <= seq <= to whose topic starts with prefix, in order, looking at
 * no more than max_rows rows. *ret_next: the first seq not looked at (to + 1 when done). A positive
 * return of fn stops the read before the row counts as looked at (returned as 0); a negative one is
 * handed on. */
int vg_journal_read(struct vg_store *self, int64_t from, int64_t to, struct vg_sv prefix,
                    int64_t max_rows, vg_journal_fn *fn, void *ctx, int64_t *ret_next)
    __attribute__((warn_unused_result));
/* The same for the newest message of each event alone; an event told again since is left out.
 * Bounded by what fn takes. */
int vg_journal_snapshot(struct vg_store *self, int64_t from, int64_t to, vg_journal_fn *fn,
                        void *ctx, int64_t *ret_next) __attribute__((warn_unused_result));
/* Drops up to max_rows messages older than this time; returns how many. */
int vg_journal_trim(struct vg_store *self, int64_t before_usec, int64_t max_rows)
    __attribute__((warn_unused_result));

#endif
