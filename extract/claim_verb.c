/* claim_verb.c - what a verb of saying says at all: negated, planned, felt, wanted. */
#include "extract/claim_in.h"
#include "extract/particle.h"

#define CLIMB        4   /* verbs above an infinitive or participle */
#define FELT         3   /* tokens from `disent` to `soulagement` */
#define WANTED       4   /* tokens from `revendique` to `l'indépendance` */

/* `ne reconnaît que onze morts`: only, not not. */
static bool restricted(const struct vg_claim_scan *c, size_t to)
{
    for (size_t i = to; i < to + 4 && i < c->s->to; i++)
        if (vg_claim_is(c, i, CLAIM_BIT(CLAIM_RESTRICT)))
            return true;
    return false;
}

static bool negated_by_word(const struct vg_claim_scan *c, size_t i)
{
    for (size_t k = i; k > c->s->from && i - k < 5; k--) {
        enum vg_pos pos = (enum vg_pos)c->doc->groups->pos[k - 1];
        if (vg_claim_is(c, k - 1, CLAIM_BIT(CLAIM_NEGATION)))
            return true;
        if (c->doc->tokens[k - 1].kind == VG_TOK_PUNCT || pos == VG_POS_NOUN)
            return false;
    }
    return false;
}

bool vg_claim_opens_incise(const struct vg_claim_scan *c, size_t start)
{
    static const char *const marks[] = {",", "»", "”", "\"", "!", "?", "-", "–", "—", "…"};

    if (start == c->s->from)
        return true;
    for (size_t i = 0; i < VG_COUNT_OF(marks); i++)
        if (vg_claim_norm_is(c, start - 1, marks[i]))
            return true;
    return false;
}

bool vg_claim_after_quote(const struct vg_claim_scan *c, size_t start)
{
    for (size_t i = start; i > c->s->from && i + 2 > start; i--)
        if (vg_claim_norm_is(c, i - 1, "»") || vg_claim_norm_is(c, i - 1, "”") ||
            vg_claim_norm_is(c, i - 1, "\""))
            return true;
    return false;
}

/* `le ministère décrit « une horde »`: a form that is both, with a quotation for its object. */
bool vg_claim_reads_active(const struct vg_claim_scan *c, size_t i)
{
    return vg_claim_may_be_finite(&c->doc->tokens[i]) && i + 1 < c->s->to &&
           (vg_claim_norm_is(c, i + 1, "«") ||
            vg_claim_is(c, i + 1, CLAIM_BIT(CLAIM_THAT) | CLAIM_BIT(CLAIM_OWN_PART)) ||
            vg_claim_after_quote(c, i));
}

/* Does he say nothing after all: `n'a pas confirmé`, `refuse de confirmer`, `devrait annoncer`? */
bool vg_claim_silent(const struct vg_claim_scan *c, const struct vg_said *v)
{
    const struct vg_groups *g = c->doc->groups;
    const struct vg_clause *x = v->clause;

    if (v->stance == VG_STANCE_CLAIMS && x && x->form == VG_FORM_INF && v->start > c->s->from &&
        vg_claim_is(c, v->start - 1, CLAIM_BIT(CLAIM_AT)))
        return true; /* `prompt à revendiquer` */
    if (negated_by_word(c, v->start) || negated_by_word(c, v->i))
        return !restricted(c, v->to);
    for (int up = 0; x && up < CLIMB; up++) {
        if (x->negated && !restricted(c, v->to))
            return true;
        bool bare = v->weak && x == v->clause && x->form == VG_FORM_INF &&
                    !vg_claim_opens_incise(c, v->start) && !vg_claim_after_quote(c, v->start);
        if (((v->weak && x->purpose) || bare) && !vg_claim_is(c, v->to, CLAIM_BIT(CLAIM_THAT)))
            return true; /* `sortent pour évaluer les dégâts`, `a pu compter les morts` */
        if (x->hypothetical || x->dropped || (x->form == VG_FORM_FINITE && x->future) ||
            (x->modal && x->form != VG_FORM_PPAS))
            return true;
        if (x != v->clause && vg_claim_is(c, x->head, CLAIM_BIT(CLAIM_REFUSE)))
            return true;
        if (x->form == VG_FORM_FINITE || x->governor < 0 ||
            (x == v->clause && x->form == VG_FORM_PPAS && vg_claim_reads_active(c, v->i)))
            break;
        x = &g->clauses[x->governor];
    }
    return false;
}

bool vg_claim_is_passive(const struct vg_claim_scan *c, const struct vg_said *v)
{
    if (c->doc->groups->pos[v->i] != VG_POS_PPAS || vg_claim_reads_active(c, v->i))
        return false;
    if (v->clause)
        return v->clause->voice == VG_VOICE_PASSIVE ||
               (v->clause->form == VG_FORM_PPAS && v->clause->from == v->i);
    return true;
}

/* `revendique l'indépendance`, `valide l'accord`: what he wants, not what he did or knows. */
bool vg_claim_wants(const struct vg_claim_scan *c, const struct vg_said *v)
{
    uint64_t kind = v->stance == VG_STANCE_CLAIMS     ? CLAIM_BIT(CLAIM_WANT)
                    : v->stance == VG_STANCE_CONFIRMS ? CLAIM_BIT(CLAIM_PACT)
                    : v->stance == VG_STANCE_DENIES   ? CLAIM_BIT(CLAIM_NATURE)
                                                      : 0;

    size_t reach = v->stance == VG_STANCE_DENIES ? WANTED + 2 : WANTED; /* `toutefois qu'il` */

    for (size_t i = v->to; kind && i < v->to + reach && i < c->s->to; i++)
        if (vg_claim_is(c, i, kind))
            return true;
    return false;
}

bool vg_claim_reflexive(const struct vg_claim_scan *c, const struct vg_said *v)
{
    if (v->clause && v->clause->voice == VG_VOICE_REFLEXIVE)
        return true;
    for (size_t k = v->i; k > c->s->from && k + 4 > v->i; k--)
        if (vg_particle(c->doc, k - 1, VG_PT_SELF))
            return true;
    return false;
}

/* `disent leur soulagement`, `pour dire non à`: nothing of what happened. */
bool vg_claim_feels(const struct vg_claim_scan *c, const struct vg_said *v)
{
    for (size_t i = v->to; i < v->to + FELT && i < c->s->to; i++) {
        if (c->doc->tokens[i].kind == VG_TOK_PUNCT || vg_claim_is(c, i, CLAIM_BIT(CLAIM_THAT)))
            return false;
        if (vg_claim_is(c, i, CLAIM_BIT(CLAIM_FEELING)))
            return true;
    }
    return false;
}

/* `« Je viens d'apprendre que »`: the quotation is somebody's already. */
bool vg_claim_myself(const struct vg_claim_scan *c, const struct vg_said *v)
{
    size_t i = v->start;

    if (c->doc->tokens[v->i].quote < 0)
        return false;
    return (i > c->s->from && vg_claim_is(c, i - 1, CLAIM_BIT(CLAIM_MYSELF))) ||
           vg_claim_is(c, i, CLAIM_BIT(CLAIM_MYSELF));
}
