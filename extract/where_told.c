/* where_told.c - what a word that means a place told before (`la ville`, `la même région`) stands
 * for. */
#include "extract/where_internal.h"

/* The country itself or its capital. */
static int32_t of_country(const struct vg_where_ctx *c, enum vg_place_kind kind)
{
    return c->doc->country[0] ? vg_gazetteer_seat(c->gaz, kind, c->doc->country) : -1;
}

/* How likely `la ville` at mention `at` means the place of mention i: near, named often, of that
 * size. */
static double salience(const struct vg_where_ctx *c, size_t at, size_t i)
{
    const struct vg_document *doc = c->doc;
    const struct vg_place_mention *m = &doc->places[i];
    double score = -0.5 * (double)(at - i) + (vg_where_in_title(doc, m) ? 1.5 : 0);

    for (size_t k = at >= 12 ? at - 12 : 0; k < at; k++)
        score += k != i && c->notes[k].anaphor < 0 && vg_where_same(doc, (int32_t)k, (int32_t)i)
                     ? 0.7
                     : 0;
    if (doc->tokens[m->from].sentence == doc->tokens[doc->places[at].from].sentence &&
        m->lead >= 2 && m->relation == VG_REL_AT)
        score += 2; /* `à Gao, ils ont attaqué le camp de la ville` */
    if (c->notes[at].anaphor == VG_KIND_REGION && m->precision > VG_PLACE_TOWN &&
        !c->notes[i].in_area && !c->notes[i].lead.area)
        score += 3; /* `la même région` is one */
    if (m->entry >= 0) {
        uint8_t kind = vg_gazetteer_kind(c->gaz, (size_t)m->entry);
        bool village = c->notes[at].village, big = kind == VG_KIND_CAPITAL || kind == VG_KIND_TOWN;
        score -= village && big ? 1.5 : !village && kind == VG_KIND_VILLAGE ? 0.5 : 0;
    }
    if (m->relation == VG_REL_NEAR || m->relation == VG_REL_DISTANCE ||
        m->relation == VG_REL_FROM || m->relation == VG_REL_TO)
        score -= 1;
    return score;
}

#define LAST_RESORT 100 /* `les habitants de X`: only if nothing else was told */

/* The town or site that `la ville` at mention `at` means, -1: none. */
static int32_t told_before(const struct vg_where_ctx *c, size_t at)
{
    const struct vg_document *doc = c->doc;
    double best = -1e9;
    int32_t which = -1;

    for (size_t i = at; i-- > 0 && i + 16 > at;) {
        const struct vg_place_mention *m = &doc->places[i];
        bool region = c->notes[at].anaphor == VG_KIND_REGION;
        bool part = c->notes[i].in_area || c->notes[i].lead.area;
        bool wide = m->precision != VG_PLACE_COUNTRY &&
                    (region || (c->notes[at].anaphor == VG_KIND_AREA && !part));
        bool point = m->precision == VG_PLACE_TOWN || m->precision == VG_PLACE_SITE;
        if ((!point && !wide) || m->is_aside || m->is_actor || m->is_dateline || m->in_actor ||
            (m->part_of >= 0 && !(region && !point)) || c->notes[i].anaphor >= 0)
            continue;
        double score = salience(c, at, i) - (m->is_origin ? LAST_RESORT : 0);
        if (score > best) {
            best = score;
            which = (int32_t)i;
        }
    }
    return which;
}

static void settle_anaphor(struct vg_where_ctx *c, size_t at, const int32_t entries[2])
{
    struct vg_document *doc = c->doc;
    struct vg_place_mention *m = &doc->places[at];
    int kind = c->notes[at].anaphor;

    if (kind == VG_KIND_CAPITAL || kind == VG_KIND_COUNTRY) {
        m->entry = entries[kind == VG_KIND_COUNTRY];
        if (m->entry < 0)
            return;
        m->name = vg_gazetteer_get(c->gaz, (size_t)m->entry).name;
        vg_where_settle_known(c, at);
        return;
    }
    int32_t by = told_before(c, at);
    if (by < 0) { /* `la localité`, of which nothing was told: no name of a place */
        m->is_actor = m->is_origin = true;
        return;
    }
    const struct vg_place_mention *o = &doc->places[by];
    m->name = o->name;
    m->entry = o->entry;
    m->admin1 = o->admin1;
    memcpy(m->country, o->country, sizeof m->country);
    m->precision = o->precision;
    m->relation = vg_where_relation(&c->notes[at].lead, m->precision);
    if ((kind == VG_KIND_AREA || kind == VG_KIND_REGION) && m->precision <= VG_PLACE_TOWN)
        m->relation =
            o->relation == VG_REL_TO || o->relation == VG_REL_FROM ? VG_REL_NEAR : o->relation;
    m->has_coord = false;
    if (o->entry >= 0) {
        struct vg_place_entry e = vg_gazetteer_get(c->gaz, (size_t)o->entry);
        m->has_coord = e.has_coord;
        m->lat = e.lat;
        m->lon = e.lon;
    }
}

void vg_where_settle_anaphors(struct vg_where_ctx *c)
{
    struct vg_document *doc = c->doc;
    int32_t entries[2] = {of_country(c, VG_KIND_CAPITAL), of_country(c, VG_KIND_COUNTRY)};

    for (size_t i = 0; i < doc->n_places; i++) {
        struct vg_place_mention *m = &doc->places[i];
        if (c->notes[i].anaphor < 0)
            continue;
        settle_anaphor(c, i, entries);
        m->is_origin |= !m->country[0]; /* of nothing known: no scene */
    }
    for (size_t i = 0; i < doc->n_places; i++) { /* `ce village de la région de X`, of none told */
        int32_t by = doc->places[i].part_of;
        if (by >= 0 && c->notes[by].anaphor >= 0 && doc->places[by].is_actor &&
            !doc->places[by].country[0])
            doc->places[i].part_of = -1;
    }
}
