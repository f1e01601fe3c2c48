#include <stdlib.h>

#include "base/utf8.h"
#include "feeds/date.h"
#include "feeds/feed_xml.h"
#include "feeds/url.h"

#define ITUNES_SCHEME VG_SV("http://www.itunes.com/")
#define MEDIA_SCHEME  VG_SV("http://search.yahoo.com/mrss/category_schema")

static struct vg_draft *draft(struct vg_feed_xml *self)
{
    return self->item ? &self->r->entry : &self->r->feed;
}

static struct vg_sv base_of(const struct vg_feed_xml *self, const struct vg_frame *f)
{
    return vg_feed_range(self, f->base);
}

static void set(struct vg_feed_xml *self, enum vg_field field, struct vg_sv value)
{
    vg_draft_set(draft(self), field, value, VG_SV_NONE, (unsigned)self->depth);
}

static void set_lang(struct vg_feed_xml *self, struct vg_sv lang)
{
    char out[64];

    if (lang.n > sizeof out)
        return; /* no language tag is as long */
    for (size_t i = 0; i < lang.n; i++)
        out[i] = lang.p[i] == '_' ? '-' : lang.p[i];
    set(self, VG_FIELD_LANG, vg_sv(out, lang.n));
}

/* --- the elements that hold the rest --- */

static void begin_root(struct vg_feed_xml *self, const struct vg_frame *f,
                       const struct vg_xml_attr *attrs, size_t n)
{
    struct vg_reading *r = self->r;
    struct vg_sv version = vg_feed_attr(attrs, n, "version"), lang = vg_feed_range(self, f->lang);

    if (lang.n) /* until a language element says otherwise */
        vg_draft_set(&r->feed, VG_FIELD_LANG, lang, VG_SV_NONE, VG_MAX_XML_DEPTH);
    if (r->format != VG_FORMAT_UNKNOWN)
        return;
    if (f->el == VG_EL_RDF) {
        r->format = VG_FORMAT_RDF;
        r->version = self->rss090 ? "rss090" : "rss10";
    } else if (f->el == VG_EL_FEED) {
        r->format = VG_FORMAT_ATOM;
        r->version = self->atom10               ? "atom10"
                     : vg_sv_is(version, "0.1") ? "atom01"
                     : vg_sv_is(version, "0.2") ? "atom02"
                     : vg_sv_is(version, "0.3") ? "atom03"
                                                : "atom";
    } else {
        r->format = VG_FORMAT_RSS;
        r->version = vg_sv_is(version, "0.91")            ? (self->netscape ? "rss091n" : "rss091u")
                     : vg_sv_is(version, "0.92")          ? "rss092"
                     : vg_sv_is(version, "0.93")          ? "rss093"
                     : vg_sv_is(version, "0.94")          ? "rss094"
                     : vg_sv_starts(version, VG_SV("2.")) ? "rss20"
                                                          : "rss";
    }
}

static void add_link(struct vg_feed_xml *self, const struct vg_link *link)
{
    (void)vg_draft_add_link(draft(self), link);
}

/* CDF keeps address and date of channels and items in attributes. */
static void cdf_attrs(struct vg_feed_xml *self, const struct vg_frame *f,
                      const struct vg_xml_attr *attrs, size_t n)
{
    struct vg_sv href = vg_feed_attr(attrs, n, "href"), lastmod = vg_feed_attr(attrs, n, "lastmod");

    if (lastmod.n)
        draft(self)->updated = vg_date_read(lastmod);
    if (!href.n)
        return;
    href = vg_reading_address(self->r, base_of(self, f), href);
    add_link(self, &(struct vg_link){
                       .rel = VG_SV("alternate"), .type = VG_SV("text/html"), .href = href});
    set(self, VG_FIELD_LINK, href);
}

static void begin_item(struct vg_feed_xml *self, const struct vg_frame *f,
                       const struct vg_xml_attr *attrs, size_t n)
{
    struct vg_sv about = vg_feed_attr(attrs, n, "rdf:about");

    if (self->r->format == VG_FORMAT_UNKNOWN) {
        self->r->format = VG_FORMAT_RSS;
        self->r->version = "rss";
    }
    vg_reading_begin_entry(self->r);
    self->item = self->depth;
    self->person = NULL;
    if (about.n) /* until a guid says otherwise */
        vg_draft_set(draft(self), VG_FIELD_ID, about, VG_SV_NONE, VG_MAX_XML_DEPTH);
    cdf_attrs(self, f, attrs, n);
}

/* --- links --- */

/* Adds the link; one that leads to the page of the entry or feed is its link, too. */
static void take_link(struct vg_feed_xml *self, const struct vg_link *l)
{
    enum vg_text_type type = vg_text_type_of(l->type, VG_TEXT_HTML);
    bool is_page = vg_sv_is(l->rel, "alternate") && (type == VG_TEXT_HTML || type == VG_TEXT_XHTML);

    if (self->source) {
        if (is_page)
            draft(self)->source.link = vg_draft_copy(draft(self), l->href);
        return;
    }
    add_link(self, l);
    if (is_page)
        set(self, VG_FIELD_LINK, l->href);
}

static void begin_link(struct vg_feed_xml *self, const struct vg_frame *f,
                       const struct vg_xml_attr *attrs, size_t n)
{
    struct vg_draft *d = draft(self);
    struct vg_sv href = vg_feed_attr(attrs, n, "href");
    struct vg_link *l = &self->link;

    *l = (struct vg_link){
        .rel = vg_draft_copy(d, vg_feed_attr(attrs, n, "rel")),
        .type = vg_draft_copy(d, vg_feed_attr(attrs, n, "type")),
        .title = vg_draft_copy(d, vg_feed_attr(attrs, n, "title")),
        .hreflang = vg_draft_copy(d, vg_feed_attr(attrs, n, "hreflang")),
        .length = vg_draft_copy(d, vg_feed_attr(attrs, n, "length")),
    };
    if (!l->rel.n)
        l->rel = VG_SV("alternate");
    if (!l->type.n)
        l->type = vg_sv_is(l->rel, "self") ? VG_SV("application/atom+xml") : VG_SV("text/html");
    if (!href.p)
        return;
    l->href = vg_reading_address(self->r, base_of(self, f), href);
    take_link(self, l);
}

static void end_link(struct vg_feed_xml *self, const struct vg_frame *f, struct vg_sv text)
{
    text = vg_sv_trim(text);
    if (!text.n || self->link.href.n)
        return;
    self->link.href = vg_reading_address(self->r, base_of(self, f), text);
    take_link(self, &self->link);
}

static void begin_enclosure(struct vg_feed_xml *self, const struct vg_frame *f,
                            const struct vg_xml_attr *attrs, size_t n)
{
    struct vg_sv url = vg_feed_attr(attrs, n, "url");

    if (!url.n)
        url = vg_feed_attr(attrs, n, "href");
    if (!url.n)
        return;
    add_link(self, &(struct vg_link){
                       .rel = VG_SV("enclosure"),
                       .href = vg_reading_address(self->r, base_of(self, f), url),
                       .type = vg_feed_attr(attrs, n, "type"),
                       .length = vg_feed_attr(attrs, n, "length"),
                       .title = vg_feed_attr(attrs, n, "title"),
                   });
}

static void begin_reply(struct vg_feed_xml *self, const struct vg_frame *f,
                        const struct vg_xml_attr *attrs, size_t n)
{
    struct vg_draft *d = draft(self);
    struct vg_sv href = vg_feed_attr(attrs, n, "href");

    if (href.n)
        href = vg_reading_address(self->r, base_of(self, f), href);
    d->in_reply_to = (struct vg_in_reply_to){
        .href = vg_draft_copy(d, href),
        .ref = vg_draft_copy(d, vg_feed_attr(attrs, n, "ref")),
        .source = vg_draft_copy(d, vg_feed_attr(attrs, n, "source")),
        .type = vg_draft_copy(d, vg_feed_attr(attrs, n, "type")),
    };
}

/* --- categories --- */

static void begin_category(struct vg_feed_xml *self, const struct vg_frame *f,
                           const struct vg_xml_attr *attrs, size_t n)
{
    struct vg_draft *d = draft(self);
    struct vg_sv term = vg_feed_attr(attrs, n, "term"), scheme = vg_feed_attr(attrs, n, "scheme");

    if (f->el == VG_EL_ITUNES_CATEGORY) {
        vg_draft_add_category(d, vg_feed_attr(attrs, n, "text"), ITUNES_SCHEME, VG_SV_NONE);
        return;
    }
    if (!scheme.n)
        scheme = vg_feed_attr(attrs, n, "domain");
    if (!scheme.n && f->el == VG_EL_MEDIA_CATEGORY)
        scheme = MEDIA_SCHEME;
    struct vg_sv label = vg_feed_attr(attrs, n, "label");
    self->category = (struct vg_category){0};
    if (term.n)
        vg_draft_add_category(d, term, scheme, label);
    else
        self->category =
            (struct vg_category){VG_SV_NONE, vg_draft_copy(d, scheme), vg_draft_copy(d, label)};
}

static void end_category(struct vg_feed_xml *self, struct vg_sv text)
{
    text = vg_sv_trim(text);
    if (text.n || self->category.label.n)
        vg_draft_add_category(draft(self), text, self->category.scheme, self->category.label);
    self->category = (struct vg_category){0};
}

static void end_keywords(struct vg_feed_xml *self, struct vg_sv text)
{
    while (text.p) {
        struct vg_sv term = vg_sv_trim(vg_sv_split(&text, ','));
        if (term.n)
            vg_draft_add_category(draft(self), term, ITUNES_SCHEME, VG_SV_NONE);
    }
}

/* --- people --- */

static void begin_person(struct vg_feed_xml *self, const struct vg_frame *f)
{
    self->person = NULL;
    self->publisher = (struct vg_person){0};
    if (f->el == VG_EL_PUBLISHER)
        self->person = &self->publisher;
    else if (!self->source)
        self->person = vg_draft_add_author(draft(self));
}

static void end_publisher(struct vg_feed_xml *self, struct vg_sv text)
{
    struct vg_sv name = self->publisher.name, mail = self->publisher.email;

    text = vg_sv_trim(text);
    if (name.n && mail.n) {
        char *s =
            vg_arena_printf(self->r->scratch, "%.*s (%.*s)", VG_SV_ARG(name), VG_SV_ARG(mail));
        set(self, VG_FIELD_PUBLISHER, vg_sv_cstr(s));
    } else if (text.n || name.n || mail.n) {
        set(self, VG_FIELD_PUBLISHER, name.n ? name : mail.n ? mail : text);
    }
}

/* A person without anything, or one that was named before (dc:creator and itunes:author), is not
 * one more. */
static bool is_known(const struct vg_draft *d, const struct vg_person *p)
{
    if (!p->name.n && !p->email.n && !p->href.n)
        return true;
    for (size_t i = 0; i + 1 < d->n_authors; i++)
        if (vg_sv_eq(d->authors[i].name, p->name) && vg_sv_eq(d->authors[i].email, p->email) &&
            vg_sv_eq(d->authors[i].href, p->href))
            return true;
    return false;
}

static void end_person(struct vg_feed_xml *self, const struct vg_frame *f, struct vg_sv text)
{
    struct vg_draft *d = draft(self);

    if (f->el == VG_EL_PUBLISHER) {
        end_publisher(self, text);
    } else if (self->person) {
        struct vg_person *p = &d->authors[d->n_authors - 1];
        if (!p->name.n && !p->email.n)
            vg_draft_split_person(d, text, p);
        if (is_known(d, p))
            d->n_authors--;
    }
    self->person = NULL;
}

static void end_person_part(struct vg_feed_xml *self, const struct vg_frame *f, struct vg_sv text)
{
    struct vg_draft *d = draft(self);

    text = vg_sv_trim(text);
    if (!self->person || !text.n)
        return;
    if (f->el == VG_EL_NAME)
        self->person->name = vg_draft_copy(d, text);
    else if (f->el == VG_EL_EMAIL)
        self->person->email = vg_draft_copy(d, text);
    else
        self->person->href = vg_draft_copy(d, vg_reading_address(self->r, base_of(self, f), text));
}

/* --- text with markup --- */

static bool ends_icase(struct vg_sv s, const char *end)
{
    struct vg_sv e = vg_sv_cstr(end);

    return s.n >= e.n && vg_sv_eq_icase(vg_sv_sub(s, s.n - e.n, s.n), e);
}

static void begin_markup(struct vg_feed_xml *self, struct vg_frame *f,
                         const struct vg_xml_attr *attrs, size_t n)
{
    struct vg_sv type = vg_feed_attr(attrs, n, "type"), mode = vg_feed_attr(attrs, n, "mode");
    enum vg_text_type otherwise = f->el == VG_EL_DESCRIPTION || f->el == VG_EL_ENCODED
                                      ? VG_TEXT_HTML
                                  : f->el == VG_EL_BODY ? VG_TEXT_XHTML
                                                        : VG_TEXT_PLAIN;

    f->type = vg_text_type_of(type, otherwise);
    f->base64 = vg_sv_eq_icase(mode, VG_SV("base64"));
    if (f->type == VG_TEXT_OTHER) {
        f->other_type.at = (uint32_t)self->scope.n;
        if (type.n < 256 && vg_buf_sv(&self->scope, type) == 0)
            f->other_type.n = (uint32_t)type.n;
        bool text = vg_sv_starts_icase(type, VG_SV("text/")) || ends_icase(type, "+xml") ||
                    ends_icase(type, "/xml");
        f->base64 = f->base64 || !text;
    }
    f->declared_xhtml = f->type == VG_TEXT_XHTML || ends_icase(type, "xml");
    f->capture = f->markup = true;
    self->markup = self->depth;
}

static int base64_digit(unsigned char c)
{
    if (vg_is_alpha(c))
        return c >= 'a' ? c - 'a' + 26 : c - 'A';
    return vg_is_digit(c)         ? c - '0' + 52
           : c == '+' || c == '-' ? 62
           : c == '/' || c == '_' ? 63
                                  : -1;
}

/* What base64 stands for, as UTF-8; the text itself when it is not base64. */
static struct vg_sv decode_base64(struct vg_draft *d, struct vg_sv s)
{
    char *p = vg_arena_alloc(d->arena, s.n / 4 * 3 + 4);
    size_t n = 0;
    uint32_t bits = 0;
    int have = 0;

    for (size_t i = 0; i < s.n && s.p[i] != '='; i++) {
        int v = base64_digit((unsigned char)s.p[i]);
        if (v < 0) {
            if (vg_is_space((unsigned char)s.p[i]))
                continue;
            return s;
        }
        bits = bits << 6 | (uint32_t)v;
        have += 6;
        if (have >= 8) {
            have -= 8;
            p[n++] = (char)(bits >> have & 0xFF);
        }
    }
    return vg_utf8_valid(vg_sv(p, n)) ? vg_sv(p, n) : s;
}

/* A second description or summary is the content (RSS with <description> and <summary>). */
static bool is_second_summary(struct vg_feed_xml *self, const struct vg_frame *f)
{
    const struct vg_draft *d = draft(self);

    return self->item && f->ns != VG_NS_ITUNES &&
           (f->el == VG_EL_SUMMARY || f->el == VG_EL_DESCRIPTION) &&
           d->fields[VG_FIELD_SUMMARY].value.n &&
           d->fields[VG_FIELD_SUMMARY].depth <= self->depth && d->n_contents == 0;
}

static void store_content(struct vg_feed_xml *self, const struct vg_frame *f, struct vg_sv value,
                          struct vg_sv type)
{
    vg_draft_add_content(draft(self), &(struct vg_content){
                                          .value = value,
                                          .type = type,
                                          .base = base_of(self, f),
                                          .lang = vg_feed_range(self, f->lang),
                                      });
}

static void store_markup(struct vg_feed_xml *self, const struct vg_frame *f, struct vg_sv value,
                         struct vg_sv type)
{
    static const uint8_t fields[] = {
        [VG_EL_TITLE] = VG_FIELD_TITLE,
        [VG_EL_MEDIA_TITLE] = VG_FIELD_MEDIA_TITLE,
        [VG_EL_DESCRIPTION] = VG_FIELD_SUMMARY,
        [VG_EL_SUMMARY] = VG_FIELD_SUMMARY,
        [VG_EL_ABSTRACT] = VG_FIELD_SUMMARY,
        [VG_EL_SUBTITLE] = VG_FIELD_SUMMARY,
        [VG_EL_ITUNES_SUBTITLE] = VG_FIELD_SUBTITLE,
        [VG_EL_MEDIA_DESCRIPTION] = VG_FIELD_MEDIA_DESCRIPTION,
        [VG_EL_RIGHTS] = VG_FIELD_RIGHTS,
    };
    struct vg_draft *d = draft(self);

    if (self->source) {
        if (f->el == VG_EL_TITLE && !d->source.title.n)
            d->source.title = vg_draft_copy(d, value);
    } else if (f->el == VG_EL_CONTENT || f->el == VG_EL_ENCODED || f->el == VG_EL_BODY) {
        if (value.n)
            store_content(self, f, value, type);
    } else if (is_second_summary(self, f)) {
        if (value.n)
            store_content(self, f, value, type);
    } else if (f->ns == VG_NS_ITUNES && d->fields[VG_FIELD_SUMMARY].value.n) {
        return; /* says again what the description said */
    } else {
        vg_draft_set(d, (enum vg_field)fields[f->el], value, type, (unsigned)self->depth);
    }
}

static void end_markup(struct vg_feed_xml *self, const struct vg_frame *f, struct vg_sv text)
{
    enum vg_text_type type = f->type;
    bool guess = self->r->format != VG_FORMAT_ATOM;

    if (f->base64)
        text = decode_base64(draft(self), vg_sv_trim(text));
    struct vg_sv name = type == VG_TEXT_OTHER ? vg_feed_range(self, f->other_type) : VG_SV_NONE;
    struct vg_sv value = vg_reading_text(self->r, text, base_of(self, f), guess, &type);
    store_markup(self, f, value, name.n ? name : vg_text_type_name(type));
}

/* --- plain text --- */

static void end_date(struct vg_feed_xml *self, const struct vg_frame *f, struct vg_sv text)
{
    int64_t t = vg_date_read(text);
    struct vg_draft *d = draft(self);

    if (t == VG_TIME_NONE || self->source)
        return;
    *(f->el == VG_EL_PUBLISHED ? &d->published
      : f->el == VG_EL_UPDATED ? &d->updated
                               : &d->created) = t;
}

static void end_id(struct vg_feed_xml *self, const struct vg_frame *f, struct vg_sv text)
{
    struct vg_draft *d = draft(self);

    if (self->source) {
        d->source.id = vg_draft_copy(d, text);
        return;
    }
    set(self, VG_FIELD_ID, text);
    if (f->el == VG_EL_GUID)
        d->permalink = !f->base64;
}

static void end_text(struct vg_feed_xml *self, const struct vg_frame *f, struct vg_sv text)
{
    switch ((enum vg_el)f->el) {
    case VG_EL_COMMENTS:
        set(self, VG_FIELD_COMMENTS, vg_reading_address(self->r, base_of(self, f), text));
        break;
    case VG_EL_NEW_LOCATION:
        set(self, VG_FIELD_NEW_LOCATION, vg_reading_address(self->r, base_of(self, f), text));
        break;
    case VG_EL_ORIG_LINK:
        set(self, VG_FIELD_ORIG_LINK, vg_reading_address(self->r, base_of(self, f), text));
        break;
    case VG_EL_LANGUAGE:
        set_lang(self, text);
        break;
    case VG_EL_TTL:
        set(self, VG_FIELD_TTL, text);
        break;
    case VG_EL_GENERATOR:
        set(self, VG_FIELD_GENERATOR, text);
        break;
    case VG_EL_SY_PERIOD:
        set(self, VG_FIELD_SY_PERIOD, text);
        break;
    case VG_EL_SY_FREQUENCY:
        set(self, VG_FIELD_SY_FREQUENCY, text);
        break;
    case VG_EL_SY_BASE:
        set(self, VG_FIELD_SY_BASE, text);
        break;
    case VG_EL_HOUR:
        vg_reading_skip_hour(self->r, text);
        break;
    case VG_EL_DAY:
        vg_reading_skip_day(self->r, text);
        break;
    default:
        break;
    }
}

int vg_feed_begin(struct vg_feed_xml *self, struct vg_frame *f, const struct vg_xml_attr *attrs,
                  size_t n)
{
    enum vg_el el = (enum vg_el)f->el;

    if (el == VG_EL_RSS || el == VG_EL_RDF || el == VG_EL_FEED) {
        begin_root(self, f, attrs, n);
    } else if (el == VG_EL_CHANNEL) {
        if (self->r->format == VG_FORMAT_UNKNOWN) {
            self->r->format = VG_FORMAT_CDF;
            self->r->version = "cdf";
        }
        if (self->r->format == VG_FORMAT_CDF)
            cdf_attrs(self, f, attrs, n);
    } else if (el == VG_EL_ITEM) {
        begin_item(self, f, attrs, n);
    } else if (self->r->format == VG_FORMAT_UNKNOWN) {
        return 0; /* no feed yet, so no part of one */
    } else if (vg_el_is_markup(el)) {
        begin_markup(self, f, attrs, n);
    } else if (el == VG_EL_SOURCE) {
        struct vg_sv url = vg_feed_attr(attrs, n, "url");
        self->source = self->depth;
        f->capture = true;
        if (url.n)
            draft(self)->source.link =
                vg_draft_copy(draft(self), vg_reading_address(self->r, base_of(self, f), url));
    } else if (el == VG_EL_LINK) {
        begin_link(self, f, attrs, n);
        f->capture = true;
    } else if (el == VG_EL_ENCLOSURE) {
        begin_enclosure(self, f, attrs, n);
    } else if (el == VG_EL_CATEGORY || el == VG_EL_ITUNES_CATEGORY || el == VG_EL_MEDIA_CATEGORY) {
        begin_category(self, f, attrs, n);
        f->capture = el != VG_EL_ITUNES_CATEGORY;
    } else if (el == VG_EL_AUTHOR || el == VG_EL_PUBLISHER) {
        begin_person(self, f);
        f->capture = true;
    } else if (el == VG_EL_IN_REPLY_TO) {
        begin_reply(self, f, attrs, n);
    } else if (el == VG_EL_GUID) {
        f->base64 = vg_sv_eq_icase(vg_feed_attr(attrs, n, "ispermalink"),
                                   VG_SV("false")); /* not an address */
        f->capture = true;
    } else {
        f->capture = el != VG_EL_SKIP_HOURS && el != VG_EL_SKIP_DAYS;
    }
    return 0;
}

int vg_feed_end(struct vg_feed_xml *self, const struct vg_frame *f, struct vg_sv text)
{
    enum vg_el el = (enum vg_el)f->el;

    if (el == VG_EL_ITEM)
        return self->item == self->depth ? vg_reading_end_entry(self->r) : 0;
    if (self->r->format == VG_FORMAT_UNKNOWN)
        return 0;
    if (vg_el_is_markup(el))
        end_markup(self, f, text);
    else if (el == VG_EL_LINK)
        end_link(self, f, text);
    else if (el == VG_EL_GUID || el == VG_EL_ID)
        end_id(self, f, vg_sv_trim(text));
    else if (el == VG_EL_PUBLISHED || el == VG_EL_UPDATED || el == VG_EL_CREATED)
        end_date(self, f, text);
    else if (el == VG_EL_AUTHOR || el == VG_EL_PUBLISHER)
        end_person(self, f, text);
    else if (el == VG_EL_NAME || el == VG_EL_EMAIL || el == VG_EL_HOMEPAGE)
        end_person_part(self, f, text);
    else if (el == VG_EL_CATEGORY || el == VG_EL_MEDIA_CATEGORY)
        end_category(self, text);
    else if (el == VG_EL_KEYWORDS)
        end_keywords(self, text);
    else if (el == VG_EL_SOURCE) {
        if (self->item && !draft(self)->source.title.n)
            draft(self)->source.title = vg_draft_copy(draft(self), vg_sv_trim(text));
    } else if (!self->source)
        end_text(self, f, vg_sv_trim(text));
    return 0;
}
