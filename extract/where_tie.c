/* where_tie.c - which mentions only help to find another, and where that puts it on the map. */
#include "extract/where_internal.h"
#include "extract/particle.h"

#include <math.h>

/* `A, dans le cercle de B`, `A (B)`, `A, près de B`: B helps to find A. */
static bool in_apposition(const struct vg_where_ctx *c, size_t a, size_t b)
{
    const struct vg_document *doc = c->doc;
    const struct vg_place_mention *x = &doc->places[a], *y = &doc->places[b];
    uint32_t gap = c->notes[b].lead.from;

    bool measured = c->notes[b].lead.rel == VG_REL_DISTANCE; /* cette ville, à 90 km de X */
    if ((c->notes[a].anaphor >= 0 && !measured) || c->notes[b].anaphor >= 0)
        return false;
    if (doc->tokens[x->from].sentence != doc->tokens[y->from].sentence || gap < x->to ||
        gap - x->to > 4 || y->is_origin || y->is_actor)
        return false;
    bool sign = false;
    for (uint32_t i = x->to; i < gap; i++) {
        const struct vg_token *t = &doc->tokens[i];
        if (t->kind == VG_TOK_PUNCT) {
            if (!vg_sv_is(t->norm, ",") && !vg_sv_is(t->norm, "(") && !vg_sv_is(t->norm, "–"))
                return false;
            sign = true;
        }
    }
    const struct vg_where_lead *lead = &c->notes[b].lead;
    int kind = c->notes[a].lead.kind;
    bool settled = lead->kind == VG_KIND_TOWN || lead->kind == VG_KIND_VILLAGE;
    if (settled && (kind == VG_KIND_TOWN || kind == VG_KIND_VILLAGE) && lead->rel == VG_REL_AT)
        return false; /* `vers la localité de X, le village de Y`: two of them */
    bool wood = lead->kind == VG_KIND_FOREST ||
                (y->entry >= 0 &&
                 vg_gazetteer_get(c->gaz, (size_t)y->entry).kind == VG_KIND_FOREST);
    if (wood && kind == VG_KIND_KEEP && gap == x->to)
        return false; /* le détachement de X dans le parc W */
    bool tells = lead->kind >= 0 || lead->rel == VG_REL_NEAR || lead->rel == VG_REL_IN ||
                 lead->rel == VG_REL_BETWEEN || lead->rel == VG_REL_DISTANCE;
    return gap == x->to ? tells : sign && (tells || gap - x->to <= 1) && gap - x->to <= 4;
}

static void add_anchor(struct vg_place_mention *m, int32_t anchor)
{
    for (uint8_t i = 0; i < m->n_anchors; i++)
        if (m->anchors[i] == anchor)
            return;
    if (m->n_anchors < VG_MAX_ANCHORS)
        m->anchors[m->n_anchors++] = anchor;
}

#define WITHIN_ANAPHOR 6 /* tokens of `dogon de la commune de` */
#define LISTED 12 /* names of one list that are looked at */

/* Past `et`, `ainsi que`, `et, déjà,` at `from`: where the next member of a list may begin; 0: no
 * such words. */
static uint32_t past_and(const struct vg_document *doc, uint32_t from, uint32_t to)
{
    bool and = vg_particle(doc, from, VG_PT_AND | VG_PT_AS_WELL | VG_PT_APART);
    uint32_t i = from + 1;

    while (and && i < to && i < from + 5 &&
           (vg_particle(doc, i, VG_PT_THAT) || vg_sv_is(doc->tokens[i].norm, ",") ||
            vg_token_pos(&doc->tokens[i]) == VG_POS_ADV))
        i++;
    return and ? i : 0;
}

/* `X, Y et Z`, `à X, à Y et à Z` are three places, where `X, Y` alone is one and its surroundings.
 */
static bool enumerates(const struct vg_where_ctx *c, size_t at)
{
    const struct vg_document *doc = c->doc;

    for (size_t i = at + 1; i < doc->n_places && i <= at + LISTED; i++) {
        const struct vg_where_lead *lead = &c->notes[i].lead;
        uint32_t end = doc->places[i - 1].to;
        bool bare = lead->from == doc->places[i].from || lead->kind == c->notes[at].lead.kind;
        bool plain =
            lead->rel == VG_REL_AT && (lead->kind < 0 || bare) && !lead->between && !lead->dir[0];
        if (!plain || end >= doc->n_tokens || doc->places[i].precision > VG_PLACE_TOWN)
            return false;
        uint32_t next = past_and(doc, end, doc->places[i].from);
        if (next)
            return i > at + 1 && lead->from <= next && lead->from > end;
        if (lead->from != end + 1 || !vg_sv_is(doc->tokens[end].norm, ","))
            return false;
    }
    return false;
}

/* `dans la région de Tombouctou, la garnison de Soumpi`, `au Niger, dans la région de Tahoua`: the
 * wider only says where the other is. */
static bool holds(const struct vg_where_ctx *c, size_t area, size_t point_at)
{
    const struct vg_place_mention *a = &c->doc->places[area], *p = &c->doc->places[point_at];
    bool point = p->precision <= VG_PLACE_TOWN && p->relation == VG_REL_AT;
    bool part = a->precision == VG_PLACE_COUNTRY && p->precision <= VG_PLACE_ADMIN1 &&
                !c->notes[point_at].lead.area && p->relation == VG_REL_IN;

    bool around = a->relation == VG_REL_NEAR &&
                  c->notes[area].lead.dir[0]; /* au nord de la région de X, près de Y */

    uint32_t lead =
        c->notes[area].lead.from; /* au Mali, près de X; but not `X est en Mauritanie, près de Y` */
    bool lies = lead > c->doc->sentences[c->doc->tokens[a->from].sentence].from &&
                vg_token_pos(&c->doc->tokens[lead - 1]) == VG_POS_VERB;
    bool wide = a->precision == VG_PLACE_COUNTRY && a->relation == VG_REL_IN && !lies;
    point |= (around || wide) && p->precision <= VG_PLACE_TOWN && p->relation == VG_REL_NEAR;
    point |= wide && p->precision <= VG_PLACE_TOWN && p->relation == VG_REL_DISTANCE;
    return a->precision >= VG_PLACE_ADMIN2 && (point || part) && a->part_of < 0 &&
           (around || a->relation == VG_REL_IN);
}

/* `X (à 40 km de Y et à 20 km de Z)`, `situé entre X et Y et à 30 km de Z`: one more measure. */
static bool measured_too(const struct vg_where_ctx *c, size_t last, size_t at)
{
    const struct vg_document *doc = c->doc;
    uint32_t gap = c->notes[at].lead.from, i = doc->places[last].to;
    enum vg_relation before = doc->places[last].relation;

    if (doc->places[at].relation != VG_REL_DISTANCE || doc->places[last].part_of < 0 ||
        (before != VG_REL_DISTANCE && before != VG_REL_BETWEEN && before != VG_REL_NEAR &&
         before != VG_REL_IN) ||
        gap < i || gap > i + 2 ||
        doc->tokens[doc->places[last].from].sentence != doc->tokens[doc->places[at].from].sentence)
        return false;
    return vg_sv_is(doc->tokens[i].norm, ",") || vg_particle(doc, i, VG_PT_AND);
}

static void tie(struct vg_where_ctx *c, size_t at)
{
    struct vg_document *doc = c->doc;
    struct vg_place_mention *m = &doc->places[at];
    bool pair = at + 1 < doc->n_places && c->notes[at].lead.between &&
                c->notes[at + 1].lead.between &&
                doc->tokens[m->from].sentence == doc->tokens[m[1].from].sentence;

    if (pair && !(at > 0 && m->n_anchors)) {
        add_anchor(m, (int32_t)at + 1);
        add_anchor(m + 1, (int32_t)at);
        m[1].part_of = (int32_t)at;
        m->whole_to = m[1].to;
        return;
    }
    if (enumerates(c, at))
        return;
    /* `ce village dogon de la commune de X`: X only tells where it is */
    if (c->notes[at].anaphor >= 0 && at + 1 < doc->n_places && m[1].precision >= VG_PLACE_TOWN &&
        (c->notes[at + 1].lead.kind >= 0 || c->notes[at + 1].lead.area) && m[1].from > m->to &&
        m[1].from - m->to <= WITHIN_ANAPHOR && c->notes[at + 1].lead.from <= m->to + 3)
        m[1].part_of = (int32_t)at;
    for (size_t i = at + 1, last = at; i < doc->n_places && i <= at + 3; last = i++) {
        bool third = i == at + 2 && c->notes[i].lead.between &&
                     doc->tokens[doc->places[i].from].sentence == doc->tokens[m->from].sentence;
        bool more = i > at + 1 && measured_too(c, last, i);
        if (!in_apposition(c, last, i) && !third && !more)
            break;
        if (i > at + 1 && !c->notes[i].lead.between && !more)
            break;
        bool road =
            m->entry >= 0 && vg_gazetteer_kind(c->gaz, (size_t)m->entry) == VG_KIND_ROAD;
        if (holds(c, at, i) ||
            (road && doc->places[i].precision <= VG_PLACE_TOWN)) { /* sur la RN6, près de X */
            add_anchor(&doc->places[i], (int32_t)at);
            break;
        }
        if (m->part_of >= 0 && doc->places[i].precision <= VG_PLACE_TOWN)
            break; /* `entre A et B, à hauteur de C`: see tie_backwards */
        add_anchor(m, (int32_t)i);
        m->whole_to = doc->places[i].to;
        if (!m->is_origin && !m->is_actor && !m->is_dateline && doc->places[i].part_of < 0)
            doc->places[i].part_of = m->part_of >= 0 ? m->part_of : (int32_t)at;
    }
}

#define LIES_WITHIN 24 /* tokens between a name and what says where it lies */

/* `X, localité frontalière et située à 200 km de Y`: Y only tells where X is. */
static void tie_lies(struct vg_where_ctx *c, size_t at)
{
    struct vg_document *doc = c->doc;
    struct vg_place_mention *m = &doc->places[at];
    const struct vg_sentence *s = &doc->sentences[doc->tokens[m->from].sentence];
    const struct vg_where_lead *lead = &c->notes[at].lead;
    uint32_t from = lead->from;

    if (m->part_of >= 0 || (lead->rel == VG_REL_AT && lead->strength < 2))
        return;
    if (at > 0 && measured_too(c, at - 1, at)) {
        int32_t top = doc->places[at - 1].part_of;
        for (int up = 0; up < 3 && doc->places[top].part_of >= 0; up++)
            top = doc->places[top].part_of;
        add_anchor(&doc->places[top], (int32_t)at);
        m->part_of = top;
        return;
    }
    while (from > s->from && lead->from - from < 3 && !(c->all_lies[from]))
        from--;
    if (!c->all_lies[from])
        return;
    for (size_t i = at; i-- > 0 && doc->places[i].from >= s->from;) {
        struct vg_place_mention *x = &doc->places[i];
        if (from < x->to || from - x->to > LIES_WITHIN)
            break;
        if (x->part_of >= 0 || x->precision > VG_PLACE_TOWN || x->is_actor || x->is_dateline ||
            c->notes[i].anaphor >= 0)
            continue;
        add_anchor(x, (int32_t)at);
        m->part_of = (int32_t)i;
        break;
    }
}

static bool is_pair(const struct vg_where_ctx *c, size_t at)
{
    const struct vg_place_mention *m = &c->doc->places[at];

    return m->relation == VG_REL_BETWEEN && m->n_anchors == 1 && m->anchors[0] == (int32_t)at + 1 &&
           m->part_of < 0;
}

static void give_way(struct vg_where_ctx *c, size_t pair, size_t to)
{
    struct vg_place_mention *m = &c->doc->places[pair];

    m->part_of = m[1].part_of = (int32_t)to;
    add_anchor(&c->doc->places[to], (int32_t)pair);
    add_anchor(&c->doc->places[to], (int32_t)pair + 1);
}

/* `entre A et B, à hauteur de C`: C is where it happened. */
static void tie_backwards(struct vg_where_ctx *c, size_t at)
{
    struct vg_document *doc = c->doc;

    if (!is_pair(c, at) || at + 2 >= doc->n_places)
        return;
    const struct vg_place_mention *last = &doc->places[at + 1], *next = &doc->places[at + 2];
    const struct vg_where_lead *lead = &c->notes[at + 2].lead;
    bool point = next->precision == VG_PLACE_TOWN || next->precision == VG_PLACE_SITE;
    bool near = lead->rel == VG_REL_NEAR || (lead->rel == VG_REL_AT && lead->strength >= 2);
    /* sur l'axe A-B, entre C et D: the nearer two */
    if (lead->from == last->to + 1 && vg_sv_is(doc->tokens[last->to].norm, ",") &&
        c->notes[at].lead.axis && is_pair(c, at + 2) && !c->notes[at + 2].lead.axis) {
        give_way(c, at, at + 2);
        return;
    }
    if (point && near && !lead->dir[0] && !next->is_origin && next->part_of < 0 &&
        lead->from == last->to + 1 && vg_sv_is(doc->tokens[last->to].norm, ","))
        give_way(c, at, at + 2);
}

static bool same_place(const struct vg_place_mention *a, const struct vg_place_mention *b)
{
    return a->entry >= 0 ? a->entry == b->entry
                         : b->entry < 0 && vg_sv_eq_icase(vg_sv_cstr(a->name), vg_sv_cstr(b->name));
}

static bool has_anchor(const struct vg_document *doc, const struct vg_place_mention *m,
                       const struct vg_place_mention *wanted)
{
    for (uint8_t i = 0; i < m->n_anchors; i++)
        if (same_place(&doc->places[m->anchors[i]], wanted))
            return true;
    return false;
}

/* A headline says `entre A et B`, the text `à C, entre A et B`. */
static void tie_apart(struct vg_where_ctx *c)
{
    struct vg_document *doc = c->doc;
    size_t told[16], n = 0;

    for (size_t i = 0; i < doc->n_places && n < VG_COUNT_OF(told); i++)
        if (doc->places[i].n_anchors >= 2 && doc->places[i].relation != VG_REL_BETWEEN)
            told[n++] = i;
    for (size_t i = 0; n && i + 1 < doc->n_places; i++)
        for (size_t k = 0; k < n && is_pair(c, i); k++)
            if (has_anchor(doc, &doc->places[told[k]], &doc->places[i]) &&
                has_anchor(doc, &doc->places[told[k]], &doc->places[i + 1]))
                give_way(c, i, told[k]);
}

/* ---- the map ---- */

static double bearing_of(const char *direction)
{
    static const char *const names[] = {"N", "NE", "E", "SE", "S", "SW", "W", "NW"};

    for (int i = 0; i < 8; i++)
        if (strcmp(direction, names[i]) == 0)
            return i * M_PI / 4;
    return -1;
}

static void locate(struct vg_document *doc, struct vg_place_mention *m)
{
    if (!m->has_coord)
        return;
    if (m->relation == VG_REL_DISTANCE && bearing_of(m->direction) >= 0) {
        double b = bearing_of(m->direction);
        double narrow = cos(m->lat * M_PI / 180);
        m->lat += m->distance_km * cos(b) / VG_KM_PER_DEGREE;
        m->lon += m->distance_km * sin(b) / (VG_KM_PER_DEGREE * (narrow > 0.1 ? narrow : 0.1));
    }
    if (m->relation == VG_REL_BETWEEN && m->n_anchors) {
        const struct vg_place_mention *o = &doc->places[m->anchors[0]];
        struct vg_place_entry e = {0};
        if (o->entry >= 0)
            e = vg_gazetteer_get(doc->gazetteer, (size_t)o->entry);
        if (e.has_coord) {
            m->lat = (m->lat + e.lat) / 2;
            m->lon = (m->lon + e.lon) / 2;
        }
    }
}

#define HOMONYM_KM                                                                                 \
    120.0 /* from what is told to be beside it, a place of the map is another of that name */

/* `à Boura, entre Bandiagara et Bankass` is not the Boura that is far from both. */
static void drop_homonym(struct vg_where_ctx *c, size_t at)
{
    struct vg_place_mention *m = &c->doc->places[at];
    const struct vg_place_mention *near = NULL;

    if (m->entry < 0 || !m->has_coord || m->precision > VG_PLACE_TOWN ||
        m->relation == VG_REL_BETWEEN || m->relation == VG_REL_DISTANCE)
        return;
    uint8_t kind = vg_gazetteer_kind(c->gaz, (size_t)m->entry);
    for (uint8_t i = 0; i < m->n_anchors; i++) {
        const struct vg_place_mention *a = &c->doc->places[m->anchors[i]];
        bool measured =
            a->distance_km > 0 && a->distance_km <= HOMONYM_KM; /* à Kaya, à 5 kilomètres de Bol */
        if (a->entry < 0 || !a->has_coord || a->precision > VG_PLACE_TOWN ||
            (a->distance_km > 0 && !measured) ||
            (kind != VG_KIND_VILLAGE && (!measured || kind == VG_KIND_CAPITAL)))
            continue;
        if (vg_where_km(m->lat, m->lon, a->lat, a->lon) < HOMONYM_KM + 2 * a->distance_km)
            return;
        near = a;
    }
    if (!near)
        return;
    m->entry = -1;
    m->has_coord = false;
    m->admin1 = near->admin1;
    memcpy(m->country, near->country, sizeof m->country);
}

/* `l'axe Fada N'Gourma - Kantchari`: the dash tells only at the second that the first is an end. */
static void pair_ends(struct vg_where_ctx *c)
{
    struct vg_document *doc = c->doc;

    for (size_t i = 0; i + 1 < doc->n_places; i++) {
        struct vg_place_mention *m = &doc->places[i];
        struct vg_where_lead *a = &c->notes[i].lead;
        const struct vg_where_lead *b = &c->notes[i + 1].lead;
        if (!a->axis || a->between || !b->axis || !b->between || m[1].from < m->to ||
            m[1].from - m->to > 2 ||
            doc->tokens[m->from].sentence != doc->tokens[m[1].from].sentence)
            continue;
        a->between = true;
        a->rel = m->relation = VG_REL_BETWEEN;
    }
}

void vg_where_tie(struct vg_where_ctx *c)
{
    struct vg_document *doc = c->doc;

    pair_ends(c);
    for (size_t i = 0; i < doc->n_places; i++)
        tie(c, i);
    for (size_t i = 0; i < doc->n_places; i++)
        tie_lies(c, i);
    for (size_t i = 0; i < doc->n_places; i++)
        tie_backwards(c, i);
    tie_apart(c);
    for (size_t i = 0; i < doc->n_places; i++)
        drop_homonym(c, i);
    vg_where_settle_anaphors(c);
    for (size_t i = 0; i < doc->n_places; i++)
        locate(doc, &doc->places[i]);
}
