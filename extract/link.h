/*
 * link.h - is this event one that we know? Compares the events of an article with the known ones
 * near by.
 *
 * The linker keeps a compact key of each known event and finds candidates by place and week, so
 * that the cost of an article does not depend on how many events are known. Compatibility, not
 * equality: a missing field matches, a contradicting one blocks. Pure: no clock, no store; whoever
 * keeps the events feeds the keys in and acts on the answer. One thread at a time.
 */
#ifndef VG_EXTRACT_LINK_H
#define VG_EXTRACT_LINK_H

#include "extract/event.h"

struct vg_linker;

#define VG_LINK_NAMES 6
#define VG_LINK_ACTORS 4

/* What is compared: built from an event, never holding its strings. */
struct vg_link_key {
    uint64_t id;                   /* the known event's, as its keeper numbers it; 0: none */
    int32_t from, to;              /* days; VG_DAY_NONE: unknown */
    int32_t seen;                  /* day on which it was last told */
    uint32_t names[VG_LINK_NAMES]; /* hashes of place names: the place first, then anchors */
    uint32_t admin1;
    uint32_t initiators[VG_LINK_ACTORS], targets[VG_LINK_ACTORS];
    uint32_t told; /* how often, at least */
    float lat, lon;
    int32_t killed_min, killed_max; /* -1: open or not told */
    char country[2];
    uint8_t type;      /* enum vg_event_type */
    uint8_t precision; /* enum vg_place_precision */
    uint8_t date_precision;
    uint8_t n_names, n_own_names; /* own: name and canonical name of the place itself */
    uint8_t n_initiators, n_targets;
    bool has_coord, background, area; /* area: the place is a region or country */
};

/* Why two events are one, or are not; each 0..1, negative: contradicts. */
struct vg_link_score {
    double total; /* 0: not the same */
    double type, date, place, actors, toll;
};

/* Fills *ret from event, told by an article of day `seen` (VG_DAY_NONE allowed). */
void vg_link_key(const struct vg_event *event, int32_t seen, uint64_t id, struct vg_link_key *ret);
/* How well two keys agree; symmetric. */
struct vg_link_score vg_link_compare(const struct vg_link_key *a, const struct vg_link_key *b);

/* Score from which two events are taken for one. */
#define VG_LINK_THRESHOLD 0.60

/* Completes key with what a further telling of the same event says more exactly (day, place), or as
 * well (actors). */
void vg_link_key_learn(struct vg_link_key *key, const struct vg_link_key *telling);

/* May two events of these types be one and the same? */
bool vg_link_related(const struct vg_link_key *a, const struct vg_link_key *b);

struct vg_linker *vg_linker_new(void);
void vg_linker_free(struct vg_linker *self); /* NULL is fine */
/* Adds a known event, or replaces its key when the id is there. Constant time. */
void vg_linker_set(struct vg_linker *self, const struct vg_link_key *key);
/* A further telling of the known event `id`: vg_link_key_learn on its key. */
void vg_linker_learn(struct vg_linker *self, uint64_t id, const struct vg_link_key *key);
void vg_linker_remove(struct vg_linker *self, uint64_t id);
size_t vg_linker_count(const struct vg_linker *self);
/* The key of a known event, borrowed until the next change; NULL when the id is unknown. */
const struct vg_link_key *vg_linker_get(const struct vg_linker *self, uint64_t id);

/* The known event that agrees best with key, none of `not` (n_not ids): true and *ret_id,
 * *ret_score when it reaches threshold. Looks at a bounded number of candidates. */
bool vg_linker_find(struct vg_linker *self, const struct vg_link_key *key, double threshold,
                    const uint64_t *not_ids, size_t n_not, uint64_t *ret_id,
                    struct vg_link_score *ret_score);

/* Known events of the same neighbourhood and a related type, told more than once, that key is not
 * one with: up to max ids, the newest first. Looks at a bounded number of candidates. */
size_t vg_linker_rivals(struct vg_linker *self, const struct vg_link_key *key, uint64_t *ids,
                        size_t max);

/* One article: pairs its events with known ones, best pairs first, no known event twice. ids[i]
 * becomes the known event's id or 0 for a new one; keys[i] are the events' keys. */
void vg_linker_article(struct vg_linker *self, const struct vg_link_key *keys, size_t n,
                       uint64_t *ids, struct vg_link_score *scores);

#endif
