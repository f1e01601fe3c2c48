/* publish.c - see publish.h. */
#include "config.h"

#include "daemon/publish.h"

#include <czmq.h>
#include <stdio.h>
#include <stdlib.h>

#include "wire/topic.h"

#define LINGER_MS 1000

struct vg_publisher {
    zsock_t *sock;
    void *raw;
    struct vg_store *store;
    struct vg_peers *peers;
    char endpoint[256];
    int64_t sent;            /* last seq */
    int64_t rate;            /* messages a second */
    double tokens;           /* that may go now */
    int64_t refilled_usec;
};

/* A file left by a daemon that was killed would make bind fail. */
static void unlink_stale(const char *endpoint)
{
    if (strncmp(endpoint, "ipc://", 6) == 0)
        (void)unlink(endpoint + 6);
}

struct vg_publisher *vg_publisher_new(const struct vg_config *config, const struct vg_curve *curve,
                                      struct vg_store *store, int64_t after, struct vg_err *err)
{
    struct vg_publisher *self = vg_xnew(struct vg_publisher);

    self->store = store;
    self->sent = after;
    self->rate = config->limits.publish_rate;
    self->sock = zsock_new(ZMQ_XPUB);
    if (!self->sock)
        goto failed;
    zsock_set_sndhwm(self->sock, (int)config->limits.publish_hwm);
    zsock_set_linger(self->sock, LINGER_MS);
    zsock_set_maxmsgsize(self->sock, 64 * 1024); /* incoming: subscriptions */
    zsock_set_handshake_ivl(self->sock, 5000);
    zsock_set_heartbeat_ivl(self->sock, 10000);
    zsock_set_heartbeat_timeout(self->sock, 30000);
    zsock_set_tcp_keepalive(self->sock, 1);
    vg_curve_protect(curve, self->sock, config->publish);
    unlink_stale(config->publish);
    self->raw = zsock_resolve(self->sock);
    self->peers = vg_peers_open(self->raw, "publish");
    if (!self->peers || zsock_bind(self->sock, "%s", config->publish) < 0)
        goto failed;
    (void)snprintf(self->endpoint, sizeof self->endpoint, "%s", zsock_endpoint(self->sock));
    return self;
failed:
    (void)vg_fail(err, VG_E_IO, "publish: cannot bind %s: %s; is another vigied running?",
                  config->publish, zmq_strerror(zmq_errno()));
    vg_publisher_free(self);
    return NULL;
}

void vg_publisher_free(struct vg_publisher *self)
{
    if (!self)
        return;
    vg_peers_close(self->peers);
    zsock_destroy(&self->sock);
    free(self);
}

const char *vg_publisher_endpoint(const struct vg_publisher *self)
{
    return self->endpoint;
}

static void send_two(struct vg_publisher *self, struct vg_sv topic, struct vg_sv body)
{
    (void)zmq_send(self->raw, topic.p, topic.n, ZMQ_SNDMORE | ZMQ_DONTWAIT);
    (void)zmq_send(self->raw, body.p, body.n, ZMQ_DONTWAIT);
}

static int send_row(void *ctx, const struct vg_journal_row *row)
{
    struct vg_publisher *self = ctx;

    send_two(self, row->topic, row->body);
    self->sent = row->seq;
    self->tokens -= 1;
    return 0;
}

/* A token bucket that holds a tenth of a second: after an outage, a backlog does not overrun
 * healthy subscribers. */
static void refill(struct vg_publisher *self, int64_t mono_usec)
{
    double most = (double)self->rate / 10 + 1;

    if (self->refilled_usec)
        self->tokens += (double)(mono_usec - self->refilled_usec) * (double)self->rate / 1e6;
    else
        self->tokens = most;
    if (self->tokens > most)
        self->tokens = most;
    self->refilled_usec = mono_usec;
}

int vg_publisher_step(struct vg_publisher *self, int64_t mono_usec)
{
    int64_t last = vg_journal_last(self->store), next = 0;
    int r;

    refill(self, mono_usec);
    if (self->sent >= last)
        return -1;
    if (self->tokens >= 1) {
        r = vg_journal_read(self->store, self->sent + 1, last, VG_SV(""), (int64_t)self->tokens,
                            send_row, self, &next);
        if (r < 0)
            return r < -1 ? r : VG_E_IO;
        if (next > last)
            self->sent = last; /* rows that the journal no longer keeps */
    }
    return self->sent >= last ? -1 : 10;
}

struct vg_peers *vg_publisher_peers(struct vg_publisher *self)
{
    return self->peers;
}

int64_t vg_publisher_seq(const struct vg_publisher *self)
{
    return self->sent;
}

void vg_publisher_heartbeat(struct vg_publisher *self, int64_t wall_usec, int64_t uptime_s,
                            const char *state)
{
    const struct vg_message msg = {
        .kind = VG_MSG_HEARTBEAT,
        .head = {.epoch = vg_store_epoch(self->store),
                 .seq = (uint64_t)self->sent,
                 .time_usec = wall_usec},
        .u.heartbeat = {.uptime_s = (uint64_t)uptime_s,
                        .pending = (uint64_t)(vg_journal_last(self->store) - self->sent),
                        .state = state},
    };
    struct vg_topic topic = vg_topic_heartbeat();
    struct vg_buf body;

    vg_buf_init(&body, VG_MAX_MESSAGE);
    if (vg_message_write(&msg, &body) == 0)
        send_two(self, vg_sv_cstr(topic.s), vg_buf_view(&body));
    vg_buf_done(&body);
}

void *vg_publisher_socket(struct vg_publisher *self)
{
    return self->raw;
}

void vg_publisher_drain(struct vg_publisher *self)
{
    char byte[1];

    while (zmq_recv(self->raw, byte, sizeof byte, ZMQ_DONTWAIT) >= 0)
        continue;
}
