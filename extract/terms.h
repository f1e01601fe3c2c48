/*
 * terms.h - tables of words and phrases by lemma: `prendre en otage` is found in `ont été pris en
 * otage`.
 *
 * A row is (kind, form, code); form is one or more lemmas (or plain forms) with blanks between
 * them. A token matches a word when one of its readings has it as lemma, or when it is written so.
 * A leading `se`/`s'` of a form is left out (compound tenses stand between it and its verb). Rows
 * of kind `same` make a form stand for another word
 * (`du` for `de`). Immutable after loading; may be shared between threads.
 */
#ifndef VG_EXTRACT_TERMS_H
#define VG_EXTRACT_TERMS_H

#include "extract/vocab.h"
#include "extract/words.h"
#include "extract/wordtab.h"

#define VG_TERM_WORDS 10 /* words of one form */
#define VG_TERM_GAP   5  /* foreign tokens between them, at most */

struct vg_term {
    uint16_t kind;  /* index into the list of kinds given at load */
    uint8_t n_words;
    struct vg_sv words[VG_TERM_WORDS];
    uint32_t ids[VG_TERM_WORDS]; /* the same as numbers of the table's own */
    struct vg_sv code; /* what the table says of it; may be empty */
    int value, value2; /* what the module decoded code to (vg_terms_each) */
    int line;
    struct vg_term *next; /* with the same first word; longer forms first */
};

/* A row in brief, in the order of the list; the last of each list has no words. */
struct vg_term_brief {
    uint32_t second; /* number of its second word, 0: there is none */
    uint16_t kind;
    uint16_t n_words;
    const struct vg_term *term;
};

/* A row of several words at the longest of them: only where that stands can the row. */
struct vg_term_anchor {
    struct vg_term_brief row; /* without words: the end of the list */
    uint32_t first;           /* number of its first word */
    uint32_t at;              /* which of its words that is */
};

struct vg_terms {
    enum vg_terms_slot slot;
    struct vg_vocab *vocab;     /* words of rows, and forms that stand for one */
    struct vg_term **heads;     /* by number: first of the rows that begin with the word, or NULL */
    uint64_t *singles;          /* by number: the kinds of those that have no other word */
    uint32_t *starts;           /* by number: the first of those rows in brief */
    uint32_t *single_starts;    /* and of those that have no other word */
    struct vg_term_brief *briefs;
    uint32_t *anchor_starts;    /* by number: the first of the rows that it is the anchor of */
    struct vg_term_anchor *anchors;
    struct vg_wordtab same;     /* form -> what it stands for in `words` */
    struct vg_sv *words;
    size_t n_words, cap_words;
    struct vg_sv *dropped;      /* words at the beginning of a form that are not matched: `se` */
    size_t n_dropped, cap_dropped;
    struct vg_term **rows;
    size_t n, cap;
};

/* Reads a table with the columns kind, form, code. kinds: NULL-terminated names; `same` and `drop`
 * (in the rows before) are always allowed. Rows and strings live in arena. VG_E_SYNTAX with file
 * and line for an unknown kind or a form without or with too many words. */
int vg_terms_load(struct vg_sv tsv, const char *file, const char *const *kinds,
                  enum vg_terms_slot slot, struct vg_arena *arena, const struct vg_terms **ret,
                  struct vg_err *err) __attribute__((warn_unused_result));
/* Notes for each token of doc which words of each table it may be and of which kinds rows begin
 * there, so that matching compares numbers and most questions need no look at the table. Needs
 * morph; vg_terms_match needs it. Linear. */
void vg_terms_mark(const struct vg_terms *const *tables, size_t n, struct vg_document *doc);
/* Calls fn for each row, e.g. to check or translate codes; stops at and returns the first negative
 * return. */
int vg_terms_each(const struct vg_terms *self, int (*fn)(void *ctx, struct vg_term *term),
                  void *ctx);

/* The longest row of one of the kinds (bit 1 << kind) whose words stand at token i (not past
 * `end`), or NULL. After the first word up to `gap` foreign tokens (at most VG_TERM_GAP)
 * may stand in between, all together. *ret_to: token after the last word. */
const struct vg_term *vg_terms_match_some(const struct vg_terms *self,
                                          const struct vg_document *doc, size_t i, size_t end,
                                          uint64_t kinds, int gap, size_t *ret_to);
/* May rows of one of the kinds begin in the sentence? false: none does, so that it need not be
 * looked through. */
static inline bool vg_terms_in(const struct vg_terms *self, const struct vg_document *doc,
                               const struct vg_sentence *s, uint64_t kinds)
{
    return doc->term_kinds[self->slot][s - doc->sentences] & kinds;
}
/* Does a row of one of the kinds begin at token i? true may be wrong, false is not. */
static inline bool vg_terms_may(const struct vg_terms *self, const struct vg_document *doc,
                                size_t i, uint64_t kinds)
{
    return doc->terms[self->slot][i].kinds & kinds;
}
static inline const struct vg_term *vg_terms_match(const struct vg_terms *self,
                                                   const struct vg_document *doc, size_t i,
                                                   size_t end, uint64_t kinds, int gap,
                                                   size_t *ret_to)
{
    return vg_terms_may(self, doc, i, kinds)
               ? vg_terms_match_some(self, doc, i, end, kinds, gap, ret_to)
               : NULL;
}
/* The code of the row of this kind whose form is this single word; NULL when there is none. */
const char *vg_terms_code(const struct vg_terms *self, int kind, struct vg_sv word);

#endif
