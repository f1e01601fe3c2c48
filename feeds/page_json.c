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
    s = page_plain_text(s, r->arena);
    return s.n ? s : VG_SV_NONE;
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

/* A text that is read run by run. */
struct run_reader {
    const char *p, *end;
    uint64_t last[RUN]; /* hashes of the last words, a ring */
    size_t n;
};

static bool is_word_char(uint32_t cp)
{
    return cp >= 0x80 ? vg_utf8_is_letter(cp)
                      : vg_is_alpha((unsigned char)cp) || vg_is_digit((unsigned char)cp);
}

/* The next word; 0 at the end. */
static uint64_t next_word(struct run_reader *r)
{
    uint64_t word = 0;

    while (r->p < r->end) {
        uint32_t cp = vg_utf8_next(&r->p, r->end);

        if (is_word_char(cp))
            word = (word + cp) * 0x9E3779B97F4A7C15ull;
        else if (word)
            break;
    }
    return word;
}

/* The next run's hash, never 0; 0 at the end. */
static uint32_t next_run(struct run_reader *r)
{
    uint64_t h = 0;

    do {
        uint64_t word = next_word(r);

        if (!word)
            return 0;
        r->last[r->n++ % RUN] = word;
    } while (r->n < RUN);
    for (size_t k = r->n - RUN; k < r->n; k++)
        h = (h ^ r->last[k % RUN]) * 0xC4CEB9FE1A85EC53ull;
    return (uint32_t)(h >> 32) | 1;
}

static struct run_reader runs_of(struct vg_sv s)
{
    return (struct run_reader){.p = s.p, .end = s.n ? s.p + s.n : s.p};
}

static uint32_t *slot_of(const struct runs *set, uint32_t h)
{
    size_t at = h & set->mask;

    while (set->slots[at] && set->slots[at] != h)
        at = (at + 1) & set->mask;
    return &set->slots[at];
}

/* Makes the set of the runs of body. */
static void runs_init(struct runs *set, struct vg_sv body, struct vg_arena *arena)
{
    struct run_reader r = runs_of(body);

    set->n = 0;
    while (next_run(&r))
        set->n++;
    for (set->mask = 15; set->mask < set->n * 2;)
        set->mask = set->mask * 2 + 1;
    set->slots = vg_arena_new_n(arena, uint32_t, set->mask + 1);
    r = runs_of(body);
    for (uint32_t h = next_run(&r); h; h = next_run(&r))
        *slot_of(set, h) = h;
}

/* How many of the runs of s are in the set; *total grows by how many there are. */
static size_t runs_shared(const struct runs *set, struct vg_sv s, size_t *total)
{
    struct run_reader r = runs_of(s);
    size_t n = 0;

    for (uint32_t h = next_run(&r); h; h = next_run(&r)) {
        n += *slot_of(set, h) != 0;
        ++*total;
    }
    return n;
}

bool page_json_compare(struct page_ctx *self, struct page_line *lines, size_t n, struct vg_sv body)
{
    struct runs set;
    size_t in_lines = 0, in_text = 0, bytes = page_lines_bytes(lines, n);
    size_t *found = vg_arena_new_n(self->arena, size_t, n + 1);

    if (body.n < MIN_BODY)
        return false;
    runs_init(&set, body, self->arena);
    for (size_t i = 0; i < n; i++)
        if (!lines[i].drop)
            in_lines += found[i] = runs_shared(&set, lines[i].text, &in_text);
    if (in_lines * 2 < set.n)
        return body.n > bytes + bytes / 2;
    /* the whole article is in it: what is not, is not of the article (headings are often left out
     * of it) */
    if (in_lines * 5 >= set.n * 4 && set.n * 4 >= in_text * 3)
        for (size_t i = 0; i < n; i++)
            if (!found[i] && lines[i].chars >= 20 && !(self->mark[lines[i].block] & PAGE_QUOTE) &&
                !vg_tag_is_heading(self->html->nodes[lines[i].block].tag))
                lines[i].drop = true;
    return false;
}
