/*
 * What the wire and the keeper's decisions cost, each beside its yardstick in the same run: a burst to 200 subscribers, with 5
 * stalled and 20 coming and going each second, against bare libzmq sending the same frames; replay; link decisions with
 * 1,000,000 known events; 1,000 rules. Bars: burst whole within 3 s, stalled ones cost at most 5 %, replay 100,000/s.
 *
 *     bench_wire [burst|replay|link|rules]...
 */
#include "config.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>
#include <zmq.h>

#include "base/clock.h"
#include "base/io.h"
#include "client/conn.h"
#include "daemon/journal.h"
#include "daemon/publish.h"
#include "daemon/replay.h"
#include "daemon/rule.h"
#include "extract/link.h"
#include "wire/topic.h"

#define BURST 10000
#define SUBSCRIBERS 200
#define THREADS 2
#define STALLED 5
#define BODY 600

struct bench {
    char dir[64], db[96];
    struct vg_store *store;
    struct vg_config config;
};

static void die(const char *what)
{
    (void)fprintf(stderr, "bench_wire: %s\n", what);
    exit(1);
}

static void open_store(struct bench *b, int rows)
{
    static const char topic[] = "event.ML.kidal.ambush";
    char body[BODY + 1];
    struct vg_err err = {0};

    memset(body, 'x', BODY);
    body[BODY] = 0;
    (void)snprintf(b->dir, sizeof b->dir, "/tmp/vigie-bench-XXXXXX");
    if (!mkdtemp(b->dir))
        die("mkdtemp");
    (void)snprintf(b->db, sizeof b->db, "%s/vigie.db", b->dir);
    if (vg_store_open(b->db, &b->store, &err) < 0 || vg_store_begin(b->store) < 0)
        die(err.text);
    for (int i = 1; i <= rows; i++) {
        int64_t seq, prev;
        (void)snprintf(body, 10, "%08d", i);
        body[8] = 'x';
        body[9] = 'x';
        if (vg_journal_next(b->store, VG_SV(topic), &seq, &prev) < 0 ||
            vg_journal_append(b->store, seq, i, VG_SV(topic), vg_sv(body, BODY)) < 0)
            die("journal");
    }
    if (vg_store_commit(b->store) < 0)
        die("commit");
    b->config.publish = b->config.replay = vg_xstrdup("tcp://127.0.0.1:*");
    b->config.limits.publish_hwm = 50000;
    b->config.limits.publish_rate = 10000;
}

static void close_store(struct bench *b)
{
    static const char *const tails[] = {"", "-wal", "-shm"};
    char path[128];

    vg_store_close(b->store);
    free(b->config.publish);
    for (size_t i = 0; i < VG_COUNT_OF(tails); i++) {
        (void)snprintf(path, sizeof path, "%s%s", b->db, tails[i]);
        (void)unlink(path);
    }
    (void)rmdir(b->dir);
}

/* ---- subscribers ---- */

struct crowd {
    const char *endpoint;
    void *context;
    atomic_int ready, done, wrong;
    atomic_bool leave;
    atomic_llong last_usec; /* when the last healthy one had everything */
};

static void *new_sub(struct crowd *c, int hwm)
{
    void *s = zmq_socket(c->context, ZMQ_SUB);
    const int none = 0, small = 4096;

    (void)zmq_setsockopt(s, ZMQ_LINGER, &none, sizeof none);
    (void)zmq_setsockopt(s, ZMQ_RCVHWM, &hwm, sizeof hwm);
    if (hwm == 1)
        (void)zmq_setsockopt(s, ZMQ_RCVBUF, &small, sizeof small);
    (void)zmq_setsockopt(s, ZMQ_SUBSCRIBE, "", 0);
    if (zmq_connect(s, c->endpoint) != 0)
        die("connect");
    return s;
}

/* Everything that is there; counts what comes out of order. */
static void drain(struct crowd *c, void *socket, int *seen)
{
    char topic[64], body[1024];
    int n;

    while (zmq_recv(socket, topic, sizeof topic, ZMQ_DONTWAIT) >= 0) {
        uint64_t number = 0;
        n = zmq_recv(socket, body, sizeof body, 0);
        if (n != BODY || topic[0] != 'e') { /* the warm-up */
            if (*seen < 0) {
                *seen = 0;
                atomic_fetch_add(&c->ready, 1);
            }
            continue;
        }
        if (vg_sv_to_u64(vg_sv(body, 8), 0, BURST, &number) < 0 || (int)number != *seen + 1)
            atomic_fetch_add(&c->wrong, 1);
        *seen = (int)number;
        if (number == BURST) {
            atomic_store(&c->last_usec, vg_clock_mono_usec());
            atomic_fetch_add(&c->done, 1);
        }
    }
}

static void *healthy(void *arg)
{
    struct crowd *c = arg;
    zmq_pollitem_t items[SUBSCRIBERS / THREADS];
    int seen[SUBSCRIBERS / THREADS];

    for (int i = 0; i < SUBSCRIBERS / THREADS; i++) {
        items[i] = (zmq_pollitem_t){.socket = new_sub(c, 100000), .events = ZMQ_POLLIN};
        seen[i] = -1;
    }
    while (!atomic_load(&c->leave))
        if (zmq_poll(items, SUBSCRIBERS / THREADS, 50) > 0)
            for (int i = 0; i < SUBSCRIBERS / THREADS; i++)
                if (items[i].revents)
                    drain(c, items[i].socket, &seen[i]);
    for (int i = 0; i < SUBSCRIBERS / THREADS; i++)
        (void)zmq_close(items[i].socket);
    return NULL;
}

static void *visitors(void *arg)
{
    struct crowd *c = arg;

    while (!atomic_load(&c->leave)) {
        void *s = new_sub(c, 1000);
        (void)poll(NULL, 0, 50); /* 20 a second */
        (void)zmq_close(s);
    }
    return NULL;
}

/* ---- a burst ---- */

enum sender { VIGIE, BARE };

struct result {
    double whole_s, send_cpu_s;
    long rss_kb;
};

static double cpu_s(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct copying {
    char (*bodies)[BODY];
    int n;
};

static int copy_row(void *ctx, const struct vg_journal_row *row)
{
    struct copying *c = ctx;

    memcpy(c->bodies[c->n++], row->body.p, BODY);
    return 0;
}

static void send_bare(void *socket, char (*bodies)[BODY])
{
    for (int i = 0; i < BURST; i++) {
        (void)zmq_send(socket, "event.ML.kidal.ambush", 21, ZMQ_SNDMORE | ZMQ_DONTWAIT);
        (void)zmq_send(socket, bodies[i], BODY, ZMQ_DONTWAIT);
    }
}

/* All subscribers have heard something: their subscriptions are in force. */
static void warm_up(struct crowd *c, void *socket)
{
    char byte[8];

    while (atomic_load(&c->ready) < SUBSCRIBERS) {
        (void)zmq_send(socket, "sys", 3, ZMQ_SNDMORE | ZMQ_DONTWAIT);
        (void)zmq_send(socket, "{}", 2, ZMQ_DONTWAIT);
        (void)poll(NULL, 0, 20);
        while (zmq_recv(socket, byte, sizeof byte, ZMQ_DONTWAIT) >= 0)
            continue;
    }
}

static struct result burst(struct bench *b, enum sender sender, bool trouble)
{
    struct crowd c = {.context = zmq_ctx_new()};
    struct vg_publisher *p = vg_publisher_new(&b->config, NULL, b->store, 0, NULL);
    pthread_t threads[THREADS], visitor;
    struct copying copies = {vg_xcalloc(BURST, BODY), 0};
    struct result result = {0};
    void *stalled[STALLED];
    int64_t next, start;
    int wait;

    if (!p || vg_journal_read(b->store, 1, BURST, VG_SV(""), BURST, copy_row, &copies, &next) < 0)
        die("publisher");
    (void)zmq_ctx_set(c.context, ZMQ_MAX_SOCKETS, 1000);
    c.endpoint = vg_publisher_endpoint(p);
    for (int i = 0; i < THREADS; i++)
        (void)pthread_create(&threads[i], NULL, healthy, &c);
    for (int i = 0; trouble && i < STALLED; i++)
        stalled[i] = new_sub(&c, 1);
    if (trouble)
        (void)pthread_create(&visitor, NULL, visitors, &c);
    warm_up(&c, vg_publisher_socket(p));
    start = vg_clock_mono_usec();
    double cpu = cpu_s();
    if (sender == BARE)
        send_bare(vg_publisher_socket(p), copies.bodies);
    while (sender == VIGIE && (wait = vg_publisher_step(p, vg_clock_mono_usec())) >= 0)
        (void)poll(NULL, 0, wait);
    result.send_cpu_s = cpu_s() - cpu;
    while (atomic_load(&c.done) < SUBSCRIBERS && vg_clock_mono_usec() < start + 60000000) {
        vg_publisher_drain(p);
        (void)poll(NULL, 0, 5);
    }
    result.whole_s = (double)(atomic_load(&c.last_usec) - start) / 1e6;
    if (atomic_load(&c.done) < SUBSCRIBERS || atomic_load(&c.wrong))
        (void)printf("  INCOMPLETE: %d of %d subscribers, %d out of order\n", atomic_load(&c.done), SUBSCRIBERS,
                     atomic_load(&c.wrong));
    atomic_store(&c.leave, true);
    for (int i = 0; i < THREADS; i++)
        (void)pthread_join(threads[i], NULL);
    for (int i = 0; trouble && i < STALLED; i++)
        (void)zmq_close(stalled[i]);
    if (trouble)
        (void)pthread_join(visitor, NULL);
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    result.rss_kb = usage.ru_maxrss;
    vg_publisher_free(p);
    (void)zmq_ctx_term(c.context);
    free(copies.bodies);
    return result;
}

static void bench_burst(void)
{
    struct bench b = {.store = NULL};

    open_store(&b, BURST);
    struct result paced = burst(&b, VIGIE, true);
    b.config.limits.publish_rate = 1000000;
    struct result calm = burst(&b, VIGIE, false), trouble = burst(&b, VIGIE, true), bare = burst(&b, BARE, true);
    (void)printf("burst: %d events to %d subscribers (%d stalled, 20 visitors/s), every healthy one complete and in order:\n"
                 "  as configured (10,000/s) %.2f s (bar 3 s); unpaced %.2f s, bare libzmq %.2f s: ratio %.2f\n"
                 "  sending costs %.0f ms of CPU, with the stalled %.0f ms (ratio %.2f), bare libzmq %.0f ms; peak %ld MB for all\n",
                 BURST, SUBSCRIBERS, STALLED, paced.whole_s, trouble.whole_s, bare.whole_s, trouble.whole_s / bare.whole_s,
                 calm.send_cpu_s * 1e3, trouble.send_cpu_s * 1e3, trouble.send_cpu_s / calm.send_cpu_s, bare.send_cpu_s * 1e3,
                 trouble.rss_kb / 1024);
    close_store(&b);
}

/* ---- replay ---- */

static int count_message(void *ctx, struct vg_sv topic, struct vg_sv body)
{
    (void)topic;
    *(size_t *)ctx += body.n == BODY;
    return 0;
}

static void *push_bare(void *arg)
{
    char body[BODY] = {0};

    for (int i = 0; i < 200000; i++) {
        (void)zmq_send(arg, "event.ML.kidal.ambush", 21, ZMQ_SNDMORE);
        (void)zmq_send(arg, body, BODY, 0);
    }
    return NULL;
}

static double bare_rate(void)
{
    void *context = zmq_ctx_new(), *push = zmq_socket(context, ZMQ_PUSH), *pull = zmq_socket(context, ZMQ_PULL);
    char endpoint[64], frame[1024];
    size_t n = sizeof endpoint;
    pthread_t thread;

    if (zmq_bind(pull, "tcp://127.0.0.1:*") != 0 || zmq_getsockopt(pull, ZMQ_LAST_ENDPOINT, endpoint, &n) != 0 ||
        zmq_connect(push, endpoint) != 0)
        die("bare sockets");
    int64_t start = vg_clock_mono_usec();
    (void)pthread_create(&thread, NULL, push_bare, push);
    for (int i = 0; i < 2 * 200000; i++)
        (void)zmq_recv(pull, frame, sizeof frame, 0);
    double s = (double)(vg_clock_mono_usec() - start) / 1e6;
    (void)pthread_join(thread, NULL);
    (void)zmq_close(push);
    (void)zmq_close(pull);
    (void)zmq_ctx_term(context);
    return 200000 / s;
}

static void bench_replay(void)
{
    struct bench b = {.store = NULL};
    struct vg_err err = {0};
    struct vg_shared shared = {.config = &b.config, .db_path = b.db};
    struct vg_request q;
    struct vg_reply reply;
    size_t n = 0;

    open_store(&b, 100000);
    struct vg_replay *replay = vg_replay_new(&b.config, &shared, &err);
    if (!replay)
        die(err.text);
    vg_replay_start(replay);
    struct vg_asker *asker = vg_asker_new(vg_replay_endpoint(replay), &err);
    struct vg_arena *arena = vg_arena_new();
    vg_request_init(&q, VG_OP_REPLAY);
    int64_t start = vg_clock_mono_usec();
    if (!asker || vg_ask_all(asker, &q, arena, &reply, count_message, &n, &err) < 0)
        die(err.text);
    double rate = (double)n / ((double)(vg_clock_mono_usec() - start) / 1e6), bare = bare_rate();
    (void)printf("replay: %.0f messages/s of %d bytes (bar 100,000/s); bare libzmq, same frames: %.0f/s: ratio %.2f\n", rate, BODY,
                 bare, rate / bare);
    vg_asker_free(asker);
    vg_arena_free(arena);
    vg_replay_free(replay);
    close_store(&b);
}

/* ---- linking and rules ---- */

static uint64_t next(uint64_t *state)
{
    *state = *state * 6364136223846793005ull + 1442695040888963407ull;
    return *state >> 33;
}

/* Events of so many days in 2,000 places, one in three with a toll. */
static struct vg_event an_event(uint64_t *dice, int days, char name[static 16])
{
    int32_t day = 19000 + (int32_t)(next(dice) % (uint64_t)days);
    uint64_t place = next(dice) % 2000;
    struct vg_event e = {.type = (enum vg_event_type)(next(dice) % VG_TYPE_COUNT),
                         .date = {day, day, VG_DATE_DAY},
                         .place = {.country = "ML", .precision = VG_PLACE_TOWN, .has_coord = true},
                         .n_initiators = 1,
                         .initiators = {"JNIM"}};

    (void)snprintf(name, 16, "lieu%u", (unsigned)place);
    e.place.name = e.place.canonical = name;
    e.place.lat = 12 + (double)(place % 50) / 5;
    e.place.lon = -10 + (double)(place / 50) / 3;
    if (next(dice) % 3 == 0) {
        int64_t dead = (int64_t)(next(dice) % 40) + 1;
        e.casualties[e.n_casualties++] = (struct vg_casualty){VG_OUT_KILLED, VG_GROUP_MILITARY, {dead, dead, false}, NULL};
    }
    return e;
}

static double link_rate(uint64_t known, int days)
{
    struct vg_linker *linker = vg_linker_new();
    uint64_t dice = 1, id;
    struct vg_link_score score;
    struct vg_link_key key;
    char name[16];
    size_t found = 0;
    const int asked = 20000;

    for (uint64_t i = 1; i <= known; i++) {
        struct vg_event e = an_event(&dice, days, name);
        vg_link_key(&e, e.date.from, i, &key);
        vg_linker_set(linker, &key);
    }
    int64_t start = vg_clock_mono_usec();
    for (int i = 0; i < asked; i++) {
        struct vg_event e = an_event(&dice, days, name);
        vg_link_key(&e, e.date.from, 0, &key);
        found += vg_linker_find(linker, &key, VG_LINK_THRESHOLD, NULL, 0, &id, &score);
    }
    double s = (double)(vg_clock_mono_usec() - start) / 1e6;
    (void)printf("  %8llu known: %.0f decisions/s, %.0f %% known already\n", (unsigned long long)known, asked / s,
                 100.0 * (double)found / asked);
    vg_linker_free(linker);
    return asked / s;
}

static void bench_link(void)
{
    (void)printf("link decisions:\n");
    double few = link_rate(100000, 110), many = link_rate(1000000, 1095);
    (void)printf("  ten times the events over ten times the days: each decision costs %.1f times as much\n", few / many);
}

static void bench_rules(void)
{
    struct vg_rule_set *rules = NULL;
    struct vg_rule_world world = {0};
    struct vg_err err = {0};
    struct vg_arena *arena = vg_arena_new();
    struct vg_buf yaml;
    uint64_t dice = 7;
    size_t held = 0, n_why;
    const char *why[32];
    char name[16];

    vg_buf_init(&yaml, 1024 * 1024);
    (void)vg_buf_str(&yaml, "alerts:\n  rules:\n");
    for (int i = 0; i < 1000; i++)
        (void)vg_buf_printf(&yaml, "    - {name: r%d, match: {type: [%s], country: [ML], killed_min: %d, near_lat: %d, near_lon: -4, "
                            "near_km: 200, not: {actors: [ML_GOV]}}}\n", i,
                            vg_event_type_name((enum vg_event_type)(i % VG_TYPE_COUNT)), 1 + i % 30, 12 + i % 8);
    if (vg_rule_set_read("rules", vg_buf_view(&yaml), &world, &rules, &err) < 0)
        die(err.text);
    int64_t start = vg_clock_mono_usec();
    for (int i = 0; i < 1000; i++) {
        struct vg_event e = an_event(&dice, 1095, name);
        const struct vg_rule_subject subject = {&e, NULL, 0, 1, "Embuscade"};
        for (size_t k = 0; k < rules->n_rules; k++)
            held += vg_rule_matches(&rules->rules[k], &subject, &world, arena, why, 32, &n_why);
        vg_arena_reset(arena);
    }
    double s = (double)(vg_clock_mono_usec() - start) / 1e6;
    (void)printf("rules: %.1f million evaluated/s with %zu rules, %.0f events/s (%zu matched)\n", 1e6 / s / 1e6, rules->n_rules,
                 1000 / s, held);
    vg_rule_set_free(rules);
    vg_buf_done(&yaml);
    vg_arena_free(arena);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*run)(void);
    } all[] = {{"burst", bench_burst}, {"replay", bench_replay}, {"link", bench_link}, {"rules", bench_rules}};

    for (size_t i = 0; i < VG_COUNT_OF(all); i++) {
        bool wanted = argc < 2;
        for (int k = 1; k < argc; k++)
            wanted |= strcmp(argv[k], all[i].name) == 0;
        if (wanted)
            all[i].run();
        (void)fflush(stdout);
    }
    return 0;
}
