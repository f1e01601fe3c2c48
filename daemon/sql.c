/* sql.c - statements by number. */
#include "config.h"

#include "daemon/sql.h"

#include <stdarg.h>
#include <stdio.h>

#define ALERT_COLUMNS                                                                                 \
    "SELECT a.id, a.rule, a.grp, a.state, a.revision, a.since, a.updated, a.due, a.body, a.acked_by," \
    " a.acked_until FROM alerts a"
#define DELIVERY_COLUMNS                                                                           \
    "SELECT id, receiver, alert_id, revision, body, digest, attempts, due, created, state, error FROM deliveries"

static const char *const texts[VG_STMT_COUNT] = {
    [VG_STMT_BEGIN] = "BEGIN IMMEDIATE",
    [VG_STMT_COMMIT] = "COMMIT",
    [VG_STMT_ROLLBACK] = "ROLLBACK",
    [VG_STMT_STATE_GET] = "SELECT value FROM state WHERE key = ?",
    [VG_STMT_STATE_SET] = "INSERT INTO state(key, value) VALUES(?, ?)"
                          " ON CONFLICT(key) DO UPDATE SET value = excluded.value",
    [VG_STMT_SOURCE_FIND] = "SELECT id, url FROM sources WHERE name = ?",
    [VG_STMT_SOURCE_ADD] = "INSERT INTO sources(name, url) VALUES(?, ?)",
    [VG_STMT_SOURCE_URL] = "UPDATE sources SET url = ?2 WHERE id = ?1",
    [VG_STMT_SOURCE_EACH] = "SELECT id, name, url, articles, memory FROM sources ORDER BY id",
    [VG_STMT_SOURCE_REMEMBER] = "UPDATE sources SET memory = ?2 WHERE id = ?1",
    [VG_STMT_SOURCE_COUNT] = "UPDATE sources SET articles = articles + 1 WHERE id = ?",
    [VG_STMT_ENTRY_GET] = "SELECT article_id, raw_hash FROM entries WHERE source_id = ? AND id = ?",
    [VG_STMT_ENTRY_PUT] =
        "INSERT INTO entries(source_id, id, article_id, raw_hash, seen) VALUES(?, ?, ?, ?, ?)"
        " ON CONFLICT(source_id, id) DO UPDATE SET article_id = excluded.article_id,"
        " raw_hash = excluded.raw_hash",
    [VG_STMT_ARTICLE_ADD] =
        "INSERT INTO articles(source_id, revision, duplicate_of, published, modified, seen,"
        " text_hash, words, url, title, lang, text, authors, fingerprint)"
        " VALUES(?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [VG_STMT_ARTICLE_EDIT] =
        "UPDATE articles SET revision = ?2, published = ?3, modified = ?4, text_hash = ?5, words = ?6,"
        " url = ?7, title = ?8, lang = ?9, text = ?10, authors = ?11, fingerprint = ?12"
        " WHERE id = ?1",
    [VG_STMT_ARTICLE_GET] =
        "SELECT source_id, revision, coalesce(duplicate_of, 0), published, modified, seen, text_hash,"
        " words, url, title, lang, text, authors, fingerprint FROM articles WHERE id = ?",
    [VG_STMT_FINGERPRINTS] = "SELECT id, seen, fingerprint, source_id FROM articles"
                             " WHERE seen >= ? AND fingerprint IS NOT NULL ORDER BY seen, id",
    [VG_STMT_EVENT_ADD] = "INSERT INTO events(created, revision) VALUES(?, 0)",
    [VG_STMT_EVENT_REVISION] = "UPDATE events SET revision = ?2, updated = ?3 WHERE id = ?1",
    [VG_STMT_EVENT_KEY_PUT] = "UPDATE events SET link_key = ?2 WHERE id = ?1",
    [VG_STMT_EVENT_KEYS] = "SELECT e.id, e.link_key, r.body FROM events e"
                           " JOIN revisions r ON r.event_id = e.id AND r.revision = e.revision"
                           " WHERE e.merged_into IS NULL ORDER BY e.id",
    [VG_STMT_EVENT_MERGE] = "UPDATE events SET merged_into = ?2 WHERE id = ?1",
    [VG_STMT_EVENT_MERGE_ARTICLES] = "UPDATE article_events SET event_id = ?2 WHERE event_id = ?1",
    [VG_STMT_ARTICLE_EVENT_MOVE] =
        "UPDATE article_events SET event_id = ?3 WHERE article_id = ?1 AND event_id = ?2",
    [VG_STMT_REVISION_ADD] =
        "INSERT INTO revisions(event_id, revision, article_id, time, seq, body)"
        " VALUES(?, ?, nullif(?, 0), ?, ?, ?)",
    [VG_STMT_REVISION_GET] =
        "SELECT r.event_id, r.revision, coalesce(r.article_id, 0), r.time, r.seq, r.body"
        " FROM events e JOIN revisions r ON r.event_id = e.id AND r.revision = e.revision"
        " WHERE e.id = ?",
    [VG_STMT_ARTICLE_EVENT_PUT] =
        "INSERT INTO article_events(article_id, n, event_id) VALUES(?, ?, ?)"
        " ON CONFLICT(article_id, n) DO UPDATE SET event_id = excluded.event_id",
    [VG_STMT_ARTICLE_EVENTS] =
        "SELECT event_id FROM article_events WHERE article_id = ? ORDER BY n LIMIT ?",
    [VG_STMT_COUNTS] = "SELECT (SELECT count(*) FROM sources), (SELECT count(*) FROM articles),"
                       " (SELECT count(*) FROM events), (SELECT count(*) FROM revisions),"
                       " (SELECT count(duplicate_of) FROM articles),"
                       " coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'journal'), 0)",
    [VG_STMT_TOPIC_GET] = "SELECT id, last_seq FROM topics WHERE name = ?",
    [VG_STMT_TOPIC_ADD] = "INSERT INTO topics(name, last_seq) VALUES(?, ?)",
    [VG_STMT_TOPIC_SEQ] = "UPDATE topics SET last_seq = ?2 WHERE id = ?1",
    [VG_STMT_JOURNAL_ADD] = "INSERT INTO journal(seq, time, topic_id, body) VALUES(?, ?, ?, ?)",
    [VG_STMT_JOURNAL_LAST] = "SELECT seq FROM sqlite_sequence WHERE name = 'journal'",
    [VG_STMT_JOURNAL_FIRST] = "SELECT min(seq) FROM journal",
    [VG_STMT_JOURNAL_AT] = "SELECT min(seq) FROM journal WHERE time >= ?",
    [VG_STMT_JOURNAL_READ] =
        "SELECT j.seq, j.time, t.name, j.body FROM journal j JOIN topics t ON t.id = j.topic_id"
        " WHERE j.seq >= ? AND j.seq <= ? ORDER BY j.seq LIMIT ?",
    [VG_STMT_JOURNAL_SNAPSHOT] =
        "SELECT j.seq, j.time, t.name, j.body FROM journal j JOIN topics t ON t.id = j.topic_id"
        " WHERE j.seq >= ? AND j.seq <= ? AND EXISTS (SELECT 1 FROM revisions r JOIN events e"
        " ON e.id = r.event_id AND e.revision = r.revision WHERE r.seq = j.seq) ORDER BY j.seq",
    [VG_STMT_JOURNAL_TRIM] = "DELETE FROM journal WHERE seq IN"
                             " (SELECT seq FROM journal WHERE time < ? ORDER BY time LIMIT ?)",
    [VG_STMT_ALERT_ADD] =
        "INSERT INTO alerts(rule, grp, state, revision, since, updated, due) VALUES(?, ?, ?, ?, ?, ?, ?)",
    [VG_STMT_ALERT_PUT] =
        "UPDATE alerts SET state = ?2, revision = ?3, updated = ?4, due = ?5, body = ?6, acked_by = ?7,"
        " acked_until = ?8 WHERE id = ?1",
    [VG_STMT_ALERT_FIND] = ALERT_COLUMNS " WHERE a.rule = ? AND a.grp = ? AND a.state < 2",
    [VG_STMT_ALERTS_OF_EVENT] = ALERT_COLUMNS
    " JOIN alert_events e ON e.alert_id = a.id WHERE e.event_id = ? AND a.state < 2 ORDER BY a.id",
    [VG_STMT_ALERTS_DUE] =
        ALERT_COLUMNS " WHERE a.state < 2 AND a.due <= ? ORDER BY a.due, a.id LIMIT ?",
    [VG_STMT_ALERTS_ACTIVE] = ALERT_COLUMNS " WHERE a.state < 2 ORDER BY a.id LIMIT 10000",
    [VG_STMT_ALERT_EVENT_PUT] = "INSERT INTO alert_events(alert_id, event_id, seq) VALUES(?, ?, ?)"
                                " ON CONFLICT(alert_id, event_id) DO UPDATE SET seq = excluded.seq",
    [VG_STMT_ALERT_EVENT_DROP] = "DELETE FROM alert_events WHERE alert_id = ? AND event_id = ?",
    [VG_STMT_ALERT_EVENTS] =
        "SELECT event_id, seq FROM alert_events WHERE alert_id = ? ORDER BY seq",
    [VG_STMT_MATCH_PUT] =
        "INSERT INTO matches(rule, grp, event_id, seq, time) VALUES(?, ?, ?, ?, ?)"
        " ON CONFLICT(rule, event_id) DO UPDATE SET grp = excluded.grp, seq = excluded.seq",
    [VG_STMT_MATCH_DROP] = "DELETE FROM matches WHERE rule = ? AND event_id = ?",
    [VG_STMT_MATCH_COUNT] =
        "SELECT count(*) FROM matches WHERE rule = ? AND grp = ? AND time >= ? AND time < ?",
    [VG_STMT_MATCH_EACH] =
        "SELECT event_id, seq FROM matches WHERE rule = ? AND grp = ? AND time >= ? ORDER BY seq LIMIT 500",
    [VG_STMT_MATCH_TRIM] = "DELETE FROM matches WHERE time < ?",
    [VG_STMT_SILENCE_ADD] =
        "INSERT INTO silences(rule, who, reason, start, until) VALUES(?, ?, ?, ?, ?)",
    [VG_STMT_SILENCE_END] = "UPDATE silences SET until = ?2 WHERE id = ?1 AND until > ?2",
    [VG_STMT_SILENCED] =
        "SELECT 1 FROM silences WHERE (rule IS NULL OR rule = ?1) AND start <= ?2 AND until > ?2 LIMIT 1",
    [VG_STMT_SILENCES] =
        "SELECT id, rule, who, reason, start, until FROM silences WHERE until > ? ORDER BY id",
    [VG_STMT_DELIVERY_ADD] =
        "INSERT INTO deliveries(receiver, alert_id, revision, body, digest, attempts, due, created, state)"
        " VALUES(?, ?, ?, ?, ?, 0, ?, ?, 0)",
    [VG_STMT_DELIVERY_PUT] =
        "UPDATE deliveries SET attempts = ?2, due = ?3, state = ?4, error = ?5 WHERE id = ?1",
    [VG_STMT_DELIVERIES_DUE] =
        /* none before an older one of its receiver that is soon tried again */
    DELIVERY_COLUMNS
    " WHERE state = 0 AND due <= ?2 AND (?1 IS NULL OR receiver = ?1) AND NOT EXISTS ("
    "SELECT 1 FROM deliveries o WHERE o.state = 0 AND o.due > ?2 AND o.due <= ?2 + 60000000"
    " AND o.receiver = deliveries.receiver AND o.id < deliveries.id AND o.attempts > 0)"
    " ORDER BY id LIMIT ?3",
    [VG_STMT_DELIVERIES_PUT_OFF] =
        "UPDATE deliveries SET due = ?3 WHERE state = 0 AND receiver = ?1 AND due <= ?2",
    [VG_STMT_DELIVERIES_TRIM] = "DELETE FROM deliveries WHERE state = 1 AND created < ?",
    [VG_STMT_DELIVERIES] = DELIVERY_COLUMNS " WHERE state = ? ORDER BY id DESC LIMIT ?",
};

int vg_sql_fail(struct vg_store *self, int rc)
{
    (void)snprintf(self->reason, sizeof self->reason, "%s (SQLite %d)", sqlite3_errmsg(self->db),
                   sqlite3_extended_errcode(self->db));
    switch (rc & 0xff) {
    case SQLITE_FULL:
        return VG_E_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return VG_E_AGAIN;
    case SQLITE_NOMEM:
        return VG_E_NOMEM;
    case SQLITE_TOOBIG:
        return VG_E_TOOBIG;
    default:
        return VG_E_IO;
    }
}

static int bind_one(sqlite3_stmt *st, int at, char letter, va_list *ap)
{
    struct vg_sv v;

    switch (letter) {
    case 'i':
        return sqlite3_bind_int64(st, at, va_arg(*ap, int64_t));
    case 's':
        return sqlite3_bind_text(st, at, va_arg(*ap, const char *), -1, SQLITE_STATIC);
    case 'v':
        v = va_arg(*ap, struct vg_sv);
        return sqlite3_bind_text64(st, at, v.p, v.n, SQLITE_STATIC, SQLITE_UTF8);
    default:
        v = va_arg(*ap, struct vg_sv);
        return sqlite3_bind_blob64(st, at, v.p, v.n, SQLITE_STATIC);
    }
}

static sqlite3_stmt *bind_all(struct vg_store *self, enum vg_stmt which, const char *fmt,
                              va_list *ap)
{
    sqlite3_stmt **pst = &self->stmts[which];
    int rc = SQLITE_OK;

    if (self->lent) {
        (void)sqlite3_reset(self->lent);
        self->lent = NULL;
    }
    if (!*pst)
        rc = sqlite3_prepare_v3(self->db, texts[which], -1, SQLITE_PREPARE_PERSISTENT, pst, NULL);
    for (int i = 0; rc == SQLITE_OK && fmt[i]; i++)
        rc = bind_one(*pst, i + 1, fmt[i], ap);
    if (rc == SQLITE_OK)
        return *pst;
    (void)vg_sql_fail(self, rc);
    return NULL;
}

sqlite3_stmt *vg_sql(struct vg_store *self, enum vg_stmt which, const char *fmt, ...)
{
    va_list ap;
    sqlite3_stmt *st;

    va_start(ap, fmt);
    st = bind_all(self, which, fmt, &ap);
    va_end(ap);
    self->lent = st;
    return st;
}

int vg_sql_run(struct vg_store *self, enum vg_stmt which, const char *fmt, ...)
{
    va_list ap;
    sqlite3_stmt *st;
    int r;

    va_start(ap, fmt);
    st = bind_all(self, which, fmt, &ap);
    va_end(ap);
    if (!st)
        return VG_E_IO;
    r = vg_sql_step(self, st);
    (void)sqlite3_reset(st);
    (void)sqlite3_clear_bindings(st);
    return r < 0 ? r : 0;
}

int vg_sql_step(struct vg_store *self, sqlite3_stmt *st)
{
    int rc;

    if (!st)
        return VG_E_IO;
    rc = sqlite3_step(st);
    if (rc == SQLITE_ROW)
        return 1;
    if (rc == SQLITE_DONE)
        return 0;
    return vg_sql_fail(self, rc);
}

struct vg_sv vg_sql_sv(sqlite3_stmt *st, int i)
{
    const char *p = sqlite3_column_blob(st, i);

    return vg_sv(p, (size_t)sqlite3_column_bytes(st, i));
}
