#include "tests/httpd/httpd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/httpd/httpd_in.h"

void httpd_set_timer(struct conn *c, int64_t at_mono_usec)
{
    if (at_mono_usec == INT64_MAX)
        vg_heap_remove(&c->server->timers, &c->timer);
    else
        vg_heap_set(&c->server->timers, &c->timer, at_mono_usec);
}

static void conn_close(struct conn *c)
{
    struct httpd *self = c->server;
    struct linger linger = {.l_onoff = 1, .l_linger = 0};

    if (c->reset_after)
        (void)setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
    httpd_set_timer(c, INT64_MAX);
    (void)close(c->fd);
    *(c->prev ? &c->prev->next : &self->conns) = c->next;
    if (c->next)
        c->next->prev = c->prev;
    vg_buf_done(&c->out);
    free(c);
}

static void watch(struct conn *c, uint32_t events)
{
    struct epoll_event ev = {.events = events, .data.ptr = c};

    if (c->events == events)
        return;
    (void)epoll_ctl(c->server->epoll_fd, c->events ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, c->fd, &ev);
    c->events = events;
}

static void accept_all(struct httpd *self)
{
    int one = 1;

    for (;;) {
        int fd = accept4(self->listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return;
        (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        struct conn *c = vg_xnew(struct conn);
        c->server = self;
        c->fd = fd;
        vg_buf_init(&c->out, MAX_OUT);
        c->next = self->conns;
        if (c->next)
            c->next->prev = c;
        self->conns = c;
        (void)pthread_mutex_lock(&self->lock);
        c->number = ++self->n_conns;
        (void)pthread_mutex_unlock(&self->lock);
        watch(c, EPOLLIN);
    }
}

/* False: the connection is gone. */
static bool flush(struct conn *c)
{
    while (c->sent < c->out.n) {
        ssize_t n = send(c->fd, c->out.p + c->sent, c->out.n - c->sent, MSG_NOSIGNAL);
        if (n < 0 && errno == EAGAIN) {
            watch(c, EPOLLOUT);
            return true;
        }
        if (n <= 0) {
            conn_close(c);
            return false;
        }
        c->sent += (size_t)n;
    }
    vg_buf_clear(&c->out);
    c->sent = 0;
    if (c->close_after || c->reset_after) {
        conn_close(c);
        return false;
    }
    bool more = c->stream == STREAM_ENDLESS || c->stream == STREAM_BOMB ||
                c->stream == STREAM_HEADERS || c->stream == STREAM_INTERIM;
    watch(c, more ? EPOLLOUT : EPOLLIN);
    return true;
}

/* Answers the complete requests that have come, as long as the answers drain. */
static void serve(struct conn *c)
{
    while (c->stream == STREAM_NONE && !c->close_after && !c->reset_after && c->out.n == 0) {
        char *end = memmem(c->in, c->in_n, "\r\n\r\n", 4);
        if (!end) {
            c->close_after = c->in_n == MAX_REQUEST;
            break;
        }
        size_t n = (size_t)(end - c->in) + 4;
        httpd_answer(c, vg_sv(c->in, n));
        memmove(c->in, c->in + n, c->in_n - n);
        c->in_n -= n;
        if (!flush(c))
            return;
    }
    (void)flush(c);
}

static void on_readable(struct conn *c)
{
    ssize_t n = 0;

    if (c->in_n < MAX_REQUEST)
        n = recv(c->fd, c->in + c->in_n, MAX_REQUEST - c->in_n, 0);
    if (n < 0 && errno == EAGAIN)
        return;
    if (n <= 0) {
        conn_close(c);
        return;
    }
    c->in_n += (size_t)n;
    if (!vg_is_alpha((unsigned char)c->in[0])) { /* TLS, most likely */
        (void)vg_buf_str(&c->out, "HTTP/1.1 400 Not HTTP\r\nConnection: close\r\n\r\n");
        c->close_after = true;
    }
    serve(c);
}

static void on_writable(struct conn *c)
{
    if (c->stream != STREAM_NONE && c->out.n == 0)
        httpd_more(c);
    if (flush(c) && c->out.n == 0 && c->stream == STREAM_NONE)
        serve(c);
}

static void on_timer(struct conn *c)
{
    httpd_set_timer(c, INT64_MAX);
    if (c->stream == STREAM_DELAY) {
        c->stream = STREAM_NONE;
        httpd_answer_target(c, vg_sv_cstr(c->delayed));
    } else {
        httpd_more(c);
    }
    if (flush(c) && c->out.n == 0)
        serve(c);
}

static int timeout_ms(const struct httpd *self, int64_t end_usec)
{
    const struct vg_heap_node *top = vg_heap_top(&self->timers);
    int64_t at = end_usec, now = vg_clock_mono_usec();

    if (top && top->key < at)
        at = top->key;
    if (at == INT64_MAX)
        return -1;
    return at <= now ? 0 : (int)((at - now + 999) / 1000);
}

static void turn(struct httpd *self, int64_t end_usec)
{
    struct epoll_event events[64];
    struct vg_heap_node *top;
    int n = epoll_wait(self->epoll_fd, events, 64, timeout_ms(self, end_usec));

    self->now_usec = vg_clock_mono_usec();
    for (int i = 0; i < n; i++) {
        struct conn *c = events[i].data.ptr;
        if (!c)
            accept_all(self);
        else if (events[i].data.ptr == self)
            self->quit = true;
        else if (events[i].events & EPOLLIN)
            on_readable(c);
        else if (events[i].events & EPOLLOUT)
            on_writable(c);
        else
            conn_close(c);
    }
    while ((top = vg_heap_top(&self->timers)) && top->key <= self->now_usec)
        on_timer(VG_HEAP_OWNER(top, struct conn, timer));
}

int httpd_run(struct httpd *self, int ttl_sec, const volatile int *stop)
{
    int64_t end = ttl_sec > 0 ? self->start_mono_usec + (int64_t)ttl_sec * 1000000 : INT64_MAX;

    while (!self->quit && !(stop && *stop)) {
        turn(self, end);
        if (self->now_usec >= end)
            break;
    }
    return 0;
}

static void *thread_main(void *arg)
{
    (void)httpd_run(arg, 0, NULL);
    return NULL;
}

static int listen_on(struct httpd *self, int port, struct vg_err *err)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;
    int one = 1;
    struct epoll_event on_listen = {.events = EPOLLIN},
                       on_wake = {.events = EPOLLIN, .data.ptr = self};

    self->listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    self->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    self->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (self->listen_fd < 0 || self->epoll_fd < 0 || self->wake_fd < 0)
        return vg_fail(err, VG_E_IO, "no socket: %s", strerror(errno));
    (void)setsockopt(self->listen_fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(self->listen_fd, (struct sockaddr *)&at, sizeof at) < 0 ||
        listen(self->listen_fd, 4096) < 0 ||
        getsockname(self->listen_fd, (struct sockaddr *)&at, &n) < 0)
        return vg_fail(err, VG_E_IO, "port %d of 127.0.0.1: %s", port, strerror(errno));
    self->port = ntohs(at.sin_port);
    if (epoll_ctl(self->epoll_fd, EPOLL_CTL_ADD, self->listen_fd, &on_listen) < 0 ||
        epoll_ctl(self->epoll_fd, EPOLL_CTL_ADD, self->wake_fd, &on_wake) < 0)
        return vg_fail(err, VG_E_IO, "epoll: %s", strerror(errno));
    return 0;
}

struct httpd *httpd_open(const struct httpd_opts *opts, struct vg_err *err)
{
    struct httpd *self = vg_xnew(struct httpd);

    self->opts = opts ? *opts : (struct httpd_opts){0};
    if (self->opts.max_log == 0)
        self->opts.max_log = 100000;
    self->listen_fd = self->epoll_fd = self->wake_fd = -1;
    self->root = vg_xstrdup(self->opts.root ? self->opts.root : "");
    self->arena = vg_arena_new();
    self->turn = vg_arena_new();
    vg_heap_init(&self->timers);
    (void)pthread_mutex_init(&self->lock, NULL);
    self->start_wall_usec = vg_clock_wall_usec();
    self->start_mono_usec = self->now_usec = vg_clock_mono_usec();
    if (listen_on(self, self->opts.port, err) < 0 ||
        (self->opts.timeline && httpd_load_timeline(self, self->opts.timeline, err) < 0)) {
        httpd_stop(self);
        return NULL;
    }
    return self;
}

struct httpd *httpd_start(const struct httpd_opts *opts, struct vg_err *err)
{
    struct httpd *self = httpd_open(opts, err);

    if (!self)
        return NULL;
    if (pthread_create(&self->thread, NULL, thread_main, self) != 0) {
        (void)vg_fail(err, VG_E_IO, "no thread");
        httpd_stop(self);
        return NULL;
    }
    self->has_thread = true;
    return self;
}

void httpd_stop(struct httpd *self)
{
    uint64_t one = 1;

    if (!self)
        return;
    if (self->has_thread) {
        if (write(self->wake_fd, &one, sizeof one) == sizeof one)
            (void)pthread_join(self->thread, NULL);
    }
    while (self->conns)
        conn_close(self->conns);
    vg_heap_done(&self->timers);
    vg_closep(&self->listen_fd);
    vg_closep(&self->epoll_fd);
    vg_closep(&self->wake_fd);
    for (size_t i = 0; i < self->n_log; i++)
        free(self->log[i].strings);
    free(self->log);
    vg_arena_free(self->arena);
    vg_arena_free(self->turn);
    (void)pthread_mutex_destroy(&self->lock);
    free(self->root);
    free(self);
}

int httpd_port(const struct httpd *self)
{
    return self->port;
}

const char *httpd_url(struct httpd *self, const char *path)
{
    char *out = self->urls[self->next_url++ % VG_COUNT_OF(self->urls)];

    (void)snprintf(out, sizeof self->urls[0], "http://127.0.0.1:%d%s", self->port, path);
    return out;
}

size_t httpd_log_count(struct httpd *self)
{
    (void)pthread_mutex_lock(&self->lock);
    size_t n = self->n_requests;
    (void)pthread_mutex_unlock(&self->lock);
    return n;
}

bool httpd_log_get(struct httpd *self, size_t i, struct httpd_log *ret)
{
    (void)pthread_mutex_lock(&self->lock);
    bool there = i < self->n_log;
    if (there)
        *ret = self->log[i].log;
    (void)pthread_mutex_unlock(&self->lock);
    return there;
}

uint64_t httpd_connections(struct httpd *self)
{
    (void)pthread_mutex_lock(&self->lock);
    uint64_t n = self->n_conns;
    (void)pthread_mutex_unlock(&self->lock);
    return n;
}
