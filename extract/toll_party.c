/* toll_party.c - people and things as a sentence names them. */
#include "extract/toll_in.h"

#include "extract/who.h"
#include "extract/particle.h"

bool toll_is(const struct finder *f, size_t i, uint64_t kinds)
{
    size_t to;

    return vg_terms_match(f->terms, f->doc, i, i + 1, kinds, 0, &to) != NULL;
}

static bool is_filler(const struct finder *f, size_t i)
{
    enum vg_pos pos = vg_token_pos(&f->doc->tokens[i]);

    return pos == VG_POS_ADJ || pos == VG_POS_ADV || pos == VG_POS_PPAS;
}

bool toll_is_mark(const struct finder *f, size_t i)
{
    struct vg_sv s = f->doc->tokens[i].norm;

    return vg_sv_is(s, "\"") || vg_sv_is(s, "«") || vg_sv_is(s, "»") || vg_sv_is(s, "“");
}

/* `trois des quatre jihadistes`, `deux des assaillants`, `dix de ses passagers`: the number that
 * stands before `des` at token i, or before `de` at i and its possessive; NULL: none. */
static const struct vg_number *part_number(const struct finder *f, size_t i)
{
    const struct vg_document *doc = f->doc;

    if (i >= f->s->from + 2 && toll_is(f, i, TOLL_BIT(TOLL_DEFINITE)) &&
        toll_is(f, i - 1, TOLL_BIT(TOLL_OF)))
        i--;
    else if (!vg_particle(doc, i, VG_PT_OF_THE))
        return NULL;
    if (i <= f->s->from || doc->tokens[i - 1].number < 0)
        return NULL;
    const struct vg_number *n = &doc->numbers[doc->tokens[i - 1].number];
    return n->ordinal ? NULL : n;
}

static void set_count(struct party *p, const struct vg_number *n)
{
    p->counted = true;
    p->count = n->count;
    p->from = n->from;
    p->plural |=
        n->count.min == VG_COUNT_NULL || n->count.min > 1 || n->count.max != n->count.min;
}

/* How many: looks left of the head for a number or a determiner. */
static void count_party(const struct finder *f, struct party *p, bool thing)
{
    const struct vg_document *doc = f->doc;
    size_t i = p->head;

    for (int steps = 0; i > f->s->from && steps < 5; steps++) {
        const struct vg_token *t = &doc->tokens[i - 1];
        if (t->number >= 0 && !doc->numbers[t->number].ordinal) {
            const struct vg_number *n = &doc->numbers[t->number];
            const struct vg_number *part =
                n->from > f->s->from ? part_number(f, n->from - 1) : NULL;
            set_count(p, part ? part : n);
            return;
        }
        const struct vg_number *part = part_number(f, i - 1);
        if (part) {
            set_count(p, part);
            return;
        }
        if (toll_is(f, i - 1, TOLL_BIT(TOLL_DEFINITE))) {
            p->definite = true;
            p->from = (uint32_t)i - 1;
            break;
        }
        if (vg_particle(doc, i - 1, VG_PT_OF)) {
            i--;
            continue; /* une dizaine de */
        }
        if (toll_is(f, i - 1, TOLL_BIT(TOLL_SOME))) {
            p->some = true;
            p->from = (uint32_t)i - 1;
            break;
        }
        if (!is_filler(f, i - 1) && !toll_is_mark(f, i - 1))
            break;
        p->others |= toll_is(f, i - 1, TOLL_BIT(TOLL_OTHER));
        i--;
    }
    const struct vg_reading *r = vg_token_reading(&doc->tokens[p->head]);
    p->plural |= r ? r->plural && !r->singular : vg_sv_ends(doc->tokens[p->head].norm, VG_SV("s"));
    if (r && r->plural && r->singular && i > f->s->from) { /* invariable: the determiner decides */
        const struct vg_reading *d = vg_token_reading(&doc->tokens[i - 1]);
        p->plural |= d && d->plural && !d->singular;
    }
    p->count =
        p->plural ? (struct vg_count){1, VG_COUNT_NULL, false} : (struct vg_count){1, 1, false};
    if (thing && !p->plural && (!p->definite || toll_is(f, p->head, TOLL_BIT(TOLL_MASS))))
        p->count = (struct vg_count){1, VG_COUNT_NULL, false}; /* du bétail */
}

/* The actor that the party is or belongs to: `dix soldats du FLA`, `trois éléments de la Garde`. */
static int32_t actor_of(const struct finder *f, const struct party *p)
{
    const struct vg_document *doc = f->doc;

    if (doc->tokens[p->head].actor >= 0)
        return doc->tokens[p->head].actor;
    for (size_t i = p->head + 1; i < f->s->to && i < p->head + 6u; i++) {
        if (doc->tokens[i].kind == VG_TOK_PUNCT || vg_token_pos(&doc->tokens[i]) == VG_POS_VERB ||
            vg_token_pos(&doc->tokens[i]) == VG_POS_PPAS)
            return -1;
        if (doc->tokens[i].actor >= 0)
            return doc->tokens[i].actor;
    }
    return -1;
}

static void set_group(const struct finder *f, struct party *p, const struct vg_term *term)
{
    p->group = term->value;
    p->vague = term->value == VG_GROUP_UNSPECIFIED;
    p->anyone = term->value2 == 1;
    p->men = term->value2 == 2;
    p->sex_age = term->kind == TOLL_PERSON_FEMALE;
    p->actor = actor_of(f, p);
    if (p->actor < 0)
        return;
    const char *code = f->doc->actors[p->actor].code;
    int g = code ? (int)vg_actor_group(f->doc, code) : VG_GROUP_UNSPECIFIED;
    /* the noun itself is plainer than what it belongs to: a civil servant of the army stays what he
     * is */
    /* `sept personnes` are people, whoever they were */
    if (g == VG_GROUP_CIVILIAN && term->value == VG_GROUP_UNSPECIFIED &&
        f->doc->actors[p->actor].from <= p->head)
        return;
    if (g != VG_GROUP_UNSPECIFIED && (term->value == VG_GROUP_UNSPECIFIED ||
                                      (term->value != VG_GROUP_CIVILIAN && g != VG_GROUP_CIVILIAN)))
        p->group = g;
}

/* `57 ans`, `à 15 km`, `le 7 mars`, `20 %`: a number that counts no people. */
static bool counts_other(const struct finder *f, const struct vg_number *n)
{
    const struct vg_token *next = n->to < f->s->to ? &f->doc->tokens[n->to] : NULL;

    const struct vg_token *before = n->from > f->s->from ? &f->doc->tokens[n->from - 1] : NULL;

    if (before && (vg_token_pos(before) == VG_POS_NOUN || vg_token_pos(before) == VG_POS_PROPER))
        return true; /* `le numéro deux` */
    return n->percent || n->fraction || f->doc->tokens[n->from].time >= 0 ||
           (next && (vg_token_pos(next) == VG_POS_NOUN || vg_token_pos(next) == VG_POS_PROPER));
}

/* `trois d'entre eux`, `cinq autres`, `onze`: a number that stands for people. */
static void add_bare(struct finder *f, const struct vg_number *n)
{
    size_t i = n->to;

    if (n->ordinal || n->year_like || n->count.min == VG_COUNT_NULL)
        return;
    bool more = i + 1 < f->s->to && vg_particle(f->doc, i, VG_PT_OF_SHORT) &&
                vg_particle(f->doc, i + 1, VG_PT_OTHERS); /* `des centaines d'autres` */
    bool other = more || (i < f->s->to && toll_is(f, i, TOLL_BIT(TOLL_OTHER)));
    bool of = i + 1 < f->s->to && vg_particle(f->doc, i, VG_PT_OF_SHORT) &&
              toll_is(f, i + 2 < f->s->to ? i + 2 : i + 1, TOLL_BIT(TOLL_OTHER));
    bool verb_follows = i < f->s->to && (toll_is(f, i, TOLL_BIT(TOLL_BE) | TOLL_BIT(TOLL_HAVE)) ||
                                         vg_token_pos(&f->doc->tokens[i]) == VG_POS_PPAS);
    size_t past = i; /* `soixante-dix faits prisonniers` */
    const struct vg_term *told =
        i < f->s->to
            ? vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_OUTCOME_VERB), 0, &past)
            : NULL;
    verb_follows |= told && told->n_words > 1 && toll_may_be_participle(&f->doc->tokens[i]);
    bool short_inside = n->from > f->s->from + 1 && n->to - n->from <= 3 && !counts_other(f, n);
    if (n->indefinite_article && !other)
        return;
    bool corrected = i < f->s->to && vg_particle(f->doc, i, VG_PT_BUT);
    if ((!other && !of && !verb_follows && !short_inside) || corrected)
        return;
    if (n->fraction && !verb_follows)
        return;
    struct party *p = VG_PUSH(f->doc->arena, f->people, f->n_people, f->cap_people);
    *p = (struct party){.from = n->from,
                        .head = n->to - 1,
                        .to = n->to + (more    ? 2
                                       : other ? 1
                                       : of  ? 3
                                             : 0),
                        /* `un troisième a succombé` */
                        .count = n->fraction ? (struct vg_count){1, 1, false} : n->count,
                        .counted = true,
                        .plural = n->count.min > 1 || n->count.max == VG_COUNT_NULL,
                        .bare = true,
                        .of_them = of,
                        .group = VG_GROUP_UNSPECIFIED,
                        .actor = -1};
}

bool toll_may_be_participle(const struct vg_token *t)
{
    for (size_t r = 0; r < t->n_readings; r++)
        if (t->readings[r].pos == VG_POS_PPAS)
            return true;
    return false;
}

/* `d'autres ont été blessés`: more people of those, unless a noun follows. */
static bool others_at(const struct finder *f, size_t i)
{
    const struct vg_document *doc = f->doc;

    return i + 2 < f->s->to && vg_particle(doc, i, VG_PT_OF_SHORT) &&
           vg_particle(doc, i + 1, VG_PT_OTHERS) &&
           (i == f->s->from || (doc->tokens[i - 1].number < 0 &&
                                vg_token_pos(&doc->tokens[i - 1]) != VG_POS_ADV)) &&
           (toll_is(f, i + 2, TOLL_BIT(TOLL_BE) | TOLL_BIT(TOLL_HAVE)) ||
            toll_may_be_participle(&doc->tokens[i + 2]));
}

/* `plusieurs ont été blessés`: of those told before. */
static bool several_at(const struct finder *f, size_t i)
{
    return i + 1 < f->s->to && toll_is(f, i, TOLL_BIT(TOLL_SEVERAL)) &&
           toll_is(f, i + 1, TOLL_BIT(TOLL_BE) | TOLL_BIT(TOLL_HAVE));
}

/* n_words of them, at least `least`. */
static void add_others(struct finder *f, size_t i, size_t n_words, int64_t least)
{
    struct party *p = VG_PUSH(f->doc->arena, f->people, f->n_people, f->cap_people);

    *p = (struct party){.from = (uint32_t)i,
                        .head = (uint32_t)(i + n_words - 1),
                        .to = (uint32_t)(i + n_words),
                        .count = {least, VG_COUNT_NULL, false},
                        .some = true,
                        .plural = true,
                        .bare = true,
                        .group = VG_GROUP_UNSPECIFIED,
                        .actor = -1};
}

/* `deux fusils AK 47`, `de type Kalachnikov`, `de 12,7 mm`: past what tells the model of a thing.
 */
static size_t model_end(const struct finder *f, size_t i)
{
    const struct vg_token *t = f->doc->tokens;
    size_t k = i;

    if (k + 1 < f->s->to && vg_particle(f->doc, k, VG_PT_OF) &&
        !vg_particle(f->doc, k, VG_PT_OF_SHORT) &&
        (t[k + 1].number >= 0 || vg_particle(f->doc, k + 1, VG_PT_MODEL)))
        k += 2;
    while (k < f->s->to && k < i + 5 && t[k].place < 0 && t[k].actor < 0 &&
           (t[k].all_caps || (k > i && t[k].capital) || t[k].number >= 0 ||
            vg_particle(f->doc, k, VG_PT_CALIBRE)) &&
           !(k + 1 < f->s->to && t[k].number >= 0 && vg_token_pos(&t[k + 1]) == VG_POS_NOUN &&
             !vg_particle(f->doc, k + 1, VG_PT_CALIBRE)))
        k++;
    return k;
}

/* `un cadre jihadiste`, `deux responsables militaires`: the adjective at token i tells the side
 * that the noun leaves open. */
static void kind_told(const struct finder *f, struct party *p, size_t i)
{
    size_t to;
    const struct vg_term *kind =
        vg_terms_match(f->terms, f->doc, i, i + 1, TOLL_BIT(TOLL_PERSON), 0, &to);

    if (kind && p->vague && p->group == VG_GROUP_UNSPECIFIED && kind->value != VG_GROUP_UNSPECIFIED)
        p->group = kind->value;
}

/* `six éléments du détachement`: of whom the word leaves open, what it belongs to tells. */
static void of_body(const struct finder *f, struct party *p, size_t to)
{
    if (!p->vague || p->anyone || p->group != VG_GROUP_UNSPECIFIED || to + 1 >= f->s->to ||
        !toll_is(f, to, TOLL_BIT(TOLL_OF)))
        return;
    int g = toll_body_group(f, to + 1, to + 4);
    if (g >= 0)
        p->group = g;
}

static void add_party(struct finder *f, size_t i, size_t to, const struct vg_term *term)
{
    bool thing = term->kind == TOLL_ITEM;
    struct party *p = thing ? VG_PUSH(f->doc->arena, f->things, f->n_things, f->cap_things)
                            : VG_PUSH(f->doc->arena, f->people, f->n_people, f->cap_people);

    *p = (struct party){.from = (uint32_t)i, .head = (uint32_t)i, .to = (uint32_t)to, .actor = -1};
    count_party(f, p, thing);
    if (thing)
        p->group = term->value;
    else
        set_group(f, p, term), of_body(f, p, to), toll_own_people(f, p);
    while (p->to < f->s->to && vg_token_pos(&f->doc->tokens[p->to]) == VG_POS_ADJ &&
           (thing || !toll_is(f, p->to, TOLL_BIT(TOLL_OUTCOME_VERB)))) {
        if (!thing)
            kind_told(f, p, p->to);
        p->to++;
    }
    if (thing)
        p->to = (uint32_t)model_end(f, p->to);
}

/* `mettre le feu aux cases`: the words of a verb of loss end before token i. */
static bool verb_leads_to(const struct finder *f, size_t i)
{
    size_t to;

    for (size_t k = i; k-- > f->s->from && i - k <= 6;)
        if (vg_terms_match(f->terms, f->doc, k, f->s->to, TOLL_BIT(TOLL_LOSS_VERB), 3, &to) &&
            to == i)
            return true;
    return false;
}

/* An adjective after a noun (`une organisation humanitaire`, `un véhicule civil`) names nobody; `à
 * moto` says how. */
static bool qualifies(const struct finder *f, size_t i, enum vg_pos pos, const struct vg_term *term)
{
    if (i == f->s->from)
        return false;
    enum vg_pos before = vg_token_pos(&f->doc->tokens[i - 1]);
    bool number = f->doc->tokens[i - 1].number >= 0;
    bool counted = i > f->s->from + 1 && f->doc->tokens[i - 2].number >= 0; /* `un seul civil` */
    int32_t actor = f->doc->tokens[i].actor;
    bool vague =
        term->kind == TOLL_PERSON && term->value == VG_GROUP_UNSPECIFIED && term->n_words == 1;
    if (vague && !number && actor >= 0 && f->doc->actors[actor].from < i)
        return true; /* `Forces armées maliennes` */
    if (vague && before == VG_POS_CONJ && f->n_people && f->people[f->n_people - 1].to + 1u == i)
        return true; /* `quatre soldats maliens et tchadiens` */
    if (pos == VG_POS_PPAS && !number && before != VG_POS_DET && before != VG_POS_ADJ)
        return true; /* `ont été blessés` */
    if (pos == VG_POS_ADJ && before == VG_POS_CONJ)
        return true; /* `maliens et burkinabè` */
    if (term->kind == TOLL_ITEM && before == VG_POS_PREP &&
        !toll_is(f, i - 1, TOLL_BIT(TOLL_SOME)) &&
        !(vg_particle(f->doc, i - 1, VG_PT_TO_THE) && verb_leads_to(f, i)))
        return true;
    return !number && term->n_words == 1 &&
           (before == VG_POS_NOUN || (pos == VG_POS_ADJ && before == VG_POS_ADJ && !counted));
}

/* `personne n'a été touché`. */
static bool nobody(const struct finder *f, size_t i, const struct vg_term *term)
{
    bool alone = i == f->s->from || (f->doc->tokens[i - 1].number < 0 &&
                                     vg_token_pos(&f->doc->tokens[i - 1]) != VG_POS_DET &&
                                     vg_token_pos(&f->doc->tokens[i - 1]) != VG_POS_ADJ);

    const struct vg_reading *r = vg_token_reading(&f->doc->tokens[i]);
    bool one = r && !r->plural;
    bool before = false; /* `n'a blessé personne` */

    for (size_t k = i; one && alone && k > f->s->from && i - k < 7; k--)
        before |= toll_is(f, k - 1, TOLL_BIT(TOLL_NOT));
    return alone && term->kind == TOLL_PERSON && term->value2 == 1 &&
           (before || (i + 1 < f->s->to && toll_is(f, i + 1, TOLL_BIT(TOLL_NOT))));
}

/* `neuf volontaires (VDP, supplétifs de l'armée)`: the end of a parenthesis at token `at` that
 * counts nobody, or at. */
static size_t past_gloss(const struct finder *f, size_t at)
{
    const struct vg_document *doc = f->doc;

    if (at >= f->s->to || !vg_sv_is(doc->tokens[at].norm, "("))
        return at;
    for (size_t i = at + 1; i < f->s->to && i < at + 16 && doc->tokens[i].number < 0; i++)
        if (vg_sv_is(doc->tokens[i].norm, ")"))
            return i + 1;
    return at;
}

/* `huit supplétifs civils`: what kind of people those just read are. */
static bool says_kind(const struct finder *f, size_t i)
{
    return f->n_people > 0 && f->people[f->n_people - 1].to == i &&
           f->people[f->n_people - 1].head + 1u == i;
}

#define PARTIES (TOLL_BIT(TOLL_PERSON) | TOLL_BIT(TOLL_PERSON_FEMALE) | TOLL_BIT(TOLL_ITEM))

/* Few words may begin a party. */
static bool may_begin(const struct finder *f, size_t i)
{
    const struct vg_token *t = &f->doc->tokens[i];

    return t->capital || t->hyphen || t->number >= 0 || vg_particle(f->doc, i, VG_PT_OF_SHORT) ||
           vg_terms_may(f->terms, f->doc, i, PARTIES | TOLL_BIT(TOLL_SEVERAL));
}

/* `vingt autres ont été blessés`: a number that no person or thing follows. */
static bool stands_alone(const struct finder *f, const struct vg_number *n)
{
    size_t next = n->to, to;

    while (next < f->s->to &&
           (is_filler(f, next) || toll_is(f, next, TOLL_BIT(TOLL_OF) | TOLL_BIT(TOLL_DEFINITE)) ||
            toll_is(f, next, TOLL_BIT(TOLL_OTHER)) || toll_is_mark(f, next) ||
            f->doc->tokens[next].number >= 0) &&
           !toll_is(f, next, TOLL_BIT(TOLL_PERSON)))
        next++;
    return next >= f->s->to ||
           !vg_terms_match(f->terms, f->doc, next, f->s->to,
                           TOLL_BIT(TOLL_PERSON) | TOLL_BIT(TOLL_PERSON_FEMALE) |
                               TOLL_BIT(TOLL_ITEM) | TOLL_BIT(TOLL_OUTCOME_NOUN),
                           0, &to);
}

void toll_find_parties(struct finder *f)
{
    const struct vg_document *doc = f->doc;

    f->n_people = f->n_things = 0;
    for (size_t i = f->s->from; i < f->s->to;) {
        const struct vg_token *t = &doc->tokens[i];
        size_t to = i + 1;
        if (!may_begin(f, i)) {
            i++;
            continue;
        }
        enum vg_pos pos = vg_token_pos(t);
        const struct vg_term *term = NULL;
        if (t->kind != VG_TOK_PUNCT && pos != VG_POS_VERB && pos != VG_POS_PREP &&
            pos != VG_POS_INF)
            term = vg_terms_match(f->terms, doc, i, f->s->to, PARTIES, 0, &to);
        if (term && nobody(f, i, term))
            term = NULL;
        size_t none;
        if (term &&
            (qualifies(f, i, pos, term) ||
             (term->kind == TOLL_ITEM && /* a mine that is dug */
              vg_terms_match(f->terms, doc, i, f->s->to, TOLL_BIT(TOLL_NO_MEANS), 0, &none))))
            term = NULL;
        if (term && term->kind != TOLL_ITEM && says_kind(f, i)) {
            kind_told(f, &f->people[f->n_people - 1], i);
            f->people[f->n_people - 1].to = (uint32_t)(to = past_gloss(f, i + 1));
        } else if (term) {
            add_party(f, i, to, term);
            if (term->kind != TOLL_ITEM) {
                size_t end = toll_name_end(f, to) > to ? toll_name_end(f, to) : to;
                if (past_gloss(f, end) > to)
                    f->people[f->n_people - 1].to = (uint32_t)(to = past_gloss(f, end));
            }
        } else if ((to = toll_name_end(f, i)) > i + 1 && toll_is_name(f, i)) {
            toll_add_named(f, i, to);
        } else if (others_at(f, i)) {
            add_others(f, i, 2, 1);
            to = i + 2;
        } else if (several_at(f, i)) {
            add_others(f, i, 1, 2);
            to = i + 1;
        } else if (t->number >= 0 && doc->numbers[t->number].from == i) {
            const struct vg_number *n = &doc->numbers[t->number];
            if (toll_add_theirs(f, n, &i) || toll_add_force(f, n, &i) || toll_add_unknown(f, n, &i))
                continue;
            if (stands_alone(f, n))
                add_bare(f, n);
            to = n->to > i ? n->to : i + 1;
        } else {
            to = i + 1;
        }
        i = to;
    }
}
