/* toll_revise.c - tolls that are told anew: `le bilan passe de 17 à 42`, `onze, et non dix`, and
 * those given up. */
#include "extract/toll_in.h"
#include "extract/particle.h"

#define TALLY_REACH 30 /* tokens from `le bilan` to its number */
#define CUE_REACH   12 /* tokens between `d'abord`, `au départ` and the figure */

/* Is token i of the sentence one of these (bits of enum vg_particle)? */
static bool is(const struct finder *f, size_t i, unsigned bits)
{
    return i < f->s->to && vg_particle(f->doc, i, bits);
}

static bool ends_clause(const struct finder *f, size_t i)
{
    if (i >= f->s->to)
        return false;
    struct vg_sv s = f->doc->tokens[i].norm;
    return vg_sv_is(s, ";") || vg_sv_is(s, ":") || vg_sv_is(s, ".");
}

/* The bare number that begins at token i and may count people: nothing that is counted follows it;
 * NULL: none. */
static const struct vg_number *bare_number(const struct finder *f, size_t i)
{
    const struct vg_document *doc = f->doc;
    const struct vg_number *n =
        doc->tokens[i].number >= 0 ? &doc->numbers[doc->tokens[i].number] : NULL;

    if (!n || n->from != i || n->ordinal || n->year_like || n->indefinite_article || n->percent ||
        n->fraction || n->count.min == VG_COUNT_NULL || doc->tokens[i].time >= 0)
        return NULL;
    if (n->to < f->s->to) {
        enum vg_pos pos = vg_token_pos(&doc->tokens[n->to]);
        if (pos == VG_POS_NOUN || pos == VG_POS_PROPER || pos == VG_POS_ADJ ||
            doc->tokens[n->to].number >= 0)
            return NULL;
    }
    return n;
}

/* Is the number one of a figure that was read? */
static struct vg_toll *toll_of(const struct finder *f, size_t first, const struct vg_number *n)
{
    for (size_t t = first; t < f->out->n_tolls; t++)
        if (f->out->tolls[t].from <= n->from && n->from < f->out->tolls[t].to)
            return &f->out->tolls[t];
    return NULL;
}

/* What the tally counts: `le nombre de blessés`, `des militaires tués`; the dead when it does not
 * say. */
static enum vg_outcome tallied(const struct finder *f, size_t from, size_t to, int *ret_group)
{
    const uint64_t kinds = TOLL_BIT(TOLL_OUTCOME_NOUN) | TOLL_BIT(TOLL_OUTCOME_VERB);
    enum vg_outcome outcome = VG_OUT_KILLED;
    size_t end;

    *ret_group = VG_GROUP_UNSPECIFIED;
    for (size_t k = 0; k < f->n_people; k++)
        if (f->people[k].head > from && f->people[k].head < to && !f->people[k].bare &&
            !f->people[k].counted && f->people[k].head < from + 8)
            *ret_group = f->people[k].group;
    for (size_t i = from; i < to && i < from + 8; i++) {
        const struct vg_term *x = vg_terms_match(f->terms, f->doc, i, to, kinds, 0, &end);
        if (x) {
            outcome = (enum vg_outcome)x->value;
            break;
        }
    }
    return outcome;
}

/* `le nombre des morts est passé de 17 à 42`, `le dernier décompte est de 31`: the last number
 * after the verb. */
static void read_tally(struct finder *f, size_t first, size_t tally)
{
    const struct vg_number *last = NULL;
    size_t verb = 0, end;

    for (size_t i = tally + 1; i < f->s->to && i < tally + TALLY_REACH; i++) {
        if (ends_clause(f, i))
            break;
        if (!verb &&
            vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_TALLY_VERB), 2, &end))
            verb = i;
        const struct vg_number *n = verb ? bare_number(f, i) : NULL;
        if (n && (last == NULL || is(f, i - 1, VG_PT_TO | VG_PT_BUT)))
            last = n;
    }
    if (!last || last->from > verb + 9 || toll_of(f, first, last))
        return;
    int group;
    enum vg_outcome outcome = tallied(f, tally, verb, &group);
    struct vg_count count = last->count; /* `est passé de deux à trois` */
    if (last->range && last->n_ends == 2)
        count.min = count.max = (int64_t)last->ends[1].value;
    struct vg_toll *t = toll_add(f, last->to - 1, outcome, count, group);
    t->from = last->from;
    t->to = last->to;
    t->revises = true;
}

/* `ramène le compte à 35`, `porte le bilan à 42`: the number after `à` behind the tally that is the
 * verb's object. */
static void read_set_tally(struct finder *f, size_t first, size_t verb, size_t to)
{
    size_t end, tally = 0;

    for (size_t i = to; i < f->s->to && i < to + 12 && !ends_clause(f, i); i++) {
        if (vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_TALLY), 0, &end))
            tally = i;
        /* `portant à sept le nombre de morts` */
        bool before =
            !tally && f->doc->tokens[i].number >= 0 &&
            f->doc->numbers[f->doc->tokens[i].number].to + 2u < f->s->to &&
            toll_is(f, f->doc->numbers[f->doc->tokens[i].number].to, TOLL_BIT(TOLL_DEFINITE)) &&
            vg_terms_match(f->terms, f->doc, f->doc->numbers[f->doc->tokens[i].number].to + 1,
                           f->s->to, TOLL_BIT(TOLL_TALLY), 0, &end);
        if (before)
            tally = f->doc->numbers[f->doc->tokens[i].number].to + 1;
        const struct vg_number *n =
            tally && is(f, i - 1, VG_PT_TO) ? bare_number(f, i) : NULL;
        struct vg_toll *read = n ? toll_of(f, first, n) : NULL;
        bool caught = read && read->word == verb && read->outcome == VG_OUT_CAPTURED;
        if (!n || (read && !caught))
            continue;
        if (caught) /* `arrête le bilan à neuf` */
            read->aggregate = true;
        int group;
        enum vg_outcome outcome = tallied(f, tally, before ? f->s->to : i, &group);
        struct vg_toll *t = toll_add(f, verb, outcome, n->count, group);
        t->from = (uint32_t)verb;
        t->to = n->to;
        t->revises = true;
        return;
    }
}

/* `ne sont plus 132 mais 195`, `non pas dix mais douze`: what is put right; a number that counts
 * like the one before. */
static void read_correction(struct finder *f, size_t first, size_t mais)
{
    const struct vg_number *n = mais + 1 < f->s->to ? bare_number(f, mais + 1) : NULL;
    struct vg_toll *old = NULL;

    if (mais <= f->s->from || f->doc->tokens[mais - 1].number < 0)
        return;
    for (size_t t = f->out->n_tolls; t-- > first && !old;)
        if (f->out->tolls[t].word < mais)
            old = &f->out->tolls[t];
    if (!n || !old || toll_of(f, first, n))
        return;
    struct vg_toll was = *old;
    struct vg_toll *t = toll_add(f, mais + 1, was.outcome, n->count, (int)was.group);
    t->to = n->to;
    t->revises = true;
}

/* `d'abord`, `au départ`, `contre sept annoncés lundi`: the figures beside it have been given up.
 */
static void mark_old(struct finder *f, size_t first, size_t from, size_t to)
{
    for (size_t t = first; t < f->out->n_tolls; t++) {
        struct vg_toll *x = &f->out->tolls[t];
        size_t a = x->from < to ? x->to : to, b = x->from < to ? from : x->from;
        bool apart = b > a + CUE_REACH;
        for (size_t i = a; i < b && !apart; i++)
            apart |= ends_clause(f, i) || is(f, i, VG_PT_APART) || bare_number(f, i);
        x->old |= !apart;
    }
}

void toll_revise(struct finder *f, size_t first)
{
    const uint64_t kinds =
        TOLL_BIT(TOLL_TALLY) | TOLL_BIT(TOLL_TALLY_SET) | TOLL_BIT(TOLL_FORMERLY);
    size_t to, end;

    /* without figures and words for them there is nothing to put right */
    if (f->out->n_tolls == first && !vg_terms_in(f->terms, f->doc, f->s, kinds))
        return;
    for (size_t i = f->s->from; i < f->s->to; i++) {
        if (vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_TALLY), 0, &to))
            read_tally(f, first, i);
        else if (vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_TALLY_SET), 0, &to))
            read_set_tally(f, first, i, to);
        else if (is(f, i, VG_PT_BUT))
            read_correction(f, first, i);
        else if (vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_FORMERLY), 1, &end))
            mark_old(f, first, i, end);
    }
}
