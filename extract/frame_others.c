/* frame_others.c - groups near a trigger that are another word's: its complements, its agents. */
#include "extract/frame_in.h"

#include "extract/particle.h"

bool vg_role_of_another(const struct vg_match *k, uint32_t at, enum vg_slot slot)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_np *np = &g->nps[at], *before = np - 1;

    if (at == 0 || before->sentence != np->sentence || before->from <= k->m->to ||
        before->place >= 0 || np->prep_from < 0 || (uint32_t)np->prep_from != before->to)
        return false;
    uint32_t word = g->lemma[before->head] ? g->lemma[before->head] : g->form[before->head];
    for (int32_t row = g->rules->info[word].frame; row >= 0; row = g->rules->frames[row].next)
        if (g->rules->frames[row].kind == VG_FRAME_NOUN && g->rules->frames[row].n == 1 &&
            g->rules->frames[row].roles[slot] != VG_FR_NONE)
            return true;
    return false;
}

bool vg_role_parallel(const struct vg_match *k, const struct vg_np *np)
{
    const struct vg_groups *g = k->doc->groups;

    if (np->prep_from < 1 || !vg_particle(k->doc, (size_t)np->prep_from - 1, VG_PT_AND))
        return false;
    for (uint32_t i = g->np_first[np->sentence]; &g->nps[i] < np && g->nps[i].from < k->m->from;
         i++)
        if (g->nps[i].prep == np->prep && g->nps[i].prep_from >= 0)
            return true;
    return false;
}

bool vg_role_agent_of_another(const struct vg_match *k, int32_t np)
{
    const struct vg_groups *g = k->doc->groups;

    for (uint32_t c = g->clause_first[k->m->sentence];
         k->clause < 0 && c < g->clause_first[k->m->sentence + 1]; c++)
        if (g->clauses[c].agent == np)
            return g->clauses[c].form == VG_FORM_PPAS && g->clauses[c].subject >= 0 &&
                   g->clauses[c].subject != k->np && g->clauses[c].from > k->m->head &&
                   !vg_word_has(g, g->clauses[c].head, VG_W_GIVE | VG_W_BLAME);
    return false;
}
