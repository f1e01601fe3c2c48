#include "client/linking.h"

#include <stdio.h>

void vg_linking_init(struct vg_linking *self)
{
    *self = (struct vg_linking){vg_linker_new(), 1};
}

void vg_linking_done(struct vg_linking *self)
{
    vg_linker_free(self->linker);
}

void vg_linking_article(struct vg_linking *self, struct vg_link_key *keys, size_t n,
                        char (*names)[VG_LINKING_NAME])
{
    struct vg_link_score scores[VG_MAX_EVENTS];
    uint64_t ids[VG_MAX_EVENTS];

    vg_linker_article(self->linker, keys, n, ids, scores);
    for (size_t i = 0; i < n; i++) {
        if (ids[i]) {
            vg_linker_learn(self->linker, ids[i], &keys[i]);
        } else {
            ids[i] = keys[i].id = self->next_id++;
            vg_linker_set(self->linker, &keys[i]);
        }
        (void)snprintf(names[i], VG_LINKING_NAME, "e%llu", (unsigned long long)ids[i]);
    }
}
