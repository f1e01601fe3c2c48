/*
 * who.h - the actors of the text: names, acronyms, descriptions, and whom a description means.
 *
 * Two steps: vg_who_names finds names and acronyms (before places), vg_who_run adds descriptions
 * and resolves them by country, period and what the article named before. Codes are those of
 * data/actors.tsv; a group that the table lacks is called as the text names it.
 */
#ifndef VG_EXTRACT_WHO_H
#define VG_EXTRACT_WHO_H

#include "extract/document.h"

enum vg_actor_kind {
    VG_ACTOR_STATE_MILITARY,
    VG_ACTOR_STATE_POLICE, /* police, gendarmerie, customs, foresters */
    VG_ACTOR_GOVERNMENT,
    VG_ACTOR_PRIVATE_MILITARY,
    VG_ACTOR_REBEL,
    VG_ACTOR_MILITIA,
    VG_ACTOR_JIHADIST,
    VG_ACTOR_ARMED_GROUP, /* armed people nobody named */
    VG_ACTOR_INTERNATIONAL,
    VG_ACTOR_POLITICAL, /* party, union, movement without arms */
    VG_ACTOR_CIVILIAN,
    VG_ACTOR_OTHER, /* named in the text, not in the table */
    VG_ACTOR_COUNT
};

/* What a description is, besides its kind: how vg_who_run resolved it and how sure it is. */
enum vg_actor_class {
    VG_WHO_NAME,       /* a name or acronym */
    VG_WHO_FIXED,      /* a description with one meaning: `les habitants`, `l'armée malienne` */
    VG_WHO_ARMY,       /* `l'armée`, `les soldats`: of which country depends */
    VG_WHO_GOVERNMENT, /* `le gouvernement`, `la junte` */
    VG_WHO_RUSSIANS,   /* `les supplétifs russes`: Wagner or Africa Corps by date */
    VG_WHO_REBELS,     /* `les rebelles` */
    VG_WHO_JIHADISTS,  /* `les jihadistes`, `les terroristes` */
    VG_WHO_GROUP,      /* `le groupe`, `le mouvement`, `l'organisation` */
    VG_WHO_ASSAILANTS, /* `les assaillants`, `les ravisseurs` */
    VG_WHO_PEOPLE,     /* `personnes`, `hommes`, `femmes`: whoever they are */
    VG_WHO_VICTIMS,    /* `victimes`, `otages`, `blessés` */
    VG_WHO_MEMBERS,    /* `combattants`, `éléments`, `hommes` of somebody */
    VG_WHO_ARMED,   /* `hommes armés`, `un kamikaze`: the author that the text names, else nobody
                       known */
    VG_WHO_CAPITAL, /* a capital that stands for its government */
    VG_WHO_CLASS_COUNT
};

/* The compiled actor table; immutable, shared between threads. */
struct vg_actors;
/* actors: data/actors.tsv; rules: data/<lang>/who.tsv. Lives in arena. VG_E_SYNTAX with file and
 * line. */
int vg_actors_load(struct vg_sv actors, const char *actors_file, struct vg_sv rules,
                   const char *rules_file, struct vg_arena *arena, const struct vg_actors **ret,
                   struct vg_err *err) __attribute__((warn_unused_result));

/* First step, before vg_where_run: names, and acronyms that the text defines. doc->actor_table is
 * set. */
void vg_who_names(struct vg_document *doc);
/* Second step, after vg_where_run: descriptions, capitals, unknown groups; all resolved for the
 * publication date. Sorts doc->actors by position. Linear but for sorting. */
void vg_who_run(struct vg_document *doc);

/* The code of mention `actor` for an event of `day` (VG_DAY_NONE: publication date): `les
 * supplétifs russes` of 2023 are WAGNER. NULL when unresolved. Names are not bound to periods. */
const char *vg_who_code_at(const struct vg_document *doc, int32_t actor, int32_t day);

/* Kind of a code, VG_ACTOR_OTHER when the table lacks it; side for casualty figures (EVENTS:
 * Figures). */
enum vg_actor_kind vg_actor_kind_of(const struct vg_document *doc, const char *code);
enum vg_group vg_actor_group(const struct vg_document *doc, const char *code);
/* Full name of a code, or the code. ISO country of a code, or "". */
const char *vg_actor_full_name(const struct vg_actors *self, const char *code);
const char *vg_actor_country(const struct vg_actors *self, const char *code);

/* The code of a force that takes part in an event of `day` in `country`: the French army is the
 * operation that the text names, and Serval in the Mali of those days; any other code stays. */
const char *vg_who_force_at(const struct vg_document *doc, const char *code, const char *country,
                            int32_t day);

/* The organisation that the actor of a code is part of, or "". */
const char *vg_actor_part_of(const struct vg_actors *self, const char *code);

/* The code of the army of a country, or NULL. */
const char *vg_actor_army_of(const struct vg_actors *self, const char *country);

/* The country that token i speaks of as an adjective or noun of origin, or as part of a named force
 * of that country; NULL: none. */
const char *vg_who_country_hint(const struct vg_document *doc, uint32_t i);

const char *vg_actor_kind_name(enum vg_actor_kind x);

#endif
