/* alert_in.h - shared by alert.c and alert_tell.c; private to them. */
#ifndef VG_DAEMON_ALERT_IN_H
#define VG_DAEMON_ALERT_IN_H

#include "daemon/alert.h"
#include "daemon/alert_store.h"

#define VG_ALERT_WORDS 32
#define VG_ALERT_EVENTS 256

struct vg_alerts {
    struct vg_store *store;
    vg_alert_tell_fn *tell;
    void *ctx;
    struct vg_rule_set *rules;
    struct vg_rule_world world;
    struct vg_arena *arena; /* of one call */
    int64_t due_usec, trim_usec;
    bool rules_changed;
};

/* An alert row that owns its strings (in self->arena), since statements are reset between. */
struct vg_alert_row vg_alert_keep(struct vg_alerts *self, const struct vg_alert_row *row);
const struct vg_rule *vg_alert_rule(const struct vg_alerts *self, const char *name);
/* When the clock next has something to do with a told alert. */
int64_t vg_alert_next_due(const struct vg_rule *rule, const struct vg_alert_row *row,
                          int64_t now_usec);

/* What a message says besides the row. */
struct vg_alert_news {
    enum vg_alert_state state;
    const struct vg_message
        *event; /* the newest event message, or NULL: as the last alert message had it */
    const char *const *why;
    size_t n_why;
    const char *const *changed;
    size_t n_changed;
};
/* Keeps what an alert that waits for its group will say; the row is stored. */
int vg_alert_draft(struct vg_alerts *self, const struct vg_rule *rule, struct vg_alert_row *row,
                   const struct vg_alert_news *news, int64_t now_usec)
    __attribute__((warn_unused_result));
/* Publishes and delivers; the row gets its new state, revision, times and body. Silenced rules keep
 * state silently. */
int vg_alert_say(struct vg_alerts *self, const struct vg_rule *rule, struct vg_alert_row *row,
                 const struct vg_alert_news *news, int64_t now_usec)
    __attribute__((warn_unused_result));

#endif
