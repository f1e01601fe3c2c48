/* link_key.c - the key of an event, what it learns, and how alike two keys are. */
#include "extract/link.h"

#include <math.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/utf8.h"

/* ---- keys ---- */

/* Letters and digits without case and accents: `Tin-Zaouatène` and `Tinzaouatene` are one name. */
static uint32_t name_hash(const char *s)
{
    char folded[256];
    size_t n = 0;
    const char *p = s, *end = s + strlen(s);

    while (p < end && n + 4 < sizeof folded) {
        uint32_t cp = vg_utf8_fold(vg_utf8_next(&p, end));
        if (vg_utf8_is_letter(cp) || (cp >= '0' && cp <= '9'))
            n += vg_utf8_encode(cp, folded + n);
    }
    return n ? (uint32_t)vg_hash64(folded, n, 1) | 1 : 0;
}

static void add_name(struct vg_link_key *k, const char *s)
{
    uint32_t h = s ? name_hash(s) : 0;

    for (int i = 0; i < k->n_names; i++)
        if (k->names[i] == h)
            return;
    if (h && k->n_names < VG_LINK_NAMES)
        k->names[k->n_names++] = h;
}

static uint8_t actor_hashes(const char *const *codes, size_t n, uint32_t out[VG_LINK_ACTORS])
{
    uint8_t k = 0;

    for (size_t i = 0; i < n && k < VG_LINK_ACTORS; i++)
        out[k++] = name_hash(codes[i]);
    return k;
}

void vg_link_key(const struct vg_event *event, int32_t seen, uint64_t id, struct vg_link_key *ret)
{
    const struct vg_place *p = &event->place;

    *ret = (struct vg_link_key){.id = id,
                                .from = event->date.from,
                                .to = event->date.to,
                                .seen = seen,
                                .told = 1,
                                .killed_min = -1,
                                .killed_max = -1,
                                .type = (uint8_t)event->type,
                                .precision = (uint8_t)p->precision,
                                .date_precision = (uint8_t)event->date.precision,
                                .background = event->background};
    if (p->name) {
        add_name(ret, p->name);
        add_name(ret, p->canonical);
        ret->n_own_names = ret->n_names;
        for (size_t i = 0; i < p->n_anchors; i++)
            add_name(ret, p->anchors[i]);
        ret->area = p->precision >= VG_PLACE_ADMIN2;
        ret->admin1 = p->admin1 ? name_hash(p->admin1) : 0;
        memcpy(ret->country, p->country, sizeof ret->country);
        ret->has_coord = p->has_coord;
        ret->lat = (float)p->lat;
        ret->lon = (float)p->lon;
    }
    ret->n_initiators = actor_hashes(event->initiators, event->n_initiators, ret->initiators);
    ret->n_targets = actor_hashes(event->targets, event->n_targets, ret->targets);
    for (size_t i = 0; i < event->n_casualties; i++) {
        const struct vg_casualty *c = &event->casualties[i];
        if (c->outcome != VG_OUT_KILLED || c->count.min == VG_COUNT_NULL ||
            c->count.min > INT32_MAX || c->count.min <= ret->killed_min)
            continue;
        ret->killed_min = (int32_t)c->count.min;
        ret->killed_max =
            c->count.max == VG_COUNT_NULL || c->count.max > INT32_MAX ? -1 : (int32_t)c->count.max;
    }
}

/* ---- comparison ---- */

static double compare_type(const struct vg_link_key *a, const struct vg_link_key *b)
{
    enum vg_family fa = vg_event_type_family(a->type), fb = vg_event_type_family(b->type);

    if (a->type == b->type)
        return 1;
    if (fa == fb)
        return fa <= VG_FAMILY_EXPLOSION ? 0.7 : fa == VG_FAMILY_PROPERTY ? 0.5 : -1;
    /* outlets differ on these: an ambush by a mine, a raid on a village that militia defend */
    bool violent = fa <= VG_FAMILY_CIVILIANS && fb <= VG_FAMILY_CIVILIANS;
    bool apart = a->type == VG_TYPE_ABDUCTION || b->type == VG_TYPE_ABDUCTION ||
                 a->type == VG_TYPE_SEXUAL_VIOLENCE || b->type == VG_TYPE_SEXUAL_VIOLENCE;
    return violent && !apart ? 0.4 : -1;
}

static double compare_date(const struct vg_link_key *a, const struct vg_link_key *b)
{
    if (a->from == VG_DAY_NONE || b->from == VG_DAY_NONE) {
        if (a->seen == VG_DAY_NONE || b->seen == VG_DAY_NONE)
            return 0.3;
        /* undated: told in the same days, or after the day of the other */
        int32_t da = a->from != VG_DAY_NONE ? a->from : a->seen,
                db = b->from != VG_DAY_NONE ? b->from : b->seen;
        int32_t gap = abs(da - db);
        return gap <= 10 ? 0.4 : gap <= 400 && (a->background || b->background) ? 0.2 : -1;
    }
    int32_t gap = a->from > b->to ? a->from - b->to : b->from > a->to ? b->from - a->to : 0;
    if (gap == 0) {
        int32_t la = a->to - a->from, lb = b->to - b->from;
        if (la == lb && a->from == b->from)
            return la <= 1 ? 1 : 0.8;
        return la <= 2 && lb <= 2 ? 0.9 : la > 60 || lb > 60 ? 0.4 : 0.6;
    }
    return gap == 1 ? 0.5 : gap <= 3 ? 0.1 : -1;
}

static double distance_km(const struct vg_link_key *a, const struct vg_link_key *b)
{
    const double rad = 3.14159265358979 / 180;
    double x = (double)(a->lon - b->lon) * rad * cos((double)(a->lat + b->lat) / 2 * rad);
    double y = (double)(a->lat - b->lat) * rad;

    return 6371 * sqrt(x * x + y * y);
}

static bool share(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
    for (size_t i = 0; i < na; i++)
        for (size_t k = 0; k < nb; k++)
            if (a[i] == b[k])
                return true;
    return false;
}

static double compare_place(const struct vg_link_key *a, const struct vg_link_key *b)
{
    if (!a->n_names || !b->n_names)
        return 0.3;
    if (share(a->names, a->n_own_names, b->names, b->n_own_names))
        return a->area && b->area ? 0.7 : 1;
    if (a->country[0] && b->country[0] && memcmp(a->country, b->country, 2) != 0)
        return -1;
    if (share(a->names, a->n_names, b->names, b->n_names))
        return 0.7;
    bool same_region = a->admin1 && a->admin1 == b->admin1;
    if (a->area || b->area) {
        bool inside = same_region || !a->admin1 || !b->admin1;
        return inside ? 0.45 : -1;
    }
    if (a->has_coord && b->has_coord) {
        double km = distance_km(a, b);
        return km <= 12 ? 0.6 : km <= 35 ? 0.35 : -1;
    }
    if (a->admin1 && b->admin1 && !same_region)
        return -1;
    return same_region ? 0.1 : -1;
}

/* Codes that say only what kind of people they were agree with any of that kind. */
static bool is_vague(uint32_t h)
{
    static const char *const vague[] = {"ARMED_GROUP", "SECURITY_FORCES"};

    return h == name_hash(vague[0]) || h == name_hash(vague[1]);
}

static double compare_side(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
    if (!na || !nb)
        return 0.4;
    if (share(a, na, b, nb))
        return 1;
    for (size_t i = 0; i < na; i++)
        if (is_vague(a[i]))
            return 0.4;
    for (size_t i = 0; i < nb; i++)
        if (is_vague(b[i]))
            return 0.4;
    return 0;
}

static double compare_actors(const struct vg_link_key *a, const struct vg_link_key *b)
{
    double straight = compare_side(a->initiators, a->n_initiators, b->initiators, b->n_initiators) +
                      compare_side(a->targets, a->n_targets, b->targets, b->n_targets);
    double crossed = 0;

    /* who began a clash depends on who tells it */
    if (a->type == VG_TYPE_ARMED_CLASH || b->type == VG_TYPE_ARMED_CLASH)
        crossed = compare_side(a->initiators, a->n_initiators, b->targets, b->n_targets) +
                  compare_side(a->targets, a->n_targets, b->initiators, b->n_initiators);
    return (straight > crossed ? straight : crossed * 0.9) / 2;
}

static double compare_toll(const struct vg_link_key *a, const struct vg_link_key *b)
{
    if (a->killed_min < 0 || b->killed_min < 0)
        return 0.4;
    if (a->killed_min == b->killed_min)
        return a->killed_min > 2 ? 1 : 0.6;
    double lo = a->killed_min < b->killed_min ? a->killed_min : b->killed_min;
    double hi = a->killed_min < b->killed_min ? b->killed_min : a->killed_min;
    return lo / hi > 0.5 ? 0.5 : lo / hi > 0.2 ? 0.25 : 0;
}

struct vg_link_score vg_link_compare(const struct vg_link_key *a, const struct vg_link_key *b)
{
    struct vg_link_score s = {.type = compare_type(a, b),
                              .date = compare_date(a, b),
                              .place = compare_place(a, b),
                              .actors = compare_actors(a, b),
                              .toll = compare_toll(a, b)};

    if (s.type < 0 || s.date < 0 || s.place < 0)
        return s;
    /* without a common place, day or toll there is nothing to hold on to */
    bool anchored =
        s.place >= 0.6 || (s.date >= 0.8 && s.toll >= 0.9) || (s.date >= 0.9 && s.actors >= 0.7);
    double total = 0.20 * s.type + 0.25 * s.date + 0.30 * s.place + 0.15 * s.actors + 0.10 * s.toll;
    s.total = anchored ? total : total * 0.6;
    return s;
}

bool vg_link_related(const struct vg_link_key *a, const struct vg_link_key *b)
{
    return compare_type(a, b) >= 0;
}

/* ---- learning ---- */

static void learn_names(struct vg_link_key *to, const struct vg_link_key *from)
{
    for (int i = 0; i < from->n_names; i++)
        if (!share(&from->names[i], 1, to->names, to->n_names) && to->n_names < VG_LINK_NAMES)
            to->names[to->n_names++] = from->names[i];
}

static void learn_actors(uint32_t *to, uint8_t *n, const uint32_t *from, size_t n_from)
{
    for (size_t i = 0; i < n_from; i++)
        if (*n < VG_LINK_ACTORS && !share(&from[i], 1, to, *n))
            to[(*n)++] = from[i];
}

void vg_link_key_learn(struct vg_link_key *k, const struct vg_link_key *key)
{
    bool finer_place = key->n_names && (!k->n_names || key->precision < k->precision);
    if (finer_place) {
        struct vg_link_key was = *k;
        memcpy(k->names, key->names, sizeof k->names);
        k->n_names = key->n_names;
        k->n_own_names = key->n_own_names;
        k->precision = key->precision;
        k->area = key->area;
        k->admin1 = key->admin1 ? key->admin1 : was.admin1;
        memcpy(k->country, key->country, sizeof k->country);
        k->has_coord = key->has_coord;
        k->lat = key->lat;
        k->lon = key->lon;
        learn_names(k, &was);
    } else {
        learn_names(k, key);
    }
    if (key->from != VG_DAY_NONE &&
        (k->from == VG_DAY_NONE || key->to - key->from < k->to - k->from)) {
        k->from = key->from;
        k->to = key->to;
    }
    learn_actors(k->initiators, &k->n_initiators, key->initiators, key->n_initiators);
    learn_actors(k->targets, &k->n_targets, key->targets, key->n_targets);
    if (key->killed_min >= 0) { /* the newest figure is the one that others will repeat */
        k->killed_min = key->killed_min;
        k->killed_max = key->killed_max;
    }
    if (key->seen != VG_DAY_NONE && (k->seen == VG_DAY_NONE || key->seen > k->seen))
        k->seen = key->seen;
    k->background &= key->background;
    k->told += key->told;
}
