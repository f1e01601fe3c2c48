/* where_anaphor.c - parts of a country (`dans le Nord`), and words that mean a place told of before
 * (`la ville`, `la même zone`). */
#include "extract/where_internal.h"

#include "extract/particle.h"

#define FAR_FROM_THERE 60 /* kilometres from `là` that are elsewhere */

static struct vg_sv text_of(const struct vg_where_ctx *c, uint32_t from, uint32_t to)
{
    const struct vg_document *doc = c->doc;

    return vg_sv_sub(doc->text, doc->tokens[from].from, doc->tokens[to - 1].to);
}

/* `dans le Nord`, `dans le nord du Mali`: a part of a country. */
uint32_t vg_where_area(struct vg_where_ctx *c, uint32_t i)
{
    const struct vg_where_hit *hit = vg_where_ending(c, i + 1, VG_WC_AREA);

    if (!hit || !vg_where_token(c, hit->from)->capital || hit->from < c->from || c->shouting ||
        hit->from + 2 < i + 1 || vg_where_is_taken(c, hit->from))
        return i;
    struct vg_where_lead lead = vg_where_lead_of(c, hit->from);
    if (lead.rel != VG_REL_IN && lead.rel != VG_REL_FROM && lead.rel != VG_REL_TO && lead.kind < 0)
        return i;
    if (vg_where_ending(c, i + 1, VG_WC_AREA) && i + 1 < c->to &&
        vg_sv_is(vg_where_token(c, i + 1)->norm, "-"))
        return i;
    if (lead.kind == VG_KIND_TOWN || lead.kind == VG_KIND_VILLAGE)
        return i + 1; /* la grande ville du Nord: some town there */
    lead.area = true;
    memcpy(lead.dir, hit->rule->dir, sizeof lead.dir);
    vg_where_add(c, hit->from, i + 1, text_of(c, hit->from, i + 1), &lead);
    c->notes[c->n_notes - 1].in_area = true;
    return i + 1;
}

/* `la ville de Gao`, `le village voisin` are not told of before; `ce village dogon de la commune de
 * X` is. */
static bool stands_alone(const struct vg_where_ctx *c, const struct vg_where_hit *the, uint32_t end)
{
    bool this = vg_particle(c->doc, the->from, VG_PT_THIS) ||
                (the->from + 1 < end && vg_particle(c->doc, the->from + 1, VG_PT_THIS));
    uint32_t past = end < c->to ? vg_where_starting(c, end, VG_WC_ADJ) : 0;

    bool beside = end + 1 < c->to && vg_token_pos(vg_where_token(c, end)) != VG_POS_PUNCT &&
                  vg_where_starting(c, end + 1, VG_WC_REL) &&
                  vg_where_starting(c, end + 1, VG_WC_ADJ);
    if (beside)
        return false; /* la commune toute proche de X */
    if (!this)
        return !past && !(end < c->to && vg_where_starting(c, end, VG_WC_OF));
    if (past && past < c->to && vg_where_starting(c, past, VG_WC_OF))
        end = past;
    else if (past)
        return true;
    past = end < c->to ? vg_where_starting(c, end, VG_WC_OF) : 0;
    if (past && past < c->to && vg_where_starting(c, past, VG_WC_DET))
        past = vg_where_starting(c, past, VG_WC_DET);
    return !past ||
           (past < c->to && !vg_where_is_capital(c, past) &&
            (vg_where_starting(c, past, VG_WC_NOUN) || vg_where_starting(c, past, VG_WC_AREA) ||
             vg_where_starting(c, past, VG_WC_ANAPHOR)));
}

/* `dans la même zone`, `sur ce tronçon`: where the story was; `la zone` alone may be anywhere. `la
 * même position` needs nothing that leads to it. */
static uint32_t same_zone(struct vg_where_ctx *c, uint32_t i, uint32_t end, int kind)
{
    bool same = vg_particle(c->doc, i - 1, VG_PT_SAME | VG_PT_THIS);

    bool named = vg_where_is_capital(c, end) ||
                 (end + 1 < c->to && vg_where_token(c, end)->kind == VG_TOK_WORD &&
                  vg_where_is_capital(c, end + 1) &&
                  vg_token_pos(vg_where_token(c, end)) == VG_POS_ADJ); /* le même axe routier X-Y */
    uint32_t of = end < c->to ? vg_where_starting(c, end, VG_WC_OF) : 0;
    if (of && vg_particle(c->doc, i - 1, VG_PT_THIS) && of < c->to &&
        !vg_where_is_capital(c, of) && vg_where_starting(c, of, VG_WC_AREA))
        of = 0; /* `ce camp du centre du Mali` */
    if (!same || vg_where_is_taken(c, i) || named || of)
        return i; /* `la même région de Kidal` */
    struct vg_where_lead lead = vg_where_lead_of(c, i);
    if ((lead.strength < 2 && kind != VG_KIND_SITE) || lead.rel == VG_REL_TO ||
        lead.rel == VG_REL_FROM || lead.actor || lead.gov)
        return i;
    vg_where_add(c, i, end, text_of(c, i, end), &lead);
    c->notes[c->n_notes - 1].anaphor = kind == VG_KIND_REGION ? VG_KIND_REGION : VG_KIND_AREA;
    return end;
}

/* `non loin de là`, `à dix kilomètres de là`: beside the place told last. */
static uint32_t beside_there(struct vg_where_ctx *c, uint32_t i, uint32_t end)
{
    const struct vg_document *doc = c->doc;
    struct vg_where_lead lead = vg_where_lead_of(c, i);
    const struct vg_place_mention *last = doc->n_places ? &doc->places[doc->n_places - 1] : NULL;

    if (lead.rel != VG_REL_NEAR && (lead.rel != VG_REL_DISTANCE || lead.km > FAR_FROM_THERE))
        return i;
    if (last && last->from >= c->from && last->to + 1 >= lead.from)
        return i; /* `le camp de X, non loin de là`: where X is */
    vg_where_add(c, i, end, text_of(c, i, end), &lead);
    c->notes[c->n_notes - 1].anaphor = VG_KIND_TOWN;
    return end;
}

/* `la ville`, `ce village`, `la capitale`: a place told of before. */
uint32_t vg_where_anaphor(struct vg_where_ctx *c, uint32_t i)
{
    uint32_t end = vg_where_starting(c, i, VG_WC_ANAPHOR), lead_from = i;
    const struct vg_where_hit *the = vg_where_ending(c, i, VG_WC_THE);

    int kind = end ? vg_where_ending(c, end, VG_WC_ANAPHOR)->rule->value : -1;
    if (kind == VG_KIND_AREA || kind == VG_KIND_REGION || kind == VG_KIND_SITE)
        return i > c->from ? same_zone(c, i, end, kind) : i;
    if (kind == VG_KIND_KEEP)
        return beside_there(c, i, end);
    for (int n = 0; end && !the && n < 2 && lead_from > c->from &&
                    vg_where_token_is(c, lead_from - 1, VG_WC_ADJ);
         n++)
        the = vg_where_ending(c, --lead_from, VG_WC_THE); /* ce petit village */
    if (!end || !the || vg_where_is_taken(c, i))
        return i;
    const struct vg_where_hit *it = vg_where_ending(c, end, VG_WC_ANAPHOR);
    if (vg_where_is_capital(c, end) || !stands_alone(c, the, end))
        return i;
    struct vg_where_lead lead = vg_where_lead_of(c, lead_from);
    bool part = lead.area && it->rule->value == VG_KIND_COUNTRY; /* dans le nord du pays */
    if ((lead.area && !part) || lead.actor || lead.gov)
        return i;
    bool beside = lead.km > 0 || lead.dir[0] || lead.rel == VG_REL_NEAR;
    if (beside && it->rule->value == VG_KIND_CAPITAL)
        return i; /* `à 200 km de la capitale` tells where another place is */
    vg_where_add(c, i, end, text_of(c, i, end), &lead);
    c->notes[c->n_notes - 1].village = it->rule->value == VG_KIND_VILLAGE;
    c->notes[c->n_notes - 1].anaphor = it->rule->value;
    return end;
}

/* `à 7 km au Nord-Ouest de Djenné`: a bearing that leads to a name, however it is written, is no
 * place. */
bool vg_where_is_bearing(const struct vg_where_ctx *c, uint32_t i)
{
    for (uint32_t end = i + 1; end < c->to && end <= i + 4; end++) {
        if (!(c->ending[end - c->from] >> VG_WC_DIR & 1) || !vg_where_token(c, end)->capital)
            continue;
        for (int32_t h = c->ends[end - c->from]; h >= 0; h = c->hits[h].next)
            if (c->hits[h].rule->cls == VG_WC_DIR && c->hits[h].from < i)
                return true;
    }
    return false;
}
