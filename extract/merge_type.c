/* merge_type.c - the type of a gathered event, once it is known whom it hit: a trigger that could
 * not tell (`attaque`, `ont ouvert le feu`) is called by its target, as "Types" of doc/events.md
 * wants. */
#include "extract/gazetteer.h"
#include "extract/merge_in.h"
#include "extract/pack.h"

/* Did the frame choose its type by what its clause offered? */
static bool was_chosen(const struct vg_document *doc, const struct vg_mention *m)
{
    return doc->groups->rules->frames[m->frame].chooser >= 0;
}

/* Is the event's type one that its triggers leave open? */
static bool left_open(const struct vg_merging *x, const struct vg_gather *e)
{
    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        if (m->type == e->type && !m->generic && !was_chosen(x->doc, m))
            return false;
    }
    return true;
}

static bool all_of(const struct vg_merging *x, const char *const *codes, size_t n,
                   enum vg_group group)
{
    for (size_t i = 0; i < n; i++)
        if (vg_actor_group(x->doc, codes[i]) != group)
            return false;
    return n > 0;
}

/* The best type of a battle among its mentions; -1: none. */
static int battle_named(const struct vg_merging *x, const struct vg_gather *e)
{
    int best = -1, rank = -1;

    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        if (vg_event_type_family(m->type) == VG_FAMILY_BATTLE && m->rank > rank) {
            best = (int)m->type;
            rank = m->rank;
        }
    }
    return best;
}

/* Does a mention say that there was an attack, not only that people fell? */
static bool attack_told(const struct vg_merging *x, const struct vg_gather *e)
{
    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        if (vg_type_violent(m->type) && m->implied < 0)
            return true;
    }
    return false;
}

/* A hamlet that nobody is said to hold. */
static bool undefended(const struct vg_merging *x, const struct vg_gather *e)
{
    if (e->facts.n_targets > 0 || e->senses & (VG_N_CAMP | VG_N_MILITARY) || e->facts.place < 0 ||
        vg_merge_of_soldiers(x, e))
        return false;
    int32_t entry = x->doc->places[e->facts.place].entry;
    const struct vg_gazetteer *gaz = x->doc->pack->gazetteer;
    return e->senses & VG_N_VILLAGE ||
           (entry >= 0 && vg_gazetteer_kind(gaz, (size_t)entry) == VG_KIND_VILLAGE);
}

/* Killed and carried off in one raid: called by what is told first. */
static bool killed_first(const struct vg_merging *x, const struct vg_gather *e)
{
    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        if (m->type == VG_TYPE_ABDUCTION)
            return false;
        if (m->implied == VG_OUT_KILLED && m->type == VG_TYPE_CIVILIAN_ATTACK)
            return true;
    }
    return false;
}

#define FIGHT_RANK 4 /* of words of fighting, not `opération` */

/* `combats`, `accrochage`: two sides fought. */
static bool fight_named(const struct vg_merging *x, const struct vg_gather *e)
{
    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        if (m->nominal && m->type == VG_TYPE_ARMED_CLASH && !was_chosen(x->doc, m) &&
            m->rank >= FIGHT_RANK)
            return true;
    }
    return false;
}

/* Is a convoy or a patrol what was attacked? */
static bool on_the_road(const struct vg_merging *x, const struct vg_gather *e)
{
    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        if (m->type == VG_TYPE_AMBUSH && m->implied < 0)
            return true;
    }
    return false;
}

static bool any_of(const struct vg_merging *x, const struct vg_facts *f, enum vg_group group)
{
    for (size_t i = 0; i < f->n_targets; i++)
        if (vg_actor_group(x->doc, f->targets[i]) == group)
            return true;
    return false;
}

/* Carried off: the raid that it belongs to, where that is told too. */
static void settle_abduction(const struct vg_merging *x, struct vg_gather *e, int battle)
{
    bool military = any_of(x, &e->facts, VG_GROUP_MILITARY);
    const struct vg_mention *first = &x->doc->mentions->items[e->merged->mentions[0]];

    if (battle >= 0 && military &&
        (!any_of(x, &e->facts, VG_GROUP_CIVILIAN) || first->type != VG_TYPE_ABDUCTION))
        e->type = (enum vg_event_type)battle; /* prisoners of a battle */
    else if (killed_first(x, e))
        e->type = VG_TYPE_CIVILIAN_ATTACK;
}

/* An attack whose triggers say no more. */
static void settle_attack(const struct vg_merging *x, struct vg_gather *e, int battle)
{
    const struct vg_facts *f = &e->facts;
    bool hit_civilians = all_of(x, f->targets, f->n_targets, VG_GROUP_CIVILIAN);
    bool hit_soldiers = all_of(x, f->targets, f->n_targets, VG_GROUP_MILITARY);
    bool hit_militants = all_of(x, f->targets, f->n_targets, VG_GROUP_MILITANT);
    bool by_militants = all_of(x, f->initiators, f->n_initiators, VG_GROUP_MILITANT);
    bool open = left_open(x, e);

    if (open && any_of(x, f, VG_GROUP_MILITARY) && on_the_road(x, e))
        e->type = VG_TYPE_AMBUSH;
    else if (open && hit_militants && !by_militants &&
             !(e->senses & (VG_N_VILLAGE | VG_N_CIVILIAN)))
        e->type = VG_TYPE_ARMED_CLASH;
    else if (e->type == VG_TYPE_CIVILIAN_ATTACK && hit_soldiers && open && battle >= 0 &&
             battle != VG_TYPE_ARMED_CLASH)
        e->type = (enum vg_event_type)battle;
    else if (e->type == VG_TYPE_CIVILIAN_ATTACK && hit_soldiers && open)
        e->type = by_militants && attack_told(x, e) && battle < 0 ? VG_TYPE_ASSAULT
                                                                  : VG_TYPE_ARMED_CLASH;
    else if (e->type == VG_TYPE_ARMED_CLASH && open && hit_soldiers &&
             ((by_militants && attack_told(x, e)) || f->n_initiators == 0) && !fight_named(x, e))
        e->type = VG_TYPE_ASSAULT;
    else if (e->type == VG_TYPE_ASSAULT ||
             (e->type == VG_TYPE_ARMED_CLASH && open && !fight_named(x, e)))
        if ((hit_civilians && !(e->senses & VG_N_CAMP)) || (open && undefended(x, e)))
            e->type = VG_TYPE_CIVILIAN_ATTACK;
}

void vg_merge_type(const struct vg_merging *x, struct vg_gather *e)
{
    int battle = battle_named(x, e);

    if (e->type == VG_TYPE_ABDUCTION)
        settle_abduction(x, e, battle);
    else if (e->type == VG_TYPE_ASSAULT || e->type == VG_TYPE_ARMED_CLASH ||
             e->type == VG_TYPE_CIVILIAN_ATTACK)
        settle_attack(x, e, battle);
}
