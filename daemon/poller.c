/* poller.c - the main thread's loop: news from the keeper, work for the readers, time, signals. */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#include "daemon/journal.h"
#include "daemon/poller_in.h"
#include "daemon/service.h"

#define STOP_MS 4000 /* of the five seconds that a stop may take */
#define MAX_ROBOTS 20000

uint64_t poller_random(struct vg_poller *self)
{
    self->random += UINT64_C(0x9E3779B97F4A7C15);
    return vg_hash64(&self->random, sizeof self->random, 0);
}

bool poller_has_room(const struct vg_poller *self)
{
    return self->pending_bytes < VG_MAX_PENDING_BYTES && self->n_ready < VG_MAX_READY;
}

/* ---- entries to readers ---- */

void pend_free(struct vg_poller *self, struct pend *p)
{
    self->pending_bytes -= p->bytes;
    vg_sched_remove(self->sched, &p->work.item);
    vg_buf_done(&p->page);
    free(p->page_type);
    free(p);
}

void poller_ready(struct vg_poller *self, struct pend *p)
{
    p->next = NULL;
    *self->ready_end = p;
    self->ready_end = &p->next;
    self->n_ready++;
}

static struct vg_sv keep(struct vg_job *job, struct vg_sv s)
{
    return s.n ? vg_sv(vg_arena_str(job->arena, s), s.n) : VG_SV_NONE;
}

static const char *keep_str(struct vg_job *job, const char *s)
{
    return s ? vg_arena_str(job->arena, vg_sv_cstr(s)) : NULL;
}

static struct vg_job *job_of(const struct pend *p)
{
    const struct vg_config_source *conf = p->poll->source->conf;
    struct vg_job *job = vg_job_new(VG_JOB_ARTICLE);

    job->owner = p->poll;
    job->source_id = p->poll->source->id;
    job->source = keep_str(job, conf->feed.name);
    job->outlet = keep_str(job, conf->outlet);
    job->source_kind = vg_source_kind_name(conf->feed.kind);
    job->lang = keep_str(job, conf->feed.lang);
    job->country = keep_str(job, conf->feed.country);
    job->selector = keep_str(job, conf->selector);
    memcpy(job->id, p->id, sizeof job->id);
    job->raw_hash = p->raw_hash;
    job->url = keep(job, p->url);
    job->title = keep(job, p->title);
    job->summary = keep(job, p->summary);
    job->content = keep(job, p->content);
    job->authors = keep(job, p->authors);
    job->page = keep(job, vg_buf_view(&p->page));
    job->page_type = keep(job, vg_sv_cstr(p->page_type));
    job->published_usec = p->published_usec;
    job->modified_usec = p->modified_usec;
    job->arrived_usec = p->arrived_usec;
    return job;
}

static size_t freest_reader(const struct vg_poller *self)
{
    size_t best = 0;

    for (size_t i = 1; i < (size_t)self->shared->n_readers; i++)
        if (self->handed[i] < self->handed[best])
            best = i;
    return best;
}

/* As many as may be in flight; the rest waits here, and feeds are not read on when it gets much. */
static void hand_out(struct vg_poller *self)
{
    while (self->ready && !self->full && !self->stopping &&
           self->in_flight < (size_t)self->config->limits.in_flight) {
        struct pend *p = self->ready;
        struct vg_job *job = job_of(p);
        size_t reader = freest_reader(self);

        if (vg_pipe_send(self->readers[reader], job) < 0) {
            vg_job_free(job);
            return;
        }
        self->ready = p->next;
        if (!self->ready)
            self->ready_end = &self->ready;
        self->n_ready--;
        self->handed[reader]++;
        self->in_flight++;
        pend_free(self, p);
    }
}

static void unblock_feeds(struct vg_poller *self)
{
    while (self->blocked && self->pending_bytes < VG_MAX_PENDING_BYTES / 2 &&
           self->n_ready < VG_MAX_READY / 2) {
        struct poll *poll = self->blocked;
        self->blocked = poll->next_blocked;
        poll->blocked = false;
        if (poll->fetch)
            vg_fetch_resume(poll->fetch);
    }
}

/* ---- news ---- */

static void article_done(struct vg_poller *self, const struct vg_news *news)
{
    struct poll *poll = news->owner;

    self->in_flight--;
    self->handed[news->reader]--;
    poll->source->articles += news->fresh;
    poll_entry_done(poll, news->kind == VG_NEWS_COMMITTED);
}

static void set_full(struct vg_poller *self, bool full)
{
    self->full = full;
    vg_sched_pause(self->sched, full);
    if (self->fetcher) /* gone when the store works again while we stop */
        vg_fetcher_pause(self->fetcher, full);
    vg_service_status(full ? "store full: taking nothing in" : "running");
}

static void hear(struct vg_poller *self, const struct vg_news *news)
{
    self->kept = news->counts;
    switch (news->kind) {
    case VG_NEWS_COMMITTED:
    case VG_NEWS_DROPPED:
        if (news->job_kind == VG_JOB_ARTICLE && !self->stopping)
            article_done(self, news);
        else if (news->job_kind == VG_JOB_ADMIN)
            control_answer(self, news->owner);
        else if (news->job_kind == VG_JOB_ADD)
            source_stored(self, news->owner, news->source_id);
        break;
    case VG_NEWS_COUNTS:
        vg_service_watchdog(); /* both loops turn */
        control_count_peers(self);
        break;
    case VG_NEWS_FULL:
        set_full(self, true);
        break;
    case VG_NEWS_WORKS:
        set_full(self, false);
        break;
    case VG_NEWS_STOPPED:
        self->keeper_stopped = true;
        uv_stop(&self->loop);
        break;
    }
}

/* ---- the loop ---- */

static void on_wake(uv_timer_t *timer)
{
    (void)timer; /* the turn does it */
}

static void on_readable(uv_poll_t *poll, int status, int events)
{
    (void)poll; /* the turn drains: ZMQ_FD is edge-triggered */
    (void)status;
    (void)events;
}

static void start_work(struct vg_poller *self)
{
    int64_t now = vg_clock_wall_usec(), wake;
    struct vg_sched_item *item;
    struct work *work;

    while (!self->stopping && poller_has_room(self) && (item = vg_sched_next(self->sched, now))) {
        work = VG_SCHED_OWNER(item, struct work, item);
        if (work->kind == WORK_SOURCE)
            poll_start(VG_SCHED_OWNER(item, struct source, work.item), self);
        else
            page_start(self, VG_SCHED_OWNER(item, struct pend, work.item));
    }
    wake = poller_has_room(self) ? vg_sched_wake(self->sched, now) : VG_SCHED_NEVER;
    if (wake == VG_SCHED_NEVER || self->stopping)
        (void)uv_timer_stop(&self->wake);
    else
        (void)uv_timer_start(&self->wake, on_wake,
                             wake > now ? (uint64_t)((wake - now + 999) / 1000) : 1, 0);
}

static void on_turn(uv_prepare_t *handle)
{
    struct vg_poller *self = handle->data;
    struct vg_news news;

    while (vg_pipe_hear(self->news, &news))
        hear(self, &news);
    if (!self->stopping)
        control_serve(self);
    hand_out(self);
    unblock_feeds(self);
    start_work(self);
}

static void on_tick(uv_timer_t *timer)
{
    struct vg_poller *self = timer->data;
    char text[160];
    size_t failing = 0;

    for (size_t i = 0; i < self->n_sources; i++)
        failing += self->sources[i]->state.health == VG_HEALTH_FAILING ||
                   self->sources[i]->state.health == VG_HEALTH_GONE;
    if (self->full)
        return;
    (void)snprintf(text, sizeof text, "%zu/%zu sources ok, %llu articles, %llu events, seq %llu",
                   self->n_sources - failing, self->n_sources,
                   (unsigned long long)self->kept.articles, (unsigned long long)self->kept.events,
                   (unsigned long long)self->kept.last_seq);
    vg_service_status(text);
}

static void reload(struct vg_poller *self)
{
    struct vg_err err = {0};
    char text[256];

    vg_service_reloading();
    if (sources_reload(self, text, sizeof text, &err) < 0)
        vg_log(self->log, VG_LOG_ERROR, "reload failed, the old configuration stays",
               VG_S("file", err.file), VG_I("line", err.line), VG_S("err", err.text));
    else
        vg_log(self->log, VG_LOG_INFO, "reloaded", VG_S("what", text));
    vg_service_ready();
}

static void on_signal(uv_signal_t *handle, int signum)
{
    struct vg_poller *self = handle->data;

    if (signum == SIGHUP)
        reload(self);
    else
        poller_stop(self, signum == SIGTERM ? "SIGTERM" : "SIGINT");
}

static void on_deadline(uv_timer_t *timer)
{
    struct vg_poller *self = timer->data;

    vg_log(self->log, VG_LOG_ERROR, "threads did not stop in time");
    self->late = true;
    uv_stop(&self->loop);
}

void poller_stop(struct vg_poller *self, const char *why)
{
    if (self->stopping)
        return;
    self->stopping = true;
    vg_service_stopping();
    vg_log(self->log, VG_LOG_INFO, "stopping", VG_S("why", why),
           VG_I("in_flight", self->in_flight));
    atomic_store(&self->shared->stopping, true);
    vg_fetcher_free(self->fetcher); /* cancels; what it would have brought was not seen */
    self->fetcher = NULL;
    for (int i = 0; i < self->shared->n_readers; i++)
        vg_pipe_put(self->readers[i], vg_job_new(VG_JOB_STOP));
    vg_pipe_put(self->keeper, vg_job_new(VG_JOB_STOP));
    (void)uv_timer_start(&self->deadline, on_deadline, STOP_MS, 0);
}

/* ---- life ---- */

static void handles_init(struct vg_poller *self)
{
    (void)uv_loop_init(&self->loop);
    (void)uv_prepare_init(&self->loop, &self->turn);
    (void)uv_timer_init(&self->loop, &self->wake);
    (void)uv_timer_init(&self->loop, &self->tick);
    (void)uv_timer_init(&self->loop, &self->deadline);
    (void)uv_signal_init(&self->loop, &self->on_term);
    (void)uv_signal_init(&self->loop, &self->on_int);
    (void)uv_signal_init(&self->loop, &self->on_hup);
    self->turn.data = self->wake.data = self->tick.data = self->deadline.data = self;
    self->on_term.data = self->on_int.data = self->on_hup.data = self;
}

static struct vg_fetcher *make_fetcher(struct vg_poller *self, struct vg_err *err)
{
    const struct vg_config *c = self->config;
    char agent[512];
    const struct vg_fetcher_opts opts = {
        .user_agent = agent,
        .max_active = (uint32_t)c->limits.active_polls,
        .connect_timeout_ms = (uint32_t)c->limits.connect_timeout_s * 1000,
        .total_timeout_ms = (uint32_t)c->limits.transfer_timeout_s * 1000,
        .stall_timeout_ms = (uint32_t)c->limits.stall_timeout_s * 1000,
    };

    (void)snprintf(agent, sizeof agent, "%.200s%s%.200s%s", c->user_agent, c->contact ? " (+" : "",
                   c->contact ? c->contact : "", c->contact ? ")" : "");
    return vg_fetcher_new(&self->loop, &opts, err);
}

static int pipes_open(struct vg_poller *self, struct vg_err *err)
{
    int n = self->shared->n_readers;
    char name[64];

    self->readers = vg_xcalloc((size_t)n, sizeof(struct vg_pipe *));
    self->handed = vg_xcalloc((size_t)n, sizeof(size_t));
    self->keeper = vg_pipe_new(VG_PIPE_PUSH_CONNECT, VG_PIPE_KEEPER, 0);
    self->news = vg_pipe_new(VG_PIPE_PULL_CONNECT, VG_PIPE_NEWS, 0);
    for (int i = 0; i < n; i++) {
        (void)snprintf(name, sizeof name, VG_PIPE_READER, i);
        self->readers[i] = vg_pipe_new(VG_PIPE_PUSH_BIND, name,
                                       (int)self->config->limits.in_flight + 1);
        if (!self->readers[i])
            return vg_fail(err, VG_E_IO, "no sockets left; raise LimitNOFILE");
    }
    return self->keeper && self->news ? 0
                                      : vg_fail(err, VG_E_IO, "no sockets left; raise LimitNOFILE");
}

static void set_policy(struct vg_poller *self)
{
    const struct vg_config *c = self->config;

    self->policy = (struct vg_policy){
        .floor_sec = (uint32_t)c->limits.interval_min_s,
        .ceiling_sec = (uint32_t)c->limits.interval_max_s,
        .unvalidated_sec = (uint32_t)c->limits.unvalidated_interval_s,
        .retry_base_sec = (uint32_t)c->limits.retry_min_s,
        .retry_max_sec = (uint32_t)c->limits.retry_max_s,
    };
}

static int open_all(struct vg_poller *self, struct vg_err *err)
{
    const struct vg_sched_opts sched = {
        .max_active = (uint32_t)self->config->limits.active_polls,
        .host_active = (uint32_t)self->config->limits.host_active,
        .host_gap_usec = self->config->limits.host_gap_ms * 1000,
    };
    int r = vg_store_open_readonly(self->shared->db_path, &self->store, err);

    if (r == 0)
        r = pipes_open(self, err);
    self->fetcher = make_fetcher(self, err);
    if (r == 0 && !self->fetcher)
        r = VG_E_IO;
    set_policy(self);
    self->sched = vg_sched_new(&sched);
    self->robots = vg_robots_cache_new(VG_SV("vigie"), MAX_ROBOTS);
    if (r == 0)
        r = control_open(self, err);
    return r == 0 ? sources_load(self, err) : r;
}

struct vg_poller *vg_poller_new(struct vg_shared *shared, const struct vg_endpoints *endpoints,
                                struct vg_err *err)
{
    struct vg_poller *self = vg_xnew(struct vg_poller);

    self->shared = shared;
    self->log = shared->log;
    self->config = shared->config;
    self->endpoints = *endpoints;
    self->by_name = vg_map_new();
    self->ready_end = &self->ready;
    self->started_usec = vg_clock_wall_usec();
    if (getrandom(&self->random, sizeof self->random, 0) < 0)
        self->random = (uint64_t)self->started_usec;
    handles_init(self);
    if (open_all(self, err) < 0) {
        vg_poller_free(self);
        return NULL;
    }
    return self;
}

int vg_poller_run(struct vg_poller *self)
{
    (void)uv_poll_init(&self->loop, &self->news_poll, vg_pipe_fd(self->news));
    (void)uv_poll_init(&self->loop, &self->control_poll, control_fd(self));
    (void)uv_poll_start(&self->news_poll, UV_READABLE, on_readable);
    (void)uv_poll_start(&self->control_poll, UV_READABLE, on_readable);
    (void)uv_prepare_start(&self->turn, on_turn);
    (void)uv_timer_start(&self->tick, on_tick, 1000, 10000);
    (void)uv_signal_start(&self->on_term, on_signal, SIGTERM);
    (void)uv_signal_start(&self->on_int, on_signal, SIGINT);
    (void)uv_signal_start(&self->on_hup, on_signal, SIGHUP);
    vg_log(self->log, VG_LOG_INFO, "started", VG_S("version", PACKAGE_VERSION),
           VG_I("sources", self->n_sources), VG_I("readers", self->shared->n_readers),
           VG_S("publish", self->endpoints.publish), VG_S("replay", self->endpoints.replay),
           VG_S("control", self->endpoints.control), VG_S("epoch", vg_store_epoch(self->store)),
           VG_I("seq", vg_journal_last(self->store)));
    vg_service_ready();
    (void)uv_run(&self->loop, UV_RUN_DEFAULT);
    return self->late ? 1 : 0;
}

static void on_walk(uv_handle_t *handle, void *arg)
{
    (void)arg;
    if (!uv_is_closing(handle))
        uv_close(handle, NULL);
}

/* Entries on their way are dropped: nobody has seen them. Those with a page to fetch are in the
 * scheduler alone, so the polls' list of what they wait for is what finds them. */
static void drop_entries(struct vg_poller *self)
{
    struct pend *p;

    while ((p = self->ready)) {
        self->ready = p->next;
        pend_free(self, p);
    }
    while ((p = self->waiting)) {
        self->waiting = p->next;
        pend_free(self, p);
    }
    for (size_t i = 0; i < self->n_sources; i++)
        if (self->sources[i]->poll)
            poll_discard(self->sources[i]->poll);
}

void vg_poller_free(struct vg_poller *self)
{
    if (!self)
        return;
    self->stopping = true;
    vg_fetcher_free(self->fetcher);
    control_close(self);
    uv_walk(&self->loop, on_walk, NULL);
    (void)uv_run(&self->loop, UV_RUN_DEFAULT);
    (void)uv_loop_close(&self->loop);
    drop_entries(self);
    sources_free(self);
    for (int i = 0; self->readers && i < self->shared->n_readers; i++)
        vg_pipe_free(self->readers[i]);
    vg_pipe_free(self->keeper);
    vg_pipe_free(self->news);
    free(self->readers);
    free(self->handed);
    vg_sched_free(self->sched);
    vg_robots_cache_free(self->robots);
    vg_map_free(self->by_name);
    vg_store_close(self->store);
    vg_config_free(self->reloaded);
    free(self);
}
