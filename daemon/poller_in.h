/* poller_in.h - the poller's inside, shared by poller.c (loop), poll.c (feeds), pages.c, sources.c
 * and control.c. */
#ifndef VG_DAEMON_POLLER_IN_H
#define VG_DAEMON_POLLER_IN_H

#include <uv.h>

#include "base/clock.h"
#include "base/hash.h"
#include "daemon/poller.h"
#include "feeds/entry.h"
#include "feeds/fetch.h"
#include "feeds/parse.h"
#include "feeds/policy.h"
#include "feeds/robots.h"
#include "feeds/schedule.h"

/* Entries that wait for a page or a reader hold at most this; past it, feeds are not read on. */
#define VG_MAX_PENDING_BYTES (64 * 1024 * 1024)
/* and those that wait for a reader are at most about as many; then nothing new is asked for */
#define VG_MAX_READY 1000

enum work_kind { WORK_SOURCE, WORK_PAGE };
/* What the scheduler hands out: the first member of struct source and struct pend. */
struct work {
    struct vg_sched_item item;
    enum work_kind kind;
};

struct source {
    struct work work;
    int64_t id; /* in the store; 0: not there yet */
    const struct vg_config_source *conf;
    struct vg_config_source *own; /* when it was added by hand: conf points here */
    struct vg_poll_state state;
    struct poll *poll; /* NULL: none is open */
    uint64_t articles;
    size_t index; /* in the list */
    bool asking;  /* the keeper was asked for its id */
    bool removed; /* freed when its poll closes, or when the keeper has answered */
};

/* One poll: open from the request until everything it brought is committed. */
struct poll {
    struct source *source;
    struct vg_poller *poller;
    struct vg_fetch *fetch; /* NULL: over */
    struct vg_feed_parser *parser;
    struct vg_arena *arena;     /* identities of its entries */
    struct vg_map *identities;
    struct vg_err parse_err;
    int parse_code;
    bool conditional, blocked; /* blocked: on_data said wait */
    bool answered; /* its outcome is in the source's state */
    bool dropped;  /* an entry could not be stored: ask for it again */
    enum vg_health was;
    int64_t *times; /* of entries */
    size_t n_times, cap_times, n_new;
    size_t waiting; /* entries not committed yet */
    struct poll *next_blocked;
};

/* An entry on its way to a reader. One allocation: the strings follow. */
struct pend {
    struct work work;
    struct poll *poll;
    struct pend *next, **back; /* in the queue of those ready, or the list of those that wait */
    struct vg_fetch *fetch;
    struct vg_buf page; /* or robots.txt */
    char *page_type;
    bool wants_robots;
    int tries;
    size_t bytes; /* counted in pending_bytes */
    unsigned char id[VG_ID_BYTES];
    int64_t raw_hash, published_usec, modified_usec, arrived_usec;
    struct vg_sv url, title, summary, content, authors;
};

struct vg_poller {
    uv_loop_t loop;
    uv_prepare_t turn;
    uv_timer_t wake, tick, deadline;
    uv_poll_t news_poll, control_poll;
    uv_signal_t on_term, on_int, on_hup;

    struct vg_shared *shared;
    struct vg_log *log;
    const struct vg_config *config; /* the one that counts: shared->config, or reloaded */
    struct vg_config *reloaded;
    struct vg_endpoints endpoints;
    struct vg_router *control;
    struct vg_store *store; /* read-only */
    struct vg_sched *sched;
    struct vg_fetcher *fetcher;
    struct vg_robots_cache *robots;
    struct vg_policy policy;

    struct source **sources;
    size_t n_sources, cap_sources;
    struct vg_map *by_name;

    struct vg_pipe **readers, *keeper, *news;
    size_t *handed; /* jobs that each reader has */
    size_t in_flight;
    struct pend *ready, **ready_end;
    size_t n_ready;
    struct pend *waiting; /* for their pages */
    size_t pending_bytes;
    struct poll *blocked;

    struct vg_keeper_counts kept;
    uint64_t polls, not_modified, poll_errors, entries, pages;
    uint64_t random;
    int64_t started_usec;
    bool full, stopping, keeper_stopped, late;
};

/* poll.c: one poll of a feed. */
void poll_start(struct source *source, struct vg_poller *self);
/* An entry of this poll is committed, or will not be. */
void poll_entry_done(struct poll *poll, bool committed);
/* Lets go of a poll without any outcome: at stop. */
void poll_discard(struct poll *poll);

/* pages.c: the page of an entry, with its robots.txt. */
void page_schedule(struct vg_poller *self, struct pend *pend, int64_t now);
void page_start(struct vg_poller *self, struct pend *pend);

/* poller.c */
void poller_ready(struct vg_poller *self, struct pend *pend); /* to the next free reader */
void pend_free(struct vg_poller *self, struct pend *pend);
uint64_t poller_random(struct vg_poller *self);
void poller_stop(struct vg_poller *self, const char *why);
bool poller_has_room(const struct vg_poller *self);

/* sources.c */
int sources_load(struct vg_poller *self, struct vg_err *err);
void sources_free(struct vg_poller *self);
struct source *sources_find(const struct vg_poller *self, const char *name);
/* Sends what the last poll taught to the keeper; state_changed: with a feed message. */
void source_remember(struct vg_poller *self, struct source *source, bool state_changed,
                     const char *state, const char *was);
void source_schedule(struct vg_poller *self, struct source *source, int64_t due_usec);
/* Takes it off the list; freed now, or when its open poll closes. */
void source_remove(struct vg_poller *self, struct source *source);
/* Frees a removed source once nothing is under way for it. */
void source_release(struct vg_poller *self, struct source *source);
/* Adds a source by hand; conf is taken. VG_E_EXISTS when the name or the limit is taken. */
int source_add(struct vg_poller *self, struct vg_config_source *take_conf, struct vg_err *err);
/* The keeper has given it an id. */
void source_stored(struct vg_poller *self, struct source *source, int64_t id);
/* Reads the configuration again, all or nothing; what changed goes to text. */
int sources_reload(struct vg_poller *self, char *text, size_t size, struct vg_err *err);
const char *health_word(enum vg_health health); /* as wire/request.h names states */

/* control.c */
int control_open(struct vg_poller *self, struct vg_err *err);
void control_serve(struct vg_poller *self);
/* The keeper has done what an operator asked; frees the job. */
void control_answer(struct vg_poller *self, struct vg_job *job);
int control_fd(const struct vg_poller *self);
/* Takes in who came to the public sockets and who left; at least every few seconds. */
void control_count_peers(struct vg_poller *self);
void control_close(struct vg_poller *self);

#endif
