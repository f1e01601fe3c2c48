/*
 * page_in.h - what the files page*.c share. Not for other rooms.
 *
 * page.c        runs the steps
 * page_mark.c   what each element is, by its tag and the words of its class and id: furniture or
 * container page_text.c   the page as lines of text page_score.c  which element holds the article
 * page_trim.c   which lines in it are furniture all the same
 * page_open.c   how lines of furniture begin
 * page_json.c   what JSON-LD says
 * page_date.c   when it was published, where only people are told
 * page_meta.c   title, authors, dates, ... from JSON-LD, OpenGraph, meta elements, and the page
 * itself
 */
#ifndef VG_FEEDS_PAGE_IN_H
#define VG_FEEDS_PAGE_IN_H

#include "feeds/html.h"
#include "feeds/page.h"

/* A line of text: a paragraph, a heading, a list item. */
struct page_line {
    struct vg_sv text;
    uint32_t at;    /* the first text node in it; ascending over the lines of a page */
    uint32_t block; /* the element that holds it */
    uint32_t chars; /* code points */
    uint32_t link;  /* bytes of it that are link text */
    int score;      /* what it says for an article (positive) or for furniture */
    bool drop;      /* furniture */
};

struct page_lines {
    struct page_line *items;
    size_t n, cap;
};

/* What JSON-LD says of the article; strings are views into the arena, absent: p == NULL. */
struct page_json {
    struct vg_sv title, body, published, modified, outlet, lang, url, image;
    struct vg_sv authors[8];
    size_t n_authors;
    bool closed; /* isAccessibleForFree is false */
};

void page_json_read(const struct vg_html *html, struct vg_arena *arena, struct page_json *ret);
/* Fills all of *ret but its text. */
void page_meta_read(const struct vg_html *html, const struct vg_page_opts *opts,
                    const struct page_json *json, struct vg_arena *arena, struct vg_page *ret);

/* The date printed by the headline or in the address; VG_TIME_NONE when there is none. */
struct page_ctx;
int64_t page_date(const struct page_ctx *self, struct vg_sv url);

/* Marks of a node. */
enum {
    PAGE_SKIP = 1,      /* furniture: not part of any article */
    PAGE_CONTAINER = 2, /* named as what holds an article's text */
    PAGE_REGION = 4,    /* named as a part of the page that may hold it: "main-content" */
    PAGE_BODY = 8,      /* said to be it: itemprop="articleBody" */
    PAGE_QUOTE = 16,    /* in a <blockquote> */
};

struct page_ctx {
    const struct vg_html *html;
    struct vg_arena *arena;
    uint32_t *block; /* of each node: the nearest block element, itself included */
    uint32_t *link;  /* of each node: the <a> it lies in, or 0 */
    uint8_t *mark;   /* of each node: PAGE_* bits */
    uint32_t
        *mass; /* of each node: bytes of long text outside links before it; one more at the end */
    uint32_t headline; /* the heading that says the page's title, or 0 */
    struct page_lines lines;
};

/* block, link and mass of each node. */
void page_ctx_init(struct page_ctx *self, const struct vg_html *html, struct vg_arena *arena);
/* Finds the headline. */
void page_headline(struct page_ctx *self, struct vg_sv title);
/* Marks furniture and containers. strict: also what only the words of class and id say; without it,
 * tags only, for pages where that left too little. */
void page_mark(struct page_ctx *self, bool strict);
/* Bytes of long text outside links in the subtree. */
static inline uint32_t page_mass(const struct page_ctx *self, uint32_t node)
{
    return self->mass[self->html->nodes[node].end] - self->mass[node];
}

/* The lines of the subtree at root, furniture elements left out. */
void page_lines_of(const struct page_ctx *self, uint32_t root, struct page_lines *ret);
/* Lines that are not dropped, joined by "\n". */
struct vg_sv page_lines_join(const struct page_line *lines, size_t n, struct vg_arena *arena);
/* Text without markup, cleaned as that of elements is: lines without blanks around them, empty ones
 * and what is invisible left out. */
struct vg_sv page_plain_text(struct vg_sv s, struct vg_arena *arena);
size_t page_lines_bytes(const struct page_line *lines, size_t n);
/* The range of self->lines that lies in the subtree of node. */
void page_lines_range(const struct page_ctx *self, uint32_t node, size_t *ret_from, size_t *ret_to);

/* Does s end as a sentence does, with a full stop, a closing quote, ...? */
bool page_ends_sentence(struct vg_sv s);
/* Scores self->lines and finds the element that holds the article; 0 when there is none. */
uint32_t page_find_article(struct page_ctx *self);
/* The first element that the operator's selector names, or 0. */
uint32_t page_select(const struct page_ctx *self, struct vg_sv selector);
/* Drops furniture among lines[0..n): headline and byline above the text, shares, "Lire aussi",
 * agency footers below. page: its authors and outlet are set. */
void page_trim(struct page_ctx *self, struct page_line *lines, size_t n,
               const struct vg_page *page);
/* Compares the text found (lines[0..n) without those dropped) with JSON-LD's articleBody. Drops
 * lines that are not in it when it is the whole article; true when the page lacks most of it, so
 * that body itself is the text. */
bool page_json_compare(struct page_ctx *self, struct page_line *lines, size_t n, struct vg_sv body);

/* What a line says by how it begins. */
enum page_ending {
    PAGE_NO_OPENING, /* nothing */
    PAGE_GOES_ON,    /* it is furniture; the article may go on after it */
    PAGE_MAY_END,    /* it heads a list of other articles, within the text or after it */
    PAGE_ENDS,       /* comments or a paywall: what follows is not the article */
};
/* folded: the line's start, folded; chars: its length. */
enum page_ending page_opening(struct vg_sv folded, uint32_t chars);

#endif
