/* toll.c - the words that say what became of people, and the figures they go with. */
#include "extract/toll_in.h"

#include "extract/pack.h"
#include "extract/particle.h"

static const char *const kinds[] = {
    "outcome-noun", "outcome-of", "outcome-verb",  "outcome-self", "outcome-to", "lose",
    "none",         "person",     "person-female", "item",         "loss-verb",  "loss-self",
    "loss-noun",    "means",      "among",         "part",         "be",         "have",
    "other",        "clitic-of",  "definite",      "some",         "total",      "reflexive",
    "of",           "count-verb", "own",           "adverse",      "body",
    "bear",          "name-part",    "tally",
    "tally-verb",    "tally-set",    "formerly",     "lot",
    "booty",         "holds",        "no-means",      "theirs",     "along",        "all",
    "spared",        "reckon",       "see",      "who",  "mass",     "untold",
    "lists",         "both",         "losses",    "of-people", "source",  "doubted",
    "not-people",   "adds",         "damage",       "band",         "not",
    "that-is",      "freed",        "keeps-to",     "several",
    "ridden",       NULL,
};

#define OF_ENEMY 2 /* who undergoes it is an enemy of the state, if nothing else is said */

/* Decodes the code of a row; -1 in value when its kind has none. */
static int decode(void *ctx, struct vg_term *t)
{
    struct vg_err *err = ctx;
    struct vg_sv rest = t->code, word = vg_sv_split(&rest, ' ');

    t->value = 0;
    switch ((enum toll_kind)t->kind) {
    case TOLL_OUTCOME_VERB:
        /* passive only; of a word for enemies (`neutraliser`) */
        t->value2 = vg_sv_is(rest, "enemy") ? OF_ENEMY : rest.n > 0;
        t->value = vg_outcome_of_name(word);
        break;
    case TOLL_OUTCOME_SELF:
    case TOLL_OUTCOME_NOUN:
    case TOLL_OUTCOME_OF:
    case TOLL_OUTCOME_TO:
    case TOLL_LOSE:
        t->value2 = t->kind == TOLL_OUTCOME_SELF && rest.n > 0; /* `figurer parmi les morts` */
        t->value = vg_outcome_of_name(word);
        break;
    case TOLL_NONE:
        t->value = vg_outcome_of_name(word);
        t->value2 = rest.n ? vg_outcome_of_name(rest) : -1; /* `ni mort ni blessé` */
        break;
    case TOLL_PERSON:
        t->value = vg_group_of_name(word);
        t->value2 = rest.n > 0 ? 1 + vg_sv_is(rest, "men") : 0;
        break;
    case TOLL_PERSON_FEMALE:
    case TOLL_BODY:
        t->value = vg_group_of_name(word);
        t->value2 = rest.n > 0;
        break;
    case TOLL_ALL:
        t->value = vg_group_of_name(word);
        break;
    case TOLL_DEFINITE:
        t->value2 = word.n > 0; /* a possessive */
        break;
    case TOLL_ITEM:
        t->value = vg_item_of_name(word);
        break;
    case TOLL_LOSS_VERB:
    case TOLL_LOSS_SELF:
    case TOLL_LOSS_NOUN:
        t->value = vg_item_outcome_of_name(word);
        /* `piller une boutique`: what was in it; of `vider`, nothing else */
        t->value2 = rest.n > 0 ? 1 + vg_sv_is(rest, "empty") : 0;
        break;
    case TOLL_RIDDEN:
        t->value = vg_means_of_name(word);
        break;
    case TOLL_MEANS:
        t->value = vg_means_of_name(word);
        t->value2 = rest.n > 0; /* `roquettes tirées sur`: unless another word tells what with */
        break;
    default:
        break;
    }
    return t->value >= 0 ? 0
                         : vg_fail_at(err, VG_E_SYNTAX, "toll.tsv", t->line, "unknown code '%.*s'",
                                      VG_SV_ARG(t->code));
}

int vg_toll_load(struct vg_pack *pack, struct vg_sv tsv, const char *file, struct vg_err *err)
{
    const struct vg_terms *terms = NULL;
    int r = vg_terms_load(tsv, file, kinds, VG_TERMS_TOLL, pack->arena, &terms, err);

    if (r < 0)
        return r;
    r = vg_terms_each(terms, decode, err);
    if (r < 0)
        return r;
    pack->toll = terms;
    return 0;
}

static bool stop_between(const struct finder *f, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (f->doc->tokens[i].kind == VG_TOK_PUNCT && toll_is_clause_break(f, i))
            return true;
    return false;
}

/* Does a number stand among the next few tokens, in the same clause? */
static bool number_near(const struct finder *f, size_t from)
{
    for (size_t i = from; i < f->s->to && i < from + 5 && !toll_is_clause_break(f, i); i++)
        if (f->doc->tokens[i].number >= 0)
            return true;
    return false;
}

/* `dix morts parmi les soldats`, `dix morts civils`, `trois tués côté armée`: whose they are. */
static int group_after(struct finder *f, size_t at, struct vg_toll *toll)
{
    const struct vg_document *doc = f->doc;
    size_t to;

    for (size_t i = at; i < f->s->to && i < at + 9; i++) {
        if (toll_is_clause_break(f, i) || doc->tokens[i].number >= 0 ||
            toll_is(f, i, TOLL_BIT(TOLL_PART)))
            return -1;
        const struct vg_term *among =
            vg_terms_match(f->terms, doc, i, f->s->to, TOLL_BIT(TOLL_AMONG), 0, &to);
        bool beside = i == at;
        if (!among && !beside)
            continue;
        if (among && i > at && vg_sv_is(doc->tokens[i - 1].norm, ",") && number_near(f, to))
            return -1; /* `deux blessés, côté ennemi dix tués` */
        size_t reach = among ? 5 : toll_is(f, i, TOLL_BIT(TOLL_OF)) ? 1 : 0;
        for (size_t k = 0; k < f->n_people; k++)
            if (f->people[k].head >= i && f->people[k].head <= i + reach &&
                !stop_between(f, i, f->people[k].head)) {
                toll->actor = f->people[k].actor;
                return f->people[k].group;
            }
    }
    return -1;
}

/* `deux blessés ont succombé`: the verb after it tells what became of them. */
static bool verb_tells(const struct finder *f, size_t to)
{
    size_t end;

    for (size_t i = to; i < f->s->to && i < to + 5; i++) {
        enum vg_pos pos = vg_token_pos(&f->doc->tokens[i]);
        if (vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_OUTCOME_SELF), 0, &end))
            return pos == VG_POS_VERB || pos == VG_POS_PPAS;
        if (toll_is(f, i, TOLL_BIT(TOLL_BE) | TOLL_BIT(TOLL_HAVE)))
            continue;
        if (i > to && pos == VG_POS_PPAS && toll_is(f, i, TOLL_BIT(TOLL_OUTCOME_VERB)))
            return true; /* `trois otages ont été tués` */
        if (pos != VG_POS_ADJ && pos != VG_POS_ADV && pos != VG_POS_VERB && pos != VG_POS_PREP)
            return false;
    }
    return false;
}

/* `les morts se comptent par dizaines`: the count stands behind the verb; NULL: none. */
static const struct vg_number *counted_after(const struct finder *f, size_t to)
{
    size_t end;

    for (size_t i = to; i < f->s->to && i < to + 5; i++) {
        const struct vg_term *x =
            vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_COUNT_VERB), 0, &end);
        /* its code tells a phrase apart: `les blessés, au nombre de dix` */
        if (!x || (x->code.n == 0 && !vg_particle(f->doc, i - 1, VG_PT_SELF)))
            continue;
        for (size_t k = end; k < f->s->to && k < end + 4; k++)
            if (f->doc->tokens[k].number >= 0)
                return &f->doc->numbers[f->doc->tokens[k].number];
    }
    return NULL;
}

/* `trois soldats tués et cinq blessés`: the group of the figure before, when this one goes on with
 * it, -1. */
static int inherited(const struct finder *f, size_t from)
{
    const struct vg_toll *last = f->out->n_tolls ? &f->out->tolls[f->out->n_tolls - 1] : NULL;

    if (f->last_group < 0 || !last || last->to > from)
        return f->last_group;
    for (size_t i = last->to; i < from; i++) {
        struct vg_sv s = f->doc->tokens[i].norm;
        enum vg_pos pos = vg_token_pos(&f->doc->tokens[i]);
        if (vg_particle(f->doc, i, VG_PT_AGAINST) || vg_sv_is(s, ";") || vg_sv_is(s, ":") ||
            pos == VG_POS_PPAS || pos == VG_POS_VERB)
            return -1;
    }
    return f->last_group;
}

/* `des` that stands for `de les`: after a noun (`la mémoire des disparus`). */
static bool contracted(const struct finder *f, size_t des)
{
    if (des <= f->s->from)
        return false;
    enum vg_pos before = vg_token_pos(&f->doc->tokens[des - 1]);

    return before == VG_POS_NOUN || before == VG_POS_PROPER;
}

/* `trois autres blessés` */
static bool others_between(const struct finder *f, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (toll_is(f, i, TOLL_BIT(TOLL_OTHER)))
            return true;
    return false;
}

/* `passe de dix-sept à quarante-deux morts`: what a tally came to. */
static bool came_from(const struct finder *f, const struct vg_number *n)
{
    size_t to;

    for (size_t i = n->from > f->s->from + 4 ? n->from - 4 : f->s->from; i < n->from; i++)
        if (n->range && n->n_ends == 2 &&
            vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_TALLY_VERB), 0, &to))
            return true;
    return false;
}

static struct vg_count came_to(const struct finder *f, const struct vg_number *n)
{
    int64_t end = n->n_ends == 2 ? (int64_t)n->ends[1].value : 0;

    return came_from(f, n) ? (struct vg_count){end, end, false} : n->count;
}

/* Right behind a verb that sets free? */
static bool freed(const struct finder *f, size_t from)
{
    size_t to;

    for (size_t i = from; i > f->s->from && from - i < 5; i--)
        if (vg_terms_match(f->terms, f->doc, i - 1, f->s->to, TOLL_BIT(TOLL_FREED), 0, &to))
            return to <= from + 1;
    return false;
}

/* `au moins dix morts`, `des blessés` : the noun counts itself. */
static bool find_counted(struct finder *f, size_t i, const struct vg_term *term, size_t to)
{
    const struct vg_document *doc = f->doc;
    struct vg_count count;
    size_t k = i;

    while (k > f->s->from && i - k < 4 &&
           (vg_token_pos(&doc->tokens[k - 1]) == VG_POS_ADJ ||
            vg_token_pos(&doc->tokens[k - 1]) == VG_POS_ADV ||
            vg_particle(doc, k - 1, VG_PT_OF) || toll_is_mark(f, k - 1) ||
            toll_is(f, k - 1, TOLL_BIT(TOLL_OTHER))) &&
           doc->tokens[k - 1].number < 0)
        k--;
    if (k == f->s->from || verb_tells(f, to))
        return false;
    const struct vg_token *before = &doc->tokens[k - 1];
    size_t from = k - 1;
    if (before->number >= 0 && !doc->numbers[before->number].ordinal) {
        const struct vg_number *n = &doc->numbers[before->number];
        const struct vg_reading *r = vg_token_reading(&doc->tokens[i]);
        /* `un corps`, `une victime` fine; `un mort` fine; but `une mort` is a death, not a count of
         * dead */
        if (n->indefinite_article && r && r->feminine && !r->masculine &&
            !vg_sv_is(term->code, "killed"))
            return false;
        if (n->percent || (term->value == VG_OUT_DISPLACED && n->count.max != VG_COUNT_NULL &&
                           n->count.max < TOLL_FEW_DISPLACED))
            return false;
        count = n->fraction ? (struct vg_count){1, 1, false} : came_to(f, n); /* `un troisième` */
        from = n->from;
    } else if (toll_is(f, k - 1, TOLL_BIT(TOLL_SOME)) && vg_particle(doc, k - 1, VG_PT_OF_THE) &&
               !contracted(f, k - 1)) {
        count = (struct vg_count){1, VG_COUNT_NULL, false};
    } else if (counted_after(f, to)) {
        count = counted_after(f, to)->count;
    } else {
        return false;
    }
    if ((term->value == VG_OUT_CAPTURED || term->value == VG_OUT_ABDUCTED) && freed(f, from))
        return true; /* `rendre la liberté à 900 captifs` */
    int inherit = inherited(f, from);
    bool revised = before->number >= 0 && came_from(f, &doc->numbers[before->number]);
    struct vg_toll *t = toll_add(f, i, (enum vg_outcome)term->value, count, VG_GROUP_UNSPECIFIED);
    t->from = (uint32_t)from;
    t->to = (uint32_t)to;
    t->revises = revised;
    int g = group_after(f, to, t);
    if (g < 0)
        g = inherit >= 0 ? inherit : VG_GROUP_UNSPECIFIED;
    if (g == VG_GROUP_UNSPECIFIED && inherit < 0 && f->hurt_group >= 0 &&
        others_between(f, from, i))
        g = f->hurt_group;
    if (g == VG_GROUP_UNSPECIFIED &&
        (t->outcome == VG_OUT_ABDUCTED || t->outcome == VG_OUT_DISPLACED))
        g = VG_GROUP_CIVILIAN;
    t->group = (enum vg_group)g;
    t->inherited = inherit >= 0 && g == inherit;
    f->last_group = g;
    return true;
}

static void find_by_verb(struct finder *f, size_t i, const struct vg_term *term, size_t to)
{
    size_t left, a, b;
    enum voice voice = toll_voice(f, i, &left);
    enum vg_outcome outcome = (enum vg_outcome)term->value;
    bool self = term->kind == TOLL_OUTCOME_SELF;

    if (term->kind == TOLL_LOSE && voice != VOICE_ACTIVE)
        return;
    if (self && i > f->s->from &&
        toll_is(f, i - 1, TOLL_BIT(TOLL_SEE))) { /* `vu périr dix des siens` */
        if (toll_object(f, f->people, f->n_people, to - 1, &a, &b))
            toll_add_parties(f, i, outcome, a, b);
        return;
    }
    if (self || (voice != VOICE_ACTIVE && voice != VOICE_REFLEXIVE)) {
        size_t first = f->out->n_tolls;
        if (toll_subject(f, f->people, f->n_people, left, &a, &b) ||
            (voice == VOICE_REDUCED && toll_fronted(f, i, &a, &b)))
            toll_add_parties(f, i, outcome, toll_is(f, i, TOLL_BIT(TOLL_PART)) ? b - 1 : a,
                             b); /* `dont on est` */
        for (size_t t = first; self && t < f->out->n_tolls; t++)
            f->out->tolls[t].listed |= term->value2 != 0;
        toll_along(f, to, i, outcome);
        return;
    }
    if (self || (term->value2 && term->value2 != OF_ENEMY) ||
        (!toll_object(f, f->people, f->n_people, to - 1, &a, &b) &&
         !(voice == VOICE_ACTIVE && toll_relative(f, left, &a, &b))))
        return;
    size_t first = f->out->n_tolls;
    if (term->kind == TOLL_LOSE)
        toll_lost(f, left, &f->people[a]);
    toll_add_parties(f, i, outcome, a, b);
    if (term->kind == TOLL_LOSE)
        toll_bear(f, left, first);
}

/* `à un éleveur et à sa femme`: one and another one. */
static bool one_more(const struct finder *f, size_t k)
{
    return !f->people[k].plural && !f->people[k - 1].plural &&
           vg_token_pos(&f->doc->tokens[f->people[k - 1].to]) == VG_POS_CONJ;
}

/* Nothing but what coordinates between two? `la mort d'un soldat parmi les dix blessés`: another
 * matter. */
static bool goes_on(const struct finder *f, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        enum vg_pos pos = vg_token_pos(&f->doc->tokens[i]);
        if (pos == VG_POS_PPAS || pos == VG_POS_VERB ||
            (pos == VG_POS_PREP && !toll_is(f, i, TOLL_BIT(TOLL_OF)) &&
             !vg_particle(f->doc, i, VG_PT_TO)))
            return false;
    }
    return true;
}

/* `la mort de quinze soldats et cinq blessés`: a noun that tells of itself what befell them. */
static bool other_outcome(const struct finder *f, size_t i, enum vg_outcome outcome)
{
    size_t to;
    const struct vg_term *x =
        vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_OUTCOME_NOUN), 0, &to);

    return x && x->value != (int)outcome;
}

/* `la mort de dix soldats`, `l'enlèvement du préfet`, `coûter la vie à dix soldats` */
static void find_complement(struct finder *f, size_t i, const struct vg_term *term, size_t to)
{
    if (term->kind == TOLL_OUTCOME_OF) { /* `l'arrestation par X, le 2 février, de huit pêcheurs` */
        size_t of = to;
        while (of < f->s->to && of < to + 14 &&
               (!toll_is(f, of, TOLL_BIT(TOLL_OF)) ||
                vg_token_pos(&f->doc->tokens[of - 1]) == VG_POS_PREP) &&
               !toll_is_clause_break(f, of) && vg_token_pos(&f->doc->tokens[of]) != VG_POS_VERB)
            of++;
        if (of == f->s->to || of == to + 14 || !toll_is(f, of, TOLL_BIT(TOLL_OF)))
            return;
        to = of;
    }
    for (size_t k = 0; k < f->n_people; k++) {
        const struct party *p = &f->people[k];
        size_t start = p->from < p->head ? p->from : p->head;
        if (start < to || start > to + 2)
            continue;
        if (term->value == VG_OUT_MISSING && !p->counted)
            return; /* `sans nouvelles de son frère` */
        size_t last = k + 1;
        const struct vg_reading *r = vg_token_reading(&f->doc->tokens[i]);
        if (term->kind == TOLL_OUTCOME_OF && r && r->plural && !r->singular && !p->counted)
            return; /* `procède à des enlèvements de civils`: a habit */
        while (last < f->n_people && f->people[last].from - f->people[last - 1].to <= 3 &&
               (f->people[last].counted || one_more(f, last)) &&
               goes_on(f, f->people[last - 1].to, f->people[last].from) &&
               !other_outcome(f, f->people[last].head, (enum vg_outcome)term->value) &&
               !toll_is(f, f->people[last].from - 1, TOLL_BIT(TOLL_PART)))
            last++;
        toll_add_parties(f, i, (enum vg_outcome)term->value, k, last);
        return;
    }
}

/* `nous en sommes à 32 morts` is no `être mort`. */
static bool counts_inside(const struct finder *f, size_t from, size_t to)
{
    for (size_t i = from + 1; i + 1 < to; i++)
        if (f->doc->tokens[i].number >= 0)
            return true;
    return false;
}

/* `déplore`, `a enregistré`, `ont laissé sur le terrain`: a verb whose object its subject lost. */
static bool bears(const struct finder *f, size_t i)
{
    enum vg_pos pos = vg_token_pos(&f->doc->tokens[i]);
    size_t to, left;

    return (pos == VG_POS_VERB || pos == VG_POS_PPAS || pos == VG_POS_PPRES) &&
           vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_BEAR), 1, &to) &&
           (pos != VG_POS_PPAS || toll_voice(f, i, &left) == VOICE_ACTIVE);
}

/* The figures from first_toll on whose group nobody told. */
static void call_enemies(struct finder *f, size_t first_toll)
{
    for (size_t i = first_toll; i < f->out->n_tolls; i++)
        if (f->out->tolls[i].group == VG_GROUP_UNSPECIFIED)
            f->out->tolls[i].group = VG_GROUP_MILITANT;
}

/* `aucun mort`, `ni mort ni blessé`: figures of zero. */
static void nobody_hurt(struct finder *f, size_t i, const struct vg_term *x, size_t to)
{
    struct vg_toll *none = toll_add(f, i, (enum vg_outcome)x->value, (struct vg_count){0, 0, false},
                                    VG_GROUP_UNSPECIFIED);
    int g = group_after(f, to, none);

    none->group = g < 0 ? VG_GROUP_UNSPECIFIED : (enum vg_group)g;
    if (x->value2 >= 0)
        toll_add(f, i, (enum vg_outcome)x->value2, none->count, (int)none->group);
}

/* What the figures of a sentence, from the first on, say of one another. */
static void settle(struct finder *f, size_t first)
{
    toll_find_more(f, first);
    toll_undecided(f, first);
    toll_revise(f, first);
    toll_name_groups(f, first);
    toll_drop_losses(f, first);
    toll_find_parts(f, first);
    toll_parts_of_last(f, first);
    toll_mark_aggregates(f, first);
    toll_mark_untold(f, first);
    toll_mark_sides(f, first);
}

static void find_outcomes(struct finder *f)
{
    const uint64_t verbs =
        TOLL_BIT(TOLL_OUTCOME_VERB) | TOLL_BIT(TOLL_OUTCOME_SELF) | TOLL_BIT(TOLL_LOSE);
    const uint64_t any = verbs | TOLL_BIT(TOLL_NONE) | TOLL_BIT(TOLL_OUTCOME_NOUN) |
                         TOLL_BIT(TOLL_OUTCOME_TO) | TOLL_BIT(TOLL_OUTCOME_OF) |
                         TOLL_BIT(TOLL_BEAR);
    size_t first = f->out->n_tolls, bearer = 0, to, spared;

    f->last_group = -1;
    for (size_t i = f->s->from; i < f->s->to; i++) {
        const struct vg_token *t = &f->doc->tokens[i];
        const struct vg_term *x;
        enum vg_pos pos = vg_token_pos(t);
        if (t->kind == VG_TOK_PUNCT || !vg_terms_may(f->terms, f->doc, i, any))
            continue;
        if ((x = vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_NONE), 0, &to))) {
            nobody_hurt(f, i, x, to);
            f->last_group = -1;
            i = to - 1;
            continue;
        }
        x = vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_OUTCOME_NOUN), 0, &to);
        if (x && vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_SPARED), 0, &spared))
            x = NULL; /* `un cadavre piégé` */
        if (x &&
            (find_counted(f, i, x, to) || toll_listed_after(f, i, to, (enum vg_outcome)x->value)))
            continue;
        x = vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_OUTCOME_TO), 5, &to);
        if (!x && pos != VG_POS_VERB && pos != VG_POS_PPAS && pos != VG_POS_PPRES)
            x = vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_OUTCOME_OF), 0, &to);
        if (x) {
            find_complement(f, i, x, to);
            continue;
        }
        if (bears(f, i))
            bearer = i;
        bool verbal =
            pos == VG_POS_VERB || pos == VG_POS_PPAS || pos == VG_POS_PPRES || pos == VG_POS_INF;
        x = vg_terms_match(f->terms, f->doc, i, f->s->to, verbs, 4, &to);
        if (x &&
            (vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_SPARED), 1, &spared) ||
             vg_terms_match(f->terms, f->doc, to - 1, f->s->to, TOLL_BIT(TOLL_SPARED), 0,
                            &spared) ||
             counts_inside(f, i, to)))
            continue;
        size_t before = f->out->n_tolls;
        if (x && (verbal || x->n_words > 1))
            find_by_verb(f, i, x, to);
        if (x && x->kind == TOLL_OUTCOME_VERB && x->value2 == OF_ENEMY)
            call_enemies(f, before);
    }
    if (bearer)
        toll_bear(f, bearer, first);
    settle(f, first);
}

bool vg_toll_superseded(const struct vg_tolls *tolls, size_t i)
{
    return tolls->tolls[i].whole == (int32_t)i;
}

/* What this sentence leaves for `d'entre eux` and `deux autres` of the next ones. */
static void remember(struct finder *f, size_t first_toll)
{
    for (size_t k = 0; k < f->n_people; k++)
        if (f->people[k].plural && !f->people[k].bare)
            f->named_group = f->people[k].group;
    if (f->out->n_tolls > first_toll)
        f->hurt_group = (int)f->out->tolls[f->out->n_tolls - 1].group;
}

struct vg_tolls *vg_toll_run(struct vg_document *doc)
{
    struct finder f = {
        .doc = doc, .terms = doc->pack->toll, .named_group = -1, .hurt_group = -1};

    f.out = vg_arena_alloc(doc->arena, sizeof *f.out);
    for (size_t i = 0; i < doc->n_sentences; i++) {
        size_t first = f.out->n_tolls;
        f.s = &doc->sentences[i];
        toll_find_parties(&f);
        find_outcomes(&f);
        remember(&f, first);
        toll_find_losses(&f);
        toll_find_means(&f);
    }
    return f.out;
}
