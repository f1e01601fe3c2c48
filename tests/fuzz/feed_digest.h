/*
 * feed_digest.h - everything that a parser says about a document as one number, to compare two ways
 * of reading it.
 */
#ifndef VG_TESTS_FEED_DIGEST_H
#define VG_TESTS_FEED_DIGEST_H

#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "feeds/parse.h"

struct digest {
    uint64_t value;
    size_t entries;
};

static inline void digest_sv(struct digest *d, struct vg_sv s)
{
    if (s.p && !vg_utf8_valid(s))
        abort(); /* whatever came in, what comes out is UTF-8 */
    d->value = vg_hash64(s.p ? s.p : "", s.n, d->value + (s.p != NULL));
}

static inline int digest_entry(void *ctx, const struct vg_entry *e)
{
    struct digest *d = ctx;
    const struct vg_sv fields[] = {e->id,           e->link,       e->title,       e->summary,
                                   e->lang,         e->comments,   e->rights,      e->publisher,
                                   e->source.title, e->title_type, e->summary_type};

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        digest_sv(d, fields[i]);
    for (size_t i = 0; i < e->n_content; i++)
        digest_sv(d, e->content[i].value);
    for (size_t i = 0; i < e->n_links; i++)
        digest_sv(d, e->links[i].href);
    for (size_t i = 0; i < e->n_categories; i++)
        digest_sv(d, e->categories[i]);
    for (size_t i = 0; i < e->n_authors; i++)
        digest_sv(d, e->authors[i].name);
    d->value += (uint64_t)e->published_usec * 31 + (uint64_t)e->updated_usec;
    d->entries++;
    return 0;
}

/* Reads data in pieces of `step` bytes (0: all at once). */
static inline struct digest digest_feed(const uint8_t *data, size_t n, size_t step)
{
    struct digest d = {0};
    struct vg_feed_parser_opts opts = {.url = VG_SV("http://example.org/a/feed.xml")};
    struct vg_feed_parser *p = vg_feed_parser_new(&opts, digest_entry, &d);
    struct vg_err err;
    int r = 0;

    for (size_t i = 0, k; i < n && r == 0; i += k) {
        k = step && step < n - i ? step : n - i;
        r = vg_feed_parser_push(p, data + i, k, &err);
    }
    if (r == 0)
        r = vg_feed_parser_finish(p, &err);
    const struct vg_feed *f = vg_feed_parser_feed(p);
    digest_sv(&d, f->title);
    digest_sv(&d, f->link);
    digest_sv(&d, f->description);
    digest_sv(&d, f->lang);
    digest_sv(&d, f->encoding);
    d.value += (uint64_t)f->format + (uint64_t)(int64_t)r + f->n_links;
    vg_feed_parser_free(p);
    return d;
}

#endif
