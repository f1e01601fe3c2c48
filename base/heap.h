/*
 * heap.h - an intrusive binary min-heap: the element carries its key and its position.
 *
 * Add, move and remove cost log n. The heap owns its array, not its elements.
 */
#ifndef VG_BASE_HEAP_H
#define VG_BASE_HEAP_H

#include <stddef.h>
#include <stdint.h>

struct vg_heap_node {
    int64_t key;
    size_t pos; /* 1-based position in the heap; 0: in no heap */
};

struct vg_heap {
    struct vg_heap_node **nodes;
    size_t n, cap;
};

void vg_heap_init(struct vg_heap *self);
void vg_heap_done(struct vg_heap *self); /* the elements stay the caller's */
/* Puts node in with this key, or moves it when it is in already. Aborts when memory is out. */
void vg_heap_set(struct vg_heap *self, struct vg_heap_node *node, int64_t key);
/* Takes node out; nothing happens when it is in no heap. */
void vg_heap_remove(struct vg_heap *self, struct vg_heap_node *node);
/* The node with the least key, borrowed; NULL when empty. Ties: any. */
struct vg_heap_node *vg_heap_top(const struct vg_heap *self);

/* The struct that holds this node as its member. */
#define VG_HEAP_OWNER(node, type, member) ((type *)(void *)((char *)(node)-offsetof(type, member)))

#endif
