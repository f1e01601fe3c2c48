/*
 * number.h - counts: words, digits, ranges, bounds, approximations (data/fr/numbers.tsv holds the
 * words).
 */
#ifndef VG_EXTRACT_NUMBER_H
#define VG_EXTRACT_NUMBER_H

#include "extract/document.h"

struct vg_pack;

/* The layer: fills doc->numbers and token.number; needs tokens and morph. Linear. */
void vg_number_run(struct vg_document *doc);

/* The number that starts exactly at token `from` and ends by `end`, without bounds or ranges: where
 * it ends and its value. false: none. ordinal: `premier`, `3e`, `vingt-cinquième` count as numbers
 * too, and *ret_ordinal tells. */
bool vg_number_at(const struct vg_document *doc, size_t from, size_t end, size_t *ret_end,
                  double *ret_value, bool *ret_ordinal);

/* Can a number start at token i? Cheap; true may be wrong, false is not. */
bool vg_number_may_start(const struct vg_document *doc, size_t i);

/* Forgets the numbers that dates took (a length of time stays a number): those in tokens with .time
 * set. */
void vg_number_drop_dates(struct vg_document *doc);

/* Loader of pack.c: numbers.tsv. */
int vg_number_load(struct vg_pack *pack, struct vg_sv tsv, const char *file, struct vg_err *err);

#endif
