/*
 * request.h - what clients ask on the replay and the control socket (both ROUTER), and what the
 * daemon answers.
 *
 * A request is one frame of JSON. Frames before it (a REQ socket's empty delimiter, a DEALER's
 * none) are the envelope: the daemon sends them back unchanged before its answer. So both REQ and
 * DEALER clients work.
 *
 *   control:  request -> one frame, {"v":1,"id":...,"op":...,"ok":true, ...fields of the op} or
 *             {"v":1,"id":...,"op":...,"ok":false,"code":"not found","error":"what and what to do"}
 *   replay:   request -> a page: first such a frame, then topic, body, topic, body, ... just as
 * they were published. The client asks again with after = next while more is true.
 *
 * `id` is the client's own mark, sent back unchanged. Unknown fields are ignored, unknown ops
 * refused. Strings in and out as in message.h. Nothing here does I/O.
 */
#ifndef VG_WIRE_REQUEST_H
#define VG_WIRE_REQUEST_H

#include "wire/message.h"

#define VG_MAX_REQUEST        (64 * 1024) /* bytes of one request; the daemon refuses longer ones */
#define VG_MAX_REQUEST_ID     64
#define VG_MAX_REQUEST_TOPICS 32
#define VG_MAX_PAGE_MESSAGES  1000 /* messages of a replay page, sources of a sources page */
#define VG_MAX_PAGE_BYTES     (8 * 1024 * 1024) /* a page stops after the message that passes this */

enum vg_op {
    /* replay socket */
    VG_OP_REPLAY,   /* messages of the journal, by seq or time, and topic prefix */
    VG_OP_SNAPSHOT, /* the newest message of each open event and firing alert */
    VG_OP_TEST, /* what alert rules (`rules`, text of a YAML file) would have told since from_usec
                 */
    /* control socket */
    VG_OP_STATUS,
    VG_OP_SOURCES,
    VG_OP_POLL,   /* poll `source` now */
    VG_OP_ADD,    /* add a source until the next reload */
    VG_OP_REMOVE, /* remove `source` until the next reload */
    VG_OP_RELOAD, /* read the configuration again, all or nothing */
    VG_OP_SILENCE,
    VG_OP_UNSILENCE,
    VG_OP_ACK,
    VG_OP_ALERTS, /* firing alerts and silences */
    VG_OP_COUNT
};
const char *vg_op_name(enum vg_op x);
int vg_op_of_name(struct vg_sv s);
bool vg_op_is_replay(enum vg_op x); /* belongs to the replay socket */

/* A source as `add` tells it; the keys of the configuration. NULL or 0: the default. */
struct vg_source_spec {
    const char *name, *url, *lang, *country, *kind, *comment, *selector;
    uint32_t interval_s;
    bool allow_private;
};

struct vg_request {
    enum vg_op op;
    const char *id; /* NULL: none */
    /* replay, snapshot: messages with after < seq <= to whose time lies in [from_usec, to_usec] */
    uint64_t after;             /* 0: from the first on; sources: index of the first one wanted */
    uint64_t to;                /* 0: up to the last */
    int64_t from_usec, to_usec; /* VG_WIRE_TIME_NONE: open */
    const char *topics[VG_MAX_REQUEST_TOPICS]; /* prefixes; none: all */
    size_t n_topics;
    uint32_t
        limit; /* messages (sources) per page; 0 or more than VG_MAX_PAGE_MESSAGES: that many */
    /* poll, remove: which source; sources: only this one, or NULL */
    const char *source;
    struct vg_source_spec add;
    /* silence: rule (NULL: all) until a time; unsilence: silence_id; ack: alert_id. by: who does it
     */
    const char *rule, *alert_id, *silence_id, *by, *reason;
    int64_t until_usec;
    const char *rules; /* test: `alerts:` as in vigie.yaml */
};

/* Sets every field to "not given". */
void vg_request_init(struct vg_request *self, enum vg_op op);
/* 0 or out's error. */
int vg_request_write(const struct vg_request *self, struct vg_buf *out)
    __attribute__((warn_unused_result));
/* 0; VG_E_TOOBIG, VG_E_SYNTAX (not JSON, no such op, wrong type, a field the op needs is missing),
 * VG_E_LIMIT (another version); err is fit to be sent back. On failure *ret is as vg_request_init
 * left it but for op (VG_OP_COUNT when it was not understood) and id, where these could be read. */
int vg_request_read(struct vg_sv json, struct vg_arena *arena, struct vg_request *ret,
                    struct vg_err *err) __attribute__((warn_unused_result));

/* --- answers --- */

/* Counters since the daemon started, and levels now. */
struct vg_daemon_status {
    const char *version, *epoch, *state; /* state: as in the heartbeat */
    const char *publish, *replay;        /* endpoints as bound (ports known) */
    uint32_t pid;
    int64_t started_usec, now_usec;
    uint64_t last_seq, published_seq;
    uint64_t sources, sources_ok, sources_failing, sources_gone;
    uint64_t polls, not_modified, poll_errors, bytes_in;
    uint64_t entries;                   /* entries that were new */
    uint64_t pages;                     /* article pages fetched */
    uint64_t articles, duplicates;      /* stored; of these, near-copies */
    uint64_t events, revisions, alerts; /* new events; further revisions; alerts that fired */
    uint64_t in_flight;                 /* entries between poller and keeper */
    uint64_t store_bytes, resident_bytes;
    uint64_t due_polls; /* polls that are due or running now */
    /* connections to the publish and the replay socket: now; since the start; of these, refused in
     * the handshake */
    uint64_t subscribers, subscribers_accepted, subscribers_refused;
    uint64_t askers, askers_accepted, askers_refused;
};

enum vg_source_state {
    VG_SOURCE_NEW,     /* never polled */
    VG_SOURCE_OK,      /* the last poll worked */
    VG_SOURCE_FAILING, /* the last polls failed; it is tried again later */
    VG_SOURCE_GONE,    /* 410, or failing for long: polled once a day */
    VG_SOURCE_PAUSED,  /* the server or the operator asked for a pause */
    VG_SOURCE_REMOVED, /* no longer configured */
    VG_SOURCE_STATE_COUNT
};
const char *vg_source_state_name(enum vg_source_state x);
int vg_source_state_of_name(struct vg_sv s);

struct vg_source_row {
    const char *name, *url, *lang, *country, *kind;
    enum vg_source_state state;
    const char *error; /* of the last poll, or NULL */
    uint32_t interval_s, failures, http_status;
    int64_t last_poll_usec, last_ok_usec, last_new_usec, next_poll_usec; /* or VG_WIRE_TIME_NONE */
    uint64_t polls, not_modified, entries, articles;
};

struct vg_reply {
    enum vg_op op;
    const char *id;
    bool ok;
    const char *code, *error; /* when not ok: vg_code_name(), and what to do */
    /* replay, snapshot, sources: */
    const char *epoch;
    uint64_t count; /* messages (sources) in this page */
    uint64_t next;  /* ask again with after = next; everything up to it has been told */
    uint64_t first; /* oldest seq that the journal still has; 0: it is empty */
    uint64_t last;  /* newest seq; snapshot: the state is that of this seq */
    bool more;
    /* status */
    struct vg_daemon_status status;
    /* sources: an array */
    const struct vg_source_row *rows;
    size_t n_rows;
    /* reload, poll, add, remove, silence, ack: what was done, in words */
    const char *text;
    /* silence: its id */
    const char *silence_id;
    /* alerts, test: a JSON array as text, or NULL; of a test each is
     * {"time","alert_id","revision","rule","severity","state", "headline","why","changed","events"}
     */
    const char *alerts_json;
};

/* Answers to a request: ok, its op and id; or the failure in err. Both leave the rest empty. */
void vg_reply_init(struct vg_reply *self, const struct vg_request *request);
void vg_reply_fail(struct vg_reply *self, const struct vg_request *request,
                   const struct vg_err *err); /* borrows err */
/* The first frame of an answer. 0 or out's error. */
int vg_reply_write(const struct vg_reply *self, struct vg_buf *out)
    __attribute__((warn_unused_result));
/* 0; VG_E_SYNTAX, VG_E_LIMIT as vg_message_read. An answer that says "not ok" is read all the same.
 */
int vg_reply_read(struct vg_sv json, struct vg_arena *arena, struct vg_reply *ret,
                  struct vg_err *err) __attribute__((warn_unused_result));

#endif
