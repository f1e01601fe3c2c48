#include "feeds/markup.h"

#include <stdlib.h>

#include "base/err.h"
#include "feeds/entities.h"
#include "feeds/url.h"

#define MAX_NAME 16 /* longer names are of no element or attribute that we keep */

/* All sorted. */
static const char *const elements[] = {
    "a",    "abbr",     "acronym", "address",    "area",    "article", "aside",  "audio",  "b",
    "bdi",  "bdo",      "big",     "blockquote", "br",      "caption", "center", "cite",   "code",
    "col",  "colgroup", "data",    "dd",         "del",     "details", "dfn",    "dir",    "div",
    "dl",   "dt",       "em",      "figcaption", "figure",  "font",    "footer", "h1",     "h2",
    "h3",   "h4",       "h5",      "h6",         "header",  "hgroup",  "hr",     "i",      "img",
    "ins",  "kbd",      "label",   "legend",     "li",      "main",    "map",    "mark",   "menu",
    "nav",  "noscript", "ol",      "p",          "picture", "pre",     "q",      "rp",     "rt",
    "ruby", "s",        "samp",    "section",    "small",   "source",  "span",   "strike", "strong",
    "sub",  "summary",  "sup",     "table",      "tbody",   "td",      "tfoot",  "th",     "thead",
    "time", "tr",       "track",   "tt",         "u",       "ul",      "var",    "video",  "wbr",
};
static const char *const attributes[] = {
    "abbr",     "align",    "alt",    "axis",     "border",  "cite",    "class",
    "colspan",  "controls", "coords", "datetime", "dir",     "headers", "height",
    "href",     "hreflang", "id",     "itemprop", "kind",    "label",   "lang",
    "longdesc", "media",    "name",   "poster",   "rel",     "rev",     "rowspan",
    "scope",    "shape",    "span",   "src",      "srclang", "start",   "summary",
    "title",    "type",     "usemap", "valign",   "value",   "width",   "xml:lang",
};
static const char *const addresses[] = {"cite", "href", "longdesc", "poster", "src", "usemap"};
static const char *const swallowed[] = {"applet", "script", "style", "template"};
static const char *const voids[] = {
    "area",  "base", "br",   "col",   "embed",  "hr",    "img",
    "input", "link", "meta", "param", "source", "track", "wbr",
};

struct cleaner {
    struct vg_sv html, base;
    size_t from; /* what lies before it is in out already */
    struct vg_arena *arena;
    struct vg_buf *out;
    bool no_gt; /* no '>' follows any more */
};

static int by_name(const void *key, const void *x)
{
    return strcmp(key, *(const char *const *)x);
}

static bool listed(struct vg_sv name, const char *const *list, size_t n)
{
    char key[MAX_NAME + 1];

    if (name.n == 0 || name.n > MAX_NAME)
        return false;
    for (size_t i = 0; i < name.n; i++)
        key[i] = (char)vg_lower((unsigned char)name.p[i]);
    key[name.n] = '\0';
    return bsearch(key, list, n, sizeof *list, by_name) != NULL;
}
#define LISTED(name, list) listed((name), (list), VG_COUNT_OF(list))

/* The elements that articles are made of, without a search. */
static bool is_element(struct vg_sv name)
{
    if (name.n == 1)
        return name.p[0] == 'p' || name.p[0] == 'a' || name.p[0] == 'b' || name.p[0] == 'i' ||
               LISTED(name, elements);
    return (name.n == 2 && (memcmp(name.p, "br", 2) == 0 || memcmp(name.p, "li", 2) == 0)) ||
           (name.n == 6 && memcmp(name.p, "strong", 6) == 0) || LISTED(name, elements);
}

bool vg_markup_is_void(struct vg_sv name)
{
    return LISTED(name, voids);
}

void vg_markup_escape(struct vg_buf *out, struct vg_sv text, bool attribute)
{
    while (text.n) {
        size_t i = 0;
        while (i < text.n && text.p[i] != '&' && text.p[i] != '<' && text.p[i] != '>' &&
               !(attribute && text.p[i] == '"'))
            i++;
        (void)vg_buf_add(out, text.p, i);
        if (i == text.n)
            return;
        char c = text.p[i];
        (void)vg_buf_str(out, c == '&'   ? "&amp;"
                              : c == '<' ? "&lt;"
                              : c == '>' ? "&gt;"
                                         : "&quot;");
        text = vg_sv_sub(text, i + 1, text.n);
    }
}

/* Replaces html[at, to) by what the caller appends to out next. */
static void cut(struct cleaner *c, size_t at, size_t to)
{
    (void)vg_buf_add(c->out, c->html.p + c->from, at - c->from);
    c->from = to;
}

/* Length of the tag at s ('<' first) with its '>': quotes open after '=' only. 0 when it does not
 * end before another begins, so that no byte is looked at for many tags. */
static size_t tag_length(struct vg_sv s)
{
    bool assign = false;

    for (size_t i = 1; i < s.n; i++) {
        char ch = s.p[i];
        if (ch == '>')
            return i + 1;
        if (ch == '<')
            return 0;
        if (assign && (ch == '"' || ch == '\'')) {
            const char *close = memchr(s.p + i + 1, ch, s.n - i - 1);
            if (!close) { /* a quote that never closes: the tag ends at the next '>' all the same */
                close = memchr(s.p + i, '>', s.n - i);
                return close ? (size_t)(close - s.p) + 1 : 0;
            }
            i = (size_t)(close - s.p);
            assign = false;
        } else {
            assign = ch == '=' || (assign && vg_is_space((unsigned char)ch));
        }
    }
    return 0;
}

/* Next attribute of s from *at on; false at the end. */
static bool next_attr(struct vg_sv s, size_t *at, struct vg_sv *name, struct vg_sv *value)
{
    size_t i = *at;

    while (i < s.n && (vg_is_space((unsigned char)s.p[i]) || s.p[i] == '/'))
        i++;
    size_t from = i;
    while (i < s.n && !vg_is_space((unsigned char)s.p[i]) && s.p[i] != '=' && s.p[i] != '/')
        i++;
    if (i == from && i < s.n)
        i++; /* a '=' without a name */
    *name = vg_sv_sub(s, from, i);
    *value = VG_SV_NONE;
    while (i < s.n && vg_is_space((unsigned char)s.p[i]))
        i++;
    if (i < s.n && s.p[i] == '=') {
        i++;
        while (i < s.n && vg_is_space((unsigned char)s.p[i]))
            i++;
        char quote = i < s.n && (s.p[i] == '"' || s.p[i] == '\'') ? s.p[i] : 0;
        from = quote ? ++i : i;
        while (i < s.n && (quote ? s.p[i] != quote : !vg_is_space((unsigned char)s.p[i])))
            i++;
        *value = vg_sv_sub(s, from, i);
        i += quote && i < s.n;
    }
    *at = i;
    return name->n > 0;
}

/* The value with its references decoded. */
static struct vg_sv decoded(struct vg_sv s, struct vg_arena *arena)
{
    if (vg_sv_find_char(s, '&') < 0)
        return s;
    char *p = vg_arena_alloc(arena, s.n * 2 + 16), text[16];
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t k = 0, used = s.p[i] == '&' ? vg_reference_read(vg_sv_sub(s, i, s.n), text, &k) : 0;
        if (used) {
            memcpy(p + n, text, k);
            n += k;
            i += used;
        } else {
            p[n++] = s.p[i++];
        }
    }
    return vg_sv(p, n);
}

/* An address as it should be: *ret is the value (decoded) to write instead. False when the one
 * there can stay. */
static bool mend_address(struct cleaner *c, struct vg_sv value, struct vg_sv *ret)
{
    if (vg_sv_starts(value, VG_SV("https://")) || vg_sv_starts(value, VG_SV("http://")))
        return false;
    struct vg_sv url = vg_sv_trim(decoded(value, c->arena));
    *ret = vg_url_resolve(c->base, url, c->arena);
    if (!vg_url_is_safe(*ret))
        *ret = VG_SV("");
    return !vg_sv_eq(*ret, value);
}

static bool attr_needs_change(struct cleaner *c, struct vg_sv name, struct vg_sv value)
{
    struct vg_sv url;

    return !LISTED(name, attributes) || (LISTED(name, addresses) && mend_address(c, value, &url));
}

static void write_attr(struct cleaner *c, struct vg_sv name, struct vg_sv value)
{
    struct vg_sv url;

    if (!LISTED(name, attributes))
        return;
    (void)vg_buf_char(c->out, ' ');
    for (size_t i = 0; i < name.n; i++)
        (void)vg_buf_char(c->out, (char)vg_lower((unsigned char)name.p[i]));
    if (!value.p)
        return;
    (void)vg_buf_str(c->out, "=\"");
    if (LISTED(name, addresses) && mend_address(c, value, &url))
        value = url;
    else
        value = decoded(value, c->arena);
    vg_markup_escape(c->out, value, true);
    (void)vg_buf_char(c->out, '"');
}

/* A start tag with attributes, html[at, to): rewritten when one of them must change. */
static void clean_attrs(struct cleaner *c, size_t at, size_t to, struct vg_sv name)
{
    bool empty = c->html.p[to - 2] == '/', change = false;
    struct vg_sv rest = vg_sv_sub(c->html, at + 1 + name.n, to - 1 - empty), key, value;

    for (size_t i = 0; !change && next_attr(rest, &i, &key, &value);)
        change = attr_needs_change(c, key, value);
    if (!change)
        return;
    cut(c, at, to);
    (void)vg_buf_char(c->out, '<');
    (void)vg_buf_sv(c->out, name);
    for (size_t i = 0; next_attr(rest, &i, &key, &value);)
        write_attr(c, key, value);
    (void)vg_buf_str(c->out, empty ? " />" : ">");
    vg_arena_reset(c->arena);
}

/* Past the end tag of an element that goes with all that is in it. */
static size_t past_swallowed(struct vg_sv html, size_t at, struct vg_sv name)
{
    for (size_t i = at; i + 2 + name.n <= html.n; i++) {
        const char *lt = memchr(html.p + i, '<', html.n - i);
        if (!lt)
            break;
        i = (size_t)(lt - html.p);
        struct vg_sv end = vg_sv_sub(html, i + 2, i + 2 + name.n);
        if (i + 1 < html.n && lt[1] == '/' && vg_sv_eq_icase(end, name)) {
            const char *gt = memchr(lt, '>', html.n - i);
            return gt ? (size_t)(gt - html.p) + 1 : html.n;
        }
    }
    return html.n;
}

/* "<!" or "<?": comments and declarations go. Returns where to go on. */
static size_t clean_declaration(struct cleaner *c, size_t at)
{
    struct vg_sv s = vg_sv_sub(c->html, at, c->html.n);
    ptrdiff_t end = -1;

    if (vg_sv_starts(s, VG_SV("<!--"))) {
        end = vg_sv_find(s, VG_SV("-->"));
        end = end < 0 ? (ptrdiff_t)s.n : end + 3;
    } else if (s.n > 2 && (vg_is_alpha((unsigned char)s.p[2]) || s.p[2] == '[')) {
        end = c->no_gt ? 0 : vg_sv_find_char(s, '>') + 1;
        c->no_gt = end == 0;
    }
    if (end <= 0) {
        cut(c, at, at + 1);
        (void)vg_buf_str(c->out, "&lt;");
        return at + 1;
    }
    cut(c, at, at + (size_t)end);
    return at + (size_t)end;
}

/* The '<' at html[at]. Returns where to go on. */
static size_t clean_tag(struct cleaner *c, size_t at)
{
    struct vg_sv s = vg_sv_sub(c->html, at, c->html.n);
    bool end = s.n > 1 && s.p[1] == '/';
    size_t n = 1 + end, from = n;

    if (s.n > 1 && (s.p[1] == '!' || s.p[1] == '?'))
        return clean_declaration(c, at);
    while (n < s.n && (vg_is_alpha((unsigned char)s.p[n]) || vg_is_digit((unsigned char)s.p[n]) ||
                       s.p[n] == ':' || s.p[n] == '-'))
        n++;
    struct vg_sv name = vg_sv_sub(s, from, n);
    size_t length = name.n && vg_is_alpha((unsigned char)name.p[0]) ? tag_length(s) : 0;
    if (length == 0) { /* a bare '<' */
        cut(c, at, at + 1);
        (void)vg_buf_str(c->out, "&lt;");
        return at + 1;
    }
    if (!is_element(name)) {
        size_t to = at + length;
        if (!end && LISTED(name, swallowed))
            to = past_swallowed(c->html, to, name);
        cut(c, at, to);
        return to;
    }
    if (!end && length > n + 2)
        clean_attrs(c, at, at + length, name);
    return at + length;
}

struct vg_sv vg_markup_clean(struct vg_sv html, struct vg_sv base, struct vg_arena *arena,
                             struct vg_buf *out)
{
    struct cleaner c = {html, base, 0, arena, out, false};
    size_t i = 0;

    vg_buf_clear(out);
    vg_arena_reset(arena);
    while (i < html.n) {
        const char *lt = memchr(html.p + i, '<', html.n - i);
        if (!lt)
            break;
        i = clean_tag(&c, (size_t)(lt - html.p));
    }
    if (c.from == 0 && out->n == 0)
        return html;
    cut(&c, html.n, html.n);
    return vg_buf_view(out);
}

bool vg_markup_looks_html(struct vg_sv text)
{
    bool evidence = false;

    if (vg_sv_find_char(text, '<') < 0 && vg_sv_find_char(text, '&') < 0)
        return false;
    for (size_t i = 0; i < text.n; i++) {
        struct vg_sv rest = vg_sv_sub(text, i + 1, text.n);
        if (text.p[i] == '<') {
            bool end = rest.n && rest.p[0] == '/';
            size_t n = 0;
            rest = vg_sv_sub(rest, end, rest.n);
            while (n < rest.n &&
                   (vg_is_alpha((unsigned char)rest.p[n]) || vg_is_digit((unsigned char)rest.p[n])))
                n++;
            if (n && !is_element(vg_sv(rest.p, n)))
                return false;
            evidence = evidence || (end && n && n < rest.n && rest.p[n] == '>');
        } else if (text.p[i] == '&') {
            size_t n = vg_reference_length(rest);
            if (n == 0 || n == rest.n || rest.p[n] != ';')
                continue;
            if (rest.p[0] != '#' && !vg_entity_text(vg_sv(rest.p, n)).p)
                return false;
            evidence = true;
        }
    }
    return evidence;
}
