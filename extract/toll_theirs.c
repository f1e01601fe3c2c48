/* toll_theirs.c - people who are told as someone's own: `neuf des leurs`, `quatre de ses hommes`,
 * `3 FAMa`. */
#include "extract/toll_in.h"

#include "extract/particle.h"
#include "extract/who.h"

/* The group of the armed force or the people that a code stands for; -1: the code says nothing of
 * it. */
static int group_of_actor(const struct finder *f, int32_t actor)
{
    const char *code = actor >= 0 ? f->doc->actors[actor].code : NULL;
    int g = code ? (int)vg_actor_group(f->doc, code) : VG_GROUP_UNSPECIFIED;

    return g == VG_GROUP_UNSPECIFIED ? -1 : g;
}

static int whose(const struct finder *f, size_t at)
{
    const struct party *last = NULL;
    size_t to;

    for (size_t k = 0; k < f->n_people && f->people[k].head < at; k++)
        if (!f->people[k].bare && f->people[k].group != VG_GROUP_UNSPECIFIED)
            last = &f->people[k];
    for (size_t i = at; i-- > f->s->from;) {
        if (last && last->head >= i)
            return last->group;
        int g = group_of_actor(f, f->doc->tokens[i].actor);
        if (g >= 0)
            return g;
        const struct vg_term *body =
            vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_BODY), 0, &to);
        if (body && !body->value2)
            return body->value;
    }
    return -1;
}

bool toll_add_theirs(struct finder *f, const struct vg_number *n, size_t *ret_to)
{
    size_t to = n->to;

    if (n->ordinal || n->percent || n->fraction || n->to >= f->s->to ||
        !vg_terms_match(f->terms, f->doc, n->to, f->s->to, TOLL_BIT(TOLL_THEIRS), 0, &to))
        return false;
    if (to < f->s->to && vg_token_pos(&f->doc->tokens[to]) == VG_POS_NOUN &&
        vg_token_pos(&f->doc->tokens[to - 1]) != VG_POS_NOUN)
        return false; /* `dix-neuf de leurs gardes` */
    int group = whose(f, n->from);
    struct party *p = VG_PUSH(f->doc->arena, f->people, f->n_people, f->cap_people);
    *p = (struct party){.from = n->from,
                        .head = (uint32_t)to - 1,
                        .to = (uint32_t)to,
                        .count = n->count,
                        .counted = true,
                        .plural = n->count.min != 1 || n->count.max != 1,
                        .owned = true,
                        .group = group >= 0 ? group
                                 : f->named_group >= 0 ? f->named_group : VG_GROUP_UNSPECIFIED,
                        .actor = -1};
    *ret_to = to;
    return true;
}

bool toll_add_force(struct finder *f, const struct vg_number *n, size_t *ret_to)
{
    const struct vg_document *doc = f->doc;
    int32_t a = n->to < f->s->to ? doc->tokens[n->to].actor : -1;
    int g = group_of_actor(f, a);

    if (g < 0 || n->ordinal || n->percent || n->fraction || n->indefinite_article ||
        g == VG_GROUP_CIVILIAN || doc->actors[a].from != n->to || doc->actors[a].description)
        return false;
    *ret_to = doc->actors[a].to;
    struct party *p = VG_PUSH(doc->arena, f->people, f->n_people, f->cap_people);
    *p = (struct party){.from = n->from,
                        .head = n->to,
                        .to = (uint32_t)*ret_to,
                        .count = n->count,
                        .counted = true,
                        .plural = n->count.min != 1 || n->count.max != 1,
                        .group = g,
                        .actor = a};
    return true;
}

/* Does a possessive stand at token i? */
static bool possessive(const struct finder *f, size_t i)
{
    size_t to;
    const struct vg_term *d =
        vg_terms_match(f->terms, f->doc, i, i + 1, TOLL_BIT(TOLL_DEFINITE), 0, &to);

    return d && d->value2;
}

void toll_own_people(const struct finder *f, struct party *p)
{
    bool vague = p->vague && !p->anyone && p->group == VG_GROUP_UNSPECIFIED;
    bool own = false;

    if (!vague && p->group != VG_GROUP_MILITARY)
        return;
    for (size_t i = p->from; i < p->head; i++)
        own |= possessive(f, i);
    if (vague && p->to + 1u < f->s->to && toll_is(f, p->to, TOLL_BIT(TOLL_OF)))
        own |= possessive(f, p->to + 1); /* `quatre membres de son unité` */
    int g = own ? whose(f, p->from) : -1;
    if (own && g < 0 && vague && p->plural)
        g = f->named_group; /* `trente de leurs camarades`: of those of the sentence before */
    if (g < 0 || g == VG_GROUP_CIVILIAN)
        return;
    p->group = g;
    p->owned = true;
}

void toll_lost(const struct finder *f, size_t i, struct party *p)
{
    for (size_t k = f->n_people; p->owned && k-- > 0;) {
        const struct party *q = &f->people[k];
        if (q->head >= i || q->bare || q->group == VG_GROUP_UNSPECIFIED || toll_is_object(f, q))
            continue;
        p->group = q->group;
        return;
    }
}
