/*
 * parse.h - any feed, as its bytes arrive: charset, XML or JSON, RSS, RDF, Atom, CDF, JSON Feed, or
 * an HTML page.
 *
 * Push bytes in chunks of any size; each entry is handed out as soon as it is complete; nothing of
 * it is kept. The result does not depend on how the bytes were cut. One parser reads one document;
 * reset to read another.
 */
#ifndef VG_FEEDS_PARSE_H
#define VG_FEEDS_PARSE_H

#include "base/err.h"
#include "feeds/entry.h"

struct vg_feed_parser;

struct vg_feed_parser_opts {
    struct vg_sv url;              /* base for relative links; may be empty */
    struct vg_sv content_type;     /* value of the HTTP header, for its charset; may be empty */
    struct vg_sv content_location; /* HTTP header; may be empty */
    struct vg_sv content_language; /* HTTP header; may be empty */
    uint32_t max_entries;          /* 0: VG_MAX_ENTRIES */
    size_t max_bytes;              /* 0: VG_MAX_FEED_BODY */
};

/* Called for each entry in document order; the entry is borrowed until it returns. A negative
 * return stops the parse and is returned by push / finish. */
typedef int vg_entry_fn(void *ctx, const struct vg_entry *entry);

/* Copies opts. Owned by the caller. */
struct vg_feed_parser *vg_feed_parser_new(const struct vg_feed_parser_opts *opts,
                                          vg_entry_fn *on_entry, void *ctx);
void vg_feed_parser_free(struct vg_feed_parser *self); /* NULL is fine */
/* 0; VG_E_TOOBIG past max_bytes; VG_E_LIMIT past nesting or entry limits; what on_entry returned.
 * Broken markup is not an error: what can be read is read. After a failure only free is allowed. */
int vg_feed_parser_push(struct vg_feed_parser *self, const void *p, size_t n, struct vg_err *err)
    __attribute__((warn_unused_result));
/* The document ends here: the last entries come out. 0, or VG_E_SYNTAX when it was no feed at all
 * (err says what it was, and for an HTML page which feeds it links to). */
int vg_feed_parser_finish(struct vg_feed_parser *self, struct vg_err *err)
    __attribute__((warn_unused_result));
/* Metadata seen so far, borrowed until free. Complete after finish. */
const struct vg_feed *vg_feed_parser_feed(const struct vg_feed_parser *self);

#endif
