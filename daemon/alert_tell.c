/* alert_tell.c - alert messages: what they say, whether they are silenced, to whom they go and
 * when. */
#include "config.h"

#include <stdio.h>

#include "base/hash.h"
#include "daemon/alert_in.h"

#define MINUTE INT64_C(60000000)
#define DAY_MINUTES 1440

void vg_alert_id_format(const struct vg_store *store, int64_t id, char out[static 17])
{
    uint64_t mixed = ((uint64_t)id * UINT64_C(0x9E3779B97F4A7C15)) ^
                     vg_hash64(vg_store_epoch(store), strlen(vg_store_epoch(store)), 7);

    (void)snprintf(out, 17, "a%015llx", (unsigned long long)(mixed & UINT64_C(0xFFFFFFFFFFFFFFF)));
}

struct event_list {
    const char **ids;
    uint64_t *seqs;
    size_t n;
    struct vg_arena *arena;
};

static int take_event(void *ctx, const struct vg_alert_event *row)
{
    struct event_list *l = ctx;

    if (l->n == VG_ALERT_EVENTS)
        return 0;
    l->ids[l->n] = vg_arena_str(l->arena, vg_sv_cstr(row->event_id));
    l->seqs[l->n++] = (uint64_t)row->seq;
    return 0;
}

/* Minutes of the rule's local day. */
static int local_minute(const struct vg_rule *rule, int64_t usec)
{
    int64_t m = usec / MINUTE + rule->zone_minutes;

    return (int)(((m % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES);
}

static int64_t at_minute(const struct vg_rule *rule, int64_t now, int minute)
{
    int wait = (minute - local_minute(rule, now) + DAY_MINUTES) % DAY_MINUTES;

    return wait == 0 ? now : (now / MINUTE + wait) * MINUTE;
}

/* Quiet hours put off what is not critical; a digest waits for its hour. */
static int64_t delivery_time(const struct vg_rule *rule, int64_t now, bool *ret_digest)
{
    int minute = local_minute(rule, now);

    *ret_digest = rule->digest_at >= 0 && rule->severity != VG_SEVERITY_CRITICAL;
    if (*ret_digest)
        return at_minute(rule, now, rule->digest_at);
    if (rule->quiet_from < 0 || rule->severity == VG_SEVERITY_CRITICAL)
        return now;
    bool wraps = rule->quiet_from > rule->quiet_to;
    bool quiet = wraps ? minute >= rule->quiet_from || minute < rule->quiet_to
                       : minute >= rule->quiet_from && minute < rule->quiet_to;
    return quiet ? at_minute(rule, now, rule->quiet_to) : now;
}

static int deliver(struct vg_alerts *self, const struct vg_rule *rule,
                   const struct vg_alert_row *row, int64_t now)
{
    bool digest, wrong = row->state == VG_ALERT_RETRACTED;
    int64_t due = delivery_time(rule, now, &digest);
    int r = 0;

    /* who acknowledged it knows it; that it was wrong he must hear */
    if (row->acked_until_usec > now && !wrong)
        return 0;
    for (size_t i = 0; i < rule->n_receivers && r == 0; i++) {
        struct vg_delivery_row d = {.alert_id = row->id,
                                    .revision = row->revision,
                                    .receiver = rule->receivers[i],
                                    .body = row->body,
                                    .digest = digest,
                                    .due_usec = due,
                                    .created_usec = now};
        r = vg_store_delivery_add(self->store, &d);
    }
    return r;
}

/* The last message of this alert, for what an event-less one repeats. */
static void recall(struct vg_alerts *self, const struct vg_alert_row *row,
                   struct vg_alert_message *m)
{
    struct vg_message last;

    if (!row->body.n || vg_message_read(row->body, self->arena, &last, NULL) < 0 ||
        last.kind != VG_MSG_ALERT)
        return;
    const struct vg_alert_message *old = &last.u.alert;
    m->headline = old->headline;
    m->event = old->event;
    m->event_headline = old->event_headline;
    m->sources = old->sources;
    m->n_sources = old->n_sources;
    m->independent = old->independent;
    m->why = old->why;
    m->n_why = old->n_why;
}

static void take_news(struct vg_alert_message *m, const struct vg_alert_news *news)
{
    m->state = news->state;
    m->changed = news->changed;
    m->n_changed = news->n_changed;
    if (news->event) {
        const struct vg_event_message *e = &news->event->u.event;
        m->headline = m->event_headline = e->headline;
        m->event = e->event;
        m->sources = e->sources;
        m->n_sources = e->n_sources;
        m->independent = e->independent;
    }
    if (news->n_why) {
        m->why = news->why;
        m->n_why = news->n_why;
    }
}

/* The whole message of the row as it stands now, in self->arena; the head is still empty. */
static int compose(struct vg_alerts *self, const struct vg_rule *rule,
                   const struct vg_alert_row *row, const struct vg_alert_news *news, int64_t now,
                   struct vg_message *msg)
{
    struct event_list events = {vg_arena_new_n(self->arena, const char *, VG_ALERT_EVENTS),
                                vg_arena_new_n(self->arena, uint64_t, VG_ALERT_EVENTS), 0,
                                self->arena};
    struct vg_alert_message *m = &msg->u.alert;
    char *id = vg_arena_alloc(self->arena, 17);
    int r = vg_store_alert_events(self->store, row->id, take_event, &events);

    *msg = (struct vg_message){.kind = VG_MSG_ALERT};
    recall(self, row, m);
    take_news(m, news);
    vg_alert_id_format(self->store, row->id, id);
    m->alert_id = id;
    m->rule = rule->name;
    m->severity = rule->severity;
    m->revision = (uint32_t)row->revision;
    m->events = events.ids;
    m->event_seqs = events.seqs;
    m->n_events = events.n;
    m->since_usec = row->since_usec;
    m->acked_by = row->acked_until_usec > now ? row->acked_by : NULL;
    return r;
}

static int keep_body(struct vg_alerts *self, struct vg_alert_row *row, const struct vg_message *msg)
{
    struct vg_buf body;

    vg_buf_init(&body, VG_MAX_MESSAGE);
    int r = vg_message_write(msg, &body);
    row->body = vg_sv(vg_arena_str(self->arena, vg_buf_view(&body)), body.n);
    vg_buf_done(&body);
    return r < 0 ? r : vg_store_alert_put(self->store, row);
}

int vg_alert_draft(struct vg_alerts *self, const struct vg_rule *rule, struct vg_alert_row *row,
                   const struct vg_alert_news *news, int64_t now_usec)
{
    struct vg_message msg;
    int r = compose(self, rule, row, news, now_usec, &msg);

    msg.head.epoch = vg_store_epoch(self->store);
    return r < 0 ? r : keep_body(self, row, &msg);
}

int vg_alert_say(struct vg_alerts *self, const struct vg_rule *rule, struct vg_alert_row *row,
                 const struct vg_alert_news *news, int64_t now_usec)
{
    struct vg_message msg;

    row->state = news->state;
    row->revision++;
    row->updated_usec = now_usec;
    row->due_usec =
        news->state < VG_ALERT_RETRACTED ? vg_alert_next_due(rule, row, now_usec) : VG_ALERT_NEVER;
    int r = compose(self, rule, row, news, now_usec, &msg);
    if (r < 0)
        return r;
    msg.head.epoch = vg_store_epoch(self->store);
    int silenced = vg_store_silenced(self->store, rule->name, now_usec);
    if (silenced < 0)
        return silenced;
    if (!silenced && (r = self->tell(self->ctx, &msg, now_usec)) < 0)
        return r;
    r = keep_body(self, row, &msg);
    if (r == 0 && !silenced)
        r = deliver(self, rule, row, now_usec);
    return r < 0 ? r : !silenced;
}
