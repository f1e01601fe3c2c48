/*
 * Follows vigied without missing a message: ./subscriber [PREFIX [SINCE]]
 *
 *   apt-get install gcc pkg-config libzmq3-dev libjansson-dev
 *   gcc -O2 -o subscriber subscriber.c $(pkg-config --cflags --libs libzmq jansson)
 *
 * Endpoints come from VIGIE_PUBLISH and VIGIE_REPLAY, or are the defaults. See doc/protocol.md for
 * the rules that the numbers below refer to.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zmq.h>

struct topic {
    struct topic *next;
    json_int_t last; /* seq of the last message seen on it */
    char name[];
};

struct follower {
    void *zmq, *sub;
    const char *prefix, *replay;
    char epoch[40];
    json_int_t covered; /* all messages up to here were handled */
    struct topic *topics;
    time_t checked;
};

static void die(const char *what)
{
    fprintf(stderr, "subscriber: %s: %s\n", what, zmq_strerror(zmq_errno()));
    exit(1);
}

static json_int_t number(const json_t *message, const char *key)
{
    return json_integer_value(json_object_get(message, key));
}

static const char *word(const json_t *message, const char *key)
{
    const char *s = json_string_value(json_object_get(message, key));

    return s ? s : "";
}

/* What to do with a message is up to you. */
static void handle(const json_t *message)
{
    const char *text = word(message, "headline");

    printf("%lld %s %s\n", (long long)number(message, "seq"), word(message, "kind"),
           *text ? text : word(message, "title"));
    fflush(stdout);
}

static struct topic *topic_of(struct follower *f, const char *name, size_t n)
{
    struct topic *t = f->topics;

    while (t && (strlen(t->name) != n || memcmp(t->name, name, n) != 0))
        t = t->next;
    if (!t) {
        t = calloc(1, sizeof *t + n + 1);
        if (!t)
            abort();
        memcpy(t->name, name, n);
        t->next = f->topics;
        f->topics = t;
    }
    return t;
}

static void handle_if_new(struct follower *f, struct topic *t, const json_t *message)
{
    json_int_t seq = number(message, "seq");

    if (seq <= f->covered || seq <= t->last)
        return;
    t->last = seq;
    handle(message);
}

/* One frame; *more tells whether another follows. The caller closes it. */
static void receive(void *socket, zmq_msg_t *frame, int *more)
{
    zmq_msg_init(frame);
    if (zmq_msg_recv(frame, socket, 0) < 0)
        die("receive");
    *more = zmq_msg_more(frame);
}

static json_t *parse(zmq_msg_t *frame)
{
    json_t *j = json_loadb(zmq_msg_data(frame), zmq_msg_size(frame), 0, NULL);

    if (!j)
        die("not JSON");
    return j;
}

/* The messages of a page: topic, body, topic, body, ... */
static void handle_page(struct follower *f, void *req, int more)
{
    while (more) {
        zmq_msg_t topic, body;
        json_t *message;

        receive(req, &topic, &more);
        receive(req, &body, &more);
        message = parse(&body);
        handle_if_new(f, topic_of(f, zmq_msg_data(&topic), zmq_msg_size(&topic)), message);
        json_decref(message);
        zmq_msg_close(&topic);
        zmq_msg_close(&body);
    }
}

/* Handles what is new in covered < seq <= to (to 0: up to the last), page by page. */
static void fill(struct follower *f, json_int_t to)
{
    void *req = zmq_socket(f->zmq, ZMQ_REQ);
    json_int_t after = f->covered;
    int timeout = 5000, linger = 0, again = 1;

    if (!req || zmq_setsockopt(req, ZMQ_RCVTIMEO, &timeout, sizeof timeout) ||
        zmq_setsockopt(req, ZMQ_LINGER, &linger, sizeof linger) || zmq_connect(req, f->replay))
        die(f->replay);
    while (again) {
        char request[1024];
        zmq_msg_t frame;
        json_t *head;
        int more;

        snprintf(request, sizeof request,
                 "{\"v\":1,\"op\":\"replay\",\"after\":%lld,\"to\":%lld,\"topics\":[\"%s\"]}",
                 (long long)after, (long long)to, f->prefix);
        if (zmq_send(req, request, strlen(request), 0) < 0)
            die(f->replay);
        receive(req, &frame, &more);
        head = parse(&frame);
        if (!json_is_true(json_object_get(head, "ok"))) {
            fprintf(stderr, "subscriber: %s\n", word(head, "error"));
            exit(1);
        }
        handle_page(f, req, more);
        after = number(head, "next");
        again = json_is_true(json_object_get(head, "more"));
        json_decref(head);
        zmq_msg_close(&frame);
    }
    if (after > f->covered)
        f->covered = after;
    f->checked = time(NULL);
    zmq_close(req);
}

/* The first sign of life (1, 2), or a new database (5). */
static void start(struct follower *f, const json_t *message, json_int_t upto, const char *since)
{
    int first = f->epoch[0] == '\0';

    if (!first && strcmp(f->epoch, word(message, "epoch")) == 0)
        return;
    snprintf(f->epoch, sizeof f->epoch, "%s", word(message, "epoch"));
    for (struct topic *t = f->topics; t; t = t->next)
        t->last = 0;
    if (first && !since) {
        f->covered = upto;
        return;
    }
    f->covered = first ? atoll(since) : 0;
    fill(f, first ? 0 : upto);
}

static void follow(struct follower *f, const char *since)
{
    for (;;) {
        zmq_msg_t topic, body;
        struct topic *t;
        json_t *message;
        json_int_t seq;
        int more, beat;

        receive(f->sub, &topic, &more);
        receive(f->sub, &body, &more);
        message = parse(&body);
        seq = number(message, "seq");
        beat = strcmp(word(message, "kind"), "heartbeat") == 0;
        start(f, message, beat ? seq : seq - 1, since);
        t = topic_of(f, zmq_msg_data(&topic), zmq_msg_size(&topic));
        if (beat) {
            if (seq > f->covered && time(NULL) - f->checked > 10) /* (4) */
                fill(f, seq);
        } else {
            if (number(message, "prev") > f->covered &&
                number(message, "prev") > t->last) /* (3) a hole */
                fill(f, seq - 1);
            handle_if_new(f, t, message);
        }
        json_decref(message);
        zmq_msg_close(&topic);
        zmq_msg_close(&body);
    }
}

int main(int argc, char **argv)
{
    const char *publish = getenv("VIGIE_PUBLISH"), *replay = getenv("VIGIE_REPLAY");
    struct follower f = {.prefix = argc > 1 ? argv[1] : "event.",
                         .replay = replay ? replay : "tcp://127.0.0.1:5561"};
    int room = 100000;

    if (strpbrk(f.prefix, "\"\\")) {
        fputs("usage: subscriber [PREFIX [SINCE]]\n", stderr);
        return 2;
    }
    f.zmq = zmq_ctx_new();
    f.sub = zmq_socket(f.zmq, ZMQ_SUB);
    f.checked = time(NULL);
    if (!f.sub || zmq_setsockopt(f.sub, ZMQ_RCVHWM, &room, sizeof room) ||
        zmq_connect(f.sub, publish ? publish : "tcp://127.0.0.1:5560"))
        die("connect");
    zmq_setsockopt(f.sub, ZMQ_SUBSCRIBE, f.prefix, strlen(f.prefix));
    /* last: when a heartbeat comes, the subscription before it is in force (1) */
    zmq_setsockopt(f.sub, ZMQ_SUBSCRIBE, "sys.heartbeat", strlen("sys.heartbeat"));
    follow(&f, argc > 2 ? argv[2] : NULL);
    return 0;
}
