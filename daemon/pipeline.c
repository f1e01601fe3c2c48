/* pipeline.c - see pipeline.h. */
#include "config.h"

#include "daemon/pipeline.h"
#include "daemon/rule.h"

#include <czmq.h>
#include <signal.h>
#include <stdlib.h>

/* libzmq's queues are not instrumented: tell ThreadSanitizer that a message orders what was done
 * before it. */
#if defined(__SANITIZE_THREAD__)
void __tsan_acquire(void *);
void __tsan_release(void *);
#define HANDED_OVER(p) __tsan_release(p)
#define TAKEN_OVER(p) __tsan_acquire(p)
#else
#define HANDED_OVER(p) ((void)(p))
#define TAKEN_OVER(p) ((void)(p))
#endif

struct vg_pipe {
    zsock_t *sock;
    void *raw;
};

struct vg_job *vg_job_new(enum vg_job_kind kind)
{
    struct vg_arena *arena = vg_arena_new();
    struct vg_job *job = vg_xnew(struct vg_job);

    job->kind = kind;
    job->arena = arena;
    return job;
}

void vg_job_free(struct vg_job *job)
{
    if (!job)
        return;
    vg_rule_set_free(job->rules);
    vg_arena_free(job->arena);
    free(job);
}

struct vg_pipe *vg_pipe_new(enum vg_pipe_end end, const char *name, int hwm)
{
    bool push = end == VG_PIPE_PUSH_BIND || end == VG_PIPE_PUSH_CONNECT;
    bool bind_it = end == VG_PIPE_PUSH_BIND || end == VG_PIPE_PULL_BIND;
    struct vg_pipe *self = vg_xnew(struct vg_pipe);

    self->sock = zsock_new(push ? ZMQ_PUSH : ZMQ_PULL);
    if (!self->sock)
        goto failed;
    zsock_set_sndhwm(self->sock, hwm);
    zsock_set_rcvhwm(self->sock, hwm);
    zsock_set_linger(self->sock, 0);
    self->raw = zsock_resolve(self->sock);
    if ((bind_it ? zmq_bind(self->raw, name) : zmq_connect(self->raw, name)) != 0)
        goto failed;
    return self;
failed:
    vg_pipe_free(self);
    return NULL;
}

void vg_pipe_free(struct vg_pipe *self)
{
    if (!self)
        return;
    zsock_destroy(&self->sock);
    free(self);
}

static int send_pointer(struct vg_pipe *self, struct vg_job *job, int flags)
{
    HANDED_OVER(job);
    return zmq_send(self->raw, &job, sizeof job, flags) == (int)sizeof job ? 0 : VG_E_AGAIN;
}

int vg_pipe_send(struct vg_pipe *self, struct vg_job *job)
{
    return send_pointer(self, job, ZMQ_DONTWAIT);
}

void vg_pipe_put(struct vg_pipe *self, struct vg_job *job)
{
    while (send_pointer(self, job, 0) < 0) {
        if (errno != EINTR && errno != EAGAIN) { /* the context is gone: nobody can take it */
            vg_job_free(job);
            return;
        }
    }
}

struct vg_job *vg_pipe_take(struct vg_pipe *self, int wait_ms)
{
    struct vg_job *job = NULL;
    zmq_pollitem_t item = {.socket = self->raw, .events = ZMQ_POLLIN};

    if (zmq_recv(self->raw, &job, sizeof job, ZMQ_DONTWAIT) != (int)sizeof job) {
        if (wait_ms == 0 || zmq_poll(&item, 1, wait_ms) <= 0 ||
            zmq_recv(self->raw, &job, sizeof job, ZMQ_DONTWAIT) != (int)sizeof job)
            return NULL;
    }
    TAKEN_OVER(job);
    return job;
}

void vg_pipe_tell(struct vg_pipe *self, const struct vg_news *news)
{
    if (news->owner)
        HANDED_OVER(news->owner);
    (void)zmq_send(self->raw, news, sizeof *news, ZMQ_DONTWAIT);
}

bool vg_pipe_hear(struct vg_pipe *self, struct vg_news *ret)
{
    if (zmq_recv(self->raw, ret, sizeof *ret, ZMQ_DONTWAIT) != (int)sizeof *ret)
        return false;
    if (ret->owner)
        TAKEN_OVER(ret->owner);
    return true;
}

void *vg_pipe_socket(struct vg_pipe *self)
{
    return self->raw;
}

int vg_pipe_fd(struct vg_pipe *self)
{
    return (int)zsock_fd(self->sock);
}

void vg_thread_start(pthread_t *ret, const char *name, void *(*run)(void *), void *arg)
{
    sigset_t all, before;

    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    if (pthread_create(ret, NULL, run, arg) != 0)
        abort();
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    (void)pthread_setname_np(*ret, name);
}
