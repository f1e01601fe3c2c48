/* Every transfer here goes to the real server of tests/httpd, over real sockets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include <stdio.h>
#include <uv.h>

#include "base/buf.h"
#include "feeds/fetch.h"
#include "tests/httpd/httpd.h"

struct fixture {
    uv_loop_t loop;
    struct httpd *server;
    struct vg_fetcher *fetcher;
};

/* What one transfer brought. */
struct got {
    struct vg_buf body;
    int code, status, n_done, n_head, again;
    uint32_t n_redirects;
    char error[256], url[600], permanent[600], etag[128], modified[64], retry[64], type[64],
        hub[128], self[128], cache[64];
    uint64_t bytes, wire;
    bool reused, cancel;
    struct vg_fetch *handle;
    uv_loop_t *loop; /* to stop when done; NULL: not */
};

static void copy(char *out, size_t n, struct vg_sv s)
{
    (void)snprintf(out, n, "%.*s", s.n ? (int)s.n : 1, s.n ? s.p : "-");
}

static void on_head(void *ctx, const struct vg_fetch_result *head)
{
    struct got *g = ctx;

    assert_int_equal(head->status, 200);
    assert_int_equal(g->body.n, 0);
    copy(g->type, sizeof g->type, head->content_type);
    g->n_head++;
}

static int on_data(void *ctx, const void *p, size_t n)
{
    struct got *g = ctx;

    if (g->cancel) {
        vg_fetch_cancel(g->handle);
        return 0;
    }
    if (g->again > 0) {
        g->again--;
        return VG_E_AGAIN;
    }
    return vg_buf_add(&g->body, p, n);
}

static void on_done(void *ctx, const struct vg_fetch_result *r)
{
    struct got *g = ctx;

    g->n_done++;
    if (g->loop)
        uv_stop(g->loop);
    g->code = r->code;
    g->status = r->status;
    g->n_redirects = r->n_redirects;
    g->bytes = r->body_bytes;
    g->wire = r->wire_bytes;
    g->reused = r->reused;
    (void)snprintf(g->error, sizeof g->error, "%s", r->error);
    copy(g->url, sizeof g->url, r->url);
    copy(g->permanent, sizeof g->permanent, r->permanent_url);
    copy(g->etag, sizeof g->etag, r->etag);
    copy(g->modified, sizeof g->modified, r->last_modified);
    copy(g->retry, sizeof g->retry, r->retry_after);
    copy(g->hub, sizeof g->hub, r->link_hub);
    copy(g->self, sizeof g->self, r->link_self);
    copy(g->cache, sizeof g->cache, r->cache_control);
}

static bool handler(void *ctx, const struct httpd_request *r, struct httpd_reply *reply)
{
    (void)ctx;
    if (vg_sv_is(r->path, "/etag")) {
        (void)snprintf(reply->etag, sizeof reply->etag, "W/\"a, b\"");
        (void)snprintf(reply->last_modified, sizeof reply->last_modified, "last tuesday, or so");
        (void)vg_buf_str(&reply->body, "<rss/>");
    } else if (vg_sv_is(r->path, "/links")) {
        (void)vg_buf_str(&reply->headers,
                         "Link: <https://x.org/a,b>; rel=\"next\", <https://hub.org/>; rel=hub\r\n"
                         "link: </feed>; title=\"a,b;c\"; REL=\"alternate self\"\r\n"
                         "Cache-Control: private\r\nCache-Control: max-age=60\r\n");
    } else if (vg_sv_is(r->path, "/big")) {
        for (int i = 0; i < 20000; i++)
            (void)vg_buf_printf(&reply->body, "<item>%d</item>\n", i);
    } else {
        return false;
    }
    return true;
}

static int setup_with(struct fixture *fx, struct vg_fetcher_opts opts)
{
    struct httpd_opts server = {.handler = handler};
    struct vg_err err;

    assert_int_equal(uv_loop_init(&fx->loop), 0);
    fx->server = httpd_start(&server, &err);
    assert_non_null(fx->server);
    fx->fetcher = vg_fetcher_new(&fx->loop, &opts, &err);
    assert_non_null(fx->fetcher);
    return 0;
}

static int setup(void **state)
{
    struct fixture *fx = calloc(1, sizeof *fx);

    *state = fx;
    return setup_with(fx, (struct vg_fetcher_opts){.user_agent = "vigie-test (+mailto:a@b.ml)",
                                                   .total_timeout_ms = 30000});
}

static int teardown(void **state)
{
    struct fixture *fx = *state;

    vg_fetcher_free(fx->fetcher);
    (void)uv_run(&fx->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&fx->loop), 0);
    httpd_stop(fx->server);
    free(fx);
    return 0;
}

static struct vg_fetch_request request_of(struct got *g, const char *url)
{
    *g = (struct got){0};
    vg_buf_init(&g->body, 64 << 20);
    return (struct vg_fetch_request){.url = url,
                                     .allow_private = true,
                                     .on_head = on_head,
                                     .on_data = on_data,
                                     .on_done = on_done,
                                     .ctx = g};
}

static void run(struct fixture *fx, struct got *g, const struct vg_fetch_request *request)
{
    g->loop = &fx->loop;
    g->handle = vg_fetch_start(fx->fetcher, request);
    assert_int_equal(g->n_done, 0); /* never from within start */
    (void)uv_run(&fx->loop, UV_RUN_DEFAULT);
    assert_int_equal(g->n_done, 1);
    vg_buf_done(&g->body);
}

static void get(struct fixture *fx, struct got *g, const char *path)
{
    struct vg_fetch_request request =
        request_of(g, path[0] == '/' ? httpd_url(fx->server, path) : path);

    run(fx, g, &request);
}

/* --- what goes right ---------------------------------------------------------------------------
 */

static void test_plain(void **state)
{
    struct fixture *fx = *state;
    struct got g;
    struct httpd_log log;

    get(fx, &g, "/gen/rss/a?items=3&first=3");
    assert_int_equal(g.code, 0);
    assert_int_equal(g.status, 200);
    assert_int_equal(g.n_head, 1);
    assert_string_equal(g.type, "application/rss+xml");
    assert_string_equal(g.error, "");
    assert_string_equal(g.permanent, "-");
    assert_true(g.bytes > 1000);
    assert_true(g.wire < g.bytes); /* it came gzipped */
    assert_true(httpd_log_get(fx->server, 0, &log));
    assert_string_equal(log.user_agent, "vigie-test (+mailto:a@b.ml)");
    assert_non_null(strstr(log.accept_encoding, "gzip"));
    assert_non_null(strstr(log.accept_encoding, "br"));
    get(fx, &g, "/gen/rss/b");
    assert_true(g.reused);
    assert_int_equal(httpd_connections(fx->server), 1);
}

static void test_validators_verbatim(void **state)
{
    struct fixture *fx = *state;
    struct got g;
    struct httpd_log log;

    get(fx, &g, "/etag");
    assert_string_equal(g.etag, "W/\"a, b\"");
    assert_string_equal(g.modified, "last tuesday, or so");
    struct vg_fetch_request request = request_of(&g, httpd_url(fx->server, "/etag"));
    request.etag = "W/\"a, b\"";
    request.last_modified = "last tuesday, or so";
    run(fx, &g, &request);
    assert_true(httpd_log_get(fx->server, 1, &log));
    assert_string_equal(log.if_none_match, "W/\"a, b\"");
    assert_string_equal(log.if_modified_since, "last tuesday, or so");
    request = request_of(&g, httpd_url(fx->server, "/gen/rss/x?first=2&items=2"));
    run(fx, &g, &request);
    char etag[128];
    (void)snprintf(etag, sizeof etag, "%s", g.etag);
    request = request_of(&g, httpd_url(fx->server, "/gen/rss/x?first=2&items=2"));
    request.etag = etag;
    request.last_modified = "Host: evil\r\nX: y"; /* never a second header */
    run(fx, &g, &request);
    assert_int_equal(g.status, 304);
    assert_int_equal(g.code, 0);
    assert_int_equal(g.n_head, 0);
    assert_int_equal(g.bytes, 0);
    assert_string_equal(g.etag, etag);
    assert_true(httpd_log_get(fx->server, 3, &log));
    assert_string_equal(log.if_modified_since, "");
}

/* Validators belong to the document at the end of the chain: they are sent at every hop. */
static void test_conditional_through_redirect(void **state)
{
    struct fixture *fx = *state;
    struct got g;
    struct httpd_log log;
    struct vg_fetch_request request =
        request_of(&g, httpd_url(fx->server, "/fault/redirect?to=/etag"));

    request.etag = "W/\"a, b\"";
    run(fx, &g, &request);
    assert_int_equal(g.status,
                     200); /* a comma inside an ETag confuses our server, which is fine here */
    assert_true(httpd_log_get(fx->server, 1, &log));
    assert_string_equal(log.method, "GET");
    assert_string_equal(log.target, "/etag");
    assert_string_equal(log.if_none_match, "W/\"a, b\"");
}

static void test_headers(void **state)
{
    struct got g;

    get(*state, &g, "/links");
    assert_string_equal(g.hub, "https://hub.org/");
    assert_string_equal(g.self, "/feed");
    assert_string_equal(g.cache, "private, max-age=60");
    get(*state, &g, "/fault/status?code=503&retry-after=120");
    assert_int_equal(g.status, 503);
    assert_int_equal(g.code, 0);
    assert_string_equal(g.retry, "120");
    assert_int_equal(g.n_head, 0);
    assert_int_equal(g.bytes, 0);
}

static void test_redirects(void **state)
{
    struct fixture *fx = *state;
    struct got g;
    char want[600];

    get(fx, &g, "/fault/chain?n=3&code=301");
    assert_int_equal(g.code, 0);
    assert_int_equal(g.status, 200);
    assert_int_equal(g.n_redirects, 3);
    (void)snprintf(want, sizeof want, "%s", httpd_url(fx->server, "/fault/chain?n=0&code=301"));
    assert_string_equal(g.url, want);
    assert_string_equal(g.permanent, want);
    get(fx, &g, "/fault/chain?n=3&code=302");
    assert_string_equal(g.permanent, "-");
    /* 308, 308, 302, 301: only what the first two say is for good */
    get(fx, &g,
        "/fault/chain?n=1&code=308&to=/fault/redirect?to=/fault/redirect?code=301%252526to=/etag");
    assert_int_equal(g.status, 200);
    assert_int_equal(g.n_redirects, 4);
    assert_non_null(strstr(g.permanent, "/fault/redirect?to="));
    assert_non_null(strstr(g.url, "/etag"));
}

static void test_pause_and_cancel(void **state)
{
    struct fixture *fx = *state;
    struct got g, other;
    struct vg_fetch_request request = request_of(&g, httpd_url(fx->server, "/big"));

    g.again = 3;
    g.handle = vg_fetch_start(fx->fetcher, &request);
    for (int i = 0; i < 100000 && g.n_done == 0; i++) {
        (void)uv_run(&fx->loop, UV_RUN_NOWAIT);
        vg_fetch_resume(g.handle);
        if (g.n_done)
            break;
    }
    while (g.n_done == 0) {
        (void)uv_run(&fx->loop, UV_RUN_ONCE);
        if (g.n_done == 0)
            vg_fetch_resume(g.handle);
    }
    assert_int_equal(g.code, 0);
    assert_true(vg_sv_ends(vg_buf_view(&g.body), VG_SV("<item>19999</item>\n")));
    assert_int_equal(g.body.n, g.bytes);
    vg_buf_done(&g.body);

    request = request_of(&g, httpd_url(fx->server, "/big"));
    g.cancel = true; /* from within its own on_data */
    run(fx, &g, &request);
    assert_int_equal(g.code, VG_E_STOPPED);

    request = request_of(&g, httpd_url(fx->server, "/fault/hang"));
    g.handle = vg_fetch_start(fx->fetcher, &request);
    vg_fetcher_pause(fx->fetcher, true);
    request = request_of(&other, httpd_url(fx->server, "/etag"));
    other.handle = vg_fetch_start(fx->fetcher, &request);
    for (int i = 0; i < 10; i++)
        (void)uv_run(&fx->loop, UV_RUN_NOWAIT);
    struct vg_fetch_counts counts;
    vg_fetcher_counts(fx->fetcher, &counts);
    assert_int_equal(counts.active, 1);
    assert_int_equal(counts.waiting, 1);
    vg_fetch_cancel(other.handle);
    vg_fetch_cancel(g.handle);
    assert_int_equal(g.code, VG_E_STOPPED);
    assert_int_equal(other.code, VG_E_STOPPED);
    request = request_of(&g, httpd_url(fx->server, "/fault/hang")); /* left for teardown */
    request.on_done = NULL;
    (void)vg_fetch_start(fx->fetcher, &request);
}

static void test_many(void **state)
{
    struct fixture *fx = calloc(1, sizeof *fx);
    enum { N = 500 };
    struct got *got = calloc(N, sizeof *got);
    struct vg_fetch_counts counts;
    char url[100];

    (void)state;
    setup_with(fx, (struct vg_fetcher_opts){.max_active = 16});
    for (int i = 0; i < N; i++) {
        (void)snprintf(url, sizeof url, "/gen/atom/s%d?items=2&first=2", i);
        struct vg_fetch_request request = request_of(&got[i], httpd_url(fx->server, url));
        got[i].handle = vg_fetch_start(fx->fetcher, &request);
    }
    vg_fetcher_counts(fx->fetcher, &counts);
    assert_int_equal(counts.active, 16);
    while (counts.done < N) {
        (void)uv_run(&fx->loop, UV_RUN_ONCE);
        vg_fetcher_counts(fx->fetcher, &counts);
    }
    for (int i = 0; i < N; i++) {
        assert_int_equal(got[i].status, 200);
        assert_int_equal(got[i].n_done, 1);
        vg_buf_done(&got[i].body);
    }
    assert_true(httpd_connections(fx->server) <= 16);
    assert_int_equal(counts.failed, 0);
    assert_int_equal(counts.reused + httpd_connections(fx->server), N);
    free(got);
    void *fxp = fx;
    teardown(&fxp);
}

static void test_virtual_hosts(void **state)
{
    struct fixture *fx = calloc(1, sizeof *fx);
    char connect_to[64];
    const char *list[] = {connect_to, NULL};
    struct got g;
    struct httpd_log log;
    struct httpd_opts server = {.handler = handler};

    (void)state;
    assert_int_equal(uv_loop_init(&fx->loop), 0);
    fx->server = httpd_start(&server, NULL);
    (void)snprintf(connect_to, sizeof connect_to, "::127.0.0.1:%d", httpd_port(fx->server));
    struct vg_fetcher_opts opts = {.connect_to = list};
    fx->fetcher = vg_fetcher_new(&fx->loop, &opts, NULL);
    get(fx, &g, "http://journal-1.ml/etag");
    assert_int_equal(g.status, 200);
    assert_true(httpd_log_get(fx->server, 0, &log));
    assert_string_equal(log.host, "journal-1.ml");
    void *fxp = fx;
    teardown(&fxp);
}

/* --- what goes wrong ---------------------------------------------------------------------------
 */

static void test_hostile_answers(void **state)
{
    static const struct {
        const char *path;
        int code, status;
    } cases[] = {
        {"/fault/endless", VG_E_TOOBIG, 200},
        {"/fault/gzip-bomb?mb=2000", VG_E_TOOBIG, 200},
        {"/fault/headers", VG_E_TOOBIG, 200},
        {"/fault/headers?n=6000&size=20", VG_E_TOOBIG, 200},
        {"/fault/headers?n=1&size=60000", VG_E_TOOBIG, 200},
        {"/fault/headers?n=20", 0, 200},
        {"/fault/trailers", VG_E_TOOBIG, 200},
        {"/fault/interim", VG_E_TOOBIG, 103},
        {"/fault/loop", VG_E_LIMIT, 302},
        {"/fault/chain?n=10000", VG_E_LIMIT, 302},
        {"/fault/redirect?to=file:///etc/passwd", VG_E_REFUSED, 302},
        {"/fault/redirect?to=ftp://127.0.0.1/x", VG_E_REFUSED, 302},
        {"/fault/redirect?to=gopher://127.0.0.1:6379/_FLUSHALL", VG_E_REFUSED, 302},
        {"/fault/redirect?to=http://10.0.0.1/", VG_E_REFUSED, 302},
        {"/fault/redirect?to=http://169.254.169.254/latest/meta-data/", VG_E_REFUSED, 302},
        {"/fault/redirect?to=http://[::1]:1/", VG_E_REFUSED, 302},
        {"/fault/redirect?to=http://127.0.0.2:1/", VG_E_REFUSED, 302},
        {"/fault/redirect?to=http://0x7f.3/", VG_E_REFUSED, 302},
        {"/fault/redirect?to=http://", VG_E_SYNTAX, 302},
        {"/fault/reset", VG_E_IO, 0},
        {"/fault/reset?after=5000", VG_E_IO, -1},
        {"/fault/close", VG_E_IO, 0},
        {"/fault/truncated", VG_E_IO, 200},
        {"/fault/garbage", VG_E_SYNTAX, 0},
        {"/fault/bad-gzip", VG_E_SYNTAX, 200},
        {"http://does-not-exist.invalid/feed", VG_E_IO, 0},
        {"", VG_E_SYNTAX, 0},
        {"http://a b/\r\nX: y", VG_E_SYNTAX, 0},
        {"ftp://ftp.ml/feed", VG_E_REFUSED, 0},
        {"file:///etc/passwd", VG_E_REFUSED, 0},
        {"http://[::1/", VG_E_SYNTAX, 0},
        {"http://127.0.0.1:1/", VG_E_IO, 0},
    };
    struct got g;

    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        get(*state, &g, cases[i].path);
        if (g.code != cases[i].code ||
            (cases[i].status >= 0 && g.status / 100 != cases[i].status / 100))
            fail_msg("%s: code %d status %d (%s)", cases[i].path, g.code, g.status, g.error);
        if (g.code)
            assert_string_not_equal(g.error, "");
        assert_true(g.bytes <= VG_MAX_FEED_BODY);
    }
    get(*state, &g, "/etag"); /* and all is well afterwards */
    assert_int_equal(g.code, 0);
}

/* The body of a redirect is nobody's; it must end the transfer all the same. */
static void test_endless_redirect(void **state)
{
    struct got g;
    struct vg_fetch_request request =
        request_of(&g, httpd_url(((struct fixture *)*state)->server, "/fault/endless-redirect"));

    request.max_bytes = 1 << 20;
    run(*state, &g, &request);
    assert_true(g.code == VG_E_TOOBIG || g.code == VG_E_AGAIN);
    assert_int_equal(g.bytes, 0);
}

static void test_redirect_loop_is_short(void **state)
{
    struct fixture *fx = *state;
    struct got g;

    get(fx, &g, "/fault/chain?n=10000");
    assert_int_equal(httpd_log_count(fx->server), VG_MAX_REDIRECTS + 1);
}

static void test_body_cap(void **state)
{
    struct fixture *fx = *state;
    struct got g;
    struct vg_fetch_request request =
        request_of(&g, httpd_url(fx->server, "/fault/gzip-bomb?mb=64"));

    request.max_bytes = 1 << 20;
    run(fx, &g, &request);
    assert_int_equal(g.code, VG_E_TOOBIG);
    assert_true(g.bytes <= 1 << 20);
    assert_true(g.wire < 1 << 20);
    request = request_of(&g, httpd_url(fx->server, "/big")); /* Content-Length says it at once */
    request.max_bytes = 100;
    run(fx, &g, &request);
    assert_int_equal(g.code, VG_E_TOOBIG);
}

static void test_time_limits(void **state)
{
    static const struct {
        const char *path;
        int status;
    } cases[] = {{"/fault/hang", 0}, {"/fault/drip?ms=20&bytes=50", 200}};
    struct fixture *fx = calloc(1, sizeof *fx);
    struct got g;

    (void)state;
    setup_with(fx, (struct vg_fetcher_opts){.total_timeout_ms = 500});
    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        get(fx, &g, cases[i].path);
        assert_int_equal(g.code, VG_E_AGAIN);
        assert_int_equal(g.status, cases[i].status);
    }
    void *fxp = fx;
    teardown(&fxp);
}

static void test_stall(void **state)
{
    struct fixture *fx = calloc(1, sizeof *fx);
    struct got g;

    (void)state;
    setup_with(fx, (struct vg_fetcher_opts){.stall_timeout_ms = 1000});
    get(fx, &g, "/fault/drip?ms=50&bytes=1"); /* 20 bytes a second */
    assert_int_equal(g.code, VG_E_AGAIN);
    void *fxp = fx;
    teardown(&fxp);
}

static void test_tls_failure(void **state)
{
    struct fixture *fx = *state;
    struct got g;
    char url[64];

    (void)snprintf(url, sizeof url, "https://127.0.0.1:%d/", httpd_port(fx->server));
    get(fx, &g, url);
    assert_int_equal(g.code, VG_E_IO);
    assert_int_equal(g.status, 0);
}

/* Another request's right to a private address must not be inherited through its open connection.
 */
static void test_private(void **state)
{
    struct fixture *fx = *state;
    struct got g;
    struct vg_fetch_request request = request_of(&g, httpd_url(fx->server, "/etag"));

    request.allow_private = false;
    run(fx, &g, &request);
    assert_int_equal(g.code, VG_E_REFUSED);
    assert_non_null(strstr(g.error, "private"));
    assert_int_equal(httpd_log_count(fx->server), 0);
    assert_int_equal(httpd_connections(fx->server), 0);
    get(fx, &g, "/etag"); /* allowed: leaves an open connection */
    assert_int_equal(g.code, 0);
    request = request_of(&g, httpd_url(fx->server, "/etag"));
    request.allow_private = false;
    run(fx, &g, &request);
    assert_int_equal(g.code, VG_E_REFUSED);
    assert_int_equal(httpd_log_count(fx->server), 1);
}

#define WITH_SERVER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SERVER(test_plain),
        WITH_SERVER(test_validators_verbatim),
        WITH_SERVER(test_conditional_through_redirect),
        WITH_SERVER(test_headers),
        WITH_SERVER(test_redirects),
        WITH_SERVER(test_pause_and_cancel),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_virtual_hosts),
        WITH_SERVER(test_hostile_answers),
        WITH_SERVER(test_endless_redirect),
        WITH_SERVER(test_redirect_loop_is_short),
        WITH_SERVER(test_body_cap),
        cmocka_unit_test(test_time_limits),
        cmocka_unit_test(test_stall),
        WITH_SERVER(test_tls_failure),
        WITH_SERVER(test_private),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
