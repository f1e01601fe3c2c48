#include "feeds/feed_xml.h"

#define MAX_HTML_TITLE 1024

static bool is_feed_type(struct vg_sv type)
{
    static const char *const types[] = {
        "application/rss+xml",   "application/atom+xml", "application/rdf+xml",
        "application/feed+json", "application/json",     "text/xml",
        "application/xml",
    };
    struct vg_sv rest = type;

    type = vg_sv_trim(vg_sv_split(&rest, ';'));
    for (size_t i = 0; i < VG_COUNT_OF(types); i++)
        if (vg_sv_eq_icase(type, vg_sv_cstr(types[i])))
            return true;
    return false;
}

/* rel is a list of words. */
static bool has_word(struct vg_sv list, const char *word)
{
    while (list.p) {
        struct vg_sv w = vg_sv_trim(vg_sv_split(&list, ' '));
        if (vg_sv_eq_icase(w, vg_sv_cstr(word)))
            return true;
    }
    return false;
}

void vg_feed_html_start(struct vg_feed_xml *self, struct vg_sv name,
                        const struct vg_xml_attr *attrs, size_t n)
{
    struct vg_draft *d = &self->r->feed;
    struct vg_sv href = vg_feed_attr(attrs, n, "href"), type = vg_feed_attr(attrs, n, "type");

    if (vg_sv_eq_icase(name, VG_SV("title")) && !vg_draft_get(d, VG_FIELD_TITLE).p) {
        self->in_html_title = true;
        self->text.n = self->raw_n = 0;
        vg_xml_want_text(self->xml, true);
    } else if (vg_sv_eq_icase(name, VG_SV("base")) && href.n) {
        struct vg_sv base = vg_reading_address(self->r, self->r->base, href);
        if (base.n)
            self->r->base = vg_draft_copy(d, base);
    } else if (vg_sv_eq_icase(name, VG_SV("link")) && href.n && is_feed_type(type) &&
               has_word(vg_feed_attr(attrs, n, "rel"), "alternate")) {
        struct vg_link l = {
            .rel = VG_SV("alternate"),
            .type = type,
            .title = vg_feed_attr(attrs, n, "title"),
            .hreflang = vg_feed_attr(attrs, n, "hreflang"),
            .href = vg_reading_address(self->r, self->r->base, href),
        };
        if (l.href.n)
            (void)vg_draft_add_link(d, &l);
    }
}

void vg_feed_html_end(struct vg_feed_xml *self, struct vg_sv name)
{
    if (!self->in_html_title || !vg_sv_eq_icase(name, VG_SV("title")))
        return;
    struct vg_sv title = vg_sv_trim(vg_buf_view(&self->text));
    if (title.n > MAX_HTML_TITLE) {
        title.n = MAX_HTML_TITLE;
        while (title.n && ((unsigned char)title.p[title.n] & 0xC0) == 0x80)
            title.n--;
    }
    vg_draft_set(&self->r->feed, VG_FIELD_TITLE, title, VG_SV("text/plain"), 0);
    self->in_html_title = false;
    self->text.n = 0;
    vg_xml_want_text(self->xml, false);
}
