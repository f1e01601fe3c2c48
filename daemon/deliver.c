/* deliver.c - see deliver.h. */
#include "config.h"

#include "daemon/deliver.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "daemon/alert_store.h"
#include "daemon/notify.h"

#define SECOND INT64_C(1000000)
#define HOUR (3600 * SECOND)
#define KEPT_DAYS 7               /* deliveries that were made, for whoever asks */
#define MAX_DIGEST_BYTES (4 * 1024 * 1024)
#define MAX_ORPHANS 10000
#define FEW_ATTEMPTS 3            /* before that many, age alone gives nothing up */
#define DESKS 9
#define LONGEST_HOLD                                                                               \
    (60 * SECOND) /* others of a receiver wait so long for one that fails, to stay in order */

struct vg_deliver {
    struct vg_shared *shared;
    struct vg_store *store;
    struct vg_alerts *alerts;
    struct vg_pipe *in;
    struct desk {
        struct vg_pipe *out;
        struct vg_notifier *notifier;
        bool busy;
    } desks[DESKS]; /* the first writes the feed, the others deliver */
    char **busy; /* receivers with a notice away or not noted yet */
    size_t n_busy, cap_busy;
    struct vg_job **answers; /* not noted yet */
    size_t n_answers, cap_answers;
    bool feed_stale; /* alerts were told */
    bool orphans; /* look for deliveries whose receiver is gone */
    int64_t trim_usec;
};

/* ---- who has something away ---- */

static ptrdiff_t busy_at(const struct vg_deliver *self, const char *receiver)
{
    for (size_t i = 0; i < self->n_busy; i++)
        if (strcmp(self->busy[i], receiver) == 0)
            return (ptrdiff_t)i;
    return -1;
}

static void set_busy(struct vg_deliver *self, const char *receiver)
{
    if (self->n_busy == self->cap_busy) {
        self->cap_busy = self->cap_busy ? 2 * self->cap_busy : 8;
        self->busy = vg_xrealloc(self->busy, self->cap_busy, sizeof *self->busy);
    }
    self->busy[self->n_busy++] = vg_xstrdup(receiver);
}

static void set_idle(struct vg_deliver *self, const char *receiver)
{
    ptrdiff_t at = busy_at(self, receiver);

    if (at < 0)
        return;
    free(self->busy[at]);
    self->busy[at] = self->busy[--self->n_busy];
}

/* A notifier with nothing to do; 0 (that of the feed): all are busy. */
static int idle_desk(const struct vg_deliver *self)
{
    for (int i = 1; i < DESKS; i++)
        if (!self->desks[i].busy)
            return i;
    return 0;
}

/* ---- what became of it ---- */

/* 10 s, 20 s, 40 s ... 1 h, a quarter more or less so that retries do not march in step. */
static int64_t backoff(const struct vg_deliver *self, const struct vg_notice_item *item,
                       int64_t now)
{
    int64_t wait = self->shared->config->limits.delivery_retry_min_s * SECOND;
    int64_t most = self->shared->config->limits.delivery_retry_max_s * SECOND;
    const int64_t dice[] = {item->delivery_id, item->attempts, now};

    for (int64_t i = 0; i < item->attempts && wait < most; i++)
        wait *= 2;
    if (wait > most)
        wait = most;
    return wait * 3 / 4 + (int64_t)(vg_hash64(dice, sizeof dice, 11) % (uint64_t)(wait / 2));
}

static int note_item(struct vg_deliver *self, const struct vg_notice *notice,
                     const struct vg_notice_item *item, int64_t now)
{
    int64_t give_up = self->shared->config->limits.delivery_give_up_s * SECOND;
    struct vg_delivery_row row = {.id = item->delivery_id,
                                  .attempts = item->attempts + 1,
                                  .due_usec = now,
                                  .state = VG_DELIVERY_DONE};

    if (notice->result != VG_NOTICE_DONE) {
        int64_t wait = backoff(self, item, now);
        bool old = now - item->created_usec > give_up && row.attempts >= FEW_ATTEMPTS;
        if (notice->wait_s * SECOND > wait)
            wait = notice->wait_s < 3600 ? notice->wait_s * SECOND : HOUR;
        row.state =
            notice->result == VG_NOTICE_REFUSED || old ? VG_DELIVERY_DEAD : VG_DELIVERY_WAITING;
        row.due_usec = now + wait;
        row.error = notice->error;
    }
    int r = vg_store_delivery_put(self->store, &row);
    if (r == 0 && row.state == VG_DELIVERY_WAITING) {
        int64_t hold = row.due_usec - now < LONGEST_HOLD ? row.due_usec : now + LONGEST_HOLD;
        r = vg_store_deliveries_put_off(self->store, notice->receiver.name, now, hold);
    }
    return r;
}

static void tell_log(struct vg_deliver *self, const struct vg_notice *notice)
{
    const struct vg_notice_item *item = &notice->items[0];

    if (notice->result == VG_NOTICE_DONE)
        vg_log(self->shared->log, VG_LOG_INFO, "alert delivered",
               VG_S("receiver", notice->receiver.name), VG_S("alert", item->alert_id),
               VG_I("revision", item->revision), VG_I("alerts", notice->n_items));
    else
        vg_log(self->shared->log, VG_LOG_WARNING,
               notice->result == VG_NOTICE_REFUSED ? "alert refused, not tried again"
                                                   : "alert not delivered, tried again",
               VG_S("receiver", notice->receiver.name), VG_S("alert", item->alert_id),
               VG_I("revision", item->revision), VG_I("attempts", item->attempts + 1),
               VG_S("err", notice->error));
}

static int note(struct vg_deliver *self, const struct vg_notice *notice, int64_t now)
{
    int r = vg_store_begin(self->store);

    for (size_t i = 0; r == 0 && i < notice->n_items; i++)
        r = note_item(self, notice, &notice->items[i], now);
    if (r == 0)
        r = vg_store_commit(self->store);
    if (r < 0)
        vg_store_rollback(self->store);
    return r;
}

static void take_answers(struct vg_deliver *self)
{
    struct vg_job *job;

    while ((job = vg_pipe_take(self->in, 0))) {
        self->desks[job->notice->notifier].busy = false;
        if (self->n_answers == self->cap_answers) {
            self->cap_answers = self->cap_answers ? 2 * self->cap_answers : 8;
            self->answers = vg_xrealloc(self->answers, self->cap_answers, sizeof *self->answers);
        }
        self->answers[self->n_answers++] = job;
    }
}

/* What cannot be noted now is kept: its receiver stays busy, so that nothing goes out twice. */
static void note_answers(struct vg_deliver *self, int64_t now)
{
    while (self->n_answers > 0) {
        struct vg_job *job = self->answers[self->n_answers - 1];
        if (note(self, job->notice, now) < 0)
            return;
        tell_log(self, job->notice);
        set_idle(self, job->notice->receiver.name);
        vg_job_free(job);
        self->n_answers--;
    }
}

/* ---- what goes out ---- */

struct gathering {
    struct vg_deliver *self;
    struct vg_job *job;
    struct vg_notice_item *items;
    size_t n, bytes;
    bool digest, full;
};

static int gather(void *ctx, const struct vg_delivery_row *row)
{
    struct gathering *g = ctx;
    char id[17];

    if (g->n == 0)
        g->digest = row->digest;
    if (g->full || row->digest != g->digest || g->bytes > MAX_DIGEST_BYTES)
        return 0;
    vg_alert_id_format(g->self->store, row->alert_id, id);
    g->items[g->n++] = (struct vg_notice_item){
        .delivery_id = row->id,
        .attempts = row->attempts,
        .created_usec = row->created_usec,
        .alert_id = vg_arena_str(g->job->arena, vg_sv_cstr(id)),
        .revision = row->revision,
        .body = vg_sv(vg_arena_str(g->job->arena, row->body), row->body.n),
    };
    g->bytes += row->body.n;
    g->full = !g->digest || g->n == VG_NOTICE_ITEMS;
    return 0;
}

static const char *copy(struct vg_arena *arena, const char *s)
{
    return s ? vg_arena_str(arena, vg_sv_cstr(s)) : NULL;
}

/* The rules may be replaced while the notice is away. */
static struct vg_receiver copy_receiver(struct vg_arena *arena, const struct vg_receiver *x)
{
    struct vg_receiver r = *x;
    const char **to = vg_arena_new_n(arena, const char *, x->n_to + 1);

    for (size_t i = 0; i < x->n_to; i++)
        to[i] = copy(arena, x->to[i]);
    r.to = to;
    r.name = copy(arena, x->name);
    r.url = copy(arena, x->url);
    r.secret_file = copy(arena, x->secret_file);
    r.ca_file = copy(arena, x->ca_file);
    r.smtp = copy(arena, x->smtp);
    r.user = copy(arena, x->user);
    r.password_file = copy(arena, x->password_file);
    r.from = copy(arena, x->from);
    return r;
}

static void send_due(struct vg_deliver *self, const struct vg_receiver *receiver, int64_t now)
{
    struct vg_job *job = vg_job_new(VG_JOB_NOTICE);
    struct gathering g = {.self = self, .job = job};
    int desk = idle_desk(self);

    g.items = vg_arena_new_n(job->arena, struct vg_notice_item, VG_NOTICE_ITEMS);
    if (vg_store_deliveries_due(self->store, receiver->name, now, VG_NOTICE_ITEMS, gather, &g) <
            0 ||
        g.n == 0) {
        vg_job_free(job);
        return;
    }
    job->notice = vg_arena_alloc(job->arena, sizeof *job->notice);
    *job->notice = (struct vg_notice){.receiver = copy_receiver(job->arena, receiver),
                                      .digest = g.digest,
                                      .items = g.items,
                                      .n_items = g.n,
                                      .notifier = desk};
    set_busy(self, receiver->name);
    self->desks[desk].busy = true;
    vg_pipe_put(self->desks[desk].out, job);
}

/* ---- receivers that are gone, deliveries that are old ---- */

struct orphans {
    struct vg_deliver *self;
    int64_t *ids;
    size_t n;
};

static int find_orphan(void *ctx, const struct vg_delivery_row *row)
{
    struct orphans *o = ctx;
    const struct vg_rule_set *rules = vg_alerts_rules(o->self->alerts);

    for (size_t i = 0; rules && i < rules->n_receivers; i++)
        if (strcmp(rules->receivers[i].name, row->receiver) == 0)
            return 0;
    if (o->n < MAX_ORPHANS && busy_at(o->self, row->receiver) < 0)
        o->ids[o->n++] = row->id;
    return 0;
}

static void end_orphans(struct vg_deliver *self)
{
    struct orphans o = {self, vg_xcalloc(MAX_ORPHANS, sizeof *o.ids), 0};
    int r = vg_store_begin(self->store);

    if (r == 0)
        r = vg_store_deliveries_due(self->store, NULL, INT64_MAX, INT64_MAX, find_orphan, &o);
    for (size_t i = 0; r == 0 && i < o.n; i++) {
        const struct vg_delivery_row row = {.id = o.ids[i], .state = VG_DELIVERY_DEAD,
                                            .error = "the receiver is no longer configured"};
        r = vg_store_delivery_put(self->store, &row);
    }
    if (r == 0)
        r = vg_store_commit(self->store);
    if (r < 0)
        vg_store_rollback(self->store);
    self->orphans = r < 0 || o.n == MAX_ORPHANS;
    free(o.ids);
}

static void trim(struct vg_deliver *self, int64_t now)
{
    if (now < self->trim_usec)
        return;
    self->trim_usec = now + HOUR;
    if (vg_store_begin(self->store) < 0)
        return;
    if (vg_store_deliveries_trim(self->store, now - KEPT_DAYS * 24 * HOUR) < 0 ||
        vg_store_commit(self->store) < 0)
        vg_store_rollback(self->store);
}

void vg_deliver_step(struct vg_deliver *self, int64_t now_usec)
{
    const struct vg_rule_set *rules = vg_alerts_rules(self->alerts);

    take_answers(self);
    note_answers(self, now_usec);
    if (self->orphans)
        end_orphans(self);
    trim(self, now_usec);
    if (self->feed_stale)
        vg_pipe_put(self->desks[0].out, vg_job_new(VG_JOB_NOTICE));
    self->feed_stale = false;
    for (size_t i = 0; rules && i < rules->n_receivers && idle_desk(self); i++)
        if (busy_at(self, rules->receivers[i].name) < 0)
            send_due(self, &rules->receivers[i], now_usec);
}

void vg_deliver_alert_told(struct vg_deliver *self)
{
    self->feed_stale = true;
}

void vg_deliver_rules_changed(struct vg_deliver *self)
{
    self->orphans = true;
}

void *vg_deliver_socket(struct vg_deliver *self)
{
    return vg_pipe_socket(self->in);
}

static bool open_desks(struct vg_deliver *self)
{
    char name[64];

    for (int i = 0; i < DESKS; i++) {
        struct desk *desk = &self->desks[i];
        (void)snprintf(name, sizeof name, VG_PIPE_NOTICES, i);
        desk->out = vg_pipe_new(VG_PIPE_PUSH_BIND, name, 0);
        desk->notifier = desk->out ? vg_notifier_start(self->shared, i) : NULL;
        if (!desk->notifier)
            return false;
    }
    return true;
}

struct vg_deliver *vg_deliver_new(struct vg_shared *shared, struct vg_store *store,
                                  struct vg_alerts *alerts, struct vg_err *err)
{
    struct vg_deliver *self = vg_xnew(struct vg_deliver);

    self->shared = shared;
    self->store = store;
    self->alerts = alerts;
    self->orphans = self->feed_stale = true;
    self->in = vg_pipe_new(VG_PIPE_PULL_BIND, VG_PIPE_NOTIFIED, 0);
    if (self->in && open_desks(self))
        return self;
    (void)vg_fail(err, VG_E_IO, "no sockets left; raise LimitNOFILE");
    vg_deliver_free(self);
    return NULL;
}

void vg_deliver_free(struct vg_deliver *self)
{
    if (!self)
        return;
    for (int i = 0; i < DESKS; i++)
        if (self->desks[i].notifier)
            vg_notifier_leave(self->desks[i].notifier, self->desks[i].out);
    for (int i = 0; i < DESKS; i++)
        if (self->desks[i].notifier)
            vg_notifier_join(self->desks[i].notifier);
    if (self->in) {
        take_answers(self);
        note_answers(self, vg_clock_wall_usec());
    }
    for (size_t i = 0; i < self->n_answers; i++)
        vg_job_free(self->answers[i]);
    while (self->n_busy > 0)
        free(self->busy[--self->n_busy]);
    for (int i = 0; i < DESKS; i++) {
        vg_notifier_free(self->desks[i].notifier);
        vg_pipe_free(self->desks[i].out);
    }
    vg_pipe_free(self->in);
    free(self->answers);
    free(self->busy);
    free(self);
}
