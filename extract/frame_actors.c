/* frame_actors.c - the actors that a noun group stands for: its own, its owner's, or those told of
 * before. */
#include "extract/frame_in.h"

#define FRONTED_REACH 14 /* tokens between the two */

static bool is_subject(const struct vg_groups *g, int32_t np)
{
    int32_t s = g->nps[np].sentence;

    for (uint32_t c = g->clause_first[s]; c < g->clause_first[s + 1]; c++)
        if (g->clauses[c].subject == np)
            return true;
    return false;
}

/* `Cadre du Jnim, il a été tué`: the group that opens the sentence and stands beside its pronoun.
 */
static int32_t fronted(const struct vg_document *doc, int32_t at)
{
    const struct vg_groups *g = doc->groups;
    int32_t first = (int32_t)g->np_first[g->nps[at].sentence];
    const struct vg_np *np = &g->nps[first];

    if (first >= at || np->prep != VG_PREP_NONE || np->pronoun || np->plural != g->nps[at].plural ||
        np->from > doc->sentences[np->sentence].from + 1 || is_subject(g, first) ||
        np->actor < 0 || !doc->actors[np->actor].code || g->nps[at].from - np->to > FRONTED_REACH)
        return -1;
    for (uint32_t i = np->to; i < g->nps[at].from; i++)
        if (g->clause_of[i] >= 0)
            return -1; /* a verb of its own between */
    return first;
}

/* How well the pronoun's gender fits the noun's: -1 not, 0 nothing known or either, 1 the same.
 * `ils` may be soldiers of `une armée`, `elles` is no man. */
static int gender_fit(const struct vg_document *doc, const struct vg_np *pronoun,
                      const struct vg_np *np)
{
    const struct vg_reading *p = vg_token_reading(&doc->tokens[pronoun->head]);
    const struct vg_reading *n = vg_token_reading(&doc->tokens[np->head]);

    if (!p || !n || n->pos != VG_POS_NOUN || p->masculine == p->feminine ||
        n->masculine == n->feminine)
        return 0;
    if (p->masculine == n->masculine)
        return 1;
    return p->masculine && np->sense & (VG_N_MILITARY | VG_N_CONVOY | VG_N_GROUP) ? 0 : -1;
}

/* Whom `ils` means: the last subject before it, at most two sentences back, that is an actor of its
 * number. */
int32_t vg_antecedent_of(const struct vg_document *doc, int32_t at)
{
    const struct vg_groups *g = doc->groups;
    const struct vg_np *np = &g->nps[at];
    int32_t spare = -1, either = -1, beside = fronted(doc, at);
    const struct vg_reading *p = vg_token_reading(&doc->tokens[np->head]);
    bool feminine = p && p->feminine && !p->masculine;

    if (beside >= 0)
        return beside;

    for (int32_t k = at - 1; k >= 0 && g->nps[k].sentence >= np->sentence - 2; k--) {
        const struct vg_np *c = &g->nps[k];
        const uint32_t people =
            VG_N_CIVILIAN | VG_N_MILITANT | VG_N_MILITARY | VG_N_PROTESTER | VG_N_CONVOY;
        bool named = c->actor >= 0 && doc->actors[c->actor].code;
        if ((!named && !(c->sense & people)) || c->pronoun)
            continue;
        bool plural = c->plural || (named && doc->actors[c->actor].plural) || vg_np_next(g, k) >= 0;
        int fit = gender_fit(doc, np, c);
        if (plural != np->plural || fit < 0)
            continue;
        if (feminine && fit == 1 && (is_subject(g, k) || c->prep == VG_PREP_PAR))
            return k;
        if (is_subject(g, k) && !feminine)
            return k;
        if (is_subject(g, k) && either < 0)
            either = k; /* `elles`: rather a word that is feminine alone */
        if (spare < 0 && c->prep == VG_PREP_PAR)
            spare = k;
    }
    return either >= 0 ? either : spare;
}

static int further_owners(const struct vg_document *doc, int32_t at, int32_t *actors, int n,
                          int max);
static int company(const struct vg_document *doc, int32_t at, int32_t *actors, int n, int max,
                   bool *ret_load);

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
            n = further_owners(doc, k, actors, n, max);
        bool unused = false;
        n = company(doc, k, actors, n, max, &unused);
        if (n > 0)
            return n;
    }
    return 0;
}

static int take_actors(const struct vg_document *doc, const struct vg_np *np, int32_t *actors,
                       int n, int max)
{
    for (uint32_t i = np->from; i < np->to && n < max; i++) {
        int32_t a = doc->tokens[i].actor;
        if (a >= 0 && (n == 0 || actors[n - 1] != a) && doc->actors[a].code)
            actors[n++] = a;
    }
    if (n == 0 || np->to == 0 || doc->tokens[np->to - 1].actor != actors[n - 1])
        return n;
    /* des forces françaises et maliennes */
    for (size_t a = (size_t)actors[n - 1] + 1; a < doc->n_actors && n < max; a++) {
        if (!doc->actors[a].joined || doc->actors[a].from != doc->actors[a - 1].to + 1)
            break;
        if (doc->actors[a].code)
            actors[n++] = (int32_t)a;
    }
    return n;
}

/* `un Casque bleu a péri au passage de leur convoi`: those told of before it in the sentence. */
static int possessors(const struct vg_document *doc, int32_t at, int32_t *actors, int max)
{
    const struct vg_groups *g = doc->groups;

    for (int32_t k = at - 1; k >= 0 && g->nps[k].sentence == g->nps[at].sentence; k--) {
        int n = take_actors(doc, &g->nps[k], actors, 0, max);
        if (n > 0)
            return n;
    }
    return 0;
}

/* Does a word of the group say that it is the army's (`convoi militaire`)? */
bool vg_says_military(const struct vg_document *doc, int32_t at)
{
    const struct vg_np *np = &doc->groups->nps[at];

    for (uint32_t i = np->from; i < np->to; i++)
        if (i != np->head && doc->groups->sense[i] & VG_N_MILITARY)
            return true;
    return false;
}

bool vg_under_escort(const struct vg_document *doc, int32_t at)
{
    const struct vg_groups *g = doc->groups;
    const uint32_t escort = VG_N_MILITARY | VG_N_CONVOY;
    int32_t s = g->nps[at].sentence;

    for (uint32_t i = (uint32_t)at + 1;
         i < g->np_first[s + 1] && g->nps[i].from < g->nps[at].to + 16; i++)
        if (g->nps[i].prep != VG_PREP_NONE && (g->nps[i].sense & escort) == escort &&
            vg_says_military(doc, (int32_t)i))
            return true;
    return false;
}

static bool only_joins(const struct vg_document *doc, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (!vg_word_has(doc->groups, i, VG_W_CONJ) && !vg_sv_is(doc->tokens[i].norm, ","))
            return false;
    return to > from;
}

/* `le camp des FAMa et de Wagner`, where the first owner is part of the group's own words: the
 * groups that repeat its `de`. */
static int further_owners(const struct vg_document *doc, int32_t at, int32_t *actors, int n,
                          int max)
{
    const struct vg_groups *g = doc->groups;
    bool owned = false;

    /* dizaines de soldats, camp des FAMa, renforts FAMa */
    for (uint32_t i = g->nps[at].from + 1; i < g->nps[at].to; i++)
        owned |= g->prep[i] == VG_PREP_DE ||
                 (i > g->nps[at].head && doc->tokens[i].actor >= 0 &&
                  doc->tokens[i].actor != doc->tokens[g->nps[at].head].actor);
    for (int32_t k = at + 1; owned && n > 0 && k < at + 5 && (size_t)k < g->n_nps; k++) {
        const struct vg_np *b = &g->nps[k];
        if (b->sentence != g->nps[at].sentence || b->prep != VG_PREP_DE || b->prep_from < 0)
            break;
        bool part = b->parent == k - 1; /* de supplétifs russes d'Africa Corps */
        if (!part && !only_joins(doc, g->nps[k - 1].to, (uint32_t)b->prep_from))
            break;
        int before = n;
        n = part ? n : take_actors(doc, b, actors, n, max);
        if (n == before && !part)
            break;
    }
    return n;
}

/* Who is in it or with it: `un camion qui transportait des FAMa`, `un convoi escorté par l'armée`,
 * `des cars que protégeaient des soldats`. ret_load: it holds them. */
static int company(const struct vg_document *doc, int32_t at, int32_t *actors, int n, int max,
                   bool *ret_load)
{
    const struct vg_groups *g = doc->groups;
    int32_t s = g->nps[at].sentence;

    for (uint32_t c = g->clause_first[s]; c < g->clause_first[s + 1]; c++) {
        const struct vg_clause *cl = &g->clauses[c];
        bool load = vg_word_has(g, cl->head, VG_W_LOAD),
             guard = vg_word_has(g, cl->head, VG_W_GUARD);
        int32_t who = -1;
        if ((!load && !guard) || cl->from < g->nps[at].head)
            continue;
        if (cl->voice == VG_VOICE_PASSIVE && cl->subject == at)
            who = cl->agent;
        else if (load && cl->subject ==
                             at) /* ce convoi regroupe des FAMa, un camion transportant des FAMa */
            who = cl->object;
        else if (guard && ((cl->rel == VG_LINK_OBJ && cl->antecedent == at) || cl->object == at))
            who = cl->subject;
        if (who == at)
            continue;
        *ret_load |= load && who >= 0;
        for (int steps = 0; who >= 0 && steps < 6; who = vg_np_next(g, who), steps++) {
            int before = n;
            n = take_actors(doc, &g->nps[who], actors, n, max);
            for (int32_t d = n == before ? vg_np_complement(g, who, -1) : -1; d >= 0;
                 d = vg_np_complement(g, who, d)) /* cinq véhicules de la gendarmerie */
                n = take_actors(doc, &g->nps[d], actors, n, max);
            n = further_owners(doc, who, actors, n, max);
            int32_t with = who + 1; /* des FAMa accompagnés de paramilitaires */
            while ((size_t)with + 1 < g->n_nps &&
                   g->nps[with].appos == who) /* des Forces armées (FAMa) accompagnées de X */
                with++;
            if ((size_t)with < g->n_nps && g->nps[with].sentence == s &&
                g->nps[with].prep == VG_PREP_BESIDE &&
                (uint32_t)g->nps[with].prep_from <= g->nps[with - 1].to + 1u)
                n = take_actors(doc, &g->nps[with], actors, n, max);
        }
    }
    return n;
}

/* A participle that tells what became of a weapon (`détruits par l'armée`), not who sent it. */
static bool befalls(const struct vg_groups *g, uint32_t head)
{
    uint32_t word = g->lemma[head] ? g->lemma[head] : g->form[head];

    if (vg_word_has(g, head, VG_W_LAUNCH | VG_W_GIVE))
        return false;
    for (int32_t row = g->rules->info[word].frame; row >= 0; row = g->rules->frames[row].next)
        if (g->rules->frames[row].kind == VG_FRAME_VERB && g->rules->frames[row].n == 1)
            return true;
    return false;
}

/* Those whose weapon it is: `des drones lancés par le FLA`. */
static int senders(const struct vg_document *doc, int32_t at, int32_t *actors, int n, int max)
{
    const struct vg_groups *g = doc->groups;
    int32_t s = g->nps[at].sentence;

    for (uint32_t c = g->clause_first[s]; c < g->clause_first[s + 1]; c++)
        if (g->clauses[c].form == VG_FORM_PPAS && g->clauses[c].subject == at &&
            !befalls(g, g->clauses[c].head))
            for (int32_t who = g->clauses[c].agent, steps = 0; who >= 0 && steps < 6; steps++) {
                n = take_actors(doc, &g->nps[who], actors, n, max);
                who = vg_np_next(g, who);
            }
    return n;
}

/* The owners that complements of the group name. */
static int owners(const struct vg_document *doc, int32_t at, int32_t *actors, int n, int max)
{
    const struct vg_groups *g = doc->groups;

    for (int32_t c = vg_np_complement(g, at, -1); c >= 0 && n < max;
         c = vg_np_complement(g, at, c))
        for (int32_t d = c, steps = 0; d >= 0 && steps < 6; d = vg_np_next(g, d), steps++) {
            int before = n;
            n = take_actors(doc, &g->nps[d], actors, n, max);
            n = further_owners(doc, d, actors, n, max);
            int32_t inner = n == before ? vg_np_complement(g, d, -1) : -1;
            if (inner >= 0) /* le rassemblement des dirigeants du FLA */
                n = take_actors(doc, &g->nps[inner], actors, n, max);
        }
    return n;
}

/* `un convoi de camions-citernes`, `une colonne de véhicules de commerçants`. */
static bool carries_civilians(const struct vg_groups *g, int32_t at)
{
    const uint32_t civil = VG_N_CIVILIAN | VG_N_CIVVEH | VG_N_GOODS;

    if (!(g->nps[at].sense & VG_N_CONVOY))
        return false;
    for (uint32_t i = g->nps[at].head + 1; i < g->nps[at].to; i++)
        if (g->sense[i] & civil)
            return true;
    for (int32_t c = vg_np_complement(g, at, -1); c >= 0; c = vg_np_complement(g, at, c)) {
        int32_t inner = vg_np_complement(g, c, -1); /* un convoi logistique d'une société minière */
        if (g->nps[c].sense & civil || (inner >= 0 && g->nps[inner].sense & civil))
            return true;
    }
    return false;
}

int vg_force_before(const struct vg_document *doc, int32_t at, int32_t *actors, int max)
{
    const struct vg_groups *g = doc->groups;
    int n = 0;

    for (int32_t k = at - 1; k >= 0 && n == 0 && g->nps[k].sentence >= g->nps[at].sentence - 1;
         k--) {
        int32_t a = g->nps[k].actor;
        bool force = a >= 0 && (doc->actors[a].kind == VG_ACTOR_STATE_MILITARY ||
                                doc->actors[a].kind == VG_ACTOR_PRIVATE_MILITARY);
        if (!force || !is_subject(g, vg_np_first(g, k)))
            continue;
        for (int32_t d = vg_np_first(g, k), steps = 0; d >= 0 && steps < 6;
             d = vg_np_next(g, d), steps++) {
            int32_t whose = vg_np_complement(g, d, -1); /* leurs partenaires de Wagner */
            int before = n;
            n = take_actors(doc, &g->nps[d], actors, n, max);
            if (n == before && whose >= 0)
                n = take_actors(doc, &g->nps[whose], actors, n, max);
        }
    }
    return n;
}

int vg_group_actors(const struct vg_document *doc, int32_t at, int32_t *actors, int max,
                    bool *ret_civilians)
{
    const struct vg_np *np = &doc->groups->nps[at];
    const uint32_t weapons = VG_N_ARMS | VG_N_DRONE | VG_N_AIRCRAFT | VG_N_SHELL | VG_N_MINE;
    const uint32_t things = VG_N_CONVOY | VG_N_CAMP | VG_N_VEHICLE | VG_N_CIVVEH | VG_N_BUILDING |
                            weapons | VG_N_GOODS | VG_N_CATTLE | VG_N_GROUP | VG_N_INFRA;
    const uint32_t held = VG_N_CONVOY | VG_N_VEHICLE | VG_N_CIVVEH | VG_N_CAMP;
    const uint32_t civil = VG_N_CIVILIAN | VG_N_CIVVEH | VG_N_VILLAGE | VG_N_CATTLE;
    bool load = false;
    int n = take_actors(doc, np, actors, 0, max);

    *ret_civilians = false;
    n = further_owners(doc, at, actors, n, max);
    bool thing = np->sense & things || (!np->sense && np->actor < 0);
    if ((n == 0 || (thing && doc->actors[actors[0]].cls == VG_WHO_GROUP)) &&
        !(np->sense & VG_N_RESULT))
        n = owners(doc, at, actors, n, max);
    if (n == 0 && np->sense & weapons)
        n = senders(doc, at, actors, n, max);
    if (n == 0 && np->actor < 0 && (size_t)at + 1 < doc->groups->n_nps && np->det == VG_DET_POSS &&
        np[1].prep == VG_PREP_NONE && np[1].det == VG_DET_DEF && np[1].from == np->to + 1u)
        n = take_actors(doc, np + 1, actors, n, max); /* son alliée, l'organisation Wagner */
    bool own = n > 0;
    if (np->sense & held)
        n = company(doc, at, actors, n, max, &load);
    if (n == 0 && np->det == VG_DET_POSS && np->sense & held)
        n = possessors(doc, at, actors, max);
    if (n == 0 && !(np->sense & civil) &&
        np->sense & (VG_N_CONVOY | VG_N_CAMP | VG_N_VEHICLE | VG_N_DRONE | VG_N_AIRCRAFT))
        n = owners_before(doc, at, actors, max);
    *ret_civilians =
        (np->sense & civil && !own && !(load && n > 0)) || carries_civilians(doc->groups, at);
    return n;
}

bool vg_is_official(const struct vg_document *doc, const struct vg_filler *f)
{
    for (uint32_t i = f->from; i < f->to; i++)
        if (doc->groups->sense[i] & VG_N_PERSON)
            return true;
    return false;
}
