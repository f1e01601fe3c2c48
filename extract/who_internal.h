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
    bool acronym;    /* a name in capitals of three letters or less: only in capitals */
    bool lower;      /* a name that the table writes in lower case */
    char country[3]; /* demonym */
    int32_t row;     /* name, descr */
    struct vg_who_choice choices[VG_WHO_CHOICES]; /* head by country */
    uint8_t n_choices;
};

struct vg_actors {
    struct vg_actor_row *rows;
    size_t n_rows, cap_rows;
    struct vg_wordtab by_code; /* code -> row */
    char *codes;               /* of all rows */
    size_t n_codes;
    struct vg_who_rule *rules;
    size_t n_rules, cap_rules;
    struct vg_lexicon lexicon; /* payload: rule */
    struct vg_arena *arena;
    int32_t wagner, africa_corps, fla, csp, cma, mnla, armed_group, civilians, ei, eigs,
        fr_army, serval, vdp; /* rows, -1 */
};

/* who_table.c: lookups. -1: none. */
int32_t vg_who_row(const struct vg_actors *self, struct vg_sv code);
/* First row of that country and kind. */
int32_t vg_who_row_of(const struct vg_actors *self, const char *country, enum vg_actor_kind kind);
int vg_who_kind_of_name(struct vg_sv s);
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
/* who_resolve.c */
void vg_who_resolve(struct vg_document *doc);

#endif
