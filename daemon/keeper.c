/* keeper.c - the keeper's loop: batches, commits, failures, heartbeats. */
#include "config.h"

#include "daemon/keeper.h"
#include "daemon/admin.h"
#include "daemon/link.h"
#include "daemon/world.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <zmq.h>

#include "base/clock.h"

#define SECOND INT64_C(1000000)
#define DAY_USEC (86400 * SECOND)
#define MAX_COPIES 1000000
#define RETRY_USEC (2 * SECOND)
#define TRIM_ROWS 1000

/* ---- near copies ---- */

static int remember_copy(void *ctx, const struct vg_article_row *row)
{
    struct vg_sketch sketch;

    if (vg_sketch_unpack(row->fingerprint, &sketch) == 0)
        vg_dupindex_add(ctx, (uint64_t)row->id, row->seen_usec, &sketch);
    return 0;
}

/* From the store, at start and after a rollback: the index cannot take a text back. */
static int rebuild_copies(struct vg_keeper *self)
{
    int64_t window = self->shared->config->limits.duplicate_days * DAY_USEC;
    int r;

    vg_dupindex_free(self->copies);
    self->copies = NULL;
    self->copies_stale = false;
    if (window == 0)
        return 0;
    self->copies = vg_dupindex_new(window, MAX_COPIES);
    r = vg_store_fingerprints(self->store, vg_clock_wall_usec() - window, remember_copy,
                              self->copies);
    self->copies_stale = r < 0;
    return r;
}

/* ---- one batch ---- */

static void tell_poller(struct vg_keeper *self, enum vg_news_kind kind, const struct vg_job *job,
                        bool fresh)
{
    struct vg_news news;

    memset(&news, 0, sizeof news); /* padding too: it is sent as bytes */
    news.kind = kind;
    news.fresh = fresh;
    news.counts = self->counts;
    if (job) {
        news.job_kind = job->kind;
        news.owner = job->owner;
        news.reader = job->reader;
        news.source_id = job->source_id;
    }
    vg_pipe_tell(self->news, &news);
}

static int store_one(struct vg_keeper *self, size_t i, int64_t now)
{
    struct vg_job *job = self->batch[i];

    self->fresh[i] = false;
    if (job->kind == VG_JOB_ARTICLE)
        return vg_keeper_article(self, job, now, &self->fresh[i]);
    if (job->kind == VG_JOB_ADMIN)
        return vg_admin_run(job, self->store, self->alerts, now);
    if (job->kind == VG_JOB_RULES) {
        vg_alerts_set_rules(self->alerts, job->rules, NULL);
        job->rules = NULL;
        vg_deliver_rules_changed(self->deliver);
        return 0;
    }
    if (job->kind == VG_JOB_ADD)
        return vg_store_source_put(self->store, job->source, job->feed_url, &job->source_id);
    return vg_keeper_source(self, job, now);
}

static void undo(struct vg_keeper *self)
{
    vg_store_rollback(self->store);
    vg_alerts_rollback(self->alerts);
    vg_links_rollback(self->links);
    self->counts = self->before;
    self->copies_stale = true;
}

/* Is it the store that fails, or this job that cannot be stored? */
static bool jobs_fault(int code)
{
    return code == VG_E_TOOBIG || code == VG_E_SYNTAX || code == VG_E_LIMIT;
}

static void drop_job(struct vg_keeper *self, size_t i, int code)
{
    struct vg_job *job = self->batch[i];

    vg_log(self->shared->log, VG_LOG_ERROR, "article not stored",
           VG_S("source", job->source), VG_S("err", vg_code_name(code)));
    if (job->kind == VG_JOB_ADMIN) {
        vg_admin_free(job);
    } else {
        tell_poller(self, VG_NEWS_DROPPED, job, false);
        vg_job_free(job);
    }
    self->n_batch--;
    memmove(&self->batch[i], &self->batch[i + 1], (self->n_batch - i) * sizeof *self->batch);
}

/* One transaction, all or nothing, of as many jobs as its time allows; *ret_n: how many. */
static int store_some(struct vg_keeper *self, size_t *ret_n)
{
    int64_t now = vg_clock_wall_usec();
    int64_t until = vg_clock_mono_usec() + self->shared->config->limits.batch_ms * 1000;
    size_t i;
    int r = self->copies_stale ? rebuild_copies(self) : 0;

    self->before = self->counts;
    if (r == 0)
        r = vg_store_begin(self->store);
    for (i = 0; r == 0 && i < self->n_batch && (i == 0 || vg_clock_mono_usec() < until); i++) {
        r = store_one(self, i, now);
        if (r < 0 && jobs_fault(r)) {
            undo(self);
            drop_job(self, i, r);
            return store_some(self, ret_n);
        }
    }
    *ret_n = i;
    if (r == 0)
        r = vg_store_commit(self->store);
    if (r < 0)
        undo(self);
    return r;
}

static void store_failed(struct vg_keeper *self, int code)
{
    const char *reason = vg_store_reason(self->store);

    vg_log(self->shared->log, VG_LOG_ERROR,
           code == VG_E_FULL ? "store full, taking nothing in" : "store fails, taking nothing in",
           VG_S("err", reason), VG_I("kept", self->n_batch), VG_I("retry_s", RETRY_USEC / SECOND));
    if (!self->full)
        tell_poller(self, VG_NEWS_FULL, NULL, false);
    self->full = true;
    self->retry_usec = vg_clock_mono_usec() + RETRY_USEC;
}

/* The first n jobs of the batch are on disk. */
static void batch_done(struct vg_keeper *self, size_t n)
{
    if (self->full) {
        vg_log(self->shared->log, VG_LOG_INFO, "store works again", VG_I("kept", self->n_batch));
        tell_poller(self, VG_NEWS_WORKS, NULL, false);
    }
    vg_links_commit(self->links);
    self->full = false;
    self->counts.last_seq = (uint64_t)vg_journal_last(self->store);
    for (size_t i = 0; i < n; i++) {
        bool admin = self->batch[i]->kind ==
                     VG_JOB_ADMIN; /* goes back with its answer: not ours once told */
        tell_poller(self, VG_NEWS_COMMITTED, self->batch[i], self->fresh[i]);
        if (!admin)
            vg_job_free(self->batch[i]);
    }
    self->n_batch -= n;
    memmove(self->batch, self->batch + n, self->n_batch * sizeof *self->batch);
}

static void drop_batch(struct vg_keeper *self)
{
    for (size_t i = 0; i < self->n_batch; i++)
        if (self->batch[i]->kind == VG_JOB_ADMIN)
            vg_admin_free(self->batch[i]);
        else
            vg_job_free(self->batch[i]);
    self->n_batch = 0;
}

/* Fills the batch with what is there; waits only for the first. */
static void collect(struct vg_keeper *self)
{
    size_t most = (size_t)self->shared->config->limits.batch_articles;
    struct vg_job *job;

    while (self->n_batch < most && (job = vg_pipe_take(self->in, 0))) {
        if (job->kind == VG_JOB_STOP) {
            self->n_stopped++;
            vg_job_free(job);
        } else {
            self->batch[self->n_batch++] = job;
        }
    }
}

static void turn(struct vg_keeper *self)
{
    size_t n = 0;
    int r;

    if (self->full && atomic_load(&self->shared->stopping))
        drop_batch(self); /* unseen: it comes again after the next start */
    if (!self->full || atomic_load(&self->shared->stopping))
        collect(self);
    else if (vg_clock_mono_usec() < self->retry_usec)
        return;
    if (self->n_batch == 0)
        return;
    r = store_some(self, &n);
    if (r < 0)
        store_failed(self, r);
    else
        batch_done(self, n);
}

/* ---- the loop ---- */

static const char *state_word(const struct vg_keeper *self)
{
    return atomic_load(&self->shared->stopping) ? "stopping" : self->full ? "full" : "running";
}

/* Alerts that wait for their hour: groups, repeats, resolutions. */
static void tick_alerts(struct vg_keeper *self, int64_t wall)
{
    if (self->full || wall < vg_alerts_due(self->alerts))
        return;
    self->before = self->counts;
    int r = vg_store_begin(self->store);
    if (r == 0)
        r = vg_alerts_tick(self->alerts, wall);
    if (r >= 0)
        r = vg_store_commit(self->store);
    if (r < 0)
        undo(self);
}

static void trim_journal(struct vg_keeper *self, int64_t wall)
{
    int64_t days = self->shared->config->limits.journal_days;

    if (days == 0 || self->full || vg_store_begin(self->store) < 0)
        return;
    if (vg_journal_trim(self->store, wall - days * DAY_USEC, TRIM_ROWS) < 0 ||
        vg_store_commit(self->store) < 0)
        vg_store_rollback(self->store);
}

static void each_second(struct vg_keeper *self, int64_t mono)
{
    int64_t wall = vg_clock_wall_usec();
    struct stat st;

    if (stat(self->shared->db_path, &st) == 0)
        self->counts.store_bytes = (uint64_t)st.st_size;
    if (self->copies)
        vg_dupindex_expire(self->copies, wall);
    trim_journal(self, wall);
    tick_alerts(self, wall);
    vg_publisher_heartbeat(self->publisher, wall, (mono - self->started_usec) / SECOND,
                           state_word(self));
    tell_poller(self, VG_NEWS_COUNTS, NULL, false);
}

static void wait_for_work(struct vg_keeper *self, int64_t until_usec, int publish_ms)
{
    zmq_pollitem_t items[] = {
        {.socket = vg_publisher_socket(self->publisher), .events = ZMQ_POLLIN},
        {.socket = vg_deliver_socket(self->deliver), .events = ZMQ_POLLIN},
        {.socket = vg_pipe_socket(self->in), .events = ZMQ_POLLIN},
    };
    int64_t ms = (until_usec - vg_clock_mono_usec() + 999) / 1000;

    if (publish_ms >= 0 && publish_ms < ms)
        ms = publish_ms;
    if (self->n_batch > 0 && !self->full)
        ms = 0; /* the rest of the batch */
    if (self->full && !atomic_load(&self->shared->stopping)) {
        if (ms > 200)
            ms = 200; /* to see the flag, and the time to try again */
        (void)zmq_poll(items, 2, ms > 0 ? (long)ms : 0);
    } else {
        (void)zmq_poll(items, 3, ms > 0 ? (long)ms : 0);
    }
}

static void *run(void *arg)
{
    struct vg_keeper *self = arg;
    int64_t beat = vg_clock_mono_usec(), now;
    int wait_ms = -1;

    while (self->n_stopped < self->shared->n_readers + 1) {
        wait_for_work(self, beat, wait_ms);
        turn(self);
        vg_deliver_step(self->deliver, vg_clock_wall_usec());
        vg_publisher_drain(self->publisher);
        now = vg_clock_mono_usec();
        wait_ms = vg_publisher_step(self->publisher, now);
        self->counts.published_seq = (uint64_t)vg_publisher_seq(self->publisher);
        if (now >= beat) {
            each_second(self, now);
            beat = now + SECOND;
        }
    }
    turn(self);
    drop_batch(self); /* what does not fit into one more transaction was not seen */
    (void)vg_publisher_step(self->publisher, vg_clock_mono_usec() + SECOND);
    self->counts.published_seq = (uint64_t)vg_publisher_seq(self->publisher);
    each_second(self, vg_clock_mono_usec());
    tell_poller(self, VG_NEWS_STOPPED, NULL, false);
    return NULL;
}

static int tell_alert(void *ctx, struct vg_message *msg, int64_t now_usec)
{
    struct vg_keeper *self = ctx;
    struct vg_buf body;

    vg_buf_init(&body, VG_MAX_MESSAGE);
    int r = vg_keeper_tell(self, msg, now_usec, &body);
    vg_buf_done(&body);
    vg_deliver_alert_told(self->deliver);
    self->counts.alerts += r == 0 && msg->u.alert.state == VG_ALERT_FIRING;
    return r;
}

/* Every configured source has an id before the first poll. */
static int put_sources(struct vg_keeper *self)
{
    const struct vg_config *config = self->shared->config;
    int64_t id;
    int r = vg_store_begin(self->store);

    for (size_t i = 0; r == 0 && i < config->n_sources; i++)
        r = vg_store_source_put(self->store, config->sources[i].feed.name,
                                config->sources[i].feed.url, &id);
    if (r == 0)
        r = vg_store_commit(self->store);
    if (r < 0)
        vg_store_rollback(self->store);
    return r;
}

int vg_keeper_open(struct vg_keeper *self, struct vg_shared *shared, struct vg_err *err)
{
    const struct vg_config *config = shared->config;
    struct vg_rule_world world;
    int r;

    *self = (struct vg_keeper){.shared = shared, .started_usec = vg_clock_mono_usec()};
    r = vg_store_open(shared->db_path, &self->store, err);
    if (r < 0)
        return r;
    (void)vg_store_set_max_bytes(self->store, config->limits.store_bytes);
    if (put_sources(self) < 0 || rebuild_copies(self) < 0 ||
        vg_links_open(self->store, &self->links) < 0)
        return vg_fail(err, VG_E_IO, "%s: cannot be used: %s", shared->db_path,
                       vg_store_reason(self->store));
    self->alerts = vg_alerts_new(self->store, tell_alert, self);
    vg_world_of(shared->pack, &world);
    vg_alerts_set_rules(self->alerts, shared->rules, &world);
    shared->rules = NULL;
    self->deliver = vg_deliver_new(shared, self->store, self->alerts, err);
    if (!self->deliver)
        return VG_E_IO;
    self->counts.last_seq = (uint64_t)vg_journal_last(self->store);
    self->publisher =
        vg_publisher_new(config, shared->curve, self->store, (int64_t)self->counts.last_seq, err);
    if (!self->publisher)
        return VG_E_IO;
    self->batch = vg_xcalloc((size_t)config->limits.batch_articles, sizeof(struct vg_job *));
    self->fresh = vg_xcalloc((size_t)config->limits.batch_articles, sizeof(bool));
    self->in = vg_pipe_new(VG_PIPE_PULL_BIND, VG_PIPE_KEEPER, 0);
    self->news = vg_pipe_new(VG_PIPE_PUSH_BIND, VG_PIPE_NEWS, 0);
    return self->in && self->news ? 0 : vg_fail(err, VG_E_IO, "no sockets left; raise LimitNOFILE");
}

void vg_keeper_start(struct vg_keeper *self)
{
    vg_thread_start(&self->thread, "vg-keeper", run, self);
}

void vg_keeper_close(struct vg_keeper *self)
{
    struct vg_job *job;

    while (self->in && (job = vg_pipe_take(self->in, 0)))
        vg_job_free(job);
    vg_pipe_free(self->in);
    vg_pipe_free(self->news);
    vg_publisher_free(self->publisher);
    vg_links_close(self->links);
    vg_deliver_free(self->deliver);
    vg_alerts_free(self->alerts);
    vg_dupindex_free(self->copies);
    vg_store_close(self->store);
    free(self->batch);
    free(self->fresh);
}
