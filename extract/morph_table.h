/* morph_table.h - layout of the compiled morphology, shared by morph_build.c (writes) and morph.c
 * (reads). */
#ifndef VG_EXTRACT_MORPH_TABLE_H
#define VG_EXTRACT_MORPH_TABLE_H

#include "base/sv.h"

#define VG_MORPH_TABLE_VERSION 3

/* The section: this header, then the arrays in the order of their counts, each aligned to 8. */
struct vg_morph_header {
    uint32_t version;
    uint32_t n_forms;
    uint32_t n_slots;  /* power of two */
    uint32_t n_folded; /* power of two */
    uint32_t n_readings;
    uint32_t n_lemmas;
    uint32_t n_tags;
    uint32_t n_suffixes;
    uint32_t lemma_bytes;
    uint32_t suffix_bytes;
};

/* A form: open addressing by the hash of the form. */
struct vg_morph_slot {
    uint32_t reading; /* 1 + index of its first reading; 0: empty */
    uint16_t suffix;  /* what follows the prefix */
    uint8_t prefix;   /* bytes it shares with the first reading's lemma */
    uint8_t check;    /* of the hash: spares most string comparisons */
};

struct vg_morph_tag {
    uint8_t pos, mood, tense, person;
    uint8_t shape; /* bits: masculine 1, feminine 2, singular 4, plural 8, être 16, transitive 32 */
    uint8_t unused[3];
};

/* A reading: lemma in the low bits, then the tag, and a mark on the last reading of its form. */
enum { VG_MORPH_LEMMA_BITS = 18, VG_MORPH_TAG_BITS = 13 };
#define VG_MORPH_LAST 0x80000000u

#endif
