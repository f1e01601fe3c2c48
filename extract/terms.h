/*
 * terms.h - tables of words and phrases by lemma: `prendre en otage` is found in `ont été pris en otage`.
 *
 * A row is (kind, form, code); form is one or more lemmas (or plain forms) with blanks between them. A token matches
 * a word when one of its readings has it as lemma, or when it is written so. A leading `se`/`s'` of a form is left
 * out (compound tenses stand between it and its verb). Rows of kind `same` make a form stand for another word
 * (`du` for `de`). Immutable after loading; may be shared between threads.
 */
#ifndef VG_EXTRACT_TERMS_H
#define VG_EXTRACT_TERMS_H

#include "extract/document.h"

#define VG_TERM_WORDS 10 /* words of one form */

struct vg_terms;

struct vg_term {
    uint16_t kind;  /* index into the list of kinds given at load */
    uint8_t n_words;
    struct vg_sv words[VG_TERM_WORDS];
    struct vg_sv code; /* what the table says of it; may be empty */
    int value, value2; /* what the module decoded code to (vg_terms_each) */
    int line;
    struct vg_term *next; /* with the same first word; longer forms first */
};

/* Reads a table with the columns kind, form, code. kinds: NULL-terminated names; `same` is always allowed. Rows and
 * strings live in arena. VG_E_SYNTAX with file and line for an unknown kind or a form without or with too many words. */
int vg_terms_load(struct vg_sv tsv, const char *file, const char *const *kinds,
                  enum vg_terms_slot slot, struct vg_arena *arena, const struct vg_terms **ret,
                  struct vg_err *err) __attribute__((warn_unused_result));
/* Notes for each token of doc which kinds of rows of each table may begin there, so that vg_terms_match turns most tokens
 * away at once. To be called when morph is done; without it matching is only slower. Linear. */
void vg_terms_mark(const struct vg_terms *const *tables, size_t n, struct vg_document *doc);
/* Calls fn for each row, e.g. to check or translate codes; stops at and returns the first negative return. */
int vg_terms_each(const struct vg_terms *self, int (*fn)(void *ctx, struct vg_term *term), void *ctx);

/* The longest row of one of the kinds (bit 1 << kind) whose words stand at token i (not past `end`), or NULL. After the
 * first word up to `gap` foreign tokens may stand in between, all together. *ret_to: token after the last word. */
const struct vg_term *vg_terms_match(const struct vg_terms *self, const struct vg_document *doc,
                                     size_t i, size_t end, uint64_t kinds, int gap,
                                     size_t *ret_to);
/* The code of the row of this kind whose form is this single word; NULL when there is none. */
const char *vg_terms_code(const struct vg_terms *self, int kind, struct vg_sv word);
/* Does token i match this single word? */
bool vg_terms_is(const struct vg_terms *self, const struct vg_document *doc, size_t i,
                 struct vg_sv word);

#endif
