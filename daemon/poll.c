/* poll.c - one poll of a feed: the request, its entries as they come, its outcome. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "daemon/poller_in.h"
#include "feeds/url.h"

/* A feed that gives this much text of an entry gives all of it; teasers are shorter. Bytes outside
 * of markup. */
#define FULL_TEXT_BYTES 1200

/* ---- entries ---- */

/* 128 bits from two independent hashes; kind keeps ids, links and texts apart. id is e's, or empty
 * where that says nothing. */
static void identity(struct poll *poll, const struct vg_entry *e, struct vg_sv id,
                     unsigned char out[VG_ID_BYTES])
{
    struct vg_sv key = id;
    uint64_t seed = 'i', h[2];

    if (key.n == 0) {
        key = vg_url_canonical(e->link, poll->arena);
        seed = 'l';
    }
    if (key.n == 0) {
        key = e->title;
        seed = 't' + vg_hash_sv(e->summary);
    }
    h[0] = vg_hash64(key.p, key.n, seed);
    h[1] = vg_hash64(key.p, key.n, seed + UINT64_C(0x9E3779B97F4A7C15));
    memcpy(out, h, sizeof h);
}

static struct vg_sv longest_content(const struct vg_entry *e)
{
    struct vg_sv best = VG_SV_NONE;

    for (size_t i = 0; i < e->n_content; i++)
        if (e->content[i].value.n > best.n)
            best = e->content[i].value;
    return best;
}

/* Of everything that a reader could see, so that an edit is noticed and a re-ordered feed is not.
 */
static int64_t raw_hash(const struct vg_entry *e, struct vg_sv content)
{
    uint64_t h = vg_hash_sv(e->title);

    h = vg_hash64(e->summary.p, e->summary.n, h);
    h = vg_hash64(content.p, content.n, h);
    return (int64_t)vg_hash64(e->link.p, e->link.n, h);
}

static size_t bytes_of_text(struct vg_sv html)
{
    size_t n = 0;
    bool tag = false;

    for (size_t i = 0; i < html.n; i++) {
        if (html.p[i] == '<')
            tag = true;
        n += !tag;
        if (html.p[i] == '>')
            tag = false;
    }
    return n;
}

static bool needs_page(const struct pend *p)
{
    const struct vg_source *feed = &p->poll->source->conf->feed;

    return !(feed->flags & VG_SOURCE_NO_PAGES) && vg_url_is_http(p->url) &&
           bytes_of_text(p->content) < FULL_TEXT_BYTES &&
           bytes_of_text(p->summary) < FULL_TEXT_BYTES;
}

static struct vg_sv put(char **at, struct vg_sv s)
{
    char *p = *at;

    if (s.n)
        memcpy(p, s.p, s.n);
    *at += s.n;
    return vg_sv(p, s.n);
}

static struct vg_sv capped(struct vg_sv s, size_t max)
{
    return vg_sv(s.p, s.n < max ? s.n : max);
}

static struct pend *make_pend(struct poll *poll, const struct vg_entry *e, struct vg_sv content)
{
    struct vg_sv title = capped(e->title, VG_MAX_TITLE), author = VG_SV_NONE;
    struct vg_sv summary = capped(e->summary, VG_MAX_ENTRY_CONTENT);
    struct vg_sv link = e->link.n <= VG_MAX_URL ? e->link : VG_SV_NONE;
    struct pend *p;
    size_t bytes;
    char *at;

    content = capped(content, VG_MAX_ENTRY_CONTENT);
    if (e->n_authors > 0)
        author =
            capped(e->authors[0].name.n ? e->authors[0].name : e->authors[0].email, VG_MAX_AUTHOR);
    bytes = sizeof *p + title.n + author.n + summary.n + link.n + content.n;
    p = vg_xcalloc(1, bytes);
    at = (char *)(p + 1);
    p->work.kind = WORK_PAGE;
    p->poll = poll;
    p->bytes = bytes;
    p->url = put(&at, link);
    p->title = put(&at, title);
    p->summary = put(&at, summary);
    p->content = put(&at, content);
    p->authors = put(&at, author);
    p->published_usec = e->published_usec != VG_TIME_NONE ? e->published_usec : e->updated_usec;
    p->modified_usec = e->updated_usec;
    p->arrived_usec = vg_clock_mono_usec();
    return p;
}

static void note_time(struct poll *poll, const struct vg_entry *e)
{
    if (poll->n_times == poll->cap_times) {
        poll->cap_times = poll->cap_times ? poll->cap_times * 2 : 64;
        poll->times = vg_xrealloc(poll->times, poll->cap_times, sizeof *poll->times);
    }
    poll->times[poll->n_times++] =
        e->published_usec != VG_TIME_NONE ? e->published_usec : e->updated_usec;
}

/* The link that this identity came with before in this feed; NULL when it is new, and then e's is
 * kept. */
static const char *told_before(struct poll *poll, const struct vg_entry *e,
                               const unsigned char id[VG_ID_BYTES])
{
    char *key = vg_arena_alloc(poll->arena, VG_ID_BYTES);
    const char *link;

    memcpy(key, id, VG_ID_BYTES);
    link = vg_map_get(poll->identities, vg_sv(key, VG_ID_BYTES));
    if (!link)
        (void)vg_map_set(poll->identities, vg_sv(key, VG_ID_BYTES),
                         vg_arena_str(poll->arena, vg_url_canonical(e->link, poll->arena)));
    return link;
}

/* An entry given twice in one feed counts once, or its two forms would revise each other for ever.
 * An id that stands on entries with different links (the same for all, in broken feeds) tells
 * nothing: then the link does. */
static bool twice(struct poll *poll, const struct vg_entry *e, unsigned char id[VG_ID_BYTES])
{
    const char *link = told_before(poll, e, id);

    if (!link)
        return false;
    if (!e->id.n || !e->link.n ||
        vg_sv_eq(vg_sv_cstr(link), vg_url_canonical(e->link, poll->arena)))
        return true;
    identity(poll, e, VG_SV_NONE, id);
    return told_before(poll, e, id) != NULL;
}

static int on_entry(void *ctx, const struct vg_entry *e)
{
    struct poll *poll = ctx;
    struct vg_poller *self = poll->poller;
    struct vg_sv content = longest_content(e);
    struct vg_entry_state seen = {.article_id = 0};
    unsigned char id[VG_ID_BYTES];
    int64_t hash = raw_hash(e, content);
    struct pend *p;
    int r;

    note_time(poll, e);
    identity(poll, e, e->id, id);
    if (twice(poll, e, id))
        return 0;
    r = vg_store_entry_get(self->store, poll->source->id, id, &seen);
    if (r < 0 && r != VG_E_NOTFOUND) {
        vg_log(self->log, VG_LOG_ERROR, "store cannot be read",
               VG_S("err", vg_store_reason(self->store)));
        return r;
    }
    if (r == 0 && seen.raw_hash == hash)
        return 0;
    if (r == VG_E_NOTFOUND) {
        poll->n_new++;
        self->entries++;
    }
    p = make_pend(poll, e, content);
    memcpy(p->id, id, sizeof p->id);
    p->raw_hash = hash;
    poll->waiting++;
    self->pending_bytes += p->bytes;
    if (needs_page(p))
        page_schedule(self, p, vg_clock_wall_usec());
    else
        poller_ready(self, p);
    return 0;
}

/* ---- the transfer ---- */

static void on_head(void *ctx, const struct vg_fetch_result *head)
{
    struct poll *poll = ctx;
    const struct vg_feed_parser_opts opts = {
        .url = head->url,
        .content_type = head->content_type,
        .content_location = head->content_location,
        .content_language = head->content_language,
        .max_entries = (uint32_t)poll->poller->config->limits.entries,
        .max_bytes = (size_t)poll->poller->config->limits.feed_bytes,
    };

    poll->parser = vg_feed_parser_new(&opts, on_entry, poll);
    poll->identities = vg_map_new();
}

static int on_data(void *ctx, const void *p, size_t n)
{
    struct poll *poll = ctx;

    if (!poller_has_room(poll->poller)) {
        if (!poll->blocked) {
            poll->blocked = true;
            poll->next_blocked = poll->poller->blocked;
            poll->poller->blocked = poll;
        }
        return VG_E_AGAIN;
    }
    if (poll->parse_code == 0 && poll->parser)
        poll->parse_code = vg_feed_parser_push(poll->parser, p, n, &poll->parse_err);
    return poll->parse_code;
}

static void unblock(struct poll *poll)
{
    struct poll **at = &poll->poller->blocked;

    for (; poll->blocked && *at; at = &(*at)->next_blocked) {
        if (*at == poll) {
            *at = poll->next_blocked;
            poll->blocked = false;
            return;
        }
    }
}

/* What only the transfer needs: a poll may wait long for its last page. */
static void free_reading(struct poll *poll)
{
    vg_feed_parser_free(poll->parser);
    vg_map_free(poll->identities);
    vg_arena_free(poll->arena);
    free(poll->times);
    poll->parser = NULL;
    poll->identities = NULL;
    poll->arena = NULL;
    poll->times = NULL;
}

static void free_poll(struct poll *poll)
{
    unblock(poll);
    free_reading(poll);
    free(poll);
}

void poll_discard(struct poll *poll)
{
    poll->source->poll = NULL;
    free_poll(poll);
}

/* Everything it brought is committed, or it brought nothing: only now its validators count. */
static void close_poll(struct poll *poll)
{
    struct vg_poller *self = poll->poller;
    struct source *source = poll->source;
    bool changed = source->state.health != poll->was;

    if (poll->dropped)
        vg_poll_abort(&source->state);
    else
        vg_poll_commit(&source->state);
    source->poll = NULL;
    if (source->removed) {
        source_release(self, source);
    } else {
        (void)vg_poll_state_bind(&source->state,
                                 &source->conf->feed); /* a reload may have moved it */
        source_remember(self, source, changed, health_word(source->state.health),
                        health_word(poll->was));
        if (!self->stopping)
            source_schedule(self, source, source->state.due_usec);
    }
    free_poll(poll);
}

void poll_entry_done(struct poll *poll, bool committed)
{
    poll->waiting--;
    if (!committed)
        poll->dropped = true;
    if (poll->waiting == 0 && poll->answered)
        close_poll(poll);
}

static void log_change(struct vg_poller *self, const struct source *s, enum vg_health was)
{
    int64_t wait = s->state.due_usec - vg_clock_wall_usec();

    if (was == s->state.health)
        return;
    vg_log(self->log, s->state.health == VG_HEALTH_OK ? VG_LOG_INFO : VG_LOG_WARNING,
           "source state", VG_S("source", s->conf->feed.name), VG_S("from", health_word(was)),
           VG_S("to", health_word(s->state.health)), VG_I("status", s->state.last_status),
           VG_S("err", s->state.last_error), VG_I("failures", s->state.n_errors),
           VG_I("next_s", wait > 0 ? wait / 1000000 : 0));
}

static void feed_facts(const struct poll *poll, struct vg_poll_facts *facts)
{
    const struct vg_feed *feed = vg_feed_parser_feed(poll->parser);

    facts->ttl = feed->ttl;
    facts->update_period = feed->update_period;
    facts->update_frequency = feed->update_frequency;
    facts->skip_hours = feed->skip_hours;
    facts->skip_days = feed->skip_days;
    if (feed->hub.n)
        facts->hub = feed->hub;
    if (feed->self.n)
        facts->self = feed->self;
    facts->entry_usec = poll->times;
    facts->n_entries = poll->n_times;
    facts->n_new = poll->n_new;
}

static void count_poll(struct vg_poller *self, const struct vg_poll_facts *facts)
{
    self->polls++;
    self->not_modified += facts->code == 0 && facts->status == 304;
    self->poll_errors += facts->code != 0 || (facts->status != 200 && facts->status != 304);
}

/* What the answer does to the source's memory. */
static void apply(struct poll *poll, const struct vg_fetch_result *r)
{
    struct vg_poller *self = poll->poller;
    struct source *source = poll->source;
    struct vg_poll_outcome outcome = {.host_until_usec = 0};
    struct vg_poll_facts facts = {
        .now_usec = vg_clock_wall_usec(),
        .status = r->status,
        .code = r->code,
        .error = r->error,
        .conditional = poll->conditional,
        .etag = r->etag,
        .last_modified = r->last_modified,
        .cache_control = r->cache_control,
        .age = r->age,
        .expires = r->expires,
        .date = r->date,
        .retry_after = r->retry_after,
        .permanent_url = r->permanent_url,
        .hub = r->link_hub,
        .self = r->link_self,
        .random = poller_random(self),
    };
    char key[VG_HOST_KEY_MAX];
    struct vg_sv host;

    if (facts.code == 0 && r->status == 200 && poll->parser)
        poll->parse_code = vg_feed_parser_finish(poll->parser, &poll->parse_err);
    if (poll->parse_code < 0) {
        facts.code = poll->parse_code;
        facts.error = poll->parse_err.text;
    } else if (poll->parser) {
        feed_facts(poll, &facts);
    }
    vg_poll_apply(&self->policy, &source->conf->feed, &source->state, &facts, &outcome);
    count_poll(self, &facts);
    if (outcome.host_until_usec) {
        host = vg_sched_host_key(vg_sv_cstr(vg_poll_url(&source->state, &source->conf->feed)), key);
        vg_sched_hold(self->sched, host, outcome.host_until_usec);
    }
    if (outcome.moved)
        vg_log(self->log, VG_LOG_INFO, "source moved", VG_S("source", source->conf->feed.name));
    log_change(self, source, poll->was);
    vg_log(self->log, VG_LOG_DEBUG, "polled", VG_S("source", source->conf->feed.name),
           VG_I("status", facts.status), VG_S("err", source->state.last_error),
           VG_I("entries", poll->n_times), VG_I("new", poll->n_new));
}

static void on_done(void *ctx, const struct vg_fetch_result *result)
{
    struct poll *poll = ctx;
    struct vg_poller *self = poll->poller;
    struct source *source = poll->source;

    poll->fetch = NULL;
    unblock(poll);
    vg_sched_done(self->sched, &source->work.item, vg_clock_wall_usec(), VG_SCHED_NEVER);
    if (!self->stopping && !source->removed)
        apply(poll, result);
    free_reading(poll);
    poll->answered = true;
    if (self->stopping)
        return; /* the end of the daemon frees it */
    if (poll->waiting == 0)
        close_poll(poll);
}

void poll_start(struct source *source, struct vg_poller *self)
{
    const struct vg_source *feed = &source->conf->feed;
    struct poll *poll = vg_xnew(struct poll);
    const struct vg_fetch_request request = {
        .url = vg_poll_url(&source->state, feed),
        .etag = source->state.etag,
        .last_modified = source->state.last_modified,
        .purpose = VG_FETCH_FEED,
        .max_bytes = (uint64_t)self->config->limits.feed_bytes,
        .allow_private = (feed->flags & VG_SOURCE_ALLOW_PRIVATE) != 0,
        .on_head = on_head,
        .on_data = on_data,
        .on_done = on_done,
        .ctx = poll,
    };

    poll->source = source;
    poll->poller = self;
    poll->arena = vg_arena_new();
    poll->was = source->state.health;
    poll->conditional = request.etag || request.last_modified;
    source->poll = poll;
    poll->fetch = vg_fetch_start(self->fetcher, &request);
}
