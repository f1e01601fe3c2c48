/* claim_check.c - rumours that an article itself calls false: the verdict of a fact check, and the
 * short sentence (`C'est faux.`) behind what somebody spreads. */
#include "extract/claim_in.h"

#include "extract/pack.h"

#define OPENING 3 /* sentences, the title among them, in which `Faux` alone is the verdict */
#define FLAT    8 /* tokens of a sentence that says only that it is false */
#define LEAD_IN 3 /* tokens before the verdict: a bullet, a mark */

static bool has(const struct vg_document *doc, const struct vg_sentence *s, size_t i,
                uint64_t kinds)
{
    size_t to;

    return i < s->to && vg_terms_match(doc->pack->claim, doc, i, s->to, kinds, 0, &to);
}

static bool begins_with(const struct vg_document *doc, const struct vg_sentence *s, uint64_t kinds)
{
    if (!vg_terms_in(doc->pack->claim, doc, s, kinds))
        return false;
    for (size_t i = s->from; i < s->to && i < s->from + LEAD_IN; i++) {
        if (has(doc, s, i, kinds))
            return true;
        if (doc->tokens[i].kind == VG_TOK_WORD)
            return false;
    }
    return false;
}

static bool contains(const struct vg_document *doc, const struct vg_sentence *s, uint64_t kinds)
{
    if (!vg_terms_in(doc->pack->claim, doc, s, kinds))
        return false;
    for (size_t i = s->from; i < s->to; i++)
        if (doc->tokens[i].quote < 0 && has(doc, s, i, kinds))
            return true;
    return false;
}

/* Does somebody else say what sentence s says? */
static bool said(const struct vg_attributions *a, size_t s)
{
    for (size_t k = 0; k < a->n && a->items[k].sentence <= (int32_t)s; k++)
        if (a->items[k].sentence == (int32_t)s)
            return true;
    return false;
}

bool vg_claim_checks(const struct vg_document *doc, const struct vg_attributions *a)
{
    const uint64_t flat = CLAIM_BIT(CLAIM_FLAT), verdict = CLAIM_BIT(CLAIM_VERDICT);

    for (size_t i = 0; i < doc->n_sentences; i++) {
        const struct vg_sentence *s = &doc->sentences[i];
        bool opens = i < OPENING && begins_with(doc, s, flat);
        bool ends = begins_with(doc, s, verdict) &&
                    contains(doc, s, flat | CLAIM_BIT(CLAIM_REFUTATION));
        if ((opens || ends) && !said(a, i))
            return true;
    }
    return false;
}

bool vg_claim_called_false(const struct vg_document *doc, const struct vg_mention *t)
{
    const struct vg_sentence *s = &doc->sentences[t->sentence], *next = s + 1;
    bool spread = false;

    for (size_t k = 0; k < doc->attributions->n; k++) {
        const struct vg_attribution *a = &doc->attributions->items[k];
        if (a->stance == VG_STANCE_ASSERTS && t->head >= a->scope_from && t->head < a->scope_to)
            spread |= strcmp(a->by, "media") == 0 || strcmp(a->by, "sources") == 0;
    }
    if (!spread)
        return false;
    if (doc->attributions->check)
        return true;
    return (size_t)t->sentence + 1 < doc->n_sentences && next->paragraph == s->paragraph &&
           next->to - next->from <= FLAT && begins_with(doc, next, CLAIM_BIT(CLAIM_FLAT)) &&
           !said(doc->attributions, (size_t)t->sentence + 1);
}

bool vg_claim_called_real(const struct vg_document *doc, const struct vg_mention *t)
{
    return contains(doc, &doc->sentences[t->sentence], CLAIM_BIT(CLAIM_REAL));
}
