/* vigie watch against a publisher that loses messages: real sockets, each message once, none
 * missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <pthread.h>
#include <zmq.h>

#include "client/follow.h"
#include "wire/topic.h"

#define N_MESSAGES 300
#define N_TOPICS   5

/* A publisher with a journal. Which messages reach the PUB socket is up to `lose`. */
struct station {
    void *zmq, *pub, *router, *control, *orders;
    char publish[128], replay[128];
    pthread_t thread;
    const char *epoch;
    bool (*lose)(uint64_t seq);
    uint64_t published;
    struct vg_buf bodies[N_MESSAGES + 1];
    struct vg_topic topics[N_MESSAGES + 1];
    unsigned replays;
};

static struct vg_topic topic_of(uint64_t seq)
{
    static const char *const topics[N_TOPICS] = {"event.ML.kidal.ambush", "event.ML.gao.ied",
                                                 "article.fr.rfi", "event.BF.soum.assault",
                                                 "event.ML.kidal.arrest"};
    struct vg_topic topic;

    (void)snprintf(topic.s, sizeof topic.s, "%s", topics[(seq * 7 + seq / 3) % N_TOPICS]);
    return topic;
}

static void write_journal(struct station *st)
{
    for (uint64_t seq = 1; seq <= N_MESSAGES; seq++) {
        struct vg_message msg = {.kind = VG_MSG_FEED,
                                 .head = {st->epoch, seq, 0, (int64_t)seq * 1000000}};

        st->topics[seq] = topic_of(seq);
        for (uint64_t p = seq - 1; p > 0 && msg.head.prev == 0; p--)
            if (strcmp(st->topics[p].s, st->topics[seq].s) == 0)
                msg.head.prev = p;
        msg.u.feed = (struct vg_feed_message){
            .source = "x", .state = "ok", .next_poll_usec = VG_WIRE_TIME_NONE};
        vg_buf_init(&st->bodies[seq], VG_MAX_MESSAGE);
        assert_int_equal(vg_message_write(&msg, &st->bodies[seq]), 0);
    }
}

static void beat(struct station *st)
{
    struct vg_message msg = {.kind = VG_MSG_HEARTBEAT, .head = {st->epoch, st->published, 0, 0}};
    struct vg_buf body;

    vg_buf_init(&body, VG_MAX_MESSAGE);
    (void)!vg_message_write(&msg, &body);
    (void)zmq_send(st->pub, "sys.heartbeat", 13, ZMQ_SNDMORE);
    (void)zmq_send(st->pub, body.p, body.n, 0);
    vg_buf_done(&body);
}

static bool wanted(const struct vg_request *q, const char *topic)
{
    for (size_t i = 0; i < q->n_topics; i++)
        if (strncmp(topic, q->topics[i], strlen(q->topics[i])) == 0)
            return true;
    return q->n_topics == 0;
}

/* Answers one request with a page of at most 20 messages. */
static void answer(struct station *st)
{
    char id[256], text[4096];
    int n_id = zmq_recv(st->router, id, sizeof id, 0),
        n = zmq_recv(st->router, text, sizeof text, 0);
    struct vg_arena *arena = vg_arena_new();
    struct vg_request q;
    struct vg_reply reply;
    struct vg_buf head;
    uint64_t page[20], last = st->published;

    assert_int_equal(vg_request_read(vg_sv(text, (size_t)n), arena, &q, NULL), 0);
    vg_reply_init(&reply, &q);
    reply.epoch = st->epoch;
    reply.first = 1;
    reply.last = last;
    reply.next = q.to && q.to < last ? q.to : last;
    for (uint64_t seq = q.after + 1; seq <= (q.to && q.to < last ? q.to : last); seq++) {
        if (!wanted(&q, st->topics[seq].s))
            continue;
        if (reply.count == 20) {
            reply.more = true;
            reply.next = page[19];
            break;
        }
        page[reply.count++] = seq;
    }
    vg_buf_init(&head, VG_MAX_MESSAGE);
    assert_int_equal(vg_reply_write(&reply, &head), 0);
    (void)zmq_send(st->router, id, (size_t)n_id, ZMQ_SNDMORE);
    (void)zmq_send(st->router, head.p, head.n, reply.count ? ZMQ_SNDMORE : 0);
    for (uint64_t i = 0; i < reply.count; i++) {
        (void)zmq_send(st->router, st->topics[page[i]].s, strlen(st->topics[page[i]].s),
                       ZMQ_SNDMORE);
        (void)zmq_send(st->router, st->bodies[page[i]].p, st->bodies[page[i]].n,
                       i + 1 < reply.count ? ZMQ_SNDMORE : 0);
    }
    st->replays++;
    vg_buf_done(&head);
    vg_arena_free(arena);
}

static void *station_main(void *ctx)
{
    struct station *st = ctx;
    zmq_pollitem_t items[3] = {{st->router, 0, ZMQ_POLLIN, 0},
                               {st->pub, 0, ZMQ_POLLIN, 0},
                               {st->control, 0, ZMQ_POLLIN, 0}};
    unsigned subscribers = 0;

    for (;;) {
        char text[256];

        (void)zmq_poll(items, 3, 5);
        if (items[2].revents)
            return NULL;
        if (items[1].revents && zmq_recv(st->pub, text, sizeof text, 0) > 0)
            subscribers++;
        if (items[0].revents)
            answer(st);
        if (subscribers == 0)
            continue;
        beat(st); /* the first one lets the follower start */
        for (int i = 0;
             i < 10 && st->published > 0 && st->published < N_MESSAGES && !items[0].revents; i++) {
            uint64_t seq = ++st->published;

            if (st->lose(seq))
                continue;
            (void)zmq_send(st->pub, st->topics[seq].s, strlen(st->topics[seq].s), ZMQ_SNDMORE);
            (void)zmq_send(st->pub, st->bodies[seq].p, st->bodies[seq].n, 0);
        }
        if (st->published == 0 && subscribers >= 2)
            st->published = 1;
    }
}

static void bind_any(void *socket, char endpoint[static 128])
{
    size_t n = 128;

    assert_int_equal(zmq_bind(socket, "tcp://127.0.0.1:*"), 0);
    assert_int_equal(zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, endpoint, &n), 0);
}

static struct station *station_start(const char *epoch, bool (*lose)(uint64_t), uint64_t published)
{
    struct station *st = vg_xnew(struct station);

    st->epoch = epoch;
    st->lose = lose;
    st->published = published;
    st->zmq = zmq_ctx_new();
    st->pub = zmq_socket(st->zmq, ZMQ_XPUB);
    st->router = zmq_socket(st->zmq, ZMQ_ROUTER);
    st->control = zmq_socket(st->zmq, ZMQ_PAIR);
    st->orders = zmq_socket(st->zmq, ZMQ_PAIR);
    bind_any(st->pub, st->publish);
    bind_any(st->router, st->replay);
    assert_int_equal(zmq_bind(st->control, "inproc://control"), 0);
    assert_int_equal(zmq_connect(st->orders, "inproc://control"), 0);
    write_journal(st);
    assert_int_equal(pthread_create(&st->thread, NULL, station_main, st), 0);
    return st;
}

/* How many replays it was asked for. */
static unsigned station_stop(struct station *st)
{
    unsigned replays;

    (void)zmq_send(st->orders, "", 0, 0);
    (void)pthread_join(st->thread, NULL);
    replays = st->replays;
    (void)zmq_close(st->pub);
    (void)zmq_close(st->router);
    (void)zmq_close(st->control);
    (void)zmq_close(st->orders);
    (void)zmq_ctx_term(st->zmq);
    for (int i = 1; i <= N_MESSAGES; i++)
        vg_buf_done(&st->bodies[i]);
    free(st);
    return replays;
}

/* What arrived, and when to stop. */
struct heard {
    unsigned times[N_MESSAGES + 1];
    uint64_t last_on[N_TOPICS], count, stop_at;
    bool disorder;
    struct vg_arena *arena;
};

static int hear(void *ctx, struct vg_sv topic, struct vg_sv body)
{
    struct heard *h = ctx;
    struct vg_message_head head;
    enum vg_message_kind kind;

    assert_int_equal(vg_message_read_head(body, h->arena, &kind, &head, NULL), 0);
    for (uint64_t i = 1, slot = 0; i <= N_MESSAGES && slot < N_TOPICS; i++) {
        if (!vg_sv_is(topic, topic_of(i).s))
            continue;
        slot = (i * 7 + i / 3) % N_TOPICS;
        h->disorder |= h->last_on[slot] >= head.seq;
        h->last_on[slot] = head.seq;
        break;
    }
    h->times[head.seq]++;
    return ++h->count == h->stop_at;
}

static void quiet(void *ctx, const char *text)
{
    (void)ctx, (void)text;
}

static uint64_t count_below(const char *prefix, uint64_t after)
{
    uint64_t n = 0;

    for (uint64_t seq = after + 1; seq <= N_MESSAGES; seq++)
        n += strncmp(topic_of(seq).s, prefix, strlen(prefix)) == 0;
    return n;
}

static void follow_all(struct station *st, const char *prefix, bool since, uint64_t after,
                       struct heard *h)
{
    struct vg_follow_opts opts = {.at = {st->publish, st->replay, st->replay},
                                  .topics = {prefix},
                                  .n_topics = 1,
                                  .since = since,
                                  .after = after,
                                  .from_usec = VG_WIRE_TIME_NONE,
                                  .stop_fd = -1,
                                  .check_ms = 100};
    struct vg_err err = {0};

    h->arena = vg_arena_new();
    h->stop_at = count_below(prefix, after);
    assert_int_equal(vg_follow(&opts, hear, quiet, h, &err), 0);
    vg_arena_free(h->arena);
    assert_false(h->disorder);
    for (uint64_t seq = 1; seq <= N_MESSAGES; seq++)
        assert_int_equal(h->times[seq],
                         seq > after && strncmp(topic_of(seq).s, prefix, strlen(prefix)) == 0);
}

static bool lose_none(uint64_t seq)
{
    (void)seq;
    return false;
}
static bool lose_some(uint64_t seq)
{
    return seq % 7 == 3 || seq % 11 == 0;
}
static bool lose_the_end(uint64_t seq)
{
    return seq > N_MESSAGES - 40;
}
static bool lose_all(uint64_t seq)
{
    (void)seq;
    return true;
}

static void holes_are_filled(void **state)
{
    bool (*const losses[])(uint64_t) = {lose_none, lose_some, lose_the_end, lose_all};
    static const char *const prefixes[] = {"event.ML.", "event.", "", "article.fr.rfi"};

    (void)state;
    for (size_t i = 0; i < VG_COUNT_OF(losses); i++)
        for (size_t k = 0; k < VG_COUNT_OF(prefixes); k++) {
            struct station *st = station_start("0000000000000001", losses[i], 0);
            struct heard h = {0};

            /* the first message is published with the first heartbeat that counts it */
            follow_all(st, prefixes[k], true, 0, &h);
            assert_true(station_stop(st) > 1 || losses[i] == lose_none);
        }
}

static void the_past_is_told_first(void **state)
{
    struct station *st = station_start("0000000000000002", lose_none, N_MESSAGES);
    struct heard h = {0};

    (void)state;
    follow_all(st, "event.ML.kidal.", true, 120, &h);
    (void)station_stop(st);
}

static void an_answer_that_is_no_answer_is_an_error(void **state)
{
    struct vg_err err = {0};
    struct vg_asker *asker = vg_asker_new("tcp://nowhere", &err);

    (void)state;
    assert_null(asker);
    assert_non_null(strstr(err.text, "tcp://127.0.0.1:5561"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holes_are_filled),
        cmocka_unit_test(the_past_is_told_first),
        cmocka_unit_test(an_answer_that_is_no_answer_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
