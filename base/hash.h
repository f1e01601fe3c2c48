/*
 * hash.h - hashes of bytes (xxHash) and a string-keyed map.
 */
#ifndef VG_BASE_HASH_H
#define VG_BASE_HASH_H

#include "base/sv.h"

/* XXH3, 64 bits; the same on every machine, so it may be stored. */
uint64_t vg_hash64(const void *p, size_t n, uint64_t seed);
static inline uint64_t vg_hash_sv(struct vg_sv s)
{
    return vg_hash64(s.p, s.n, 0);
}
/* XXH3, 128 bits as 32 hexadecimal digits and a NUL: an identity for content. */
void vg_hash128_hex(const void *p, size_t n, char out[static 33]);

/*
 * A map from byte strings to pointers. Keys are borrowed: they must outlive their entry. Lookup
 * keeps a per-map random seed, so that chosen keys cannot make it slow.
 */
struct vg_map;
struct vg_map *vg_map_new(void);
void vg_map_free(struct vg_map *self); /* NULL is fine; keys and values stay the caller's */
size_t vg_map_count(const struct vg_map *self);
/* The value, or NULL when there is none. */
void *vg_map_get(const struct vg_map *self, struct vg_sv key);
/* Sets key to value (not NULL); returns the value that was there before, or NULL. An existing entry
 * keeps its first key pointer unless the old value is replaced, then the new key is borrowed. */
void *vg_map_set(struct vg_map *self, struct vg_sv key, void *value);
/* Takes the entry out; returns its value or NULL. */
void *vg_map_remove(struct vg_map *self, struct vg_sv key);
/* Iterates: start with *at = 0; false at the end. The map must not change meanwhile. */
bool vg_map_next(const struct vg_map *self, size_t *at, struct vg_sv *ret_key, void **ret_value);

#endif
