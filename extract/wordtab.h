/*
 * wordtab.h - a small table of words in an arena, for what a pack's loaders read: word to number,
 * filled once, then only read. Keys come from our own tables, so the hash needs no seed.
 */
#ifndef VG_EXTRACT_WORDTAB_H
#define VG_EXTRACT_WORDTAB_H

#include "base/arena.h"

struct vg_wordtab_slot {
    struct vg_sv key;
    uint32_t hash;
    int32_t value;
};

/* Embedded object; zero-initialised it is empty. */
struct vg_wordtab {
    struct vg_wordtab_slot *slots;
    size_t n, cap;
};

/* Sets key (copied into arena) to value >= 0; a later value replaces an earlier one. */
void vg_wordtab_set(struct vg_wordtab *self, struct vg_arena *arena, struct vg_sv key,
                    int32_t value);
/* The value, or -1. */
int32_t vg_wordtab_get(const struct vg_wordtab *self, struct vg_sv key);
/* The same with the key's vg_hash_sv. */
int32_t vg_wordtab_get_hashed(const struct vg_wordtab *self, struct vg_sv key, uint64_t hash);

#endif
