/*
 * Polls answered 304 a second: the whole of ours (schedule, fetcher, policy, commit) against bare
 * libcurl (multi interface, nothing set that is not needed), both on one core, in one run, against
 * one local server in a process of its own over kept-alive connections. Rates are per second of
 * processor time of the polling process: what the other cores do, as the server's, does not count.
 *
 *     bench_poll [POLLS]
 */
#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

#include "base/clock.h"
#include "base/hash.h"
#include "feeds/fetch.h"
#include "feeds/policy.h"
#include "feeds/schedule.h"
#include "tests/httpd/httpd.h"

#define N_SOURCES 2000
#define N_ACTIVE  32

struct feed {
    struct vg_source source;
    struct vg_poll_state state;
    struct vg_sched_item item;
    struct bench *bench;
};

struct bench {
    uv_loop_t loop;
    struct vg_fetcher *fetcher;
    struct vg_sched *sched;
    struct feed *feeds;
    int port;
    int64_t fake_usec; /* the schedule's clock: it jumps, so that something is always due */
    uint64_t wanted, started, done, unchanged;
};

static double cpu_seconds(void)
{
    struct rusage u;

    (void)getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static bool handler(void *ctx, const struct httpd_request *r, struct httpd_reply *reply)
{
    (void)ctx;
    (void)snprintf(reply->etag, sizeof reply->etag, "\"5f3c-%llx\"",
                   (unsigned long long)vg_hash_sv(r->path));
    (void)snprintf(reply->last_modified, sizeof reply->last_modified,
                   "Fri, 20 Nov 2026 00:00:00 GMT");
    (void)vg_buf_str(&reply->headers, "Cache-Control: max-age=60\r\n");
    return true;
}

/* --- ours --------------------------------------------------------------------------------------
 */

static void fill(struct bench *b);

static void on_done(void *ctx, const struct vg_fetch_result *r)
{
    struct feed *f = ctx;
    struct bench *b = f->bench;
    struct vg_poll_outcome outcome;
    struct vg_poll_facts facts = {.now_usec = b->fake_usec,
                                  .status = r->status,
                                  .code = r->code,
                                  .error = r->error,
                                  .conditional = f->state.etag != NULL,
                                  .etag = r->etag,
                                  .last_modified = r->last_modified,
                                  .cache_control = r->cache_control,
                                  .age = r->age,
                                  .expires = r->expires,
                                  .date = r->date,
                                  .retry_after = r->retry_after,
                                  .permanent_url = r->permanent_url,
                                  .random = vg_hash64(&b->done, sizeof b->done, 1)};

    vg_poll_apply(NULL, &f->source, &f->state, &facts, &outcome);
    vg_poll_commit(&f->state);
    b->done++;
    b->unchanged += r->status == 304;
    vg_sched_done(b->sched, &f->item, b->fake_usec, f->state.due_usec);
    fill(b);
}

static void fill(struct bench *b)
{
    struct vg_sched_item *item;

    while (b->started < b->wanted && vg_sched_in_flight(b->sched) < N_ACTIVE) {
        item = vg_sched_next(b->sched, b->fake_usec);
        if (!item) {
            b->fake_usec = vg_sched_wake(b->sched, b->fake_usec);
            continue;
        }
        struct feed *f = VG_SCHED_OWNER(item, struct feed, item);
        struct vg_fetch_request request = {.url = vg_poll_url(&f->state, &f->source),
                                           .etag = f->state.etag,
                                           .last_modified = f->state.last_modified,
                                           .allow_private = true,
                                           .on_done = on_done,
                                           .ctx = f};
        b->started++;
        (void)vg_fetch_start(b->fetcher, &request);
    }
}

static double run_ours(struct bench *b, uint64_t n)
{
    double before = cpu_seconds();

    b->wanted += n;
    fill(b);
    while (b->done < b->wanted)
        (void)uv_run(&b->loop, UV_RUN_ONCE);
    return (double)n / (cpu_seconds() - before);
}

static void setup_ours(struct bench *b)
{
    struct vg_sched_opts opts = {.max_active = N_ACTIVE, .host_active = 1, .host_gap_usec = 0};
    struct vg_fetcher_opts fetcher = {.max_active = N_ACTIVE,
                                      .user_agent = "vigie/0.1 (+mailto:bench@example.org)"};
    char url[128], host[64];

    (void)uv_loop_init(&b->loop);
    b->fetcher = vg_fetcher_new(&b->loop, &fetcher, NULL);
    b->sched = vg_sched_new(&opts);
    b->feeds = vg_xcalloc(N_SOURCES, sizeof *b->feeds);
    b->fake_usec = vg_clock_wall_usec();
    for (int i = 0; i < N_SOURCES; i++) {
        struct feed *f = &b->feeds[i];
        (void)snprintf(url, sizeof url, "http://127.0.0.1:%d/source/%d/feed.xml", b->port, i);
        (void)snprintf(host, sizeof host, "journal-%d.ml", i);
        f->bench = b;
        f->source.name = vg_xstrdup(host);
        f->source.url = vg_xstrdup(url);
        vg_sched_add(b->sched, &f->item, vg_sv_cstr(host), b->fake_usec);
    }
}

static void close_ours(struct bench *b)
{
    vg_fetcher_free(b->fetcher);
    (void)uv_run(&b->loop, UV_RUN_DEFAULT);
    (void)uv_loop_close(&b->loop);
    vg_sched_free(b->sched);
    for (int i = 0; i < N_SOURCES; i++) {
        vg_poll_state_done(&b->feeds[i].state);
        vg_source_done(&b->feeds[i].source);
    }
    free(b->feeds);
}

/* --- bare libcurl ------------------------------------------------------------------------------
 */

static size_t ignore(char *p, size_t size, size_t n, void *ctx)
{
    (void)p, (void)ctx;
    return size * n;
}

static void next_bare(CURL *easy, int port, uint64_t i)
{
    char url[128];

    (void)snprintf(url, sizeof url, "http://127.0.0.1:%d/source/%llu/feed.xml", port,
                   (unsigned long long)i % N_SOURCES);
    (void)curl_easy_setopt(easy, CURLOPT_URL, url);
}

static double run_bare(int port, uint64_t n)
{
    CURLM *multi = curl_multi_init();
    struct curl_slist *lines = curl_slist_append(NULL, "If-None-Match: *");
    CURL *easy[N_ACTIVE];
    CURLMsg *message;
    uint64_t done = 0, started = 0;
    int running, left;
    double before = cpu_seconds();

    for (; started < N_ACTIVE; started++) {
        easy[started] = curl_easy_init();
        (void)curl_easy_setopt(easy[started], CURLOPT_HTTPHEADER, lines);
        (void)curl_easy_setopt(easy[started], CURLOPT_WRITEFUNCTION, ignore);
        next_bare(easy[started], port, started);
        (void)curl_multi_add_handle(multi, easy[started]);
    }
    while (done < n) {
        (void)curl_multi_perform(multi, &running);
        while ((message = curl_multi_info_read(multi, &left))) {
            CURL *e = message->easy_handle;
            done++;
            (void)curl_multi_remove_handle(multi, e);
            if (started >= n)
                continue;
            next_bare(e, port, started++);
            (void)curl_multi_add_handle(multi, e);
        }
        if (done < n)
            (void)curl_multi_poll(multi, NULL, 0, 100, NULL);
    }
    double rate = (double)n / (cpu_seconds() - before);
    for (size_t i = 0; i < N_ACTIVE; i++)
        curl_easy_cleanup(easy[i]);
    curl_slist_free_all(lines);
    (void)curl_multi_cleanup(multi);
    return rate;
}

/* --- the server, in a process of its own -------------------------------------------------------
 */

static pid_t start_server(int *ret_port)
{
    int fds[2];
    pid_t pid;

    if (pipe(fds) < 0 || (pid = fork()) < 0)
        return -1;
    if (pid == 0) {
        struct httpd_opts opts = {.handler = handler, .max_log = 1};
        struct httpd *server = httpd_open(&opts, NULL);
        int port = server ? httpd_port(server) : 0;
        (void)!write(fds[1], &port, sizeof port);
        if (server)
            (void)httpd_run(server, 300, NULL);
        _exit(0);
    }
    if (read(fds[0], ret_port, sizeof *ret_port) != sizeof *ret_port || *ret_port == 0)
        return -1;
    (void)close(fds[0]);
    (void)close(fds[1]);
    return pid;
}

int main(int argc, char **argv)
{
    struct bench b = {.done = 0};
    struct utsname host = {0};
    uint64_t n = 30000;
    double ours = 0, bare = 0;

    if (argc > 1 && vg_sv_to_u64(vg_sv_cstr(argv[1]), 1000, 100000000, &n) < 0)
        return 2;
    pid_t pid = start_server(&b.port);
    if (pid < 0)
        return 1;
    setup_ours(&b);
    (void)run_ours(&b, N_SOURCES); /* the first answers are 200 and bring the validators */
    uint64_t before = b.unchanged;
    for (int round = 0; round < 3; round++) { /* best of three, in turns */
        double r = run_ours(&b, n);
        ours = r > ours ? r : ours;
        r = run_bare(b.port, n);
        bare = r > bare ? r : bare;
    }
    if (b.unchanged - before != 3 * n)
        (void)printf("bench_poll: only %llu of %llu polls were answered 304\n",
                     (unsigned long long)(b.unchanged - before), (unsigned long long)(3 * n));
    (void)uname(&host);
    (void)printf("polls answered 304, on %s: vigie %.0f/s with all bookkeeping, bare libcurl "
                 "%.0f/s, ratio %.2f\n",
                 host.nodename, ours, bare, ours / bare);
    close_ours(&b);
    (void)kill(pid, SIGTERM);
    (void)waitpid(pid, NULL, 0);
    return b.unchanged - before == 3 * n ? 0 : 1;
}
