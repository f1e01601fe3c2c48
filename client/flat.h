/* flat.h - an event as one row of a table: named cells, as doc/export.md lists them. */
#ifndef VG_CLIENT_FLAT_H
#define VG_CLIENT_FLAT_H

#include "wire/message.h"

enum vg_cell_kind { VG_CELL_EMPTY, VG_CELL_TEXT, VG_CELL_INT, VG_CELL_REAL };

struct vg_cell {
    const char *name;
    enum vg_cell_kind kind;
    const char *text;
    int64_t n;
    double x;
};

#define VG_FLAT_MAX 48

/* Fills cells with the event's row; returns how many: always the same, in the same order. Strings
 * live in the arena. */
size_t vg_flat_event(const struct vg_event_message *m, const struct vg_message_head *head,
                     struct vg_arena *arena, struct vg_cell cells[static VG_FLAT_MAX]);
/* Appends the row, or the names of the columns, as RFC 4180 wants it. What a spreadsheet would take
 * for a formula is led by an apostrophe. */
void vg_flat_csv(const struct vg_cell *cells, size_t n, bool names, struct vg_buf *out);

#endif
