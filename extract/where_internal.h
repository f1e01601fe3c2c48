/* where_internal.h - shared by the parts of where; no other room includes it. */
#ifndef VG_EXTRACT_WHERE_INTERNAL_H
#define VG_EXTRACT_WHERE_INTERNAL_H

#include "extract/where.h"

enum vg_where_class {
    VG_WC_REL,
    VG_WC_BETWEEN,
    VG_WC_AND,
    VG_WC_DIR,
    VG_WC_AREA,
    VG_WC_UNIT,
    VG_WC_OF,
    VG_WC_DET,
    VG_WC_ADJ,
    VG_WC_NOUN,
    VG_WC_AXIS,
    VG_WC_ORIGIN,
    VG_WC_ASIDE,
    VG_WC_GOVPREP,
    VG_WC_ACTORNOUN,
    VG_WC_BORDER,
    VG_WC_OUTLET,
    VG_WC_INDEF,
    VG_WC_ANAPHOR,
    VG_WC_THE,
    VG_WC_LINK,
    VG_WC_TITLE,
    VG_WC_FIRSTNAME,
    VG_WC_LIES,
    VG_WC_COUNT
};

#define VG_KIND_KEEP                                                                               \
    VG_KIND_COUNT /* a lead noun that leaves the place its own kind: `le camp de Gao` */

struct vg_where_rule {
    uint8_t cls;  /* enum vg_where_class */
    int8_t value; /* relation, place kind */
    bool weak;    /* `sur`, `chez`: what follows may be no place */
    char dir[3];  /* of dir and area */
    double km;    /* of unit */
};

struct vg_where_rules {
    struct vg_where_rule *rows;
    size_t n, cap;
    struct vg_lexicon lexicon;
};

/* A phrase of the rules that ends at a token. */
struct vg_where_hit {
    uint32_t from;
    int32_t next; /* another that ends there, -1 */
    const struct vg_where_rule *rule;
};

/* How the words before a name lead to it. */
struct vg_where_lead {
    uint32_t from; /* first token of the lead, or the name's own */
    enum vg_relation rel;
    int kind; /* of the lead noun: a place kind, VG_KIND_KEEP, -1 none */
    double km;
    char dir[3];
    uint32_t area_from; /* with area: the word `nord` */
    uint8_t strength; /* 0 nothing, 1 `de`, 2 `à`, `vers`, 3 `le village de`, `près de`, distance */
    bool weak;        /* a preposition that people and things take as well */
    bool owned; /* an actor's: `les FAMa de X` */
    bool held; /* what an actor holds there: `le camp de l'armée de X` */
    bool origin, aside, gov, actor, border, between, axis, area;
};

#define VG_WHERE_CANDIDATES 12

/* What is known of a mention besides the public struct. */
struct vg_where_note {
    struct vg_where_lead lead;
    uint32_t candidates[VG_WHERE_CANDIDATES];
    uint8_t n;
    bool in_area;   /* `nord du Mali` */
    int8_t anaphor; /* kind of `la ville`, -1: a name */
    bool village;   /* of an anaphor: `le village` */
    bool inexact;   /* found by transcription, not by its spelling */
    int32_t parent; /* mention that it is a part of (`Ménaka-Est`), -1 */
};

struct vg_where_ctx {
    struct vg_document *doc;
    const struct vg_where_rules *rules;
    const struct vg_gazetteer *gaz;

    /* the sentence at hand */
    uint32_t from, to;
    const bool *masked; /* by token - from: part of an outlet's name */
    uint32_t classes;   /* of all hits in it: bit 1 << class */
    bool shouting;      /* mostly capitals: a capital says nothing */
    int32_t *ends;      /* by token - from: first hit that ends before that token */
    uint32_t *ending;   /* and the classes of those hits: bit 1 << class */
    uint32_t *starting; /* classes of the hits that start at the token */

    /* the text's, read once */
    int32_t *all_ends;
    uint32_t *all_ending, *all_starting;
    const bool *all_masked;
    uint32_t *all_classes; /* by sentence: of all hits in it */
    bool *all_shouting;
    bool *all_lies; /* by token: begins `situé`, `distant` */
    struct vg_where_hit *hits;
    size_t n_hits, cap_hits;

    struct vg_where_note *notes; /* one for each of doc->places */
    size_t n_notes, cap_notes;
    struct vg_map *fresh; /* folded unknown names that a clear context showed to be places */
    struct vg_map
        *persons;     /* folded words that are part of a person's name; borrowed from the tokens */
    bool looked_once; /* the second look at the text, when names of the first are known */
    double country_weight[26 * 26];
    struct vg_buf scratch;
};

/* where_lead.c */
/* Finds the rules' phrases in the whole text. */
void vg_where_read_rules(struct vg_where_ctx *c);
/* Makes that sentence the one at hand. */
void vg_where_enter(struct vg_where_ctx *c, size_t sentence);
const struct vg_where_hit *vg_where_ending_some(const struct vg_where_ctx *c, uint32_t end,
                                                enum vg_where_class cls);
/* The longest phrase of that class that ends right before token `end`, or NULL. */
static inline const struct vg_where_hit *vg_where_ending(const struct vg_where_ctx *c,
                                                         uint32_t end, enum vg_where_class cls)
{
    bool some = end >= c->from && end <= c->to && (c->ending[end - c->from] >> cls & 1);

    return some ? vg_where_ending_some(c, end, cls) : NULL;
}
static inline bool vg_where_token_is(const struct vg_where_ctx *c, uint32_t token,
                                     enum vg_where_class cls)
{
    const struct vg_where_hit *hit = vg_where_ending(c, token + 1, cls);

    return hit && hit->from == token;
}
/* `la frontière avec le Niger et le Burkina Faso`: does the name at that token lie beyond the
 * border of the place before? */
bool vg_where_shares_border(const struct vg_where_ctx *c, uint32_t name_from);
struct vg_where_lead vg_where_lead_of(const struct vg_where_ctx *c, uint32_t name_from);

/* where_person.c */
/* Notes the names of people in the sentence at hand. */
void vg_where_note_persons(struct vg_where_ctx *c);
bool vg_where_is_person(const struct vg_where_ctx *c, uint32_t i);
bool vg_where_is_common(const struct vg_token *t);
uint32_t vg_where_run_end(const struct vg_where_ctx *c, uint32_t i);

/* where_name.c */
void vg_where_find_names(struct vg_where_ctx *c);
/* Adds a mention of tokens [from, to), called `name`, to which that leads. */
struct vg_place_mention *vg_where_add(struct vg_where_ctx *c, uint32_t from, uint32_t to,
                                      struct vg_sv name, const struct vg_where_lead *lead);
/* A phrase of that class that starts at a token: its end, or 0. */
uint32_t vg_where_starting(const struct vg_where_ctx *c, uint32_t from, enum vg_where_class cls);

/* where_anaphor.c: each reads what starts at token i and returns its end, or i */
uint32_t vg_where_area(struct vg_where_ctx *c, uint32_t i);
uint32_t vg_where_anaphor(struct vg_where_ctx *c, uint32_t i);
/* Is token i in a bearing that leads to a name, `au Nord-Ouest de`? */
bool vg_where_is_bearing(const struct vg_where_ctx *c, uint32_t i);

/* where_choose.c */
void vg_where_choose(struct vg_where_ctx *c);
/* A country of which much is told and where little of it happens. */
bool vg_where_distant(const char *country);
/* Region, country, precision and coordinates of mention `at`, of which the entry is known. */
void vg_where_settle_known(struct vg_where_ctx *c, size_t at);
/* One is in a region and at a village, whatever the preposition. */
enum vg_relation vg_where_relation(const struct vg_where_lead *lead,
                                   enum vg_place_precision precision);
static inline bool vg_where_in_title(const struct vg_document *doc,
                                     const struct vg_place_mention *m)
{
    return doc->tokens[m->from].sentence == 0;
}

/* where_told.c */
void vg_where_settle_anaphors(struct vg_where_ctx *c); /* after the ties */

#define VG_KM_PER_DEGREE 111.2 /* of latitude */
/* where_tie.c */
void vg_where_tie(struct vg_where_ctx *c);

/* Words of the sentence that is scanned: one with a capital; one that belongs to an actor or is no
 * place. */
static inline const struct vg_token *vg_where_token(const struct vg_where_ctx *c, uint32_t i)
{
    return &c->doc->tokens[i];
}

static inline bool vg_where_is_capital(const struct vg_where_ctx *c, uint32_t i)
{
    return i < c->to && vg_where_token(c, i)->kind == VG_TOK_WORD && vg_where_token(c, i)->capital;
}

static inline bool vg_where_is_taken(const struct vg_where_ctx *c, uint32_t i)
{
    return vg_where_token(c, i)->actor >= 0 || c->masked[i - c->from];
}

#endif
