/*
 * alert.h - the life of an alert: a rule's event fires it, revisions update it, refutation retracts
 * it, silence ends it.
 *
 * Belongs to the keeper's thread and its transactions: everything that an alert is stands in the
 * store (alert_store.h), so that a crash loses none and tells none twice. An alert is told again
 * only when what it says has changed; what was wrong is always corrected. Time comes from the
 * caller alone: a replayed journal gives the same alerts.
 */
#ifndef VG_DAEMON_ALERT_H
#define VG_DAEMON_ALERT_H

#include "daemon/rule.h"
#include "daemon/store.h"
#include "wire/message.h"

struct vg_alerts;

/* Gives the message its head and appends it to the journal, within the transaction. */
typedef int vg_alert_tell_fn(void *ctx, struct vg_message *msg, int64_t now_usec);

/* store and ctx are borrowed. No rules yet. */
struct vg_alerts *vg_alerts_new(struct vg_store *store, vg_alert_tell_fn *tell, void *ctx);
void vg_alerts_free(struct vg_alerts *self); /* NULL is fine */
/* Takes rules from now on (consumed; NULL: none). Alerts of rules that are gone are resolved at the
 * next tick. */
void vg_alerts_set_rules(struct vg_alerts *self, struct vg_rule_set *take_rules,
                         const struct vg_rule_world *world);
const struct vg_rule_set *vg_alerts_rules(const struct vg_alerts *self); /* borrowed, may be NULL */

/* Looks at an event message that was just stored. Inside its transaction; a negative return undoes
 * it. */
int vg_alerts_event(struct vg_alerts *self, const struct vg_message *msg)
    __attribute__((warn_unused_result));
/* Does what is due: waited groups, repeats, resolutions. Inside a transaction. Returns how many
 * alerts were told. */
int vg_alerts_tick(struct vg_alerts *self, int64_t now_usec) __attribute__((warn_unused_result));
/* When the next tick has something to do, at the latest; INT64_MAX: nothing known. */
int64_t vg_alerts_due(const struct vg_alerts *self);
/* The transaction was undone: forget what it taught. */
void vg_alerts_rollback(struct vg_alerts *self);

/* Somebody takes note: updates of the alert are still published but not delivered until then.
 * Inside a transaction. VG_E_NOTFOUND. */
int vg_alerts_ack(struct vg_alerts *self, const char *alert_id, const char *by, int64_t until_usec)
    __attribute__((warn_unused_result));
/* Active alerts, silences and dead deliveries as a JSON array of objects with "kind". Appends to
 * out. */
int vg_alerts_list(struct vg_alerts *self, int64_t now_usec, struct vg_buf *out)
    __attribute__((warn_unused_result));

/* "a" and 15 hexadecimal digits, different in every database. */
void vg_alert_id_format(const struct vg_store *store, int64_t id, char out[static 17]);

#endif
