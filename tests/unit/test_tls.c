/* TLS against a real server with a certificate of its own. Skipped where there is no openssl
 * command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include <stdio.h>
#include <uv.h>

#include "feeds/fetch.h"
#include "tests/httpd/tls.h"

struct got {
    int code, status;
    bool done;
    char error[256];
};

static void on_done(void *ctx, const struct vg_fetch_result *r)
{
    struct got *g = ctx;

    g->done = true;
    g->code = r->code;
    g->status = r->status;
    (void)snprintf(g->error, sizeof g->error, "%s", r->error);
}

static struct got get(const struct vg_fetcher_opts *opts, const char *url)
{
    uv_loop_t loop;
    struct got g = {.done = false};
    struct vg_fetch_request request = {
        .url = url, .allow_private = true, .on_done = on_done, .ctx = &g};

    assert_int_equal(uv_loop_init(&loop), 0);
    struct vg_fetcher *fetcher = vg_fetcher_new(&loop, opts, NULL);
    (void)vg_fetch_start(fetcher, &request);
    while (!g.done)
        (void)uv_run(&loop, UV_RUN_ONCE);
    vg_fetcher_free(fetcher);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
    return g;
}

static void test_certificates(void **state)
{
    const struct tls_server *server = *state;
    struct vg_fetcher_opts trusting = {.ca_file = server->cert};
    char url[64];

    (void)snprintf(url, sizeof url, "https://127.0.0.1:%d/", server->port);
    struct got g = get(NULL, url);
    assert_int_equal(g.code, VG_E_IO); /* signed by nobody we know */
    assert_int_equal(g.status, 0);
    assert_non_null(strstr(g.error, "certificate"));
    g = get(&trusting, url);
    assert_string_equal(g.error, "");
    assert_int_equal(g.status, 200);
    (void)snprintf(url, sizeof url, "https://localhost:%d/",
                   server->port); /* another name than the certificate's */
    g = get(&trusting, url);
    assert_int_equal(g.code, VG_E_IO);
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%d/",
                   server->port); /* plain HTTP to a TLS port */
    g = get(&trusting, url);
    assert_int_not_equal(g.code, 0);
}

int main(void)
{
    struct tls_server server;
    const struct CMUnitTest tests[] = {cmocka_unit_test_prestate(test_certificates, &server)};
    int r = 77;

    if (tls_server_start(&server))
        r = cmocka_run_group_tests(tests, NULL, NULL);
    tls_server_stop(&server);
    return r;
}
