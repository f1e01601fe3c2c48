/*
 * follow.h - the live stream without holes: subscribes, notices what is missing, fetches it by
 * replay.
 *
 * Each message tells the seq of the one before it on its topic (`prev`). When that one was not
 * seen, everything since the last point known to be complete is asked for again and what is new is
 * delivered first. When messages are lost at the end of a burst no later message tells of it: so
 * the heartbeats, which carry the last seq, make it check from time to time, and after every
 * silence. Within one topic messages are delivered in order, each once.
 */
#ifndef VG_CLIENT_FOLLOW_H
#define VG_CLIENT_FOLLOW_H

#include "client/conn.h"

struct vg_follow_opts {
    struct vg_endpoints at;
    const char *topics[VG_MAX_REQUEST_TOPICS]; /* prefixes as on the wire; none: everything */
    size_t n_topics;
    bool since; /* begin in the past: after seq `after`, or at from_usec when that is set */
    uint64_t after;
    int64_t from_usec; /* or VG_WIRE_TIME_NONE */
    int stop_fd;       /* readable: stop; or -1 */
    int check_ms;      /* between two checks that nothing is missing; 0: 10 s */
};

/* A message; a positive return ends the following well, a negative one with that error. */
typedef int vg_follow_fn(void *ctx, struct vg_sv topic, struct vg_sv body);
/* Something a person should know: "no heartbeat for 5 s", "41 messages fetched again". */
typedef void vg_note_fn(void *ctx, const char *text);

/* Runs until stop_fd is readable or on_message ends it: 0. VG_E_IO when an endpoint is malformed;
 * what on_message returned; the error of the first replay when the past was asked for. A daemon
 * that is away is waited for. */
int vg_follow(const struct vg_follow_opts *opts, vg_follow_fn *on_message, vg_note_fn *on_note,
              void *ctx, struct vg_err *err) __attribute__((warn_unused_result));

/* Hears one heartbeat within timeout_ms: what on_message returned for it; VG_E_AGAIN when none
 * came, with what to do in err. */
int vg_hear(const char *publish, int timeout_ms, vg_follow_fn *on_message, void *ctx,
            struct vg_err *err) __attribute__((warn_unused_result));

#endif
