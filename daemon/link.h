/*
 * link.h - the seam where the events of one article meet the known ones.
 *
 * For now an article's events are its own: an edit of the article revises them, a near copy of it adds a source to them.
 */
#ifndef VG_DAEMON_LINK_H
#define VG_DAEMON_LINK_H

#include "daemon/keeper.h"

struct vg_link_in {
    int64_t article_id; /* being stored, 0: new */
    int64_t copy_of;    /* article that this one repeats, 0: none */
    const struct vg_event_list *events;
};

/* Says for each event which known one it is: ids[i], or 0 for a new one. Reads the store only. 0 or negative. */
int vg_link_events(struct vg_keeper *self, const struct vg_link_in *in, struct vg_arena *arena,
                   int64_t *ids) __attribute__((warn_unused_result));

/* The name of an event on the wire: 16 hexadecimal digits, different in every database. */
void vg_event_id_format(const struct vg_store *store, int64_t id, char out[static 17]);
/* What differs between two readings of an event, each in a few words, for `changed`. Returns how many, at most max. */
size_t vg_event_changes(const struct vg_event *before, const struct vg_event *after, const char **ret,
                        size_t max, struct vg_arena *arena);

#endif
