/* claim_say.c - what a word of saying attributes, and to whom: its subject, the speaker after a
 * quotation, the agent of a passive, whoever `selon` names. */
#include "extract/claim_in.h"
#include "extract/particle.h"

#define REACH        16  /* tokens between a verb of saying and its subject */
#define AGENT_REACH  10  /* from `revendiquée` to `par` */
#define SELF_GAP     2   /* `s'en est tenu` */
#define CLIMB        4   /* verbs above an infinitive or participle */

/* `ont indiqué à l'agence des élus`: `des` is no preposition behind whom they told. */
static bool several_after(const struct vg_claim_scan *c, const struct vg_said *v, size_t k)
{
    return k > 0 && c->speakers[k - 1].governed && c->speakers[k - 1].from >= v->to &&
           c->speakers[k].from > 0 && c->speakers[k].plural &&
           vg_particle(c->doc, c->speakers[k].from - 1, VG_PT_OF_THE);
}

/* `explique Abba Yusuf, du comité de vigilance`: a name, then whose man he is. */
static bool of_named(const struct vg_claim_scan *c, const struct vg_said *v, size_t k)
{
    size_t i = c->speakers[k].from;

    while (i > v->to && !vg_claim_norm_is(c, i - 1, ","))
        i--;
    return i > v->to + 1 && c->speakers[k].from <= i + 2 &&
           vg_claim_is(c, i, CLAIM_BIT(CLAIM_OF)) && c->doc->tokens[i - 2].capital;
}

/* `, a déclaré lundi à l'agence le maire`: who follows, not whom he told. -1: nobody. */
static ptrdiff_t subject_right(const struct vg_claim_scan *c, const struct vg_said *v)
{
    for (size_t k = vg_claim_speaker_after(c, v->to); k < c->n; k++) {
        if (c->speakers[k].from > v->to + REACH)
            return -1;
        for (size_t i = k ? c->speakers[k - 1].to : v->to; i < c->speakers[k].from; i++)
            if (i >= v->to && (vg_claim_finite(c, i) || vg_claim_norm_is(c, i, ";") ||
                               vg_claim_norm_is(c, i, ":")))
                return -1;
        if (!c->speakers[k].governed || several_after(c, v, k) || of_named(c, v, k))
            return (ptrdiff_t)k;
    }
    return -1;
}

/* The nearest speaker before the verb, when the grammar gives it no subject. */
static ptrdiff_t subject_left(const struct vg_claim_scan *c, size_t i)
{
    size_t k = vg_claim_speaker_after(c, i);

    while (k > 0 && i - c->speakers[k - 1].to <= REACH) {
        bool clear = true;
        for (size_t t = c->speakers[k - 1].to; t < i && clear; t++)
            clear = !vg_claim_finite(c, t) && !vg_claim_norm_is(c, t, ";") &&
                    !vg_claim_norm_is(c, t, ":");
        if (!clear || (c->doc->tokens[c->speakers[k - 1].from].quote >= 0 &&
                       c->doc->tokens[i].quote < 0))
            return -1;
        if (!c->speakers[k - 1].governed)
            return (ptrdiff_t)k - 1;
        k--;
    }
    return -1;
}

/* The subject of clause x, or of what it hangs on. */
static int32_t subject_of(const struct vg_claim_scan *c, const struct vg_clause *x)
{
    const struct vg_groups *g = c->doc->groups;

    for (int up = 0; up < CLIMB; up++) {
        if (x->form != VG_FORM_FINITE && x->governor >= 0) {
            x = &g->clauses[x->governor];
            continue;
        }
        if (x->rel == VG_LINK_SUBJ && x->antecedent >= 0)
            return x->antecedent;
        return x->subject;
    }
    return -1;
}

/* A weak verb says something with `que`, a figure, a quotation; `signe` with what is signed for, or
 * with nothing. */
static bool weak_holds(const struct vg_claim_scan *c, const struct vg_said *v, bool after)
{
    if (after && (!v->gives || vg_claim_after_quote(c, v->start)))
        return true;
    if (v->gives) {
        for (size_t i = v->to; i < v->to + 5 && i < c->s->to; i++)
            if (vg_claim_is(c, i, CLAIM_BIT(CLAIM_ACCOUNT)))
                return true;
        return false;
    }
    if (v->stance == VG_STANCE_CLAIMS) { /* `signe le forfait`, no accord */
        for (size_t i = v->to; i < v->to + 5 && i < c->s->to; i++)
            if (vg_claim_is(c, i, CLAIM_BIT(CLAIM_PACT)))
                return false;
        return true;
    }
    int32_t np = v->to + 1 < c->s->to ? c->doc->groups->np_of[v->to + 1] : -1;
    if (np >= 0 && (c->doc->groups->nps[np].prep == VG_PREP_AVEC ||
                    c->doc->groups->nps[np].prep == VG_PREP_PAR))
        return false; /* `répliquer par des frappes` */
    if (v->clause && vg_clause_launches(c->doc->groups, v->clause))
        return false; /* `a lâché deux drones` */
    for (size_t i = v->to; i < v->to + 5 && i < c->s->to; i++)
        if (vg_claim_is(c, i, CLAIM_BIT(CLAIM_THAT) | CLAIM_BIT(CLAIM_FIGURE)) ||
            c->doc->tokens[i].number >= 0 || vg_claim_norm_is(c, i, "«") ||
            vg_claim_norm_is(c, i, ":"))
            return true;
    return false;
}

/* `dit-on au ministère`, `a-t-on appris de sources locales`. */
static void say_one(struct vg_claim_scan *c, const struct vg_said *v)
{
    size_t k = vg_claim_speaker_after(c, v->to), scope_from, scope_to;

    vg_claim_part(c, v->i, &scope_from, &scope_to);
    if (k < c->n && c->speakers[k].governed && c->speakers[k].from <= v->to + REACH / 2)
        vg_claim_add_all(c, k, v->i, v->to, scope_from, scope_to, VG_STANCE_ASSERTS);
}

/* `ajoute-t-il`: the token of the clitic, 0. */
static size_t clitic_of(const struct vg_claim_scan *c, const struct vg_said *v)
{
    for (size_t i = v->start; i < v->to + 2 && i < c->s->to; i++)
        if (c->doc->tokens[i].norm.p[0] == '-' && vg_claim_is(c, i, CLAIM_BIT(CLAIM_PRONOUN)))
            return i;
    /* `, a assuré l'un d'eux`, not `leur hôte` */
    const struct vg_term *t = NULL;
    size_t to;
    if (vg_claim_opens_incise(c, v->start) && v->to < c->s->to)
        t = vg_claim_match(c, v->to, CLAIM_BIT(CLAIM_PRONOUN), &to);
    return t && (t->n_words > 1 || t->words[0].n > 5) ? v->to : 0;
}

/* The pronoun that is the verb's subject, 0. `L'armée, elle, dément` has another one. */
static size_t pronoun_of(const struct vg_claim_scan *c, const struct vg_said *v, int32_t np)
{
    const struct vg_groups *g = c->doc->groups;

    if (np >= 0 && g->nps[np].pronoun && vg_claim_is(c, g->nps[np].head, CLAIM_BIT(CLAIM_PRONOUN)))
        return g->nps[np].head;
    for (size_t i = v->start > c->s->from + 2 ? v->start - 2 : c->s->from; i < v->start; i++)
        if (vg_claim_is(c, i, CLAIM_BIT(CLAIM_PRONOUN)) &&
            (i == c->s->from || !vg_claim_norm_is(c, i - 1, ",")))
            return i;
    return 0;
}

/* `selon l'armée, qui déplore`: who stands before the relative that is the subject; -1. */
static ptrdiff_t before_relative(const struct vg_claim_scan *c, const struct vg_said *v)
{
    size_t k = vg_claim_speaker_after(c, v->start), i = v->start;

    while (i > c->s->from && i + 3 > v->start && !vg_word_has(c->doc->groups, i - 1, VG_W_REL))
        i--;
    if (i == c->s->from || !vg_word_has(c->doc->groups, i - 1, VG_W_REL) || k == 0)
        return -1;
    return c->speakers[k - 1].to + 2 >= i ? (ptrdiff_t)k - 1 : -1;
}

static bool one_says(const struct vg_claim_scan *c, const struct vg_said *v)
{
    for (size_t i = v->start > c->s->from ? v->start - 1 : v->start; i < v->to + 2 && i < c->s->to;
         i++)
        if (vg_claim_is(c, i, CLAIM_BIT(CLAIM_ONE)))
            return true;
    return false;
}

/* Is what was told a figure or a text: `le bilan fourni par l'armée`? */
static bool tells_of(const struct vg_claim_scan *c, const struct vg_said *v)
{
    for (size_t i = v->i; i > c->s->from && i + 9 > v->i; i--)
        if (vg_claim_is(c, i - 1, CLAIM_BIT(CLAIM_ACCOUNT)))
            return true;
    return false;
}

/* Does this noun group name a figure, a text or something that happened? */
static bool tells_in(const struct vg_claim_scan *c, const struct vg_np *np)
{
    if (np->number >= 0)
        return true;
    for (size_t i = np->from; i < np->to; i++)
        if (vg_claim_is(c, i, CLAIM_BIT(CLAIM_ACCOUNT) | CLAIM_BIT(CLAIM_FIGURE)))
            return true;
    return false;
}

/* `un accord signé par X`, not `le guet-apens signé par X`. */
static bool signs_paper(const struct vg_claim_scan *c, const struct vg_said *v)
{
    for (size_t i = v->i; i > c->s->from && i + 9 > v->i; i--)
        if (vg_claim_is(c, i - 1, CLAIM_BIT(CLAIM_PACT) | CLAIM_BIT(CLAIM_ACCOUNT)))
            return true;
    return false;
}

/* `revendiquée lundi par X`. */
static void say_passive(struct vg_claim_scan *c, const struct vg_said *v)
{
    if (v->weak && (v->stance == VG_STANCE_CLAIMS ? signs_paper(c, v) : !tells_of(c, v)))
        return;
    if (v->stance == VG_STANCE_ASSERTS && v->clause && v->clause->form == VG_FORM_PPAS &&
        v->clause->subject >= 0 && c->doc->groups->nps[v->clause->subject].number < 0 &&
        c->doc->groups->nps[v->clause->subject].sense & VG_N_PERSON)
        return; /* `des combattants, identifiés par des sources`: they, not what they did */
    if (v->stance == VG_STANCE_ASSERTS && v->clause && v->clause->form == VG_FORM_PPAS &&
        !v->clause->coordinated && v->clause->subject >= 0 &&
        !tells_of(c, v) && !tells_in(c, &c->doc->groups->nps[v->clause->subject]))
        return; /* `la stratégie annoncée par X` */
    for (size_t i = v->to; i < v->to + AGENT_REACH && i < c->s->to; i++) {
        if (vg_claim_finite(c, i))
            return;
        if (!vg_claim_is(c, i, CLAIM_BIT(CLAIM_AGENT)))
            continue;
        size_t k = vg_claim_speaker_after(c, i + 1), scope_from, scope_to;
        vg_claim_part(c, v->i, &scope_from, &scope_to);
        if (k > 0 && c->speakers[k - 1].to > i) /* `bilan donné par X` is a speaker as a whole */
            k--;
        if (k < c->n && c->speakers[k].from <= i + 5)
            vg_claim_add_all(c, k, v->i, v->to, scope_from, scope_to, v->stance);
        for (size_t n = c->out->n; n > 0 && c->out->items[n - 1].from == v->i; n--)
            c->out->items[n - 1].passive = true;
        return;
    }
}

/* The noun group that may be the verb's subject: it agrees, and does not stand inside a quotation
 * that the verb is outside of. */
static int32_t subject_np(const struct vg_claim_scan *c, const struct vg_said *v)
{
    const struct vg_groups *g = c->doc->groups;
    bool misread = v->clause && v->clause->form == VG_FORM_PPAS && !vg_claim_is_passive(c, v);
    int32_t np = misread ? v->clause->subject : v->main ? subject_of(c, v->main) : -1;

    if (np < 0)
        return -1;
    if (c->doc->tokens[g->nps[np].head].quote >= 0 && c->doc->tokens[v->i].quote < 0)
        return -1;
    if (g->nps[np].from > v->to && vg_claim_is(c, v->to, CLAIM_BIT(CLAIM_THAT)))
        return -1; /* `informe que l'état-major tient la ville` */
    bool many = g->nps[np].plural || vg_np_next(g, np) >= 0 || g->nps[np].coord >= 0;
    if (v->main->form == VG_FORM_FINITE && v->main->plural != many && !g->nps[np].pronoun &&
        !(g->nps[np].sense & VG_N_CROWD))
        return -1;
    /* another verb has it: `ont tué six villageois, confirment nos sources` */
    for (ptrdiff_t k = v->main - g->clauses - 1, n = 0; k >= 0 && n < 2 * CLIMB; k--, n++) {
        const struct vg_clause *x = &g->clauses[k];
        if (x->sentence != v->main->sentence || v->main->coordinated)
            break;
        if (x->form == VG_FORM_FINITE && !x->rel && !x->sub && x->head < v->i &&
            x->head < g->nps[np].head && vg_claim_opens_incise(c, v->start))
            return -1;
    }
    return np;
}

/* `contrairement à ce qu'avançaient des sites`, `comme le racontent des comptes`: its subject may
 * follow. */
static bool turned(const struct vg_claim_scan *c, const struct vg_said *v)
{
    for (size_t i = v->start; i > c->s->from && i + 2 > v->start; i--)
        if (vg_claim_is(c, i - 1, CLAIM_BIT(CLAIM_THAT) | CLAIM_BIT(CLAIM_AND)))
            return true;
    return false;
}

/* Who is the subject of an active verb; -1. */
static ptrdiff_t active_subject(const struct vg_claim_scan *c, const struct vg_said *v, int32_t np,
                                bool blames)
{
    bool incise = vg_claim_opens_incise(c, v->start), quote = vg_claim_after_quote(c, v->start);
    bool finite = !v->main || v->main->form == VG_FORM_FINITE ||
                  (v->main == v->clause && v->main->form == VG_FORM_PPAS &&
                   vg_claim_reads_active(c, v->i)); /* `« ... », dit le maire` */
    ptrdiff_t k = before_relative(c, v);

    /* `..., rapporte le portail`: what looks like the next verb of the clause before */
    bool shares = v->clause && v->clause->coordinated && incise && !blames;
    if (k < 0 && (quote || shares) && finite)
        k = subject_right(c, v);
    if (k < 0 && np >= 0)
        k = vg_claim_speaker_of(c, np);
    if (k < 0 && incise && finite && !blames && !vg_claim_is(c, v->to, CLAIM_BIT(CLAIM_THAT)))
        k = subject_right(c, v);
    if (k < 0 && finite && turned(c, v))
        k = subject_right(c, v);
    if (k < 0 && (np < 0 || !(c->doc->groups->nps[np].sense & VG_N_PERSON)))
        k = subject_left(c, v->start);
    if (k < 0 && incise && finite && blames)
        k = subject_right(c, v);
    return k;
}

/* `a assuré un élu, précisant que`, `il dénonce une manipulation et parle d'une attaque`: the same
 * speaker goes on. */
static bool goes_on(const struct vg_claim_scan *c, const struct vg_said *v, int32_t np)
{
    const struct vg_groups *g = c->doc->groups;

    if (!v->clause || !c->out->n || c->out->items[c->out->n - 1].sentence != v->clause->sentence)
        return false;
    if (v->clause->form == VG_FORM_PPRES)
        return true;
    return v->start > c->s->from && vg_claim_is(c, v->start - 1, CLAIM_BIT(CLAIM_AND)) &&
           (np < 0 || g->nps[np].pronoun || vg_claim_speaker_of(c, np) < 0);
}

/* `elle a dénoncé`: a pronoun that stands right before the verb is its subject. 0: none. */
static size_t pronoun_before(const struct vg_claim_scan *c, const struct vg_said *v)
{
    size_t i = v->start, to;

    for (size_t k = i; k > c->s->from && k + 4 > i; k--) /* `ces derniers accusent` */
        if (vg_claim_match(c, k - 1, CLAIM_BIT(CLAIM_LATTER), &to) && to == i)
            return k - 1;
    return i > c->s->from && c->doc->tokens[i - 1].norm.n <= 5 &&
                   vg_claim_is(c, i - 1, CLAIM_BIT(CLAIM_PRONOUN)) &&
                   c->doc->groups->pos[i - 1] == VG_POS_PRON
               ? i - 1
               : 0;
}

/* `Faux, rétorque le gouvernement`, `« Jamais il n'y a été accueilli »`: what stands at the head of
 * what he says denies it. */
static bool denies_flatly(const struct vg_claim_scan *c, size_t from, size_t to)
{
    while (from < to && c->doc->tokens[from].kind == VG_TOK_PUNCT)
        from++;
    return from < to && vg_claim_is(c, from, CLAIM_BIT(CLAIM_FLAT));
}

/* Where a relative clause that says something ends: `X, qui a revendiqué l'attaque, bloque la
 * ville`. */
static size_t relative_end(const struct vg_claim_scan *c, const struct vg_said *v, size_t to)
{
    for (size_t i = v->to; i + 1 < to; i++)
        if (vg_claim_norm_is(c, i, ",") &&
            (vg_claim_finite(c, i + 1) || vg_claim_may_be_finite(&c->doc->tokens[i + 1])))
            return i;
    return to;
}

static bool is_media(const struct vg_speaker *s)
{
    return s->by && strcmp(s->by, "media") == 0;
}

static void say_active(struct vg_claim_scan *c, const struct vg_said *v, bool blames)
{
    size_t pronoun = clitic_of(c, v), from, to;
    int32_t np = subject_np(c, v);

    if (!pronoun)
        pronoun = pronoun_before(c, v);
    ptrdiff_t k = pronoun ? -1 : active_subject(c, v, np, blames);

    vg_claim_part(c, v->i, &from, &to);
    if (k < 0 && !pronoun)
        pronoun = pronoun_of(c, v, np);
    if (!v->shows && goes_on(c, v, np)) {
        vg_claim_add(c, v->i, v->to, v->to, to, &c->last, v->stance);
        return;
    }
    if (k < 0 && pronoun && !v->shows) {
        struct vg_speaker who = vg_claim_pronoun(c, pronoun);
        bool after = pronoun >= v->i;
        if (!v->weak || weak_holds(c, v, after))
            vg_claim_add(c, v->i, v->to, after ? from : v->to, after ? v->i : to, &who, v->stance);
        return;
    }
    if (k < 0 || c->speakers[k].image != v->shows)
        return;
    if (is_media(&c->speakers[k]) && vg_claim_is(c, v->i, CLAIM_BIT(CLAIM_LEARN))) {
        size_t from_whom = vg_claim_speaker_after(c, v->to);
        while (from_whom < c->n && is_media(&c->speakers[from_whom]))
            from_whom++;
        if (from_whom < c->n && c->speakers[from_whom].from < v->to + REACH)
            k = (ptrdiff_t)from_whom; /* `a appris l'agence de sources locales` */
    }
    bool after = c->speakers[k].from > v->i;
    if (v->weak && !weak_holds(c, v, after && !v->shows))
        return;
    while (!after && k > 0 && vg_claim_linked(c, (size_t)k - 1) && !c->speakers[k - 1].governed)
        k--;
    bool closes = v->to < c->s->to && vg_claim_norm_is(c, v->to, ",");
    if (!after && v->clause && v->clause->rel) {
        size_t end = relative_end(c, v, to);
        int32_t of = v->clause->rel == VG_LINK_OBJ ? v->clause->antecedent : -1;
        vg_claim_add_all(c, (size_t)k, v->i, v->to,
                         of >= 0 ? c->doc->groups->nps[of].from : v->to, end, v->stance);
        return;
    }
    bool flat = after && v->stance == VG_STANCE_ASSERTS && denies_flatly(c, from, v->i);
    vg_claim_add_all(c, (size_t)k, v->i, v->to, after || closes ? from : v->to,
                     after ? v->i : to, flat ? VG_STANCE_DENIES : v->stance);
}

/* `L'annonce est venue, samedi soir, de la présidence`. */
static void say_origin(struct vg_claim_scan *c, const struct vg_said *v)
{
    for (size_t i = v->to; tells_of(c, v) && i < v->to + AGENT_REACH && i < c->s->to; i++) {
        size_t k = vg_claim_speaker_after(c, i + 1), scope_from, scope_to;
        if (vg_claim_finite(c, i))
            return;
        if (!vg_claim_is(c, i, CLAIM_BIT(CLAIM_OF)) || k == c->n || c->speakers[k].from > i + 3)
            continue;
        vg_claim_part(c, v->i, &scope_from, &scope_to);
        vg_claim_add_all(c, k, v->i, v->to, scope_from, scope_to, v->stance);
        return;
    }
}

void vg_claim_say(struct vg_claim_scan *c, size_t i, const struct vg_term *term, size_t to)
{
    const struct vg_groups *g = c->doc->groups;
    size_t self;
    int32_t k = g->clause_of[i] < 0 && i + 1 < to ? g->clause_of[i + 1] : g->clause_of[i];
    struct vg_said v = {.i = i,
                     .to = to,
                     .clause = k >= 0 ? &g->clauses[k] : NULL,
                     .start = i,
                     .stance = (enum vg_stance)term->value,
                     .weak = term->kind != CLAIM_SPEECH,
                     .gives = term->kind == CLAIM_GIVE,
                     .shows = term->kind == CLAIM_SHOW};

    bool incise = vg_claim_opens_incise(c, i);
    for (size_t t = to; v.weak && !incise && t < to + 3 && t + 1 < c->s->to; t++)
        if (vg_particle(c->doc, t, VG_PT_SAME) &&
            vg_claim_is(c, t + 1, CLAIM_BIT(CLAIM_ACCOUNT))) /* `a donné le même chiffre` */
            v.stance = VG_STANCE_CONFIRMS;

    v.main = v.clause;
    if (v.clause && v.clause->from < i)
        v.start = v.clause->from;
    for (int up = 0; v.main && v.main->form == VG_FORM_INF && v.main->governor >= 0 && up < CLIMB;
         up++) {
        v.main = &g->clauses[v.main->governor];
        if (v.main->from < v.start && v.main->sentence == v.clause->sentence)
            v.start = v.main->from;
    }
    if ((term->n_words == 1 || vg_particle(c->doc, i, VG_PT_OF_IT)) &&
        vg_terms_match(c->terms, c->doc, i, c->s->to, CLAIM_BIT(CLAIM_SELF), SELF_GAP, &self) &&
        !vg_claim_reflexive(c, &v)) {
        if (v.stance != VG_STANCE_CLAIMS)
            return;
        v.stance = VG_STANCE_ASSERTS; /* `attribue`, not `s'attribue` */
    }
    c->feels = v.stance == VG_STANCE_ASSERTS && vg_claim_feels(c, &v);
    if (vg_claim_silent(c, &v) || vg_claim_myself(c, &v) || vg_claim_wants(c, &v))
        return;
    if (one_says(c, &v))
        say_one(c, &v);
    else if (term->kind == CLAIM_ORIGIN)
        say_origin(c, &v);
    else if (vg_claim_is_passive(c, &v))
        say_passive(c, &v);
    else
        say_active(c, &v, vg_claim_is(c, i, CLAIM_BIT(CLAIM_BLAME)));
}
