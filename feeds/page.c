#include "feeds/page.h"

#include "base/limits.h"
#include "feeds/lang.h"
#include "feeds/page_in.h"

#define THIN       250 /* bytes of text that make us look again, more leniently */
#define LANG_TEXT  120 /* bytes from which the language is told from the text */
#define STANDFIRST 8   /* score of a line that is prose */

struct vg_sv vg_html_to_text(struct vg_sv html, struct vg_arena *arena)
{
    struct vg_html tree;
    struct page_ctx ctx;

    if (html.n > VG_MAX_PAGE_BODY)
        html.n = VG_MAX_PAGE_BODY;
    if (vg_html_parse(html, VG_SV("text/html; charset=utf-8"), arena, &tree, NULL) < 0)
        return VG_SV("");
    page_ctx_init(&ctx, &tree, arena);
    page_lines_of(&ctx, 0, &ctx.lines); /* nothing is marked: a fragment has no furniture */
    return page_lines_join(ctx.lines.items, ctx.lines.n, arena);
}

struct vg_sv vg_feed_text(struct vg_sv html, struct vg_arena *arena)
{
    static const struct vg_page none = {0};
    struct vg_html tree;
    struct page_ctx ctx;
    struct vg_sv text;

    if (html.n > VG_MAX_PAGE_BODY)
        html.n = VG_MAX_PAGE_BODY;
    if (vg_html_parse(html, VG_SV("text/html; charset=utf-8"), arena, &tree, NULL) < 0)
        return VG_SV("");
    page_ctx_init(&ctx, &tree, arena);
    page_mark(&ctx, true);
    page_lines_of(&ctx, 0, &ctx.lines);
    (void)page_find_article(&ctx); /* scores the lines; all of them are the article */
    page_trim(&ctx, ctx.lines.items, ctx.lines.n, &none);
    text = page_lines_join(ctx.lines.items, ctx.lines.n, arena);
    return text.n ? text : vg_html_to_text(html, arena);
}

/* Between headline and text: the standfirst stays when it is prose. Moves *from up to it. */
static void take_standfirst(struct page_ctx *ctx, size_t *from)
{
    struct page_line *l = ctx->lines.items;
    size_t first, prose = 0;

    if (!ctx->headline)
        return;
    for (first = *from; first > 0 && l[first - 1].at >= ctx->html->nodes[ctx->headline].end;
         first--)
        prose += l[first - 1].score >= STANDFIRST;
    if (!prose || prose > 2)
        return;
    for (size_t i = first; i < *from; i++)
        l[i].drop = l[i].score < STANDFIRST;
    *from = first;
}

/* The text of the page as it is marked now. */
static struct vg_sv article_text(struct page_ctx *ctx, const struct vg_page_opts *opts,
                                 const struct page_json *json, const struct vg_page *page)
{
    size_t from, to;
    uint32_t node;
    struct page_line *lines;

    page_lines_of(ctx, 0, &ctx->lines);
    node = page_find_article(ctx);
    if (page_select(ctx, opts->selector))
        node = page_select(ctx, opts->selector);
    page_lines_range(ctx, node, &from, &to);
    if (!node || from == to)
        return json->body;
    take_standfirst(ctx, &from);
    lines = ctx->lines.items + from;
    page_trim(ctx, lines, to - from, page);
    if (page_json_compare(ctx, lines, to - from, json->body))
        return json->body;
    return page_lines_join(lines, to - from, ctx->arena);
}

static void read_text(struct page_ctx *ctx, const struct vg_page_opts *opts,
                      const struct page_json *json, struct vg_page *page)
{
    page_mark(ctx, true);
    page->text = article_text(ctx, opts, json, page);
    if (page->text.n < THIN && ctx->mass[ctx->html->n_nodes] > 2 * THIN) {
        struct vg_sv more;

        page_mark(ctx, false);
        more = article_text(ctx, opts, json, page);
        if (more.n > 2 * page->text.n)
            page->text = more;
    }
}

int vg_page_read(struct vg_sv html, const struct vg_page_opts *opts, struct vg_arena *arena,
                 struct vg_page *ret, struct vg_err *err)
{
    struct vg_html *tree = vg_arena_new_n(arena, struct vg_html, 1);
    struct page_ctx ctx;
    struct page_json json;
    const char *lang;
    int r;

    memset(ret, 0, sizeof *ret);
    ret->published_usec = ret->modified_usec = VG_TIME_NONE;
    r = vg_html_parse(html, opts->content_type, arena, tree, err);
    if (r < 0)
        return r;
    page_json_read(tree, arena, &json);
    page_meta_read(tree, opts, &json, arena, ret);
    page_ctx_init(&ctx, tree, arena);
    page_headline(&ctx, ret->title);
    if (ret->published_usec == VG_TIME_NONE)
        ret->published_usec = page_date(&ctx, ret->canonical);
    read_text(&ctx, opts, &json, ret);
    lang = ret->text.n >= LANG_TEXT ? vg_lang_guess(ret->text) : "";
    if (*lang) /* templates call pages English that are not */
        ret->lang = vg_sv_cstr(lang);
    return 0;
}
