/*
 * group.h - noun groups and clauses: who does what to whom, as far as the words show it.
 *
 * A chunk grammar, not a full parse: noun groups with head, determiner, count, complements,
 * coordination and apposition; verb groups with voice, tense, mood and negation; each verb group
 * with its subject, object and agent. Each step is linear and looks a bounded number of tokens
 * around.
 */
#ifndef VG_EXTRACT_GROUP_H
#define VG_EXTRACT_GROUP_H

#include "extract/grammar.h"

/* A noun group: `les deux soldats maliens`; its complement (`du camp`) is a group of its own. */
struct vg_np {
    uint32_t from, to;  /* tokens, with the determiner, without the preposition */
    uint32_t head;
    int32_t prep_from;  /* first token of its preposition, -1: none */
    uint8_t prep;       /* enum vg_prep */
    uint8_t det;        /* enum vg_det */
    bool plural, pronoun, proper;
    bool again;         /* `une autre`, `deuxième` */
    int32_t number;     /* its count, -1 */
    int32_t parent;     /* the group it complements, -1 */
    int32_t coord;      /* the member before it in a coordination, -1 */
    int32_t appos;      /* the group it stands beside, between commas or in parentheses, -1 */
    int32_t actor, place; /* mention at its head, or first within; -1 */
    uint32_t sense;     /* enum vg_sense of its head */
    int32_t sentence;
};

enum vg_verb_form { VG_FORM_FINITE, VG_FORM_INF, VG_FORM_PPAS, VG_FORM_PPRES };
enum vg_voice { VG_VOICE_ACTIVE, VG_VOICE_PASSIVE, VG_VOICE_REFLEXIVE };

/* A verb group and the clause it heads. */
struct vg_clause {
    uint32_t from, to;   /* tokens of the verb group */
    uint32_t head;       /* the verb that carries the meaning */
    uint32_t span_from, span_to; /* tokens of the clause */
    uint8_t form;        /* enum vg_verb_form */
    uint8_t voice;       /* enum vg_voice */
    uint8_t tense, mood; /* of its finite verb */
    bool perfect;        /* auxiliary and participle */
    bool pluperfect;
    bool negated;
    bool modal;          /* pouvoir, devoir... or a plan verb above it */
    bool future;
    bool conditional;
    bool plural;
    bool coordinated;    /* shares what stands before its neighbour */
    bool clitic_object;  /* les a conduits */
    bool causative;      /* ont fait sauter le pont */
    bool hypothetical;   /* under si */
    bool purpose;        /* pour + infinitive */
    bool dropped;        /* sans + infinitive */
    int32_t modal_verb;  /* token of the verb that makes it modal, -1 */
    uint8_t rel;         /* enum vg_rel_kind: how it hangs on its antecedent */
    uint8_t sub;         /* enum vg_sub_kind */
    bool complement;     /* que + clause under a verb or noun of speech or thought */
    int32_t antecedent;  /* noun group, -1 */
    int32_t governor;    /* clause it depends on (infinitive, participle, relative), -1 */
    int32_t subject, object, agent; /* noun groups, -1; of a passive the subject is who undergoes */
    int32_t sentence;
};

enum vg_toll_flag { VG_TOLL_ANY = 1, VG_TOLL_SINGLE = 2, VG_TOLL_CIVILIAN = 4, VG_TOLL_MILITARY = 8,
                    VG_TOLL_FALSE = 16 /* the sentence says that something is false */ };

struct vg_groups {
    const struct vg_rules *rules;
    uint32_t *form, *lemma;  /* word numbers of each token, 0: in no table */
    uint8_t *pos;            /* enum vg_pos: as morph chose, or as the word before it demands */
    uint64_t *flags;         /* enum vg_word_flag of the token or the phrase it begins */
    uint8_t *prep, *det;     /* of the token or the phrase it begins */
    uint8_t *length;         /* tokens of the phrase that it begins; 0: inside one */
    uint32_t *sense;         /* of the noun or the noun phrase that it begins */
    bool *themed; /* its form or lemma is a word of another world (topic.h) */
    struct vg_np *nps;
    size_t n_nps, cap_nps;
    struct vg_clause *clauses;
    size_t n_clauses, cap_clauses;
    int32_t *np_of;          /* group whose tokens include this one, -1 */
    int32_t *clause_of;      /* clause whose verb group includes this one, -1 */
    uint32_t *np_first, *clause_first; /* by sentence, and one past the last */
    uint64_t (*words_in)[8]; /* by sentence: a bit for each of its words, by number modulo 512; set
                                by vg_frame_run */
    uint16_t *offers_in; /* by sentence: enum vg_need of what it names; frame_judge.c's own */
    uint8_t
        *tolls_in; /* by sentence: enum vg_toll_flag of the figures in it; set by vg_frame_run */
};

/* Fills doc->groups; needs tokens and readings; uses numbers, times, places and actors when they
 * are there. */
void vg_group_run(struct vg_document *doc, const struct vg_rules *rules);

/* The steps, in order (group.c calls them). */
void vg_group_verbs(struct vg_document *doc, int32_t sentence);
void vg_group_nouns(struct vg_document *doc, int32_t sentence);
void vg_group_clauses(struct vg_document *doc, int32_t sentence);

/* The finite clause whose span holds token i, -1. */
int32_t vg_clause_at(const struct vg_document *doc, size_t i);

/* Is the word at token head a verb of agreements by itself (`signer`)? */
bool vg_makes_pact(const struct vg_groups *g, uint32_t head);

/* Does the clause's subject send a weapon on its way: `a lâché deux drones`, not `a lâché que`? */
bool vg_clause_launches(const struct vg_groups *g, const struct vg_clause *c);

/* First member of np's coordination; the next member after np, or -1. */
int32_t vg_np_first(const struct vg_groups *g, int32_t np);
int32_t vg_np_next(const struct vg_groups *g, int32_t np);
/* The first complement of np (`du camp`) or -1; then the one after it. */
int32_t vg_np_complement(const struct vg_groups *g, int32_t np, int32_t after);

/* Does word info of token i have this flag (by form, phrase or lemma)? */
static inline bool vg_word_has(const struct vg_groups *g, size_t i, uint64_t flag)
{
    return (g->flags[i] & flag) != 0;
}

#endif
