/*
 * hunspell.h - every form of a hunspell dictionary, with its tags: used once, when a pack is
 * compiled.
 *
 * Reads what the French dictionary uses: two-letter flags (FLAG long), NEEDAFFIX, suffixes with
 * strip, addition, condition and tags. Prefixes there are elided words (l', qu'), which the
 * tokenizer cuts off: they are skipped.
 */
#ifndef VG_EXTRACT_HUNSPELL_H
#define VG_EXTRACT_HUNSPELL_H

#include "base/arena.h"
#include "base/err.h"

/* Called for each form; word_tags are the dictionary entry's, form_tags the affix rule's (may be
 * empty). The views live during the call, but for stem, which lives as long as dic. */
typedef void vg_hunspell_fn(void *ctx, struct vg_sv form, struct vg_sv stem, struct vg_sv word_tags,
                            struct vg_sv form_tags);

/* Expands dic by aff, both UTF-8. 0, or VG_E_SYNTAX with the line. */
int vg_hunspell_expand(struct vg_sv aff, struct vg_sv dic, vg_hunspell_fn *fn, void *ctx,
                       struct vg_err *err) __attribute__((warn_unused_result));

#endif
