/* control.c - the operator's requests, answered on the poller's thread. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/io.h"
#include "daemon/admin.h"
#include "daemon/poller_in.h"
#include "daemon/router.h"

#define PER_TURN 16 /* requests answered before fetching gets its turn */

int control_open(struct vg_poller *self, struct vg_err *err)
{
    self->control = vg_router_new(self->config->control, "control", NULL, NULL, err);
    if (!self->control)
        return VG_E_IO;
    self->endpoints.control = vg_router_endpoint(self->control);
    return 0;
}

int control_fd(const struct vg_poller *self)
{
    return vg_router_fd(self->control);
}

void control_close(struct vg_poller *self)
{
    vg_router_free(self->control);
    self->control = NULL;
}

void control_count_peers(struct vg_poller *self)
{
    vg_peers_drain(self->endpoints.subscribers);
    vg_peers_drain(self->endpoints.askers);
}

static uint64_t resident_bytes(void)
{
    struct vg_buf buf;
    struct vg_sv s;
    uint64_t pages = 0;

    vg_buf_init(&buf, 4096);
    if (vg_read_file("/proc/self/statm", &buf, NULL) == 0) {
        s = vg_buf_view(&buf);
        (void)vg_sv_split(&s, ' ');
        if (vg_sv_to_u64(vg_sv_split(&s, ' '), 0, UINT32_MAX, &pages) < 0)
            pages = 0;
    }
    vg_buf_done(&buf);
    return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static void count_sources(const struct vg_poller *self, int64_t now, struct vg_daemon_status *s)
{
    for (size_t i = 0; i < self->n_sources; i++) {
        const struct source *source = self->sources[i];
        if (source->removed)
            continue;
        s->sources++;
        s->sources_ok += source->state.health == VG_HEALTH_OK;
        s->sources_failing += source->state.health == VG_HEALTH_FAILING;
        s->sources_gone += source->state.health == VG_HEALTH_GONE;
        s->due_polls += source->poll != NULL ||
                        (source->work.item.host && source->work.item.node.key <= now);
    }
}

static void op_status(struct vg_poller *self, struct vg_reply *reply)
{
    struct vg_fetch_counts fetched;
    struct vg_daemon_status *s = &reply->status;

    control_count_peers(self);
    const struct vg_peer_counts subscribers = vg_peers_counts(self->endpoints.subscribers);
    const struct vg_peer_counts askers = vg_peers_counts(self->endpoints.askers);
    vg_fetcher_counts(self->fetcher, &fetched);
    *s = (struct vg_daemon_status){
        .version = PACKAGE_VERSION,
        .epoch = vg_store_epoch(self->store),
        .state = self->stopping ? "stopping" : self->full ? "full" : "running",
        .publish = self->endpoints.publish,
        .replay = self->endpoints.replay,
        .pid = (uint32_t)getpid(),
        .started_usec = self->started_usec,
        .now_usec = vg_clock_wall_usec(),
        .last_seq = self->kept.last_seq,
        .published_seq = self->kept.published_seq,
        .polls = self->polls,
        .not_modified = self->not_modified,
        .poll_errors = self->poll_errors,
        .bytes_in = fetched.wire_bytes,
        .entries = self->entries,
        .pages = self->pages,
        .articles = self->kept.articles,
        .duplicates = self->kept.duplicates,
        .events = self->kept.events,
        .revisions = self->kept.revisions,
        .alerts = self->kept.alerts,
        .in_flight = self->in_flight,
        .store_bytes = self->kept.store_bytes,
        .resident_bytes = resident_bytes(),
        .subscribers = subscribers.connected,
        .subscribers_accepted = subscribers.accepted,
        .subscribers_refused = subscribers.refused,
        .askers = askers.connected,
        .askers_accepted = askers.accepted,
        .askers_refused = askers.refused,
    };
    count_sources(self, s->now_usec, s);
}

static int64_t wire_time(int64_t usec)
{
    return usec ? usec : VG_WIRE_TIME_NONE;
}

static struct vg_source_row row_of(const struct source *s)
{
    static const enum vg_source_state states[VG_HEALTH_COUNT] = {
        [VG_HEALTH_NEW] = VG_SOURCE_NEW,   [VG_HEALTH_OK] = VG_SOURCE_OK,
        [VG_HEALTH_FAILING] = VG_SOURCE_FAILING, [VG_HEALTH_HELD] = VG_SOURCE_PAUSED,
        [VG_HEALTH_GONE] = VG_SOURCE_GONE,
    };
    const struct vg_source *feed = &s->conf->feed;

    return (struct vg_source_row){
        .name = feed->name,
        .url = feed->url,
        .lang = feed->lang,
        .country = feed->country,
        .kind = vg_source_kind_name(feed->kind),
        .state = feed->flags & VG_SOURCE_OFF ? VG_SOURCE_PAUSED : states[s->state.health],
        .error = s->state.last_error,
        .interval_s = s->state.interval_sec,
        .failures = s->state.n_errors,
        .http_status = (uint32_t)s->state.last_status,
        .last_poll_usec = wire_time(s->state.last_poll_usec),
        .last_ok_usec = wire_time(s->state.last_ok_usec),
        .last_new_usec = wire_time(s->state.last_news_usec),
        .next_poll_usec = feed->flags & VG_SOURCE_OFF ? VG_WIRE_TIME_NONE
                                                      : wire_time(s->state.due_usec),
        .polls = s->state.n_polls,
        .not_modified = s->state.n_304,
        .entries = s->state.n_entries,
        .articles = s->articles,
    };
}

static int no_source(struct vg_err *err, const char *name)
{
    return vg_fail(err, VG_E_NOTFOUND, "no source is named '%.80s'; `vigie sources` lists them",
                   name);
}

static int op_sources(struct vg_poller *self, const struct vg_request *q, struct vg_reply *reply,
                      struct vg_arena *arena, struct vg_err *err)
{
    size_t limit =
        q->limit == 0 || q->limit > VG_MAX_PAGE_MESSAGES ? VG_MAX_PAGE_MESSAGES : q->limit;
    struct vg_source_row *rows = vg_arena_new_n(arena, struct vg_source_row, limit);
    size_t i = q->after < self->n_sources ? (size_t)q->after : self->n_sources;
    const struct source *one = q->source ? sources_find(self, q->source) : NULL;

    if (q->source && !one)
        return no_source(err, q->source);
    if (one)
        rows[reply->n_rows++] = row_of(one);
    for (; !one && i < self->n_sources && reply->n_rows < limit; i++)
        if (!self->sources[i]->removed)
            rows[reply->n_rows++] = row_of(self->sources[i]);
    reply->rows = rows;
    reply->count = reply->n_rows;
    reply->next = i;
    reply->more = !one && i < self->n_sources;
    return 0;
}

static int op_poll(struct vg_poller *self, const struct vg_request *q, struct vg_reply *reply,
                   struct vg_err *err)
{
    struct source *s = sources_find(self, q->source);

    if (!s)
        return no_source(err, q->source);
    if (s->conf->feed.flags & VG_SOURCE_OFF)
        return vg_fail(err, VG_E_REFUSED, "'%.80s' is not enabled in the configuration", q->source);
    if (s->poll) {
        reply->text = "it is being polled now";
        return 0;
    }
    if (s->id)
        vg_sched_move(self->sched, &s->work.item, vg_clock_wall_usec());
    reply->text = "it is polled as soon as its host's turn comes";
    return 0;
}

static char *own_copy(const char *s)
{
    return s ? vg_xstrdup(s) : NULL;
}

static int op_add(struct vg_poller *self, const struct vg_request *q, struct vg_reply *reply,
                  struct vg_err *err)
{
    const struct vg_source_spec *spec = &q->add;
    struct vg_config_source *conf;
    enum vg_source_kind kind = VG_SOURCE_PRESS;
    struct vg_sv url = vg_sv_cstr(spec->url);

    if (!spec->name || !*spec->name || !(vg_sv_starts_icase(url, VG_SV("http://")) ||
                                         vg_sv_starts_icase(url, VG_SV("https://"))))
        return vg_fail(err, VG_E_SYNTAX, "a source needs a name and an http or https url");
    if (spec->kind && vg_source_kind_parse(vg_sv_cstr(spec->kind), &kind) < 0)
        return vg_fail(err, VG_E_SYNTAX, "kind must be agency, press, official, ngo or un");
    conf = vg_xnew(struct vg_config_source);
    conf->feed = (struct vg_source){
        .name = own_copy(spec->name), .url = own_copy(spec->url), .lang = own_copy(spec->lang),
        .country = own_copy(spec->country), .kind = kind, .floor_sec = spec->interval_s,
        .flags = spec->allow_private ? VG_SOURCE_ALLOW_PRIVATE : 0,
    };
    conf->outlet = own_copy(spec->name);
    conf->comment = own_copy(spec->comment);
    conf->selector = own_copy(spec->selector);
    conf->file = "";
    reply->text = "added until the next reload";
    return source_add(self, conf, err);
}

static int op_remove(struct vg_poller *self, const struct vg_request *q, struct vg_reply *reply,
                     struct vg_err *err)
{
    struct source *s = sources_find(self, q->source);

    if (!s)
        return no_source(err, q->source);
    source_remove(self, s);
    reply->text = "removed until the next reload";
    return 0;
}

static int op_reload(struct vg_poller *self, struct vg_reply *reply, struct vg_arena *arena,
                     struct vg_err *err)
{
    char *text = vg_arena_alloc(arena, 256);
    int r = sources_reload(self, text, 256, err);

    if (r == 0)
        vg_log(self->log, VG_LOG_INFO, "reloaded", VG_S("what", text));
    else
        vg_log(self->log, VG_LOG_ERROR, "reload failed, the old configuration stays",
               VG_S("file", err->file), VG_I("line", err->line), VG_S("err", err->text));
    reply->text = text;
    return r;
}

static int run(struct vg_poller *self, const struct vg_request *q, struct vg_reply *reply,
               struct vg_arena *arena, struct vg_err *err)
{
    switch (q->op) {
    case VG_OP_STATUS:
        op_status(self, reply);
        return 0;
    case VG_OP_SOURCES:
        return op_sources(self, q, reply, arena, err);
    case VG_OP_POLL:
        return op_poll(self, q, reply, err);
    case VG_OP_ADD:
        return op_add(self, q, reply, err);
    case VG_OP_REMOVE:
        return op_remove(self, q, reply, err);
    case VG_OP_RELOAD:
        return op_reload(self, reply, arena, err);
    case VG_OP_REPLAY:
    case VG_OP_SNAPSHOT:
    case VG_OP_TEST:
        return vg_fail(err, VG_E_REFUSED, "'%s' belongs to the replay socket, %s",
                       vg_op_name(q->op), self->endpoints.replay);
    case VG_OP_SILENCE:
    case VG_OP_UNSILENCE:
    case VG_OP_ACK:
    case VG_OP_ALERTS:
    case VG_OP_COUNT:
        break;
    }
    return vg_fail(err, VG_E_REFUSED, "not understood");
}

/* err as one text: where in the file, and what. */
static void tell_place(struct vg_err *err)
{
    struct vg_err copy = *err;

    if (copy.file[0] && copy.line)
        (void)snprintf(err->text, sizeof err->text, "%.100s:%d: %.140s", copy.file, copy.line,
                       copy.text);
}

static bool is_keepers(enum vg_op op)
{
    return op == VG_OP_SILENCE || op == VG_OP_UNSILENCE || op == VG_OP_ACK || op == VG_OP_ALERTS;
}

void control_answer(struct vg_poller *self, struct vg_job *job)
{
    void *way = job->admin->way;

    job->admin->way = NULL;
    vg_router_answer(self->control, way, &job->admin->reply);
    vg_admin_free(job);
}

void control_serve(struct vg_poller *self)
{
    struct vg_arena *arena;
    struct vg_sv json;

    for (int i = 0; i < PER_TURN && vg_router_take(self->control, &json); i++) {
        struct vg_request q;
        struct vg_reply reply;
        struct vg_err err = {0};
        int r;

        arena = vg_arena_new();
        r = vg_request_read(json, arena, &q, &err);
        if (r == 0 && is_keepers(q.op)) { /* answered when it is on disk */
            vg_pipe_put(self->keeper, vg_admin_new(&q, vg_router_detach(self->control)));
            vg_arena_free(arena);
            continue;
        }
        if (r == 0) {
            vg_reply_init(&reply, &q);
            r = run(self, &q, &reply, arena, &err);
        }
        if (r < 0) {
            tell_place(&err);
            vg_reply_fail(&reply, &q, &err);
        }
        vg_router_reply(self->control, &reply);
        vg_router_send(self->control);
        vg_arena_free(arena);
    }
}
