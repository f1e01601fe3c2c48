/*
 * keeper.h - the one thread that changes state: near copies, events, the store, the journal,
 * publication.
 *
 * A batch of jobs is one transaction; its messages go out after the commit, in order of seq; then
 * the poller is told. When the store fails (disk full), the batch is kept and tried again, nothing
 * more is taken in, and what is stored goes on being published.
 */
#ifndef VG_DAEMON_KEEPER_H
#define VG_DAEMON_KEEPER_H

#include "daemon/alert.h"
#include "daemon/deliver.h"
#include "daemon/pipeline.h"
#include "daemon/publish.h"
#include "feeds/fingerprint.h"

struct vg_keeper {
    pthread_t thread;
    struct vg_shared *shared;
    struct vg_store *store;          /* the read-write one; the keeper's while its thread runs */
    struct vg_publisher *publisher;
    struct vg_alerts *alerts;
    struct vg_deliver *deliver;
    struct vg_links *links;          /* link.h */
    struct vg_dupindex *copies;
    bool copies_stale;               /* a rollback may have left what is not stored */
    struct vg_keeper_counts counts, before; /* before: as at the last commit */
    struct vg_pipe *in, *news;

    struct vg_job **batch;
    bool *fresh; /* of each job in batch: it became a new article */
    size_t n_batch;
    int n_stopped;      /* readers and poller that are done */
    bool full;
    int64_t retry_usec; /* when full: next try, monotonic */
    int64_t started_usec;
};

/* Opens the store, rebuilds what is remembered, binds the publication. 0, or a negative code and
 * err. */
int vg_keeper_open(struct vg_keeper *self, struct vg_shared *shared, struct vg_err *err)
    __attribute__((warn_unused_result));
/* Runs in a thread of its own until every reader and the poller said stop. */
void vg_keeper_start(struct vg_keeper *self);
/* After the thread has ended (or never started). */
void vg_keeper_close(struct vg_keeper *self);

/* Stores one article inside the open transaction, with its events and the messages that tell of
 * them (intake.c). *ret_fresh: it is new. Negative: undo the transaction. */
int vg_keeper_article(struct vg_keeper *self, struct vg_job *job, int64_t now_usec, bool *ret_fresh)
    __attribute__((warn_unused_result));
/* The same for a source. */
int vg_keeper_source(struct vg_keeper *self, const struct vg_job *job, int64_t now_usec)
    __attribute__((warn_unused_result));
/* Gives msg its head, appends it to the journal, logs it. */
int vg_keeper_tell(struct vg_keeper *self, struct vg_message *msg, int64_t now_usec,
                   struct vg_buf *body) __attribute__((warn_unused_result));

#endif
