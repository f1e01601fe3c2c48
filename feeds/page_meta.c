#include "feeds/page_in.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "feeds/date.h"
#include "feeds/lang.h"
#include "feeds/url.h"

/* What a page says of itself; of each, the value of the most trusted place. */
enum field {
    F_TITLE,
    F_OUTLET,
    F_PUBLISHED,
    F_MODIFIED,
    F_AUTHOR,
    F_LANG,
    F_URL,
    F_IMAGE,
    F_TIER,
    F_BASE,
    F_COUNT
};

struct facts {
    struct vg_sv value[F_COUNT];
    int rank[F_COUNT]; /* 0: none; the lower of others wins */
};

static const struct {
    const char *name;
    enum field field;
    int rank;
} metas[] = {
    {"og:title", F_TITLE, 2},
    {"twitter:title", F_TITLE, 3},
    {"dc.title", F_TITLE, 4},
    {"dcterms.title", F_TITLE, 4},
    {"parsely-title", F_TITLE, 3},
    {"og:site_name", F_OUTLET, 2},
    {"application-name", F_OUTLET, 3},
    {"dc.publisher", F_OUTLET, 4},
    {"apple-mobile-web-app-title", F_OUTLET, 5},
    {"article:published_time", F_PUBLISHED, 2},
    {"og:article:published_time", F_PUBLISHED, 2},
    {"og:published_time", F_PUBLISHED, 3},
    {"datepublished", F_PUBLISHED, 3},
    {"parsely-pub-date", F_PUBLISHED, 3},
    {"sailthru.date", F_PUBLISHED, 4},
    {"dcterms.created", F_PUBLISHED, 4},
    {"dcterms.issued", F_PUBLISHED, 4},
    {"dc.date.issued", F_PUBLISHED, 4},
    {"dc.date.created", F_PUBLISHED, 4},
    {"dc.date", F_PUBLISHED, 4},
    {"dcterms.date", F_PUBLISHED, 4},
    {"publish-date", F_PUBLISHED, 4},
    {"publication_date", F_PUBLISHED, 4},
    {"pubdate", F_PUBLISHED, 4},
    {"pdate", F_PUBLISHED, 5},
    {"date", F_PUBLISHED, 5},
    {"article:modified_time", F_MODIFIED, 2},
    {"og:article:modified_time", F_MODIFIED, 2},
    {"og:updated_time", F_MODIFIED, 3},
    {"datemodified", F_MODIFIED, 3},
    {"dcterms.modified", F_MODIFIED, 4},
    {"dc.date.modified", F_MODIFIED, 4},
    {"lastmod", F_MODIFIED, 5},
    {"last-modified", F_MODIFIED, 5},
    {"author", F_AUTHOR, 2},
    {"article:author", F_AUTHOR, 3},
    {"parsely-author", F_AUTHOR, 3},
    {"sailthru.author", F_AUTHOR, 3},
    {"dc.creator", F_AUTHOR, 4},
    {"dcterms.creator", F_AUTHOR, 4},
    {"og:locale", F_LANG, 3},
    {"content-language", F_LANG, 4},
    {"dc.language", F_LANG, 4},
    {"og:url", F_URL, 3},
    {"og:image", F_IMAGE, 2},
    {"og:image:url", F_IMAGE, 3},
    {"og:image:secure_url", F_IMAGE, 3},
    {"twitter:image", F_IMAGE, 4},
    {"twitter:image:src", F_IMAGE, 4},
    {"article:content_tier", F_TIER, 2},
};

static void note(struct facts *f, enum field field, int rank, struct vg_sv value)
{
    value = vg_sv_trim(value);
    if (!value.n || value.n > VG_MAX_TITLE || (f->rank[field] && f->rank[field] <= rank))
        return;
    f->value[field] = value;
    f->rank[field] = rank;
}

static bool is_http(struct vg_sv s)
{
    return vg_sv_starts_icase(s, VG_SV("http://")) || vg_sv_starts_icase(s, VG_SV("https://"));
}

static void see_meta(struct facts *f, const struct vg_html *h, size_t i)
{
    struct vg_sv content = vg_html_attr(h, i, VG_ATTR_CONTENT);
    static const enum vg_attr_name keys[] = {VG_ATTR_PROPERTY, VG_ATTR_NAME, VG_ATTR_ITEMPROP,
                                             VG_ATTR_HTTP_EQUIV};

    for (size_t k = 0; content.n && k < VG_COUNT_OF(keys); k++) {
        struct vg_sv key = vg_html_attr(h, i, keys[k]);

        for (size_t m = 0; key.n && m < VG_COUNT_OF(metas); m++)
            if (vg_sv_eq_icase(key, vg_sv_cstr(metas[m].name)) &&
                !(metas[m].field == F_AUTHOR && is_http(content)))
                note(f, metas[m].field, metas[m].rank, content);
    }
}

/* Elements that carry facts by microdata, rel, or the name of their class. */
static void see_element(struct facts *f, const struct vg_html *h, size_t i)
{
    struct vg_sv prop = vg_html_attr(h, i, VG_ATTR_ITEMPROP), rel = vg_html_attr(h, i, VG_ATTR_REL);
    struct vg_sv class = vg_html_attr(h, i, VG_ATTR_CLASS);
    struct vg_sv text = vg_html_text(h, i), when = vg_html_attr(h, i, VG_ATTR_DATETIME);

    if (!when.n)
        when = vg_html_attr(h, i, VG_ATTR_CONTENT);
    if (vg_sv_is(prop, "datePublished"))
        note(f, F_PUBLISHED, 3, when.n ? when : text);
    else if (vg_sv_is(prop, "dateModified"))
        note(f, F_MODIFIED, 3, when.n ? when : text);
    else if (h->nodes[i].tag == VG_TAG_TIME && when.n)
        note(f, F_PUBLISHED, vg_sv_find_icase(class, VG_SV("publi")) >= 0 ? 5 : 6, when);
    if (text.n > 80 || h->nodes[i].tag == VG_TAG_LABEL)
        return;
    if (vg_sv_is(prop, "author"))
        note(f, F_AUTHOR, 4, text);
    else if (vg_sv_is(rel, "author"))
        note(f, F_AUTHOR, 5, text);
    else if (vg_sv_find_icase(class, VG_SV("author")) >= 0 ||
             vg_sv_find_icase(class, VG_SV("auteur")) >= 0 ||
             vg_sv_find_icase(class, VG_SV("byline")) >= 0)
        note(f, F_AUTHOR, 6, text);
}

static void see_link(struct facts *f, const struct vg_html *h, size_t i)
{
    if (vg_sv_eq_icase(vg_html_attr(h, i, VG_ATTR_REL), VG_SV("canonical")))
        note(f, F_URL, 2, vg_html_attr(h, i, VG_ATTR_HREF));
}

static void collect(const struct vg_html *h, struct facts *f)
{
    for (size_t i = 1; i < h->n_nodes; i++) {
        switch (h->nodes[i].tag) {
        case VG_TAG_TEXT:
            break;
        case VG_TAG_META:
            see_meta(f, h, i);
            break;
        case VG_TAG_LINK:
            see_link(f, h, i);
            break;
        case VG_TAG_BASE:
            note(f, F_BASE, 2, vg_html_attr(h, i, VG_ATTR_HREF));
            break;
        case VG_TAG_TITLE:
            note(f, F_TITLE, 9, vg_html_text(h, i));
            break;
        case VG_TAG_HTML:
            note(f, F_LANG, 2, vg_html_attr(h, i, VG_ATTR_LANG));
            break;
        default:
            if (h->nodes[i].n_attr)
                see_element(f, h, i);
        }
    }
}

/* s on one line, or none when it is empty. */
static struct vg_sv clean(struct vg_sv s, struct vg_arena *arena)
{
    struct vg_buf buf;

    if (!s.n)
        return VG_SV_NONE;
    vg_buf_init(&buf, VG_MAX_TITLE * 4);
    for (const char *p = s.p; p < s.p + s.n;) {
        const char *at = p;
        uint32_t cp = vg_utf8_next(&p, s.p + s.n);

        if (cp < 0x20 || cp == ' ' || (cp >= 0x7F && cp <= 0xA0)) {
            if (buf.n && buf.p[buf.n - 1] != ' ')
                (void)vg_buf_char(&buf, ' ');
        } else if (cp != VG_UTF8_BAD && cp != 0xAD && cp != 0x200B && cp != 0xFEFF) {
            (void)vg_buf_add(&buf, at, (size_t)(p - at));
        }
    }
    s = vg_sv_trim(vg_buf_view(&buf));
    s = s.n ? vg_sv(vg_arena_str(arena, s), s.n) : VG_SV_NONE;
    vg_buf_done(&buf);
    return s;
}

/* "Headline - Outlet" without the outlet. */
static struct vg_sv without_outlet(struct vg_sv title, struct vg_sv outlet)
{
    static const char *const seps[] = {" | ", " - ",        " \xe2\x80\x93 ", " \xe2\x80\x94 ",
                                       " : ", " \xc2\xbb ", " \xe2\x80\xa2 "};

    for (size_t i = 0; i < VG_COUNT_OF(seps) && outlet.n; i++) {
        struct vg_sv sep = vg_sv_cstr(seps[i]);

        if (title.n > outlet.n + sep.n &&
            vg_sv_eq_icase(vg_sv_sub(title, title.n - outlet.n, title.n), outlet) &&
            vg_sv_ends(vg_sv_sub(title, 0, title.n - outlet.n), sep))
            return vg_sv_trim(vg_sv_sub(title, 0, title.n - outlet.n - sep.n));
    }
    return title;
}

/* "Par A. Keita | 3 mars" -> "A. Keita" */
static struct vg_sv bare_name(struct vg_sv s)
{
    static const char *const before[] = {"par ", "by ", "propos recueillis par ", "analysis by ",
                                         "de "};
    ptrdiff_t bar = vg_sv_find_char(s, '|');

    s = vg_sv_trim(bar >= 0 ? vg_sv_sub(s, 0, (size_t)bar) : s);
    for (size_t i = 0; i < VG_COUNT_OF(before); i++)
        if (vg_sv_starts_icase(s, vg_sv_cstr(before[i])))
            s = vg_sv_trim(vg_sv_sub(s, strlen(before[i]), s.n));
    return s;
}

/* A name has letters and no digits, and is no address. */
static void add_author(struct vg_page *page, struct vg_sv s)
{
    bool letters = false;

    s = bare_name(s);
    if (!s.n || s.n > VG_MAX_AUTHOR || is_http(s) || vg_sv_find_char(s, '@') >= 0)
        return;
    for (size_t i = 0; i < s.n; i++) {
        if (vg_is_digit((unsigned char)s.p[i]))
            return;
        letters = letters || vg_is_alpha((unsigned char)s.p[i]) || (unsigned char)s.p[i] >= 0x80;
    }
    if (letters && page->n_authors < VG_COUNT_OF(page->authors))
        page->authors[page->n_authors++] = s;
}

/* Names in one string: "Par A, B et C". */
static void split_authors(struct vg_sv s, struct vg_page *page)
{
    static const char *const between[] = {", ", " et ", " and ", " & ", " / ", "; "};

    s = vg_sv_sub(s, 0, VG_MAX_AUTHOR);
    while (s.n) {
        size_t cut = s.n, next = s.n;

        for (size_t i = 0; i < VG_COUNT_OF(between); i++) {
            ptrdiff_t at = vg_sv_find(s, vg_sv_cstr(between[i]));

            if (at >= 0 && (size_t)at < cut) {
                cut = (size_t)at;
                next = cut + strlen(between[i]);
            }
        }
        add_author(page, vg_sv_sub(s, 0, cut));
        s = vg_sv_sub(s, next, s.n);
    }
}

static struct vg_sv url_of(struct vg_sv base, struct vg_sv ref, struct vg_arena *arena)
{
    struct vg_sv u = ref.n && ref.n <= VG_MAX_URL ? vg_url_resolve(base, ref, arena) : VG_SV_NONE;

    return vg_url_is_http(u) && u.n <= VG_MAX_URL ? u : VG_SV_NONE;
}

/* Some templates call the front page the canonical address of every article. */
static bool is_front_page(struct vg_sv url, struct vg_sv own)
{
    struct vg_url u = vg_url_split(url), o = vg_url_split(own);

    return u.path.n <= 1 && !u.query.n && (o.path.n > 1 || o.query.n > 0);
}

static int64_t date_of(struct vg_sv s)
{
    return s.n ? vg_date_read(s) : VG_TIME_NONE;
}

/* "fr_FR", "fr-ML" -> "fr" */
static struct vg_sv primary_lang(struct vg_sv s, struct vg_arena *arena)
{
    char *p;
    size_t n = 0;

    while (n < s.n && vg_is_alpha((unsigned char)s.p[n]))
        n++;
    if (n < 2 || n > 3)
        return VG_SV_NONE;
    p = vg_arena_str(arena, vg_sv_sub(s, 0, n));
    for (size_t i = 0; i < n; i++)
        p[i] = (char)vg_lower((unsigned char)p[i]);
    return vg_sv(p, n);
}

void page_meta_read(const struct vg_html *html, const struct vg_page_opts *opts,
                    const struct page_json *json, struct vg_arena *arena, struct vg_page *ret)
{
    struct facts f = {0};
    struct vg_sv base, url;

    collect(html, &f);
    base = f.value[F_BASE].n ? vg_url_resolve(opts->url, f.value[F_BASE], arena) : opts->url;
    ret->outlet = clean(json->outlet.n ? json->outlet : f.value[F_OUTLET], arena);
    ret->title = clean(json->title.n ? json->title : f.value[F_TITLE], arena);
    ret->title = without_outlet(ret->title, ret->outlet);
    ret->title = without_outlet(ret->title, clean(f.value[F_OUTLET], arena));
    ret->published_usec = date_of(json->published);
    if (ret->published_usec == VG_TIME_NONE)
        ret->published_usec = date_of(f.value[F_PUBLISHED]);
    ret->modified_usec = date_of(json->modified);
    if (ret->modified_usec == VG_TIME_NONE)
        ret->modified_usec = date_of(f.value[F_MODIFIED]);
    for (size_t i = 0; i < json->n_authors; i++)
        add_author(ret, clean(json->authors[i], arena));
    if (!ret->n_authors)
        split_authors(clean(f.value[F_AUTHOR], arena), ret);
    ret->lang = primary_lang(f.value[F_LANG].n ? f.value[F_LANG] : json->lang, arena);
    url = url_of(base, f.value[F_URL], arena);
    if (!url.n || is_front_page(url, opts->url))
        url = url_of(base, json->url, arena);
    if (!url.n || is_front_page(url, opts->url))
        url = url_of(base, opts->url, arena);
    ret->canonical = url;
    ret->image = url_of(base, f.value[F_IMAGE].n ? f.value[F_IMAGE] : json->image, arena);
    ret->paywalled = json->closed || vg_sv_eq_icase(f.value[F_TIER], VG_SV("locked"));
}
