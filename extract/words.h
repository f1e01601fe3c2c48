/*
 * words.h - what is known of each written form, worked out when it is first met and kept: most
 * words of an article stood in the articles before it.
 *
 * Each layer keeps here what depends on the form alone, in a field of its own that is empty until
 * the layer first asks. All of it follows from the form and the pack, so that results do not depend
 * on what was read before. One thread at a time.
 */
#ifndef VG_EXTRACT_WORDS_H
#define VG_EXTRACT_WORDS_H

#include "extract/document.h"
#include "extract/wordtab.h"

#define VG_WORDS_ROOM (8 * 1024 * 1024) /* bytes of known forms kept from one article to the next */

struct vg_lexicon_slot;
struct vg_pos_brief;

#define VG_WORD_TERMS 3 /* of one token kept beside it; few have more */

/* The words of one table of terms.h that a token may be: numbers, each once, in the order form,
 * what it stands for, lemmas. */
struct vg_word_terms {
    uint64_t kinds;              /* of the rows that begin here */
    uint64_t longer;             /* of those that have further words */
    uint64_t bits;               /* of the numbers, modulo 64 */
    const uint32_t *more;        /* all n when they are more than that */
    uint32_t ids[VG_WORD_TERMS]; /* else these */
    uint16_t n;
    bool known;    /* looked up */
    bool anchors;  /* rows of several words are looked for where it stands */
};

/* What the grammar's tables say of one of its readings; names as in struct vg_groups. */
struct vg_word_use {
    uint64_t flags;
    uint32_t form, lemma, sense;
    uint8_t prep, det;
    bool themed;
    bool avoir; /* a form of `avoir` */
};

/* What follows from its readings. */
struct vg_word_sense {
    const struct vg_reading *readings; /* NULL: not read yet */
    const struct vg_pos_brief *briefs; /* morph_context.c */
    const struct vg_word_use *uses; /* group.c: one a reading; NULL: not looked up yet */
    int8_t noun,
        trigger; /* first reading as a noun, as a participle that triggers a frame; -1: none */
    uint8_t n_readings;
    bool guessed;
    struct vg_word_terms terms[VG_TERMS_SLOTS];
};

/* Each begins a line of the processor's cache. */
struct vg_word {
    struct vg_sv text; /* as written */
    struct vg_sv norm, fold;
    uint64_t norm_hash, fold_hash;

    uint8_t kind; /* enum vg_token_kind */
    bool capital, all_caps, one_word;
    bool hyphen; /* its fold has one */
    uint8_t starts; /* enum vg_word_start */
    uint8_t elides; /* text.c: 0 not looked at yet, 1 no, 2 yes */
    int32_t number,
        when; /* number.c, when_words.c: row of its table plus 2, 1: none, 0: not looked up yet */
    uint32_t particles; /* enum vg_particle: what its norm is */
    struct vg_word_sense *typed; /* in a text that is typed without accents; NULL: in none yet */
    struct vg_word_sense sense;

    const struct vg_lexicon_slot *phrase[VG_LEXICON_COUNT]; /* lexicon.c: where its phrases begin */
    uint32_t phrase_kinds[VG_LEXICON_COUNT]; /* and what they are, when the owner says */
};

struct vg_words;

/* Lives in arena, as do the words. particles: the table of particle.h, which outlives it; NULL:
 * none. */
struct vg_words *vg_words_new(struct vg_arena *arena, const struct vg_wordtab *particles);
/* The word of that text and kind (enum vg_token_kind), valid as long as the arena. */
struct vg_word *vg_words_get(struct vg_words *self, struct vg_sv text, enum vg_token_kind kind);
/* The same for a list of tokens of the text: sets what of a token follows from its word. Fetches
 * the words ahead. */
void vg_words_resolve(struct vg_words *self, struct vg_sv text, struct vg_token *tokens, size_t n);
/* To be left in norm_hash of each of these tokens. */
uint64_t vg_words_hash(const struct vg_words *self, struct vg_sv text, enum vg_token_kind kind);

/* Where what follows from a word is kept. */
struct vg_arena *vg_words_arena(const struct vg_words *self);

/* Lower case, apostrophes as ', hyphens as -; in arena. */
struct vg_sv vg_word_lower(struct vg_arena *arena, struct vg_sv s);

#endif
