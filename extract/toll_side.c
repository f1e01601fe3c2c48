/* toll_side.c - whose dead they are, as the speaker puts it: `dans nos rangs`, `chez l'adversaire`.
 */
#include "extract/toll_in.h"

#include "extract/who.h"
#include "extract/particle.h"

#define BESIDE 6 /* tokens between the figure and the words that give it to a side */

static bool stops(const struct finder *f, size_t i)
{
    struct vg_sv s = f->doc->tokens[i].norm;

    return vg_sv_is(s, ";") || vg_sv_is(s, ":") || vg_sv_is(s, ".");
}

/* `25 blessés, et celles de l'adversaire à 28 tués`: a comma before words that another figure
 * follows. */
static bool opens_anew(const struct finder *f, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (vg_sv_is(f->doc->tokens[i].norm, ","))
            return true;
    return false;
}

/* Its own words say whose they are. */
static bool told(const struct vg_toll *x)
{
    return x->group != VG_GROUP_UNSPECIFIED && !x->inherited;
}

/* `trois morts et cinq blessés dans ses rangs`: the figures that end before `at`, back to another
 * side's words. */
static bool mark_before(struct finder *f, size_t first, size_t at, size_t from, enum vg_side side)
{
    struct vg_tolls *out = f->out;
    bool after = false; /* a figure follows */
    size_t edge = at;
    bool any = false;

    for (size_t t = out->n_tolls; t-- > first;) {
        struct vg_toll *x = &out->tolls[t];
        after |= x->from >= at;
        if (x->from < from || x->from >= at)
            continue;
        if (!any && after && opens_anew(f, x->to, at))
            return false;
        if (x->to + BESIDE < edge || x->side != VG_SIDE_UNTOLD)
            break;
        if (x->count.max == 0 && side == VG_SIDE_OTHER)
            return any; /* `un drone de l'ennemi est tombé, sans victime` */
        if (told(x))
            return true; /* `vingt soldats abattus, cinq morts dans ses rangs` */
        for (size_t i = x->to; i < edge; i++)
            if (stops(f, i) || vg_particle(f->doc, i, VG_PT_AGAINST))
                return any; /* `huit tués, contre vingt-huit chez l'adversaire` */
        x->side = side;
        if (x->inherited)
            x->group = VG_GROUP_UNSPECIFIED;
        edge = x->from;
        any = true;
    }
    return any;
}

/* `côté ami, un mort et trois blessés`: the figures after it, up to the end of the clause. */
static void mark_after(struct finder *f, size_t first, size_t to, enum vg_side side)
{
    size_t end = to;

    while (end < f->s->to && !vg_sv_is(f->doc->tokens[end].norm, ";"))
        end++;
    for (size_t t = first; t < f->out->n_tolls; t++) {
        struct vg_toll *x = &f->out->tolls[t];
        if (x->from >= to && x->from < end && x->side == VG_SIDE_UNTOLD && !told(x) &&
            (x->count.max != 0 || side == VG_SIDE_OWN))
            x->side = side;
    }
}

/* ---- whose they are by name: `63 tués et 57 blessés parmi les habitants`, `côté population : deux
 * morts` ---- */

#define PHRASE 6 /* tokens from `parmi` to those it names */

int toll_body_group(const struct finder *f, size_t from, size_t end)
{
    size_t to;

    for (size_t i = from; i < end && i < f->s->to; i++) {
        const struct vg_token *t = &f->doc->tokens[i];
        enum vg_pos pos = vg_token_pos(t);
        if (t->kind == VG_TOK_PUNCT || pos == VG_POS_VERB || pos == VG_POS_PPAS ||
            t->number >= 0 || pos == VG_POS_CONJ)
            return -1;
        const struct vg_term *body =
            vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_BODY), 0, &to);
        if (body && (!body->value2 || i == from))
            return body->value;
        if (t->actor >= 0) {
            const char *code = f->doc->actors[t->actor].code;
            int g = code ? (int)vg_actor_group(f->doc, code) : VG_GROUP_UNSPECIFIED;
            if (g != VG_GROUP_UNSPECIFIED && t->actor >= 0 && f->doc->actors[t->actor].to > i + 1)
                return g;
            if (g != VG_GROUP_UNSPECIFIED && !f->doc->actors[t->actor].description)
                return g;
        }
    }
    return -1;
}

/* The group that the phrase after `parmi` at [at, from) names, -1. */
int toll_phrase_group(const struct finder *f, size_t from)
{
    for (size_t k = 0; k < f->n_people; k++)
        if (f->people[k].head >= from && f->people[k].head < from + PHRASE &&
            f->people[k].group != VG_GROUP_UNSPECIFIED && !f->people[k].bare) {
            for (size_t i = from; i < f->people[k].head; i++)
                if (f->doc->tokens[i].kind == VG_TOK_PUNCT)
                    return toll_body_group(f, from, i);
            return f->people[k].group;
        }
    return toll_body_group(f, from, from + PHRASE);
}

/* Only commas, conjunctions and what they join between two figures. */
static bool coordinated(const struct finder *f, size_t from, size_t to)
{
    size_t past;

    if (to > from + 4)
        return false;
    for (size_t i = from; i < to; i++) {
        enum vg_pos pos = vg_token_pos(&f->doc->tokens[i]);
        if (stops(f, i) || pos == VG_POS_VERB || pos == VG_POS_PREP ||
            vg_particle(f->doc, i, VG_PT_AGAINST) ||
            vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_AMONG), 0, &past))
            return false;
    }
    return true;
}

/* Figures without a group that end before the phrase, back as far as they are coordinated. */
static bool name_before(struct finder *f, size_t first, size_t at, int group)
{
    size_t edge = at;
    bool any = false;

    for (size_t t = f->out->n_tolls; t-- > first;) {
        struct vg_toll *x = &f->out->tolls[t];
        if (x->from >= at)
            continue;
        if (any ? !coordinated(f, x->to, edge) : x->to + BESIDE + 2 < edge)
            break;
        for (size_t i = x->to; i < edge; i++)
            if (stops(f, i))
                return any;
        if (x->group != VG_GROUP_UNSPECIFIED && x->group != (enum vg_group)group)
            break;
        x->group = (enum vg_group)group;
        edge = x->from;
        any = true;
    }
    return any;
}

static void name_after(struct finder *f, size_t first, size_t to, int group)
{
    size_t end = to, past;

    while (end < f->s->to && !vg_sv_is(f->doc->tokens[end].norm, ";") &&
           !vg_terms_match(f->terms, f->doc, end, f->s->to, TOLL_BIT(TOLL_AMONG), 0, &past))
        end++;
    for (size_t t = first; t < f->out->n_tolls; t++) {
        struct vg_toll *x = &f->out->tolls[t];
        if (x->from >= to && x->from < end && x->group == VG_GROUP_UNSPECIFIED)
            x->group = (enum vg_group)group;
    }
}

/* `24 morts dans les rangs de l'armée, sept blessés et cinq disparus`: those that go on with it. */
static void name_next(struct finder *f, size_t first, size_t to, int group)
{
    size_t edge = to;

    while (edge < f->s->to && edge < to + PHRASE && !vg_sv_is(f->doc->tokens[edge].norm, ",") &&
           vg_token_pos(&f->doc->tokens[edge]) != VG_POS_CONJ)
        edge++;
    for (size_t t = first; t < f->out->n_tolls; t++) {
        struct vg_toll *x = &f->out->tolls[t];
        if (x->from < to)
            continue;
        if (x->from < edge || x->group != VG_GROUP_UNSPECIFIED || !coordinated(f, edge, x->from) ||
            (x->to < f->s->to && !coordinated(f, x->to, x->to + 1)))
            return;
        x->group = (enum vg_group)group;
        edge = x->to;
    }
}

/* `des morts des deux côtés`: some soldiers and some of the others; a number of them is told of
 * neither. */
static void of_both(struct finder *f, size_t first, size_t at)
{
    for (size_t t = f->out->n_tolls; t-- > first;) {
        struct vg_toll x = f->out->tolls[t];
        if (x.from >= at || x.to + BESIDE < at || x.group != VG_GROUP_UNSPECIFIED)
            continue;
        bool some = x.count.min == 1 && x.count.max == VG_COUNT_NULL;
        f->out->tolls[t].both = true;
        if (!some)
            continue;
        f->out->tolls[t].group = VG_GROUP_MILITARY;
        struct vg_toll *y = toll_add(f, x.word, x.outcome, x.count, VG_GROUP_MILITANT);
        y->from = x.from;
        y->to = x.to;
        y->both = true;
    }
}

/* `deux blessés, côté ennemi dix tués`: behind a comma, with a figure after it before the clause
 * ends. */
static bool leads_on(const struct finder *f, size_t first, size_t at)
{
    size_t end = at;

    if (at == f->s->from || !vg_sv_is(f->doc->tokens[at - 1].norm, ","))
        return false;
    while (end < f->s->to && !vg_sv_is(f->doc->tokens[end].norm, ";"))
        end++;
    for (size_t t = first; t < f->out->n_tolls; t++)
        if (f->out->tolls[t].from > at && f->out->tolls[t].from < end)
            return true;
    return false;
}

void toll_name_groups(struct finder *f, size_t first_toll)
{
    size_t to;

    if (f->out->n_tolls == first_toll)
        return;
    for (size_t i = f->s->from; i < f->s->to; i++) {
        const struct vg_term *all =
            vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_ALL), 0, &to);
        if (all) { /* `onze morts et trois blessés, tous civils` */
            for (size_t t = first_toll; t < f->out->n_tolls; t++)
                if (f->out->tolls[t].from < i && f->out->tolls[t].group == VG_GROUP_UNSPECIFIED)
                    f->out->tolls[t].group = (enum vg_group)all->value;
            continue;
        }
        if (vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_BOTH), 0, &to)) {
            of_both(f, first_toll, i);
            continue;
        }
        const struct vg_term *t =
            vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_AMONG), 0, &to);
        size_t part;
        bool lists = t && vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_PART), 0,
                                         &part) != NULL; /* `parmi lesquels` */
        int group = t && !lists ? toll_phrase_group(f, to) : -1;
        if (group < 0)
            continue;
        if (leads_on(f, first_toll, i)) {
            name_after(f, first_toll, to, group);
            continue;
        }
        if (name_before(f, first_toll, i, group)) {
            name_next(f, first_toll, to, group);
            continue;
        }
        bool opens = i == f->s->from || f->doc->tokens[i - 1].kind == VG_TOK_PUNCT ||
                     vg_token_pos(&f->doc->tokens[i - 1]) == VG_POS_CONJ ||
                     vg_token_pos(&f->doc->tokens[i - 1]) == VG_POS_PPAS;
        bool none = true; /* `le bilan parmi les soldats est de dix morts` */
        for (size_t k = first_toll; k < f->out->n_tolls; k++)
            none &= f->out->tolls[k].from > i;
        if (opens || none)
            name_after(f, first_toll, to, group);
    }
}

/* Who bears the loss that the verb at token i tells: an armed actor before it in its clause,
 * `nous`. */
void toll_bear(struct finder *f, size_t i, size_t first_toll)
{
    int group = -1;
    bool ours = false;
    size_t to;

    for (size_t k = i; k > f->s->from && i - k < 14 && group < 0 && !ours; k--) {
        const struct vg_token *t = &f->doc->tokens[k - 1];
        if (stops(f, k - 1) || (vg_token_pos(t) == VG_POS_VERB &&
                                !toll_is(f, k - 1, TOLL_BIT(TOLL_BE) | TOLL_BIT(TOLL_HAVE))))
            break;
        ours = vg_particle(f->doc, k - 1, VG_PT_US);
        const char *code = t->actor >= 0 ? f->doc->actors[t->actor].code : NULL;
        if (code && vg_actor_kind_of(f->doc, code) != VG_ACTOR_GOVERNMENT &&
            vg_actor_group(f->doc, code) <= VG_GROUP_MILITANT &&
            vg_actor_group(f->doc, code) != VG_GROUP_CIVILIAN)
            group = (int)vg_actor_group(f->doc, code);
        const struct vg_term *body = vg_terms_match(f->terms, f->doc, k - 1, f->s->to,
                                                    TOLL_BIT(TOLL_BODY), 0, &to);
        if (group < 0 && body && !body->value2 && body->value != VG_GROUP_CIVILIAN)
            group = body->value; /* `l'armée a enregistré dix morts` */
    }
    for (size_t t = first_toll; t < f->out->n_tolls; t++) {
        struct vg_toll *x = &f->out->tolls[t];
        if (x->word < i || x->group != VG_GROUP_UNSPECIFIED)
            continue;
        if (ours && x->side == VG_SIDE_UNTOLD)
            x->side = VG_SIDE_OWN;
        else if (group >= 0)
            x->group = (enum vg_group)group;
    }
}

void toll_mark_sides(struct finder *f, size_t first_toll)
{
    size_t last = f->s->from, to;

    if (f->out->n_tolls == first_toll)
        return;
    for (size_t i = f->s->from; i < f->s->to; i++) {
        const struct vg_term *t = vg_terms_match(
            f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_OWN) | TOLL_BIT(TOLL_ADVERSE), 0, &to);
        if (!t)
            continue;
        enum vg_side side = t->kind == TOLL_OWN ? VG_SIDE_OWN : VG_SIDE_OTHER;
        bool inside = false; /* `dix-sept ennemis tués` */
        for (size_t k = first_toll; k < f->out->n_tolls; k++)
            if (f->out->tolls[k].from <= i && i < f->out->tolls[k].to) {
                if (!f->out->tolls[k].owned)
                    f->out->tolls[k].side = side;
                inside = true;
            }
        if (!inside && !mark_before(f, first_toll, i, last, side))
            mark_after(f, first_toll, to, side);
        last = to;
        i = to - 1;
    }
}
