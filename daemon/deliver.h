/*
 * deliver.h - the keeper's side of delivery: takes what is due from the store to the notifier, and
 * notes what became of it.
 *
 * Each delivery is made at least once, and never again after its success is committed: a receiver
 * has one notice away at a time, in the order of the alerts. Retries wait from
 * limits.delivery_retry_min, doubling, to delivery_retry_max, with jitter; after delivery_give_up,
 * or when the other side refuses for good, it joins the list of the undelivered.
 */
#ifndef VG_DAEMON_DELIVER_H
#define VG_DAEMON_DELIVER_H

#include "daemon/alert.h"
#include "daemon/pipeline.h"

struct vg_deliver;

/* store and alerts are borrowed. NULL with err filled when no socket is left. */
struct vg_deliver *vg_deliver_new(struct vg_shared *shared, struct vg_store *store,
                                  struct vg_alerts *alerts, struct vg_err *err);
/* Outside a transaction, before the store is closed: gives up what is under way, notes what was
 * done. NULL is fine. */
void vg_deliver_free(struct vg_deliver *self);

/* Notes answers and sends what is due. Outside a transaction. A store that fails is tried again at
 * the next step. */
void vg_deliver_step(struct vg_deliver *self, int64_t now_usec);
/* An alert was told: once it is committed (the next step), the CAP feed is written anew. */
void vg_deliver_alert_told(struct vg_deliver *self);
/* The rules have changed: deliveries to receivers that are gone end. */
void vg_deliver_rules_changed(struct vg_deliver *self);
/* For the keeper's loop; readable: call vg_deliver_step. */
void *vg_deliver_socket(struct vg_deliver *self);

#endif
