/* vocab.h - words to small numbers: 1, 2, 3... in the order in which they were added; 0 is no word.
 */
#ifndef VG_EXTRACT_VOCAB_H
#define VG_EXTRACT_VOCAB_H

#include "base/arena.h"

struct vg_vocab;

struct vg_vocab *vg_vocab_new(struct vg_arena *arena); /* lives in arena */
/* The word's number, added (copied) when new. */
uint32_t vg_vocab_add(struct vg_vocab *self, struct vg_sv word);
/* The word's number, or 0. */
uint32_t vg_vocab_find(const struct vg_vocab *self, struct vg_sv word);
/* The same with the word's vg_hash_sv. */
uint32_t vg_vocab_find_hashed(const struct vg_vocab *self, struct vg_sv word, uint64_t hash);
size_t vg_vocab_count(const struct vg_vocab *self);

#endif
