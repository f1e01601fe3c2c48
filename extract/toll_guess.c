/* toll_guess.c - people whom no table names: what is counted and was killed, as in `trois bateliers
 * ont été tués`, is somebody. */
#include "extract/toll_in.h"

#include "extract/particle.h"

#define FORWARD 18 /* tokens from the noun to the verb that its subject undergoes */

/* A noun that no table of toll knows, with a number right before it. */
static bool unknown_noun(const struct finder *f, const struct vg_number *n, size_t i)
{
    const struct vg_document *doc = f->doc;
    const struct vg_token *t = &doc->tokens[i];
    const struct vg_reading *r = vg_token_reading(t);
    bool several = n->count.min != 1 || n->count.max != 1;
    size_t to;

    if (t->kind == VG_TOK_PUNCT || vg_token_pos(t) != VG_POS_NOUN || t->number >= 0 ||
        t->time >= 0 || t->place >= 0 || t->actor >= 0 || t->capital || toll_may_be_participle(t))
        return false;
    if (vg_terms_match(f->terms, doc, i, f->s->to, ~TOLL_BIT(TOLL_OF_PEOPLE), 0, &to))
        return false;
    return r && (several ? r->plural : r->singular);
}

/* Is the verb of people at token i told of its subject: `ont été tués`, `tués`, `ont péri`? */
static bool undergone(const struct finder *f, size_t i, const struct vg_term *verb)
{
    size_t left;

    if (vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_OUTCOME_SELF), 4, &left))
        return true;
    enum vg_pos pos = vg_token_pos(&f->doc->tokens[i]);
    enum voice voice = toll_voice(f, i, &left);
    (void)verb;
    return pos != VG_POS_VERB && pos != VG_POS_INF && pos != VG_POS_PPRES &&
           (voice == VOICE_PASSIVE || voice == VOICE_REDUCED);
}

/* `trois bateliers et un soldat ont été tués`: does what follows the noun lead to such a verb? */
static bool leads_to_verb(const struct finder *f, size_t from)
{
    size_t to;

    for (size_t i = from; i < f->s->to && i < from + FORWARD; i++) {
        const struct vg_token *t = &f->doc->tokens[i];
        enum vg_pos pos = vg_token_pos(t);
        const struct vg_term *verb = vg_terms_match(f->terms, f->doc, i, f->s->to,
                                                    TOLL_BIT(TOLL_OF_PEOPLE), 0, &to);
        if (verb)
            return undergone(f, i, verb);
        if (toll_is(f, i, TOLL_BIT(TOLL_BE) | TOLL_BIT(TOLL_HAVE) | TOLL_BIT(TOLL_OF)) ||
            t->number >= 0 || vg_sv_is(t->norm, ","))
            continue;
        if (t->kind == VG_TOK_PUNCT || pos == VG_POS_VERB || pos == VG_POS_PPAS ||
            pos == VG_POS_PPRES || pos == VG_POS_PREP || toll_is(f, i, TOLL_BIT(TOLL_WHO)))
            return false;
    }
    return false;
}

/* `tuant trois bateliers`, `la mort de deux bateliers`: does what stands before the number? */
static bool follows_verb(const struct finder *f, size_t from)
{
    size_t to, left;

    for (size_t k = from; k > f->s->from && from - k < 5;) {
        k--;
        if (vg_terms_match(f->terms, f->doc, k, f->s->to, TOLL_BIT(TOLL_OUTCOME_TO), 0, &to) &&
            to == from)
            return true;
        if (vg_terms_match(f->terms, f->doc, k, f->s->to, TOLL_BIT(TOLL_OUTCOME_OF), 0, &to) &&
            to + 1 == from && vg_particle(f->doc, to, VG_PT_OF))
            return vg_terms_match(f->terms, f->doc, k, f->s->to, TOLL_BIT(TOLL_OF_PEOPLE), 0,
                                  &to) != NULL;
        if (vg_terms_match(f->terms, f->doc, k, f->s->to, TOLL_BIT(TOLL_OF_PEOPLE), 0, &to) &&
            to == from)
            return vg_terms_match(f->terms, f->doc, k, f->s->to, TOLL_BIT(TOLL_OUTCOME_VERB), 0,
                                  &to) &&
                   toll_voice(f, k, &left) == VOICE_ACTIVE;
    }
    return false;
}

bool toll_add_unknown(struct finder *f, const struct vg_number *n, size_t *ret_to)
{
    size_t head = n->to;

    if (n->ordinal || n->percent || n->fraction || n->year_like || n->count.min == VG_COUNT_NULL ||
        f->doc->tokens[n->from].time >= 0)
        return false;
    while (head < f->s->to && head < n->to + 2 &&
           (toll_is(f, head, TOLL_BIT(TOLL_OTHER)) ||
            vg_token_pos(&f->doc->tokens[head]) == VG_POS_ADJ))
        head++;
    if (head >= f->s->to || !unknown_noun(f, n, head) ||
        (!leads_to_verb(f, head + 1) && !follows_verb(f, n->from)))
        return false;
    size_t to = head + 1;
    while (to < f->s->to && vg_token_pos(&f->doc->tokens[to]) == VG_POS_ADJ)
        to++;
    struct party *p = VG_PUSH(f->doc->arena, f->people, f->n_people, f->cap_people);
    *p = (struct party){.from = n->from,
                        .head = (uint32_t)head,
                        .to = (uint32_t)to,
                        .count = n->count,
                        .counted = true,
                        .plural = n->count.min != 1 || n->count.max != 1,
                        .group = VG_GROUP_CIVILIAN,
                        .actor = -1};
    *ret_to = to;
    return true;
}
