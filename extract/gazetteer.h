/*
 * gazetteer.h - the places that vigie knows: the curated table of the pack, and dumps that an
 * operator imported.
 *
 * Compiled once to a flat form without pointers, mapped afterwards. Curated places are found by any
 * of their names in any spelling; imported ones (hundreds of thousands, many named like common
 * words) only when the text says that a place is meant and no curated name fits. Immutable while
 * extractors use it; shared between threads.
 */
#ifndef VG_EXTRACT_GAZETTEER_H
#define VG_EXTRACT_GAZETTEER_H

#include "base/arena.h"
#include "base/buf.h"
#include "extract/event.h"
#include "extract/lexicon.h"

enum vg_place_kind {
    VG_KIND_COUNTRY,
    VG_KIND_REGION, /* first level: région, wilaya, state */
    VG_KIND_ADMIN2, /* cercle, province, département of Niger */
    VG_KIND_COMMUNE,
    VG_KIND_CAPITAL, /* of a country: may stand for its government */
    VG_KIND_TOWN,
    VG_KIND_VILLAGE,
    VG_KIND_QUARTER, /* part of a town */
    VG_KIND_CAMP,    /* base or camp outside a town; camp of displaced people */
    VG_KIND_WELL,
    VG_KIND_FOREST, /* forest, park, reserve */
    VG_KIND_WATER,  /* river, lake, dam */
    VG_KIND_ROAD,
    VG_KIND_SITE, /* mine, hill, crossing, bridge */
    VG_KIND_AREA, /* vague or natural region: Gourma, Liptako, trois frontières */
    VG_KIND_COUNT
};

struct vg_place_entry {
    const char *name;
    char country[3];
    uint8_t kind;       /* enum vg_place_kind */
    uint8_t importance; /* 0..9: which homonym is meant when nothing else tells */
    bool imported;
    bool word; /* its name is also a word or a person's name: only where the text says that a place
                  is meant */
    bool has_coord;
    double lat, lon;
    const char *admin1;        /* as it stands now; NULL when unknown */
    const char *admin1_before; /* until the day before `since`; NULL: the same */
    int32_t since;             /* day on which admin1 began, VG_DAY_NONE */
};

struct vg_gazetteer;

/* data/gazetteer.tsv (columns name aliases kind country admin1 admin1_before since lat lon
 * importance use) to the flat form, appended to out (empty, or at a multiple of 8). VG_E_SYNTAX
 * with file and line. */
int vg_gazetteer_compile(struct vg_sv tsv, const char *file, struct vg_buf *out, struct vg_err *err)
    __attribute__((warn_unused_result));
/* Over a flat form (borrowed, aligned to 8, must outlive *ret). Owned by the caller. */
int vg_gazetteer_open(struct vg_sv data, struct vg_gazetteer **ret, struct vg_err *err)
    __attribute__((warn_unused_result));
void vg_gazetteer_free(struct vg_gazetteer *self); /* NULL is fine */

/* Imports GeoNames dumps (geonames.org: 19 tab-separated columns, no header): populated places,
 * administrative divisions, wells, camps, forests and the like. Add files one after the other, then
 * build. */
struct vg_gazetteer_import;
struct vg_gazetteer_import *vg_gazetteer_import_new(void);
void vg_gazetteer_import_free(struct vg_gazetteer_import *self);
/* Number of places taken; rows that do not parse are skipped and counted in *ret_bad. VG_E_SYNTAX
 * when no row does. */
int vg_gazetteer_import_file(struct vg_gazetteer_import *self, const char *file, struct vg_sv dump,
                             size_t *ret_bad, struct vg_err *err)
    __attribute__((warn_unused_result));
int vg_gazetteer_import_build(struct vg_gazetteer_import *self, struct vg_buf *out)
    __attribute__((warn_unused_result));
/* Adds an imported flat form (borrowed, must outlive self) behind the curated places; before any
 * reader. */
int vg_gazetteer_add(struct vg_gazetteer *self, struct vg_sv data, struct vg_err *err)
    __attribute__((warn_unused_result));

/* Number of places; entries are 0 .. n - 1, curated ones first. */
size_t vg_gazetteer_count(const struct vg_gazetteer *self);
/* Enum vg_place_kind of an entry. */
uint8_t vg_gazetteer_kind(const struct vg_gazetteer *self, size_t entry);
struct vg_place_entry vg_gazetteer_get(const struct vg_gazetteer *self, size_t entry);
/* Curated names as a lexicon over tokens: payloads are entries. */
const struct vg_lexicon *vg_gazetteer_names(const struct vg_gazetteer *self);
/* Entries whose name is `folded` (vg_utf8_fold_sv) up to the rules of French transcription (ou/w,
 * dj/j, gh/g, c/k/q, y/i, doubled letters, hyphens): curated ones first, then imported. Returns how
 * many, at most max. */
size_t vg_gazetteer_find(const struct vg_gazetteer *self, struct vg_sv folded, uint32_t *ret,
                         size_t max);
/* The first curated place of that kind, VG_KIND_COUNTRY or VG_KIND_CAPITAL, in that country; -1:
 * none. */
int32_t vg_gazetteer_seat(const struct vg_gazetteer *self, enum vg_place_kind kind,
                          const char *country);
/* The region of an entry on a day (VG_DAY_NONE: now), or NULL. */
const char *vg_gazetteer_admin1_at(const struct vg_place_entry *place, int32_t day);
/* Writes the transcription key of a folded name: what vg_gazetteer_find compares. */
void vg_gazetteer_key(struct vg_sv folded, struct vg_buf *out);

const char *vg_place_kind_name(enum vg_place_kind kind);
enum vg_place_precision vg_place_kind_precision(enum vg_place_kind kind);

#endif
