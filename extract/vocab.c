#include "extract/vocab.h"

#include "base/hash.h"

struct vg_vocab {
    struct vg_arena *arena;
    struct vg_sv *words; /* words[id - 1] */
    size_t n, cap;
    uint32_t *slots; /* open addressing; 0: free */
    size_t n_slots;  /* a power of two, at least twice n */
};

struct vg_vocab *vg_vocab_new(struct vg_arena *arena)
{
    struct vg_vocab *self = vg_arena_alloc(arena, sizeof *self);

    self->arena = arena;
    self->n_slots = 1024;
    self->slots = vg_arena_new_n(arena, uint32_t, self->n_slots);
    return self;
}

/* The slot of the word, or the free one where it would go. */
static size_t probe_hashed(const struct vg_vocab *self, struct vg_sv word, uint64_t hash)
{
    size_t mask = self->n_slots - 1, i = hash & mask;

    while (self->slots[i] && !vg_sv_eq(self->words[self->slots[i] - 1], word))
        i = (i + 1) & mask;
    return i;
}

static size_t probe(const struct vg_vocab *self, struct vg_sv word)
{
    return probe_hashed(self, word, vg_hash_sv(word));
}

static void grow(struct vg_vocab *self)
{
    self->n_slots *= 2;
    self->slots = vg_arena_new_n(self->arena, uint32_t, self->n_slots);
    for (size_t k = 0; k < self->n; k++)
        self->slots[probe(self, self->words[k])] = (uint32_t)k + 1;
}

uint32_t vg_vocab_add(struct vg_vocab *self, struct vg_sv word)
{
    size_t i = probe(self, word);

    if (self->slots[i])
        return self->slots[i];
    if ((self->n + 1) * 2 > self->n_slots) {
        grow(self);
        i = probe(self, word);
    }
    *VG_PUSH(self->arena, self->words, self->n, self->cap) =
        vg_sv(vg_arena_str(self->arena, word), word.n);
    return self->slots[i] = (uint32_t)self->n;
}

uint32_t vg_vocab_find_hashed(const struct vg_vocab *self, struct vg_sv word, uint64_t hash)
{
    return self->slots[probe_hashed(self, word, hash)];
}

uint32_t vg_vocab_find(const struct vg_vocab *self, struct vg_sv word)
{
    return self->slots[probe(self, word)];
}

size_t vg_vocab_count(const struct vg_vocab *self)
{
    return self->n;
}

