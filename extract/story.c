#include "extract/story.h"

#include <stdlib.h>

/* Tellings in order of publication, each with what it weighs. */
struct voice {
    const struct vg_telling *t;
    double weight; /* 0: repeats another, or an older version of the same outlet's account */
    bool repeats;
};

struct reading {
    struct voice voices[VG_STORY_TELLINGS];
    size_t n;
    struct vg_arena *arena;
    struct vg_story *out;
};

static void reason(struct reading *r, const char *text)
{
    if (r->out->n_reasons < VG_STORY_WORDS)
        r->out->reasons[r->out->n_reasons++] = text;
}

static int by_time(const void *a, const void *b)
{
    const struct voice *x = a, *y = b;

    if (x->t->published_usec != y->t->published_usec)
        return x->t->published_usec < y->t->published_usec ? -1 : 1;
    return x->t->article < y->t->article ? -1 : x->t->article > y->t->article;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* An outlet's newest account replaces its older ones; a copy adds no voice. */
static void weigh(struct reading *r)
{
    for (size_t i = 0; i < r->n; i++) {
        struct voice *v = &r->voices[i];
        v->weight = 1 + 0.01 * (double)i / (double)r->n; /* newer ones win ties */
        for (size_t k = 0; k < r->n; k++) {
            const struct vg_telling *o = r->voices[k].t;
            bool copy = v->t->copy_of &&
                        (v->t->copy_of == o->article || (v->t->copy_of == o->copy_of && k < i));
            if (k != i && copy)
                v->repeats = true;
            if (k > i && v->t->outlet && same_text(o->outlet, v->t->outlet))
                v->weight = 0;
        }
        if (v->repeats)
            v->weight = 0;
    }
    for (size_t i = 0; i < r->n; i++)
        r->out->independent += r->voices[i].weight > 0;
    if (!r->out->independent) { /* nothing but copies of what we never saw: one voice */
        r->voices[r->n - 1].weight = 1;
        r->out->independent = 1;
    }
}

static enum vg_event_type read_type(const struct reading *r)
{
    double votes[VG_TYPE_COUNT] = {0};
    int best = -1;

    for (size_t i = 0; i < r->n; i++)
        votes[r->voices[i].t->event->type] += r->voices[i].weight;
    for (int t = 0; t < VG_TYPE_COUNT; t++)
        if (votes[t] > 0 && (best < 0 || votes[t] > votes[best]))
            best = t;
    return (enum vg_event_type)best;
}

static bool agrees(struct vg_date a, struct vg_date b)
{
    return a.from == VG_DAY_NONE || b.from == VG_DAY_NONE || (a.from <= b.to && b.from <= a.to);
}

/* The most exact span that most voices agree with. */
static struct vg_date read_date(const struct reading *r)
{
    struct vg_date best = {VG_DAY_NONE, VG_DAY_NONE, VG_DATE_UNKNOWN};
    double best_votes = -1;

    for (size_t i = 0; i < r->n; i++) {
        struct vg_date d = r->voices[i].t->event->date;
        double votes = 0;
        if (d.from == VG_DAY_NONE || r->voices[i].weight == 0)
            continue;
        for (size_t k = 0; k < r->n; k++)
            votes += agrees(d, r->voices[k].t->event->date) ? r->voices[k].weight : 0;
        votes -= (double)(d.to - d.from) * 0.001 + (double)d.precision * 0.1;
        if (votes > best_votes) {
            best_votes = votes;
            best = d;
        }
    }
    return best;
}

static const char *copy(struct reading *r, const char *s)
{
    return s ? vg_arena_str(r->arena, vg_sv_cstr(s)) : NULL;
}

/* The place that most voices name; among those the most exact. */
static struct vg_place read_place(struct reading *r)
{
    const struct vg_place *best = NULL;
    double best_votes = -1;

    for (size_t i = 0; i < r->n; i++) {
        const struct vg_place *p = &r->voices[i].t->event->place;
        double votes = 0;
        if (!p->name || r->voices[i].weight == 0)
            continue;
        for (size_t k = 0; k < r->n; k++) {
            const struct vg_place *o = &r->voices[k].t->event->place;
            bool same = o->name && (same_text(o->name, p->name) ||
                                    (p->canonical && same_text(o->canonical, p->canonical)));
            votes += same ? r->voices[k].weight : 0;
        }
        votes += (double)(VG_PLACE_COUNTRY - p->precision) * 0.6 + (p->canonical ? 0.1 : 0);
        if (votes > best_votes) {
            best_votes = votes;
            best = p;
        }
    }
    if (!best)
        return (struct vg_place){.name = NULL, .precision = VG_PLACE_COUNTRY};
    struct vg_place out = *best;
    out.name = copy(r, best->name);
    out.canonical = copy(r, best->canonical);
    out.admin1 = copy(r, best->admin1);
    for (size_t i = 0; i < out.n_anchors; i++)
        out.anchors[i] = copy(r, best->anchors[i]);
    return out;
}

static bool is_vague(const char *code)
{
    return strcmp(code, "ARMED_GROUP") == 0 || strcmp(code, "SECURITY_FORCES") == 0;
}

/* Everybody whom a voice names in the role; vague ones only when nobody is named. */
static size_t read_actors(struct reading *r, bool targets, const char **out)
{
    size_t n = 0, named = 0;

    for (size_t i = r->n; i > 0; i--) { /* the newest order first */
        const struct vg_event *e = r->voices[i - 1].t->event;
        const char *const *codes = targets ? e->targets : e->initiators;
        size_t n_codes = targets ? e->n_targets : e->n_initiators;
        for (size_t k = 0; k < n_codes && r->voices[i - 1].weight > 0; k++) {
            bool known = false;
            for (size_t m = 0; m < n; m++)
                known |= strcmp(out[m], codes[k]) == 0;
            if (known || n == VG_MAX_ROLE_ACTORS)
                continue;
            named += !is_vague(codes[k]);
            out[n++] = copy(r, codes[k]);
        }
    }
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!named || !is_vague(out[i]))
            out[kept++] = out[i];
    return kept;
}

static bool same_count(struct vg_count a, struct vg_count b)
{
    return a.min == b.min && a.max == b.max;
}

/* Each account's newest figure, the newest account first; the same figure is told once. */
static void read_casualties(struct reading *r, struct vg_event *out)
{
    for (size_t i = r->n; i > 0; i--) {
        const struct voice *v = &r->voices[i - 1];
        for (size_t k = 0; k < v->t->event->n_casualties && v->weight > 0; k++) {
            struct vg_casualty c = v->t->event->casualties[k];
            bool known = false, rival = false;
            for (size_t m = 0; m < out->n_casualties; m++) {
                struct vg_casualty *o = &out->casualties[m];
                bool same = o->outcome == c.outcome && o->group == c.group;
                known |= same && same_count(o->count, c.count);
                rival |= same;
            }
            if (known || out->n_casualties == VG_MAX_CASUALTIES)
                continue;
            c.by = copy(r, c.by ? c.by : rival ? v->t->outlet : NULL);
            out->casualties[out->n_casualties++] = c;
        }
    }
}

static void read_materiel(struct reading *r, struct vg_event *out)
{
    for (size_t i = r->n; i > 0; i--) {
        const struct voice *v = &r->voices[i - 1];
        for (size_t k = 0; k < v->t->event->n_materiel && v->weight > 0; k++) {
            struct vg_materiel m = v->t->event->materiel[k];
            bool known = false;
            for (size_t q = 0; q < out->n_materiel; q++)
                known |= out->materiel[q].item == m.item && out->materiel[q].outcome == m.outcome;
            if (known || out->n_materiel == VG_MAX_MATERIEL)
                continue;
            m.by = copy(r, m.by);
            out->materiel[out->n_materiel++] = m;
        }
    }
}

static void read_claims(struct reading *r, struct vg_event *out)
{
    for (size_t i = 0; i < r->n; i++) {
        const struct vg_event *e = r->voices[i].t->event;
        for (size_t k = 0; k < e->n_claims; k++) {
            bool known = false;
            for (size_t m = 0; m < out->n_claims; m++)
                known |= out->claims[m].stance == e->claims[k].stance &&
                         strcmp(out->claims[m].by, e->claims[k].by) == 0;
            if (!known && out->n_claims < VG_MAX_CLAIMS)
                out->claims[out->n_claims++] =
                    (struct vg_claim){copy(r, e->claims[k].by), e->claims[k].stance};
        }
    }
}

/* Claims by one side stay claims until another account stands behind them; a denial disputes; the
 * newest word on falsehood counts. */
static enum vg_status read_status(struct reading *r, const struct vg_event *e)
{
    double votes[VG_STATUS_COUNT] = {0};
    bool denied = false, maintained = false;
    const struct vg_event *newest = NULL;

    for (size_t i = 0; i < r->n; i++)
        if (r->voices[i].weight > 0) {
            votes[r->voices[i].t->event->status] += r->voices[i].weight;
            newest = r->voices[i].t->event;
        }
    for (size_t i = 0; i < e->n_claims; i++) {
        enum vg_stance s = e->claims[i].stance;
        denied |= s == VG_STANCE_DENIES;
        maintained |= s == VG_STANCE_CLAIMS || s == VG_STANCE_ASSERTS || s == VG_STANCE_CONFIRMS;
    }
    if (votes[VG_STATUS_REFUTED] > 0 && (newest->status == VG_STATUS_REFUTED ||
                                         votes[VG_STATUS_REFUTED] > votes[VG_STATUS_ASSERTED])) {
        reason(r, "shown to be false");
        return VG_STATUS_REFUTED;
    }
    if (votes[VG_STATUS_DISPUTED] > 0 || (denied && maintained && votes[VG_STATUS_ASSERTED] < 1)) {
        reason(r, "one side denies it");
        return VG_STATUS_DISPUTED;
    }
    if (votes[VG_STATUS_ASSERTED] > 0)
        return VG_STATUS_ASSERTED;
    if (votes[VG_STATUS_CLAIMED] > 0 && votes[VG_STATUS_UNCONFIRMED] > 0) {
        reason(r, "claimed by one side, reported by another without proof");
        return VG_STATUS_CLAIMED;
    }
    if (votes[VG_STATUS_CLAIMED] > 0) {
        reason(r, "only one side says so");
        return VG_STATUS_CLAIMED;
    }
    reason(r, "not confirmed");
    return VG_STATUS_UNCONFIRMED;
}

static double read_confidence(struct reading *r, const struct vg_event *e)
{
    static const double base[VG_STATUS_COUNT] = {[VG_STATUS_ASSERTED] = 0.75,
                                                 [VG_STATUS_CLAIMED] = 0.5,
                                                 [VG_STATUS_UNCONFIRMED] = 0.4,
                                                 [VG_STATUS_DISPUTED] = 0.4,
                                                 [VG_STATUS_REFUTED] = 0.05};
    double doubt = 1 - base[e->status];

    for (uint32_t i = 1; i < r->out->independent && i < 5 && e->status != VG_STATUS_REFUTED; i++)
        doubt *= 0.6;
    reason(r, vg_arena_printf(r->arena, "%u independent source%s", r->out->independent,
                              r->out->independent == 1 ? "" : "s"));
    return 1 - doubt;
}

void vg_story_read(const struct vg_telling *tellings, size_t n, struct vg_arena *arena,
                   struct vg_story *ret)
{
    struct reading *r = vg_arena_alloc(arena, sizeof *r);
    struct vg_event *e = &ret->event;

    *ret = (struct vg_story){0};
    r->arena = arena;
    r->out = ret;
    r->n = n < VG_STORY_TELLINGS ? n : VG_STORY_TELLINGS;
    for (size_t i = 0; i < r->n; i++)
        r->voices[i].t = &tellings[n - r->n + i];
    qsort(r->voices, r->n, sizeof r->voices[0], by_time);
    weigh(r);
    e->type = read_type(r);
    e->date = read_date(r);
    e->place = read_place(r);
    e->n_initiators = read_actors(r, false, e->initiators);
    e->n_targets = read_actors(r, true, e->targets);
    read_casualties(r, e);
    read_materiel(r, e);
    read_claims(r, e);
    e->background = true;
    for (size_t i = 0; i < r->n; i++) {
        e->means |= r->voices[i].t->event->means;
        e->background &= r->voices[i].t->event->background;
    }
    e->status = read_status(r, e);
    e->trigger = copy(r, r->voices[r->n - 1].t->event->trigger);
    ret->confidence = e->confidence = read_confidence(r, e);
}

/* ---- what changed ---- */

const char *vg_count_words(struct vg_count c, struct vg_arena *arena)
{
    const char *about = c.approx ? "~" : "";

    if (c.min == VG_COUNT_NULL && c.max == VG_COUNT_NULL)
        return "?";
    if (c.min == VG_COUNT_NULL)
        return vg_arena_printf(arena, "up to %s%lld", about, (long long)c.max);
    if (c.max == VG_COUNT_NULL)
        return vg_arena_printf(arena, "%s%lld+", about, (long long)c.min);
    if (c.min == c.max)
        return vg_arena_printf(arena, "%s%lld", about, (long long)c.min);
    return vg_arena_printf(arena, "%s%lld-%lld", about, (long long)c.min, (long long)c.max);
}

struct diff {
    struct vg_arena *arena;
    const char **out;
    size_t n;
};

static void say(struct diff *d, const char *text)
{
    if (d->n < VG_STORY_WORDS)
        d->out[d->n++] = text;
}

static const char *day_words(struct diff *d, struct vg_date x)
{
    char from[11], to[11];

    if (x.from == VG_DAY_NONE)
        return "unknown";
    vg_day_format(x.from, from);
    vg_day_format(x.to, to);
    return x.from == x.to ? vg_arena_printf(d->arena, "%s", from)
                          : vg_arena_printf(d->arena, "%s..%s", from, to);
}

static const char *codes_words(struct diff *d, const char *const *codes, size_t n)
{
    const char *all = "";

    for (size_t i = 0; i < n; i++)
        all = vg_arena_printf(d->arena, "%s%s%s", all, i ? "+" : "", codes[i]);
    return n ? all : "unknown";
}

static void diff_casualties(struct diff *d, const struct vg_event *a, const struct vg_event *b)
{
    for (size_t i = 0; i < b->n_casualties; i++) {
        const struct vg_casualty *c = &b->casualties[i], *was = NULL;
        bool same = false;
        for (size_t k = 0; k < a->n_casualties; k++)
            if (a->casualties[k].outcome == c->outcome && a->casualties[k].group == c->group) {
                same |= same_count(a->casualties[k].count, c->count);
                was = was ? was : &a->casualties[k];
            }
        if (same)
            continue;
        const char *by = c->by ? vg_arena_printf(d->arena, " by %s", c->by) : "";
        const char *whom = c->group == VG_GROUP_UNSPECIFIED
                               ? ""
                               : vg_arena_printf(d->arena, " %s", vg_group_name(c->group));
        const char *now = vg_count_words(c->count, d->arena);
        if (was)
            say(d, vg_arena_printf(d->arena, "%s%s %s → %s%s", vg_outcome_name(c->outcome), whom,
                                   vg_count_words(was->count, d->arena), now, by));
        else
            say(d,
                vg_arena_printf(d->arena, "%s%s %s%s", vg_outcome_name(c->outcome), whom, now, by));
    }
}

static void diff_claims(struct diff *d, const struct vg_event *a, const struct vg_event *b)
{
    for (size_t i = 0; i < b->n_claims; i++) {
        bool known = false;
        for (size_t k = 0; k < a->n_claims; k++)
            known |= a->claims[k].stance == b->claims[i].stance &&
                     strcmp(a->claims[k].by, b->claims[i].by) == 0;
        if (!known)
            say(d, vg_arena_printf(d->arena, "%s %s", b->claims[i].by,
                                   vg_stance_name(b->claims[i].stance)));
    }
}

size_t vg_story_changes(const struct vg_event *a, const struct vg_event *b, struct vg_arena *arena,
                        const char *out[VG_STORY_WORDS])
{
    struct diff d = {arena, out, 0};
    const char *was, *now;

    if (a->status != b->status)
        say(&d, vg_arena_printf(arena, "status %s → %s", vg_status_name(a->status),
                                vg_status_name(b->status)));
    diff_casualties(&d, a, b);
    if (a->type != b->type)
        say(&d, vg_arena_printf(arena, "type %s → %s", vg_event_type_name(a->type),
                                vg_event_type_name(b->type)));
    if (!same_text(a->place.name, b->place.name))
        say(&d, vg_arena_printf(arena, "place %s → %s", a->place.name ? a->place.name : "unknown",
                                b->place.name ? b->place.name : "unknown"));
    if (a->date.from != b->date.from || a->date.to != b->date.to)
        say(&d,
            vg_arena_printf(arena, "date %s → %s", day_words(&d, a->date), day_words(&d, b->date)));
    was = codes_words(&d, a->initiators, a->n_initiators);
    now = codes_words(&d, b->initiators, b->n_initiators);
    if (strcmp(was, now) != 0)
        say(&d, vg_arena_printf(arena, "by %s → %s", was, now));
    was = codes_words(&d, a->targets, a->n_targets);
    now = codes_words(&d, b->targets, b->n_targets);
    if (strcmp(was, now) != 0)
        say(&d, vg_arena_printf(arena, "against %s → %s", was, now));
    diff_claims(&d, a, b);
    if (a->n_materiel < b->n_materiel)
        say(&d, "materiel added");
    return d.n;
}
