/* when_in.h - what the files of `when` share: the words, a date while it is read, calendar
 * arithmetic. */
#ifndef VG_EXTRACT_WHEN_IN_H
#define VG_EXTRACT_WHEN_IN_H

#include "extract/when.h"
#include "extract/wordtab.h"

enum vg_when_kind {
    WK_WEEKDAY,
    WK_ABBREV_WEEKDAY,
    WK_MONTH,
    WK_ABBREV_MONTH,
    WK_SEASON,
    WK_PART,
    WK_UNIT,
    WK_DAY,
    WK_SHIFT,
    WK_REL,
    WK_REL_AFTER,
    WK_EDGE,
    WK_HOLIDAY,
    WK_EASTER,
    WK_AGO,
    WK_IN,
    WK_WITHIN,
    WK_SINCE,
    WK_UNTIL,
    WK_STARTING,
    WK_AFTER,
    WK_BEFORE,
    WK_BETWEEN,
    WK_EARLIER,
    WK_LATER,
    WK_PLANNED,
    WK_HABIT,
    WK_VAGUE,
    WK_SOME,
    WK_ART,
    WK_OF,
    WK_THIS,
    WK_SAME,
    WK_TO,
    WK_FROM,
    WK_AND,
    WK_THERE,
    WK_PART_LINK,
    WK_CLOCK,
    WK_DECADE,
    WK_NOT_YEAR,
    WK_YEAR_LEAD,
    WK_COUNT
};

enum vg_unit {
    UNIT_DAY = 1,
    UNIT_WEEK,
    UNIT_FORTNIGHT,
    UNIT_MONTH,
    UNIT_QUARTER,
    UNIT_HALF,
    UNIT_YEAR,
    UNIT_DECADE,
    UNIT_CENTURY,
    UNIT_WEEKEND,
    UNIT_HOUR,
    UNIT_MINUTE,
    UNIT_SECOND
};

struct vg_when_phrase {
    enum vg_when_kind kind;
    int32_t value;
    const struct vg_sv *words;
    size_t n;
    int32_t next;  /* with the same first word, -1 */
    uint64_t mask; /* kinds of this phrase and of all after it in the chain: bit 1 << kind */
    uint64_t second; /* vg_hash_sv of its second word, 0: there is none */
    uint32_t brief;  /* of the first of a chain: where that is in brief */
};

/* A phrase of a chain in brief: most are turned away by their second word. */
struct vg_when_brief {
    uint32_t second; /* of its hash; 0: it has none, or none can tell */
    int32_t phrase;  /* -1: the end of the chain */
};

struct vg_when_words {
    struct vg_wordtab first; /* first word -> newest phrase */
    struct vg_when_phrase *phrases;
    size_t n, cap;
    struct vg_when_brief *briefs;
    struct vg_wordtab planned; /* lemmas */
    uint32_t rules[WK_COUNT + 4]; /* when_read.c: by what begins an expression, the rules for it */
};

enum vg_tense_hint { HINT_NONE, HINT_PAST, HINT_FUTURE };

/* A phrase that stands at a token. */
struct vg_when_found {
    enum vg_when_kind kind;
    uint32_t n; /* tokens */
    int32_t value;
    int32_t next; /* another that stands there, -1 */
};

/* A sentence while its dates are read. */
struct vg_when {
    struct vg_document *doc;
    const struct vg_when_words *words;
    const uint64_t *masks; /* per token: the kinds of all phrases that begin with its word */
    const uint64_t *kinds;            /* and of those that stand there as a whole */
    const int32_t *heads;             /* the first of these in `found`, -1 */
    struct vg_when_found *found;
    size_t start, end;                /* tokens of the sentence */
    int32_t ref;                      /* publication, VG_DAY_NONE */
    int32_t anchor;                   /* day that the story told last, or ref */
    int32_t last;                     /* last day named at all, to come or not, or ref */
    struct vg_date week;              /* the week that the text reviews, or unknown */
    int year;                         /* a year named before in this sentence, 0 */
    enum vg_tense_hint document_hint; /* what most verbs of the text say */
};

/* A date as it is written: some of its parts, or a span that is known already. */
struct vg_when_part {
    int weekday;          /* -1: not told */
    int day, month, year; /* 0: not told */
    bool fixed;           /* span holds */
    struct vg_date span;
    enum vg_time_kind kind;
    int32_t offset;
    int back; /* il y a quelques semaines: days before the publication, or the story's day, at
                 least; 0 */
    int edge; /* of the month or year: 1 beginning 2 middle 3 end */
    bool vague, future, open_end, since, length, clock;
    bool is_range;
    const struct vg_time_end *ends; /* two complete ends of a range, or NULL */
};

/* Room for what is found in a sentence. */
struct vg_when_tables {
    uint64_t masks[VG_MAX_SENTENCE_TOKENS], kinds[VG_MAX_SENTENCE_TOKENS];
    int32_t heads[VG_MAX_SENTENCE_TOKENS];
    struct vg_when_found *found;
    size_t n, cap;
};
/* when_words.c: finds the phrases in the sentence of c, [start, end). */
void vg_when_find_words(struct vg_when *c, struct vg_when_tables *tables);
/* Length in tokens of the longest phrase of this kind at token i, 0 when there is
 * none. */
size_t vg_when_match_some(const struct vg_when *c, size_t i, enum vg_when_kind kind,
                          int32_t *ret_value);
static inline size_t vg_when_match(const struct vg_when *c, size_t i, enum vg_when_kind kind,
                                   int32_t *ret_value)
{
    if (i < c->start || i >= c->end || !(c->kinds[i - c->start] & UINT64_C(1) << kind))
        return 0;
    return vg_when_match_some(c, i, kind, ret_value);
}

/* when_unit.c: the last day that `il y a quelques semaines`, `quelques jours plus tôt` leave open;
 * VG_DAY_NONE */
int32_t vg_when_latest(const struct vg_when *c, const struct vg_when_part *p);

/* when_calendar.c */
int32_t vg_add_months(int32_t day, int months);
struct vg_date vg_month_span(int year, int month);
struct vg_date vg_year_span(int year);
struct vg_date vg_week_span(int32_t day);
struct vg_date vg_unit_span(int32_t day, enum vg_unit unit);
/* The unit that lies n units from the one that holds day: n = -1 the one before. */
struct vg_date vg_unit_shift(int32_t day, enum vg_unit unit, int n);
struct vg_date vg_edge_of(struct vg_date span, enum vg_unit unit, int edge);
int32_t vg_easter(int year);
struct vg_date vg_season_span(int season, int year);
struct vg_date vg_span(int32_t from, int32_t to);
struct vg_date vg_no_date(void);
/* The date of what was written; hint chooses among years or weeks that fit. */
struct vg_date vg_when_resolve(const struct vg_when_part *p, int32_t ref, enum vg_tense_hint hint);

/* when_read.c: fills `rules`. */
void vg_when_index_rules(struct vg_when_words *words);
/* when_read.c: reads the expression that starts at token i; returns its end or 0. */
size_t vg_when_read(const struct vg_when *c, size_t i, struct vg_when_part *ret);
/* when_simple.c: a date of the calendar, without spans: weekday, day, month, year. */
size_t vg_when_plain(const struct vg_when *c, size_t i, struct vg_when_part *ret);
size_t vg_when_article(const struct vg_when *c, size_t i);
size_t vg_when_parts_of_day(const struct vg_when *c, size_t i);
size_t vg_when_count(const struct vg_when *c, size_t i, int *ret_n);
/* when.c: a span with two ends, `du 7 au 8 juillet`. */
size_t vg_when_range(const struct vg_when *c, size_t i, struct vg_when_part *ret);
/* What tense the verb nearest to tokens [from, to) says, else most verbs of the text (when.c). A
 * date by itself is an appointment: future. */
enum vg_tense_hint vg_when_tense(const struct vg_when *c, size_t from, size_t to);

#endif
