#include "feeds/page_in.h"

#include <jansson.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

#define MAX_DEPTH 6
#define MIN_BODY  200   /* bytes of an articleBody that may be the whole text */
#define MAX_NODES 20000 /* objects looked at per page */

/* One JSON-LD document under way. */
struct reader {
    struct vg_arena *arena;
    struct page_json *out;
    const json_t *top;
    int rank; /* of the object that *out was filled from */
    size_t seen;
};

/* How much a type of schema.org says that the object is the article; 0: it is not. */
static int rank_of(const char *type)
{
    static const struct {
        const char *name;
        int rank;
    } types[] = {
        {"NewsArticle", 5},
        {"ReportageNewsArticle", 5},
        {"AnalysisNewsArticle", 5},
        {"BackgroundNewsArticle", 5},
        {"OpinionNewsArticle", 5},
        {"ReviewNewsArticle", 5},
        {"AskPublicNewsArticle", 5},
        {"LiveBlogPosting", 5},
        {"Report", 4},
        {"Article", 4},
        {"BlogPosting", 4},
        {"SocialMediaPosting", 3},
        {"TechArticle", 4},
        {"ScholarlyArticle", 4},
        {"VideoObject", 1},
        {"WebPage", 1},
        {"ItemPage", 1},
    };

    if (strncmp(type, "http://schema.org/", 18) == 0)
        type += 18;
    else if (strncmp(type, "https://schema.org/", 19) == 0)
        type += 19;
    for (size_t i = 0; i < VG_COUNT_OF(types); i++)
        if (strcmp(types[i].name, type) == 0)
            return types[i].rank;
    return 0;
}

static int rank_of_object(const json_t *object)
{
    const json_t *type = json_object_get(object, "@type");
    int best = 0;

    if (json_is_string(type))
        return rank_of(json_string_value(type));
    for (size_t i = 0; i < json_array_size(type); i++) {
        const json_t *t = json_array_get(type, i);
        int r = json_is_string(t) ? rank_of(json_string_value(t)) : 0;

        best = r > best ? r : best;
    }
    return best;
}

/* A string as text: many sites put entities or markup into JSON-LD. */
static struct vg_sv text_of(struct reader *r, const json_t *value)
{
    struct vg_sv s;

    if (!json_is_string(value))
        return VG_SV_NONE;
    s = vg_sv_trim(vg_sv(json_string_value(value), json_string_length(value)));
    if (vg_sv_find_char(s, '<') >= 0 || vg_sv_find_char(s, '&') >= 0)
        return vg_html_to_text(s, r->arena);
    return s.n ? vg_sv(vg_arena_str(r->arena, s), s.n) : VG_SV_NONE;
}

/* An object that is only a reference {"@id": ...} to another one of the same document. */
static const json_t *resolve(struct reader *r, const json_t *value)
{
    const json_t *graph = json_object_get(r->top, "@graph");
    const char *id = json_string_value(json_object_get(value, "@id"));

    if (!id || json_object_get(value, "name"))
        return value;
    for (size_t i = 0; i < json_array_size(graph) && i < 100; i++) {
        const json_t *o = json_array_get(graph, i);
        const char *other = json_string_value(json_object_get(o, "@id"));

        if (other && strcmp(other, id) == 0)
            return o;
    }
    return value;
}

/* "x", {"name": "x"}, {"@id": ...}, or the first of a list of these. */
static struct vg_sv name_of(struct reader *r, const json_t *value, const char *key)
{
    if (json_is_array(value))
        value = json_array_get(value, 0);
    if (json_is_string(value))
        return text_of(r, value);
    value = json_object_get(resolve(r, value), key);
    return text_of(r, json_is_array(value) ? json_array_get(value, 0) : value);
}

static void take_authors(struct reader *r, const json_t *value)
{
    size_t n = json_is_array(value) ? json_array_size(value) : value != NULL;

    for (size_t i = 0; i < n && r->out->n_authors < VG_COUNT_OF(r->out->authors); i++) {
        struct vg_sv s =
            name_of(r, json_is_array(value) ? json_array_get(value, i) : value, "name");

        if (s.n && s.n <= VG_MAX_AUTHOR)
            r->out->authors[r->out->n_authors++] = s;
    }
}

static void take(struct vg_sv *to, struct vg_sv s)
{
    if (s.n)
        *to = s;
}

static void take_article(struct reader *r, const json_t *o)
{
    struct page_json *out = r->out;
    const json_t *is_free = json_object_get(o, "isAccessibleForFree");

    take(&out->title, text_of(r, json_object_get(o, "headline")));
    if (!out->title.n)
        take(&out->title, text_of(r, json_object_get(o, "name")));
    take(&out->published, text_of(r, json_object_get(o, "datePublished")));
    take(&out->modified, text_of(r, json_object_get(o, "dateModified")));
    take(&out->lang, name_of(r, json_object_get(o, "inLanguage"), "name"));
    take(&out->outlet, name_of(r, json_object_get(o, "publisher"), "name"));
    take(&out->image, name_of(r, json_object_get(o, "image"), "url"));
    take(&out->url, name_of(r, json_object_get(o, "mainEntityOfPage"), "@id"));
    take(&out->body, text_of(r, json_object_get(o, "articleBody")));
    if (json_object_get(o, "author")) {
        out->n_authors = 0;
        take_authors(r, json_object_get(o, "author"));
    }
    if (json_is_false(is_free))
        out->closed = true;
    else if (json_is_string(is_free))
        out->closed = vg_sv_eq_icase(vg_sv_cstr(json_string_value(is_free)), VG_SV("false"));
}

static void visit(struct reader *r, const json_t *value, int depth)
{
    static const char *const inner[] = {"@graph",  "mainEntity", "mainEntityOfPage",
                                        "hasPart", "subjectOf",  "itemListElement"};

    if (depth > MAX_DEPTH || ++r->seen > MAX_NODES)
        return;
    for (size_t i = 0; i < json_array_size(value); i++)
        visit(r, json_array_get(value, i), depth + 1);
    if (json_is_object(value)) {
        int rank = rank_of_object(value);

        for (size_t i = 0; i < VG_COUNT_OF(inner); i++)
            visit(r, json_object_get(value, inner[i]), depth + 1);
        /* a better object speaks over what a lesser one said; of equals the first is the page's own
         */
        if (rank > r->rank) {
            r->rank = rank;
            take_article(r, value);
        }
    }
}

static void read_one(struct reader *r, struct vg_sv s)
{
    struct vg_buf buf;
    json_t *top;

    while (s.n && s.p[0] != '{' && s.p[0] != '[') /* comment or CDATA around it */
        s = vg_sv_sub(s, 1, s.n);
    vg_buf_init(&buf, VG_MAX_PAGE_BODY);
    (void)vg_buf_sv(&buf, s);
    for (size_t i = 0; i < buf.n; i++) /* raw line breaks in strings are common */
        if ((unsigned char)buf.p[i] < 0x20)
            buf.p[i] = ' ';
    top = buf.n ? json_loadb(buf.p, buf.n, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, NULL) : NULL;
    vg_buf_done(&buf);
    r->top = top;
    visit(r, top, 0);
    json_decref(top);
}

void page_json_read(const struct vg_html *html, struct vg_arena *arena, struct page_json *ret)
{
    struct reader r = {.arena = arena, .out = ret};

    memset(ret, 0, sizeof *ret);
    for (size_t i = 0; i < html->n_jsonld; i++)
        read_one(&r, html->jsonld[i]);
}

/* Hashes of the runs of four words of the articleBody, in an open-addressed set. */
struct runs {
    uint32_t *slots; /* 0: empty */
    size_t mask, n;
};

#define RUN 4

/* Calls for each run of words in s: with set->slots NULL it counts words, filling adds, else it
 * tells how many are in the set. */
static size_t each_run(struct runs *set, struct vg_sv s, bool fill, size_t *ret_total)
{
    uint64_t last[RUN] = {0}, word = 0;
    size_t n = 0, hits = 0;

    *ret_total = 0;
    for (const char *p = s.p; p <= s.p + s.n;) {
        uint32_t cp = p < s.p + s.n ? vg_utf8_next(&p, s.p + s.n) : (p++, 0);

        if (cp && (cp >= 0x80 ? vg_utf8_is_letter(cp)
                              : vg_is_alpha((unsigned char)cp) || vg_is_digit((unsigned char)cp))) {
            word = (word + cp) * 0x9E3779B97F4A7C15ull;
            continue;
        }
        if (!word)
            continue;
        last[n++ % RUN] = word;
        word = 0;
        if (n >= RUN) {
            uint64_t h = 0;

            for (size_t k = n - RUN; k < n; k++)
                h = (h ^ last[k % RUN]) * 0xC4CEB9FE1A85EC53ull;
            h = (h >> 32) | 1;
            ++*ret_total;
            if (set->slots) {
                size_t at = h & set->mask;

                while (set->slots[at] && set->slots[at] != (uint32_t)h)
                    at = (at + 1) & set->mask;
                hits += set->slots[at] != 0;
                if (fill)
                    set->slots[at] = (uint32_t)h;
            }
        }
    }
    return hits;
}

bool page_json_compare(struct page_ctx *self, struct page_line *lines, size_t n, struct vg_sv body)
{
    struct runs set = {0};
    size_t in_body, in_lines = 0, in_text = 0, bytes = page_lines_bytes(lines, n);
    size_t *found = vg_arena_new_n(self->arena, size_t, n + 1);

    if (body.n < MIN_BODY)
        return false;
    (void)each_run(&set, body, false, &in_body);
    for (set.mask = 15; set.mask < in_body * 2;)
        set.mask = set.mask * 2 + 1;
    set.slots = vg_arena_new_n(self->arena, uint32_t, set.mask + 1);
    (void)each_run(&set, body, true, &in_body);
    for (size_t i = 0; i < n; i++) {
        size_t total;

        if (lines[i].drop)
            continue;
        found[i] = each_run(&set, lines[i].text, false, &total);
        in_lines += found[i];
        in_text += total;
    }
    if (in_lines * 2 < in_body)
        return body.n > bytes + bytes / 2;
    /* the whole article is in it: what is not, is not of the article (headings are often left out
     * of it) */
    if (in_lines * 5 >= in_body * 4 && in_body * 4 >= in_text * 3)
        for (size_t i = 0; i < n; i++)
            if (!found[i] && lines[i].chars >= 20 && !(self->mark[lines[i].block] & PAGE_QUOTE) &&
                !vg_tag_is_heading(self->html->nodes[lines[i].block].tag))
                lines[i].drop = true;
    return false;
}
