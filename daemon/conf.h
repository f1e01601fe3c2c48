/*
 * conf.h - vigie.yaml: every key is one row of a table in conf_keys.c, which gives its default,
 * bounds, unit and whether a reload changes it. A file is read into a fresh struct and checked as a
 * whole; nothing is half applied.
 */
#ifndef VG_DAEMON_CONF_H
#define VG_DAEMON_CONF_H

#include "base/buf.h"
#include "base/err.h"
#include "daemon/log.h"
#include "feeds/source.h"

struct vg_config_source {
    struct vg_source feed;
    char *outlet;   /* name for people; never NULL: the source's name when not given */
    char *comment;  /* or NULL */
    char *selector; /* where the article is in its pages, or NULL */
    const char *file; /* where it stands, for messages; borrowed from the config */
    int line;
};

struct vg_config {
    char *state_dir, *publish, *replay, *control, *curve_secret, *curve_clients, *pack, *gazetteer,
        *user_agent, *contact;
    int64_t log; /* enum vg_log_level */
    int64_t readers; /* 0: one per core */
    struct {
        int64_t active_polls, host_active, host_gap_ms;
        int64_t feed_bytes, page_bytes, entries;
        int64_t interval_min_s, interval_max_s, unvalidated_interval_s, retry_min_s, retry_max_s;
        int64_t connect_timeout_s, transfer_timeout_s, stall_timeout_s, start_spread_s;
        int64_t in_flight, batch_articles, batch_ms;
        int64_t publish_hwm, publish_rate;
        int64_t journal_days, store_bytes, duplicate_days;
        int64_t delivery_retry_min_s, delivery_retry_max_s, delivery_give_up_s;
    } limits;
    struct vg_config_source *sources;
    size_t n_sources;

    char **files; /* every file that was read, the first is the main one */
    size_t n_files;
};

/* Reads path and what it includes. 0 and *ret, owned by the caller, or a negative code with file,
 * line, key and the cure in err; a relative `include` or `pack` counts from the file's folder. */
int vg_config_load(const char *path, struct vg_config **ret, struct vg_err *err)
    __attribute__((warn_unused_result));
void vg_config_free(struct vg_config *self); /* NULL is fine */
/* Appends the whole configuration as YAML that loads to the same: defaults filled in, includes
 * resolved. */
int vg_config_dump(const struct vg_config *self, struct vg_buf *out);
/* The first key that differs between the two and takes a restart to change, or NULL. */
const char *vg_config_needs_restart(const struct vg_config *before, const struct vg_config *after);

/* One row for each key, for the man page and for tests. */
struct vg_config_key {
    const char *name, *type, *standard, *unit, *what;
    int64_t min, max;
    bool reloadable;
};
/* Row i of the daemon's keys, then of the keys of a source ("sources[].name"); NULL past the last.
 */
const struct vg_config_key *vg_config_key(size_t i);

#endif
