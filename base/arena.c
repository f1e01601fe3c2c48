#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"

#define CHUNK (64 * 1024)
#define ALIGN 16

struct chunk {
    struct chunk *next;
    size_t size, used;
    _Alignas(ALIGN) unsigned char data[];
};

struct vg_arena {
    struct chunk *first; /* the one that is filled now is first */
    size_t used;
};

static struct chunk *chunk_new(size_t size)
{
    struct chunk *c = vg_xmalloc(sizeof *c + size);

    c->next = NULL;
    c->size = size;
    c->used = 0;
    return c;
}

struct vg_arena *vg_arena_new(void)
{
    return vg_xnew(struct vg_arena);
}

static void free_chunks(struct chunk *c)
{
    while (c) {
        struct chunk *next = c->next;
        free(c);
        c = next;
    }
}

void vg_arena_free(struct vg_arena *self)
{
    if (!self)
        return;
    free_chunks(self->first);
    free(self);
}

void vg_arena_freep(struct vg_arena **pself)
{
    vg_arena_free(*pself);
    *pself = NULL;
}

void vg_arena_reset(struct vg_arena *self)
{
    struct chunk *keep = NULL;

    /* keep one ordinary chunk; a giant article must not pin its memory */
    for (struct chunk *c = self->first; c && !keep; c = c->next)
        if (c->size <= 16 * CHUNK)
            keep = c;
    for (struct chunk *c = self->first, *next; c; c = next) {
        next = c->next;
        if (c != keep)
            free(c);
    }
    if (keep) {
        keep->next = NULL;
        keep->used = 0;
    }
    self->first = keep;
    self->used = 0;
}

void *vg_arena_raw(struct vg_arena *self, size_t n)
{
    struct chunk *c = self->first;
    size_t need = (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);

    if (need < n)
        abort();
    if (!c || c->size - c->used < need) {
        /* chunks grow with use, so that a large article does not mean thousands of them */
        size_t size = self->used > CHUNK ? 16 * CHUNK : CHUNK;
        struct chunk *fresh = chunk_new(need > size / 4 ? need : size);
        if (c && fresh->size == need) { /* a large block: keep filling the current chunk */
            fresh->next = c->next;
            c->next = fresh;
        } else {
            fresh->next = c;
            self->first = fresh;
        }
        c = fresh;
    }
    void *p = c->data + c->used;
    c->used += need;
    self->used += need;
    return p;
}

void *vg_arena_alloc(struct vg_arena *self, size_t n)
{
    return memset(vg_arena_raw(self, n), 0, n);
}

void *vg_arena_alloc_n(struct vg_arena *self, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        abort();
    return vg_arena_alloc(self, count * size);
}

char *vg_arena_str(struct vg_arena *self, struct vg_sv s)
{
    char *p = vg_arena_raw(self, s.n + 1);

    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = 0;
    return p;
}

char *vg_arena_printf(struct vg_arena *self, const char *fmt, ...)
{
    va_list ap, again;

    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *p = vg_arena_alloc(self, (size_t)(n < 0 ? 0 : n) + 1);
    if (n > 0)
        (void)vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return p;
}

size_t vg_arena_used(const struct vg_arena *self)
{
    return self->used;
}

void *vg_arena_grow(struct vg_arena *self, void *items, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return items;
    size_t bigger = *cap ? *cap * 2 : 8;
    if (size && bigger > SIZE_MAX / 2 / size)
        abort();
    void *fresh = vg_arena_raw(self, bigger * size);
    if (n)
        memcpy(fresh, items, n * size);
    *cap = bigger;
    return fresh;
}
