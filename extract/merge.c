/* merge.c - gathers mentions into events, in the order of the text. */
#include "extract/merge_in.h"

#include <stdlib.h>

#define MAX_OPEN 64 /* events that a mention is compared with: the latest ones */
#define LATEST 64   /* of an event's mentions and sentences, among which one more may be known */

static const struct vg_facts no_facts = {
    .place = -1, .time = -1, .date = {VG_DAY_NONE, VG_DAY_NONE, VG_DATE_UNKNOWN}};

static void add_index(struct vg_arena *arena, int32_t **items, size_t *n, size_t *cap,
                      int32_t value)
{
    for (size_t i = *n; i-- > 0 && *n - i <= LATEST;)
        if ((*items)[i] == value)
            return;
    if (*n == VG_MERGED_MAX)
        return;
    *items = vg_arena_grow(arena, *items, *n, cap, sizeof **items);
    (*items)[(*n)++] = value;
}

/* Of a day that is known, the night before or after it: told more exactly. */
static bool night_of(const struct vg_date *day, const struct vg_date *night)
{
    return day->precision == VG_DATE_DAY && night->precision == VG_DATE_DAY &&
           day->from == day->to && night->to - night->from == 1 &&
           (day->from == night->from || day->from == night->to);
}

static void absorb(struct vg_merging *x, struct vg_gather *e, int32_t mention)
{
    struct vg_document *doc = x->doc;
    struct vg_mention *m = &doc->mentions->items[mention];
    const struct vg_facts *f = &x->facts[mention];
    int rank = m->rank * 2 + (m->in_title ? 1 : 0);
    bool first = e->merged->n_mentions == 0;

    bool damage = !first && vg_type_violent(e->type) &&
                  vg_event_type_family(m->type) == VG_FAMILY_PROPERTY; /* of the battle */
    if (damage)
        ;
    else if (first || (e->generic && !m->generic) ||
             (rank > e->type_rank && e->generic == m->generic)) {
        e->type = m->type;
        e->type_rank = rank;
    }
    e->generic = (first || e->generic) && (m->generic || damage);
    if (f->own_place &&
        (e->facts.place < 0 || !e->facts.own_place || vg_place_finer(doc, f->place, e->facts.place))) {
        e->facts.place = f->place;
        e->facts.own_place = true;
    } else if (e->facts.place < 0) {
        e->facts.place = f->place;
    }
    if (f->date.precision != VG_DATE_UNKNOWN &&
        (e->facts.date.precision == VG_DATE_UNKNOWN || (f->own_date && !e->facts.own_date) ||
         (f->own_date && night_of(&e->facts.date, &f->date)) ||
         f->date.precision < e->facts.date.precision)) {
        e->facts.date = f->date;
        e->facts.time = f->time;
        e->facts.own_date = f->own_date;
    }
    vg_merge_roles(doc, &e->facts, f);
    e->senses |= m->senses;
    e->pluperfect = (first || e->pluperfect) && m->pluperfect;
    e->title_only = (first || e->title_only) && m->in_title;
    if (first)
        e->first_sentence = m->sentence;
    e->last_sentence = m->sentence;
    e->last_paragraph = doc->sentences[m->sentence].paragraph;
    m->event = (int32_t)(e - x->events);
    size_t known = e->merged->n_mentions;
    add_index(doc->arena, &e->merged->mentions, &e->merged->n_mentions, &e->merged->cap_mentions,
              mention);
    if (e->merged->n_mentions > known)
        *VG_PUSH(doc->arena, e->places, e->n_places, e->cap_places) = f->place;
    add_index(doc->arena, &e->merged->sentences, &e->merged->n_sentences, &e->merged->cap_sentences,
              m->sentence);
    if (vg_type_violent(e->type))
        x->fight = m->event;
    vg_merge_story(x, e, mention);
}

static struct vg_gather *best_event(struct vg_merging *x, int32_t mention, double *ret_score)
{
    float f[VG_PAIR_FEATURES];
    struct vg_gather *best = NULL;
    size_t from = x->n > MAX_OPEN ? x->n - MAX_OPEN : 0;

    *ret_score = 0;
    for (size_t i = from; i < x->n; i++) {
        if (!vg_merge_pair(x, &x->events[i], mention, f))
            continue;
        double score = vg_merge_score(f) + 0.001 * (double)(i - from);
        if (score > *ret_score) {
            *ret_score = score;
            best = &x->events[i];
        }
    }
    return best;
}

/* `onze jours après leur rapt`: names again what was told, whatever day stands beside it. */
static bool told_already(const struct vg_merging *x, const struct vg_mention *m,
                         const struct vg_facts *f)
{
    if (!m->nominal || !m->definite || m->plural || m->in_title ||
        (!m->this_one && (f->own_place || f->own_date)))
        return false;
    for (size_t i = 0; i < x->n; i++)
        if ((x->events[i].type == m->type ||
             (m->this_one && m->generic && vg_type_violent(m->type) &&
              vg_type_violent(x->events[i].type))) &&
            !x->events[i].title_only)
            return true;
    return false;
}

/* `il y aurait 21 civils tués`: what became of people in what was told just before. */
static bool bare_result(const struct vg_merging *x, const struct vg_mention *m,
                        const struct vg_facts *f)
{
    bool result = m->generic && (m->implied == VG_OUT_KILLED || m->implied == VG_OUT_WOUNDED);
    bool verb = m->clause >= 0 && !m->nominal &&
                x->doc->groups->clauses[m->clause].form != VG_FORM_PPAS;

    if (!result || verb || m->in_title || m->other || f->own_place || f->own_date ||
        f->n_initiators > 0)
        return false;
    int32_t here = x->doc->sentences[m->sentence].paragraph;
    for (size_t i = x->n; i-- > 0 && x->n - i < 8;)
        if (vg_type_violent(x->events[i].type) && !x->events[i].title_only &&
            x->events[i].last_paragraph + 1 >= here)
            return true;
    return false;
}

static void gather_here(struct vg_merging *x, int32_t mention)
{
    struct vg_mention *m = &x->doc->mentions->items[mention];
    const struct vg_frame *frame = &x->doc->groups->rules->frames[m->frame];
    double score;

    struct vg_gather *e = best_event(x, mention, &score);
    if (e) {
        absorb(x, e, mention);
        return;
    }
    const struct vg_facts *f = &x->facts[mention];
    if (told_already(x, m, f) || bare_result(x, m, f)) {
        m->drop = VG_DROP_PART;
        return;
    }
    bool alone = f->own_place || f->own_date || m->rank > 1 || !m->generic;
    if (frame->needs & VG_NEED_OTHER || !alone) {
        m->drop = VG_DROP_WEAK;
        return;
    }
    if (x->n == VG_MAX_EVENTS)
        return;
    struct vg_gather fresh = {
        .merged = vg_arena_alloc(x->doc->arena, sizeof(struct vg_merged)),
        .facts = no_facts,
        .serial = (int32_t)x->n,
        .alive = true};
    *VG_PUSH(x->doc->arena, x->events, x->n, x->cap) = fresh;
    absorb(x, &x->events[x->n - 1], mention);
}

/* `à X, Y et Z`: one event each, unless one toll covers them all. */
static void gather(struct vg_merging *x, int32_t mention)
{
    const struct vg_mention *m = &x->doc->mentions->items[mention];
    struct vg_facts *f = &x->facts[mention];
    int32_t places[VG_MAX_LISTED];

    vg_merge_facts(x, mention);
    size_t n = vg_listed_places(x->doc, m, places);
    if (n < 2 || vg_sentence_has_toll(x->doc, m->sentence)) {
        gather_here(x, mention);
        return;
    }
    struct vg_facts as_told = *f;
    x->listing = true;
    for (size_t i = 0; i < n; i++) {
        *f = as_told;
        f->place = places[i];
        f->own_place = true;
        gather_here(x, mention);
    }
    x->listing = false;
}

/* Two gathered events that may be one: nothing contradicts, and one of them is told in a title or
 * by words as general as `attaque`. */
static bool one_event(const struct vg_merging *x, const struct vg_gather *a,
                      const struct vg_gather *b)
{
    const struct vg_facts *f = &a->facts, *g = &b->facts;
    bool both_violent = vg_type_violent(a->type) && vg_type_violent(b->type);

    if (a->type != b->type && !(both_violent && (a->generic || b->generic)))
        return false;
    if (!a->title_only && !(a->generic && !f->own_place && !f->own_date))
        return false;
    if (f->place >= 0 && g->place >= 0 && f->own_place &&
        !vg_place_agrees(x->doc, f->place, g->place))
        return false;
    if (f->date.precision != VG_DATE_UNKNOWN && g->date.precision != VG_DATE_UNKNOWN &&
        (f->date.from > g->date.to || g->date.from > f->date.to))
        return false;
    if (b->pluperfect && !a->pluperfect)
        return false;
    for (size_t i = 0; i < f->n_initiators; i++)
        for (size_t k = 0; k < g->n_targets; k++)
            if (strcmp(f->initiators[i], g->targets[k]) == 0)
                return false;
    return true;
}

static void fold(struct vg_merging *x, struct vg_gather *from, struct vg_gather *into)
{
    for (size_t i = 0; i < from->merged->n_mentions; i++) {
        x->facts[from->merged->mentions[i]].place = from->places[i];
        absorb(x, into, from->merged->mentions[i]);
    }
    into->first_sentence =
        from->first_sentence < into->first_sentence ? from->first_sentence : into->first_sentence;
    from->merged->n_mentions = 0;
    from->alive = false;
}

/* What a title names and the text tells under another name is one event. */
static void fold_titles(struct vg_merging *x)
{
    for (size_t i = 0; i < x->n && x->n < MAX_OPEN; i++) {
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

struct told {
    int32_t mention, place;
};

static int by_mention(const void *a, const void *b)
{
    const struct told *x = a, *y = b;

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
    struct told *told = vg_arena_new_n(x->doc->arena, struct told, n + 1);

    for (size_t i = 0; i < n; i++)
        told[i] = (struct told){e->merged->mentions[i], e->places[i]};
    qsort(told, n, sizeof *told, by_mention);
    struct vg_gather again = {
        .merged = e->merged, .places = e->places, .cap_places = e->cap_places, .alive = e->alive,
        .serial = e->serial, .facts = no_facts};
    *e = again;
    e->merged->n_mentions = e->merged->n_sentences = 0;
    for (size_t i = 0; i < n; i++) {
        x->facts[told[i].mention].place = told[i].place;
        absorb(x, e, told[i].mention);
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

struct vg_merged_list *vg_merge_run(struct vg_document *doc)
{
    struct vg_merged_list *list = vg_arena_alloc(doc->arena, sizeof *list);
    struct vg_merging x = {
        .doc = doc, .place = -1, .fight = -1, .day = {VG_DAY_NONE, VG_DAY_NONE, VG_DATE_UNKNOWN}};

    x.facts = vg_arena_new_n(doc->arena, struct vg_facts, doc->mentions->n + 1);
    for (size_t i = 0; i < doc->mentions->n && x.n < VG_MAX_EVENTS; i++)
        if (doc->mentions->items[i].drop == VG_DROP_NONE)
            gather(&x, (int32_t)i);
    fold_titles(&x);
    tell_all_in_order(&x);
    vg_merge_parts(&x);
    vg_merge_figures(&x);
    for (size_t i = 0; i < x.n; i++)
        if (x.events[i].alive)
            vg_merge_fields(&x, &x.events[i]);
    vg_merge_control(&x);
    vg_merge_named(&x);
    vg_merge_filter(&x);
    vg_merge_background(&x);
    for (size_t i = 0; i < x.n; i++)
        if (x.events[i].alive)
            *VG_PUSH(doc->arena, list->items, list->n, list->cap) = *x.events[i].merged;
    /* mentions point at the final list */
    for (size_t i = 0; i < doc->mentions->n; i++)
        doc->mentions->items[i].event = -1;
    for (size_t i = 0; i < x.n; i++)
        for (size_t k = 0; !x.events[i].alive && k < x.events[i].merged->n_mentions; k++)
            doc->mentions->items[x.events[i].merged->mentions[k]].drop = VG_DROP_WEAK;
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; k < list->items[i].n_mentions; k++)
            doc->mentions->items[list->items[i].mentions[k]].event = (int32_t)i;
    return list;
}
