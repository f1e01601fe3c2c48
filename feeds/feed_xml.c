#include "feeds/feed_xml.h"

#include <stdlib.h>

#include "feeds/markup.h"
#include "feeds/url.h"

#define MAX_SCOPE (4 * 1024 * 1024)

static struct vg_frame *top(struct vg_feed_xml *self)
{
    return self->depth ? &self->frames[self->depth - 1] : NULL;
}

static uint32_t hash_name(struct vg_sv name)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < name.n; i++)
        h = (h ^ vg_lower((unsigned char)name.p[i])) * 16777619u;
    return h;
}

static struct vg_range keep(struct vg_feed_xml *self, struct vg_sv s)
{
    struct vg_range r = {(uint32_t)self->scope.n, (uint32_t)s.n};

    if (s.n > VG_MAX_URL || vg_buf_sv(&self->scope, s) < 0)
        r.n = 0;
    return r;
}

struct vg_sv vg_feed_attr(const struct vg_xml_attr *attrs, size_t n, const char *name)
{
    struct vg_sv want = vg_sv_cstr(name), found = VG_SV_NONE;

    for (size_t i = 0; i < n; i++) {
        struct vg_sv have = attrs[i].name;
        if (vg_sv_eq_icase(have, want))
            return attrs[i].value;
        if (have.n > want.n && have.p[have.n - want.n - 1] == ':' &&
            vg_sv_eq_icase(vg_sv_sub(have, have.n - want.n, have.n), want))
            found = attrs[i].value;
    }
    return found;
}

static void bind(struct vg_feed_xml *self, struct vg_sv prefix, struct vg_sv uri)
{
    enum vg_ns ns = vg_vocab_namespace(uri);
    struct vg_binding *b = &self->bindings[self->n_bindings];

    if (vg_sv_starts_icase(uri, VG_SV("http://www.w3.org/2005/atom")) && !prefix.n)
        self->atom10 = true;
    else if (vg_sv_starts_icase(uri, VG_SV("http://purl.org/rss/1.0")) && ns == VG_NS_FEED)
        self->rss10 = true;
    else if (vg_sv_starts_icase(uri, VG_SV("http://my.netscape.com/rdf/simple/0.9")) ||
             vg_sv_starts_icase(uri, VG_SV("http://channel.netscape.com/rdf/simple/0.9")))
        self->rss090 = true;
    if (prefix.n >= VG_MAX_PREFIX || self->n_bindings == VG_MAX_BINDINGS)
        return;
    if (ns == VG_NS_OTHER) /* another version of what the prefix says, or of our own formats */
        ns = vg_vocab_prefix(prefix);
    memcpy(b->prefix, prefix.p ? prefix.p : "", prefix.n);
    b->prefix_n = (uint8_t)prefix.n;
    b->ns = (uint8_t)ns;
    self->n_bindings++;
    self->era++;
}

static enum vg_ns namespace_of(const struct vg_feed_xml *self, struct vg_sv prefix)
{
    for (size_t i = self->n_bindings; i-- > 0;) {
        const struct vg_binding *b = &self->bindings[i];
        if (vg_sv_eq(vg_sv(b->prefix, b->prefix_n), prefix))
            return (enum vg_ns)b->ns;
    }
    return vg_vocab_prefix(prefix);
}

static struct vg_sv local_part(struct vg_sv name)
{
    ptrdiff_t colon = vg_sv_find_char(name, ':');

    return colon < 0 ? name : vg_sv_sub(name, (size_t)colon + 1, name.n);
}

/* What a name means here; remembered until the bindings change. */
static void look_up(struct vg_feed_xml *self, struct vg_sv name, uint32_t hash, uint8_t *ret_ns,
                    uint8_t *ret_el)
{
    struct vg_memo *m = &self->memo[hash % VG_MEMO];

    if (m->era == self->era && m->n == name.n && name.n <= sizeof m->name &&
        memcmp(m->name, name.p, name.n) == 0) {
        *ret_ns = m->ns;
        *ret_el = m->el;
        return;
    }
    struct vg_sv local = local_part(name);
    struct vg_sv prefix = local.n < name.n ? vg_sv(name.p, name.n - local.n - 1) : VG_SV("");
    enum vg_ns ns = namespace_of(self, prefix);
    *ret_ns = (uint8_t)ns;
    *ret_el = (uint8_t)vg_vocab_element(ns, local);
    if (name.n > sizeof m->name)
        return;
    memcpy(m->name, name.p, name.n);
    *m = (struct vg_memo){.n = (uint8_t)name.n, .ns = *ret_ns, .el = *ret_el, .era = self->era};
    memcpy(m->name, name.p, name.n);
}

static void apply_bindings(struct vg_feed_xml *self, const struct vg_xml_attr *attrs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct vg_sv name = attrs[i].name;
        if (!vg_sv_starts(name, VG_SV("xmlns")))
            continue;
        if (name.n == 5)
            bind(self, VG_SV(""), attrs[i].value);
        else if (name.p[5] == ':')
            bind(self, vg_sv_sub(name, 6, name.n), attrs[i].value);
    }
}

static struct vg_sv exact_attr(const struct vg_xml_attr *attrs, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (vg_sv_is(attrs[i].name, name))
            return attrs[i].value;
    return VG_SV_NONE;
}

/* xml:base and xml:lang, else what the parent has. */
static void inherit(struct vg_feed_xml *self, struct vg_frame *f, const struct vg_xml_attr *attrs,
                    size_t n)
{
    const struct vg_frame *parent = top(self);
    struct vg_sv base = exact_attr(attrs, n, "xml:base"), lang = exact_attr(attrs, n, "xml:lang");

    if (!lang.p)
        lang = exact_attr(attrs, n, "lang");
    if (parent) {
        f->base = parent->base;
        f->lang = parent->lang;
        f->ignore = parent->ignore;
    } else {
        f->base = keep(self, self->r->base);
        if (!lang.p)
            lang = self->r->lang;
    }
    if (base.n) {
        struct vg_sv url = vg_reading_address(self->r, vg_feed_range(self, f->base), base);
        if (url.n)
            f->base = keep(self, url);
    }
    if (lang.p) {
        f->lang = keep(self, lang);
        for (uint32_t i = 0; i < f->lang.n; i++)
            if (self->scope.p[f->lang.at + i] == '_')
                self->scope.p[f->lang.at + i] = '-';
    }
}

static void update_wanted(struct vg_feed_xml *self)
{
    const struct vg_frame *f = top(self);

    vg_xml_want_text(self->xml, f && f->capture);
}

/* Closes the innermost element. */
static int pop(struct vg_feed_xml *self)
{
    struct vg_frame *f = top(self);
    size_t at = self->depth;
    int r = 0;

    if (f->inlined) {
        if (self->raw_n < VG_MAX_ENTRY_CONTENT && f->name.n) {
            (void)vg_buf_str(&self->text, "</");
            (void)vg_buf_sv(&self->text, vg_feed_range(self, f->name));
            (void)vg_buf_char(&self->text, '>');
        }
    } else if (!f->ignore) {
        bool own = f->capture && f->text_at < self->text.n;
        struct vg_sv text =
            own ? vg_sv(self->text.p + f->text_at, self->text.n - f->text_at) : VG_SV_NONE;
        if (f->el != VG_EL_OTHER)
            r = vg_feed_end(self, f, text.n ? text : VG_SV_NONE);
        bool unknown_in_text = f->el == VG_EL_OTHER && f->capture; /* its text is its parent's */
        if (f->capture && !unknown_in_text && f->text_at <= self->text.n)
            self->text.n = f->text_at;
    }
    self->scope.n = f->scope_at;
    if (self->n_bindings != f->n_bindings) {
        self->n_bindings = f->n_bindings;
        self->era++;
    }
    if (self->markup == at)
        self->markup = 0;
    if (self->source == at)
        self->source = 0;
    if (self->item == at)
        self->item = 0;
    self->depth--;
    if (self->text.cap > 1024 * 1024 &&
        self->text.n == 0) { /* one giant must not cost us for the rest */
        size_t max = self->text.max;
        vg_buf_done(&self->text);
        vg_buf_init(&self->text, max);
    }
    return r;
}

static int pop_to(struct vg_feed_xml *self, size_t depth)
{
    int r = 0;

    while (r == 0 && self->depth > depth)
        r = pop(self);
    return r;
}

/* Elements that no text with markup in it holds: the end tag before them was forgotten. */
static bool breaks_out(const struct vg_frame *markup, enum vg_el el)
{
    if (markup->declared_xhtml)
        return false;
    switch (el) {
    case VG_EL_ITEM:
    case VG_EL_CHANNEL:
    case VG_EL_FEED:
    case VG_EL_DESCRIPTION:
    case VG_EL_ENCODED:
    case VG_EL_LINK:
    case VG_EL_GUID:
    case VG_EL_PUBLISHED:
    case VG_EL_UPDATED:
    case VG_EL_CREATED:
    case VG_EL_COMMENTS:
    case VG_EL_LANGUAGE:
    case VG_EL_TTL:
    case VG_EL_GENERATOR:
    case VG_EL_AUTHOR:
    case VG_EL_PUBLISHER:
    case VG_EL_CATEGORY:
    case VG_EL_ITUNES_CATEGORY:
    case VG_EL_MEDIA_CATEGORY:
    case VG_EL_KEYWORDS:
    case VG_EL_ENCLOSURE:
    case VG_EL_MEDIA_TITLE:
    case VG_EL_MEDIA_DESCRIPTION:
    case VG_EL_SY_PERIOD:
    case VG_EL_SY_FREQUENCY:
    case VG_EL_SY_BASE:
        return true;
    default:
        return false;
    }
}

/* Depth to which to close before an element may begin: what is open and cannot hold it lacks its
 * end tag. */
static size_t parent_depth(const struct vg_feed_xml *self, enum vg_el el)
{
    const struct vg_frame *f = self->depth ? &self->frames[self->depth - 1] : NULL;

    if (el == VG_EL_ITEM && !(self->markup && self->frames[self->markup - 1].declared_xhtml)) {
        if (self->item)
            return self->item - 1;
        for (size_t i = 0; i < self->depth; i++)
            if (self->frames[i].ignore || self->frames[i].capture)
                return i;
    }
    if (self->markup)
        return breaks_out(&self->frames[self->markup - 1], el) ? self->markup - 1 : self->depth;
    if (f && el != VG_EL_OTHER && vg_el_is_text((enum vg_el)f->el))
        return self->depth - 1;
    return self->depth;
}

static void write_inline(struct vg_feed_xml *self, struct vg_sv local,
                         const struct vg_xml_attr *attrs, size_t n, bool closed)
{
    self->raw_n += local.n * 2 + 5;
    for (size_t i = 0; i < n; i++)
        self->raw_n += attrs[i].name.n + attrs[i].value.n;
    if (self->raw_n >= VG_MAX_ENTRY_CONTENT)
        return;
    (void)vg_buf_char(&self->text, '<');
    (void)vg_buf_sv(&self->text, local);
    for (size_t i = 0; i < n; i++) {
        if (vg_sv_starts(attrs[i].name, VG_SV("xmlns")))
            continue;
        (void)vg_buf_char(&self->text, ' ');
        (void)vg_buf_sv(&self->text, attrs[i].name);
        (void)vg_buf_str(&self->text, "=\"");
        vg_markup_escape(&self->text, attrs[i].value, true);
        (void)vg_buf_char(&self->text, '"');
    }
    (void)vg_buf_str(&self->text, closed ? " />" : ">");
}

static int push_frame(struct vg_feed_xml *self, const struct vg_frame *f)
{
    if (self->depth == VG_MAX_XML_DEPTH) {
        self->r->limit = true;
        return VG_E_LIMIT;
    }
    self->frames[self->depth++] = *f;
    return 0;
}

/* A tag within text that holds markup. */
static int start_inline(struct vg_feed_xml *self, struct vg_frame *f, struct vg_sv name,
                        const struct vg_xml_attr *attrs, size_t n, bool empty)
{
    struct vg_frame *owner = &self->frames[self->markup - 1];
    struct vg_sv local = local_part(name);

    f->inlined = f->capture = true;
    if (owner->type != VG_TEXT_XHTML &&
        vg_sv_eq_icase(local, VG_SV("div"))) { /* <div> around escaped markup */
        int r = push_frame(self, f);
        return r == 0 && empty ? pop(self) : r;
    }
    owner->type = VG_TEXT_XHTML; /* whatever it said: here is markup that is not escaped */
    bool closed = vg_markup_is_void(local);
    write_inline(self, local, attrs, n, closed);
    if (closed) { /* no end tag will come, and one that does is not heeded */
        self->scope.n = f->scope_at;
        self->n_bindings = f->n_bindings;
        return 0;
    }
    f->name = keep(self, local);
    int r = push_frame(self, f);
    return r == 0 && empty ? pop(self) : r;
}

static int start_element(struct vg_feed_xml *self, struct vg_frame *f,
                         const struct vg_xml_attr *attrs, size_t n, bool empty)
{
    const struct vg_frame *parent = top(self);
    enum vg_el el = (enum vg_el)f->el;

    f->ignore = f->ignore || el == VG_EL_IGNORE;
    f->capture = !f->ignore && parent && parent->capture && el == VG_EL_OTHER;
    f->text_at = (uint32_t)self->text.n;
    if (self->text.n == 0)
        self->raw_n = 0;
    int r = push_frame(self, f);
    if (r == 0 && !f->ignore && el != VG_EL_OTHER)
        r = vg_feed_begin(self, top(self), attrs, n);
    return r == 0 && empty ? pop(self) : r;
}

static int on_start(void *ctx, struct vg_sv name, const struct vg_xml_attr *attrs, size_t n,
                    bool empty)
{
    struct vg_feed_xml *self = ctx;
    struct vg_frame f = {.name_hash = hash_name(name), .name_n = (uint16_t)name.n};

    if (self->n_elements++ == 0) {
        size_t k = name.n < sizeof self->r->first ? name.n : sizeof self->r->first - 1;
        memcpy(self->r->first, name.p, k);
        if (vg_sv_eq_icase(local_part(name), VG_SV("html")))
            self->r->format = VG_FORMAT_HTML;
    }
    if (self->r->format == VG_FORMAT_HTML) {
        vg_feed_html_start(self, name, attrs, n);
        return 0;
    }
    size_t had = self->n_bindings;
    apply_bindings(self, attrs, n);
    look_up(self, name, f.name_hash, &f.ns, &f.el);
    size_t depth = parent_depth(self, (enum vg_el)f.el);
    if (depth < self->depth) {
        int r = pop_to(self, depth);
        if (r < 0)
            return r;
        if (had > self->n_bindings)
            had = self->n_bindings;
        self->n_bindings = had;
        apply_bindings(self, attrs, n);
    }
    f.n_bindings = (uint16_t)had;
    f.scope_at = (uint32_t)self->scope.n;
    inherit(self, &f, attrs, n);
    int r = self->markup ? start_inline(self, &f, name, attrs, n, empty)
                         : start_element(self, &f, attrs, n, empty);
    update_wanted(self);
    return r;
}

static int on_end(void *ctx, struct vg_sv name)
{
    struct vg_feed_xml *self = ctx;
    uint32_t hash = hash_name(name);

    if (self->r->format == VG_FORMAT_HTML) {
        vg_feed_html_end(self, name);
        return 0;
    }
    for (size_t i = self->depth; i-- > 0;) {
        if (self->frames[i].name_hash != hash || self->frames[i].name_n != (uint16_t)name.n)
            continue;
        int r = pop_to(self, i);
        update_wanted(self);
        return r;
    }
    return 0; /* closes nothing that is open */
}

static int on_text(void *ctx, struct vg_sv text)
{
    struct vg_feed_xml *self = ctx;

    if (self->raw_n >= VG_MAX_ENTRY_CONTENT)
        return 0;
    size_t room = VG_MAX_ENTRY_CONTENT - self->raw_n;
    self->raw_n += text.n;
    if (text.n > room) { /* the rest is cut off, between characters */
        while (room && ((unsigned char)text.p[room] & 0xC0) == 0x80)
            room--;
        text.n = room;
    }
    if (self->markup && self->frames[self->markup - 1].type == VG_TEXT_XHTML)
        vg_markup_escape(&self->text, text, false);
    else
        (void)vg_buf_sv(&self->text, text);
    return 0;
}

static void on_doctype(void *ctx, struct vg_sv text)
{
    struct vg_feed_xml *self = ctx;

    text = vg_sv_trim(text);
    if (self->n_elements == 0 && vg_sv_starts_icase(text, VG_SV("html")) &&
        (text.n == 4 || !vg_is_alpha((unsigned char)text.p[4])))
        self->r->format = VG_FORMAT_HTML;
    self->netscape = self->netscape || vg_sv_find_icase(text, VG_SV("netscape")) >= 0;
}

static const struct vg_xml_handler handler = {on_start, on_end, on_text, on_doctype};

struct vg_feed_xml *vg_feed_xml_new(struct vg_reading *r)
{
    struct vg_feed_xml *self = vg_xnew(struct vg_feed_xml);

    self->r = r;
    self->xml = vg_xml_new(&handler, self);
    self->era = 1;
    vg_buf_init(&self->text, (size_t)8 * VG_MAX_ENTRY_CONTENT);
    vg_buf_init(&self->scope, MAX_SCOPE);
    vg_xml_want_text(self->xml, false);
    return self;
}

void vg_feed_xml_free(struct vg_feed_xml *self)
{
    if (!self)
        return;
    vg_xml_free(self->xml);
    vg_buf_done(&self->text);
    vg_buf_done(&self->scope);
    free(self);
}

int vg_feed_xml_push(struct vg_feed_xml *self, struct vg_sv utf8)
{
    return vg_xml_push(self->xml, utf8);
}

int vg_feed_xml_finish(struct vg_feed_xml *self)
{
    int r = vg_xml_finish(self->xml);

    return r < 0 ? r : pop_to(self, 0);
}
