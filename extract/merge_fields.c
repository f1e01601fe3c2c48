/* merge_fields.c - the fields of a gathered event: figures, means, place, date, background,
 * evidence. */
#include "extract/merge_in.h"

#include <stdlib.h>

#include "extract/who.h"

/* ---- figures: each to the nearest event of its sentence, else to the one told last ---- */

static bool takes_outcome(enum vg_event_type t, enum vg_outcome out)
{
    switch (out) {
    case VG_OUT_KILLED:
    case VG_OUT_WOUNDED:
        return vg_type_violent(t) || t == VG_TYPE_RIOT || t == VG_TYPE_PROTEST ||
               t == VG_TYPE_COUP || t == VG_TYPE_PROPERTY_DESTRUCTION || t == VG_TYPE_LOOTING ||
               t == VG_TYPE_WEAPONS_SEIZURE;
    case VG_OUT_CAPTURED:
        return t == VG_TYPE_ARREST || vg_event_type_family(t) == VG_FAMILY_BATTLE;
    case VG_OUT_ABDUCTED:
        return t == VG_TYPE_ABDUCTION || t == VG_TYPE_CIVILIAN_ATTACK;
    case VG_OUT_MISSING:
        return vg_type_violent(t);
    case VG_OUT_DISPLACED:
        return t == VG_TYPE_DISPLACEMENT;
    default:
        return false;
    }
}

static bool takes_loss(enum vg_event_type t, const struct vg_loss *l)
{
    if (l->outcome == VG_ITEM_DEPLOYED)
        return t == VG_TYPE_TROOP_MOVEMENT;
    return vg_event_type_family(t) <= VG_FAMILY_PROPERTY || t == VG_TYPE_RIOT;
}

/* The event that a figure of this sentence at this token belongs to, -1. fits(type) decides which
 * can take it. */
struct figure {
    int32_t sentence;
    uint32_t word;
    const struct vg_toll *toll;
    const struct vg_loss *loss;
};

static bool fits(const struct figure *f, enum vg_event_type t)
{
    return f->toll ? takes_outcome(t, f->toll->outcome) : takes_loss(t, f->loss);
}

/* A figure of things belongs rather to what destroys or takes things. */
static uint32_t penalty(const struct figure *f, enum vg_event_type t)
{
    bool property = vg_event_type_family(t) == VG_FAMILY_PROPERTY;

    if (f->toll)
        return property || t == VG_TYPE_PROTEST ? 200 : 0;
    return property ? 0 : 12;
}

/* Do the people of the figure stand on one of the event's sides? A side that nobody names may be
 * theirs. */
static bool sides_agree(const struct vg_merging *x, const struct figure *f,
                        const struct vg_facts *e)
{
    bool there = false;

    if (!f->toll || f->toll->group == VG_GROUP_UNSPECIFIED || e->n_targets == 0)
        return true;
    for (size_t i = 0; i < e->n_targets; i++)
        there |= vg_actor_group(x->doc, e->targets[i]) == f->toll->group;
    for (size_t i = 0; i < e->n_initiators; i++)
        there |= vg_actor_group(x->doc, e->initiators[i]) == f->toll->group;
    return there;
}

#define FIGURE_REACH 20 /* sentences back to the event that a figure belongs to */
#define OTHER_SIDE   30 /* tokens that a figure is moved away from an event of other people */

static int32_t event_for(const struct vg_merging *x, const struct figure *f)
{
    const struct vg_mentions *ms = x->doc->mentions;
    int32_t found = -1, back = -1, back_agrees = -1;
    uint32_t best = UINT32_MAX;
    int32_t paragraph = x->doc->sentences[f->sentence].paragraph;

    for (size_t i = vg_mention_from(x->doc, f->sentence - FIGURE_REACH); i < ms->n; i++) {
        const struct vg_mention *m = &ms->items[i];
        if (m->sentence > f->sentence)
            break;
        if (m->event < 0 || !fits(f, x->events[m->event].type))
            continue;
        const struct vg_gather *e = &x->events[m->event];
        bool agrees = sides_agree(x, f, &e->facts);
        if (m->sentence < f->sentence) {
            if (penalty(f, e->type) >= 200 && back >= 0)
                continue;
            back = m->event;
            if (agrees && e->last_paragraph >= paragraph - 1)
                back_agrees = m->event;
            continue;
        }
        uint32_t far = m->head > f->word ? m->head - f->word : f->word - m->head;
        far += penalty(f, e->type) + (agrees ? 0 : OTHER_SIDE);
        if (far < best) {
            best = far;
            found = m->event;
        }
    }
    if (back_agrees >= 0)
        back = back_agrees;
    if (found >= 0 && (best < 200 || back < 0))
        return found;
    if (back < 0)
        return found;
    const struct vg_gather *e = &x->events[back];
    if (paragraph - e->last_paragraph > 1 && !e->title_only)
        return found;
    return back;
}

/* ---- casualties ---- */

static bool same_count(const struct vg_count *a, const struct vg_count *b)
{
    return a->min == b->min && a->max == b->max;
}

static void add_casualty(struct vg_event *e, const struct vg_toll *t, bool title)
{
    for (size_t i = 0; i < e->n_casualties; i++) {
        struct vg_casualty *c = &e->casualties[i];
        if (c->outcome != t->outcome)
            continue;
        if (c->group == t->group && same_count(&c->count, &t->count))
            return;
        if (same_count(&c->count, &t->count) &&
            (c->group == VG_GROUP_UNSPECIFIED || t->group == VG_GROUP_UNSPECIFIED)) {
            if (c->group == VG_GROUP_UNSPECIFIED)
                c->group = t->group;
            return;
        }
        if (title && c->group == t->group)
            return;
        /* a bare plural says nothing beside a figure */
        bool vague = t->count.max == VG_COUNT_NULL && t->count.min <= 2;
        bool vague_there = c->count.max == VG_COUNT_NULL && c->count.min <= 2 && c->count.min > 0;
        bool near = c->group == t->group || t->group == VG_GROUP_UNSPECIFIED ||
                    c->group == VG_GROUP_UNSPECIFIED;
        if (vague && near && t->count.min > 0)
            return;
        if (vague_there && near) {
            c->count = t->count;
            if (t->group != VG_GROUP_UNSPECIFIED)
                c->group = t->group;
            return;
        }
    }
    if (e->n_casualties < VG_MAX_CASUALTIES)
        e->casualties[e->n_casualties++] =
            (struct vg_casualty){.outcome = t->outcome, .group = t->group, .count = t->count};
}

static void add_loss(struct vg_event *e, const struct vg_loss *l)
{
    for (size_t i = 0; i < e->n_materiel; i++)
        if (e->materiel[i].item == l->item && e->materiel[i].outcome == l->outcome &&
            (same_count(&e->materiel[i].count, &l->count) || l->count.max == VG_COUNT_NULL))
            return;
    if (e->n_materiel < VG_MAX_MATERIEL)
        e->materiel[e->n_materiel++] =
            (struct vg_materiel){.item = l->item, .outcome = l->outcome, .count = l->count};
}

static void note(struct vg_merging *x, struct vg_gather *e, int32_t **items, size_t *n, size_t *cap,
                 int32_t value, int32_t sentence)
{
    struct vg_merged *m = e->merged;

    *items = vg_arena_grow(x->doc->arena, *items, *n, cap, sizeof **items);
    (*items)[(*n)++] = value;
    for (size_t i = 0; i < m->n_sentences; i++)
        if (m->sentences[i] == sentence)
            return;
    if (m->n_sentences == VG_MERGED_MAX)
        return;
    *VG_PUSH(x->doc->arena, m->sentences, m->n_sentences, m->cap_sentences) = sentence;
    if (sentence > e->last_sentence) {
        e->last_sentence = sentence;
        e->last_paragraph = x->doc->sentences[sentence].paragraph;
    }
}

/* Parts of a whole: the same group again adds nothing; a full breakdown replaces the total. */
static bool part_counts(const struct vg_tolls *t, const struct vg_toll *part)
{
    return part->whole < 0 || t->tolls[part->whole].group != part->group ||
           t->tolls[part->whole].outcome != part->outcome;
}

static void give_figures(struct vg_merging *x, bool titles)
{
    const struct vg_tolls *t = x->doc->tolls;

    for (size_t i = 0; i < t->n_tolls; i++) {
        const struct vg_toll *toll = &t->tolls[i];
        if (toll->aggregate || x->doc->sentences[toll->sentence].title != titles ||
            !part_counts(t, toll))
            continue;
        struct figure f = {toll->sentence, toll->word, toll, NULL};
        int32_t at = event_for(x, &f);
        if (at < 0)
            continue;
        struct vg_gather *e = &x->events[at];
        add_casualty(&e->merged->event, toll, titles);
        note(x, e, &e->merged->tolls, &e->merged->n_tolls, &e->merged->cap_tolls, (int32_t)i,
             toll->sentence);
    }
    for (size_t i = 0; i < t->n_losses; i++) {
        const struct vg_loss *loss = &t->losses[i];
        if (x->doc->sentences[loss->sentence].title != titles)
            continue;
        struct figure f = {loss->sentence, loss->word, NULL, loss};
        int32_t at = event_for(x, &f);
        if (at < 0)
            continue;
        struct vg_gather *e = &x->events[at];
        add_loss(&e->merged->event, loss);
        note(x, e, &e->merged->losses, &e->merged->n_losses, &e->merged->cap_losses, (int32_t)i,
             loss->sentence);
    }
}

static void give_means(struct vg_merging *x)
{
    const struct vg_tolls *t = x->doc->tolls;

    for (size_t i = 0; i < t->n_means; i++) {
        int32_t best = -1;
        uint32_t near = UINT32_MAX;
        for (size_t k = vg_mention_from(x->doc, t->means[i].sentence); k < x->doc->mentions->n;
             k++) {
            const struct vg_mention *m = &x->doc->mentions->items[k];
            if (m->sentence > t->means[i].sentence)
                break;
            if (m->event < 0 || vg_event_type_family(x->events[m->event].type) > VG_FAMILY_PROPERTY)
                continue;
            uint32_t far = m->head > t->means[i].token ? m->head - t->means[i].token
                                                       : t->means[i].token - m->head;
            if (far < near) {
                near = far;
                best = m->event;
            }
        }
        if (best < 0) {
            /* a sentence that only tells how it was done: of the event told last, in its paragraph
             */
            for (size_t k = 0; k < x->n; k++)
                if (x->events[k].last_paragraph ==
                        x->doc->sentences[t->means[i].sentence].paragraph &&
                    x->events[k].last_sentence < t->means[i].sentence &&
                    vg_event_type_family(x->events[k].type) <= VG_FAMILY_CIVILIANS)
                    best = (int32_t)k;
        }
        if (best >= 0)
            x->events[best].merged->event.means |= 1u << t->means[i].means;
    }
}

/* `l'assassinat du maire`: one victim, when no figure tells it. */
static void give_implied(struct vg_merging *x)
{
    for (size_t i = 0; i < x->doc->mentions->n; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[i];
        if (m->event < 0)
            continue;
        x->events[m->event].merged->event.means |= m->means;
    }
}

/* The side that all of these actors belong to; unspecified when they differ or nobody is named. */
static enum vg_group side_of(const struct vg_document *doc, const char *const *codes, size_t n)
{
    enum vg_group side = VG_GROUP_UNSPECIFIED;

    for (size_t i = 0; i < n; i++) {
        enum vg_group g = vg_actor_group(doc, codes[i]);
        if (i > 0 && g != side)
            return VG_GROUP_UNSPECIFIED;
        side = g;
    }
    return side;
}

/* `onze morts` of a battle are of the side that was attacked, unless they are told apart already.
 */
static void settle_groups(const struct vg_document *doc, struct vg_event *e)
{
    enum vg_group side = side_of(doc, e->targets, e->n_targets);
    bool battle =
        vg_event_type_family(e->type) == VG_FAMILY_BATTLE || e->type == VG_TYPE_SUICIDE_BOMBING;

    if (!battle || (side != VG_GROUP_MILITARY && side != VG_GROUP_MILITANT))
        return;
    for (size_t i = 0; i < e->n_casualties; i++) {
        struct vg_casualty *c = &e->casualties[i];
        bool told = false;
        for (size_t k = 0; k < e->n_casualties; k++)
            told |= e->casualties[k].outcome == c->outcome && e->casualties[k].group == side;
        if (c->group == VG_GROUP_UNSPECIFIED && c->count.min != 0 && !told)
            c->group = side;
    }
}

void vg_merge_figures(struct vg_merging *x)
{
    if (x->doc->tolls) {
        give_figures(x, false);
        give_figures(x, true);
        give_means(x);
    }
    give_implied(x);
}

/* ---- place, date, background, evidence ---- */

static bool needs_place(enum vg_event_type t)
{
    return t != VG_TYPE_AGREEMENT && t != VG_TYPE_SANCTION && t != VG_TYPE_COUP &&
           t != VG_TYPE_RELEASE;
}

/* Where the article plays: the first event that has a place, else the first point named in the
 * title and the lead. */
static int32_t main_place(const struct vg_merging *x)
{
    for (size_t i = 0; i < x->n; i++)
        if (x->events[i].facts.place >= 0 &&
            x->doc->places[x->events[i].facts.place].precision <= VG_PLACE_TOWN)
            return x->events[i].facts.place;
    for (size_t i = 0; i < x->doc->n_places; i++) {
        const struct vg_place_mention *p = &x->doc->places[i];
        if (x->doc->tokens[p->from].sentence > 2)
            break;
        if (!p->is_actor && !p->in_actor && !p->is_origin && !p->is_dateline &&
            p->precision <= VG_PLACE_TOWN)
            return (int32_t)i;
    }
    return -1;
}

/* Without a place of its own: that of the event told before it in the same paragraph. */
static int32_t inherited_place(const struct vg_merging *x, struct vg_gather *e)
{
    int32_t place = -1;

    if (!needs_place(e->type))
        return -1;
    for (const struct vg_gather *p = x->events; p < e; p++)
        if (p->facts.place >= 0 &&
            p->last_paragraph >= x->doc->sentences[e->first_sentence].paragraph - 1)
            place = p->facts.place;
    if (place < 0 && !e->pluperfect && e->facts.date.precision != VG_DATE_MONTH) {
        place = main_place(x);
        e->borrowed_place = true;
    }
    return place;
}

static int by_number(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

    return (x > y) - (x < y);
}

static void set_evidence(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_merged *m = e->merged;
    struct vg_event *ev = &m->event;

    if (m->n_sentences)
        qsort(m->sentences, m->n_sentences, sizeof *m->sentences, by_number);
    for (size_t i = 0; i < m->n_sentences && ev->n_evidence < VG_MAX_EVIDENCE; i++) {
        const struct vg_sentence *s = &x->doc->sentences[m->sentences[i]];
        if (s->in_text)
            ev->evidence[ev->n_evidence++] = (struct vg_range){s->char_from, s->char_to};
    }
}

void vg_merge_fields(struct vg_merging *x, struct vg_gather *e)
{
    struct vg_event *ev = &e->merged->event;
    const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[0]];

    if (e->facts.place < 0)
        e->facts.place = inherited_place(x, e);
    vg_merge_date(x, e);
    ev->type = e->type;
    vg_where_fill(x->doc, e->facts.place, ev->date.from, &ev->place);
    vg_merge_actors(x, e);
    settle_groups(x->doc, ev);
    set_evidence(x, e);
    ev->status = VG_STATUS_ASSERTED;
    struct vg_sv words =
        vg_sv_sub(x->doc->text, x->doc->tokens[m->from].from, x->doc->tokens[m->to - 1].to);
    ev->trigger = vg_arena_str(x->doc->arena, words);
    ev->confidence = 0.5;
    e->merged->place = e->facts.place;
    e->merged->time = e->facts.time;
}
