/* frame_mood.c - did it happen? negation, plans, habits, hypotheses. */
#include "extract/frame_in.h"

#include "extract/merge_in.h"
#include "extract/particle.h"

/* `a indiqué que les assaillants avaient enlevé`: the past of what was said in the past, no earlier
 * time. */
static bool as_reported(const struct vg_document *doc, const struct vg_clause *c)
{
    const struct vg_groups *g = doc->groups;
    const struct vg_clause *say =
        c->complement && c->governor >= 0 ? &g->clauses[c->governor] : NULL;

    if (!say || !say->perfect || say->pluperfect || !vg_word_has(g, say->head, VG_W_REPORT))
        return false;
    for (uint32_t i = c->from; i-- > say->to && doc->tokens[i].kind != VG_TOK_NUMBER;)
        if (doc->tokens[i].kind == VG_TOK_PUNCT)
            return false; /* a déclaré le maire de X, qu'ils avaient prise */
    for (uint32_t i = c->span_from; i < c->span_to; i++)
        if (vg_word_has(g, i, VG_W_BEFORE))
            return false;
    return true;
}

static void mood_of_clause(const struct vg_document *doc, struct vg_mention *m,
                           const struct vg_clause *c)
{
    m->negated |= c->negated || c->dropped;
    m->modal |= c->modal || c->future || c->hypothetical || c->purpose;
    m->conditional |= c->conditional && !c->modal;
    if (c->conditional && !c->perfect && c->voice == VG_VOICE_ACTIVE && c->form == VG_FORM_FINITE)
        m->modal = true; /* s'ébranlerait mercredi, couperait la route */
    m->pluperfect |= (c->pluperfect && !as_reported(doc, c)) ||
                     (c->form == VG_FORM_PPRES && c->perfect); /* s'étant retirée */
    if (c->mood == VG_MOOD_SUBJUNCTIVE && c->sub != VG_SUB_THOUGH && c->form == VG_FORM_FINITE)
        m->modal = true;
}

/* Words of habit in the clause, where a figure or a calendar day does not make it one occurrence.
 */
static bool habitual(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;

    for (uint32_t i = k->span_from; i < k->span_to; i++)
        if ((vg_word_has(g, i, VG_W_HABIT) &&
             (g->prep[i] != VG_PREP_DEPUIS || vg_type_violent(k->m->type))) || /* a siege lasts */
            (k->doc->tokens[i].time >= 0 &&
             k->doc->times[k->doc->tokens[i].time].kind == VG_TIME_RECURRENT))
            return true;
    return false;
}

/* `plusieurs autocars ont été interceptés ces derniers mois`: its date is the habit's own words. */
static bool spans_months(const struct vg_match *k)
{
    const struct vg_sentence *s = &k->doc->sentences[k->m->sentence];
    bool many = k->m->plural || (k->patient >= 0 && k->doc->groups->nps[k->patient].plural);

    for (uint32_t i = s->from; many && i < s->to; i++) {
        int32_t t = k->doc->tokens[i].time;
        if (t < 0 || (k->m->time >= 0 && t != k->m->time))
            continue;
        const struct vg_time_expr *x = &k->doc->times[t];
        if (x->date.precision < VG_DATE_WEEK)
            return false;
        for (uint32_t w = x->from > s->from + 2 ? x->from - 3 : s->from; w < x->to; w++)
            if (vg_word_has(k->doc->groups, w, VG_W_HABIT) && k->doc->groups->length[w] > 2)
                return true;
    }
    return false;
}

static void mood_of_noun(struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    struct vg_mention *m = k->m;

    if (k->np < 0)
        return;
    const struct vg_np *np = &g->nps[k->np];
    m->negated |=
        np->det == VG_DET_QUANT && np->number >= 0 && k->doc->numbers[np->number].count.max == 0;
    for (uint32_t i = np->from; i < np->to; i++) {
        m->modal |= i != m->head && vg_word_has(g, i, VG_W_PLAN_ADJ);
        m->habitual |= i != m->head && vg_word_has(g, i, VG_W_HABIT_ADJ) && np->plural;
        m->refuted |= i != m->head && vg_word_has(g, i, VG_W_FALSE);
        m->negated |= vg_word_has(g, i, VG_W_DET) && g->det[i] == VG_DET_QUANT && i == np->from &&
                      !np->plural && np->number < 0 && i + 1 == np->head;
    }
    if (np->prep == VG_PREP_SANS)
        m->negated = true;
    if (np->prep == VG_PREP_DE && np->parent < 0 && np->prep_from > 0 && np->det == VG_DET_NONE) {
        int32_t c = g->clause_of[np->prep_from - 1]; /* n'a plus connu d'attaque */
        m->negated |= c >= 0 && g->clauses[c].negated;
    }
    if (np->prep == VG_PREP_POUR && np->det != VG_DET_DEF)
        m->modal = true;
    if (np->prep_from >= 0 && m->type == VG_TYPE_RELEASE && m->time < 0 && np->prep == VG_PREP_A &&
        g->prep[np->prep_from] == VG_PREP_OTHER)
        m->modal = true; /* jusqu'à la libération des otages */
    /* des stratégies peu efficaces contre les attaques */
    int32_t of = vg_np_complement(g, k->np, -1);
    m->habitual |= np->prep == VG_PREP_CONTRE && np->plural && m->place < 0 && m->time < 0 &&
                   (of < 0 || g->nps[of].place < 0);
    if (np->parent >= 0) {
        const struct vg_np *p = &g->nps[np->parent];
        m->modal |= vg_word_has(g, p->head, VG_W_PLAN_NOUN);
        m->habitual |= vg_word_has(g, p->head, VG_W_HABIT_NOUN) && np->plural;
        for (uint32_t i = p->from; i < p->to; i++) /* théâtre régulier d'attaques */
            m->habitual |= i != p->head && np->plural && np->prep == VG_PREP_DE &&
                           vg_word_has(g, i, VG_W_HABIT_ADJ);
    }
    if (np->prep == VG_PREP_CONTRE && np->from >= 2 &&
        g->np_of[np->prep_from > 0 ? np->prep_from - 1 : 0] >= 0)
        m->modal |= vg_word_has(g, g->nps[g->np_of[np->prep_from - 1]].head, VG_W_PLAN_NOUN);
}

/* `des terroristes préparant des attaques`: wanted by whoever the participle is said of. */
static bool planned_by_participle(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    int32_t s = k->m->sentence;

    for (uint32_t c = g->clause_first[s]; k->np >= 0 && c < g->clause_first[s + 1]; c++)
        if (g->clauses[c].form == VG_FORM_PPRES && g->clauses[c].object == k->np &&
            vg_word_has(g, g->clauses[c].head, VG_W_PLAN_VERB))
            return true;
    return false;
}

/* `qui n'a pas fait de victime`: the victims are denied, not the attack. */
static bool of_people(const struct vg_groups *g, const struct vg_clause *c)
{
    const uint32_t people = VG_N_PERSON | VG_N_CIVILIAN | VG_N_MILITARY | VG_N_MILITANT;

    for (uint32_t i = c->to; i < c->span_to; i++)
        if (g->sense[i] & people)
            return true;
    return false;
}

/* `l'attaque n'a pas été revendiquée`, `n'a pas commenté cette embuscade`: what is denied is said
 * of something that took place. */
static bool presupposed(const struct vg_match *k, const struct vg_clause *c)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_np *np = &g->nps[k->np];

    if (!c->negated || k->m->plural || (np->det != VG_DET_DEF && np->det != VG_DET_DEM))
        return false;
    if (c->object == k->np)
        return vg_word_has(g, c->head, VG_W_REPORT);
    if (c->subject != vg_np_first(g, k->np))
        return false;
    for (uint32_t i = c->head; i < c->span_to && i < c->to + 2; i++)
        if (vg_word_has(g, i, VG_W_HAPPEN))
            return false;
    return true;
}

/* `aujourd'hui`: when it is told. */
static bool said_today(const struct vg_match *k)
{
    const struct vg_time_expr *t = &k->doc->times[k->m->time];

    return k->doc->published != VG_DAY_NONE && t->date.precision == VG_DATE_DAY &&
           t->date.from == k->doc->published && t->date.to == k->doc->published;
}

static void mood_of_governor(struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    struct vg_mention *m = k->m;

    m->modal |= planned_by_participle(k);
    if (m->clause < 0)
        return;
    const struct vg_clause *c = &g->clauses[m->clause];
    int32_t parent = k->np >= 0 && g->nps[k->np].det != VG_DET_DEF ? g->nps[k->np].parent : -1;
    int32_t first = k->np >= 0 ? vg_np_first(g, k->np) : -1; /* signale accrochages, arrestations */
    bool inside = k->np >= 0 && (c->object == first || c->subject == first ||
                                 (parent >= 0 && c->object == parent)); /* état d'une attaque */
    if (k->clause < 0 && !inside) {
        m->modal |= c->hypothetical;
        m->pluperfect |= c->pluperfect;
        return;
    }
    /* `une embuscade que personne n'a revendiquée`: there was one all the same */
    if (k->clause < 0 && c->rel == VG_LINK_OBJ && c->antecedent == k->np)
        return;
    if (k->clause < 0 && c->rel == VG_LINK_SUBJ && c->antecedent == k->np && of_people(g, c))
        return;
    if (k->clause < 0 && presupposed(k, c))
        return;
    /* `la libération des otages est notre priorité` */
    m->modal |= k->clause < 0 && c->subject == first && c->object >= 0 && !c->perfect &&
                vg_word_has(g, c->head, VG_W_ETRE) &&
                vg_word_has(g, g->nps[c->object].head, VG_W_PLAN_NOUN);
    /* `personne n'avait revendiqué le rapt`: there was one */
    if (k->clause < 0 && c->negated && m->definite && c->object == k->np &&
        c->form == VG_FORM_FINITE && vg_word_has(g, c->head, VG_W_REPORT)) {
        m->pluperfect |= c->pluperfect;
        return;
    }
    mood_of_clause(k->doc, m, c);
    if (c->form == VG_FORM_INF && c->governor >= 0) /* ne plus laisser X commettre des vols */
        m->negated |= g->clauses[c->governor].negated &&
                      !vg_word_has(g, g->clauses[c->governor].head, VG_W_REPORT);
    for (uint32_t i = c->to; k->clause < 0 && m->plural && c->subject == first && i < c->span_to;
         i++)
        m->habitual |= vg_word_has(g, i, VG_W_HABIT | VG_W_HABIT_ADJ) &&
                       (m->time < 0 || said_today(k)); /* sont devenus récurrents aujourd'hui */
    if (k->clause < 0 && c->object == k->np && vg_word_has(g, c->head, VG_W_PLAN_VERB) &&
        c->voice == VG_VOICE_ACTIVE)
        m->modal = true;
    if (k->clause < 0 && vg_word_has(g, c->head, VG_W_HABIT_VERB) && m->plural &&
        m->type != VG_TYPE_DISPLACEMENT) /* déplacés recensés */
        m->habitual = true;
}

/* `l'objectif actuel est de prendre Kidal`. */
static bool aim_is_to(const struct vg_groups *g, const struct vg_clause *c)
{
    if (c->form != VG_FORM_INF || c->perfect || c->from < 2)
        return false;
    int32_t p = g->clause_of[c->from - 2];
    if (p < 0 || !vg_word_has(g, g->clauses[p].head, VG_W_ETRE) ||
        g->prep[c->from - 1] != VG_PREP_DE)
        return false;
    int32_t np = g->clauses[p].subject;
    return np >= 0 && vg_word_has(g, g->nps[np].head, VG_W_PLAN_NOUN);
}

/* `pour entrer dans le village et y perpétrer des attaques`: the second is wanted like the first.
 */
static bool wanted_like_first(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_clause *c = &g->clauses[k->clause], *first = c - 1;

    if (c->form != VG_FORM_INF || c->perfect || k->clause == 0 || c->from == 0)
        return false;
    uint32_t and = c->from - 1;
    return first->sentence == c->sentence && first->form == VG_FORM_INF &&
           first->subject == c->subject && vg_particle(k->doc, and, VG_PT_AND) &&
           (first->purpose || first->modal);
}

void vg_frame_mood(struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    struct vg_mention *m = k->m;

    if (k->clause >= 0) {
        const struct vg_clause *c = &g->clauses[k->clause];
        mood_of_clause(k->doc, m, c);
        /* a complement or an infinitive under a verb of planning */
        if (c->governor >= 0 && (c->form == VG_FORM_INF || c->complement)) {
            const struct vg_clause *p = &g->clauses[c->governor];
            bool failed = p->negated && vg_word_has(g, p->head, VG_W_PREVENT);
            m->modal |= vg_word_has(g, p->head, VG_W_PLAN_VERB) && !c->perfect && !failed;
            m->modal |= vg_word_has(g, p->head, VG_W_TRY) && c->form == VG_FORM_INF &&
                        vg_event_type_family(m->type) >= VG_FAMILY_CONTROL &&
                        m->type != VG_TYPE_COUP; /* tentaient de fuir */
            m->modal |= vg_word_has(g, p->head, VG_W_RESOLVE) && c->form == VG_FORM_INF &&
                        (m->type == VG_TYPE_RELEASE || m->type == VG_TYPE_TROOP_MOVEMENT ||
                         m->type == VG_TYPE_SURRENDER ||
                         m->type == VG_TYPE_AGREEMENT); /* ont décidé de libérer */
            m->negated |= c->form == VG_FORM_INF && p->negated && !failed &&
                          !vg_word_has(g, p->head, VG_W_REPORT);
            m->modal |= c->form == VG_FORM_INF && !failed &&
                        (p->future || p->modal || p->hypothetical);
        }
        if (c->form == VG_FORM_INF && c->governor < 0 && !c->perfect)
            m->modal = true;
        m->modal |= aim_is_to(g, c) || wanted_like_first(k);
        if (c->form == VG_FORM_INF && c->from > 0) {
            int32_t np = g->np_of[c->from - 1u];
            if (np < 0 && c->from > 1)
                np = g->np_of[c->from - 2u];
            if (np >= 0 && vg_word_has(g, g->nps[np].head, VG_W_PLAN_NOUN) && !c->perfect)
                m->modal = true;
            for (uint32_t i = c->from > 2 ? c->from - 2u : 0; i < c->from; i++)
                m->modal |=
                    vg_word_has(g, i, VG_W_PLAN_VERB) && !c->perfect; /* est censée quitter */
        }
    } else {
        mood_of_noun(k);
        mood_of_governor(k);
    }
    m->habitual |= (!vg_frame_once(k) && habitual(k)) || spans_months(k);
    if (m->pluperfect)
        for (uint32_t i = k->span_from; i < k->span_to; i++)
            m->other |= vg_word_has(g, i, VG_W_BEFORE) != 0;
}
