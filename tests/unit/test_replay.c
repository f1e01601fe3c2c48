/*
 * Replays the scripts of tests/data/replay: scripted servers over days of fake time, asked by the real
 * schedule and policy. One command a line, `#` comments; times as 90s, 15m, 6h, 3d; ranges as
 * 5m..7m.
 *
 *   POLICY key value           of struct vg_policy, before SOURCE
 *   SOURCE name url [floor T] [ceiling T]
 *   ANSWER name status         how its server answers from now on; what it says follows, indented:
 *     etag: V   last-modified: V   cache-control: V   age: V   expires: V   retry-after: V
 *     permanent: URL   ttl: V   sy: period [frequency]   skip-hours: 1 2   skip-days: 5   hub: URL
 *     publish: T               an entry each T since the start; validators follow from it
 *     undated                  its entries carry no dates
 *     no-validators            or: ignores-validators: always a full 200
 *     bare-304                 its 304s carry no header
 *     code: io|again|syntax|toobig     the transfer ends with it
 *   RUN T                      lets the time pass
 *   RESTART T                  the daemon is down for T; states go through their stored text
 *   LOSE name                  what its next poll brings cannot be committed
 *   EXPECT name POLLS a..b     in the last RUN
 *   EXPECT name GAPS a..b      each gap between its polls in the last RUN
 *   EXPECT name NEXT a..b      from now to its next poll
 *   EXPECT name FULL a..b      polls answered 200 in the last RUN
 *   EXPECT name UNCONDITIONAL a..b   requests without validators in the last RUN
 *   EXPECT name HOURS h h ...  hours (UTC) in which it was never polled in the last RUN
 *   EXPECT name DAYS d d ...   the same for weekdays, 0 Monday
 *   EXPECT name SENT V | none  If-None-Match, else If-Modified-Since, of its last poll
 *   EXPECT name URL | HEALTH | HUB V
 *   EXPECT ALL SPACING a..b    least time between any two polls of one host in the last RUN
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include <glob.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/io.h"
#include "feeds/entry.h"
#include "feeds/policy.h"
#include "feeds/schedule.h"

#define SEC         1000000LL
#define MAX_SOURCES 32
#define MAX_POLLS   20000
#define LATENCY     (SEC / 5)

struct answer {
    int status, code;
    struct vg_sv etag, last_modified, cache_control, age, expires, retry_after, permanent, ttl, hub;
    struct vg_sv period, frequency;
    uint32_t skip_hours;
    uint8_t skip_days;
    int64_t publish;
    bool undated, no_validators, ignores, bare;
};

struct poll {
    int64_t at;
    int status;
    bool conditional;
};

struct feed {
    char name[32];
    struct vg_source source;
    struct vg_poll_state state;
    struct vg_sched_item item;
    struct answer answer;
    int64_t seen; /* entries up to this number were seen */
    char sent[256];
    bool lose;
    struct poll polls[MAX_POLLS]; /* of the last RUN */
    size_t n_polls;
};

struct world {
    const char *file;
    int line;
    struct vg_policy policy;
    struct vg_sched *sched;
    struct feed *feeds[MAX_SOURCES], *last;
    size_t n_feeds;
    int64_t start, now;
    uint64_t random;
};

static const struct {
    const char *word;
    int code;
} codes[] = {
    {"io", VG_E_IO}, {"again", VG_E_AGAIN}, {"syntax", VG_E_SYNTAX}, {"toobig", VG_E_TOOBIG}};

static void bad(const struct world *w, const char *what)
{
    fail_msg("%s:%d: %s", w->file, w->line, what);
}

static struct vg_sv word(struct vg_sv *line)
{
    *line = vg_sv_trim(*line);
    struct vg_sv first = vg_sv_split(line, ' ');
    *line = vg_sv_trim(*line);
    return first;
}

static int64_t duration(const struct world *w, struct vg_sv s)
{
    static const struct {
        char unit;
        int64_t sec;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
    double v;

    for (size_t i = 0; s.n && i < VG_COUNT_OF(units); i++) {
        if (s.p[s.n - 1] == units[i].unit && vg_sv_to_double(vg_sv_sub(s, 0, s.n - 1), &v) == 0)
            return (int64_t)(v * (double)units[i].sec * SEC);
    }
    if (vg_sv_to_double(s, &v) < 0)
        bad(w, "not a time or number");
    return (int64_t)v;
}

static struct feed *feed_named(const struct world *w, struct vg_sv name)
{
    for (size_t i = 0; i < w->n_feeds; i++) {
        if (vg_sv_is(name, w->feeds[i]->name))
            return w->feeds[i];
    }
    bad(w, "no such source");
    return NULL;
}

/* --- the world -----------------------------------------------------------------------------------
 */

static uint64_t next_random(struct world *w)
{
    w->random++;
    return vg_hash64(&w->random, sizeof w->random, 42);
}

static void schedule(struct world *w, struct feed *f, int64_t due)
{
    char key[VG_HOST_KEY_MAX];

    memset(&f->item, 0, sizeof f->item);
    vg_sched_add(w->sched, &f->item, vg_sched_host_key(vg_sv_cstr(f->source.url), key), due);
}

/* What the scripted server says to this request. */
static void respond(struct world *w, struct feed *f, struct vg_poll_facts *facts,
                    int64_t times[static 20], char etag[static 64])
{
    const struct answer *a = &f->answer;
    int64_t newest = a->publish ? (w->now - w->start) / a->publish : 0;

    *facts = (struct vg_poll_facts){.now_usec = w->now,
                                    .status = a->status,
                                    .code = a->code,
                                    .conditional = f->state.etag || f->state.last_modified,
                                    .etag = a->etag,
                                    .last_modified = a->last_modified,
                                    .retry_after = a->retry_after,
                                    .permanent_url = a->permanent,
                                    .random = next_random(w)};
    if (a->publish && !a->no_validators) {
        (void)snprintf(etag, 64, "\"v%lld\"", (long long)newest);
        facts->etag = vg_sv_cstr(etag);
    }
    bool same = facts->etag.n ? vg_sv_is(facts->etag, f->state.etag)
                              : facts->last_modified.n &&
                                    vg_sv_is(facts->last_modified, f->state.last_modified);
    if (a->status == 200 && same && !a->ignores)
        facts->status = 304;
    if (facts->status == 304 && a->bare)
        facts->etag = facts->last_modified = VG_SV_NONE;
    if (facts->status == 200 || !a->bare) {
        facts->cache_control = a->cache_control;
        facts->age = a->age;
        facts->expires = a->expires;
    }
    if (facts->status != 200)
        return;
    facts->ttl = a->ttl;
    facts->update_period = a->period;
    facts->update_frequency = a->frequency;
    facts->skip_hours = a->skip_hours;
    facts->skip_days = a->skip_days;
    facts->hub = a->hub;
    for (int64_t i = 0; a->publish && i < 20 && i <= newest; i++)
        times[facts->n_entries++] =
            a->undated ? VG_TIME_NONE : w->start + (newest - i) * a->publish;
    facts->entry_usec = times;
    facts->n_new = newest > f->seen ? (size_t)(newest - f->seen) : 0;
}

static void poll_one(struct world *w, struct feed *f)
{
    struct vg_poll_facts facts;
    struct vg_poll_outcome outcome;
    int64_t times[20];
    char etag[64], key[VG_HOST_KEY_MAX];

    (void)snprintf(f->sent, sizeof f->sent, "%s",
                   f->state.etag            ? f->state.etag
                   : f->state.last_modified ? f->state.last_modified
                                            : "none");
    respond(w, f, &facts, times, etag);
    if (f->n_polls < MAX_POLLS)
        f->polls[f->n_polls++] = (struct poll){w->now, facts.status, facts.conditional};
    w->now += LATENCY;
    vg_poll_apply(&w->policy, &f->source, &f->state, &facts, &outcome);
    if (f->lose) {
        vg_poll_abort(&f->state);
    } else if (facts.status == 200 && facts.code == 0) {
        vg_poll_commit(&f->state);
        f->seen += (int64_t)facts.n_new;
    }
    f->lose = false;
    if (outcome.host_until_usec)
        vg_sched_hold(w->sched, vg_sched_host_key(vg_sv_cstr(f->source.url), key),
                      outcome.host_until_usec);
    vg_sched_done(w->sched, &f->item, w->now, f->state.due_usec);
}

static void run(struct world *w, int64_t until)
{
    struct vg_sched_item *item;

    for (size_t i = 0; i < w->n_feeds; i++)
        w->feeds[i]->n_polls = 0;
    while (w->now < until) {
        while ((item = vg_sched_next(w->sched, w->now)))
            poll_one(w, VG_SCHED_OWNER(item, struct feed, item));
        int64_t wake = vg_sched_wake(w->sched, w->now);
        w->now = wake < until ? wake : until;
    }
}

static void restart(struct world *w, int64_t down)
{
    struct vg_buf text;

    vg_sched_free(w->sched);
    w->sched = vg_sched_new(NULL);
    w->now += down;
    vg_buf_init(&text, 1 << 16);
    for (size_t i = 0; i < w->n_feeds; i++) {
        struct feed *f = w->feeds[i];
        vg_buf_clear(&text);
        assert_int_equal(vg_poll_state_encode(&f->state, &text), 0);
        vg_poll_state_done(&f->state);
        assert_int_equal(vg_poll_state_decode(vg_buf_view(&text), &f->state, NULL), 0);
        assert_false(vg_poll_state_bind(&f->state, &f->source));
        schedule(w, f,
                 vg_sched_restart_due(f->state.due_usec, w->now, 600 * SEC,
                                      vg_hash_sv(vg_sv_cstr(f->name))));
    }
    vg_buf_done(&text);
}

/* --- commands ------------------------------------------------------------------------------------
 */

static void do_policy(struct world *w, struct vg_sv line)
{
    static const struct {
        const char *key;
        size_t offset;
    } keys[] = {{"floor", offsetof(struct vg_policy, floor_sec)},
                {"ceiling", offsetof(struct vg_policy, ceiling_sec)},
                {"retry", offsetof(struct vg_policy, retry_base_sec)}};
    struct vg_sv key = word(&line);
    uint32_t sec = (uint32_t)(duration(w, line) / SEC);

    for (size_t i = 0; i < VG_COUNT_OF(keys); i++) {
        if (vg_sv_is(key, keys[i].key))
            memcpy((char *)&w->policy + keys[i].offset, &sec, sizeof sec);
    }
}

static void do_source(struct world *w, struct vg_sv line)
{
    struct feed *f = vg_xnew(struct feed);
    struct vg_sv name = word(&line);

    if (w->n_feeds == MAX_SOURCES)
        bad(w, "too many sources");
    (void)snprintf(f->name, sizeof f->name, "%.*s", VG_SV_ARG(name));
    f->source.name = vg_sv_dup(name);
    f->source.url = vg_sv_dup(word(&line));
    f->answer.status = 200;
    f->seen = -1;
    while (line.n) {
        bool floor = vg_sv_is(word(&line), "floor");
        uint32_t sec = (uint32_t)(duration(w, word(&line)) / SEC);
        *(floor ? &f->source.floor_sec : &f->source.ceiling_sec) = sec;
    }
    (void)vg_poll_state_bind(&f->state, &f->source);
    w->feeds[w->n_feeds++] = f;
    schedule(w, f, w->now);
}

static void do_answer(struct world *w, struct vg_sv line)
{
    w->last = feed_named(w, word(&line));
    w->last->answer = (struct answer){.status = (int)duration(w, line)};
}

static uint32_t bits(const struct world *w, struct vg_sv line)
{
    uint32_t set = 0;

    while (line.n)
        set |= UINT32_C(1) << duration(w, word(&line));
    return set;
}

static bool say_text(struct answer *a, struct vg_sv key, struct vg_sv value)
{
    const struct {
        const char *key;
        struct vg_sv *slot;
    } texts[] = {{"etag", &a->etag},
                 {"last-modified", &a->last_modified},
                 {"cache-control", &a->cache_control},
                 {"age", &a->age},
                 {"expires", &a->expires},
                 {"retry-after", &a->retry_after},
                 {"permanent", &a->permanent},
                 {"ttl", &a->ttl},
                 {"hub", &a->hub}};

    for (size_t i = 0; i < VG_COUNT_OF(texts); i++) {
        if (vg_sv_is(key, texts[i].key)) {
            *texts[i].slot = value;
            return true;
        }
    }
    return false;
}

static void do_say(struct world *w, struct vg_sv line)
{
    struct answer *a = &w->last->answer;
    struct vg_sv value = line, key = vg_sv_trim(vg_sv_split(&value, ':'));

    value = vg_sv_trim(value);
    if (say_text(a, key, value))
        return;
    if (vg_sv_is(key, "sy")) {
        a->period = word(&value);
        a->frequency = value;
    } else if (vg_sv_is(key, "skip-hours")) {
        a->skip_hours = bits(w, value);
    } else if (vg_sv_is(key, "skip-days")) {
        a->skip_days = (uint8_t)bits(w, value);
    } else if (vg_sv_is(key, "publish")) {
        a->publish = duration(w, value);
    } else if (vg_sv_is(key, "code")) {
        for (size_t i = 0; i < VG_COUNT_OF(codes); i++)
            a->code = vg_sv_is(value, codes[i].word) ? codes[i].code : a->code;
    } else {
        bool *flags[] = {&a->undated, &a->no_validators, &a->ignores, &a->bare};
        static const char *const names[] = {"undated", "no-validators", "ignores-validators",
                                            "bare-304"};
        bool known = false;
        for (size_t i = 0; i < VG_COUNT_OF(flags); i++) {
            *flags[i] |= vg_sv_is(key, names[i]);
            known |= vg_sv_is(key, names[i]);
        }
        if (!known)
            bad(w, "unknown word");
    }
}

static void in_range(const struct world *w, const char *what, int64_t v, struct vg_sv range)
{
    ptrdiff_t dots = vg_sv_find(range, VG_SV(".."));

    if (dots < 0)
        bad(w, "no range");
    int64_t from = duration(w, vg_sv_sub(range, 0, (size_t)dots));
    int64_t to = duration(w, vg_sv_sub(range, (size_t)dots + 2, range.n));
    if (v < from || v > to)
        fail_msg("%s:%d: %s is %lld, expected %.*s", w->file, w->line, what, (long long)v,
                 VG_SV_ARG(range));
}

static void expect_text(const struct world *w, const char *what, const char *is, struct vg_sv want)
{
    if (!vg_sv_is(want, is ? is : "none"))
        fail_msg("%s:%d: %s is '%s'", w->file, w->line, what, is ? is : "none");
}

static void expect_not_in(const struct world *w, const struct feed *f, bool days, uint32_t set)
{
    for (size_t i = 0; i < f->n_polls; i++) {
        int64_t hour = f->polls[i].at / (3600 * SEC);
        int64_t slot = days ? vg_day_weekday((int32_t)(hour / 24)) : hour % 24;
        if (set >> slot & 1)
            fail_msg("%s:%d: polled in %s %lld", w->file, w->line, days ? "day" : "hour",
                     (long long)slot);
    }
}

static void expect_spacing(const struct world *w, struct vg_sv range)
{
    int64_t least = INT64_MAX;

    for (size_t a = 0; a < w->n_feeds; a++)
        for (size_t b = 0; b < w->n_feeds; b++)
            for (size_t i = 0;
                 w->feeds[a]->item.host == w->feeds[b]->item.host && i < w->feeds[a]->n_polls; i++)
                for (size_t k = 0; k < w->feeds[b]->n_polls; k++) {
                    int64_t d = w->feeds[b]->polls[k].at - w->feeds[a]->polls[i].at;
                    if (d >= 0 && (a != b || i != k) && d < least)
                        least = d;
                }
    in_range(w, "the spacing", least, range);
}

static void expect_numbers(const struct world *w, const struct feed *f, struct vg_sv what,
                           struct vg_sv range)
{
    int64_t full = 0, unconditional = 0;

    for (size_t i = 0; i < f->n_polls; i++) {
        full += f->polls[i].status == 200;
        unconditional += !f->polls[i].conditional;
        if (vg_sv_is(what, "GAPS") && i)
            in_range(w, "a gap", f->polls[i].at - f->polls[i - 1].at, range);
    }
    if (vg_sv_is(what, "POLLS"))
        in_range(w, "the number of polls", (int64_t)f->n_polls, range);
    else if (vg_sv_is(what, "FULL"))
        in_range(w, "the number of full answers", full, range);
    else if (vg_sv_is(what, "UNCONDITIONAL"))
        in_range(w, "the number of requests without validators", unconditional, range);
    else if (vg_sv_is(what, "NEXT"))
        in_range(w, "the time to the next poll", f->state.due_usec - w->now, range);
    else if (!vg_sv_is(what, "GAPS"))
        bad(w, "unknown expectation");
}

static void do_expect(struct world *w, struct vg_sv line)
{
    struct vg_sv who = word(&line), what = word(&line);

    if (vg_sv_is(who, "ALL")) {
        expect_spacing(w, line);
        return;
    }
    const struct feed *f = feed_named(w, who);
    if (vg_sv_is(what, "SENT"))
        expect_text(w, "what was sent", f->sent, line);
    else if (vg_sv_is(what, "URL"))
        expect_text(w, "the URL", vg_poll_url(&f->state, &f->source), line);
    else if (vg_sv_is(what, "HEALTH"))
        expect_text(w, "the health", vg_health_name(f->state.health), line);
    else if (vg_sv_is(what, "HUB"))
        expect_text(w, "the hub", f->state.hub_url, line);
    else if (vg_sv_is(what, "HOURS") || vg_sv_is(what, "DAYS"))
        expect_not_in(w, f, vg_sv_is(what, "DAYS"), bits(w, line));
    else
        expect_numbers(w, f, what, line);
}

static void command(struct world *w, struct vg_sv line)
{
    struct vg_sv verb = word(&line);

    if (vg_sv_is(verb, "POLICY"))
        do_policy(w, line);
    else if (vg_sv_is(verb, "SOURCE"))
        do_source(w, line);
    else if (vg_sv_is(verb, "ANSWER"))
        do_answer(w, line);
    else if (vg_sv_is(verb, "RUN"))
        run(w, w->now + duration(w, line));
    else if (vg_sv_is(verb, "RESTART"))
        restart(w, duration(w, line));
    else if (vg_sv_is(verb, "LOSE"))
        feed_named(w, line)->lose = true;
    else if (vg_sv_is(verb, "EXPECT"))
        do_expect(w, line);
    else
        bad(w, "unknown command");
}

static void replay(const char *file)
{
    /* a Friday, 00:00 UTC */
    int64_t start = (int64_t)vg_day_from_civil(2026, 11, 20) * 86400 * SEC;
    struct world w = {.file = file, .start = start, .now = start, .sched = vg_sched_new(NULL)};
    struct vg_buf text;

    vg_buf_init(&text, 1 << 20);
    assert_int_equal(vg_read_file(file, &text, NULL), 0);
    struct vg_sv rest = vg_buf_view(&text);
    while (rest.p) {
        struct vg_sv line = vg_sv_split(&rest, '\n');
        w.line++;
        if (vg_sv_trim(line).n == 0 || vg_sv_trim(line).p[0] == '#')
            continue;
        if (vg_is_space((unsigned char)line.p[0]) && w.last)
            do_say(&w, line);
        else
            command(&w, line);
    }
    vg_buf_done(&text);
    vg_sched_free(w.sched);
    for (size_t i = 0; i < w.n_feeds; i++) {
        vg_poll_state_done(&w.feeds[i]->state);
        vg_source_done(&w.feeds[i]->source);
        free(w.feeds[i]);
    }
}

static void one_script(void **state)
{
    replay(*state);
}

int main(int argc, char **argv)
{
    struct CMUnitTest tests[128];
    char pattern[4096];
    glob_t found;
    size_t n = 0;
    const char *data = getenv("VG_DATA");

    (void)snprintf(pattern, sizeof pattern, "%s/replay/*.rpl", data ? data : "../tests/data");
    if (argc > 1)
        (void)snprintf(pattern, sizeof pattern, "%s", argv[1]);
    if (glob(pattern, 0, NULL, &found) != 0)
        return 1;
    for (size_t i = 0; i < found.gl_pathc && n < VG_COUNT_OF(tests); i++)
        tests[n++] = (struct CMUnitTest){strrchr(found.gl_pathv[i], '/') + 1, one_script, NULL,
                                         NULL, found.gl_pathv[i]};
    int r = _cmocka_run_group_tests("replay", tests, n, NULL, NULL);
    globfree(&found);
    return r;
}
