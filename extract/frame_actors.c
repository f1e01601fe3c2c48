/* frame_actors.c - the actors that a noun group stands for: its own, its owner's, or those told of
 * before. */
#include "extract/frame_in.h"

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
int32_t vg_antecedent_of(const struct vg_document *doc, int32_t at)
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
bool vg_says_military(const struct vg_document *doc, int32_t at)
{
    const struct vg_np *np = &doc->groups->nps[at];

    for (uint32_t i = np->from; i < np->to; i++)
        if (i != np->head && doc->groups->sense[i] & VG_N_MILITARY)
            return true;
    return false;
}

/* The actors that a noun group stands for: its own, or its owner's (`le camp de la Minusma`), or
 * civilians by sense. */
int vg_group_actors(const struct vg_document *doc, int32_t at, int32_t *actors, int max,
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
