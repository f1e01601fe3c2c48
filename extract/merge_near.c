/* merge_near.c - which of two places is told finer, and may both be those of one event? */
#include "extract/gazetteer.h"
#include "extract/merge_in.h"
#include "extract/pack.h"

#include <math.h>

#define NEAR_KM   50  /* that `près de` reaches at most */
#define ACROSS_KM 150 /* from the middle of a lake to what is told to be there */
#define ABOUT_KM  20  /* that a distance as told may be off */

/* `près de Gao`, then the name of a spot that no gazetteer has, in the same region, or of one that
 * the map has there. */
static bool spot_about(const struct vg_place_mention *about, const struct vg_place_mention *spot)
{
    bool near = about->relation == VG_REL_NEAR || about->relation == VG_REL_DISTANCE;

    if ((!near && about->relation != VG_REL_BETWEEN) || spot->precision > VG_PLACE_TOWN)
        return false;
    if (spot->entry >= 0) {
        bool mapped = near && spot->relation == VG_REL_AT && about->has_coord && spot->has_coord;
        double km = mapped ? vg_where_km(about->lat, about->lon, spot->lat, spot->lon) : 0,
               told = about->direction[0] ? 0 : about->distance_km;
        return mapped &&
               (about->distance_km > 0 ? fabs(km - told) <= ABOUT_KM + about->distance_km / 3
                                       : km <= NEAR_KM);
    }
    return about->admin1 && spot->admin1 && strcmp(about->admin1, spot->admin1) == 0;
}

/* A lake: told as one spot, but an area for what is told inside it. */
static bool spreads(const struct vg_document *doc, const struct vg_place_mention *p)
{
    if (p->entry < 0)
        return false;
    uint8_t kind = vg_gazetteer_kind(doc->pack->gazetteer, (size_t)p->entry);
    return kind == VG_KIND_WATER;
}

static bool inside(const struct vg_place_mention *area, const struct vg_place_mention *point)
{
    if (area->has_coord && point->has_coord)
        return vg_where_km(area->lat, area->lon, point->lat, point->lon) <= ACROSS_KM;
    return !area->country[0] || !point->country[0] || strcmp(area->country, point->country) == 0;
}

#define TITLE_REACH 24  /* places in which the text may say that a title's name is an area's */

/* `Attaque à Mopti`, then `dans la région de Mopti`: the headline's town is the area. */
static bool names_area(const struct vg_document *doc, const struct vg_place_mention *p)
{
    bool area = false;

    if (!doc->sentences[doc->tokens[p->from].sentence].title || p->precision > VG_PLACE_TOWN)
        return false;
    for (size_t i = 0; i < doc->n_places && i < TITLE_REACH; i++) {
        const struct vg_place_mention *q = &doc->places[i];
        if (q == p || doc->sentences[doc->tokens[q->from].sentence].title ||
            !vg_sv_eq_icase(vg_sv_cstr(q->name), vg_sv_cstr(p->name)))
            continue;
        if (q->precision <= VG_PLACE_TOWN)
            return false;
        area = true;
    }
    return area;
}

/* `à Pama, à 100 km de Fada` and `à 30 km de Fada`. */
static bool farther(const struct vg_place_mention *a, const struct vg_place_mention *b)
{
    double p = a->distance_km, q = b->distance_km;

    return p > 0 && q > 0 && fabs(p - q) > 0.2 * (p + q);
}

bool vg_place_agrees(const struct vg_document *doc, int32_t a, int32_t b)
{
    const struct vg_place_mention *p = &doc->places[a], *q = &doc->places[b];

    if (a == b || vg_where_same(doc, a, b))
        return true;
    if (p->entry >= 0 && p->entry == q->entry && p->precision <= VG_PLACE_TOWN &&
        q->precision <= VG_PLACE_TOWN)
        return true; /* `le camp de Koro` and `à Koro` */
    /* an area holds the point: `dans la région de Mopti` and `à Koro` */
    if (p->precision >= VG_PLACE_ADMIN1 || q->precision >= VG_PLACE_ADMIN1) {
        const struct vg_place_mention *area = p->precision >= q->precision ? p : q;
        const struct vg_place_mention *point = area == p ? q : p;
        if (area->precision == VG_PLACE_COUNTRY)
            return strcmp(area->country, point->country) == 0 || !point->country[0];
        if (!area->admin1 || !point->admin1)
            return strcmp(area->country, point->country) == 0;
        return strcmp(area->admin1, point->admin1) == 0;
    }
    if (spot_about(p, q) || spot_about(q, p))
        return true;
    const struct vg_place_mention *title = names_area(doc, p) ? p : names_area(doc, q) ? q : NULL;
    const struct vg_place_mention *spot = title == p ? q : p;
    if (title && spot->precision <= VG_PLACE_TOWN && title->admin1)
        return spot->admin1 && strcmp(spot->admin1, title->admin1) == 0;
    if (spreads(doc, p) != spreads(doc, q))
        return spreads(doc, p) ? inside(p, q) : inside(q, p);
    for (uint8_t i = 0; i < p->n_anchors; i++)
        if (vg_where_same(doc, p->anchors[i], b))
            return !farther(&doc->places[p->anchors[i]], q);
    for (uint8_t i = 0; i < q->n_anchors; i++)
        if (vg_where_same(doc, q->anchors[i], a))
            return !farther(&doc->places[q->anchors[i]], p);
    return false;
}

/* How closely the relation tells the spot; 0: it tells of a way to or from it. */
static int closeness(const struct vg_place_mention *p)
{
    switch (p->relation) {
    case VG_REL_AT:
        return 3;
    case VG_REL_BETWEEN:
    case VG_REL_DISTANCE:
        return 2;
    case VG_REL_NEAR:
        return 1;
    default:
        return 0;
    }
}

bool vg_place_finer(const struct vg_document *doc, int32_t a, int32_t b)
{
    const struct vg_place_mention *p = &doc->places[a], *q = &doc->places[b];

    if (names_area(doc, q) && p->precision <= VG_PLACE_TOWN && !vg_where_same(doc, a, b))
        return !names_area(doc, p);
    if (spreads(doc, p) != spreads(doc, q) && p->precision <= VG_PLACE_TOWN &&
        q->precision <= VG_PLACE_TOWN)
        return spreads(doc, q);
    if (p->precision == VG_PLACE_ADMIN1 && q->precision == VG_PLACE_ADMIN1 && p->entry >= 0 &&
        q->entry >= 0 && p->entry != q->entry)
        return vg_gazetteer_kind(doc->gazetteer, (size_t)q->entry) == VG_KIND_COUNTRY &&
               vg_gazetteer_kind(doc->gazetteer, (size_t)p->entry) !=
                   VG_KIND_COUNTRY; /* le Gourma, of the nord du Mali */
    if (p->precision != q->precision || p->precision > VG_PLACE_TOWN)
        return p->precision < q->precision;
    if (vg_where_same(doc, a, b) || closeness(q) == 0)
        return false;
    /* `à 15 km de X` is one spot of `entre X et Y` */
    if (p->relation == VG_REL_DISTANCE && q->relation == VG_REL_BETWEEN &&
        vg_place_agrees(doc, a, b))
        return true;
    bool spot = p->entry < 0 && q->entry >= 0; /* too small for the gazetteer */
    return closeness(p) > closeness(q) ||
           (closeness(p) == closeness(q) && p->relation == VG_REL_NEAR && spot);
}
