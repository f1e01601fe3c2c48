/* alert.c - from events to alerts: matching, counting, groups, time. */
#include "config.h"

#include "daemon/alert_in.h"

#include <jansson.h>
#include <stdlib.h>

#define MAX_ACTIVE 64 /* active alerts of one event that are looked at */
#define MATCH_DAYS 60 /* events that counting rules may still count */

struct vg_alerts *vg_alerts_new(struct vg_store *store, vg_alert_tell_fn *tell, void *ctx)
{
    struct vg_alerts *self = vg_xnew(struct vg_alerts);

    self->store = store;
    self->tell = tell;
    self->ctx = ctx;
    self->arena = vg_arena_new();
    self->due_usec = 0; /* the first tick looks */
    return self;
}

void vg_alerts_free(struct vg_alerts *self)
{
    if (!self)
        return;
    vg_rule_set_free(self->rules);
    vg_arena_free(self->arena);
    free(self);
}

void vg_alerts_set_rules(struct vg_alerts *self, struct vg_rule_set *take_rules,
                         const struct vg_rule_world *world)
{
    vg_rule_set_free(self->rules);
    self->rules = take_rules;
    if (world)
        self->world = *world;
    self->rules_changed = true;
    self->due_usec = 0;
}

const struct vg_rule_set *vg_alerts_rules(const struct vg_alerts *self)
{
    return self->rules;
}

void vg_alerts_rollback(struct vg_alerts *self)
{
    self->due_usec = 0;
}

int64_t vg_alerts_due(const struct vg_alerts *self)
{
    return self->due_usec;
}

struct vg_alert_row vg_alert_keep(struct vg_alerts *self, const struct vg_alert_row *row)
{
    struct vg_alert_row r = *row;

    r.rule = vg_arena_str(self->arena, vg_sv_cstr(row->rule));
    r.group = vg_arena_str(self->arena, vg_sv_cstr(row->group));
    r.body = vg_sv(vg_arena_str(self->arena, row->body), row->body.n);
    r.acked_by = row->acked_by ? vg_arena_str(self->arena, vg_sv_cstr(row->acked_by)) : NULL;
    return r;
}

const struct vg_rule *vg_alert_rule(const struct vg_alerts *self, const char *name)
{
    for (size_t i = 0; self->rules && i < self->rules->n_rules; i++)
        if (strcmp(self->rules->rules[i].name, name) == 0)
            return &self->rules->rules[i];
    return NULL;
}

int64_t vg_alert_next_due(const struct vg_rule *rule, const struct vg_alert_row *row,
                          int64_t now_usec)
{
    int64_t due = rule->resolve_usec > 0 ? row->updated_usec + rule->resolve_usec : VG_ALERT_NEVER;

    if (rule->repeat_usec > 0 && now_usec + rule->repeat_usec < due)
        due = now_usec + rule->repeat_usec;
    return due;
}

struct rows {
    struct vg_alerts *alerts;
    struct vg_alert_row items[MAX_ACTIVE];
    size_t n;
};

static int take_row(void *ctx, const struct vg_alert_row *row)
{
    struct rows *r = ctx;

    if (r->n < MAX_ACTIVE)
        r->items[r->n++] = vg_alert_keep(r->alerts, row);
    return 0;
}

static void wake_by(struct vg_alerts *self, int64_t due)
{
    if (due < self->due_usec)
        self->due_usec = due;
}

/* ---- one event and one rule ---- */

struct look {
    struct vg_alerts *alerts;
    const struct vg_rule *rule;
    const struct vg_message *msg;
    const char *const *why;
    size_t n_why;
    int64_t now;
    const char *group;
};

static struct vg_alert_event ref(const struct look *l)
{
    return (struct vg_alert_event){l->msg->u.event.event_id, (int64_t)l->msg->head.seq};
}

/* Says the alert now, or lets it wait for its group. */
static int say_or_wait(struct look *l, struct vg_alert_row *row, const struct vg_alert_news *news)
{
    struct vg_alerts *self = l->alerts;

    if (row->revision == 0 && l->now < row->since_usec + l->rule->group_wait_usec) {
        row->due_usec = row->since_usec + l->rule->group_wait_usec;
        wake_by(self, row->due_usec);
        return vg_alert_draft(self, l->rule, row, news, l->now);
    }
    int r = vg_alert_say(self, l->rule, row, news, l->now);
    wake_by(self, row->due_usec);
    return r < 0 ? r : 0;
}

static struct vg_alert_news news_of(const struct look *l, enum vg_alert_state state)
{
    return (struct vg_alert_news){
        .state = state, .event = l->msg, .why = l->why, .n_why = l->n_why};
}

/* A new event for the group's alert, which may have to be made. */
static int join_group(struct look *l, const char *extra_why)
{
    struct vg_alerts *self = l->alerts;
    struct vg_alert_row row;
    struct vg_alert_event event = ref(l);
    const char *why[VG_ALERT_WORDS + 1], *changed[1];
    int r = vg_store_alert_find(self->store, l->rule->name, l->group, &row);
    struct vg_alert_news news = news_of(l, r == 0 ? VG_ALERT_UPDATED : VG_ALERT_FIRING);

    memcpy(why, l->why, l->n_why * sizeof *why);
    if (extra_why) {
        why[news.n_why++] = extra_why;
        news.why = why;
    }
    if (r == 0) {
        row = vg_alert_keep(self, &row);
        changed[0] = vg_arena_printf(self->arena, "one more event: %s", l->msg->u.event.headline);
        news.changed = changed;
        news.n_changed = 1;
        if (row.revision == 0)
            news.state = VG_ALERT_FIRING;
    } else if (r == VG_E_NOTFOUND) {
        row = (struct vg_alert_row){.rule = l->rule->name,
                                    .group = l->group,
                                    .state = VG_ALERT_FIRING,
                                    .since_usec = l->now,
                                    .updated_usec = l->now,
                                    .due_usec = VG_ALERT_NEVER};
        r = vg_store_alert_add(self->store, &row, &row.id);
    }
    if (r == 0)
        r = vg_store_alert_event_put(self->store, row.id, &event);
    return r < 0 ? r : say_or_wait(l, &row, &news);
}

struct joined {
    struct vg_alerts *alerts;
    int64_t alert_id;
};

static int join_earlier(void *ctx, const struct vg_alert_event *row)
{
    struct joined *j = ctx;

    return vg_store_alert_event_put(j->alerts->store, j->alert_id, row);
}

/* The events counted before belong to the alert that their number fired. */
static int join_window(struct look *l, int64_t from)
{
    struct vg_alert_row row;
    int r = vg_store_alert_find(l->alerts->store, l->rule->name, l->group, &row);
    struct joined j = {l->alerts, r == 0 ? row.id : 0};

    if (r < 0)
        return r == VG_E_NOTFOUND ? 0 : r;
    return vg_store_match_each(l->alerts->store, l->rule->name, l->group, from, join_earlier, &j);
}

/* When the event happened, as far as told: recalled ones must not count as of today. */
static int64_t happened(const struct vg_message *msg)
{
    int32_t day = msg->u.event.event->date.to;
    int64_t told = msg->u.event.first_seen_usec;

    return day != VG_DAY_NONE && day * INT64_C(86400000000) < told ? day * INT64_C(86400000000)
                                                                   : told;
}

/* Counting rules: has the number, or the rate, been reached? Notes the match first. */
static int counted(struct look *l, const char **ret_why, int64_t *ret_from)
{
    struct vg_alerts *self = l->alerts;
    const struct vg_rule *rule = l->rule;
    int64_t at = happened(l->msg);
    int r = vg_store_match_put(self->store, rule->name, l->group, l->msg->u.event.event_id,
                               (int64_t)l->msg->head.seq, at);

    if (r < 0)
        return r;
    if (rule->window_count > 0) {
        *ret_from = l->now - rule->window_usec;
        int64_t n = vg_store_match_count(self->store, rule->name, l->group, *ret_from, INT64_MAX);
        if (n < rule->window_count)
            return n < 0 ? (int)n : 0;
        *ret_why = vg_arena_printf(self->arena, "%lld events in %lld h", (long long)n,
                                   (long long)(rule->window_usec / INT64_C(3600000000)));
        return 1;
    }
    *ret_from = l->now - rule->rate_usec;
    int64_t n = vg_store_match_count(self->store, rule->name, l->group, *ret_from, INT64_MAX);
    int64_t base = vg_store_match_count(self->store, rule->name, l->group,
                                        *ret_from - rule->rate_baseline_usec, *ret_from);
    if (n < 0 || base < 0)
        return (int)(n < 0 ? n : base);
    /* a quiet region has some baseline all the same: half an event */
    double usual =
        ((double)base + 0.5) * (double)rule->rate_usec / (double)rule->rate_baseline_usec;
    if (n < rule->rate_min || (double)n < rule->rate_ratio * usual)
        return 0;
    *ret_why = vg_arena_printf(self->arena, "%lld events against %.1f usual", (long long)n, usual);
    return 1;
}

static int fire(struct look *l)
{
    const char *why = NULL;
    int64_t from = 0;

    if (!l->rule->window_count && l->rule->rate_ratio <= 0)
        return join_group(l, NULL);
    int r = counted(l, &why, &from);
    if (r <= 0)
        return r;
    r = join_group(l, why);
    return r < 0 ? r : join_window(l, from);
}

static bool says_more(const struct vg_event_message *e, const char **out, size_t *ret_n)
{
    *ret_n = 0;
    for (size_t i = 0; i < e->n_changed && *ret_n < VG_ALERT_WORDS; i++) {
        struct vg_sv c = vg_sv_cstr(e->changed[i]);
        if (!vg_sv_starts(c, VG_SV("source: ")) && !vg_sv_starts(c, VG_SV("copy: ")))
            out[(*ret_n)++] = e->changed[i];
    }
    return *ret_n > 0;
}

/* The alert rests on the event already: told again only when what it says has changed. */
static int update(struct look *l, struct vg_alert_row *row)
{
    const char *changed[VG_ALERT_WORDS];
    struct vg_alert_event event = ref(l);
    struct vg_alert_news news = news_of(l, row->revision ? VG_ALERT_UPDATED : VG_ALERT_FIRING);
    int r = vg_store_alert_event_put(l->alerts->store, row->id, &event);

    if (r < 0 || !says_more(&l->msg->u.event, changed, &news.n_changed))
        return r;
    news.changed = changed;
    return say_or_wait(l, row, &news);
}

static int count_event(void *ctx, const struct vg_alert_event *row)
{
    (void)row;
    ++*(size_t *)ctx;
    return 0;
}

/* The event no longer counts. What rested on it alone was wrong, and is said so. */
static int withdraw(struct look *l, struct vg_alert_row *row, const char *because)
{
    struct vg_alerts *self = l->alerts;
    const char *id = l->msg->u.event.event_id;
    const char *changed[] = {because};
    size_t left = 0;
    int r = vg_store_alert_event_drop(self->store, row->id, id);

    if (r == 0)
        r = vg_store_match_drop(self->store, l->rule->name, id);
    if (r == 0)
        r = vg_store_alert_events(self->store, row->id, count_event, &left);
    if (r < 0)
        return r;
    bool wrong = left == 0 || (l->rule->window_count > 0 && (int64_t)left < l->rule->window_count);
    struct vg_alert_news news = {.state = wrong ? VG_ALERT_RETRACTED : VG_ALERT_UPDATED,
                                 .event = left ? NULL : l->msg,
                                 .changed = changed,
                                 .n_changed = 1};
    if (wrong && row->revision == 0) { /* never told: ends in silence */
        row->state = VG_ALERT_RETRACTED;
        row->due_usec = VG_ALERT_NEVER;
        return vg_store_alert_put(self->store, row);
    }
    return say_or_wait(l, row, &news);
}

static int look_at(struct look *l, struct rows *active)
{
    const struct vg_event_message *e = &l->msg->u.event;
    struct vg_alerts *self = l->alerts;
    const struct vg_rule_subject subject = {e->event, e->sources, e->n_sources, e->independent,
                                            e->headline};
    const char *why[VG_ALERT_WORDS];
    struct vg_alert_row *row = NULL;
    bool gone = e->merged_into || e->event->status == VG_STATUS_REFUTED;
    bool wants_refuted = false;

    for (size_t i = 0; i < active->n; i++)
        if (strcmp(active->items[i].rule, l->rule->name) == 0)
            row = &active->items[i];
    bool holds = vg_rule_matches(l->rule, &subject, &self->world, self->arena, why, VG_ALERT_WORDS,
                                 &l->n_why);
    if (holds && gone && !e->merged_into)
        for (size_t i = 0; i < l->n_why; i++)
            wants_refuted |= strcmp(why[i], "status refuted") == 0;
    l->why = why;
    if (!holds || (gone && !wants_refuted)) {
        if (!row)
            return 0;
        return withdraw(l, row,
                        e->merged_into ? vg_arena_printf(self->arena, "the event is the same as %s",
                                                         e->merged_into)
                        : gone         ? "the event is refuted"
                                       : "the event no longer fits the rule");
    }
    if (row)
        return update(l, row);
    l->group = vg_rule_group(l->rule, e->event, e->event_id, self->arena);
    return fire(l);
}

int vg_alerts_event(struct vg_alerts *self, const struct vg_message *msg)
{
    struct rows active = {.alerts = self};

    if (!self->rules || !self->rules->n_rules)
        return 0;
    vg_arena_reset(self->arena);
    int r = vg_store_alerts_of_event(self->store, msg->u.event.event_id, take_row, &active);
    for (size_t i = 0; i < self->rules->n_rules && r >= 0; i++) {
        struct look l = {
            .alerts = self, .rule = &self->rules->rules[i], .msg = msg, .now = msg->head.time_usec};
        r = look_at(&l, &active);
    }
    return r < 0 ? r : 0;
}

/* ---- time ---- */

static int ring(struct vg_alerts *self, struct vg_alert_row *row, int64_t now)
{
    const struct vg_rule *rule = vg_alert_rule(self, row->rule);
    static const struct vg_rule gone = {
        .severity = VG_SEVERITY_INFO, .quiet_from = -1, .digest_at = -1};
    struct vg_rule stand_in = gone;
    struct vg_alert_news news = {.state = VG_ALERT_RESOLVED};
    const char *changed[1];

    if (!rule) {
        stand_in.name = row->rule;
        changed[0] = "the rule is gone";
        news.changed = changed;
        news.n_changed = 1;
        return vg_alert_say(self, &stand_in, row, &news, now);
    }
    if (row->revision == 0) /* its group has been waited for */
        news.state = VG_ALERT_FIRING;
    else if (rule->resolve_usec > 0 && now >= row->updated_usec + rule->resolve_usec)
        news.state = VG_ALERT_RESOLVED;
    else if (rule->repeat_usec > 0) {
        int64_t updated = row->updated_usec;
        news.state = VG_ALERT_UPDATED;
        changed[0] = "still so";
        news.changed = changed;
        news.n_changed = 1;
        int r = vg_alert_say(self, rule, row, &news, now);
        row->updated_usec = updated; /* a repeat keeps nothing alive */
        row->due_usec = vg_alert_next_due(rule, row, now);
        return r < 0 ? r : vg_store_alert_put(self->store, row) < 0 ? VG_E_IO : r;
    }
    return vg_alert_say(self, rule, row, &news, now);
}

/* Forgets the matches that no rule can count any more; a rule that comes later may look back
 * MATCH_DAYS. */
static int trim_matches(struct vg_alerts *self, int64_t now_usec)
{
    int64_t back = MATCH_DAYS * INT64_C(86400000000);

    if (now_usec < self->trim_usec)
        return 0;
    self->trim_usec = now_usec + INT64_C(3600000000);
    for (size_t i = 0; self->rules && i < self->rules->n_rules; i++) {
        const struct vg_rule *rule = &self->rules->rules[i];
        int64_t looks = rule->window_usec + rule->rate_usec + rule->rate_baseline_usec;
        back = looks > back ? looks : back;
    }
    return vg_store_match_trim(self->store, now_usec - back);
}

int vg_alerts_tick(struct vg_alerts *self, int64_t now_usec)
{
    struct rows due = {.alerts = self};
    int told = 0, r;

    if (now_usec < self->due_usec)
        return 0;
    vg_arena_reset(self->arena);
    r = vg_store_alerts_due(self->store, now_usec, MAX_ACTIVE, take_row, &due);
    if (r == 0 && self->rules_changed) {
        struct rows all = {.alerts = self};
        r = vg_store_alerts_active(self->store, take_row, &all);
        for (size_t i = 0; i < all.n && due.n < MAX_ACTIVE; i++)
            if (!vg_alert_rule(self, all.items[i].rule))
                due.items[due.n++] = all.items[i];
        self->rules_changed = all.n == MAX_ACTIVE;
    }
    for (size_t i = 0; i < due.n && r >= 0; i++) {
        r = ring(self, &due.items[i], now_usec);
        told += r > 0;
    }
    if (r >= 0)
        r = trim_matches(self, now_usec);
    /* again in a second: one look at an index, and no row is ever forgotten */
    self->due_usec = due.n == MAX_ACTIVE ? now_usec : now_usec + INT64_C(1000000);
    return r < 0 ? r : told;
}

/* ---- people ---- */

struct finder {
    struct vg_alerts *alerts;
    const char *id;
    struct vg_alert_row found;
    bool is_found;
};

static int find_by_id(void *ctx, const struct vg_alert_row *row)
{
    struct finder *f = ctx;
    char id[17];

    vg_alert_id_format(f->alerts->store, row->id, id);
    if (strcmp(id, f->id) == 0) {
        f->found = vg_alert_keep(f->alerts, row);
        f->is_found = true;
    }
    return 0;
}

int vg_alerts_ack(struct vg_alerts *self, const char *alert_id, const char *by, int64_t until_usec)
{
    struct finder f = {.alerts = self, .id = alert_id};

    vg_arena_reset(self->arena);
    int r = vg_store_alerts_active(self->store, find_by_id, &f);
    if (r < 0)
        return r;
    if (!f.is_found)
        return VG_E_NOTFOUND;
    f.found.acked_by = by ? by : "somebody";
    f.found.acked_until_usec = until_usec;
    return vg_store_alert_put(self->store, &f.found);
}

struct listing {
    struct vg_alerts *alerts;
    json_t *list;
};

static int list_alert(void *ctx, const struct vg_alert_row *row)
{
    struct listing *l = ctx;
    char id[17], since[32], acked[32] = "";
    json_t *body = json_loadb(row->body.p ? row->body.p : "", row->body.n, 0, NULL);

    vg_alert_id_format(l->alerts->store, row->id, id);
    vg_time_format(row->since_usec, false, since);
    if (row->acked_until_usec)
        vg_time_format(row->acked_until_usec, false, acked);
    return json_array_append_new(
               l->list,
               json_pack("{s:s, s:s, s:s, s:s, s:I, s:s, s:s*, s:s*, s:o*}", "kind", "alert",
                         "alert_id", id, "rule", row->rule, "state",
                         vg_alert_state_name((enum vg_alert_state)row->state), "revision",
                         (json_int_t)row->revision, "since", since, "acked_by", row->acked_by,
                         "acked_until", *acked ? acked : NULL, "message", body)) < 0
               ? VG_E_NOMEM
               : 0;
}

static int list_silence(void *ctx, const struct vg_silence_row *row)
{
    struct listing *l = ctx;
    char until[32];

    vg_time_format(row->until_usec, false, until);
    return json_array_append_new(l->list, json_pack("{s:s, s:I, s:s?, s:s?, s:s?, s:s}", "kind",
                                                    "silence", "silence_id", (json_int_t)row->id,
                                                    "rule", row->rule, "by", row->by, "reason",
                                                    row->reason, "until", until)) < 0
               ? VG_E_NOMEM
               : 0;
}

static int list_dead(void *ctx, const struct vg_delivery_row *row)
{
    struct listing *l = ctx;
    char id[17];

    vg_alert_id_format(l->alerts->store, row->alert_id, id);
    return json_array_append_new(l->list,
                                 json_pack("{s:s, s:s, s:s, s:I, s:I, s:s?}", "kind", "undelivered",
                                           "receiver", row->receiver, "alert_id", id, "revision",
                                           (json_int_t)row->revision, "attempts",
                                           (json_int_t)row->attempts, "error", row->error)) < 0
               ? VG_E_NOMEM
               : 0;
}

int vg_alerts_list(struct vg_alerts *self, int64_t now_usec, struct vg_buf *out)
{
    struct listing l = {self, json_array()};

    vg_arena_reset(self->arena);
    int r = vg_store_alerts_active(self->store, list_alert, &l);
    if (r == 0)
        r = vg_store_silences(self->store, now_usec, list_silence, &l);
    if (r == 0)
        r = vg_store_deliveries(self->store, VG_DELIVERY_DEAD, 100, list_dead, &l);
    char *text = r == 0 ? json_dumps(l.list, JSON_COMPACT) : NULL;
    if (r == 0)
        r = text ? vg_buf_str(out, text) : VG_E_NOMEM;
    free(text);
    json_decref(l.list);
    return r;
}
