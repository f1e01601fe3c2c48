/*
 * schedule.h - what may be fetched now, and when to look again. Pure: the caller brings the time.
 *
 * Items (sources, pages, robots.txt) wait in a heap by due time, one heap for each host; the hosts
 * wait in one heap by the earliest time one of their items may go. So a host with ten thousand
 * items or a Retry-After costs nothing to others, and each step costs log n. What it promises:
 * never more than `host_active` items of a host and `max_active` in all between next and done; at
 * least the host's gap between the end of one and the start of the next; nothing before its due
 * time or while its host is held. No thread, no clock, no randomness of its own.
 *
 * Items are embedded by the caller, who finds the owner with VG_SCHED_OWNER:
 *
 *     while ((item = vg_sched_next(sched, now)))      // each is in flight until vg_sched_done
 *         start(VG_SCHED_OWNER(item, struct my_source, item));
 *     set_timer(vg_sched_wake(sched, now) - now);
 */
#ifndef VG_FEEDS_SCHEDULE_H
#define VG_FEEDS_SCHEDULE_H

#include <stddef.h>

#include "base/heap.h"
#include "base/sv.h"

struct vg_sched;
struct vg_sched_host;

#define VG_SCHED_NEVER INT64_MAX

/* Zeroed by the caller before vg_sched_add; must not move or be freed until removed or done with
 * NEVER. */
struct vg_sched_item {
    struct vg_heap_node node; /* key: due time */
    struct vg_sched_host *host;
    bool in_flight;
};
#define VG_SCHED_OWNER(ptr, type, member) ((type *)(void *)((char *)(ptr)-offsetof(type, member)))

struct vg_sched_opts {
    uint32_t max_active;  /* in flight at once, all hosts; 0: 64 */
    uint32_t host_active; /* in flight at once, one host; 0: 1 */
    int64_t
        host_gap_usec; /* from the end of one to the start of the next on a host; negative: 1.5 s */
};

struct vg_sched *vg_sched_new(const struct vg_sched_opts *opts); /* NULL: all defaults */
void vg_sched_free(struct vg_sched *self); /* NULL is fine; items stay the caller's */

/* The politeness key of a URL, written into out and returned as a view of it: for a name, its
 * registrable domain by rule of thumb (last two labels, three below "gouv.ml", "co.uk" and the
 * like), lower case, no port; for an IP address, address and port. Limits and Retry-After count per
 * key. Empty when the URL has no host. */
#define VG_HOST_KEY_MAX 256
struct vg_sv vg_sched_host_key(struct vg_sv url, char out[static VG_HOST_KEY_MAX]);

/* Adds an item of this host (key copied), due at due_usec (UTC, like every time here). It must not
 * be in already. */
void vg_sched_add(struct vg_sched *self, struct vg_sched_item *item, struct vg_sv host_key,
                  int64_t due_usec);
/* Takes the item out, in flight or not; nothing happens when it is not in. */
void vg_sched_remove(struct vg_sched *self, struct vg_sched_item *item);
/* Moves the due time of a waiting item (poll now: pass the present); in flight: nothing, since done
 * decides. */
void vg_sched_move(struct vg_sched *self, struct vg_sched_item *item, int64_t due_usec);

/* An item that may start now; it is in flight from here on. NULL: none may. Earliest due first
 * among the hosts that are free. Borrowed from the caller himself. */
struct vg_sched_item *vg_sched_next(struct vg_sched *self, int64_t now_usec);
/* When next may give something (never before now), VG_SCHED_NEVER when only done, add or unpause
 * can change that. */
int64_t vg_sched_wake(const struct vg_sched *self, int64_t now_usec);
/* The item in flight has ended at now: its host's gap starts; it is due again at due_usec, or is
 * taken out when that is VG_SCHED_NEVER. */
void vg_sched_done(struct vg_sched *self, struct vg_sched_item *item, int64_t now_usec,
                   int64_t due_usec);

/* No item of the host starts before until_usec (Retry-After); never shortens an earlier hold. A
 * host that has no item yet is remembered until the hold is over. */
void vg_sched_hold(struct vg_sched *self, struct vg_sv host_key, int64_t until_usec);
/* A gap of the host's own (crawl-delay), if it is longer than the general one; remembered while the
 * host has items. */
void vg_sched_gap(struct vg_sched *self, struct vg_sv host_key, int64_t gap_usec);
/* Backpressure: while paused, next gives NULL and wake NEVER. What is in flight goes on. */
void vg_sched_pause(struct vg_sched *self, bool paused);

size_t vg_sched_waiting(const struct vg_sched *self);
size_t vg_sched_in_flight(const struct vg_sched *self);
size_t vg_sched_hosts(const struct vg_sched *self);

/* Due time at start-up: what is still ahead stays; what is overdue, new (0), or ahead by more than
 * any rule asks (the clock was wrong when it was stored) is spread over window_usec from now,
 * evenly by seed (a hash of the source's name), so that a restart is no burst. */
int64_t vg_sched_restart_due(int64_t due_usec, int64_t now_usec, int64_t window_usec,
                             uint64_t seed);

#endif
