/* frame_control.c - mentions of control and politics: whose a column is; what is well formed and
 * yet no event of control or politics: moves that say who somebody is, fighters who flee, accords
 * that identify. */
#include "extract/frame_in.h"
#include "extract/merge_in.h"

#define FEW 20 /* people who flee and are no displacement */

/* A participle or a relative beside a noun, without a day of its own: it says who or what the noun
 * is
 * (`le capitaine, arrivé au pouvoir`, `un convoi qui ralliait Djibo`, `les ADF, qui ont prêté
 * allégeance`). */
static bool identifies(const struct vg_match *k, const struct vg_clause *c)
{
    const uint32_t columns = VG_N_CONVOY | VG_N_VEHICLE;
    bool relative = c->form == VG_FORM_FINITE && c->rel == VG_LINK_SUBJ;
    bool apart = c->from == k->doc->sentences[k->m->sentence].from ||
                 vg_sv_is(k->doc->tokens[c->from - 1u].norm, ",");
    bool reduced = c->form == VG_FORM_PPAS && c->voice != VG_VOICE_PASSIVE && apart;

    if (k->m->type == VG_TYPE_AGREEMENT || k->m->type == VG_TYPE_COUP)
        return relative && k->m->time < 0;
    if (k->m->type == VG_TYPE_DISPLACEMENT) /* ont poursuivi ceux qui ont fui, ont réussi à fuir */
        return (relative || (c->form == VG_FORM_INF && c->governor >= 0)) && k->m->time < 0 &&
               k->m->place < 0;
    if (k->m->type == VG_TYPE_ARREST && c->form == VG_FORM_PPAS && c->subject >= 0 &&
        k->doc->groups->nps[c->subject].parent >= 0 && k->m->place < 0 &&
        (k->m->time < 0 || k->doc->times[k->m->time].from < c->head))
        return true; /* le jugement des personnes arrêtées */
    if (k->m->type == VG_TYPE_ARREST) /* le président renversé, placé en résidence surveillée */
        return c->form == VG_FORM_PPAS && apart && k->m->time < 0 && c->agent < 0 &&
               c->from > k->doc->sentences[k->m->sentence].from;
    if (k->m->type != VG_TYPE_TROOP_MOVEMENT)
        return false;
    bool own =
        k->m->time >= 0 && (c->form != VG_FORM_PPAS || k->doc->times[k->m->time].from > c->head);
    bool dated = own && !k->doc->times[k->m->time].since; /* not `mercredi, l'unité déployée à X` */
    if (relative && !c->perfect)
        return !dated || c->tense == VG_TENSE_IMPERFECT;
    if (c->form == VG_FORM_FINITE && c->rel == VG_LINK_WHERE && !dated)
        return true; /* depuis Gossi, où il a pu se replier */
    if (c->form == VG_FORM_PPAS && c->voice == VG_VOICE_PASSIVE)
        return !dated; /* un convoi escorté, des renforts dépêchés */
    return reduced && !(k->m->senses & columns);
}

/* People who flee are no fighters; a town is not blocked against fighters; nobody surrenders to
 * them. */
static bool wrong_people(const struct vg_match *k, const struct vg_clause *c)
{
    const uint32_t fighters = VG_N_MILITANT | VG_N_MILITARY;
    bool armed_target = false, any_initiator = false;

    for (size_t i = 0; i < k->m->n_fillers; i++) {
        enum vg_group side = vg_actor_group(k->doc, k->m->fillers[i].code);
        bool target = k->m->fillers[i].role == VG_ROLE_TARGET;
        armed_target |= target && side == VG_GROUP_MILITANT;
        any_initiator |= !target;
        if (k->m->type == VG_TYPE_DISPLACEMENT && target &&
            k->frame->roles[VG_SLOT_SUBJ] == VG_FR_T &&
            (side == VG_GROUP_MILITANT || side == VG_GROUP_MILITARY))
            return true;
    }
    switch (k->m->type) {
    case VG_TYPE_DISPLACEMENT:
        return c && k->patient >= 0 && k->m->senses & fighters && !(k->m->senses & VG_N_CIVILIAN);
    case VG_TYPE_BLOCKADE: /* not `des villes entières`, of which none is named */
        return (armed_target && any_initiator) ||
               (c && c->object >= 0 && k->m->place < 0 && k->m->time < 0 &&
                k->doc->groups->nps[c->object].det == VG_DET_INDEF &&
                k->doc->groups->nps[c->object].plural);
    case VG_TYPE_SURRENDER:
        return armed_target && !any_initiator && c && c->subject >= 0 &&
               (k->doc->groups->nps[c->subject].sense & VG_N_CIVILIAN ||
                k->doc->groups->nps[c->subject].proper);
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

/* `deux déplacés`, `refuge de 500 000 déplacés`: some of those who fled long ago. */
static bool some_who_fled(const struct vg_match *k)
{
    const struct vg_np *np = k->clause < 0 && k->np >= 0 ? &k->doc->groups->nps[k->np] : NULL;

    if (!np || k->m->type != VG_TYPE_DISPLACEMENT)
        return false;
    const uint32_t places = VG_N_CAMP | VG_N_PLACEWORD | VG_N_VILLAGE | VG_N_TOWN;
    if (np->parent >= 0 && k->doc->groups->nps[np->parent].sense & places)
        return true; /* un camp de déplacés */
    if (np->number < 0)
        return false;
    const struct vg_count *c = &k->doc->numbers[np->number].count;
    return np->parent >= 0 || (c->max != VG_COUNT_NULL && c->max < FEW);
}

/* `le convoi a été arrêté par des manifestants`: they stopped it. */
static bool stopped_by_crowd(const struct vg_match *k, const struct vg_clause *c)
{
    const struct vg_groups *g = k->doc->groups;

    if (k->m->type != VG_TYPE_ARREST || !c || c->voice != VG_VOICE_PASSIVE || c->agent < 0)
        return false;
    uint32_t who = vg_np_senses(k->doc, c->agent);
    for (int32_t np = vg_np_complement(g, c->agent, -1); np >= 0;
         np = vg_np_complement(g, c->agent, np))
        who |= g->nps[np].sense; /* un millier de manifestants */
    return (who & VG_N_PROTESTER) != 0;
}

bool vg_frame_veto_control(const struct vg_match *k)
{
    const struct vg_clause *c = k->clause >= 0 ? &k->doc->groups->clauses[k->clause] : NULL;

    if (vg_event_type_family(k->m->type) < VG_FAMILY_CONTROL)
        return false;
    return some_who_fled(k) || stopped_by_crowd(k, c) || wrong_people(k, c) ||
           (c && (identifies(k, c) || other_sense(k, c)));
}

#define LOOK_BACK 12 /* noun groups in which a column that a pronoun means may be told */

/* The group that moves: the subject, what a noun of moving is followed by, or the column that `il`
 * stands for. */
static int32_t column_of(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    int32_t np = k->clause >= 0 ? k->patient : k->np >= 0 ? vg_np_complement(g, k->np, -1) : -1;

    if (np < 0 || !g->nps[np].pronoun)
        return np;
    for (int32_t i = np - 1;
         i >= 0 && np - i <= LOOK_BACK && g->nps[i].sentence >= g->nps[np].sentence - 1; i--)
        if (g->nps[i].sense & VG_N_CONVOY && g->nps[i].plural == g->nps[np].plural)
            return i;
    return np;
}

/* A column or reinforcements that nobody is said to own are the army's. */
void vg_frame_column(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    struct vg_mention *m = k->m;
    int32_t np = m->type == VG_TYPE_TROOP_MOVEMENT ? column_of(k) : -1;

    for (size_t i = 0; i < m->n_fillers; i++)
        if (m->fillers[i].role == VG_ROLE_INITIATOR)
            return;
    if (np < 0 || !k->doc->mentions->army || m->n_fillers == VG_MAX_FILLERS ||
        !(g->nps[np].sense & (VG_N_CONVOY | VG_N_MILITARY)) || g->nps[np].actor >= 0)
        return;
    if (vg_np_senses(k->doc, np) & (VG_N_CIVVEH | VG_N_CIVILIAN | VG_N_GOODS | VG_N_MILITANT))
        return;
    for (uint32_t i = g->nps[np].from; i < g->nps[np].to; i++)
        if (vg_word_has(g, i, VG_W_CIVIL))
            return; /* une mission humanitaire */
    m->fillers[m->n_fillers++] = (struct vg_filler){.actor = -1,
                                                    .code = k->doc->mentions->army,
                                                    .from = g->nps[np].from,
                                                    .to = g->nps[np].to,
                                                    .slot = VG_SLOT_NEAR,
                                                    .role = VG_ROLE_INITIATOR};
}
