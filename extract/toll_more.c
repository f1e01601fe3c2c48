/* toll_more.c - figures that go on from another one of the sentence or of the one before: `tué avec
 * deux de ses hommes`, `et une quinzaine côté rebelle`, `n'en reconnaît que vingt`, `tous des
 * civils`. */
#include "extract/toll_in.h"

#include "extract/particle.h"

#define ALONG_REACH  10 /* tokens from `a été tué` to `avec` */
#define RECKON_REACH 6  /* tokens from `en compte` to the number */

/* The number at token i that stands for people by itself: nothing that is counted follows it; NULL:
 * none. */
static const struct vg_number *bare_number(const struct finder *f, size_t i)
{
    const struct vg_document *doc = f->doc;
    const struct vg_number *n =
        doc->tokens[i].number >= 0 ? &doc->numbers[doc->tokens[i].number] : NULL;

    if (!n || n->from != i || n->ordinal || n->year_like || n->indefinite_article || n->percent ||
        n->fraction || doc->tokens[i].time >= 0)
        return NULL;
    enum vg_pos pos = n->to < f->s->to ? vg_token_pos(&doc->tokens[n->to]) : VG_POS_PUNCT;
    size_t to;
    if (n->to < f->s->to && /* `deux côté militaires` */
        vg_terms_match(f->terms, doc, n->to, f->s->to, TOLL_BIT(TOLL_AMONG), 0, &to))
        return n;
    return pos == VG_POS_NOUN || pos == VG_POS_PROPER || pos == VG_POS_ADJ ? NULL : n;
}

static bool in_toll(const struct finder *f, size_t first, const struct vg_number *n)
{
    for (size_t t = first; t < f->out->n_tolls; t++)
        if (f->out->tolls[t].from <= n->from && n->from < f->out->tolls[t].to)
            return true;
    return false;
}

void toll_along(struct finder *f, size_t to, size_t word, enum vg_outcome outcome)
{
    size_t end;

    for (size_t i = to; i < f->s->to && i < to + ALONG_REACH; i++) {
        const struct vg_token *t = &f->doc->tokens[i];
        if (toll_is_clause_break(f, i) || vg_token_pos(t) == VG_POS_PPAS ||
            (vg_token_pos(t) == VG_POS_NOUN && t->time < 0 && t->place < 0))
            return; /* `tués dans un accrochage avec dix hommes` */
        if (!vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_ALONG), 0, &end))
            continue;
        for (size_t k = 0; k < f->n_people; k++) {
            const struct party *p = &f->people[k];
            size_t start = p->from < p->head ? p->from : p->head;
            if (start >= end && start <= end + 1 && !(p->definite && !p->counted))
                toll_add_parties(f, word, outcome, k, k + 1);
        }
        return;
    }
}

/* `huit morts côté armée et une quinzaine parmi les insurgés`: a number alone with those whom it
 * counts. */
static void read_beside(struct finder *f, size_t first, const struct vg_number *n)
{
    const struct vg_toll *before = NULL;
    size_t to;
    const struct vg_term *among =
        n->to < f->s->to
            ? vg_terms_match(f->terms, f->doc, n->to, f->s->to, TOLL_BIT(TOLL_AMONG), 0, &to)
            : NULL;
    int group = among ? toll_phrase_group(f, to) : -1;

    for (size_t t = first; t < f->out->n_tolls; t++)
        if (f->out->tolls[t].word < n->from)
            before = &f->out->tolls[t];
    if (group < 0 || !before)
        return;
    enum vg_outcome outcome = before->outcome;
    struct vg_toll *t = toll_add(f, n->to - 1, outcome, n->count, group);
    t->from = n->from;
    t->to = n->to;
}

/* `n'en reconnaît que vingt`, `on en compte plus de cent`: as many of those last told. */
static void read_reckoned(struct finder *f, size_t first, size_t i, size_t to)
{
    const struct vg_toll *last = NULL;

    for (size_t t = f->out->n_tolls; t-- > 0 && !last;)
        if (f->out->tolls[t].word < i)
            last = &f->out->tolls[t];
    if (!last || last->sentence + 2 < f->doc->tokens[i].sentence)
        return;
    for (size_t t = f->out->n_tolls; t-- > 0;) { /* `neuf tués et cinq blessés; X en compte huit` */
        const struct vg_toll *x = &f->out->tolls[t];
        if (x->sentence != last->sentence)
            continue;
        if (x->word < i && x->outcome == VG_OUT_KILLED && last->outcome == VG_OUT_WOUNDED)
            last = x;
    }
    for (size_t k = to; k < f->s->to && k < to + RECKON_REACH; k++) {
        if (toll_is_clause_break(f, k))
            return;
        if (f->doc->tokens[k].number < 0)
            continue;
        const struct vg_number *n = bare_number(f, k);
        if (!n || in_toll(f, first, n))
            return;
        struct vg_toll was = *last;
        struct vg_toll *t = toll_add(f, k, was.outcome, n->count, (int)was.group);
        t->to = n->to;
        t->revises = was.sentence == t->sentence; /* `qui parlait de 19 morts, en reconnaît 20` */
        return;
    }
}

/* `ils sont des centaines à avoir fui`: a number between `être` and an infinitive that tells the
 * outcome. */
static void read_infinitive(struct finder *f, const struct vg_number *n)
{
    const uint64_t verbs = TOLL_BIT(TOLL_OUTCOME_VERB) | TOLL_BIT(TOLL_OUTCOME_SELF);
    size_t to;

    if (n->from == f->s->from || !toll_is(f, n->from - 1, TOLL_BIT(TOLL_BE)) || n->to >= f->s->to ||
        !vg_particle(f->doc, n->to, VG_PT_TO))
        return;
    for (size_t i = n->to + 1; i < f->s->to && i < n->to + 5 && !toll_is_clause_break(f, i); i++) {
        const struct vg_term *x = vg_terms_match(f->terms, f->doc, i, f->s->to, verbs, 2, &to);
        enum vg_outcome outcome = x ? (enum vg_outcome)x->value : VG_OUT_KILLED;
        if (!x || (x->kind == TOLL_OUTCOME_VERB && !toll_is(f, n->to + 1, TOLL_BIT(TOLL_BE))))
            continue;
        bool people = outcome == VG_OUT_DISPLACED || outcome == VG_OUT_ABDUCTED;
        struct vg_toll *t = toll_add(f, i, outcome, n->count,
                                     people                 ? VG_GROUP_CIVILIAN
                                     : f->named_group >= 0 ? f->named_group
                                                           : VG_GROUP_UNSPECIFIED);
        t->from = n->from;
        t->to = (uint32_t)to;
        return;
    }
}

/* `parlait de cinq tués, puis de vingt`: more of those. */
static void read_then(struct finder *f, size_t first, const struct vg_number *n)
{
    const struct vg_toll *before = NULL;

    size_t end;
    bool by_another = n->from > f->s->from && n->to < f->s->to &&
                      vg_terms_match(f->terms, f->doc, n->to, f->s->to, TOLL_BIT(TOLL_SOURCE), 0,
                                     &end) != NULL; /* `trente tués selon X, soixante selon Y` */
    bool then = n->from >= f->s->from + 2 && vg_particle(f->doc, n->from - 2, VG_PT_APART) &&
                (toll_is(f, n->from - 1, TOLL_BIT(TOLL_OF)) ||
                 vg_particle(f->doc, n->from - 1, VG_PT_TO));
    if (!by_another && !then)
        return;
    for (size_t t = first; t < f->out->n_tolls; t++)
        if (f->out->tolls[t].word < n->from)
            before = &f->out->tolls[t];
    if (!before)
        return;
    struct vg_toll was = *before;
    struct vg_toll *t = toll_add(f, n->to - 1, was.outcome, n->count, (int)was.group);
    t->from = n->from;
    t->to = n->to;
}

#define PLACE_REACH 5 /* tokens from the preposition to its place */

/* The place that a preposition at token i leads to, -1: none. */
static int32_t place_after(const struct finder *f, size_t i)
{
    const struct vg_document *doc = f->doc;

    if (i >= f->s->to || toll_is(f, i, TOLL_BIT(TOLL_OF)) ||
        (vg_token_pos(&doc->tokens[i]) != VG_POS_PREP &&
         !vg_particle(doc, i, VG_PT_TO | VG_PT_TO_THE)))
        return -1;
    for (size_t k = i + 1; k < f->s->to && k < i + 1 + PLACE_REACH; k++) {
        if (doc->tokens[k].place >= 0)
            return doc->tokens[k].place;
        if (doc->tokens[k].kind == VG_TOK_PUNCT || doc->tokens[k].number >= 0 ||
            toll_is_clause_break(f, k))
            return -1;
    }
    return -1;
}

/* `neuf morts : sept à Ségué, deux à Sonfounou`: each number with its place; the sum of them tells
 * nothing of its own. */
static void read_places(struct finder *f, size_t first)
{
    size_t n_before = f->out->n_tolls;
    int64_t sum = 0;

    for (size_t i = f->s->from; i < f->s->to && n_before > first; i++) {
        const struct vg_number *n = bare_number(f, i);
        const struct vg_toll *last = &f->out->tolls[f->out->n_tolls - 1];
        if (!n || n->count.min == VG_COUNT_NULL || n->range || last->word >= i ||
            in_toll(f, first, n) || place_after(f, n->to) < 0)
            continue;
        struct vg_toll was = *last;
        struct vg_toll *t = toll_add(f, n->to - 1, was.outcome, n->count, (int)was.group);
        t->from = n->from;
        t->place = place_after(f, n->to);
        sum += n->count.min;
    }
    for (size_t t = first; t < n_before && sum > 0; t++) {
        struct vg_toll *x = &f->out->tolls[t];
        x->place = place_after(f, x->to);
        x->aggregate |= x->place < 0 && x->count.min == sum;
    }
}

/* `s'y ajoutent six civils`, `auxquels s'ajoutent des armes`: what befell those told last befell
 * them, too. */
static void read_added(struct finder *f, size_t to)
{
    const struct vg_toll *last =
        f->out->n_tolls ? &f->out->tolls[f->out->n_tolls - 1] : NULL;
    size_t a, b;

    if (!last || last->sentence + 1 < f->doc->tokens[to - 1].sentence || last->from >= to ||
        !toll_object(f, f->people, f->n_people, to - 1, &a, &b))
        return;
    enum vg_outcome outcome = last->outcome;
    toll_add_parties(f, to - 1, outcome, a, b);
}

bool toll_adds(const struct finder *f, size_t i, size_t *ret_to)
{
    bool self = false;

    if (vg_token_pos(&f->doc->tokens[i]) != VG_POS_VERB ||
        !vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_ADDS), 1, ret_to))
        return false;
    for (size_t k = i; k > f->s->from && i - k < 2; k--)
        self |= vg_particle(f->doc, k - 1, VG_PT_SELF);
    return self;
}

void toll_find_more(struct finder *f, size_t first)
{
    const uint64_t kinds = TOLL_BIT(TOLL_RECKON) | TOLL_BIT(TOLL_KEEPS_TO) | TOLL_BIT(TOLL_ADDS);
    bool told = vg_terms_in(f->terms, f->doc, f->s, kinds);
    size_t to;

    for (size_t i = f->s->from; i < f->s->to; i++) {
        const struct vg_number *n = f->doc->tokens[i].number < 0 ? NULL : bare_number(f, i);
        if (n && !in_toll(f, first, n))
            read_beside(f, first, n), read_then(f, first, n), read_infinitive(f, n);
        if (!told)
            continue;
        if (i > f->s->from && vg_token_pos(&f->doc->tokens[i]) == VG_POS_VERB &&
            vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_RECKON), 1, &to) &&
            (toll_is(f, i - 1, TOLL_BIT(TOLL_CLITIC_OF))))
            read_reckoned(f, first, i, to);
        if (vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_KEEPS_TO), 1, &to))
            read_reckoned(f, first, i, to);
        if (toll_adds(f, i, &to))
            read_added(f, to);
    }
    read_places(f, first);
}

#define LISTED_REACH 10 /* tokens from `les victimes` to `sont` */

bool toll_listed_after(struct finder *f, size_t i, size_t to, enum vg_outcome outcome)
{
    size_t verb = to, end = 0;
    const struct vg_reading *r = vg_token_reading(&f->doc->tokens[i]);

    if (i == f->s->from || !toll_is(f, i - 1, TOLL_BIT(TOLL_DEFINITE)) || !r || !r->plural)
        return false;
    while (verb < f->s->to && verb < to + LISTED_REACH && !toll_is_clause_break(f, verb) &&
           !toll_is(f, verb, TOLL_BIT(TOLL_BE)))
        verb++;
    if (verb == f->s->to || verb == to + LISTED_REACH)
        return false;
    if (vg_terms_match(f->terms, f->doc, verb, f->s->to, TOLL_BIT(TOLL_LISTS), 0, &end) == NULL &&
        !toll_is(f, verb, TOLL_BIT(TOLL_BE)))
        return false;
    end = end ? end : verb + 1;
    for (size_t k = 0; k < f->n_people; k++) {
        const struct party *p = &f->people[k];
        if (p->from < end)
            continue;
        if (p->from > end + 1 || (p->plural && !p->counted && !p->some) || p->definite)
            return false;
        size_t a, b;
        if (!toll_object(f, f->people, f->n_people, end - 1, &a, &b))
            return false;
        size_t first = f->out->n_tolls;
        toll_add_parties(f, i, outcome, a, b);
        for (size_t t = first; t < f->out->n_tolls; t++)
            f->out->tolls[t].listed = true;
        return true;
    }
    return false;
}

bool toll_fronted(const struct finder *f, size_t i, size_t *ret_from, size_t *ret_to)
{
    const struct vg_document *doc = f->doc;
    size_t comma = i;

    for (size_t k = f->s->from; k < i; k++)
        if (vg_token_pos(&doc->tokens[k]) != VG_POS_ADV && doc->tokens[k].kind != VG_TOK_PUNCT)
            return false;
    while (comma < f->s->to && comma < i + 25 && !vg_sv_is(doc->tokens[comma].norm, ","))
        comma++;
    for (size_t k = 0; k < f->n_people; k++) {
        const struct party *p = &f->people[k];
        size_t start = p->from < p->head ? p->from : p->head;
        if (start <= comma || start > comma + 2)
            continue;
        *ret_from = k;
        *ret_to = k + 1;
        return true;
    }
    return false;
}
