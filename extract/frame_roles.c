/* frame_roles.c - who stands in which slot of a trigger. */
#include "extract/frame_in.h"

#include "extract/particle.h"

/* ---- fillers ---- */

static void add_filler(struct vg_match *k, int32_t actor, const char *code, const struct vg_np *np,
                       enum vg_slot slot, enum vg_role role)
{
    struct vg_mention *m = k->m;

    if (!code || role == VG_ROLE_NONE || m->n_fillers == VG_MAX_FILLERS)
        return;
    for (size_t i = 0; i < m->n_fillers; i++)
        if (strcmp(m->fillers[i].code, code) == 0 &&
            (m->fillers[i].role == role || strcmp(code, "CIVILIANS") != 0))
            return; /* nobody does it to himself, but `une femme` may to other people */
    m->fillers[m->n_fillers++] = (struct vg_filler){.actor = actor,
                                                    .code = code,
                                                    .from = np->from,
                                                    .to = np->to,
                                                    .slot = (uint8_t)slot,
                                                    .role = (uint8_t)role};
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

/* A pronoun that is no actor by itself. */
static bool stands_for(const struct vg_np *np)
{
    return np->pronoun && np->actor < 0 && np->prep == VG_PREP_NONE;
}

/* `les Français ont bombardé`, `épaulés par des Français`: who fights is a country's army. */
static const char *nation_of(const struct vg_match *k, const struct vg_np *np)
{
    const struct vg_document *doc = k->doc;
    const char *country = np->plural && np->place < 0 && doc->tokens[np->head].actor < 0 &&
                                  doc->tokens[np->head].capital
                              ? vg_who_country_hint(doc, np->head)
                              : NULL;

    return country && vg_event_type_family(k->frame->type) <= VG_FAMILY_EXPLOSION
               ? vg_actor_army_of(doc->actor_table, country)
               : NULL;
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
    if (stands_for(&g->nps[at]) && (at = vg_antecedent_of(k->doc, at)) < 0)
        return;
    int n = vg_group_actors(k->doc, at, actors, 6, &civilians);
    enum vg_role role = role_in(k, slot, frame_role, vg_np_own_senses(k->doc, &g->nps[at]), first);
    for (int i = 0; i < n; i++)
        add_filler(k, actors[i], k->doc->actors[actors[i]].code, &g->nps[at], slot, role);
    uint32_t senses = vg_np_own_senses(k->doc, &g->nps[at]);
    if (civilians && role == VG_ROLE_TARGET)
        add_filler(k, -1, "CIVILIANS", &g->nps[at], slot, role);
    else if (n == 0 && senses & VG_N_MILITANT && !(senses & VG_N_CIVILIAN))
        add_filler(k, -1, "ARMED_GROUP", &g->nps[at], slot, role);
    else if (n == 0 && senses & VG_N_MILITARY &&
             !(senses & (VG_N_CIVILIAN | VG_N_MILITANT | VG_N_GROUP)))
        add_filler(k, -1, k->doc->mentions->army, &g->nps[at], slot, role);
    else if (n == 0 && senses & VG_N_CONVOY && role == VG_ROLE_INITIATOR &&
             vg_frame_moves(k->frame)) {
        int before = vg_force_before(k->doc, at, actors, 6);
        for (int i = 0; i < before; i++)
            add_filler(k, actors[i], k->doc->actors[actors[i]].code, &g->nps[at], slot, role);
        if (before == 0)
            add_filler(k, -1, k->doc->mentions->army, &g->nps[at], slot, role);
    } else if (n == 0 && role == VG_ROLE_TARGET &&
               senses & (VG_N_CONVOY | VG_N_CAMP | VG_N_VEHICLE) && vg_says_military(k->doc, at))
        add_filler(k, -1, k->doc->mentions->army, &g->nps[at], slot, role);
    else if (n == 0 && senses & VG_N_PROTESTER)
        add_filler(k, -1, "PROTESTERS", &g->nps[at], slot, role);
    if (n == 0 && role == VG_ROLE_INITIATOR)
        add_filler(k, -1, nation_of(k, &g->nps[at]), &g->nps[at], slot, role);
    if (role == VG_ROLE_TARGET && senses & (VG_N_CONVOY | VG_N_VEHICLE | VG_N_CIVVEH) &&
        vg_under_escort(k->doc, at)) {
        const char *army = k->doc->mentions->army;
        add_filler(k, -1, army ? army : vg_actor_army_of(k->doc->actor_table, k->doc->country),
                   &g->nps[at], slot, role);
    }
}

static bool anybody(const struct vg_document *doc, const struct vg_np *np)
{
    return np->actor >= 0 && doc->actors[np->actor].cls == VG_WHO_PEOPLE;
}

/* The group after `at`, its complements and what stands in parentheses beside it; -1: none in the
 * sentence. */
static int32_t after_group(const struct vg_groups *g, int32_t at)
{
    int32_t end = (int32_t)g->np_first[g->nps[at].sentence + 1];

    for (int32_t next = at + 1; next < end && next < at + 5; next++)
        if (g->nps[next].appos != at && g->nps[next].parent < at)
            return next;
    return -1;
}

/* `des mercenaires déployés aux côtés de l'armée`: where those are, not who took part. */
static bool says_where(const struct vg_match *k, const struct vg_np *np)
{
    const struct vg_groups *g = k->doc->groups;
    int32_t c = np->prep_from > 0 ? g->clause_of[np->prep_from - 1] : -1;

    return c >= 0 && c != k->clause &&
           (g->clauses[c].form == VG_FORM_PPAS || g->clauses[c].form == VG_FORM_PPRES);
}

/* The group and those coordinated with it; of a pronoun, those whom it means. */
static void fill_all(struct vg_match *k, int32_t at, enum vg_slot slot, uint8_t frame_role)
{
    bool first = true;

    if (stands_for(&k->doc->groups->nps[at]) && (at = vg_antecedent_of(k->doc, at)) < 0)
        return;
    for (int n = 0; at >= 0 && n < 12; at = vg_np_next(k->doc->groups, at), n++) {
        fill_group(k, at, slot, frame_role, first);
        first = false;
        /* X avec Y, X accompagné de Y: Y shares X's role */
        const struct vg_groups *g = k->doc->groups;
        int32_t next = after_group(g, at);
        if (next < 0 || g->nps[next].prep_from < 0 ||
            (uint32_t)g->nps[next].prep_from > g->nps[next - 1].to + 1u)
            continue;
        bool with = g->nps[next].prep == VG_PREP_AVEC && slot == VG_SLOT_SUBJ &&
                    k->frame->roles[VG_SLOT_AVEC] == VG_FR_NONE;
        if (with || (g->nps[next].prep == VG_PREP_BESIDE && !anybody(k->doc, &g->nps[next]) &&
                     !says_where(k, &g->nps[next])))
            fill_group(k, next, slot, frame_role, frame_role != VG_FR_B);
    }
}

/* `aux côtés de X, l'armée a livré bataille`: X shares the role of the subject. */
static void fill_beside(struct vg_match *k, const struct vg_clause *c)
{
    const struct vg_groups *g = k->doc->groups;

    for (uint32_t i = g->np_first[k->m->sentence]; i < g->np_first[k->m->sentence + 1]; i++) {
        const struct vg_np *np = &g->nps[i];
        if (np->prep != VG_PREP_BESIDE || np->from < c->span_from || np->from >= c->span_to ||
            np->coord >= 0 || anybody(k->doc, np) || says_where(k, np))
            continue;
        /* `l'armée nigériane, aidée de soldats tchadiens`: of the group before it */
        enum vg_pos pos = (enum vg_pos)g->pos[np->prep_from];
        bool agrees = pos == VG_POS_PPAS || pos == VG_POS_ADJ;
        if (agrees && i > g->np_first[k->m->sentence] && (int32_t)i - 1 != c->subject &&
            (uint32_t)np->prep_from <= g->nps[i - 1].to + 1u)
            continue;
        fill_all(k, (int32_t)i, VG_SLOT_SUBJ, k->frame->roles[VG_SLOT_SUBJ]);
    }
}

/* `appuyées du ciel par X, les forces ont pris Y`: X shares the role of the subject; `un convoi
 * escorté par X` moves with X. */
static void fill_aides(struct vg_match *k, const struct vg_clause *c)
{
    const struct vg_groups *g = k->doc->groups;
    uint64_t with = VG_W_AID | (vg_frame_moves(k->frame) ? VG_W_GUARD : 0);

    for (uint32_t i = g->clause_first[k->m->sentence]; i < g->clause_first[k->m->sentence + 1];
         i++) {
        const struct vg_clause *p = &g->clauses[i];
        /* by its lemma: `appuyées du` before another noun may pass for a preposition */
        if (p->form == VG_FORM_PPAS && p->voice == VG_VOICE_PASSIVE && p->subject == c->subject &&
            p->agent >= 0 && g->rules->info[g->lemma[p->head]].flags & with &&
            !anybody(k->doc, &g->nps[p->agent]))
            fill_all(k, p->agent, VG_SLOT_SUBJ, k->frame->roles[VG_SLOT_SUBJ]);
    }
}

/* Noun groups with prepositions, after the trigger and within its span. */
static void fill_prepositions(struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    int32_t s = k->m->sentence;

    for (uint32_t i = g->np_first[s]; i < g->np_first[s + 1]; i++) {
        const struct vg_np *np = &g->nps[i];
        if (np->from <= k->m->from || vg_in_trigger(k, np))
            continue;
        if (np->from >= k->span_to)
            break;
        enum vg_slot slot = vg_slot_of_prep(np->prep);
        if (slot == VG_SLOT_COUNT || np->coord >= 0)
            continue;
        /* a complement belongs to its own noun unless that noun is the trigger's */
        if (slot == VG_SLOT_DE && np->parent >= 0 && !vg_in_trigger(k, &g->nps[np->parent]) &&
            np->parent != k->np)
            continue;
        if ((slot == VG_SLOT_SUR || slot == VG_SLOT_CONTRE) &&
            (vg_role_of_another(k, i, slot) || vg_role_parallel(k, np)))
            continue;
        if (slot == VG_SLOT_AGENT && vg_role_agent_of_another(k, (int32_t)i))
            continue;
        fill_all(k, (int32_t)i, slot, k->frame->roles[slot]);
        if (k->frame->roles[slot] == VG_FR_B)
            for (int32_t n = vg_np_next(g, (int32_t)i), steps = 0; n >= 0 && steps < 6; steps++) {
                fill_group(k, n, slot, VG_FR_T, false);
                n = vg_np_next(g, n);
            }
    }
}

/* `ont incendié le poste de police`, `a tiré sur des manifestants`: whom words of the trigger
 * itself name. */
static void fill_from_trigger(struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    const uint32_t whose =
        VG_N_CAMP | VG_N_CONVOY | VG_N_VILLAGE | VG_N_CIVVEH | VG_N_CIVILIAN | VG_N_PROTESTER;

    for (int w = 1; w < k->frame->n; w++) { /* est tombé sur des hommes armés */
        int32_t np = g->np_of[k->used[w]];
        enum vg_slot slot = np >= 0 ? vg_slot_of_prep(g->nps[np].prep) : VG_SLOT_COUNT;
        if (slot < VG_SLOT_COUNT && k->frame->roles[slot] == VG_FR_I)
            fill_all(k, np, slot, VG_FR_I);
    }
    if (k->frame->roles[VG_SLOT_SUBJ] != VG_FR_I ||
        vg_event_type_family(k->frame->type) >= VG_FAMILY_CONTROL ||
        (k->frame->roles[VG_SLOT_OBJ] != VG_FR_T && k->frame->roles[VG_SLOT_OBJ] != VG_FR_NONE))
        return;
    for (int w = 1; w < k->frame->n; w++) {
        int32_t np = g->np_of[k->used[w]];
        if (np >= 0 && g->nps[np].head == k->used[w] && g->nps[np].sense & whose)
            fill_all(k, np, VG_SLOT_OBJ, VG_FR_T);
    }
}

/* `dix hommes passés par les armes`: with être, a verb of motion that has an object is passive. */
static bool undergone(const struct vg_match *k, const struct vg_clause *c)
{
    const struct vg_groups *g = k->doc->groups;
    bool being = c->form == VG_FORM_PPAS;

    if (c->voice == VG_VOICE_PASSIVE)
        return true;
    if (!vg_word_has(g, c->head, VG_W_UNACCUSATIVE) || k->frame->roles[VG_SLOT_OBJ] != VG_FR_T ||
        c->object >= 0)
        return false;
    for (uint32_t i = c->from; i < c->head; i++)
        being |= vg_word_has(g, i, VG_W_ETRE);
    return being;
}

/* `ont pris en chasse les fuyards et les ont tués`: those told of last who are many and no subject
 * of the verb. */
static void fill_them(struct vg_match *k, const struct vg_clause *c)
{
    const uint32_t people = VG_N_CIVILIAN | VG_N_MILITANT | VG_N_MILITARY | VG_N_PROTESTER;
    const struct vg_groups *g = k->doc->groups;
    bool them = false;

    for (uint32_t i = c->from; i < c->head; i++)
        them |= vg_particle(k->doc, i, VG_PT_THEM);
    if (!them || c->object >= 0 || k->frame->roles[VG_SLOT_OBJ] != VG_FR_T)
        return;
    int32_t first = k->m->sentence > 0 ? (int32_t)g->np_first[k->m->sentence - 1] : 0;
    for (int32_t i = (int32_t)g->np_first[k->m->sentence + 1] - 1; i >= first; i--) {
        const struct vg_np *np = &g->nps[i];
        if (np->from >= c->from || i == c->subject || !np->plural || np->pronoun ||
            np->prep == VG_PREP_PAR || np->parent >= 0)
            continue;
        if ((np->actor >= 0 && k->doc->actors[np->actor].code) || np->sense & people) {
            fill_all(k, i, VG_SLOT_OBJ, VG_FR_T);
            return;
        }
    }
}

static void fill_verb(struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_clause *c = &g->clauses[k->clause];
    const uint8_t *roles = k->frame->roles;

    if (undergone(k, c)) {
        bool sent = roles[VG_SLOT_OBJ] == VG_FR_N && c->agent < 0 &&
                    vg_frame_moves(k->frame); /* a été dépêché */
        if (c->subject >= 0)
            fill_all(k, c->subject, VG_SLOT_OBJ,
                     roles[VG_SLOT_OBJ] && !sent ? roles[VG_SLOT_OBJ] : roles[VG_SLOT_SUBJ]);
        if (c->agent >= 0)
            fill_all(k, c->agent, VG_SLOT_AGENT,
                     roles[VG_SLOT_AGENT] ? roles[VG_SLOT_AGENT] : roles[VG_SLOT_SUBJ]);
    } else {
        if (c->subject >= 0)
            fill_all(k, c->subject, VG_SLOT_SUBJ, roles[VG_SLOT_SUBJ]);
        if (c->object >= 0 && !vg_in_trigger(k, &g->nps[c->object]))
            fill_all(k, c->object, VG_SLOT_OBJ, roles[VG_SLOT_OBJ]);
        else
            fill_from_trigger(k);
        fill_them(k, c);
        fill_beside(k, c);
        if (c->subject >= 0)
            fill_aides(k, c);
    }
    fill_prepositions(k);
}

/* `des combats ont opposé l'armée aux rebelles`, `ont éclaté entre X et Y`: who stands against whom
 * in the clause whose subject the noun is. */
static void fill_sides(struct vg_match *k, const struct vg_clause *c)
{
    const struct vg_groups *g = k->doc->groups;
    bool opposes = vg_word_has(g, c->head, VG_W_OPPOSE);

    if (k->frame->roles[VG_SLOT_ENTRE] != VG_FR_B)
        return;
    if (opposes && c->object >= 0)
        fill_all(k, c->object, VG_SLOT_ENTRE, VG_FR_B);
    for (uint32_t i = g->np_first[k->m->sentence]; i < g->np_first[k->m->sentence + 1]; i++) {
        const struct vg_np *np = &g->nps[i];
        if (np->from < c->to || np->from >= c->span_to || np->coord >= 0)
            continue;
        if (opposes && np->prep == VG_PREP_A && np->place < 0)
            fill_all(k, (int32_t)i, VG_SLOT_ENTRE, VG_FR_T);
        else if (np->prep == VG_PREP_ENTRE && np->from >= k->span_to)
            fill_all(k, (int32_t)i, VG_SLOT_ENTRE, VG_FR_B);
    }
}

/* The verb that carries the noun: mener une attaque, l'attaque a visé X, l'attaque revendiquée par
 * X. */
static void fill_carrier(struct vg_match *k, int32_t clause)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_clause *c = &g->clauses[clause];
    bool pact = vg_event_type_family(k->frame->type) >= VG_FAMILY_CONTROL && k->frame->chooser < 0;
    bool give = vg_word_has(g, c->head, VG_W_GIVE | (pact ? VG_W_PACT : 0));
    bool take = vg_word_has(g, c->head, VG_W_TAKE), blame = vg_word_has(g, c->head, VG_W_BLAME);
    give |= blame && c->voice == VG_VOICE_REFLEXIVE; /* le groupe s'est attribué l'attaque */
    give |= !take && g->sense[k->m->head] & (VG_N_DRONE | VG_N_SHELL) &&
            vg_word_has(g, c->head, VG_W_LAUNCH); /* a lâché des drones kamikazes */

    int32_t parent = g->nps[k->np].parent;
    if (parent >= 0 && c->object == parent && vg_word_has(g, g->nps[parent].head, VG_W_UNDERGO)) {
        give = false; /* a fait l'objet d'une embuscade */
        take = true;
    }
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
                fill_all(k, i, VG_SLOT_A, VG_FR_T);
    }
    if (ours_object && blame) /* les autorités attribuent l'attaque à X */
        for (int32_t i = k->np + 1; i < (int32_t)g->np_first[k->m->sentence + 1]; i++)
            if (g->nps[i].from < c->span_to && g->nps[i].prep == VG_PREP_A &&
                g->nps[i].coord < 0 && g->nps[i].from >= c->to)
                fill_all(k, i, VG_SLOT_A, VG_FR_I);
    if (ours_subject)
        fill_sides(k, c);
    if (ours_subject && vg_word_has(g, c->head, VG_W_HIT)) {
        if (c->object >= 0)
            fill_all(k, c->object, VG_SLOT_OBJ, VG_FR_T);
        if (c->object >= 0 && k->patient < 0)
            k->patient = c->object;
    }
    if (give || take || vg_word_has(g, c->head, VG_W_HIT))
        for (uint32_t i = g->np_first[k->m->sentence]; i < g->np_first[k->m->sentence + 1]; i++) {
            const struct vg_np *np = &g->nps[i];
            enum vg_slot slot = vg_slot_of_prep(np->prep);
            if (np->from >= c->to && np->from < c->span_to && np->coord < 0 &&
                (slot == VG_SLOT_CONTRE || slot == VG_SLOT_SUR) &&
                !vg_role_of_another(k, i, slot)) {
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

/* `des frappes françaises`: that country's army. */
static void fill_nation(struct vg_match *k, const struct vg_np *np)
{
    enum vg_family family = vg_event_type_family(k->frame->type);

    if (k->frame->roles[VG_SLOT_AGENT] != VG_FR_I && k->frame->roles[VG_SLOT_DE] != VG_FR_I)
        return;
    for (uint32_t i = k->m->head + 1; i < np->to && family <= VG_FAMILY_EXPLOSION; i++) {
        const char *country = k->doc->tokens[i].actor < 0 ? vg_who_country_hint(k->doc, i) : NULL;
        if (country)
            add_filler(k, -1, vg_actor_army_of(k->doc->actor_table, country), np, VG_SLOT_MOD,
                       VG_ROLE_INITIATOR);
    }
}

/* `X a pris part à l'attaque`, `X, impliqué dans l'attaque`: one of those who did it. */
static void fill_joined(struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_np *np = &g->nps[k->np];

    bool fits = np->prep == VG_PREP_A || np->prep == VG_PREP_DANS || np->prep == VG_PREP_PENDANT;
    if (!fits || np->plural) /* `impliqué dans plusieurs attaques` */
        return;
    for (uint32_t i = g->clause_first[np->sentence + 1]; i-- > g->clause_first[np->sentence];) {
        const struct vg_clause *c = &g->clauses[i];
        if (c->from >= np->from)
            continue;
        bool joins = vg_word_has(g, c->head, VG_W_JOIN);
        for (uint32_t t = c->to; vg_word_has(g, c->head, VG_W_ETRE) && t < np->from; t++)
            joins |= vg_word_has(g, t, VG_W_JOIN); /* étaient présents lors de l'embuscade */
        if (joins && c->form != VG_FORM_INF && !c->negated && c->subject >= 0 &&
            c->subject != k->np && !anybody(k->doc, &g->nps[c->subject]))
            fill_all(k, c->subject, VG_SLOT_SUBJ, VG_FR_I);
        return; /* the verb right before it */
    }
}

/* `leurs frappes`: of the forces told of before it. */
static void fill_owner(struct vg_match *k)
{
    const struct vg_np *np = &k->doc->groups->nps[k->np];
    int32_t actors[6];

    if (np->det != VG_DET_POSS || k->frame->roles[VG_SLOT_DE] == VG_FR_T ||
        vg_event_type_family(k->frame->type) > VG_FAMILY_EXPLOSION)
        return;
    for (size_t i = 0; i < k->m->n_fillers; i++)
        if (k->m->fillers[i].role == VG_ROLE_INITIATOR)
            return;
    int n = vg_force_before(k->doc, k->np, actors, 6);
    for (int i = 0; i < n; i++)
        add_filler(k, actors[i], k->doc->actors[actors[i]].code, np, VG_SLOT_DE,
                   VG_ROLE_INITIATOR);
}

/* Is a word of the trigger's group an actor, who did it? Not `kamikaze` of drones and attacks. */
static bool names_doer(const struct vg_match *k, uint32_t at)
{
    const struct vg_groups *g = k->doc->groups;
    int32_t a = k->doc->tokens[at].actor;

    return a >= 0 && k->doc->actors[a].code &&
           !(k->doc->actors[a].kind == VG_ACTOR_ARMED_GROUP &&
             (k->frame->type == VG_TYPE_DRONE_STRIKE || g->sense[at] & VG_N_SUICIDE));
}

static void fill_noun(struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    int32_t s = k->m->sentence;

    fill_prepositions(k);
    /* in the words of the trigger: `frappe de drone de l'armée` */
    for (int w = 1; w < k->frame->n && k->np >= 0; w++)
        if (names_doer(k, k->used[w]))
            add_filler(k, k->doc->tokens[k->used[w]].actor,
                       k->doc->actors[k->doc->tokens[k->used[w]].actor].code, &g->nps[k->np],
                       VG_SLOT_DE, VG_ROLE_INITIATOR);
    /* actors inside the trigger's own group: `attaque jihadiste`, `frappe française` */
    if (k->np >= 0) {
        const struct vg_np *np = &g->nps[k->np];
        for (uint32_t i = k->m->head + 1; i < np->to; i++)
            if (names_doer(k, i))
                add_filler(k, k->doc->tokens[i].actor, k->doc->actors[k->doc->tokens[i].actor].code,
                           np, VG_SLOT_MOD, VG_ROLE_INITIATOR);
        fill_nation(k, np);
        for (uint32_t c = g->clause_first[s]; c < g->clause_first[s + 1]; c++)
            if (carries(g, (int32_t)c, k->np))
                fill_carrier(k, (int32_t)c);
        fill_joined(k);
        fill_owner(k);
    }
}

/* `un autobus traversait le village quand une mine a explosé`: whoever was on the way was hit. */
static void fill_surprised(struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_clause *c = k->m->clause >= 0 ? &g->clauses[k->m->clause] : NULL;

    if (!c || c->sub != VG_SUB_WHEN || c->governor < 0 ||
        vg_event_type_family(k->frame->type) > VG_FAMILY_CIVILIANS)
        return;
    for (size_t i = 0; i < k->m->n_fillers; i++)
        if (k->m->fillers[i].role == VG_ROLE_TARGET)
            return;
    const struct vg_clause *main = &g->clauses[c->governor];
    bool doer = c->subject >= 0 && k->clause >= 0 &&
                k->frame->roles[VG_SLOT_SUBJ] == VG_FR_I; /* ils ont ouvert le feu */
    if (main->subject >= 0 && main->subject != c->subject && main->tense == VG_TENSE_IMPERFECT &&
        main->voice != VG_VOICE_PASSIVE && !(doer && g->nps[c->subject].pronoun))
        fill_all(k, main->subject, VG_SLOT_OBJ, VG_FR_T);
}

static void fill_target(struct vg_match *k, int32_t np)
{
    fill_all(k, np, VG_SLOT_OBJ, VG_FR_T);
}

void vg_frame_roles(struct vg_match *k)
{
    if (k->clause >= 0)
        fill_verb(k);
    else
        fill_noun(k);
    fill_surprised(k);
    vg_frame_holder(k, fill_target);
}
