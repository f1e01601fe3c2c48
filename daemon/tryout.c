/* tryout.c - see tryout.h. */
#include "config.h"

#include "daemon/tryout.h"

#include <jansson.h>
#include <stdlib.h>

#include "daemon/alert.h"
#include "daemon/journal.h"
#include "daemon/world.h"

#define MAX_SHOWN 2000
#define MAX_EVENTS 500000 /* messages looked at */
#define STEP INT64_C(60000000)
#define MAX_STEPS 50000

struct tryout {
    struct vg_shared *shared;
    struct vg_store *memory;
    struct vg_alerts *alerts;
    struct vg_arena *arena; /* of one message */
    json_t *told;
    size_t n_told, n_events;
    int64_t clock, step;
};

static json_t *words(const char *const *items, size_t n)
{
    json_t *list = json_array();

    for (size_t i = 0; i < n; i++)
        (void)json_array_append_new(list, json_string(items[i]));
    return list;
}

static int note_alert(void *ctx, struct vg_message *msg, int64_t now_usec)
{
    struct tryout *t = ctx;
    const struct vg_alert_message *m = &msg->u.alert;
    char when[32];

    msg->head.time_usec = now_usec;
    msg->head.epoch = vg_store_epoch(t->memory);
    if (t->n_told++ >= MAX_SHOWN)
        return 0;
    vg_time_format(now_usec, false, when);
    return json_array_append_new(
               t->told,
               json_pack("{s:s, s:s, s:i, s:s, s:s, s:s, s:s?, s:o, s:o, s:o}", "time", when,
                         "alert_id", m->alert_id, "revision", (int)m->revision, "rule", m->rule,
                         "severity", vg_severity_name(m->severity), "state",
                         vg_alert_state_name(m->state), "headline", m->headline, "why",
                         words(m->why, m->n_why), "changed", words(m->changed, m->n_changed),
                         "events", words(m->events, m->n_events))) < 0
               ? VG_E_NOMEM
               : 0;
}

/* What waits for the clock happens at its hour, to the minute. */
static int advance(struct tryout *t, int64_t to)
{
    int r = 0;

    for (; r >= 0 && t->clock + t->step <= to; t->clock += t->step)
        r = vg_alerts_tick(t->alerts, t->clock);
    t->clock = to > t->clock ? to : t->clock;
    return r < 0 ? r : 0;
}

static int see(void *ctx, const struct vg_journal_row *row)
{
    struct tryout *t = ctx;
    struct vg_message msg;

    if (t->n_events >= MAX_EVENTS || atomic_load(&t->shared->stopping))
        return 1;
    t->n_events++;
    vg_arena_reset(t->arena);
    if (vg_message_read(row->body, t->arena, &msg, NULL) < 0 || msg.kind != VG_MSG_EVENT ||
        !msg.u.event.event)
        return 0;
    int r = advance(t, row->time_usec);
    return r < 0 ? r : vg_alerts_event(t->alerts, &msg);
}

static int run(struct tryout *t, struct vg_store *store, int64_t from_usec)
{
    int64_t last = vg_journal_last(store), first = vg_journal_first(store), next = 0,
            now = vg_clock_wall_usec();
    int r = vg_store_begin(t->memory);

    if (from_usec != VG_WIRE_TIME_NONE && vg_journal_at(store, from_usec) > first)
        first = vg_journal_at(store, from_usec);
    t->clock = from_usec != VG_WIRE_TIME_NONE ? from_usec : now - 365 * 86400 * INT64_C(1000000);
    t->step = (now - t->clock) / MAX_STEPS > STEP ? (now - t->clock) / MAX_STEPS : STEP;
    if (r == 0 && first <= last)
        r = vg_journal_read(store, first, last, VG_SV("event."), INT64_MAX, see, t, &next);
    if (r == 0)
        r = advance(t, now);
    vg_store_rollback(t->memory);
    return r;
}

int vg_tryout(struct vg_shared *shared, struct vg_store *store, const struct vg_request *q,
              struct vg_arena *arena, struct vg_reply *reply, struct vg_err *err)
{
    struct tryout t = {.shared = shared};
    struct vg_rule_set *rules = NULL;
    struct vg_rule_world world;
    char *text;

    vg_world_of(shared->pack, &world);
    int r = vg_rule_set_read("rules", vg_sv_cstr(q->rules), &world, &rules, err);
    if (r < 0) {
        if (err && err->line) {
            struct vg_err copy = *err;
            (void)vg_fail(err, copy.code, "line %d: %.200s", copy.line, copy.text);
        }
        return r;
    }
    r = vg_store_open(":memory:", &t.memory, err);
    if (r < 0) {
        vg_rule_set_free(rules);
        return r;
    }
    t.alerts = vg_alerts_new(t.memory, note_alert, &t);
    t.arena = vg_arena_new();
    t.told = json_array();
    vg_alerts_set_rules(t.alerts, rules, &world);
    r = run(&t, store, q->from_usec);
    if (r < 0)
        (void)vg_fail(err, r, "the rules cannot be tried: %s", vg_store_reason(t.memory));
    text = json_dumps(t.told, JSON_COMPACT);
    reply->alerts_json = vg_arena_str(arena, vg_sv_cstr(text));
    reply->text = vg_arena_printf(arena, "%zu event messages looked at", t.n_events);
    reply->more = t.n_told > MAX_SHOWN;
    reply->count = t.n_told;
    free(text);
    json_decref(t.told);
    vg_arena_free(t.arena);
    vg_alerts_free(t.alerts);
    vg_store_close(t.memory);
    return r;
}
