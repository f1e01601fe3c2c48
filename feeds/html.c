#include "feeds/html.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "feeds/charset.h"

struct tag_row {
    const char *name;
    enum vg_tag tag;
};

/* VG_TAG_COUNT: left out with all it holds */
static const struct tag_row tags[] = {
    {"a", VG_TAG_A},
    {"address", VG_TAG_ADDRESS},
    {"article", VG_TAG_ARTICLE},
    {"aside", VG_TAG_ASIDE},
    {"audio", VG_TAG_COUNT},
    {"b", VG_TAG_STRONG},
    {"base", VG_TAG_BASE},
    {"blockquote", VG_TAG_BLOCKQUOTE},
    {"body", VG_TAG_BODY},
    {"br", VG_TAG_BR},
    {"button", VG_TAG_COUNT},
    {"canvas", VG_TAG_COUNT},
    {"caption", VG_TAG_FIGCAPTION},
    {"center", VG_TAG_DIV},
    {"cite", VG_TAG_CITE},
    {"dd", VG_TAG_DD},
    {"details", VG_TAG_DETAILS},
    {"dialog", VG_TAG_COUNT},
    {"div", VG_TAG_DIV},
    {"dl", VG_TAG_DL},
    {"dt", VG_TAG_DT},
    {"em", VG_TAG_EM},
    {"embed", VG_TAG_COUNT},
    {"fieldset", VG_TAG_BLOCK},
    {"figcaption", VG_TAG_FIGCAPTION},
    {"figure", VG_TAG_FIGURE},
    {"footer", VG_TAG_FOOTER},
    {"form", VG_TAG_FORM},
    {"frameset", VG_TAG_BLOCK},
    {"h1", VG_TAG_H1},
    {"h2", VG_TAG_H2},
    {"h3", VG_TAG_H3},
    {"h4", VG_TAG_H4},
    {"h5", VG_TAG_H5},
    {"h6", VG_TAG_H6},
    {"head", VG_TAG_HEAD},
    {"header", VG_TAG_HEADER},
    {"hgroup", VG_TAG_BLOCK},
    {"hr", VG_TAG_HR},
    {"html", VG_TAG_HTML},
    {"i", VG_TAG_EM},
    {"iframe", VG_TAG_COUNT},
    {"img", VG_TAG_IMG},
    {"label", VG_TAG_LABEL},
    {"legend", VG_TAG_BLOCK},
    {"li", VG_TAG_LI},
    {"link", VG_TAG_LINK},
    {"main", VG_TAG_MAIN},
    {"map", VG_TAG_COUNT},
    {"menu", VG_TAG_UL},
    {"meta", VG_TAG_META},
    {"nav", VG_TAG_NAV},
    {"noscript", VG_TAG_COUNT},
    {"object", VG_TAG_COUNT},
    {"ol", VG_TAG_OL},
    {"optgroup", VG_TAG_COUNT},
    {"option", VG_TAG_COUNT},
    {"p", VG_TAG_P},
    {"pre", VG_TAG_PRE},
    {"script", VG_TAG_COUNT},
    {"section", VG_TAG_SECTION},
    {"select", VG_TAG_COUNT},
    {"small", VG_TAG_SMALL},
    {"span", VG_TAG_SPAN},
    {"strong", VG_TAG_STRONG},
    {"style", VG_TAG_COUNT},
    {"summary", VG_TAG_BLOCK},
    {"svg", VG_TAG_COUNT},
    {"table", VG_TAG_TABLE},
    {"tbody", VG_TAG_BLOCK},
    {"td", VG_TAG_TD},
    {"template", VG_TAG_COUNT},
    {"textarea", VG_TAG_COUNT},
    {"tfoot", VG_TAG_BLOCK},
    {"th", VG_TAG_TD},
    {"thead", VG_TAG_BLOCK},
    {"time", VG_TAG_TIME},
    {"title", VG_TAG_TITLE},
    {"tr", VG_TAG_TR},
    {"ul", VG_TAG_UL},
    {"video", VG_TAG_COUNT},
};

static const struct {
    const char *name;
    enum vg_attr_name attr;
} attr_names[] = {
    {"class", VG_ATTR_CLASS},
    {"content", VG_ATTR_CONTENT},
    {"data-component", VG_ATTR_DATA},
    {"data-component-name", VG_ATTR_DATA},
    {"data-qa", VG_ATTR_DATA},
    {"data-testid", VG_ATTR_DATA},
    {"data-type", VG_ATTR_DATA},
    {"datetime", VG_ATTR_DATETIME},
    {"href", VG_ATTR_HREF},
    {"http-equiv", VG_ATTR_HTTP_EQUIV},
    {"id", VG_ATTR_ID},
    {"itemprop", VG_ATTR_ITEMPROP},
    {"itemtype", VG_ATTR_ITEMTYPE},
    {"lang", VG_ATTR_LANG},
    {"name", VG_ATTR_NAME},
    {"property", VG_ATTR_PROPERTY},
    {"rel", VG_ATTR_REL},
    {"role", VG_ATTR_ROLE},
    {"src", VG_ATTR_SRC},
    {"type", VG_ATTR_TYPE},
};

#define META_BYTES 4096 /* of a page, where a meta element may name its charset */
#define MAX_UTF8   (3 * VG_MAX_PAGE_BODY)
#define TAG_SLOTS  256 /* a power of two, over twice the rows */

struct builder {
    struct vg_arena *arena;
    struct vg_html *out;
    htmlParserCtxtPtr ctxt;
    size_t cap_nodes, cap_attrs;
    struct vg_buf text, script;
    uint32_t cur;             /* the open element */
    unsigned depth;           /* open elements */
    unsigned skip;            /* open elements within a left-out one, with it */
    unsigned pre;             /* open <pre> */
    bool space;               /* white space since the last node */
    bool jsonld;              /* the left-out element is a JSON-LD script */
    uint8_t slots[TAG_SLOTS]; /* row of tags + 1 */
};

static unsigned tag_hash(const char *s)
{
    unsigned h = 5381;

    for (; *s; s++)
        h = h * 33 + (unsigned char)*s;
    return (h ^ h >> 8) % TAG_SLOTS;
}

static void tag_table(struct builder *b)
{
    for (size_t i = 0; i < VG_COUNT_OF(tags); i++) {
        unsigned at = tag_hash(tags[i].name);

        while (b->slots[at])
            at = (at + 1) % TAG_SLOTS;
        b->slots[at] = (uint8_t)(i + 1);
    }
}

static enum vg_tag tag_of(const struct builder *b, const char *name)
{
    for (unsigned at = tag_hash(name); b->slots[at]; at = (at + 1) % TAG_SLOTS)
        if (strcmp(tags[b->slots[at] - 1].name, name) == 0)
            return tags[b->slots[at] - 1].tag;
    return VG_TAG_OTHER;
}

static enum vg_attr_name attr_of(const char *name)
{
    size_t lo = 0, hi = VG_COUNT_OF(attr_names);

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int c = strcmp(name, attr_names[mid].name);

        if (c == 0)
            return attr_names[mid].attr;
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return VG_ATTR_NONE;
}

/* The document ends here for us; what was read stays. */
static void stop(struct builder *b)
{
    b->out->cut = true;
    xmlStopParser(b->ctxt);
}

static struct vg_html_node *add_node(struct builder *b, enum vg_tag tag)
{
    struct vg_html_node *n;

    if (b->out->n_nodes >= VG_HTML_MAX_NODES) {
        stop(b);
        return NULL;
    }
    n = VG_PUSH(b->arena, b->out->nodes, b->out->n_nodes, b->cap_nodes);
    n->parent = b->cur;
    n->from = n->to = (uint32_t)b->text.n;
    n->tag = (uint8_t)tag;
    n->flags = b->space ? VG_HTML_SPACE : 0;
    n->end = (uint32_t)b->out->n_nodes;
    b->space = false;
    return n;
}

static bool hides(struct vg_sv style)
{
    ptrdiff_t at = vg_sv_find_icase(style, VG_SV("display"));

    if (at < 0)
        return false;
    style = vg_sv_trim(vg_sv_sub(style, (size_t)at + 7, style.n));
    if (!style.n || style.p[0] != ':')
        return false;
    return vg_sv_starts_icase(vg_sv_trim(vg_sv_sub(style, 1, style.n)), VG_SV("none"));
}

static void add_attrs(struct builder *b, struct vg_html_node *n, const xmlChar **atts)
{
    n->attr = (uint32_t)b->out->n_attrs;
    for (; atts && atts[0]; atts += 2) {
        const char *name = (const char *)atts[0];
        struct vg_sv value = vg_sv_cstr((const char *)atts[1]);
        enum vg_attr_name which = attr_of(name);
        struct vg_html_attr *a;

        if (which == VG_ATTR_NONE) {
            if (strcmp(name, "hidden") == 0 || (strcmp(name, "style") == 0 && hides(value)))
                n->flags |= VG_HTML_HIDDEN;
            continue;
        }
        if (!value.n || n->n_attr == UINT16_MAX)
            continue;
        a = VG_PUSH(b->arena, b->out->attrs, b->out->n_attrs, b->cap_attrs);
        a->name = which;
        a->value = vg_sv(vg_arena_str(b->arena, value), value.n);
        n->n_attr++;
    }
}

static bool is_jsonld(const char *name, const xmlChar **atts)
{
    if (strcmp(name, "script") != 0)
        return false;
    for (; atts && atts[0]; atts += 2)
        if (strcmp((const char *)atts[0], "type") == 0)
            return vg_sv_find_icase(vg_sv_cstr((const char *)atts[1]), VG_SV("ld+json")) >= 0;
    return false;
}

static void on_start(void *ctx, const xmlChar *xname, const xmlChar **atts)
{
    struct builder *b = ctx;
    const char *name = (const char *)xname;
    enum vg_tag tag;
    struct vg_html_node *n;

    if (++b->depth > VG_HTML_MAX_DEPTH) {
        stop(b);
        return;
    }
    if (b->skip) {
        b->skip++;
        return;
    }
    tag = tag_of(b, name);
    if (tag == VG_TAG_COUNT) {
        b->skip = 1;
        b->jsonld = is_jsonld(name, atts);
        return;
    }
    n = add_node(b, tag);
    if (!n)
        return;
    add_attrs(b, n, atts);
    b->cur = (uint32_t)(b->out->n_nodes - 1);
    b->pre += tag == VG_TAG_PRE;
}

static void keep_script(struct builder *b)
{
    struct vg_sv s = vg_sv_trim(vg_buf_view(&b->script));

    if (b->jsonld && s.n && !b->script.err && b->out->n_jsonld < VG_HTML_MAX_JSONLD)
        b->out->jsonld[b->out->n_jsonld++] = vg_sv(vg_arena_str(b->arena, s), s.n);
    vg_buf_clear(&b->script);
    b->jsonld = false;
}

static void on_end(void *ctx, const xmlChar *name)
{
    struct builder *b = ctx;
    struct vg_html_node *n = &b->out->nodes[b->cur];

    (void)name;
    if (b->depth)
        b->depth--;
    if (b->skip) {
        if (--b->skip == 0)
            keep_script(b);
        return;
    }
    if (b->cur == 0)
        return;
    n->end = (uint32_t)b->out->n_nodes;
    n->to = (uint32_t)b->text.n;
    b->pre -= n->tag == VG_TAG_PRE && b->pre;
    b->cur = n->parent;
}

static bool all_space(struct vg_sv s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!vg_is_space((unsigned char)s.p[i]))
            return false;
    return true;
}

/* Appends s with each run of white space as one space. */
static void add_collapsed(struct builder *b, struct vg_sv s, uint32_t node_from)
{
    size_t i = 0;

    while (i < s.n) {
        size_t from = i;

        while (i < s.n && !vg_is_space((unsigned char)s.p[i]))
            i++;
        if (i > from)
            (void)vg_buf_add(&b->text, s.p + from, i - from);
        from = i;
        while (i < s.n && vg_is_space((unsigned char)s.p[i]))
            i++;
        if (i > from && !(b->text.n > node_from && b->text.p[b->text.n - 1] == ' '))
            (void)vg_buf_char(&b->text, ' ');
    }
}

static void on_text(void *ctx, const xmlChar *p, int len)
{
    struct builder *b = ctx;
    struct vg_sv s = vg_sv((const char *)p, len > 0 ? (size_t)len : 0);
    struct vg_html *out = b->out;
    struct vg_html_node *n = &out->nodes[out->n_nodes - 1];
    bool extend = n->tag == VG_TAG_TEXT && n->parent == b->cur && out->n_nodes > 1 && !b->space;

    if (b->skip) {
        if (b->jsonld && b->skip == 1)
            (void)vg_buf_sv(&b->script, s);
        return;
    }
    if (!extend && !b->pre && all_space(s)) {
        b->space = b->space || s.n > 0;
        return;
    }
    if (!extend)
        n = add_node(b, VG_TAG_TEXT);
    if (!n)
        return;
    if (b->pre)
        (void)vg_buf_sv(&b->text, s);
    else
        add_collapsed(b, s, n->from);
    if (b->text.err)
        stop(b);
    n->to = (uint32_t)b->text.n;
}

/* Elements still open at the end of the document end there. */
static void close_all(struct builder *b)
{
    for (;; b->cur = b->out->nodes[b->cur].parent) {
        struct vg_html_node *n = &b->out->nodes[b->cur];

        n->end = (uint32_t)b->out->n_nodes;
        n->to = (uint32_t)b->text.n;
        if (b->cur == 0)
            break;
    }
    b->out->text =
        b->text.n ? vg_sv(vg_arena_str(b->arena, vg_buf_view(&b->text)), b->text.n) : VG_SV("");
}

static int run_parser(struct builder *b, struct vg_sv html, struct vg_err *err)
{
    static const xmlChar empty[] = " ";
    htmlParserCtxtPtr c;

    xmlInitParser(); /* once for all threads; cheap afterwards */
    /* libxml2 takes no empty document */
    c = htmlCreateMemoryParserCtxt(html.n ? html.p : (const char *)empty, html.n ? (int)html.n : 1);
    if (!c)
        return vg_fail(err, VG_E_NOMEM, "out of memory for an HTML parser");
    memset(c->sax, 0, sizeof *c->sax);
    c->sax->startElement = on_start;
    c->sax->endElement = on_end;
    c->sax->characters = on_text;
    c->sax->cdataBlock = on_text;
    c->sax->ignorableWhitespace = on_text;
    c->userData = b;
    b->ctxt = c;
    (void)htmlCtxtUseOptions(c, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                    HTML_PARSE_NONET | HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC);
    (void)xmlSwitchEncoding(c, XML_CHAR_ENCODING_UTF8);
    (void)htmlParseDocument(c);
    htmlFreeParserCtxt(c);
    return 0;
}

/* What <meta charset=...> or <meta ... content="text/html; charset=..."> says near the start; as
 * HTML has it, UTF-16 cannot be meant when the element could be read as ASCII. */
static struct vg_sv meta_charset(struct vg_sv html)
{
    struct vg_sv rest = vg_sv_sub(html, 0, META_BYTES);
    ptrdiff_t at;

    while ((at = vg_sv_find_icase(rest, VG_SV("charset"))) >= 0) {
        struct vg_sv v = vg_sv_trim(vg_sv_sub(rest, (size_t)at + 7, rest.n));
        size_t n = 0;

        rest = vg_sv_sub(rest, (size_t)at + 7, rest.n);
        if (!v.n || v.p[0] != '=')
            continue;
        v = vg_sv_trim(vg_sv_sub(v, 1, v.n));
        while (v.n && (v.p[0] == '"' || v.p[0] == '\''))
            v = vg_sv_sub(v, 1, v.n);
        while (n < v.n && n < 40 &&
               (vg_is_alpha((unsigned char)v.p[n]) || vg_is_digit((unsigned char)v.p[n]) ||
                v.p[n] == '-' || v.p[n] == '_'))
            n++;
        if (n && !vg_sv_starts_icase(v, VG_SV("utf-16")))
            return vg_sv_sub(v, 0, n);
    }
    return VG_SV_NONE;
}

static int on_decoded(void *ctx, struct vg_sv utf8)
{
    return vg_buf_sv(ctx, utf8);
}

/* html in UTF-8, in out: by byte order mark, HTTP header, meta element, or what it looks like. */
static int decode(struct vg_sv html, struct vg_sv content_type, struct vg_arena *arena,
                  struct vg_buf *out)
{
    struct vg_sv meta = meta_charset(html);
    struct vg_decoder *d;
    int r;

    if (!vg_content_type_param(content_type, "charset").n) {
        content_type = VG_SV_NONE;
        if (meta.n)
            content_type =
                vg_sv_cstr(vg_arena_printf(arena, "text/html; charset=%.*s", VG_SV_ARG(meta)));
    }
    d = vg_decoder_new(content_type, on_decoded, out);
    r = vg_decoder_push(d, html.p, html.n);
    if (r == 0)
        r = vg_decoder_finish(d);
    vg_decoder_free(d);
    return r;
}

int vg_html_parse(struct vg_sv html, struct vg_sv content_type, struct vg_arena *arena,
                  struct vg_html *ret, struct vg_err *err)
{
    struct builder b = {.arena = arena, .out = ret};
    struct vg_buf utf8;
    int r;

    memset(ret, 0, sizeof *ret);
    if (html.n > VG_MAX_PAGE_BODY)
        return vg_fail(err, VG_E_TOOBIG, "page of %zu bytes; the limit is %d", html.n,
                       VG_MAX_PAGE_BODY);
    vg_buf_init(&utf8, MAX_UTF8);
    r = decode(html, content_type, arena, &utf8);
    if (r < 0) {
        vg_buf_done(&utf8);
        return vg_fail(err, r, "page of more than %d bytes as UTF-8", MAX_UTF8);
    }
    tag_table(&b);
    vg_buf_init(&b.text, VG_MAX_PAGE_BODY);
    vg_buf_init(&b.script, VG_MAX_PAGE_BODY);
    (void)add_node(&b, VG_TAG_BLOCK);
    r = run_parser(&b, vg_buf_view(&utf8), err);
    vg_buf_done(&utf8);
    close_all(&b);
    vg_buf_done(&b.text);
    vg_buf_done(&b.script);
    return r;
}

struct vg_sv vg_html_attr(const struct vg_html *self, size_t node, enum vg_attr_name name)
{
    const struct vg_html_node *n = &self->nodes[node];

    for (size_t i = n->attr; i < (size_t)n->attr + n->n_attr; i++)
        if (self->attrs[i].name == name)
            return self->attrs[i].value;
    return VG_SV_NONE;
}

bool vg_html_is(const struct vg_html *self, size_t node, struct vg_sv name)
{
    for (size_t i = 0; i < VG_COUNT_OF(tags); i++)
        if (vg_sv_eq_icase(name, vg_sv_cstr(tags[i].name)))
            return tags[i].tag == self->nodes[node].tag;
    return false;
}
