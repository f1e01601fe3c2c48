#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/clock.h"
#include "tests/httpd/httpd_in.h"

int64_t httpd_since_start(const struct httpd *self)
{
    return self->now_usec - self->start_mono_usec;
}

void httpd_http_date(int64_t usec, char out[static 40])
{
    static const char days[] = "MonTueWedThuFriSatSun",
                      months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int64_t sec = usec / 1000000;
    int32_t day = (int32_t)(sec / 86400);
    unsigned s = (unsigned)(sec % 86400);
    struct vg_civil c = vg_day_to_civil(day);

    (void)snprintf(out, 40, "%.3s, %02d %.3s %04d %02u:%02u:%02u GMT",
                   days + (size_t)vg_day_weekday(day) * 3, c.day,
                   months + (size_t)(c.month - 1) * 3, c.year, s / 3600, s / 60 % 60, s % 60);
}

static int hex(char c)
{
    if (vg_is_digit((unsigned char)c))
        return c - '0';
    c = (char)vg_lower((unsigned char)c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static struct vg_sv decode(struct httpd *self, struct vg_sv s)
{
    char *out = vg_arena_alloc(self->turn, s.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '%' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0) {
            out[n++] = (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2]));
            i += 2;
        } else {
            out[n++] = s.p[i] == '+' ? ' ' : s.p[i];
        }
    }
    return vg_sv(out, n);
}

struct vg_sv httpd_param(struct httpd *self, struct vg_sv query, const char *name)
{
    while (query.p) {
        struct vg_sv value = vg_sv_split(&query, '&');
        struct vg_sv key = vg_sv_split(&value, '=');
        if (vg_sv_is(key, name))
            return decode(self, value.p ? value : VG_SV(""));
    }
    return VG_SV_NONE;
}

uint64_t httpd_param_u64(struct httpd *self, struct vg_sv query, const char *name,
                         uint64_t fallback)
{
    uint64_t v;

    if (vg_sv_to_u64(httpd_param(self, query, name), 0, UINT64_MAX, &v) < 0)
        return fallback;
    return v;
}

/* --- the log -----------------------------------------------------------------------------------
 */

static const char *put(struct vg_buf *b, size_t offsets[], size_t i, struct vg_sv s)
{
    offsets[i] = b->n;
    (void)vg_buf_sv(b, s);
    (void)vg_buf_char(b, '\0');
    return NULL;
}

static void log_request(struct conn *c, const struct httpd_request *r, int status, uint64_t bytes)
{
    struct httpd *self = c->server;
    const struct vg_sv fields[] = {r->method,         r->target,        r->host,
                                   r->user_agent,     r->if_none_match, r->if_modified_since,
                                   r->accept_encoding};
    size_t at[VG_COUNT_OF(fields)];
    struct vg_buf b;

    (void)pthread_mutex_lock(&self->lock);
    self->n_requests++;
    if (self->n_log < self->opts.max_log) {
        vg_buf_init(&b, 4 * MAX_REQUEST);
        for (size_t i = 0; i < VG_COUNT_OF(fields); i++)
            put(&b, at, i, fields[i]);
        if (self->n_log == self->cap_log) {
            self->cap_log = self->cap_log ? self->cap_log * 2 : 256;
            self->log = vg_xrealloc(self->log, self->cap_log, sizeof *self->log);
        }
        char *s = vg_buf_take(&b);
        self->log[self->n_log++] = (struct log_entry){
            .strings = s,
            .log = {r->since_start_usec, status, s + at[0], s + at[1], s + at[2], s + at[3],
                    s + at[4], s + at[5], s + at[6], c->number, bytes}};
        vg_buf_done(&b);
    }
    (void)pthread_mutex_unlock(&self->lock);
}

static const char *dash(const char *s)
{
    return *s ? s : "-";
}

static void show_log(struct httpd *self, struct httpd_reply *reply)
{
    (void)pthread_mutex_lock(&self->lock);
    for (size_t i = 0; i < self->n_log; i++) {
        const struct httpd_log *l = &self->log[i].log;
        (void)vg_buf_printf(&reply->body, "%lld\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%llu\n",
                            (long long)(l->since_start_usec / 1000), l->status, l->method,
                            l->target, dash(l->host), dash(l->user_agent), dash(l->if_none_match),
                            dash(l->if_modified_since), (unsigned long long)l->body_bytes);
    }
    (void)pthread_mutex_unlock(&self->lock);
}

/* --- answers -----------------------------------------------------------------------------------
 */

static bool listed(struct vg_sv list, const char *etag)
{
    struct vg_sv want = vg_sv_cstr(etag);

    if (vg_sv_starts(want, VG_SV("W/")))
        want = vg_sv_sub(want, 2, want.n);
    while (list.p) {
        struct vg_sv one = vg_sv_trim(vg_sv_split(&list, ','));
        if (vg_sv_starts(one, VG_SV("W/")))
            one = vg_sv_sub(one, 2, one.n);
        if (vg_sv_eq(one, want) || vg_sv_is(one, "*"))
            return true;
    }
    return false;
}

/* RFC 9110 13.2.2: If-None-Match first; If-Modified-Since only without it. */
static bool not_modified(const struct httpd_request *r, const struct httpd_reply *reply)
{
    if (reply->status != 200)
        return false;
    if (r->if_none_match.p)
        return reply->etag[0] && listed(r->if_none_match, reply->etag);
    return r->if_modified_since.p && reply->last_modified[0] &&
           vg_sv_is(r->if_modified_since, reply->last_modified);
}

static bool gzip_body(struct vg_buf *body)
{
    z_stream z = {0};
    uLong bound = compressBound(body->n) + 64;
    struct vg_buf out;

    if (deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    vg_buf_init(&out, MAX_OUT);
    char *room = vg_xmalloc(bound);
    z.next_in = (Bytef *)(void *)body->p;
    z.avail_in = (uInt)body->n;
    z.next_out = (Bytef *)(void *)room;
    z.avail_out = (uInt)bound;
    int r = deflate(&z, Z_FINISH);
    if (r == Z_STREAM_END)
        (void)vg_buf_add(&out, room, z.total_out);
    (void)deflateEnd(&z);
    free(room);
    vg_buf_done(body);
    *body = out;
    return r == Z_STREAM_END;
}

static const char *status_text(int status)
{
    static const struct {
        int status;
        const char *text;
    } texts[] = {{200, "OK"},
                 {301, "Moved Permanently"},
                 {302, "Found"},
                 {304, "Not Modified"},
                 {308, "Permanent Redirect"},
                 {404, "Not Found"},
                 {410, "Gone"},
                 {429, "Too Many Requests"},
                 {500, "Internal Server Error"},
                 {503, "Service Unavailable"}};

    for (size_t i = 0; i < VG_COUNT_OF(texts); i++) {
        if (texts[i].status == status)
            return texts[i].text;
    }
    return "Answer";
}

static const char *date_now(struct httpd *self)
{
    int64_t now = self->start_wall_usec + httpd_since_start(self);

    if (now / 1000000 != self->date_sec) {
        self->date_sec = now / 1000000;
        httpd_http_date(now, self->date);
    }
    return self->date;
}

static void send_reply(struct conn *c, const struct httpd_request *r, struct httpd_reply *reply)
{
    bool gzipped = false;

    if (not_modified(r, reply)) {
        reply->status = 304;
        vg_buf_clear(&reply->body);
    } else if (reply->body.n > 256 && vg_sv_find(r->accept_encoding, VG_SV("gzip")) >= 0) {
        gzipped = gzip_body(&reply->body);
    }
    (void)vg_buf_printf(&c->out, "HTTP/1.1 %d %s\r\nDate: %s\r\nServer: vigie-httpd\r\n",
                        reply->status, status_text(reply->status), date_now(c->server));
    if (reply->etag[0])
        (void)vg_buf_printf(&c->out, "ETag: %s\r\n", reply->etag);
    if (reply->last_modified[0])
        (void)vg_buf_printf(&c->out, "Last-Modified: %s\r\n", reply->last_modified);
    if (gzipped)
        (void)vg_buf_str(&c->out, "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n");
    (void)vg_buf_sv(&c->out, vg_buf_view(&reply->headers));
    if (reply->status != 304)
        (void)vg_buf_printf(&c->out, "Content-Type: %s\r\nContent-Length: %zu\r\n",
                            reply->content_type, reply->body.n);
    (void)vg_buf_str(&c->out, "\r\n");
    if (!vg_sv_is(r->method, "HEAD"))
        (void)vg_buf_sv(&c->out, vg_buf_view(&reply->body));
    log_request(c, r, reply->status, reply->body.n);
}

static void route(struct httpd *self, const struct httpd_request *r, struct httpd_reply *reply)
{
    if (self->opts.handler && self->opts.handler(self->opts.ctx, r, reply))
        return;
    if (vg_sv_is(r->path, "/__log")) {
        show_log(self, reply);
    } else if (vg_sv_is(r->path, "/__quit")) {
        self->quit = true;
    } else if (vg_sv_starts(r->path, VG_SV("/fault/"))) {
        (void)snprintf(reply->fault, sizeof reply->fault, "%.*s",
                       VG_SV_ARG(vg_sv_sub(r->target, 7, r->target.n)));
    } else if (!(vg_sv_starts(r->path, VG_SV("/gen/")) && httpd_generate(self, r, reply)) &&
               !httpd_content(self, r, reply)) {
        reply->status = 404;
        (void)vg_buf_str(&reply->body, "nothing here\n");
    }
}

static void answer(struct conn *c, struct httpd_request *r)
{
    struct httpd_reply reply = {.status = 200, .content_type = "text/plain"};
    struct vg_sv rest = r->target;

    r->path = vg_sv_split(&rest, '?');
    r->query = rest;
    r->since_start_usec = httpd_since_start(c->server);
    vg_buf_init(&reply.headers, MAX_REQUEST);
    vg_buf_init(&reply.body, MAX_OUT);
    route(c->server, r, &reply);
    if (reply.fault[0]) {
        log_request(c, r, 0, 0);
        httpd_fault(c, r, vg_sv_cstr(reply.fault));
    } else {
        send_reply(c, r, &reply);
    }
    vg_buf_done(&reply.headers);
    vg_buf_done(&reply.body);
    vg_arena_reset(c->server->turn);
}

static void header(struct httpd_request *r, struct vg_sv name, struct vg_sv value)
{
    if (vg_sv_eq_icase(name, VG_SV("host")))
        r->host = value;
    else if (vg_sv_eq_icase(name, VG_SV("user-agent")))
        r->user_agent = value;
    else if (vg_sv_eq_icase(name, VG_SV("if-none-match")))
        r->if_none_match = value;
    else if (vg_sv_eq_icase(name, VG_SV("if-modified-since")))
        r->if_modified_since = value;
    else if (vg_sv_eq_icase(name, VG_SV("accept-encoding")))
        r->accept_encoding = value;
    else if (vg_sv_eq_icase(name, VG_SV("accept")))
        r->accept = value;
}

void httpd_answer(struct conn *c, struct vg_sv head)
{
    struct httpd_request r = {0};
    struct vg_sv line = vg_sv_trim(vg_sv_split(&head, '\n'));

    r.method = vg_sv_split(&line, ' ');
    r.target = vg_sv_split(&line, ' ');
    while (head.p) {
        struct vg_sv value = vg_sv_split(&head, '\n');
        struct vg_sv name = vg_sv_split(&value, ':');
        if (value.p)
            header(&r, name, vg_sv_trim(value));
        if (value.p && vg_sv_eq_icase(name, VG_SV("connection")) &&
            vg_sv_eq_icase(vg_sv_trim(value), VG_SV("close")))
            c->close_after = true;
    }
    answer(c, &r);
}

void httpd_answer_target(struct conn *c, struct vg_sv target)
{
    struct httpd_request r = {.method = VG_SV("GET"), .target = target, .host = VG_SV("127.0.0.1")};

    answer(c, &r);
}
