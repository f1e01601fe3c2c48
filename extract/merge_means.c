/* merge_means.c - which event was done with what: words of means go to the mention near them that such means fit. */
#include "extract/merge_in.h"

/* In tokens of distance. */
#define OTHER_KIND 30 /* gunfire for a fire, a fire for an attack that has its own arson */
#define NEAR_FIRE  6  /* a fire rather belongs to what was burnt */

#define BITS(x) (UINT32_C(1) << (x))

static const uint32_t weapons = BITS(VG_MEANS_SMALL_ARMS) | BITS(VG_MEANS_HEAVY_WEAPONS) |
                                BITS(VG_MEANS_KNIFE) | BITS(VG_MEANS_MORTAR) |
                                BITS(VG_MEANS_ARTILLERY) | BITS(VG_MEANS_ROCKET);
static const uint32_t flying =
    BITS(VG_MEANS_HELICOPTER) | BITS(VG_MEANS_AIRCRAFT) | BITS(VG_MEANS_DRONE);

/* Is the thing at this token what was lost, not what it was done with? */
static bool is_lost(const struct vg_tolls *t, const struct vg_means_word *w, size_t *next)
{
    if (!(BITS(w->means) & flying))
        return false;
    while (*next < t->n_losses && t->losses[*next].sentence < w->sentence)
        (*next)++;
    for (size_t i = *next; i < t->n_losses && t->losses[i].sentence == w->sentence; i++) {
        const struct vg_loss *l = &t->losses[i];
        bool craft = l->item == VG_ITEM_DRONE || l->item == VG_ITEM_HELICOPTER ||
                     l->item == VG_ITEM_AIRCRAFT;
        if (craft && w->token >= l->from && w->token < l->to)
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

/* The event told last before this sentence in its paragraph, -1. */
static int32_t told_before(const struct vg_merging *x, int32_t sentence, enum vg_means means)
{
    for (size_t k = vg_mention_from(x->doc, sentence), n = 0; k-- > 0 && n < 64; n++) {
        const struct vg_mention *m = &x->doc->mentions->items[k];
        if (x->doc->sentences[m->sentence].paragraph != x->doc->sentences[sentence].paragraph)
            break;
        if (m->event >= 0 &&
            vg_event_type_family(x->events[m->event].type) <= VG_FAMILY_CIVILIANS &&
            may_use(x, means, &x->events[m->event]))
            return m->event;
    }
    return -1;
}

void vg_merge_means(struct vg_merging *x)
{
    const struct vg_tolls *t = x->doc->tolls;
    size_t loss = 0;

    for (size_t i = 0; i < t->n_means; i++) {
        const struct vg_means_word *w = &t->means[i];
        int32_t best = -1;
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
            }
        }
        if (best < 0) /* a sentence that only tells how it was done */
            best = told_before(x, w->sentence, w->means);
        if (best >= 0)
            x->events[best].merged->event.means |= 1u << w->means;
    }
}
