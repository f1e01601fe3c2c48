/* frame_where.c - the place and the day that a mention's clause, or the clauses around it, name. */
#include "extract/frame_in.h"
#include "extract/where.h"

#define BESIDE 6 /* tokens in which a noun that stands apart may have its day and place */
#define FIT_PLACE 0.25 /* below it a place is the speaker's, a dateline or a government */

/* Where one goes to or comes from is where it happens only for what moves. */
static double relation_fit(const struct vg_match *k, const struct vg_place_mention *p)
{
    const uint8_t *roles = k->frame->roles;
    bool leaves = false, arrives = false;

    for (int s = 0; s < VG_SLOT_COUNT; s++) {
        leaves |= roles[s] == VG_FR_F;
        arrives |= roles[s] == VG_FR_G;
    }
    if (p->relation == VG_REL_FROM)
        return leaves ? 1.3 : arrives ? 0.5 : 0.6;
    if (p->relation == VG_REL_TO)
        return arrives && !leaves ? 1.2 : leaves ? 0.6 : 0.35;
    return 1.0;
}

/* `deux jours après l'attaque de Pama`: where that was, not what came after it. */
/* `au lendemain de Djibo`: the name stands for what happened there. */
static bool counted_from(const struct vg_document *doc, const struct vg_place_mention *p)
{
    int32_t t = p->whole_from > 0 ? doc->tokens[p->whole_from - 1].time : -1;

    return t >= 0 && doc->times[t].kind == VG_TIME_ANAPHORIC && doc->times[t].offset_days != 0 &&
           doc->times[t].to == p->whole_from && p->lead == 1;
}

static bool of_what_was_before(const struct vg_match *k, int32_t np)
{
    const struct vg_groups *g = k->doc->groups;

    for (int n = 0; np >= 0 && n < 4; n++, np = g->nps[np].parent)
        if (np == k->np)
            return false;
        else if (vg_frame_days_after(k->doc, &g->nps[np]))
            return true;
    return false;
}

/* `A Paris, l'état-major évoque la mort du chef`: where it is told, not where it happened. */
static bool where_told(const struct vg_match *k, const struct vg_place_mention *p)
{
    const struct vg_groups *g = k->doc->groups;
    int32_t c = k->clause < 0 ? k->m->clause : g->clauses[k->clause].governor;

    if (c < 0 || g->clauses[c].sentence != k->m->sentence || p->relation != VG_REL_AT ||
        p->whole_from > k->doc->sentences[k->m->sentence].from + 1)
        return false;
    const struct vg_clause *say = &g->clauses[c];
    return vg_word_has(g, say->head, VG_W_REPORT) && say->form == VG_FORM_FINITE &&
           say->voice != VG_VOICE_PASSIVE && say->subject >= 0 &&
           g->nps[say->subject].from >= p->to;
}

/* `Bamako et le MNLA ont signé`: who does it, not where. */
static bool does_it(const struct vg_match *k, const struct vg_place_mention *p)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_clause *c = k->clause >= 0 ? &g->clauses[k->clause] : NULL;
    int32_t np = g->np_of[p->from];

    return c && c->form == VG_FORM_FINITE && c->voice == VG_VOICE_ACTIVE && np >= 0 &&
           g->nps[np].prep == VG_PREP_NONE && g->nps[np].parent < 0 && g->nps[np].head >= p->from &&
           g->nps[np].head < p->to && vg_np_first(g, np) == c->subject;
}

/* `par le détachement de X`: where they are from who did it. */
static bool of_agent(const struct vg_groups *g, int32_t np)
{
    for (int up = 0; np >= 0 && up < 4; up++, np = g->nps[np].parent)
        if (g->nps[np].prep == VG_PREP_PAR)
            return true;
    return false;
}

static double place_score(const struct vg_match *k, const struct vg_place_mention *p, int32_t at)
{
    double fit = vg_where_fitness(k->doc, at);

    if (where_told(k, p) || does_it(k, p))
        return 0;
    if (k->clause >= 0 && vg_time_of_participle(k->doc, p->from, k->m->head))
        return 0; /* `capturés sur l'axe X-Y, ils ont été libérés` */
    if (p->from > k->m->head && vg_of_participle_after(k->doc, p->whole_from, k->m->head))
        return 0; /* a libéré les otages enlevés à X */
    int32_t np = k->doc->groups->np_of[p->from];
    if (of_what_was_before(k, np) || counted_from(k->doc, p))
        return 0;
    if (k->frame->needs & VG_NEED_DENIAL && p->from > k->m->head && np >= 0 &&
        k->doc->groups->nps[np].prep == VG_PREP_DE && k->doc->groups->nps[np].parent < 0)
        return 0; /* plus rien n'arrive de Mopti */
    if (p->precision == VG_PLACE_COUNTRY && p->relation == VG_REL_NEAR)
        return 0; /* près du Niger: not in it, and no point either */
    if (p->precision == VG_PLACE_COUNTRY && p->relation == VG_REL_TO && relation_fit(k, p) < 1)
        return 0; /* l'oléoduc vers le Bénin */
    if (fit < FIT_PLACE || p->is_actor || p->is_origin || p->is_dateline || p->in_actor)
        return 0;
    uint32_t far = p->from > k->m->head ? p->from - k->m->head : k->m->head - p->from;
    double near = 1.0 / (1.0 + far / 12.0);
    if (of_agent(k->doc->groups, np) && p->relation == VG_REL_AT)
        fit *= 0.4;
    return fit * relation_fit(k, p) * (p->from > k->m->head ? 1.0 : 0.85) * (0.5 + 0.5 * near);
}

static int32_t best_place(const struct vg_match *k, uint32_t from, uint32_t to, double *ret_score)
{
    int32_t found = -1, last = -1;

    *ret_score = 0;
    for (uint32_t i = from; i < to; i++) {
        int32_t p = k->doc->tokens[i].place;
        if (p < 0 || p == last)
            continue;
        last = p;
        double score = place_score(k, &k->doc->places[p], p);
        if (score > *ret_score) {
            *ret_score = score;
            found = p;
        }
    }
    return found;
}

/* No place but in what somebody is called (`les autorités de Niono`): better than none. */
static int32_t spare_place(const struct vg_match *k)
{
    const struct vg_sentence *s = &k->doc->sentences[k->m->sentence];

    for (uint32_t i = s->from; i < s->to; i++) {
        int32_t p = k->doc->tokens[i].place;
        if (p < 0)
            continue;
        const struct vg_place_mention *x = &k->doc->places[p];
        if (!x->is_actor && !x->is_dateline && !x->is_aside && !does_it(k, x) &&
            x->precision <= VG_PLACE_TOWN &&
            !(i > k->m->head && vg_of_participle_after(k->doc, x->whole_from, k->m->head)) &&
            !vg_time_of_participle(k->doc, i, k->m->head) && !where_told(k, x) &&
            (i >= k->span_from && i < k->span_to))
            return p;
    }
    return -1;
}

/* `le maire de X, dans la province de Y, a été tué`: at X rather than somewhere in Y. */
static int32_t home_in(const struct vg_match *k, int32_t place)
{
    const struct vg_place_mention *wide = place >= 0 ? &k->doc->places[place] : NULL;

    if (!wide || wide->precision < VG_PLACE_ADMIN2 || wide->precision == VG_PLACE_COUNTRY)
        return place;
    int32_t home = spare_place(k);
    const struct vg_place_mention *x = home >= 0 ? &k->doc->places[home] : NULL;
    bool beside = x && x->is_origin && x->to <= wide->whole_from && wide->whole_from - x->to <= 2;
    return beside ? home : place;
}

/* `entre A et B` is called by its first end. */
static int32_t first_end(const struct vg_document *doc, int32_t p)
{
    const struct vg_place_mention *x = p >= 0 ? &doc->places[p] : NULL;

    for (uint8_t i = 0; x && x->relation == VG_REL_BETWEEN && i < x->n_anchors; i++) {
        const struct vg_place_mention *y = &doc->places[x->anchors[i]];
        if (y->relation == VG_REL_BETWEEN && y->from < x->from && x->from - y->from < 8)
            return x->anchors[i];
    }
    return p;
}

/* The group that np belongs to: `l'attentat` of `la mine` in `l'attentat à la mine`; -1: none. */
static int32_t held_in(const struct vg_groups *g, int32_t np)
{
    const struct vg_np *x = &g->nps[np];
    bool beside = x->parent < 0 && np > 0 && x->prep == VG_PREP_A && x->prep_from >= 0 &&
                  g->nps[np - 1].to == (uint32_t)x->prep_from;

    return beside ? np - 1 : x->parent;
}

/* `l'attaque qui a visé en mai le camp de Koro`: the relative that says more of the noun; -1: none.
 */
static int32_t told_of_noun(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;

    for (uint32_t c = g->clause_first[k->m->sentence];
         k->clause < 0 && c < g->clause_first[k->m->sentence + 1]; c++) {
        int32_t np = g->clauses[c].rel == VG_LINK_SUBJ ? g->clauses[c].antecedent : -1;
        for (int up = 0; up < 3 && np >= 0; up++, np = held_in(g, np))
            if ((g->nps[np].from <= k->m->head && k->m->head < g->nps[np].to) ||
                (g->nps[np].from >= k->m->from && g->nps[np].to <= k->m->to))
                return (int32_t)c;
    }
    return -1;
}

void vg_frame_place_and_time(struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    uint32_t from = k->span_from, to = k->span_to;
    int32_t c = k->m->clause;

    if (k->clause >= 0 && g->clauses[k->clause].form != VG_FORM_FINITE) {
        int32_t np =
            g->clauses[k->clause].subject; /* the group it modifies, if it stands right before */
        if (np >= 0 && g->nps[np].to + 2u >= from && g->nps[np].from < from)
            from = g->nps[np].from;
    }
    if (k->m->apart) { /* only what stands right with it */
        to = to < k->m->to + BESIDE ? to : k->m->to + BESIDE;
        c = -1;
    }
    double score, wider_score;
    uint32_t near = to; /* `avant l'embargo, le pont de Dabi`: not there */
    for (uint32_t i = k->m->to; k->m->apart && i < near; i++)
        near = k->doc->tokens[i].kind == VG_TOK_PUNCT ? i : near;
    k->m->place = best_place(k, from, near, &score);
    k->m->time = vg_frame_time(k, from, to);
    int32_t own = k->m->apart ? -1 : told_of_noun(k);
    if (own >= 0 && k->m->place < 0)
        k->m->place = best_place(k, g->clauses[own].span_from, g->clauses[own].span_to, &score);
    if (own >= 0 && k->m->time < 0)
        k->m->time = vg_frame_time(k, g->clauses[own].span_from, g->clauses[own].span_to);
    for (int steps = 0; c >= 0 && steps < 3 && (k->m->place < 0 || k->m->time < 0 || score < 0.3);
         steps++) {
        const struct vg_clause *cl = &g->clauses[c];
        if (cl->sentence != k->m->sentence)
            break;
        int32_t wider = best_place(k, cl->span_from, cl->span_to, &wider_score);
        if (wider >= 0 && (k->m->place < 0 || wider_score > 1.5 * score)) {
            k->m->place = wider;
            score = wider_score;
        }
        if (k->m->time < 0)
            k->m->time = vg_frame_time(k, cl->span_from, cl->span_to);
        /* `ils patrouillaient à Alkit quand la mine a sauté`: where the main clause plays */
        if (cl->form == VG_FORM_FINITE && cl->rel == VG_LINK_NONE && cl->sub != VG_SUB_WHEN)
            break;
        c = cl->governor;
    }
    if (k->m->apart) {
        k->m->place = first_end(k->doc, k->m->place);
        return;
    }
    if (k->m->place < 0 && !(k->frame->needs & VG_NEED_DENIAL))
        k->m->place = spare_place(k);
    /* only a destination in its clause: what the sentence says before it is better */
    if (k->m->place >= 0 && score < 0.3) {
        const struct vg_sentence *sent = &k->doc->sentences[k->m->sentence];
        int32_t wider = best_place(k, sent->from, sent->to, &wider_score);
        if (wider >= 0 && wider_score > 1.3 * score)
            k->m->place = wider;
    }
    k->m->place = first_end(k->doc, home_in(k, k->m->place));
}

void vg_frame_seats(struct vg_document *doc)
{
    const struct vg_groups *g = doc->groups;

    for (size_t i = 0; i < g->n_clauses; i++) {
        const struct vg_clause *c = &g->clauses[i];
        int32_t np = c->subject;
        if (np < 0 || g->nps[np].prep != VG_PREP_NONE || g->nps[np].parent >= 0 ||
            g->nps[np].det != VG_DET_NONE || c->voice == VG_VOICE_PASSIVE ||
            !(vg_makes_pact(g, c->head) || vg_word_has(g, c->head, VG_W_REPORT)))
            continue;
        int32_t p = doc->tokens[g->nps[np].head].place;
        if (p >= 0 && doc->places[p].from == g->nps[np].from)
            doc->places[p].is_actor = true;
    }
}
