/* toll_add.c - the figure that a word tells of the people beside it: how many, and of which group.
 */
#include "extract/toll_in.h"

#include "extract/particle.h"

/* Of whom a bare number speaks: `en avoir tué dix`, `trois d'entre eux`, `deux autres`. */
static int group_meant(const struct finder *f, const struct party *p)
{
    int g = p->of_them ? f->named_group : f->hurt_group;

    if (f->last_group >= 0 && !p->of_them)
        return f->last_group;
    for (size_t k = 0; k < f->n_people && f->people[k].head < p->from; k++)
        if (!f->people[k].bare && (f->people[k].plural || !p->of_them))
            g = f->people[k].group;
    return g >= 0 ? g : p->group;
}

/* `deux présumés terroristes`: so far only said to be. */
static bool doubted(const struct finder *f, const struct party *p)
{
    size_t end = p->head >= p->to ? p->head + 1 : p->to;

    for (size_t i = p->from; i <= end && i < f->s->to; i++)
        if (toll_is(f, i, TOLL_BIT(TOLL_DOUBTED)))
            return true;
    return false;
}

/* People who are taken hostage or driven out are civilians unless the text says otherwise. */
static int settled_group(const struct finder *f, const struct party *p, enum vg_outcome outcome)
{
    int g = p->group;

    if (outcome == VG_OUT_CAPTURED && g == VG_GROUP_MILITANT && (p->vague || doubted(f, p)))
        return VG_GROUP_UNSPECIFIED; /* suspects */
    if (p->bare || (p->others && p->vague && !p->anyone && g == VG_GROUP_UNSPECIFIED))
        g = group_meant(f, p);
    else if (p->sex_age && f->last_group >= 0)
        g = f->last_group;
    if (p->sex_age && f->last_group == VG_GROUP_UNSPECIFIED)
        g = VG_GROUP_CIVILIAN;
    if (g == VG_GROUP_UNSPECIFIED && (outcome == VG_OUT_ABDUCTED || outcome == VG_OUT_DISPLACED))
        g = VG_GROUP_CIVILIAN;
    return g;
}

struct vg_toll *toll_add(struct finder *f, size_t word, enum vg_outcome outcome,
                         struct vg_count count, int group)
{
    struct vg_tolls *out = f->out;

    /* one word says it once for one group; this sentence's are the last */
    for (size_t i = out->n_tolls;
         i-- > 0 && out->tolls[i].sentence == f->doc->tokens[word].sentence;)
        if (out->tolls[i].word == word && !out->tolls[i].aggregate &&
            out->tolls[i].group == (enum vg_group)group && out->tolls[i].count.min == count.min &&
            out->tolls[i].count.max == count.max &&
            (out->tolls[i].outcome == outcome || count.max != 0))
            return &out->tolls[i];
    struct vg_toll *t = VG_PUSH(f->doc->arena, out->tolls, out->n_tolls, out->cap_tolls);
    *t = (struct vg_toll){.from = (uint32_t)word,
                          .to = (uint32_t)word + 1,
                          .word = (uint32_t)word,
                          .sentence = f->doc->tokens[word].sentence,
                          .outcome = outcome,
                          .group = (enum vg_group)group,
                          .count = count,
                          .actor = -1,
                          .place = -1,
                          .whole = -1};
    f->last_group = group;
    return t;
}

/* `un camion dont le chauffeur a été tué`: the subject of the verb, no part of those before it. */
static bool whose_is(const struct finder *f, const struct party *p, size_t word)
{
    if (p->counted || word < p->to)
        return false;
    for (size_t i = p->to; i < word; i++)
        if (f->doc->tokens[i].kind == VG_TOK_PUNCT)
            return false;
    return true;
}

/* Several people of one group, each told as one? */
static bool singles(const struct finder *f, size_t from, size_t to)
{
    if (to < from + 2)
        return false;
    for (size_t k = from; k < to; k++) {
        const struct party *p = &f->people[k];
        if (p->count.min != 1 || p->count.max != 1 || p->bare || p->group == VG_GROUP_MILITARY ||
            p->group != f->people[from].group ||
            (p->from > f->s->from && toll_is(f, p->from - 1, TOLL_BIT(TOLL_PART))))
            return false;
    }
    return true;
}

/* `sept martyrs (soldats tués)`: who the figure before the parenthesis is of. */
static bool explains(struct finder *f, const struct party *p)
{
    struct vg_tolls *out = f->out;

    if (p->from <= f->s->from + 1 || !vg_sv_is(f->doc->tokens[p->from - 1].norm, "(") ||
        !out->n_tolls)
        return false;
    struct vg_toll *before = &out->tolls[out->n_tolls - 1];
    if (before->to + 1u != p->from)
        return false;
    if (before->group == VG_GROUP_UNSPECIFIED)
        before->group = (enum vg_group)p->group;
    f->last_group = p->group;
    return true;
}

/* Women and children among the dead add no figure of their own when the whole is told. */
void toll_add_parties(struct finder *f, size_t word, enum vg_outcome outcome, size_t from,
                      size_t to)
{
    if (singles(f, from, to)) { /* `le conducteur et un enfant`: two */
        int64_t n = (int64_t)(to - from);
        const struct party *p = &f->people[from];
        struct vg_toll *t = toll_add(f, word, outcome, (struct vg_count){n, n, false},
                                     settled_group(f, p, outcome));
        t->from = p->from < word ? p->from : (uint32_t)word;
        t->actor = p->actor;
        return;
    }
    for (size_t k = from; k < to; k++) {
        const struct party *p = &f->people[k];
        /* `les victimes`, `les soldats`: known from before, tells no figure */
        if (!p->counted && p->definite && p->plural)
            continue;
        if (p->from > f->s->from && toll_is(f, p->from - 1, TOLL_BIT(TOLL_PART)) &&
            !whose_is(f, p, word))
            continue;
        if (!p->counted && p->plural && p->from > f->s->from + 1 &&
            toll_is(f, p->from - 1, TOLL_BIT(TOLL_OF)) &&
            toll_is(f, p->from - 2, TOLL_BIT(TOLL_TALLY)))
            continue; /* `le nombre de personnes tuées` */
        bool few = p->count.max != VG_COUNT_NULL && p->count.max < TOLL_FEW_DISPLACED;
        if ((!p->counted && p->plural && explains(f, p)) || (outcome == VG_OUT_DISPLACED && few))
            continue;
        struct vg_toll *t = toll_add(f, word, outcome, p->count, settled_group(f, p, outcome));
        t->from = p->from < word ? p->from : (uint32_t)word;
        t->to = p->to > word + 1 ? p->to : (uint32_t)word + 1;
        t->actor = p->actor;
        t->owned = p->owned;
        t->men = p->men;
        if (p->owned && p->group == VG_GROUP_UNSPECIFIED)
            t->side = VG_SIDE_OWN; /* the speaker's */
    }
}
