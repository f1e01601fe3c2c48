/* conf.c - see conf.h: a file becomes a struct by libcyaml, is checked as a whole, and is written
 * back. */
#include "config.h"

#include "daemon/conf.h"

#include <cyaml/cyaml.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "base/io.h"
#include "base/limits.h"
#include "daemon/conf_keys.h"

#define MAX_CONFIG_BYTES (64 * 1024 * 1024)
#define MAX_FILES 4096

/* What libcyaml fills: every value as text, in the order of the table. */
struct raw_source {
    char *values[VG_KEYS_MAX];
};
struct raw {
    char *values[VG_KEYS_MAX];
    struct raw_source *sources;
    char **include;
    uint32_t n_sources, n_include;
};

struct schema {
    cyaml_schema_field_t top[VG_KEYS_MAX + 8], limits[VG_KEYS_MAX], source[VG_KEYS_MAX];
    cyaml_schema_value_t top_value, source_value, text_value;
};

struct loader {
    struct vg_config *config;
    struct vg_map *names, *urls; /* of sources -> struct vg_config_source index + 1 */
    struct vg_err *err;
    char *dir;
    size_t cap_sources;
};

/* ---- shape ---- */

/* Where a row's name goes: at the top, in limits, or in a source. */
static const char *tail(const char *name, const char *group)
{
    size_t n = strlen(group);

    return strncmp(name, group, n) == 0 ? name + n : NULL;
}

static size_t distance(const char *a, const char *b)
{
    size_t row[64], n = strlen(b);

    if (strlen(a) >= 64 || n >= 63)
        return 99;
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t cost = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < cost)
                cost = row[j] + 1;
            if (row[j - 1] + 1 < cost)
                cost = row[j - 1] + 1;
            row[j] = cost;
        }
    }
    return row[n];
}

static const char *const groups[] = {"include", "limits", "sources", "alerts"};

static const char *similar(const char *path)
{
    size_t n, best = 4;
    const struct vg_key *keys = vg_keys(&n);
    const char *hint = NULL;

    for (size_t i = 0; i < n + VG_COUNT_OF(groups); i++) {
        const char *name = i < n ? keys[i].row.name : groups[i - n];
        size_t d = distance(path, name);
        if (d < best && d * 2 < strlen(name)) {
            best = d;
            hint = strrchr(name, '.') ? strrchr(name, '.') + 1 : name;
        }
    }
    return hint;
}

static enum vg_yaml_kind expect_included(const char *path, const char **ret_hint)
{
    size_t n;
    const struct vg_key *keys = vg_keys(&n);

    if (strcmp(path, "") == 0 || strcmp(path, "sources[]") == 0)
        return VG_YAML_MAP;
    if (strcmp(path, "sources") == 0)
        return VG_YAML_LIST;
    for (size_t i = 0; i < n; i++)
        if (tail(keys[i].row.name, "sources[].") && strcmp(path, keys[i].row.name) == 0)
            return VG_YAML_SCALAR;
    *ret_hint = similar(path);
    return VG_YAML_UNKNOWN;
}

static enum vg_yaml_kind expect_main(const char *path, const char **ret_hint)
{
    size_t n;
    const struct vg_key *keys = vg_keys(&n);

    if (strcmp(path, "limits") == 0)
        return VG_YAML_MAP;
    if (strcmp(path, "include") == 0)
        return VG_YAML_LIST;
    if (strcmp(path, "include[]") == 0)
        return VG_YAML_SCALAR;
    if (strcmp(path, "alerts") == 0)
        return VG_YAML_ANY; /* whoever reads rules checks them */
    for (size_t i = 0; i < n; i++)
        if (strcmp(path, keys[i].row.name) == 0)
            return VG_YAML_SCALAR;
    return expect_included(path, ret_hint);
}

/* ---- libcyaml ---- */

static cyaml_schema_field_t text_field(const char *key, size_t offset)
{
    return (cyaml_schema_field_t){
        .key = key,
        .data_offset = (uint32_t)offset,
        .value = {.type = CYAML_STRING,
                  .flags = CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                  .data_size = 1,
                  .string = {.min = 0, .max = CYAML_UNLIMITED}},
    };
}

static cyaml_schema_field_t list_field(const char *key, size_t offset, size_t count_offset,
                                       size_t size, const cyaml_schema_value_t *entry)
{
    return (cyaml_schema_field_t){
        .key = key,
        .data_offset = (uint32_t)offset,
        .count_offset = (uint32_t)count_offset,
        .count_size = sizeof(uint32_t),
        .value = {.type = CYAML_SEQUENCE,
                  .flags = CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                  .data_size = (uint32_t)size,
                  .sequence = {.entry = entry, .min = 0, .max = VG_MAX_SOURCES}},
    };
}

static void make_schema(struct schema *s)
{
    size_t n, top = 0, limits = 0, source = 0;
    const struct vg_key *keys = vg_keys(&n);

    memset(s, 0, sizeof *s);
    for (size_t i = 0; i < n; i++) {
        const char *name = keys[i].row.name;
        size_t offset = i * sizeof(char *);
        if (tail(name, "limits."))
            s->limits[limits++] = text_field(tail(name, "limits."), offset);
        else if (tail(name, "sources[]."))
            s->source[source++] = text_field(tail(name, "sources[]."), offset);
        else
            s->top[top++] = text_field(name, offset);
    }
    s->source_value = (cyaml_schema_value_t){.type = CYAML_MAPPING,
                                             .data_size = sizeof(struct raw_source),
                                             .mapping = {.fields = s->source}};
    s->text_value = (cyaml_schema_value_t){.type = CYAML_STRING,
                                           .flags = CYAML_FLAG_POINTER,
                                           .data_size = 1,
                                           .string = {.min = 0, .max = CYAML_UNLIMITED}};
    s->top[top++] = list_field("sources", offsetof(struct raw, sources),
                               offsetof(struct raw, n_sources), sizeof(struct raw_source),
                               &s->source_value);
    s->top[top++] = list_field("include", offsetof(struct raw, include),
                               offsetof(struct raw, n_include), sizeof(char *), &s->text_value);
    s->top[top++] = (cyaml_schema_field_t){
        .key = "limits", /* same memory as the top: its offsets count from there */
        .value = {.type = CYAML_MAPPING,
                  .flags = CYAML_FLAG_OPTIONAL,
                  .data_size = sizeof(struct raw),
                  .mapping = {.fields = s->limits}},
    };
    s->top[top++] = (cyaml_schema_field_t){
        .key = "alerts", .value = {.type = CYAML_IGNORE, .flags = CYAML_FLAG_OPTIONAL}};
    s->top_value = (cyaml_schema_value_t){.type = CYAML_MAPPING,
                                          .flags = CYAML_FLAG_POINTER,
                                          .data_size = sizeof(struct raw),
                                          .mapping = {.fields = s->top}};
}

__attribute__((format(printf, 3, 0))) static void
keep_first(cyaml_log_t level, void *ctx, const char *fmt, va_list args)
{
    char *text = ctx; /* of 200 bytes */
    size_t n;

    if (level < CYAML_LOG_ERROR || *text)
        return;
    (void)vsnprintf(text, 200, fmt, args);
    n = strlen(text);
    if (n > 0 && text[n - 1] == '\n')
        text[n - 1] = '\0';
}

/* ---- sources ---- */

static struct vg_config_source *add_source(struct loader *l)
{
    struct vg_config *c = l->config;

    if (c->n_sources == l->cap_sources) {
        l->cap_sources = l->cap_sources ? l->cap_sources * 2 : 64;
        c->sources = vg_xrealloc(c->sources, l->cap_sources, sizeof *c->sources);
    }
    c->sources[c->n_sources] = (struct vg_config_source){.line = 0};
    return &c->sources[c->n_sources++];
}

static int claim(struct loader *l, struct vg_map *map, const char *what, const char *value,
                 const struct vg_config_source *mine)
{
    size_t other = (size_t)(uintptr_t)vg_map_get(map, vg_sv_cstr(value));
    const struct vg_config_source *s = other ? &l->config->sources[other - 1] : NULL;

    if (s)
        return vg_fail_at(l->err, VG_E_EXISTS, mine->file, mine->line,
                          "sources: %s '%.80s' is taken by '%s' (%s:%d); remove one of them", what,
                          value, s->feed.name, s->file, s->line);
    (void)vg_map_set(map, vg_sv_cstr(value), (void *)(uintptr_t)l->config->n_sources);
    return 0;
}

/* What no single row of the table can tell. */
static int check_source(struct loader *l, struct vg_config_source *s, size_t i)
{
    struct vg_sv url = vg_sv_cstr(s->feed.url);
    int r;

    if (!s->feed.name || !s->feed.url)
        return vg_fail_at(l->err, VG_E_SYNTAX, s->file, s->line,
                          "sources[%zu]: %s is missing; every source needs name and url", i,
                          s->feed.name ? "url" : "name");
    if (!vg_sv_starts_icase(url, VG_SV("http://")) && !vg_sv_starts_icase(url, VG_SV("https://")))
        return vg_fail_at(l->err, VG_E_SYNTAX, s->file, s->line,
                          "sources[%zu].url: '%.80s' must begin with http:// or https://", i,
                          s->feed.url);
    if (s->feed.floor_sec && s->feed.ceiling_sec && s->feed.floor_sec > s->feed.ceiling_sec)
        return vg_fail_at(l->err, VG_E_LIMIT, s->file, s->line,
                          "sources[%zu].interval: longer than interval_max; exchange them", i);
    r = claim(l, l->names, "name", s->feed.name, s);
    if (r == 0)
        r = claim(l, l->urls, "url", s->feed.url, s);
    if (r == 0 && !s->outlet)
        s->outlet = vg_xstrdup(s->feed.name);
    return r;
}

static int take_source(struct loader *l, const struct raw_source *raw, const struct vg_yaml *yaml,
                       size_t i)
{
    struct vg_config_source *s = add_source(l);
    size_t n;
    const struct vg_key *keys = vg_keys(&n);
    char path[128];

    s->file = yaml->file;
    s->line = vg_yaml_line(yaml, "sources[%zu]", i);
    for (size_t k = 0; k < n; k++) {
        const char *key = tail(keys[k].row.name, "sources[].");
        struct vg_key_place at = {.file = yaml->file, .path = path};
        int r;
        if (!key)
            continue;
        (void)snprintf(path, sizeof path, "sources[%zu].%s", i, key);
        at.line = vg_yaml_line(yaml, "%s", path);
        r = vg_key_read(&keys[k], raw->values[k], &at, s, l->err);
        if (r < 0)
            return r;
    }
    return check_source(l, s, i);
}

/* ---- files ---- */

/* Nothing but ourselves may connect: without CURVE, anybody on the network could. */
static int check_endpoints(struct loader *l, const struct vg_yaml *yaml)
{
    const struct vg_config *c = l->config;
    const struct {
        const char *key, *endpoint;
    } open[] = {{"publish", c->publish}, {"replay", c->replay}};

    if (!c->curve_secret != !c->curve_clients)
        return vg_fail_at(l->err, VG_E_REFUSED, yaml->file,
                          vg_yaml_line(yaml, c->curve_secret ? "curve_secret" : "curve_clients"),
                          "%s: %s is missing; CURVE needs both",
                          c->curve_secret ? "curve_secret" : "curve_clients",
                          c->curve_secret ? "curve_clients" : "curve_secret");
    for (size_t i = 0; i < VG_COUNT_OF(open); i++)
        if (!vg_endpoint_is_local(open[i].endpoint) && !c->curve_secret)
            return vg_fail_at(
                l->err, VG_E_REFUSED, yaml->file, vg_yaml_line(yaml, "%s", open[i].key),
                "%s: '%.60s' is open to the network: set curve_secret and curve_clients (CURVE; `vigie keygen` "
                "makes keys), or write tcp://127.0.0.1:port",
                open[i].key, open[i].endpoint);
    if (!vg_endpoint_is_local(c->control))
        return vg_fail_at(
            l->err, VG_E_REFUSED, yaml->file, vg_yaml_line(yaml, "control"),
            "control: '%.60s' would take orders from the network; write ipc:///path or tcp://127.0.0.1:port",
            c->control);
    return 0;
}

static int take_keys(struct loader *l, const struct raw *raw, const struct vg_yaml *yaml)
{
    size_t n;
    const struct vg_key *keys = vg_keys(&n);

    for (size_t k = 0; k < n; k++) {
        struct vg_key_place at = {.file = yaml->file, .dir = l->dir, .path = keys[k].row.name};
        int r;
        if (tail(keys[k].row.name, "sources[]."))
            continue;
        at.line = vg_yaml_line(yaml, "%s", at.path);
        r = vg_key_read(&keys[k], raw->values[k], &at, l->config, l->err);
        if (r < 0)
            return r;
    }
    if (l->config->limits.interval_min_s > l->config->limits.interval_max_s)
        return vg_fail_at(l->err, VG_E_LIMIT, yaml->file, vg_yaml_line(yaml, "limits.interval_min"),
                          "limits.interval_min: longer than limits.interval_max; exchange them");
    return check_endpoints(l, yaml);
}

static int load_file(struct loader *l, const char *path, bool included);

static int is_yaml(const struct dirent *d)
{
    struct vg_sv name = vg_sv_cstr(d->d_name);

    return name.n > 0 && name.p[0] != '.' &&
           (vg_sv_ends(name, VG_SV(".yaml")) || vg_sv_ends(name, VG_SV(".yml")));
}

static int load_folder(struct loader *l, const char *path)
{
    struct dirent **list = NULL;
    int n = scandir(path, &list, is_yaml, alphasort), r = 0;
    struct vg_buf file;

    vg_buf_init(&file, 8192);
    for (int i = 0; i < n; i++) {
        vg_buf_clear(&file);
        (void)vg_buf_printf(&file, "%s/%s", path, list[i]->d_name);
        if (r == 0 && file.err == 0)
            r = load_file(l, file.p, true);
        free(list[i]);
    }
    free(list);
    vg_buf_done(&file);
    return r;
}

static int include(struct loader *l, const char *text, const struct vg_yaml *yaml, size_t i)
{
    char path[4096];
    struct stat st;

    (void)snprintf(path, sizeof path, "%s%s%s", text[0] == '/' ? "" : l->dir,
                   text[0] == '/' ? "" : "/", text);
    if (stat(path, &st) != 0)
        return vg_fail_at(
            l->err, VG_E_NOTFOUND, yaml->file, vg_yaml_line(yaml, "include[%zu]", i),
            "include: '%.100s' is neither a file nor a folder; make it or remove the line", text);
    return S_ISDIR(st.st_mode) ? load_folder(l, path) : load_file(l, path, true);
}

static int take_raw(struct loader *l, const struct raw *raw, const struct vg_yaml *yaml,
                    bool included)
{
    int r = included ? 0 : take_keys(l, raw, yaml);

    for (size_t i = 0; r == 0 && i < raw->n_sources; i++)
        r = take_source(l, &raw->sources[i], yaml, i);
    for (size_t i = 0; r == 0 && i < raw->n_include; i++)
        r = include(l, raw->include[i], yaml, i);
    return r;
}

static int parse(struct loader *l, const char *file, struct vg_sv text, bool included)
{
    char reason[200] = "";
    const cyaml_config_t how = {.log_fn = keep_first,
                                .log_ctx = reason,
                                .mem_fn = cyaml_mem,
                                .log_level = CYAML_LOG_ERROR,
                                .flags = CYAML_CFG_NO_ALIAS};
    struct schema schema;
    struct raw *raw = NULL;
    struct vg_yaml yaml;
    cyaml_err_t e;
    int r = vg_yaml_index(&yaml, file, text, included ? expect_included : expect_main, l->err);

    if (r < 0)
        return r;
    make_schema(&schema);
    e = cyaml_load_data((const uint8_t *)text.p, text.n, &how, &schema.top_value,
                        (cyaml_data_t **)&raw, NULL);
    if (e != CYAML_OK || !raw)
        r = vg_fail_at(l->err, VG_E_SYNTAX, file, 0, "%s%s%s", cyaml_strerror(e),
                       *reason ? ": " : "", reason);
    else
        r = take_raw(l, raw, &yaml, included);
    (void)cyaml_free(&how, &schema.top_value, raw, 0);
    vg_yaml_done(&yaml);
    return r;
}

static int load_file(struct loader *l, const char *path, bool included)
{
    struct vg_config *c = l->config;
    struct vg_buf text;
    int r;

    if (c->n_files >= MAX_FILES)
        return vg_fail(l->err, VG_E_LIMIT, "%s: more than %d files included", path, MAX_FILES);
    c->files = vg_xrealloc(c->files, c->n_files + 1, sizeof *c->files);
    c->files[c->n_files++] = vg_xstrdup(path);
    vg_buf_init(&text, MAX_CONFIG_BYTES);
    r = vg_read_file(path, &text, l->err);
    if (r == 0)
        r = parse(l, c->files[c->n_files - 1], vg_buf_view(&text), included);
    vg_buf_done(&text);
    return r;
}

int vg_config_load(const char *path, struct vg_config **ret, struct vg_err *err)
{
    const char *slash = strrchr(path, '/');
    struct loader l = {.config = vg_xnew(struct vg_config),
                       .names = vg_map_new(),
                       .urls = vg_map_new(),
                       .err = err};
    int r;

    l.dir = slash ? vg_sv_dup(vg_sv(path, slash == path ? 1 : (size_t)(slash - path)))
                  : vg_xstrdup(".");
    r = load_file(&l, path, false);
    vg_map_free(l.names);
    vg_map_free(l.urls);
    free(l.dir);
    if (r < 0)
        vg_config_free(l.config);
    else
        *ret = l.config;
    return r;
}

void vg_config_free(struct vg_config *self)
{
    size_t n;
    const struct vg_key *keys = vg_keys(&n);

    if (!self)
        return;
    for (size_t i = 0; i < n; i++)
        if (keys[i].type <= VG_KEY_ENDPOINT && !tail(keys[i].row.name, "sources[]."))
            free(*(char **)(void *)((char *)self + keys[i].offset));
    for (size_t i = 0; i < self->n_sources; i++) {
        vg_source_done(&self->sources[i].feed);
        free(self->sources[i].outlet);
        free(self->sources[i].comment);
        free(self->sources[i].selector);
    }
    for (size_t i = 0; i < self->n_files; i++)
        free(self->files[i]);
    free(self->sources);
    free(self->files);
    free(self);
}

int vg_config_dump(const struct vg_config *self, struct vg_buf *out)
{
    size_t n;
    const struct vg_key *keys = vg_keys(&n);

    for (size_t i = 0; i < n; i++)
        if (!strchr(keys[i].row.name, '.'))
            (void)vg_key_write(&keys[i], self, "", out);
    (void)vg_buf_str(out, "limits:\n");
    for (size_t i = 0; i < n; i++)
        if (tail(keys[i].row.name, "limits."))
            (void)vg_key_write(&keys[i], self, "  ", out);
    (void)vg_buf_str(out, self->n_sources ? "sources:\n" : "sources: []\n");
    for (size_t s = 0; s < self->n_sources; s++) {
        bool first = true;
        for (size_t i = 0; i < n; i++) {
            if (!tail(keys[i].row.name, "sources[]."))
                continue;
            (void)vg_key_write(&keys[i], &self->sources[s], first ? "  - " : "    ", out);
            first = false;
        }
    }
    return out->err;
}

const char *vg_config_needs_restart(const struct vg_config *before, const struct vg_config *after)
{
    size_t n;
    const struct vg_key *keys = vg_keys(&n);

    for (size_t i = 0; i < n; i++)
        if (!keys[i].row.reloadable && !vg_key_same(&keys[i], before, after))
            return keys[i].row.name;
    return NULL;
}
