/* merge_place.c - where an event was when its own words do not say, or say it less exactly than the
 * text does elsewhere. */
#include "extract/merge_in.h"

#define LEAD_SENTENCES 4
#define HEADING_TOKENS 16 /* `2. Séribala (Ségou).` */
#define HEADING_REACH 8 /* sentences below it */
#define FACTS_REACH 5 /* sentences in which it is said where it was */
#define LOOK_BACK 64 /* mentions, so that the work stays linear in the text */

static bool needs_place(enum vg_event_type t)
{
    return t != VG_TYPE_AGREEMENT && t != VG_TYPE_SANCTION && t != VG_TYPE_COUP &&
           t != VG_TYPE_RELEASE;
}

/* Is it a point of the country that the article is about (anywhere: of any), and no capital from
 * which one speaks of it later on? */
static bool plays_here(const struct vg_document *doc, const struct vg_place_mention *p,
                       bool anywhere)
{
    int kind =
        p->entry >= 0 ? vg_gazetteer_kind(doc->gazetteer, (size_t)p->entry) : VG_KIND_COUNT;
    bool seat = kind == VG_KIND_CAPITAL;
    bool late = seat && doc->tokens[p->from].sentence > 2;

    return !p->is_actor && !p->in_actor && !p->is_origin && !p->is_dateline &&
           p->precision <= VG_PLACE_TOWN && kind != VG_KIND_ROAD &&
           (anywhere ||
            (!late && strcmp(p->country, doc->country) == 0 && p->relation != VG_REL_FROM));
}

/* Where the article plays: the first event that has a place, else the first point named in the
 * title and the lead. */
static int32_t main_place(const struct vg_merging *x)
{
    for (size_t i = 0; i < x->n; i++)
        if (x->events[i].facts.place >= 0 && !x->events[i].pluperfect &&
            x->doc->places[x->events[i].facts.place].precision <= VG_PLACE_TOWN)
            return x->events[i].facts.place;
    for (int anywhere = 0; anywhere < 2; anywhere++)
        for (size_t i = 0; i < x->doc->n_places; i++) {
            const struct vg_place_mention *p = &x->doc->places[i];
            if (x->doc->tokens[p->from].sentence > (anywhere ? 2 : LEAD_SENTENCES))
                break;
            if (plays_here(x->doc, p, anywhere))
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

/* Where people are freed is not where they were taken. */
static bool freed_there(const struct vg_gather *e, enum vg_event_type other)
{
    return other == VG_TYPE_RELEASE &&
           (e->type == VG_TYPE_ABDUCTION || e->type == VG_TYPE_ARREST);
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
        if (m->drop == VG_DROP_NONE && m->event >= 0 && f->own_place && !freed_there(e, m->type) &&
            (e->pluperfect || !m->pluperfect || goes_with(e, m)) &&
            x->doc->places[f->place].precision <= VG_PLACE_TOWN)
            return first_of_list(x, m, f->place);
    }
    return -1;
}

/* `2. Séribala (Ségou).` above what is told: a line of its own that names a place; -1: none. */
static int32_t place_of_heading(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_document *doc = x->doc;
    int32_t paragraph = doc->sentences[e->first_sentence].paragraph;

    for (int32_t s = e->first_sentence - 1; s > 0 && e->first_sentence - s < HEADING_REACH; s--) {
        const struct vg_sentence *h = &doc->sentences[s];
        if (h->paragraph != paragraph && !h->title)
            continue;
        bool verb = doc->groups->clause_first[s] < doc->groups->clause_first[s + 1];
        for (uint32_t i = h->from; !verb && h->to - h->from <= HEADING_TOKENS && i < h->to; i++) {
            int32_t p = doc->tokens[i].place;
            if (p >= 0 && !doc->places[p].is_actor && !doc->places[p].is_dateline &&
                !doc->places[p].in_actor && doc->places[p].precision != VG_PLACE_COUNTRY)
                return p;
        }
        if (h->title)
            break;
    }
    return -1;
}

/* The first spot of the nearest of the two sentences before, in its paragraph, even if no event was
 * told of it: `trente bergers ont disparu au sud de X. Quinze auraient été tués`; -1: none. */
static int32_t spot_before(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_document *doc = x->doc;
    int32_t paragraph = doc->sentences[e->first_sentence].paragraph;

    if (doc->mentions->items[e->merged->mentions[0]].nominal)
        return -1; /* told as known, and perhaps of no place */
    for (int32_t s = e->first_sentence - 1; s >= 0 && e->first_sentence - s <= 2; s--) {
        if (doc->sentences[s].paragraph != paragraph || doc->sentences[s].title)
            break;
        for (uint32_t i = doc->sentences[s].from; i < doc->sentences[s].to; i++) {
            int32_t p = doc->tokens[i].place;
            if (p >= 0 && doc->places[p].lead >= 2 && doc->places[p].part_of < 0 &&
                doc->places[p].relation != VG_REL_TO && plays_here(doc, &doc->places[p], false))
                return p;
        }
    }
    return -1;
}

/* Without a place of its own: that of what was told last before it, in its paragraph or the one
 * before. */
static int32_t inherited_place(const struct vg_merging *x, struct vg_gather *e)
{
    if (!needs_place(e->type))
        return -1;
    int32_t place = place_of_heading(x, e);
    if (place < 0)
        place = told_just_before(x, e);
    for (const struct vg_gather *p = e; place < 0 && p-- > x->events;)
        if (p->facts.place >= 0 && !freed_there(e, p->type) &&
            p->last_paragraph >= x->doc->sentences[e->first_sentence].paragraph - 1)
            place =
                first_of_list(x, &x->doc->mentions->items[p->merged->mentions[0]], p->facts.place);
    if (place < 0 && e->type != VG_TYPE_ARREST)
        place = spot_before(x, e);
    if (place < 0 && !e->pluperfect && e->facts.date.precision != VG_DATE_MONTH &&
        e->facts.latest == VG_DAY_NONE) {
        place = main_place(x);
        for (size_t i = 0; place >= 0 && i < x->n; i++)
            if (x->events[i].facts.place == place && freed_there(e, x->events[i].type))
                place = -1;
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

/* The headline says `sur l'axe Gao-Ansongo`, the lead `non loin de Kobé`: that spot; -1: none. */
static int32_t spot_on_road(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_document *doc = x->doc;
    const struct vg_place_mention *p = &doc->places[e->facts.place];

    if (!doc->sentences[doc->tokens[p->from].sentence].title || p->relation != VG_REL_BETWEEN ||
        !vg_type_violent(e->type))
        return -1;
    for (size_t i = (size_t)e->facts.place + 1;
         i < doc->n_places && doc->tokens[doc->places[i].from].sentence <= LEAD_SENTENCES; i++) {
        const struct vg_place_mention *q = &doc->places[i];
        bool at = q->lead >= 2 && (q->relation == VG_REL_AT || q->relation == VG_REL_NEAR ||
                                   q->relation == VG_REL_DISTANCE);
        if (at && plays_here(doc, q, false) && q->part_of < 0 && q->admin1 && p->admin1 &&
            strcmp(q->admin1, p->admin1) == 0)
            return (int32_t)i;
    }
    return -1;
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

/* The event is only said to be in a country or a part of one, and what tells too little to be an
 * event by itself
 * (`une opération contre un convoi entre Gossi et Hombori`) names a point in it; -1: none. */
static int32_t point_of_weak(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_mentions *ms = x->doc->mentions;

    if (!vg_type_violent(e->type) || e->pluperfect ||
        x->doc->places[e->facts.place].precision < VG_PLACE_ADMIN1)
        return -1;
    for (const struct vg_gather *p = x->events; p < x->events + x->n; p++)
        if (p != e && p->alive && vg_type_violent(p->type) && !p->pluperfect)
            return -1; /* of which of them? */
    for (size_t i = 0; i < ms->n; i++) {
        const struct vg_mention *m = &ms->items[i];
        if (m->drop == VG_DROP_WEAK && vg_type_violent(m->type) && m->place >= 0 &&
            !m->pluperfect && !m->negated && x->doc->places[m->place].precision <= VG_PLACE_TOWN &&
            vg_place_agrees(x->doc, m->place, e->facts.place))
            return m->place;
    }
    for (size_t i = 0; i < x->doc->n_places; i++) { /* the point that the lead names */
        const struct vg_place_mention *p = &x->doc->places[i];
        if (x->doc->tokens[p->from].sentence > LEAD_SENTENCES)
            break;
        if (p->lead >= 2 && p->relation != VG_REL_FROM && p->relation != VG_REL_TO &&
            p->part_of < 0 && plays_here(x->doc, p, false) &&
            vg_place_agrees(x->doc, (int32_t)i, e->facts.place))
            return (int32_t)i;
    }
    return -1;
}

/* The spot of the clause that only says where something took place; -1: none. */
static int32_t spot_of_clause(const struct vg_document *doc, const struct vg_clause *c)
{
    bool happens = false;

    if (c->form != VG_FORM_FINITE || c->negated || c->modal || c->pluperfect)
        return -1;
    for (uint32_t i = c->from; i < c->to; i++)
        happens |= vg_word_has(doc->groups, i, VG_W_HAPPEN);
    for (uint32_t i = c->to; happens && i < c->span_to; i++) {
        int32_t p = doc->tokens[i].place;
        const struct vg_place_mention *q = p >= 0 ? &doc->places[p] : NULL;
        if (q && q->lead >= 2 && q->precision <= VG_PLACE_TOWN && q->part_of < 0 &&
            !q->is_actor && !q->is_origin && !q->in_actor && q->relation != VG_REL_FROM &&
            q->relation != VG_REL_TO)
            return p;
    }
    return -1;
}

/* The headline or the lead names the town or the region, and what follows says `les faits se sont
 * déroulés entre X et Y`; -1: it does not. */
static int32_t spot_of_facts(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_document *doc = x->doc;
    const struct vg_place_mention *p = &doc->places[e->facts.place];
    bool title = doc->sentences[doc->tokens[p->from].sentence].title;

    if ((!title && p->precision <= VG_PLACE_TOWN) || !vg_type_violent(e->type) || e->pluperfect)
        return -1;
    for (const struct vg_gather *o = x->events; o < x->events + x->n; o++)
        if (o != e && o->alive && vg_type_violent(o->type) &&
            o->first_sentence <= e->first_sentence + FACTS_REACH)
            return -1; /* of which of them? */
    for (int32_t s = e->first_sentence + 1;
         s < (int32_t)doc->n_sentences && s <= e->first_sentence + FACTS_REACH; s++)
        for (uint32_t c = doc->groups->clause_first[s]; c < doc->groups->clause_first[s + 1]; c++) {
            int32_t spot = spot_of_clause(doc, &doc->groups->clauses[c]);
            if (spot >= 0 && !vg_where_same(doc, spot, e->facts.place))
                return spot;
        }
    return -1;
}

/* `après cette attaque, des habitants ont fui vers X`: from where it was. */
static int32_t fled_attack(const struct vg_merging *x, const struct vg_gather *e)
{
    int32_t paragraph = x->doc->sentences[e->first_sentence].paragraph;

    for (const struct vg_gather *p = e; p-- > x->events;)
        if (p->alive && vg_type_violent(p->type) && !p->pluperfect && p->facts.place >= 0 &&
            p->last_paragraph >= paragraph - 1 &&
            x->doc->places[p->facts.place].precision <= VG_PLACE_TOWN)
            return vg_where_same(x->doc, p->facts.place, e->facts.place) ? -1 : p->facts.place;
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
    return e->facts.place < 0 ? -1 : fled_attack(x, e);
}

void vg_merge_place(struct vg_merging *x, struct vg_gather *e)
{
    if ((e->type == VG_TYPE_AGREEMENT || e->type == VG_TYPE_RELEASE) && e->facts.place >= 0 &&
        x->doc->places[e->facts.place].precision == VG_PLACE_COUNTRY) {
        e->facts.place =
            -1; /* `Au Mali, X et Y ont signé une trêve`: of the country, not signed in it */
        return;
    }
    if (e->facts.place < 0) {
        e->facts.place = inherited_place(x, e);
        int32_t told = e->facts.place >= 0 ? spot_of_facts(x, e) : -1;
        e->facts.place = told >= 0 ? told : e->facts.place;
        return;
    }
    int32_t spot = spot_below(x, e);
    if (spot < 0)
        spot = spot_on_road(x, e);
    if (spot < 0)
        spot = point_of_weak(x, e);
    if (spot < 0)
        spot = spot_of_facts(x, e);
    if (spot >= 0)
        e->facts.place = spot;
}
