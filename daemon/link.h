/*
 * link.h - the events of one article among the known ones, as the keeper needs it: extract/link.h
 * over the store.
 *
 * The keys of all known events are in memory, and in the store beside each event so that a start
 * need not read the events themselves. Belongs to the keeper's thread; changes are undone with the
 * transaction.
 */
#ifndef VG_DAEMON_LINK_H
#define VG_DAEMON_LINK_H

#include "daemon/keeper.h"
#include "extract/link.h"

struct vg_links;

/* Reads the keys of all events. 0 and *ret, or a negative code of the store. */
int vg_links_open(struct vg_store *store, struct vg_links **ret)
    __attribute__((warn_unused_result));
void vg_links_close(struct vg_links *self); /* NULL is fine */
/* The transaction is on disk / was undone. */
void vg_links_commit(struct vg_links *self);
void vg_links_rollback(struct vg_links *self);

struct vg_link_in {
    int64_t article_id; /* being stored, 0: new */
    int64_t copy_of;    /* article that this one repeats, 0: none */
    int64_t published_usec; /* or VG_TIME_NONE */
    const struct vg_event_list *events;
};

/* Says for each event which known one it is: ids[i], or 0 for a new one. The article's own earlier
 * events (or those of the one it repeats) come first. dropped: room for VG_MAX_EVENTS; its own
 * earlier ones that it tells no more. 0 or negative. */
int vg_link_events(struct vg_keeper *self, const struct vg_link_in *in, int64_t *ids,
                   int64_t *dropped, size_t *ret_n_dropped) __attribute__((warn_unused_result));
/* The event reads so now: completes its key. */
int vg_link_keep(struct vg_keeper *self, int64_t id, const struct vg_event *event,
                 int64_t published_usec) __attribute__((warn_unused_result));
/* The event's key is this one from now on, whatever it was. */
int vg_link_put(struct vg_keeper *self, int64_t id, const struct vg_link_key *key)
    __attribute__((warn_unused_result));
/* Borrowed until the next change; NULL: no such event. */
const struct vg_link_key *vg_link_known(const struct vg_keeper *self, int64_t id);
/* Events near by that several articles told: up to max; see vg_linker_rivals. */
size_t vg_link_rivals(struct vg_keeper *self, int64_t id, int64_t *ids, size_t max);
/* The day of a time in microseconds; VG_DAY_NONE for VG_WIRE_TIME_NONE. */
int32_t vg_link_day(int64_t usec);
/* The event is known no more (merged). */
int vg_link_forget(struct vg_keeper *self, int64_t id) __attribute__((warn_unused_result));
/* Another known event, none of `not_ids`, that this one now plainly agrees with; 0: none. */
int64_t vg_link_twin(struct vg_keeper *self, int64_t id, const int64_t *not_ids, size_t n_not);

/* The name of an event on the wire: 16 hexadecimal digits, different in every database. */
void vg_event_id_format(const struct vg_store *store, int64_t id, char out[static 17]);

#endif
