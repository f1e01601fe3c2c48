/* merge_place.c - where an event was when its own words do not say, or say it less exactly than the
 * text does elsewhere. */
#include "extract/merge_in.h"

#define LOOK_BACK 64 /* mentions, so that the work stays linear in the text */

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

/* `à X, Y et Z`: what befell all of them, told together, is at the first. */
static int32_t first_of_list(const struct vg_merging *x, const struct vg_mention *m, int32_t place)
{
    struct vg_listed listed[VG_MAX_LISTED];
    size_t n = vg_listed_places(x->doc, m, listed);

    for (size_t i = 0; i < n; i++)
        if (listed[i].place == place)
            return listed[0].place;
    return place;
}

/* `six hommes avaient été tués à X. Des maisons ont été incendiées`: right after the raid. */
static bool goes_with(const struct vg_gather *e, const struct vg_mention *raid)
{
    return vg_event_type_family(e->type) == VG_FAMILY_PROPERTY && vg_type_violent(raid->type) &&
           e->first_sentence <= raid->sentence + 1;
}

/* The place that a mention before this one, in its paragraph, tells in its own words; -1: none. */
static int32_t told_just_before(const struct vg_merging *x, const struct vg_gather *e)
{
    size_t from = (size_t)e->merged->mentions[0];
    int32_t paragraph = x->doc->sentences[e->first_sentence].paragraph;

    for (size_t i = from; i-- > 0 && from - i < LOOK_BACK;) {
        const struct vg_mention *m = &x->doc->mentions->items[i];
        const struct vg_facts *f = &x->facts[i];
        if (x->doc->sentences[m->sentence].paragraph != paragraph)
            break;
        if (m->drop == VG_DROP_NONE && m->event >= 0 && f->own_place && (e->pluperfect || !m->pluperfect || goes_with(e, m)) &&
            x->doc->places[f->place].precision <= VG_PLACE_TOWN)
            return first_of_list(x, m, f->place);
    }
    return -1;
}

/* Without a place of its own: that of what was told last before it, in its paragraph or the one before. */
static int32_t inherited_place(const struct vg_merging *x, struct vg_gather *e)
{
    if (!needs_place(e->type))
        return -1;
    int32_t place = told_just_before(x, e);
    for (const struct vg_gather *p = e; place < 0 && p-- > x->events;)
        if (p->facts.place >= 0 &&
            p->last_paragraph >= x->doc->sentences[e->first_sentence].paragraph - 1)
            place = first_of_list(x, &x->doc->mentions->items[p->merged->mentions[0]], p->facts.place);
    if (place < 0 && !e->pluperfect && e->facts.date.precision != VG_DATE_MONTH) {
        place = main_place(x);
        e->borrowed_place = true;
    }
    return place;
}


/* Does place a count from b: `à Kobé, à 30 km de Gao`? */
static bool hangs_on(const struct vg_document *doc, int32_t a, int32_t b)
{
    const struct vg_place_mention *p = &doc->places[a];

    for (uint8_t i = 0; i < p->n_anchors; i++)
        if (vg_where_same(doc, p->anchors[i], b))
            return true;
    return false;
}

/* The headline says `à Gao` or `près de Gao`, the text `à Kobé, à 30 km de Gao`: that spot; -1:
 * none. */
static int32_t spot_below(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_document *doc = x->doc;
    const struct vg_place_mention *p = &doc->places[e->facts.place];
    bool title = doc->sentences[doc->tokens[p->from].sentence].title;
    bool about = p->relation == VG_REL_NEAR || p->relation == VG_REL_DISTANCE;

    if ((!title && !about) || p->precision > VG_PLACE_TOWN || p->n_anchors ||
        !vg_type_violent(e->type))
        return -1;
    for (size_t i = (size_t)e->facts.place + 1; i < doc->n_places; i++) {
        const struct vg_place_mention *q = &doc->places[i];
        bool at = q->relation == VG_REL_AT || q->relation == VG_REL_NEAR;
        if (at && q->precision <= VG_PLACE_TOWN && !q->is_actor && !q->is_origin &&
            !q->is_dateline && !q->in_actor && q->part_of < 0 &&
            !vg_where_same(doc, (int32_t)i, e->facts.place) &&
            hangs_on(doc, (int32_t)i, e->facts.place))
            return (int32_t)i;
    }
    return -1;
}

int32_t vg_merge_fled(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_document *doc = x->doc;
    const struct vg_mention *m = &doc->mentions->items[e->merged->mentions[0]];
    const struct vg_sentence *s = &doc->sentences[m->sentence];

    if (e->type != VG_TYPE_DISPLACEMENT ||
        (e->facts.place >= 0 && doc->places[e->facts.place].relation != VG_REL_TO))
        return -1;
    for (uint32_t i = s->from; i < s->to && i < m->head; i++) {
        int32_t p = doc->tokens[i].place;
        if (p >= 0 && doc->places[p].is_origin && doc->places[p].precision <= VG_PLACE_TOWN &&
            (e->facts.place < 0 || !vg_where_same(doc, p, e->facts.place)))
            return p;
    }
    return -1;
}

void vg_merge_place(struct vg_merging *x, struct vg_gather *e)
{
    if (e->facts.place < 0) {
        e->facts.place = inherited_place(x, e);
        return;
    }
    int32_t spot = spot_below(x, e);
    if (spot >= 0)
        e->facts.place = spot;
}
