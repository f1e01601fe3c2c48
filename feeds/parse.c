#include "feeds/parse.h"

#include <stdlib.h>

#include "base/limits.h"
#include "feeds/charset.h"
#include "feeds/feed_xml.h"
#include "feeds/jsonfeed.h"
#include "feeds/reading.h"
#include "feeds/url.h"

#define MAX_FEED_METADATA (1024 * 1024)

struct vg_feed_parser {
    struct vg_reading r;
    struct vg_arena *opts_arena;
    struct vg_decoder *decoder;
    struct vg_feed_xml *xml; /* one of the two, from the first character that is not blank */
    struct vg_jsonfeed *json;
    size_t max_bytes, n_bytes;
    struct vg_feed feed;
    unsigned char magic[4]; /* the first bytes, for messages */
};

/* The first character decides between JSON and XML. */
static int on_utf8(void *ctx, struct vg_sv s)
{
    struct vg_feed_parser *self = ctx;

    if (!self->xml && !self->json) {
        size_t i = 0;
        while (i < s.n && vg_is_space((unsigned char)s.p[i]))
            i++;
        if (i == s.n)
            return 0;
        if (s.p[i] == '{')
            self->json = vg_jsonfeed_new(&self->r);
        else
            self->xml = vg_feed_xml_new(&self->r);
        s = vg_sv_sub(s, i, s.n);
    }
    return self->json ? vg_jsonfeed_push(self->json, s) : vg_feed_xml_push(self->xml, s);
}

static void set_base(struct vg_feed_parser *self, const struct vg_feed_parser_opts *opts)
{
    struct vg_reading *r = &self->r;
    struct vg_sv location = vg_sv_trim(opts->content_location);

    r->base = vg_sv(vg_arena_str(self->opts_arena, vg_sv_trim(opts->url)), vg_sv_trim(opts->url).n);
    if (location.n && location.n <= VG_MAX_URL) {
        struct vg_sv url = vg_url_resolve(r->base, location, self->opts_arena);
        if (vg_url_is_http(url) || (vg_url_is_safe(url) && r->base.n == 0))
            r->base = vg_sv(vg_arena_str(self->opts_arena, url), url.n);
    }
}

struct vg_feed_parser *vg_feed_parser_new(const struct vg_feed_parser_opts *opts,
                                          vg_entry_fn *on_entry, void *ctx)
{
    struct vg_feed_parser *self = vg_xnew(struct vg_feed_parser);
    struct vg_reading *r = &self->r;

    self->opts_arena = vg_arena_new();
    r->feed_arena = vg_arena_new();
    r->entry_arena = vg_arena_new();
    r->scratch = vg_arena_new();
    r->tags = vg_arena_new();
    vg_draft_init(&r->feed, r->feed_arena, MAX_FEED_METADATA);
    vg_buf_init(&r->clean, (size_t)2 * VG_MAX_ENTRY_CONTENT);
    r->on_entry = on_entry;
    r->ctx = ctx;
    r->max_entries = opts->max_entries ? opts->max_entries : VG_MAX_ENTRIES;
    r->version = "";
    self->max_bytes = opts->max_bytes ? opts->max_bytes : VG_MAX_FEED_BODY;
    set_base(self, opts);
    if (opts->content_language.n) {
        r->lang = vg_sv_cstr(vg_arena_str(self->opts_arena, opts->content_language));
        vg_draft_set(&r->feed, VG_FIELD_LANG, r->lang, VG_SV_NONE, VG_MAX_XML_DEPTH);
    }
    self->decoder = vg_decoder_new(opts->content_type, on_utf8, self);
    return self;
}

void vg_feed_parser_free(struct vg_feed_parser *self)
{
    if (!self)
        return;
    vg_decoder_free(self->decoder);
    vg_feed_xml_free(self->xml);
    vg_jsonfeed_free(self->json);
    vg_buf_done(&self->r.clean);
    vg_arena_free(self->r.tags);
    vg_arena_free(self->r.scratch);
    vg_arena_free(self->r.entry_arena);
    vg_arena_free(self->r.feed_arena);
    vg_arena_free(self->opts_arena);
    free(self);
}

static int failed(struct vg_feed_parser *self, int code, struct vg_err *err)
{
    if (code == VG_E_LIMIT && self->r.limit && self->r.n_entries == self->r.max_entries)
        return vg_fail(err, code, "more than %u entries", self->r.max_entries);
    if (code == VG_E_LIMIT && self->r.limit)
        return vg_fail(err, code, "elements nested deeper than %d", VG_MAX_XML_DEPTH);
    return vg_fail(err, code, "parse stopped: %s", vg_code_name(code));
}

int vg_feed_parser_push(struct vg_feed_parser *self, const void *p, size_t n, struct vg_err *err)
{
    const unsigned char *bytes = p;

    for (size_t i = 0; i < n && self->n_bytes + i < sizeof self->magic; i++)
        self->magic[self->n_bytes + i] = bytes[i];
    size_t room = self->max_bytes - self->n_bytes;
    int r = vg_decoder_push(self->decoder, p, n < room ? n : room);
    self->n_bytes += n < room ? n : room;
    if (r < 0)
        return failed(self, r, err);
    return n > room ? vg_fail(err, VG_E_TOOBIG, "feed of more than %zu bytes", self->max_bytes) : 0;
}

static int no_feed(struct vg_feed_parser *self, struct vg_err *err)
{
    const unsigned char *m = self->magic;

    if (self->n_bytes == 0)
        return vg_fail(err, VG_E_SYNTAX, "the document is empty");
    if (m[0] == 0x1F && m[1] == 0x8B)
        return vg_fail(err, VG_E_SYNTAX, "compressed data (gzip), not a feed");
    if (memcmp(m, "%PDF", 4) == 0)
        return vg_fail(err, VG_E_SYNTAX, "a PDF, not a feed");
    if (self->r.format == VG_FORMAT_HTML) {
        const struct vg_draft *d = &self->r.feed;
        struct vg_sv href = d->n_links ? d->links[0].href : VG_SV_NONE;
        if (d->n_links == 0)
            return vg_fail(err, VG_E_SYNTAX, "an HTML page that links to no feed");
        return vg_fail(err, VG_E_SYNTAX, "an HTML page; it links to %zu feed%s: %.*s%s", d->n_links,
                       d->n_links == 1 ? "" : "s", (int)(href.n < 160 ? href.n : 160), href.p,
                       d->n_links == 1 ? "" : ", ...");
    }
    if (self->json)
        return vg_fail(err, VG_E_SYNTAX, "JSON, but not a JSON Feed");
    if (self->r.first[0])
        return vg_fail(err, VG_E_SYNTAX, "not a feed: its first element is <%s>", self->r.first);
    return vg_fail(err, VG_E_SYNTAX, "not a feed: neither XML nor JSON");
}

int vg_feed_parser_finish(struct vg_feed_parser *self, struct vg_err *err)
{
    int r = vg_decoder_finish(self->decoder);

    if (r == 0 && self->xml)
        r = vg_feed_xml_finish(self->xml);
    if (r == 0 && self->json)
        r = vg_jsonfeed_finish(self->json);
    if (r < 0)
        return failed(self, r, err);
    if (self->r.format == VG_FORMAT_UNKNOWN || self->r.format == VG_FORMAT_HTML)
        return no_feed(self, err);
    return 0;
}

const struct vg_feed *vg_feed_parser_feed(const struct vg_feed_parser *self)
{
    /* the parser is the caller's own object: filling its cache changes nothing that can be seen */
    struct vg_feed_parser *me = (struct vg_feed_parser *)(uintptr_t)self;

    vg_draft_to_feed(&me->r.feed, &me->feed);
    me->feed.format = self->r.format;
    me->feed.version = vg_sv_cstr(self->r.version);
    me->feed.encoding = vg_decoder_charset(self->decoder);
    me->feed.skip_hours = self->r.skip_hours;
    me->feed.skip_days = self->r.skip_days;
    return &me->feed;
}
