#include "feeds/page_in.h"

#include <jansson.h>

#include "base/buf.h"
#include "base/limits.h"

#define MAX_DEPTH 6
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
