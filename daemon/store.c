/* store.c - see store.h. */
#include "config.h"

#include "daemon/store.h"

#include <stdio.h>
#include <stdlib.h>

#include "daemon/sql.h"

static int open_failed(struct vg_store *self, const char *path, struct vg_err *err)
{
    int code = vg_sql_fail(self, sqlite3_errcode(self->db));

    code = vg_fail(err, code, "%s: cannot open the database: %s", path, self->reason);
    vg_store_close(self);
    return code;
}

static int read_epoch(struct vg_store *self)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_STATE_GET, "s", "epoch");
    int r = vg_sql_step(self, st);

    if (r > 0)
        (void)snprintf(self->epoch, sizeof self->epoch, "%s",
                       (const char *)sqlite3_column_text(st, 0));
    return r > 0 ? 0 : VG_E_IO;
}

int vg_store_open(const char *path, struct vg_store **ret, struct vg_err *err)
{
    /* FULL: with NORMAL a power cut can undo a commit whose numbers were already on the wire. */
    static const char pragmas[] =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;"
        "PRAGMA trusted_schema = OFF; PRAGMA journal_size_limit = 16777216;"
        "PRAGMA temp_store = MEMORY;";
    struct vg_store *self = vg_xnew(struct vg_store);
    int r;

    if (sqlite3_open_v2(path, &self->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) !=
            SQLITE_OK ||
        sqlite3_exec(self->db, pragmas, NULL, NULL, NULL) != SQLITE_OK)
        return open_failed(self, path, err);
    r = vg_store_migrate(self, path, err);
    if (r < 0) {
        vg_store_close(self);
        return r;
    }
    if (read_epoch(self) < 0)
        return open_failed(self, path, err);
    *ret = self;
    return 0;
}

int vg_store_open_readonly(const char *path, struct vg_store **ret, struct vg_err *err)
{
    static const char pragmas[] = "PRAGMA busy_timeout = 5000; PRAGMA wal_autocheckpoint = 0;"
                                  "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON;";
    struct vg_store *self = vg_xnew(struct vg_store);

    if (sqlite3_open_v2(path, &self->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) !=
            SQLITE_OK ||
        sqlite3_exec(self->db, pragmas, NULL, NULL, NULL) != SQLITE_OK || read_epoch(self) < 0)
        return open_failed(self, path, err);
    *ret = self;
    return 0;
}

void vg_store_close(struct vg_store *self)
{
    if (!self)
        return;
    for (size_t i = 0; i < VG_STMT_COUNT; i++)
        (void)sqlite3_finalize(self->stmts[i]);
    (void)sqlite3_close(self->db);
    free(self);
}

const char *vg_store_reason(const struct vg_store *self)
{
    return self->reason;
}

const char *vg_store_epoch(const struct vg_store *self)
{
    return self->epoch;
}

int vg_store_set_max_bytes(struct vg_store *self, int64_t bytes)
{
    char sql[80];
    int rc;

    /* 0 pages means "ask" to SQLite, so no cap is its largest number */
    (void)snprintf(sql, sizeof sql, "PRAGMA max_page_count = %lld",
                   bytes > 0 ? (long long)(bytes / 4096 + 1) : 4294967294LL);
    rc = sqlite3_exec(self->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? 0 : vg_sql_fail(self, rc);
}

int vg_store_begin(struct vg_store *self)
{
    return vg_sql_run(self, VG_STMT_BEGIN, "");
}

int vg_store_commit(struct vg_store *self)
{
    return vg_sql_run(self, VG_STMT_COMMIT, "");
}

void vg_store_rollback(struct vg_store *self)
{
    char reason[sizeof self->reason];

    memcpy(reason, self->reason, sizeof reason);
    for (size_t i = 0; i < VG_STMT_COUNT; i++)
        if (self->stmts[i])
            (void)sqlite3_reset(self->stmts[i]);
    self->lent = NULL;
    if (!sqlite3_get_autocommit(self->db))
        (void)vg_sql_run(self, VG_STMT_ROLLBACK, "");
    self->next_seq = 0;
    memcpy(self->reason, reason, sizeof reason); /* the first failure is the one that tells */
}

int vg_store_state_set(struct vg_store *self, const char *key, int64_t value)
{
    return vg_sql_run(self, VG_STMT_STATE_SET, "si", key, value);
}

int vg_store_source_put(struct vg_store *self, const char *name, const char *url, int64_t *ret_id)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_SOURCE_FIND, "s", name);
    int r = vg_sql_step(self, st);

    if (r > 0) {
        int64_t id = sqlite3_column_int64(st, 0);
        bool moved = !vg_sv_is(vg_sql_sv(st, 1), url);

        r = moved ? vg_sql_run(self, VG_STMT_SOURCE_URL, "is", id, url) : 0;
        if (r == 0)
            *ret_id = id;
        return r;
    }
    if (r == 0)
        r = vg_sql_run(self, VG_STMT_SOURCE_ADD, "ss", name, url);
    if (r == 0)
        *ret_id = sqlite3_last_insert_rowid(self->db);
    return r;
}

int vg_store_source_each(struct vg_store *self,
                         int (*fn)(void *ctx, const struct vg_stored_source *row), void *ctx)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_SOURCE_EACH, "");
    int r, f = 0;

    self->lent = NULL; /* fn may call us; this statement goes on */
    while ((r = vg_sql_step(self, st)) > 0 && f >= 0) {
        struct vg_stored_source row = {
            .id = sqlite3_column_int64(st, 0),
            .name = (const char *)sqlite3_column_text(st, 1),
            .url = (const char *)sqlite3_column_text(st, 2),
            .articles = sqlite3_column_int64(st, 3),
            .memory = vg_sql_sv(st, 4),
        };
        f = fn(ctx, &row);
    }
    (void)sqlite3_reset(st);
    return f < 0 ? f : r < 0 ? r : 0;
}

int vg_store_source_remember(struct vg_store *self, int64_t id, struct vg_sv memory)
{
    return vg_sql_run(self, VG_STMT_SOURCE_REMEMBER, "iv", id, memory);
}

int vg_store_entry_get(struct vg_store *self, int64_t source_id,
                       const unsigned char id[static VG_ID_BYTES], struct vg_entry_state *ret)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_ENTRY_GET, "ib", source_id,
                              vg_sv((const char *)id, VG_ID_BYTES));
    int r = vg_sql_step(self, st);

    if (r > 0) {
        ret->article_id = sqlite3_column_int64(st, 0);
        ret->raw_hash = sqlite3_column_int64(st, 1);
    }
    if (st)
        (void)sqlite3_reset(st); /* a read-only connection must not hold its snapshot */
    return r > 0 ? 0 : r < 0 ? r : VG_E_NOTFOUND;
}

int vg_store_entry_put(struct vg_store *self, int64_t source_id,
                       const unsigned char id[static VG_ID_BYTES],
                       const struct vg_entry_state *entry, int64_t now_usec)
{
    return vg_sql_run(self, VG_STMT_ENTRY_PUT, "ibiii", source_id,
                      vg_sv((const char *)id, VG_ID_BYTES), entry->article_id, entry->raw_hash,
                      now_usec);
}

int vg_store_article_add(struct vg_store *self, const struct vg_article_row *row, int64_t *ret_id)
{
    int r = vg_sql_run(self, VG_STMT_ARTICLE_ADD, "iiiiiiiivvvvvb", row->source_id, row->revision,
                       row->duplicate_of, row->published_usec, row->modified_usec, row->seen_usec,
                       row->text_hash, row->words, row->url, row->title, row->lang, row->text,
                       row->authors, row->fingerprint);

    if (r < 0)
        return r;
    *ret_id = sqlite3_last_insert_rowid(self->db);
    return vg_sql_run(self, VG_STMT_SOURCE_COUNT, "i", row->source_id);
}

int vg_store_article_edit(struct vg_store *self, const struct vg_article_row *row)
{
    return vg_sql_run(self, VG_STMT_ARTICLE_EDIT, "iiiiiivvvvvb", row->id, row->revision,
                      row->published_usec, row->modified_usec, row->text_hash, row->words, row->url,
                      row->title, row->lang, row->text, row->authors, row->fingerprint);
}

int vg_store_article_get(struct vg_store *self, int64_t id, struct vg_article_row *ret)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_ARTICLE_GET, "i", id);
    int r = vg_sql_step(self, st);

    if (r <= 0)
        return r < 0 ? r : VG_E_NOTFOUND;
    *ret = (struct vg_article_row){
        .id = id,
        .source_id = sqlite3_column_int64(st, 0),
        .revision = sqlite3_column_int64(st, 1),
        .duplicate_of = sqlite3_column_int64(st, 2),
        .published_usec = sqlite3_column_int64(st, 3),
        .modified_usec = sqlite3_column_int64(st, 4),
        .seen_usec = sqlite3_column_int64(st, 5),
        .text_hash = sqlite3_column_int64(st, 6),
        .words = sqlite3_column_int64(st, 7),
        .url = vg_sql_sv(st, 8),
        .title = vg_sql_sv(st, 9),
        .lang = vg_sql_sv(st, 10),
        .text = vg_sql_sv(st, 11),
        .authors = vg_sql_sv(st, 12),
        .fingerprint = vg_sql_sv(st, 13),
    };
    return 0;
}

int vg_store_fingerprints(struct vg_store *self, int64_t since_usec,
                          int (*fn)(void *ctx, const struct vg_article_row *row), void *ctx)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_FINGERPRINTS, "i", since_usec);
    int r, f = 0;

    while ((r = vg_sql_step(self, st)) > 0 && f >= 0) {
        struct vg_article_row row = {
            .id = sqlite3_column_int64(st, 0),
            .seen_usec = sqlite3_column_int64(st, 1),
            .fingerprint = vg_sql_sv(st, 2),
            .source_id = sqlite3_column_int64(st, 3),
        };
        f = fn(ctx, &row);
    }
    return f < 0 ? f : r < 0 ? r : 0;
}

int vg_store_event_add(struct vg_store *self, int64_t now_usec, int64_t *ret_id)
{
    int r = vg_sql_run(self, VG_STMT_EVENT_ADD, "i", now_usec);

    if (r == 0)
        *ret_id = sqlite3_last_insert_rowid(self->db);
    return r;
}

int vg_store_event_key_put(struct vg_store *self, int64_t event_id, struct vg_sv key)
{
    return vg_sql_run(self, VG_STMT_EVENT_KEY_PUT, "ib", event_id, key);
}

int vg_store_event_keys(struct vg_store *self,
                        int (*fn)(void *ctx, int64_t event_id, struct vg_sv key, struct vg_sv body),
                        void *ctx)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_EVENT_KEYS, "");
    int r;

    while ((r = vg_sql_step(self, st)) > 0) {
        r = fn(ctx, sqlite3_column_int64(st, 0), vg_sql_sv(st, 1), vg_sql_sv(st, 2));
        if (r < 0) {
            (void)sqlite3_reset(st);
            return r;
        }
    }
    return r;
}

int vg_store_event_merge(struct vg_store *self, int64_t event_id, int64_t into)
{
    int r = vg_sql_run(self, VG_STMT_EVENT_MERGE, "ii", event_id, into);

    return r < 0 ? r : vg_sql_run(self, VG_STMT_EVENT_MERGE_ARTICLES, "ii", event_id, into);
}

int vg_store_revision_add(struct vg_store *self, const struct vg_revision_row *row)
{
    int r = vg_sql_run(self, VG_STMT_REVISION_ADD, "iiiiiv", row->event_id, row->revision,
                       row->article_id, row->time_usec, row->seq, row->body);

    return r < 0 ? r
                 : vg_sql_run(self, VG_STMT_EVENT_REVISION, "iii", row->event_id, row->revision,
                              row->time_usec);
}

int vg_store_revision_get(struct vg_store *self, int64_t event_id, struct vg_revision_row *ret)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_REVISION_GET, "i", event_id);
    int r = vg_sql_step(self, st);

    if (r <= 0)
        return r < 0 ? r : VG_E_NOTFOUND;
    *ret = (struct vg_revision_row){
        .event_id = sqlite3_column_int64(st, 0),
        .revision = sqlite3_column_int64(st, 1),
        .article_id = sqlite3_column_int64(st, 2),
        .time_usec = sqlite3_column_int64(st, 3),
        .seq = sqlite3_column_int64(st, 4),
        .body = vg_sql_sv(st, 5),
    };
    return 0;
}

int vg_store_article_event_put(struct vg_store *self, int64_t article_id, int64_t n,
                               int64_t event_id)
{
    return vg_sql_run(self, VG_STMT_ARTICLE_EVENT_PUT, "iii", article_id, n, event_id);
}

int vg_store_article_event_move(struct vg_store *self, int64_t article_id, int64_t from, int64_t to)
{
    return vg_sql_run(self, VG_STMT_ARTICLE_EVENT_MOVE, "iii", article_id, from, to);
}

int vg_store_article_events(struct vg_store *self, int64_t article_id, int64_t *ids, int max)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_ARTICLE_EVENTS, "ii", article_id, (int64_t)max);
    int n = 0, r;

    while ((r = vg_sql_step(self, st)) > 0 && n < max)
        ids[n++] = sqlite3_column_int64(st, 0);
    return r < 0 ? r : n;
}

int vg_store_counts(struct vg_store *self, struct vg_store_counts *ret)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_COUNTS, "");
    int r = vg_sql_step(self, st);

    if (r <= 0)
        return r < 0 ? r : VG_E_IO;
    *ret = (struct vg_store_counts){
        .sources = sqlite3_column_int64(st, 0),
        .articles = sqlite3_column_int64(st, 1),
        .events = sqlite3_column_int64(st, 2),
        .revisions = sqlite3_column_int64(st, 3),
        .duplicates = sqlite3_column_int64(st, 4),
        .last_seq = sqlite3_column_int64(st, 5),
    };
    (void)sqlite3_reset(st);
    return 0;
}
