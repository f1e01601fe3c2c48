/*
 * robots.h - may this URL be fetched? The robots exclusion protocol (RFC 9309), with crawl-delay.
 *
 * Feeds are fetched because an operator asked for them; pages are fetched by ourselves, so they
 * obey robots.txt. Pure: the caller fetches robots.txt (at most 512 KB of it) and brings the time.
 * Parsing is linear in the file; matching in rules * path, without backtracking beyond the last
 * '*'.
 */
#ifndef VG_FEEDS_ROBOTS_H
#define VG_FEEDS_ROBOTS_H

#include "base/err.h"
#include "base/sv.h"

#define VG_ROBOTS_MAX                                                                              \
    (512 * 1024)             /* bytes read of one robots.txt (RFC 9309 2.5: at least 500 KiB) */
#define VG_ROBOTS_RULES 4096 /* rules kept of one group */

struct vg_robots;

/* The rules for `agent` (product token, "vigie"): the groups naming it, case ignored, merged; else
 * those for "*". Copies. Never fails: what cannot be read is skipped. Owned by the caller. */
struct vg_robots *vg_robots_parse(struct vg_sv text, struct vg_sv agent);
/* What the status of the answer alone says (RFC 9309 2.3.1): 5xx, 429 and 0 (unreachable): nothing
 * allowed; any other: everything. */
struct vg_robots *vg_robots_for_status(int status);
void vg_robots_free(struct vg_robots *self); /* NULL is fine */
/* path: path and query as in the URL ("/a?b"), empty counts as "/". The longest matching rule wins,
 * allow on a tie;
 * '*' and a final '$' as the RFC says; percent-encoding compared in normal form. /robots.txt is
 * always allowed. */
bool vg_robots_allowed(const struct vg_robots *self, struct vg_sv path);
/* Crawl-delay of the group in microseconds, at most a minute; 0: none. */
int64_t vg_robots_delay(const struct vg_robots *self);

/*
 * The answers of many origins (scheme, host, port), each kept a day at most (RFC 9309 2.4), an
 * unreachable one an hour; at most max_origins, the oldest is forgotten first.
 */
struct vg_robots_cache;
struct vg_robots_cache *vg_robots_cache_new(struct vg_sv agent, size_t max_origins);
void vg_robots_cache_free(struct vg_robots_cache *self);

enum vg_robots_verdict {
    VG_ROBOTS_ALLOWED,
    VG_ROBOTS_REFUSED,
    VG_ROBOTS_UNKNOWN, /* fetch the origin's robots.txt first, then tell put, then ask again */
    VG_ROBOTS_VERDICT_COUNT
};
/* May url be fetched at now? *ret_delay_usec (NULL allowed) gets the crawl-delay, 0 unless known.
 */
enum vg_robots_verdict vg_robots_check(const struct vg_robots_cache *self, struct vg_sv url,
                                       int64_t now_usec, int64_t *ret_delay_usec);
/* "https://host:port/robots.txt" of the URL's origin into out, NUL-terminated; VG_E_SYNTAX when it
 * is no http(s) URL, VG_E_TOOBIG when out is too small. */
int vg_robots_url(struct vg_sv url, char *out, size_t size) __attribute__((warn_unused_result));
/* The answer for the origin of url: status 200 with body, or any other status (0: none) with an
 * empty body. fresh_sec: what Cache-Control says, 0: unknown. */
void vg_robots_put(struct vg_robots_cache *self, struct vg_sv url, int status, struct vg_sv body,
                   uint32_t fresh_sec, int64_t now_usec);
size_t vg_robots_cache_count(const struct vg_robots_cache *self);

#endif
