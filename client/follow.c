#include "client/follow.h"
#include "client/curve.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <zmq.h>

#include "base/clock.h"
#include "base/hash.h"
#include "wire/topic.h"

#define SILENCE_USEC (5 * 1000000LL) /* without a heartbeat: say so */
#define CHECK_MS     10000
#define STOP_WELL    1

/* the last message delivered on one topic */
struct seen {
    uint64_t seq;
    char topic[];
};

struct follow {
    const struct vg_follow_opts *opts;
    vg_follow_fn *on_message;
    vg_note_fn *on_note;
    void *ctx;
    void *zmq, *sub;
    struct vg_asker *asker;
    struct vg_arena *arena;      /* of one publication */
    struct vg_arena *page_arena; /* of one replay */
    struct vg_map *seen;         /* topic -> struct seen */
    char epoch[40];
    bool started;
    uint64_t covered; /* all that was asked for up to this seq has been delivered */
    uint64_t fetched; /* messages that the running replay delivered */
    int64_t heard_usec, checked_usec, check_usec;
    bool silent;
};

static void note(struct follow *self, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void note(struct follow *self, const char *fmt, ...)
{
    char text[512];
    va_list ap;

    va_start(ap, fmt);
    (void)vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    self->on_note(self->ctx, text);
}

static void forget(struct follow *self)
{
    struct vg_sv key;
    void *value;

    for (size_t at = 0; vg_map_next(self->seen, &at, &key, &value);)
        free(value);
    vg_map_free(self->seen);
    self->seen = vg_map_new();
}

static uint64_t last_on(const struct follow *self, struct vg_sv topic)
{
    const struct seen *seen = vg_map_get(self->seen, topic);

    return seen ? seen->seq : 0;
}

static int deliver(struct follow *self, struct vg_sv topic, uint64_t seq, struct vg_sv body)
{
    struct seen *seen = vg_map_get(self->seen, topic);

    if (!seen) {
        seen = vg_xmalloc(sizeof *seen + topic.n + 1);
        memcpy(seen->topic, topic.p, topic.n);
        seen->topic[topic.n] = '\0';
        (void)vg_map_set(self->seen, vg_sv(seen->topic, topic.n), seen);
    }
    seen->seq = seq;
    return self->on_message(self->ctx, topic, body);
}

/* A message of a replay page. */
static int on_replayed(void *ctx, struct vg_sv topic, struct vg_sv body)
{
    struct follow *self = ctx;
    struct vg_message_head head;
    enum vg_message_kind kind;
    int r;

    if (vg_message_read_head(body, self->page_arena, &kind, &head, NULL) < 0)
        return 0; /* of a kind that only newer programs know */
    if (head.seq <= self->covered || head.seq <= last_on(self, topic))
        return 0;
    self->fetched++;
    r = deliver(self, topic, head.seq, body);
    return r == STOP_WELL ? VG_E_STOPPED : r;
}

/* Delivers everything wanted with covered < seq <= to (0: all there is) and moves covered there. */
static int fetch(struct follow *self, uint64_t to, int64_t from_usec, struct vg_err *err)
{
    struct vg_request request;
    struct vg_reply reply;
    int r;

    vg_request_init(&request, VG_OP_REPLAY);
    request.after = self->covered;
    request.to = to;
    request.from_usec = from_usec;
    for (size_t i = 0; i < self->opts->n_topics; i++)
        request.topics[request.n_topics++] = self->opts->topics[i];
    self->fetched = 0;
    do {
        r = vg_ask(self->asker, &request, self->page_arena, &reply, on_replayed, self, err);
        if (r == 0 && reply.first > self->covered + 1 && self->covered > 0)
            note(self, "messages %" PRIu64 " to %" PRIu64 " are no longer in the journal",
                 self->covered + 1, reply.first - 1);
        if (r == 0 && reply.more && reply.next <= request.after)
            r = vg_fail(err, VG_E_SYNTAX, "the daemon answers the same page again");
        if (r == 0)
            self->covered = request.after = reply.next;
        vg_arena_reset(self->page_arena);
    } while (r == 0 && reply.more);
    if (r == 0 && self->covered < (to ? to : reply.last))
        self->covered = to ? to : reply.last;
    return r;
}

/* Fills a hole; a replay that fails is told and tried again at the next check. */
static int fill(struct follow *self, uint64_t to, bool tell)
{
    struct vg_err err = {0};
    int r;

    if (to <= self->covered)
        return 0;
    r = fetch(self, to, VG_WIRE_TIME_NONE, &err);
    self->checked_usec = vg_clock_mono_usec();
    if (r == VG_E_STOPPED)
        return r;
    if (r < 0)
        note(self, "messages may be missing, the replay failed: %s", err.text);
    else if (tell || self->fetched)
        note(self, "%" PRIu64 " message%s fetched by replay", self->fetched,
             self->fetched == 1 ? "" : "s");
    return 0;
}

/* The first sign of life: from here on we see everything. */
static int start(struct follow *self, const struct vg_message_head *head, uint64_t now,
                 struct vg_err *err)
{
    int r = 0;

    (void)snprintf(self->epoch, sizeof self->epoch, "%s", head->epoch ? head->epoch : "");
    self->started = true;
    self->covered = now;
    self->checked_usec = vg_clock_mono_usec();
    if (self->opts->since) {
        self->covered = self->opts->after;
        r = fetch(self, 0, self->opts->from_usec, err);
    }
    return r;
}

/* A new database: nothing that was seen counts any more. */
static int restart(struct follow *self, const struct vg_message_head *head, uint64_t upto)
{
    note(self, "vigied has a new database; following it from its beginning");
    forget(self);
    (void)snprintf(self->epoch, sizeof self->epoch, "%s", head->epoch ? head->epoch : "");
    self->covered = 0;
    return fill(self, upto, false);
}

static int on_heartbeat(struct follow *self, const struct vg_message_head *head)
{
    int64_t now = vg_clock_mono_usec();
    bool back = self->silent;

    if (self->silent)
        note(self, "vigied is back");
    self->silent = false;
    self->heard_usec = now;
    if (head->seq > self->covered && (back || now - self->checked_usec >= self->check_usec))
        return fill(self, head->seq, false);
    return 0;
}

static int on_published(struct follow *self, struct vg_sv topic, struct vg_sv body,
                        struct vg_err *err)
{
    struct vg_message_head head;
    enum vg_message_kind kind;
    uint64_t known;
    int r = 0;

    if (vg_message_read_head(body, self->arena, &kind, &head, NULL) < 0)
        return 0;
    if (!self->started)
        r = start(self, &head, kind == VG_MSG_HEARTBEAT || head.seq == 0 ? head.seq : head.seq - 1,
                  err);
    else if (head.epoch && strcmp(head.epoch, self->epoch) != 0)
        r = restart(self, &head, kind == VG_MSG_HEARTBEAT ? head.seq : head.seq - 1);
    if (r != 0)
        return r;
    if (kind == VG_MSG_HEARTBEAT)
        return on_heartbeat(self, &head);
    known = last_on(self, topic);
    known = known > self->covered ? known : self->covered;
    if (head.seq <= known)
        return 0;
    if (head.prev > known && (r = fill(self, head.seq - 1, true)) < 0)
        return r;
    return head.seq > last_on(self, topic) ? deliver(self, topic, head.seq, body) : 0;
}

/* One publication of two frames; more frames are a later version's. */
static int receive(struct follow *self, struct vg_err *err)
{
    zmq_msg_t frames[2];
    int n = 0, more = 1, r = 0;

    (void)zmq_msg_init(&frames[0]);
    (void)zmq_msg_init(&frames[1]);
    while (more && r == 0) {
        zmq_msg_t *frame = &frames[n < 1 ? 0 : 1];

        if (zmq_msg_recv(frame, self->sub, n == 0 ? ZMQ_DONTWAIT : 0) < 0)
            r = zmq_errno() == EAGAIN || zmq_errno() == EINTR ? VG_E_AGAIN : VG_E_IO;
        else
            more = zmq_msg_more(frame);
        n++;
    }
    if (r == 0 && n == 2)
        r = on_published(self, vg_sv(zmq_msg_data(&frames[0]), zmq_msg_size(&frames[0])),
                         vg_sv(zmq_msg_data(&frames[1]), zmq_msg_size(&frames[1])), err);
    (void)zmq_msg_close(&frames[0]);
    (void)zmq_msg_close(&frames[1]);
    vg_arena_reset(self->arena);
    return r;
}

static int drain(struct follow *self, struct vg_err *err)
{
    int r = 0;

    for (int i = 0; i < 1000 && r == 0; i++)
        r = receive(self, err);
    return r == VG_E_AGAIN ? 0 : r;
}

static void check_silence(struct follow *self)
{
    if (self->silent || vg_clock_mono_usec() - self->heard_usec < SILENCE_USEC)
        return;
    self->silent = true;
    note(self,
         self->started ? "no heartbeat from %s for 5 s: vigied stopped, or the network did; waiting"
                       : "nothing from %s yet: is vigied running? waiting for it",
         self->opts->at.publish);
}

static int run(struct follow *self, struct vg_err *err)
{
    zmq_pollitem_t items[2] = {{self->sub, 0, ZMQ_POLLIN, 0},
                               {NULL, self->opts->stop_fd, ZMQ_POLLIN, 0}};
    int n_items = self->opts->stop_fd >= 0 ? 2 : 1, r = 0;

    self->heard_usec = vg_clock_mono_usec();
    while (r == 0) {
        int n = zmq_poll(items, n_items, 1000);

        if (n < 0 && zmq_errno() != EINTR)
            return vg_fail(err, VG_E_IO, "%s", zmq_strerror(zmq_errno()));
        if (n_items == 2 && items[1].revents)
            return 0;
        r = drain(self, err);
        check_silence(self);
    }
    return r == STOP_WELL || r == VG_E_STOPPED ? 0 : r;
}

static int connect_sub(struct follow *self, struct vg_err *err)
{
    const struct vg_follow_opts *opts = self->opts;
    const int none = 0, room = 100000, heartbeat_ms = 5000;
    const int64_t most = VG_MAX_MESSAGE;

    self->zmq = zmq_ctx_new();
    self->sub = self->zmq ? zmq_socket(self->zmq, ZMQ_SUB) : NULL;
    if (self->sub && vg_curve_arm(self->sub, opts->at.publish, err) < 0)
        return VG_E_REFUSED;
    if (!self->sub || zmq_setsockopt(self->sub, ZMQ_LINGER, &none, sizeof none) != 0 ||
        zmq_setsockopt(self->sub, ZMQ_RCVHWM, &room, sizeof room) != 0 ||
        zmq_setsockopt(self->sub, ZMQ_HEARTBEAT_IVL, &heartbeat_ms, sizeof heartbeat_ms) != 0 ||
        zmq_setsockopt(self->sub, ZMQ_MAXMSGSIZE, &most, sizeof most) != 0 ||
        zmq_connect(self->sub, opts->at.publish) != 0)
        return vg_fail(err, VG_E_IO,
                       "cannot connect to %s: %s; an endpoint looks like tcp://127.0.0.1:5560",
                       opts->at.publish, zmq_strerror(zmq_errno()));
    for (size_t i = 0; i < opts->n_topics; i++)
        if (zmq_setsockopt(self->sub, ZMQ_SUBSCRIBE, opts->topics[i], strlen(opts->topics[i])) != 0)
            return vg_fail(err, VG_E_IO, "%s", zmq_strerror(zmq_errno()));
    if (opts->n_topics == 0)
        (void)zmq_setsockopt(self->sub, ZMQ_SUBSCRIBE, "", 0);
    /* last: once a heartbeat comes, the subscriptions before it are in force */
    (void)zmq_setsockopt(self->sub, ZMQ_SUBSCRIBE, "sys.heartbeat", strlen("sys.heartbeat"));
    self->asker = vg_asker_new(opts->at.replay, err);
    return self->asker ? 0 : VG_E_IO;
}

int vg_follow(const struct vg_follow_opts *opts, vg_follow_fn *on_message, vg_note_fn *on_note,
              void *ctx, struct vg_err *err)
{
    struct follow self = {.opts = opts, .on_message = on_message, .on_note = on_note, .ctx = ctx};
    int r;

    self.check_usec = (opts->check_ms ? opts->check_ms : CHECK_MS) * 1000LL;
    self.arena = vg_arena_new();
    self.page_arena = vg_arena_new();
    self.seen = vg_map_new();
    r = connect_sub(&self, err);
    if (r == 0)
        r = run(&self, err);
    vg_asker_free(self.asker);
    if (self.sub)
        (void)zmq_close(self.sub);
    if (self.zmq)
        (void)zmq_ctx_term(self.zmq);
    forget(&self);
    vg_map_free(self.seen);
    vg_arena_free(self.page_arena);
    vg_arena_free(self.arena);
    return r;
}

int vg_hear(const char *publish, int timeout_ms, vg_follow_fn *on_message, void *ctx,
            struct vg_err *err)
{
    struct vg_follow_opts opts = {.at = {publish, VG_DEFAULT_REPLAY, VG_DEFAULT_CONTROL},
                                  .topics = {"sys."},
                                  .n_topics = 1,
                                  .stop_fd = -1};
    struct follow self = {.opts = &opts};
    zmq_msg_t topic, body;
    int r = connect_sub(&self, err);

    (void)zmq_msg_init(&topic);
    (void)zmq_msg_init(&body);
    if (r == 0 && (zmq_setsockopt(self.sub, ZMQ_RCVTIMEO, &timeout_ms, sizeof timeout_ms) != 0 ||
                   zmq_msg_recv(&topic, self.sub, 0) < 0 || zmq_msg_recv(&body, self.sub, 0) < 0))
        r = vg_fail(err, VG_E_AGAIN,
                    "nothing from %s within %d s; is vigied running, and does it "
                    "publish there?",
                    publish, timeout_ms / 1000);
    if (r == 0)
        r = on_message(ctx, vg_sv(zmq_msg_data(&topic), zmq_msg_size(&topic)),
                       vg_sv(zmq_msg_data(&body), zmq_msg_size(&body)));
    (void)zmq_msg_close(&topic);
    (void)zmq_msg_close(&body);
    vg_asker_free(self.asker);
    if (self.sub)
        (void)zmq_close(self.sub);
    if (self.zmq)
        (void)zmq_ctx_term(self.zmq);
    return r;
}
