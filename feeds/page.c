#include "feeds/page.h"

#include "base/limits.h"
#include "feeds/page_in.h"

struct vg_sv vg_html_to_text(struct vg_sv html, struct vg_arena *arena)
{
    struct vg_html tree;
    struct page_ctx ctx;
    struct page_lines lines;

    if (html.n > VG_MAX_PAGE_BODY)
        html.n = VG_MAX_PAGE_BODY;
    if (vg_html_parse(html, VG_SV("text/html; charset=utf-8"), arena, &tree, NULL) < 0)
        return VG_SV("");
    page_ctx_init(&ctx, &tree, arena);
    memset(ctx.mark, 0, tree.n_nodes); /* a fragment has no furniture */
    page_lines_of(&ctx, 0, &lines);
    return page_lines_join(&lines, arena);
}

/* The element whose own paragraphs hold the most text. */
static uint32_t densest(const struct page_ctx *ctx)
{
    const struct vg_html *h = ctx->html;
    uint32_t *score = vg_arena_new_n(ctx->arena, uint32_t, h->n_nodes);
    uint32_t best = 0;

    for (uint32_t i = 1; i < h->n_nodes; i++) {
        const struct vg_html_node *n = &h->nodes[i];

        if (ctx->mark[i] & PAGE_SKIP) {
            i = n->end - 1;
            continue;
        }
        if (n->tag != VG_TAG_P || n->to - n->from < 25)
            continue;
        score[n->parent] += n->to - n->from;
        if (score[n->parent] > score[best])
            best = n->parent;
    }
    return best;
}

int vg_page_read(struct vg_sv html, const struct vg_page_opts *opts, struct vg_arena *arena,
                 struct vg_page *ret, struct vg_err *err)
{
    struct vg_html *tree = vg_arena_new_n(arena, struct vg_html, 1);
    struct page_ctx ctx;
    struct page_lines lines;
    int r;

    memset(ret, 0, sizeof *ret);
    ret->published_usec = ret->modified_usec = VG_TIME_NONE;
    r = vg_html_parse(html, opts->content_type, arena, tree, err);
    if (r < 0)
        return r;
    page_ctx_init(&ctx, tree, arena);
    page_lines_of(&ctx, densest(&ctx), &lines);
    ret->text = page_lines_join(&lines, arena);
    for (size_t i = 1; i < tree->n_nodes && !ret->title.n; i++)
        if (tree->nodes[i].tag == VG_TAG_TITLE)
            ret->title = vg_sv_trim(vg_html_text(tree, i));
    return 0;
}
