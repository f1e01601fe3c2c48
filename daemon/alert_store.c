/* alert_store.c - see alert_store.h. */
#include "config.h"

#include "daemon/alert_store.h"

#include "daemon/sql.h"

static struct vg_alert_row alert_of(sqlite3_stmt *st)
{
    return (struct vg_alert_row){
        .id = sqlite3_column_int64(st, 0),
        .rule = (const char *)sqlite3_column_text(st, 1),
        .group = (const char *)sqlite3_column_text(st, 2),
        .state = sqlite3_column_int64(st, 3),
        .revision = sqlite3_column_int64(st, 4),
        .since_usec = sqlite3_column_int64(st, 5),
        .updated_usec = sqlite3_column_int64(st, 6),
        .due_usec = sqlite3_column_int64(st, 7),
        .body = vg_sql_sv(st, 8),
        .acked_by = (const char *)sqlite3_column_text(st, 9),
        .acked_until_usec = sqlite3_column_int64(st, 10),
    };
}

int vg_store_alert_add(struct vg_store *self, const struct vg_alert_row *row, int64_t *ret_id)
{
    int r = vg_sql_run(self, VG_STMT_ALERT_ADD, "ssiiiii", row->rule, row->group, row->state,
                       row->revision, row->since_usec, row->updated_usec, row->due_usec);

    if (r == 0)
        *ret_id = sqlite3_last_insert_rowid(self->db);
    return r;
}

int vg_store_alert_put(struct vg_store *self, const struct vg_alert_row *row)
{
    return vg_sql_run(self, VG_STMT_ALERT_PUT, "iiiiivsi", row->id, row->state, row->revision,
                      row->updated_usec, row->due_usec, row->body, row->acked_by,
                      row->acked_until_usec);
}

static int one(struct vg_store *self, sqlite3_stmt *st, struct vg_alert_row *ret)
{
    int r = vg_sql_step(self, st);

    if (r <= 0)
        return r < 0 ? r : VG_E_NOTFOUND;
    *ret = alert_of(st);
    return 0;
}

int vg_store_alert_find(struct vg_store *self, const char *rule, const char *group,
                        struct vg_alert_row *ret)
{
    return one(self, vg_sql(self, VG_STMT_ALERT_FIND, "ss", rule, group), ret);
}

/* Rows of any kind: fn may use other statements of the store meanwhile. */
#define EACH(self, st, row_of, row_type, fn, ctx)                                                  \
    do {                                                                                           \
        int r_, f_ = 0;                                                                            \
        (self)->lent = NULL;                                                                       \
        while ((r_ = vg_sql_step((self), (st))) > 0 && f_ >= 0) {                                  \
            row_type row_ = row_of(st);                                                            \
            f_ = (fn)((ctx), &row_);                                                               \
        }                                                                                          \
        (void)sqlite3_reset(st);                                                                   \
        return f_ < 0 ? f_ : r_ < 0 ? r_ : 0;                                                      \
    } while (0)

static int each_alert(struct vg_store *self, sqlite3_stmt *st, vg_alert_row_fn *fn, void *ctx)
{
    EACH(self, st, alert_of, struct vg_alert_row, fn, ctx);
}

int vg_store_alerts_of_event(struct vg_store *self, const char *event_id, vg_alert_row_fn *fn,
                             void *ctx)
{
    return each_alert(self, vg_sql(self, VG_STMT_ALERTS_OF_EVENT, "s", event_id), fn, ctx);
}

int vg_store_alerts_due(struct vg_store *self, int64_t now_usec, int64_t max, vg_alert_row_fn *fn,
                        void *ctx)
{
    return each_alert(self, vg_sql(self, VG_STMT_ALERTS_DUE, "ii", now_usec, max), fn, ctx);
}

int vg_store_alerts_active(struct vg_store *self, vg_alert_row_fn *fn, void *ctx)
{
    return each_alert(self, vg_sql(self, VG_STMT_ALERTS_ACTIVE, ""), fn, ctx);
}

int vg_store_alert_event_put(struct vg_store *self, int64_t alert_id,
                             const struct vg_alert_event *event)
{
    return vg_sql_run(self, VG_STMT_ALERT_EVENT_PUT, "isi", alert_id, event->event_id, event->seq);
}

int vg_store_alert_event_drop(struct vg_store *self, int64_t alert_id, const char *event_id)
{
    return vg_sql_run(self, VG_STMT_ALERT_EVENT_DROP, "is", alert_id, event_id);
}

static struct vg_alert_event event_of(sqlite3_stmt *st)
{
    return (struct vg_alert_event){(const char *)sqlite3_column_text(st, 0),
                                   sqlite3_column_int64(st, 1)};
}

static int each_event(struct vg_store *self, sqlite3_stmt *st,
                      int (*fn)(void *ctx, const struct vg_alert_event *row), void *ctx)
{
    EACH(self, st, event_of, struct vg_alert_event, fn, ctx);
}

int vg_store_alert_events(struct vg_store *self, int64_t alert_id,
                          int (*fn)(void *ctx, const struct vg_alert_event *row), void *ctx)
{
    return each_event(self, vg_sql(self, VG_STMT_ALERT_EVENTS, "i", alert_id), fn, ctx);
}

int vg_store_match_put(struct vg_store *self, const char *rule, const char *group,
                       const char *event_id, int64_t seq, int64_t time_usec)
{
    return vg_sql_run(self, VG_STMT_MATCH_PUT, "sssii", rule, group, event_id, seq, time_usec);
}

int vg_store_match_drop(struct vg_store *self, const char *rule, const char *event_id)
{
    return vg_sql_run(self, VG_STMT_MATCH_DROP, "ss", rule, event_id);
}

int64_t vg_store_match_count(struct vg_store *self, const char *rule, const char *group,
                             int64_t from_usec, int64_t to_usec)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_MATCH_COUNT, "ssii", rule, group, from_usec, to_usec);
    int r = vg_sql_step(self, st);

    return r > 0 ? sqlite3_column_int64(st, 0) : r;
}

int vg_store_match_each(struct vg_store *self, const char *rule, const char *group,
                        int64_t from_usec, int (*fn)(void *ctx, const struct vg_alert_event *row),
                        void *ctx)
{
    return each_event(self, vg_sql(self, VG_STMT_MATCH_EACH, "ssi", rule, group, from_usec), fn,
                      ctx);
}

int vg_store_match_trim(struct vg_store *self, int64_t before_usec)
{
    return vg_sql_run(self, VG_STMT_MATCH_TRIM, "i", before_usec);
}

int vg_store_silence_add(struct vg_store *self, const struct vg_silence_row *row, int64_t *ret_id)
{
    int r = vg_sql_run(self, VG_STMT_SILENCE_ADD, "sssii", row->rule, row->by, row->reason,
                       row->from_usec, row->until_usec);

    if (r == 0)
        *ret_id = sqlite3_last_insert_rowid(self->db);
    return r;
}

int vg_store_silence_end(struct vg_store *self, int64_t id, int64_t now_usec)
{
    int r = vg_sql_run(self, VG_STMT_SILENCE_END, "ii", id, now_usec);

    return r < 0 ? r : sqlite3_changes(self->db) ? 0 : VG_E_NOTFOUND;
}

int vg_store_silenced(struct vg_store *self, const char *rule, int64_t now_usec)
{
    return vg_sql_step(self, vg_sql(self, VG_STMT_SILENCED, "si", rule, now_usec));
}

static struct vg_silence_row silence_of(sqlite3_stmt *st)
{
    return (struct vg_silence_row){sqlite3_column_int64(st, 0),
                                   (const char *)sqlite3_column_text(st, 1),
                                   (const char *)sqlite3_column_text(st, 2),
                                   (const char *)sqlite3_column_text(st, 3),
                                   sqlite3_column_int64(st, 4),
                                   sqlite3_column_int64(st, 5)};
}

int vg_store_silences(struct vg_store *self, int64_t now_usec,
                      int (*fn)(void *ctx, const struct vg_silence_row *row), void *ctx)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_SILENCES, "i", now_usec);

    EACH(self, st, silence_of, struct vg_silence_row, fn, ctx);
}

int vg_store_delivery_add(struct vg_store *self, const struct vg_delivery_row *row)
{
    return vg_sql_run(self, VG_STMT_DELIVERY_ADD, "siiviii", row->receiver, row->alert_id,
                      row->revision, row->body, (int64_t)row->digest, row->due_usec,
                      row->created_usec);
}

int vg_store_delivery_put(struct vg_store *self, const struct vg_delivery_row *row)
{
    return vg_sql_run(self, VG_STMT_DELIVERY_PUT, "iiiis", row->id, row->attempts, row->due_usec,
                      row->state, row->error);
}

static struct vg_delivery_row delivery_of(sqlite3_stmt *st)
{
    return (struct vg_delivery_row){.id = sqlite3_column_int64(st, 0),
                                    .receiver = (const char *)sqlite3_column_text(st, 1),
                                    .alert_id = sqlite3_column_int64(st, 2),
                                    .revision = sqlite3_column_int64(st, 3),
                                    .body = vg_sql_sv(st, 4),
                                    .digest = sqlite3_column_int64(st, 5) != 0,
                                    .attempts = sqlite3_column_int64(st, 6),
                                    .due_usec = sqlite3_column_int64(st, 7),
                                    .created_usec = sqlite3_column_int64(st, 8),
                                    .state = sqlite3_column_int64(st, 9),
                                    .error = (const char *)sqlite3_column_text(st, 10)};
}

int vg_store_deliveries_due(struct vg_store *self, const char *receiver, int64_t now_usec,
                            int64_t max, int (*fn)(void *ctx, const struct vg_delivery_row *row),
                            void *ctx)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_DELIVERIES_DUE, "sii", receiver, now_usec, max);

    EACH(self, st, delivery_of, struct vg_delivery_row, fn, ctx);
}

int vg_store_deliveries_put_off(struct vg_store *self, const char *receiver, int64_t now_usec,
                                int64_t until_usec)
{
    return vg_sql_run(self, VG_STMT_DELIVERIES_PUT_OFF, "sii", receiver, now_usec, until_usec);
}

int vg_store_deliveries_trim(struct vg_store *self, int64_t before_usec)
{
    return vg_sql_run(self, VG_STMT_DELIVERIES_TRIM, "i", before_usec);
}

int vg_store_deliveries(struct vg_store *self, enum vg_delivery_state state, int64_t max,
                        int (*fn)(void *ctx, const struct vg_delivery_row *row), void *ctx)
{
    sqlite3_stmt *st = vg_sql(self, VG_STMT_DELIVERIES, "ii", (int64_t)state, max);

    EACH(self, st, delivery_of, struct vg_delivery_row, fn, ctx);
}
