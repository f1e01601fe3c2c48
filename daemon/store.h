/*
 * store.h - what vigied remembers: sources, entries seen, articles, events with their revisions,
 * the journal.
 *
 * One SQLite file. Exactly one read-write connection exists (the keeper's; it also checkpoints);
 * every other one is opened read-only. Narrow on purpose: another database can stand behind it.
 * Functions that change something must run between vg_store_begin and vg_store_commit, but for the
 * open itself. One thread per connection.
 *
 * Every function returns 0 (or what it says) or a negative code: VG_E_FULL when the disk is full,
 * VG_E_IO when the database fails, VG_E_AGAIN when it is busy, VG_E_NOTFOUND. After a failure
 * inside a transaction: vg_store_rollback. Text handed out is borrowed until the next call on the
 * same store.
 */
#ifndef VG_DAEMON_STORE_H
#define VG_DAEMON_STORE_H

#include "base/buf.h"
#include "base/err.h"

struct vg_store;

#define VG_ID_BYTES 16 /* identity of an entry: a 128-bit hash */

/* Opens path read-write, creates it when absent, brings its schema up to date (with a copy of the
 * old file beside it first). Refuses (VG_E_REFUSED) a file of a newer vigied or of another program.
 */
int vg_store_open(const char *path, struct vg_store **ret, struct vg_err *err)
    __attribute__((warn_unused_result));
/* Opens an existing file read-only. */
int vg_store_open_readonly(const char *path, struct vg_store **ret, struct vg_err *err)
    __attribute__((warn_unused_result));
void vg_store_close(struct vg_store *self); /* NULL is fine; an open transaction is rolled back */
/* Says why the last call failed; borrowed. */
const char *vg_store_reason(const struct vg_store *self);
/* 16 hexadecimal digits, new for each database. */
const char *vg_store_epoch(const struct vg_store *self);
/* Caps the size of the file; past it writes fail with VG_E_FULL. 0: no cap. */
int vg_store_set_max_bytes(struct vg_store *self, int64_t bytes);

int vg_store_begin(struct vg_store *self) __attribute__((warn_unused_result));
int vg_store_commit(struct vg_store *self) __attribute__((warn_unused_result));
void vg_store_rollback(struct vg_store *self); /* fine outside a transaction */

int vg_store_state_set(struct vg_store *self, const char *key, int64_t value)
    __attribute__((warn_unused_result));

/* ---- sources ---- */

struct vg_stored_source {
    int64_t id;
    const char *name, *url;
    int64_t articles;      /* taken from it so far */
    struct vg_sv
        memory; /* what its polls taught, as vg_poll_state_encode writes it; empty: nothing yet */
};

/* The id of the source called name, made if there is none; its URL is noted. */
int vg_store_source_put(struct vg_store *self, const char *name, const char *url, int64_t *ret_id)
    __attribute__((warn_unused_result));
/* Calls fn for every source ever known; stops at a negative return and hands it on. */
int vg_store_source_each(struct vg_store *self,
                         int (*fn)(void *ctx, const struct vg_stored_source *row), void *ctx);
/* Stores what the polls of this source taught. */
int vg_store_source_remember(struct vg_store *self, int64_t id, struct vg_sv memory)
    __attribute__((warn_unused_result));

/* ---- entries: what has been seen ---- */

struct vg_entry_state {
    int64_t article_id;
    int64_t raw_hash; /* of the entry as the feed gave it: differs when the entry was edited */
};

/* VG_E_NOTFOUND when this source never had an entry with this identity. */
int vg_store_entry_get(struct vg_store *self, int64_t source_id,
                       const unsigned char id[static VG_ID_BYTES], struct vg_entry_state *ret);
int vg_store_entry_put(struct vg_store *self, int64_t source_id,
                       const unsigned char id[static VG_ID_BYTES],
                       const struct vg_entry_state *entry, int64_t now_usec)
    __attribute__((warn_unused_result));

/* ---- articles ---- */

struct vg_article_row {
    int64_t id, source_id;
    int64_t revision;     /* 1, then one more for each edit */
    int64_t duplicate_of; /* article of which this is a near-copy, 0: none */
    int64_t published_usec, modified_usec; /* VG_TIME_NONE: unknown */
    int64_t seen_usec;
    int64_t text_hash;
    int64_t words;
    struct vg_sv url, title, lang, text, authors; /* authors: separated by "; " */
    struct vg_sv fingerprint; /* bytes as feeds/fingerprint.h gives them */
};

/* Adds an article; its new id goes to *ret_id. Counts it for its source. */
int vg_store_article_add(struct vg_store *self, const struct vg_article_row *row, int64_t *ret_id)
    __attribute__((warn_unused_result));
/* Replaces what can change in an edit, by row->id. */
int vg_store_article_edit(struct vg_store *self, const struct vg_article_row *row)
    __attribute__((warn_unused_result));
/* The article, borrowed until the next call. */
int vg_store_article_get(struct vg_store *self, int64_t id, struct vg_article_row *ret);
/* Calls fn(id, seen_usec, fingerprint) for all articles seen since then that have a fingerprint,
 * oldest first. */
int vg_store_fingerprints(struct vg_store *self, int64_t since_usec,
                          int (*fn)(void *ctx, const struct vg_article_row *row), void *ctx);

/* ---- events ---- */

struct vg_revision_row {
    int64_t event_id;
    int64_t revision;
    int64_t article_id; /* that brought it */
    int64_t time_usec;
    int64_t seq;        /* the message that announced it */
    struct vg_sv body;  /* the event record, JSON */
};

/* A new event; its id is never reused. */
int vg_store_event_add(struct vg_store *self, int64_t now_usec, int64_t *ret_id)
    __attribute__((warn_unused_result));
/* Adds a revision and makes it the event's current one. */
int vg_store_revision_add(struct vg_store *self, const struct vg_revision_row *row)
    __attribute__((warn_unused_result));
/* The current revision of an event, borrowed until the next call. */
int vg_store_revision_get(struct vg_store *self, int64_t event_id, struct vg_revision_row *ret);
/* Says that the n-th event of an article (from 0) is this event; replaces what was said before. */
int vg_store_article_event_put(struct vg_store *self, int64_t article_id, int64_t n,
                               int64_t event_id) __attribute__((warn_unused_result));
/* Fills ids with the events of an article, in order; returns how many there are, at most max. */
int vg_store_article_events(struct vg_store *self, int64_t article_id, int64_t *ids, int max);

/* What linking compares (extract/link.h), as bytes beside the event; p == NULL: forgets it. */
int vg_store_event_key_put(struct vg_store *self, int64_t event_id, struct vg_sv key)
    __attribute__((warn_unused_result));
/* Calls fn for every event that was not merged away, with its key (perhaps empty) and current body.
 */
int vg_store_event_keys(struct vg_store *self,
                        int (*fn)(void *ctx, int64_t event_id, struct vg_sv key, struct vg_sv body),
                        void *ctx);
/* What the article told of one event, it tells of another. */
int vg_store_article_event_move(struct vg_store *self, int64_t article_id, int64_t from, int64_t to)
    __attribute__((warn_unused_result));
/* The event goes on as `into`; its articles tell of that one now. */
int vg_store_event_merge(struct vg_store *self, int64_t event_id, int64_t into)
    __attribute__((warn_unused_result));

/* ---- counts, for status ---- */

struct vg_store_counts {
    int64_t sources, articles, events, revisions, duplicates, last_seq;
};
int vg_store_counts(struct vg_store *self, struct vg_store_counts *ret);

#endif
