#include "feeds/opml.h"

#include "base/limits.h"
#include "feeds/charset.h"
#include "feeds/markup.h"
#include "feeds/url.h"
#include "feeds/xml.h"

#define MAX_GROUPS 64
#define MAX_GROUP  256 /* bytes of a group's title */

struct reader {
    vg_opml_fn *fn;
    void *ctx;
    struct vg_xml *xml;
    bool opml;
    int n;
    unsigned depth; /* of open outlines */
    struct {
        char title[MAX_GROUP];
        size_t n;
    } groups[MAX_GROUPS];
};

static struct vg_sv attr(const struct vg_xml_attr *attrs, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (vg_sv_eq_icase(attrs[i].name, vg_sv_cstr(name)))
            return attrs[i].value;
    return VG_SV("");
}

static void open_group(struct reader *r, struct vg_sv title)
{
    if (r->depth < MAX_GROUPS) {
        size_t n = title.n < MAX_GROUP ? title.n : 0; /* an overlong one is not a title */
        memcpy(r->groups[r->depth].title, n ? title.p : "", n);
        r->groups[r->depth].n = n;
    }
    r->depth++;
}

static struct vg_sv group(const struct reader *r)
{
    for (size_t i = r->depth < MAX_GROUPS ? r->depth : MAX_GROUPS; i-- > 0;)
        if (r->groups[i].n)
            return vg_sv(r->groups[i].title, r->groups[i].n);
    return VG_SV("");
}

static int on_start(void *ctx, struct vg_sv name, const struct vg_xml_attr *attrs, size_t n,
                    bool empty)
{
    struct reader *r = ctx;
    struct vg_opml_feed feed = {
        .url = attr(attrs, n, "xmlUrl"),
        .title = attr(attrs, n, "title"),
        .page = attr(attrs, n, "htmlUrl"),
        .lang = attr(attrs, n, "language"),
        .category = group(r),
    };

    if (vg_sv_eq_icase(name, VG_SV("opml")))
        r->opml = true;
    if (!vg_sv_eq_icase(name, VG_SV("outline")))
        return 0;
    if (!feed.title.n)
        feed.title = attr(attrs, n, "text");
    if (!empty)
        open_group(r, feed.url.n ? VG_SV("") : feed.title);
    if (!r->opml || !vg_url_is_http(feed.url) || feed.url.n > VG_MAX_URL)
        return 0;
    r->n++;
    return r->fn(r->ctx, &feed);
}

static int on_end(void *ctx, struct vg_sv name)
{
    struct reader *r = ctx;

    if (vg_sv_eq_icase(name, VG_SV("outline")) && r->depth > 0)
        r->depth--;
    return 0;
}

static int on_text(void *ctx, struct vg_sv text)
{
    return 0;
}

static int on_utf8(void *ctx, struct vg_sv s)
{
    struct reader *r = ctx;

    return vg_xml_push(r->xml, s);
}

int vg_opml_read(struct vg_sv bytes, vg_opml_fn *fn, void *ctx, struct vg_err *err)
{
    static const struct vg_xml_handler handler = {on_start, on_end, on_text, NULL};
    struct reader *r = vg_xnew(struct reader);
    struct vg_decoder *decoder = vg_decoder_new(VG_SV_NONE, on_utf8, r);
    int code;

    r->fn = fn;
    r->ctx = ctx;
    r->xml = vg_xml_new(&handler, r);
    vg_xml_want_text(r->xml, false);
    code = vg_decoder_push(decoder, bytes.p, bytes.n);
    if (code == 0)
        code = vg_decoder_finish(decoder);
    if (code == 0)
        code = vg_xml_finish(r->xml);
    if (code == 0)
        code = r->opml ? r->n : vg_fail(err, VG_E_SYNTAX, "not OPML: there is no <opml> element");
    vg_decoder_free(decoder);
    vg_xml_free(r->xml);
    vg_freep(&r);
    return code;
}

static void put_attr(struct vg_buf *out, const char *name, struct vg_sv value)
{
    if (!value.n)
        return;
    (void)vg_buf_printf(out, " %s=\"", name);
    vg_markup_escape(out, value, true);
    (void)vg_buf_char(out, '"');
}

void vg_opml_begin(struct vg_buf *out, struct vg_sv title)
{
    (void)vg_buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n"
                          "<head><title>");
    vg_markup_escape(out, title, false);
    (void)vg_buf_str(out, "</title></head>\n<body>\n");
}

void vg_opml_feed(struct vg_buf *out, const struct vg_opml_feed *feed)
{
    (void)vg_buf_str(out, "<outline type=\"rss\"");
    put_attr(out, "text", feed->title.n ? feed->title : feed->url);
    put_attr(out, "title", feed->title);
    put_attr(out, "xmlUrl", feed->url);
    put_attr(out, "htmlUrl", feed->page);
    put_attr(out, "language", feed->lang);
    put_attr(out, "category", feed->category);
    (void)vg_buf_str(out, "/>\n");
}

void vg_opml_end(struct vg_buf *out)
{
    (void)vg_buf_str(out, "</body>\n</opml>\n");
}
