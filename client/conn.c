#include "client/conn.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <zmq.h>

#include "base/clock.h"
#include "client/curve.h"

struct vg_asker {
    void *zmq, *socket;
    char *endpoint;
    uint64_t asked;
    int wait_ms;
};

void vg_endpoints_init(struct vg_endpoints *self)
{
    const char *publish = getenv("VIGIE_PUBLISH"), *replay = getenv("VIGIE_REPLAY"),
               *control = getenv("VIGIE_CONTROL");

    self->publish = publish && *publish ? publish : VG_DEFAULT_PUBLISH;
    self->replay = replay && *replay ? replay : VG_DEFAULT_REPLAY;
    self->control = control && *control ? control : VG_DEFAULT_CONTROL;
}

bool vg_endpoints_option(struct vg_endpoints *self, int opt, const char *value)
{
    if (opt == VG_OPT_PUBLISH)
        self->publish = value;
    else if (opt == VG_OPT_REPLAY)
        self->replay = value;
    else if (opt == VG_OPT_CONTROL)
        self->control = value;
    else if (opt == VG_OPT_CURVE_SECRET)
        (void)setenv(VG_ENV_CURVE_SECRET, value, 1);
    else if (opt == VG_OPT_CURVE_SERVER)
        (void)setenv(VG_ENV_CURVE_SERVER, value, 1);
    else
        return false;
    return true;
}

struct vg_asker *vg_asker_new(const char *endpoint, struct vg_err *err)
{
    struct vg_asker *self = vg_xnew(struct vg_asker);
    const int64_t most = VG_MAX_MESSAGE + VG_MAX_PAGE_BYTES;
    const int none = 0;

    self->endpoint = vg_xstrdup(endpoint);
    self->wait_ms = VG_ANSWER_TIMEOUT_MS;
    self->zmq = zmq_ctx_new();
    self->socket = self->zmq ? zmq_socket(self->zmq, ZMQ_DEALER) : NULL;
    if (self->socket && vg_curve_arm(self->socket, endpoint, err) < 0) {
        vg_asker_free(self);
        return NULL;
    }
    if (self->socket && zmq_setsockopt(self->socket, ZMQ_LINGER, &none, sizeof none) == 0 &&
        zmq_setsockopt(self->socket, ZMQ_MAXMSGSIZE, &most, sizeof most) == 0 &&
        zmq_connect(self->socket, endpoint) == 0)
        return self;
    (void)vg_fail(err, VG_E_IO,
                  "cannot connect to %s: %s; an endpoint looks like tcp://127.0.0.1:5561 or "
                  "ipc:///run/vigie/control",
                  endpoint, zmq_strerror(zmq_errno()));
    vg_asker_free(self);
    return NULL;
}

void vg_asker_wait(struct vg_asker *self, int ms)
{
    self->wait_ms = ms;
}

void vg_asker_free(struct vg_asker *self)
{
    if (!self)
        return;
    if (self->socket)
        (void)zmq_close(self->socket);
    if (self->zmq)
        (void)zmq_ctx_term(self->zmq);
    free(self->endpoint);
    free(self);
}

static int send_request(struct vg_asker *self, const struct vg_request *request, struct vg_err *err)
{
    struct vg_buf text;
    int r;

    vg_buf_init(&text, VG_MAX_REQUEST);
    r = vg_request_write(request, &text);
    if (r < 0)
        r = vg_fail(err, r, "the request is too long");
    else if (zmq_send(self->socket, text.p, text.n, ZMQ_DONTWAIT) < 0)
        r = vg_fail(err, VG_E_AGAIN, "cannot send to %s: %s", self->endpoint,
                    zmq_strerror(zmq_errno()));
    vg_buf_done(&text);
    return r;
}

static int wait_answer(struct vg_asker *self, int64_t until_usec, struct vg_err *err)
{
    zmq_pollitem_t item = {self->socket, 0, ZMQ_POLLIN, 0};
    int64_t left_ms = (until_usec - vg_clock_mono_usec()) / 1000;
    int n = zmq_poll(&item, 1, left_ms > 0 ? (long)left_ms : 0);

    if (n > 0)
        return 0;
    if (n < 0 && zmq_errno() == EINTR)
        return vg_fail(err, VG_E_STOPPED, "interrupted");
    return vg_fail(err, VG_E_AGAIN,
                   "no answer from %s within %d s; is vigied running, and does it listen there? "
                   "(systemctl status vigied)",
                   self->endpoint, self->wait_ms / 1000);
}

/* One frame; *ret_more tells whether another follows. The caller closes it. */
static int get_frame(struct vg_asker *self, zmq_msg_t *frame, bool *ret_more, struct vg_err *err)
{
    (void)zmq_msg_init(frame);
    if (zmq_msg_recv(frame, self->socket, 0) < 0) {
        *ret_more = false;
        return vg_fail(err, zmq_errno() == EINTR ? VG_E_STOPPED : VG_E_IO, "%s: %s", self->endpoint,
                       zmq_strerror(zmq_errno()));
    }
    *ret_more = zmq_msg_more(frame) != 0;
    return 0;
}

static struct vg_sv frame_view(zmq_msg_t *frame)
{
    return vg_sv(zmq_msg_data(frame), zmq_msg_size(frame));
}

static void drop_frames(struct vg_asker *self, bool more)
{
    while (more) {
        zmq_msg_t frame;

        if (get_frame(self, &frame, &more, NULL) < 0)
            more = false;
        (void)zmq_msg_close(&frame);
    }
}

/* The topic and body frames after the head of a page. */
static int take_page(struct vg_asker *self, bool more, vg_page_fn *on_message, void *ctx,
                     struct vg_err *err)
{
    int r = 0;

    while (r == 0 && more) {
        zmq_msg_t topic, body;

        r = get_frame(self, &topic, &more, err);
        (void)zmq_msg_init(&body);
        if (r == 0 && more)
            r = get_frame(self, &body, &more, err);
        if (r == 0 && on_message)
            r = on_message(ctx, frame_view(&topic), frame_view(&body));
        (void)zmq_msg_close(&topic);
        (void)zmq_msg_close(&body);
    }
    drop_frames(self, more);
    return r;
}

/* One whole answer: 0, 1 when it was a late answer to an earlier question, or an error. */
static int take_answer(struct vg_asker *self, const char *id, struct vg_arena *arena,
                       struct vg_reply *ret, vg_page_fn *on_message, void *ctx, struct vg_err *err)
{
    zmq_msg_t head;
    bool more;
    int r = get_frame(self, &head, &more, err);

    if (r == 0 && zmq_msg_size(&head) == 0 && more) { /* a delimiter */
        (void)zmq_msg_close(&head);
        r = get_frame(self, &head, &more, err);
    }
    if (r == 0)
        r = vg_reply_read(frame_view(&head), arena, ret, err);
    (void)zmq_msg_close(&head);
    if (r == 0 && ret->id && strcmp(ret->id, id) != 0)
        r = 1;
    else if (r == 0 && !ret->ok)
        r = vg_fail(err, VG_E_REFUSED, "%s", ret->error ? ret->error : "vigied refused");
    if (r != 0) {
        drop_frames(self, more);
        return r;
    }
    return take_page(self, more, on_message, ctx, err);
}

int vg_ask(struct vg_asker *self, struct vg_request *request, struct vg_arena *arena,
           struct vg_reply *ret, vg_page_fn *on_message, void *ctx, struct vg_err *err)
{
    int64_t until = vg_clock_mono_usec() + self->wait_ms * INT64_C(1000);
    char id[24];
    int r;

    (void)snprintf(id, sizeof id, "%llu", (unsigned long long)++self->asked);
    request->id = id;
    r = send_request(self, request, err);
    while (r == 0) {
        r = wait_answer(self, until, err);
        if (r == 0)
            r = take_answer(self, id, arena, ret, on_message, ctx, err);
        if (r <= 0)
            break;
        r = 0; /* a late answer: wait on */
    }
    request->id = NULL;
    return r;
}

int vg_ask_all(struct vg_asker *self, struct vg_request *request, struct vg_arena *arena,
               struct vg_reply *ret, vg_page_fn *on_message, void *ctx, struct vg_err *err)
{
    int r;

    do {
        r = vg_ask(self, request, arena, ret, on_message, ctx, err);
        if (r == 0 && ret->more && ret->next <= request->after)
            r = vg_fail(err, VG_E_SYNTAX, "%s answers the same page again", self->endpoint);
        if (r == 0)
            request->after = ret->next;
    } while (r == 0 && ret->more);
    return r;
}
