#include "feeds/fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <uv.h>

#include "base/clock.h"
#include "feeds/fetch_in.h"
#include "feeds/robots.h"

static void push(struct vg_fetch_list *list, struct vg_fetch *f)
{
    f->prev = list->last;
    f->next = NULL;
    *(list->last ? &list->last->next : &list->first) = f;
    list->last = f;
    list->n++;
}

static void unlink_from(struct vg_fetch_list *list, struct vg_fetch *f)
{
    *(f->prev ? &f->prev->next : &list->first) = f->next;
    *(f->next ? &f->next->prev : &list->last) = f->prev;
    f->prev = f->next = NULL;
    list->n--;
}

static void free_request(struct vg_fetch *f)
{
    free((void *)(uintptr_t)f->request.url);
    free((void *)(uintptr_t)f->request.etag);
    free((void *)(uintptr_t)f->request.last_modified);
    curl_slist_free_all(f->lines);
    f->request = (struct vg_fetch_request){0};
    f->lines = NULL;
}

static void destroy(struct vg_fetch *f)
{
    free_request(f);
    curl_easy_cleanup(f->easy);
    vg_headers_done(&f->headers);
    vg_buf_done(&f->permanent);
    free(f);
}

/* Calls on_done; the transfer must be out of its list. With `keep` it stays, as a shell that
 * libcurl still has in hand, until the loop brings it to reap. */
static void tell(struct vg_fetch *f, CURLcode r)
{
    struct vg_fetcher *self = f->fetcher;
    struct vg_fetch_result result;

    vg_fetch_fill(f, r, &result);
    f->over = true;
    self->counts.done++;
    self->counts.failed += result.code != 0;
    self->counts.reused += result.reused;
    self->counts.body_bytes += result.body_bytes;
    self->counts.wire_bytes += result.wire_bytes;
    if (f->request.on_done)
        f->request.on_done(f->request.ctx, &result);
}

/* Takes it from libcurl and keeps the struct and its easy handle for the next one. */
static void reap(struct vg_fetch *f)
{
    struct vg_fetcher *self = f->fetcher;

    if (f->active)
        vg_curl_loop_remove(self->loop, f->easy);
    unlink_from(f->active ? &self->active : &self->waiting, f);
    if (self->spare.n < self->opts.max_active && !self->closing) {
        free_request(f);
        push(&self->spare, f);
    } else {
        destroy(f);
    }
}

static void finish(struct vg_fetch *f, CURLcode r)
{
    if (!f->over)
        tell(f, r);
    reap(f);
}

static bool header_safe(const char *s)
{
    if (!s || !*s)
        return false;
    for (; *s; s++) {
        if (((unsigned char)*s < 32 && *s != '\t') || *s == 127)
            return false;
    }
    return true;
}

static void add_line(struct vg_fetch *f, const char *name, const char *value)
{
    struct vg_buf line;

    vg_buf_init(&line, VG_MAX_HEADER_LINE + 64);
    if (header_safe(value) && vg_buf_printf(&line, "%s: %s", name, value) == 0) {
        struct curl_slist *more = curl_slist_append(f->lines, line.p);
        f->lines = more ? more : f->lines;
    }
    vg_buf_done(&line);
}

static const struct {
    const char *accept;
    uint64_t max_bytes;
} purposes[VG_FETCH_PURPOSE_COUNT] = {
    [VG_FETCH_FEED] = {"application/atom+xml, application/rss+xml, application/feed+json, "
                       "application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, "
                       "application/json;q=0.7, */*;q=0.5",
                       VG_MAX_FEED_BODY},
    [VG_FETCH_PAGE] = {"text/html, application/xhtml+xml, */*;q=0.5", VG_MAX_PAGE_BODY},
    [VG_FETCH_ROBOTS] = {"text/plain, */*;q=0.5", VG_ROBOTS_MAX},
};

/* False: it ends with f->code instead of starting. */
static bool begin(struct vg_fetch *f)
{
    if (f->code)
        return false;
    f->started_usec = vg_clock_mono_usec();
    if (!vg_fetch_setup(f))
        return false;
    f->active = true;
    if (vg_curl_loop_add(f->fetcher->loop, f->easy) < 0) {
        f->active = false;
        vg_fetch_end(f, VG_E_NOMEM, "libcurl would not take the transfer");
        return false;
    }
    return true;
}

/* Starts what may start. Never from within libcurl, never within itself. */
static void pump(struct vg_fetcher *self, bool may_tell)
{
    if (self->pumping || self->closing || vg_curl_loop_busy(self->loop))
        return;
    self->pumping = true;
    while (self->waiting.n && !self->paused && self->active.n < self->opts.max_active) {
        struct vg_fetch *f = self->waiting.first;
        if (f->code && !may_tell) {
            vg_curl_loop_kick(self->loop);
            break;
        }
        if (!begin(f)) {
            if (!may_tell) {
                vg_curl_loop_kick(self->loop);
                break;
            }
            finish(f, CURLE_OK);
            continue;
        }
        unlink_from(&self->waiting, f);
        push(&self->active, f);
    }
    self->pumping = false;
}

/* --- what the loop calls -----------------------------------------------------------------------
 */

static void on_transfer_done(void *ctx, CURL *easy, CURLcode r)
{
    char *f = NULL;

    (void)ctx;
    (void)curl_easy_getinfo(easy, CURLINFO_PRIVATE, &f);
    if (f)
        finish((struct vg_fetch *)(void *)f, r);
}

static void on_turn(void *ctx)
{
    struct vg_fetcher *self = ctx;

    for (struct vg_fetch *f = self->active.first, *next; f; f = next) {
        next = f->next;
        if (f->over) /* cancelled from within a callback */
            reap(f);
    }
    pump(self, true);
}

/* Once a second: ends what takes too long (paused time apart) or swallows too much in a body that
 * is not for us, as that of a redirect. */
static bool on_second(void *ctx)
{
    struct vg_fetcher *self = ctx;
    int64_t now = vg_clock_mono_usec(), limit = (int64_t)self->opts.total_timeout_ms * 1000;

    for (struct vg_fetch *f = self->active.first, *next; f; f = next) {
        curl_off_t wire = 0;
        next = f->next;
        if (f->over || f->paused_since_usec)
            continue;
        (void)curl_easy_getinfo(f->easy, CURLINFO_SIZE_DOWNLOAD_T, &wire);
        if (now - f->started_usec - f->paused_usec > limit)
            vg_fetch_end(f, VG_E_AGAIN, "took too long in all");
        else if ((uint64_t)wire > f->max_bytes)
            vg_fetch_end(f, VG_E_TOOBIG, "the body is larger than allowed");
        else
            continue;
        finish(f, CURLE_OK);
        next = self->active.first; /* callbacks may have changed the list */
    }
    pump(self, true);
    return self->active.n > 0;
}

/* --- public ------------------------------------------------------------------------------------
 */

static uint32_t or_default(uint32_t v, uint32_t fallback)
{
    return v ? v : fallback;
}

static struct curl_slist *slist_of(const char *const *strings)
{
    struct curl_slist *list = NULL;

    for (; strings && *strings; strings++) {
        struct curl_slist *more = curl_slist_append(list, *strings);
        list = more ? more : list;
    }
    return list;
}

static void free_parts(struct vg_fetcher *self)
{
    for (struct vg_fetch *f = self->spare.first, *next; f; f = next) {
        next = f->next;
        destroy(f);
    }
    vg_curl_loop_free(self->loop);
    if (self->share)
        (void)curl_share_cleanup(self->share);
    curl_slist_free_all(self->resolve);
    curl_slist_free_all(self->connect_to);
    free(self->user_agent);
    free(self->ca_file);
    free(self);
    curl_global_cleanup();
}

struct vg_fetcher *vg_fetcher_new(struct uv_loop_s *loop, const struct vg_fetcher_opts *opts,
                                  struct vg_err *err)
{
    static const struct vg_curl_loop_calls calls = {on_transfer_done, on_turn, on_second};

    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        (void)vg_fail(err, VG_E_IO, "libcurl does not start");
        return NULL;
    }
    struct vg_fetcher *self = vg_xnew(struct vg_fetcher);
    if (opts)
        self->opts = *opts;
    self->opts.max_active = or_default(self->opts.max_active, 64);
    self->opts.max_idle = or_default(self->opts.max_idle, 256);
    self->opts.connect_timeout_ms = or_default(self->opts.connect_timeout_ms, 15000);
    self->opts.total_timeout_ms = or_default(self->opts.total_timeout_ms, 120000);
    self->opts.stall_timeout_ms = or_default(self->opts.stall_timeout_ms, 30000);
    self->user_agent = vg_xstrdup(self->opts.user_agent ? self->opts.user_agent : "vigie/0.1");
    self->ca_file = self->opts.ca_file ? vg_xstrdup(self->opts.ca_file) : NULL;
    self->resolve = slist_of(self->opts.resolve);
    self->connect_to = slist_of(self->opts.connect_to);
    self->share = curl_share_init();
    self->loop = vg_curl_loop_new(loop, self->opts.max_idle, &calls, self);
    if (!self->share || !self->loop) {
        (void)vg_fail(err, VG_E_IO, "libcurl or libuv does not start");
        free_parts(self);
        return NULL;
    }
    (void)curl_share_setopt(self->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
    (void)curl_share_setopt(self->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    return self;
}

void vg_fetcher_free(struct vg_fetcher *self)
{
    if (!self)
        return;
    self->closing = true;
    while (self->active.first || self->waiting.first) {
        struct vg_fetch *f = self->active.first ? self->active.first : self->waiting.first;
        vg_fetch_end(f, VG_E_STOPPED, "cancelled");
        finish(f, CURLE_OK);
    }
    free_parts(self);
}

static struct vg_fetch *take_struct(struct vg_fetcher *self)
{
    struct vg_fetch *f = self->spare.first;

    if (!f) {
        f = vg_xnew(struct vg_fetch);
        vg_headers_init(&f->headers);
        vg_buf_init(&f->permanent, VG_MAX_HEADER_LINE);
        f->fetcher = self;
        return f;
    }
    unlink_from(&self->spare, f);
    vg_headers_clear(&f->headers);
    vg_buf_clear(&f->permanent);
    f->started_usec = f->paused_usec = f->paused_since_usec = 0;
    f->body_bytes = f->max_bytes = 0;
    f->n_private = 0;
    f->code = 0;
    f->refused = f->permanent_over = f->head_told = f->dropped = f->active = f->over = false;
    f->error[0] = '\0';
    return f;
}

struct vg_fetch *vg_fetch_start(struct vg_fetcher *self, const struct vg_fetch_request *request)
{
    struct vg_fetch *f = take_struct(self);
    size_t n = request->url ? strlen(request->url) : 0;

    f->request = *request;
    f->request.url = vg_xstrdup(request->url ? request->url : "");
    f->request.etag = request->etag ? vg_xstrdup(request->etag) : NULL;
    f->request.last_modified = request->last_modified ? vg_xstrdup(request->last_modified) : NULL;
    f->max_bytes = request->max_bytes ? request->max_bytes : purposes[request->purpose].max_bytes;
    add_line(f, "Accept", purposes[request->purpose].accept);
    add_line(f, "If-None-Match", request->etag);
    add_line(f, "If-Modified-Since", request->last_modified);
    if (n == 0 || n > VG_MAX_URL || !header_safe(request->url))
        vg_fetch_end(f, VG_E_SYNTAX, "not a usable URL");
    self->counts.started++;
    push(&self->waiting, f);
    if (self->closing)
        vg_fetch_end(f, VG_E_STOPPED, "the fetcher is closing");
    pump(self, false);
    return f;
}

void vg_fetch_cancel(struct vg_fetch *f)
{
    if (f->over)
        return;
    vg_fetch_end(f, VG_E_STOPPED, "cancelled");
    if (vg_curl_loop_busy(f->fetcher->loop) && f->active)
        tell(f, CURLE_OK); /* libcurl has it in hand; on_turn reaps it */
    else
        finish(f, CURLE_OK);
}

void vg_fetch_resume(struct vg_fetch *f)
{
    if (f->over || !f->active || !f->paused_since_usec)
        return;
    f->paused_usec += vg_clock_mono_usec() - f->paused_since_usec;
    f->paused_since_usec = 0;
    vg_curl_loop_resume(f->fetcher->loop, f->easy);
}

void vg_fetcher_pause(struct vg_fetcher *self, bool paused)
{
    self->paused = paused;
    pump(self, false);
}

void vg_fetcher_counts(const struct vg_fetcher *self, struct vg_fetch_counts *ret)
{
    *ret = self->counts;
    ret->active = self->active.n;
    ret->waiting = self->waiting.n;
}
