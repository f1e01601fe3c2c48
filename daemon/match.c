#include "daemon/match.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/utf8.h"

static void because(struct vg_match_why *why, const char *text)
{
    if (why && why->n < why->max)
        why->out[why->n++] = text;
}

/* Names compare without case, accents and marks. */
static bool same_name(const char *a, const char *b)
{
    const char *p = a, *pe = a + strlen(a), *q = b, *qe = b + strlen(b);

    for (;;) {
        uint32_t x = 0, y = 0;
        while (p < pe && !vg_utf8_is_letter(x = vg_utf8_fold(vg_utf8_next(&p, pe))))
            x = 0;
        while (q < qe && !vg_utf8_is_letter(y = vg_utf8_fold(vg_utf8_next(&q, qe))))
            y = 0;
        if (x != y)
            return false;
        if (!x)
            return true;
    }
}

static const char *listed(const char *const *list, size_t n, const char *value)
{
    for (size_t i = 0; i < n && value; i++)
        if (same_name(list[i], value))
            return list[i];
    return NULL;
}

static const char *any_listed(const char *const *list, size_t n, const char *const *values,
                              size_t n_values)
{
    for (size_t i = 0; i < n_values; i++)
        if (listed(list, n, values[i]))
            return values[i];
    return NULL;
}

double vg_distance_km(double lat1, double lon1, double lat2, double lon2)
{
    const double rad = 3.14159265358979323846 / 180;
    double a = sin((lat2 - lat1) * rad / 2), b = sin((lon2 - lon1) * rad / 2);
    double h = a * a + cos(lat1 * rad) * cos(lat2 * rad) * b * b;

    return 2 * 6371.0 * asin(sqrt(h < 1 ? h : 1));
}

bool vg_polygon_contains(const struct vg_polygon *p, double lat, double lon)
{
    bool inside = false;

    if (lon < p->west || lon > p->east || lat < p->south || lat > p->north)
        return false;
    for (size_t r = 0; r < p->n_rings; r++)
        for (size_t i = p->rings[r], j = p->rings[r + 1] - 1; i < p->rings[r + 1]; j = i++) {
            const double *a = p->points[i], *b = p->points[j];
            if ((a[1] > lat) != (b[1] > lat) &&
                lon < (b[0] - a[0]) * (lat - a[1]) / (b[1] - a[1]) + a[0])
                inside = !inside;
        }
    return inside;
}

/* The largest figure told of an outcome: its lower bound and, when told, its upper; -1 when nothing
 * is told. */
static void figure(const struct vg_event *e, enum vg_outcome outcome, int64_t *ret_low,
                   int64_t *ret_high)
{
    *ret_low = *ret_high = -1;
    for (size_t i = 0; i < e->n_casualties; i++) {
        const struct vg_count *c = &e->casualties[i].count;
        if (e->casualties[i].outcome != outcome)
            continue;
        int64_t low = c->min == VG_COUNT_NULL ? 0 : c->min;
        int64_t high = c->max == VG_COUNT_NULL ? low : c->max;
        if (low > *ret_low)
            *ret_low = low;
        if (high > *ret_high)
            *ret_high = high;
    }
}

static bool bounds_hold(const struct vg_event *e, enum vg_outcome outcome, int64_t min, int64_t max,
                        struct vg_match_why *why)
{
    int64_t low, high;

    if (min < 0 && max < 0)
        return true;
    figure(e, outcome, &low, &high);
    if ((min >= 0 && high < min) || (max >= 0 && low > max))
        return false;
    if (why)
        because(why,
                vg_arena_printf(why->arena, "%s %lld", vg_outcome_name(outcome), (long long)high));
    return true;
}

static bool actors_hold(const struct vg_match *m, const struct vg_event *e,
                        const struct vg_rule_world *world, struct vg_match_why *why)
{
    const char *hit;

    if (m->n_actors) {
        hit = any_listed(m->actors, m->n_actors, e->initiators, e->n_initiators);
        if (!hit)
            hit = any_listed(m->actors, m->n_actors, e->targets, e->n_targets);
        if (!hit)
            return false;
        because(why, why ? vg_arena_printf(why->arena, "actor %s", hit) : NULL);
    }
    if (m->n_initiators) {
        if (!(hit = any_listed(m->initiators, m->n_initiators, e->initiators, e->n_initiators)))
            return false;
        because(why, why ? vg_arena_printf(why->arena, "initiator %s", hit) : NULL);
    }
    if (m->n_targets) {
        if (!(hit = any_listed(m->targets, m->n_targets, e->targets, e->n_targets)))
            return false;
        because(why, why ? vg_arena_printf(why->arena, "target %s", hit) : NULL);
    }
    if (!m->n_actor_kinds)
        return true;
    for (size_t i = 0; i < e->n_initiators + e->n_targets; i++) {
        const char *code = i < e->n_initiators ? e->initiators[i] : e->targets[i - e->n_initiators];
        const char *kind = world && world->actor_kind ? world->actor_kind(world->ctx, code) : NULL;
        if (listed(m->actor_kinds, m->n_actor_kinds, kind)) {
            because(why, why ? vg_arena_printf(why->arena, "actor %s is %s", code, kind) : NULL);
            return true;
        }
    }
    return false;
}

static bool place_holds(const struct vg_match *m, const struct vg_place *p,
                        struct vg_match_why *why)
{
    if (m->n_countries) {
        if (!p->name || !listed(m->countries, m->n_countries, p->country))
            return false;
        because(why, why ? vg_arena_printf(why->arena, "country %s", p->country) : NULL);
    }
    if (m->n_admin1) {
        if (!p->name || !listed(m->admin1, m->n_admin1, p->admin1))
            return false;
        because(why, why ? vg_arena_printf(why->arena, "region %s", p->admin1) : NULL);
    }
    if (m->near_km > 0) {
        if (!p->name || !p->has_coord)
            return false;
        double km = vg_distance_km(m->near_lat, m->near_lon, p->lat, p->lon);
        if (km > m->near_km)
            return false;
        because(why, why ? vg_arena_printf(why->arena, "%.0f km from %s", km, m->near_name) : NULL);
    }
    if (m->within) {
        if (!p->name || !p->has_coord || !vg_polygon_contains(m->within, p->lat, p->lon))
            return false;
        because(why, why ? vg_arena_printf(why->arena, "inside %s", m->within_name) : NULL);
    }
    return true;
}

static bool has_words(const char *text, const char *folded)
{
    struct vg_buf b;
    bool found;

    if (!text)
        return false;
    vg_buf_init(&b, 1024 * 1024);
    (void)vg_utf8_fold_sv(vg_sv_cstr(text), &b);
    found = vg_sv_find(vg_buf_view(&b), vg_sv_cstr(folded)) >= 0;
    vg_buf_done(&b);
    return found;
}

static bool sources_hold(const struct vg_match *m, const struct vg_rule_subject *s,
                         struct vg_match_why *why)
{
    if (m->sources_min > 0) {
        if (s->independent < m->sources_min)
            return false;
        because(why,
                why ? vg_arena_printf(why->arena, "%u independent sources", s->independent) : NULL);
    }
    bool lang = !m->n_langs, kind = !m->n_outlet_kinds, word = !m->n_words;
    for (size_t i = 0; i < s->n_sources; i++) {
        lang |= listed(m->langs, m->n_langs, s->sources[i].lang) != NULL;
        kind |= listed(m->outlet_kinds, m->n_outlet_kinds, s->sources[i].kind) != NULL;
    }
    for (size_t w = 0; w < m->n_words && !word; w++) {
        word = has_words(s->headline, m->words[w]);
        for (size_t i = 0; i < s->n_sources && !word; i++)
            word = has_words(s->sources[i].title, m->words[w]);
        if (word && why)
            because(why, vg_arena_printf(why->arena, "words '%s'", m->words[w]));
    }
    return lang && kind && word;
}

static bool codes_hold(const struct vg_match *m, const struct vg_event *e, struct vg_match_why *why)
{
    if (m->types) {
        if (!(m->types >> e->type & 1))
            return false;
        because(why,
                why ? vg_arena_printf(why->arena, "type %s", vg_event_type_name(e->type)) : NULL);
    }
    if (m->statuses) {
        if (!(m->statuses >> e->status & 1))
            return false;
        because(why,
                why ? vg_arena_printf(why->arena, "status %s", vg_status_name(e->status)) : NULL);
    }
    if (!m->items)
        return true;
    for (size_t i = 0; i < e->n_materiel; i++)
        if (m->items >> e->materiel[i].item & 1) {
            because(why, why ? vg_arena_printf(why->arena, "materiel %s",
                                               vg_item_name(e->materiel[i].item))
                             : NULL);
            return true;
        }
    return false;
}

static bool trees_hold(const struct vg_match *m, const struct vg_rule_subject *s,
                       const struct vg_rule_world *world, struct vg_match_why *why)
{
    bool any = m->n_any == 0;

    for (size_t i = 0; i < m->n_all; i++)
        if (!vg_match_holds(m->all[i], s, world, why))
            return false;
    for (size_t i = 0; i < m->n_any && !any; i++) {
        size_t mark = why ? why->n : 0;
        any = vg_match_holds(m->any[i], s, world, why);
        if (!any && why)
            why->n = mark; /* half a branch is no reason */
    }
    return any && !(m->none && vg_match_holds(m->none, s, world, NULL));
}

bool vg_match_holds(const struct vg_match *m, const struct vg_rule_subject *s,
                    const struct vg_rule_world *world, struct vg_match_why *why)
{
    const struct vg_event *e = s->event;

    return codes_hold(m, e, why) && place_holds(m, &e->place, why) &&
           actors_hold(m, e, world, why) &&
           bounds_hold(e, VG_OUT_KILLED, m->killed_min, m->killed_max, why) &&
           bounds_hold(e, VG_OUT_WOUNDED, m->wounded_min, m->wounded_max, why) &&
           sources_hold(m, s, why) && trees_hold(m, s, world, why);
}

/* ---- GeoJSON ---- */

struct rings {
    struct vg_arena *arena;
    double (*points)[2];
    size_t n, cap;
    uint32_t *starts;
    size_t n_rings, cap_rings;
};

static bool add_ring(struct rings *r, const json_t *ring)
{
    size_t n = json_array_size(ring);

    if (n < 4 || r->n + n > VG_MAX_POLYGON_POINTS)
        return false;
    *VG_PUSH(r->arena, r->starts, r->n_rings, r->cap_rings) = (uint32_t)r->n;
    for (size_t i = 0; i < n; i++) {
        const json_t *at = json_array_get(ring, i);
        if (!json_is_number(json_array_get(at, 0)) || !json_is_number(json_array_get(at, 1)))
            return false;
        double *p = *VG_PUSH(r->arena, r->points, r->n, r->cap);
        p[0] = json_number_value(json_array_get(at, 0));
        p[1] = json_number_value(json_array_get(at, 1));
    }
    return true;
}

/* A geometry, a feature, or a collection of them; depth-bounded by the format. */
static bool add_geometry(struct rings *r, const json_t *g, int depth)
{
    const char *type = json_string_value(json_object_get(g, "type"));
    const json_t *coordinates = json_object_get(g, "coordinates"), *item;
    size_t i, k;

    if (!type || depth > 3)
        return false;
    if (strcmp(type, "Feature") == 0)
        return add_geometry(r, json_object_get(g, "geometry"), depth + 1);
    if (strcmp(type, "FeatureCollection") == 0) {
        json_array_foreach(json_object_get(g, "features"), i, item)
            if (!add_geometry(r, item, depth + 1))
                return false;
        return true;
    }
    if (strcmp(type, "Polygon") == 0) {
        json_array_foreach(coordinates, i, item)
            if (!add_ring(r, item))
                return false;
        return true;
    }
    if (strcmp(type, "MultiPolygon") != 0)
        return false;
    json_array_foreach(coordinates, i, item)
        for (k = 0; k < json_array_size(item); k++)
            if (!add_ring(r, json_array_get(item, k)))
                return false;
    return true;
}

int vg_polygon_load(const char *path, struct vg_arena *arena, const struct vg_polygon **ret,
                    struct vg_err *err)
{
    struct rings r = {.arena = arena};
    struct vg_buf b;
    json_error_t e;

    vg_buf_init(&b, 16 * 1024 * 1024);
    int code = vg_read_file(path, &b, err);
    json_t *doc = code < 0 ? NULL : json_loadb(b.p ? b.p : "", b.n, 0, &e);
    vg_buf_done(&b);
    if (code < 0)
        return code;
    bool good = doc && add_geometry(&r, doc, 0) && r.n_rings;
    json_decref(doc);
    if (!good)
        return vg_fail_at(err, VG_E_SYNTAX, path, doc ? 0 : e.line,
                          "not a GeoJSON Polygon or MultiPolygon of at most %d points",
                          VG_MAX_POLYGON_POINTS);
    *VG_PUSH(arena, r.starts, r.n_rings, r.cap_rings) = (uint32_t)r.n;
    struct vg_polygon *p = vg_arena_alloc(arena, sizeof *p);
    *p = (struct vg_polygon){.n = r.n,
                             .points = (const double(*)[2])r.points,
                             .rings = r.starts,
                             .n_rings = r.n_rings - 1,
                             .west = 181,
                             .south = 91,
                             .east = -181,
                             .north = -91};
    for (size_t i = 0; i < r.n; i++) {
        p->west = fmin(p->west, r.points[i][0]);
        p->east = fmax(p->east, r.points[i][0]);
        p->south = fmin(p->south, r.points[i][1]);
        p->north = fmax(p->north, r.points[i][1]);
    }
    *ret = p;
    return 0;
}
