#include "extract/wordtab.h"

#include "base/hash.h"

/* The slot of key, or the free one where it belongs; cap > n, so this ends. */
static struct vg_wordtab_slot *find(const struct vg_wordtab *self, struct vg_sv key, uint32_t hash)
{
    size_t at = hash & (self->cap - 1);

    while (self->slots[at].key.p &&
           (self->slots[at].hash != hash || !vg_sv_eq(self->slots[at].key, key)))
        at = (at + 1) & (self->cap - 1);
    return &self->slots[at];
}

static void grow(struct vg_wordtab *self, struct vg_arena *arena)
{
    struct vg_wordtab old = *self;

    self->cap = old.cap ? old.cap * 2 : 16;
    self->slots = vg_arena_new_n(arena, struct vg_wordtab_slot, self->cap);
    for (size_t i = 0; i < old.cap; i++)
        if (old.slots[i].key.p)
            *find(self, old.slots[i].key, old.slots[i].hash) = old.slots[i];
}

void vg_wordtab_set(struct vg_wordtab *self, struct vg_arena *arena, struct vg_sv key,
                    int32_t value)
{
    if (self->n * 2 >= self->cap)
        grow(self, arena);
    uint32_t hash = (uint32_t)vg_hash_sv(key);
    struct vg_wordtab_slot *s = find(self, key, hash);
    if (!s->key.p) {
        *s = (struct vg_wordtab_slot){vg_sv(vg_arena_str(arena, key), key.n), hash, value};
        self->n++;
    }
    s->value = value;
}

int32_t vg_wordtab_get_hashed(const struct vg_wordtab *self, struct vg_sv key, uint64_t hash)
{
    if (!self->n)
        return -1;
    const struct vg_wordtab_slot *s = find(self, key, (uint32_t)hash);
    return s->key.p ? s->value : -1;
}

int32_t vg_wordtab_get(const struct vg_wordtab *self, struct vg_sv key)
{
    return self->n ? vg_wordtab_get_hashed(self, key, vg_hash_sv(key)) : -1;
}
