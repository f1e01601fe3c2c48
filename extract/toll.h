/*
 * toll.h - who was hurt and what was lost: every figure of casualties and materiel in the text, and
 * the means.
 *
 * A layer of the document, before events: `dix soldats ont été tués`, `douze morts dont trois
 * civils`, `un pick-up détruit`, `à l'arme lourde`. Which event a figure belongs to is decided
 * later (merge).
 */
#ifndef VG_EXTRACT_TOLL_H
#define VG_EXTRACT_TOLL_H

#include "extract/document.h"

/* Whose people, as the speaker puts it: `dans nos rangs`, `chez l'adversaire`. */
enum vg_side { VG_SIDE_UNTOLD, VG_SIDE_OWN, VG_SIDE_OTHER };

/* One figure of people. */
struct vg_toll {
    uint32_t from,
        to; /* tokens: the count, the people and the word that says what became of them */
    uint32_t word;        /* token that says the outcome: `tués`, `morts`, `blessé`, `enlevées` */
    int32_t sentence;
    enum vg_outcome outcome;
    enum vg_group group;
    struct vg_count count;
    int32_t actor;        /* actor mention among the victims, -1 */
    int32_t place;        /* place mention that a list of figures gives it to, -1 */
    int32_t whole;        /* index of the toll that this one is a part of (`dont`), -1 */
    enum vg_side side;
    bool aggregate;       /* a total over months or a country: belongs to no event */
    bool inherited;       /* its group is that of the figure before */
    bool revises;         /* told anew: takes the place of what was told before */
    bool old;             /* given up since: `d'abord`, `contre sept annoncés lundi` */
    bool tentative;       /* perhaps a part of the whole */
    bool both;            /* of both sides together: `dans les deux camps` */
    bool owned;           /* its group is that of those whose people they are: `neuf des leurs` */
    bool agent_known;     /* the clause says who did it */
    bool listed;          /* some of the victims told of elsewhere: `parmi les morts figure X` */
    bool men;             /* `hommes`: the word leaves open who they were */
};

/* One figure of things. */
struct vg_loss {
    uint32_t from, to;
    uint32_t thing_from, thing_to; /* the words that name it, with their count */
    uint32_t word;
    int32_t sentence;
    enum vg_item item;
    enum vg_item_outcome outcome;
    struct vg_count count;
    bool counted;  /* a number or an article of counting says how many */
    int32_t owner; /* actor mention, -1 */
};

/* A word that tells with what it was done. */
struct vg_means_word {
    uint32_t token;
    int32_t sentence;
    enum vg_means means;
};

struct vg_tolls {
    struct vg_toll *tolls;
    size_t n_tolls, cap_tolls;
    struct vg_loss *losses;
    size_t n_losses, cap_losses;
    struct vg_means_word *means;
    size_t n_means, cap_means;
};


/* Loader of pack.c: toll.tsv. */
int vg_toll_load(struct vg_pack *pack, struct vg_sv tsv, const char *file, struct vg_err *err);

/* Finds them; needs tokens, morph, numbers, times, actors and groups. The result lives in the
 * document's arena. */
struct vg_tolls *vg_toll_run(struct vg_document *doc);

/* Is toll i a total that its parts (`dont ...`) tell in full? Then it is left out of the record. */
bool vg_toll_superseded(const struct vg_tolls *tolls, size_t i);

#endif
