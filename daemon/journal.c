/* journal.c - see journal.h. */
#include "config.h"

#include "daemon/journal.h"

#include "daemon/sql.h"

/* Reads one number and lets the statement go, so that no read-only connection holds on to a
 * snapshot. */
static int64_t number(struct vg_store *self, sqlite3_stmt *st, int64_t fallback)
{
    int64_t n = fallback;

    if (vg_sql_step(self, st) > 0 && sqlite3_column_type(st, 0) != SQLITE_NULL)
        n = sqlite3_column_int64(st, 0);
    if (st)
        (void)sqlite3_reset(st);
    return n;
}

int64_t vg_journal_last(struct vg_store *self)
{
    return number(self, vg_sql(self, VG_STMT_JOURNAL_LAST, ""), 0);
}

int64_t vg_journal_first(struct vg_store *self)
{
    int64_t n = number(self, vg_sql(self, VG_STMT_JOURNAL_FIRST, ""), 0);

    return n ? n : vg_journal_last(self) + 1;
}

int64_t vg_journal_at(struct vg_store *self, int64_t time_usec)
{
    int64_t n = number(self, vg_sql(self, VG_STMT_JOURNAL_AT, "i", time_usec), 0);

    return n ? n : vg_journal_last(self) + 1;
}

static int topic_get(struct vg_store *self, struct vg_sv topic, int64_t *ret_id, int64_t *ret_seq)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_TOPIC_GET, "v", topic);
    int r = vg_sql_step(self, st);

    if (r > 0) {
        *ret_id = sqlite3_column_int64(st, 0);
        *ret_seq = sqlite3_column_int64(st, 1);
        (void)sqlite3_reset(st);
    }
    return r;
}

int vg_journal_next(struct vg_store *self, struct vg_sv topic, int64_t *ret_seq, int64_t *ret_prev)
{
    int64_t id = 0, prev = 0;
    int r = topic_get(self, topic, &id, &prev);

    if (r < 0)
        return r;
    if (!self->next_seq)
        self->next_seq = vg_journal_last(self) + 1;
    *ret_seq = self->next_seq;
    *ret_prev = prev;
    return 0;
}

int vg_journal_append(struct vg_store *self, int64_t seq, int64_t time_usec, struct vg_sv topic,
                      struct vg_sv body)
{
    int64_t id = 0, prev = 0;
    int r = topic_get(self, topic, &id, &prev);

    if (r == 0) {
        r = vg_sql_run(self, VG_STMT_TOPIC_ADD, "vi", topic, seq);
        id = sqlite3_last_insert_rowid(self->db);
    } else if (r > 0) {
        r = vg_sql_run(self, VG_STMT_TOPIC_SEQ, "ii", id, seq);
    }
    if (r == 0)
        r = vg_sql_run(self, VG_STMT_JOURNAL_ADD, "iiiv", seq, time_usec, id, body);
    if (r == 0)
        self->next_seq = seq + 1;
    return r;
}

/* Steps through the rows of st; *ret_next: the first seq not looked at. */
static int each_row(struct vg_store *self, sqlite3_stmt *st, struct vg_sv prefix, vg_journal_fn *fn,
                    void *ctx, int64_t *ret_next, int64_t *ret_rows)
{
    int r, f = 0;

    while ((r = vg_sql_step(self, st)) > 0) {
        struct vg_journal_row row = {
            .seq = sqlite3_column_int64(st, 0),
            .time_usec = sqlite3_column_int64(st, 1),
            .topic = vg_sql_sv(st, 2),
            .body = vg_sql_sv(st, 3),
        };
        if (vg_sv_starts(row.topic, prefix))
            f = fn(ctx, &row);
        if (f != 0)
            break;
        *ret_next = row.seq + 1;
        (*ret_rows)++;
    }
    if (st)
        (void)sqlite3_reset(st);
    return r < 0 ? r : f;
}

int vg_journal_read(struct vg_store *self, int64_t from, int64_t to, struct vg_sv prefix,
                    int64_t max_rows, vg_journal_fn *fn, void *ctx, int64_t *ret_next)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_JOURNAL_READ, "iii", from, to, max_rows);
    int64_t next = from, rows = 0;
    int r = each_row(self, st, prefix, fn, ctx, &next, &rows);

    if (r < 0)
        return r;
    *ret_next = r == 0 && rows < max_rows && next <= to ? to + 1 : next;
    return 0;
}

int vg_journal_snapshot(struct vg_store *self, int64_t from, int64_t to, vg_journal_fn *fn,
                        void *ctx, int64_t *ret_next)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_JOURNAL_SNAPSHOT, "ii", from, to);
    int64_t next = from, rows = 0;
    int r = each_row(self, st, VG_SV(""), fn, ctx, &next, &rows);

    if (r < 0)
        return r;
    *ret_next = r == 0 ? to + 1 : next;
    return 0;
}

int vg_journal_trim(struct vg_store *self, int64_t before_usec, int64_t max_rows)
{
    int r = vg_sql_run(self, VG_STMT_JOURNAL_TRIM, "ii", before_usec, max_rows);

    return r < 0 ? r : sqlite3_changes(self->db);
}
