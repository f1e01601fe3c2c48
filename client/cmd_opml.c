/* vigie opml - lists of feeds from other readers to a file of sources, and back. */
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/io.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "client/command.h"
#include "feeds/opml.h"

#define MAX_LIST (32 * 1024 * 1024)
#define MAX_NAME 48

static const char usage[] = "usage: vigie opml import FILE        OPML in, a file of sources out\n"
                            "       vigie opml export FILE...     files of sources in, OPML out\n";

struct import {
    struct vg_buf out, scratch;
    struct vg_map *names, *urls;
    struct vg_arena *arena;
    int n;
};

/* A short name from a title: lower case, no accents, hyphens between words. */
static struct vg_sv slug(struct import *in, struct vg_sv title)
{
    char *p = vg_arena_alloc(in->arena, MAX_NAME + 16);
    size_t n = 0;

    vg_buf_clear(&in->scratch);
    (void)vg_utf8_fold_sv(title, &in->scratch);
    for (size_t i = 0; i < in->scratch.n && n < MAX_NAME; i++) {
        unsigned char c = (unsigned char)in->scratch.p[i];
        if (vg_is_alpha(c) || vg_is_digit(c))
            p[n++] = (char)vg_lower(c);
        else if (n && p[n - 1] != '-')
            p[n++] = '-';
    }
    while (n && p[n - 1] == '-')
        n--;
    if (n == 0)
        n = (size_t)snprintf(p, MAX_NAME, "source-%d", in->n + 1);
    size_t stem = n;
    for (int i = in->n + 1; vg_map_get(in->names, vg_sv(p, n)); i++)
        n = stem + (size_t)snprintf(p + stem, 16, "-%d", i);
    (void)vg_map_set(in->names, vg_sv(p, n), p);
    return vg_sv(p, n);
}

/* A YAML scalar in double quotes. */
static void put_text(struct vg_buf *out, const char *key, struct vg_sv s)
{
    if (!s.n)
        return;
    (void)vg_buf_printf(out, "    %s: \"", key);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\')
            (void)vg_buf_char(out, '\\');
        (void)vg_buf_char(out, c < 0x20 ? ' ' : (char)c);
    }
    (void)vg_buf_str(out, "\"\n");
}

static int on_feed(void *ctx, const struct vg_opml_feed *feed)
{
    struct import *in = ctx;
    struct vg_sv url = vg_sv_cstr(vg_arena_str(in->arena, feed->url));

    if (vg_map_set(in->urls, url, in))
        return 0; /* listed in two groups */
    struct vg_sv name = slug(in, feed->title.n ? feed->title : feed->url);
    (void)vg_buf_printf(&in->out, "  - name: %.*s\n", VG_SV_ARG(name));
    put_text(&in->out, "outlet", feed->title);
    put_text(&in->out, "url", url);
    put_text(&in->out, "lang", vg_sv_sub(feed->lang, 0, 2));
    put_text(&in->out, "comment", feed->category);
    in->n++;
    return 0;
}

static int import(const char *path)
{
    struct import in = {.names = vg_map_new(), .urls = vg_map_new(), .arena = vg_arena_new()};
    struct vg_buf list;
    struct vg_err err;

    vg_buf_init(&list, MAX_LIST);
    vg_buf_init(&in.out, (size_t)4 * MAX_LIST);
    vg_buf_init(&in.scratch, 1024 * 1024);
    (void)vg_buf_str(&in.out, "sources:\n");
    int r = vg_read_file(path, &list, &err);
    if (r == 0)
        r = vg_opml_read(vg_buf_view(&list), on_feed, &in, &err);
    if (r < 0)
        r = vg_complain("opml: %s: %s", path, err.text);
    else if (in.n == 0)
        r = vg_complain("opml: %s: the list has no feed", path);
    else
        r = fwrite(in.out.p, 1, in.out.n, stdout) == in.out.n ? 0 : VG_EXIT_FAILED;
    vg_buf_done(&list);
    vg_buf_done(&in.out);
    vg_buf_done(&in.scratch);
    vg_map_free(in.names);
    vg_map_free(in.urls);
    vg_arena_free(in.arena);
    return r;
}

/* The source that is read now: the mapping at depth 3, an element of the sequence `sources`. */
struct export
{
    struct vg_buf out;
    struct vg_arena *arena;
    struct vg_opml_feed feed;
    struct vg_sv name, key;
    int depth, n;
    bool in_sources, want_value;
};

static void take_scalar(struct export *x, struct vg_sv s)
{
    if (!x->want_value) {
        x->key = vg_sv_cstr(vg_arena_str(x->arena, s));
    } else if (x->depth == 3 && x->in_sources) {
        s = vg_sv_cstr(vg_arena_str(x->arena, s));
        if (vg_sv_is(x->key, "url"))
            x->feed.url = s;
        else if (vg_sv_is(x->key, "outlet"))
            x->feed.title = s;
        else if (vg_sv_is(x->key, "name"))
            x->name = s;
        else if (vg_sv_is(x->key, "lang"))
            x->feed.lang = s;
    }
    x->want_value = !x->want_value && x->depth != 2;
}

static void close_source(struct export *x)
{
    if (!x->feed.title.n)
        x->feed.title = x->name;
    if (x->feed.url.n) {
        vg_opml_feed(&x->out, &x->feed);
        x->n++;
    }
    x->feed = (struct vg_opml_feed){0};
    x->name = VG_SV_NONE;
}

static void take_event(struct export *x, const yaml_event_t *e)
{
    switch (e->type) {
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        if (x->depth == 1)
            x->in_sources = e->type == YAML_SEQUENCE_START_EVENT && vg_sv_is(x->key, "sources");
        x->depth++;
        x->want_value = false;
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        if (x->depth == 3 && x->in_sources && e->type == YAML_MAPPING_END_EVENT)
            close_source(x);
        x->depth--;
        x->want_value = false;
        break;
    case YAML_SCALAR_EVENT:
        take_scalar(x, vg_sv((const char *)e->data.scalar.value, e->data.scalar.length));
        break;
    default:
        break;
    }
}

static int export_file(struct export *x, const char *path)
{
    yaml_parser_t parser;
    yaml_event_t event;
    FILE *f = fopen(path, "rbe");
    bool more = true, ok = true;

    if (!f || !yaml_parser_initialize(&parser)) {
        if (f)
            (void)fclose(f);
        return vg_complain("opml: cannot open %s: %m", path);
    }
    yaml_parser_set_input_file(&parser, f);
    x->depth = 0;
    x->want_value = x->in_sources = false;
    while (more && (ok = yaml_parser_parse(&parser, &event))) {
        more = event.type != YAML_STREAM_END_EVENT;
        take_event(x, &event);
        yaml_event_delete(&event);
    }
    int r = ok ? 0
               : vg_complain("opml: %s:%zu: %s", path, parser.problem_mark.line + 1,
                             parser.problem ? parser.problem : "not YAML");
    yaml_parser_delete(&parser);
    (void)fclose(f);
    return r;
}

static int export_files(int n, char **paths)
{
    struct export x = {.arena = vg_arena_new()};
    int r = 0;

    vg_buf_init(&x.out, MAX_LIST);
    vg_opml_begin(&x.out, VG_SV("vigie"));
    for (int i = 0; i < n && r == 0; i++)
        r = export_file(&x, paths[i]);
    vg_opml_end(&x.out);
    if (r == 0)
        r = fwrite(x.out.p, 1, x.out.n, stdout) == x.out.n ? 0 : VG_EXIT_FAILED;
    vg_buf_done(&x.out);
    vg_arena_free(x.arena);
    return r;
}

int vg_cmd_opml(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        return fputs(usage, stdout) < 0;
    if (argc == 3 && strcmp(argv[1], "import") == 0)
        return import(argv[2]);
    if (argc >= 3 && strcmp(argv[1], "export") == 0)
        return export_files(argc - 2, argv + 2);
    return vg_usage(usage);
}
