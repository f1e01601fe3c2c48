/* match.h - the conditions of a rule as a tree; private to rule*.c. */
#ifndef VG_DAEMON_MATCH_H
#define VG_DAEMON_MATCH_H

#include "daemon/rule.h"

struct vg_polygon {
    size_t n;             /* points of all rings */
    const double (*points)[2]; /* lon, lat */
    const uint32_t *rings;     /* index of each ring's first point; rings + 1 entries */
    size_t n_rings;
    double west, south, east, north;
};

/* Every condition given must hold; what is absent asks nothing. */
struct vg_match {
    uint32_t types;    /* bits; 0: any */
    uint32_t statuses; /* bits; 0: any */
    uint32_t items;    /* materiel items; bits; 0: any */
    const char *const *countries;
    size_t n_countries;
    const char *const *admin1;
    size_t n_admin1;
    const char *const *actors; /* in any role */
    size_t n_actors;
    const char *const *initiators;
    size_t n_initiators;
    const char *const *targets;
    size_t n_targets;
    const char *const *actor_kinds;
    size_t n_actor_kinds;
    const char *const *langs;
    size_t n_langs;
    const char *const *outlet_kinds;
    size_t n_outlet_kinds;
    const char *const *words; /* folded */
    size_t n_words;
    int64_t killed_min, killed_max, wounded_min, wounded_max; /* -1: not asked */
    int64_t sources_min;                                      /* independent ones; 0: not asked */
    double near_lat, near_lon, near_km;                       /* near_km 0: not asked */
    const char *near_name;
    const struct vg_polygon *within;
    const char *within_name;
    const struct vg_match *const *all;
    size_t n_all;
    const struct vg_match *const *any;
    size_t n_any;
    const struct vg_match *none; /* `not` */
};

struct vg_match_why {
    struct vg_arena *arena;
    const char **out;
    size_t n, max;
};

bool vg_match_holds(const struct vg_match *m, const struct vg_rule_subject *s,
                    const struct vg_rule_world *world, struct vg_match_why *why);
/* Even-odd rule over all rings; edges count as inside on their west and south. */
bool vg_polygon_contains(const struct vg_polygon *p, double lat, double lon);
/* Kilometres on the sphere (haversine). */
double vg_distance_km(double lat1, double lon1, double lat2, double lon2);
/* Reads Polygon and MultiPolygon geometries of a GeoJSON file (RFC 7946). */
int vg_polygon_load(const char *path, struct vg_arena *arena, const struct vg_polygon **ret,
                    struct vg_err *err) __attribute__((warn_unused_result));

#endif
