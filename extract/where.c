/* where.c - the layer of places as a whole, and what others ask of it. */
#include "extract/where_internal.h"

#include <stdlib.h>

#include "base/hash.h"
#include "extract/particle.h"

/* ---- datelines and places that act ---- */

static bool is_dash(const struct vg_token *t)
{
    return vg_sv_is(t->norm, "-") || vg_sv_is(t->norm, "–") || vg_sv_is(t->norm, "—");
}

/* `BAMAKO, 24 oct 2025 - `, `Bamako (Agence) – `, and `Bamako, le 22 octobre 2025` alone at the
 * end. */
static bool is_dateline(const struct vg_document *doc, const struct vg_place_mention *m)
{
    const struct vg_sentence *s = &doc->sentences[doc->tokens[m->from].sentence];
    bool opens = m->from == s->from &&
                 (doc->tokens[m->from].sentence == 0 || s[-1].paragraph != s->paragraph);
    bool number = false;

    if (!opens || m->to >= s->to || m->lead)
        return false;
    bool comma = vg_sv_is(doc->tokens[m->to].norm, ",");
    for (uint32_t i = m->to; i < s->to && i < m->to + 9; i++) {
        number |= doc->tokens[i].kind == VG_TOK_NUMBER;
        if (is_dash(&doc->tokens[i]) && doc->tokens[i].space_before)
            return true;
    }
    return comma && number && s->to - m->to <= 6;
}

/* Any reading will do: after a name that nothing leads to, a verb is what one expects. */
static bool is_finite(const struct vg_document *doc, uint32_t i)
{
    const struct vg_token *t = &doc->tokens[i];

    for (uint8_t k = 0; k < t->n_readings && !t->capital; k++)
        if (t->readings[k].pos == VG_POS_VERB)
            return true;
    return false;
}

/* A verb within reach of a subject that ends at `to`: `Bamako accuse`, `Alger n'a pas`, `Bamako,
 * qui dénonce`. */
static bool has_verb(const struct vg_document *doc, uint32_t to)
{
    const struct vg_sentence *s = &doc->sentences[doc->tokens[to - 1].sentence];

    for (uint32_t i = to; i < s->to && i < to + 3; i++) {
        const struct vg_token *t = &doc->tokens[i];
        if (is_finite(doc, i))
            return true;
        if (t->kind != VG_TOK_WORD ||
            (t->fold.n > 2 && vg_token_pos(t) != VG_POS_ADV && vg_token_pos(t) != VG_POS_PRON))
            return false;
    }
    return false;
}

/* Whether only a comma or `et` (and articles) stand between two tokens. */
static bool only_listed(const struct vg_where_ctx *c, uint32_t from, uint32_t to)
{
    bool sign = false;

    for (uint32_t i = from; i < to; i++) {
        const struct vg_token *t = &c->doc->tokens[i];
        if (vg_sv_is(t->norm, ",") || vg_token_pos(t) == VG_POS_CONJ ||
            vg_particle(c->doc, i, VG_PT_AND))
            sign = true;
        else if (vg_token_pos(t) != VG_POS_DET)
            return false;
    }
    return sign;
}

/* A capital or a country that stands for its government. */
static void mark_actors(struct vg_where_ctx *c)
{
    struct vg_document *doc = c->doc;

    for (size_t i = 0; i < doc->n_places; i++) {
        struct vg_place_mention *m = &doc->places[i];
        const struct vg_where_lead *lead = &c->notes[i].lead;
        if (m->entry < 0 || m->is_dateline || m->is_origin || lead->strength > 1)
            continue;
        uint8_t kind = vg_gazetteer_kind(c->gaz, (size_t)m->entry);
        if (kind != VG_KIND_CAPITAL && kind != VG_KIND_COUNTRY)
            continue;
        if (lead->gov || (lead->strength == 0 && has_verb(doc, m->to)))
            m->is_actor = true;
    }
    /* `Niamey et Bamako ont quitté`: the verb is after the last */
    for (size_t i = doc->n_places; i-- > 1;) {
        struct vg_place_mention *m = &doc->places[i - 1];
        if (!m[1].is_actor || c->notes[i].lead.gov || m->entry < 0 ||
            c->notes[i - 1].lead.strength || m[1].from > m->to + 3)
            continue;
        uint8_t kind = vg_gazetteer_kind(c->gaz, (size_t)m->entry);
        bool joined = only_listed(c, m->to, m[1].whole_from);
        m->is_actor = (kind == VG_KIND_CAPITAL || kind == VG_KIND_COUNTRY) && joined;
    }
    /* `entre Bamako et Alger`: two governments, not a road */
    for (size_t i = 0; i + 1 < doc->n_places; i++) {
        struct vg_place_mention *m = &doc->places[i];
        if (!c->notes[i].lead.between || c->notes[i].lead.axis || m->entry < 0 || m[1].entry < 0 ||
            !c->notes[i + 1].lead.between)
            continue;
        struct vg_place_entry a = vg_gazetteer_get(c->gaz, (size_t)m->entry);
        struct vg_place_entry b = vg_gazetteer_get(c->gaz, (size_t)m[1].entry);
        bool capitals = a.kind == VG_KIND_CAPITAL && b.kind == VG_KIND_CAPITAL;
        if (capitals && strcmp(a.country, b.country) != 0)
            m->is_actor = m[1].is_actor = true;
    }
}

void vg_where_run(struct vg_document *doc)
{
    struct vg_where_ctx c = {.doc = doc, .rules = doc->where_rules, .gaz = doc->gazetteer};

    if (!c.rules || !c.gaz || !doc->n_tokens)
        return;
    c.persons = vg_map_new();
    c.fresh = vg_map_new();
    vg_buf_init(&c.scratch, 4096);
    vg_where_find_names(&c);
    for (size_t i = 0; i < doc->n_places; i++)
        doc->places[i].is_dateline = is_dateline(doc, &doc->places[i]);
    vg_where_choose(&c);
    vg_where_tie(&c);
    mark_actors(&c);
    vg_buf_done(&c.scratch);
    vg_map_free(c.persons);
    vg_map_free(c.fresh);
}

/* ---- what others ask ---- */

static const char *canonical_of(const struct vg_document *doc, const struct vg_place_mention *m)
{
    return m->entry < 0 ? NULL : vg_gazetteer_get(doc->gazetteer, (size_t)m->entry).name;
}

void vg_where_fill(struct vg_document *doc, int32_t place, int32_t day, struct vg_place *ret)
{
    *ret = (struct vg_place){0};
    if (place < 0 || (size_t)place >= doc->n_places)
        return;
    const struct vg_place_mention *m = &doc->places[place];
    for (int i = 0; i < 3 && m->part_of >= 0; i++)
        m = &doc->places[m->part_of];
    ret->name = m->name;
    ret->canonical = canonical_of(doc, m);
    for (uint8_t i = 0; i < m->n_anchors; i++)
        ret->anchors[ret->n_anchors++] = doc->places[m->anchors[i]].name;
    ret->admin1 = m->admin1;
    if (m->entry >= 0 && day != VG_DAY_NONE && m->admin1) {
        struct vg_place_entry e = vg_gazetteer_get(doc->gazetteer, (size_t)m->entry);
        bool far =
            m->relation == VG_REL_DISTANCE && e.kind == VG_KIND_CAPITAL; /* beyond its district */
        if (!e.imported && !far)
            ret->admin1 = vg_gazetteer_admin1_at(&e, day);
    }
    memcpy(ret->country, m->country, sizeof ret->country);
    memcpy(ret->direction, m->direction, sizeof ret->direction);
    ret->distance_km = m->distance_km;
    ret->lat = m->lat;
    ret->lon = m->lon;
    ret->has_coord = m->has_coord;
    ret->relation = m->relation;
    ret->precision = m->precision;
}

double vg_where_fitness(const struct vg_document *doc, int32_t place)
{
    static const double by_precision[VG_PLACE_PRECISION_COUNT] = {
        [VG_PLACE_SITE] = 1.0,   [VG_PLACE_TOWN] = 1.0,     [VG_PLACE_ADMIN2] = 0.8,
        [VG_PLACE_ADMIN1] = 0.6, [VG_PLACE_COUNTRY] = 0.35,
    };
    static const double by_lead[] = {0.7, 0.85, 1.0, 1.0};
    const struct vg_place_mention *m = &doc->places[place];
    double fit = by_precision[m->precision] * by_lead[m->lead & 3];

    if (m->is_actor)
        fit *= 0.05;
    if (m->is_dateline || m->in_actor)
        fit *= 0.1;
    if (m->is_origin)
        fit *= 0.3;
    if (m->is_border)
        fit *= 0.4;
    if (m->part_of >= 0)
        fit *= 0.6;
    if (m->entry >= 0 && vg_gazetteer_kind(doc->gazetteer, (size_t)m->entry) == VG_KIND_ROAD)
        fit *= 0.45; /* sur la RN6, aux environs de Boni */
    if (vg_where_distant(m->country) && strcmp(m->country, doc->country) != 0)
        fit *= 0.4;
    return fit;
}

bool vg_where_same(const struct vg_document *doc, int32_t a, int32_t b)
{
    const struct vg_place_mention *x = &doc->places[a], *y = &doc->places[b];

    if (a == b)
        return true;
    if (x->entry >= 0 || y->entry >= 0)
        return x->entry == y->entry && x->precision == y->precision;
    return vg_sv_eq_icase(vg_sv_cstr(x->name), vg_sv_cstr(y->name));
}
