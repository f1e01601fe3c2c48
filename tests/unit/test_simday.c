/*
 * A day of many sources in fake time: the real schedule and policy, transfers that take their time,
 * servers that publish, fail, ask to wait. Nothing may be asked sooner than its floor and hints
 * allow, no host by more than one at a time, with less than its gap, or while it asked for rest;
 * and nothing may be forgotten.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include <malloc.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/hash.h"
#include "feeds/entry.h"
#include "feeds/policy.h"
#include "feeds/schedule.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define N_SOURCES 4000
#else
#define N_SOURCES 100000
#endif
#define N_HOSTS (N_SOURCES / 2)
#define SEC     1000000LL
#define DAY     (86400 * SEC)
#define GAP     (3 * SEC / 2)

struct host {
    int64_t last_end, until;
    int active;
};

struct feed {
    struct vg_source source;
    struct vg_poll_state state;
    struct vg_sched_item item;
    struct vg_heap_node flight; /* by when its transfer ends */
    struct host *host;
    int64_t publish, seen;
    int64_t last_start, earliest; /* what was promised: never before */
    uint32_t max_age;
    uint32_t n_polls;
    uint8_t temper; /* what its server is like */
};

struct world {
    struct vg_sched *sched;
    struct vg_policy policy;
    struct feed *feeds;
    struct host *hosts;
    struct vg_heap flights;
    int64_t start, now;
    uint64_t random, polls, late, host_starts;
};

static uint64_t dice(struct world *w)
{
    w->random++;
    return vg_hash64(&w->random, sizeof w->random, 7);
}

static void make_feed(struct world *w, struct feed *f, size_t i)
{
    /* a third of the sources lives on the first hundredth of the hosts */
    uint64_t host = dice(w) % 3 ? dice(w) % N_HOSTS : dice(w) % (N_HOSTS / 100 + 1);
    char url[128], key[VG_HOST_KEY_MAX];

    (void)snprintf(url, sizeof url, "https://www.journal-%llu.ml/rubriques/%zu/feed.xml",
                   (unsigned long long)host, i);
    f->source.name = vg_xstrdup(url + 12);
    f->source.url = vg_xstrdup(url);
    f->source.lang = vg_xstrdup("fr");
    f->source.country = vg_xstrdup("ML");
    f->host = &w->hosts[host];
    f->publish = (int64_t)(3600 + dice(w) % 864000) * SEC / (dice(w) % 10 ? 1 : 20);
    f->max_age = dice(w) % 8 == 0 ? (uint32_t)(dice(w) % 20000) : 0;
    f->temper = (uint8_t)(dice(w) % 100);
    f->seen = -1;
    (void)vg_poll_state_bind(&f->state, &f->source);
    vg_sched_add(w->sched, &f->item, vg_sched_host_key(vg_sv_cstr(url), key),
                 vg_sched_restart_due(0, w->now, 3600 * SEC, i));
}

static void start(struct world *w, struct feed *f)
{
    if (f->n_polls++ > 0 && w->now < f->earliest)
        fail_msg("%s was asked %lld s too soon", f->source.name,
                 (long long)((f->earliest - w->now) / SEC));
    if (w->now < f->host->until)
        fail_msg("%s was asked while its host rests", f->source.name);
    if (f->host->active++ > 0)
        fail_msg("%s: its host is at it already", f->source.name);
    if (f->host->last_end && w->now - f->host->last_end < GAP)
        fail_msg("%s: %lld us after another", f->source.name,
                 (long long)(w->now - f->host->last_end));
    f->last_start = w->now;
    w->polls++;
    int64_t free_from = f->state.due_usec > f->host->until ? f->state.due_usec : f->host->until;
    w->late += f->state.due_usec && w->now - free_from > 600 * SEC;
    vg_heap_set(&w->flights, &f->flight, w->now + (int64_t)(50000 + dice(w) % 900000));
}

static void respond(struct world *w, struct feed *f, struct vg_poll_facts *facts,
                    int64_t times[static 10], char text[static 2][64])
{
    int64_t newest = (w->now - w->start) / f->publish;

    *facts = (struct vg_poll_facts){.now_usec = w->now, .status = 200, .random = dice(w)};
    facts->conditional = f->state.etag != NULL;
    if (f->temper < 2) {
        facts->status = 404;
    } else if (f->temper < 4 && dice(w) % 4 == 0) {
        facts->status = 503;
        facts->retry_after = VG_SV("1800");
    } else if (f->temper < 8 && dice(w) % 8 == 0) {
        facts->status = 0;
        facts->code = VG_E_IO;
    } else if (newest == f->seen && f->state.etag) {
        facts->status = 304;
    }
    if (facts->status != 200 && facts->status != 304)
        return;
    (void)snprintf(text[0], 64, "\"5f3c-%llx-%lld\"", (unsigned long long)(uintptr_t)f & 0xffffff,
                   (long long)newest);
    facts->etag = vg_sv_cstr(text[0]);
    facts->last_modified = VG_SV("Fri, 20 Nov 2026 00:00:00 GMT");
    if (f->max_age) {
        (void)snprintf(text[1], 64, "max-age=%u", f->max_age);
        facts->cache_control = vg_sv_cstr(text[1]);
    }
    facts->n_new = (size_t)(newest - f->seen);
    facts->entry_usec = times;
    for (int64_t i = 0; i < 10 && facts->status == 200; i++)
        times[facts->n_entries++] = w->start + (newest - i) * f->publish;
}

static void finish(struct world *w, struct feed *f)
{
    struct vg_poll_facts facts;
    struct vg_poll_outcome outcome;
    int64_t times[10], wait;
    char text[2][64], key[VG_HOST_KEY_MAX];

    respond(w, f, &facts, times, text);
    vg_poll_apply(&w->policy, &f->source, &f->state, &facts, &outcome);
    vg_poll_commit(&f->state);
    if (facts.status == 200)
        f->seen += (int64_t)facts.n_new;
    f->host->active--;
    f->host->last_end = w->now;
    if (outcome.host_until_usec) {
        vg_sched_hold(w->sched, vg_sched_host_key(vg_sv_cstr(f->source.url), key),
                      outcome.host_until_usec);
        f->host->until = outcome.host_until_usec;
    }
    wait = facts.status == 404 ? 3600 : 300;
    if ((facts.status == 200 || facts.status == 304) && f->max_age > 300)
        wait = f->max_age;
    f->earliest = w->now + wait * SEC;
    vg_sched_done(w->sched, &f->item, w->now, f->state.due_usec);
}

static void run(struct world *w, int64_t until)
{
    struct vg_sched_item *item;
    struct vg_heap_node *flight;

    while (w->now < until) {
        while ((item = vg_sched_next(w->sched, w->now)))
            start(w, VG_SCHED_OWNER(item, struct feed, item));
        int64_t wake = vg_sched_wake(w->sched, w->now);
        flight = vg_heap_top(&w->flights);
        w->now = flight && flight->key < wake ? flight->key : wake;
        while ((flight = vg_heap_top(&w->flights)) && flight->key <= w->now) {
            vg_heap_remove(&w->flights, flight);
            finish(w, VG_HEAP_OWNER(flight, struct feed, flight));
        }
    }
}

static long resident_mb(void)
{
    long pages = 0;
    FILE *f = fopen("/proc/self/statm", "re");

    if (f && fscanf(f, "%*s %ld", &pages) != 1)
        pages = 0;
    if (f)
        (void)fclose(f);
    return pages * 4 / 1024;
}

static void test_day(void **state)
{
    struct world w = {.start = (int64_t)vg_day_from_civil(2026, 11, 20) * DAY};
    struct vg_sched_opts opts = {.max_active = 256, .host_active = 1, .host_gap_usec = GAP};
    int64_t began = vg_clock_mono_usec();

    (void)state;
    w.now = w.start;
    w.sched = vg_sched_new(&opts);
    w.feeds = calloc(N_SOURCES, sizeof *w.feeds);
    w.hosts = calloc(N_HOSTS, sizeof *w.hosts);
    assert_non_null(w.feeds);
    assert_non_null(w.hosts);
    vg_heap_init(&w.flights);
    for (size_t i = 0; i < N_SOURCES; i++)
        make_feed(&w, &w.feeds[i], i);
    run(&w, w.start + DAY);
    long mb = resident_mb();
    (void)printf(
        "simulated day: %d sources, %d hosts, %llu polls, %llu late, %ld MB resident, %.1f s\n",
        N_SOURCES, N_HOSTS, (unsigned long long)w.polls, (unsigned long long)w.late, mb,
        (double)(vg_clock_mono_usec() - began) / 1e6);
    for (size_t i = 0; i < N_SOURCES; i++) {
        if (w.feeds[i].n_polls < 3)
            fail_msg("%s was asked %u times in a day", w.feeds[i].source.name, w.feeds[i].n_polls);
    }
    assert_true(w.late * 100 < w.polls);
    if (N_SOURCES == 100000)
        assert_true(mb <= 200);
    vg_sched_free(w.sched);
    vg_heap_done(&w.flights);
    for (size_t i = 0; i < N_SOURCES; i++) {
        vg_poll_state_done(&w.feeds[i].state);
        vg_source_done(&w.feeds[i].source);
    }
    free(w.feeds);
    free(w.hosts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_day)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
