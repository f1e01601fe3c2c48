/* frame_veto_control.c - what is well formed and yet no event of control or politics: moves that say who somebody is,
 * fighters who flee, accords that identify. */
#include "extract/frame_in.h"
#include "extract/merge_in.h"

/* A participle or a relative beside a noun, without a day of its own: it says who or what the noun is
 * (`le capitaine, arrivé au pouvoir`, `un convoi qui ralliait Djibo`, `les ADF, qui ont prêté allégeance`). */
static bool identifies(const struct vg_match *k, const struct vg_clause *c)
{
    const uint32_t columns = VG_N_CONVOY | VG_N_VEHICLE;
    bool relative = c->form == VG_FORM_FINITE && c->rel == VG_LINK_SUBJ;
    bool apart = c->from == k->doc->sentences[k->m->sentence].from ||
                 vg_sv_is(k->doc->tokens[c->from - 1u].norm, ",");
    bool reduced = c->form == VG_FORM_PPAS && c->voice != VG_VOICE_PASSIVE && apart;

    if (k->m->type == VG_TYPE_AGREEMENT)
        return relative && k->m->time < 0;
    if (k->m->type != VG_TYPE_TROOP_MOVEMENT)
        return false;
    if (relative && !c->perfect)
        return k->m->time < 0 || c->tense == VG_TENSE_IMPERFECT;
    return reduced && !(k->m->senses & columns);
}

/* People who flee are no fighters; a town is not blocked against fighters; nobody surrenders to them. */
static bool wrong_people(const struct vg_match *k, const struct vg_clause *c)
{
    const uint32_t fighters = VG_N_MILITANT | VG_N_MILITARY;
    bool armed_target = false, any_initiator = false;

    for (size_t i = 0; i < k->m->n_fillers; i++) {
        enum vg_group side = vg_actor_group(k->doc, k->m->fillers[i].code);
        bool target = k->m->fillers[i].role == VG_ROLE_TARGET;
        armed_target |= target && side == VG_GROUP_MILITANT;
        any_initiator |= !target;
        if (k->m->type == VG_TYPE_DISPLACEMENT && target && k->frame->roles[VG_SLOT_SUBJ] == VG_FR_T &&
            (side == VG_GROUP_MILITANT || side == VG_GROUP_MILITARY))
            return true;
    }
    switch (k->m->type) {
    case VG_TYPE_DISPLACEMENT:
        return c && k->patient >= 0 && k->m->senses & fighters && !(k->m->senses & VG_N_CIVILIAN);
    case VG_TYPE_BLOCKADE:
        return armed_target && any_initiator;
    case VG_TYPE_SURRENDER:
        return armed_target && !any_initiator && c && c->subject >= 0 &&
               (k->doc->groups->nps[c->subject].sense & VG_N_CIVILIAN || k->doc->groups->nps[c->subject].proper);
    default:
        return false;
    }
}

/* `trois hélicoptères déposent les commandos`, `celle-ci signe`: another sense of the verb. */
static bool other_sense(const struct vg_match *k, const struct vg_clause *c)
{
    const struct vg_groups *g = k->doc->groups;

    if (k->m->type == VG_TYPE_COUP && c->subject >= 0 && c->voice == VG_VOICE_ACTIVE)
        return g->nps[c->subject].sense & (VG_N_AIRCRAFT | VG_N_VEHICLE | VG_N_CONVOY);
    if (k->m->type == VG_TYPE_AGREEMENT && k->frame->n == 1 && !k->frame->reflexive &&
        k->frame->roles[VG_SLOT_OBJ] == VG_FR_N)
        return c->voice == VG_VOICE_ACTIVE && c->object < 0 && !c->perfect;
    return false;
}

bool vg_frame_veto_control(const struct vg_match *k)
{
    const struct vg_clause *c = k->clause >= 0 ? &k->doc->groups->clauses[k->clause] : NULL;

    if (vg_event_type_family(k->m->type) < VG_FAMILY_CONTROL)
        return false;
    return wrong_people(k, c) || (c && (identifies(k, c) || other_sense(k, c)));
}
