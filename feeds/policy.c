#include "feeds/policy.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "feeds/entry.h"

#define SEC                1000000LL
#define HOUR               3600LL
#define DAY                (24 * HOUR)
#define WEEK               (7 * DAY)
#define UNKNOWN_RHYTHM_SEC 1800
#define MOVED_ERRORS       8 /* failures after which a moved URL falls back to the configured one */

static const struct vg_policy defaults = {
    .floor_sec = 300,
    .ceiling_sec = 7200,
    .unvalidated_sec = 1800,
    .hint_max_sec = 86400,
    .retry_base_sec = 3600,
    .retry_max_sec = 604800,
    .move_after_sec = 259200,
};

static uint32_t or_default(uint32_t v, uint32_t fallback)
{
    return v ? v : fallback;
}

static struct vg_policy effective(const struct vg_policy *p, const struct vg_source *source)
{
    struct vg_policy e = p ? *p : defaults;

    e.floor_sec = or_default(source->floor_sec, or_default(e.floor_sec, defaults.floor_sec));
    e.ceiling_sec =
        or_default(source->ceiling_sec, or_default(e.ceiling_sec, defaults.ceiling_sec));
    e.unvalidated_sec = or_default(e.unvalidated_sec, defaults.unvalidated_sec);
    e.hint_max_sec = or_default(e.hint_max_sec, defaults.hint_max_sec);
    e.retry_base_sec = or_default(e.retry_base_sec, defaults.retry_base_sec);
    e.retry_max_sec = or_default(e.retry_max_sec, defaults.retry_max_sec);
    e.move_after_sec = or_default(e.move_after_sec, defaults.move_after_sec);
    if (e.ceiling_sec < e.floor_sec)
        e.ceiling_sec = e.floor_sec;
    return e;
}

static void set_string(char **slot, struct vg_sv value)
{
    free(*slot);
    *slot = value.n ? vg_sv_dup(value) : NULL;
}

static int64_t max64(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* Up to a tenth of sec, by the bits of random from `shift` on, in microseconds. */
static int64_t tenth(int64_t sec, uint64_t random, unsigned shift)
{
    return (int64_t)((double)(random >> shift & 0xffff) / 65536.0 * (double)sec * 0.1 * SEC);
}

/* --- rhythm ------------------------------------------------------------------------------------
 */

/* Takes a publication time in, newest first; times within a minute are one publication. */
static void rhythm_add(struct vg_poll_state *state, int64_t t)
{
    uint32_t i = 0;

    while (i < state->n_rhythm && state->rhythm_usec[i] > t)
        i++;
    if ((i < state->n_rhythm && state->rhythm_usec[i] > t - 60 * SEC) ||
        (i > 0 && state->rhythm_usec[i - 1] < t + 60 * SEC) || i == VG_RHYTHM_TIMES)
        return;
    if (state->n_rhythm < VG_RHYTHM_TIMES)
        state->n_rhythm++;
    for (uint32_t k = state->n_rhythm - 1; k > i; k--)
        state->rhythm_usec[k] = state->rhythm_usec[k - 1];
    state->rhythm_usec[i] = t;
}

/* Dates of tomorrow or of 1970 tell nothing; a feed without dates tells when it brought something.
 */
static void learn_rhythm(struct vg_poll_state *state, const struct vg_poll_facts *facts)
{
    int64_t now = facts->now_usec;
    bool dated = false;

    for (size_t i = 0; i < facts->n_entries; i++) {
        int64_t t = facts->entry_usec ? facts->entry_usec[i] : VG_TIME_NONE;
        if (t == VG_TIME_NONE || t > now + HOUR * SEC || t < now - 730 * DAY * SEC)
            continue;
        dated = true;
        rhythm_add(state, t > now ? now : t);
    }
    if (!dated && facts->n_new > 0)
        rhythm_add(state, now);
}

static int by_size(const void *a, const void *b)
{
    int64_t x, y;

    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return x < y ? -1 : x > y;
}

/*
 * Twenty times the square root of the typical gap between publications, in seconds: an hour's gap
 * is asked every 20 minutes, a day's every 98. For polls of a given number, the delay summed over
 * all news is least when intervals grow with the square root of the gaps (minimise sum of rate *
 * interval under a fixed sum of 1 / interval); in proportion to the gaps, rapid sources are asked
 * too often and slow ones too seldom (tests/bench/bench_notice.c). The typical gap is the median,
 * since a pinned old entry moves a mean; half the silence since the newest takes its place when
 * that is longer, by night and when a source dries up.
 */
static uint32_t interval(const struct vg_policy *p, const struct vg_poll_state *state, int64_t now)
{
    int64_t gaps[VG_RHYTHM_TIMES], gap = 0;
    double sec = UNKNOWN_RHYTHM_SEC;
    size_t n = 0;

    for (uint32_t i = 0; i + 1 < state->n_rhythm; i++) /* sorted, by rhythm_add */
        gaps[n++] = (state->rhythm_usec[i] - state->rhythm_usec[i + 1]) / SEC;
    qsort(gaps, n, sizeof gaps[0], by_size);
    if (n)
        gap = gaps[n / 2];
    if (state->n_rhythm)
        gap = max64(gap, (now - state->rhythm_usec[0]) / SEC / 2);
    if (n || gap > UNKNOWN_RHYTHM_SEC)
        sec = 20 * sqrt((double)gap);
    if (sec < p->floor_sec)
        return p->floor_sec;
    return sec > p->ceiling_sec ? p->ceiling_sec : (uint32_t)sec;
}

/* --- when next ---------------------------------------------------------------------------------
 */

static bool validates(const struct vg_poll_state *state)
{
    bool has = state->pending ? state->pending_etag || state->pending_last_modified
                              : state->etag || state->last_modified;

    return has && state->n_ignored < 3;
}

/* The least wait that the operator, the server and the feed ask for. */
static int64_t least_wait(const struct vg_policy *p, const struct vg_poll_state *state)
{
    uint32_t hints[] = {state->http_sec, state->ttl_sec, state->sy_sec};
    int64_t wait = p->floor_sec;

    for (size_t i = 0; i < VG_COUNT_OF(hints); i++)
        wait = max64(wait, hints[i] < p->hint_max_sec ? hints[i] : p->hint_max_sec);
    if (!validates(state))
        wait = max64(wait, p->unvalidated_sec);
    return wait;
}

int64_t vg_skip_due(int64_t due_usec, uint32_t skip_hours, uint8_t skip_days)
{
    int64_t hour = due_usec / (HOUR * SEC);

    if (due_usec < 0)
        return due_usec;
    for (int64_t h = hour; h <= hour + 7 * 24; h++) {
        bool skip_hour = skip_hours >> (h % 24) & 1;
        bool skip_day = skip_days >> vg_day_weekday((int32_t)(h / 24)) & 1;
        if (!skip_hour && !skip_day)
            return h == hour ? due_usec : h * HOUR * SEC;
    }
    return due_usec;
}

static int64_t ordinary_due(const struct vg_policy *p, struct vg_poll_state *state,
                            const struct vg_poll_facts *facts)
{
    int64_t least = least_wait(p, state), now = facts->now_usec;

    state->interval_sec = interval(p, state, now);
    /* 90 to 110 % of the interval, but never below the least, which varies upwards alone */
    int64_t wait = (int64_t)state->interval_sec * SEC * 9 / 10 +
                   2 * tenth(state->interval_sec, facts->random, 0);
    wait = max64(wait, least * SEC + tenth(least, facts->random, 16));
    int64_t due = vg_skip_due(now + wait, state->skip_hours, state->skip_days);
    if (due != now + wait)
        due += tenth(HOUR, facts->random, 32);
    return due;
}

/* --- answers -----------------------------------------------------------------------------------
 */

static void learn_validators(struct vg_poll_state *state, const struct vg_poll_facts *facts)
{
    if (facts->status == 200) { /* as a pair: what this answer lacks is not of this document */
        set_string(&state->pending_etag, facts->etag);
        set_string(&state->pending_last_modified, facts->last_modified);
        state->pending = true;
        return;
    }
    /* A 304 speaks of the document we have, and may leave out what has not changed (RFC
     * 9110 15.4.5). */
    if (facts->etag.n)
        set_string(&state->etag, facts->etag);
    if (facts->last_modified.n)
        set_string(&state->last_modified, facts->last_modified);
}

static uint32_t ttl_seconds(struct vg_sv ttl)
{
    uint64_t minutes;

    if (vg_sv_to_u64(vg_sv_trim(ttl), 0, 525600, &minutes) < 0)
        return 0;
    return (uint32_t)minutes * 60;
}

static void learn_hints(struct vg_poll_state *state, const struct vg_poll_facts *facts)
{
    if (facts->status == 200 || facts->cache_control.n || facts->expires.n)
        state->http_sec = vg_http_freshness(facts->cache_control, facts->age, facts->expires,
                                            facts->date, facts->now_usec);
    if (facts->status != 200)
        return;
    state->ttl_sec = ttl_seconds(facts->ttl);
    state->sy_sec = vg_sy_seconds(facts->update_period, facts->update_frequency);
    state->skip_hours = facts->skip_hours;
    state->skip_days = facts->skip_days;
    set_string(&state->hub_url, facts->hub);
    set_string(&state->self_url, facts->self);
}

static void adopt(const struct vg_source *source, struct vg_poll_state *state)
{
    free(state->url);
    state->url = state->moved_url;
    state->moved_url = NULL;
    if (vg_sv_is(vg_sv_cstr(state->url), source->url))
        set_string(&state->url, VG_SV_NONE);
}

/* Believes a permanent redirect that has held long enough, poll after poll. */
static void learn_move(const struct vg_policy *p, const struct vg_source *source,
                       struct vg_poll_state *state, const struct vg_poll_facts *facts,
                       struct vg_poll_outcome *ret)
{
    struct vg_sv to = facts->permanent_url;

    if (to.n == 0 || vg_sv_is(to, vg_poll_url(state, source))) {
        set_string(&state->moved_url, VG_SV_NONE);
    } else if (!vg_sv_is(to, state->moved_url)) {
        set_string(&state->moved_url, to);
        state->moved_since_usec = facts->now_usec;
    } else if (facts->now_usec - state->moved_since_usec >= p->move_after_sec * SEC) {
        adopt(source, state);
        ret->moved = true;
    }
}

static void success(const struct vg_policy *p, const struct vg_source *source,
                    struct vg_poll_state *state, const struct vg_poll_facts *facts,
                    struct vg_poll_outcome *ret)
{
    bool full = facts->status == 200;

    state->n_200 += full;
    state->n_304 += !full;
    state->n_entries += full ? facts->n_new : 0;
    state->n_errors = state->n_gone = 0;
    state->health = VG_HEALTH_OK;
    state->last_ok_usec = facts->now_usec;
    set_string(&state->last_error, VG_SV_NONE);
    if (full && facts->n_new)
        state->last_news_usec = facts->now_usec;
    state->n_ignored = full && facts->conditional && facts->n_new == 0 ? state->n_ignored + 1 : 0;
    learn_validators(state, facts);
    learn_hints(state, facts);
    learn_move(p, source, state, facts, ret);
    if (full)
        learn_rhythm(state, facts);
    state->due_usec = ordinary_due(p, state, facts);
}

/* first, twice that, four times, ... a week, a little more by chance. n counts from 1. */
static int64_t doubled(const struct vg_policy *p, int64_t first_sec, uint32_t n, uint64_t random)
{
    int64_t sec = first_sec;

    for (uint32_t i = 1; i < n && sec < p->retry_max_sec; i++)
        sec *= 2;
    if (sec > p->retry_max_sec)
        sec = p->retry_max_sec;
    return sec * SEC + tenth(sec, random, 16);
}

static int64_t backoff(const struct vg_policy *p, uint32_t n, uint64_t random)
{
    return doubled(p, p->retry_base_sec, n, random);
}

/* No server answered: its name does not resolve, it is not reached, it hung up. As often as not the
 * fault is on our side of the wire, and then a whole hour of every source would be lost. */
static bool unreached(const struct vg_poll_facts *facts)
{
    return facts->status == 0 && (facts->code == VG_E_IO || facts->code == VG_E_AGAIN);
}

static bool broke_off(const struct vg_poll_facts *facts)
{
    return facts->status == 200 && (facts->code == VG_E_IO || facts->code == VG_E_AGAIN);
}

/* When to ask again after the n-th error in a row. */
static int64_t after_error(const struct vg_policy *p, struct vg_poll_state *state,
                           const struct vg_poll_facts *facts)
{
    uint32_t kept = state->interval_sec;
    int64_t ordinary = ordinary_due(p, state, facts), now = facts->now_usec;

    if (kept)
        state->interval_sec = kept; /* a server that is down is silent, but not for lack of news */
    if (state->n_errors == 1 && (unreached(facts) || broke_off(facts)))
        return ordinary;
    if (unreached(facts))
        return max64(ordinary, now + doubled(p, max64(state->interval_sec, p->floor_sec),
                                             state->n_errors, facts->random));
    return now + backoff(p, state->n_errors, facts->random);
}

/* 429 and 503: what the server asks, for its whole host; without a word from it, 429 counts for the
 * host all the same. A server that keeps saying so is believed less and less to mean minutes. */
static void held(const struct vg_policy *p, struct vg_poll_state *state,
                 const struct vg_poll_facts *facts, struct vg_poll_outcome *ret)
{
    int64_t now = facts->now_usec, until = vg_http_retry_after(facts->retry_after, now);

    state->health = VG_HEALTH_HELD;
    ret->host_until_usec = until;
    if (until && state->n_errors <= 3) {
        state->due_usec = max64(until, ordinary_due(p, state, facts));
        return;
    }
    uint32_t n = until ? state->n_errors - 3 : state->n_errors;
    state->due_usec = max64(until, now + backoff(p, n, facts->random));
    if (facts->status == 429)
        ret->host_until_usec = max64(until, now + p->retry_base_sec * SEC);
}

static void gone(const struct vg_policy *p, struct vg_poll_state *state,
                 const struct vg_poll_facts *facts)
{
    int64_t sec = ++state->n_gone >= 3 ? WEEK : DAY;

    if (sec > p->retry_max_sec)
        sec = p->retry_max_sec;
    state->health = state->n_gone >= 3 ? VG_HEALTH_GONE : VG_HEALTH_FAILING;
    state->due_usec = facts->now_usec + sec * SEC + tenth(sec, facts->random, 16);
}

static void note_error(struct vg_poll_state *state, const struct vg_poll_facts *facts)
{
    char text[40];

    if (facts->error && facts->error[0]) {
        set_string(&state->last_error, vg_sv_cstr(facts->error));
        return;
    }
    (void)snprintf(text, sizeof text, "the server answered %d", facts->status);
    set_string(&state->last_error, vg_sv_cstr(text));
}

static void failure(const struct vg_policy *p, struct vg_poll_state *state,
                    const struct vg_poll_facts *facts, struct vg_poll_outcome *ret)
{
    state->n_errors++;
    note_error(state, facts);
    if (facts->status == 410) {
        gone(p, state, facts);
        return;
    }
    state->n_gone = 0;
    if (facts->status == 429 || facts->status == 503) {
        held(p, state, facts, ret);
        return;
    }
    state->health = VG_HEALTH_FAILING;
    state->due_usec = after_error(p, state, facts);
    /* what 429 and 503 are for may come with other statuses as well */
    state->due_usec =
        max64(state->due_usec, vg_http_retry_after(facts->retry_after, facts->now_usec));
    if (state->url && state->n_errors >= MOVED_ERRORS) {
        set_string(&state->url, VG_SV_NONE);
        set_string(&state->etag, VG_SV_NONE);
        set_string(&state->last_modified, VG_SV_NONE);
        ret->moved = true;
    }
}

void vg_poll_apply(const struct vg_policy *policy, const struct vg_source *source,
                   struct vg_poll_state *state, const struct vg_poll_facts *facts,
                   struct vg_poll_outcome *ret)
{
    struct vg_policy p = effective(policy, source);
    enum vg_health before = state->health;

    *ret = (struct vg_poll_outcome){0};
    if (facts->code == VG_E_STOPPED) { /* our own doing: it tells nothing of the source */
        state->due_usec = facts->now_usec + p.floor_sec * SEC;
        return;
    }
    vg_poll_abort(state);
    state->n_polls++;
    state->last_poll_usec = facts->now_usec;
    state->last_status = facts->status;
    state->last_code = facts->code;
    if (facts->code == 0 && (facts->status == 200 || (facts->status == 304 && facts->conditional)))
        success(&p, source, state, facts, ret);
    else
        failure(&p, state, facts, ret);
    ret->health_changed = state->health != before;
}

void vg_poll_commit(struct vg_poll_state *state)
{
    if (!state->pending)
        return;
    free(state->etag);
    free(state->last_modified);
    state->etag = state->pending_etag;
    state->last_modified = state->pending_last_modified;
    state->pending_etag = state->pending_last_modified = NULL;
    state->pending = false;
}

void vg_poll_abort(struct vg_poll_state *state)
{
    set_string(&state->pending_etag, VG_SV_NONE);
    set_string(&state->pending_last_modified, VG_SV_NONE);
    state->pending = false;
}
