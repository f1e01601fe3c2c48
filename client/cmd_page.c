/* vigie page - the article in an HTML page. */
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "client/command.h"
#include "client/get.h"
#include "feeds/page.h"

static const char usage[] =
    "usage: vigie page [OPTION]... FILE|URL|-\n\n"
    "Prints the text of the article in an HTML page.\n\n"
    "  --url URL            address of the page: base of its links\n"
    "  --selector SELECTOR  the element that holds the text: tag, #id, .class or tag.class\n"
    "  --type TYPE          Content-Type it came with, for its charset\n"
    "  --json               one JSON object: text, title, authors, published, modified, outlet, "
    "lang,\n"
    "                       canonical, image, paywalled\n";

struct options {
    struct vg_page_opts page;
    bool json;
};

static void put(json_t *o, const char *key, struct vg_sv s)
{
    if (s.n)
        (void)json_object_set_new(o, key, json_stringn(s.p, s.n));
}

static void put_time(json_t *o, const char *key, int64_t usec)
{
    char s[32];

    if (usec == VG_TIME_NONE)
        return;
    vg_time_format(usec, false, s);
    (void)json_object_set_new(o, key, json_string(s));
}

static int print_json(const struct vg_page *page)
{
    json_t *o = json_object(), *authors = json_array();
    int r;

    put(o, "title", page->title);
    for (size_t i = 0; i < page->n_authors; i++)
        (void)json_array_append_new(authors, json_stringn(page->authors[i].p, page->authors[i].n));
    (void)json_object_set_new(o, "authors", authors);
    put_time(o, "published", page->published_usec);
    put_time(o, "modified", page->modified_usec);
    put(o, "outlet", page->outlet);
    put(o, "lang", page->lang);
    put(o, "canonical", page->canonical);
    put(o, "image", page->image);
    (void)json_object_set_new(o, "paywalled", json_boolean(page->paywalled));
    (void)json_object_set_new(o, "text",
                              json_stringn(page->text.n ? page->text.p : "", page->text.n));
    r = json_dumpf(o, stdout, JSON_COMPACT);
    json_decref(o);
    return r < 0 || putchar('\n') == EOF ? VG_EXIT_FAILED : 0;
}

static int print_page(const char *where, struct options *opts)
{
    struct vg_arena *arena = vg_arena_new();
    struct vg_buf buf;
    struct vg_page page;
    struct vg_err err;
    char *type, *url;
    int r;

    vg_buf_init(&buf, VG_MAX_PAGE_BODY);
    r = vg_get(where, &buf, &type, &url, &err);
    if (url && !opts->page.url.n)
        opts->page.url = vg_sv_cstr(url);
    if (type && !opts->page.content_type.n)
        opts->page.content_type = vg_sv_cstr(type);
    if (r == 0)
        r = vg_page_read(vg_buf_view(&buf), &opts->page, arena, &page, &err);
    if (r < 0)
        r = vg_complain("page: %s", err.text);
    else if (opts->json)
        r = print_json(&page);
    else
        r = printf("%.*s\n", VG_SV_ARG(page.text)) < 0 ? VG_EXIT_FAILED : 0;
    free(type);
    free(url);
    vg_buf_done(&buf);
    vg_arena_free(arena);
    return r;
}

int vg_cmd_page(int argc, char **argv)
{
    static const struct option options[] = {
        {"url", required_argument, NULL, 'u'},  {"selector", required_argument, NULL, 's'},
        {"type", required_argument, NULL, 't'}, {"json", no_argument, NULL, 'j'},
        {"help", no_argument, NULL, 'h'},       {NULL, 0, NULL, 0},
    };
    struct options opts = {0};
    int c;

    while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        if (c == 'u')
            opts.page.url = vg_sv_cstr(optarg);
        else if (c == 's')
            opts.page.selector = vg_sv_cstr(optarg);
        else if (c == 't')
            opts.page.content_type = vg_sv_cstr(optarg);
        else if (c == 'j')
            opts.json = true;
        else if (c == 'h')
            return fputs(usage, stdout) < 0;
        else
            return vg_usage(usage);
    }
    if (argc - optind != 1)
        return vg_usage(usage);
    return print_page(argv[optind], &opts);
}
