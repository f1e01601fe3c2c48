/*
 * cap.h - alerts in the Common Alerting Protocol 1.2 (OASIS, 2010), and an Atom feed (RFC 4287) of
 * them.
 *
 * Pure: no I/O, no clock. Each message of an alert is one CAP message: firing -> Alert, updated and
 * resolved -> Update, retracted -> Cancel, the latter two with a reference to the message before.
 */
#ifndef VG_WIRE_CAP_H
#define VG_WIRE_CAP_H

#include "wire/message.h"

/* The message of the same alert before this one. */
struct vg_cap_ref {
    uint32_t revision;
    int64_t sent_usec;
};

/* Appends msg (an alert message) as one <alert> element. before: NULL when unknown; then the first
 * one is referred to. 0, VG_E_NOMEM, or out's error. */
int vg_cap_write(const struct vg_message *msg, const struct vg_cap_ref *before, struct vg_buf *out)
    __attribute__((warn_unused_result));

/* The last `most` CAP messages, to be written as a feed. */
struct vg_cap_feed;
struct vg_cap_feed *vg_cap_feed_new(size_t most);
void vg_cap_feed_free(struct vg_cap_feed *self); /* NULL is fine */
/* Adds an alert message, in order of seq; copies what it needs. */
int vg_cap_feed_add(struct vg_cap_feed *self, const struct vg_message *msg)
    __attribute__((warn_unused_result));
/* Appends the feed, newest entry first. 0 or out's error. */
int vg_cap_feed_write(const struct vg_cap_feed *self, struct vg_buf *out)
    __attribute__((warn_unused_result));

#endif
