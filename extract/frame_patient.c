/* frame_patient.c - what a trigger is done to: senses of noun groups, the span of its roles, the
 * group that undergoes it. */
#include "extract/frame_in.h"
#include "extract/particle.h"

static uint32_t senses_of_kind(uint8_t kind)
{
    switch (kind) {
    case VG_ACTOR_STATE_MILITARY:
    case VG_ACTOR_STATE_POLICE:
    case VG_ACTOR_PRIVATE_MILITARY:
        return VG_N_MILITARY;
    case VG_ACTOR_REBEL:
    case VG_ACTOR_JIHADIST:
    case VG_ACTOR_ARMED_GROUP:
        return VG_N_MILITANT | VG_N_GROUP;
    case VG_ACTOR_MILITIA:
        return VG_N_MILITANT | VG_N_MILITARY | VG_N_GROUP;
    case VG_ACTOR_GOVERNMENT:
        return VG_N_POWER;
    case VG_ACTOR_INTERNATIONAL:
        return VG_N_GROUP;
    case VG_ACTOR_POLITICAL:
        return VG_N_MEDIA | VG_N_GROUP;
    case VG_ACTOR_CIVILIAN:
        return VG_N_CIVILIAN | VG_N_PERSON;
    default:
        return VG_N_GROUP;
    }
}

uint32_t vg_np_own_senses(const struct vg_document *doc, const struct vg_np *np)
{
    uint32_t s = np->sense;

    for (uint32_t i = np->head; i < np->to; i++)
        s |= i == np->head || doc->groups->length[i] == 0 ? doc->groups->sense[i] : 0;
    const uint32_t things = VG_N_CONVOY | VG_N_CAMP | VG_N_VEHICLE | VG_N_BUILDING | VG_N_DRONE |
                            VG_N_AIRCRAFT;
    if (np->actor >= 0 && !(s & things))
        s |= senses_of_kind(doc->actors[np->actor].kind) | VG_N_PERSON;
    if (np->place >= 0 && !s)
        s |= VG_N_TOWN;
    if (!s && np->proper && np->actor < 0)
        s |= VG_N_PERSON; /* a name that nobody knows: Moctar Ouane */
    enum vg_pos pos = (enum vg_pos)doc->groups->pos[np->head];
    bool headless = !s && np->actor < 0 && np->place < 0 &&
                    (pos == VG_POS_ADJ || pos == VG_POS_NUM || np->number >= 0) &&
                    pos != VG_POS_NOUN && pos != VG_POS_PROPER;
    if ((np->pronoun && !s) || headless)
        s |= VG_N_PERSON | VG_N_PRONOUN;
    for (uint32_t i = np->from; i < np->to; i++) /* un chef terroriste, des positions jihadistes */
        if (i != np->head && (doc->groups->pos[i] == VG_POS_ADJ ||
                              (i == np->head + 1u && doc->groups->pos[i] == VG_POS_NOUN)))
            s |= doc->groups->sense[i] & VG_N_MILITANT;
    return s;
}

/* Senses of a group, of those coordinated with it, and, for a vehicle or a building, of its owner.
 */
uint32_t vg_np_senses(const struct vg_document *doc, int32_t np)
{
    const struct vg_groups *g = doc->groups;
    uint32_t s = 0;

    for (int n = 0; np >= 0 && n < 12; np = vg_np_next(g, np), n++) {
        s |= vg_np_own_senses(doc, &g->nps[np]);
        int32_t c = vg_np_complement(g, np, -1);
        if (c >= 0 && !g->nps[np].sense) /* une quarantaine de soldats, un groupe de femmes */
            s |= vg_np_own_senses(doc, &g->nps[c]);
        else if (c >= 0 && g->nps[np].sense & VG_N_GROUP)
            s |= vg_np_own_senses(doc, &g->nps[c]);
    }
    return s;
}

enum vg_slot vg_slot_of_prep(uint8_t prep)
{
    switch (prep) {
    case VG_PREP_DE:
    case VG_PREP_DEPUIS:
        return VG_SLOT_DE;
    case VG_PREP_A:
    case VG_PREP_VERS:
        return VG_SLOT_A;
    case VG_PREP_PAR:
        return VG_SLOT_AGENT;
    case VG_PREP_CONTRE:
        return VG_SLOT_CONTRE;
    case VG_PREP_SUR:
        return VG_SLOT_SUR;
    case VG_PREP_DANS:
    case VG_PREP_EN:
    case VG_PREP_PRES:
        return VG_SLOT_DANS;
    case VG_PREP_ENTRE:
        return VG_SLOT_ENTRE;
    case VG_PREP_AVEC:
        return VG_SLOT_AVEC;
    case VG_PREP_CHEZ:
        return VG_SLOT_CHEZ;
    default:
        return VG_SLOT_COUNT;
    }
}

int32_t vg_np_governor(const struct vg_document *doc, int32_t np)
{
    const struct vg_groups *g = doc->groups;
    int32_t s = g->nps[np].sentence, top = np, found = -1;

    for (int n = 0; n < 4 && (g->nps[top].parent >= 0 || g->nps[top].coord >= 0); n++)
        top = g->nps[top].parent >= 0 ? g->nps[top].parent : g->nps[top].coord;
    for (uint32_t c = g->clause_first[s]; c < g->clause_first[s + 1]; c++) {
        const struct vg_clause *cl = &g->clauses[c];
        if (cl->subject == top || cl->object == top || cl->subject == np || cl->object == np)
            if (cl->form == VG_FORM_FINITE || cl->form == VG_FORM_INF || cl->coordinated)
                return (int32_t)c;
        if (cl->span_from <= g->nps[np].from && g->nps[np].from < cl->span_to &&
            cl->form == VG_FORM_FINITE)
            found = (int32_t)c;
    }
    return found;
}

/* From the trigger to the next finite verb that is not its own; for a verb, its clause. */
void vg_frame_span(struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_sentence *s = &k->doc->sentences[k->m->sentence];

    if (k->clause >= 0) {
        const struct vg_clause *c = &g->clauses[k->clause];
        k->span_from = c->span_from;
        k->span_to = c->span_to > k->m->to ? c->span_to : k->m->to;
        for (uint32_t v = (uint32_t)k->clause + 1; v < g->clause_first[k->m->sentence + 1]; v++)
            if ((g->clauses[v].coordinated || g->clauses[v].form == VG_FORM_INF) &&
                g->clauses[v].from < k->span_to && g->clauses[v].from >= k->m->to) {
                k->span_to = g->clauses[v].from;
                break;
            }
        return;
    }
    k->span_from =
        k->np >= 0 && g->nps[k->np].prep_from >= 0 ? (uint32_t)g->nps[k->np].prep_from : k->m->from;
    k->span_to = s->to;
    for (uint32_t i = k->m->to; i < s->to; i++) {
        int32_t c = g->clause_of[i];
        const struct vg_token *t = &k->doc->tokens[i];
        if ((c >= 0 && g->clauses[c].form != VG_FORM_PPAS) ||
            (t->kind == VG_TOK_PUNCT && t->norm.n == 1 && strchr(";:()", t->norm.p[0]))) {
            k->span_to = c >= 0 && g->clauses[c].span_from > i ? i : i;
            break;
        }
    }
}

bool vg_in_trigger(const struct vg_match *k, const struct vg_np *np)
{
    for (int w = 0; w < k->frame->n; w++)
        if (k->used[w] >= np->from && k->used[w] < np->to && k->used[w] == np->head)
            return true;
    return false;
}

/* `à moins de 80 kilomètres`: how far, not whom. */
static bool is_distance(const struct vg_document *doc, const struct vg_np *np)
{
    if (np->place >= 0 || np->actor >= 0)
        return false;
    for (uint32_t i = np->from; i <= np->to && i < doc->n_tokens; i++)
        if (vg_particle(doc, i, VG_PT_LENGTH))
            return true;
    return false;
}

/* The first group after the trigger whose slot plays one of the roles that mean "done to". */
static int32_t patient_after(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    int32_t s = k->m->sentence, fallback = -1;

    for (uint32_t i = g->np_first[s]; i < g->np_first[s + 1]; i++) {
        const struct vg_np *np = &g->nps[i];
        if (np->from < k->m->from || vg_in_trigger(k, np) || np->coord >= 0)
            continue;
        if (np->from >= k->span_to)
            break;
        enum vg_slot slot = vg_slot_of_prep(np->prep);
        if (slot == VG_SLOT_COUNT || is_distance(k->doc, np))
            continue;
        uint8_t role = k->frame->roles[slot];
        if (role == VG_FR_T || role == VG_FR_P)
            if (!(np->parent >= 0 && slot == VG_SLOT_DE && !vg_in_trigger(k, &g->nps[np->parent])))
                return (int32_t)i;
        if ((role == VG_FR_D || role == VG_FR_N) && fallback < 0)
            fallback = (int32_t)i;
    }
    return fallback;
}

/* Does the frame tell of somebody who moves? */
bool vg_frame_moves(const struct vg_frame *f)
{
    bool somewhere = false, at_whom = false;

    for (int s = 0; s < VG_SLOT_COUNT; s++) {
        somewhere |= f->roles[s] == VG_FR_F || f->roles[s] == VG_FR_G || f->roles[s] == VG_FR_P;
        at_whom |= f->roles[s] == VG_FR_T; /* se ruer sur X dans Y */
    }
    return somewhere && !at_whom && f->roles[VG_SLOT_SUBJ] == VG_FR_I &&
           f->roles[VG_SLOT_OBJ] != VG_FR_T && f->roles[VG_SLOT_OBJ] != VG_FR_P;
}

int32_t vg_frame_patient(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;

    if (k->clause < 0)
        return patient_after(k);
    const struct vg_clause *c = &g->clauses[k->clause];
    uint8_t obj = k->frame->roles[VG_SLOT_OBJ], subj = k->frame->roles[VG_SLOT_SUBJ];
    bool object_undergoes = obj == VG_FR_T || obj == VG_FR_P || (obj == VG_FR_N && !k->frame->n);
    if (c->voice != VG_VOICE_PASSIVE && vg_frame_moves(k->frame))
        return obj == VG_FR_N && c->object >= 0 && !vg_in_trigger(k, &g->nps[c->object]) ? c->object
                                                                                    : c->subject;
    if (c->voice == VG_VOICE_PASSIVE)
        return c->subject;
    if (!object_undergoes &&
        (subj == VG_FR_T || subj == VG_FR_N || subj == VG_FR_P || obj == VG_FR_F || obj == VG_FR_G))
        return c->subject;
    if (obj == VG_FR_N && c->object >= 0)
        return c->object;
    if (object_undergoes && c->object >= 0 && !vg_in_trigger(k, &g->nps[c->object]))
        return c->object;
    int32_t after = patient_after(k);
    if (after >= 0)
        return after;
    bool at_whom = object_undergoes; /* s'en prendre à: not the doer, though nobody is named */
    for (int s = 0; s < VG_SLOT_COUNT; s++)
        at_whom |= s != VG_SLOT_SUBJ && k->frame->roles[s] == VG_FR_T;
    return at_whom && subj == VG_FR_I ? -1 : object_undergoes ? -1 : c->subject;
}

bool vg_qualifies_thing(const struct vg_document *doc, size_t at, size_t head)
{
    const struct vg_groups *g = doc->groups;

    return at >= head + 3 && vg_particle(doc, at - 1, VG_PT_OF | VG_PT_OF_SHORT) &&
           g->sense[at - 2] & (VG_N_VEHICLE | VG_N_CONVOY | VG_N_AIRCRAFT | VG_N_DRONE |
                               VG_N_ARMS | VG_N_MILITARY | VG_N_MILITANT | VG_N_BUILDING);
}

bool vg_frame_another_weapon(const struct vg_match *k)
{
    const uint32_t weapons = VG_N_DRONE | VG_N_MINE | VG_N_SHELL | VG_N_SUICIDE | VG_N_AIRCRAFT;
    const struct vg_groups *g = k->doc->groups;
    const struct vg_clause *c = &g->clauses[k->clause];
    int32_t by = c->voice == VG_VOICE_PASSIVE && c->agent >= 0 ? c->agent : c->subject;

    if (by < 0 || g->nps[by].det == VG_DET_DEF || g->nps[by].det == VG_DET_DEM)
        return false;
    const struct vg_number *n =
        g->nps[by].number >= 0 ? &k->doc->numbers[g->nps[by].number] : NULL;
    bool again = g->nps[by].again || (n && n->ordinal && n->count.min > 1);
    bool blast = k->frame->roles[VG_SLOT_SUBJ] == VG_FR_N &&
                 vg_event_type_family(k->m->type) == VG_FAMILY_EXPLOSION;
    return again && (blast || vg_np_own_senses(k->doc, &g->nps[by]) & weapons);
}
