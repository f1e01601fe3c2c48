#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "tests/httpd/httpd_in.h"

#define BLOCK (64 * 1024)

struct fault {
    const char *kind;
    void (*start)(struct conn *c, const struct httpd_request *r, struct vg_sv query);
};

static void head(struct conn *c, const char *fields)
{
    (void)vg_buf_printf(&c->out, "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n%s\r\n",
                        fields);
}

static void chunk(struct vg_buf *out, const void *p, size_t n)
{
    (void)vg_buf_printf(out, "%zx\r\n", n);
    (void)vg_buf_add(out, p, n);
    (void)vg_buf_str(out, "\r\n");
}

static void start_status(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    struct vg_sv retry = httpd_param(c->server, query, "retry-after");
    struct vg_sv location = httpd_param(c->server, query, "location");

    (void)r;
    (void)vg_buf_printf(&c->out, "HTTP/1.1 %d Scripted\r\n",
                        (int)httpd_param_u64(c->server, query, "code", 500));
    if (retry.n)
        (void)vg_buf_printf(&c->out, "Retry-After: %.*s\r\n", VG_SV_ARG(retry));
    if (location.n)
        (void)vg_buf_printf(&c->out, "Location: %.*s\r\n", VG_SV_ARG(location));
    (void)vg_buf_str(&c->out, "Content-Length: 9\r\n\r\nscripted\n");
}

static void start_reset(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    size_t n = httpd_param_u64(c->server, query, "after", 0);

    (void)r;
    if (n) {
        head(c, "Content-Length: 1000000\r\n");
        while (c->out.n < n && c->out.err == 0)
            (void)vg_buf_str(&c->out, "<rss><channel><title>reset</title>");
        c->out.n = n;
    }
    c->reset_after = true;
}

static void start_truncated(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    (void)r, (void)query;
    head(c, "Content-Length: 100000\r\n");
    (void)vg_buf_str(&c->out, "<rss version=\"2.0\"><channel><title>truncated</title><item>");
    c->close_after = true;
}

static void start_drip(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    (void)r;
    head(c, "Transfer-Encoding: chunked\r\n");
    c->stream = STREAM_DRIP;
    c->step = httpd_param_u64(c->server, query, "bytes", 1) % BLOCK;
    c->pause_usec = (int64_t)(httpd_param_u64(c->server, query, "ms", 100) % 3600000) * 1000;
    httpd_set_timer(c, c->server->now_usec + c->pause_usec);
}

static void start_endless(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    (void)r, (void)query;
    head(c, "Transfer-Encoding: chunked\r\n");
    c->stream = STREAM_ENDLESS;
}

static void start_bomb(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    (void)r;
    head(c, "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n");
    c->left = httpd_param_u64(c->server, query, "mb", 1024);
    c->step = 0; /* how many megabytes were sent */
    c->stream = STREAM_BOMB;
}

static void redirect(struct conn *c, int code, struct vg_sv to)
{
    (void)vg_buf_printf(&c->out,
                        "HTTP/1.1 %d Moved\r\nLocation: %.*s\r\nContent-Length: 6\r\n\r\nmoved\n",
                        code, VG_SV_ARG(to));
}

static void start_redirect(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    (void)r;
    redirect(c, (int)httpd_param_u64(c->server, query, "code", 302),
             httpd_param(c->server, query, "to"));
}

static void start_endless_redirect(struct conn *c, const struct httpd_request *r,
                                   struct vg_sv query)
{
    (void)r, (void)query;
    (void)vg_buf_str(&c->out, "HTTP/1.1 302 Moved\r\nLocation: /fault/chain?n=0\r\n"
                              "Transfer-Encoding: chunked\r\n\r\n");
    c->stream = STREAM_ENDLESS;
}

static void start_chain(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    uint64_t n = httpd_param_u64(c->server, query, "n", 10);
    int code = (int)httpd_param_u64(c->server, query, "code", 302);
    struct vg_sv to = httpd_param(c->server, query, "to");
    char next[600];

    (void)r;
    if (n == 0 && to.n) {
        redirect(c, code, to);
    } else if (n == 0) {
        head(c, "Content-Length: 4\r\n");
        (void)vg_buf_str(&c->out, "end\n");
    } else {
        (void)snprintf(next, sizeof next, "/fault/chain?n=%llu&code=%d%s%.*s",
                       (unsigned long long)n - 1, code, to.n ? "&to=" : "", VG_SV_ARG(to));
        redirect(c, code, vg_sv_cstr(next));
    }
}

static void start_loop(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    (void)query;
    redirect(c, 302, r->target);
}

static void start_headers(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    (void)r;
    (void)vg_buf_str(&c->out, "HTTP/1.1 200 OK\r\n");
    c->left = httpd_param_u64(c->server, query, "n", 0);
    c->step = httpd_param_u64(c->server, query, "size", 100) % BLOCK;
    if (c->left == 0)
        c->left = UINT64_MAX;
    c->stream = STREAM_HEADERS;
}

static void start_trailers(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    (void)r, (void)query;
    head(c, "Transfer-Encoding: chunked\r\nTrailer: X-Flood\r\n");
    (void)vg_buf_str(&c->out, "4\r\nend\n\r\n0\r\n");
    c->left = UINT64_MAX;
    c->step = 100;
    c->stream = STREAM_HEADERS;
}

static void start_interim(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    (void)r, (void)query;
    c->stream = STREAM_INTERIM;
}

static void start_hang(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    (void)r, (void)query;
    c->stream = STREAM_HANG;
}

static void start_delay(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    struct vg_sv to = httpd_param(c->server, query, "to");

    (void)r;
    (void)snprintf(c->delayed, sizeof c->delayed, "%.*s",
                   VG_SV_ARG(to.n ? to : VG_SV("/fault/chain?n=0")));
    c->stream = STREAM_DELAY;
    httpd_set_timer(c,
                    c->server->now_usec +
                        (int64_t)(httpd_param_u64(c->server, query, "ms", 1000) % 3600000) * 1000);
}

static void start_garbage(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    (void)r, (void)query;
    (void)vg_buf_str(&c->out, "\x16\x03\x01 SSH-2.0 this is no HTTP at all\r\n\r\n");
    c->close_after = true;
}

static void start_close(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    (void)r, (void)query;
    c->close_after = true;
}

static void start_bad_gzip(struct conn *c, const struct httpd_request *r, struct vg_sv query)
{
    (void)r, (void)query;
    head(c, "Content-Encoding: gzip\r\nContent-Length: 24\r\n");
    (void)vg_buf_str(&c->out, "<rss>this is plain</rss>");
}

static const struct fault faults[] = {
    {"status", start_status},       {"reset", start_reset},
    {"truncated", start_truncated}, {"drip", start_drip},
    {"endless", start_endless},     {"endless-redirect", start_endless_redirect},
    {"gzip-bomb", start_bomb},      {"redirect", start_redirect},
    {"chain", start_chain},         {"loop", start_loop},
    {"headers", start_headers},     {"trailers", start_trailers},
    {"interim", start_interim},     {"hang", start_hang},
    {"delay", start_delay},         {"garbage", start_garbage},
    {"close", start_close},         {"bad-gzip", start_bad_gzip},
};

void httpd_fault(struct conn *c, const struct httpd_request *request, struct vg_sv fault)
{
    struct vg_sv kind = vg_sv_split(&fault, '?');

    for (size_t i = 0; i < VG_COUNT_OF(faults); i++) {
        if (vg_sv_is(kind, faults[i].kind)) {
            faults[i].start(c, request, fault);
            return;
        }
    }
    (void)vg_buf_str(&c->out, "HTTP/1.1 404 No such fault\r\nContent-Length: 0\r\n\r\n");
}

/* One gzip stream: a member of a megabyte of spaces, again and again (RFC 1952 allows members in a
 * row, but not every client reads past the first: so it is one deflate stream whose blocks end on a
 * byte). */
static void more_bomb(struct conn *c)
{
    static const unsigned char gzip_head[10] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    static const unsigned char last[2] = {3, 0}; /* an empty final block */
    unsigned char *spaces = vg_xmalloc(1 << 20), *out = vg_xmalloc(8192);
    z_stream z = {0};

    if (c->step == 0)
        chunk(&c->out, gzip_head, sizeof gzip_head);
    memset(spaces, ' ', 1 << 20);
    if (c->left-- > 0 && deflateInit2(&z, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) == Z_OK) {
        z.next_in = spaces;
        z.avail_in = 1 << 20;
        z.next_out = out;
        z.avail_out = 8192;
        (void)deflate(&z, Z_FULL_FLUSH);
        chunk(&c->out, out, z.total_out);
        (void)deflateEnd(&z);
        c->step++;
    } else {
        chunk(&c->out, last, sizeof last);
        (void)vg_buf_str(&c->out, "0\r\n\r\n");
        c->close_after = true;
        c->stream = STREAM_NONE;
    }
    free(spaces);
    free(out);
}

static void more_headers(struct conn *c)
{
    for (int i = 0; i < 200 && c->left > 0; i++) {
        (void)vg_buf_printf(&c->out, "X-Flood-%llu: ", (unsigned long long)c->left--);
        for (uint64_t n = 0; n < c->step; n++)
            (void)vg_buf_char(&c->out, 'x');
        (void)vg_buf_str(&c->out, "\r\n");
    }
    if (c->left == 0) {
        (void)vg_buf_str(&c->out, "Content-Length: 4\r\n\r\nend\n");
        c->stream = STREAM_NONE;
    }
}

void httpd_more(struct conn *c)
{
    static const char filler[] = "<item><title>encore</title></item>";
    char block[BLOCK];

    for (size_t i = 0; i < sizeof block; i++)
        block[i] = filler[i % (sizeof filler - 1)];
    switch (c->stream) {
    case STREAM_DRIP:
        chunk(&c->out, block, c->step ? c->step : 1);
        httpd_set_timer(c, c->server->now_usec + c->pause_usec);
        break;
    case STREAM_ENDLESS:
        chunk(&c->out, block, sizeof block);
        break;
    case STREAM_BOMB:
        more_bomb(c);
        break;
    case STREAM_HEADERS:
        more_headers(c);
        break;
    case STREAM_INTERIM:
        for (int i = 0; i < 200; i++)
            (void)vg_buf_str(&c->out,
                             "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n");
        break;
    case STREAM_NONE:
    case STREAM_HANG:
    case STREAM_DELAY:
        break;
    }
}
