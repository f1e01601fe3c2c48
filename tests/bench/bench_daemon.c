/*
 * The whole daemon, as built beside this program: articles a second from the feed to the subscriber, latency from the
 * feed's last byte to the subscriber, resident memory with 1,000 and 20,000 sources.
 *
 *     bench_daemon [articles|latency|memory]...
 */
#include "config.h"

#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zmq.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/io.h"
#include "tests/httpd/httpd.h"

#define SAMPLES 1000
#define WORDS 300
#define WAIT_MS 30000

struct bench {
    char dir[64];
    int words; /* of an article, beside its event */
    int items; /* of a feed; 0: one new item at each request */
    struct httpd *web;
    void *context, *sub;
    pid_t vigied;
    sem_t heard;     /* up once the subscriber is there: no feed is served before */
    int n_asked;
    int64_t sent_usec[SAMPLES]; /* when the answer with item i was handed to the socket */
};

/* Nothing happens in these. */
static const char *const words[] = {
    "le",     "marché",  "pluie",   "récolte", "saison", "école",   "prix",    "mil",     "riz",
    "selon",  "source",  "locale",  "chaque",  "année",  "grande",  "petite",  "famille", "maison",
    "jardin", "eau",     "puits",   "arbre",   "musique", "concert", "livre",  "page",    "langue",
    "enfant", "matin",   "midi",    "travail", "métier", "artisan", "tissu",   "couleur", "lumière",
};
static const char *const places[] = {"Kidal", "Gao", "Ménaka", "Tombouctou", "Mopti", "Ségou", "Sikasso"};
static const char *const months[] = {"janvier", "mars", "avril", "mai", "juin", "juillet", "octobre"};

static void die(const char *what)
{
    (void)fprintf(stderr, "bench_daemon: %s\n", what);
    exit(1);
}

/* An item of its own words: no copy of another. */
static void add_item(struct vg_buf *out, const char *feed, int i, int n_words)
{
    uint64_t dice = vg_hash64(&i, sizeof i, vg_hash_sv(vg_sv_cstr(feed)));

    (void)vg_buf_printf(out, "<item><guid>%s-%d</guid><link>http://a.example/%s/%d</link><title>Titre %d de %s</title>"
                        "<description>", feed, i, feed, i, i, feed);
    (void)vg_buf_printf(out,
                        "Le %u %s %u, au moins %u civils ont été tués dans une attaque d'hommes armés "
                        "à %s, a annoncé le gouverneur de la région. ",
                        (unsigned)(1 + dice % 28), months[dice / 28 % 7],
                        (unsigned)(2013 + dice / 196 % 12), (unsigned)(3 + dice / 2352 % 40),
                        places[dice / 94080 % 7]);
    for (int w = 0; w < n_words; w++) {
        dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        (void)vg_buf_str(out, words[(dice >> 33) % VG_COUNT_OF(words)]);
        (void)vg_buf_str(out, w % 15 == 14 ? ". " : " ");
    }
    (void)vg_buf_str(out, "</description></item>");
}

static bool serve(void *ctx, const struct httpd_request *request, struct httpd_reply *reply)
{
    struct bench *b = ctx;
    char feed[64];

    (void)sem_wait(&b->heard);
    (void)sem_post(&b->heard);
    (void)snprintf(feed, sizeof feed, "%.*s", VG_SV_ARG(vg_sv_sub(request->path, 1, 40)));
    reply->content_type = "application/rss+xml";
    (void)vg_buf_str(&reply->body, "<rss version=\"2.0\"><channel><title>b</title>");
    for (int i = 0; i < b->items; i++)
        add_item(&reply->body, feed, i, b->words);
    if (b->items == 0 && b->n_asked < SAMPLES)
        add_item(&reply->body, feed, b->n_asked, b->words);
    (void)vg_buf_str(&reply->body, "</channel></rss>");
    if (b->items == 0 && b->n_asked < SAMPLES)
        b->sent_usec[b->n_asked++] = vg_clock_mono_usec();
    return true;
}

static void configure(struct bench *b, int n_sources, const char *interval)
{
    const char *build = getenv("VG_BUILD") ? getenv("VG_BUILD") : ".";
    struct vg_buf out;
    char path[128];

    vg_buf_init(&out, (size_t)1 << 26);
    (void)vg_buf_printf(&out,
                        "state_dir: state\npublish: ipc://%s/pub\nreplay: ipc://%s/replay\n"
                        "control: ipc://%s/control\npack: %s/data/fr.pack\nlog: error\n"
                        "limits: {host_gap_ms: 0, host_active: 64, start_spread: 0, interval_min: %s,\n"
                        "  interval_max: 2h, unvalidated_interval: %s, publish_rate: 1000000}\n"
                        "sources:\n",
                        b->dir, b->dir, b->dir, build, interval, interval);
    for (int i = 0; i < n_sources; i++) {
        (void)snprintf(path, sizeof path, "/s%d", i);
        (void)vg_buf_printf(&out,
                            "  - {name: s%d, url: '%s', allow_private: yes, pages: no, lang: fr,"
                            " country: ML, interval_max: %s}\n",
                            i, httpd_url(b->web, path), interval);
    }
    (void)snprintf(path, sizeof path, "%s/vigie.yaml", b->dir);
    if (vg_write_file(path, vg_buf_view(&out), 0600, NULL) < 0)
        die("cannot write the configuration");
    vg_buf_done(&out);
}

static void subscribe(struct bench *b)
{
    char endpoint[96];
    int none = 0;

    b->context = zmq_ctx_new();
    b->sub = zmq_socket(b->context, ZMQ_SUB);
    (void)snprintf(endpoint, sizeof endpoint, "ipc://%s/pub", b->dir);
    (void)zmq_setsockopt(b->sub, ZMQ_RCVHWM, &none, sizeof none);
    (void)zmq_setsockopt(b->sub, ZMQ_LINGER, &none, sizeof none);
    (void)zmq_setsockopt(b->sub, ZMQ_SUBSCRIBE, "article.", 8);
    (void)zmq_setsockopt(b->sub, ZMQ_SUBSCRIBE, "sys.", 4);
    if (zmq_connect(b->sub, endpoint) != 0)
        die("cannot connect");
}

/* A daemon over n sources; the subscriber is there before it. */
static void begin(struct bench *b, int n_sources, int items, const char *interval)
{
    const struct httpd_opts opts = {.handler = serve, .ctx = b, .max_log = 1};
    struct vg_err err = {0};
    char config[128], program[4096];

    *b = (struct bench){.items = items, .words = items == 1 ? 10 : WORDS};
    (void)sem_init(&b->heard, 0, 0);
    (void)snprintf(b->dir, sizeof b->dir, "/tmp/vigie-bench-XXXXXX");
    if (!mkdtemp(b->dir))
        die("no temporary folder");
    b->web = httpd_start(&opts, &err);
    if (!b->web)
        die(err.text);
    configure(b, n_sources, interval);
    subscribe(b);
    (void)snprintf(config, sizeof config, "%s/vigie.yaml", b->dir);
    (void)snprintf(program, sizeof program, "%s/vigied",
                   getenv("VG_BUILD") ? getenv("VG_BUILD") : ".");
    b->vigied = fork();
    if (b->vigied == 0) {
        (void)execl(program, "vigied", "-c", config, (char *)NULL);
        _exit(127);
    }
}

/* Ends the daemon as well: it must not outlive a failed bench. */
static void give_up(struct bench *b, const char *what)
{
    (void)kill(b->vigied, SIGKILL);
    die(what);
}

static void end(struct bench *b)
{
    static const char *const files[] = {"state/vigie.db", "state/vigie.db-wal", "state/vigie.db-shm",
                                        "state/lock", "state", "pub", "replay", "control",
                                        "vigie.yaml", ""};
    char path[128];
    int status = 0;

    (void)kill(b->vigied, SIGTERM);
    if (waitpid(b->vigied, &status, 0) < 0 || status != 0)
        die("vigied did not end well");
    (void)zmq_close(b->sub);
    (void)zmq_ctx_term(b->context);
    httpd_stop(b->web);
    for (size_t i = 0; i < VG_COUNT_OF(files); i++) {
        (void)snprintf(path, sizeof path, "%s/%s", b->dir, files[i]);
        (void)remove(path);
    }
}

/* The next article's body; ends the bench when none comes. The first heartbeat lets the feeds go. */
static struct vg_sv hear(struct bench *b, char *buf, size_t size)
{
    zmq_pollitem_t item = {.socket = b->sub, .events = ZMQ_POLLIN};
    int64_t until = vg_clock_mono_usec() + WAIT_MS * INT64_C(1000);
    bool beat = true;
    int n = 0;

    while (beat) {
        if (zmq_poll(&item, 1, WAIT_MS) <= 0 || vg_clock_mono_usec() > until)
            give_up(b, "no article in half a minute");
        n = zmq_recv(b->sub, buf, size, 0); /* topic */
        beat = n >= 4 && memcmp(buf, "sys.", 4) == 0;
        n = zmq_recv(b->sub, buf, size, 0);
        (void)sem_post(&b->heard);
    }
    return vg_sv(buf, n < 0 ? 0 : (size_t)n < size ? (size_t)n : size);
}

static double busy_seconds(pid_t pid)
{
    struct vg_buf out;
    struct vg_sv s;
    char path[64];
    uint64_t u = 0, k = 0;

    (void)snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    vg_buf_init(&out, 4096);
    if (vg_read_file(path, &out, NULL) < 0)
        die("vigied is gone");
    s = vg_buf_view(&out);
    s = vg_sv_sub(s, (size_t)vg_sv_find(s, VG_SV(") ")) + 2, s.n);
    for (int i = 0; i < 11; i++)
        (void)vg_sv_split(&s, ' ');
    if (vg_sv_to_u64(vg_sv_split(&s, ' '), 0, UINT64_MAX, &u) < 0 ||
        vg_sv_to_u64(vg_sv_split(&s, ' '), 0, UINT64_MAX, &k) < 0)
        die("/proc/PID/stat");
    vg_buf_done(&out);
    return (double)(u + k) / (double)sysconf(_SC_CLK_TCK);
}

static void bench_articles(const char *host)
{
    enum { SOURCES = 100, ITEMS = 50, ALL = SOURCES * ITEMS };
    static char buf[1 << 20];
    struct bench b;
    int64_t first = 0;
    double took, busy;

    begin(&b, SOURCES, ITEMS, "1h");
    for (int i = 0; i < ALL; i++) {
        (void)hear(&b, buf, sizeof buf);
        if (i == 0)
            first = vg_clock_mono_usec();
    }
    took = (double)(vg_clock_mono_usec() - first) / 1e6;
    busy = busy_seconds(b.vigied);
    (void)printf("articles, feed to subscriber, on %s: %.0f/s over %d articles of %d words from %d "
                 "sources; %.0f per second of processor time\n",
                 host, ALL / took, ALL, WORDS, SOURCES, ALL / busy);
    end(&b);
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

static void bench_latency(const char *host)
{
    enum { SOURCES = 50 };
    static char buf[1 << 20];
    static int64_t taken[SAMPLES];
    struct bench b;
    size_t n = 0;

    begin(&b, SOURCES, 0, "1");
    while (n < SAMPLES) {
        struct vg_sv body = hear(&b, buf, sizeof buf);
        int64_t now = vg_clock_mono_usec();
        ptrdiff_t at = vg_sv_find(body, VG_SV("http://a.example/s"));
        uint64_t i = 0;
        struct vg_sv rest;

        if (at < 0)
            continue;
        rest = vg_sv_sub(body, (size_t)at + 18, body.n);
        (void)vg_sv_split(&rest, '/');
        if (vg_sv_to_u64(vg_sv_split(&rest, '"'), 0, SAMPLES - 1, &i) < 0)
            continue;
        taken[n++] = now - b.sent_usec[i];
    }
    qsort(taken, n, sizeof *taken, by_size);
    (void)printf("latency, last byte of the feed to the subscriber, on %s: p50 %.2f ms, p99 %.2f ms, "
                 "over %zu articles of %d words from %d sources polled each second\n",
                 host, (double)taken[n / 2] / 1e3, (double)taken[n * 99 / 100] / 1e3, n, WORDS,
                 SOURCES);
    end(&b);
}

static uint64_t resident_kb(pid_t pid)
{
    struct vg_buf out;
    struct vg_sv s;
    char path[64];
    uint64_t kb = 0;
    ptrdiff_t at;

    (void)snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    vg_buf_init(&out, 65536);
    if (vg_read_file(path, &out, NULL) < 0)
        die("vigied is gone");
    s = vg_buf_view(&out);
    at = vg_sv_find(s, VG_SV("VmRSS:"));
    s = vg_sv_trim(vg_sv_sub(s, (size_t)at + 6, s.n));
    if (at < 0 || vg_sv_to_u64(vg_sv_split(&s, ' '), 0, UINT64_MAX, &kb) < 0)
        die("/proc/PID/status");
    vg_buf_done(&out);
    return kb;
}

static void bench_memory(const char *host)
{
    static const int counts[] = {1000, 20000};
    static char buf[1 << 20];
    double mb[2];
    struct bench b;

    for (size_t i = 0; i < VG_COUNT_OF(counts); i++) {
        begin(&b, counts[i], 1, "1h");
        for (int k = 0; k < counts[i]; k++)
            (void)hear(&b, buf, sizeof buf);
        mb[i] = (double)resident_kb(b.vigied) / 1024;
        end(&b);
    }
    (void)printf("resident memory, on %s: %.0f MB with %d sources, %.0f MB with %d, each polled once "
                 "with one article; %.1f KB a source\n",
                 host, mb[0], counts[0], mb[1], counts[1],
                 (mb[1] - mb[0]) * 1024 / (counts[1] - counts[0]));
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*run)(const char *host);
    } parts[] = {{"articles", bench_articles}, {"latency", bench_latency}, {"memory", bench_memory}};
    struct utsname host;

    if (uname(&host) != 0)
        return 1;
    for (size_t i = 0; i < VG_COUNT_OF(parts); i++) {
        bool wanted = argc < 2;
        for (int k = 1; k < argc; k++)
            wanted |= strcmp(argv[k], parts[i].name) == 0;
        if (wanted)
            parts[i].run(host.nodename);
    }
    return 0;
}
