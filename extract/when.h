/*
 * when.h - calendar expressions: what they name, resolved against the publication date, the tense
 * of the verb near them and the day that the story told last. The words are data/fr/when.tsv.
 */
#ifndef VG_EXTRACT_WHEN_H
#define VG_EXTRACT_WHEN_H

#include "extract/document.h"

struct vg_pack;

/* The layer: fills doc->times and token.time; needs tokens, morph and numbers, and takes the
 * numbers that are parts of dates away from doc->numbers. Linear. */
void vg_when_run(struct vg_document *doc);

/* The date of an anaphoric expression (`deux jours plus tôt`) when the story's day is anchor (a day
 * number); for any other kind, and for an anchor of VG_DAY_NONE, the date it has already. */
struct vg_date vg_when_resolve_anaphor(const struct vg_document *doc, size_t time_idx,
                                       int32_t anchor);

/* Loader of pack.c: when.tsv. */
int vg_when_load(struct vg_pack *pack, struct vg_sv tsv, const char *file, struct vg_err *err);

#endif
