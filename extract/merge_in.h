/* merge_in.h - shared by the merge_*.c files; nobody else's. */
#ifndef VG_EXTRACT_MERGE_IN_H
#define VG_EXTRACT_MERGE_IN_H

#include "extract/group.h"
#include "extract/merge.h"
#include "extract/toll.h"
#include "extract/where.h"
#include "extract/who.h"

#define VG_MERGED_MAX                                                                              \
    1024 /* mentions of one event, sentences of one event; more add nothing to its record */

/* What is known of an event or of a mention while they are compared. */
struct vg_facts {
    int32_t place;        /* place mention, -1 */
    struct vg_date date;  /* precision VG_DATE_UNKNOWN: none */
    int32_t time;         /* calendar expression, -1 */
    int32_t latest;       /* `il y a quelques semaines`: not after this day; VG_DAY_NONE */
    bool own_place;       /* in the mention's own clause */
    bool own_date;
    const char *initiators[VG_MAX_ROLE_ACTORS];
    size_t n_initiators;
    const char *targets[VG_MAX_ROLE_ACTORS];
    size_t n_targets;
    const char *answered[VG_MAX_ROLE_ACTORS]; /* who fought back or pursued: hit too, if nobody else
                                                 of theirs was */
    size_t n_answered;
    bool people_did; /* told of as `des hommes`, `une femme`, against other people */
    bool civilians_told; /* as civilians, not as `personnes` or `hommes` */
};

/* Where and when a mention told of an event; one that lists places tells each event another. */
struct vg_told {
    int32_t mention, place, time;
    struct vg_date date;
    bool own_date;
};

/* One event while mentions are gathered. */
struct vg_gather {
    struct vg_merged *merged;
    struct vg_facts facts;
    enum vg_event_type type;
    int type_rank;
    bool generic;        /* nothing but generic triggers so far */
    uint32_t senses;     /* of what it was done to */
    bool title_only;
    struct vg_told *told; /* by each of its mentions, in step with merged->mentions */
    size_t n_told, cap_told;
    int32_t last_sentence, last_paragraph, first_sentence;
    bool attacked;       /* a mention told of an attack and of who made it */
    bool pluperfect;     /* all its mentions are */
    bool alive;
    int32_t serial;      /* in the order in which they were first told of */
    bool borrowed_date, borrowed_place; /* of the article as a whole, not told with it */
};

struct vg_merging {
    struct vg_document *doc;
    struct vg_gather *events;
    size_t n, cap;
    struct vg_facts *facts; /* of each mention */
    struct vg_date day;     /* the story's day so far */
    struct vg_date
        *hung; /* of each time that hangs on the story: its day, once it is known; else zeros */
    int32_t place;          /* the story's place so far, -1 */
    int32_t place_paragraph;
    const char *part,
        *whole;    /* actors of which the text says that one is part of the other, NULL */
    int32_t fight; /* the violent event told last, -1 */
    int32_t
        *items; /* of each paragraph: which item of a dated list it is, 0 none (merge_items.c) */
    bool listed;    /* there is such a list */
    bool listing; /* places of one list are compared: neighbours are not the same */
};

/* Features of a pair (event so far, next mention); a model weighs them. */
enum vg_pair_feature {
    VG_PAIR_SAME_TYPE,
    VG_PAIR_SAME_FAMILY,
    VG_PAIR_GENERIC,
    VG_PAIR_CROSS_TYPE,
    VG_PAIR_PLACE_SAME,
    VG_PAIR_PLACE_MISSING,
    VG_PAIR_PLACE_BOTH_MISSING,
    VG_PAIR_DATE_SAME,
    VG_PAIR_DATE_MISSING,
    VG_PAIR_INITIATOR_SHARED,
    VG_PAIR_INITIATOR_CLASH,
    VG_PAIR_TARGET_SHARED,
    VG_PAIR_TARGET_CLASH,
    VG_PAIR_SAME_SENTENCE,
    VG_PAIR_SAME_PARAGRAPH,
    VG_PAIR_NEXT_PARAGRAPH,
    VG_PAIR_FAR,
    VG_PAIR_TITLE,
    VG_PAIR_DEFINITE,
    VG_PAIR_INDEFINITE,
    VG_PAIR_PLUPERFECT_SHIFT,
    VG_PAIR_SPOILS,
    VG_PAIR_RESULT, /* only says who fell, without a place or a day of its own */
    VG_PAIR_MOVED_ON, /* the text has come to another place since */
    VG_PAIR_BLAST,  /* gunfire after a bomb */
    VG_PAIR_BEFORE,       /* a verb in the pluperfect, of an event that is not */
    VG_PAIR_OTHER_STATUS, /* one in the conditional, the other told as fact */
    VG_PAIR_FEATURES
};

#define VG_NO_FACTS                                                                                \
    ((struct vg_facts){.place = -1,                                                                \
                       .time = -1,                                                                 \
                       .latest = VG_DAY_NONE,                                                      \
                       .date = {VG_DAY_NONE, VG_DAY_NONE, VG_DATE_UNKNOWN}})

/* merge.c: one more mention that tells of e */
void vg_merge_absorb(struct vg_merging *x, struct vg_gather *e, int32_t mention);

/* merge_fold.c */
void vg_merge_fold(struct vg_merging *x);

/* merge_pair.c */
bool vg_merge_pair(const struct vg_merging *x, const struct vg_gather *e, int32_t mention,
                   float features[static VG_PAIR_FEATURES]); /* false: they contradict each other */
/* Neither types nor actors keep two gathered events from being one. */
bool vg_merge_compatible(const struct vg_merging *x, const struct vg_gather *a,
                         const struct vg_gather *b);
double vg_merge_score(const float features[static VG_PAIR_FEATURES]);
bool vg_type_violent(enum vg_event_type t);

/* merge_facts.c */
void vg_merge_facts(struct vg_merging *x, int32_t mention);
void vg_merge_story(struct vg_merging *x, const struct vg_gather *e, int32_t mention);
/* The day that a calendar expression means where the story has come to. */
struct vg_date vg_merge_day(const struct vg_merging *x, int32_t time);
/* Index of the first mention at or after this sentence (they are in the order of the text). */
size_t vg_mention_from(const struct vg_document *doc, int32_t sentence);
bool vg_sentence_has_toll(const struct vg_document *doc, int32_t sentence);
/* merge_near.c: may both be told of one event? */
bool vg_place_agrees(const struct vg_document *doc, int32_t a, int32_t b);
/* Is place a more exact than b, for one event that both are told of? */
bool vg_place_finer(const struct vg_document *doc, int32_t a, int32_t b);

/* merge_echo.c: makes a mention that repeats the event told last one more of its kind; false: there
 * is none */
bool vg_merge_echo(struct vg_merging *x, int32_t mention);

/* merge_list.c */
#define VG_MAX_LISTED 12
struct vg_listed {
    int32_t place, time; /* time: the calendar expression beside it, -1 */
};
/* The places listed with the mention's own (`à X, Y et Z`), itself among them, in order; 0: no
 * list. */
size_t vg_listed_places(const struct vg_document *doc, const struct vg_mention *m,
                        struct vg_listed ret[static VG_MAX_LISTED]);

/* merge_actors.c: who did it and to whom, completed from figures, neighbours and what the type
 * demands */
void vg_merge_actors(struct vg_merging *x, struct vg_gather *e);
/* Do the event's own sentences speak of soldiers or of what they hold? */
bool vg_merge_of_soldiers(const struct vg_merging *x, const struct vg_gather *e);
/* merge_roles.c */
/* `l'opération lancée contre ceux qui ont attaqué`: those who attacked began it, though the answer
 * was told first. Before the roles of mention m join those of e; true: they changed places. */
bool vg_merge_began(const struct vg_document *doc, struct vg_gather *e, const struct vg_mention *m,
                    const struct vg_facts *f);
void vg_merge_roles(const struct vg_document *doc, enum vg_event_type type, struct vg_facts *e,
                    const struct vg_facts *m); /* type: of the event */

/* merge_forces.c: the actors' codes as the record wants them. Whom a mine hit that nobody is said
 * to have met: people, or the force told of last */
void vg_merge_blown_up(const struct vg_merging *x, struct vg_gather *e, const char *army);
void vg_merge_forces_once(const struct vg_document *doc,
                          struct vg_facts *f); /* each force under one code */
void vg_merge_forces(const struct vg_merging *x, struct vg_gather *e);
/* merge_answer.c: soldiers who were attacked and killed some of those who did it began nothing. */
void vg_merge_answered(const struct vg_merging *x, struct vg_gather *e);
/* merge_forces.c: of part and whole, the one that the text names */
void vg_merge_parts(struct vg_merging *x);
/* merge_named.c: unnamed armed men who are the group that the article is about; when all roles are
 * known */
void vg_merge_named(struct vg_merging *x);

/* merge_place.c: where it was, from its own words or from what the text tells around it */
void vg_merge_place(struct vg_merging *x, struct vg_gather *e);
/* `des habitants de Tessit ont fui vers Gao`: the place fled, which is in what the people are
 * called; -1: none */
int32_t vg_merge_fled(const struct vg_merging *x, const struct vg_gather *e);

/* merge_date.c: when it was, from its own words or from what the text tells around it */
void vg_merge_date(struct vg_merging *x, struct vg_gather *e);
/* merge_background.c: more than BACKGROUND_DAYS old when the article was published? */
#define BACKGROUND_DAYS 14
bool vg_event_is_old(const struct vg_merging *x, const struct vg_gather *e);
/* Whether each is told as background, when all dates are known. */
void vg_merge_background(struct vg_merging *x);

/* merge_control.c: the same for control and politics, when every event has its own actors */
void vg_merge_control(struct vg_merging *x);

/* merge_filter.c: takes life from events that too little speaks for */
void vg_merge_filter(struct vg_merging *x);

/* merge_type.c: the type that its target gives it, where its triggers leave it open */
void vg_merge_type(const struct vg_merging *x, struct vg_gather *e);

/* merge_fields.c */
void vg_merge_fields(struct vg_merging *x, struct vg_gather *e);
/* merge_figures.c */
void vg_merge_figures(struct vg_merging *x);
/* merge_means.c */
void vg_merge_means(struct vg_merging *x);
void vg_merge_means_fit(const struct vg_merging *x,
                        struct vg_gather *e); /* without those that its doers do not use */
/* merge_casualties.c: from the figures noted with e to its casualties */
void vg_merge_casualties(struct vg_merging *x, struct vg_gather *e);

/* merge_items.c: finds the paragraphs that a list of days is made of. */
void vg_merge_items(struct vg_merging *x);
/* Do these sentences stand in two items of such a list? */
bool vg_merge_items_apart(const struct vg_merging *x, int32_t a, int32_t b);

#endif
