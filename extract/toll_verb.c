/* toll_verb.c - how the verb of an outcome is used, and which of the sentence's people and things
 * stand beside it. */
#include "extract/toll_in.h"

#include "extract/group.h"
#include "extract/particle.h"

#define REACH 14 /* tokens between a verb and its party */

/* Is the last participle before token i one with `avoir` alone? */
static bool after_active(const struct finder *f, size_t i)
{
    for (size_t k = i; k > f->s->from && i - k < 12; k--) {
        const struct vg_token *t = &f->doc->tokens[k - 1];
        if (t->kind == VG_TOK_PUNCT && !vg_sv_is(t->norm, ","))
            return false;
        if (vg_token_pos(t) != VG_POS_PPAS)
            continue;
        k--;
        while (k > f->s->from + 1 && vg_token_pos(&f->doc->tokens[k - 1]) == VG_POS_ADV)
            k--;
        return k > f->s->from && toll_is(f, k - 1, TOLL_BIT(TOLL_HAVE));
    }
    return false;
}

/* `avoir pour sa part abattu`: `avoir` before a phrase that a preposition opens, right before the
 * participle. */
static bool before_aside(const struct finder *f, size_t i)
{
    for (size_t k = i; k > f->s->from + 1 && i - k < 7;) {
        k--;
        enum vg_pos pos = vg_token_pos(&f->doc->tokens[k]);
        if (pos == VG_POS_PREP && toll_is(f, k - 1, TOLL_BIT(TOLL_HAVE)))
            return true;
        if (pos != VG_POS_NOUN && pos != VG_POS_DET && pos != VG_POS_ADJ && pos != VG_POS_ADV &&
            pos != VG_POS_PREP && !vg_sv_is(f->doc->tokens[k].norm, ","))
            return false;
    }
    return false;
}

enum voice toll_voice(const struct finder *f, size_t i, size_t *ret_left)
{
    const struct vg_document *doc = f->doc;
    bool be = false, have = false, self = false;
    size_t left = i;

    *ret_left = i;
    if (vg_token_pos(&doc->tokens[i]) != VG_POS_PPAS &&
        (vg_token_pos(&doc->tokens[i]) != VG_POS_NOUN || !toll_may_be_participle(&doc->tokens[i])))
        return VOICE_ACTIVE;
    for (size_t k = i; k > f->s->from && i - k < 7;) {
        k--;
        enum vg_pos pos = vg_token_pos(&doc->tokens[k]);
        if (toll_is(f, k, TOLL_BIT(TOLL_BE)))
            be = true, left = k;
        else if (toll_is(f, k, TOLL_BIT(TOLL_HAVE)))
            have = true, left = k;
        else if (toll_is(f, k, TOLL_BIT(TOLL_REFLEXIVE)))
            self = true, left = k;
        else if (k + 1 == i && toll_is_mark(f, k))
            continue; /* `aurait « neutralisé »` */
        else if (be || have ? !(pos == VG_POS_ADV) : pos != VG_POS_ADV && pos != VG_POS_PRON)
            break;
    }
    /* `ont par ailleurs été arrêtés`: up to three words inside the auxiliaries */
    for (size_t k = left; be && !have && k > f->s->from && left - k < 4; k--)
        if (toll_is(f, k - 1, TOLL_BIT(TOLL_HAVE)) && vg_particle(doc, left, VG_PT_BEEN)) {
            left = k - 1;
            have = true;
        }
    if (!be && !have && !self)
        have = before_aside(f, i);
    *ret_left = left;
    if (self)
        return VOICE_REFLEXIVE;
    /* `ont vidé les boutiques et incendié sept maisons`: shares the auxiliary, has an object of its
     * own */
    if (!be && !have && i > f->s->from &&
        (vg_token_pos(&doc->tokens[i - 1]) == VG_POS_CONJ ||
         (vg_sv_is(doc->tokens[i - 1].norm, ",") && after_active(f, i - 1)))) {
        enum vg_pos next = i + 1 < f->s->to ? vg_token_pos(&doc->tokens[i + 1]) : VG_POS_PUNCT;
        have |= (next == VG_POS_DET || next == VG_POS_NUM) && after_active(f, i - 1);
        for (size_t k = 0; k < f->n_people; k++)
            have |= f->people[k].from == i + 1;
        for (size_t k = 0; k < f->n_things; k++)
            have |= f->things[k].from == i + 1;
    }
    return be ? VOICE_PASSIVE : have ? VOICE_ACTIVE : VOICE_REDUCED;
}

bool toll_is_clause_break(const struct finder *f, size_t i)
{
    const struct vg_token *t = &f->doc->tokens[i];

    if (t->kind == VG_TOK_PUNCT)
        return strchr(".;:!?", t->norm.p[0]) != NULL;
    return vg_token_pos(t) == VG_POS_VERB &&
           !toll_is(f, i, TOLL_BIT(TOLL_BE) | TOLL_BIT(TOLL_HAVE));
}

/* `le commandant du poste et deux gardes`: past what `de` at token i adds to the one before, and
 * what parentheses add to that; i when none does. */
static size_t past_complement(const struct finder *f, size_t i, size_t to)
{
    size_t k = i;

    while (k < to && toll_is(f, k, TOLL_BIT(TOLL_OF)) && k < i + 9)
        for (k++; k < to; k++) {
            enum vg_pos pos = vg_token_pos(&f->doc->tokens[k]);
            if (pos != VG_POS_DET && pos != VG_POS_NOUN && pos != VG_POS_PROPER &&
                pos != VG_POS_ADJ && f->doc->tokens[k].actor < 0)
                break;
        }
    if (k > i && k + 2 < to && vg_sv_is(f->doc->tokens[k].norm, "(") &&
        vg_sv_is(f->doc->tokens[k + 2].norm, ")"))
        k += 3; /* `du Bataillon d'intervention rapide (BIR)` */
    return k;
}

/* Are two neighbours coordinated: only commas, conjunctions, prepositions and qualifiers between
 * them? */
static bool joined(const struct finder *f, const struct party *a, const struct party *b)
{
    if (b->from < a->to)
        return b->from >= a->head;
    if (toll_is(f, a->head, TOLL_BIT(TOLL_OUTCOME_NOUN)) &&
        (a->vague || a->group == VG_GROUP_UNSPECIFIED))
        return false; /* `cinq blessés, douze assaillants abattus` */
    size_t start = past_complement(f, a->to, b->from);
    if (b->from - start > 4)
        return false;
    bool link = false;
    for (size_t i = start; i < b->from; i++) {
        const struct vg_token *t = &f->doc->tokens[i];
        enum vg_pos pos = vg_token_pos(t);
        if (toll_is(f, i, TOLL_BIT(TOLL_OUTCOME_VERB)) || vg_particle(f->doc, i, VG_PT_APART))
            return false; /* `cinq blessés, douze assaillants abattus` */
        if (vg_sv_is(t->norm, ",") || pos == VG_POS_CONJ || vg_particle(f->doc, i, VG_PT_AS_WELL))
            link = true;
        else if (link && toll_is(f, i, TOLL_BIT(TOLL_OF)) && b >= f->things &&
                 b < f->things + f->n_things)
            continue; /* `un lot d'armes et de munitions` */
        else if (i == a->to && t->number >= 0)
            continue; /* `mitrailleuses 12,7` */
        else if (pos != VG_POS_ADJ && pos != VG_POS_ADV && pos != VG_POS_DET && t->place < 0 &&
                 t->actor < 0)
            return false;
    }
    return link;
}

/* Does a noun group of its own stand in [from, to)? Then what is left of it is not the subject. */
static bool other_noun(const struct finder *f, size_t from, size_t to)
{
    const struct vg_document *doc = f->doc;

    for (size_t k = from; k < to; k++) {
        enum vg_pos pos = vg_token_pos(&doc->tokens[k]);
        bool starts = k == from || vg_token_pos(&doc->tokens[k - 1]) != VG_POS_PREP;
        if ((pos == VG_POS_DET || doc->tokens[k].number >= 0) && starts && k + 1 < to &&
            vg_token_pos(&doc->tokens[k + 1]) == VG_POS_NOUN)
            return true;
    }
    return false;
}

/* `X, qui tentait de fuir, a été tué`: the comma before the first of two that shut something in,
 * else i. */
static size_t before_insertion(const struct finder *f, size_t i)
{
    int depth = 0; /* of parentheses */

    if (i <= f->s->from)
        return i;
    struct vg_sv mark = f->doc->tokens[i - 1].norm;
    bool comma = vg_sv_is(mark, ","), close = vg_sv_is(mark, ")");
    if (!comma && !close && !vg_sv_is(mark, "-") && !vg_sv_is(mark, "–") && !vg_sv_is(mark, "—"))
        return i;
    for (size_t k = i - 1; k > f->s->from && i - k < 40; k--) {
        struct vg_sv s = f->doc->tokens[k - 1].norm;
        if (close ? vg_sv_is(s, "(") : !comma && vg_sv_eq(s, mark))
            return k - 1;
        depth += vg_sv_is(s, ")");
        depth -= depth > 0 && vg_sv_is(s, "(");
        if (depth > 0)
            continue;
        if (comma && vg_sv_is(s, ","))
            return k - 1;
        if (vg_sv_is(s, ";") || vg_sv_is(s, ":") || vg_sv_is(s, "."))
            break;
    }
    return i;
}

static bool governed(const struct finder *f, const struct party *p)
{
    if (p->from == f->s->from)
        return false;
    enum vg_pos before = vg_token_pos(&f->doc->tokens[p->from - 1]);
    size_t of = p->from - 1; /* `; de nombreuses motos ont été emportées` */
    if (p->counted && vg_particle(f->doc, of, VG_PT_OF) &&
        (of == f->s->from || f->doc->tokens[of - 1].kind == VG_TOK_PUNCT ||
         vg_token_pos(&f->doc->tokens[of - 1]) == VG_POS_CONJ))
        return false;
    bool contracted = p->some && !p->counted &&
                      (before == VG_POS_NOUN || before == VG_POS_ADJ || before == VG_POS_PROPER);

    return before == VG_POS_PREP || contracted ||
           (p->from == p->head && !(p->bare && p->counted) && before != VG_POS_PUNCT &&
            before != VG_POS_CONJ && before != VG_POS_OTHER);
}

/* `anéantir le repaire des terroristes`, `un drone de l'ennemi est tombé`: whose something is. */
bool toll_belongs(const struct finder *f, const struct party *p)
{
    const struct vg_document *doc = f->doc;
    size_t i = p->from, to;

    if (p->counted || p->named || i < f->s->from + 2)
        return false;
    bool of = vg_particle(doc, i - 1, VG_PT_OF | VG_PT_OF_SHORT) ||
              toll_is(f, i - 1, TOLL_BIT(TOLL_OF));
    if (!of && !(p->some && vg_particle(doc, i, VG_PT_OF_THE)))
        return false;
    i -= of;
    enum vg_pos before = vg_token_pos(&doc->tokens[i - 1]);
    if (before == VG_POS_ADJ && i > f->s->from + 1)
        before = vg_token_pos(&doc->tokens[--i - 1]);
    if (before != VG_POS_NOUN || doc->tokens[i - 1].number >= 0)
        return false;
    return !vg_terms_match(f->terms, doc, i - 1, f->s->to,
                           TOLL_BIT(TOLL_BAND) | TOLL_BIT(TOLL_LOT) | TOLL_BIT(TOLL_PERSON) |
                               TOLL_BIT(TOLL_PERSON_FEMALE) | TOLL_BIT(TOLL_OUTCOME_NOUN),
                           0, &to);
}

/* `devant la maison d'un notable, deux hommes ont été tués`: what opens the sentence is not of the
 * subject. */
static bool only_comma(const struct finder *f, size_t from, size_t to)
{
    return to == from + 1 && vg_sv_is(f->doc->tokens[from].norm, ",");
}

/* `avons perdu dix hommes, et trente sont blessés`: right behind a verb. */
bool toll_is_object(const struct finder *f, const struct party *p)
{
    size_t i = p->from;

    while (i > f->s->from && p->from - i < 5 &&
           (f->doc->tokens[i - 1].time >= 0 || vg_token_pos(&f->doc->tokens[i - 1]) == VG_POS_ADV))
        i--; /* `ont tué lundi quatre soldats` */
    if (i == f->s->from)
        return false;
    enum vg_pos before = vg_token_pos(&f->doc->tokens[i - 1]);

    return before == VG_POS_PPAS || before == VG_POS_INF || before == VG_POS_PPRES ||
           (before == VG_POS_VERB &&
            !toll_is(f, i - 1, TOLL_BIT(TOLL_BE) | TOLL_BIT(TOLL_HAVE)));
}

/* `selon le gouverneur, le colonel X, douze civils ont été tués`: a comma parts who says it from
 * whom it befell. */
static bool of_source(const struct finder *f, const struct party *a, const struct party *b)
{
    size_t to;

    if (!b->counted || b->from <= a->to || !vg_sv_is(f->doc->tokens[b->from - 1].norm, ","))
        return false;
    for (size_t i = a->from; i-- > f->s->from && a->from - i < 20;) {
        const struct vg_token *t = &f->doc->tokens[i];
        if (vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_SOURCE), 0, &to))
            return true;
        if (toll_is_clause_break(f, i) || vg_token_pos(t) == VG_POS_PPAS)
            return false;
    }
    return false;
}

/* `un camion transportant du gasoil a été incendié`: what it carried is not what was burnt; `six
 * engins, soit deux milliards, ont été détruits`: nor what they were worth. */
static bool carried(const struct finder *f, const struct party *a, const struct party *b)
{
    size_t i = b->from;

    return i > a->to && i > f->s->from && a->to + 1u >= i - 1 &&
           (vg_token_pos(&f->doc->tokens[i - 1]) == VG_POS_PPRES ||
            toll_is(f, i - 1, TOLL_BIT(TOLL_THAT_IS)));
}

static bool subject_at(const struct finder *f, const struct party *list, size_t n, size_t i,
                       size_t *ret_from, size_t *ret_to)
{
    size_t last = n;

    for (size_t k = 0; k < n && list[k].head < i; k++)
        last = k;
    if (last == n || i - list[last].head > REACH)
        return false;
    while (last > 0 && list == f->things && carried(f, &list[last - 1], &list[last]))
        last--;
    bool relative = list[last].to < i && toll_is(f, list[last].to, TOLL_BIT(TOLL_WHO));
    for (size_t k = list[last].to; k < i; k++)
        if (toll_is_clause_break(f, k) && !(f->doc->tokens[k].kind == VG_TOK_PUNCT)) {
            if (!relative)
                return false;
            relative = false; /* `trois jeunes qui passaient ont été` */
        }
    if (other_noun(f, list[last].to, i))
        return false;
    /* `trois individus au profit des terroristes ont été`: what a preposition leads to is no
     * subject */
    bool beside = list[last].to == i && !toll_is(f, i, TOLL_BIT(TOLL_BE) | TOLL_BIT(TOLL_HAVE)) &&
                  list[last].counted; /* `le maire parle de dix habitants tués` */
    for (size_t k = last;
         !beside && governed(f, &list[k]) && k > 0 && list[k].from - list[k - 1].to < 12; k--)
        if (!governed(f, &list[k - 1])) {
            last = k - 1;
            break;
        }
    bool reduced = list[last].to == i && list[last].plural &&
                   !toll_is(f, i, TOLL_BIT(TOLL_BE) | TOLL_BIT(TOLL_HAVE));
    if (list == f->people && !reduced && toll_belongs(f, &list[last]))
        return false;
    *ret_to = last + 1;
    while (last > 0 && !of_source(f, &list[last - 1], &list[last]) &&
           joined(f, &list[last - 1], &list[last]) &&
           (beside || !toll_is_object(f, &list[last - 1])) &&
           !(governed(f, &list[last - 1]) && only_comma(f, list[last - 1].to, list[last].from)))
        last--;
    *ret_from = last;
    return true;
}

/* `six soldats qui secondaient les gendarmes ont été tués`: the `qui` of a relative clause of one
 * verb and its object before the auxiliary i, else i. */
static size_t before_relative(const struct finder *f, const struct party *list, size_t n, size_t i)
{
    if (i >= f->s->to || !toll_is(f, i, TOLL_BIT(TOLL_BE) | TOLL_BIT(TOLL_HAVE)))
        return i;
    for (size_t k = 0; k < n && list[k].head < i; k++) {
        size_t verbs = 0, from = list[k].to;
        if (from + 2 >= i || i - from > REACH || !list[k].counted ||
            !toll_is(f, from, TOLL_BIT(TOLL_WHO)) || governed(f, &list[k]))
            continue;
        for (size_t j = from + 1; j < i && verbs < 2; j++) {
            const struct vg_token *t = &f->doc->tokens[j];
            if (t->kind == VG_TOK_PUNCT || vg_token_pos(t) == VG_POS_CONJ ||
                toll_is(f, j, TOLL_BIT(TOLL_WHO)))
                verbs = 2;
            verbs += vg_token_pos(t) == VG_POS_VERB ||
                     toll_is(f, j, TOLL_BIT(TOLL_BE) | TOLL_BIT(TOLL_HAVE));
        }
        if (verbs == 1)
            return from;
    }
    return i;
}

/* `41 personnes dont le chef des volontaires ont été tuées`: the `dont` behind those counted, when
 * nothing but nouns stands between it and the auxiliary i; else i. */
static size_t before_part(const struct finder *f, const struct party *list, size_t n, size_t i)
{
    if (list != f->people || i >= f->s->to ||
        !toll_is(f, i, TOLL_BIT(TOLL_BE) | TOLL_BIT(TOLL_HAVE)))
        return i;
    for (size_t k = i; k-- > f->s->from && i - k < 24;) {
        const struct vg_token *t = &f->doc->tokens[k];
        enum vg_pos pos = vg_token_pos(t);
        if (toll_is(f, k, TOLL_BIT(TOLL_PART))) {
            for (size_t p = 0; p < n; p++)
                if (list[p].to == k && list[p].counted && list[p].plural)
                    return k;
            return i;
        }
        if (t->kind == VG_TOK_PUNCT ? !vg_sv_is(t->norm, "(") && !vg_sv_is(t->norm, ")")
                                    : pos == VG_POS_VERB || pos == VG_POS_PPAS)
            return i;
    }
    return i;
}

/* `les deux camions dans lesquels ils voyageaient ont été brûlés`: the subject that the grammar
 * finds for the verb group at token i. */
static bool clause_subject(const struct finder *f, const struct party *list, size_t n, size_t i,
                           size_t *ret_from, size_t *ret_to)
{
    const struct vg_groups *g = f->doc->groups;
    int32_t c = g && i < f->doc->n_tokens ? g->clause_of[i] : -1;

    if (c < 0 || g->clauses[c].voice != VG_VOICE_PASSIVE || g->clauses[c].form != VG_FORM_FINITE ||
        g->clauses[c].subject < 0 || (list == f->people && g->clauses[c].coordinated))
        return false;
    const struct vg_np *np = &g->nps[g->clauses[c].subject];
    for (size_t k = 0; k < n; k++) {
        if (list[k].head < np->from || list[k].head >= np->to || list[k].head >= i ||
            list[k].head != np->head)
            continue;
        while (k > 0 && list == f->things && carried(f, &list[k - 1], &list[k]))
            k--;
        *ret_from = k;
        *ret_to = k + 1;
        return true;
    }
    return false;
}

bool toll_subject(const struct finder *f, const struct party *list, size_t n, size_t i,
                  size_t *ret_from, size_t *ret_to)
{
    size_t outer = before_insertion(f, i);

    if (outer < i && list == f->things && subject_at(f, list, n, i, ret_from, ret_to) &&
        *ret_to - *ret_from > 2 && list[*ret_from].from < outer)
        return true; /* a long list, closed by quotation marks and a comma */
    if (outer < i && subject_at(f, list, n, outer, ret_from, ret_to))
        return true;
    size_t part = before_part(f, list, n, i);
    if (part < i && subject_at(f, list, n, part, ret_from, ret_to))
        return true;
    size_t head = before_relative(f, list, n, i);
    if (head < i && subject_at(f, list, n, head, ret_from, ret_to))
        return true;
    return subject_at(f, list, n, i, ret_from, ret_to) ||
           clause_subject(f, list, n, i, ret_from, ret_to);
}

/* `ont neutralisé, selon l'armée, dix assaillants`: past what two commas shut in at token i, that
 * counts nobody; else i. */
static size_t past_aside(const struct finder *f, size_t i)
{
    if (i < f->s->to && toll_is_mark(f, i))
        i++;
    if (i >= f->s->to || !vg_sv_is(f->doc->tokens[i].norm, ","))
        return i;
    for (size_t k = i + 1; k < f->s->to && k < i + 12; k++) {
        if (vg_sv_is(f->doc->tokens[k].norm, ","))
            return k + 1;
        int32_t n = f->doc->tokens[k].number;
        if (toll_is_clause_break(f, k) || (n >= 0 && !f->doc->numbers[n].indefinite_article) ||
            vg_token_pos(&f->doc->tokens[k]) == VG_POS_PPAS)
            break;
    }
    return i;
}

bool toll_object(const struct finder *f, const struct party *list, size_t n, size_t i,
                 size_t *ret_from, size_t *ret_to)
{
    size_t first = 0, after = past_aside(f, i + 1);

    while (first < n && list[first].from < after)
        first++;
    if (first == n || list[first].from - after > REACH / 2 ||
        (list == f->people && toll_belongs(f, &list[first])))
        return false;
    for (size_t k = after; k < list[first].from; k++)
        if (toll_is_clause_break(f, k) || vg_sv_is(f->doc->tokens[k].norm, ","))
            return false;
    *ret_from = first;
    while (first + 1 < n && joined(f, &list[first], &list[first + 1]) &&
           !(list[first + 1].to < f->s->to &&
             toll_is(f, list[first + 1].to, TOLL_BIT(TOLL_BE) | TOLL_BIT(TOLL_HAVE))) &&
           !(list[first].anyone && only_comma(f, list[first].to, list[first + 1].from)))
        first++; /* `deux personnes, un agent et un élu`: told again */
    *ret_to = first + 1;
    return true;
}

bool toll_relative(const struct finder *f, size_t i, size_t *ret_from, size_t *ret_to)
{
    for (size_t k = i; k > f->s->from && i - k < 7; k--) {
        const struct vg_token *t = &f->doc->tokens[k - 1];
        if (vg_particle(f->doc, k - 1, VG_PT_THAT)) {
            for (size_t p = 0; p < f->n_people; p++)
                if (f->people[p].to == k - 1 && f->people[p].counted) {
                    *ret_from = p;
                    *ret_to = p + 1;
                    return true;
                }
            return false;
        }
        if (t->kind == VG_TOK_PUNCT)
            return false;
    }
    return false;
}
