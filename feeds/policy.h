/*
 * policy.h - when to ask a source again: what an answer does to the memory of a source. Pure: facts
 * in, state out.
 *
 * The rules, each with a script in tests/data/replay:
 * - interval = 20 * sqrt(seconds), of the median gap between the newest publications or of half the
 *   silence since the last, whichever is longer, within floor and ceiling, jitter +-10 %;
 * - never sooner than the server and the feed ask: max-age less Age, or Expires less Date (RFC
 *   9111), ttl, sy:*, each remembered over 304s, each believed up to a day; skipHours and skipDays
 *   (RSS 2.0) shift the due time;
 * - a source that gives no validators, or ignores them, is asked half-hourly at most;
 * - 304 is success, and refreshes validators and hints (RFC 9110 15.4.5, RFC 9111 4.3.4); to a
 *   request without validators it is an error, since we have nothing that it could confirm;
 * - Retry-After (RFC 9110 10.2.3) on 429 and 503 in full, up to a week, for the whole host;
 * - errors: one hour doubling up to a week, never giving up; 410: daily, from the third on weekly;
 *   a server that is not reached at all: its ordinary interval, doubling up to a week;
 * - 301/308: the configured URL is left only when the chain up to the target was permanent, the
 *   target gave a feed, and this held three days; a moved URL that then fails eight times falls
 *   back to the configured one.
 */
#ifndef VG_FEEDS_POLICY_H
#define VG_FEEDS_POLICY_H

#include "feeds/source.h"

/* Bounds that hold for every source; 0 in a field takes the default in the comment. */
struct vg_policy {
    uint32_t floor_sec;       /* 300; may be lowered for tests and private sources alone */
    uint32_t ceiling_sec;     /* 7200: longest adaptive interval */
    uint32_t unvalidated_sec; /* 1800: floor when the server gives or honours no validators */
    uint32_t hint_max_sec;    /* 86400: how far max-age, ttl and sy are believed */
    uint32_t retry_base_sec;  /* 3600: first backoff */
    uint32_t retry_max_sec;   /* 604800 */
    uint32_t move_after_sec;  /* 259200: how long a permanent redirect must hold */
};

/* What one poll showed. Views are borrowed for the call; empty: absent. Headers as received. */
struct vg_poll_facts {
    int64_t now_usec; /* UTC, when the poll ended */
    int status;       /* HTTP status of the last hop; 0: there was no answer */
    int code;         /* 0, or the vg_code that ended transfer or parse: a broken 200 is an error */
    const char *error; /* for people, when code is not 0; may be NULL */
    bool conditional;  /* validators were sent */

    struct vg_sv etag, last_modified, cache_control, age, expires, date, retry_after;
    struct vg_sv permanent_url; /* end of the chain's permanent prefix; empty: none */

    /* of a 200 that parsed; for others ignored */
    struct vg_sv ttl, update_period, update_frequency; /* as the feed gives them */
    uint32_t skip_hours;
    uint8_t skip_days;
    struct vg_sv hub, self;
    const int64_t *entry_usec; /* each entry's time, any order, VG_TIME_NONE allowed */
    size_t n_entries;
    size_t n_new; /* entries not seen before */

    uint64_t random; /* any 64 bits; the only source of jitter */
};

/* What the daemon must do besides storing the state. */
struct vg_poll_outcome {
    int64_t host_until_usec; /* hold the whole host until then; 0: no */
    bool moved;              /* state->url is new (or was dropped): say so in the log */
    bool health_changed;
};

/* Applies one poll to the state: health, counters, hints, rhythm, due time. Validators of a 304 are
 * stored at once; of a 200 they wait as pending until vg_poll_commit, and the poll must not be
 * repeated before (the due time keeps at least the floor's distance). Fills *ret. */
void vg_poll_apply(const struct vg_policy *policy, const struct vg_source *source,
                   struct vg_poll_state *state, const struct vg_poll_facts *facts,
                   struct vg_poll_outcome *ret);
/* Everything of the poll is committed: pending validators become the stored ones. Without pending
 * ones: nothing. */
void vg_poll_commit(struct vg_poll_state *state);
/* It could not be committed: pending validators are dropped, so that the next answer brings the
 * entries again. */
void vg_poll_abort(struct vg_poll_state *state);

/* The pieces, for tests and for the client's `vigie feed`. */

/* Seconds of freshness an answer promises: max-age less Age, else Expires less Date (now when Date
 * is absent); 0 for none, no-store, no-cache and anything unreadable; at most UINT32_MAX. */
uint32_t vg_http_freshness(struct vg_sv cache_control, struct vg_sv age, struct vg_sv expires,
                           struct vg_sv date, int64_t now_usec);
/* Retry-After as a time: seconds from now or an HTTP date, at most a week ahead; 0 when absent,
 * past or unreadable. */
int64_t vg_http_retry_after(struct vg_sv value, int64_t now_usec);
/* HTTP date (RFC 9110 5.6.7: IMF-fixdate, RFC 850, asctime) in UTC; VG_TIME_NONE (entry.h) when it
 * is none. */
int64_t vg_http_date(struct vg_sv value, int64_t now_usec);
/* Seconds that sy:updatePeriod / updateFrequency ask for; 0 when absent or unreadable. */
uint32_t vg_sy_seconds(struct vg_sv period, struct vg_sv frequency);
/* due moved to the first instant whose hour and weekday (UTC) are not skipped; due itself when all
 * are. */
int64_t vg_skip_due(int64_t due_usec, uint32_t skip_hours, uint8_t skip_days);

#endif
