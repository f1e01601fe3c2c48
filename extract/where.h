/*
 * where.h - the places of the text: which one is meant, how what happens lies to it, and where that
 * is on the map.
 *
 * A layer of the document, after text, morph and numbers, and after vg_who_names (a place inside an
 * actor's name, `Front de libération de l'Azawad`, is none).
 */
#ifndef VG_EXTRACT_WHERE_H
#define VG_EXTRACT_WHERE_H

#include "extract/document.h"
#include "extract/gazetteer.h"

/* data/<lang>/where.tsv: words that lead to a place (columns class, form, value). Lives in arena.
 */
struct vg_where_rules;
int vg_where_rules_load(struct vg_sv tsv, const char *file, struct vg_arena *arena,
                        const struct vg_where_rules **ret, struct vg_err *err)
    __attribute__((warn_unused_result));

/* Fills doc->places, each token's place, and doc->country. doc->gazetteer and doc->where_rules are
 * set. Linear. */
void vg_where_run(struct vg_document *doc);

/* The place record of mention `place` (of the one that it is part_of, if any) for an event of `day`
 * (VG_DAY_NONE: the publication date decides which regions): name, canonical name, relation,
 * anchors, admin1, country, coordinates, precision. Strings live in the document's arena or the
 * gazetteer. place -1: a record of no place. */
void vg_where_fill(struct vg_document *doc, int32_t place, int32_t day, struct vg_place *ret);

/* How fit a mention is to be an event's place, 0..1: not a dateline, not where the speaker comes
 * from, not a government; the more precise the better. */
double vg_where_fitness(const struct vg_document *doc, int32_t place);

/* Same place, perhaps named differently (`Gao`, `la ville de Gao`, `la cité des Askia`)? */
bool vg_where_same(const struct vg_document *doc, int32_t a, int32_t b);
/* Kilometres between two points, in degrees; a plane will do over a country. */
double vg_where_km(double lat1, double lon1, double lat2, double lon2);

#endif
