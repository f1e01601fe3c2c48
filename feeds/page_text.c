#include "feeds/page_in.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

/* A line under way. */
struct writer {
    struct vg_arena *arena;
    struct page_lines *out;
    struct vg_buf buf;
    uint32_t at, block, link, chars;
    bool space; /* white space is due before the next character */
};

/* Code points that are seen by no reader and break words: soft hyphen, zero-width space and
 * joiners, byte order mark, direction marks. Controls as well. */
static bool invisible(uint32_t cp)
{
    return cp < 0x20 || cp == 0x7F || (cp >= 0x80 && cp < 0xA0) || cp == 0xAD ||
           (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2060 && cp <= 0x2064) || cp == 0xFEFF || cp == VG_UTF8_BAD;
}

static void end_line(struct writer *w)
{
    struct vg_sv s = vg_sv_trim(vg_buf_view(&w->buf));

    if (s.n) {
        struct page_line *l = VG_PUSH(w->arena, w->out->items, w->out->n, w->out->cap);

        l->text = vg_sv(vg_arena_str(w->arena, s), s.n);
        l->at = w->at;
        l->block = w->block;
        l->chars = w->chars;
        l->link = w->link;
    }
    vg_buf_clear(&w->buf);
    w->link = 0;
    w->chars = 0;
    w->space = false;
}

static void add_char(struct writer *w, const char *p, size_t n)
{
    if (w->space && w->buf.n)
        (void)vg_buf_char(&w->buf, ' ');
    w->space = false;
    w->chars += (unsigned char)*p < 0x80 ? (uint32_t)n : 1;
    (void)vg_buf_add(&w->buf, p, n);
}

static void add_text(struct writer *w, struct vg_sv s, bool pre)
{
    const char *p = s.p, *end = s.n ? s.p + s.n : s.p;

    while (p < end) {
        const char *at = p;
        unsigned char c = (unsigned char)*p;
        uint32_t cp;

        if (c > 0x20 && c < 0x7F) { /* the common case, in runs */
            while (p < end && (unsigned char)*p > 0x20 && (unsigned char)*p < 0x7F)
                p++;
            add_char(w, at, (size_t)(p - at));
            continue;
        }
        cp = vg_utf8_next(&p, end);
        if (pre && cp == '\n')
            end_line(w);
        else if (cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x2028 || cp == 0x2029)
            w->space = true;
        else if (cp == 0xA0 && (w->space || !w->buf.n))
            w->space = true;
        else if (!invisible(cp))
            add_char(w, at, (size_t)(p - at));
    }
}

void page_lines_of(const struct page_ctx *self, uint32_t root, struct page_lines *ret)
{
    const struct vg_html *h = self->html;
    struct writer w = {.arena = self->arena, .out = ret, .block = root};

    memset(ret, 0, sizeof *ret);
    vg_buf_init(&w.buf, VG_MAX_ARTICLE);
    for (uint32_t i = root; i < h->nodes[root].end;) {
        const struct vg_html_node *n = &h->nodes[i];

        if (i != root && (self->mark[i] & PAGE_SKIP)) {
            if (vg_tag_is_block(n->tag))
                end_line(&w);
            w.space = w.space || (n->flags & VG_HTML_SPACE);
            i = n->end;
            continue;
        }
        if (n->flags & VG_HTML_SPACE)
            w.space = true;
        if (vg_tag_is_block(n->tag) || n->tag == VG_TAG_BR) {
            end_line(&w);
        } else if (n->tag == VG_TAG_TEXT) {
            size_t before = w.buf.n;

            if (self->block[i] != w.block)
                end_line(&w);
            w.block = self->block[i];
            if (!w.buf.n)
                w.at = i;
            add_text(&w, vg_html_text(h, i), h->nodes[w.block].tag == VG_TAG_PRE);
            if (self->link[i] && w.buf.n > before)
                w.link += (uint32_t)(w.buf.n - before);
        }
        i++;
    }
    end_line(&w);
    vg_buf_done(&w.buf);
}

size_t page_lines_bytes(const struct page_line *lines, size_t n)
{
    size_t bytes = 0;

    for (size_t i = 0; i < n; i++)
        bytes += lines[i].drop ? 0 : lines[i].text.n + 1;
    return bytes;
}

struct vg_sv page_lines_join(const struct page_line *lines, size_t n, struct vg_arena *arena)
{
    size_t at = 0;
    char *p = vg_arena_alloc(arena, page_lines_bytes(lines, n) + 1);

    for (size_t i = 0; i < n; i++) {
        if (lines[i].drop)
            continue;
        if (at)
            p[at++] = '\n';
        memcpy(p + at, lines[i].text.p, lines[i].text.n);
        at += lines[i].text.n;
    }
    return vg_sv(p, at);
}

struct vg_sv page_plain_text(struct vg_sv s, struct vg_arena *arena)
{
    struct page_lines lines = {0};
    struct writer w = {.arena = arena, .out = &lines};

    vg_buf_init(&w.buf, VG_MAX_ARTICLE);
    add_text(&w, s, true);
    end_line(&w);
    vg_buf_done(&w.buf);
    return page_lines_join(lines.items, lines.n, arena);
}

/* The first line whose text starts at or after node. */
static size_t first_line(const struct page_ctx *self, uint32_t node)
{
    size_t lo = 0, hi = self->lines.n;

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;

        if (self->lines.items[mid].at < node)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

void page_lines_range(const struct page_ctx *self, uint32_t node, size_t *ret_from, size_t *ret_to)
{
    *ret_from = first_line(self, node);
    *ret_to = first_line(self, self->html->nodes[node].end);
}
