/*
 * sql.h - SQLite as store.c and journal.c use it: statements by number, prepared once. Private to
 * those files and alert_store.c.
 */
#ifndef VG_DAEMON_SQL_H
#define VG_DAEMON_SQL_H

#include <sqlite3.h>

#include "base/err.h"
#include "base/sv.h"

enum vg_stmt {
    VG_STMT_BEGIN,
    VG_STMT_COMMIT,
    VG_STMT_ROLLBACK,
    VG_STMT_STATE_GET,
    VG_STMT_STATE_SET,
    VG_STMT_SOURCE_FIND,
    VG_STMT_SOURCE_ADD,
    VG_STMT_SOURCE_URL,
    VG_STMT_SOURCE_EACH,
    VG_STMT_SOURCE_REMEMBER,
    VG_STMT_SOURCE_COUNT,
    VG_STMT_ENTRY_GET,
    VG_STMT_ENTRY_PUT,
    VG_STMT_ARTICLE_ADD,
    VG_STMT_ARTICLE_EDIT,
    VG_STMT_ARTICLE_GET,
    VG_STMT_FINGERPRINTS,
    VG_STMT_EVENT_ADD,
    VG_STMT_EVENT_REVISION,
    VG_STMT_EVENT_KEY_PUT,
    VG_STMT_EVENT_KEYS,
    VG_STMT_EVENT_MERGE,
    VG_STMT_EVENT_MERGE_ARTICLES,
    VG_STMT_ARTICLE_EVENT_MOVE,
    VG_STMT_REVISION_ADD,
    VG_STMT_REVISION_GET,
    VG_STMT_ARTICLE_EVENT_PUT,
    VG_STMT_ARTICLE_EVENTS,
    VG_STMT_COUNTS,
    VG_STMT_TOPIC_GET,
    VG_STMT_TOPIC_ADD,
    VG_STMT_TOPIC_SEQ,
    VG_STMT_JOURNAL_ADD,
    VG_STMT_JOURNAL_LAST,
    VG_STMT_JOURNAL_FIRST,
    VG_STMT_JOURNAL_AT,
    VG_STMT_JOURNAL_READ,
    VG_STMT_JOURNAL_SNAPSHOT,
    VG_STMT_JOURNAL_TRIM,
    VG_STMT_ALERT_ADD,
    VG_STMT_ALERT_PUT,
    VG_STMT_ALERT_FIND,
    VG_STMT_ALERTS_OF_EVENT,
    VG_STMT_ALERTS_DUE,
    VG_STMT_ALERTS_ACTIVE,
    VG_STMT_ALERT_EVENT_PUT,
    VG_STMT_ALERT_EVENT_DROP,
    VG_STMT_ALERT_EVENTS,
    VG_STMT_MATCH_PUT,
    VG_STMT_MATCH_DROP,
    VG_STMT_MATCH_COUNT,
    VG_STMT_MATCH_EACH,
    VG_STMT_MATCH_TRIM,
    VG_STMT_SILENCE_ADD,
    VG_STMT_SILENCE_END,
    VG_STMT_SILENCED,
    VG_STMT_SILENCES,
    VG_STMT_DELIVERY_ADD,
    VG_STMT_DELIVERY_PUT,
    VG_STMT_DELIVERIES_DUE,
    VG_STMT_DELIVERIES_PUT_OFF,
    VG_STMT_DELIVERIES_TRIM,
    VG_STMT_DELIVERIES,
    VG_STMT_COUNT
};

struct vg_store {
    sqlite3 *db;
    sqlite3_stmt *stmts[VG_STMT_COUNT];
    sqlite3_stmt *lent; /* the statement whose columns the caller still looks at */
    int64_t next_seq;   /* read-write only; 0: not read yet */
    char epoch[17];
    char reason[200];
};

/* The statement, reset and bound: one letter of fmt per parameter: i int64_t, s char * (NULL:
 * null), v struct vg_sv (p NULL: null), b struct vg_sv as a blob. NULL when it cannot be prepared.
 */
sqlite3_stmt *vg_sql(struct vg_store *self, enum vg_stmt which, const char *fmt, ...);
/* Binds and runs a statement without result. */
int vg_sql_run(struct vg_store *self, enum vg_stmt which, const char *fmt, ...);
/* One step: 1 a row, 0 no more, negative a failure. */
int vg_sql_step(struct vg_store *self, sqlite3_stmt *st);
/* Remembers SQLite's reason and translates its code. */
int vg_sql_fail(struct vg_store *self, int rc);
/* Column i as a view (text or blob). */
struct vg_sv vg_sql_sv(sqlite3_stmt *st, int i);

/* Creates the schema or brings it up to date (migrate.c). */
int vg_store_migrate(struct vg_store *self, const char *path, struct vg_err *err)
    __attribute__((warn_unused_result));

#endif
