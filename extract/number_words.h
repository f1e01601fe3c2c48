/* number_words.h - the words of counting, as number.c (one number) and number_run.c (the layer)
 * share them. */
#ifndef VG_EXTRACT_NUMBER_WORDS_H
#define VG_EXTRACT_NUMBER_WORDS_H

#include "extract/document.h"
#include "extract/wordtab.h"

enum vg_number_kind {
    NK_UNIT,
    NK_TEN,
    NK_HUNDRED,
    NK_THOUSAND,
    NK_BIG,
    NK_BIGS,
    NK_ORDINAL,
    NK_ABOUT,
    NK_ABOUTS,
    NK_DOZEN,
    NK_DOZENS,
    NK_VAGUE,
    NK_NONE,
    NK_HALF,
    NK_FRACTION,
    NK_AND,
    NK_POINT,
    NK_SUFFIX,
    NK_UNIT_SUFFIX,
    NK_MULTIPLIER,
    NK_BEFORE_MINUS,
    NK_BEFORE_MIN,
    NK_BEFORE_MORE,
    NK_BEFORE_LESS,
    NK_BEFORE_MAX,
    NK_BEFORE_APPROX,
    NK_AFTER_MIN,
    NK_AFTER_MAX,
    NK_AFTER_APPROX,
    NK_RANGE,
    NK_FROM,
    NK_PERCENT,
    NK_COUNT
};

struct vg_number_word {
    enum vg_number_kind kind;
    double value;
};

struct vg_number_phrase {
    enum vg_number_kind kind;
    double value;
    const struct vg_sv *words;
    size_t n;
    int32_t next; /* with the same last word (before) or first word (others), -1 */
};

struct vg_number_words {
    struct vg_wordtab words; /* fold -> item; one meaning each */
    struct vg_wordtab suffixes, unit_suffixes;
    struct vg_wordtab multipliers; /* letter as written -> factor */
    struct vg_number_word *items;
    size_t n, cap;
    struct vg_wordtab by_last, by_first; /* phrases before / after a number */
    struct vg_number_phrase *phrases;
    size_t n_phrases, cap_phrases;
};

/* One number as it was read. */
struct vg_number_read {
    double value;
    double scale; /* of its last multiplier word; 1 when none */
    bool ordinal, fraction, digits, decimal;
    bool about;  /* une dizaine */
    bool plural; /* bare plural: des dizaines */
    bool vague, none;
    bool article; /* `un`, `une` alone */
    size_t end;
};

/* The number that starts at token i and ends by `end`. */
bool vg_number_read(const struct vg_document *doc, size_t i, size_t end,
                    struct vg_number_read *ret);

#endif
