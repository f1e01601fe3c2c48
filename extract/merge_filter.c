/* merge_filter.c - gathered events that too little speaks for: no day, no place, nobody; titles
 * that say what the text tells anyway; history. */
#include "extract/merge_in.h"
#include "extract/topic.h"

#include "base/clock.h"

#define ENOUGH 2 /* of: day, place, initiator, target, figures */
#define PLAIN_RANK 6
#define ALL_SIGNS 5
#define WEAPONS                                                                                    \
    (1u << VG_MEANS_IED | 1u << VG_MEANS_MINE | 1u << VG_MEANS_ROCKET | 1u << VG_MEANS_MORTAR |    \
     1u << VG_MEANS_ARTILLERY | 1u << VG_MEANS_DRONE | 1u << VG_MEANS_SUICIDE_VEST |               \
     1u << VG_MEANS_VEHICLE_BOMB)
#define FLASH  3 /* sentences of a text so short that it need not say more */
#define ENOUGH_ELSEWHERE                                                                           \
    3 /* in a text full of words of another world, one of them a force; else one more */

static bool has_force(const struct vg_merging *x, const struct vg_gather *e)
{
    if (e->type == VG_TYPE_PROTEST || e->type == VG_TYPE_RIOT)
        return e->facts.n_initiators > 0; /* a crowd is no force */
    for (size_t i = 0; i < e->facts.n_initiators; i++)
        if (vg_actor_kind_of(x->doc, e->facts.initiators[i]) != VG_ACTOR_CIVILIAN)
            return true;
    return false;
}

/* `la chute de Konna`, `samedi, un hélicoptère a bombardé la zone`: words that mean nothing else,
 * with a place or a day of their own. */
static bool plain_words(const struct vg_gather *e)
{
    return !e->generic && e->type_rank >= 2 * PLAIN_RANK && !e->title_only &&
           (e->facts.own_place || e->facts.own_date);
}

/* The abduction or the arrest that a release ends is told: nobody need say where they were set
 * free. */
static bool ends_what_is_told(const struct vg_merging *x, const struct vg_gather *e)
{
    for (size_t i = 0; i < x->n && e->type == VG_TYPE_RELEASE; i++)
        if (x->events[i].alive &&
            (x->events[i].type == VG_TYPE_ABDUCTION || x->events[i].type == VG_TYPE_ARREST))
            return true;
    return false;
}

static int signs(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_event *ev = &e->merged->event;

    return (ev->date.precision != VG_DATE_UNKNOWN && !e->borrowed_date) +
           (e->facts.place >= 0 && !e->borrowed_place) + has_force(x, e) + plain_words(e) +
           ends_what_is_told(x, e) + (e->facts.n_targets > 0) +
           (ev->n_casualties > 0 || ev->n_materiel > 0);
}

/* `onze jours après leur rapt`: known already, and told by nothing else. */
static bool only_refers(const struct vg_merging *x, const struct vg_gather *e)
{
    if (e->facts.own_place || e->facts.own_date || e->merged->n_tolls || e->merged->n_losses)
        return false;
    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        if (!m->nominal || !m->definite || m->in_title || m->n_fillers || m->np < 0 ||
            x->doc->groups->nps[m->np].prep == VG_PREP_NONE)
            return false;
    }
    return true;
}

/* Named in a title alone, while the text tells events of its family. */
static bool harms(enum vg_event_type t)
{
    return vg_type_violent(t) || vg_event_type_family(t) == VG_FAMILY_PROPERTY;
}

static bool title_repeats(const struct vg_merging *x, const struct vg_gather *e)
{
    if (!e->title_only)
        return false;
    for (size_t i = 0; i < x->n; i++) {
        const struct vg_gather *o = &x->events[i];
        if (o != e && !o->title_only &&
            (o->type == e->type || vg_event_type_family(o->type) == vg_event_type_family(e->type) ||
             (harms(o->type) && harms(e->type))))
            return true;
    }
    return false;
}

/* More days before 1960 than after it: a page of history. */
static bool is_history(const struct vg_document *doc)
{
    int32_t limit = vg_day_from_civil(1960, 1, 1);
    size_t old = 0, recent = 0;

    for (size_t i = 0; i < doc->n_times; i++) {
        const struct vg_date *d = &doc->times[i].date;
        if (d->precision == VG_DATE_UNKNOWN || d->from == VG_DAY_NONE)
            continue;
        old += d->to < limit;
        recent += d->to >= limit;
    }
    return old > 0 && old >= recent;
}

/* Nothing in the article has a day, nor a place smaller than a country: a column or a review of
 * figures, no news. */
static bool nowhere_and_never(const struct vg_merging *x)
{
    if (x->doc->n_sentences <= FLASH)
        return false;
    for (size_t i = 0; i < x->n; i++) {
        const struct vg_gather *e = &x->events[i];
        bool somewhere =
            e->facts.place >= 0 && x->doc->places[e->facts.place].precision < VG_PLACE_COUNTRY;
        if (e->alive && (somewhere || e->merged->event.date.precision != VG_DATE_UNKNOWN))
            return false;
    }
    return true;
}

/* One event that lacks nothing, done by a force: the article is about such things after all. */
static bool tells_all(const struct vg_merging *x)
{
    for (size_t i = 0; i < x->n; i++) {
        const struct vg_gather *e = &x->events[i];
        if (e->alive && vg_type_violent(e->type) && signs(x, e) >= ALL_SIGNS)
            return true;
    }
    return false;
}

/* Only what befell people or things is told, as a flood or a crash does it too. */
static bool only_damage(const struct vg_merging *x, const struct vg_gather *e)
{
    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        if (m->implied < 0 && m->type != VG_TYPE_PROPERTY_DESTRUCTION)
            return false;
    }
    return true;
}

#define RAID_REACH 3 /* sentences between the raid and how the raiders came or left */

static bool same_doer(const struct vg_gather *a, const struct vg_gather *b)
{
    if (a->facts.own_place && b->facts.n_initiators == 0)
        return true; /* nobody else is told to have done it */
    for (size_t i = 0; i < a->facts.n_initiators; i++)
        for (size_t k = 0; k < b->facts.n_initiators; k++)
            if (strcmp(a->facts.initiators[i], b->facts.initiators[k]) == 0)
                return true;
    return false;
}

/* `sont entrés dans X. Ils ont exécuté sept hommes`, `ont quitté les lieux`: how the raiders came
 * and left. */
static bool of_the_raid(const struct vg_merging *x, const struct vg_gather *e)
{
    if (e->type != VG_TYPE_TROOP_MOVEMENT || e->title_only)
        return false;
    for (size_t i = 0; i < x->n; i++) {
        const struct vg_gather *o = &x->events[i];
        const struct vg_date *a = &e->merged->event.date, *b = &o->merged->event.date;
        bool then = a->precision == VG_DATE_UNKNOWN || b->precision == VG_DATE_UNKNOWN ||
                    (a->from <= b->to && b->from <= a->to);
        bool there =
            e->facts.place < 0 ||
            (o->facts.place >= 0 && vg_place_agrees(x->doc, e->facts.place, o->facts.place));
        bool raid = vg_type_violent(o->type) &&
                    (!e->facts.own_place || (o->type == VG_TYPE_CIVILIAN_ATTACK &&
                                             o->first_sentence >= e->last_sentence));
        if (o != e && o->alive && raid && then && there && same_doer(e, o) &&
            o->first_sentence <= e->last_sentence + RAID_REACH &&
            e->first_sentence <= o->last_sentence + RAID_REACH)
            return true;
    }
    return false;
}

void vg_merge_filter(struct vg_merging *x)
{
    bool history = is_history(x->doc);
    enum vg_topic topic = vg_document_topic(x->doc);
    bool doubtful = topic >= VG_TOPIC_DOUBTFUL && !(topic == VG_TOPIC_DOUBTFUL && tells_all(x));

    for (size_t i = 0; i < x->n; i++) {
        struct vg_gather *e = &x->events[i];
        bool armed = has_force(x, e) || e->merged->event.means & WEAPONS; /* une mine, un drone */
        int enough = doubtful ? ENOUGH_ELSEWHERE + !armed : ENOUGH;
        if ((doubtful && !armed && only_damage(x, e)) || signs(x, e) < enough ||
            title_repeats(x, e) || only_refers(x, e) || of_the_raid(x, e))
            e->alive = false;
        if (history && !e->facts.own_date)
            e->alive = false;
    }
    if (nowhere_and_never(x))
        for (size_t i = 0; i < x->n; i++)
            x->events[i].alive = false;
}
