/*
 * particle.h - small words that a step asks for by their written form, whatever they are elsewhere:
 * `de` but not `du`.
 *
 * They are the `particle` rows of grammar.tsv. A word whose part of speech or class is enough needs
 * none of these.
 */
#ifndef VG_EXTRACT_PARTICLE_H
#define VG_EXTRACT_PARTICLE_H

#include "base/tsv.h"
#include "extract/document.h"
#include "extract/wordtab.h"

struct vg_rules;

/* Bits, in the order of their names in particle.c. */
enum vg_particle {
    VG_PT_OF = 1 << 0,      /* between what counts and what is counted: `de`, `d'` */
    VG_PT_OF_THE = 1 << 1,  /* the same with the article of several: `des` */
    VG_PT_AND = 1 << 2,
    VG_PT_OR = 1 << 3,
    VG_PT_BUT = 1 << 4,
    VG_PT_TO = 1 << 5,      /* `à` */
    VG_PT_TO_THE = 1 << 6,  /* `au`, `aux` */
    VG_PT_NO_PREP = 1 << 7, /* looks like a preposition without its accent: `a` */
    VG_PT_OF_IT = 1 << 8,   /* before a verb: `en` */
    VG_PT_THERE = 1 << 9,   /* before a verb: `y` */
    VG_PT_THEM = 1 << 10,   /* before a verb: `les` */
    VG_PT_US = 1 << 11,
    VG_PT_THE = 1 << 12,    /* that begins a newspaper's name: `le` */
    VG_PT_SAME = 1 << 13,
    VG_PT_NEW = 1 << 14,
    VG_PT_OTHERS = 1 << 15, /* more of those: `d'autres` */
    VG_PT_THAT = 1 << 16,   /* the relative that is an object: `que` */
    VG_PT_AS_WELL = 1 << 17, /* words of a phrase that joins like `and`: `ainsi qu'` */
    VG_PT_APART = 1 << 18,  /* what follows is another matter: `tandis`, `puis` */
    VG_PT_BEEN = 1 << 19,
    VG_PT_MODEL = 1 << 20,  /* leads to the model of a thing: `de type` */
    VG_PT_CALIBRE = 1 << 21, /* unit of a weapon's calibre */
    VG_PT_NAMED = 1 << 22,  /* begins the part of a name before its hyphen: `al-` */
    VG_PT_OF_SHORT = 1 << 23, /* `d'` */
    VG_PT_AGAINST = 1 << 24,
    VG_PT_SELF = 1 << 25,   /* `se`, and `s'` with its apostrophe */
    VG_PT_MAKE = 1 << 26,   /* before `+` in a trigger of frames.tsv: `faire` */
    VG_PT_HAVE = 1 << 27,   /* lemma of the auxiliary of the past: `avoir` */
    VG_PT_LENGTH = 1 << 28, /* unit of distance: `km` */
    VG_PT_THIS = 1 << 29,   /* `ce`: what was told */
    VG_PT_WITHOUT = 1 << 30 /* `sans`, `ni` */
};

/* Adds the row that t stands at (columns value: the bit's name, form). Errors: VG_E_SYNTAX, unknown
 * name or no form. */
int vg_particle_add(struct vg_wordtab *self, const struct vg_tsv *t, struct vg_arena *arena,
                    struct vg_err *err);
/* Is the form one of these (any of the bits)? */
bool vg_particle_of(const struct vg_rules *rules, struct vg_sv form, unsigned bits);
bool vg_particle_is(const struct vg_document *doc, struct vg_sv form, unsigned bits);
/* Is token i? */
static inline bool vg_particle(const struct vg_document *doc, size_t i, unsigned bits)
{
    return doc->tokens[i].particles & bits;
}

#endif
