/*
 * document.h - one article while it is read: every step of the cascade reads the layers before it
 * and adds its own.
 *
 *   text    text, paragraphs, sentences, tokens, quotations
 *   morph   readings of each token and the one chosen in context
 *   number  counts        when  calendar expressions
 *   who     names of actors, then where: places, then who: descriptions of actors
 *   group   noun groups, verb groups, clauses (group.h)
 *   frame   mentions of events (frame.h)   claim  who says so   merge  events
 *
 * Everything lives in the document's arena. Indices, not pointers, join the layers (an array may
 * move while it grows); -1 means none. Token ranges are half open: [from, to).
 */
#ifndef VG_EXTRACT_DOCUMENT_H
#define VG_EXTRACT_DOCUMENT_H

#include "extract/event.h"
#include "extract/extract.h"

enum vg_token_kind {
    VG_TOK_WORD,
    VG_TOK_NUMBER, /* digits, with their group and decimal separators: 4 800, 192.168, 3,5 */
    VG_TOK_PUNCT,  /* one mark: . , ; : ! ? ( ) « » " - ... */
    VG_TOK_SYMBOL  /* % € ° and the like */
};

enum vg_pos {
    VG_POS_OTHER,
    VG_POS_NOUN,
    VG_POS_PROPER,
    VG_POS_ADJ,
    VG_POS_VERB,   /* finite; tense and mood say which */
    VG_POS_INF,    /* infinitive */
    VG_POS_PPAS,   /* past participle */
    VG_POS_PPRES,  /* present participle, gerund */
    VG_POS_ADV,
    VG_POS_DET,
    VG_POS_PRON,
    VG_POS_PREP,
    VG_POS_CONJ,
    VG_POS_NUM,
    VG_POS_PUNCT,
    VG_POS_COUNT
};

enum vg_mood {
    VG_MOOD_NONE,
    VG_MOOD_INDICATIVE,
    VG_MOOD_CONDITIONAL,
    VG_MOOD_SUBJUNCTIVE,
    VG_MOOD_IMPERATIVE
};
enum vg_tense {
    VG_TENSE_NONE,
    VG_TENSE_PRESENT,
    VG_TENSE_IMPERFECT,
    VG_TENSE_PAST,
    VG_TENSE_FUTURE
};

/* The lexicons of a pack whose words are remembered (lexicon.h, words.h); 0 is none of them. */
enum vg_lexicon_id {
    VG_LEXICON_OTHER,
    VG_LEXICON_WHERE,
    VG_LEXICON_PLACES,
    VG_LEXICON_ACTORS,
    VG_LEXICON_COUNT
};

/* What a word may begin: bits. The first are those of phrases in the lexicons, 1 << their id. A bit
 * is cleared in the word when the first who looked found nothing, so that the next need not look.
 */
enum vg_word_start {
    VG_START_NUMBER = 1 << VG_LEXICON_COUNT,
    VG_START_TIME = 2 << VG_LEXICON_COUNT,
    VG_START_ALL = 0xFF
};

struct vg_word;
struct vg_word_sense;
struct vg_word_terms;
struct vg_words;

/* One way to read a form. */
struct vg_reading {
    struct vg_sv lemma; /* in the pack or the arena */
    uint8_t pos;        /* enum vg_pos */
    uint8_t mood, tense;
    uint8_t person;     /* bit 0-2: 1st, 2nd, 3rd person singular; 3-5: plural; 0: none */
    bool masculine, feminine, singular, plural; /* several may hold */
    bool etre;       /* of a verb: its past takes `être`, so that `est tombé` is no passive */
    bool transitive; /* of a verb: it can take a direct object, so it has a passive */
    uint8_t cls;     /* of the language's classes of context (pos.tsv); morph's own */
    int16_t cost;    /* what its lemma costs there; morph's own */
};

/* What most passes over a text look at comes first: one line of the cache. */
struct vg_token {
    uint32_t from, to; /* bytes of doc->text */
    uint8_t kind;      /* enum vg_token_kind */
    bool capital : 1;  /* first letter is upper case */
    bool all_caps : 1; /* two letters or more, none lower case */
    bool space_before : 1;
    bool hyphen : 1;  /* its fold has one */
    bool guessed : 1; /* morph: the form is in no table, its readings were guessed by ending */
    uint8_t starts;   /* enum vg_word_start: what may begin here, as far as its word alone tells */

    /* morph */
    uint8_t n_readings;
    uint8_t chosen; /* index of the reading that context chose; valid when n_readings > 0 */
    uint8_t pos;    /* enum vg_pos of that reading, VG_POS_OTHER before */
    const struct vg_reading *readings;

    struct vg_word *word;        /* words.h: what is known of its form */
    struct vg_word_sense *sense; /* and of its readings; NULL until morph */
    int32_t sentence;
    uint32_t particles; /* enum vg_particle: what its norm is */

    /* which item of the later layers covers this token, -1: none */
    int32_t number, time, place, actor;

    /* the second line */
    int32_t quote; /* innermost quotation it stands in, -1: none */
    struct vg_sv norm;             /* lower case, NFC, apostrophe ' */
    struct vg_sv fold;             /* norm without diacritics, oe for the ligature */
    uint64_t norm_hash,
        fold_hash; /* vg_hash_sv of the two, so that every table need not hash again */
    uint32_t char_from, char_to;   /* Unicode characters of the article's text as given */
};

struct vg_sentence {
    uint32_t from, to; /* tokens */
    uint32_t char_from, char_to; /* characters of the article's text as given */
    int32_t paragraph;
    bool title;   /* headline, or a subtitle that is no sentence */
    bool in_text; /* false: stands in article.title only, has no place in the text */
};

struct vg_quote {
    uint32_t from, to; /* tokens between the marks */
    int32_t parent;
    bool closed; /* false: the text never closes it; to is the end of its paragraph */
};

/* A count: `au moins dix`, `entre six et dix`, `une quinzaine de`, `4 800`, `aucun`. */
struct vg_number {
    uint32_t from, to; /* tokens, with the words of approximation and bound */
    struct vg_count count;
    double value; /* with its decimals, when exact */
    bool ordinal;
    bool year_like; /* four digits that may be a year and nothing says otherwise */
    bool indefinite_article; /* `un`, `une`: 1, but perhaps only an article */
    bool range;              /* `six à dix`: value is its first end */
    struct vg_number_end {
        uint32_t from, to; /* tokens */
        double value;
    } ends[2];      /* the bare numbers in a range or under a bound: `dix` in `au moins dix` */
    uint8_t n_ends; /* 0 when the number is bare itself */
    bool percent;            /* a share: `20 %` */
    bool fraction; /* a part of something: `deux tiers`, `un cinquième`; value tells, count does not
                    */
};

enum vg_time_kind {
    VG_TIME_CALENDAR,  /* told by itself or by the publication date: 14 juillet, hier, jeudi dernier
                        */
    VG_TIME_ANAPHORIC, /* hangs on the story: le même jour, la veille, deux jours plus tôt */
    VG_TIME_DURATION,  /* pendant trois jours, en deux heures: places nothing */
    VG_TIME_RECURRENT  /* chaque semaine, régulièrement: a habit */
};

struct vg_time_end {
    uint32_t from, to; /* tokens */
    struct vg_date date;
};

/* A calendar expression. */
struct vg_time_expr {
    uint32_t from, to; /* tokens */
    enum vg_time_kind kind;
    struct vg_date date;      /* resolved; unknown when it can't be (no publication date) */
    int32_t offset_days;      /* anaphoric: how far from the day it hangs on */
    bool since;               /* depuis X: X is the start of something lasting */
    bool length;              /* told as a length of time: depuis trois jours */
    bool clock;               /* 13 heures: of the day or as long, and no day */
    bool until;               /* jusqu'à X */
    bool future;              /* after publication, or the verb says that it is to come */
    bool vague;               /* récemment, ces derniers jours: date is unknown */
    int32_t latest; /* il y a quelques semaines: not after this day; VG_DAY_NONE: nothing known */
    bool open_end;            /* à partir du X, après le X: date is X */
    bool range;               /* du X au Y, dans la nuit du X au Y */
    const struct vg_time_end
        *ends; /* the two ends of a range when each is a complete date, else NULL */
};

/* A place named in the text. */
struct vg_place_mention {
    uint32_t from,
        to; /* tokens of the name alone; two places may share one token (`axe Gao-Kidal`) */
    const char *name;  /* as the text writes it, without what leads to it; in the arena */
    uint32_t whole_from; /* with what leads to it: `à 40 km au nord de`, `dans le cercle de` */
    uint32_t whole_to;
    int32_t entry;     /* of the gazetteer; -1: not known there */
    enum vg_relation relation;
    enum vg_place_precision precision;
    double distance_km; /* 0: none told */
    char direction[3];
    int32_t
        anchors[VG_MAX_ANCHORS]; /* indices of other place mentions: between A and B, at A near B */
    uint8_t n_anchors;
    int32_t part_of; /* the earlier mention that this one only helps to find (`X, près de Y`; `entre
                        X et Y`), -1 */
    char country[3];
    const char *admin1; /* NULL when unknown */
    bool has_coord;
    double lat, lon; /* of the event: with distance and bearing, or the midpoint */
    bool is_actor;   /* the name stands for a government or a side: `Bamako accuse` */
    bool is_origin;  /* names where someone comes from, not where it happened: `le maire de X`,
                        `habitant de X` */
    bool is_aside; /* where somebody is who only speaks or is cared for: `joint à X`, `l'hôpital de
                      X` */
    bool is_dateline; /* the agency's `BAMAKO, 24 oct.`, or the place at the end of a communiqué */
    bool is_border;  /* `à la frontière du Niger`: near it, not in it */
    uint8_t lead; /* how surely the words before say that a place is meant: 0 nothing, 1 `de X`, 2
                     `à X`, 3 `le village de X` */
    bool
        in_actor; /* part of what an actor is called or described with: `le gouvernement du Mali` */
};

/* An actor named or described. */
struct vg_actor_mention {
    uint32_t from, to; /* tokens */
    const char *
        code; /* canonical code, or the name as the text has it; NULL: a description not resolved */
    int32_t entry;     /* row of the actor table, -1: none */
    uint8_t kind;      /* enum vg_actor_kind (who.h) */
    uint8_t cls;       /* enum vg_actor_class (who.h) */
    char country[3];   /* of the people described, when the text says it: `soldats maliens` */
    bool description;  /* a description (`l'armée malienne`, `les assaillants`), not a name */
    int32_t antecedent; /* mention it refers to, -1: none */
    bool author; /* a group that somebody (or itself) says did it: `revendiqué par X`, `l'œuvre de
                    X` */
    bool recalled; /* author of something before what the article tells */
    bool plural;
    bool owned; /* `ses combattants`: of an actor that the sentence tells of before */
    bool joined; /* `et maliennes`: a further country of the forces named right before it */
};

/* The tables of terms.h, one of each in a pack. */
enum vg_terms_slot { VG_TERMS_TOLL, VG_TERMS_CLAIM, VG_TERMS_SLOTS };

struct vg_document {
    struct vg_arena *arena;
    struct vg_words *words; /* words.h; NULL: text makes one for this article alone */
    const struct vg_pack *pack;
    const struct vg_gazetteer *gazetteer;     /* gazetteer.h; the driver sets these three */
    const struct vg_where_rules *where_rules; /* where.h */
    const struct vg_actors *actor_table;      /* who.h */
    int32_t published;
    char country[3]; /* of the outlet; then, after `where`, the country the article is about */

    struct vg_sv text; /* repaired, NFC; the title first when the article has one of its own */
    const uint32_t
        *chars; /* for each byte of text and its end: character of the article's text as given */

    struct vg_token *tokens;
    size_t n_tokens, cap_tokens;
    struct vg_sentence *sentences;
    size_t n_sentences, cap_sentences;
    size_t n_paragraphs;
    bool caseless; /* the text has next to no capitals */
    struct vg_quote *quotes;
    size_t n_quotes, cap_quotes;
    struct vg_number *numbers;
    size_t n_numbers, cap_numbers;
    struct vg_time_expr *times;
    size_t n_times, cap_times;
    struct vg_place_mention *places;
    size_t n_places, cap_places;
    struct vg_actor_mention *actors;
    size_t n_actors, cap_actors;

    const struct vg_word_terms
        *terms[VG_TERMS_SLOTS];           /* terms.h: words of each table that each token may be */
    const uint64_t *term_kinds[VG_TERMS_SLOTS]; /* and by sentence, the kinds of rows in it */
    struct vg_tolls *tolls;               /* toll.h */
    struct vg_attributions *attributions; /* claim.h */
    struct vg_groups *groups;     /* group.h; NULL until that step */
    struct vg_mentions *mentions; /* frame.h; NULL until that step */
};

/* Token's text as written. */
static inline struct vg_sv vg_token_text(const struct vg_document *doc, size_t i)
{
    return vg_sv(doc->text.p + doc->tokens[i].from, doc->tokens[i].to - doc->tokens[i].from);
}

/* The chosen reading, or NULL. */
static inline const struct vg_reading *vg_token_reading(const struct vg_token *t)
{
    return t->n_readings ? &t->readings[t->chosen] : NULL;
}

/* The lemma that context chose, or the normal form. */
static inline struct vg_sv vg_token_lemma(const struct vg_token *t)
{
    return t->n_readings ? t->readings[t->chosen].lemma : t->norm;
}

static inline enum vg_pos vg_token_pos(const struct vg_token *t)
{
    return (enum vg_pos)t->pos;
}

/*
 * text.c: the first layer. rules are the language's: which abbreviations end in a full stop, which
 * words elide, which clitics a hyphen ties to a verb, which words keep their apostrophe.
 */
struct vg_text_rules;
/* Reads data/<lang>/text.tsv (columns kind, form); the rules live in arena. */
int vg_text_rules_load(struct vg_sv tsv, const char *file, struct vg_arena *arena,
                       const struct vg_text_rules **ret, struct vg_err *err)
    __attribute__((warn_unused_result));
/* Fills text, chars, tokens, sentences and quotes of doc (arena and pack set, the rest zero).
 * VG_E_TOOBIG past VG_MAX_ARTICLE; tokens past VG_MAX_TOKENS are dropped. Linear. */
int vg_text_run(struct vg_document *doc, const struct vg_text_rules *rules,
                const struct vg_article *article, struct vg_err *err)
    __attribute__((warn_unused_result));

#endif
