/* where_person.c - which words of the text are parts of people's names, and so no places. */
#include "extract/where_internal.h"

#include "base/hash.h"

#define FAR_TITLE 14 /* tokens of `président de la société civile de la localité de X` */

bool vg_where_is_person(const struct vg_where_ctx *c, uint32_t i)
{
    return vg_map_get(c->persons, vg_where_token(c, i)->fold) != NULL;
}

/* A capitalised word that the dictionary has as a common word is no name of a village. */
bool vg_where_is_common(const struct vg_token *t)
{
    bool common = false;

    for (uint8_t i = 0; i < t->n_readings && !t->guessed; i++)
        common |= t->readings[i].pos != VG_POS_PROPER;
    return common;
}

/* The end of the capitalised words that begin at token i and may be one name. */
uint32_t vg_where_run_end(const struct vg_where_ctx *c, uint32_t i)
{
    uint32_t end = i + 1;

    while (end < c->to && end < i + 4 && vg_where_is_capital(c, end) &&
           !vg_where_is_taken(c, end) && !vg_where_token_is(c, end, VG_WC_FIRSTNAME) &&
           !vg_where_is_person(c, end) && !vg_where_is_common(vg_where_token(c, end)) &&
           !(vg_where_token(c, end)->all_caps && !c->shouting))
        end++;
    return end;
}

/* `le maire de Mokolo, Vohot Dagai,`: two unknown words or more between commas, past a title. */
static void note_named_after_title(struct vg_where_ctx *c)
{
    uint32_t title = UINT32_MAX;

    for (uint32_t i = c->from; i + 2 < c->to; i++) {
        if (vg_where_token_is(c, i, VG_WC_TITLE))
            title = i;
        if (!vg_sv_is(vg_where_token(c, i)->norm, ",") || title == UINT32_MAX ||
            i - title > FAR_TITLE)
            continue;
        uint32_t from = i + 1;
        uint32_t end = vg_where_is_capital(c, from) ? vg_where_run_end(c, from) : from;
        struct vg_lexicon_hit hit;
        if (end < from + 2 || c->shouting || vg_where_is_taken(c, from) ||
            vg_where_is_common(vg_where_token(c, from)) ||
            vg_lexicon_match(vg_gazetteer_names(c->gaz), c->doc, from, end, &hit))
            continue;
        for (uint32_t k = from; k < end; k++)
            (void)vg_map_set(c->persons, vg_where_token(c, k)->fold, c);
    }
}

/* `Ramat, le maire de Darak`: what a title says who it is. */
static void note_named_before_title(struct vg_where_ctx *c)
{
    for (uint32_t i = c->from; i + 3 < c->to; i++) {
        uint32_t end = vg_where_is_capital(c, i) ? vg_where_run_end(c, i) : i, at = end + 1;
        struct vg_lexicon_hit hit;
        if (end == i || at >= c->to || !vg_sv_is(vg_where_token(c, end)->norm, ","))
            continue;
        at = vg_where_token_is(c, at, VG_WC_DET) ? at + 1 : at;
        bool named = at < c->to && vg_where_token_is(c, at, VG_WC_TITLE) && !c->shouting &&
                     !vg_where_is_taken(c, i) && !vg_where_is_common(vg_where_token(c, i)) &&
                     vg_where_lead_of(c, i).strength == 0 &&
                     !vg_lexicon_match(vg_gazetteer_names(c->gaz), c->doc, i, end, &hit);
        for (uint32_t k = i; named && k < end; k++)
            (void)vg_map_set(c->persons, vg_where_token(c, k)->fold, c);
        i = end;
    }
}

/* Words after a title or a first name are a person's. */
static void note_titled(struct vg_where_ctx *c)
{
    for (uint32_t i = c->from; i + 1 < c->to; i++) {
        bool first = vg_where_is_capital(c, i) && vg_where_token_is(c, i, VG_WC_FIRSTNAME);
        if (!first && !vg_where_token_is(c, i, VG_WC_TITLE))
            continue;
        if (c->shouting)
            continue;
        if (first)
            (void)vg_map_set(c->persons, vg_where_token(c, i)->fold, c);
        for (uint32_t k = i + 1; k < i + 4 && vg_where_is_capital(c, k) && !vg_where_is_taken(c, k);
             k++) {
            (void)vg_map_set(c->persons, vg_where_token(c, k)->fold, c);
            first = true;
        }
    }
}

void vg_where_note_persons(struct vg_where_ctx *c)
{
    bool title = c->classes >> VG_WC_TITLE & 1;

    if (title || c->classes >> VG_WC_FIRSTNAME & 1)
        note_titled(c);
    if (!title) /* most sentences */
        return;
    note_named_after_title(c);
    note_named_before_title(c);
}
