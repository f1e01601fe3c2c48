/*
 * fetch.h - many HTTP transfers at once on one libuv loop: libcurl's multi interface driven by its
 * socket API.
 *
 * Callbacks run on the loop's thread; everything here belongs to that thread. The body goes to the
 * caller as it arrives, nothing of it is kept. Guards that do not depend on the caller: http and
 * https alone, also after redirects; no private, loopback, link-local or otherwise special address
 * unless the request allows it, checked on the address that is connected to, so that redirects and
 * DNS changes do not help; bytes counted after decompression; headers bounded in line and in sum;
 * at most VG_MAX_REDIRECTS hops; time limits for connecting, for progress, for the whole.
 * Politeness (when to ask) is not here: see schedule.h and policy.h.
 */
#ifndef VG_FEEDS_FETCH_H
#define VG_FEEDS_FETCH_H

#include "base/err.h"
#include "base/limits.h"
#include "base/sv.h"

struct uv_loop_s; /* libuv's uv_loop_t */
struct vg_fetcher;
struct vg_fetch; /* one transfer */

enum vg_fetch_purpose { VG_FETCH_FEED, VG_FETCH_PAGE, VG_FETCH_ROBOTS, VG_FETCH_PURPOSE_COUNT };

/* 0 or NULL takes the default in the comment. Strings are copied. */
struct vg_fetcher_opts {
    const char *user_agent;      /* "vigie/<version>"; should end with "(+contact)" */
    uint32_t max_active;         /* 64: transfers under way; more wait in the order they came */
    uint32_t max_idle;           /* 256: connections kept open for reuse */
    uint32_t connect_timeout_ms; /* 15,000 */
    uint32_t total_timeout_ms;   /* 120,000 */
    uint32_t stall_timeout_ms;   /* 30,000: slower than 64 bytes/s for so long ends the transfer */
    const char *ca_file;         /* instead of the system's bundle */
    /* For tests, NULL-terminated: "host:port:address" of CURLOPT_RESOLVE; "HOST:PORT:HOST:PORT" of
     * CURLOPT_CONNECT_TO: "::127.0.0.1:8080" sends every request to one local server, whatever its
     * URL says. */
    const char *const *resolve;
    const char *const *connect_to;
};

/* What is known of an answer: in full in on_done, without the final counts in on_head. Views are
 * borrowed until the callback returns. Headers are those of the last hop, the last one of a name
 * wins; empty: absent. */
struct vg_fetch_result {
    /* 0: the answer came whole, whatever its status; else why not: VG_E_IO network, VG_E_TOOBIG
     * body or headers, VG_E_REFUSED address or protocol, VG_E_LIMIT redirects, VG_E_AGAIN time is
     * up, VG_E_SYNTAX URL or malformed answer, VG_E_STOPPED cancelled, or what on_data returned */
    int code;
    int status;       /* HTTP status of the last hop; 0: none */
    char error[256];  /* for people, "" when code is 0 */
    struct vg_sv url; /* of the last hop */
    /* where the 301/308 hops before any other hop lead; empty: the first hop was not permanent */
    struct vg_sv permanent_url;
    uint32_t n_redirects;
    struct vg_sv etag, last_modified, cache_control, age, expires, date, retry_after;
    struct vg_sv content_type, content_location, content_language;
    struct vg_sv link_hub, link_self; /* targets of Link: rel="hub" and rel="self", as given */
    struct vg_sv x_robots_tag;
    uint64_t body_bytes, wire_bytes; /* after and before decompression */
    int64_t total_usec;
    bool reused; /* over a connection that was open already */
};

/*
 * on_head: once, before the first on_data, when the last hop answered 200; may be NULL.
 * on_data: the next bytes of a 200's body (bodies of other statuses are dropped). 0: go on.
 *   VG_E_AGAIN: not taken, wait; the same bytes come again after vg_fetch_resume. Another negative
 *   value ends the transfer with that code.
 * on_done: exactly once for each started transfer, never from within vg_fetch_start; the handle is
 *   gone afterwards.
 * From within callbacks start is allowed, and cancel of other transfers; vg_fetcher_free is not.
 */
struct vg_fetch_request {
    const char *url;               /* http or https, at most VG_MAX_URL */
    const char *etag;              /* sent verbatim as If-None-Match; NULL: not */
    const char *last_modified;     /* sent verbatim as If-Modified-Since; NULL: not */
    enum vg_fetch_purpose purpose; /* sets Accept and the default of max_bytes */
    /* body after decompression; 0: VG_MAX_FEED_BODY, VG_MAX_PAGE_BODY, VG_ROBOTS_MAX */
    uint64_t max_bytes;
    /* The URL itself may lead to an address that is not public; redirects only to the very same
     * address. For a page: only when its host is that of a source that may. */
    bool allow_private;
    void (*on_head)(void *ctx, const struct vg_fetch_result *head);
    int (*on_data)(void *ctx, const void *p, size_t n);
    void (*on_done)(void *ctx, const struct vg_fetch_result *result);
    void *ctx;
};

/* Neither takes the loop: it must outlive the fetcher. NULL with err filled when libcurl or libuv
 * cannot start. */
struct vg_fetcher *vg_fetcher_new(struct uv_loop_s *loop, const struct vg_fetcher_opts *opts,
                                  struct vg_err *err);
/* Cancels what is under way (their on_done is called with VG_E_STOPPED), closes all connections.
 * The uv handles close in the next turn of the loop: run it until it is out of work. NULL is fine.
 */
void vg_fetcher_free(struct vg_fetcher *self);

/* Starts a transfer; copies the request. Its result comes by on_done alone, also for a bad URL. The
 * handle is borrowed: valid until on_done returns. */
struct vg_fetch *vg_fetch_start(struct vg_fetcher *self, const struct vg_fetch_request *request);
/* Ends it now: on_done with VG_E_STOPPED comes before this returns. */
void vg_fetch_cancel(struct vg_fetch *fetch);
/* After on_data said VG_E_AGAIN. May be called from any callback of the loop but its own on_data.
 */
void vg_fetch_resume(struct vg_fetch *fetch);
/* Backpressure: while paused no waiting transfer is started; those under way go on. */
void vg_fetcher_pause(struct vg_fetcher *self, bool paused);

struct vg_fetch_counts {
    uint64_t started, done, failed, reused;
    uint64_t wire_bytes, body_bytes;
    uint32_t active, waiting;
};
void vg_fetcher_counts(const struct vg_fetcher *self, struct vg_fetch_counts *ret);

/* True for addresses of the public internet: not private, loopback, link-local, multicast,
 * documentation, benchmark, carrier-grade NAT, reserved (IANA special-purpose registries, RFC
 * 6890), nor a v4 address of those kinds inside v6 (mapped, compatible, NAT64, 6to4, Teredo). */
struct sockaddr;
bool vg_address_is_public(const struct sockaddr *address);

#endif
