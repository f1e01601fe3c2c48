/*
 * rule.h - alert rules: what a rule asks of an event, and whether an event answers.
 *
 * A rule set is read as a whole from the `alerts:` section of vigie.yaml (and the files it
 * includes), checked, and swapped in; it is immutable afterwards. Matching is pure: the caller
 * passes the event, its sources and the time. Counting over time (`window`, `rate`) and delivery
 * are alert.h's business.
 */
#ifndef VG_DAEMON_RULE_H
#define VG_DAEMON_RULE_H

#include "base/err.h"
#include "extract/event.h"
#include "wire/message.h"

#define VG_MAX_RULES 5000
#define VG_MAX_MATCH_DEPTH 8
#define VG_MAX_POLYGON_POINTS 20000

/* What a rule may look at. Everything is borrowed for the call. */
struct vg_rule_subject {
    const struct vg_event *event;
    const struct vg_event_source *sources;
    size_t n_sources;
    uint32_t independent;
    const char *headline;
};

/* Answers about the world that rules need and the rule set has no tables for. */
struct vg_rule_world {
    void *ctx;
    /* Coordinates of a named place; false when unknown. Called while loading. */
    bool (*locate)(void *ctx, const char *name, double *ret_lat, double *ret_lon);
    /* Kind of an actor code ("jihadist", "state_military", ...), NULL when unknown. */
    const char *(*actor_kind)(void *ctx, const char *code);
};

struct vg_match; /* a tree of conditions */

enum vg_group_key {
    VG_BY_EVENT,
    VG_BY_TYPE,
    VG_BY_FAMILY,
    VG_BY_COUNTRY,
    VG_BY_ADMIN1,
    VG_BY_PLACE,
    VG_BY_KEY_COUNT
};

struct vg_rule {
    const char *name;
    enum vg_severity severity;
    const struct vg_match *match; /* NULL: every event */
    bool with_background;         /* recalled events count too */

    int64_t window_count; /* fires when so many events match within window_usec; 0: each event by
                             itself */
    int64_t window_usec;
    double rate_ratio; /* fires when the rate is so many times the baseline; 0: not asked */
    int64_t rate_usec, rate_baseline_usec;
    int64_t rate_min;             /* and at least so many events */

    uint32_t group_by;            /* bits 1 << enum vg_group_key; 0: every event is its own alert */
    int64_t group_wait_usec;      /* waits so long for more of the group before the first message */
    int64_t repeat_usec;          /* says a lasting alert again; 0: never */
    int64_t resolve_usec;         /* resolved when nothing new came for so long */
    int quiet_from, quiet_to; /* minutes of the local day, -1: none; critical alerts ignore it */
    int digest_at;                /* minute of the local day, -1: at once */
    int zone_minutes;             /* of quiet and digest: minutes east of UTC */
    const char *const *receivers;
    size_t n_receivers;
};

struct vg_receiver {
    const char *name;
    const char *url;         /* webhook, or NULL */
    const char *secret_file; /* HMAC key of the webhook */
    bool allow_private;
    const char *ca_file; /* certificates that https, smtps and STARTTLS are checked by; NULL: the
                            system's */
    const char *smtp;        /* smtp://host:port or smtps://, or NULL */
    const char *user, *password_file;
    const char *from;
    const char *const *to;
    size_t n_to;
    bool starttls;
};

struct vg_rule_set {
    struct vg_arena *arena;
    struct vg_rule *rules;
    size_t n_rules;
    struct vg_receiver *receivers;
    size_t n_receivers;
};

/* Reads the `alerts:` sections of these files. 0 and *ret, owned by the caller; a negative code
 * with file, line, key and the cure in err. No `alerts:` at all: an empty rule set. */
int vg_rule_set_load(const char *const *files, size_t n_files, const struct vg_rule_world *world,
                  struct vg_rule_set **ret, struct vg_err *err) __attribute__((warn_unused_result));
/* The same from a text that has `alerts:`; name stands for the file in messages. */
int vg_rule_set_read(const char *name, struct vg_sv yaml, const struct vg_rule_world *world,
                     struct vg_rule_set **ret, struct vg_err *err)
    __attribute__((warn_unused_result));
void vg_rule_set_free(struct vg_rule_set *self); /* NULL is fine */

/* Does the event answer the rule's match? Then why[] gets the conditions that held, in words
 * (arena), at most max; *ret_n_why how many. */
bool vg_rule_matches(const struct vg_rule *rule, const struct vg_rule_subject *subject,
                     const struct vg_rule_world *world, struct vg_arena *arena, const char **why,
                     size_t max, size_t *ret_n_why);

/* The group an event belongs to under the rule, as text that is the same for all events of the
 * group. In arena. */
const char *vg_rule_group(const struct vg_rule *rule, const struct vg_event *event,
                          const char *event_id, struct vg_arena *arena);

#endif
