/*
 * page.h - the article in an HTML page: its text without the furniture around it, and its metadata.
 *
 * Works on libxml2's HTML tree; no network, no scripts. Linear in the page.
 */
#ifndef VG_FEEDS_PAGE_H
#define VG_FEEDS_PAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "feeds/entry.h"

struct vg_page {
    struct vg_sv text; /* paragraphs separated by "\n"; no markup; may be empty */
    struct vg_sv title, outlet, lang, canonical, image;
    struct vg_sv authors[8];
    size_t n_authors;
    int64_t published_usec, modified_usec; /* UTC, VG_TIME_NONE when unknown */
    bool paywalled;                        /* the page says that the text is only a part */
};

struct vg_page_opts {
    struct vg_sv url;          /* base and hint; may be empty */
    struct vg_sv content_type; /* HTTP header, for its charset; may be empty */
    struct vg_sv selector; /* the operator's own container, "tag", "#id", ".class" or "tag.class";
                              may be empty */
};

/* Reads html (any charset). Fills *ret with views into arena. 0, VG_E_TOOBIG past VG_MAX_PAGE_BODY.
 * A page without an article is not an error: its text is empty. */
int vg_page_read(struct vg_sv html, const struct vg_page_opts *opts, struct vg_arena *arena,
                 struct vg_page *ret, struct vg_err *err) __attribute__((warn_unused_result));

/* The text of an HTML fragment as a feed's summary or content holds it: blocks become lines,
 * entities become characters, scripts and markup go. View into arena. */
struct vg_sv vg_html_to_text(struct vg_sv html, struct vg_arena *arena);

/* The text of an article as a feed carries it whole (content:encoded, atom:content): as above,
 * without captions, share bars, "Lire aussi", "L'article ... est apparu en premier sur ...". Never
 * empty when vg_html_to_text is not. View into arena. */
struct vg_sv vg_feed_text(struct vg_sv html, struct vg_arena *arena);

#endif
