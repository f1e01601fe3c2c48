#include "extract/link.h"

#include <math.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/utf8.h"

#define BUCKET_MAX 96      /* newest events kept in one neighbourhood */
#define CANDIDATE_MAX 1024 /* compared for one event */
#define PERIOD 8           /* days of one neighbourhood */

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
        if (c->outcome != VG_OUT_KILLED || c->count.min == VG_COUNT_NULL || c->count.min > INT32_MAX ||
            c->count.min <= ret->killed_min)
            continue;
        ret->killed_min = (int32_t)c->count.min;
        ret->killed_max = c->count.max == VG_COUNT_NULL || c->count.max > INT32_MAX ? -1 : (int32_t)c->count.max;
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
        int32_t da = a->from != VG_DAY_NONE ? a->from : a->seen, db = b->from != VG_DAY_NONE ? b->from : b->seen;
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
    bool anchored = s.place >= 0.6 || (s.date >= 0.8 && s.toll >= 0.9) || (s.date >= 0.9 && s.actors >= 0.7);
    double total = 0.20 * s.type + 0.25 * s.date + 0.30 * s.place + 0.15 * s.actors + 0.10 * s.toll;
    s.total = anchored ? total : total * 0.6;
    return s;
}

/* ---- neighbourhoods ---- */

struct bucket {
    uint64_t key;
    uint32_t *items; /* indices of keys, oldest first, at most BUCKET_MAX */
    uint16_t n, cap;
};

struct vg_linker {
    struct vg_link_key *keys; /* removed ones have id 0 */
    uint32_t *stamp;          /* of the last query that saw the key */
    size_t n, cap, live;
    uint32_t query;
    struct bucket *buckets; /* open addressing; cap a power of two; key 0: free */
    size_t n_buckets, cap_buckets;
    uint32_t *by_id; /* open addressing over ids: index + 1 */
    size_t cap_ids;
};

struct vg_linker *vg_linker_new(void)
{
    return vg_xnew(struct vg_linker);
}

void vg_linker_free(struct vg_linker *self)
{
    if (!self)
        return;
    for (size_t i = 0; i < self->cap_buckets; i++)
        free(self->buckets[i].items);
    free(self->buckets);
    free(self->keys);
    free(self->stamp);
    free(self->by_id);
    free(self);
}

static uint64_t mix(uint64_t x)
{
    x ^= x >> 31;
    x *= 0x9E3779B97F4A7C15u;
    x ^= x >> 29;
    return x;
}

static struct bucket *bucket_at(struct vg_linker *self, uint64_t key, bool make)
{
    if (make && (self->n_buckets + 1) * 4 > self->cap_buckets * 3) {
        struct bucket *old = self->buckets;
        size_t old_cap = self->cap_buckets;
        self->cap_buckets = old_cap ? old_cap * 2 : 1024;
        self->buckets = vg_xcalloc(self->cap_buckets, sizeof *self->buckets);
        for (size_t i = 0; i < old_cap; i++) {
            size_t at = mix(old[i].key) & (self->cap_buckets - 1);
            if (!old[i].key)
                continue;
            while (self->buckets[at].key)
                at = (at + 1) & (self->cap_buckets - 1);
            self->buckets[at] = old[i];
        }
        free(old);
    }
    if (!self->cap_buckets)
        return NULL;
    size_t at = mix(key) & (self->cap_buckets - 1);
    while (self->buckets[at].key && self->buckets[at].key != key)
        at = (at + 1) & (self->cap_buckets - 1);
    if (!self->buckets[at].key) {
        if (!make)
            return NULL;
        self->buckets[at].key = key;
        self->n_buckets++;
    }
    return &self->buckets[at];
}

/* Never 0. */
static uint64_t bucket_key(uint32_t where, int32_t period)
{
    return ((uint64_t)where << 32 | (uint32_t)period) + 0x100000001u;
}

static int32_t period_of(int32_t day)
{
    return day >= 0 ? day / PERIOD : -((-day + PERIOD - 1) / PERIOD);
}

/* The neighbourhoods of a key: its names, else its region, else its country, each in its weeks. */
static size_t neighbourhoods(const struct vg_link_key *k, bool query, uint64_t out[64])
{
    uint32_t where[VG_LINK_NAMES + 2];
    size_t n_where = 0, n = 0;
    int32_t from = k->from != VG_DAY_NONE ? k->from : k->seen != VG_DAY_NONE ? k->seen - (query ? 10 : 0) : 0;
    int32_t to = k->from != VG_DAY_NONE ? k->to : k->seen != VG_DAY_NONE ? k->seen : 0;
    int32_t first = period_of(from - (query ? 3 : 0)), last = period_of(to + (query ? 3 : 0));

    for (int i = 0; i < k->n_names; i++)
        where[n_where++] = k->names[i];
    if (k->admin1)
        where[n_where++] = k->admin1 ^ 0x5bd1e995u;
    if (!k->n_names || k->area || query)
        where[n_where++] = 2; /* events that name no place of their own */
    if (last - first > 6) /* a month or a year: its ends and its middle */
        last = first + 6;
    for (size_t i = 0; i < n_where; i++)
        for (int32_t p = first; p <= last && n < 64; p++)
            out[n++] = bucket_key(where[i], p);
    return n;
}

static void bucket_add(struct bucket *b, uint32_t item)
{
    if (b->n && b->items[b->n - 1] == item)
        return;
    if (b->n == BUCKET_MAX) { /* the oldest leaves: a neighbourhood stays bounded */
        memmove(b->items, b->items + 1, (BUCKET_MAX - 1) * sizeof *b->items);
        b->n--;
    }
    if (b->n == b->cap) {
        b->cap = b->cap ? (uint16_t)(b->cap * 2) : 2;
        if (b->cap > BUCKET_MAX)
            b->cap = BUCKET_MAX;
        b->items = vg_xrealloc(b->items, b->cap, sizeof *b->items);
    }
    b->items[b->n++] = item;
}

static void index_key(struct vg_linker *self, uint32_t item)
{
    uint64_t keys[64];
    size_t n = neighbourhoods(&self->keys[item], false, keys);

    for (size_t i = 0; i < n; i++)
        bucket_add(bucket_at(self, keys[i], true), item);
}

static uint32_t *id_slot(const struct vg_linker *self, uint64_t id)
{
    size_t at = mix(id) & (self->cap_ids - 1);

    while (self->by_id[at] && self->keys[self->by_id[at] - 1].id != id)
        at = (at + 1) & (self->cap_ids - 1);
    return &self->by_id[at];
}

static void grow_ids(struct vg_linker *self)
{
    if ((self->n + 1) * 2 <= self->cap_ids)
        return;
    free(self->by_id);
    self->cap_ids = self->cap_ids ? self->cap_ids * 2 : 1024;
    self->by_id = vg_xcalloc(self->cap_ids, sizeof *self->by_id);
    for (size_t i = 0; i < self->n; i++)
        if (self->keys[i].id)
            *id_slot(self, self->keys[i].id) = (uint32_t)i + 1;
}

void vg_linker_set(struct vg_linker *self, const struct vg_link_key *key)
{
    grow_ids(self);
    uint32_t *slot = id_slot(self, key->id);
    if (*slot) {
        self->live += self->keys[*slot - 1].type == VG_TYPE_COUNT; /* was removed before */
        self->keys[*slot - 1] = *key;
        index_key(self, *slot - 1);
        return;
    }
    if (self->n == self->cap) {
        self->cap = self->cap ? self->cap * 2 : 1024;
        self->keys = vg_xrealloc(self->keys, self->cap, sizeof *self->keys);
        self->stamp = vg_xrealloc(self->stamp, self->cap, sizeof *self->stamp);
    }
    self->stamp[self->n] = 0;
    self->keys[self->n++] = *key;
    self->live++;
    *slot = (uint32_t)self->n;
    index_key(self, (uint32_t)self->n - 1);
}

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

void vg_linker_learn(struct vg_linker *self, uint64_t id, const struct vg_link_key *key)
{
    const struct vg_link_key *known = vg_linker_get(self, id);

    if (!known)
        return;
    struct vg_link_key k = *known;
    vg_link_key_learn(&k, key);
    vg_linker_set(self, &k);
}

void vg_linker_remove(struct vg_linker *self, uint64_t id)
{
    uint32_t *slot = self->cap_ids ? id_slot(self, id) : NULL;

    if (!slot || !*slot)
        return;
    /* the key stays in its place so that probing goes on; it matches nothing any more */
    struct vg_link_key *k = &self->keys[*slot - 1];
    k->n_names = 0;
    k->type = VG_TYPE_COUNT;
    self->live--;
}

size_t vg_linker_count(const struct vg_linker *self)
{
    return self->live;
}

const struct vg_link_key *vg_linker_get(const struct vg_linker *self, uint64_t id)
{
    const uint32_t *slot = self->cap_ids ? id_slot(self, id) : NULL;

    return slot && *slot && self->keys[*slot - 1].type != VG_TYPE_COUNT ? &self->keys[*slot - 1] : NULL;
}

static bool is_in(const uint64_t *ids, size_t n, uint64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

bool vg_linker_find(struct vg_linker *self, const struct vg_link_key *key, double threshold,
                    const uint64_t *not_ids, size_t n_not, uint64_t *ret_id,
                    struct vg_link_score *ret_score)
{
    uint64_t keys[64];
    size_t n = neighbourhoods(key, true, keys), compared = 0;
    struct vg_link_score best = {0};
    uint64_t best_id = 0;

    self->query++;
    for (size_t i = 0; i < n; i++) {
        const struct bucket *b = bucket_at(self, keys[i], false);
        for (size_t k = b ? b->n : 0; k > 0 && compared < CANDIDATE_MAX; k--) {
            uint32_t item = b->items[k - 1];
            const struct vg_link_key *other = &self->keys[item];
            if (self->stamp[item] == self->query || other->type == VG_TYPE_COUNT || other->id == key->id ||
                is_in(not_ids, n_not, other->id))
                continue;
            self->stamp[item] = self->query;
            compared++;
            struct vg_link_score s = vg_link_compare(key, other);
            if (s.total > best.total || (s.total == best.total && s.total > 0 && other->id < best_id)) {
                best = s;
                best_id = other->id;
            }
        }
    }
    if (best.total < threshold)
        return false;
    *ret_id = best_id;
    *ret_score = best;
    return true;
}

size_t vg_linker_rivals(struct vg_linker *self, const struct vg_link_key *key, uint64_t *ids, size_t max)
{
    uint64_t keys[64];
    size_t n = neighbourhoods(key, true, keys), compared = 0, found = 0;

    self->query++;
    for (size_t i = 0; i < n; i++) {
        const struct bucket *b = bucket_at(self, keys[i], false);
        for (size_t k = b ? b->n : 0; k > 0 && compared < CANDIDATE_MAX && found < max; k--) {
            uint32_t item = b->items[k - 1];
            const struct vg_link_key *other = &self->keys[item];
            if (self->stamp[item] == self->query || other->type == VG_TYPE_COUNT || other->id == key->id)
                continue;
            self->stamp[item] = self->query;
            compared++;
            if (other->told > 1 && compare_type(key, other) >= 0)
                ids[found++] = other->id;
        }
    }
    return found;
}

void vg_linker_article(struct vg_linker *self, const struct vg_link_key *keys, size_t n,
                       uint64_t *ids, struct vg_link_score *scores)
{
    uint64_t taken[VG_MAX_EVENTS], best[VG_MAX_EVENTS];
    size_t n_taken = 0;

    if (n > VG_MAX_EVENTS)
        n = VG_MAX_EVENTS;
    for (size_t i = 0; i < n; i++) {
        ids[i] = 0;
        scores[i] = (struct vg_link_score){0};
        if (!vg_linker_find(self, &keys[i], VG_LINK_THRESHOLD, NULL, 0, &best[i], &scores[i]))
            best[i] = 0;
    }
    /* each round settles the best pair; who loses a contested event looks again */
    for (size_t round = 0; round < n; round++) {
        size_t who = n;
        for (size_t i = 0; i < n; i++)
            if (!ids[i] && best[i] && (who == n || scores[i].total > scores[who].total))
                who = i;
        if (who == n)
            break;
        ids[who] = taken[n_taken++] = best[who];
        for (size_t i = 0; i < n; i++)
            if (!ids[i] && best[i] == ids[who] &&
                !vg_linker_find(self, &keys[i], VG_LINK_THRESHOLD, taken, n_taken, &best[i], &scores[i]))
                best[i] = 0;
    }
    for (size_t i = 0; i < n; i++)
        if (!ids[i])
            scores[i] = (struct vg_link_score){0};
}
