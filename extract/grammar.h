/*
 * grammar.h - what groups, clauses and frames know of a language: grammar.tsv, nouns.tsv and
 * frames.tsv over one vocabulary.
 *
 * Every word of the three tables has a number; a document's tokens are numbered once (by form and
 * by lemma), and all matching afterwards compares numbers. Immutable after loading; shared between
 * threads.
 */
#ifndef VG_EXTRACT_GRAMMAR_H
#define VG_EXTRACT_GRAMMAR_H

#include "extract/frame.h"
#include "extract/wordtab.h"

/* What grammar.tsv says of a word or phrase: bits. */
enum vg_word_flag {
    VG_W_DET = 1 << 0,
    VG_W_PREP = 1 << 1,
    VG_W_REL = 1 << 2,
    VG_W_SUB = 1 << 3,
    VG_W_CONJ = 1 << 4,
    VG_W_NE = 1 << 5,
    VG_W_PAS = 1 << 6,
    VG_W_REFL = 1 << 7,
    VG_W_CLITIC = 1 << 8,
    VG_W_PRON = 1 << 9,
    VG_W_AVOIR = 1 << 10,
    VG_W_ETRE = 1 << 11,
    VG_W_MODAL = 1 << 12,
    VG_W_PHASE = 1 << 13,
    VG_W_GOING = 1 << 14,     /* aller + infinitive */
    VG_W_CAUSATIVE = 1 << 15, /* (se) faire + infinitive */
    VG_W_UNACCUSATIVE = 1 << 16, /* takes être in the active */
    VG_W_PLAN_VERB = 1 << 17,
    VG_W_PLAN_NOUN = 1 << 18,
    VG_W_PLAN_ADJ = 1 << 19,
    VG_W_HABIT = 1 << 20, /* adverb */
    VG_W_HABIT_ADJ = 1 << 21,
    VG_W_HABIT_VERB = 1 << 22,
    VG_W_HABIT_NOUN = 1 << 23,
    VG_W_FALSE = 1 << 24,
    VG_W_AGAIN = 1 << 25,
    VG_W_REPORT = 1 << 26,
    VG_W_TOLD = 1 << 27,  /* a text or its spreading: a day beside it is of the telling */
    VG_W_GIVE = 1 << 28,  /* mener une attaque: its subject does what its object names */
    VG_W_TAKE = 1 << 29,  /* subir une attaque */
    VG_W_HIT = 1 << 30    /* une attaque a visé X */
};
#define VG_W_ABLE (1ull << 31)   /* a pu, a dû + infinitive: it happened */
#define VG_W_ADVERB (1ull << 32) /* a phrase that may stand anywhere: d'abord, à son tour */
#define VG_W_BEFORE (1ull << 33) /* déjà, auparavant: not the event told last */
#define VG_W_THEN (1ull << 34)   /* ensuite, en soirée: on the day told last */
#define VG_W_END (1ull << 35)    /* lever, rompre: what it is done to ends */
#define VG_W_BLAME (1ull << 36) /* attribuer une attaque à X */
#define VG_W_PACT (1ull << 37)  /* dénoncer: carries an accord, not an attack */
#define VG_W_LOAD (1ull << 38)  /* transporter, abriter: its object is what its subject holds */
#define VG_W_GUARD (1ull << 39) /* escorter, protéger: its subject is with its object */
#define VG_W_OPPOSE (1ull << 40) /* combats qui ont opposé X à Y */
#define VG_W_LAW (1ull << 41)      /* justice, provisoire: held and freed by a state */
#define VG_W_HANDOVER (1ull << 42) /* rétrocéder: a base changes hands */
#define VG_W_RESCUE (1ull << 43)   /* délivrer: by force, from those who held them */
#define VG_W_SELF (1ull << 44)  /* sauter, exploser: whoever se fait sauter does it */
#define VG_W_DOER                                                                                  \
    (1ull << 45) /* auteur, responsable: `auteur de plusieurs X` says who, not what                \
                  */
#define VG_W_RUMOUR                                                                                \
    (1ull << 46) /* contrairement à ce qui se dit: what is denied beside it was said */
#define VG_W_LAUNCH (1ull << 47) /* lâcher, tirer: its object strikes; of another verb it is hit */
#define VG_W_USE (1ull << 48)    /* utilisation, recours: of a weapon, no strike by itself */
#define VG_W_TRY (1ull << 49)    /* tenter de prendre: attacked, not taken */
#define VG_W_ABOUT (1ull << 50)  /* lieu, lendemain: `au lieu du rapt` names what was told */
#define VG_W_SHOWN (1ull << 51)  /* vidéo, image: `des vidéos de frappes` shows a kind of thing */
#define VG_W_PREVENT (1ull << 52) /* empêcher: what it governs happened only where it is denied */
#define VG_W_CIVIL (1ull << 53)    /* humanitaire: no column of soldiers */
#define VG_W_SITE (1ull << 54)     /* le lieu, le théâtre de: what it is of was told */
#define VG_W_RETREAT (1ull << 55)  /* décrocher: how a fight ends, no move of its own */
#define VG_W_AID                                                                                   \
    (1ull << 56) /* appuyer, épauler: who does it to a force does with it what the force does */
#define VG_W_JOIN                                                                                  \
    (1ull << 57) /* participer à une attaque: its subject is one of those who did it */
#define VG_W_UNDERGO                                                                               \
    (1ull << 58) /* faire l'objet d'une attaque, en être la cible: the subject takes it */
#define VG_W_LEAVE (1ull << 59)    /* vider, évacuer: its subject held what was taken */
#define VG_W_HAPPEN (1ull << 60)   /* se produire, avoir lieu: denied, its subject was no event */
#define VG_W_RESOLVE (1ull << 61) /* décider, accepter de libérer: still to come */
/* each its own bit */
#define VG_W_ALL(op)                                                                               \
    VG_W_ABLE op VG_W_ADVERB op VG_W_BEFORE op VG_W_THEN op VG_W_END op VG_W_BLAME op VG_W_PACT op \
        VG_W_LOAD op VG_W_GUARD op VG_W_OPPOSE op VG_W_LAW op VG_W_HANDOVER op VG_W_RESCUE op      \
            VG_W_SELF op VG_W_DOER op VG_W_RUMOUR op VG_W_LAUNCH op VG_W_USE op VG_W_TRY op        \
                VG_W_ABOUT op VG_W_SHOWN op VG_W_PREVENT op VG_W_CIVIL op VG_W_SITE op             \
                    VG_W_RETREAT op VG_W_AID op VG_W_JOIN op VG_W_UNDERGO op VG_W_LEAVE  \
                        op VG_W_HAPPEN op VG_W_RESOLVE
_Static_assert((VG_W_ALL(+)) == (VG_W_ALL(|)), "two word flags share a bit");

enum vg_det {
    VG_DET_NONE, VG_DET_DEF, VG_DET_DEM, VG_DET_POSS, VG_DET_INDEF, VG_DET_QUANT, VG_DET_NUMBER
};

enum vg_prep {
    VG_PREP_NONE, VG_PREP_DE, VG_PREP_A, VG_PREP_PAR, VG_PREP_CONTRE, VG_PREP_SUR, VG_PREP_DANS,
    VG_PREP_EN, VG_PREP_ENTRE, VG_PREP_AVEC, VG_PREP_CHEZ, VG_PREP_VERS, VG_PREP_POUR,
    VG_PREP_SANS, VG_PREP_DEPUIS, VG_PREP_APRES, VG_PREP_AVANT, VG_PREP_PENDANT, VG_PREP_SELON,
    VG_PREP_PRES, VG_PREP_BESIDE, VG_PREP_OTHER, VG_PREP_COUNT
};

enum vg_rel_kind { VG_LINK_NONE, VG_LINK_SUBJ, VG_LINK_OBJ, VG_LINK_DE, VG_LINK_WHERE };
enum vg_sub_kind {
    VG_SUB_NONE,
    VG_SUB_IF,
    VG_SUB_WHEN,
    VG_SUB_FEAR,
    VG_SUB_BECAUSE,
    VG_SUB_THOUGH
};
enum vg_conj_kind { VG_CONJ_NONE, VG_CONJ_AND, VG_CONJ_OR, VG_CONJ_BUT };

/* What nouns.tsv says of a noun: bits. */
enum vg_sense {
    VG_N_CIVILIAN = 1 << 0,  /* people who are no fighters */
    VG_N_MILITARY = 1 << 1,  /* soldiers and police of a state */
    VG_N_MILITANT = 1 << 2,  /* armed men against or beside it */
    VG_N_PERSON = 1 << 3,    /* any people */
    VG_N_VEHICLE = 1 << 4,
    VG_N_CONVOY = 1 << 5,    /* convoy, patrol, mission, escort */
    VG_N_CIVVEH = 1 << 6,    /* bus, truck, boat: who is in it is a civilian */
    VG_N_CAMP = 1 << 7,      /* camp, post, barracks, position */
    VG_N_TOWN = 1 << 8,      /* town, village, market quarter */
    VG_N_BUILDING = 1 << 9,
    VG_N_INFRA = 1 << 10,    /* bridge, pipeline, mast */
    VG_N_GOODS = 1 << 11,
    VG_N_CATTLE = 1 << 12,
    VG_N_ARMS = 1 << 13,     /* arms, ammunition, explosives */
    VG_N_DRONE = 1 << 14,
    VG_N_AIRCRAFT = 1 << 15,
    VG_N_MINE = 1 << 16,     /* mine, roadside bomb */
    VG_N_SHELL = 1 << 17,    /* shell, rocket, mortar */
    VG_N_GROUP = 1 << 18,    /* movement, organisation */
    VG_N_POWER = 1 << 19,    /* government, president, minister */
    VG_N_SUICIDE = 1 << 20,  /* bomber, belt */
    VG_N_PLACEWORD = 1 << 21, /* region, area, border: where, not who */
    VG_N_BODY = 1 << 22,     /* corpse */
    VG_N_MEDIA = 1 << 23,    /* newspaper, radio, party, association */
    VG_N_PRISONER = 1 << 24,
    VG_N_PROTESTER = 1 << 25,
    VG_N_VILLAGE = 1 << 26, /* hamlet, market, camp of the displaced: nobody defends it */
    VG_N_RESULT = 1 << 27,   /* toll, loss, damage */
    VG_N_PRONOUN = 1 << 28,  /* whoever a pronoun stands for */
    VG_N_CROWD = 1 << 29     /* population, families: many people */
};

#define VG_THEMES 12 /* at most that many */
enum vg_theme {
    VG_THEME_SPORT,
    VG_THEME_FICTION,
    VG_THEME_HISTORY,
    VG_THEME_ACCIDENT = 9,
    VG_THEME_DRILL
}; /* frame_load.c names them all */

struct vg_word_info {
    uint64_t flags;     /* enum vg_word_flag */
    uint8_t det, prep, rel, sub, conj;
    uint16_t themes;    /* of other worlds, one bit each (`topic` rows of frames.tsv) */
    uint32_t sense;
    int32_t phrase; /* first of the phrases of grammar.tsv and nouns.tsv that begin with it, -1 */
    int32_t frame;      /* first of the frames whose head it is, -1 */
    uint32_t same;      /* the word that it is a form of, else itself */
};

/* Words in a row of grammar.tsv or nouns.tsv. */
struct vg_phrase {
    uint32_t words[8];
    uint8_t n;
    struct vg_word_info info;
    int32_t next; /* with the same first word, longer first */
};

/* Where a frame finds the type when the trigger alone does not tell: `convoy:ambush camp:assault`.
 */
struct vg_choice {
    uint32_t senses; /* of its target, all */
    uint32_t facts;  /* enum vg_fact, all */
    uint8_t type;
};

/* What else a choice may ask. */
enum vg_fact {
    VG_FACT_DRONE = 1 << 0, /* means worded nearby */
    VG_FACT_AIR = 1 << 1,
    VG_FACT_SHELL = 1 << 2,
    VG_FACT_MINE = 1 << 3,
    VG_FACT_SUICIDE = 1 << 4,
    VG_FACT_CIVTOLL = 1 << 5, /* civilians, soldiers among the figures of its sentence */
    VG_FACT_MILTOLL = 1 << 6,
    VG_FACT_IMIL =
        1 << 7, /* the initiator is a state force, power, police, armed without a state */
    VG_FACT_IPOWER = 1 << 8,
    VG_FACT_IPOLICE = 1 << 9,
    VG_FACT_IARMED = 1 << 10,
    VG_FACT_PROTEST = 1 << 11,
    VG_FACT_CROWD = 1 << 12, /* twenty people or more move */
    VG_FACT_LASTS = 1 << 13  /* told as a state that has lasted for a time */
};

struct vg_chooser {
    struct vg_sv name;
    struct vg_choice choices[24];
    uint8_t n;
};

#define VG_FRAME_WORDS 6

enum vg_frame_kind { VG_FRAME_VERB, VG_FRAME_NOUN, VG_FRAME_PHRASE };

/* What a frame needs to be an event: any one of the bits; 0: nothing. */
enum vg_need {
    VG_NEED_INITIATOR = 1,
    VG_NEED_TARGET = 2,
    VG_NEED_ACTOR = 4,  /* either */
    VG_NEED_PLACE = 8,
    VG_NEED_DATE = 16,
    VG_NEED_TOLL = 32,
    VG_NEED_FORCE = 64, /* an armed or state actor in any role */
    VG_NEED_PEOPLE = 128, /* people in any role */
    VG_NEED_DENIAL = 512, /* `plus aucun camion n'arrive`: what does not happen is the event */
    VG_NEED_ECHO = 1024, /* `X a subi le même sort`: the event told last, once more */
    VG_NEED_WEAPON = 2048, /* a drone, shell, mine or aircraft that does it */
    VG_NEED_OTHER = 256  /* another event of the article to complete; never one by itself */
};

struct vg_frame {
    uint32_t words[VG_FRAME_WORDS]; /* word numbers; the first is the head's lemma */
    uint8_t n;
    uint8_t kind;             /* enum vg_frame_kind */
    int32_t next;             /* with the same head */
    bool reflexive;           /* `se rendre` */
    bool with_en;             /* `s'en prendre`, `en venir aux mains` */
    bool causative;           /* `faire+sauter`: somebody makes it happen to its object */
    uint8_t type;             /* enum vg_event_type, when no choice holds */
    int16_t chooser;          /* index of what chooses the type, -1: the type is told */
    uint8_t roles[VG_SLOT_COUNT]; /* enum vg_frame_role */
    uint16_t needs, needs_too;    /* one of each */
    uint32_t objects;  /* senses of which the object must have one; 0: any */
    uint8_t rank;      /* how much the trigger says of the type, 0..9 */
    bool generic;      /* attack, kill, strike: merges with what names the type */
    int8_t implied;    /* enum vg_outcome of its target when no figure tells it, -1 */
    uint32_t means;
    const uint32_t *veto; /* words in its clause that undo it */
    uint8_t n_veto;
    int line;
};

/* What stands in a slot. */
enum vg_frame_role {
    VG_FR_NONE,
    VG_FR_I,     /* initiator */
    VG_FR_T,     /* target */
    VG_FR_B,     /* the first initiates, others are targets */
    VG_FR_P,     /* place */
    VG_FR_D,     /* whichever suits it: armed and unclaimed initiator, else target */
    VG_FR_F,     /* place left */
    VG_FR_G,     /* place reached */
    VG_FR_N      /* takes part, in no role */
};

/* A row of frames.tsv in brief; those of one head stand together, in their order. */
struct vg_frame_brief {
    int32_t row;     /* -1: the end */
    uint32_t second; /* its second word, 0: there is none */
    uint32_t kind;   /* enum vg_frame_kind */
};

struct vg_rules {
    struct vg_vocab *vocab;
    struct vg_wordtab
        slots; /* further names of slots (`slot` rows of frames.tsv) -> enum vg_slot */
    struct vg_wordtab particles; /* norm -> bits of enum vg_particle */
    struct vg_word_info *info; /* by word number; 0 is the unknown word */
    size_t n_info;
    struct vg_phrase *phrases;
    size_t n_phrases, cap_phrases;
    uint64_t
        pairs[256]; /* bits of the first two words of phrases; a bit may stand for several pairs */
    struct vg_frame *frames;
    size_t n_frames, cap_frames;
    uint32_t *brief_of; /* by word number: the first of the rows whose head it is, in `briefs` */
    struct vg_frame_brief *briefs;
    struct vg_chooser *choosers;
    size_t n_choosers, cap_choosers;
};

/* Reads the three tables into arena. 0, or VG_E_SYNTAX with file and line. */
struct vg_rules_text {
    struct vg_sv grammar, nouns, frames;
};
int vg_rules_load(const struct vg_rules_text *text, struct vg_arena *arena,
                  const struct vg_rules **ret, struct vg_err *err)
    __attribute__((warn_unused_result));

/* Number of a word (lower case), 0 when no table has it. */
uint32_t vg_rules_word(const struct vg_rules *self, struct vg_sv word);
/* The same with the word's vg_hash_sv. */
uint32_t vg_rules_word_hashed(const struct vg_rules *self, struct vg_sv word, uint64_t hash);

/* The bit of pairs for a phrase that begins with these two words. */
static inline uint32_t vg_rules_pair(uint32_t first, uint32_t second)
{
    return (first * 0x9E3779B1u ^ second * 0x85EBCA77u) >> 18;
}
/* May a phrase begin with these two words? true may be wrong, false is not. */
static inline bool vg_rules_may_begin(const struct vg_rules *self, uint32_t first, uint32_t second)
{
    uint32_t bit = vg_rules_pair(first, second);

    return self->pairs[bit / 64] >> bit % 64 & 1;
}

/* For the loaders (grammar.c, frame_load.c). */
uint32_t vg_rules_intern(struct vg_rules *self, struct vg_arena *arena, struct vg_sv word);
int vg_rules_split(struct vg_rules *self, struct vg_arena *arena, struct vg_sv text,
                   uint32_t *words, size_t max);
int vg_frame_load(struct vg_rules *self, struct vg_sv tsv, struct vg_arena *arena,
                  struct vg_err *err) __attribute__((warn_unused_result));
uint32_t vg_sense_of_name(struct vg_sv name);

#endif
