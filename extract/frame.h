/*
 * frame.h - mentions: every word or phrase of the text that names an event, with who stands in
 * which role.
 *
 * A layer of the document, after groups, places, dates, actors and tolls. The pack's frames.tsv
 * says which verbs, nouns and phrases are triggers, where their roles stand and what vetoes them. A
 * mention that is no event (planned, denied, habitual, vetoed) is kept with the reason, so that
 * `vigie explain` can show it.
 */
#ifndef VG_EXTRACT_FRAME_H
#define VG_EXTRACT_FRAME_H

#include "base/err.h"
#include "extract/document.h"

/* Where in the grammar a role filler stands. */
enum vg_slot {
    VG_SLOT_SUBJ,
    VG_SLOT_OBJ,
    VG_SLOT_AGENT, /* par X */
    VG_SLOT_DE,
    VG_SLOT_CONTRE,
    VG_SLOT_SUR,
    VG_SLOT_A,
    VG_SLOT_DANS,
    VG_SLOT_ENTRE,
    VG_SLOT_AVEC,
    VG_SLOT_CHEZ,
    VG_SLOT_MOD,  /* adjective or name beside the noun: `attaque jihadiste`, `offensive du FLA` */
    VG_SLOT_NEAR, /* no slot of the frame: the nearest candidate of the clause or of the discourse
                   */
    VG_SLOT_COUNT
};

enum vg_role { VG_ROLE_NONE, VG_ROLE_INITIATOR, VG_ROLE_TARGET, VG_ROLE_BOTH, VG_ROLE_COUNT };

/* One actor in one role. */
struct vg_filler {
    int32_t actor;     /* actor mention, -1: told by code alone */
    const char *code;  /* canonical code or name; never NULL */
    uint32_t from, to; /* tokens of the noun group */
    uint8_t slot;      /* enum vg_slot */
    uint8_t role;      /* enum vg_role */
};

#define VG_MAX_FILLERS 16

/* Why a mention is no event; VG_DROP_NONE: it is one. */
enum vg_drop {
    VG_DROP_NONE,
    VG_DROP_VETO, /* sport, disease, labour, metaphor... */
    VG_DROP_NEGATED,
    VG_DROP_PLANNED,  /* future, wanted, feared, asked for, may happen */
    VG_DROP_HABIT,    /* habitual or general */
    VG_DROP_WEAK,     /* the trigger needs an actor, victim or place and has none */
    VG_DROP_HISTORY,  /* before 1960 */
    VG_DROP_PART,     /* belongs to another mention (light verb, toll, repetition) */
    VG_DROP_CATEGORY, /* names a kind or identifies something (`bétail volé`, `signataires de
                         l'accord`) */
    VG_DROP_TOTAL,    /* a total over months or a country */
    VG_DROP_COUNT
};

struct vg_mention {
    uint32_t from, to;               /* tokens of the trigger */
    uint32_t head;                   /* the trigger's head token */
    int32_t sentence;
    uint32_t clause_from, clause_to; /* tokens of the clause it stands in */
    int32_t frame;                   /* row of frames.tsv (vg_rules.frames) */
    int32_t clause;                  /* clause whose verb it is, or that governs the noun; -1 */
    int32_t np;                      /* noun group that it heads, -1 */
    uint8_t rank;                    /* how much it says of the type */
    bool generic; /* attack, kill, strike: another mention may name the type better */
    uint32_t senses;                 /* of what it is done to (enum vg_sense) */
    int8_t implied;                  /* enum vg_outcome of its target when no figure tells it, -1 */
    enum vg_event_type type;
    uint32_t means; /* that the frame implies or the clause words; bits as in vg_event */

    struct vg_filler fillers[VG_MAX_FILLERS];
    size_t n_fillers;
    int32_t place; /* place mention of its own clause, -1 */
    int32_t time;  /* calendar expression of its own clause, -1 */

    bool nominal;     /* a noun names it */
    bool definite;    /* `l'attaque`, `cette attaque`: perhaps one told before */
    bool indefinite;  /* `une attaque`, `des tirs` */
    bool this_one;    /* `cette attaque`: told before, whatever stands beside it */
    bool apart; /* `après l'enlèvement`, `le lieu du rapt`: what is told of it is not told here */
    bool earlier;     /* `deux jours après la mort`: the sentence tells of something later */
    bool other;       /* `une autre`, `deuxième`, `nouvelle`: not one told before */
    bool plural;      /* `des attaques` */
    bool negated;
    bool modal;       /* may, must, will, wants to */
    bool conditional; /* press conditional: unconfirmed */
    bool habitual;
    bool pluperfect;  /* `avait attaqué`: before the story's time */
    bool refuted;     /* said to be false where it is named (`fausse attaque`) */
    bool in_title;
    int32_t quote;    /* quotation it stands in, -1 */

    double score;       /* how sure that it is an event, 0..1 */
    enum vg_drop drop;
    int32_t event;      /* index of the merged event (merge.h), -1: none */
};

struct vg_mentions {
    struct vg_mention *items; /* in the order of the text */
    size_t n, cap;
    bool drones;      /* a drone strike is told so far */
    const char *army; /* code of the army that the article names most often, or NULL */
};

/* Finds the mentions of doc (tokens, morph, numbers, times, places, actors, tolls and groups are
 * there) and sets doc->mentions. Linear. */
void vg_frame_run(struct vg_document *doc);

/* `veto`, `negated`, ...; a static string. */
const char *vg_drop_name(enum vg_drop x);
const char *vg_slot_name(enum vg_slot x);

#endif
