/* merge_control_in.h - sets of actors, and what the files of merge that settle them share; nobody
 * else's. */
#ifndef VG_EXTRACT_MERGE_CONTROL_IN_H
#define VG_EXTRACT_MERGE_CONTROL_IN_H

#include "extract/merge_in.h"
#include "extract/who_internal.h"

#define KIND(k)   (1u << VG_ACTOR_##k)
#define STATE     (KIND(STATE_MILITARY) | KIND(STATE_POLICE) | KIND(PRIVATE_MILITARY))
#define ARMED     (KIND(REBEL) | KIND(JIHADIST) | KIND(ARMED_GROUP) | KIND(MILITIA))
#define NEIGHBOUR 4 /* sentences between an arrest and the operation that it belongs to */

/* merge_control.c: sets of actor codes; kinds are bits of KIND */
bool vg_codes_have(const char *const *codes, size_t n, const char *code);
void vg_codes_add(const char **codes, size_t *n,
                  const char *code); /* NULL, known or too many: nothing */
void vg_codes_drop(const char **codes, size_t *n, const char *code);
bool vg_codes_any(const struct vg_document *doc, const char *const *codes, size_t n,
                  uint32_t kinds);
/* Keeps the codes whose kind is in the set, or, with keep false, those whose kind is not. */
void vg_codes_filter(const struct vg_document *doc, const char **codes, size_t *n, uint32_t kinds,
                     bool keep);
/* Its first actor of that kind in actors.tsv, or NULL. */
const char *vg_actor_of_country(const struct vg_document *doc, const char *country,
                                enum vg_actor_kind kind);
/* The country it happened in, else the one that the article is about; "" when neither is known. */
const char *vg_merge_country(const struct vg_merging *x, const struct vg_gather *e);
/* The actor of one of these kinds named nearest to the event: in its sentence, else before, else
 * after it; NULL: none. abroad: only one that is not of this country. */
const char *vg_merge_named_near(const struct vg_merging *x, const struct vg_gather *e,
                                uint32_t kinds, const char *abroad);

/* A force of a state or beside it; those who stand against one. */
static inline bool vg_code_is_state(const struct vg_document *doc, const char *code)
{
    return STATE >> vg_actor_kind_of(doc, code) & 1u;
}

static inline bool vg_code_is_militant(const struct vg_document *doc, const char *code)
{
    return (ARMED & ~KIND(MILITIA)) >> vg_actor_kind_of(doc, code) & 1u;
}

/* merge_author.c: completes the initiators of an event that has none */
void vg_merge_find_authors(const struct vg_merging *x, struct vg_gather *e);
/* Adds the groups (one or two) that the text names as authors in the event's sentences and so many
 * before and after them; has it any initiator then? */
bool vg_merge_author_named(const struct vg_merging *x, struct vg_gather *e, int before, int after);
/* Deeds of people against whom a state stands, unless told otherwise. */
bool vg_merge_by_militants(enum vg_event_type t);
/* The army of the country where it happened, else the one that the article names most; NULL. */
const char *vg_merge_army_here(const struct vg_merging *x, const struct vg_gather *e);
/* Are its targets, of which it has some, civilians all? */
bool vg_merge_only_civilians(const struct vg_document *doc, const struct vg_facts *f);

/* merge_politics.c */
void vg_merge_sanction(const struct vg_merging *x, struct vg_gather *e);
void vg_merge_coup(const struct vg_merging *x, struct vg_gather *e);
void vg_merge_agreement(const struct vg_merging *x, struct vg_gather *e);
void vg_merge_riot(const struct vg_merging *x, struct vg_gather *e);
/* Its type, where that depends on who does it. */
void vg_merge_retype(const struct vg_merging *x, struct vg_gather *e);
/* An operation of which only arrests or finds are told is these. */
bool vg_merge_only_led_to(const struct vg_merging *x, const struct vg_gather *e);

#endif
