/*
 * fingerprint.h - is this text one that we have had in the last days: the same, a near copy, or
 * part of one?
 *
 * A text becomes a sketch of 128 bytes: a hash of its normalised words, the smallest hashes of its
 * runs of six words (anchors: they find candidates), and a one-permutation MinHash of its runs of
 * three words (it confirms them: from the estimated Jaccard index and the two sizes follows how
 * much of one text lies in the other, so that a copy cut to a third is still found). Case, accents,
 * punctuation, apostrophes and spacing do not count. Two articles about the same event share few
 * runs of words and are no copies of each other; measured on French dispatches they share under
 * 0.13 of their runs of three words, outlets' copies over 0.5.
 *
 * Sources: A. Broder, "On the resemblance and containment of documents" (1997); P. Li, A. Owen,
 * C.-H. Zhang, "One permutation hashing" (2012); P. Li, C. König, "b-bit minwise hashing" (2010).
 */
#ifndef VG_FEEDS_FINGERPRINT_H
#define VG_FEEDS_FINGERPRINT_H

#include "base/err.h"
#include "base/sv.h"

#define VG_SKETCH_BINS    62
#define VG_SKETCH_ANCHORS 12
#define VG_SKETCH_BYTES   (8 + 4 + 4 * VG_SKETCH_ANCHORS + VG_SKETCH_BINS + 6) /* 128 */

struct vg_sketch {
    uint64_t text_hash;                  /* of the normalised words in their order */
    uint32_t n_shingles;                 /* runs of three words */
    uint32_t anchors[VG_SKETCH_ANCHORS]; /* ascending; 0 at the end: none */
    uint8_t bins[VG_SKETCH_BINS];        /* 0: empty */
};

/* The sketch of a plain text (no markup, no headline: outlets write their own). Any length; linear.
 */
void vg_sketch_text(struct vg_sv text, struct vg_sketch *ret);
/* To and from bytes that may be stored (same on every machine). Unpack: 0, VG_E_SYNTAX when these
 * bytes are no sketch of this version; *ret is untouched then. */
void vg_sketch_pack(const struct vg_sketch *self, unsigned char out[static VG_SKETCH_BYTES]);
int vg_sketch_unpack(struct vg_sv bytes, struct vg_sketch *ret) __attribute__((warn_unused_result));

/* Estimated shares of runs of three words, each 0..1, standard error at most 0.07 for `jaccard`. */
struct vg_overlap {
    double jaccard; /* of those of both texts, the share in both */
    double of_a;    /* share of a's that are in b */
    double of_b;    /* share of b's that are in a */
};
struct vg_overlap vg_sketch_overlap(const struct vg_sketch *a, const struct vg_sketch *b);
/* How much a revision changed the text: 0 the same words, 1 nothing in common. */
double vg_sketch_changed(const struct vg_sketch *before, const struct vg_sketch *after);

enum vg_dup_kind {
    VG_DUP_NONE,
    VG_DUP_SAME_TEXT, /* the same words */
    VG_DUP_COPY,      /* mostly the same */
    VG_DUP_ABRIDGED,  /* the new text is a part of the known one */
    VG_DUP_EXTENDED,  /* the known text is a part of the new one, which says more */
    VG_DUP_COUNT
};
/* "none", "same_text", "copy", "abridged", "extended"; a static string. */
const char *vg_dup_kind_name(enum vg_dup_kind kind);

struct vg_dup {
    enum vg_dup_kind kind;
    uint64_t id;  /* of the known text; 0 when none */
    double score; /* 0..1: jaccard for a copy, the share contained for the other kinds, 1 for the
                     same text */
};

/*
 * The texts of the last days, in memory. One thread at a time. 128 bytes a text and 4 per text of
 * capacity times 4 to 8, allocated as it fills: 145 MB for a million.
 */
struct vg_dupindex;

/* An index over texts no older than window_usec, at most max_texts of them (1 .. 16 million; past
 * it the oldest is forgotten first). Owned by the caller; aborts when memory is out. */
struct vg_dupindex *vg_dupindex_new(int64_t window_usec, uint32_t max_texts);
void vg_dupindex_free(struct vg_dupindex *self); /* NULL is fine */
/* Adds a text under the caller's id (not 0). time_usec: when it was taken in, the clock that expire
 * sees; texts should come in about that order. An id may be added again (a revision): both texts
 * are kept. */
void vg_dupindex_add(struct vg_dupindex *self, uint64_t id, int64_t time_usec,
                     const struct vg_sketch *sketch);
/* The best match among the texts but those of except_id (0: none excepted): the same text before a
 * near copy, then the higher score, then the older. Bounded work whatever the texts are. */
struct vg_dup vg_dupindex_find(const struct vg_dupindex *self, const struct vg_sketch *sketch,
                               uint64_t except_id);
/* Forgets what is older than the window at now_usec. */
void vg_dupindex_expire(struct vg_dupindex *self, int64_t now_usec);
size_t vg_dupindex_count(const struct vg_dupindex *self);
/* Bytes allocated. */
size_t vg_dupindex_memory(const struct vg_dupindex *self);

#endif
