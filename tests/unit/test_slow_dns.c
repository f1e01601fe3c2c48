/* A name server that says nothing: the transfer ends at its time limit, the loop goes on meanwhile,
 * and neither its end nor that of the fetcher waits for the resolver's thread. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include <netdb.h>
#include <semaphore.h>
#include <unistd.h>
#include <uv.h>

#include "feeds/fetch.h"
#include "tests/httpd/httpd.h"

static sem_t answer, answered; /* what the name server below waits for, and tells */

/* Stands before libc's for everything in this program, libcurl's threads first of all. */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **res)
{
    (void)node, (void)service, (void)hints, (void)res;
    (void)sem_wait(&answer);
    (void)sem_post(&answered);
    return EAI_AGAIN;
}

struct got {
    int n_done, code;
};

static void on_done(void *ctx, const struct vg_fetch_result *r)
{
    struct got *g = ctx;

    g->n_done++;
    g->code = r->code;
}

static void start(struct vg_fetcher *fetcher, const char *url, struct got *g)
{
    struct vg_fetch_request request = {
        .url = url, .allow_private = true, .on_done = on_done, .ctx = g};

    *g = (struct got){0};
    (void)vg_fetch_start(fetcher, &request);
}

static void test_slow_dns(void **state)
{
    uv_loop_t loop;
    struct vg_fetcher_opts opts = {.connect_timeout_ms = 300};
    struct httpd *server = httpd_start(NULL, NULL);
    struct got slow, slower, quick;

    (void)state;
    assert_int_equal(uv_loop_init(&loop), 0);
    struct vg_fetcher *fetcher = vg_fetcher_new(&loop, &opts, NULL);
    start(fetcher, "http://silent.example/feed", &slow);
    start(fetcher, httpd_url(server, "/gen/rss/a"), &quick);
    while (quick.n_done == 0)
        (void)uv_run(&loop, UV_RUN_ONCE);
    assert_int_equal(quick.code, 0); /* though the name server is silent still */
    while (slow.n_done == 0)
        (void)uv_run(&loop, UV_RUN_ONCE);
    assert_int_equal(slow.code, VG_E_AGAIN);
    start(fetcher, "http://silent-too.example/feed", &slower);
    (void)uv_run(&loop, UV_RUN_NOWAIT);
    (void)uv_run(&loop, UV_RUN_NOWAIT);
    vg_fetcher_free(fetcher);
    assert_int_equal(slower.code, VG_E_STOPPED);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
    httpd_stop(server);
    for (int i = 0; i < 2; i++) /* let the threads go */
        (void)sem_post(&answer);
    for (int i = 0; i < 2; i++)
        (void)sem_wait(&answered);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_slow_dns)};

    (void)alarm(60); /* a fetcher that waits would wait for ever */
    (void)sem_init(&answer, 0, 0);
    (void)sem_init(&answered, 0, 0);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
