/*
 * story.h - one event as all its sources tell it: the best reading of each field, and what a new
 * telling changed.
 *
 * Pure and independent of order: the reading depends on the tellings alone, not on which came
 * first, so that a replayed archive gives what the live run gave. Copies of one dispatch count
 * once.
 */
#ifndef VG_EXTRACT_STORY_H
#define VG_EXTRACT_STORY_H

#include "extract/event.h"

#define VG_STORY_TELLINGS 256 /* tellings read for one event; the newest ones count */
#define VG_STORY_WORDS 24     /* reasons, changes */

/* The event as one article tells it. Everything is borrowed for the call. */
struct vg_telling {
    const struct vg_event *event;
    uint64_t article;
    uint64_t copy_of;       /* article that it repeats; 0: none */
    const char *outlet;     /* name; tellings of one outlet are versions of one account */
    const char *kind;       /* "agency", "press", "official", "ngo", "un" */
    int64_t published_usec; /* or when it was seen */
};

struct vg_story {
    struct vg_event event; /* the best reading; its strings are the arena's */
    uint32_t independent;  /* outlets that do not repeat one another */
    double confidence;     /* 0..1 that it happened as told */
    const char *
        reasons[VG_STORY_WORDS]; /* why the confidence and the contested fields are what they are */
    size_t n_reasons;
};

/* Reads n >= 1 tellings (at most VG_STORY_TELLINGS). */
void vg_story_read(const struct vg_telling *tellings, size_t n, struct vg_arena *arena,
                   struct vg_story *ret);

/* What differs for a reader between two readings, each in a few words (`killed 30 → 60 by ML_GOV`,
 * `status claimed → disputed`); the strings are the arena's. Returns how many were written to out.
 */
size_t vg_story_changes(const struct vg_event *before, const struct vg_event *after,
                        struct vg_arena *arena, const char *out[VG_STORY_WORDS]);

/* A count in words: "10", "10+", "up to 20", "6-10", "~15". In arena. */
const char *vg_count_words(struct vg_count count, struct vg_arena *arena);

#endif
