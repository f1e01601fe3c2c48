/*
 * gazetteer_form.h - the flat form of a gazetteer, shared by what writes it and what reads it.
 *
 * header, places, keys, strings, lexicon; each part padded to 8 bytes. Native byte order (the
 * container that holds it says so and is refused elsewhere).
 */
#ifndef VG_EXTRACT_GAZETTEER_FORM_H
#define VG_EXTRACT_GAZETTEER_FORM_H

#include "extract/gazetteer.h"

#define VG_GAZETTEER_MAGIC      0x315a414756u /* "VGAZ1" */
#define VG_GAZETTEER_MAX_PLACES 4000000
#define VG_GAZETTEER_MAX_BYTES  (1024u * 1024 * 1024)

struct vg_gazetteer_head {
    uint64_t magic;
    uint32_t n_places, n_keys, n_strings, n_lexicon; /* the last two in bytes */
};

#define VG_ROW_IMPORTED 1u
#define VG_ROW_WORD     2u
#define VG_ROW_COORD    4u

struct vg_gazetteer_row {
    uint32_t name, admin1, admin1_before; /* in strings; 0: none */
    int32_t since;
    float lat, lon;
    char country[2];
    uint8_t kind, importance;
    uint32_t flags;
};

/* Sorted by hash, then place. */
struct vg_gazetteer_name {
    uint64_t hash; /* of the transcription key */
    uint32_t place;
    uint32_t unused;
};

/* Collects places, then writes them out. */
struct vg_gazetteer_writer {
    struct vg_gazetteer_row *rows;
    size_t n_rows, cap_rows;
    struct vg_gazetteer_name *names;
    size_t n_names, cap_names;
    struct vg_buf strings;
    struct vg_map *interned; /* string -> offset + 1, keys in arena */
    struct vg_arena *arena;
    struct vg_buf scratch, key;
};

void vg_gazetteer_writer_init(struct vg_gazetteer_writer *self);
void vg_gazetteer_writer_done(struct vg_gazetteer_writer *self);
/* Offset of the string, written once; 0 for the empty one. */
uint32_t vg_gazetteer_writer_string(struct vg_gazetteer_writer *self, struct vg_sv s);
/* Adds a place; returns its number. */
uint32_t vg_gazetteer_writer_place(struct vg_gazetteer_writer *self,
                                   const struct vg_gazetteer_row *row);
/* Adds a name under which find returns the place. */
void vg_gazetteer_writer_name(struct vg_gazetteer_writer *self, uint32_t place, struct vg_sv name);
/* Appends the flat form; lexicon may be empty. */
int vg_gazetteer_writer_finish(struct vg_gazetteer_writer *self, struct vg_sv lexicon,
                               struct vg_buf *out) __attribute__((warn_unused_result));

#endif
