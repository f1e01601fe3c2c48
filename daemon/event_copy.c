/* event_copy.c - see event_copy.h. */
#include "config.h"

#include "daemon/event_copy.h"

static void copy(const char **s, struct vg_arena *arena)
{
    if (*s)
        *s = vg_arena_str(arena, vg_sv_cstr(*s));
}

static void copy_all(const char **list, size_t n, struct vg_arena *arena)
{
    for (size_t i = 0; i < n; i++)
        copy(&list[i], arena);
}

static void event_copy(struct vg_event *e, struct vg_arena *arena)
{
    copy(&e->place.name, arena);
    copy(&e->place.canonical, arena);
    copy(&e->place.admin1, arena);
    copy(&e->trigger, arena);
    copy_all(e->place.anchors, e->place.n_anchors, arena);
    copy_all(e->initiators, e->n_initiators, arena);
    copy_all(e->targets, e->n_targets, arena);
    for (size_t i = 0; i < e->n_casualties; i++)
        copy(&e->casualties[i].by, arena);
    for (size_t i = 0; i < e->n_materiel; i++)
        copy(&e->materiel[i].by, arena);
    for (size_t i = 0; i < e->n_claims; i++)
        copy(&e->claims[i].by, arena);
}

void vg_event_list_copy(const struct vg_event_list *from, struct vg_event_list *to,
                        struct vg_arena *arena)
{
    to->items = vg_arena_new_n(arena, struct vg_event, from->n ? from->n : 1);
    to->n = to->cap = from->n;
    for (size_t i = 0; i < from->n; i++) {
        to->items[i] = from->items[i];
        event_copy(&to->items[i], arena);
    }
}
