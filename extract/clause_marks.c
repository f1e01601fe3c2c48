/* clause_marks.c - punctuation inside a sentence: what parts a verb from what stands before it;
 * what a participle may belong to. */
#include "extract/clause_in.h"
#include "extract/particle.h"

bool vg_clause_mark(const struct vg_clause_scan *s, size_t i, const char *mark)
{
    return i < s->to && s->doc->tokens[i].kind == VG_TOK_PUNCT &&
           vg_sv_is(s->doc->tokens[i].norm, mark);
}

bool vg_clause_hard_mark(const struct vg_clause_scan *s, size_t i)
{
    static const char *const wide[] = {"«", "»", "–", "—"};
    struct vg_sv mark = s->doc->tokens[i].norm;

    if (s->doc->tokens[i].kind != VG_TOK_PUNCT)
        return false;
    if (mark.n == 1)
        return strchr(";:()\"-|", mark.p[0]) != NULL;
    for (size_t k = 0; k < VG_COUNT_OF(wide); k++)
        if (vg_sv_is(mark, wide[k]))
            return true;
    return false;
}

#define QUOTED 16 /* tokens of a quotation that is no sentence */

/* From the mark at i to its counterpart, one step a time: nothing but words without a finite verb?
 */
static bool quotes_words(const struct vg_clause_scan *s, size_t i, bool forward, const char *other)
{
    for (size_t n = 1; n < QUOTED; n++) {
        if (forward ? i + n >= s->to : i < s->from + n)
            return false;
        size_t k = forward ? i + n : i - n;
        int32_t c = s->g->clause_of[k];
        if (vg_clause_mark(s, k, other))
            return n > 1;
        if (c >= 0 && s->g->clauses[c].form == VG_FORM_FINITE)
            return false;
    }
    return false;
}

/* `menée par des « éléments résiduels » a tué`: marks about words of the sentence itself. */
static bool marks_words(const struct vg_clause_scan *s, size_t i, size_t verb)
{
    int32_t c = s->g->clause_of[verb];

    if (c >= 0 && vg_word_has(s->g, s->g->clauses[c].head, VG_W_REPORT))
        return false;
    return (vg_clause_mark(s, i, "«") && quotes_words(s, i, true, "»")) ||
           (vg_clause_mark(s, i, "»") && quotes_words(s, i, false, "«")) ||
           (vg_clause_mark(s, i, "\"") &&
            (quotes_words(s, i, true, "\"") || quotes_words(s, i, false, "\"")));
}

/* A mark that parts what stands before it from the verb at `verb`: not a parenthesis that closes
 * before it. */
bool vg_clause_breaks(const struct vg_clause_scan *s, size_t i, size_t verb)
{
    if (!vg_clause_hard_mark(s, i) || vg_clause_mark(s, i, ")") || marks_words(s, i, verb))
        return false;
    if (!vg_clause_mark(s, i, "("))
        return true;
    for (size_t k = i + 1; k < verb; k++)
        if (vg_clause_mark(s, k, ")"))
            return false;
    return true;
}

bool vg_clause_of_gender(const struct vg_clause_scan *s, uint32_t participle, uint32_t noun)
{
    const struct vg_reading *p = vg_token_reading(&s->doc->tokens[participle]);
    const struct vg_reading *n = vg_token_reading(&s->doc->tokens[noun]);

    return !p || !n || n->pos != VG_POS_NOUN || (!p->masculine && !p->feminine) ||
           (!n->masculine && !n->feminine) || (p->masculine && n->masculine) ||
           (p->feminine && n->feminine);
}

bool vg_clause_launches(const struct vg_groups *g, const struct vg_clause *c)
{
    return c->object >= 0 && vg_word_has(g, c->head, VG_W_LAUNCH) &&
           g->nps[c->object].sense & (VG_N_DRONE | VG_N_SHELL | VG_N_AIRCRAFT | VG_N_ARMS);
}

/* `c'est sur cette route que le Jnim a happé un convoi`, `c'est mardi que`: the group between says
 * where or when; `c'est un bateau qu'ils ont attaqué`: it is the object. */
bool vg_clause_cleft(const struct vg_clause_scan *s, int32_t prev, size_t link)
{
    const struct vg_clause *c = prev >= 0 ? &s->g->clauses[prev] : NULL;
    bool this = false;

    if (!c || c->form != VG_FORM_FINITE || !vg_word_has(s->g, c->head, VG_W_ETRE))
        return false;
    for (size_t i = c->from > s->from ? c->from - 1u : c->from; i < c->head; i++)
        this |= vg_particle(s->doc, (uint32_t)i, VG_PT_THIS);
    for (int32_t k = s->np_from; this && k < s->np_to; k++) {
        const struct vg_np *np = &s->g->nps[k];
        if (np->from >= c->to && np->to <= link)
            return np->prep != VG_PREP_NONE || s->doc->tokens[np->head].time >= 0;
    }
    return this;
}

int32_t vg_clause_whole_thing(const struct vg_clause_scan *s, int32_t np,
                              const struct vg_clause *c)
{
    const uint32_t things = VG_N_VEHICLE | VG_N_CIVVEH | VG_N_CONVOY | VG_N_INFRA | VG_N_BUILDING;
    const struct vg_np *nps = s->g->nps;

    while (np >= 0 && nps[np].prep == VG_PREP_DE && nps[np].det == VG_DET_NONE &&
           nps[np].parent >= 0 && nps[np].place < 0 && nps[nps[np].parent].sense & things &&
           nps[nps[np].parent].plural == c->plural &&
           vg_clause_of_gender(s, c->head, nps[nps[np].parent].head))
        np = nps[np].parent;
    return np;
}

/* `entre 21h00 et 21h30 (locales et GMT), l'armée a répliqué` */
bool vg_clause_in_parentheses(const struct vg_clause_scan *s, int32_t k)
{
    for (size_t i = s->g->nps[k].from;
         i-- > s->from && i + 8 > s->g->nps[k].from && !vg_clause_mark(s, i, ")");)
        if (vg_clause_mark(s, i, "("))
            return true;
    return false;
}

int32_t vg_clause_past_aside(const struct vg_clause_scan *s, const struct vg_clause *c)
{
    if (c->subject >= 0 || c->voice != VG_VOICE_PASSIVE || c->rel != VG_LINK_NONE ||
        c->from == s->from || !vg_clause_mark(s, c->from - 1u, ","))
        return c->subject;
    for (int32_t k = s->np_from; k < s->np_to && s->g->nps[k].to < c->from; k++) {
        const struct vg_np *np = &s->g->nps[k];
        if (np->prep == VG_PREP_NONE && np->parent < 0 && np->plural == c->plural &&
            s->doc->tokens[np->head].time < 0 && vg_clause_of_gender(s, c->head, np->head))
            return k;
    }
    return -1;
}
