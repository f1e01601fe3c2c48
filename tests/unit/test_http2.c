/* Many requests to one host share one HTTP/2 connection. Against a real nginx; skipped where there
 * is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

#include "base/io.h"
#include "feeds/fetch.h"
#include "tests/httpd/tls.h"

#define N 40

struct server {
    struct tls_server tls; /* only for its certificate and folder */
    int port;
    pid_t pid;
};

/* nginx takes over a listening socket that its environment names, so the kernel can choose the
 * port. */
static int listening_socket(int *ret_port)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    assert_true(fd >= 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(fd, 64), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &n), 0);
    *ret_port = ntohs(at.sin_port);
    return fd;
}

static void write_config(const struct server *s, const char *path)
{
    struct vg_buf text;
    const char *f = s->tls.folder;

    vg_buf_init(&text, 1 << 16);
    (void)vg_buf_printf(&text,
                        "daemon off; worker_processes 1; pid %s/pid; error_log stderr crit;\n"
                        "events { worker_connections 64; }\n"
                        "http { access_log off; client_body_temp_path %s; proxy_temp_path %s;\n"
                        "fastcgi_temp_path %s; uwsgi_temp_path %s; scgi_temp_path %s;\n"
                        "server { listen 127.0.0.1:%d ssl http2; ssl_certificate %s;\n"
                        "ssl_certificate_key %s/key.pem;\n"
                        "location / { return 200 \"$connection $server_protocol\"; } } }\n",
                        f, f, f, f, f, f, s->port, s->tls.cert, f);
    assert_int_equal(vg_write_file(path, vg_buf_view(&text), 0600, NULL), 0);
    vg_buf_done(&text);
}

static void start_nginx(struct server *s)
{
    char path[128], inherited[32];
    int fd = listening_socket(&s->port);

    (void)snprintf(path, sizeof path, "%s/nginx.conf", s->tls.folder);
    write_config(s, path);
    s->pid = fork();
    if (s->pid == 0) {
        (void)snprintf(inherited, sizeof inherited, "%d;", fd);
        (void)setenv("NGINX", inherited, 1);
        (void)execl("/usr/sbin/nginx", "nginx", "-p", s->tls.folder, "-e", "stderr", "-c", path,
                    (char *)NULL);
        _exit(127);
    }
    (void)close(fd);
}

struct got {
    int code, status, *n_done;
    size_t n;
    char body[128], error[256];
};

static int on_data(void *ctx, const void *p, size_t n)
{
    struct got *g = ctx;

    if (n > sizeof g->body - 1 - g->n)
        return VG_E_TOOBIG;
    memcpy(g->body + g->n, p, n);
    g->n += n;
    return 0;
}

static void on_done(void *ctx, const struct vg_fetch_result *r)
{
    struct got *g = ctx;

    g->code = r->code;
    g->status = r->status;
    (void)snprintf(g->error, sizeof g->error, "%s", r->error);
    (*g->n_done)++;
}

static void test_one_connection(void **state)
{
    struct server *s = *state;
    struct vg_fetcher_opts opts = {.ca_file = s->tls.cert, .max_active = N};
    struct got got[N] = {{.code = 0}};
    uv_loop_t loop;
    char url[64];
    int n_done = 0;

    assert_int_equal(uv_loop_init(&loop), 0);
    struct vg_fetcher *fetcher = vg_fetcher_new(&loop, &opts, NULL);
    for (int i = 0; i < N; i++) {
        got[i].n_done = &n_done;
        (void)snprintf(url, sizeof url, "https://127.0.0.1:%d/feed/%d", s->port, i);
        struct vg_fetch_request request = {.url = url,
                                           .allow_private = true,
                                           .on_data = on_data,
                                           .on_done = on_done,
                                           .ctx = &got[i]};
        (void)vg_fetch_start(fetcher, &request);
    }
    while (n_done < N)
        (void)uv_run(&loop, UV_RUN_ONCE);
    for (int i = 0; i < N; i++) {
        assert_string_equal(got[i].error, "");
        assert_int_equal(got[i].status, 200);
        assert_non_null(strstr(got[i].body, "HTTP/2"));
        assert_string_equal(got[i].body, got[0].body); /* the same connection number */
    }
    vg_fetcher_free(fetcher);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
}

static void stop(struct server *s)
{
    static const char *const files[] = {"nginx.conf", "pid"};
    char path[128];

    if (s->pid > 0) {
        (void)kill(s->pid, SIGTERM);
        (void)waitpid(s->pid, NULL, 0);
    }
    for (size_t i = 0; i < VG_COUNT_OF(files); i++) {
        (void)snprintf(path, sizeof path, "%s/%s", s->tls.folder, files[i]);
        (void)unlink(path);
    }
    tls_server_stop(&s->tls);
}

int main(void)
{
    struct server s = {.pid = 0};
    const struct CMUnitTest tests[] = {cmocka_unit_test_prestate(test_one_connection, &s)};
    int r = 77;

    if (access("/usr/sbin/nginx", X_OK) == 0 && tls_server_start(&s.tls)) {
        start_nginx(&s);
        r = cmocka_run_group_tests(tests, NULL, NULL);
    }
    stop(&s);
    return r;
}
