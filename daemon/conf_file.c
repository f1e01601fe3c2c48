/*
 * conf_file.c - the shape of a YAML file, with exact lines.
 *
 * libcyaml turns the file into structs, but names the line of the token before the wrong one, takes
 * several documents and an empty file without complaint. So a first pass over libyaml's events
 * checks the shape and keeps the lines.
 */
#include "config.h"

#include "daemon/conf_file.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

#define MAX_DEPTH 32

struct frame {
    const char *path;    /* with list indexes: sources[2] */
    const char *pattern; /* without: sources[] */
    struct vg_map *keys; /* of a mapping: those seen */
    const char *key;     /* of a mapping: the key whose value comes next, or NULL */
    bool map, free_form; /* free_form: nothing below is checked */
    int n;               /* of a list: items so far */
};

struct walk {
    struct vg_yaml *yaml;
    vg_yaml_expect_fn *expect;
    struct vg_err *err;
    struct frame stack[MAX_DEPTH];
    int depth;
    int documents;
};

static const char *const kind_names[] = {"nothing", "a single value", "a list",
                                         "a mapping (key: value)", "anything"};

static int wrong(struct walk *w, int line, const char *what, const char *cure)
{
    return vg_fail_at(w->err, VG_E_SYNTAX, w->yaml->file, line, "%s; %s", what, cure);
}

static void remember(struct walk *w, const char *path, int line)
{
    (void)vg_map_set(w->yaml->lines, vg_sv_cstr(path), (void *)(uintptr_t)line);
}

/* The paths of the value that comes now. */
static void place(struct walk *w, const char **ret_path, const char **ret_pattern)
{
    struct vg_arena *a = w->yaml->arena;
    struct frame *f = w->depth ? &w->stack[w->depth - 1] : NULL;

    if (!f) {
        *ret_path = *ret_pattern = "";
    } else if (f->map) {
        const char *dot = *f->path ? "." : "";
        *ret_path = vg_arena_printf(a, "%s%s%s", f->path, dot, f->key);
        *ret_pattern = vg_arena_printf(a, "%s%s%s", f->pattern, dot, f->key);
    } else {
        *ret_path = vg_arena_printf(a, "%s[%d]", f->path, f->n);
        *ret_pattern = vg_arena_printf(a, "%s[]", f->pattern);
    }
}

static int unexpected(struct walk *w, int line, const char *path, const char *hint)
{
    if (hint)
        return vg_fail_at(w->err, VG_E_SYNTAX, w->yaml->file, line,
                          "%s: unknown key; did you mean '%s'?", path, hint);
    return vg_fail_at(w->err, VG_E_SYNTAX, w->yaml->file, line,
                      "%s: unknown key; `vigied --dump-config` lists all keys", path);
}

/* A value of this kind begins at line. *ret_free: nothing below it is to be checked. */
static int value(struct walk *w, enum vg_yaml_kind kind, int line, const char **ret_path,
                 const char **ret_pattern, bool *ret_free)
{
    struct frame *f = w->depth ? &w->stack[w->depth - 1] : NULL;
    const char *hint = NULL, *path, *pattern;
    enum vg_yaml_kind want;

    place(w, &path, &pattern);
    *ret_free = f && f->free_form;
    if (!*ret_free) {
        want = w->expect(pattern, &hint);
        if (want == VG_YAML_UNKNOWN)
            return unexpected(w, line, path, hint);
        if (want != VG_YAML_ANY && want != kind)
            return vg_fail_at(w->err, VG_E_SYNTAX, w->yaml->file, line,
                              "%s: must be %s, not %s", *path ? path : "the file",
                              kind_names[want], kind_names[kind]);
        *ret_free = want == VG_YAML_ANY;
    }
    remember(w, path, line);
    *ret_path = path;
    *ret_pattern = pattern;
    return 0;
}

static void value_over(struct walk *w)
{
    struct frame *f = w->depth ? &w->stack[w->depth - 1] : NULL;

    if (!f)
        return;
    f->key = NULL;
    f->n++;
}

static int take_key(struct walk *w, const yaml_event_t *e, int line)
{
    struct frame *f = &w->stack[w->depth - 1];
    const char *path, *pattern;

    f->key = vg_arena_str(w->yaml->arena, vg_sv((const char *)e->data.scalar.value,
                                                e->data.scalar.length));
    if (vg_map_set(f->keys, vg_sv_cstr(f->key), f)) {
        place(w, &path, &pattern);
        return vg_fail_at(w->err, VG_E_SYNTAX, w->yaml->file, line,
                          "%s: given twice; keep one of them", path);
    }
    return 0;
}

static int open_frame(struct walk *w, bool map, int line)
{
    struct frame frame = {.map = map};
    int r;

    if (w->depth && w->stack[w->depth - 1].map && !w->stack[w->depth - 1].key)
        return wrong(w, line, "a key must be a plain word", "write key: value");
    r = value(w, map ? VG_YAML_MAP : VG_YAML_LIST, line, &frame.path, &frame.pattern,
              &frame.free_form);
    if (r < 0)
        return r;
    if (w->depth == MAX_DEPTH)
        return wrong(w, line, "nested too deep", "flatten it");
    if (map)
        frame.keys = vg_map_new();
    w->stack[w->depth++] = frame;
    return 0;
}

static void close_frame(struct walk *w)
{
    vg_map_free(w->stack[--w->depth].keys);
    value_over(w);
}

static int take_scalar(struct walk *w, const yaml_event_t *e, int line)
{
    struct frame *f = w->depth ? &w->stack[w->depth - 1] : NULL;
    const char *path, *pattern;
    bool free_form;
    int r;

    if (f && f->map && !f->key)
        return take_key(w, e, line);
    r = value(w, VG_YAML_SCALAR, line, &path, &pattern, &free_form);
    if (r == 0)
        value_over(w);
    return r;
}

static int take(struct walk *w, const yaml_event_t *e)
{
    int line = (int)e->start_mark.line + 1;

    switch (e->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (w->documents++ > 0)
            return wrong(w, line, "a second document (---)", "keep everything in one document");
        return 0;
    case YAML_ALIAS_EVENT:
        return wrong(w, line, "aliases (*name) are not read", "write the value out");
    case YAML_SCALAR_EVENT:
        return take_scalar(w, e, line);
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        return open_frame(w, e->type == YAML_MAPPING_START_EVENT, line);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_frame(w);
        return 0;
    default:
        return 0;
    }
}

static int walk(struct walk *w, yaml_parser_t *parser)
{
    bool done = false;
    int r = 0;

    while (r == 0 && !done) {
        yaml_event_t e;

        if (!yaml_parser_parse(parser, &e))
            return vg_fail_at(
                w->err, VG_E_SYNTAX, w->yaml->file, (int)parser->problem_mark.line + 1,
                "not YAML: %s; check quotes, colons and indentation (spaces, no tabs)",
                parser->problem ? parser->problem : "unreadable");
        r = take(w, &e);
        done = e.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&e);
    }
    return r;
}

int vg_yaml_index(struct vg_yaml *self, const char *file, struct vg_sv text,
                  vg_yaml_expect_fn *expect, struct vg_err *err)
{
    struct walk w = {.yaml = self, .expect = expect, .err = err};
    yaml_parser_t parser;
    int r;

    *self = (struct vg_yaml){.file = file, .arena = vg_arena_new(), .lines = vg_map_new()};
    if (!yaml_parser_initialize(&parser))
        abort();
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.p, text.n);
    r = walk(&w, &parser);
    while (w.depth > 0)
        vg_map_free(w.stack[--w.depth].keys);
    yaml_parser_delete(&parser);
    if (r == 0 && w.documents == 0)
        r = vg_fail_at(err, VG_E_SYNTAX, file, 1,
                       "the file is empty; `sources:` is needed at least");
    if (r < 0)
        vg_yaml_done(self);
    return r;
}

void vg_yaml_done(struct vg_yaml *self)
{
    vg_map_free(self->lines);
    vg_arena_free(self->arena);
    *self = (struct vg_yaml){.file = NULL};
}

int vg_yaml_line(const struct vg_yaml *self, const char *fmt, ...)
{
    char path[256];
    va_list ap;

    va_start(ap, fmt);
    (void)vsnprintf(path, sizeof path, fmt, ap);
    va_end(ap);
    return (int)(uintptr_t)vg_map_get(self->lines, vg_sv_cstr(path));
}
