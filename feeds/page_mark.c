#include "feeds/page_in.h"

static bool skip_tag(unsigned tag)
{
    switch (tag) {
    case VG_TAG_HEAD:
    case VG_TAG_NAV:
    case VG_TAG_FOOTER:
    case VG_TAG_ASIDE:
    case VG_TAG_FIGURE:
    case VG_TAG_FIGCAPTION:
        return true;
    default:
        return false;
    }
}

void page_ctx_init(struct page_ctx *self, const struct vg_html *html, struct vg_arena *arena)
{
    size_t n = html->n_nodes;

    self->html = html;
    self->arena = arena;
    self->block = vg_arena_new_n(arena, uint32_t, n);
    self->link = vg_arena_new_n(arena, uint32_t, n);
    self->mark = vg_arena_new_n(arena, uint8_t, n);
    for (uint32_t i = 1; i < n; i++) {
        const struct vg_html_node *e = &html->nodes[i];

        self->block[i] = vg_tag_is_block(e->tag) ? i : self->block[e->parent];
        self->link[i] = e->tag == VG_TAG_A ? i : self->link[e->parent];
        if (skip_tag(e->tag) || (e->flags & VG_HTML_HIDDEN))
            self->mark[i] |= PAGE_SKIP;
    }
}
