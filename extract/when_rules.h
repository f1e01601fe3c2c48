/* when_rules.h - what the rules of `when` share, and the rules by name: each reads an expression
 * that starts at token i and returns its length, or 0. */
#ifndef VG_EXTRACT_WHEN_RULES_H
#define VG_EXTRACT_WHEN_RULES_H

#include "extract/number.h"
#include "extract/pack.h"
#include "extract/when_in.h"

static inline const struct vg_token *tok(const struct vg_when *c, size_t i)
{
    return &c->doc->tokens[i];
}

static inline size_t m(const struct vg_when *c, size_t i, enum vg_when_kind kind, int32_t *v)
{
    return vg_when_match(c, i, kind, v);
}

static inline bool has_ref(const struct vg_when *c)
{
    return c->ref != VG_DAY_NONE;
}

static inline void fix(struct vg_when_part *p, struct vg_date span)
{
    p->fixed = true;
    p->span = span;
}

/* -1, 0, 1 of a rel word; *ret_day: the day it hangs on, of the story or of publication. */
static inline int direction(const struct vg_when *c, int32_t rel, int32_t *ret_day)
{
    *ret_day = rel == 2 || rel == -2 ? c->anchor : c->ref;
    return rel > 0 ? 1 : rel < 0 ? -1 : 0;
}

/* A span of the calendar that hangs on publication. */
static inline size_t give(const struct vg_when *c, struct vg_when_part *p, struct vg_date span,
                          size_t n)
{
    fix(p, has_ref(c) ? span : vg_no_date());
    return n;
}

/* The same, hanging on the day that the story told last. */
static inline size_t give_anaphor(const struct vg_when *c, struct vg_when_part *p, int32_t offset,
                                  size_t n)
{
    p->kind = VG_TIME_ANAPHORIC;
    p->offset = offset;
    fix(p,
        c->anchor == VG_DAY_NONE ? vg_no_date() : vg_span(c->anchor + offset, c->anchor + offset));
    return n;
}

static inline size_t ordinal(const struct vg_when *c, size_t i, int *ret)
{
    bool ord;
    double v;
    size_t end;

    if (i >= c->end || !vg_number_at(c->doc, i, c->end, &end, &v, &ord) || !ord || v > 53)
        return 0;
    *ret = (int)v;
    return end - i;
}

static inline bool four_digits(const struct vg_when *c, size_t i)
{
    struct vg_sv s = i < c->end ? tok(c, i)->norm : VG_SV_NONE;

    if (s.n != 4 || tok(c, i)->kind != VG_TOK_NUMBER)
        return false;
    for (size_t k = 0; k < 4; k++)
        if (!vg_is_digit((unsigned char)s.p[k]))
            return false;
    return (s.p[0] == '1' && (s.p[1] == '9' || s.p[1] == '8')) ||
           (s.p[0] == '2' && s.p[1] == '0' && s.p[2] < '5');
}

static inline int year_value(const struct vg_when *c, size_t i)
{
    struct vg_sv s = tok(c, i)->norm;

    return (s.p[0] - '0') * 1000 + (s.p[1] - '0') * 100 + (s.p[2] - '0') * 10 + (s.p[3] - '0');
}

/* the rules */
size_t vg_when_read_ago(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_bare_day(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_clock(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_day_word(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_earlier(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_edge(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_habit(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_holiday(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_hyphen(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_many_units(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_nth(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_of_date(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_part(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_plain(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_rel_weekday(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_season(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_shift(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_unit(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_vague(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_weekend(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_working_days(const struct vg_when *c, size_t i, struct vg_when_part *p);
size_t vg_when_read_year_alone(const struct vg_when *c, size_t i, struct vg_when_part *p);

#endif
