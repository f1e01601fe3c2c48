#include "base/tsv.h"

static bool next_line(struct vg_tsv *self, struct vg_sv *ret)
{
    while (self->rest.p && self->rest.n) {
        struct vg_sv line = vg_sv_split(&self->rest, '\n');
        self->line++;
        if (vg_sv_ends(line, VG_SV("\r")))
            line.n--;
        if (vg_sv_trim(line).n == 0 || line.p[0] == '#')
            continue;
        *ret = line;
        return true;
    }
    return false;
}

static int split_fields(struct vg_tsv *self, struct vg_sv line, struct vg_sv *out, size_t max,
                        size_t *ret_n, struct vg_err *err)
{
    size_t n = 0;

    while (line.p) {
        if (n == max)
            return vg_fail_at(err, VG_E_SYNTAX, self->file, self->line,
                              "more than %zu fields: remove a tab", max);
        out[n++] = vg_sv_trim(vg_sv_split(&line, '\t'));
    }
    *ret_n = n;
    return 0;
}

int vg_tsv_open(struct vg_tsv *self, const char *file, struct vg_sv text,
                const char *const *wanted, struct vg_err *err)
{
    struct vg_sv line;

    *self = (struct vg_tsv){.file = file, .rest = text};
    if (vg_sv_starts(self->rest, VG_SV("\xEF\xBB\xBF")))
        self->rest = vg_sv_sub(self->rest, 3, self->rest.n);
    if (!next_line(self, &line))
        return vg_fail_at(err, VG_E_SYNTAX, file, self->line,
                          "no header row: name the columns first");
    int r = split_fields(self, line, self->columns, VG_TSV_MAX_COLUMNS, &self->n_columns, err);
    if (r < 0)
        return r;
    for (; wanted && *wanted; wanted++) {
        bool found = false;
        for (size_t i = 0; i < self->n_columns; i++)
            found |= vg_sv_is(self->columns[i], *wanted);
        if (!found)
            return vg_fail_at(err, VG_E_SYNTAX, file, self->line, "column '%s' is missing",
                              *wanted);
    }
    return 0;
}

int vg_tsv_next(struct vg_tsv *self, struct vg_err *err)
{
    struct vg_sv line;

    if (!next_line(self, &line))
        return 0;
    int r = split_fields(self, line, self->fields, self->n_columns, &self->n_fields, err);
    return r < 0 ? r : 1;
}

struct vg_sv vg_tsv_get(const struct vg_tsv *self, const char *column)
{
    for (size_t i = 0; i < self->n_columns; i++)
        if (vg_sv_is(self->columns[i], column))
            return i < self->n_fields ? self->fields[i] : VG_SV_NONE;
    return VG_SV_NONE;
}
