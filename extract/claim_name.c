/* claim_name.c - speakers by a name told before, and whom a pronoun means. */
#include "extract/claim_in.h"

#define NAME_GAP 9 /* tokens from `le maire de Bankass,` to his name */

static bool name_token(const struct vg_claim_scan *c, size_t i)
{
    const struct vg_token *t = &c->doc->tokens[i];

    return t->kind == VG_TOK_WORD && t->capital && t->actor < 0 && !t->all_caps &&
           c->doc->groups->det[i] == VG_DET_NONE && c->doc->groups->prep[i] == VG_PREP_NONE;
}

static const char *known(const struct vg_claim_scan *c, size_t i)
{
    for (size_t k = 0; k < c->n_names; k++)
        if (c->names[k].hash == c->doc->tokens[i].fold_hash)
            return c->names[k].by;
    return NULL;
}

/* Remembers the name that stands beside a speaker: `le maire de Bankass, Moulaye Guindo`. */
static void learn_name(struct vg_claim_scan *c, const struct vg_speaker *s)
{
    size_t i = s->to, run = 0;

    if (s->plural || (s->governed && strcmp(s->by, "media") == 0))
        return; /* `lors d'une conférence de presse Untel` */
    for (; i < s->to + NAME_GAP && i < c->s->to; i++) {
        if (c->doc->groups->pos[i] == VG_POS_VERB)
            return;
        if (name_token(c, i) && c->doc->tokens[i].place < 0 &&
            c->doc->groups->prep[i - 1] == VG_PREP_NONE)
            break;
    }
    while (i < c->s->to && name_token(c, i) && run < 5) {
        i++;
        run++;
    }
    if (run && run < 5 && c->n_names < CLAIM_NAMES && !known(c, i - 1)) {
        c->names[c->n_names].hash = c->doc->tokens[i - 1].fold_hash;
        c->names[c->n_names++].by = s->by;
    }
}

/* `Moussa Ag Acharatoumane, patron du MSA`: the name stands first. */
static void learn_name_before(struct vg_claim_scan *c, const struct vg_speaker *s)
{
    size_t i = s->from;

    if (s->plural)
        return;
    while (i > c->s->from && i + 3 > s->from && !vg_sv_is(c->doc->tokens[i - 1].norm, ","))
        i--;
    if (i < c->s->from + 3 || !vg_sv_is(c->doc->tokens[i - 1].norm, ","))
        return;
    if (name_token(c, i - 2) && name_token(c, i - 3) && c->n_names < CLAIM_NAMES &&
        !known(c, i - 2)) {
        c->names[c->n_names].hash = c->doc->tokens[i - 2].fold_hash;
        c->names[c->n_names++].by = s->by;
    }
}

static bool acronym(const struct vg_claim_scan *c, size_t i)
{
    const struct vg_token *t = &c->doc->tokens[i];

    return t->kind == VG_TOK_WORD && t->all_caps && t->actor < 0 && t->place < 0;
}

/* `l'organisation Veille du Sahel (VDS)`: what it is called from then on. */
static void learn_acronym(struct vg_claim_scan *c, const struct vg_speaker *s)
{
    for (size_t i = s->to; i + 2 < c->s->to && i < s->to + NAME_GAP; i++) {
        if (c->doc->groups->pos[i] == VG_POS_VERB || vg_claim_norm_is(c, i, ",") ||
            vg_claim_is(c, i, CLAIM_BIT(CLAIM_SPEAKER)))
            return;
        if (!vg_claim_norm_is(c, i, "("))
            continue;
        if (acronym(c, i + 1) && vg_claim_norm_is(c, i + 2, ")") && c->n_names < CLAIM_NAMES &&
            !known(c, i + 1)) {
            c->names[c->n_names].hash = c->doc->tokens[i + 1].fold_hash;
            c->names[c->n_names++].by = s->by;
        }
        return;
    }
}

const char *vg_claim_by_name(const struct vg_claim_scan *c, size_t i)
{
    return name_token(c, i) || acronym(c, i) ? known(c, i) : NULL;
}

void vg_claim_learn_names(struct vg_claim_scan *c, const struct vg_speaker *first,
                          const struct vg_speaker *last)
{
    learn_name(c, last);
    learn_acronym(c, last);
    learn_name_before(c, first);
}

/* The code of a pronoun's row: m or f, s or p, as far as it tells. */
static bool agrees(const struct vg_speaker *s, struct vg_sv code)
{
    if (!s->by)
        return false;
    for (size_t i = 0; i < code.n; i++)
        if ((code.p[i] == 'm' && s->feminine) || (code.p[i] == 'f' && s->masculine) ||
            (code.p[i] == 's' && s->plural))
            return false;
    return true;
}

struct vg_speaker vg_claim_pronoun(const struct vg_claim_scan *c, size_t i)
{
    const struct vg_speaker *first = &c->last, *second = &c->subject;
    size_t to;

    if (c->subject.by && c->subject.from > c->last.from) {
        first = &c->subject;
        second = &c->last;
    }
    const struct vg_term *t = vg_claim_match(c, i, CLAIM_BIT(CLAIM_PRONOUN), &to);
    if (vg_claim_is(c, i, CLAIM_BIT(CLAIM_LATTER))) { /* `celle-ci`: who was named last */
        size_t k = vg_claim_speaker_after(c, i);
        const struct vg_speaker *near = k > 0 ? &c->speakers[k - 1] : &c->latter;
        if (agrees(near, t ? t->code : vg_sv_cstr("")))
            return *near;
    }
    if (agrees(first, t ? t->code : vg_sv_cstr("")))
        return *first;
    if (agrees(second, t ? t->code : vg_sv_cstr("")))
        return *second;
    return (struct vg_speaker){.actor = -1};
}
