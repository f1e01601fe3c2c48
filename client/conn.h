/*
 * conn.h - asking the daemon: one question at a time on its replay or control socket.
 */
#ifndef VG_CLIENT_CONN_H
#define VG_CLIENT_CONN_H

#include "wire/request.h"

#define VG_DEFAULT_PUBLISH   "tcp://127.0.0.1:5560"
#define VG_DEFAULT_REPLAY    "tcp://127.0.0.1:5561"
#define VG_DEFAULT_CONTROL   "ipc:///run/vigie/control"
#define VG_ANSWER_TIMEOUT_MS 5000

/* Where the daemon listens; ZeroMQ endpoints, borrowed. */
struct vg_endpoints {
    const char *publish, *replay, *control;
};

/* The defaults, or VIGIE_PUBLISH, VIGIE_REPLAY, VIGIE_CONTROL of the environment. */
void vg_endpoints_init(struct vg_endpoints *self);

/* The options --publish, --replay and --control that commands share, for getopt_long. */
enum {
    VG_OPT_PUBLISH = 256,
    VG_OPT_REPLAY,
    VG_OPT_CONTROL,
    VG_OPT_CURVE_SECRET,
    VG_OPT_CURVE_SERVER,
    VG_OPT_FREE
};
#define VG_ENDPOINT_OPTIONS                                                                        \
    {"publish", required_argument, NULL, VG_OPT_PUBLISH},                                          \
        {"replay", required_argument, NULL, VG_OPT_REPLAY},                                        \
        {"curve-secret", required_argument, NULL, VG_OPT_CURVE_SECRET},                            \
        {"curve-server-key", required_argument, NULL, VG_OPT_CURVE_SERVER},                        \
    {                                                                                              \
        "control", required_argument, NULL, VG_OPT_CONTROL                                         \
    }
#define VG_ENDPOINT_HELP                                                                                      \
    "  --publish URL   where vigied publishes      (VIGIE_PUBLISH, " VG_DEFAULT_PUBLISH ")\n"                 \
    "  --replay URL    where it answers replays    (VIGIE_REPLAY, " VG_DEFAULT_REPLAY ")\n"                   \
    "  --control URL   where it takes orders       (VIGIE_CONTROL, " VG_DEFAULT_CONTROL ")\n"                 \
    "  --curve-server-key KEY, --curve-secret FILE   over TCP with CURVE: the daemon's public key, our own\n" \
    "                  keys (VIGIE_CURVE_SERVER_KEY, VIGIE_CURVE_SECRET; see vigie keygen)\n"
/* Takes one of these options; false when opt is none of them. */
bool vg_endpoints_option(struct vg_endpoints *self, int opt, const char *value);

struct vg_asker;

/* Connects to a ROUTER of the daemon (this waits for nothing). NULL and err when the endpoint is
 * malformed. Owned by the caller, for one thread. */
struct vg_asker *vg_asker_new(const char *endpoint, struct vg_err *err);
/* Answers may take so long, instead of VG_ANSWER_TIMEOUT_MS. */
void vg_asker_wait(struct vg_asker *self, int ms);
void vg_asker_free(struct vg_asker *self); /* NULL is fine */

/* Called for each message of a replay page, in order; the views are borrowed until it returns. A
 * negative return ends the asking and is returned by vg_ask. */
typedef int vg_page_fn(void *ctx, struct vg_sv topic, struct vg_sv body);

/* Sends request (its id is overwritten) and waits for the answer: 0 and *ret with strings in the
 * arena; VG_E_AGAIN when none came within VG_ANSWER_TIMEOUT_MS, VG_E_STOPPED when a signal
 * interrupted, VG_E_REFUSED when the daemon answered "not ok" (err has its words), VG_E_SYNTAX when
 * the answer makes no sense. on_message: NULL when no page is expected. */
int vg_ask(struct vg_asker *self, struct vg_request *request, struct vg_arena *arena,
           struct vg_reply *ret, vg_page_fn *on_message, void *ctx, struct vg_err *err)
    __attribute__((warn_unused_result));

/* Asks page after page until there is no more. *ret is the last answer. */
int vg_ask_all(struct vg_asker *self, struct vg_request *request, struct vg_arena *arena,
               struct vg_reply *ret, vg_page_fn *on_message, void *ctx, struct vg_err *err)
    __attribute__((warn_unused_result));

#endif
