/* merge_means.c - which event was done with what: words of means go to the mention near them that
 * such means fit. */
#include "extract/frame_in.h"
#include "extract/merge_in.h"

/* In tokens of distance. */
#define OTHER_KIND 30 /* gunfire for a fire, a fire for an attack that has its own arson */
#define NEAR_FIRE  6  /* a fire rather belongs to what was burnt */

#define BITS(x) (UINT32_C(1) << (x))

static const uint32_t weapons = BITS(VG_MEANS_SMALL_ARMS) | BITS(VG_MEANS_HEAVY_WEAPONS) |
                                BITS(VG_MEANS_KNIFE) | BITS(VG_MEANS_MORTAR) |
                                BITS(VG_MEANS_ARTILLERY) | BITS(VG_MEANS_ROCKET);
static const uint32_t planted = BITS(VG_MEANS_IED) | BITS(VG_MEANS_MINE);
static const uint32_t flying =
    BITS(VG_MEANS_HELICOPTER) | BITS(VG_MEANS_AIRCRAFT) | BITS(VG_MEANS_DRONE);

/* Is the thing at this token what was lost, seized or sent, not what it was done with? */
static bool is_lost(const struct vg_tolls *t, const struct vg_means_word *w, size_t *next)
{
    if (!(BITS(w->means) & (flying | weapons | planted | BITS(VG_MEANS_MOTORCYCLES))))
        return false;
    while (*next < t->n_losses && t->losses[*next].sentence < w->sentence)
        (*next)++;
    for (size_t i = *next; i < t->n_losses && t->losses[i].sentence == w->sentence; i++) {
        const struct vg_loss *l = &t->losses[i];
        bool craft = l->item == VG_ITEM_DRONE || l->item == VG_ITEM_HELICOPTER ||
                     l->item == VG_ITEM_AIRCRAFT;
        bool within = craft && w->token >= l->from && w->token < l->to;
        if (within || (w->token >= l->thing_from && w->token < l->thing_to))
            return true;
    }
    return false;
}

/* Those who come on motorcycles are no army. */
static bool of_a_state(const struct vg_merging *x, const struct vg_facts *f)
{
    for (size_t i = 0; i < f->n_initiators; i++) {
        enum vg_actor_kind k = vg_actor_kind_of(x->doc, f->initiators[i]);
        if (k == VG_ACTOR_STATE_MILITARY || k == VG_ACTOR_PRIVATE_MILITARY ||
            k == VG_ACTOR_STATE_POLICE)
            return true;
    }
    return false;
}

/* Armed groups have no helicopters. */
static bool only_militants(const struct vg_merging *x, const struct vg_facts *f)
{
    for (size_t i = 0; i < f->n_initiators; i++)
        if (vg_actor_group(x->doc, f->initiators[i]) != VG_GROUP_MILITANT)
            return false;
    return f->n_initiators > 0;
}

static bool may_use(const struct vg_merging *x, enum vg_means means, const struct vg_gather *e)
{
    enum vg_family family = vg_event_type_family(e->type);

    if (e->type == VG_TYPE_WEAPONS_SEIZURE)
        return false; /* what was found is no means */
    if (means == VG_MEANS_HELICOPTER || means == VG_MEANS_AIRCRAFT)
        return (family == VG_FAMILY_BATTLE || e->type == VG_TYPE_AIR_STRIKE) &&
               !only_militants(x, &e->facts);
    return family <= VG_FAMILY_PROPERTY || e->type == VG_TYPE_RIOT ||
           (e->type == VG_TYPE_BLOCKADE && means == VG_MEANS_MINE);
}

static uint32_t strangeness(enum vg_means means, const struct vg_gather *e)
{
    bool property = vg_event_type_family(e->type) == VG_FAMILY_PROPERTY;

    if (means == VG_MEANS_FIRE)
        return property || e->type == VG_TYPE_RIOT ? 0 : NEAR_FIRE;
    return property && (BITS(means) & weapons) ? OTHER_KIND : 0;
}

/* A day told in the sentence that is not the event's. */
static bool of_another_day(const struct vg_merging *x, int32_t sentence, const struct vg_gather *e)
{
    const struct vg_sentence *s = &x->doc->sentences[sentence];
    int32_t last = -1;

    if (e->facts.date.precision != VG_DATE_DAY)
        return false;
    for (uint32_t i = s->from; i < s->to; i++) {
        int32_t t = x->doc->tokens[i].time;
        if (t < 0 || t == last)
            continue;
        last = t;
        struct vg_date d = x->doc->times[t].date;
        if (d.precision == VG_DATE_DAY && !vg_time_of_telling(x->doc, t, UINT32_MAX))
            return d.to < e->facts.date.from || d.from > e->facts.date.to;
    }
    return false;
}

static bool suits(const struct vg_merging *x, int32_t event, enum vg_means means)
{
    const struct vg_gather *e = &x->events[event];

    return vg_event_type_family(e->type) <= VG_FAMILY_CIVILIANS && may_use(x, means, e);
}

#define REACH 64 /* mentions looked at around a sentence that only tells how it was done */

/* The event told last before this sentence in its paragraph, else the one told next; -1. */
static int32_t told_around(const struct vg_merging *x, int32_t sentence, enum vg_means means)
{
    const struct vg_mentions *ms = x->doc->mentions;
    const struct vg_sentence *all = x->doc->sentences;
    size_t at = vg_mention_from(x->doc, sentence);
    int32_t other_day = -1;

    for (size_t k = at, n = 0; k-- > 0 && n < REACH; n++) {
        const struct vg_mention *m = &ms->items[k];
        if (all[m->sentence].paragraph != all[sentence].paragraph)
            break;
        if (m->event < 0 || !suits(x, m->event, means))
            continue;
        if (!of_another_day(x, sentence, &x->events[m->event]))
            return m->event;
        other_day = other_day < 0 ? m->event : other_day;
    }
    if (other_day >= 0)
        return other_day;
    for (size_t k = at; k < ms->n && k < at + REACH; k++) {
        const struct vg_mention *m = &ms->items[k];
        if (all[m->sentence].paragraph != all[sentence].paragraph || m->sentence > sentence + 1)
            break;
        if (m->event >= 0 && suits(x, m->event, means))
            return m->event;
    }
    return -1;
}

/* What is told of a list of places is told of each. */
static void give(struct vg_merging *x, int32_t event, int32_t mention, enum vg_means means)
{
    x->events[event].merged->event.means |= BITS(means);
    for (size_t i = 0; mention >= 0 && i < x->n && x->n <= REACH; i++) {
        const struct vg_gather *e = &x->events[i];
        for (size_t k = 0; e->alive && k < e->n_told; k++)
            if (e->told[k].mention == mention)
                e->merged->event.means |= BITS(means);
    }
}

void vg_merge_means(struct vg_merging *x)
{
    const struct vg_tolls *t = x->doc->tolls;
    size_t loss = 0;

    for (size_t i = 0; i < t->n_means; i++) {
        const struct vg_means_word *w = &t->means[i];
        int32_t best = -1, by = -1;
        uint32_t near = UINT32_MAX;
        if (is_lost(t, w, &loss))
            continue;
        for (size_t k = vg_mention_from(x->doc, w->sentence); k < x->doc->mentions->n; k++) {
            const struct vg_mention *m = &x->doc->mentions->items[k];
            if (m->sentence > w->sentence)
                break;
            if (m->event < 0 || !may_use(x, w->means, &x->events[m->event]))
                continue;
            uint32_t far = m->head > w->token ? m->head - w->token : w->token - m->head;
            far += strangeness(w->means, &x->events[m->event]);
            if (far < near) {
                near = far;
                best = m->event;
                by = (int32_t)k;
            }
        }
        if (best < 0) /* a sentence that only tells how it was done */
            best = told_around(x, w->sentence, w->means);
        if (best >= 0)
            give(x, best, by, w->means);
    }
}

void vg_merge_means_fit(const struct vg_merging *x, struct vg_gather *e)
{
    bool strike = e->type == VG_TYPE_AIR_STRIKE || e->type == VG_TYPE_DRONE_STRIKE ||
                  e->type == VG_TYPE_SHELLING;
    enum vg_family family = vg_event_type_family(e->type);

    /* `les tirs d'un drone`, what burns after a blast or on ground that was taken, a plane that
     * only came to see */
    if (strike)
        e->merged->event.means &= ~BITS(VG_MEANS_SMALL_ARMS);
    if (family == VG_FAMILY_EXPLOSION || e->type == VG_TYPE_TERRITORY_TAKEN)
        e->merged->event.means &= ~BITS(VG_MEANS_FIRE);
    if (family == VG_FAMILY_BATTLE)
        e->merged->event.means &= ~BITS(VG_MEANS_AIRCRAFT);
    if (e->type == VG_TYPE_SUICIDE_BOMBING &&
        (e->merged->event.means & (BITS(VG_MEANS_SUICIDE_VEST) | BITS(VG_MEANS_VEHICLE_BOMB))))
        e->merged->event.means &= ~BITS(VG_MEANS_IED);
    if (of_a_state(x, &e->facts))
        e->merged->event.means &= ~BITS(VG_MEANS_MOTORCYCLES);
}
