/* merge_actors.c - who did it and to whom: what mentions and figures say, then what stands near,
 * then what the type demands. */
#include "extract/merge_control_in.h"

/* A named group beside `hommes armés` is who they were. */
static void without_unnamed(const struct vg_document *doc, const char **codes, size_t *n)
{
    for (size_t i = 0; i < *n; i++) {
        enum vg_actor_kind k = vg_actor_kind_of(doc, codes[i]);
        if ((k == VG_ACTOR_JIHADIST || k == VG_ACTOR_REBEL || k == VG_ACTOR_MILITIA) &&
            vg_actor_group(doc, codes[i]) != VG_GROUP_MILITARY) {
            vg_codes_drop(codes, n, "ARMED_GROUP");
            return;
        }
    }
}

/* The same side: a militant who falls in his own attack is no target of it. */
static bool same_side(const struct vg_document *doc, const struct vg_facts *f, const char *code)
{
    for (size_t i = 0; i < f->n_initiators; i++)
        if (strcmp(f->initiators[i], code) == 0 ||
            (vg_actor_group(doc, f->initiators[i]) == vg_actor_group(doc, code) &&
             vg_actor_group(doc, code) != VG_GROUP_CIVILIAN))
            return true;
    return false;
}

/* Who was killed, hurt, taken: the people of its figures. */
static void targets_of_figures(const struct vg_merging *x, struct vg_gather *e)
{
    const struct vg_merged *m = e->merged;

    if (!vg_type_violent(e->type) && e->type != VG_TYPE_ARREST)
        return;
    for (size_t i = 0; i < m->n_tolls; i++) {
        const struct vg_toll *t = &x->doc->tolls->tolls[m->tolls[i]];
        const char *code = NULL;
        if (t->count.max == 0)
            continue;
        if (t->actor >= 0)
            code = vg_who_code_at(x->doc, t->actor, e->facts.date.from);
        if (!code && t->group == VG_GROUP_CIVILIAN)
            code = "CIVILIANS";
        bool anybody = t->actor >= 0 && x->doc->actors[t->actor].cls == VG_WHO_PEOPLE;
        e->facts.civilians_told |= t->group == VG_GROUP_CIVILIAN && !anybody;
        if (code && !same_side(x->doc, &e->facts, code) &&
            !(vg_actor_group(x->doc, code) == VG_GROUP_MILITANT && e->facts.n_targets > 0))
            vg_codes_add(e->facts.targets, &e->facts.n_targets, code);
    }
}

/* Those who fought back were hit themselves where nobody else of their side is told of. */
static void answered_are_hit(const struct vg_document *doc, struct vg_facts *f)
{
    bool others = f->n_targets > 0;

    for (size_t i = 0; i < f->n_targets; i++)
        if (vg_code_is_state(doc, f->targets[i]) || vg_code_is_militant(doc, f->targets[i]))
            return;
    for (size_t i = 0; i < f->n_answered; i++)
        if ((!others || vg_code_is_state(doc, f->answered[i])) &&
            !vg_codes_have(f->initiators, f->n_initiators, f->answered[i]))
            vg_codes_add(f->targets, &f->n_targets, f->answered[i]);
}

/* `15 personnes ont été tuées` in an attack on soldiers: the soldiers. */
static void people_are_soldiers(const struct vg_document *doc, struct vg_facts *f, bool told)
{
    for (size_t i = 0; i < f->n_targets && !told; i++)
        if (vg_code_is_state(doc, f->targets[i]) || vg_code_is_militant(doc, f->targets[i])) {
            vg_codes_drop(f->targets, &f->n_targets, "CIVILIANS");
            return;
        }
}

/* ---- both sides of an attack ---- */

/* `attaque repoussée`, `embuscade déjouée`: somebody of the state stood against it. */
static bool repelled(const struct vg_merging *x, const struct vg_gather *e)
{
    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        for (uint32_t k = m->from; k < m->to; k++)
            if (m->to > m->from + 1 && vg_word_has(x->doc->groups, k, VG_W_TAKE))
                return true;
    }
    return false;
}

/* Militants told of as hit beside a force or civilians: those who fell in their own attack. A named
 * group is its author when nobody else is. */
static void fallen_attackers(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;
    bool others = false, unnamed_began = false;

    for (size_t i = 0; i < f->n_targets; i++)
        others |= !vg_code_is_militant(x->doc, f->targets[i]);
    for (size_t i = 0; i < f->n_initiators; i++)
        unnamed_began |= vg_code_is_militant(x->doc, f->initiators[i]);
    if (!others && f->n_targets && !f->n_initiators && repelled(x, e) &&
        (e->type == VG_TYPE_ASSAULT || e->type == VG_TYPE_AMBUSH)) {
        memcpy(f->initiators, f->targets, sizeof f->initiators);
        f->n_initiators = f->n_targets;
        f->n_targets = 0;
        return; /* whose camp it was is told later */
    }
    if (!others || (f->n_initiators ? !unnamed_began : !vg_merge_by_militants(e->type)))
        return;
    for (size_t i = 0; i < f->n_targets; i++)
        if (f->n_initiators == 0 && vg_code_is_militant(x->doc, f->targets[i]) &&
            vg_actor_kind_of(x->doc, f->targets[i]) != VG_ACTOR_ARMED_GROUP)
            vg_codes_add(f->initiators, &f->n_initiators, f->targets[i]);
    for (size_t i = 0; i < f->n_initiators; i++)
        vg_codes_drop(f->targets, &f->n_targets, f->initiators[i]);
    vg_codes_drop(f->targets, &f->n_targets, "ARMED_GROUP");
}

bool vg_merge_of_soldiers(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_groups *g = x->doc->groups;

    for (size_t i = 0; i < e->merged->n_sentences; i++) {
        int32_t s = e->merged->sentences[i];
        if (g->tolls_in[s] & VG_TOLL_MILITARY)
            return true;
        for (uint32_t k = g->np_first[s]; k < g->np_first[s + 1]; k++)
            if (g->nps[k].sense & (VG_N_CAMP | VG_N_CONVOY | VG_N_MILITARY))
                return true;
    }
    return false;
}

/* `X était visé à son tour`, after a village where civilians were killed. */
static void like_the_village_before(const struct vg_merging *x, struct vg_gather *e)
{
    int32_t paragraph = x->doc->sentences[e->first_sentence].paragraph;

    if (e->type != VG_TYPE_ASSAULT || !e->generic || e->facts.n_targets ||
        vg_merge_of_soldiers(x, e))
        return;
    for (const struct vg_gather *p = e; p-- > x->events && p->last_paragraph >= paragraph - 2;)
        if (p->alive && p->type == VG_TYPE_CIVILIAN_ATTACK &&
            vg_merge_only_civilians(x->doc, &p->facts)) {
            vg_codes_add(e->facts.targets, &e->facts.n_targets, "CIVILIANS");
            return;
        }
}

/* ---- what the type demands ---- */

/* Nobody is said to be attacked: a camp that nobody is said to hold is the army's, and so is what
 * militants ambush or assault, unless those who fell were civilians. */
static bool against_the_army(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_facts *f = &e->facts;
    const struct vg_merged *m = e->merged;
    bool militants = f->n_initiators == 0;

    if (f->n_targets > 0)
        return false;
    for (size_t i = 0; i < f->n_initiators; i++)
        militants |= vg_code_is_militant(x->doc, f->initiators[i]);
    if (militants && f->n_initiators && e->senses & VG_N_CAMP && vg_type_violent(e->type))
        return true;
    for (size_t i = 0; i < m->n_tolls; i++)
        if (x->doc->tolls->tolls[m->tolls[i]].group == VG_GROUP_CIVILIAN)
            return false;
    if (militants && f->n_initiators &&
        (e->type == VG_TYPE_SUICIDE_BOMBING || e->type == VG_TYPE_SHELLING ||
         e->type == VG_TYPE_IED || e->type == VG_TYPE_DRONE_STRIKE))
        return vg_merge_of_soldiers(x, e);
    return militants && (e->type == VG_TYPE_ASSAULT || e->type == VG_TYPE_AMBUSH);
}

/* A bridge, a pipeline, a mast: no people of whom the text speaks. */
static bool nobodys(const struct vg_gather *e)
{
    const uint32_t whose = VG_N_BUILDING | VG_N_VILLAGE | VG_N_TOWN | VG_N_CIVILIAN | VG_N_PERSON |
                           VG_N_CIVVEH | VG_N_GOODS | VG_N_CATTLE;

    return e->type == VG_TYPE_PROPERTY_DESTRUCTION && e->senses & VG_N_INFRA &&
           !(e->senses & whose);
}

static void by_type(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;

    switch (e->type) {
    case VG_TYPE_PROTEST:
    case VG_TYPE_RIOT:
        f->n_initiators = 0;
        if (f->n_initiators == 0)
            vg_codes_add(f->initiators, &f->n_initiators, "PROTESTERS");
        break;
    case VG_TYPE_DISPLACEMENT:
        f->n_initiators = 0;
        f->n_targets = 0;
        vg_codes_add(f->targets, &f->n_targets, "CIVILIANS");
        break;
    case VG_TYPE_CIVILIAN_ATTACK:
    case VG_TYPE_ABDUCTION:
    case VG_TYPE_LOOTING:
    case VG_TYPE_PROPERTY_DESTRUCTION:
    case VG_TYPE_SEXUAL_VIOLENCE:
        if (f->n_targets == 0 && !nobodys(e))
            vg_codes_add(f->targets, &f->n_targets, "CIVILIANS");
        break;
    case VG_TYPE_BLOCKADE:
        vg_codes_drop(f->targets, &f->n_targets, "CIVILIANS");
        memmove(f->targets + 1, f->targets,
                (f->n_targets < VG_MAX_ROLE_ACTORS ? f->n_targets : VG_MAX_ROLE_ACTORS - 1) *
                    sizeof *f->targets);
        f->targets[0] = "CIVILIANS";
        f->n_targets += f->n_targets < VG_MAX_ROLE_ACTORS;
        break;
    case VG_TYPE_TROOP_MOVEMENT:
    case VG_TYPE_BASE:
        f->n_targets = 0;
        break;
    case VG_TYPE_SURRENDER:
        if (f->n_targets == 0 && f->n_initiators && vg_code_is_militant(x->doc, f->initiators[0]))
            vg_codes_add(f->targets, &f->n_targets, x->doc->mentions->army);
        break;
    default:
        break;
    }
    if (against_the_army(x, e))
        vg_codes_add(f->targets, &f->n_targets, vg_merge_army_here(x, e));
    vg_merge_blown_up(x, e, vg_merge_army_here(x, e));
    bool retaken = e->type == VG_TYPE_TERRITORY_TAKEN && !e->merged->event.background;
    bool explosion = vg_event_type_family(e->type) == VG_FAMILY_EXPLOSION || retaken;
    if ((explosion || e->type == VG_TYPE_WEAPONS_SEIZURE) &&
        f->n_targets == 0 && f->n_initiators && vg_code_is_state(x->doc, f->initiators[0]))
        vg_codes_add(f->targets, &f->n_targets, "ARMED_GROUP");
}

/* `des hommes`, `des individus` who attack are no civilians. */
static void arm_attackers(const struct vg_merging *x, struct vg_gather *e, struct vg_facts *f)
{
    bool armed = vg_type_violent(e->type) || vg_event_type_family(e->type) == VG_FAMILY_PROPERTY;

    bool unnamed = f->n_initiators == 0 && f->people_did;
    if (!armed || (!unnamed && !vg_codes_have(f->initiators, f->n_initiators, "CIVILIANS")))
        return;
    if (f->n_initiators <= 1) {
        f->n_initiators = 0; /* who they were may be told beside it */
        /* `une femme s'est fait exploser`: hers was the hand, not the group */
        if (!vg_merge_author_named(x, e, 0, 3) && e->type != VG_TYPE_SUICIDE_BOMBING)
            vg_codes_add(f->initiators, &f->n_initiators, "ARMED_GROUP");
    } else
        vg_codes_drop(f->initiators, &f->n_initiators, "CIVILIANS");
}

/* `Paris a engagé ses hélicoptères`: its army. NULL: it has none in the table, or was hit itself.
 */
static const char *army_of(const struct vg_document *doc, const struct vg_facts *f,
                           const char *government)
{
    const char *army =
        vg_actor_army_of(doc->actor_table, vg_actor_country(doc->actor_table, government));

    return army && !vg_codes_have(f->targets, f->n_targets, army) ? army : NULL;
}

/* An organisation of states, not a mission in a country: it counts those whom others killed. */
static bool only_reports(const struct vg_document *doc, const char *code, enum vg_event_type type)
{
    enum vg_family f = vg_event_type_family(type);

    return (f == VG_FAMILY_CIVILIANS || f == VG_FAMILY_PROPERTY) &&
           vg_actor_kind_of(doc, code) == VG_ACTOR_INTERNATIONAL &&
           !vg_actor_country(doc->actor_table, code)[0];
}

/* Governments do not fight themselves, and what flies is the state's. */
static void settle_initiators(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;
    bool violent = vg_type_violent(e->type) || vg_event_type_family(e->type) == VG_FAMILY_PROPERTY;
    size_t kept = 0;

    if (!violent)
        return;
    for (size_t i = 0; i < f->n_initiators; i++) {
        const char *code = f->initiators[i];
        if (vg_actor_kind_of(x->doc, code) == VG_ACTOR_GOVERNMENT)
            code = e->type < VG_TYPE_CIVILIAN_ATTACK ? army_of(x->doc, f, code) : NULL;
        bool grounded = code && e->type == VG_TYPE_AIR_STRIKE && vg_code_is_militant(x->doc, code);
        if (code && !grounded && !only_reports(x->doc, code, e->type) &&
            !vg_codes_have(f->initiators, kept, code))
            f->initiators[kept++] = code;
    }
    f->n_initiators = kept;
}

/* Nobody does it to himself: who is told of on both sides was hit, by the militants who fell beside
 * him, if any. */
static void not_himself(const struct vg_document *doc, struct vg_facts *f)
{
    bool both = false;

    for (size_t i = f->n_initiators; i-- > 0;) {
        const char *code = f->initiators[i];
        if (!vg_code_is_state(doc, code) || !vg_codes_have(f->targets, f->n_targets, code))
            continue;
        both = true;
        vg_codes_drop(f->initiators, &f->n_initiators, code);
    }
    for (size_t i = f->n_targets; both && f->n_initiators == 0 && i-- > 0;)
        if (vg_code_is_militant(doc, f->targets[i])) {
            vg_codes_add(f->initiators, &f->n_initiators, f->targets[i]);
            vg_codes_drop(f->targets, &f->n_targets, f->initiators[0]);
        }
}

void vg_merge_actors(struct vg_merging *x, struct vg_gather *e)
{
    struct vg_event *ev = &e->merged->event;
    struct vg_facts *f = &e->facts;

    settle_initiators(x, e);
    arm_attackers(x, e, f);
    targets_of_figures(x, e);
    answered_are_hit(x->doc, f);
    if (vg_event_type_family(e->type) != VG_FAMILY_CIVILIANS)
        people_are_soldiers(x->doc, f, f->civilians_told);
    vg_merge_answered(x, e);
    fallen_attackers(x, e);
    vg_merge_find_authors(x, e);
    like_the_village_before(x, e);
    vg_merge_type(x, e);
    without_unnamed(x->doc, f->initiators, &f->n_initiators);
    without_unnamed(x->doc, f->targets, &f->n_targets);
    vg_merge_forces_once(x->doc, f);
    /* civilians who fall in an attack on a force or a fight for a town are not whom it was against;
     * on a road they are */
    people_are_soldiers(x->doc, f,
                        e->type != VG_TYPE_ASSAULT && e->type != VG_TYPE_TERRITORY_TAKEN &&
                            e->type != VG_TYPE_ARMED_CLASH);
    by_type(x, e);
    vg_merge_forces(x, e);
    not_himself(x->doc, f);
    memcpy(ev->initiators, f->initiators, sizeof ev->initiators);
    ev->n_initiators = f->n_initiators;
    memcpy(ev->targets, f->targets, sizeof ev->targets);
    ev->n_targets = f->n_targets;
}
