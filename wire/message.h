/*
 * message.h - what is published, as both ends speak it: one JSON object per message, and the event
 * record in it.
 *
 * The event record has exactly the fields and codes of doc/protocol.md, so that what the daemon
 * publishes, what `vigie extract` prints and what the test corpus holds can be compared field by
 * field. A message is a flat object: the head (v, kind, epoch, seq, prev, time) followed by the
 * fields of its kind. Unknown fields are ignored when reading: a later version may add some.
 * Nothing here does I/O or asks for the time.
 *
 * Strings in: NUL-terminated, borrowed for the call; bytes that are not UTF-8 are repaired; NULL
 * becomes null. Strings out of the readers: in the arena given, NULL where the message has null or
 * nothing.
 */
#ifndef VG_WIRE_MESSAGE_H
#define VG_WIRE_MESSAGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "extract/event.h"

#define VG_WIRE_VERSION   1
#define VG_WIRE_TIME_NONE INT64_MIN /* no such time: null on the wire */
#define VG_MAX_MESSAGE       (1024 * 1024) /* bytes of one body */
#define VG_MAX_EVENT_SOURCES                                                                       \
    64 /* sources told in one event message: each revision repeats them all */

enum vg_message_kind {
    VG_MSG_EVENT,     /* a new revision of an event */
    VG_MSG_ARTICLE,   /* an article was taken in */
    VG_MSG_FEED,      /* a source changed its state */
    VG_MSG_ALERT,     /* a rule fired, changed its mind, or is done */
    VG_MSG_HEARTBEAT, /* the daemon lives; never in the journal */
    VG_MSG_COUNT
};

struct vg_message_head {
    const char *epoch; /* of the database: 16 hex digits, new for each */
    uint64_t seq;      /* journal row; of a heartbeat: the last row that was published */
    uint64_t prev; /* seq of the message before this one on this exact topic; 0: there was none */
    int64_t time_usec; /* when the keeper wrote it, UTC */
};

/* --- the kinds --- */

/* One article that tells of an event. */
struct vg_event_source {
    uint64_t article_id;
    uint64_t copy_of;    /* the article that this one repeats nearly word for word; 0: none */
    const char *source;  /* name in the configuration */
    const char *outlet;  /* name for people */
    const char *kind;    /* "agency", "press", "official", "ngo", "un" */
    const char *country; /* ISO 3166-1 alpha-2 */
    const char *lang;    /* ISO 639-1 */
    const char *url, *title;
    int64_t published_usec, seen_usec; /* or VG_WIRE_TIME_NONE */
    const struct vg_event *told;       /* the event as this article alone tells it, or NULL */
};

struct vg_event_message {
    const char *event_id; /* stable over all revisions */
    uint32_t revision;    /* 1, 2, ... */
    const char *
        merged_into; /* event_id that continues this one, or NULL; then this is its last revision */
    const char *split_from; /* event_id with which part of this one was told before, or NULL */
    const char *const
        *changed; /* what this revision changes, each in a few words; empty for the first */
    size_t n_changed;
    const char *headline;         /* one French line; see wire/headline.h */
    const struct vg_event *event; /* the best reading of all sources */
    const struct vg_event_source *sources;
    size_t n_sources;     /* told in the message, at most VG_MAX_EVENT_SOURCES */
    uint32_t independent; /* sources that do not repeat one another */
    int64_t first_seen_usec, last_changed_usec;
    double confidence; /* 0..1 that it happened as told */
    const char *const *reasons;
    size_t n_reasons;
};

struct vg_article_message {
    uint64_t article_id;
    const char *source, *outlet, *kind, *country, *lang, *url, *title;
    int64_t published_usec, seen_usec;
    uint32_t words;
    bool full;                 /* the whole text was had; false: only the feed's summary */
    uint64_t copy_of;          /* nearly the same text as this article; 0: none */
    double similarity;         /* with copy_of: 0..1 */
    const char *const *events; /* ids of the events that it tells of */
    size_t n_events;
};

struct vg_feed_message {
    const char *source; /* name in the configuration */
    const char *url;
    const char *state, *was; /* words of enum vg_source_state's table; was: NULL when it is new */
    const char *reason;      /* for people: what happened and what will be done; or NULL */
    uint32_t failures;       /* polls that failed in a row */
    uint32_t http_status;    /* of the last answer; 0: none came */
    int64_t next_poll_usec;  /* or VG_WIRE_TIME_NONE: not again */
};

enum vg_alert_state {
    VG_ALERT_FIRING,
    VG_ALERT_UPDATED,
    VG_ALERT_RETRACTED,
    VG_ALERT_RESOLVED,
    VG_ALERT_STATE_COUNT
};
enum vg_severity { VG_SEVERITY_INFO, VG_SEVERITY_WARNING, VG_SEVERITY_CRITICAL, VG_SEVERITY_COUNT };

struct vg_alert_message {
    const char *alert_id; /* stable from firing to resolved */
    const char *rule;
    enum vg_severity severity;
    enum vg_alert_state state;
    uint32_t revision;
    const char *headline;   /* one French line */
    const char *const *why; /* each condition that held, in words */
    size_t n_why;
    const char *const *changed; /* since the last message of this alert */
    size_t n_changed;
    const char *const *events; /* ids of the events that it rests on */
    size_t n_events;
    const uint64_t *event_seqs;   /* seq of the revision meant, one per event */
    const struct vg_event *event; /* the newest of them, or NULL */
    const char *event_headline;
    const struct vg_event_source *sources;
    size_t n_sources;
    uint32_t independent;
    int64_t since_usec;   /* firing since */
    const char *acked_by; /* or NULL */
};

struct vg_heartbeat_message {
    uint64_t uptime_s;
    uint64_t pending;  /* journal rows that are not published yet */
    const char *state; /* "running", "full" (takes nothing in), "stopping" */
};

struct vg_message {
    enum vg_message_kind kind;
    struct vg_message_head head;
    union {
        struct vg_event_message event;
        struct vg_article_message article;
        struct vg_feed_message feed;
        struct vg_alert_message alert;
        struct vg_heartbeat_message heartbeat;
    } u;
};

/* Wire names; a static string. _of_name: the code, or -1. */
const char *vg_message_kind_name(enum vg_message_kind x);
const char *vg_alert_state_name(enum vg_alert_state x);
const char *vg_severity_name(enum vg_severity x);
int vg_message_kind_of_name(struct vg_sv s);
int vg_alert_state_of_name(struct vg_sv s);
int vg_severity_of_name(struct vg_sv s);

/* --- whole messages --- */

/* Appends msg to out as one line of JSON without a newline. 0, or out's error (VG_E_TOOBIG,
 * VG_E_NOMEM; out is then of no use). Everything msg points at is borrowed for the call. */
int vg_message_write(const struct vg_message *msg, struct vg_buf *out)
    __attribute__((warn_unused_result));

/* Reads a body. 0 and *ret, whose memory is the arena's; VG_E_SYNTAX when it is not JSON or not a
 * message of a kind known here, VG_E_LIMIT when its version is another; err says which field. *ret
 * is untouched on failure. Lists past their limit are cut. */
int vg_message_read(struct vg_sv json, struct vg_arena *arena, struct vg_message *ret,
                    struct vg_err *err) __attribute__((warn_unused_result));

/* The head alone, and the kind: cheap, for those who pass bodies on. Same errors. The epoch is the
 * arena's. */
int vg_message_read_head(struct vg_sv json, struct vg_arena *arena, enum vg_message_kind *ret_kind,
                         struct vg_message_head *ret_head, struct vg_err *err)
    __attribute__((warn_unused_result));

/* --- the event record alone --- */

/* Appends the record as a JSON object. 0 or out's error. `trigger` and `confidence` appear when
 * they are known. */
int vg_event_write(const struct vg_event *event, struct vg_buf *out)
    __attribute__((warn_unused_result));

/* Reads a record that vg_event_write or a gold file wrote (where gold admits several values, the
 * first counts). Strings are the arena's. 0; VG_E_SYNTAX with the field named in err, *ret
 * untouched. */
int vg_event_read(struct vg_sv json, struct vg_arena *arena, struct vg_event *ret,
                  struct vg_err *err) __attribute__((warn_unused_result));

/* One line {"doc": doc, "events": [...]} without a newline, as `vigie extract --jsonl` prints it.
 * ids: NULL, or one event_id per event (each may be NULL). 0 or out's error. */
int vg_event_list_write(const char *doc, const struct vg_event_list *events, const char *const *ids,
                        struct vg_buf *out) __attribute__((warn_unused_result));

/* --- small things --- */

/* Reads an RFC 3339 time, a date alone (midnight UTC), seconds allowed to be missing. 0 and
 * *ret_usec, or VG_E_SYNTAX with it untouched. */
int vg_wire_time_parse(struct vg_sv s, int64_t *ret_usec) __attribute__((warn_unused_result));

#endif
