/*
 * entry.h - what a feed says: its own metadata and its entries, whatever format it came in.
 *
 * All strings are UTF-8 views into memory of the parser; they live until its next entry (see
 * parse.h). Absent: p == NULL. Markup in title, summary and content is kept as HTML; `type` says
 * what it is.
 */
#ifndef VG_FEEDS_ENTRY_H
#define VG_FEEDS_ENTRY_H

#include "base/sv.h"

#define VG_TIME_NONE INT64_MIN /* no date, or one that could not be read */

enum vg_feed_format {
    VG_FORMAT_UNKNOWN,
    VG_FORMAT_RSS,  /* 0.9x, 2.0 */
    VG_FORMAT_RDF,  /* RSS 0.90, 1.0 */
    VG_FORMAT_ATOM, /* 0.3, 1.0 */
    VG_FORMAT_JSON, /* JSON Feed 1.0, 1.1 */
    VG_FORMAT_CDF,
    VG_FORMAT_HTML, /* not a feed: a page, perhaps with links to feeds */
    VG_FORMAT_COUNT
};

struct vg_person {
    struct vg_sv name, email, href;
};
struct vg_link {
    struct vg_sv rel, href, type, title, hreflang, length;
};
struct vg_enclosure {
    struct vg_sv href, type, length;
};
struct vg_content {
    struct vg_sv value, type, base, lang;
};

struct vg_category {
    struct vg_sv term, scheme, label;
};
/* Where an entry was taken from; link: of its page (Atom) or feed (RSS). */
struct vg_origin {
    struct vg_sv id, title, link;
};
/* thr:in-reply-to */
struct vg_in_reply_to {
    struct vg_sv href, ref, source, type;
};

/* Lists are arrays owned by the parser. */
struct vg_entry {
    struct vg_sv id;    /* guid / atom:id / rdf:about, as given */
    struct vg_sv link;  /* absolute URL of the article */
    bool id_is_link;    /* an RSS guid that is the address, as there is no link */
    struct vg_sv title, summary, lang;
    struct vg_sv title_type, summary_type; /* "text/plain", "text/html", "application/xhtml+xml" */
    const struct vg_content *content;
    size_t n_content;
    int64_t published_usec, updated_usec; /* UTC, or VG_TIME_NONE */
    const struct vg_person *authors;
    size_t n_authors;
    const struct vg_sv *categories; /* their terms */
    const struct vg_category *category_details; /* the same, in full */
    size_t n_categories;
    const struct vg_link *links; /* all of them, enclosures too */
    size_t n_links;
    const struct vg_enclosure *enclosures;
    size_t n_enclosures;
    struct vg_sv comments, rights, publisher;
    int64_t created_usec;
    struct vg_origin source;
    struct vg_in_reply_to in_reply_to;
};

struct vg_feed {
    enum vg_feed_format format;
    struct vg_sv version; /* "rss20", "atom10", ... */
    struct vg_sv encoding; /* the one used to read it, lower case */
    struct vg_sv id, title, link, description, lang;
    struct vg_sv title_type, description_type;
    struct vg_sv rights, publisher, generator, new_location;
    int64_t updated_usec, published_usec, created_usec;
    struct vg_sv ttl;                 /* as given, minutes */
    struct vg_sv update_period, update_frequency, update_base; /* sy:* as given */
    uint32_t skip_hours; /* bit h: hour h UTC is to be skipped */
    uint8_t skip_days;   /* bit d: day d (0 Monday) is to be skipped */
    struct vg_sv hub, self; /* WebSub */
    const struct vg_person *authors;
    size_t n_authors;
    const struct vg_sv *categories;
    const struct vg_category *category_details;
    size_t n_categories;
    struct vg_in_reply_to in_reply_to;
    const struct vg_link *links; /* also: the feeds that an HTML page links to, rel "alternate" */
    size_t n_links;
};

#endif
