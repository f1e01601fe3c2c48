#include "feeds/page.h"

#include "base/limits.h"
#include "feeds/page_in.h"

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

static struct vg_sv article_text(struct page_ctx *ctx)
{
    size_t from, to;
    uint32_t node;

    page_lines_of(ctx, 0, &ctx->lines);
    node = page_find_article(ctx);
    if (!node)
        return VG_SV("");
    page_lines_range(ctx, node, &from, &to);
    page_trim(ctx, ctx->lines.items + from, to - from);
    return page_lines_join(ctx->lines.items + from, to - from, ctx->arena);
}

int vg_page_read(struct vg_sv html, const struct vg_page_opts *opts, struct vg_arena *arena,
                 struct vg_page *ret, struct vg_err *err)
{
    struct vg_html *tree = vg_arena_new_n(arena, struct vg_html, 1);
    struct page_ctx ctx;
    struct page_json json;
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
    page_mark(&ctx, true);
    ret->text = article_text(&ctx);
    return 0;
}
