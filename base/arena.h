/*
 * arena.h - many allocations, one release. One arena per fetch and one per article; reset between.
 *
 * Nothing from an arena may enter a struct that outlives it. Not thread-safe: one thread at a time.
 */
#ifndef VG_BASE_ARENA_H
#define VG_BASE_ARENA_H

#include "base/sv.h"

struct vg_arena;

/* A new arena, owned by the caller; aborts when memory is out. */
struct vg_arena *vg_arena_new(void);
void vg_arena_free(struct vg_arena *self); /* NULL is fine */
void vg_arena_freep(struct vg_arena **pself);
/* Forgets all allocations; keeps one chunk for the next use. */
void vg_arena_reset(struct vg_arena *self);
/* n zeroed bytes, aligned for any type, valid until reset or free. Never NULL: aborts when memory
 * is out, so callers must have bounded n by a limit before. */
void *vg_arena_alloc(struct vg_arena *self, size_t n) __attribute__((returns_nonnull));
/* The same without zeroing, for what is written at once. */
void *vg_arena_raw(struct vg_arena *self, size_t n) __attribute__((returns_nonnull));
#define vg_arena_new_n(arena, type, count)                                                         \
    ((type *)vg_arena_alloc_n((arena), (count), sizeof(type)))
/* count * size zeroed bytes; aborts on overflow. */
void *vg_arena_alloc_n(struct vg_arena *self, size_t count, size_t size)
    __attribute__((returns_nonnull));
/* NUL-terminated copy of s in the arena. */
char *vg_arena_str(struct vg_arena *self, struct vg_sv s) __attribute__((returns_nonnull));
char *vg_arena_printf(struct vg_arena *self, const char *fmt, ...)
    __attribute__((format(printf, 2, 3), returns_nonnull));
/* Bytes handed out since the last reset. */
size_t vg_arena_used(const struct vg_arena *self);

/*
 * Growing arrays in an arena: `VG_PUSH(arena, a.items, a.n, a.cap)` makes room for one more
 * (doubling; the old block stays in the arena until reset) and returns a pointer to the new zeroed
 * element.
 */
void *vg_arena_grow(struct vg_arena *self, void *items, size_t n, size_t *cap, size_t size);
#define VG_PUSH(arena, items, n, cap)                                                              \
    ((items) = (n) < (cap) ? (items)                                                               \
                           : vg_arena_grow((arena), (items), (n), &(cap), sizeof *(items)),        \
     memset(&(items)[(n)], 0, sizeof *(items)), &(items)[(n)++])

#endif
