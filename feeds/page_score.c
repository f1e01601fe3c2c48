#include "feeds/page_in.h"

/*
 * Each line of the page speaks for or against being part of an article; the article is the element
 * whose lines say most. Sums over subtrees are differences of running sums, so all elements are
 * compared in one pass.
 */

bool page_ends_sentence(struct vg_sv s)
{
    static const char *const ends[] = {".",
                                       "!",
                                       "?",
                                       "\xe2\x80\xa6",
                                       "\xc2\xbb",
                                       "\"",
                                       "\xe2\x80\x9d",
                                       ".)",
                                       ":",
                                       "\xe3\x80\x82",
                                       "\xd8\x9f"};

    for (size_t i = 0; i < VG_COUNT_OF(ends); i++)
        if (vg_sv_ends(s, vg_sv_cstr(ends[i])))
            return true;
    return false;
}

static int score_line(const struct page_ctx *self, const struct page_line *l)
{
    unsigned tag = self->html->nodes[l->block].tag;
    uint32_t link = l->text.n ? (uint32_t)((uint64_t)l->link * l->chars / l->text.n) : 0;
    uint32_t plain = l->chars - (link < l->chars ? link : l->chars);
    int score;

    if (l->link * 2 > l->text.n)
        return l->chars < 20 ? -6 : -11;
    if (vg_tag_is_heading(tag))
        return 0;
    if (tag == VG_TAG_TD && l->chars < 90)
        return 0;
    if (l->chars < 25)
        return page_ends_sentence(l->text) ? 0 : -3;
    if (!page_ends_sentence(l->text) && l->chars < 90)
        return -2;
    score = 2 + (int)((plain < 700 ? plain : 700) / 8);
    if (tag == VG_TAG_P || tag == VG_TAG_BLOCKQUOTE)
        return score * 5 / 4;
    return tag == VG_TAG_LI || tag == VG_TAG_TD ? score * 3 / 4 : score;
}

static void score_lines(struct page_ctx *self, int64_t *sums)
{
    int64_t sum = 0;
    size_t next = 0;
    bool teaser = false;

    for (uint32_t i = 0; i < self->html->n_nodes; i++) {
        sums[i] = sum;
        while (next < self->lines.n && self->lines.items[next].at == i) {
            struct page_line *l = &self->lines.items[next++];

            l->score = self->headline && l->at < self->headline ? 0 : score_line(self, l);
            /* a linked heading and a sentence or two: the teaser of another article */
            sum += teaser && l->score > 0 ? l->score / 4 : l->score;
            teaser =
                vg_tag_is_heading(self->html->nodes[l->block].tag) && l->link * 10 >= l->text.n * 9;
        }
    }
    sums[self->html->n_nodes] = sum;
}

/* The element of the highest sum; of equals the innermost. */
static uint32_t highest(const struct page_ctx *self, const int64_t *sums, uint32_t root,
                        uint8_t mark)
{
    const struct vg_html *h = self->html;
    uint32_t best = 0;
    int64_t most = 0;

    for (uint32_t i = root; i < h->nodes[root].end; i++) {
        int64_t s = sums[h->nodes[i].end] - sums[i];

        if (h->nodes[i].tag == VG_TAG_TEXT || (mark && !(self->mark[i] & mark)))
            continue;
        if (s >= most && s > 0) {
            most = s;
            best = i;
        }
    }
    return best;
}

/* Are the lines of node after its child like a list of other articles: a link for every
 * two lines of prose at least? */
static bool rest_is_list(const struct page_ctx *self, uint32_t node, uint32_t child)
{
    size_t from, to, c_from, c_to, links = 0, prose = 0;

    page_lines_range(self, node, &from, &to);
    page_lines_range(self, child, &c_from, &c_to);
    for (size_t i = from; i < c_from; i++)
        if (self->lines.items[i].score >= 8)
            return false; /* the article begins before the child */
    for (size_t i = c_to; i < to; i++) {
        const struct page_line *l = &self->lines.items[i];

        links += l->link * 10 >= l->text.n * 9 && l->chars >= 20;
        prose += l->score >= 8;
    }
    return prose >= 3 && links * 2 >= prose;
}

/* Goes down while one child holds nearly all of it: what lies beside it is likelier furniture. */
static uint32_t descend(const struct page_ctx *self, const int64_t *sums, uint32_t node,
                        int percent)
{
    const struct vg_html *h = self->html;

    for (;;) {
        int64_t all = sums[h->nodes[node].end] - sums[node];
        uint32_t down = 0;

        for (uint32_t c = node + 1; c < h->nodes[node].end; c = h->nodes[c].end) {
            unsigned tag = h->nodes[c].tag;
            int64_t s = sums[h->nodes[c].end] - sums[c];

            if (vg_tag_is_block(tag) && tag != VG_TAG_P && tag != VG_TAG_BLOCKQUOTE &&
                tag != VG_TAG_LI && tag != VG_TAG_TD &&
                (s * 100 >= all * percent || (s * 100 >= all * 60 && rest_is_list(self, node, c))))
                down = c;
        }
        if (!down)
            return node;
        node = down;
    }
}

/* A teaser has a heading that is a link. */
static bool has_teaser(const struct page_ctx *self, uint32_t node)
{
    size_t from, to;

    page_lines_range(self, node, &from, &to);
    for (size_t i = from; i < to; i++) {
        const struct page_line *l = &self->lines.items[i];

        if (vg_tag_is_heading(self->html->nodes[l->block].tag) && l->link * 10 >= l->text.n * 9)
            return true;
    }
    return false;
}

/* An article cut into several elements of one class, say around advertisements: the element that
 * holds them all; node itself when it stands alone. */
static uint32_t join_parts(const struct page_ctx *self, const int64_t *sums, uint32_t node)
{
    const struct vg_html_node *nodes = self->html->nodes;
    struct vg_sv class = vg_html_attr(self->html, node, VG_ATTR_CLASS);
    int64_t own = sums[nodes[node].end] - sums[node], others = 0;
    uint32_t all = node;

    for (uint32_t i = 1; i < self->html->n_nodes && class.n; i++) {
        int64_t s = sums[nodes[i].end] - sums[i];

        if (i == node || !(self->mark[i] & PAGE_CONTAINER) || s * 10 < own ||
            !vg_sv_eq(vg_html_attr(self->html, i, VG_ATTR_CLASS), class))
            continue;
        if (has_teaser(self, i))
            return node;
        others += s;
        while (all && (all > i || nodes[all].end <= i))
            all = nodes[all].parent;
        i = nodes[i].end - 1;
    }
    return others * 3 >= own ? all : node;
}

uint32_t page_find_article(struct page_ctx *self)
{
    static const struct {
        uint8_t mark;
        int part;
    } marks[] = {{PAGE_BODY, 5}, {PAGE_CONTAINER, 3}};
    int64_t *sums = vg_arena_new_n(self->arena, int64_t, self->html->n_nodes + 1);
    uint32_t best, named;
    int64_t s_best, s_named;

    score_lines(self, sums);
    best = highest(self, sums, 0, 0);
    if (!best)
        return 0;
    s_best = sums[self->html->nodes[best].end] - sums[best];
    /* the more a name says, the less it must hold to be believed */
    for (size_t i = 0; i < VG_COUNT_OF(marks); i++) {
        named = highest(self, sums, 0, marks[i].mark);
        s_named = sums[self->html->nodes[named].end] - sums[named];
        if (named && s_named * marks[i].part >= s_best)
            return descend(self, sums, join_parts(self, sums, named), 100);
    }
    return descend(self, sums, best, 88);
}

uint32_t page_select(const struct page_ctx *self, struct vg_sv selector)
{
    const struct vg_html *h = self->html;
    struct vg_sv rest = selector, tag, id = VG_SV_NONE, class = VG_SV_NONE;
    size_t n = 0;

    while (n < rest.n && rest.p[n] != '#' && rest.p[n] != '.')
        n++;
    tag = vg_sv_sub(rest, 0, n);
    rest = vg_sv_sub(rest, n, rest.n);
    if (rest.n > 1 && rest.p[0] == '#')
        id = vg_sv_sub(rest, 1, rest.n);
    else if (rest.n > 1)
        class = vg_sv_sub(rest, 1, rest.n);
    for (uint32_t i = 1; i < h->n_nodes && selector.n; i++) {
        struct vg_sv all = vg_html_attr(h, i, VG_ATTR_CLASS);
        bool match = !class.n;

        if (h->nodes[i].tag == VG_TAG_TEXT || (tag.n && !vg_html_is(h, i, tag)) ||
            (id.n && !vg_sv_eq(vg_html_attr(h, i, VG_ATTR_ID), id)))
            continue;
        while (all.p && !match)
            match = vg_sv_eq(vg_sv_split(&all, ' '), class);
        if (match)
            return i;
    }
    return 0;
}
