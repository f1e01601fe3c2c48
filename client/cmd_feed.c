/* vigie feed - what a feed says, or what dates mean. */
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "client/command.h"
#include "client/get.h"
#include "feeds/date.h"
#include "feeds/parse.h"
#include "feeds/url.h"

static const char usage[] =
    "usage: vigie feed [--json] [--header 'Name: value']... [--url BASE] FILE|URL\n"
    "       vigie feed --dates        dates on standard input, one a line; UTC out, empty for "
    "none\n";

struct run {
    struct vg_feed_parser *parser;
    struct vg_feed_parser_opts opts;
    json_t *entries; /* NULL: print as text */
    struct vg_err err;
    int code;
    char *type, *location; /* Content-Type of the answer, and where it came from */
};

static json_t *text(struct vg_sv s)
{
    return s.p ? json_stringn(s.p, s.n) : NULL;
}

static void put(json_t *o, const char *key, struct vg_sv s)
{
    if (s.p)
        (void)json_object_set_new(o, key, text(s));
}

static void put_time(json_t *o, const char *key, int64_t usec)
{
    char out[32];

    if (usec == VG_TIME_NONE)
        return;
    vg_time_format(usec, false, out);
    (void)json_object_set_new(o, key, json_string(out));
}

static json_t *people(const struct vg_person *list, size_t n)
{
    json_t *a = json_array();

    for (size_t i = 0; i < n; i++) {
        json_t *o = json_object();
        put(o, "name", list[i].name);
        put(o, "email", list[i].email);
        put(o, "href", list[i].href);
        (void)json_array_append_new(a, o);
    }
    return a;
}

static json_t *links(const struct vg_link *list, size_t n)
{
    json_t *a = json_array();

    for (size_t i = 0; i < n; i++) {
        json_t *o = json_object();
        put(o, "rel", list[i].rel);
        put(o, "href", list[i].href);
        put(o, "type", list[i].type);
        put(o, "title", list[i].title);
        put(o, "hreflang", list[i].hreflang);
        put(o, "length", list[i].length);
        (void)json_array_append_new(a, o);
    }
    return a;
}

static void put_categories(json_t *o, const struct vg_sv *terms, const struct vg_category *details,
                           size_t n)
{
    json_t *a = json_array(), *b = json_array();

    for (size_t i = 0; i < n; i++) {
        json_t *d = json_object();
        (void)json_array_append_new(a, terms[i].p ? text(terms[i]) : json_string(""));
        put(d, "term", details[i].term);
        put(d, "scheme", details[i].scheme);
        put(d, "label", details[i].label);
        (void)json_array_append_new(b, d);
    }
    (void)json_object_set_new(o, "categories", a);
    (void)json_object_set_new(o, "category_details", b);
}

static void put_reply(json_t *o, const struct vg_in_reply_to *reply)
{
    json_t *r = json_object();

    put(r, "href", reply->href);
    put(r, "ref", reply->ref);
    put(r, "source", reply->source);
    put(r, "type", reply->type);
    if (json_object_size(r))
        (void)json_object_set(o, "thr_in-reply-to", r);
    json_decref(r);
}

static void put_lists(json_t *o, const struct vg_entry *e)
{
    json_t *content = json_array(), *enclosures = json_array(), *source = json_object();

    for (size_t i = 0; i < e->n_content; i++) {
        json_t *c = json_object();
        put(c, "value", e->content[i].value);
        put(c, "type", e->content[i].type);
        put(c, "base", e->content[i].base);
        put(c, "language", e->content[i].lang);
        (void)json_array_append_new(content, c);
    }
    for (size_t i = 0; i < e->n_enclosures; i++) {
        json_t *c = json_object();
        put(c, "href", e->enclosures[i].href);
        put(c, "type", e->enclosures[i].type);
        put(c, "length", e->enclosures[i].length);
        (void)json_array_append_new(enclosures, c);
    }
    put(source, "id", e->source.id);
    put(source, "title", e->source.title);
    put(source, "link", e->source.link);
    put(source, "href", e->source.link);
    if (json_object_size(source))
        (void)json_object_set(o, "source", source);
    json_decref(source);
    (void)json_object_set_new(o, "content", content);
    (void)json_object_set_new(o, "enclosures", enclosures);
    (void)json_object_set_new(o, "authors", people(e->authors, e->n_authors));
    (void)json_object_set_new(o, "links", links(e->links, e->n_links));
    put_categories(o, e->categories, e->category_details, e->n_categories);
}

static json_t *entry_json(const struct vg_entry *e)
{
    json_t *o = json_object();

    put(o, "id", e->id);
    put(o, "link", e->link);
    (void)json_object_set_new(o, "guid_is_link", json_boolean(e->id_is_link));
    put(o, "title", e->title);
    put(o, "title_type", e->title_type);
    put(o, "summary", e->summary);
    put(o, "summary_type", e->summary_type);
    put(o, "language", e->lang);
    put_time(o, "published", e->published_usec);
    put_time(o, "updated", e->updated_usec);
    put_time(o, "created", e->created_usec);
    put(o, "comments", e->comments);
    put(o, "rights", e->rights);
    put(o, "publisher", e->publisher);
    put_reply(o, &e->in_reply_to);
    put_lists(o, e);
    return o;
}

static json_t *feed_json(const struct vg_feed *f)
{
    json_t *o = json_object();

    put(o, "format", f->version);
    put(o, "id", f->id);
    put(o, "title", f->title);
    put(o, "link", f->link);
    put(o, "description", f->description);
    put(o, "language", f->lang);
    put(o, "ttl", f->ttl);
    put(o, "update_period", f->update_period);
    put(o, "update_frequency", f->update_frequency);
    put(o, "update_base", f->update_base);
    if (f->skip_hours)
        (void)json_object_set_new(o, "skip_hours", json_integer(f->skip_hours));
    if (f->skip_days)
        (void)json_object_set_new(o, "skip_days", json_integer(f->skip_days));
    put(o, "rights", f->rights);
    put(o, "publisher", f->publisher);
    put(o, "generator", f->generator);
    put(o, "newlocation", f->new_location);
    put(o, "hub", f->hub);
    put(o, "self", f->self);
    put_time(o, "published", f->published_usec);
    put_time(o, "updated", f->updated_usec);
    put_time(o, "created", f->created_usec);
    put_reply(o, &f->in_reply_to);
    (void)json_object_set_new(o, "authors", people(f->authors, f->n_authors));
    (void)json_object_set_new(o, "links", links(f->links, f->n_links));
    put_categories(o, f->categories, f->category_details, f->n_categories);
    return o;
}

static void print_line(const char *label, struct vg_sv s)
{
    if (s.n)
        (void)printf("%s%.*s\n", label, VG_SV_ARG(s));
}

static int on_entry(void *ctx, const struct vg_entry *e)
{
    struct run *run = ctx;

    if (run->entries) {
        (void)json_array_append_new(run->entries, entry_json(e));
        return 0;
    }
    char time[32] = "no date";
    int64_t t = e->published_usec != VG_TIME_NONE ? e->published_usec : e->updated_usec;
    if (t != VG_TIME_NONE)
        vg_time_format(t, false, time);
    (void)printf("%s  %.*s\n", time, VG_SV_ARG(e->title));
    print_line("    ", e->link.n ? e->link : e->id);
    return 0;
}

static int print_result(struct run *run)
{
    const struct vg_feed *f = vg_feed_parser_feed(run->parser);

    if (run->entries) {
        json_t *o =
            json_pack("{s:b,s:o*,s:o,s:o}", "ok", run->code == 0, "encoding", text(f->encoding),
                      "feed", feed_json(f), "entries", json_incref(run->entries));
        if (run->code < 0)
            (void)json_object_set_new(o, "error", json_string(run->err.text));
        (void)json_dumpf(o, stdout, JSON_COMPACT);
        (void)putchar('\n');
        json_decref(o);
    } else {
        print_line("feed: ", f->title);
        print_line("link: ", f->link);
        print_line("format: ", f->version);
        for (size_t i = 0; i < f->n_links && f->format == VG_FORMAT_HTML; i++)
            print_line("links to feed: ", f->links[i].href);
    }
    return run->code < 0 ? vg_complain("feed: %s", run->err.text) : 0;
}

static int push(struct run *run, const void *p, size_t n)
{
    if (!run->parser)
        run->parser = vg_feed_parser_new(&run->opts, on_entry, run);
    if (run->code == 0)
        run->code = vg_feed_parser_push(run->parser, p, n, &run->err);
    return run->code;
}

static int read_local(struct run *run, const char *path)
{
    char buf[16 * 1024];
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rbe");
    size_t n;

    if (!f)
        return vg_complain("feed: cannot open %s: %m", path);
    while ((n = fread(buf, 1, sizeof buf, f)) > 0 && push(run, buf, n) == 0)
        ;
    if (f != stdin)
        (void)fclose(f);
    return 0;
}

static int fetch(struct run *run, const char *url)
{
    struct vg_buf body;

    vg_buf_init(&body, VG_MAX_FEED_BODY);
    int r = vg_get(url, &body, &run->type, &run->location, &run->err);
    if (r < 0) {
        r = vg_complain("feed: %s: %s", url, run->err.text);
    } else {
        if (!run->opts.content_type.n)
            run->opts.content_type = vg_sv_cstr(run->type);
        if (!run->opts.url.n)
            run->opts.url = vg_sv_cstr(run->location ? run->location : url);
        (void)push(run, body.p, body.n);
    }
    vg_buf_done(&body);
    return r;
}

static int read_dates(void)
{
    char *line = NULL, out[32];
    size_t cap = 0;
    ssize_t n;

    while ((n = getline(&line, &cap, stdin)) >= 0) {
        int64_t t = vg_date_read(vg_sv(line, (size_t)n));
        out[0] = '\0';
        if (t != VG_TIME_NONE)
            vg_time_format(t, false, out);
        (void)puts(out);
    }
    free(line);
    return 0;
}

static void take_header(struct run *run, const char *arg)
{
    struct vg_sv value = vg_sv_cstr(arg), name = vg_sv_split(&value, ':');

    value = vg_sv_trim(value);
    if (vg_sv_eq_icase(name, VG_SV("content-type")))
        run->opts.content_type = value;
    else if (vg_sv_eq_icase(name, VG_SV("content-location")))
        run->opts.content_location = value;
    else if (vg_sv_eq_icase(name, VG_SV("content-language")))
        run->opts.content_language = value;
}

static int read_feed(struct run *run, const char *source)
{
    bool url = vg_url_is_http(vg_sv_cstr(source));

    int r = url ? fetch(run, source) : read_local(run, source);
    if (r == 0) {
        (void)push(run, "", 0);
        if (run->code == 0)
            run->code = vg_feed_parser_finish(run->parser, &run->err);
        r = print_result(run);
    }
    vg_feed_parser_free(run->parser);
    json_decref(run->entries);
    free(run->type);
    free(run->location);
    return r;
}

int vg_cmd_feed(int argc, char **argv)
{
    static const struct option options[] = {
        {"json", no_argument, NULL, 'j'},         {"dates", no_argument, NULL, 'd'},
        {"header", required_argument, NULL, 'H'}, {"url", required_argument, NULL, 'u'},
        {"help", no_argument, NULL, 'h'},         {NULL, 0, NULL, 0},
    };
    struct run run = {0};
    int c;

    while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        if (c == 'd')
            return read_dates();
        else if (c == 'j')
            run.entries = run.entries ? run.entries : json_array();
        else if (c == 'H')
            take_header(&run, optarg);
        else if (c == 'u')
            run.opts.url = vg_sv_cstr(optarg);
        else
            return c == 'h' ? fputs(usage, stdout) < 0 : vg_usage(usage);
    }
    if (argc - optind != 1)
        return vg_usage(usage);
    return read_feed(&run, argv[optind]);
}
