/*
 * pipeline.h - what travels between the threads, and the sockets it travels on.
 *
 *     poller --job--> reader (one socket each) --job--> keeper --news--> poller
 *     poller --job (source memory, stop)----------------^
 *
 * A job is a heap object whose ownership moves with the message; it is never shared. What the
 * poller has handed out and not been told of is bounded (limits.in_flight), so no queue fills
 * memory. News go by value.
 */
#ifndef VG_DAEMON_PIPELINE_H
#define VG_DAEMON_PIPELINE_H

#include <stdatomic.h>

#include "base/arena.h"
#include "daemon/conf.h"
#include "daemon/store.h"
#include "extract/extract.h"

struct vg_rule_set;
struct vg_curve;
struct vg_admin;
struct vg_notice;

enum vg_job_kind {
    VG_JOB_ARTICLE, /* poller -> reader -> keeper */
    VG_JOB_SOURCE,  /* poller -> keeper: what a poll taught, and perhaps that the source changed its
                       state */
    VG_JOB_ADD, /* poller -> keeper: a source that the store may not know; the news bring its id */
    VG_JOB_ADMIN,  /* poller -> keeper -> poller: what an operator asks of the alerts */
    VG_JOB_RULES,  /* poller -> keeper: a reload's alert rules */
    VG_JOB_NOTICE, /* keeper -> notifier -> keeper: an alert on its way to a receiver */
    VG_JOB_STOP,   /* poller -> reader -> keeper: nothing comes after this */
};

/* All strings live in the job's arena. */
struct vg_job {
    enum vg_job_kind kind;
    struct vg_arena *arena;
    void *owner; /* the poller's own mark, handed back in the news */
    int reader;  /* which reader had it */

    int64_t source_id;
    const char *source, *outlet, *source_kind, *lang, *country,
        *selector; /* of the source; NULL: unknown */

    /* an article, as the poller found it */
    unsigned char id[VG_ID_BYTES];
    int64_t raw_hash;
    struct vg_sv url, title, summary, content, page, page_type, authors; /* summary .. page: HTML */
    int64_t published_usec, modified_usec; /* VG_TIME_NONE: unknown */
    int64_t arrived_usec; /* when its last byte came, monotonic */

    /* as the reader read it */
    struct vg_sv text;
    const char *text_lang;
    int64_t text_hash;
    uint32_t words;
    bool full; /* the whole text, not a summary */
    unsigned char sketch[128];
    struct vg_event_list events;

    struct vg_admin *admin; /* admin.h; in the arena */
    struct vg_notice *notice; /* notify.h; in the arena */
    struct vg_rule_set *rules; /* owned by the job until the keeper takes them */

    /* a source */
    struct vg_sv memory;
    bool state_changed;
    const char *feed_url, *state, *was, *reason;
    uint32_t failures, http_status;
    int64_t next_poll_usec;
};

/* A job with an arena of its own. */
struct vg_job *vg_job_new(enum vg_job_kind kind);
void vg_job_free(struct vg_job *job); /* NULL is fine */

/* Counters of the keeper; the newest value counts. */
struct vg_keeper_counts {
    uint64_t last_seq, published_seq;
    uint64_t articles, duplicates, edits, events, revisions, alerts;
    uint64_t store_bytes;
};

enum vg_news_kind {
    VG_NEWS_COMMITTED, /* job of owner is on disk */
    VG_NEWS_DROPPED, /* it is not, and will not be (the daemon stops, or it could not be stored) */
    VG_NEWS_COUNTS,  /* at least every second: the keeper makes progress */
    VG_NEWS_FULL,    /* the store takes nothing in */
    VG_NEWS_WORKS,   /* it does again */
    VG_NEWS_STOPPED, /* the keeper is done */
};

struct vg_news {
    enum vg_news_kind kind;
    enum vg_job_kind job_kind;
    void *owner;
    int reader;
    bool fresh; /* a new article, not an edit or nothing at all */
    int64_t source_id; /* of VG_JOB_ADD */
    struct vg_keeper_counts counts;
};

/* What all threads of a daemon have in common: read-only, but for the flag. */
struct vg_shared {
    const struct vg_config
        *config; /* as at start; what a reload changes is the poller's business */
    const struct vg_pack *pack;     /* NULL: articles yield no events */
    struct vg_log *log;
    const char *db_path;
    const struct vg_curve *curve; /* NULL: no CURVE */
    struct vg_rule_set *rules; /* of the configuration at start; the keeper takes them */
    int n_readers;
    atomic_bool stopping; /* drop what is not begun: it was not seen and comes again */
};

/* A socket of the pipeline (libzmq's, hidden). push/pull: bound or connected as said. NULL when it
 * fails. */
enum vg_pipe_end {
    VG_PIPE_PUSH_BIND,
    VG_PIPE_PUSH_CONNECT,
    VG_PIPE_PULL_BIND,
    VG_PIPE_PULL_CONNECT
};
struct vg_pipe;
struct vg_pipe *vg_pipe_new(enum vg_pipe_end end, const char *name, int hwm);
void vg_pipe_free(
    struct vg_pipe *self); /* NULL is fine; jobs still queued are the caller's to drain before */
/* Sends without waiting: 0 and the job is the receiver's, or VG_E_AGAIN and it stays the caller's.
 */
int vg_pipe_send(struct vg_pipe *self, struct vg_job *job) __attribute__((warn_unused_result));
/* Sends, waiting while the queue is full. */
void vg_pipe_put(struct vg_pipe *self, struct vg_job *job);
/* The next job, owned by the caller; NULL when none came within wait_ms (-1: for ever). */
struct vg_job *vg_pipe_take(struct vg_pipe *self, int wait_ms);
void vg_pipe_tell(struct vg_pipe *self, const struct vg_news *news);
/* True and *ret when there was news; never waits. */
bool vg_pipe_hear(struct vg_pipe *self, struct vg_news *ret);
/* For loops: libzmq's socket, and its edge-triggered file descriptor. */
void *vg_pipe_socket(struct vg_pipe *self);
int vg_pipe_fd(struct vg_pipe *self);

/* Names of the inproc endpoints. */
#define VG_PIPE_KEEPER "inproc://keeper"
#define VG_PIPE_NEWS "inproc://news"
#define VG_PIPE_READER "inproc://reader-%d"

/* Starts a thread with all signals blocked. Aborts when the system gives none. */
#include <pthread.h>
void vg_thread_start(pthread_t *ret, const char *name, void *(*run)(void *), void *arg);

#endif
