/* gazetteer_import.c - GeoNames country dumps to the flat form (format: geonames.org/export,
 * "geoname" table). */
#include <stdlib.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "extract/gazetteer_form.h"

#define FIELDS      19
#define MAX_ALIASES 16

enum {
    F_NAME = 1,
    F_ASCII,
    F_ALIASES,
    F_LAT,
    F_LON,
    F_CLASS,
    F_CODE,
    F_COUNTRY,
    F_ADMIN1 = 10,
    F_POPULATION = 14
};

/* The features that French reporting calls places, and what they are to us. */
static const struct feature {
    const char *code; /* a prefix when it ends in '*' */
    enum vg_place_kind kind;
    uint8_t importance;
} features[] = {
    {"PPLC", VG_KIND_CAPITAL, 4}, {"PPLA", VG_KIND_TOWN, 3},    {"PPLA2", VG_KIND_TOWN, 2},
    {"PPLX", VG_KIND_QUARTER, 0}, {"PPLQ", VG_KIND_SITE, 0},    {"PPL*", VG_KIND_VILLAGE, 1},
    {"ADM2", VG_KIND_ADMIN2, 1},  {"ADM3", VG_KIND_COMMUNE, 1}, {"ADM4", VG_KIND_COMMUNE, 0},
    {"WLL*", VG_KIND_WELL, 0},    {"LK*", VG_KIND_WATER, 0},    {"DAM", VG_KIND_WATER, 0},
    {"FRST", VG_KIND_FOREST, 0},  {"RESF", VG_KIND_FOREST, 0},  {"RESW", VG_KIND_FOREST, 0},
    {"PRK", VG_KIND_FOREST, 0},   {"CMP*", VG_KIND_CAMP, 0},    {"INSM", VG_KIND_CAMP, 0},
    {"AIRP", VG_KIND_SITE, 0},    {"MN*", VG_KIND_SITE, 0},     {"OAS*", VG_KIND_WELL, 0},
    {"LCTY", VG_KIND_SITE, 0},    {"MT", VG_KIND_SITE, 0},      {"ISL", VG_KIND_SITE, 0},
};

struct vg_gazetteer_import {
    struct vg_gazetteer_writer writer;
    struct vg_map *regions; /* "ML.09" -> NUL-terminated name; in the writer's arena */
};

struct vg_gazetteer_import *vg_gazetteer_import_new(void)
{
    struct vg_gazetteer_import *self = vg_xnew(struct vg_gazetteer_import);

    vg_gazetteer_writer_init(&self->writer);
    self->regions = vg_map_new();
    return self;
}

void vg_gazetteer_import_free(struct vg_gazetteer_import *self)
{
    if (!self)
        return;
    vg_gazetteer_writer_done(&self->writer);
    vg_map_free(self->regions);
    free(self);
}

static const struct feature *feature_of(struct vg_sv code)
{
    for (size_t i = 0; i < VG_COUNT_OF(features); i++) {
        struct vg_sv want = vg_sv_cstr(features[i].code);
        bool prefix = want.p[want.n - 1] == '*';
        if (prefix ? vg_sv_starts(code, vg_sv(want.p, want.n - 1)) : vg_sv_eq(code, want))
            return &features[i];
    }
    return NULL;
}

/* Splits a row; false when it does not have the 19 fields of the format. */
static bool split_row(struct vg_sv line, struct vg_sv fields[FIELDS])
{
    size_t n = 0;

    if (vg_sv_ends(line, VG_SV("\r")))
        line.n--;
    while (line.p && n < FIELDS)
        fields[n++] = vg_sv_split(&line, '\t');
    return n == FIELDS && !line.p && fields[F_NAME].n && fields[F_COUNTRY].n == 2 &&
           vg_utf8_valid(fields[F_NAME]);
}

static struct vg_sv without(struct vg_sv s, const char *const *heads, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (vg_sv_starts_icase(s, vg_sv_cstr(heads[i])) && s.n > strlen(heads[i]))
            return vg_sv_sub(s, strlen(heads[i]), s.n);
    return s;
}

/* GeoNames names the regions of these countries in French or English: what it writes, whatever
 * language is read. "Région de Gao", "Gao Region", "Wilaya du Trarza" -> Gao, Gao, Trarza. */
static struct vg_sv bare_region(struct vg_sv name)
{
    static const char *const heads[] = {
        "Région de la ", "Région de l'", "Région de l’", "Région de ", "Région du ",  "Région des ",
        "Region de ",    "Wilaya de l'", "Wilaya de ",   "Wilaya du ", "District de "};

    name = without(name, heads, VG_COUNT_OF(heads));
    if (vg_sv_ends(name, VG_SV(" Region")))
        name.n -= strlen(" Region");
    return name;
}

static const char *region_key(struct vg_gazetteer_import *self, const struct vg_sv *f)
{
    return vg_arena_printf(self->writer.arena, "%.*s.%.*s", VG_SV_ARG(f[F_COUNTRY]),
                           VG_SV_ARG(f[F_ADMIN1]));
}

static void note_region(struct vg_gazetteer_import *self, const struct vg_sv *f)
{
    struct vg_sv aliases = f[F_ALIASES], name = f[F_NAME];

    /* a French name among the aliases is better than an English one */
    while (aliases.p) {
        struct vg_sv alias = vg_sv_split(&aliases, ',');
        if (vg_sv_starts(alias, VG_SV("Région d")) || vg_sv_starts(alias, VG_SV("Wilaya d"))) {
            name = alias;
            break;
        }
    }
    name = bare_region(name);
    (void)vg_map_set(self->regions, vg_sv_cstr(region_key(self, f)),
                     vg_arena_str(self->writer.arena, name));
}

/* Latin letters only, long enough to mean something, not an airport code. */
static bool usable(struct vg_sv s)
{
    const char *p = s.p, *end = s.p + s.n;
    size_t letters = 0, upper = 0;

    while (p < end) {
        uint32_t cp = vg_utf8_next(&p, end);
        if (cp > 0x24F && cp != 0x2019 && !(cp >= 0x1E00 && cp < 0x1F00))
            return false;
        letters += vg_utf8_is_letter(cp);
        upper += vg_utf8_is_upper(cp);
    }
    return letters >= 3 && s.n < 64 && !(upper == letters && letters == 3);
}

static bool add_place(struct vg_gazetteer_import *self, const struct vg_sv *f)
{
    const struct feature *feature = feature_of(f[F_CODE]);
    struct vg_gazetteer_writer *w = &self->writer;
    double lat, lon;
    uint64_t population = 0;

    if (!feature || !usable(f[F_NAME]) || w->n_rows >= VG_GAZETTEER_MAX_PLACES ||
        vg_sv_to_double(f[F_LAT], &lat) < 0 || vg_sv_to_double(f[F_LON], &lon) < 0 || lat < -90 ||
        lat > 90 || lon < -180 || lon > 180)
        return false;
    const char *region = vg_map_get(self->regions, vg_sv_cstr(region_key(self, f)));
    struct vg_gazetteer_row row = {
        .name = vg_gazetteer_writer_string(w, f[F_NAME]),
        .admin1 = vg_gazetteer_writer_string(w, vg_sv_cstr(region)),
        .since = VG_DAY_NONE,
        .lat = (float)lat,
        .lon = (float)lon,
        .country = {f[F_COUNTRY].p[0], f[F_COUNTRY].p[1]},
        .kind = (uint8_t)feature->kind,
        .importance = feature->importance,
        .flags = VG_ROW_IMPORTED | VG_ROW_COORD,
    };
    if (vg_sv_to_u64(f[F_POPULATION], 20000, UINT64_MAX, &population) == 0)
        row.importance++;
    uint32_t place = vg_gazetteer_writer_place(w, &row);
    struct vg_sv aliases = f[F_ALIASES];
    vg_gazetteer_writer_name(w, place, f[F_NAME]);
    for (int n = 0; aliases.p && n < MAX_ALIASES;) {
        struct vg_sv alias = vg_sv_trim(vg_sv_split(&aliases, ','));
        if (usable(alias)) {
            vg_gazetteer_writer_name(w, place, alias);
            n++;
        }
    }
    return true;
}

int vg_gazetteer_import_file(struct vg_gazetteer_import *self, const char *file, struct vg_sv dump,
                             size_t *ret_bad, struct vg_err *err)
{
    struct vg_sv rest = dump, f[FIELDS];
    size_t rows = 0, bad = 0, before = self->writer.n_rows;

    while (rest.p && rest.n)
        if (split_row(vg_sv_split(&rest, '\n'), f) && vg_sv_is(f[F_CODE], "ADM1"))
            note_region(self, f);
    for (rest = dump; rest.p && rest.n;) {
        if (!split_row(vg_sv_split(&rest, '\n'), f)) {
            bad++;
            continue;
        }
        rows++;
        (void)add_place(self, f);
    }
    *ret_bad = bad;
    if (!rows)
        return vg_fail_at(
            err, VG_E_SYNTAX, file, 1,
            "no row of a GeoNames dump (19 tab-separated fields): give XX.txt, unpacked");
    return (int)(self->writer.n_rows - before);
}

int vg_gazetteer_import_build(struct vg_gazetteer_import *self, struct vg_buf *out)
{
    return vg_gazetteer_writer_finish(&self->writer, VG_SV_NONE, out);
}
