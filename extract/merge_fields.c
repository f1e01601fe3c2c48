/* merge_fields.c - the fields of a gathered event: groups of its figures, place, date, evidence. */
#include "extract/gazetteer.h"
#include "extract/merge_in.h"

#include <stdlib.h>

#include "extract/who.h"

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

/* `six blessés, dont un civil`: some of them are told to be others than side. */
static bool mixed(const struct vg_tolls *tolls, int32_t whole, enum vg_group side)
{
    for (size_t i = (size_t)whole; i < tolls->n_tolls; i++) {
        if (tolls->tolls[i].sentence != tolls->tolls[whole].sentence)
            break;
        if (tolls->tolls[i].whole == whole && (int32_t)i != whole && tolls->tolls[i].group != side)
            return true;
    }
    return false;
}

/* `vingt tués dans les deux camps`: of no side alone. */
static bool of_both(const struct vg_document *doc, const struct vg_merged *m,
                    const struct vg_casualty *c, enum vg_group side)
{
    for (size_t i = 0; i < m->n_tolls; i++) {
        const struct vg_toll *t = &doc->tolls->tolls[m->tolls[i]];
        if ((t->both || mixed(doc->tolls, m->tolls[i], side)) && t->outcome == c->outcome &&
            t->count.min == c->count.min && t->count.max == c->count.max)
            return true;
    }
    return false;
}

/* `onze morts` of a battle or a blast are of the side that was attacked, unless they are told apart
 * already. */
static void settle_groups(const struct vg_merging *x, const struct vg_merged *m, struct vg_event *e)
{
    const struct vg_document *doc = x->doc;
    enum vg_group side = side_of(doc, e->targets, e->n_targets);
    enum vg_family family = vg_event_type_family(e->type);

    if ((family != VG_FAMILY_BATTLE && family != VG_FAMILY_EXPLOSION) ||
        side == VG_GROUP_UNSPECIFIED || side == VG_GROUP_CIVILIAN)
        return;
    for (size_t i = 0; i < e->n_casualties; i++) {
        struct vg_casualty *c = &e->casualties[i];
        bool told = false;
        for (size_t k = 0; k < e->n_casualties; k++)
            told |= e->casualties[k].outcome == c->outcome && e->casualties[k].group == side;
        if (c->group == VG_GROUP_UNSPECIFIED && c->count.min != 0 && !told &&
            !of_both(doc, m, c, side))
            c->group = side;
    }
}

/* ---- evidence ---- */

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

/* A quarter of the capital, which the text names: the capital, with the quarter beside it. */
static void name_capital(const struct vg_merging *x, int32_t place, int32_t day,
                         struct vg_place *ret)
{
    struct vg_document *doc = x->doc;
    const struct vg_place_mention *q = &doc->places[place];

    if (q->entry < 0 || vg_gazetteer_kind(doc->gazetteer, (size_t)q->entry) != VG_KIND_QUARTER)
        return;
    for (size_t i = 0; i < doc->n_places; i++) {
        const struct vg_place_mention *p = &doc->places[i];
        bool seat = p->entry >= 0 && p->relation == VG_REL_AT && p->part_of < 0 &&
                    vg_gazetteer_kind(doc->gazetteer, (size_t)p->entry) == VG_KIND_CAPITAL;
        if (!seat || !p->admin1 || !q->admin1 || strcmp(p->admin1, q->admin1) != 0)
            continue;
        vg_where_fill(doc, (int32_t)i, day, ret);
        if (ret->n_anchors < VG_MAX_ANCHORS)
            ret->anchors[ret->n_anchors++] = q->name;
        return;
    }
}

void vg_merge_fields(struct vg_merging *x, struct vg_gather *e)
{
    struct vg_event *ev = &e->merged->event;
    const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[0]];

    vg_merge_place(x, e);
    vg_merge_date(x, e);
    ev->type = e->type;
    int32_t fled = vg_merge_fled(x, e); /* what is told after it plays where they went */
    vg_where_fill(x->doc, fled >= 0 ? fled : e->facts.place, ev->date.from, &ev->place);
    if (ev->place.relation == VG_REL_TO && vg_type_violent(ev->type))
        ev->place.relation = VG_REL_NEAR; /* a sauté sur une mine vers X */
    if (fled < 0 && e->facts.place >= 0)
        name_capital(x, e->facts.place, ev->date.from, &ev->place);
    if (fled >= 0) {
        ev->place.relation = VG_REL_FROM;
        if (e->facts.place >= 0 && ev->place.n_anchors < VG_MAX_ANCHORS)
            ev->place.anchors[ev->place.n_anchors++] = x->doc->places[e->facts.place].name;
    }
    vg_merge_actors(x, e);
    vg_merge_means_fit(x, e);
    ev->type = e->type;
    settle_groups(x, e->merged, ev);
    for (size_t i = 0; i < ev->n_casualties && ev->type == VG_TYPE_ABDUCTION; i++)
        if (ev->casualties[i].outcome == VG_OUT_CAPTURED) /* in a battle they are prisoners */
            ev->casualties[i].outcome = VG_OUT_ABDUCTED;
    set_evidence(x, e);
    ev->status = VG_STATUS_ASSERTED;
    struct vg_sv words =
        vg_sv_sub(x->doc->text, x->doc->tokens[m->from].from, x->doc->tokens[m->to - 1].to);
    ev->trigger = vg_arena_str(x->doc->arena, words);
    ev->confidence = 0.5;
    e->merged->place = e->facts.place;
    e->merged->time = e->facts.time;
}
