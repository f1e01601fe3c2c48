/* migrate.c - the schema, as numbered steps. A step that shipped is never edited: add another one.
 */
#include "config.h"

#include <stdio.h>
#include <sys/random.h>

#include "daemon/sql.h"
#include "daemon/store.h"

#define APPLICATION_ID 0x56494749 /* "VIGI" */

static const char *const steps[] = {
    /* 1: the spine */
    "CREATE TABLE state(key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
    "CREATE TABLE sources("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, url TEXT NOT NULL,"
    "  articles INTEGER NOT NULL DEFAULT 0, memory TEXT);"
    "CREATE TABLE articles("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, source_id INTEGER NOT NULL REFERENCES sources(id),"
    "  revision INTEGER NOT NULL, duplicate_of INTEGER REFERENCES articles(id),"
    "  published INTEGER NOT NULL, modified INTEGER NOT NULL, seen INTEGER NOT NULL,"
    "  text_hash INTEGER NOT NULL, words INTEGER NOT NULL, url TEXT, title TEXT, lang TEXT,"
    "  text TEXT, authors TEXT, fingerprint BLOB);"
    "CREATE INDEX articles_seen ON articles(seen);"
    "CREATE TABLE entries("
    "  source_id INTEGER NOT NULL REFERENCES sources(id), id BLOB NOT NULL,"
    "  article_id INTEGER NOT NULL REFERENCES articles(id), raw_hash INTEGER NOT NULL,"
    "  seen INTEGER NOT NULL, PRIMARY KEY(source_id, id)) WITHOUT ROWID;"
    "CREATE TABLE events("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, created INTEGER NOT NULL, updated INTEGER,"
    "  revision INTEGER NOT NULL);"
    "CREATE TABLE revisions("
    "  event_id INTEGER NOT NULL REFERENCES events(id), revision INTEGER NOT NULL,"
    "  article_id INTEGER REFERENCES articles(id), time INTEGER NOT NULL, seq INTEGER NOT NULL,"
    "  body TEXT NOT NULL, PRIMARY KEY(event_id, revision)) WITHOUT ROWID;"
    "CREATE INDEX revisions_seq ON revisions(seq);"
    "CREATE TABLE article_events("
    "  article_id INTEGER NOT NULL REFERENCES articles(id), n INTEGER NOT NULL,"
    "  event_id INTEGER NOT NULL REFERENCES events(id), PRIMARY KEY(article_id, n)) WITHOUT ROWID;"
    "CREATE INDEX article_events_event ON article_events(event_id);"
    "CREATE TABLE topics(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, last_seq INTEGER NOT NULL);"
    "CREATE TABLE journal("
    "  seq INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL,"
    "  topic_id INTEGER NOT NULL REFERENCES topics(id), body TEXT NOT NULL);"
    "CREATE INDEX journal_time ON journal(time);",
    /* 2: events of several articles linked */
    "ALTER TABLE events ADD COLUMN link_key BLOB;"
    "ALTER TABLE events ADD COLUMN merged_into INTEGER REFERENCES events(id);",
    /* 3: alerts */
    "CREATE TABLE alerts("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, rule TEXT NOT NULL, grp TEXT NOT NULL, state INTEGER NOT NULL,"
    "  revision INTEGER NOT NULL, since INTEGER NOT NULL, updated INTEGER NOT NULL, due INTEGER, body TEXT,"
    "  acked_by TEXT, acked_until INTEGER);"
    "CREATE UNIQUE INDEX alerts_active ON alerts(rule, grp) WHERE state < 2;"
    "CREATE INDEX alerts_due ON alerts(due) WHERE state < 2;"
    "CREATE TABLE alert_events("
    "  alert_id INTEGER NOT NULL REFERENCES alerts(id), event_id TEXT NOT NULL, seq INTEGER NOT NULL,"
    "  PRIMARY KEY(alert_id, event_id)) WITHOUT ROWID;"
    "CREATE INDEX alert_events_event ON alert_events(event_id);"
    "CREATE TABLE matches("
    "  rule TEXT NOT NULL, event_id TEXT NOT NULL, grp TEXT NOT NULL, seq INTEGER NOT NULL,"
    "  time INTEGER NOT NULL, PRIMARY KEY(rule, event_id)) WITHOUT ROWID;"
    "CREATE INDEX matches_group ON matches(rule, grp, time);"
    "CREATE INDEX matches_time ON matches(time);"
    "CREATE TABLE silences("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, rule TEXT, who TEXT, reason TEXT, start INTEGER NOT NULL,"
    "  until INTEGER NOT NULL);"
    "CREATE TABLE deliveries("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, receiver TEXT NOT NULL, alert_id INTEGER NOT NULL REFERENCES alerts(id),"
    "  revision INTEGER NOT NULL, body TEXT NOT NULL, digest INTEGER NOT NULL, attempts INTEGER NOT NULL,"
    "  due INTEGER NOT NULL, created INTEGER NOT NULL, state INTEGER NOT NULL, error TEXT);"
    "CREATE INDEX deliveries_due ON deliveries(due) WHERE state = 0;",
};

static int pragma_int(struct vg_store *self, const char *sql)
{
    sqlite3_stmt *st = NULL;
    int value = -1;

    if (sqlite3_prepare_v2(self->db, sql, -1, &st, NULL) == SQLITE_OK &&
        sqlite3_step(st) == SQLITE_ROW)
        value = sqlite3_column_int(st, 0);
    (void)sqlite3_finalize(st);
    return value;
}

static int run(struct vg_store *self, const char *path, const char *sql, struct vg_err *err)
{
    int rc = sqlite3_exec(self->db, sql, NULL, NULL, NULL);

    if (rc == SQLITE_OK)
        return 0;
    rc = vg_sql_fail(self, rc);
    (void)sqlite3_exec(self->db, "ROLLBACK", NULL, NULL, NULL);
    return vg_fail(err, rc, "%s: cannot bring the database up to date: %s", path, self->reason);
}

/* A new database gets an epoch of its own: subscribers tell by it that sequence numbers start anew.
 */
static int new_epoch(struct vg_store *self, const char *path, struct vg_err *err)
{
    unsigned char raw[8];
    char sql[160], hex[17];

    if (getrandom(raw, sizeof raw, 0) != (ssize_t)sizeof raw)
        return vg_fail(err, VG_E_IO, "no random bytes for the database's epoch");
    for (size_t i = 0; i < sizeof raw; i++)
        (void)snprintf(hex + 2 * i, 3, "%02x", raw[i]);
    (void)snprintf(sql, sizeof sql, "INSERT INTO state(key, value) VALUES('epoch', '%s')", hex);
    return run(self, path, sql, err);
}

static int keep_copy(struct vg_store *self, const char *path, int version, struct vg_err *err)
{
    char copy[4096];
    char *sql;
    int r;

    (void)snprintf(copy, sizeof copy, "%s.v%d", path, version);
    (void)remove(copy); /* left over from an upgrade that did not finish */
    sql = sqlite3_mprintf("VACUUM INTO %Q", copy);
    if (!sql)
        return vg_fail(err, VG_E_NOMEM, "out of memory");
    r = run(self, path, sql, err);
    sqlite3_free(sql);
    return r;
}

static int apply(struct vg_store *self, const char *path, int version, struct vg_err *err)
{
    char sql[64];
    int r = run(self, path, "BEGIN IMMEDIATE", err);

    if (r == 0)
        r = run(self, path, steps[version], err);
    if (r == 0 && version == 0)
        r = new_epoch(self, path, err);
    (void)snprintf(sql, sizeof sql, "PRAGMA user_version = %d", version + 1);
    if (r == 0)
        r = run(self, path, sql, err);
    return r == 0 ? run(self, path, "COMMIT", err) : r;
}

int vg_store_migrate(struct vg_store *self, const char *path, struct vg_err *err)
{
    int version = pragma_int(self, "PRAGMA user_version");
    int id = pragma_int(self, "PRAGMA application_id");
    int tables = pragma_int(self, "SELECT count(*) FROM sqlite_schema");
    char sql[64];
    int r = 0;

    if (version < 0 || tables < 0) {
        (void)vg_sql_fail(self, SQLITE_ERROR);
        return vg_fail(err, VG_E_IO, "%s: not a database that can be read: %s", path, self->reason);
    }
    if (tables > 0 && id != APPLICATION_ID)
        return vg_fail(err, VG_E_REFUSED, "%s belongs to another program; set state_dir elsewhere",
                       path);
    if (version > (int)VG_COUNT_OF(steps))
        return vg_fail(err, VG_E_REFUSED,
                       "%s was written by a newer vigied (schema %d, this one knows %d); upgrade",
                       path, version, (int)VG_COUNT_OF(steps));
    (void)snprintf(sql, sizeof sql, "PRAGMA application_id = %d", APPLICATION_ID);
    if (tables == 0)
        r = run(self, path, sql, err);
    if (r == 0 && version > 0 && version < (int)VG_COUNT_OF(steps))
        r = keep_copy(self, path, version, err);
    for (; r == 0 && version < (int)VG_COUNT_OF(steps); version++)
        r = apply(self, path, version, err);
    return r;
}
