/*
 * page_in.h - what the files page*.c share. Not for other rooms.
 *
 * page.c       runs the steps
 * page_mark.c  what each element is, by its tag and the words of its class and id: furniture or container
 * page_score.c which element holds the article
 * page_text.c  lines of text from a subtree, and which of them are furniture
 * page_meta.c  title, authors, dates, ... from JSON-LD, OpenGraph, meta elements, and the page itself
 */
#ifndef VG_FEEDS_PAGE_IN_H
#define VG_FEEDS_PAGE_IN_H

#include "feeds/html.h"
#include "feeds/page.h"

/* A line of text: a paragraph, a heading, a list item. */
struct page_line {
    struct vg_sv text;
    uint32_t block; /* the element that holds it */
    uint32_t link;  /* bytes of it that are link text */
    bool drop;      /* furniture */
};

struct page_lines {
    struct page_line *items;
    size_t n, cap;
};

struct page_ctx {
    const struct vg_html *html;
    struct vg_arena *arena;
    uint32_t *block; /* of each node: the nearest block element, itself included */
    uint32_t *link;  /* of each node: the <a> it lies in, or 0 */
    uint8_t *mark;   /* of each node: PAGE_* bits */
};

enum {
    PAGE_SKIP = 1, /* furniture: not part of any article */
};

void page_ctx_init(struct page_ctx *self, const struct vg_html *html, struct vg_arena *arena);
/* The lines of the subtree at root, furniture elements left out. */
void page_lines_of(const struct page_ctx *self, uint32_t root, struct page_lines *ret);
/* Lines that are not dropped, joined by "\n". */
struct vg_sv page_lines_join(const struct page_lines *lines, struct vg_arena *arena);
size_t page_lines_bytes(const struct page_lines *lines);

#endif
