/*
 * feed_xml.h - RSS, RDF, Atom and CDF, from the tokens of their XML. Internal to the parser.
 *
 * feed_xml.c keeps the open elements, their namespaces, bases and languages, and decides what an
 * unexpected tag means; feed_value.c does what each element is for.
 */
#ifndef VG_FEEDS_FEED_XML_H
#define VG_FEEDS_FEED_XML_H

#include "base/limits.h"
#include "feeds/reading.h"
#include "feeds/vocab.h"
#include "feeds/xml.h"

#define VG_MAX_BINDINGS 64
#define VG_MAX_PREFIX   16
#define VG_MEMO         64

struct vg_range {
    uint32_t at, n;
};

/* An open element. Strings are ranges of the scope buffer. */
struct vg_frame {
    uint32_t name_hash;
    uint16_t name_n;
    uint16_t n_bindings; /* that were there before it */
    uint8_t el, ns;
    bool capture; /* its text is kept, from text_at on */
    bool markup;  /* markup in it is part of its text */
    bool inlined; /* it is itself markup in such an element */
    bool ignore;  /* nothing in it counts */
    bool base64, declared_xhtml;
    enum vg_text_type type;
    uint32_t text_at, scope_at;
    struct vg_range base, lang, name, other_type;
};

struct vg_binding {
    char prefix[VG_MAX_PREFIX];
    uint8_t prefix_n, ns;
};

/* What a name was found to mean, good until the bindings change. */
struct vg_memo {
    char name[32];
    uint8_t n, ns, el;
    uint32_t era;
};

struct vg_feed_xml {
    struct vg_reading *r;
    struct vg_xml *xml;
    struct vg_frame frames[VG_MAX_XML_DEPTH];
    size_t depth;
    struct vg_buf text, scope;
    size_t raw_n; /* bytes taken for the outermost element that is kept */
    struct vg_binding bindings[VG_MAX_BINDINGS];
    size_t n_bindings;
    uint32_t era;
    struct vg_memo memo[VG_MEMO];
    size_t n_elements;
    size_t item, source, markup; /* depth of the open one, 0 for none */
    struct vg_person *person, publisher;
    struct vg_category category; /* attributes of the open one, in its draft */
    struct vg_link link;         /* the same of a link whose address is its text */
    bool atom10, rss10, rss090, netscape;
    /* an HTML page */
    bool in_html_title;
};

struct vg_feed_xml *vg_feed_xml_new(struct vg_reading *r);
void vg_feed_xml_free(struct vg_feed_xml *self); /* NULL is fine */
int vg_feed_xml_push(struct vg_feed_xml *self, struct vg_sv utf8);
int vg_feed_xml_finish(struct vg_feed_xml *self);

/* feed_value.c: an element of ours begins / ends; its text is given where it was kept. */
int vg_feed_begin(struct vg_feed_xml *self, struct vg_frame *f, const struct vg_xml_attr *attrs,
                  size_t n);
int vg_feed_end(struct vg_feed_xml *self, const struct vg_frame *f, struct vg_sv text);

/* feed_html.c */
void vg_feed_html_start(struct vg_feed_xml *self, struct vg_sv name,
                        const struct vg_xml_attr *attrs, size_t n);
void vg_feed_html_end(struct vg_feed_xml *self, struct vg_sv name);

/* The value of an attribute by its name without prefix, in any case; p == NULL when there is none.
 */
struct vg_sv vg_feed_attr(const struct vg_xml_attr *attrs, size_t n, const char *name);
static inline struct vg_sv vg_feed_range(const struct vg_feed_xml *self, struct vg_range r)
{
    return r.n ? vg_sv(self->scope.p + r.at, r.n) : VG_SV_NONE;
}

#endif
