/*
 * alert_store.h - what the store keeps for alerts: firing ones with their events, counted matches,
 * silences, deliveries.
 *
 * Same rules for transactions, errors, threads and borrowed text as store.h.
 */
#ifndef VG_DAEMON_ALERT_STORE_H
#define VG_DAEMON_ALERT_STORE_H

#include "daemon/store.h"

#define VG_ALERT_NEVER INT64_MAX

struct vg_alert_row {
    int64_t id;
    const char *rule, *group;
    int64_t state;    /* enum vg_alert_state */
    int64_t revision; /* of the last message; 0: not told yet (group_wait) */
    int64_t since_usec, updated_usec;
    int64_t due_usec; /* when the clock has something to do with it; VG_ALERT_NEVER */
    struct vg_sv body; /* of the last message; empty before the first */
    const char *acked_by;
    int64_t acked_until_usec; /* 0: not acknowledged */
};

typedef int vg_alert_row_fn(void *ctx, const struct vg_alert_row *row);

/* Adds a firing alert; its id goes to *ret_id. VG_E_EXISTS is not told: look for the group before.
 */
int vg_store_alert_add(struct vg_store *self, const struct vg_alert_row *row, int64_t *ret_id)
    __attribute__((warn_unused_result));
/* Replaces state, revision, times, body and acknowledgement by row->id. */
int vg_store_alert_put(struct vg_store *self, const struct vg_alert_row *row)
    __attribute__((warn_unused_result));
/* The active (firing or updated) alert of a rule's group; VG_E_NOTFOUND. */
int vg_store_alert_find(struct vg_store *self, const char *rule, const char *group,
                        struct vg_alert_row *ret);
/* Calls fn for: active alerts that rest on the event; those due at or before now; all active ones.
 * At most max. */
int vg_store_alerts_of_event(struct vg_store *self, const char *event_id, vg_alert_row_fn *fn,
                             void *ctx);
int vg_store_alerts_due(struct vg_store *self, int64_t now_usec, int64_t max, vg_alert_row_fn *fn,
                        void *ctx);
int vg_store_alerts_active(struct vg_store *self, vg_alert_row_fn *fn, void *ctx);

/* The events an alert rests on. */
struct vg_alert_event {
    const char *event_id;
    int64_t seq; /* of the revision meant */
};
int vg_store_alert_event_put(struct vg_store *self, int64_t alert_id,
                             const struct vg_alert_event *event)
    __attribute__((warn_unused_result));
int vg_store_alert_event_drop(struct vg_store *self, int64_t alert_id, const char *event_id)
    __attribute__((warn_unused_result));
int vg_store_alert_events(struct vg_store *self, int64_t alert_id,
                          int (*fn)(void *ctx, const struct vg_alert_event *row), void *ctx);

/* A match of a counting rule; the same event counts once. day_usec: when it happened, as far as
 * known. */
int vg_store_match_put(struct vg_store *self, const char *rule, const char *group,
                       const char *event_id, int64_t seq, int64_t time_usec)
    __attribute__((warn_unused_result));
int vg_store_match_drop(struct vg_store *self, const char *rule, const char *event_id)
    __attribute__((warn_unused_result));
/* How many there are with from <= time < to; negative: a failure. */
int64_t vg_store_match_count(struct vg_store *self, const char *rule, const char *group,
                             int64_t from_usec, int64_t to_usec);
int vg_store_match_each(struct vg_store *self, const char *rule, const char *group,
                        int64_t from_usec, int (*fn)(void *ctx, const struct vg_alert_event *row),
                        void *ctx);
int vg_store_match_trim(struct vg_store *self, int64_t before_usec)
    __attribute__((warn_unused_result));

struct vg_silence_row {
    int64_t id;
    const char *rule; /* NULL: every rule */
    const char *by, *reason;
    int64_t from_usec, until_usec;
};
int vg_store_silence_add(struct vg_store *self, const struct vg_silence_row *row, int64_t *ret_id)
    __attribute__((warn_unused_result));
int vg_store_silence_end(struct vg_store *self, int64_t id, int64_t now_usec)
    __attribute__((warn_unused_result)); /* VG_E_NOTFOUND */
/* 1: the rule is silenced now, 0: not; negative: a failure. */
int vg_store_silenced(struct vg_store *self, const char *rule, int64_t now_usec);
int vg_store_silences(struct vg_store *self, int64_t now_usec,
                      int (*fn)(void *ctx, const struct vg_silence_row *row), void *ctx);

enum vg_delivery_state { VG_DELIVERY_WAITING, VG_DELIVERY_DONE, VG_DELIVERY_DEAD };

struct vg_delivery_row {
    int64_t id, alert_id, revision;
    const char *receiver;
    struct vg_sv body; /* the alert message */
    bool digest;       /* goes out with the others that are due then */
    int64_t attempts, due_usec, created_usec;
    int64_t state; /* enum vg_delivery_state */
    const char *error;
};
int vg_store_delivery_add(struct vg_store *self, const struct vg_delivery_row *row)
    __attribute__((warn_unused_result));
/* Replaces attempts, due, state and error by row->id. */
int vg_store_delivery_put(struct vg_store *self, const struct vg_delivery_row *row)
    __attribute__((warn_unused_result));
/* Waiting ones of a receiver (NULL: of all) due at or before now, oldest first, at most max. */
int vg_store_deliveries_due(struct vg_store *self, const char *receiver, int64_t now_usec,
                            int64_t max, int (*fn)(void *ctx, const struct vg_delivery_row *row),
                            void *ctx);
/* Those of a receiver that are due by now wait until then. */
int vg_store_deliveries_put_off(struct vg_store *self, const char *receiver, int64_t now_usec,
                                int64_t until_usec) __attribute__((warn_unused_result));
/* Forgets deliveries that were made, of alerts before then. */
int vg_store_deliveries_trim(struct vg_store *self, int64_t before_usec)
    __attribute__((warn_unused_result));
/* Those in a state, newest first, at most max. */
int vg_store_deliveries(struct vg_store *self, enum vg_delivery_state state, int64_t max,
                        int (*fn)(void *ctx, const struct vg_delivery_row *row), void *ctx);

#endif
