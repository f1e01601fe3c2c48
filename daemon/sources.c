/* sources.c - the list of sources: loaded at start, changed by reload and by hand. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "daemon/poller_in.h"
#include "daemon/rule.h"
#include "daemon/world.h"

#define SECOND INT64_C(1000000)

const char *health_word(enum vg_health health)
{
    return health == VG_HEALTH_HELD ? "paused" : vg_health_name(health);
}

static void add_to_list(struct vg_poller *self, struct source *s)
{
    if (self->n_sources == self->cap_sources) {
        self->cap_sources = self->cap_sources ? self->cap_sources * 2 : 64;
        self->sources = vg_xrealloc(self->sources, self->cap_sources, sizeof *self->sources);
    }
    s->index = self->n_sources;
    self->sources[self->n_sources++] = s;
}

static struct source *make_source(struct vg_poller *self, const struct vg_config_source *conf)
{
    struct source *s = vg_xnew(struct source);

    s->work.kind = WORK_SOURCE;
    s->conf = conf;
    add_to_list(self, s);
    (void)vg_map_set(self->by_name, vg_sv_cstr(conf->feed.name), s);
    return s;
}

struct source *sources_find(const struct vg_poller *self, const char *name)
{
    return vg_map_get(self->by_name, vg_sv_cstr(name));
}

static void own_free(struct vg_config_source *own)
{
    if (!own)
        return;
    vg_source_done(&own->feed);
    free(own->outlet);
    free(own->comment);
    free(own->selector);
    free(own);
}

static void source_free(struct source *s)
{
    vg_poll_state_done(&s->state);
    own_free(s->own);
    free(s);
}

void source_release(struct vg_poller *self, struct source *s)
{
    if (s->poll || s->asking)
        return;
    self->sources[s->index] = self->sources[--self->n_sources];
    self->sources[s->index]->index = s->index;
    source_free(s);
}

void source_schedule(struct vg_poller *self, struct source *s, int64_t due_usec)
{
    char key[VG_HOST_KEY_MAX];

    if (s->conf->feed.flags & VG_SOURCE_OFF)
        return;
    vg_sched_add(self->sched, &s->work.item,
                 vg_sched_host_key(vg_sv_cstr(vg_poll_url(&s->state, &s->conf->feed)), key),
                 due_usec);
}

static const char *copy(struct vg_job *job, const char *s)
{
    return s ? vg_arena_str(job->arena, vg_sv_cstr(s)) : NULL;
}

void source_remember(struct vg_poller *self, struct source *s, bool state_changed,
                     const char *state, const char *was)
{
    struct vg_job *job = vg_job_new(VG_JOB_SOURCE);
    struct vg_buf memory;

    vg_buf_init(&memory, 256 * 1024);
    (void)vg_poll_state_encode(&s->state, &memory);
    job->source_id = s->id;
    job->source = copy(job, s->conf->feed.name);
    job->feed_url = copy(job, s->conf->feed.url);
    job->memory = vg_sv(vg_arena_str(job->arena, vg_buf_view(&memory)), memory.n);
    job->state_changed = state_changed;
    job->state = state;
    job->was = was;
    job->reason = copy(job, s->state.last_error);
    job->failures = s->state.n_errors;
    job->http_status = (uint32_t)s->state.last_status;
    job->next_poll_usec = s->state.due_usec;
    vg_buf_done(&memory);
    vg_pipe_put(self->keeper, job);
}

/* ---- at start ---- */

static int load_one(void *ctx, const struct vg_stored_source *row)
{
    struct vg_poller *self = ctx;
    struct source *s = sources_find(self, row->name);
    struct vg_err err = {0};

    if (!s)
        return 0; /* no longer configured */
    s->id = row->id;
    s->articles = (uint64_t)row->articles;
    if (row->memory.n && vg_poll_state_decode(row->memory, &s->state, &err) < 0)
        vg_log(self->log, VG_LOG_WARNING, "what was known of a source is lost",
               VG_S("source", row->name), VG_S("err", err.text));
    (void)vg_poll_state_bind(&s->state, &s->conf->feed);
    return 0;
}

int sources_load(struct vg_poller *self, struct vg_err *err)
{
    int64_t now = vg_clock_wall_usec();
    int64_t window = self->config->limits.start_spread_s * SECOND;

    for (size_t i = 0; i < self->config->n_sources; i++)
        (void)make_source(self, &self->config->sources[i]);
    if (vg_store_source_each(self->store, load_one, self) < 0)
        return vg_fail(err, VG_E_IO, "%s: cannot be read: %s", self->shared->db_path,
                       vg_store_reason(self->store));
    for (size_t i = 0; i < self->n_sources; i++) {
        struct source *s = self->sources[i];
        source_schedule(self, s,
                        vg_sched_restart_due(s->state.due_usec, now, window,
                                             vg_hash_sv(vg_sv_cstr(s->conf->feed.name))));
    }
    return 0;
}

void sources_free(struct vg_poller *self)
{
    for (size_t i = 0; i < self->n_sources; i++)
        source_free(self->sources[i]);
    free(self->sources);
}

/* ---- changes ---- */

/* Its entries go on to the store: the configuration they look at must outlive a reload. */
static void keep_conf(struct source *s)
{
    const struct vg_config_source *conf = s->conf;
    struct vg_config_source *own;

    if (s->own)
        return;
    own = vg_xnew(struct vg_config_source);
    own->feed = (struct vg_source){
        .name = vg_xstrdup(conf->feed.name),
        .url = vg_xstrdup(conf->feed.url),
        .lang = conf->feed.lang ? vg_xstrdup(conf->feed.lang) : NULL,
        .country = conf->feed.country ? vg_xstrdup(conf->feed.country) : NULL,
        .kind = conf->feed.kind,
        .flags = conf->feed.flags,
    };
    own->outlet = vg_xstrdup(conf->outlet);
    own->selector = conf->selector ? vg_xstrdup(conf->selector) : NULL;
    s->conf = s->own = own;
}

void source_remove(struct vg_poller *self, struct source *s)
{
    source_remember(self, s, true, "removed", health_word(s->state.health));
    vg_log(self->log, VG_LOG_INFO, "source removed", VG_S("source", s->conf->feed.name));
    (void)vg_map_remove(self->by_name, vg_sv_cstr(s->conf->feed.name));
    s->removed = true;
    vg_sched_remove(self->sched, &s->work.item);
    keep_conf(s);
    if (s->poll && s->poll->fetch)
        vg_fetch_cancel(s->poll->fetch); /* may close the poll, and free s */
    else
        source_release(self, s);
}

/* The store must know it before its entries can be told apart: the keeper gives it an id. */
static void ask_for_id(struct vg_poller *self, struct source *s)
{
    struct vg_job *job = vg_job_new(VG_JOB_ADD);

    s->asking = true;
    job->owner = s;
    job->source = copy(job, s->conf->feed.name);
    job->feed_url = copy(job, s->conf->feed.url);
    vg_pipe_put(self->keeper, job);
}

void source_stored(struct vg_poller *self, struct source *s, int64_t id)
{
    s->asking = false;
    s->id = id;
    if (s->removed)
        source_release(self, s);
    else if (!self->stopping)
        source_schedule(self, s, vg_clock_wall_usec());
}

static struct source *add(struct vg_poller *self, const struct vg_config_source *conf)
{
    struct source *s = make_source(self, conf);

    (void)vg_poll_state_bind(&s->state, &conf->feed);
    ask_for_id(self, s);
    vg_log(self->log, VG_LOG_INFO, "source added", VG_S("source", conf->feed.name));
    return s;
}

int source_add(struct vg_poller *self, struct vg_config_source *take_conf, struct vg_err *err)
{
    int r = 0;

    if (sources_find(self, take_conf->feed.name))
        r = vg_fail(err, VG_E_EXISTS,
                    "a source named '%.80s' is there already; choose another name",
                    take_conf->feed.name);
    else if (self->n_sources >= VG_MAX_SOURCES)
        r = vg_fail(err, VG_E_LIMIT, "no more than %d sources", VG_MAX_SOURCES);
    if (r < 0) {
        own_free(take_conf);
        return r;
    }
    add(self, take_conf)->own = take_conf;
    return 0;
}

struct tally {
    size_t added, removed, changed;
};

static bool same_feed(const struct vg_source *a, const struct vg_source *b)
{
    return strcmp(a->url, b->url) == 0 && a->flags == b->flags && a->floor_sec == b->floor_sec &&
           a->ceiling_sec == b->ceiling_sec;
}

/* The source goes on under a new row of the configuration. */
static void repoint(struct vg_poller *self, struct source *s, const struct vg_config_source *conf,
                    struct tally *tally)
{
    bool same = same_feed(&s->conf->feed, &conf->feed);
    bool moved = strcmp(s->conf->feed.url, conf->feed.url) != 0;

    s->conf = conf;
    (void)vg_map_remove(self->by_name, vg_sv_cstr(conf->feed.name)); /* the key was the old row's */
    (void)vg_map_set(self->by_name, vg_sv_cstr(conf->feed.name), s);
    own_free(s->own);
    s->own = NULL;
    if (same)
        return;
    tally->changed++;
    if (s->poll)
        return; /* scheduled anew when it closes */
    vg_sched_remove(self->sched, &s->work.item);
    if (moved)
        (void)vg_poll_state_bind(&s->state, &conf->feed);
    if (s->id)
        source_schedule(self, s, s->state.due_usec);
}

static struct vg_map *names_of(const struct vg_config *config)
{
    struct vg_map *map = vg_map_new();

    for (size_t i = 0; i < config->n_sources; i++)
        (void)vg_map_set(map, vg_sv_cstr(config->sources[i].feed.name), &config->sources[i]);
    return map;
}

static void swap_sources(struct vg_poller *self, const struct vg_config *config,
                         struct tally *tally)
{
    struct vg_map *wanted = names_of(config);

    for (size_t i = self->n_sources; i-- > 0;) {
        struct source *s = self->sources[i];
        const struct vg_config_source *conf = vg_map_get(wanted, vg_sv_cstr(s->conf->feed.name));
        if (s->removed)
            continue;
        if (conf) {
            repoint(self, s, conf, tally);
        } else {
            tally->removed++;
            source_remove(self, s);
        }
    }
    for (size_t i = 0; i < config->n_sources; i++) {
        if (!sources_find(self, config->sources[i].feed.name)) {
            (void)add(self, &config->sources[i]);
            tally->added++;
        }
    }
    vg_map_free(wanted);
}

static void hand_rules(struct vg_poller *self, struct vg_rule_set *take_rules)
{
    struct vg_job *job = vg_job_new(VG_JOB_RULES);

    job->rules = take_rules;
    vg_pipe_put(self->keeper, job);
}

int sources_reload(struct vg_poller *self, char *text, size_t size, struct vg_err *err)
{
    struct vg_config *config = NULL;
    struct tally tally = {0};
    struct vg_rule_world world;
    struct vg_rule_set *rules = NULL;
    const char *restart;
    int r = vg_config_load(self->config->files[0], &config, err);

    if (r < 0)
        return r;
    vg_world_of(self->shared->pack, &world);
    r = vg_rule_set_load((const char *const *)config->files, config->n_files, &world, &rules, err);
    if (r < 0) {
        vg_config_free(config);
        return r;
    }
    hand_rules(self, rules);
    restart = vg_config_needs_restart(self->config, config);
    if (restart)
        vg_log(self->log, VG_LOG_WARNING, "this key changes at the next start only",
               VG_S("key", restart));
    swap_sources(self, config, &tally);
    vg_config_free(self->reloaded);
    self->config = self->reloaded = config;
    vg_log_set_level(self->log, (enum vg_log_level)config->log);
    (void)snprintf(text, size, "%zu sources: %zu added, %zu removed, %zu changed%s%s",
                   self->n_sources, tally.added, tally.removed, tally.changed,
                   restart ? "; takes a restart: " : "", restart ? restart : "");
    return 0;
}
