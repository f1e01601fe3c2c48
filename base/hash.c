#include "base/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#define XXH_INLINE_ALL /* most keys are short: a call would cost more than the hash */
#include <xxhash.h>

#include "base/err.h"

uint64_t vg_hash64(const void *p, size_t n, uint64_t seed)
{
    return XXH3_64bits_withSeed(p, n, seed);
}

void vg_hash128_hex(const void *p, size_t n, char out[static 33])
{
    XXH128_hash_t h = XXH3_128bits(p, n);

    (void)snprintf(out, 33, "%016llx%016llx", (unsigned long long)h.high64,
                   (unsigned long long)h.low64);
}

struct slot {
    struct vg_sv key;
    void *value; /* NULL: free */
    uint64_t hash;
};

/* open addressing, linear probing, removal by moving back */
struct vg_map {
    struct slot *slots;
    size_t n, cap; /* cap is a power of two */
    uint64_t seed;
};

struct vg_map *vg_map_new(void)
{
    struct vg_map *self = vg_xnew(struct vg_map);

    if (getrandom(&self->seed, sizeof self->seed, GRND_NONBLOCK) < 0)
        self->seed = (uint64_t)(uintptr_t)self;
    return self;
}

void vg_map_free(struct vg_map *self)
{
    if (!self)
        return;
    free(self->slots);
    free(self);
}

size_t vg_map_count(const struct vg_map *self)
{
    return self->n;
}

/* The slot of key, or the free slot where it belongs. cap > n always, so this ends. */
static struct slot *find(const struct vg_map *self, struct vg_sv key, uint64_t hash)
{
    size_t i = hash & (self->cap - 1);

    while (self->slots[i].value &&
           !(self->slots[i].hash == hash && vg_sv_eq(self->slots[i].key, key)))
        i = (i + 1) & (self->cap - 1);
    return &self->slots[i];
}

void *vg_map_get(const struct vg_map *self, struct vg_sv key)
{
    return self->n ? find(self, key, vg_hash64(key.p, key.n, self->seed))->value : NULL;
}

static void grow(struct vg_map *self)
{
    struct slot *old = self->slots;
    size_t old_cap = self->cap;

    self->cap = old_cap ? old_cap * 2 : 16;
    self->slots = vg_xcalloc(self->cap, sizeof *self->slots);
    for (size_t i = 0; i < old_cap; i++)
        if (old[i].value)
            *find(self, old[i].key, old[i].hash) = old[i];
    free(old);
}

void *vg_map_set(struct vg_map *self, struct vg_sv key, void *value)
{
    if ((self->n + 1) * 4 > self->cap * 3)
        grow(self);
    uint64_t hash = vg_hash64(key.p, key.n, self->seed);
    struct slot *s = find(self, key, hash);
    void *before = s->value;

    if (!before)
        self->n++;
    *s = (struct slot){key, value, hash};
    return before;
}

void *vg_map_remove(struct vg_map *self, struct vg_sv key)
{
    if (!self->n)
        return NULL;
    struct slot *s = find(self, key, vg_hash64(key.p, key.n, self->seed));
    void *value = s->value;
    if (!value)
        return NULL;
    size_t mask = self->cap - 1, hole = (size_t)(s - self->slots);
    for (size_t i = (hole + 1) & mask; self->slots[i].value; i = (i + 1) & mask) {
        size_t home = self->slots[i].hash & mask;
        if (((i - home) & mask) >= ((i - hole) & mask)) {
            self->slots[hole] = self->slots[i];
            hole = i;
        }
    }
    self->slots[hole].value = NULL;
    self->n--;
    return value;
}

bool vg_map_next(const struct vg_map *self, size_t *at, struct vg_sv *ret_key, void **ret_value)
{
    for (; *at < self->cap; (*at)++)
        if (self->slots[*at].value) {
            *ret_key = self->slots[*at].key;
            *ret_value = self->slots[*at].value;
            (*at)++;
            return true;
        }
    return false;
}
