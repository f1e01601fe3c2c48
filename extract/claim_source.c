/* claim_source.c - who is behind what is said: `selon X`, X and Y together, the part of a sentence
 * that they speak. */
#include "extract/claim_in.h"
#include "extract/particle.h"

#define SOURCE_REACH 11  /* from `selon` to who is meant */
#define SPAN         256 /* tokens of one sentence looked at on either side */

void vg_claim_add(struct vg_claim_scan *c, size_t from, size_t to, size_t scope_from,
                  size_t scope_to, const struct vg_speaker *who, enum vg_stance stance)
{
    if (!who->by || c->out->n >= CLAIM_MOST)
        return;
    struct vg_attribution *a = VG_PUSH(c->doc->arena, c->out->items, c->out->n, c->out->cap);
    *a = (struct vg_attribution){.from = (uint32_t)from,
                                 .to = (uint32_t)to,
                                 .scope_from = (uint32_t)scope_from,
                                 .scope_to = (uint32_t)scope_to,
                                 .sentence = c->doc->tokens[from].sentence,
                                 .by = who->by,
                                 .actor = who->actor,
                                 .stance = stance,
                                 .about_event = stance != VG_STANCE_ASSERTS,
                                 .comments = vg_claim_is(c, from, CLAIM_BIT(CLAIM_COMMENT)),
                                 .feels = c->feels,
                                 .blames = vg_claim_is(c, from, CLAIM_BIT(CLAIM_BLAME))};
    c->last = *who;
    if (vg_actor_kind_of(c->doc, who->by) < VG_ACTOR_ARMED_GROUP)
        c->party = *who;
}

/* `il y a trois jours` is no clause. */
bool vg_claim_finite(const struct vg_claim_scan *c, size_t i)
{
    int32_t k = c->doc->groups->clause_of[i];

    if (k >= 0 && i > c->s->from && vg_particle(c->doc, i - 1, VG_PT_THERE))
        return false;
    return k >= 0 && c->doc->tokens[i].time < 0 &&
           c->doc->groups->clauses[k].form == VG_FORM_FINITE;
}

/* Is speaker k + 1 named in one breath with k: `des élus, des habitants et le préfet`? */
bool vg_claim_linked(const struct vg_claim_scan *c, size_t k)
{
    const struct vg_speaker *a = &c->speakers[k], *b = &c->speakers[k + 1];
    bool comma = false;

    if (b->from - a->to > 9)
        return false;
    if (b->from == a->to && a->by && b->by && strcmp(a->by, b->by) == 0)
        return true; /* `l'association Kal Akal` */
    for (size_t i = a->to; i < b->from; i++) {
        if (vg_claim_is(c, i, CLAIM_BIT(CLAIM_AND)))
            return true;
        comma |= vg_claim_norm_is(c, i, ",");
        if (c->doc->groups->clause_of[i] >= 0 || vg_claim_is(c, i, CLAIM_BIT(CLAIM_THAT)) ||
            vg_word_has(c->doc->groups, i, VG_W_REL))
            return false;
    }
    return comma && k + 2 < c->n && c->speakers[k + 2].from - b->to <= 4 &&
           vg_claim_is(c, b->to, CLAIM_BIT(CLAIM_AND));
}

/* Attributes to speaker k and to those coordinated with it. */
void vg_claim_add_all(struct vg_claim_scan *c, size_t k, size_t from, size_t to,
                          size_t scope_from, size_t scope_to, enum vg_stance stance)
{
    size_t end = k;

    if (c->speakers[k].image && !vg_claim_is(c, from, CLAIM_BIT(CLAIM_SHOW)))
        return;
    while (end + 1 < c->n && vg_claim_linked(c, end))
        end++;
    for (size_t at = k; at <= end; at++) /* who is told beside `experts` is the source */
        if (k == end || !c->speakers[at].by || strcmp(c->speakers[at].by, "sources") != 0)
            vg_claim_add(c, from, to, scope_from, scope_to, &c->speakers[at], stance);
}

/* The part of the sentence between semicolons that holds token i. */
void vg_claim_part(const struct vg_claim_scan *c, size_t i, size_t *ret_from, size_t *ret_to)
{
    *ret_from = i;
    while (*ret_from > c->s->from && *ret_from + SPAN > i &&
           !vg_claim_norm_is(c, *ret_from - 1, ";"))
        (*ret_from)--;
    *ret_to = i;
    while (*ret_to < c->s->to && *ret_to < i + SPAN && !vg_claim_norm_is(c, *ret_to, ";"))
        (*ret_to)++;
}

void vg_claim_source(struct vg_claim_scan *c, size_t i, size_t to)
{
    size_t k = vg_claim_speaker_after(c, to), scope_from, scope_to;
    size_t end = to;
    bool names = true;

    while (k < c->n && c->speakers[k].addressed && k + 1 < c->n)
        k++; /* `selon un bilan communiqué à l'agence par un élu` */
    c->feels = false;
    vg_claim_part(c, i, &scope_from, &scope_to);
    if (to < c->s->to && vg_word_has(c->doc->groups, to, VG_W_REL)) { /* `d'après laquelle` */
        if (k > 0 && c->speakers[k - 1].to + 3 >= i)
            vg_claim_add(c, i, to + 1, to + 1, scope_to, &c->speakers[k - 1], VG_STANCE_ASSERTS);
        return;
    }
    if (to < c->s->to && vg_claim_is(c, to, CLAIM_BIT(CLAIM_PRONOUN))) {
        struct vg_speaker who = vg_claim_pronoun(c, to);
        vg_claim_add(c, i, to + 1, scope_from, scope_to, &who, VG_STANCE_ASSERTS);
        return;
    }
    for (; end < c->s->to && end < to + SOURCE_REACH && !vg_claim_finite(c, end); end++) {
        bool name = c->doc->tokens[end].capital;
        if (c->doc->tokens[end].kind == VG_TOK_PUNCT && !names && !vg_claim_norm_is(c, end, "«") &&
            !vg_claim_norm_is(c, end, "»"))
            break;
        names &= name || vg_claim_norm_is(c, end, ",") || vg_particle(c->doc, end, VG_PT_THE);
    }
    if (k < c->n && c->speakers[k].from < end) {
        vg_claim_add_all(c, k, i, c->speakers[k].to, scope_from, scope_to, VG_STANCE_ASSERTS);
    } else if (to + 1 < c->s->to && vg_claim_norm_is(c, to, "«") &&
               c->doc->tokens[to + 1].capital) {
        /* a newspaper's name */
        struct vg_speaker paper = {.by = "media", .actor = -1};
        vg_claim_add(c, i, to + 2, scope_from, scope_to, &paper, VG_STANCE_ASSERTS);
    }
}

void vg_claim_official(struct vg_claim_scan *c, size_t i, size_t to)
{
    struct vg_speaker who = c->party;
    size_t scope_from, scope_to;

    if (!who.by || vg_actor_kind_of(c->doc, who.by) > VG_ACTOR_GOVERNMENT)
        who = (struct vg_speaker){.by = vg_claim_state(c, CLAIM_ARMY, c->doc->country),
                                  .actor = -1};
    vg_claim_part(c, i, &scope_from, &scope_to);
    vg_claim_add(c, i, to, scope_from, scope_to, &who, VG_STANCE_ASSERTS);
}
