/*
 * alert.h - the seam where rules will look at each event that is told. Belongs to the keeper's thread.
 */
#ifndef VG_DAEMON_ALERT_H
#define VG_DAEMON_ALERT_H

#include "daemon/store.h"
#include "wire/message.h"

struct vg_alerts;

struct vg_alerts *vg_alerts_new(struct vg_store *store);
void vg_alerts_free(struct vg_alerts *self); /* NULL is fine */
/* Called inside the transaction that stores it, for each event message after it got its seq. May store and append
 * messages of its own (journal.h). A negative return undoes the whole transaction. */
int vg_alerts_event(struct vg_alerts *self, const struct vg_message *msg)
    __attribute__((warn_unused_result));
/* The transaction was undone: forget what it taught. */
void vg_alerts_rollback(struct vg_alerts *self);

#endif
