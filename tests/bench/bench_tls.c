/*
 * New TLS connections a second of processor time: ours, which keeps the certificate bundle parsed,
 * against libcurl as it comes, which reads it again for each connection. The server is openssl
 * s_server, in a process of its own.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>
#include <uv.h>

#include "base/io.h"
#include "feeds/fetch.h"
#include "tests/httpd/tls.h"

#define BUNDLE "/etc/ssl/certs/ca-certificates.crt"

struct run {
    struct vg_fetcher *fetcher;
    const char *url;
    unsigned left, failed;
    bool done;
};

static double cpu_seconds(void)
{
    struct rusage u;

    (void)getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static void next(struct run *run);

static void on_done(void *ctx, const struct vg_fetch_result *r)
{
    struct run *run = ctx;

    run->failed += r->code != 0 || r->status != 200;
    next(run);
}

static void next(struct run *run)
{
    struct vg_fetch_request request = {
        .url = run->url, .allow_private = true, .on_done = on_done, .ctx = run};

    run->done = run->left == 0;
    if (run->left-- > 0)
        (void)vg_fetch_start(run->fetcher, &request);
}

static double ours(const char *url, const char *ca_file, unsigned n)
{
    uv_loop_t loop;
    struct vg_fetcher_opts opts = {.ca_file = ca_file};
    struct run run = {.url = url, .left = n};
    double before = cpu_seconds();

    (void)uv_loop_init(&loop);
    run.fetcher = vg_fetcher_new(&loop, &opts, NULL);
    next(&run);
    while (!run.done)
        (void)uv_run(&loop, UV_RUN_ONCE);
    vg_fetcher_free(run.fetcher);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    (void)uv_loop_close(&loop);
    return run.failed ? 0 : n / (cpu_seconds() - before);
}

static size_t ignore(char *p, size_t size, size_t n, void *ctx)
{
    (void)p, (void)ctx;
    return size * n;
}

static double bare(const char *url, const char *ca_file, unsigned n)
{
    CURL *easy = curl_easy_init();
    double before = cpu_seconds();
    unsigned failed = 0;

    (void)curl_easy_setopt(easy, CURLOPT_URL, url);
    (void)curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file);
    (void)curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, ignore);
    for (unsigned i = 0; i < n; i++)
        failed += curl_easy_perform(easy) != CURLE_OK;
    curl_easy_cleanup(easy);
    return failed ? 0 : n / (cpu_seconds() - before);
}

/* The system's bundle and the server's own certificate in one file. */
static int write_bundle(const struct tls_server *server, const char *path)
{
    struct vg_buf all;

    vg_buf_init(&all, 16 << 20);
    int r = vg_read_file(BUNDLE, &all, NULL);
    if (r == 0)
        r = vg_read_file(server->cert, &all, NULL);
    if (r == 0)
        r = vg_write_file(path, vg_buf_view(&all), 0600, NULL);
    vg_buf_done(&all);
    return r;
}

int main(void)
{
    struct tls_server server;
    char url[64], path[96] = "";

    if (!tls_server_start(&server)) {
        (void)printf("bench_tls: no openssl command, skipped\n");
        tls_server_stop(&server);
        return 0;
    }
    (void)snprintf(url, sizeof url, "https://127.0.0.1:%d/", server.port);
    (void)snprintf(path, sizeof path, "%s/all.pem", server.folder);
    if (write_bundle(&server, path) == 0) {
        double a = ours(url, path, 1000), b = bare(url, path, 60);
        (void)printf("new TLS connections: vigie %.0f/s, libcurl as it comes %.0f/s, ratio %.1f\n",
                     a, b, b > 0 ? a / b : 0);
    }
    (void)unlink(path);
    tls_server_stop(&server);
    return 0;
}
