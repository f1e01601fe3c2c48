/* morph_in.h - between the files of `morph`. */
#ifndef VG_EXTRACT_MORPH_IN_H
#define VG_EXTRACT_MORPH_IN_H

#include "extract/morph.h"

/* Values of vg_reading.cls before the reading is put into a class: unknown, or the plain one of its
 * part of speech because no row of pos.tsv names its lemma. */
enum { VG_CLASS_UNKNOWN = 0, VG_CLASS_PLAIN = 255 };

struct vg_functions;
struct vg_pos_model;

/* Notes that pos.tsv names this lemma (morph.c). */
void vg_morph_mark(const struct vg_morph *self, struct vg_sv lemma);
/* Sets cls and cost of a reading (morph_context.c). */
void vg_pos_classify(const struct vg_pos_model *model, struct vg_reading *reading);
/* The same for every closed-class word, once (morph.c). */
void vg_functions_classify(const struct vg_functions *self, const struct vg_pos_model *model);
struct vg_word;
struct vg_word_sense;
/* Sets what the choice in context needs of a word's readings, which are classified
 * (morph_context.c). */
void vg_pos_learn(const struct vg_pos_model *model, struct vg_arena *arena,
                  const struct vg_word *word, struct vg_word_sense *sense);

#endif
