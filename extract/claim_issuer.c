/* claim_issuer.c - whose communiqué, report or release an article is throughout. */
#include "extract/claim_in.h"

#define LEAD 4 /* sentences */

/* The first row of this kind in the lead, outside quotations; NULL: none. */
static const struct vg_term *lead_has(struct vg_claim_scan *c, enum claim_kind kind)
{
    const struct vg_term *t;
    size_t to;

    for (size_t i = 0; i < c->doc->n_sentences && i < LEAD; i++) {
        c->s = &c->doc->sentences[i];
        if (!vg_terms_in(c->terms, c->doc, c->s, CLAIM_BIT(kind)))
            continue;
        for (size_t k = c->s->from; k < c->s->to; k++)
            if ((t = vg_claim_match(c, k, CLAIM_BIT(kind), &to)) && c->doc->tokens[k].quote < 0)
                return t;
    }
    return NULL;
}

/* The side whose communiqué the article is: who speaks or acts first in its lead. */
static const char *issuer(struct vg_claim_scan *c, bool of_group)
{
    const char *state = NULL, *other = NULL;

    for (size_t i = 0; i < c->doc->n_sentences && i < LEAD; i++) {
        c->s = &c->doc->sentences[i];
        vg_claim_speakers(c);
        for (size_t k = 0; k < c->n; k++) {
            enum vg_actor_kind kind = vg_actor_kind_of(c->doc, c->speakers[k].by);
            bool group = kind > VG_ACTOR_GOVERNMENT;
            bool ally = group && vg_actor_group(c->doc, c->speakers[k].by) == VG_GROUP_MILITARY;
            if (kind > VG_ACTOR_JIHADIST || ally || (of_group && !group))
                continue;
            if (!c->speakers[k].governed && !c->s->title)
                return c->speakers[k].by;
            if (!state && !group)
                state = c->speakers[k].by;
            if (!other)
                other = c->speakers[k].by;
        }
    }
    if (state)
        return state;
    return other;
}

/* `(Dakar, 20 février 2024)`: a place and a day in parentheses, then a dash. */
static bool dated(const struct vg_claim_scan *c, const struct vg_sentence *s)
{
    bool day = false;

    for (size_t i = s->from + 1; i < s->to && i < s->from + 12; i++) {
        day |= c->doc->tokens[i].time >= 0;
        if (vg_sv_is(c->doc->tokens[i].norm, ")"))
            return day && i + 1 < s->to &&
                   (vg_sv_is(c->doc->tokens[i + 1].norm, "–") ||
                    vg_sv_is(c->doc->tokens[i + 1].norm, "-") ||
                    vg_sv_is(c->doc->tokens[i + 1].norm, "—"));
    }
    return false;
}

/* `(Dakar, 20 février 2024) – ..., a déclaré X`: the house style of organisations' own releases. */
static const char *releaser(struct vg_claim_scan *c)
{
    for (size_t i = 0; i < c->doc->n_sentences && i < LEAD; i++) {
        const struct vg_sentence *s = &c->doc->sentences[i];
        if (s->title || s->from >= s->to || !vg_sv_is(c->doc->tokens[s->from].norm, "("))
            continue;
        for (size_t k = 0; k < c->out->n && c->out->items[k].sentence <= (int32_t)i; k++)
            if (c->out->items[k].sentence == (int32_t)i &&
                (strcmp(c->out->items[k].by, "ngo") == 0 || strcmp(c->out->items[k].by, "un") == 0))
                return c->out->items[k].by;
        if (s->to > s->from + 4 && dated(c, s))
            return "ngo";
    }
    return NULL;
}

/* The organisation whose report the article is or sums up: it speaks first, or most. */
static const char *reporter(struct vg_claim_scan *c)
{
    static const char *const bodies[] = {"ngo", "un"};
    const struct vg_attributions *a = c->out;
    const struct vg_term *said = lead_has(c, CLAIM_REPORT);

    for (size_t b = 0; b < VG_COUNT_OF(bodies); b++) {
        size_t mine = 0, others = 0;
        for (size_t i = 0; i < a->n; i++)
            if (strcmp(a->items[i].by, bodies[b]) == 0)
                mine++;
            else
                others++;
        bool first = a->n && strcmp(a->items[0].by, bodies[b]) == 0;
        if (mine >= 2 && (first || said || (mine >= 4 && mine > others)) && mine * 2 >= others)
            return bodies[b];
    }
    return said && said->code.n ? said->code.p : NULL;
}

/* `nos moudjahidines`, `l'occupant`: so speaks only an armed group of itself; anywhere in the text.
 */
static bool group_speaks(struct vg_claim_scan *c)
{
    size_t to;

    for (size_t i = 0; i < c->doc->n_sentences; i++) {
        c->s = &c->doc->sentences[i];
        if (!vg_terms_in(c->terms, c->doc, c->s, CLAIM_BIT(CLAIM_OUR)))
            continue;
        for (size_t k = c->s->from; k < c->s->to; k++)
            if (c->doc->tokens[k].quote < 0 && vg_claim_match(c, k, CLAIM_BIT(CLAIM_OUR), &to))
                return true;
    }
    return false;
}

const char *vg_claim_issuer(struct vg_claim_scan *c)
{
    const char *by = NULL;

    if (group_speaks(c))
        by = issuer(c, true);
    if (!by && lead_has(c, CLAIM_OWN_VOICE))
        by = issuer(c, false);
    if (!by)
        by = releaser(c);
    return by ? by : reporter(c);
}
