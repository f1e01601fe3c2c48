/* frame_time.c - which calendar expression says when it happened: not the day on which somebody
 * spoke of it, not the one in the dateline. */
#include "extract/frame_in.h"
#include "extract/particle.h"

#define DATELINE_WORDS  14
#define SIGNATURE_WORDS 9
#define NOUN_REACH      4 /* tokens from `au lendemain` to the noun that it counts from */
#define HANGING                                                                                    \
    6 /* tokens that a day told by itself may be further away than one that hangs on the story */

bool vg_told_elsewhere(const struct vg_document *doc, size_t i, size_t head)
{
    int32_t c = vg_clause_at(doc, i), own = vg_clause_at(doc, head);

    if (c < 0 || c == own)
        return false;
    const struct vg_clause *r = &doc->groups->clauses[c];
    /* En mai, rappelle-t-on, ...: what stands before an inserted verb belongs to the sentence */
    bool inserted = r->subject < 0 || doc->groups->nps[r->subject].from > r->head;
    if (inserted && i < r->from)
        return false;
    return vg_word_has(doc->groups, r->head, VG_W_REPORT);
}

/* `BAMAKO, 15 déc 2024 -`, `(Dakar, 27 mars 2025) –`; `Ouagadougou, le 17 octobre 2024` below a
 * communiqué. */
static bool is_dateline(const struct vg_document *doc, const struct vg_time_expr *x)
{
    const struct vg_sentence *s = &doc->sentences[doc->tokens[x->from].sentence];
    bool place = false, dash = false;

    if (x->from - s->from > DATELINE_WORDS || x->from == s->from)
        return false;
    for (uint32_t i = s->from; i < x->from; i++) {
        if (vg_token_pos(&doc->tokens[i]) == VG_POS_VERB && !doc->tokens[i].all_caps)
            return false;
        place |= doc->tokens[i].place >= 0 || doc->tokens[i].all_caps;
    }
    for (uint32_t i = x->to; i < s->to && i < x->to + 6u; i++)
        dash |= vg_sv_is(doc->tokens[i].norm, "-") || vg_sv_is(doc->tokens[i].norm, "–") ||
                vg_sv_is(doc->tokens[i].norm, "—");
    bool near = doc->published == VG_DAY_NONE || x->date.from == VG_DAY_NONE ||
                (x->date.to >= doc->published - 2 && x->date.from <= doc->published);
    return place && near && (dash || s->to - s->from <= SIGNATURE_WORDS);
}

/* A verb of speech that is said of somebody: `a annoncé`, not the participle of `attaque signalée`.
 */
static bool speaks(const struct vg_groups *g, uint32_t i)
{
    int32_t c = g->clause_of[i];

    return vg_word_has(g, i, VG_W_REPORT) && !vg_word_has(g, i, VG_W_GIVE) && c >= 0 &&
           g->clauses[c].form == VG_FORM_FINITE;
}

/* Does the word before the expression at from, which is not the event's own, say that somebody
 * spoke or wrote? */
static bool after_telling(const struct vg_document *doc, uint32_t from, uint32_t head)
{
    const struct vg_groups *g = doc->groups;
    uint32_t first = doc->sentences[doc->tokens[from].sentence].from;

    for (uint32_t i = from; i-- > first && from - i <= 5;) {
        if (i == head)
            return false;
        if (vg_word_has(g, i, VG_W_TOLD) || speaks(g, i))
            return true;
        enum vg_pos pos = vg_token_pos(&doc->tokens[i]);
        if (i >= first + 2 && vg_particle(doc, i - 1, VG_PT_OF | VG_PT_OF_SHORT) &&
            vg_word_has(g, i - 2, VG_W_TOLD))
            return i - 2 != head; /* son bulletin d'information du 5 */
        bool added = pos == VG_POS_ADJ || g->pos[i] == VG_POS_PPAS;
        if (added && i > first && vg_word_has(g, i - 1, VG_W_TOLD))
            return i - 1 != head; /* communiqué hebdomadaire du 5, bilan fourni ce lundi */
        if (pos != VG_POS_PREP && pos != VG_POS_DET && pos != VG_POS_ADV &&
            !vg_word_has(g, i, VG_W_PREP | VG_W_DET))
            return false;
    }
    return false;
}

/* `au lendemain de l'attaque`: counts from what follows, and does not date it. */
static bool counts_from_event(const struct vg_document *doc, const struct vg_time_expr *x)
{
    return x->kind == VG_TIME_ANAPHORIC && x->offset_days != 0 && x->to < doc->n_tokens &&
           (x->vague || vg_particle_is(doc, vg_token_lemma(&doc->tokens[x->to]), VG_PT_OF));
}

bool vg_time_of_telling(const struct vg_document *doc, int32_t time, uint32_t head)
{
    const struct vg_time_expr *x = &doc->times[time];

    if (is_dateline(doc, x) || after_telling(doc, x->from, head))
        return true;
    if (head == UINT32_MAX)
        return false;
    if (counts_from_event(doc, x) && head > x->to && head - x->to <= NOUN_REACH)
        return true;
    if (vg_told_elsewhere(doc, x->from, head))
        return true;
    /* Dimanche, Vienne a confirmé l'enlèvement; a revendiqué l'assaut deux jours après */
    int32_t c = vg_clause_at(doc, head);
    if (c >= 0 && x->from > head && x->from - head <= 2 && x->kind == VG_TIME_ANAPHORIC &&
        doc->groups->clause_of[head] < 0 && doc->groups->clauses[c].head < head &&
        vg_word_has(doc->groups, doc->groups->clauses[c].head, VG_W_REPORT))
        return true;
    if (c < 0 || x->from > head)
        return false;
    const struct vg_clause *r = &doc->groups->clauses[c];
    return r->head != head && vg_clause_at(doc, x->from) == c && r->head < head &&
           vg_word_has(doc->groups, r->head, VG_W_REPORT) &&
           !vg_word_has(doc->groups, r->head, VG_W_GIVE) && doc->groups->clause_of[head] < 0;
}

/* parti, enlevé, arrêté: another event, with a day of its own; tendue, effectuée: the same one.
 * taken: only enlevé, arrêté. */
static bool moves_or_takes(const struct vg_groups *g, uint32_t word, bool taken)
{
    const struct vg_rules *r = g->rules;

    for (int32_t row = word ? r->info[word].frame : -1; row >= 0; row = r->frames[row].next) {
        const struct vg_frame *f = &r->frames[row];
        const struct vg_chooser *ch = f->chooser >= 0 ? &r->choosers[f->chooser] : NULL;
        uint8_t type = ch && ch->n ? ch->choices[ch->n - 1].type : f->type;
        if (f->kind == VG_FRAME_VERB && f->n == 1 &&
            ((vg_event_type_family(type) == VG_FAMILY_CONTROL && !taken) ||
             type == VG_TYPE_ABDUCTION || type == VG_TYPE_ARREST))
            return true;
    }
    return false;
}

/* `le convoi parti de Gao jeudi est arrivé vendredi`: jeudi is of the participle before it. */
bool vg_time_of_participle(const struct vg_document *doc, uint32_t time, uint32_t head)
{
    const struct vg_groups *g = doc->groups;

    if (time > head)
        return false;
    for (uint32_t i = time, n = 0; i-- > doc->sentences[doc->tokens[head].sentence].from && n < 14;
         n++) {
        int32_t c = g->clause_of[i];
        if (c < 0 && g->pos[i] == VG_POS_PPAS && moves_or_takes(g, g->lemma[i], true))
            return true; /* une partie des otages enlevés à X a été relâchée */
        if (c >= 0)
            return g->clauses[c].head != head && g->clauses[c].form == VG_FORM_PPAS &&
                   moves_or_takes(g, g->lemma[g->clauses[c].head], false);
        if (doc->tokens[i].kind == VG_TOK_PUNCT && !vg_sv_is(doc->tokens[i].norm, ","))
            return false;
    }
    return false;
}

bool vg_of_participle_after(const struct vg_document *doc, uint32_t at, uint32_t head)
{
    const struct vg_groups *g = doc->groups;

    for (uint32_t i = at; i-- > head + 1;) {
        int32_t c = g->clause_of[i];
        if (c < 0 && g->pos[i] == VG_POS_PPAS && moves_or_takes(g, g->lemma[i], true))
            return true;
        if (c >= 0)
            return g->clauses[c].form == VG_FORM_PPAS && g->clauses[c].from == i &&
                   g->clauses[c].from > head + 1 &&
                   moves_or_takes(g, g->lemma[g->clauses[c].head], true);
        if (doc->tokens[i].kind == VG_TOK_PUNCT)
            return false;
    }
    return false;
}

bool vg_time_of_object(const struct vg_document *doc, const struct vg_mention *m,
                       const struct vg_time_expr *x, int32_t patient)
{
    const struct vg_groups *g = doc->groups;

    if (m->nominal || m->clause < 0 || x->date.precision < VG_DATE_MONTH ||
        x->date.precision == VG_DATE_UNKNOWN)
        return false;
    for (uint32_t i = x->from, n = 0; i-- > doc->sentences[m->sentence].from && n < 14; n++) {
        int32_t c = g->clause_of[i];
        if (c < 0)
            continue;
        if (c == m->clause || g->clauses[c].form != VG_FORM_PPAS || g->clauses[c].subject < 0)
            return false;
        if (g->rules->frames[m->frame].type == VG_TYPE_AGREEMENT && g->clauses[c].head >= m->to &&
            vg_makes_pact(g, g->clauses[c].head))
            return true;
        int32_t np = g->clauses[c].subject;
        return np == patient || (g->nps[np].head >= m->from && g->nps[np].head < m->to);
    }
    return false;
}

#define SINCE_REACH 10 /* tokens from `depuis` to the day that it counts from */

/* `la pire attaque depuis le début du conflit en 2015`: the year is of what it is counted from. */
static bool counted_since(const struct vg_document *doc, const struct vg_time_expr *x,
                          uint32_t head)
{
    const struct vg_groups *g = doc->groups;
    uint32_t first = doc->sentences[doc->tokens[x->from].sentence].from;

    for (uint32_t i = x->from, n = 0; i-- > first && n < SINCE_REACH; n++) {
        if (g->prep[i] == VG_PREP_DEPUIS)
            return n > 1 && doc->tokens[i].time < 0;
        if (i == head || g->clause_of[i] >= 0 || doc->tokens[i].kind == VG_TOK_PUNCT)
            return false;
    }
    return false;
}

/* `lundi, les otages enlevés à X ont été libérés`: a participle that says who somebody is, whose
 * day is not that of the sentence. */
static bool says_who(const struct vg_match *k, const struct vg_time_expr *x)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_clause *c = k->clause >= 0 ? &g->clauses[k->clause] : NULL;

    if (!c || c->form != VG_FORM_PPAS || c->subject < 0 || k->m->in_title)
        return false;
    const struct vg_np *np = &g->nps[c->subject];
    return (np->det == VG_DET_DEF || np->det == VG_DET_DEM) && x->from < np->from &&
           np->to + 1u >= c->from && np->from < c->from;
}

int32_t vg_frame_time(const struct vg_match *k, uint32_t from, uint32_t to)
{
    int32_t found = -1, last = -1;
    uint32_t best = UINT32_MAX;

    for (uint32_t i = from; i < to; i++) {
        int32_t t = k->doc->tokens[i].time;
        if (t < 0 || t == last)
            continue;
        last = t;
        const struct vg_time_expr *x = &k->doc->times[t];
        if (x->kind == VG_TIME_DURATION || x->kind == VG_TIME_RECURRENT ||
            vg_time_of_object(k->doc, k->m, x, k->patient) ||
            (k->frame->type != VG_TYPE_BLOCKADE && counted_since(k->doc, x, k->m->head)) ||
            vg_time_of_telling(k->doc, t, k->m->head) || says_who(k, x) ||
            (k->clause >= 0 && vg_time_of_participle(k->doc, x->from, k->m->head)) ||
            (x->from > k->m->head && vg_of_participle_after(k->doc, x->from, k->m->head)))
            continue;
        uint32_t far = x->from > k->m->head ? x->from - k->m->head : k->m->head - x->from;
        far += x->kind == VG_TIME_ANAPHORIC ? HANGING : 0; /* quelques heures plus tôt, jeudi */
        if (x->vague)
            far += 1000;
        if (far < best) {
            best = far;
            found = t;
        }
    }
    return found;
}

bool vg_frame_once(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;

    const struct vg_clause *c = k->clause >= 0 ? &g->clauses[k->clause] : NULL;
    if (c && c->perfect && c->form == VG_FORM_FINITE && k->patient >= 0 &&
        g->nps[k->patient].number >= 0 &&
        k->m->type == VG_TYPE_SEXUAL_VIOLENCE)
        return true; /* quatorze femmes ont été violées, le plus souvent par plusieurs */
    if (k->m->time < 0)
        return false;
    if (k->doc->times[k->m->time].date.precision != VG_DATE_UNKNOWN)
        return true;
    return k->clause >= 0 && g->clauses[k->clause].voice == VG_VOICE_PASSIVE && k->patient >= 0 &&
           !g->nps[k->patient].plural;
}
