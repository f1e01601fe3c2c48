/*
 * morph.h - forms to lemma and tags: a hashed table in the pack, and the choice among readings in
 * context.
 *
 * The table holds no form strings: a form is a prefix of its first reading's lemma and one of a few
 * thousand endings, so that 470,000 forms take about 12 MB, mapped and shared. Closed-class words
 * come from function.tsv and replace what the dictionary says. Unknown words are guessed by their
 * ending (endings.tsv).
 */
#ifndef VG_EXTRACT_MORPH_H
#define VG_EXTRACT_MORPH_H

#include "base/buf.h"
#include "extract/document.h"

#define VG_MORPH_MAX_READINGS 24

struct vg_pack;
struct vg_morph; /* the mapped table */

/* Wire-like names of parts of speech ("noun", "ppas", ...) as the tables write them; -1 when
 * unknown. */
const char *vg_pos_name(enum vg_pos pos);
int vg_pos_of_name(struct vg_sv name);

/* Builds the table from a hunspell dictionary (aff and dic as text) into out. */
int vg_morph_build(struct vg_sv aff, struct vg_sv dic, struct vg_buf *out, struct vg_err *err)
    __attribute__((warn_unused_result));
/* Takes a section made by vg_morph_build; it must outlive *ret, which lives in arena. Every index
 * in it is checked when used. VG_E_SYNTAX when the sizes don't fit. */
int vg_morph_open(struct vg_sv section, struct vg_arena *arena, const struct vg_morph **ret,
                  struct vg_err *err) __attribute__((warn_unused_result));
size_t vg_morph_forms(const struct vg_morph *self);

/* Readings of the lower-case form in the dictionary alone: how many (at most max) were written to
 * out. Lemmas point into the section. ~100 ns. */
size_t vg_morph_find(const struct vg_morph *self, struct vg_sv norm, struct vg_reading *out,
                     size_t max);
/* The same for every form that is `fold` without its diacritics and not equal to it. */
size_t vg_morph_find_folded(const struct vg_morph *self, struct vg_sv fold, struct vg_reading *out,
                            size_t max);

/* Readings of a word as the pack knows it: function words first, then the dictionary; tolerant:
 * with missing accents too. What a table loader should use to check a lemma. */
size_t vg_morph_readings(const struct vg_pack *pack, struct vg_sv norm, struct vg_sv fold,
                         bool tolerant, struct vg_reading *out, size_t max);

/* The layer: fills readings, n_readings, chosen and guessed of every token. Linear. */
void vg_morph_run(struct vg_document *doc);

/* Chooses one reading for each token (morph_context.c); vg_morph_run calls it. */
void vg_morph_choose(struct vg_document *doc);

/* End of the verb group that the finite verb at token i opens: past its participles, with adverbs
 * and `pas` between
 * (`aurait également été tué`); i + 1 when it stands alone. */
size_t vg_morph_group_end(const struct vg_document *doc, size_t i);
/* Is the finite verb at token i negated (`ne ... pas`, `n'a pas`)? */
bool vg_morph_negated(const struct vg_document *doc, size_t i);
/* Is it a verb like devoir or pouvoir (class `modal` with the mark `may` in pos.tsv), so that its
 * conditional tells a plan or a wish and no report? */
bool vg_morph_is_modal(const struct vg_document *doc, size_t i);

/* Loaders of pack.c: function.tsv, endings.tsv and pos.tsv. */
int vg_morph_load(struct vg_pack *pack, struct vg_sv section, const char *file, struct vg_err *err);
int vg_function_load(struct vg_pack *pack, struct vg_sv tsv, const char *file, struct vg_err *err);
int vg_endings_load(struct vg_pack *pack, struct vg_sv tsv, const char *file, struct vg_err *err);
int vg_pos_load(struct vg_pack *pack, struct vg_sv tsv, const char *file, struct vg_err *err);

#endif
