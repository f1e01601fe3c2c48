/* merge_roles.c - the roles that one more mention brings to an event: who began it, who only
 * answered. */
#include "extract/merge_control_in.h"

/* The other side of those who began it: `les soldats ont riposté` does not make them attackers. */
static bool other_side(const struct vg_document *doc, const struct vg_facts *e, const char *code)
{
    enum vg_group side = vg_actor_group(doc, code); /* that of the VDP is the army's */

    for (size_t i = 0; i < e->n_initiators; i++) {
        enum vg_group theirs = vg_actor_group(doc, e->initiators[i]);
        if ((side == VG_GROUP_MILITARY && theirs == VG_GROUP_MILITANT) ||
            (side == VG_GROUP_MILITANT && theirs == VG_GROUP_MILITARY))
            return true;
    }
    return false;
}

static bool of_group(const struct vg_document *doc, const char *const *codes, size_t n,
                     enum vg_group group)
{
    while (n > 0 && vg_actor_group(doc, codes[n - 1]) != group)
        n--;
    return n > 0;
}

/* A post was attacked, nobody is said to have done it, and then soldiers drove militants off:
 * theirs was the attack. */
static bool drove_off(const struct vg_document *doc, const struct vg_facts *e,
                      const struct vg_facts *m)
{
    return e->n_initiators == 0 && m->n_initiators > 0 &&
           of_group(doc, e->targets, e->n_targets, VG_GROUP_MILITARY) &&
           !of_group(doc, e->targets, e->n_targets, VG_GROUP_MILITANT) &&
           of_group(doc, m->initiators, 1, VG_GROUP_MILITARY);
}

bool vg_merge_began(const struct vg_document *doc, struct vg_gather *e, const struct vg_mention *m,
                    const struct vg_facts *f)
{
    bool attack = m->type == VG_TYPE_ASSAULT || m->type == VG_TYPE_AMBUSH ||
                  m->type == VG_TYPE_CIVILIAN_ATTACK || m->type == VG_TYPE_SUICIDE_BOMBING;
    bool before = e->attacked;

    if (!attack || f->n_initiators == 0)
        return false;
    e->attacked = true;
    if (before || vg_actor_group(doc, f->initiators[0]) != VG_GROUP_MILITANT ||
        vg_event_type_family(e->type) == VG_FAMILY_EXPLOSION)
        return false;
    for (size_t i = 0; i < e->facts.n_initiators; i++)
        if (vg_actor_group(doc, e->facts.initiators[i]) != VG_GROUP_MILITARY)
            return false;
    bool answer = e->facts.n_initiators > 0;
    for (size_t i = 0; i < e->facts.n_initiators; i++)
        vg_codes_add(e->facts.answered, &e->facts.n_answered, e->facts.initiators[i]);
    e->facts.n_initiators = 0;
    for (size_t i = 0; i < f->n_initiators; i++)
        vg_codes_drop(e->facts.targets, &e->facts.n_targets, f->initiators[i]);
    return answer && e->type == VG_TYPE_ARMED_CLASH;
}

void vg_merge_roles(const struct vg_document *doc, enum vg_event_type type, struct vg_facts *e,
                    const struct vg_facts *m)
{
    bool fight = vg_event_type_family(type) < VG_FAMILY_CONTROL; /* an accord is of both sides */

    e->civilians_told |= m->civilians_told;
    e->people_did |= m->people_did;
    for (size_t i = 0; fight && drove_off(doc, e, m) && i < m->n_targets; i++)
        if (vg_actor_group(doc, m->targets[i]) == VG_GROUP_MILITANT)
            vg_codes_add(e->initiators, &e->n_initiators, m->targets[i]);
    for (size_t i = 0; i < m->n_initiators; i++) {
        const char *code = m->initiators[i];
        if (vg_codes_have(e->targets, e->n_targets, code))
            continue;
        if (fight && other_side(doc, e, code))
            vg_codes_add(e->answered, &e->n_answered, code);
        else
            vg_codes_add(e->initiators, &e->n_initiators, code);
    }
    for (size_t i = 0; i < m->n_targets; i++)
        if (!vg_codes_have(e->initiators, e->n_initiators, m->targets[i]))
            vg_codes_add(e->targets, &e->n_targets, m->targets[i]);
}
