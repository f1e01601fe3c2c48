#include "feeds/header.h"

#include "base/limits.h"

struct field {
    struct vg_sv name; /* lower case */
    enum vg_header which;
    bool list;
};

static const struct field fields[] = {
    {{"age", 3}, VG_HEADER_AGE, false},
    {{"cache-control", 13}, VG_HEADER_CACHE_CONTROL, true},
    {{"content-language", 16}, VG_HEADER_CONTENT_LANGUAGE, false},
    {{"content-location", 16}, VG_HEADER_CONTENT_LOCATION, false},
    {{"content-type", 12}, VG_HEADER_CONTENT_TYPE, false},
    {{"date", 4}, VG_HEADER_DATE, false},
    {{"etag", 4}, VG_HEADER_ETAG, false},
    {{"expires", 7}, VG_HEADER_EXPIRES, false},
    {{"last-modified", 13}, VG_HEADER_LAST_MODIFIED, false},
    {{"retry-after", 11}, VG_HEADER_RETRY_AFTER, false},
    {{"x-robots-tag", 12}, VG_HEADER_X_ROBOTS_TAG, true},
};

void vg_headers_init(struct vg_headers *self)
{
    *self = (struct vg_headers){0};
    vg_buf_init(&self->text, 2 * VG_MAX_HEADERS);
}

void vg_headers_done(struct vg_headers *self)
{
    vg_buf_done(&self->text);
    *self = (struct vg_headers){0};
}

static void clear_hop(struct vg_headers *self)
{
    vg_buf_clear(&self->text);
    memset(self->value, 0, sizeof self->value);
    self->ended = false;
}

void vg_headers_clear(struct vg_headers *self)
{
    clear_hop(self);
    self->total = 0;
    self->status = self->last_status = 0;
    self->n_hops = 0;
}

struct vg_sv vg_headers_get(const struct vg_headers *self, enum vg_header which)
{
    if (!self->value[which].there)
        return VG_SV_NONE;
    return vg_sv(self->text.p + self->value[which].at, self->value[which].n);
}

/* Keeps value; a list grows by ", " and value, which means copying what was there: quadratic only
 * in a sum that VG_MAX_HEADERS bounds, and the buffer's maximum ends it sooner. */
static void keep(struct vg_headers *self, enum vg_header which, struct vg_sv value, bool list)
{
    size_t at = self->text.n;

    if (list && self->value[which].there) {
        size_t old_at = self->value[which].at, old_n = self->value[which].n;
        if (old_at + old_n == self->text.n)
            at = old_at; /* last one kept: grows in place */
        else
            for (size_t i = 0; i < old_n; i++)
                (void)vg_buf_char(&self->text, self->text.p[old_at + i]);
        (void)vg_buf_str(&self->text, ", ");
    }
    (void)vg_buf_sv(&self->text, value);
    if (!self->text.p || self->text.err)
        return;
    self->value[which].at = at;
    self->value[which].n = self->text.n - at;
    self->value[which].there = true;
}

/* "HTTP/1.1 304 Not Modified", "HTTP/2 200" */
static int status_of(struct vg_sv line)
{
    uint64_t status;
    (void)vg_sv_split(&line, ' ');
    line = vg_sv_trim(line);

    if (vg_sv_to_u64(vg_sv_sub(line, 0, 3), 100, 999, &status) < 0)
        return 0;
    return (int)status;
}

static int start(struct vg_headers *self, struct vg_sv line)
{
    int status = status_of(line);
    bool interim = self->status >= 100 && self->status < 200;

    if (!interim && self->n_hops > 0)
        self->last_status = self->status;
    if (!interim)
        self->n_hops++;
    clear_hop(self);
    self->status = status;
    return VG_HEADER_START;
}

/* True when the space-separated words of rel (quotes stripped) hold the word. */
static bool has_rel(struct vg_sv rel, const char *word)
{
    rel = vg_sv_trim(rel);
    if (rel.n >= 2 && rel.p[0] == '"' && rel.p[rel.n - 1] == '"')
        rel = vg_sv_sub(rel, 1, rel.n - 1);
    while (rel.p) {
        if (vg_sv_eq_icase(vg_sv_split(&rel, ' '), vg_sv_cstr(word)))
            return true;
    }
    return false;
}

static void link_target(struct vg_headers *self, struct vg_sv target, struct vg_sv params)
{
    while (params.p) {
        struct vg_sv value = vg_sv_split(&params, ';');
        struct vg_sv name = vg_sv_split(&value, '=');

        if (!vg_sv_eq_icase(vg_sv_trim(name), VG_SV("rel")))
            continue;
        if (has_rel(value, "hub") && !self->value[VG_HEADER_LINK_HUB].there)
            keep(self, VG_HEADER_LINK_HUB, target, false);
        if (has_rel(value, "self") && !self->value[VG_HEADER_LINK_SELF].there)
            keep(self, VG_HEADER_LINK_SELF, target, false);
    }
}

/* Link: <target>; rel="hub", <target>; rel=self (RFC 8288); quotes around ',' or ';' are respected.
 */
static void links(struct vg_headers *self, struct vg_sv value)
{
    for (size_t i = 0; i < value.n;) {
        while (i < value.n && value.p[i] != '<')
            i++;
        size_t from = ++i;
        while (i < value.n && value.p[i] != '>')
            i++;
        if (i >= value.n)
            return;
        struct vg_sv target = vg_sv_sub(value, from, i);
        size_t params = ++i;
        bool quoted = false;
        for (; i < value.n && (quoted || value.p[i] != ','); i++)
            quoted ^= value.p[i] == '"';
        link_target(self, target, vg_sv_sub(value, params, i));
    }
}

static void field(struct vg_headers *self, struct vg_sv line)
{
    ptrdiff_t colon = vg_sv_find_char(line, ':');

    if (colon <= 0)
        return;
    struct vg_sv name = vg_sv_sub(line, 0, (size_t)colon);
    struct vg_sv value = vg_sv_trim(vg_sv_sub(line, (size_t)colon + 1, line.n));
    if (vg_sv_eq_icase(name, VG_SV("link"))) {
        links(self, value);
        return;
    }
    for (size_t i = 0; i < VG_COUNT_OF(fields); i++) {
        if (vg_sv_eq_icase(name, fields[i].name)) {
            keep(self, fields[i].which, value, fields[i].list);
            return;
        }
    }
}

int vg_headers_line(struct vg_headers *self, struct vg_sv line)
{
    self->total += line.n;
    if (line.n > VG_MAX_HEADER_LINE || self->total > VG_MAX_HEADERS)
        return VG_E_TOOBIG;
    while (line.n && (line.p[line.n - 1] == '\n' || line.p[line.n - 1] == '\r'))
        line.n--;
    if (vg_sv_starts_icase(line, VG_SV("HTTP/")) && (self->ended || self->n_hops == 0))
        return start(self, line);
    if (self->ended)
        return VG_HEADER_LINE;
    if (line.n == 0) {
        self->ended = true;
        return self->status >= 100 && self->status < 200 ? VG_HEADER_LINE : VG_HEADER_END;
    }
    if (!vg_is_space((unsigned char)line.p[0])) /* obsolete folding is not worth following */
        field(self, line);
    return VG_HEADER_LINE;
}
