/* notify.c - see notify.h. */
#include "config.h"

#include "daemon/notify_in.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/io.h"
#include "daemon/journal.h"
#include "feeds/fetch.h"
#include "wire/cap.h"

#define MAX_SECRET 4096
#define FEED_ENTRIES 100

struct vg_notifier {
    pthread_t thread;
    struct vg_pipe *in, *out;
    struct vg_shared *shared;
    CURL *curl;
    atomic_bool leaving;
    struct vg_cap_feed *feed;
    int64_t told; /* the journal up to here is in the feed */
};

void vg_notice_fail(struct vg_notice *notice, enum vg_notice_result result, const char *error)
{
    notice->result = result;
    notice->error = error;
}

const char *vg_notice_secret(struct vg_notice *notice, const char *file, struct vg_arena *arena)
{
    const char *folder = getenv("CREDENTIALS_DIRECTORY");
    const char *path =
        file[0] != '/' && folder ? vg_arena_printf(arena, "%s/%s", folder, file) : file;
    struct vg_err err = {0};
    struct vg_buf text;
    const char *secret = NULL;

    vg_buf_init(&text, MAX_SECRET);
    if (vg_read_file(path, &text, &err) < 0) {
        vg_notice_fail(notice, VG_NOTICE_RETRY, vg_arena_str(arena, vg_sv_cstr(err.text)));
    } else {
        struct vg_sv rest = vg_buf_view(&text);
        struct vg_sv line = vg_sv_trim(vg_sv_split(&rest, '\n'));
        secret = vg_arena_str(arena, line);
        if (!line.n) {
            vg_notice_fail(notice, VG_NOTICE_RETRY,
                           vg_arena_printf(arena, "%s is empty; put the secret in it", path));
            secret = NULL;
        }
        if (text.n)
            OPENSSL_cleanse(text.p, text.n);
    }
    vg_buf_done(&text);
    return secret;
}

const char *vg_notice_key(const struct vg_notice *notice, struct vg_arena *arena)
{
    unsigned char hash[SHA256_DIGEST_LENGTH];
    char hex[33];
    struct vg_buf all;

    if (!notice->digest)
        return vg_arena_printf(arena, "%s-%lld", notice->items[0].alert_id,
                               (long long)notice->items[0].revision);
    vg_buf_init(&all, VG_NOTICE_ITEMS * 64);
    for (size_t i = 0; i < notice->n_items; i++)
        (void)vg_buf_printf(&all, "%s-%lld\n", notice->items[i].alert_id,
                            (long long)notice->items[i].revision);
    (void)SHA256((const unsigned char *)all.p, all.n, hash);
    vg_buf_done(&all);
    for (size_t i = 0; i < 16; i++)
        (void)snprintf(hex + 2 * i, 3, "%02x", hash[i]);
    return vg_arena_str(arena, vg_sv(hex, 32));
}

/* ---- limits that hold for every receiver ---- */

static curl_socket_t guarded_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *address)
{
    const struct vg_receiver *receiver = ctx;

    (void)purpose;
    if (!receiver->allow_private && !vg_address_is_public(&address->addr))
        return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static int leaving(void *ctx, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const struct vg_notifier *self = ctx;

    (void)a, (void)b, (void)c, (void)d;
    return atomic_load(&self->leaving);
}

static void limit(struct vg_notifier *self, struct vg_notice *notice)
{
    CURL *c = self->curl;

    curl_easy_reset(c);
    (void)curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(c, CURLOPT_NOPROXY, "*"); /* a proxy would undo the check of addresses */
    (void)curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    (void)curl_easy_setopt(c, CURLOPT_FORBID_REUSE, 1L);
    (void)curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, guarded_socket);
    (void)curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, &notice->receiver);
    (void)curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
    (void)curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, leaving);
    (void)curl_easy_setopt(c, CURLOPT_XFERINFODATA, self);
    (void)curl_easy_setopt(c, CURLOPT_USERAGENT, "vigie/" PACKAGE_VERSION);
    if (notice->receiver.ca_file)
        (void)curl_easy_setopt(c, CURLOPT_CAINFO, notice->receiver.ca_file);
}

/* ---- the CAP feed ---- */

struct reading {
    struct vg_cap_feed *feed;
    struct vg_arena *arena;
    size_t n;
};

static int add_alert(void *ctx, const struct vg_journal_row *row)
{
    struct reading *r = ctx;
    struct vg_message msg;
    int code = 0;

    if (vg_message_read(row->body, r->arena, &msg, NULL) == 0 && msg.kind == VG_MSG_ALERT) {
        code = vg_cap_feed_add(r->feed, &msg);
        r->n++;
    }
    vg_arena_reset(r->arena);
    return code;
}

static void write_feed(struct vg_notifier *self)
{
    struct vg_err err = {0};
    struct vg_store *store = NULL;
    struct reading reading = {self->feed, vg_arena_new(), 0};
    char path[4300];
    struct vg_buf out;
    int64_t next = 0;

    vg_buf_init(&out, (size_t)1 << 30);
    (void)snprintf(path, sizeof path, "%s/cap.atom", self->shared->config->state_dir);
    int r = vg_store_open_readonly(self->shared->db_path, &store, &err);
    if (r == 0) {
        int64_t last = vg_journal_last(store);
        r = vg_journal_read(store, self->told + 1, last, VG_SV("alert."), INT64_MAX, add_alert,
                            &reading, &next);
        if (r == 0)
            self->told = last;
        else
            (void)vg_fail(&err, r, "%s", vg_store_reason(store));
    }
    vg_store_close(store);
    if (r == 0 && (reading.n > 0 || access(path, F_OK) != 0))
        r = vg_cap_feed_write(self->feed, &out);
    if (r == 0 && out.n)
        r = vg_write_file(path, vg_buf_view(&out), 0640, &err);
    if (r < 0)
        vg_log(self->shared->log, VG_LOG_WARNING, "CAP feed not written", VG_S("file", path),
               VG_S("err", err.text));
    vg_buf_done(&out);
    vg_arena_free(reading.arena);
}

/* ---- the thread ---- */

static void *run(void *arg)
{
    struct vg_notifier *self = arg;
    struct vg_job *job;

    while ((job = vg_pipe_take(self->in, -1)) || !atomic_load(&self->leaving)) {
        if (!job)
            continue; /* interrupted */
        if (job->kind == VG_JOB_STOP) {
            vg_job_free(job);
            break;
        }
        struct vg_notice *notice = job->notice;
        if (!notice) {
            write_feed(self);
            vg_job_free(job);
            continue;
        }
        notice->result = VG_NOTICE_DONE;
        notice->wait_s = 0;
        notice->error = NULL;
        limit(self, notice);
        if (notice->receiver.url)
            vg_notify_http(self->curl, notice, job->arena);
        else
            vg_notify_mail(self->curl, notice, job->arena);
        vg_pipe_put(self->out, job);
    }
    while ((job = vg_pipe_take(self->in, 0)))
        vg_job_free(job); /* still waiting in the store */
    return NULL;
}

struct vg_notifier *vg_notifier_start(struct vg_shared *shared, int number)
{
    struct vg_notifier *self = vg_xnew(struct vg_notifier);
    char name[64];

    (void)snprintf(name, sizeof name, VG_PIPE_NOTICES, number);
    self->shared = shared;
    self->feed = vg_cap_feed_new(FEED_ENTRIES);
    atomic_init(&self->leaving, false);
    self->in = vg_pipe_new(VG_PIPE_PULL_CONNECT, name, 0);
    self->out = vg_pipe_new(VG_PIPE_PUSH_CONNECT, VG_PIPE_NOTIFIED, 0);
    self->curl = curl_easy_init();
    if (!self->in || !self->out || !self->curl) {
        vg_notifier_free(self);
        return NULL;
    }
    vg_thread_start(&self->thread, "vg-notifier", run, self);
    return self;
}

void vg_notifier_leave(struct vg_notifier *self, struct vg_pipe *notices)
{
    atomic_store(&self->leaving, true);
    vg_pipe_put(notices, vg_job_new(VG_JOB_STOP));
}

void vg_notifier_join(struct vg_notifier *self)
{
    (void)pthread_join(self->thread, NULL);
}

void vg_notifier_free(struct vg_notifier *self)
{
    if (!self)
        return;
    vg_pipe_free(self->in);
    vg_pipe_free(self->out);
    curl_easy_cleanup(self->curl);
    vg_cap_feed_free(self->feed);
    free(self);
}
