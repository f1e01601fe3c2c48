/*
 * source.h - a configured feed, and what its polls have taught us about it.
 *
 * Two plain structs. `vg_source` is configuration and changes on reload only. `vg_poll_state` is
 * memory: the policy (policy.h) changes it after each poll, the daemon stores it and gives it back
 * after a restart. Neither knows of threads, sockets or the store. Strings are heap strings owned
 * by their struct; NULL: absent.
 */
#ifndef VG_FEEDS_SOURCE_H
#define VG_FEEDS_SOURCE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/sv.h"

enum vg_source_kind {
    VG_SOURCE_AGENCY,
    VG_SOURCE_PRESS,
    VG_SOURCE_OFFICIAL,
    VG_SOURCE_NGO,
    VG_SOURCE_UN,
    VG_SOURCE_KIND_COUNT
};

enum vg_source_flag {
    VG_SOURCE_ALLOW_PRIVATE = 1 << 0, /* may live on a private, link-local or loopback address */
    VG_SOURCE_NO_PAGES = 1 << 1,      /* never fetch the article pages: the feed must do */
    VG_SOURCE_OFF = 1 << 2,           /* configured, but not polled */
    VG_SOURCE_IGNORE_ROBOTS = 1 << 3, /* pages only: the operator has the outlet's permission */
};

struct vg_source {
    char *name, *url, *lang, *country;
    enum vg_source_kind kind;
    uint32_t floor_sec, ceiling_sec; /* of the adaptive interval; 0: the policy's default */
    uint32_t flags;                  /* of enum vg_source_flag */
};

/* "agency", "press", ...; the reverse gives VG_E_NOTFOUND for any other word. */
const char *vg_source_kind_name(enum vg_source_kind kind);
int vg_source_kind_parse(struct vg_sv word, enum vg_source_kind *ret)
    __attribute__((warn_unused_result));
/* Frees the strings and zeroes the struct; a zeroed struct is fine. */
void vg_source_done(struct vg_source *self);

/* A source's health, from its last answers. */
enum vg_health {
    VG_HEALTH_NEW,     /* never polled */
    VG_HEALTH_OK,      /* the last poll was 200 with a feed, or 304 */
    VG_HEALTH_FAILING, /* the last poll failed; backoff */
    VG_HEALTH_HELD,    /* the host said wait (429, 503) */
    VG_HEALTH_GONE,    /* 410 three times or more; asked weekly */
    VG_HEALTH_COUNT
};
const char *vg_health_name(enum vg_health health); /* "new", "ok", "failing", "held", "gone" */

/* Times of the newest publications that we know of: the source's rhythm is drawn from them. */
#define VG_RHYTHM_TIMES 10

struct vg_poll_state {
    /* Validators: an opaque pair, echoed verbatim. From 200 and 304 answers alone; of a 200, only
     * once everything that came with it is committed (vg_poll_commit). */
    char *etag, *last_modified;
    char *pending_etag, *pending_last_modified; /* not stored: see vg_poll_commit */
    bool pending;

    char *url; /* instead of the configured one, after a permanent move; NULL: the configured one */
    char *moved_url; /* a permanent redirect seen, not yet believed */
    int64_t moved_since_usec;
    uint64_t config_url_hash; /* of the configured URL all this belongs to */
    char *hub_url, *self_url; /* WebSub, kept for later */

    /* hints of the last answers, obeyed after 304s too; 0: none */
    uint32_t http_sec;        /* Cache-Control max-age - Age, or Expires - Date */
    uint32_t ttl_sec, sy_sec; /* what the feed says */
    uint32_t skip_hours;      /* bit h: hour h UTC */
    uint8_t skip_days;        /* bit d: 0 Monday */

    enum vg_health health;
    int last_status;    /* HTTP status, 0: no answer */
    int last_code;      /* vg_code of the last poll, 0 when it went well */
    uint32_t n_errors;  /* in a row */
    uint32_t n_gone;    /* 410 in a row */
    uint32_t n_ignored; /* conditional requests answered 200 without news, in a row */
    uint64_t n_polls, n_200, n_304, n_entries;
    char *last_error; /* for people; NULL when the last poll went well */

    int64_t rhythm_usec[VG_RHYTHM_TIMES]; /* newest first */
    uint32_t n_rhythm;
    uint32_t interval_sec; /* the last one chosen, before jitter, hints and skips: for people */

    int64_t last_poll_usec, last_ok_usec, last_news_usec; /* UTC; 0: never */
    int64_t due_usec;                                     /* UTC; 0: at once */
};

/* Frees the strings and zeroes the struct; a zeroed struct is a fine new state. */
void vg_poll_state_done(struct vg_poll_state *self);
/* Binds the state to the configured URL: when it changed since (config_url_hash), everything that
 * belongs to the old URL (validators, hints, move, errors, due) is forgotten; rhythm and counters
 * stay. True when it was forgotten. */
bool vg_poll_state_bind(struct vg_poll_state *self, const struct vg_source *source);
/* The URL to ask: state->url or the configured one; borrowed. */
const char *vg_poll_url(const struct vg_poll_state *self, const struct vg_source *source);

/* The state as text for one column of a store: a line "key value" each, unknown keys skipped on
 * reading so that versions may differ. Pending validators are not written. Encode appends and
 * returns out->err. Decode fills *ret (zeroed first; release with vg_poll_state_done); VG_E_SYNTAX
 * leaves it zeroed. */
int vg_poll_state_encode(const struct vg_poll_state *self, struct vg_buf *out);
int vg_poll_state_decode(struct vg_sv text, struct vg_poll_state *ret, struct vg_err *err)
    __attribute__((warn_unused_result));

#endif
