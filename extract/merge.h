/*
 * merge.h - the mentions of one article to its events: what completes what, what is a second event,
 * what is background.
 *
 * Follows "One event or several" of doc/events.md. Compatibility, not equality: a missing field
 * matches, a contradicting one blocks. Status and claims are not set here but by vg_claim_apply
 * (claim.h), which reads which mentions, sentences and tolls each merged event is made of.
 */
#ifndef VG_EXTRACT_MERGE_H
#define VG_EXTRACT_MERGE_H

#include "extract/frame.h"

/* One event of the article and what it was made of. */
struct vg_merged {
    struct vg_event event;
    int32_t *mentions; /* indices into doc->mentions, in the order of the text; the first is the
                          chief one */
    size_t n_mentions, cap_mentions;
    int32_t *tolls; /* indices into doc->tolls->tolls attached to it */
    size_t n_tolls, cap_tolls;
    int32_t *losses; /* indices into doc->tolls->losses */
    size_t n_losses, cap_losses;
    int32_t *sentences; /* sentences that carry it, ascending */
    size_t n_sentences, cap_sentences;
    int32_t place, time; /* mentions that gave its place and date, -1 */
};

struct vg_merged_list {
    struct vg_merged *items;
    size_t n, cap;
};

/* Merges the mentions of doc; sets `event` of each. The result lives in the document's arena. At
 * most VG_MAX_EVENTS. */
struct vg_merged_list *vg_merge_run(struct vg_document *doc);

#endif
