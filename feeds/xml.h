/*
 * xml.h - a tolerant XML tokenizer: tags, text and CDATA as they arrive, nothing dropped in
 * silence.
 *
 * For what people serve as XML: bare '&' and '<' are text, HTML's entities are known, attributes
 * may lack their quotes, a tag may lack its '>'. It does not match end tags with start tags and
 * knows no namespaces: that is the reader's, who knows which elements may hold which. No external
 * entity is ever read; internal ones stand for plain text and cannot nest. (libxml2's recovering
 * parser deletes what it cannot resolve, without a word; to repair the text in front of it takes
 * this tokenizer already.)
 *
 * Input is valid UTF-8 (see charset.h), in pieces cut between characters. The events do not depend
 * on the cuts, but for the pieces that text comes in.
 */
#ifndef VG_FEEDS_XML_H
#define VG_FEEDS_XML_H

#include "base/err.h"
#include "base/sv.h"

#define VG_XML_MAX_TAG   (64 * 1024) /* bytes of a start tag; a '<' whose tag is longer is text */
#define VG_XML_MAX_ATTRS 64          /* of one tag; further ones are dropped */

struct vg_xml_attr {
    struct vg_sv name, value; /* name as written; value decoded, trimmed */
};

/* Each returns 0, or a negative code that stops. All views are borrowed until the callback returns.
 */
struct vg_xml_handler {
    /* empty: the tag ended in "/>"; no end follows. */
    int (*start)(void *ctx, struct vg_sv name, const struct vg_xml_attr *attrs, size_t n_attrs,
                 bool empty);
    int (*end)(void *ctx, struct vg_sv name);
    int (*text)(void *ctx, struct vg_sv text);     /* decoded; CDATA as it stands */
    void (*doctype)(void *ctx, struct vg_sv text); /* all between "<!DOCTYPE" and '>' */
};

struct vg_xml;

/* handler and ctx are borrowed. Owned by the caller. */
struct vg_xml *vg_xml_new(const struct vg_xml_handler *handler, void *ctx);
void vg_xml_free(struct vg_xml *self); /* NULL is fine */
/* 0, or what a callback returned. */
int vg_xml_push(struct vg_xml *self, struct vg_sv utf8) __attribute__((warn_unused_result));
int vg_xml_finish(struct vg_xml *self) __attribute__((warn_unused_result));
/* Whether text is wanted from here on; what is not wanted is skipped quickly. True at the start. */
void vg_xml_want_text(struct vg_xml *self, bool wanted);

#endif
