#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/io.h"
#include "base/tsv.h"
#include "tests/httpd/httpd_in.h"

#define MAX_FILE (64 * 1024 * 1024)

static int read_row(struct httpd *self, const struct vg_tsv *t, struct vg_err *err)
{
    double at;
    struct row *row = VG_PUSH(self->arena, self->rows, self->n_rows, self->cap_rows);

    if (vg_sv_to_double(vg_tsv_get(t, "at"), &at) < 0)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "at is no number of seconds");
    row->at_usec = (int64_t)(at * 1e6);
    row->path = vg_tsv_get(t, "path");
    row->kind = vg_tsv_get(t, "kind");
    row->file = vg_tsv_get(t, "file");
    row->id = vg_tsv_get(t, "id");
    if (vg_sv_starts(row->path, VG_SV("//"))) {
        row->path = vg_sv_sub(row->path, 2, row->path.n);
        ptrdiff_t slash = vg_sv_find_char(row->path, '/');
        row->host = vg_sv_sub(row->path, 0, slash < 0 ? row->path.n : (size_t)slash);
        row->path = vg_sv_sub(row->path, row->host.n, row->path.n);
    }
    return 0;
}

int httpd_load_timeline(struct httpd *self, const char *file, struct vg_err *err)
{
    static const char *const wanted[] = {"at", "path", "kind", "file", NULL};
    struct vg_buf text;
    struct vg_tsv t;

    vg_buf_init(&text, MAX_FILE);
    int r = vg_read_file(file, &text, err);
    if (r == 0) {
        const char *copy = vg_arena_str(self->arena, vg_buf_view(&text));
        r = vg_tsv_open(&t, vg_arena_str(self->arena, vg_sv_cstr(file)), vg_sv(copy, text.n),
                        wanted, err);
    }
    while (r >= 0 && (r = vg_tsv_next(&t, err)) > 0)
        r = read_row(self, &t, err);
    vg_buf_done(&text);
    return r;
}

/* --- files -------------------------------------------------------------------------------------
 */

static const struct {
    struct vg_sv ends;
    const char *type;
    bool text;
} types[] = {
    {{".html", 5}, "text/html; charset=utf-8", true},
    {{".rss", 4}, "application/rss+xml; charset=utf-8", true},
    {{".rdf", 4}, "application/rdf+xml; charset=utf-8", true},
    {{".atom", 5}, "application/atom+xml; charset=utf-8", true},
    {{".xml", 4}, "application/xml; charset=utf-8", true},
    {{".json", 5}, "application/feed+json; charset=utf-8", true},
    {{".txt", 4}, "text/plain; charset=utf-8", true},
    {{".css", 4}, "text/css", true},
    {{".svg", 4}, "image/svg+xml", true},
    {{".png", 4}, "image/png", false},
    {{".jpg", 4}, "image/jpeg", false},
};

/* Index in types, by the file's name, else by the path asked for; -1: unknown. */
static int type_of(struct vg_sv file, struct vg_sv path)
{
    const struct vg_sv names[] = {path, file};

    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < VG_COUNT_OF(types); i++)
            if (vg_sv_ends(names[k], types[i].ends))
                return (int)i;
    return -1;
}

static bool read_below(struct httpd *self, struct vg_sv host, struct vg_sv file, struct vg_buf *out,
                       int64_t *ret_mtime)
{
    struct vg_sv name = host;
    struct stat st;
    char *path;

    if (!self->root[0] || vg_sv_find(file, VG_SV("..")) >= 0 || memchr(file.p, '\0', file.n))
        return false;
    name = vg_sv_split(&name, ':');
    path =
        vg_arena_printf(self->turn, "%s/%.*s/%.*s", self->root, VG_SV_ARG(name), VG_SV_ARG(file));
    if (name.n == 0 || memchr(name.p, '/', name.n) || vg_sv_find(name, VG_SV("..")) >= 0 ||
        stat(path, &st) < 0)
        path = vg_arena_printf(self->turn, "%s/%.*s", self->root, VG_SV_ARG(file));
    if (stat(path, &st) < 0 || !S_ISREG(st.st_mode))
        return false;
    *ret_mtime = (int64_t)st.st_mtime * 1000000;
    return vg_read_file(path, out, NULL) == 0;
}

/* --- what is replaced in text ------------------------------------------------------------------
 */

static void rfc3339(int64_t usec, char out[static 40])
{
    vg_time_format(usec, false, out);
}

static void french(int64_t usec, char out[static 40])
{
    static const char *const months[] = {"janvier",   "février", "mars",     "avril",
                                         "mai",       "juin",    "juillet",  "août",
                                         "septembre", "octobre", "novembre", "décembre"};
    int64_t sec = usec / 1000000;
    struct vg_civil c = vg_day_to_civil((int32_t)(sec / 86400));

    (void)snprintf(out, 40, "%d%s %s %d à %d h %02d", c.day, c.day == 1 ? "er" : "",
                   months[c.month - 1], c.year, (int)(sec % 86400 / 3600), (int)(sec % 3600 / 60));
}

static const struct {
    struct vg_sv name;
    void (*write)(int64_t usec, char out[static 40]);
} marks[] = {
    {{"RFC822", 6}, httpd_http_date},
    {{"RFC3339", 7}, rfc3339},
    {{"TEXT", 4}, french},
};

/* "-3h" and the like, as microseconds; false when it is something else. */
static bool offset_of(struct vg_sv s, int64_t *ret)
{
    static const struct {
        char unit;
        int64_t sec;
    } units[] = {{'m', 60}, {'h', 3600}, {'d', 86400}};
    int64_t v;

    *ret = 0;
    if (s.n == 0)
        return true;
    for (size_t i = 0; i < VG_COUNT_OF(units); i++) {
        if (s.p[s.n - 1] == units[i].unit &&
            vg_sv_to_i64(vg_sv_sub(s, 0, s.n - 1), -100000, 0, &v) == 0) {
            *ret = v * units[i].sec * 1000000;
            return true;
        }
    }
    return false;
}

/* The mark (text between two '@') written out; false when it is none. */
static bool write_mark(struct vg_sv mark, struct vg_sv host, int64_t at_usec, struct vg_buf *out)
{
    char text[40];
    int64_t offset;

    if (vg_sv_is(mark, "BASE")) {
        (void)vg_buf_printf(out, "http://%.*s", VG_SV_ARG(host));
        return true;
    }
    for (size_t i = 0; i < VG_COUNT_OF(marks); i++) {
        if (vg_sv_starts(mark, marks[i].name) &&
            offset_of(vg_sv_sub(mark, marks[i].name.n, mark.n), &offset)) {
            marks[i].write(at_usec + offset, text);
            (void)vg_buf_str(out, text);
            return true;
        }
    }
    return false;
}

static void substitute(struct vg_sv text, struct vg_sv host, int64_t at_usec, struct vg_buf *out)
{
    while (text.n) {
        ptrdiff_t at = vg_sv_find_char(text, '@');
        struct vg_sv rest = at < 0 ? VG_SV_NONE : vg_sv_sub(text, (size_t)at + 1, text.n);
        ptrdiff_t end = vg_sv_find_char(vg_sv_sub(rest, 0, 16), '@');

        (void)vg_buf_sv(out, vg_sv_sub(text, 0, at < 0 ? text.n : (size_t)at));
        if (at < 0)
            return;
        if (end > 0 && write_mark(vg_sv_sub(rest, 0, (size_t)end), host, at_usec, out)) {
            text = vg_sv_sub(rest, (size_t)end + 1, rest.n);
        } else {
            (void)vg_buf_char(out, '@');
            text = rest;
        }
    }
}

/* Appends the file, its marks replaced; false when it cannot be read. */
static bool add_file(struct httpd *self, const struct httpd_request *r, struct vg_sv file,
                     int64_t at_usec, struct vg_buf *out, int64_t *ret_mtime)
{
    struct vg_buf raw;
    int type = type_of(file, r->path);

    vg_buf_init(&raw, MAX_FILE);
    bool ok = read_below(self, r->host, file, &raw, ret_mtime);
    if (ok && (type < 0 || types[type].text))
        substitute(vg_buf_view(&raw), r->host, self->start_wall_usec + at_usec, out);
    else if (ok)
        (void)vg_buf_sv(out, vg_buf_view(&raw));
    vg_buf_done(&raw);
    return ok;
}

/* --- the timeline ------------------------------------------------------------------------------
 */

static bool row_fits(const struct httpd *self, const struct row *row, const struct httpd_request *r)
{
    struct vg_sv host = r->host;

    return row->at_usec <= httpd_since_start(self) && vg_sv_eq(row->path, r->path) &&
           (row->host.n == 0 || vg_sv_eq_icase(row->host, vg_sv_split(&host, ':')));
}

/* True when a later item that has appeared has the same id. */
static bool replaced(const struct httpd *self, const struct row *row, const struct httpd_request *r)
{
    for (size_t i = 0; row->id.n && i < self->n_rows; i++) {
        const struct row *other = &self->rows[i];
        if (other->at_usec > row->at_usec && vg_sv_is(other->kind, "item") &&
            vg_sv_eq(other->id, row->id) && row_fits(self, other, r))
            return true;
    }
    return false;
}

static int newest_first(const void *a, const void *b)
{
    const struct row *const *x = a, *const *y = b;

    if ((*x)->at_usec != (*y)->at_usec)
        return (*x)->at_usec < (*y)->at_usec ? 1 : -1;
    return *x < *y ? -1 : *x > *y;
}

/* head, items newest first, tail; the latest row's time in *ret_latest. */
static void compose(struct httpd *self, const struct httpd_request *r, struct vg_buf *out,
                    int64_t *ret_latest)
{
    const struct row **items = vg_arena_new_n(self->turn, const struct row *, self->n_rows + 1);
    const struct row *edge[2] = {NULL, NULL};
    bool json = vg_sv_ends(r->path, VG_SV(".json"));
    size_t n = 0;
    int64_t mtime;

    for (size_t i = 0; i < self->n_rows; i++) {
        const struct row *row = &self->rows[i];
        if (!row_fits(self, row, r))
            continue;
        if (vg_sv_is(row->kind, "item") && !replaced(self, row, r))
            items[n++] = row;
        else if (vg_sv_is(row->kind, "head") || vg_sv_is(row->kind, "tail"))
            edge[vg_sv_is(row->kind, "tail")] = row;
    }
    qsort(items, n, sizeof *items, newest_first);
    *ret_latest = n ? items[0]->at_usec : 0;
    if (edge[0])
        (void)add_file(self, r, edge[0]->file, *ret_latest, out, &mtime);
    for (size_t i = 0; i < n; i++) {
        (void)vg_buf_str(out, json && i ? ",\n" : "\n");
        (void)add_file(self, r, items[i]->file, items[i]->at_usec, out, &mtime);
    }
    (void)vg_buf_char(out, '\n');
    if (edge[1])
        (void)add_file(self, r, edge[1]->file, *ret_latest, out, &mtime);
}

static void finish(struct httpd *self, const struct httpd_request *r, struct vg_sv file,
                   int64_t changed_usec, struct httpd_reply *reply)
{
    char digest[33];
    int type = type_of(file, r->path);

    (void)self;
    vg_hash128_hex(reply->body.p, reply->body.n, digest);
    (void)snprintf(reply->etag, sizeof reply->etag, "\"%s\"", digest);
    httpd_http_date(changed_usec, reply->last_modified);
    reply->content_type = type >= 0 ? types[type].type : "application/octet-stream";
}

static bool from_timeline(struct httpd *self, const struct httpd_request *r,
                          struct httpd_reply *reply)
{
    const struct row *state = NULL, *file = NULL; /* latest fault or ok; latest file */
    bool known = false, feed = false;
    int64_t latest, mtime;

    for (size_t i = 0; i < self->n_rows; i++) {
        const struct row *row = &self->rows[i];
        known |= vg_sv_eq(row->path, r->path);
        if (!row_fits(self, row, r))
            continue;
        if (vg_sv_is(row->kind, "fault") || vg_sv_is(row->kind, "ok"))
            state = !state || row->at_usec >= state->at_usec ? row : state;
        else if (vg_sv_is(row->kind, "file"))
            file = !file || row->at_usec >= file->at_usec ? row : file;
        else
            feed = true;
    }
    if (!known)
        return false;
    if (state && vg_sv_is(state->kind, "fault")) {
        (void)snprintf(reply->fault, sizeof reply->fault, "%.*s", VG_SV_ARG(state->file));
    } else if (feed) {
        compose(self, r, &reply->body, &latest);
        finish(self, r, r->path, self->start_wall_usec + latest, reply);
    } else if (file && add_file(self, r, file->file, file->at_usec, &reply->body, &mtime)) {
        finish(self, r, file->file, self->start_wall_usec + file->at_usec, reply);
    } else if (!state || file) {
        reply->status = 404;
    } else {
        return false; /* ok again, and nothing else said of it: a plain file */
    }
    return true;
}

bool httpd_content(struct httpd *self, const struct httpd_request *r, struct httpd_reply *reply)
{
    struct vg_sv file = vg_sv_sub(r->path, 1, r->path.n);
    int64_t mtime;

    if (from_timeline(self, r, reply))
        return true;
    if (file.n == 0 || vg_sv_ends(file, VG_SV("/")))
        file = vg_sv_cstr(vg_arena_printf(self->turn, "%.*sindex.html", VG_SV_ARG(file)));
    if (!add_file(self, r, file, 0, &reply->body, &mtime))
        return false;
    finish(self, r, file, mtime, reply);
    return true;
}
