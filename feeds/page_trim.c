#include "feeds/page_in.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"

#define MAX_FOLDED 400 /* bytes of a line that are looked at */
#define ENOUGH     60  /* prose (its score) that may be a whole article */
#define NEAR       8   /* lines of prose that show where an article lies */

static struct vg_sv fold_start(struct vg_sv s, struct vg_buf *buf)
{
    struct vg_sv f;
    size_t i = 0, digits;

    vg_buf_clear(buf);
    if (vg_utf8_fold_sv(vg_sv_sub(s, 0, MAX_FOLDED), buf) < 0)
        return VG_SV("");
    f = vg_buf_view(buf);
    for (i = 0; i < f.n; i++)
        if (buf->p[i] == '\xc2' && i + 1 < f.n && buf->p[i + 1] == '\xa0')
            buf->p[i] = buf->p[i + 1] = ' ';
    i = 0;
    while (i < f.n && strchr(" >-*[|\xe2", f.p[i])) /* arrows and dashes start with E2 */
        i += f.p[i] == '\xe2' ? 3 : 1;
    for (digits = i; digits < f.n && vg_is_digit((unsigned char)f.p[digits]); digits++)
        ;
    if (digits > i && digits < f.n && f.p[digits] == ' ')
        buf->p[i = digits - 1] = '#'; /* "3 commentaires" -> "# commentaires" */
    return vg_sv_sub(f, i, f.n);
}

/* "Moussa le 12 mars 2024 a dit :" above a comment. */
static bool is_comment_head(struct vg_sv line, uint32_t chars, struct vg_buf *buf)
{
    static const char *const ends[] = {
        "said:", "says:", " dit :", " dit:", "a ecrit :", "a ecrit:", "wrote:", "a commente :"};
    struct vg_sv f;
    bool number = false;

    vg_buf_clear(buf);
    if (chars > 100 || vg_utf8_fold_sv(line, buf) < 0)
        return false;
    f = vg_buf_view(buf);
    for (size_t i = 0; i < f.n; i++)
        number = number || vg_is_digit((unsigned char)f.p[i]);
    for (size_t i = 0; i < VG_COUNT_OF(ends) && number; i++)
        if (vg_sv_ends(f, vg_sv_cstr(ends[i])))
            return true;
    return false;
}

/* What WordPress appends to articles in feeds. */
static bool is_feed_footer(struct vg_sv folded)
{
    static const char *const pairs[][2] = {
        {"l'article ", " est apparu en premier"},   {"cet article ", " est apparu en premier"},
        {"l'article ", " a ete publie en premier"}, {"the post ", " appeared first on"},
        {"the post ", " first appeared on"},
    };

    for (size_t i = 0; i < VG_COUNT_OF(pairs); i++)
        if (vg_sv_starts(folded, vg_sv_cstr(pairs[i][0])) &&
            vg_sv_find(folded, vg_sv_cstr(pairs[i][1])) >= 0)
            return true;
    return false;
}

/* Credits of pictures stand at the end of captions. */
static bool is_caption(struct vg_sv line, struct vg_buf *buf)
{
    static const char *const marks[] = {
        "(image:",      "(image :",     "(photo:",      "(photo :",    "(photo by",    "(photo ",
        "(ap photo",    "getty images", "\xc2\xa9",     "/ afp",       "/afp",         "afp via",
        "photo credit", "image credit", "credit photo", "credit :",    "credits :",    "(credit",
        "(reuters/",    "photo :",      "/reuters",     "via reuters", "shutterstock",
    };
    /* a sentence may speak of these */
    static const char *const words[] = {"photo d'illustration", "image d'illustration",
                                        "capture d'ecran"};
    struct vg_sv tail;

    vg_buf_clear(buf);
    if (vg_utf8_fold_sv(vg_sv_sub(line, line.n > 90 ? line.n - 90 : 0, line.n), buf) < 0)
        return false;
    tail = vg_buf_view(buf);
    for (size_t i = 0; i < VG_COUNT_OF(marks); i++)
        if (vg_sv_find(tail, vg_sv_cstr(marks[i])) >= 0)
            return true;
    for (size_t i = 0; i < VG_COUNT_OF(words) && !page_ends_sentence(line); i++)
        if (vg_sv_find(tail, vg_sv_cstr(words[i])) >= 0)
            return true;
    return false;
}

/* "Le Quotidien avec AFP" */
static bool is_shared_credit(struct vg_sv s)
{
    static const char *const ends[] = {" avec afp",     " avec l'afp",   " avec reuters",
                                       " avec ap",      " avec agences", " avec les agences",
                                       " avec xinhua",  " avec rfi",     " with afp",
                                       " with reuters", " (afp)",        "/afp"};

    for (size_t i = 0; i < VG_COUNT_OF(ends); i++)
        if (vg_sv_ends(s, vg_sv_cstr(ends[i])))
            return true;
    return false;
}

/* Whole lines that name who wrote, folded, without punctuation. */
static const char *const credits[] = {
    "afp",
    "avec afp",
    "source afp",
    "l'afp",
    "la redaction",
    "avec agences",
    "avec les agences",
    "agences",
    "apanews",
    "apa",
    "reuters",
    "avec reuters",
    "ap",
    "avec ap",
    "xinhua",
    "amap",
    "anp",
    "aps",
    "aib",
    "map",
    "source",
    "with afp",
    "with reuters",
    "with ap",
    "agency report",
    "par la redaction",
    "le monde avec afp",
    "rfi",
    "avec rfi",
};

static bool is_credit(struct vg_sv folded)
{
    while (folded.n && strchr("( [", folded.p[0]))
        folded = vg_sv_sub(folded, 1, folded.n);
    while (folded.n && strchr(") ].:", folded.p[folded.n - 1]))
        folded.n--;
    for (size_t i = 0; i < VG_COUNT_OF(credits); i++)
        if (vg_sv_is(folded, credits[i]))
            return true;
    return folded.n <= 60 && is_shared_credit(folded);
}

/* The line is no more than the author's or the outlet's name. */
static bool is_signature(struct vg_sv line, const struct vg_page *page)
{
    static const char *const before[] = {
        "par ", "by ", "source : ", "source: ", "\xe2\x80\x94 ", "- "};

    for (size_t i = 0; i < VG_COUNT_OF(before); i++)
        if (vg_sv_starts_icase(line, vg_sv_cstr(before[i])))
            line = vg_sv_trim(vg_sv_sub(line, strlen(before[i]), line.n));
    for (size_t i = 0; i < page->n_authors; i++)
        if (vg_sv_starts_icase(line, page->authors[i]) && line.n <= page->authors[i].n + 30 &&
            page->authors[i].n >= 4)
            return true;
    return page->outlet.n >= 4 && vg_sv_eq_icase(line, page->outlet);
}

/* A line of the article's own text, not a heading or a label. */
static bool is_prose(const struct page_line *l)
{
    return l->score >= 8;
}

static void drop_range(struct page_line *lines, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        lines[i].drop = true;
}

/* Bylines, dates, sections, counts: short, with a number or a link, and no item of a list. */
static bool is_label(const struct page_ctx *self, const struct page_line *l)
{
    bool number = false;

    for (size_t i = 0; i < l->text.n && !number; i++)
        number = vg_is_digit((unsigned char)l->text.p[i]);
    return l->chars < 40 ? self->html->nodes[l->block].tag != VG_TAG_LI || l->link
                         : l->chars < 120 && (number || l->link);
}

/* Above the first prose labels go, and the headline with what is before it. */
static void trim_head(const struct page_ctx *self, struct page_line *lines, size_t n)
{
    size_t first = 0;

    while (first < n && (lines[first].drop || !is_prose(&lines[first])))
        first++;
    if (first == n)
        return;
    for (size_t i = 0; i < first; i++)
        if (lines[i].score < 0 && is_label(self, &lines[i]))
            lines[i].drop = true;
    for (size_t i = 0; i < n && lines[i].at < self->html->nodes[self->headline].end; i++)
        lines[i].drop |= self->headline != 0;
}

/* Below the last prose: headings, labels and links go. */
static void trim_tail(const struct page_ctx *self, struct page_line *lines, size_t n)
{
    while (n > 0 && (lines[n - 1].drop || lines[n - 1].score <= -6 ||
                     vg_tag_is_heading(self->html->nodes[lines[n - 1].block].tag)))
        lines[--n].drop = true;
}

static int64_t prose_of(const struct page_line *lines, size_t from, size_t to)
{
    int64_t sum = 0;

    for (size_t i = from; i < to; i++)
        sum += lines[i].score > 0 && !lines[i].drop ? lines[i].score : 0;
    return sum;
}

/* Does the article go on after line i? It does when the next prose lies in the element that holds
 * the last two lines of prose before it: lists of other articles and comments have elements of
 * their own. */
static bool goes_on(const struct page_ctx *self, const struct page_line *lines, size_t n, size_t i)
{
    const struct vg_html_node *nodes = self->html->nodes;
    uint32_t around = 0;
    size_t before = i, after = i + 1, count = 0, first = 0;

    while (first < i && (lines[first].drop || !is_prose(&lines[first])))
        first++;
    while (before > 0 && count < NEAR) {
        before--;
        if (!is_prose(&lines[before]) || lines[before].drop || (before == first && count > 1))
            continue;
        if (count++ == 0)
            around = nodes[lines[before].block].parent;
        while (around && around >= lines[before].at)
            around = nodes[around].parent;
    }
    while (after < n && !is_prose(&lines[after]))
        after++;
    return after < n && around && nodes[around].end > lines[after].at;
}

/* Drops what its beginning or end tells to be furniture, and all that comes after the end of the
 * article. */
static void trim_openings(const struct page_ctx *self, struct page_line *lines, size_t n,
                          const struct vg_page *page)
{
    int64_t all = prose_of(lines, 0, n), seen = 0;
    bool listing = false; /* below a label such as "Lire aussi" */
    struct vg_buf buf, other;

    vg_buf_init(&buf, 8 * MAX_FOLDED);
    vg_buf_init(&other, 8 * MAX_FOLDED);
    for (size_t i = 0; i < n; i++) {
        struct page_line *l = &lines[i];
        enum page_ending o = PAGE_NO_OPENING;

        if (!l->drop && l->chars <= 500) {
            struct vg_sv f = fold_start(l->text, &buf);

            o = page_opening(f, l->chars);
            if (o == PAGE_NO_OPENING && is_comment_head(l->text, l->chars, &other))
                o = PAGE_ENDS;
            l->drop = o != PAGE_NO_OPENING || is_credit(f) || is_feed_footer(f) ||
                      (!is_prose(l) && (is_signature(l->text, page) || (listing && l->link))) ||
                      (l->chars < 400 && is_caption(l->text, &other));
        }
        seen += l->score > 0 && !l->drop ? l->score : 0;
        listing = o ? l->chars < 60 : listing && l->drop;
        if ((o == PAGE_ENDS && seen * 2 > all) ||
            (o > PAGE_GOES_ON && (seen * 2 > all || seen > ENOUGH) &&
             !goes_on(self, lines, n, i))) {
            drop_range(lines, i, n);
            break;
        }
    }
    vg_buf_done(&buf);
    vg_buf_done(&other);
}

/* The same line again is a caption, a quotation set large, or the standfirst. */
static void trim_repeats(const struct page_ctx *self, struct page_line *lines, size_t n)
{
    size_t mask = 15;
    uint64_t *seen;

    while (mask < n * 2)
        mask = mask * 2 + 1;
    seen = vg_arena_new_n(self->arena, uint64_t, mask + 1);
    for (size_t i = 0; i < n; i++) {
        uint64_t h = vg_hash_sv(lines[i].text) | 1;
        size_t at = h & mask;

        if (lines[i].drop || lines[i].chars < 40)
            continue;
        while (seen[at] && seen[at] != h)
            at = (at + 1) & mask;
        lines[i].drop = seen[at] != 0;
        seen[at] = h;
    }
}

/* Lines that are one link and no sentence stand between paragraphs to lead away. */
static void trim_links(const struct page_ctx *self, struct page_line *lines, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned tag = self->html->nodes[lines[i].block].tag;

        if (lines[i].link * 10 >= lines[i].text.n * 9 && !vg_tag_is_heading(tag) &&
            tag != VG_TAG_TD && lines[i].chars >= 12)
            lines[i].drop = true;
    }
}

void page_trim(struct page_ctx *self, struct page_line *lines, size_t n, const struct vg_page *page)
{
    trim_openings(self, lines, n, page);
    trim_head(self, lines, n);
    trim_repeats(self, lines, n);
    trim_links(self, lines, n);
    trim_tail(self, lines, n);
}
