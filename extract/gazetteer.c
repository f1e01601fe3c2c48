/* gazetteer.c - the compiled table of places, and looking places up. */
#include "extract/gazetteer.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "extract/gazetteer_form.h"

#define MAX_PARTS 8 /* the curated table and imports */

static const char *const kind_names[VG_KIND_COUNT] = {
    [VG_KIND_COUNTRY] = "country", [VG_KIND_REGION] = "region",   [VG_KIND_ADMIN2] = "admin2",
    [VG_KIND_COMMUNE] = "commune", [VG_KIND_CAPITAL] = "capital", [VG_KIND_TOWN] = "town",
    [VG_KIND_VILLAGE] = "village", [VG_KIND_QUARTER] = "quarter", [VG_KIND_CAMP] = "camp",
    [VG_KIND_WELL] = "well",       [VG_KIND_FOREST] = "forest",   [VG_KIND_WATER] = "water",
    [VG_KIND_ROAD] = "road",       [VG_KIND_SITE] = "site",       [VG_KIND_AREA] = "area",
};

const char *vg_place_kind_name(enum vg_place_kind kind)
{
    return kind_names[kind];
}

enum vg_place_precision vg_place_kind_precision(enum vg_place_kind kind)
{
    switch (kind) {
    case VG_KIND_COUNTRY:
        return VG_PLACE_COUNTRY;
    case VG_KIND_REGION:
    case VG_KIND_AREA:
        return VG_PLACE_ADMIN1;
    case VG_KIND_ADMIN2:
        return VG_PLACE_ADMIN2;
    case VG_KIND_COMMUNE:
    case VG_KIND_CAPITAL:
    case VG_KIND_TOWN:
    case VG_KIND_VILLAGE:
        return VG_PLACE_TOWN;
    case VG_KIND_QUARTER:
    case VG_KIND_CAMP:
    case VG_KIND_WELL:
    case VG_KIND_FOREST:
    case VG_KIND_WATER:
    case VG_KIND_ROAD:
    case VG_KIND_SITE:
    case VG_KIND_COUNT:
        break;
    }
    return VG_PLACE_SITE;
}

/* ---- compile ---- */

static int read_coord(struct vg_sv field, double bound, float *ret)
{
    double d;

    if (vg_sv_to_double(field, &d) < 0 || d < -bound || d > bound)
        return VG_E_SYNTAX;
    *ret = (float)d;
    return 0;
}

static int read_kind(struct vg_sv s)
{
    for (int k = 0; k < VG_KIND_COUNT; k++)
        if (vg_sv_is(s, kind_names[k]))
            return k;
    return -1;
}

/* The columns that are not names. */
static int read_row(const struct vg_tsv *t, struct vg_gazetteer_writer *w,
                    struct vg_gazetteer_row *ret, struct vg_err *err)
{
    struct vg_sv country = vg_tsv_get(t, "country"), lat = vg_tsv_get(t, "lat");
    struct vg_sv since = vg_tsv_get(t, "since"), use = vg_tsv_get(t, "use");
    uint64_t importance = 0;
    int kind = read_kind(vg_tsv_get(t, "kind"));

    *ret = (struct vg_gazetteer_row){.since = VG_DAY_NONE};
    if (kind < 0)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "unknown kind '%.*s'",
                          VG_SV_ARG(vg_tsv_get(t, "kind")));
    if (country.n != 0 && country.n != 2)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line,
                          "country '%.*s': two letters of ISO 3166-1", VG_SV_ARG(country));
    if (vg_sv_to_u64(vg_tsv_get(t, "importance"), 0, 9, &importance) < 0)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "importance must be 0 to 9");
    if (lat.n) {
        if (read_coord(lat, 90, &ret->lat) < 0 ||
            read_coord(vg_tsv_get(t, "lon"), 180, &ret->lon) < 0)
            return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "lat and lon: decimal degrees");
        ret->flags |= VG_ROW_COORD;
    }
    if (since.n && (ret->since = vg_day_parse(since)) == VG_DAY_NONE)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "since must be YYYY-MM-DD");
    if (use.n && !vg_sv_is(use, "word"))
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "use must be empty or 'word'");
    if (use.n)
        ret->flags |= VG_ROW_WORD;
    if (country.n)
        memcpy(ret->country, country.p, 2);
    ret->kind = (uint8_t)kind;
    ret->importance = (uint8_t)importance;
    ret->name = vg_gazetteer_writer_string(w, vg_tsv_get(t, "name"));
    ret->admin1 = vg_gazetteer_writer_string(w, vg_tsv_get(t, "admin1"));
    ret->admin1_before = vg_gazetteer_writer_string(w, vg_tsv_get(t, "admin1_before"));
    return 0;
}

static int add_names(const struct vg_tsv *t, struct vg_gazetteer_writer *w,
                     struct vg_lexicon_builder *lex, uint32_t place, struct vg_err *err)
{
    struct vg_sv aliases = vg_tsv_get(t, "aliases"), name = vg_tsv_get(t, "name");

    do {
        if (vg_lexicon_add(lex, name, place) < 0)
            return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line,
                              "name '%.*s' is empty or too long", VG_SV_ARG(name));
        vg_gazetteer_writer_name(w, place, name);
        name = vg_sv_trim(vg_sv_split(&aliases, '|'));
    } while (name.n);
    return 0;
}

int vg_gazetteer_compile(struct vg_sv tsv, const char *file, struct vg_buf *out, struct vg_err *err)
{
    static const char *const wanted[] = {"name",   "aliases",       "kind",  "country",
                                         "admin1", "admin1_before", "since", "lat",
                                         "lon",    "importance",    "use",   NULL};
    struct vg_gazetteer_writer w;
    struct vg_gazetteer_row row;
    struct vg_buf flat;
    struct vg_tsv t;
    int r = vg_tsv_open(&t, file, tsv, wanted, err);

    if (r < 0)
        return r;
    struct vg_lexicon_builder *lex = vg_lexicon_builder_new();
    vg_gazetteer_writer_init(&w);
    vg_buf_init(&flat, VG_GAZETTEER_MAX_BYTES);
    while ((r = vg_tsv_next(&t, err)) > 0)
        if ((r = read_row(&t, &w, &row, err)) < 0 ||
            (r = add_names(&t, &w, lex, vg_gazetteer_writer_place(&w, &row), err)) < 0)
            break;
    if (r == 0 && (r = vg_lexicon_build(lex, &flat)) == 0)
        r = vg_gazetteer_writer_finish(&w, vg_buf_view(&flat), out);
    vg_lexicon_builder_free(lex);
    vg_gazetteer_writer_done(&w);
    vg_buf_done(&flat);
    return r;
}

/* ---- open ---- */

struct part {
    const struct vg_gazetteer_row *rows;
    const struct vg_gazetteer_name *names;
    const char *strings;
    uint32_t n_rows, n_names, n_strings;
};

struct vg_gazetteer {
    struct part parts[MAX_PARTS];
    size_t n_parts;
    struct vg_lexicon names;
    uint32_t *seats; /* countries and capitals among the curated places */
    size_t n_seats;
};

static size_t padded(size_t n)
{
    return (n + 7) & ~(size_t)7;
}

static bool part_is_sound(const struct part *p)
{
    if (!p->n_strings || p->strings[p->n_strings - 1] != '\0')
        return false;
    for (uint32_t i = 0; i < p->n_rows; i++) {
        const struct vg_gazetteer_row *r = &p->rows[i];
        if (r->name >= p->n_strings || r->admin1 >= p->n_strings || r->kind >= VG_KIND_COUNT ||
            r->admin1_before >= p->n_strings)
            return false;
    }
    for (uint32_t i = 0; i < p->n_names; i++)
        if (p->names[i].place >= p->n_rows)
            return false;
    return true;
}

/* Lays the parts over data; *ret_lexicon is what follows. */
static int open_part(struct vg_sv data, struct part *ret, struct vg_sv *ret_lexicon,
                     struct vg_err *err)
{
    struct vg_gazetteer_head h;

    if (data.n < sizeof h || (uintptr_t)data.p % 8)
        return vg_fail(err, VG_E_SYNTAX, "gazetteer: too short or not aligned");
    memcpy(&h, data.p, sizeof h);
    if (h.magic != VG_GAZETTEER_MAGIC)
        return vg_fail(err, VG_E_SYNTAX, "gazetteer: not of this version; import it again");
    size_t rows = sizeof h, names = rows + padded(h.n_places * sizeof *ret->rows);
    size_t strings = names + h.n_keys * sizeof *ret->names;
    size_t lexicon = strings + padded(h.n_strings), end = lexicon + padded(h.n_lexicon);
    if (end > data.n)
        return vg_fail(err, VG_E_SYNTAX, "gazetteer: cut short; import it again");
    *ret = (struct part){
        .rows = (const void *)(data.p + rows),
        .names = (const void *)(data.p + names),
        .strings = data.p + strings,
        .n_rows = h.n_places,
        .n_names = h.n_keys,
        .n_strings = h.n_strings,
    };
    *ret_lexicon = vg_sv(data.p + lexicon, h.n_lexicon);
    if (!part_is_sound(ret))
        return vg_fail(err, VG_E_SYNTAX, "gazetteer: damaged; import it again");
    return 0;
}

static bool is_seat(const struct vg_gazetteer_row *row)
{
    return row->kind == VG_KIND_COUNTRY || row->kind == VG_KIND_CAPITAL;
}

static void note_seats(struct vg_gazetteer *self)
{
    const struct part *p = &self->parts[0];

    for (uint32_t i = 0; i < p->n_rows; i++)
        self->n_seats += is_seat(&p->rows[i]);
    self->seats = vg_xcalloc(self->n_seats + 1, sizeof *self->seats);
    for (uint32_t i = 0, n = 0; i < p->n_rows; i++)
        if (is_seat(&p->rows[i]))
            self->seats[n++] = i;
}

int32_t vg_gazetteer_seat(const struct vg_gazetteer *self, enum vg_place_kind kind,
                          const char *country)
{
    for (size_t i = 0; i < self->n_seats; i++) {
        const struct vg_gazetteer_row *row = &self->parts[0].rows[self->seats[i]];
        if (row->kind == kind && strncmp(row->country, country, sizeof row->country) == 0)
            return (int32_t)self->seats[i];
    }
    return -1;
}

int vg_gazetteer_open(struct vg_sv data, struct vg_gazetteer **ret, struct vg_err *err)
{
    struct vg_gazetteer *self = vg_xnew(struct vg_gazetteer);
    struct vg_sv lexicon;
    int r = open_part(data, &self->parts[0], &lexicon, err);

    if (r == 0)
        r = vg_lexicon_open(lexicon, &self->names, err);
    self->names.id = VG_LEXICON_PLACES;
    for (size_t i = 0; r == 0 && i < self->names.n_payloads; i++)
        if (self->names.payloads[i] >= self->parts[0].n_rows)
            r = vg_fail(err, VG_E_SYNTAX, "gazetteer: a name points outside");
    if (r < 0) {
        free(self);
        return r;
    }
    self->n_parts = 1;
    note_seats(self);
    *ret = self;
    return 0;
}

void vg_gazetteer_free(struct vg_gazetteer *self)
{
    if (!self)
        return;
    free(self->seats);
    free(self);
}

int vg_gazetteer_add(struct vg_gazetteer *self, struct vg_sv data, struct vg_err *err)
{
    struct vg_sv lexicon;

    if (self->n_parts == MAX_PARTS)
        return vg_fail(err, VG_E_LIMIT,
                       "more than %d imported gazetteers: import the dumps into one",
                       MAX_PARTS - 1);
    int r = open_part(data, &self->parts[self->n_parts], &lexicon, err);
    if (r == 0)
        self->n_parts++;
    return r;
}

/* ---- look up ---- */

size_t vg_gazetteer_count(const struct vg_gazetteer *self)
{
    size_t n = 0;

    for (size_t i = 0; i < self->n_parts; i++)
        n += self->parts[i].n_rows;
    return n;
}

static const char *string_at(const struct part *p, uint32_t offset)
{
    return offset ? p->strings + offset : NULL;
}

/* The part that holds the entry; *entry becomes its row there. */
static const struct part *part_of(const struct vg_gazetteer *self, size_t *entry)
{
    size_t i = 0;

    while (i + 1 < self->n_parts && *entry >= self->parts[i].n_rows)
        *entry -= self->parts[i++].n_rows;
    return &self->parts[i];
}

uint8_t vg_gazetteer_kind(const struct vg_gazetteer *self, size_t entry)
{
    return part_of(self, &entry)->rows[entry].kind;
}

struct vg_place_entry vg_gazetteer_get(const struct vg_gazetteer *self, size_t entry)
{
    const struct part *p = part_of(self, &entry);
    const struct vg_gazetteer_row *r = &p->rows[entry];
    struct vg_place_entry place = {
        .name = p->strings + r->name,
        .kind = r->kind,
        .importance = r->importance,
        .imported = (r->flags & VG_ROW_IMPORTED) != 0,
        .word = (r->flags & VG_ROW_WORD) != 0,
        .has_coord = (r->flags & VG_ROW_COORD) != 0,
        .lat = (double)r->lat,
        .lon = (double)r->lon,
        .admin1 = string_at(p, r->admin1),
        .admin1_before = string_at(p, r->admin1_before),
        .since = r->since,
    };
    memcpy(place.country, r->country, 2);
    return place;
}

const struct vg_lexicon *vg_gazetteer_names(const struct vg_gazetteer *self)
{
    return &self->names;
}

/* First of the part's names with this hash. */
static uint32_t lower_bound(const struct part *p, uint64_t hash)
{
    uint32_t lo = 0, hi = p->n_names;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (p->names[mid].hash < hash)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

size_t vg_gazetteer_find(const struct vg_gazetteer *self, struct vg_sv folded, uint32_t *ret,
                         size_t max)
{
    struct vg_buf key;
    uint32_t base = 0;
    size_t n = 0;

    vg_buf_init(&key, 1024);
    vg_gazetteer_key(folded, &key);
    uint64_t hash = vg_hash_sv(vg_buf_view(&key));
    for (size_t i = 0; i < self->n_parts && key.n >= 3; i++) {
        const struct part *p = &self->parts[i];
        for (uint32_t k = lower_bound(p, hash); k < p->n_names && p->names[k].hash == hash; k++)
            if (n < max)
                ret[n++] = base + p->names[k].place;
        base += p->n_rows;
    }
    vg_buf_done(&key);
    return n;
}

const char *vg_gazetteer_admin1_at(const struct vg_place_entry *place, int32_t day)
{
    if (place->admin1_before && place->since != VG_DAY_NONE && day != VG_DAY_NONE &&
        day < place->since)
        return place->admin1_before;
    return place->admin1;
}
