/* replay.c - see replay.h. */
#include "config.h"

#include "daemon/replay.h"

#include <stdlib.h>
#include <zmq.h>

#include "daemon/journal.h"
#include "daemon/router.h"
#include "daemon/tryout.h"

/* Rows looked at for one page: a request for a rare topic must not hold the others up. */
#define MAX_ROWS 20000
#define STOP_NAME "inproc://replay-stop"

struct vg_replay {
    pthread_t thread;
    bool started;
    struct vg_shared *shared;
    struct vg_store *store;
    struct vg_router *router;
    struct vg_peers *peers;
    struct vg_pipe *stop_in, *stop_out;
};

/* A page while it is gathered. The rows are copied: the statement must not stay open while frames
 * are sent. */
struct page {
    const struct vg_request *request;
    struct vg_arena *arena;
    struct vg_sv *frames; /* topic, body, topic, ... */
    size_t n, cap, bytes;
    uint32_t limit;
};

static bool wanted(const struct vg_request *q, const struct vg_journal_row *row)
{
    if ((q->from_usec != VG_WIRE_TIME_NONE && row->time_usec < q->from_usec) ||
        (q->to_usec != VG_WIRE_TIME_NONE && row->time_usec > q->to_usec))
        return false;
    for (size_t i = 0; i < q->n_topics; i++)
        if (vg_sv_starts(row->topic, vg_sv_cstr(q->topics[i])))
            return true;
    return q->n_topics == 0;
}

static int add_row(void *ctx, const struct vg_journal_row *row)
{
    struct page *page = ctx;

    if (!wanted(page->request, row))
        return 0;
    if (page->n / 2 >= page->limit || page->bytes > VG_MAX_PAGE_BYTES)
        return 1; /* the page is full: this row belongs to the next */
    *VG_PUSH(page->arena, page->frames, page->n, page->cap) =
        vg_sv(vg_arena_str(page->arena, row->topic), row->topic.n);
    *VG_PUSH(page->arena, page->frames, page->n, page->cap) =
        vg_sv(vg_arena_str(page->arena, row->body), row->body.n);
    page->bytes += row->body.n;
    return 0;
}

static int gather(struct vg_replay *self, const struct vg_request *q, struct page *page,
                  struct vg_reply *reply)
{
    int64_t last = vg_journal_last(self->store), first = vg_journal_first(self->store);
    int64_t from = (int64_t)(q->after < INT64_MAX ? q->after + 1 : INT64_MAX), to = last, next = 0;
    int r;

    if (q->to > 0 && q->to < (uint64_t)to)
        to = (int64_t)q->to;
    if (q->from_usec != VG_WIRE_TIME_NONE && vg_journal_at(self->store, q->from_usec) > from)
        from = vg_journal_at(self->store, q->from_usec);
    if (from < first)
        from = first;
    next = from;
    if (from <= to) {
        r = q->op == VG_OP_SNAPSHOT
                ? vg_journal_snapshot(self->store, from, to, add_row, page, &next)
                : vg_journal_read(self->store, from, to, VG_SV(""), MAX_ROWS, add_row, page, &next);
        if (r < 0)
            return r;
    }
    reply->epoch = vg_store_epoch(self->store);
    reply->first = first <= last ? (uint64_t)first : 0;
    reply->last = (uint64_t)last;
    reply->next = (uint64_t)(next > 0 ? next - 1 : 0);
    reply->more = next <= to;
    reply->count = page->n / 2;
    return 0;
}

static void answer(struct vg_replay *self, struct vg_sv json, struct vg_arena *arena)
{
    struct vg_request q;
    struct vg_reply reply;
    struct vg_err err = {0};
    struct page page = {.request = &q, .arena = arena};
    int r = vg_request_read(json, arena, &q, &err);

    if (r == 0 && !vg_op_is_replay(q.op))
        r = vg_fail(&err, VG_E_REFUSED, "'%s' belongs to the control socket", vg_op_name(q.op));
    page.limit = q.limit == 0 || q.limit > VG_MAX_PAGE_MESSAGES ? VG_MAX_PAGE_MESSAGES : q.limit;
    if (r == 0)
        vg_reply_init(&reply, &q);
    if (r == 0 && q.op == VG_OP_TEST) {
        r = vg_tryout(self->shared, self->store, &q, arena, &reply, &err);
    } else if (r == 0) {
        r = gather(self, &q, &page, &reply);
        if (r < 0)
            (void)vg_fail(&err, r, "the journal cannot be read: %s", vg_store_reason(self->store));
    }
    if (r < 0) {
        vg_reply_fail(&reply, &q, &err);
        page.n = 0;
    }
    vg_router_reply(self->router, &reply);
    for (size_t i = 0; i < page.n; i++)
        vg_router_frame(self->router, page.frames[i]);
    vg_router_send(self->router);
}

static void *run(void *arg)
{
    struct vg_replay *self = arg;
    struct vg_arena *arena = vg_arena_new();
    zmq_pollitem_t items[] = {
        {.socket = vg_router_socket(self->router), .events = ZMQ_POLLIN},
        {.socket = vg_pipe_socket(self->stop_in), .events = ZMQ_POLLIN},
    };
    struct vg_job *stop = NULL;
    struct vg_sv json;

    while (!stop) {
        (void)zmq_poll(items, 2, -1);
        while (vg_router_take(self->router, &json)) {
            answer(self, json, arena);
            vg_arena_reset(arena);
            stop = vg_pipe_take(self->stop_in, 0);
            if (stop)
                break;
        }
        if (!stop)
            stop = vg_pipe_take(self->stop_in, 0);
    }
    vg_job_free(stop);
    vg_arena_free(arena);
    return NULL;
}

struct vg_replay *vg_replay_new(const struct vg_config *config, struct vg_shared *shared,
                                struct vg_err *err)
{
    struct vg_replay *self = vg_xnew(struct vg_replay);

    self->shared = shared;
    if (vg_store_open_readonly(shared->db_path, &self->store, err) < 0)
        goto failed;
    self->router = vg_router_new(config->replay, "replay", shared->curve, &self->peers, err);
    self->stop_in = vg_pipe_new(VG_PIPE_PULL_BIND, STOP_NAME, 0);
    self->stop_out = vg_pipe_new(VG_PIPE_PUSH_CONNECT, STOP_NAME, 0);
    if (self->router && self->stop_in && self->stop_out)
        return self;
failed:
    vg_replay_free(self);
    return NULL;
}

const char *vg_replay_endpoint(const struct vg_replay *self)
{
    return vg_router_endpoint(self->router);
}

struct vg_peers *vg_replay_peers(const struct vg_replay *self)
{
    return self->peers;
}

void vg_replay_start(struct vg_replay *self)
{
    vg_thread_start(&self->thread, "vg-replay", run, self);
    self->started = true;
}

void vg_replay_free(struct vg_replay *self)
{
    if (!self)
        return;
    if (self->started) {
        vg_pipe_put(self->stop_out, vg_job_new(VG_JOB_STOP));
        (void)pthread_join(self->thread, NULL);
    }
    vg_pipe_free(self->stop_in);
    vg_pipe_free(self->stop_out);
    vg_router_free(self->router);
    vg_store_close(self->store);
    free(self);
}
