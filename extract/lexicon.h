/*
 * lexicon.h - many phrases, found in a document's tokens: accents, case, hyphens and apostrophes do
 * not matter.
 *
 * A phrase is a run of words; blanks, hyphens and apostrophes only separate them, so
 * `Tin-Zaouatène`, `TIN ZAOUATENE` and `tin zaouatene` are one phrase. Any other mark (`/`, `.`) is
 * a word of its own. Phrases map to 32-bit payloads (a row number of the caller's table); a phrase
 * may have several.
 *
 * A builder makes a flat form that holds no pointers: it can be written into a pack and mapped.
 * Looking up costs one hash probe a word, whatever the number of phrases.
 */
#ifndef VG_EXTRACT_LEXICON_H
#define VG_EXTRACT_LEXICON_H

#include "base/buf.h"
#include "base/err.h"
#include "extract/words.h"

#define VG_LEXICON_MAX_WORDS 16 /* words of one phrase */

struct vg_lexicon_builder;

struct vg_lexicon_builder *vg_lexicon_builder_new(void);       /* owned by the caller */
void vg_lexicon_builder_free(struct vg_lexicon_builder *self); /* NULL is fine */
/* Adds phrase -> payload (the same pair twice counts once). 0; VG_E_SYNTAX when the phrase has no
 * word; VG_E_LIMIT when it has too many. */
int vg_lexicon_add(struct vg_lexicon_builder *self, struct vg_sv phrase, uint32_t payload)
    __attribute__((warn_unused_result));
/* Appends the flat form to out, which must stand at a multiple of 8 bytes. Deterministic: depends
 * on the pairs and their order only. Payloads of one phrase come in the order in which they were
 * added. */
int vg_lexicon_build(const struct vg_lexicon_builder *self, struct vg_buf *out)
    __attribute__((warn_unused_result));

struct vg_lexicon;
/* Notes that the phrase is one of these kinds (bits of the owner's); the lexicon has an id and room
 * for kinds, vg_lexicon_slots of them. */
void vg_lexicon_note(struct vg_lexicon *self, struct vg_sv phrase, uint32_t kinds);
size_t vg_lexicon_slots(const struct vg_lexicon *self);

/* A view of the flat form (borrowed, 8-byte aligned). Zero-initialised, it is an empty lexicon. */
struct vg_lexicon {
    const struct vg_lexicon_slot *slots;
    const uint32_t *payloads;
    uint64_t mask; /* slots - 1 */
    size_t n_payloads;
    uint64_t seen[512];    /* a bit for each key: most of what is looked up is none */
    enum vg_lexicon_id id; /* its owner sets it when tokens are to remember what begins with them */
    uint32_t *kinds; /* by slot of a first word: kinds of the phrases (vg_lexicon_note), or NULL */
};

/* 0, or VG_E_SYNTAX when data is no lexicon (every index is checked). */
int vg_lexicon_open(struct vg_sv data, struct vg_lexicon *ret, struct vg_err *err)
    __attribute__((warn_unused_result));

struct vg_lexicon_hit {
    uint32_t from, to;        /* tokens */
    uint32_t n;               /* payloads, >= 1 */
    const uint32_t *payloads; /* in the lexicon */
};

/* Can a phrase start there? true may be wrong, false is not. */
static inline bool vg_lexicon_may_start(const struct vg_lexicon *self,
                                        const struct vg_document *doc, uint32_t from)
{
    return from < doc->n_tokens && doc->tokens[from].starts >> self->id & 1;
}

/* Can a phrase of one of these kinds start there? true may be wrong, false is not. */
static inline bool vg_lexicon_may_start_some(const struct vg_lexicon *self,
                                             const struct vg_document *doc, uint32_t from,
                                             uint32_t kinds)
{
    if (!vg_lexicon_may_start(self, doc, from))
        return false;
    const struct vg_word *w = doc->tokens[from].word;
    return !self->kinds || !w->phrase[self->id] || (w->phrase_kinds[self->id] & kinds);
}

bool vg_lexicon_match_some(const struct vg_lexicon *self, const struct vg_document *doc,
                           uint32_t from, uint32_t end, struct vg_lexicon_hit *ret);
size_t vg_lexicon_match_all_some(const struct vg_lexicon *self, const struct vg_document *doc,
                                 uint32_t from, uint32_t end, struct vg_lexicon_hit *ret,
                                 size_t max);
/* The longest phrase that starts at token `from` and ends at or before token `end` (the caller's
 * bound: sentence, quotation). A phrase ends where a token ends. false: none. */
static inline bool vg_lexicon_match(const struct vg_lexicon *self, const struct vg_document *doc,
                                    uint32_t from, uint32_t end, struct vg_lexicon_hit *ret)
{
    return vg_lexicon_may_start(self, doc, from) &&
           vg_lexicon_match_some(self, doc, from, end, ret);
}
/* All phrases that start there, shortest first; at most max. Returns how many. */
static inline size_t vg_lexicon_match_all(const struct vg_lexicon *self,
                                          const struct vg_document *doc, uint32_t from,
                                          uint32_t end, struct vg_lexicon_hit *ret, size_t max)
{
    return vg_lexicon_may_start(self, doc, from)
               ? vg_lexicon_match_all_some(self, doc, from, end, ret, max)
               : 0;
}
/* The phrase as a whole, in any spelling; ret's token range is 0..0. false: unknown. */
bool vg_lexicon_find(const struct vg_lexicon *self, struct vg_sv phrase,
                     struct vg_lexicon_hit *ret);
/* The same for a phrase that is folded already (vg_utf8_fold_sv), as every token.fold is: no
 * allocation. */
bool vg_lexicon_find_folded(const struct vg_lexicon *self, struct vg_sv folded,
                            struct vg_lexicon_hit *ret);

#endif
