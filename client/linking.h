/* linking.h - files the events of articles, one after the other, under ids: what `vigie link` and
 * `extract --link` share. */
#ifndef VG_CLIENT_LINKING_H
#define VG_CLIENT_LINKING_H

#include "extract/link.h"

#define VG_LINKING_NAME 24

struct vg_linking {
    struct vg_linker *linker;
    uint64_t next_id;
};

void vg_linking_init(struct vg_linking *self);
void vg_linking_done(struct vg_linking *self);
/* The events of the next article, by their keys (changed), at most VG_MAX_EVENTS: names[i] becomes
 * "e1", "e2", ...; the same for events that are one. */
void vg_linking_article(struct vg_linking *self, struct vg_link_key *keys, size_t n,
                        char (*names)[VG_LINKING_NAME]);

#endif
