/* claim_status.c - how far an article stands behind an event (doc/events.md: Status). */
#include "extract/claim_in.h"

#include "extract/merge.h"
#include "extract/pack.h"

static bool same_text(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

static bool is_party(const struct vg_document *doc, const char *by)
{
    return vg_actor_kind_of(doc, by) <= VG_ACTOR_JIHADIST;
}

static bool refuted_here(const struct vg_document *doc, const struct vg_mention *t)
{
    const struct vg_sentence *s = &doc->sentences[t->sentence];
    size_t to;

    if (t->refuted)
        return true;
    if (!vg_terms_in(doc->pack->claim, doc, s, CLAIM_BIT(CLAIM_REFUTATION)))
        return false;
    for (size_t i = s->from; i < s->to; i++)
        if (vg_terms_match(doc->pack->claim, doc, i, s->to, CLAIM_BIT(CLAIM_REFUTATION), 2, &to)) {
            for (size_t k = 0; k < doc->attributions->n; k++) {
                const struct vg_attribution *a = &doc->attributions->items[k];
                if (a->sentence == t->sentence && is_party(doc, a->by))
                    return false; /* a party's word, not the article's */
            }
            return true;
        }
    return false;
}

struct voices {
    bool outlet;     /* some mention stands in the outlet's own voice */
    bool party_only; /* all that speak of it are parties to it */
    bool vague_only; /* unnamed sources */
    bool asserted_by_other, denied, maintained, retracted;
    bool all_denied;  /* it is named only where it is denied */
    bool conditional; /* every mention is in the conditional */
    bool refuted, real; /* as the article itself says */
};

static void hear_mention(const struct vg_document *doc, const struct vg_merged *m,
                         const struct vg_mention *t, struct voices *v)
{
    bool covered = false, denied = false;

    for (size_t k = 0; k < doc->attributions->n; k++) {
        const struct vg_attribution *a = &doc->attributions->items[k];
        if (t->head < a->scope_from || t->head >= a->scope_to ||
            (a->passive && a->stance == VG_STANCE_CLAIMS))
            continue;
        if (a->stance == VG_STANCE_DENIES) {
            denied = true;
            continue;
        }
        covered = true;
        v->party_only &= is_party(doc, a->by) &&
                         (vg_claim_among(m->event.initiators, m->event.n_initiators, a->by) ||
                          same_text(a->by, doc->attributions->issuer));
        v->vague_only &= a->stance == VG_STANCE_ASSERTS && strcmp(a->by, "sources") == 0;
    }
    const char *issuer = doc->attributions->issuer;
    v->outlet |= !covered && !denied && !(issuer && is_party(doc, issuer));
    v->all_denied &= denied;
    v->conditional &= t->conditional;
    v->refuted |= refuted_here(doc, t) ||
                  (!m->event.background && vg_claim_called_false(doc, t));
    v->real |= vg_claim_called_real(doc, t);
}

static struct voices hear(const struct vg_document *doc, const struct vg_merged *m)
{
    struct voices v = {
        .party_only = true, .vague_only = true, .all_denied = true, .conditional = true};

    for (size_t i = 0; i < m->n_mentions; i++)
        hear_mention(doc, m, &doc->mentions->items[m->mentions[i]], &v);
    for (size_t i = 0; i < m->event.n_claims; i++) {
        const struct vg_claim *c = &m->event.claims[i];
        v.denied |= c->stance == VG_STANCE_DENIES;
        v.retracted |= c->stance == VG_STANCE_RETRACTS;
    }
    for (size_t i = 0; i < m->event.n_claims && v.denied; i++) {
        const struct vg_claim *c = &m->event.claims[i];
        if (c->stance == VG_STANCE_DENIES || c->stance == VG_STANCE_RETRACTS)
            continue;
        bool self = false; /* the same speaker told two versions */
        for (size_t k = 0; k < m->event.n_claims; k++)
            self |= m->event.claims[k].stance == VG_STANCE_DENIES &&
                    strcmp(m->event.claims[k].by, c->by) == 0;
        v.maintained |= !self;
    }
    return v;
}

static enum vg_status judge(const struct vg_merged *m, const struct voices *v)
{
    if ((v->refuted && !v->real) || (v->all_denied && v->retracted))
        return VG_STATUS_REFUTED;
    if (v->denied && v->maintained)
        return VG_STATUS_DISPUTED;
    if (v->all_denied && v->denied)
        return VG_STATUS_REFUTED;
    if (v->conditional)
        return VG_STATUS_UNCONFIRMED;
    if (v->outlet)
        return VG_STATUS_ASSERTED;
    if (v->party_only && m->event.n_claims)
        return VG_STATUS_CLAIMED;
    if (v->vague_only && m->event.n_claims == 1)
        return VG_STATUS_UNCONFIRMED;
    return VG_STATUS_ASSERTED;
}

enum vg_status vg_claim_status(const struct vg_document *doc, const struct vg_merged *m)
{
    struct voices v = hear(doc, m);

    return judge(m, &v);
}
