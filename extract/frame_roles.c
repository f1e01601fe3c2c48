/* frame_roles.c - who stands in which slot of a trigger. */
#include "extract/frame_in.h"

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

static uint32_t own_senses(const struct vg_document *doc, const struct vg_np *np)
{
    uint32_t s = np->sense;

    for (uint32_t i = np->head; i < np->to; i++)
        s |= i == np->head || doc->groups->length[i] == 0 ? doc->groups->sense[i] : 0;
    if (np->actor >= 0 && !(s & (VG_N_CONVOY | VG_N_CAMP | VG_N_VEHICLE | VG_N_BUILDING)))
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
        if (i != np->head && doc->groups->pos[i] == VG_POS_ADJ)
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
        s |= own_senses(doc, &g->nps[np]);
        int32_t c = vg_np_complement(g, np, -1);
        if (c >= 0 && !g->nps[np].sense) /* une quarantaine de soldats, un groupe de femmes */
            s |= own_senses(doc, &g->nps[c]);
        else if (c >= 0 && g->nps[np].sense & VG_N_GROUP)
            s |= own_senses(doc, &g->nps[c]);
    }
    return s;
}

static enum vg_slot slot_of_prep(uint8_t prep)
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

static bool in_trigger(const struct vg_match *k, const struct vg_np *np)
{
    for (int w = 0; w < k->frame->n; w++)
        if (k->used[w] >= np->from && k->used[w] < np->to && k->used[w] == np->head)
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
        if (np->from < k->m->from || in_trigger(k, np) || np->coord >= 0)
            continue;
        if (np->from >= k->span_to)
            break;
        enum vg_slot slot = slot_of_prep(np->prep);
        if (slot == VG_SLOT_COUNT)
            continue;
        uint8_t role = k->frame->roles[slot];
        if (role == VG_FR_T || role == VG_FR_P)
            if (!(np->parent >= 0 && slot == VG_SLOT_DE && !in_trigger(k, &g->nps[np->parent])))
                return (int32_t)i;
        if ((role == VG_FR_D || role == VG_FR_N) && fallback < 0)
            fallback = (int32_t)i;
    }
    return fallback;
}

/* Does the frame tell of somebody who moves? */
static bool moves(const struct vg_frame *f)
{
    bool somewhere = false;

    for (int s = 0; s < VG_SLOT_COUNT; s++)
        somewhere |= f->roles[s] == VG_FR_F || f->roles[s] == VG_FR_G || f->roles[s] == VG_FR_P;
    return somewhere && f->roles[VG_SLOT_SUBJ] == VG_FR_I && f->roles[VG_SLOT_OBJ] != VG_FR_T &&
           f->roles[VG_SLOT_OBJ] != VG_FR_P;
}

int32_t vg_frame_patient(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;

    if (k->clause < 0)
        return patient_after(k);
    const struct vg_clause *c = &g->clauses[k->clause];
    uint8_t obj = k->frame->roles[VG_SLOT_OBJ], subj = k->frame->roles[VG_SLOT_SUBJ];
    bool object_undergoes = obj == VG_FR_T || obj == VG_FR_P || (obj == VG_FR_N && !k->frame->n);
    if (c->voice != VG_VOICE_PASSIVE && moves(k->frame))
        return obj == VG_FR_N && c->object >= 0 && !in_trigger(k, &g->nps[c->object]) ? c->object
                                                                                    : c->subject;
    if (c->voice == VG_VOICE_PASSIVE)
        return c->subject;
    if (!object_undergoes &&
        (subj == VG_FR_T || subj == VG_FR_N || subj == VG_FR_P || obj == VG_FR_F || obj == VG_FR_G))
        return c->subject;
    if (obj == VG_FR_N && c->object >= 0)
        return c->object;
    if (object_undergoes && c->object >= 0 && !in_trigger(k, &g->nps[c->object]))
        return c->object;
    int32_t after = patient_after(k);
    if (after >= 0)
        return after;
    return object_undergoes ? -1 : c->subject;
}

/* ---- fillers ---- */

static void add_filler(struct vg_match *k, int32_t actor, const char *code, const struct vg_np *np,
                       enum vg_slot slot, enum vg_role role)
{
    struct vg_mention *m = k->m;

    if (!code || role == VG_ROLE_NONE || m->n_fillers == VG_MAX_FILLERS)
        return;
    for (size_t i = 0; i < m->n_fillers; i++)
        if (m->fillers[i].role == role && strcmp(m->fillers[i].code, code) == 0)
            return;
    m->fillers[m->n_fillers++] = (struct vg_filler){.actor = actor,
                                                    .code = code,
                                                    .from = np->from,
                                                    .to = np->to,
                                                    .slot = (uint8_t)slot,
                                                    .role = (uint8_t)role};
}

static bool is_subject(const struct vg_groups *g, int32_t np)
{
    int32_t s = g->nps[np].sentence;

    for (uint32_t c = g->clause_first[s]; c < g->clause_first[s + 1]; c++)
        if (g->clauses[c].subject == np)
            return true;
    return false;
}

/* Whom `ils` means: the last subject before it, at most two sentences back, that is an actor of its
 * number. */
static int32_t antecedent_of(const struct vg_document *doc, int32_t at)
{
    const struct vg_groups *g = doc->groups;
    const struct vg_np *np = &g->nps[at];
    int32_t spare = -1;

    for (int32_t k = at - 1; k >= 0 && g->nps[k].sentence >= np->sentence - 2; k--) {
        const struct vg_np *c = &g->nps[k];
        const uint32_t people =
            VG_N_CIVILIAN | VG_N_MILITANT | VG_N_MILITARY | VG_N_PROTESTER | VG_N_CONVOY;
        bool named = c->actor >= 0 && doc->actors[c->actor].code;
        if ((!named && !(c->sense & people)) || c->pronoun)
            continue;
        bool plural = c->plural || (named && doc->actors[c->actor].plural) || vg_np_next(g, k) >= 0;
        if (plural != np->plural)
            continue;
        if (is_subject(g, k))
            return k;
        if (spare < 0 && c->prep == VG_PREP_PAR)
            spare = k;
    }
    return spare;
}

#define OWNER_LOOKBACK 240 /* noun groups */

/* The actors named in the group itself and, for a thing, in what it complements it with. */
static int named_actors(const struct vg_document *doc, int32_t at, int32_t *actors, int max)
{
    const struct vg_groups *g = doc->groups;
    int n = 0;

    for (int32_t c = at; c >= 0;
         c = c == at ? vg_np_complement(g, at, -1) : vg_np_complement(g, at, c))
        for (int32_t d = c, steps = 0; d >= 0 && steps < 6; d = vg_np_next(g, d), steps++) {
            for (uint32_t i = g->nps[d].from; i < g->nps[d].to && n < max; i++) {
                int32_t a = doc->tokens[i].actor;
                if (a >= 0 && (n == 0 || actors[n - 1] != a) && doc->actors[a].code)
                    actors[n++] = a;
            }
            if (c == at)
                break;
        }
    return n;
}

/* `ce même convoi`, `les véhicules`: whose they are was told before, by the same word or one of the
 * same kind. */
static int owners_before(const struct vg_document *doc, int32_t at, int32_t *actors, int max)
{
    const struct vg_groups *g = doc->groups;
    const struct vg_np *np = &g->nps[at];

    for (int32_t k = at - 1; k >= 0 && at - k < OWNER_LOOKBACK; k--) {
        const struct vg_np *c = &g->nps[k];
        bool same = g->lemma[c->head] && g->lemma[c->head] == g->lemma[np->head];
        bool kind = np->sense & VG_N_CONVOY && c->sense & VG_N_CONVOY;
        if (!same && !kind)
            continue;
        int n = named_actors(doc, k, actors, max);
        if (n > 0)
            return n;
    }
    return 0;
}

/* Does a word of the group say that it is the army's (`convoi militaire`)? */
static bool says_military(const struct vg_document *doc, int32_t at)
{
    const struct vg_np *np = &doc->groups->nps[at];

    for (uint32_t i = np->from; i < np->to; i++)
        if (i != np->head && doc->groups->sense[i] & VG_N_MILITARY)
            return true;
    return false;
}

/* The actors that a noun group stands for: its own, or its owner's (`le camp de la Minusma`), or
 * civilians by sense. */
static int group_actors(const struct vg_document *doc, int32_t at, int32_t *actors, int max,
                        bool *civilians)
{
    const struct vg_groups *g = doc->groups;
    const struct vg_np *np = &g->nps[at];
    int n = 0;

    *civilians = false;
    for (uint32_t i = np->from; i < np->to && n < max; i++) {
        int32_t a = doc->tokens[i].actor;
        if (a >= 0 && (n == 0 || actors[n - 1] != a) && doc->actors[a].code)
            actors[n++] = a;
    }
    const uint32_t things = VG_N_CONVOY | VG_N_CAMP | VG_N_VEHICLE | VG_N_CIVVEH | VG_N_BUILDING |
                            VG_N_ARMS | VG_N_DRONE | VG_N_AIRCRAFT | VG_N_GOODS | VG_N_CATTLE |
                            VG_N_GROUP | VG_N_INFRA;
    bool thing = np->sense & things || (!np->sense && np->actor < 0);
    if (n == 0 || (thing && doc->actors[actors[0]].cls == VG_WHO_GROUP)) {
        /* coordination inside the complement too: `le convoi de l'armée et de Wagner` */
        for (int32_t c = vg_np_complement(g, at, -1);
             c >= 0 && n < max && !(np->sense & VG_N_RESULT); c = vg_np_complement(g, at, c))
            for (int32_t d = c, steps = 0; d >= 0 && steps < 6; d = vg_np_next(g, d), steps++)
                for (uint32_t i = g->nps[d].from; i < g->nps[d].to && n < max; i++) {
                    int32_t a = doc->tokens[i].actor;
                    if (a >= 0 && (n == 0 || actors[n - 1] != a) && doc->actors[a].code)
                        actors[n++] = a;
                }
    }
    bool civil = np->sense & (VG_N_CIVILIAN | VG_N_CIVVEH | VG_N_VILLAGE | VG_N_CATTLE);
    if (n == 0 && !civil && np->sense & (VG_N_CONVOY | VG_N_CAMP | VG_N_VEHICLE))
        n = owners_before(doc, at, actors, max);
    if (n == 0 && np->sense & (VG_N_CIVILIAN | VG_N_CIVVEH | VG_N_VILLAGE | VG_N_CATTLE))
        *civilians = true;
    return n;
}

static enum vg_role role_in(const struct vg_match *k, enum vg_slot slot, uint8_t frame_role,
                            uint32_t senses, bool first)
{
    const uint32_t armed = VG_N_MILITARY | VG_N_MILITANT | VG_N_GROUP | VG_N_POWER;

    (void)slot;
    switch (frame_role) {
    case VG_FR_I:
        return VG_ROLE_INITIATOR;
    case VG_FR_T:
        return VG_ROLE_TARGET;
    case VG_FR_B:
        return first ? VG_ROLE_INITIATOR : VG_ROLE_TARGET;
    case VG_FR_D:
        if (senses & (VG_N_CAMP | VG_N_CONVOY | VG_N_VEHICLE | VG_N_BUILDING | VG_N_TOWN |
                      VG_N_VILLAGE | VG_N_CIVILIAN))
            return VG_ROLE_TARGET;
        if (!(senses & armed))
            return VG_ROLE_TARGET;
        for (size_t i = 0; i < k->m->n_fillers; i++)
            if (k->m->fillers[i].role == VG_ROLE_INITIATOR)
                return VG_ROLE_TARGET;
        return VG_ROLE_INITIATOR;
    default:
        return VG_ROLE_NONE;
    }
}

static void fill_group(struct vg_match *k, int32_t at, enum vg_slot slot, uint8_t frame_role,
                       bool first)
{
    const struct vg_groups *g = k->doc->groups;
    int32_t actors[6];
    bool civilians;

    if (frame_role == VG_FR_NONE || frame_role >= VG_FR_P)
        if (frame_role != VG_FR_D)
            return;
    const struct vg_np *np = &g->nps[at];
    if (np->pronoun && np->actor < 0 && np->prep == VG_PREP_NONE) {
        at = antecedent_of(k->doc, at);
        if (at < 0)
            return;
    }
    int n = group_actors(k->doc, at, actors, 6, &civilians);
    enum vg_role role = role_in(k, slot, frame_role, own_senses(k->doc, &g->nps[at]), first);
    for (int i = 0; i < n; i++)
        add_filler(k, actors[i], k->doc->actors[actors[i]].code, &g->nps[at], slot, role);
    uint32_t senses = own_senses(k->doc, &g->nps[at]);
    if (civilians && role == VG_ROLE_TARGET)
        add_filler(k, -1, "CIVILIANS", &g->nps[at], slot, role);
    else if (n == 0 && senses & VG_N_MILITANT && !(senses & VG_N_CIVILIAN))
        add_filler(k, -1, "ARMED_GROUP", &g->nps[at], slot, role);
    else if (n == 0 && senses & VG_N_MILITARY &&
             !(senses & (VG_N_CIVILIAN | VG_N_MILITANT | VG_N_GROUP)))
        add_filler(k, -1, k->doc->mentions->army, &g->nps[at], slot, role);
    else if (n == 0 && senses & VG_N_CONVOY && role == VG_ROLE_INITIATOR &&
             moves(k->frame))
        add_filler(k, -1, k->doc->mentions->army, &g->nps[at], slot, role);
    else if (n == 0 && role == VG_ROLE_TARGET &&
             senses & (VG_N_CONVOY | VG_N_CAMP | VG_N_VEHICLE) && says_military(k->doc, at))
        add_filler(k, -1, k->doc->mentions->army, &g->nps[at], slot, role);
    else if (n == 0 && senses & VG_N_PROTESTER)
        add_filler(k, -1, "PROTESTERS", &g->nps[at], slot, role);
}

/* The group and those coordinated with it. */
static void fill_all(struct vg_match *k, int32_t at, enum vg_slot slot, uint8_t frame_role)
{
    bool first = true;

    for (int n = 0; at >= 0 && n < 12; at = vg_np_next(k->doc->groups, at), n++) {
        fill_group(k, at, slot, frame_role, first);
        first = false;
        /* X avec Y, X accompagné de Y: Y shares X's role */
        const struct vg_groups *g = k->doc->groups;
        int32_t next = at + 1;
        if ((size_t)next < g->n_nps && g->nps[next].prep == VG_PREP_AVEC &&
            g->nps[next].sentence == k->m->sentence && slot == VG_SLOT_SUBJ &&
            k->frame->roles[VG_SLOT_AVEC] == VG_FR_NONE && g->nps[next].prep_from >= 0 &&
            (uint32_t)g->nps[next].prep_from <= g->nps[at].to + 1u)
            fill_group(k, next, slot, frame_role, frame_role != VG_FR_B);
    }
}

/* Noun groups with prepositions, after the trigger and within its span. */
static void fill_prepositions(struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    int32_t s = k->m->sentence;

    for (uint32_t i = g->np_first[s]; i < g->np_first[s + 1]; i++) {
        const struct vg_np *np = &g->nps[i];
        if (np->from <= k->m->from || in_trigger(k, np))
            continue;
        if (np->from >= k->span_to)
            break;
        enum vg_slot slot = slot_of_prep(np->prep);
        if (slot == VG_SLOT_COUNT || np->coord >= 0)
            continue;
        /* a complement belongs to its own noun unless that noun is the trigger's */
        if (slot == VG_SLOT_DE && np->parent >= 0 && !in_trigger(k, &g->nps[np->parent]) &&
            np->parent != k->np)
            continue;
        fill_all(k, (int32_t)i, slot, k->frame->roles[slot]);
        if (k->frame->roles[slot] == VG_FR_B)
            for (int32_t n = vg_np_next(g, (int32_t)i), steps = 0; n >= 0 && steps < 6; steps++) {
                fill_group(k, n, slot, VG_FR_T, false);
                n = vg_np_next(g, n);
            }
    }
}

static void fill_verb(struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_clause *c = &g->clauses[k->clause];
    const uint8_t *roles = k->frame->roles;

    if (c->voice == VG_VOICE_PASSIVE) {
        if (c->subject >= 0)
            fill_all(k, c->subject, VG_SLOT_OBJ,
                     roles[VG_SLOT_OBJ] ? roles[VG_SLOT_OBJ] : roles[VG_SLOT_SUBJ]);
        if (c->agent >= 0)
            fill_all(k, c->agent, VG_SLOT_AGENT,
                     roles[VG_SLOT_AGENT] ? roles[VG_SLOT_AGENT] : roles[VG_SLOT_SUBJ]);
    } else {
        if (c->subject >= 0)
            fill_all(k, c->subject, VG_SLOT_SUBJ, roles[VG_SLOT_SUBJ]);
        if (c->object >= 0 && !in_trigger(k, &g->nps[c->object]))
            fill_all(k, c->object, VG_SLOT_OBJ, roles[VG_SLOT_OBJ]);
    }
    fill_prepositions(k);
}

/* The verb that carries the noun: mener une attaque, l'attaque a visé X, l'attaque revendiquée par
 * X. */
static void fill_carrier(struct vg_match *k, int32_t clause)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_clause *c = &g->clauses[clause];
    bool give = vg_word_has(g, c->head, VG_W_GIVE), take = vg_word_has(g, c->head, VG_W_TAKE);

    int32_t parent = g->nps[k->np].parent;
    bool ours_object = c->object == k->np || (parent >= 0 && c->object == parent) ||
                       (c->voice == VG_VOICE_PASSIVE && c->subject == k->np);
    bool ours_subject = c->subject == k->np && c->voice != VG_VOICE_PASSIVE;
    if (ours_object && (give || take)) {
        int32_t doer = c->voice == VG_VOICE_PASSIVE ? c->agent : c->subject;
        if (doer >= 0 && doer != k->np)
            fill_all(k, doer, VG_SLOT_SUBJ, give ? VG_FR_I : VG_FR_T);
        for (int32_t i = k->np + 1; give && i < (int32_t)g->np_first[k->m->sentence + 1]; i++)
            if (g->nps[i].from < c->span_to && g->nps[i].prep == VG_PREP_A && c->head &&
                g->nps[i].place < 0 && g->nps[i].from >= c->to)
                fill_all(k, i, VG_SLOT_A, c->voice == VG_VOICE_PASSIVE ? VG_FR_I : VG_FR_T);
    }
    if (ours_subject && vg_word_has(g, c->head, VG_W_HIT)) {
        if (c->object >= 0)
            fill_all(k, c->object, VG_SLOT_OBJ, VG_FR_T);
        if (c->object >= 0 && k->patient < 0)
            k->patient = c->object;
    }
    if (give || take || vg_word_has(g, c->head, VG_W_HIT))
        for (uint32_t i = g->np_first[k->m->sentence]; i < g->np_first[k->m->sentence + 1]; i++) {
            const struct vg_np *np = &g->nps[i];
            enum vg_slot slot = slot_of_prep(np->prep);
            if (np->from >= c->to && np->from < c->span_to && np->coord < 0 &&
                (slot == VG_SLOT_CONTRE || slot == VG_SLOT_SUR)) {
                fill_all(k, (int32_t)i, slot, k->frame->roles[slot]);
                if (k->patient < 0)
                    k->patient = (int32_t)i;
            }
        }
}

/* Is the noun, or what it complements (`l'essentiel des sanctions`), the clause's subject or
 * object? */
static bool carries(const struct vg_groups *g, int32_t clause, int32_t np)
{
    const struct vg_clause *c = &g->clauses[clause];
    int32_t parent = g->nps[np].parent;

    return c->subject == np || c->object == np || (parent >= 0 && c->object == parent);
}

static void fill_noun(struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    int32_t s = k->m->sentence;

    fill_prepositions(k);
    /* in the words of the trigger: `frappe de drone de l'armée` */
    for (int w = 1; w < k->frame->n && k->np >= 0; w++) {
        int32_t a = k->doc->tokens[k->used[w]].actor;
        if (a >= 0 && k->doc->actors[a].code)
            add_filler(k, a, k->doc->actors[a].code, &g->nps[k->np], VG_SLOT_DE, VG_ROLE_INITIATOR);
    }
    /* actors inside the trigger's own group: `attaque jihadiste`, `frappe française` */
    if (k->np >= 0) {
        const struct vg_np *np = &g->nps[k->np];
        for (uint32_t i = k->m->head + 1; i < np->to; i++)
            if (k->doc->tokens[i].actor >= 0 && k->doc->actors[k->doc->tokens[i].actor].code)
                add_filler(k, k->doc->tokens[i].actor, k->doc->actors[k->doc->tokens[i].actor].code,
                           np, VG_SLOT_MOD, VG_ROLE_INITIATOR);
        for (uint32_t c = g->clause_first[s]; c < g->clause_first[s + 1]; c++)
            if (carries(g, (int32_t)c, k->np))
                fill_carrier(k, (int32_t)c);
    }
}

void vg_frame_roles(struct vg_match *k)
{
    if (k->clause >= 0)
        fill_verb(k);
    else
        fill_noun(k);
}
