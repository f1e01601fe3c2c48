/*
 * httpd_in.h - the insides of the test server: httpd.c has the connections, httpd_reply.c answers,
 * httpd_content.c the files and the timeline, httpd_gen.c the generated sources, httpd_fault.c the
 * faults.
 */
#ifndef VG_TESTS_HTTPD_IN_H
#define VG_TESTS_HTTPD_IN_H

#include <pthread.h>

#include "base/arena.h"
#include "base/heap.h"
#include "tests/httpd/httpd.h"

#define MAX_REQUEST (32 * 1024)
#define MAX_OUT     (256 * 1024 * 1024)

enum stream {
    STREAM_NONE,
    STREAM_DRIP,
    STREAM_ENDLESS,
    STREAM_BOMB,
    STREAM_HEADERS,
    STREAM_INTERIM,
    STREAM_HANG,
    STREAM_DELAY
};

struct conn {
    struct conn *prev, *next;
    struct httpd *server;
    struct vg_heap_node timer;
    int fd;
    uint64_t number;
    char in[MAX_REQUEST];
    size_t in_n;
    struct vg_buf out;
    size_t sent;
    uint32_t events; /* what epoll watches */
    bool close_after, reset_after;
    /* a fault that goes on after its head was sent */
    enum stream stream;
    uint64_t left, step; /* bytes, headers or blocks to come; bytes a step */
    int64_t pause_usec;
    char delayed[1024]; /* target to answer after a delay */
};

struct row {
    int64_t at_usec;
    struct vg_sv path, host, kind, file, id;
};

struct log_entry {
    struct httpd_log log;
    char *strings;
};

struct httpd {
    struct httpd_opts opts;
    char *root;
    int listen_fd, epoll_fd, wake_fd, port;
    pthread_t thread;
    bool has_thread;
    int64_t start_wall_usec, start_mono_usec, now_usec; /* now: mono, sampled once a turn */
    struct vg_arena *arena;                             /* timeline; lives as long as the server */
    struct vg_arena *turn;                              /* one request */
    struct row *rows;
    size_t n_rows, cap_rows;
    struct conn *conns;
    struct vg_heap timers;
    bool quit;
    char date[40];
    int64_t date_sec;
    char urls[8][512];
    unsigned next_url;
    pthread_mutex_t lock; /* of what follows */
    struct log_entry *log;
    size_t n_log, cap_log, n_requests;
    uint64_t n_conns;
};

/* httpd_reply.c: parses one request and appends its answer to c->out. */
void httpd_answer(struct conn *c, struct vg_sv head);
void httpd_answer_target(struct conn *c, struct vg_sv target); /* after a delay */
int64_t httpd_since_start(const struct httpd *self);
void httpd_http_date(int64_t usec, char out[static 40]);
/* Value of a parameter of the query, percent-decoded into the turn's arena; p == NULL when absent.
 */
struct vg_sv httpd_param(struct httpd *self, struct vg_sv query, const char *name);
uint64_t httpd_param_u64(struct httpd *self, struct vg_sv query, const char *name,
                         uint64_t fallback);

/* httpd_content.c */
int httpd_load_timeline(struct httpd *self, const char *file, struct vg_err *err);
bool httpd_content(struct httpd *self, const struct httpd_request *request,
                   struct httpd_reply *reply);

/* httpd_gen.c: request->path is "/gen/..." */
bool httpd_generate(struct httpd *self, const struct httpd_request *request,
                    struct httpd_reply *reply);

/* httpd_fault.c: fault is "kind?query" */
void httpd_fault(struct conn *c, const struct httpd_request *request, struct vg_sv fault);
/* Appends more of a stream when the output has drained or its timer rang. */
void httpd_more(struct conn *c);

/* httpd.c */
void httpd_set_timer(struct conn *c, int64_t at_mono_usec); /* INT64_MAX: none */

#endif
