/*
 * tsv.h - tables of tab-separated values, as in data/: UTF-8, a header row naming the columns, `#`
 * comments, blank lines ignored. Every row keeps its line number for messages.
 */
#ifndef VG_BASE_TSV_H
#define VG_BASE_TSV_H

#include "base/arena.h"
#include "base/err.h"

#define VG_TSV_MAX_COLUMNS 64

struct vg_tsv {
    const char *file; /* name for messages, borrowed */
    struct vg_sv rest;
    int line;
    size_t n_columns;
    struct vg_sv columns[VG_TSV_MAX_COLUMNS];
    size_t n_fields;
    struct vg_sv fields[VG_TSV_MAX_COLUMNS];
};

/* Starts reading text (borrowed, as is every field) and takes its header row. `wanted` is a
 * NULL-terminated list of columns that must be there, in any order. 0, or VG_E_SYNTAX with file and
 * line. */
int vg_tsv_open(struct vg_tsv *self, const char *file, struct vg_sv text,
                const char *const *wanted, struct vg_err *err) __attribute__((warn_unused_result));
/* Next row: 1 and fields are set; 0 at the end; VG_E_SYNTAX when a row has more fields than the
 * header. Fields a row lacks at its end are empty. */
int vg_tsv_next(struct vg_tsv *self, struct vg_err *err) __attribute__((warn_unused_result));
/* The field of the named column in this row, trimmed; empty when there is no such column. */
struct vg_sv vg_tsv_get(const struct vg_tsv *self, const char *column);

#endif
