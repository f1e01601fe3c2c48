#include "base/heap.h"

#include <stdlib.h>

#include "base/err.h"

void vg_heap_init(struct vg_heap *self)
{
    *self = (struct vg_heap){0};
}

void vg_heap_done(struct vg_heap *self)
{
    free(self->nodes);
    vg_heap_init(self);
}

static void put(struct vg_heap *self, size_t i, struct vg_heap_node *node)
{
    self->nodes[i] = node;
    node->pos = i + 1;
}

static void sift_up(struct vg_heap *self, size_t i)
{
    struct vg_heap_node *node = self->nodes[i];

    while (i > 0 && self->nodes[(i - 1) / 2]->key > node->key) {
        put(self, i, self->nodes[(i - 1) / 2]);
        i = (i - 1) / 2;
    }
    put(self, i, node);
}

static void sift_down(struct vg_heap *self, size_t i)
{
    struct vg_heap_node *node = self->nodes[i];

    for (;;) {
        size_t child = 2 * i + 1;
        if (child >= self->n)
            break;
        if (child + 1 < self->n && self->nodes[child + 1]->key < self->nodes[child]->key)
            child++;
        if (self->nodes[child]->key >= node->key)
            break;
        put(self, i, self->nodes[child]);
        i = child;
    }
    put(self, i, node);
}

void vg_heap_set(struct vg_heap *self, struct vg_heap_node *node, int64_t key)
{
    node->key = key;
    if (node->pos == 0) {
        if (self->n == self->cap) {
            self->cap = self->cap ? self->cap * 2 : 16;
            self->nodes = vg_xrealloc(self->nodes, self->cap, sizeof(struct vg_heap_node *));
        }
        put(self, self->n++, node);
    }
    sift_up(self, node->pos - 1);
    sift_down(self, node->pos - 1);
}

void vg_heap_remove(struct vg_heap *self, struct vg_heap_node *node)
{
    if (node->pos == 0)
        return;
    size_t i = node->pos - 1;
    struct vg_heap_node *last = self->nodes[--self->n];
    node->pos = 0;
    if (last == node)
        return;
    put(self, i, last);
    sift_up(self, last->pos - 1);
    sift_down(self, last->pos - 1);
}

struct vg_heap_node *vg_heap_top(const struct vg_heap *self)
{
    return self->n ? self->nodes[0] : NULL;
}
