/* merge_fold.c - gathered events that turn out to be one when all are known: the headline's and the
 * text's, those of one place and day; then each is told again in the order of the text. */
#include "extract/merge_in.h"

#include <stdlib.h>

#define LISTS      8  /* mentions of an event among which one that lists places is looked for */
#define MAX_FOLDED 64 /* events of an article whose pairs are compared */

/* Told by one mention that lists places: so many events. */
static bool of_one_list(const struct vg_gather *a, const struct vg_gather *b)
{
    for (size_t i = 0; i < a->n_told && i < LISTS; i++)
        for (size_t k = 0; k < b->n_told && k < LISTS; k++)
            if (a->told[i].mention == b->told[k].mention)
                return true;
    return false;
}

/* Two gathered events that may be one: nothing contradicts, and one of them is told in a title or
 * by words as general as `attaque`. */
static bool one_event(const struct vg_merging *x, const struct vg_gather *a,
                      const struct vg_gather *b)
{
    const struct vg_facts *f = &a->facts, *g = &b->facts;
    bool both_violent = vg_type_violent(a->type) && vg_type_violent(b->type);

    if (of_one_list(a, b))
        return false;
    bool damage = a->title_only && vg_event_type_family(a->type) == VG_FAMILY_PROPERTY &&
                  vg_event_type_family(b->type) == VG_FAMILY_BATTLE; /* of the attack told below */
    if (a->type != b->type && !damage && !(both_violent && (a->generic || b->generic)))
        return false;
    if (!a->title_only && !(a->generic && !f->own_place && !f->own_date))
        return false;
    if (f->place >= 0 && g->place >= 0 && f->own_place &&
        !vg_place_agrees(x->doc, f->place, g->place))
        return false;
    if (f->date.precision != VG_DATE_UNKNOWN && g->date.precision != VG_DATE_UNKNOWN &&
        (f->date.from > g->date.to || g->date.from > f->date.to))
        return false;
    if ((b->pluperfect && !a->pluperfect) || (!damage && !vg_merge_compatible(x, a, b)))
        return false;
    for (size_t i = 0; i < f->n_initiators; i++)
        for (size_t k = 0; k < g->n_targets; k++)
            if (strcmp(f->initiators[i], g->targets[k]) == 0)
                return false;
    return true;
}

static void tell(struct vg_merging *x, const struct vg_told *t)
{
    struct vg_facts *f = &x->facts[t->mention];

    f->place = t->place;
    f->time = t->time;
    f->date = t->date;
    f->own_date = t->own_date;
}

static void fold(struct vg_merging *x, struct vg_gather *from, struct vg_gather *into)
{
    for (size_t i = 0; i < from->merged->n_mentions; i++) {
        tell(x, &from->told[i]);
        vg_merge_absorb(x, into, from->merged->mentions[i]);
    }
    into->first_sentence =
        from->first_sentence < into->first_sentence ? from->first_sentence : into->first_sentence;
    from->merged->n_mentions = 0;
    from->alive = false;
}

/* What a title names and the text tells under another name is one event. */
static void fold_titles(struct vg_merging *x)
{
    for (size_t i = 0; i < x->n && x->n < MAX_FOLDED; i++) {
        if (!x->events[i].title_only)
            continue;
        for (size_t k = 0; k < x->n; k++)
            if (k != i && x->events[k].alive && !x->events[k].title_only &&
                one_event(x, &x->events[i], &x->events[k])) {
                fold(x, &x->events[i], &x->events[k]);
                break;
            }
    }
}

static int by_mention(const void *a, const void *b)
{
    const struct vg_told *x = a, *y = b;

    return (x->mention > y->mention) - (x->mention < y->mention);
}

static int by_first_mention(const void *a, const void *b)
{
    const struct vg_gather *x = a, *y = b;
    bool left = x->merged->n_mentions > 0, right = y->merged->n_mentions > 0;

    if (left && right && x->merged->mentions[0] != y->merged->mentions[0])
        return x->merged->mentions[0] < y->merged->mentions[0] ? -1 : 1;
    if (left != right)
        return left ? -1 : 1;
    return (x->serial > y->serial) - (x->serial < y->serial);
}

/* Reads an event again from its mentions, the headline's before the others. */
static void tell_in_order(struct vg_merging *x, struct vg_gather *e)
{
    size_t n = e->merged->n_mentions;
    struct vg_told *told = vg_arena_new_n(x->doc->arena, struct vg_told, n + 1);

    memcpy(told, e->told, n * sizeof *told);
    qsort(told, n, sizeof *told, by_mention);
    struct vg_gather again = {
        .merged = e->merged, .told = e->told, .cap_told = e->cap_told, .alive = e->alive,
        .serial = e->serial, .facts = VG_NO_FACTS};
    *e = again;
    e->merged->n_mentions = e->merged->n_sentences = 0;
    for (size_t i = 0; i < n; i++) {
        tell(x, &told[i]);
        vg_merge_absorb(x, e, told[i].mention);
    }
}

static void tell_all_in_order(struct vg_merging *x)
{
    for (size_t i = 0; i < x->n; i++)
        if (x->events[i].alive)
            tell_in_order(x, &x->events[i]);
    if (x->n)
        qsort(x->events, x->n, sizeof *x->events, by_first_mention);
    for (size_t i = 0; i < x->n; i++)
        for (size_t k = 0; k < x->events[i].merged->n_mentions; k++)
            x->doc->mentions->items[x->events[i].merged->mentions[k]].event = (int32_t)i;
}

static bool told_in_title(const struct vg_merging *x, const struct vg_gather *e)
{
    return x->doc->mentions->items[e->merged->mentions[0]].in_title;
}

/* In the first paragraph below the headline. */
static bool told_in_lead(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_sentence *s = x->doc->sentences;
    size_t lead = 0;

    while (lead < x->doc->n_sentences && s[lead].title)
        lead++;
    return lead < x->doc->n_sentences && s[e->first_sentence].paragraph == s[lead].paragraph;
}

/* How surely two gathered events are of one place and day. */
enum nearness {
    APART,
    NEAR, /* one of the two is told of both, or the second leaves both open and goes on with the
             first */
    THERE /* both are told of both */
};

/* The violent event that the text was at when it came to b. */
static const struct vg_gather *last_before(const struct vg_merging *x, const struct vg_gather *b)
{
    const struct vg_gather *last = NULL;

    for (size_t i = 0; i < x->n; i++) {
        const struct vg_gather *o = &x->events[i];
        if (o != b && o->alive && vg_type_violent(o->type) &&
            o->first_sentence <= b->first_sentence &&
            (!last || o->last_sentence >= last->last_sentence))
            last = o;
    }
    return last;
}

static enum nearness compare_scene(const struct vg_merging *x, const struct vg_gather *a,
                                   const struct vg_gather *b)
{
    const struct vg_facts *f = &a->facts, *g = &b->facts;
    bool place = f->place >= 0 && g->place >= 0;
    bool day =
        f->date.precision != VG_DATE_UNKNOWN && g->date.precision != VG_DATE_UNKNOWN;

    /* `dans la zone de Tillia`, `dans le département de Tillia` */
    bool named = place && x->doc->places[f->place].precision <= VG_PLACE_ADMIN2 &&
                 x->doc->places[g->place].precision <= VG_PLACE_ADMIN2 &&
                 strcmp(x->doc->places[f->place].name, x->doc->places[g->place].name) == 0;
    if (place && !named && !vg_place_agrees(x->doc, f->place, g->place))
        return APART;
    bool wide = place && !named && (x->doc->places[f->place].precision > VG_PLACE_TOWN ||
                                    x->doc->places[g->place].precision > VG_PLACE_TOWN);
    if (wide && (!day || !(a->generic || b->generic)))
        return APART;
    if (day && (f->date.precision != VG_DATE_DAY || g->date.precision != VG_DATE_DAY ||
                f->date.from != g->date.from))
        return APART;
    if (place && day)
        return THERE;
    bool open = g->place < 0 && g->date.precision == VG_DATE_UNKNOWN;
    bool goes_on =
        open && vg_event_type_family(b->type) == VG_FAMILY_BATTLE && last_before(x, b) == a;
    bool retold = told_in_title(x, a) && told_in_lead(x, b);
    return place || day || goes_on || retold ? NEAR : APART;
}

/* Has it another status than what is told as fact? Such a part is an event of its own. */
static bool is_unsure(const struct vg_merging *x, const struct vg_gather *e)
{
    bool unsure = true;

    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        if (m->refuted)
            return true;
        unsure &= m->conditional;
    }
    return unsure;
}

/* `d'autres frappes`: not those told before, unless place and day say so (`une nouvelle attaque`).
 */
static bool is_other(const struct vg_merging *x, const struct vg_gather *e)
{
    for (size_t i = 0; i < e->merged->n_mentions; i++)
        if (x->doc->mentions->items[e->merged->mentions[i]].other)
            return true;
    return false;
}

/* Attacks of one place or day that nothing tells apart, whatever each is called. */
static void fold_same(struct vg_merging *x)
{
    for (size_t i = 0; i < x->n && x->n < MAX_FOLDED; i++)
        for (size_t k = i + 1; x->events[i].alive && k < x->n; k++) {
            struct vg_gather *a = &x->events[i], *b = &x->events[k];
            enum nearness near = b->alive && !of_one_list(a, b) ? compare_scene(x, a, b) : APART;
            if (near > (is_other(x, b) ? NEAR : APART) && a->pluperfect == b->pluperfect &&
                is_unsure(x, a) == is_unsure(x, b) && vg_merge_compatible(x, a, b))
                fold(x, b, a);
        }
}

/* The number beside the noun of mention m, NULL. */
static const struct vg_number *number_of(const struct vg_merging *x, const struct vg_mention *m)
{
    const struct vg_np *np = m->nominal && m->np >= 0 ? &x->doc->groups->nps[m->np] : NULL;

    return np && np->number >= 0 ? &x->doc->numbers[np->number] : NULL;
}

/* `deux frappes`: is the event told as several? */
static bool counted(const struct vg_merging *x, const struct vg_gather *e)
{
    for (size_t i = 0; i < e->merged->n_mentions && i < LISTS; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        const struct vg_number *n = number_of(x, m);
        if (n && !n->ordinal && m->plural && n->value >= 2)
            return true;
    }
    return false;
}

/* `la première frappe`: does it begin to tell them one by one, after that sentence? */
static bool is_first(const struct vg_merging *x, const struct vg_gather *e, int32_t sentence)
{
    for (size_t i = 0; i < e->merged->n_mentions && i < LISTS; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        const struct vg_number *n = number_of(x, m);
        if (n && n->ordinal && n->value < 1.5 && m->sentence > sentence)
            return true;
    }
    return false;
}

/* A sentence that sums up several attacks, which are then told one after the other: the first of
 * them has its toll. */
static void fold_sums(struct vg_merging *x)
{
    for (size_t i = 0; i < x->n && x->n < MAX_FOLDED; i++) {
        struct vg_gather *sum = &x->events[i];
        if (!sum->alive || !vg_type_violent(sum->type) || !counted(x, sum))
            continue;
        for (size_t k = 0; k < x->n; k++) {
            struct vg_gather *one = &x->events[k];
            if (one != sum && one->alive && vg_type_violent(one->type) &&
                is_first(x, one, sum->first_sentence) && !counted(x, one)) {
                fold(x, sum, one);
                break;
            }
        }
    }
}

#define COUP_DAYS 4 /* in which nobody is overthrown twice */

/* `des tirs ont retenti`: by nobody, at nobody. */
static bool mere_shots(const struct vg_merging *x, const struct vg_gather *e)
{
    if (!vg_type_violent(e->type))
        return false;
    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        if (!m->nominal || m->n_fillers || !(m->means & 1u << VG_MEANS_SMALL_ARMS) ||
            vg_sentence_has_toll(x->doc, m->sentence))
            return false;
    }
    return true;
}

/* A coup that is announced a day after the shots, and confirmed the day after. */
static void fold_coups(struct vg_merging *x)
{
    for (size_t i = 0; i < x->n && x->n < MAX_FOLDED; i++)
        for (size_t k = 0; k < x->n && x->events[i].type == VG_TYPE_COUP; k++) {
            struct vg_gather *a = &x->events[i], *b = &x->events[k];
            const struct vg_date *d = &a->facts.date, *e = &b->facts.date;
            bool days = d->precision == VG_DATE_DAY && e->precision == VG_DATE_DAY;
            bool near = days && abs(d->from - e->from) <= COUP_DAYS;
            if (i == k || !a->alive || !b->alive)
                continue;
            if ((b->type == a->type && k > i && near && vg_merge_compatible(x, a, b)) ||
                ((near || !days) && !a->pluperfect && mere_shots(x, b)))
                fold(x, b, a);
        }
}

static bool shares_doer(const struct vg_gather *a, const struct vg_gather *b)
{
    for (size_t i = 0; i < a->facts.n_initiators; i++)
        for (size_t k = 0; k < b->facts.n_initiators; k++)
            if (strcmp(a->facts.initiators[i], b->facts.initiators[k]) == 0)
                return true;
    return false;
}

/* `la mission s'est retirée du camp de Ber`, `elle a quitté Ber`: left once. */
static void fold_bases(struct vg_merging *x)
{
    for (size_t i = 0; i < x->n && x->n < MAX_FOLDED; i++)
        for (size_t k = 0; k < x->n && x->events[i].type == VG_TYPE_BASE; k++) {
            struct vg_gather *a = &x->events[i], *b = &x->events[k];
            const struct vg_date *d = &a->facts.date, *e = &b->facts.date;
            if (i == k || !a->alive || !b->alive || b->type != VG_TYPE_TROOP_MOVEMENT ||
                a->facts.place < 0 || b->facts.place < 0 || !shares_doer(a, b) ||
                x->doc->places[b->facts.place].relation != VG_REL_FROM ||
                !vg_where_same(x->doc, a->facts.place, b->facts.place) ||
                (d->precision != VG_DATE_UNKNOWN && e->precision != VG_DATE_UNKNOWN &&
                 (d->from > e->to || e->from > d->to)))
                continue;
            fold(x, b, a);
        }
}

void vg_merge_fold(struct vg_merging *x)
{
    fold_titles(x);
    fold_bases(x);
    fold_coups(x);
    fold_sums(x);
    fold_same(x);
    tell_all_in_order(x);
}
