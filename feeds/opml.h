/*
 * opml.h - lists of feeds as other readers keep them (OPML 1.0, 2.0: http://opml.org/spec2.opml).
 */
#ifndef VG_FEEDS_OPML_H
#define VG_FEEDS_OPML_H

#include "base/buf.h"
#include "base/err.h"
#include "base/sv.h"

struct vg_opml_feed {
    struct vg_sv url;      /* of the feed */
    struct vg_sv title;    /* "" when the list gives none */
    struct vg_sv page;     /* home page; may be empty */
    struct vg_sv lang;     /* may be empty */
    struct vg_sv category; /* title of the group it is in; may be empty */
};

/* Borrowed until it returns. A negative return stops. */
typedef int vg_opml_fn(void *ctx, const struct vg_opml_feed *feed);

/* Calls fn for each feed of the list, in any charset. Returns how many there were; VG_E_SYNTAX when
 * it is no OPML; what fn returned. */
int vg_opml_read(struct vg_sv bytes, vg_opml_fn *fn, void *ctx, struct vg_err *err)
    __attribute__((warn_unused_result));
/* Appends the head of a list, one feed, and the end. */
void vg_opml_begin(struct vg_buf *out, struct vg_sv title);
void vg_opml_feed(struct vg_buf *out, const struct vg_opml_feed *feed);
void vg_opml_end(struct vg_buf *out);

#endif
