/* link.c - the index of known events: which lie near a new one, and which is the same. */
#include "extract/link.h"

#include <stdlib.h>

#include "base/err.h"

#define BUCKET_MAX 96      /* newest events kept in one neighbourhood */
#define CANDIDATE_MAX 1024 /* compared for one event */
#define PERIOD 8           /* days of one neighbourhood */

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
    int32_t from = k->from != VG_DAY_NONE   ? k->from
                   : k->seen != VG_DAY_NONE ? k->seen - (query ? 10 : 0)
                                            : 0;
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

    return slot && *slot && self->keys[*slot - 1].type != VG_TYPE_COUNT ? &self->keys[*slot - 1]
                                                                        : NULL;
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
            if (self->stamp[item] == self->query || other->type == VG_TYPE_COUNT ||
                other->id == key->id || is_in(not_ids, n_not, other->id))
                continue;
            self->stamp[item] = self->query;
            compared++;
            struct vg_link_score s = vg_link_compare(key, other);
            if (s.total > best.total ||
                (s.total == best.total && s.total > 0 && other->id < best_id)) {
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

size_t vg_linker_rivals(struct vg_linker *self, const struct vg_link_key *key, uint64_t *ids,
                        size_t max)
{
    uint64_t keys[64];
    size_t n = neighbourhoods(key, true, keys), compared = 0, found = 0;

    self->query++;
    for (size_t i = 0; i < n; i++) {
        const struct bucket *b = bucket_at(self, keys[i], false);
        for (size_t k = b ? b->n : 0; k > 0 && compared < CANDIDATE_MAX && found < max; k--) {
            uint32_t item = b->items[k - 1];
            const struct vg_link_key *other = &self->keys[item];
            if (self->stamp[item] == self->query || other->type == VG_TYPE_COUNT ||
                other->id == key->id)
                continue;
            self->stamp[item] = self->query;
            compared++;
            if (other->told > 1 && vg_link_related(key, other))
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
                !vg_linker_find(self, &keys[i], VG_LINK_THRESHOLD, taken, n_taken, &best[i],
                                &scores[i]))
                best[i] = 0;
    }
    for (size_t i = 0; i < n; i++)
        if (!ids[i])
            scores[i] = (struct vg_link_score){0};
}
