/* who_internal.h - shared by the parts of who; no other room includes it. */
#ifndef VG_EXTRACT_WHO_INTERNAL_H
#define VG_EXTRACT_WHO_INTERNAL_H

#include "base/hash.h"
#include "extract/lexicon.h"
#include "extract/who.h"
#include "extract/wordtab.h"

struct vg_actor_row {
    const char *code, *name;
    char country[3];
    uint8_t kind;     /* enum vg_actor_kind */
    int8_t group;     /* enum vg_group, -1: by kind */
    int32_t from, to; /* days a description may mean it, VG_DAY_NONE: open */
    const char *of;   /* the organisation that it is part of, "": none */
};

/* What a phrase of the tables says. */
enum vg_who_rule_class {
    VG_WR_NAME,    /* an actor's name; row */
    VG_WR_DESCR,   /* a description that means one actor; row */
    VG_WR_DEMONYM, /* country */
    VG_WR_HEAD,
    VG_WR_ADJ,
    VG_WR_OF,
    VG_WR_DET,
    VG_WR_DEFINITE,
    VG_WR_OWN, /* of somebody told before: `ses`, `leurs` */
    VG_WR_MEN, /* what then means his people: `combattants` */
    VG_WR_HOLD, /* what then is a force's: `positions` */
    VG_WR_AUTHOR, /* kind: enum vg_who_author */
    VG_WR_OTHER,
    VG_WR_GROUPNOUN, /* kind */
    VG_WR_IN, /* no phrase: what a word means in one country; struct vg_who_here */
    VG_WR_COUNT
};

/* Where the words that name an author stand. */
enum vg_who_author {
    VG_WHO_AUTHOR_BEFORE,
    VG_WHO_AUTHOR_AFTER,
    VG_WHO_AUTHOR_ACCUSE, /* before the name: `impute à X` */
    VG_WHO_AUTHOR_ACCUSED, /* after it: `X est accusé` */
    VG_WHO_AUTHOR_KIN /* before it, whose people they are: `affiliés à X` */
};

struct vg_who_choice {
    char country[3]; /* "": otherwise */
    int32_t row;
};

#define VG_WHO_CHOICES 8

struct vg_who_rule {
    uint8_t cls;  /* enum vg_who_rule_class */
    uint8_t kind; /* groupnoun: enum vg_actor_kind */
    uint8_t head; /* head: enum vg_actor_class */
    bool plural;
    bool bound;      /* head: only with a country (`drones maliens`) */
    bool abroad;     /* head: of a country's troops in a mission (`contingent`) */
    bool comrade;    /* head: of the force told of last, else of none (`camarades`) */
    bool acronym;    /* a name in capitals of three letters or less: only in capitals */
    bool lower;      /* a name that the table writes in lower case */
    char country[3]; /* demonym */
    int32_t row;     /* name, descr */
    struct vg_who_choice choices[VG_WHO_CHOICES]; /* head by country */
    uint8_t n_choices;
};

/* What a class of descriptions, or a name, means in one country. */
struct vg_who_here {
    char country[3];
    uint8_t head; /* enum vg_actor_class described; VG_WHO_NAME: the actor of `row` */
    int32_t row;
    uint8_t like; /* read as this class; VG_WHO_CLASS_COUNT: one of `rows` */
    int32_t rows[VG_WHO_CHOICES]; /* the youngest first */
    uint8_t n_rows;
};

struct vg_actors {
    struct vg_actor_row *rows;
    size_t n_rows, cap_rows;
    struct vg_wordtab by_code; /* code -> row */
    char *codes;               /* of all rows */
    size_t n_codes;
    struct vg_who_rule *rules;
    size_t n_rules, cap_rules;
    struct vg_who_here *here;
    size_t n_here, cap_here; /* a dozen */
    struct vg_lexicon lexicon; /* payload: rule */
    struct vg_arena *arena;
    int32_t wagner, africa_corps, armed_group, civilians, fr_army; /* rows, -1 */
};

/* who_table.c: lookups. -1: none. */
/* First row of that country and kind. */
int32_t vg_who_row_of(const struct vg_actors *self, const char *country, enum vg_actor_kind kind);
/* What the class (VG_WHO_NAME: the actor of `row`) means in that country; NULL: as everywhere. */
const struct vg_who_here *vg_who_in(const struct vg_actors *self, const char *country,
                                    enum vg_actor_class head, int32_t row);
/* The rule of that class for the phrase of tokens [from, to) ending exactly at to, or NULL. */
const struct vg_who_rule *vg_who_phrase(const struct vg_document *doc, uint32_t from, uint32_t end,
                                        enum vg_who_rule_class cls, uint32_t *ret_to);
/* The rule of that class among a hit's, or NULL. */
const struct vg_who_rule *vg_who_rule_of(const struct vg_document *doc,
                                         const struct vg_lexicon_hit *h,
                                         enum vg_who_rule_class cls);
/* Makes m mean a row of the table. */
void vg_who_set_row(const struct vg_document *doc, struct vg_actor_mention *m, int32_t row);
/* Adds a mention and marks its tokens. */
struct vg_actor_mention *vg_who_add(struct vg_document *doc, uint32_t from, uint32_t to);
/* who_author.c: marks the mentions that the text names as authors; the one of the article, -1: none
 * or several. */
int32_t vg_who_find_authors(struct vg_document *doc);
/* The author that a paragraph names, from mention `at` on: -1 none or several. */
int32_t vg_who_author_of_paragraph(const struct vg_document *doc, size_t at, int32_t paragraph);
/* Does m only say whose people the group named before it is (`les ADF, affiliées à l'EI`)? */
bool vg_who_of_named_group(const struct vg_document *doc, const struct vg_actor_mention *m);
/* who_period.c: rows, NULL or -1 for none. */
const struct vg_actor_row *vg_who_row_at(const struct vg_document *doc, int32_t row);
/* The hired men of the day: one company took over from the other. */
int32_t vg_who_hired(const struct vg_document *doc, int32_t day);
/* Is the country that which the hired men come from? */
bool vg_who_of_the_hired(const struct vg_document *doc, const char *country);
/* Of the rebels of a country, who follow one another, those of the day. */
int32_t vg_who_rebels(const struct vg_document *doc, const struct vg_who_here *h, int32_t day);
/* The mention of the French operation of the day that the text names, else of the first. */
int32_t vg_who_french_operation(const struct vg_document *doc, int32_t day);
/* who_resolve.c */
void vg_who_resolve(struct vg_document *doc);

#endif
