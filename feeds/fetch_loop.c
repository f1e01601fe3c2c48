#include "feeds/fetch_loop.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

#include "base/err.h"

struct watch {
    uv_poll_t poll;
    struct vg_curl_loop *loop;
    curl_socket_t fd;
    int asked, set; /* uv events that libcurl wants, and those that are set */
    bool ours;      /* opened by vg_curl_loop_open: lives until vg_curl_loop_close */
};

struct vg_curl_loop {
    uv_loop_t *uv;
    CURLM *multi;
    uv_timer_t timer, second, kick; /* timer: as libcurl set it, and nobody else */
    struct vg_curl_loop_calls calls;
    void *ctx;
    struct watch **watches; /* by file descriptor */
    size_t n_watches;
    unsigned n_handles; /* uv handles not closed yet */
    int busy;
    bool freed;
};

static void release(struct vg_curl_loop *self)
{
    if (--self->n_handles > 0 || !self->freed)
        return;
    free(self->watches);
    free(self);
}

static void on_watch_closed(uv_handle_t *handle)
{
    struct watch *w = handle->data;
    struct vg_curl_loop *self = w->loop;

    free(w);
    release(self);
}

static void on_timer_closed(uv_handle_t *handle)
{
    release(handle->data);
}

static struct watch *watch_of(const struct vg_curl_loop *self, curl_socket_t fd)
{
    return fd >= 0 && (size_t)fd < self->n_watches ? self->watches[fd] : NULL;
}

static struct watch *watch_new(struct vg_curl_loop *self, curl_socket_t fd, bool ours)
{
    size_t at = (size_t)fd;

    if (at >= self->n_watches) {
        size_t n = at * 2 + 16;
        self->watches = vg_xrealloc(self->watches, n, sizeof(struct watch *));
        memset(self->watches + self->n_watches, 0, (n - self->n_watches) * sizeof(struct watch *));
        self->n_watches = n;
    }
    struct watch *w = vg_xnew(struct watch);
    if (uv_poll_init_socket(self->uv, &w->poll, fd) != 0) {
        free(w);
        return NULL;
    }
    w->poll.data = w;
    w->loop = self;
    w->fd = fd;
    w->ours = ours;
    self->n_handles++;
    self->watches[fd] = w;
    return w;
}

static void watch_close(struct watch *w)
{
    w->loop->watches[w->fd] = NULL;
    uv_close((uv_handle_t *)&w->poll, on_watch_closed);
}

/* After libcurl's machine has run: tells what ended, lets the owner start more. */
static void after(struct vg_curl_loop *self)
{
    CURLMsg *message;
    int left;

    if (self->busy || self->freed)
        return;
    while ((message = curl_multi_info_read(self->multi, &left))) {
        if (message->msg == CURLMSG_DONE)
            self->calls.done(self->ctx, message->easy_handle, message->data.result);
    }
    self->calls.turn(self->ctx);
}

static void act(struct vg_curl_loop *self, curl_socket_t fd, int flags)
{
    int running;

    self->busy++;
    (void)curl_multi_socket_action(self->multi, fd, flags, &running);
    self->busy--;
    after(self);
}

static void on_poll(uv_poll_t *poll, int status, int events)
{
    struct watch *w = poll->data;
    int flags = 0;

    if (!w->asked) { /* an idle connection: closed by the peer, most likely; libcurl will find out
                      */
        (void)uv_poll_stop(poll);
        w->set = 0;
        return;
    }
    if (status < 0) /* libcurl reads the reason from the socket itself, and says it better */
        flags = CURL_CSELECT_IN | CURL_CSELECT_OUT;
    if (events & UV_READABLE)
        flags |= CURL_CSELECT_IN;
    if (events & UV_WRITABLE)
        flags |= CURL_CSELECT_OUT;
    act(w->loop, w->fd, flags);
}

static void ask(struct watch *w, int events)
{
    if (!w->asked)
        uv_ref((uv_handle_t *)&w->poll);
    w->asked = events;
    if (w->set != events && uv_poll_start(&w->poll, events, on_poll) == 0)
        w->set = events;
}

static int on_socket(CURL *easy, curl_socket_t fd, int what, void *ctx, void *socket_ctx)
{
    static const int events[] = {[CURL_POLL_IN] = UV_READABLE,
                                 [CURL_POLL_OUT] = UV_WRITABLE,
                                 [CURL_POLL_INOUT] = UV_READABLE | UV_WRITABLE};
    struct vg_curl_loop *self = ctx;
    struct watch *w = watch_of(self, fd);

    (void)easy, (void)socket_ctx;
    if (what == CURL_POLL_NONE)
        return 0;
    if (what == CURL_POLL_REMOVE) {
        if (w && !w->ours) {
            watch_close(w);
        } else if (w) {
            w->asked = 0;
            uv_unref((uv_handle_t *)&w->poll);
            if (w->set & UV_WRITABLE) { /* readable may stay set: an idle socket is silent */
                (void)uv_poll_stop(&w->poll);
                w->set = 0;
            }
        }
        return 0;
    }
    if (!w)
        w = watch_new(self, fd, false);
    if (!w)
        return -1;
    ask(w, events[what]);
    return 0;
}

static void on_timer(uv_timer_t *timer)
{
    act(timer->data, CURL_SOCKET_TIMEOUT, 0);
}

static int on_curl_timeout(CURLM *multi, long timeout_ms, void *ctx)
{
    struct vg_curl_loop *self = ctx;

    (void)multi;
    if (self->freed)
        return 0;
    if (timeout_ms < 0)
        (void)uv_timer_stop(&self->timer);
    else
        (void)uv_timer_start(&self->timer, on_timer, (uint64_t)timeout_ms, 0);
    return 0;
}

static void on_second(uv_timer_t *timer)
{
    struct vg_curl_loop *self = timer->data;

    if (!self->calls.second(self->ctx))
        (void)uv_timer_stop(timer);
}

struct vg_curl_loop *vg_curl_loop_new(struct uv_loop_s *loop, unsigned max_idle,
                                      const struct vg_curl_loop_calls *calls, void *ctx)
{
    struct vg_curl_loop *self = vg_xnew(struct vg_curl_loop);

    self->multi = curl_multi_init();
    if (!self->multi) {
        free(self);
        return NULL;
    }
    self->uv = loop;
    self->calls = *calls;
    self->ctx = ctx;
    (void)uv_timer_init(loop, &self->timer);
    (void)uv_timer_init(loop, &self->second);
    (void)uv_timer_init(loop, &self->kick);
    self->timer.data = self->second.data = self->kick.data = self;
    self->n_handles = 3;
    (void)curl_multi_setopt(self->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    (void)curl_multi_setopt(self->multi, CURLMOPT_SOCKETDATA, self);
    (void)curl_multi_setopt(self->multi, CURLMOPT_TIMERFUNCTION, on_curl_timeout);
    (void)curl_multi_setopt(self->multi, CURLMOPT_TIMERDATA, self);
    (void)curl_multi_setopt(self->multi, CURLMOPT_MAXCONNECTS, (long)max_idle);
    (void)curl_multi_setopt(self->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_MULTIPLEX);
    return self;
}

void vg_curl_loop_free(struct vg_curl_loop *self)
{
    if (!self)
        return;
    self->freed = true;
    (void)curl_multi_cleanup(self->multi);
    for (size_t i = 0; i < self->n_watches; i++) {
        if (self->watches[i])
            watch_close(self->watches[i]);
    }
    uv_close((uv_handle_t *)&self->timer, on_timer_closed);
    uv_close((uv_handle_t *)&self->second, on_timer_closed);
    uv_close((uv_handle_t *)&self->kick, on_timer_closed);
}

curl_socket_t vg_curl_loop_open(struct vg_curl_loop *self, int family, int type, int protocol)
{
    int fd = socket(family, type | SOCK_CLOEXEC, protocol);

    if (fd < 0)
        return CURL_SOCKET_BAD;
    struct watch *w = watch_new(self, fd, true);
    if (!w) {
        (void)close(fd);
        return CURL_SOCKET_BAD;
    }
    uv_unref((uv_handle_t *)&w->poll);
    return fd;
}

int vg_curl_loop_close(void *ctx, curl_socket_t fd)
{
    struct watch *w = watch_of(ctx, fd);

    if (w)
        watch_close(
            w); /* before close: it must leave the epoll set while the number is still its own */
    return close(fd);
}

int vg_curl_loop_add(struct vg_curl_loop *self, CURL *easy)
{
    if (!uv_is_active((uv_handle_t *)&self->second))
        (void)uv_timer_start(&self->second, on_second, 1000, 1000);
    return curl_multi_add_handle(self->multi, easy) == CURLM_OK ? 0 : VG_E_NOMEM;
}

void vg_curl_loop_remove(struct vg_curl_loop *self, CURL *easy)
{
    (void)curl_multi_remove_handle(self->multi, easy);
}

void vg_curl_loop_resume(struct vg_curl_loop *self, CURL *easy)
{
    self->busy++;
    (void)curl_easy_pause(easy, CURLPAUSE_CONT);
    self->busy--;
    after(self);
}

static void on_kick(uv_timer_t *timer)
{
    after(timer->data);
}

void vg_curl_loop_kick(struct vg_curl_loop *self)
{
    (void)uv_timer_start(&self->kick, on_kick, 0, 0);
}

bool vg_curl_loop_busy(const struct vg_curl_loop *self)
{
    return self->busy > 0;
}
