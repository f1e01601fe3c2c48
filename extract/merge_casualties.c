/* merge_casualties.c - from the figures that an event was given to its casualties: whose people
 * they are, which figure takes the place of another. */
#include "extract/claim.h"
#include "extract/merge_in.h"
#include "extract/who.h"

#define MANY 3 /* dead of whom one more told of may be one */

/* A figure as the event takes it. */
struct given {
    const struct vg_toll *toll;
    enum vg_outcome outcome;
    enum vg_group group;
    const char *by; /* who says so, NULL: the article */
    bool title;
    bool out;       /* another figure takes its place */
};

static bool same_count(const struct vg_count *a, const struct vg_count *b)
{
    return a->min == b->min && a->max == b->max;
}

static enum vg_group group_of_party(const struct vg_document *doc, const char *code)
{
    enum vg_actor_kind kind = vg_actor_kind_of(doc, code);

    return kind <= VG_ACTOR_PRIVATE_MILITARY ? VG_GROUP_MILITARY
           : kind <= VG_ACTOR_JIHADIST       ? VG_GROUP_MILITANT
                                             : VG_GROUP_UNSPECIFIED;
}

/* Whose dead they are when the speaker says `ours` or `the enemy's`, or owns up to them. */
static enum vg_group group_told(const struct vg_document *doc, const struct vg_toll *toll,
                                enum vg_event_type type)
{
    const struct vg_attributions *said = doc->attributions;
    enum vg_group own = VG_GROUP_UNSPECIFIED;
    bool admits = false;

    if (!said || (toll->side == VG_SIDE_UNTOLD && toll->group != VG_GROUP_UNSPECIFIED))
        return toll->group;
    for (size_t i = 0; i < said->n; i++) {
        const struct vg_attribution *a = &said->items[i];
        if (toll->word < a->scope_from || toll->word >= a->scope_to)
            continue;
        if (group_of_party(doc, a->by) == VG_GROUP_UNSPECIFIED)
            continue;
        own = group_of_party(doc, a->by);
        admits |=
            a->stance == VG_STANCE_ACKNOWLEDGES && vg_event_type_family(type) == VG_FAMILY_BATTLE;
    }
    if (own == VG_GROUP_UNSPECIFIED && said->issuer)
        own = group_of_party(doc, said->issuer);
    if (own == VG_GROUP_UNSPECIFIED && toll->group == VG_GROUP_UNSPECIFIED && !toll->owned)
        own = VG_GROUP_MILITARY; /* who speaks so without a name is nearly always an army */
    if (own == VG_GROUP_UNSPECIFIED || (toll->side == VG_SIDE_UNTOLD && !admits))
        return toll->group;
    if (toll->group == VG_GROUP_CIVILIAN)
        return toll->group;
    if (toll->side == VG_SIDE_OTHER)
        return own == VG_GROUP_MILITARY ? VG_GROUP_MILITANT : VG_GROUP_MILITARY;
    return own;
}

/* The speaker of the innermost speech that the figure stands in, NULL. *ret_denied: he denies it.
 */
static const char *speaker(const struct vg_document *doc, const struct vg_toll *toll,
                           bool *ret_denied)
{
    const struct vg_attributions *said = doc->attributions;
    const struct vg_attribution *best = NULL;

    for (size_t i = 0; said && i < said->n; i++) {
        const struct vg_attribution *a = &said->items[i];
        if (toll->word >= a->scope_from && toll->word < a->scope_to &&
            (!best || a->scope_to - a->scope_from < best->scope_to - best->scope_from))
            best = a;
    }
    *ret_denied = best && best->stance == VG_STANCE_DENIES;
    return best ? best->by : NULL;
}

/* Perhaps the same people? */
static bool near_groups(const struct given *a, const struct given *b)
{
    return a->outcome == b->outcome && (a->group == b->group || a->group == VG_GROUP_UNSPECIFIED ||
                                        b->group == VG_GROUP_UNSPECIFIED);
}

static bool other_speaker(const struct given *a, const struct given *b)
{
    return a->by && b->by && strcmp(a->by, b->by) != 0;
}

/* `des dizaines`, `des centaines`: only the order of magnitude is told. */
static bool rough(const struct vg_count *c)
{
    return c->approx && c->max == VG_COUNT_NULL && c->min >= 20;
}

/* Does b take the place of a, told earlier (or in the title)? */
static bool replaces(const struct given *b, const struct given *a)
{
    if (!near_groups(a, b) || b->out)
        return false;
    if (a->title && !b->title) /* `plus de vingt` of them, say */
        return b->toll->count.max != VG_COUNT_NULL || b->toll->count.min >= a->toll->count.min;
    if (other_speaker(a, b))
        return false;
    if (a->toll->old && !b->toll->old)
        return true;
    if (rough(&a->toll->count) && !rough(&b->toll->count) &&
        b->toll->count.min >= a->toll->count.min && a->group == b->group)
        return true; /* `des dizaines de morts` and then how many */
    return b->toll->revises && a->toll->word < b->toll->word && a->toll->count.min > 0 &&
           a->toll->count.min != b->toll->count.min;
}

static void add_casualty(struct vg_event *e, const struct given *g)
{
    const struct vg_count *count = &g->toll->count;

    for (size_t i = 0; i < e->n_casualties; i++) {
        struct vg_casualty *c = &e->casualties[i];
        if (c->outcome != g->outcome)
            continue;
        if (c->group == g->group && same_count(&c->count, count))
            return;
        if (same_count(&c->count, count) &&
            (c->group == VG_GROUP_UNSPECIFIED || g->group == VG_GROUP_UNSPECIFIED)) {
            if (c->group == VG_GROUP_UNSPECIFIED)
                c->group = g->group;
            return;
        }
        /* a bare plural says nothing beside a figure */
        bool vague = count->max == VG_COUNT_NULL && count->min <= 2;
        bool vague_there = c->count.max == VG_COUNT_NULL && c->count.min <= 2 && c->count.min > 0;
        bool near = c->group == g->group || g->group == VG_GROUP_UNSPECIFIED ||
                    c->group == VG_GROUP_UNSPECIFIED;
        /* `X est mort avec plusieurs de ses compagnons`: one, and others */
        bool apart = (c->count.max == 1 && count->min >= 2) ||
                     (count->max == 1 && count->min == 1 && c->count.min >= 2);
        if (vague && near && !apart && count->min > 0 && g->toll->whole < 0)
            return;
        if (vague_there && near && !apart) {
            c->count = *count;
            if (g->group != VG_GROUP_UNSPECIFIED)
                c->group = g->group;
            return;
        }
    }
    if (e->n_casualties < VG_MAX_CASUALTIES)
        e->casualties[e->n_casualties++] =
            (struct vg_casualty){.outcome = g->outcome, .group = g->group, .count = *count};
}

/* `douze morts, dont un capitaine`, and the twelve are soldiers, as is told elsewhere: the part
 * says no more. */
static bool inside_whole(const struct vg_tolls *tolls, const struct vg_event *e,
                         const struct given *g)
{
    if (g->toll->whole < 0)
        return false;
    const struct vg_count *whole = &tolls->tolls[g->toll->whole].count;
    for (size_t i = 0; i < e->n_casualties; i++)
        if (e->casualties[i].outcome == g->outcome && e->casualties[i].group == g->group &&
            same_count(&e->casualties[i].count, whole))
            return true;
    return false;
}

static bool exact(const struct vg_count *c)
{
    return c->min == c->max && c->min != VG_COUNT_NULL;
}

/* Are the people of a, few as they are, among those of the larger b, told elsewhere? */
static bool among(const struct given *a, const struct given *b)
{
    int64_t least = b->toll->count.min;
    bool one = a->toll->count.min == 1 && a->toll->count.max == 1 && least >= MANY;
    bool some = a->toll->listed && !b->toll->listed && a->toll->count.min != VG_COUNT_NULL &&
                least >= a->toll->count.min;
    bool whose = a->group == b->group || a->group == VG_GROUP_UNSPECIFIED ||
                 (b->group == VG_GROUP_UNSPECIFIED && a->group == VG_GROUP_CIVILIAN);

    return a->outcome == b->outcome && whose && (one || some) && !b->out &&
           a->toll->sentence != b->toll->sentence && a->toll->whole < 0;
}

/* Do the other figures of the outcome make up g's, one by one? `sept morts` and then three
 * gendarmes, two customs officers and two drivers: the sum says no more. */
static bool is_sum(const struct given *given, size_t n, size_t g)
{
    int64_t sum = 0;
    size_t parts = 0;

    for (size_t i = 0; i < n; i++) {
        if (i == g || given[i].out || given[i].outcome != given[g].outcome)
            continue;
        bool again = given[i].group == given[g].group &&
                     same_count(&given[i].toll->count, &given[g].toll->count);
        for (size_t k = 0; k < i && !again; k++)
            again = k != g && !given[k].out && given[k].outcome == given[i].outcome &&
                    given[k].group == given[i].group &&
                    given[k].toll->sentence != given[i].toll->sentence &&
                    same_count(&given[k].toll->count, &given[i].toll->count);
        const struct vg_count *c = &given[i].toll->count;
        if (again || (c->max == VG_COUNT_NULL && c->min <= 2))
            continue;
        if (!exact(&given[i].toll->count) || given[i].group == VG_GROUP_UNSPECIFIED)
            return false;
        sum += given[i].toll->count.min;
        parts++;
    }
    return parts > 1 && sum == given[g].toll->count.min;
}

/* Figures that say no more than the others do. */
static void drop_implied(struct given *given, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct vg_count *c = &given[i].toll->count;
        bool fled = given[i].outcome == VG_OUT_DISPLACED && c->max == VG_COUNT_NULL && c->min <= 1;
        bool drop = fled; /* that people fled is the event itself */
        for (size_t k = 0; k < n && !drop; k++)
            drop = k != i && among(&given[i], &given[k]);
        given[i].out |= drop;
    }
    for (size_t i = 0; i < n; i++)
        if (!given[i].out && given[i].group == VG_GROUP_UNSPECIFIED &&
            exact(&given[i].toll->count) && is_sum(given, n, i))
            given[i].out = true;
}

#define MAX_GIVEN 64 /* figures of one event that are compared */

void vg_merge_casualties(struct vg_merging *x, struct vg_gather *e)
{
    struct given given[MAX_GIVEN];
    const struct vg_merged *m = e->merged;
    size_t n = 0;

    for (size_t i = 0; i < m->n_tolls && n < MAX_GIVEN; i++) {
        const struct vg_toll *t = &x->doc->tolls->tolls[m->tolls[i]];
        struct given *g = &given[n];
        bool denied;
        *g = (struct given){.toll = t, .outcome = t->outcome, .by = speaker(x->doc, t, &denied),
                            .group = group_told(x->doc, t, e->type),
                            .title = x->doc->sentences[t->sentence].title};
        if (denied && t->count.min > 0)
            continue;
        if (t->men && g->group == VG_GROUP_UNSPECIFIED && e->facts.civilians_told)
            g->group = VG_GROUP_CIVILIAN;
        n++;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            if (k == i || !replaces(&given[k], &given[i]))
                continue;
            given[i].out = true;
            bool same = given[i].title && same_count(&given[i].toll->count, &given[k].toll->count);
            bool revised = given[k].toll->revises && given[i].toll->whole < 0;
            if (given[k].group == VG_GROUP_UNSPECIFIED && (same || revised))
                given[k].group = given[i].group;
        }
    drop_implied(given, n);
    for (size_t i = 0; i < n; i++)
        if (!given[i].out && !inside_whole(x->doc->tolls, &e->merged->event, &given[i]))
            add_casualty(&e->merged->event, &given[i]);
}
