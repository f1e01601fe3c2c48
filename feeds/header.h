/*
 * header.h - the headers of an answer, line by line as they arrive, hop after hop of a redirect
 * chain.
 *
 * Keeps the few headers that polling needs, of the latest hop, and what the chain of hops says
 * about permanence. Bounded: VG_MAX_HEADER_LINE a line, VG_MAX_HEADERS for all lines of all hops.
 */
#ifndef VG_FEEDS_HEADER_H
#define VG_FEEDS_HEADER_H

#include "base/buf.h"
#include "base/err.h"

enum vg_header {
    VG_HEADER_AGE,
    VG_HEADER_CACHE_CONTROL, /* several lines are one list, RFC 9110 5.3 */
    VG_HEADER_CONTENT_LANGUAGE,
    VG_HEADER_CONTENT_LOCATION,
    VG_HEADER_CONTENT_TYPE,
    VG_HEADER_DATE,
    VG_HEADER_ETAG,
    VG_HEADER_EXPIRES,
    VG_HEADER_LAST_MODIFIED,
    VG_HEADER_LINK_HUB,  /* target of Link: <...>; rel="hub" */
    VG_HEADER_LINK_SELF, /* target of Link: <...>; rel="self" */
    VG_HEADER_RETRY_AFTER,
    VG_HEADER_X_ROBOTS_TAG, /* several lines are one list */
    VG_HEADER_COUNT
};

enum vg_header_event {
    VG_HEADER_LINE,  /* a field, kept or not */
    VG_HEADER_START, /* a status line: a new hop, or the final answer after a 1xx */
    VG_HEADER_END,   /* the empty line of an answer that is not 1xx */
};

struct vg_headers {
    struct vg_buf text;
    size_t total;
    int status, last_status; /* of this hop; of the hop before (0: there was none) */
    uint32_t n_hops;
    bool ended;
    struct {
        size_t at, n;
        bool there;
    } value[VG_HEADER_COUNT];
};

void vg_headers_init(struct vg_headers *self);
void vg_headers_done(struct vg_headers *self);
/* Forgets everything, keeps the memory. */
void vg_headers_clear(struct vg_headers *self);
/* Takes one line, with or without its CRLF. A vg_header_event; VG_E_TOOBIG past a limit. Lines
 * after the END of a hop are trailers and ignored. */
int vg_headers_line(struct vg_headers *self, struct vg_sv line) __attribute__((warn_unused_result));
/* Value without the space around it, borrowed until the next line; p == NULL when absent. */
struct vg_sv vg_headers_get(const struct vg_headers *self, enum vg_header which);

#endif
