/* when_read.c - calendar expressions: the rules, tried from the most telling to the plainest. */
#include "extract/number.h"
#include "extract/pack.h"
#include "extract/when_in.h"

static const struct vg_token *tok(const struct vg_when *c, size_t i)
{
    return &c->doc->tokens[i];
}

static size_t m(const struct vg_when *c, size_t i, enum vg_when_kind kind, int32_t *v)
{
    return vg_when_match(c, i, kind, v);
}

static bool has_ref(const struct vg_when *c)
{
    return c->ref != VG_DAY_NONE;
}

static void fix(struct vg_when_part *p, struct vg_date span)
{
    p->fixed = true;
    p->span = span;
}

/* -1, 0, 1 of a rel word; *ret_day: the day it hangs on, of the story or of publication. */
static int direction(const struct vg_when *c, int32_t rel, int32_t *ret_day)
{
    *ret_day = rel == 2 || rel == -2 ? c->anchor : c->ref;
    return rel > 0 ? 1 : rel < 0 ? -1 : 0;
}

/* A span of the calendar that hangs on publication. */
static size_t give(const struct vg_when *c, struct vg_when_part *p, struct vg_date span, size_t n)
{
    fix(p, has_ref(c) ? span : vg_no_date());
    return n;
}

/* The same, hanging on the day that the story told last. */
static size_t give_anaphor(const struct vg_when *c, struct vg_when_part *p, int32_t offset, size_t n)
{
    p->kind = VG_TIME_ANAPHORIC;
    p->offset = offset;
    fix(p, c->anchor == VG_DAY_NONE ? vg_no_date() : vg_span(c->anchor + offset, c->anchor + offset));
    return n;
}

static size_t ordinal(const struct vg_when *c, size_t i, int *ret)
{
    bool ord;
    double v;
    size_t end;

    if (i >= c->end || !vg_number_at(c->doc, i, c->end, &end, &v, &ord) || !ord || v > 53)
        return 0;
    *ret = (int)v;
    return end - i;
}

/* ---- days by name ---- */

/* hier, aujourd'hui, demain; with parts of the day */
static size_t read_day_word(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t v;
    size_t n = m(c, i, WK_DAY, &v);

    if (!n)
        return 0;
    n += vg_when_parts_of_day(c, i + n);
    return give(c, p, vg_span(c->ref + (has_ref(c) ? v : 0), c->ref + (has_ref(c) ? v : 0)), n);
}

static size_t read_holiday(const struct vg_when *c, size_t i, struct vg_when_part *p);

/* la veille, le lendemain (du 13 février), l'avant-veille */
static size_t read_shift(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t v;
    size_t at = i, n;

    at += m(c, at, WK_TO, NULL) ? m(c, at, WK_TO, NULL) : 0;
    at += vg_when_article(c, at);
    if (!(n = m(c, at, WK_SHIFT, &v)))
        return 0;
    at += n;
    size_t of = m(c, at, WK_OF, NULL);
    struct vg_when_part base = {.weekday = -1};
    if (of && ((n = vg_when_plain(c, at + of, &base)) || (n = read_holiday(c, at + of, &base)))) {
        struct vg_date d = vg_when_resolve(&base, c->ref, vg_when_tense(c, i, at + of + n));
        if (d.precision != VG_DATE_DAY || d.from == VG_DAY_NONE)
            return 0;
        fix(p, vg_span(d.from + v, d.to + v));
        return at + of + n - i;
    }
    at += vg_when_parts_of_day(c, at);
    p->vague = of && at + of < c->end; /* au lendemain de l'attaque: of which one is not ours to say */
    return give_anaphor(c, p, v, at - i);
}

/* Days of `mercredi en huit`, `lundi prochain`, `lundi de la semaine prochaine`. */
static size_t weekday_tail(const struct vg_when *c, size_t at, int weekday, struct vg_when_part *p)
{
    int back = has_ref(c) ? (vg_day_weekday(c->ref) - weekday + 7) % 7 : 0;
    int32_t next = c->ref + (has_ref(c) ? 7 - back : 0), v;
    size_t n, from = at;
    int days;

    if (at + 1 < c->end && m(c, at, WK_PART_LINK, NULL) == 1 && (n = vg_when_count(c, at + 1, &days)) &&
        (days == 8 || days == 15) && !m(c, at + 1 + n, WK_MONTH, NULL) && !m(c, at + 1 + n, WK_UNIT, NULL))
        return give(c, p, vg_span(next + (days == 8 ? 7 : 14), next + (days == 8 ? 7 : 14)), 1 + n);
    if ((n = m(c, at, WK_REL, &v)) || (n = m(c, at, WK_REL_AFTER, &v))) {
        int32_t d = !has_ref(c) ? 0 : v > 0 ? next : v < 0 ? c->ref - (back ? back : 7) : c->ref - back;
        return give(c, p, vg_span(d, d), n);
    }
    at += m(c, at, WK_OF, NULL);
    at += vg_when_article(c, at) ? vg_when_article(c, at) : m(c, at, WK_THIS, NULL);
    int32_t unit;
    if ((n = m(c, at, WK_UNIT, &unit)) && unit == UNIT_WEEK) {
        int32_t week = 0;
        at += n;
        n = m(c, at, WK_REL, &week);
        if (!n)
            n = m(c, at, WK_REL_AFTER, &week);
        at += n;
        if (!has_ref(c))
            return give(c, p, vg_no_date(), at - from);
        int32_t day, d;
        week = direction(c, week, &day);
        d = vg_week_span(day).from + 7 * week + weekday;
        return give(c, p, vg_span(d, d), at - from);
    }
    return 0;
}

static bool same_before(const struct vg_when *c, size_t i)
{
    return m(c, i, WK_THIS, NULL) && m(c, i + 1, WK_SAME, NULL);
}

/* A plain date with what may follow it. */
static size_t read_plain(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    size_t n = vg_when_plain(c, i, p), tail;

    if (!n)
        return 0;
    if (p->weekday >= 0 && !p->day) {
        if (same_before(c, i) && c->last != VG_DAY_NONE) { /* ce même lundi */
            int back = (vg_day_weekday(c->last) - p->weekday + 7) % 7;
            fix(p, vg_span(c->last - back, c->last - back));
        } else if ((tail = weekday_tail(c, i + n, p->weekday, p))) {
            n += tail;
        }
        size_t part = p->fixed ? 0 : vg_when_parts_of_day(c, i + n);
        if (!p->fixed && (tail = weekday_tail(c, i + n + part, p->weekday, p)))
            n += part + tail;
        if (!p->fixed && c->week.from != VG_DAY_NONE) { /* a review of that week */
            int32_t d = c->week.from + (p->weekday - vg_day_weekday(c->week.from) + 7) % 7;
            fix(p, vg_span(d, d));
        }
        if (!p->fixed && vg_when_article(c, i) && vg_when_tense(c, i, i + n + part) != HINT_PAST) {
            p->kind = VG_TIME_RECURRENT; /* le mercredi */
            fix(p, vg_no_date());
        }
    } else if (p->month && !p->day && !p->year) { /* septembre dernier, juillet prochain */
        int32_t v;
        tail = m(c, i + n, WK_REL, &v);
        if (tail && has_ref(c)) {
            struct vg_civil now = vg_day_to_civil(c->ref);
            p->year = v < 0 ? now.year - (p->month >= now.month) : now.year + (p->month <= now.month);
            n += tail;
        } else if (c->year) { /* deux putschs en 2022, le premier en janvier */
            p->year = c->year;
        }
    } else if (p->day && p->month && !p->year) { /* le 13 mars dernier */
        int32_t v;
        tail = m(c, i + n, WK_REL, &v);
        if (tail && has_ref(c)) {
            struct vg_date d = vg_when_resolve(p, c->ref, v < 0 ? HINT_PAST : HINT_FUTURE);
            fix(p, d);
            n += tail;
        }
    }
    if (p->day || p->weekday >= 0)
        n += vg_when_parts_of_day(c, i + n);
    return n;
}

/* le 2, le 16: only with an article before and nothing counted after */
static size_t read_bare_day(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    size_t art = vg_when_article(c, i), n;
    int day;

    if (!art)
        art = m(c, i, WK_FROM, NULL); /* l'attaque du 17 */
    if (art != 1 || i + art >= c->end || tok(c, i + art)->kind != VG_TOK_NUMBER)
        return 0;
    const struct vg_reading *r = vg_token_reading(tok(c, i));
    if (!r || r->plural || r->feminine || !r->singular)
        return 0;
    if (!(n = vg_when_count(c, i + art, &day)) || day < 1 || day > 31)
        return 0;
    if (i + art + n < c->end) {
        const struct vg_token *t = tok(c, i + art + n);
        enum vg_pos pos = vg_token_pos(t);
        if (pos == VG_POS_NOUN || pos == VG_POS_ADJ || pos == VG_POS_PROPER || pos == VG_POS_NUM ||
            pos == VG_POS_PPAS || t->kind == VG_TOK_SYMBOL || m(c, i + art + n, WK_NOT_YEAR, NULL) ||
            m(c, i + art + n, WK_UNIT, NULL) || (!t->space_before && t->kind == VG_TOK_PUNCT && vg_sv_is(t->norm, "-")))
            if (!m(c, i + art + n, WK_PART, NULL))
                return 0;
    }
    p->day = day;
    return art + n + vg_when_parts_of_day(c, i + art + n);
}

/* ---- years ---- */

static bool four_digits(const struct vg_when *c, size_t i)
{
    struct vg_sv s = i < c->end ? tok(c, i)->norm : VG_SV_NONE;

    if (s.n != 4 || tok(c, i)->kind != VG_TOK_NUMBER)
        return false;
    for (size_t k = 0; k < 4; k++)
        if (!vg_is_digit((unsigned char)s.p[k]))
            return false;
    return (s.p[0] == '1' && (s.p[1] == '9' || s.p[1] == '8')) || (s.p[0] == '2' && s.p[1] == '0' && s.p[2] < '5');
}

static int year_value(const struct vg_when *c, size_t i)
{
    struct vg_sv s = tok(c, i)->norm;

    return (s.p[0] - '0') * 1000 + (s.p[1] - '0') * 100 + (s.p[2] - '0') * 10 + (s.p[3] - '0');
}

static size_t read_year_alone(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t v;
    size_t at = i;

    if (m(c, i, WK_DECADE, NULL) && i + 1 < c->end && tok(c, i + m(c, i, WK_DECADE, NULL))->kind == VG_TOK_NUMBER) {
        int n;
        at += m(c, i, WK_DECADE, NULL);
        struct vg_sv s = tok(c, at)->norm;
        size_t len = vg_when_count(c, at, &n);
        if (len == 1 && (s.n == 4 || s.n == 2) && n % 10 == 0 && (n >= 1800 || (n >= 10 && n <= 90))) {
            int first = n >= 1800 ? n : 1900 + n;
            fix(p, (struct vg_date){vg_year_span(first).from, vg_year_span(first + 9).to, VG_DATE_YEAR});
            return at + 1 - i;
        }
        return 0;
    }
    at += vg_when_article(c, at);
    bool noun = (v = 0, m(c, at, WK_UNIT, &v)) && v == UNIT_YEAR;
    at = noun ? at + m(c, at, WK_UNIT, NULL) : i;
    int32_t lead_word = 0, two;
    if (at == i && i > c->start && tok(c, at)->norm.n == 2 && tok(c, at)->kind == VG_TOK_NUMBER &&
        m(c, i - 1, WK_YEAR_LEAD, &lead_word) && lead_word && has_ref(c) && vg_when_count(c, at, &two) == 1 &&
        two >= 40 && (at + 1 == c->end || vg_token_pos(tok(c, at + 1)) == VG_POS_PUNCT)) {
        p->year = vg_day_to_civil(c->ref).year / 100 * 100 + two; /* en 99 */
        p->year -= p->year > vg_day_to_civil(c->ref).year + 10 ? 100 : 0;
        return 1;
    }
    if (!four_digits(c, at))
        return 0;
    if (!noun) {
        bool lead = i > c->start && (m(c, i - 1, WK_YEAR_LEAD, NULL) || vg_token_pos(tok(c, i - 1)) == VG_POS_NOUN ||
                                     vg_token_pos(tok(c, i - 1)) == VG_POS_ADJ);
        bool alone = i == c->start && i + 1 == c->end;
        if (!lead && !alone)
            return 0;
        if (at + 1 < c->end) {
            const struct vg_token *t = tok(c, at + 1);
            enum vg_pos pos = vg_token_pos(t);
            int32_t strong = 0;
            bool in = i > c->start && m(c, i - 1, WK_YEAR_LEAD, &strong) && strong;
            if (m(c, at + 1, WK_NOT_YEAR, NULL) || t->kind == VG_TOK_SYMBOL || m(c, at + 1, WK_UNIT, NULL))
                return 0;
            if (!in && (pos == VG_POS_NOUN || pos == VG_POS_ADJ || pos == VG_POS_NUM || pos == VG_POS_PPAS))
                return 0;
        }
    }
    p->year = year_value(c, at);
    return at + 1 - i;
}

/* ---- units: la semaine dernière, ce mois, trois jours plus tôt ---- */

/* The unit that holds publication, moved by rel. `ce week-end` before it, when the tense is past. */
static struct vg_date unit_from_ref(const struct vg_when *c, size_t i, size_t end, enum vg_unit unit, int rel)
{
    if (!has_ref(c))
        return vg_no_date();
    if (unit == UNIT_WEEKEND && vg_day_weekday(c->ref) < 5) {
        if (rel == 0 && vg_when_tense(c, i, end) == HINT_PAST)
            rel = -1;
        rel -= rel > 0; /* on a Tuesday the next weekend is this week's */
    }
    return vg_unit_shift(c->ref, unit, rel);
}

/* (début|fin de) la semaine dernière, ce mois, l'année prochaine, la semaine suivante, cette année */
static size_t read_unit(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t edge = 0, unit, rel = 0, v;
    size_t at = i, n;

    bool in = !(n = m(c, at, WK_EDGE, &edge)) ? false : true;
    at += n;
    if (in)
        at += m(c, at, WK_OF, NULL);
    size_t art = vg_when_article(c, at), dem = art ? 0 : m(c, at, WK_THIS, NULL);
    at += art + dem;
    bool same = (art || dem) && m(c, at, WK_SAME, NULL);
    at += same;
    bool before = (n = m(c, at, WK_REL, &rel)) > 0; /* la dernière semaine, le prochain mois */
    at += n;
    if (!(n = m(c, at, WK_UNIT, &unit)) || unit >= UNIT_HOUR)
        return 0;
    bool plural = vg_token_reading(tok(c, at)) && vg_token_reading(tok(c, at))->plural &&
                  !vg_token_reading(tok(c, at))->singular;
    if (plural)
        return 0;
    at += n;
    if (dem && (n = m(c, at, WK_THERE, NULL)) && n == 1 && !tok(c, at)->space_before) { /* ce jour-là */
        p->since = false;
        return unit == UNIT_DAY ? give_anaphor(c, p, 0, at + 1 - i) : 0;
    }
    if (same && unit == UNIT_DAY)
        return give_anaphor(c, p, 0, at - i + vg_when_parts_of_day(c, at));
    bool after = !before && ((n = m(c, at, WK_REL, &rel)) || (n = m(c, at, WK_REL_AFTER, &rel)));
    at += after ? n : 0;
    /* le mois de juillet; la semaine du 6 octobre are read elsewhere */
    if (!dem && !before && !after && !(in && unit != UNIT_DAY))
        return 0;
    if (unit == UNIT_DAY) {
        if (before && rel && !after)
            return 0; /* le dernier jour de... */
        return after ? give_anaphor(c, p, rel > 0 ? 1 : -1, at - i) : give(c, p, vg_span(c->ref, c->ref), at - i);
    }
    if (before && (n = m(c, at, WK_OF, NULL)) && (m(c, at + n, WK_MONTH, NULL) || vg_when_article(c, at + n)))
        return 0; /* la dernière semaine de septembre */
    (void)v;
    int32_t day;
    int step = direction(c, rel, &day);
    struct vg_date span = day == c->anchor && step && day != VG_DAY_NONE && day != c->ref
                              ? vg_unit_shift(day, (enum vg_unit)unit, step)
                              : unit_from_ref(c, i, at, (enum vg_unit)unit, step);
    return give(c, p, vg_edge_of(span, (enum vg_unit)unit, edge), at - i);
}

/* 3 prochains mois, les deux dernières années, ces trois derniers jours, ces derniers jours */
static size_t read_many_units(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t rel, unit;
    int count = 0;
    size_t at = i, n;

    size_t lead = vg_when_article(c, at);
    if (!lead)
        lead = m(c, at, WK_THIS, NULL);
    at += lead;
    bool counted = (n = vg_when_count(c, at, &count)) > 0;
    at += n;
    n = m(c, at, WK_REL, &rel);
    bool first = n > 0;
    at += n;
    if (!counted && first && (n = vg_when_count(c, at, &count))) { /* les dernières 24 heures */
        counted = true;
        at += n;
    }
    if (!(n = m(c, at, WK_UNIT, &unit)))
        return 0;
    at += n;
    if (!first) {
        if (!counted || (!(n = m(c, at, WK_REL, &rel)) && !(n = m(c, at, WK_REL_AFTER, &rel))))
            return 0;
        at += n;
    }
    if (!counted) {
        if (!lead)
            return 0;
        p->vague = true;
        return give(c, p, vg_no_date(), at - i);
    }
    if (!has_ref(c) || count < 1 || count > 1000)
        return give(c, p, vg_no_date(), at - i);
    rel = rel > 0 ? 1 : -1;
    if (unit >= UNIT_HOUR) {
        int days = unit == UNIT_HOUR ? (count + 23) / 24 : 0;
        return give(c, p, rel < 0 ? vg_span(c->ref - days, c->ref) : vg_span(c->ref, c->ref + days), at - i);
    }
    struct vg_date near = vg_unit_shift(c->ref, (enum vg_unit)unit, rel);
    struct vg_date far = vg_unit_shift(c->ref, (enum vg_unit)unit, rel * count);
    if (far.from == VG_DAY_NONE)
        return give(c, p, vg_no_date(), at - i);
    if (lead && unit != UNIT_DAY) { /* les deux dernières semaines: up to today */
        int32_t edge = unit == UNIT_WEEK ? c->ref + 7 * rel * count
                                         : vg_add_months(c->ref, rel * count * (unit == UNIT_YEAR ? 12 : unit == UNIT_QUARTER ? 3 : 1));
        struct vg_date rolling = rel < 0 ? vg_span(edge, c->ref) : vg_span(c->ref, edge);
        return give(c, p, rolling, at - i);
    }
    struct vg_date span = rel < 0 ? vg_span(far.from, near.to) : vg_span(near.from, far.to);
    span.precision = near.precision;
    return give(c, p, span, at - i);
}

/* n units from a day, as precise as the unit is. */
static struct vg_date moved(int32_t day, enum vg_unit unit, int n)
{
    if (day == VG_DAY_NONE)
        return vg_no_date();
    return vg_unit_shift(day, unit, n);
}

/* il y a trois mois, voilà deux ans; dans 5 jours; d'ici deux semaines; depuis trois jours; pendant une heure */
static size_t read_ago(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    static const enum vg_when_kind kinds[] = {WK_AGO, WK_IN, WK_SINCE, WK_WITHIN};
    int32_t unit;
    size_t n, at;
    int count;

    for (size_t k = 0; k < VG_COUNT_OF(kinds); k++) {
        if (!(n = m(c, i, kinds[k], NULL)))
            continue;
        at = i + n;
        bool some = (n = m(c, at, WK_SOME, NULL)) > 0;
        if (!some && !(n = vg_when_count(c, at, &count)))
            continue;
        if (!m(c, at + n, WK_UNIT, &unit))
            continue;
        at += n + m(c, at + n, WK_UNIT, NULL);
        if (kinds[k] != WK_SINCE && m(c, at, WK_OF, NULL)) /* dans un jour de grande forme */
            continue;
        if (some) {
            p->vague = true;
            return give(c, p, vg_no_date(), at - i);
        }
        int sign = kinds[k] == WK_IN || kinds[k] == WK_WITHIN ? 1 : -1;
        p->future = sign > 0;
        p->since = p->length = kinds[k] == WK_SINCE;
        if (kinds[k] == WK_WITHIN) {
            struct vg_date far = moved(c->ref, (enum vg_unit)unit, count);
            if (has_ref(c) && unit != UNIT_DAY && far.from != VG_DAY_NONE)
                far.to = unit == UNIT_WEEK ? c->ref + 7 * count : far.to;
            return give(c, p, vg_span(c->ref, far.to), at - i);
        }
        return give(c, p, moved(c->ref, (enum vg_unit)unit, sign * count), at - i);
    }
    return 0;
}

/* deux jours plus tôt, un an après, quelques heures plus tard */
static size_t read_earlier(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t unit;
    int count = 0, sign = 0;
    size_t n = m(c, i, WK_SOME, NULL), at;
    bool some = n > 0;

    if (!some && !(n = vg_when_count(c, i, &count)))
        return 0;
    at = i + n;
    if (!(n = m(c, at, WK_UNIT, &unit)))
        return 0;
    at += n;
    if ((n = m(c, at, WK_EARLIER, NULL)))
        sign = -1;
    else if ((n = m(c, at, WK_LATER, NULL)))
        sign = 1;
    if (!sign) {
        p->kind = VG_TIME_DURATION;
        return give(c, p, vg_no_date(), at - i);
    }
    at += n;
    p->kind = VG_TIME_ANAPHORIC;
    enum vg_pos next = at < c->end ? vg_token_pos(tok(c, at)) : VG_POS_PUNCT;
    bool after_what = next == VG_POS_DET || next == VG_POS_NOUN || next == VG_POS_PROPER || next == VG_POS_CONJ;
    if ((some && unit < UNIT_HOUR) || after_what) { /* six ans après sa victoire */
        p->vague = true;
        return give(c, p, vg_no_date(), at - i);
    }
    struct vg_date d = moved(c->anchor, (enum vg_unit)unit, sign * count);
    p->offset = c->anchor == VG_DAY_NONE || d.from == VG_DAY_NONE ? 0 : d.from - c->anchor;
    fix(p, d);
    return at - i;
}

/* ---- parts of larger things ---- */

/* What stands after `de`: a month with its year, this month, the season. */
static size_t read_holder(const struct vg_when *c, size_t i, enum vg_tense_hint hint, struct vg_date *ret)
{
    struct vg_when_part p = {.weekday = -1};
    int32_t season;
    size_t at = i, n = m(c, at, WK_OF, NULL);

    if (!n)
        return 0;
    at += n;
    if ((n = vg_when_plain(c, at, &p)) && p.month && !p.day) {
        *ret = vg_when_resolve(&p, c->ref, hint);
        return at + n - i;
    }
    p = (struct vg_when_part){.weekday = -1};
    if ((n = read_unit(c, at, &p)) && p.kind == VG_TIME_CALENDAR) {
        *ret = p.span;
        return at + n - i;
    }
    size_t art = vg_when_article(c, at);
    if (has_ref(c) && (n = m(c, at + art, WK_SEASON, &season))) {
        int year = vg_day_to_civil(c->ref).year;
        struct vg_date s = vg_season_span(season, year);
        bool next = s.to < c->ref || (hint == HINT_FUTURE && s.from < c->ref);
        *ret = next ? vg_season_span(season, year + 1) : s;
        return at + art + n - i;
    }
    int32_t unit;
    if (has_ref(c) && (n = m(c, at + art, WK_UNIT, &unit)) && (unit == UNIT_MONTH || unit == UNIT_YEAR)) {
        *ret = vg_unit_span(c->ref, (enum vg_unit)unit);
        return at + art + n - i;
    }
    return 0;
}

/* Place k (from 1, or -1: last) of units or weekdays inside a span. */
static struct vg_date nth(struct vg_date in, int weekday, enum vg_unit unit, int k)
{
    if (in.from == VG_DAY_NONE)
        return vg_no_date();
    if (weekday >= 0 || unit == UNIT_WEEKEND) {
        int wd = weekday >= 0 ? weekday : 5;
        int32_t first = in.from + (wd - vg_day_weekday(in.from) + 7) % 7;
        int32_t last = in.to - (vg_day_weekday(in.to) - wd + 7) % 7;
        int32_t d = k > 0 ? first + 7 * (k - 1) : last;
        return vg_span(d, d + (weekday < 0));
    }
    if (unit == UNIT_WEEK) {
        int32_t first = in.from + (7 - vg_day_weekday(in.from)) % 7;
        int32_t last = in.to - (vg_day_weekday(in.to) + 1) % 7 - 6;
        return vg_week_span(k > 0 ? first + 7 * (k - 1) : last);
    }
    if (unit == UNIT_DAY) {
        int32_t d = k > 0 ? in.from + k - 1 : in.to;
        return vg_span(d, d);
    }
    if (unit == UNIT_FORTNIGHT)
        return k == 1 ? vg_span(in.from, in.from + 14) : vg_span(in.from + 15, in.to);
    int months = unit == UNIT_MONTH ? 1 : unit == UNIT_QUARTER ? 3 : unit == UNIT_HALF ? 6 : 0;
    if (!months)
        return vg_no_date();
    int32_t from = k > 0 ? vg_add_months(in.from, months * (k - 1)) : vg_add_months(in.to + 1, -months);
    struct vg_date d = vg_span(from, vg_add_months(from, months) - 1);
    d.precision = VG_DATE_MONTH;
    return d;
}

/* premier vendredi de ce mois, la dernière semaine de septembre 2014, la deuxième quinzaine d'avril */
static size_t read_nth(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t unit = 0, weekday = -1, rel;
    struct vg_date in = vg_no_date();
    size_t at = i + vg_when_article(c, i), n;
    int k = 0;

    if (!(n = ordinal(c, at, &k))) {
        if (!(n = m(c, at, WK_REL, &rel)) || rel > 0)
            return 0;
        k = -1;
    }
    at += n;
    if (!(n = m(c, at, WK_WEEKDAY, &weekday)) && !(n = m(c, at, WK_UNIT, &unit)))
        return 0;
    at += n;
    n = read_holder(c, at, HINT_NONE, &in);
    n = read_holder(c, at, vg_when_tense(c, i, at + n), &in);
    bool part_of_year = unit == UNIT_QUARTER || unit == UNIT_HALF;
    if (!n && part_of_year && has_ref(c)) {
        struct vg_when_part year = {.weekday = -1};
        size_t of = m(c, at, WK_OF, NULL);
        if (four_digits(c, at + of)) {
            year.year = year_value(c, at + of);
            n = of + 1;
        }
        in = year.year ? vg_year_span(year.year) : vg_unit_span(c->ref, UNIT_YEAR);
    } else if (!n) {
        return 0;
    }
    if (part_of_year && in.precision != VG_DATE_YEAR)
        return 0;
    at += n;
    fix(p, nth(in, weekday, (enum vg_unit)unit, k));
    return p->span.from == VG_DAY_NONE ? 0 : at - i;
}

/* la semaine du 6 octobre, le week-end du 12 mai, le mois de juillet; la matinée du 15 février */
static size_t read_of_date(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t unit = 0;
    size_t at = i + vg_when_article(c, i), n;
    struct vg_when_part day = {.weekday = -1};

    bool part = !(n = m(c, at, WK_UNIT, &unit)) && (n = m(c, at, WK_PART, NULL));
    if (!n)
        return 0;
    at += n;
    if (part)
        at += vg_when_parts_of_day(c, at);
    size_t of = m(c, at, WK_OF, NULL);
    if (!of)
        return 0;
    at += of;
    struct vg_when_part word = {.weekday = -1};
    if (part && (n = read_day_word(c, at, &word))) {
        *p = word;
        return at + n - i;
    }
    int32_t which = 0;
    (void)(part && m(c, i + vg_when_article(c, i), WK_PART, &which));
    struct vg_when_part span = {.weekday = -1};
    if ((n = vg_when_range(c, at - of, &span))) { /* la semaine du 4 au 10 mars */
        *p = span;
        return at - of + n - i;
    }
    if (!(n = vg_when_plain(c, at, &day))) {
        if ((n = read_bare_day(c, at - 1, &day)) < 2)
            return 0;
        n--;
    }
    if (part || unit == UNIT_DAY) {
        if (!day.day && day.weekday < 0)
            return 0;
        *p = day;
        if (which == 5) { /* the night of Friday ends on Saturday */
            struct vg_date d = vg_when_resolve(&day, c->ref, vg_when_tense(c, i, at + n));
            if (d.from != VG_DAY_NONE)
                fix(p, vg_span(d.from, d.from + 1));
        }
        return at + n - i;
    }
    if (unit == UNIT_MONTH && day.month && !day.day) {
        *p = day;
        return at + n - i;
    }
    if ((unit != UNIT_WEEK && unit != UNIT_WEEKEND) || !day.day)
        return 0;
    struct vg_date d = vg_when_resolve(&day, c->ref, vg_when_tense(c, i, at + n));
    if (d.from == VG_DAY_NONE)
        return 0;
    int wd = vg_day_weekday(d.from);
    if (unit == UNIT_WEEK)
        fix(p, vg_week_span(wd >= 4 ? d.from + 7 - wd : d.from));
    else
        fix(p, vg_unit_span(d.from, UNIT_WEEKEND));
    return at + n - i;
}

/* début avril, mi-mars, fin 2014, courant mai; début de l'été, au milieu de cet été */
static size_t read_edge(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t edge, season;
    size_t at = i, n = m(c, at, WK_EDGE, &edge);
    struct vg_when_part in = {.weekday = -1};

    if (!n)
        return 0;
    at += n;
    if (edge == 2 && at < c->end && vg_sv_is(tok(c, at)->norm, "-"))
        at++;
    at += m(c, at, WK_OF, NULL);
    size_t art = vg_when_article(c, at) ? vg_when_article(c, at) : m(c, at, WK_THIS, NULL);
    int32_t unit;
    if (m(c, at + art, WK_UNIT, &unit) && unit == UNIT_MONTH && m(c, at + art + 1, WK_OF, NULL))
        at += art + 2, art = 0; /* début du mois de juillet */
    if ((n = vg_when_plain(c, at, &in)) && in.month && !in.day) {
        in.edge = edge < 4 ? edge : 0;
        *p = in;
        return at + n - i;
    }
    in = (struct vg_when_part){.weekday = -1};
    if ((n = read_year_alone(c, at, &in)) || (four_digits(c, at) && (in.year = year_value(c, at), n = 1))) {
        in.edge = edge < 4 ? edge : 0;
        *p = in;
        return at + n - i;
    }
    if (has_ref(c) && (n = m(c, at + art, WK_SEASON, &season))) {
        fix(p, vg_edge_of(vg_season_span(season, vg_day_to_civil(c->ref).year), UNIT_QUARTER, edge));
        return at + art + n - i;
    }
    return 0;
}

/* The only meaning of this kind that a word by itself has; false when there is none. */
static bool word_is(const struct vg_when *c, struct vg_sv fold, enum vg_when_kind kind, int32_t *ret)
{
    for (int32_t k = vg_wordtab_get(&c->words->first, fold); k >= 0; k = c->words->phrases[k].next)
        if (c->words->phrases[k].kind == kind && c->words->phrases[k].n == 1) {
            *ret = c->words->phrases[k].value;
            return true;
        }
    return false;
}

/* mi-mars, janvier-mars 2014: words that a hyphen ties */
static size_t read_hyphen(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    struct vg_sv tail = tok(c, i)->fold, head = vg_sv_split(&tail, '-');
    int32_t edge, first, last;

    if (!tail.p || !word_is(c, tail, WK_MONTH, &last))
        return 0;
    size_t n = four_digits(c, i + 1) ? 2 : 1;
    int year = n == 2 ? year_value(c, i + 1) : 0;
    struct vg_when_part month = {.weekday = -1, .month = last, .year = year};
    if (word_is(c, head, WK_EDGE, &edge)) {
        month.edge = edge < 4 ? edge : 0;
        *p = month;
        return n;
    }
    if (!word_is(c, head, WK_MONTH, &first))
        return 0;
    struct vg_date to = vg_when_resolve(&month, c->ref, vg_when_tense(c, i, i + n));
    if (to.from == VG_DAY_NONE)
        return 0;
    struct vg_date from = vg_month_span(vg_day_to_civil(to.from).year - (first > last), first);
    fix(p, (struct vg_date){from.from, to.to, VG_DATE_MONTH});
    return n;
}

static size_t season_year(const struct vg_when *c, size_t at, int season, enum vg_tense_hint hint,
                          struct vg_date *ret)
{
    int32_t rel = 0;
    size_t n = 0;

    if (four_digits(c, at)) {
        *ret = vg_season_span(season, year_value(c, at));
        return 1;
    }
    if (!has_ref(c)) {
        *ret = vg_no_date();
        return 0;
    }
    int year = vg_day_to_civil(c->ref).year;
    struct vg_date now = vg_season_span(season, year), last = vg_season_span(season, year - 1);
    if ((n = m(c, at, WK_REL, &rel)) && rel < 0)
        *ret = now.to < c->ref ? now : last;
    else if (n && rel > 0)
        *ret = now.from > c->ref ? now : vg_season_span(season, year + 1);
    else if (last.from <= c->ref && c->ref <= last.to)
        *ret = last; /* the winter that began last year */
    else
        *ret = hint == HINT_PAST && now.from > c->ref ? last : now;
    return n;
}

/* cet été, l'été dernier, hiver 2014, au printemps */
static size_t read_season(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t season;
    size_t at = i, lead = vg_when_article(c, at), n;

    if (!lead)
        lead = m(c, at, WK_THIS, NULL);
    if (!lead && m(c, at, WK_PART_LINK, NULL) == 1)
        lead = 1;
    at += lead;
    if (!(n = m(c, at, WK_SEASON, &season)))
        return 0;
    enum vg_pos pos = vg_token_pos(tok(c, at));
    bool ok = four_digits(c, at + n) || m(c, at + n, WK_REL, NULL) || (lead && pos == VG_POS_NOUN) ||
              (i == c->start && at + n == c->end);
    if (!ok)
        return 0;
    struct vg_date d;
    at += n;
    if (m(c, at, WK_OF, NULL) && !four_digits(c, at + 1) && !m(c, at, WK_REL_AFTER, NULL))
        return 0; /* le printemps de l'environnement */
    at += season_year(c, at, season, vg_when_tense(c, i, at), &d);
    fix(p, d);
    return at - i;
}

static size_t read_holiday(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t v;
    size_t at = i + vg_when_article(c, i), n;
    enum vg_tense_hint hint;
    bool easter = false;

    size_t part = m(c, at, WK_PART, NULL), of = part ? m(c, at + part, WK_OF, NULL) : 0;
    at += of ? part + of : 0; /* le soir de Noël */
    if (!(n = m(c, at, WK_HOLIDAY, &v)) && !(easter = (n = m(c, at, WK_EASTER, &v)) > 0))
        return 0;
    at += n;
    int year = four_digits(c, at) ? year_value(c, at) : 0;
    hint = vg_when_tense(c, i, at);
    at += year != 0;
    if (!easter) {
        p->month = v / 100;
        p->day = v % 100;
        p->year = year;
        return at - i;
    }
    if (!year && !has_ref(c))
        return 0;
    int32_t d = VG_DAY_NONE;
    for (int k = -1; k <= 1 && !year; k++) {
        int32_t x = vg_easter(vg_day_to_civil(c->ref).year + k) + v;
        if (d == VG_DAY_NONE || (hint == HINT_PAST ? x <= c->ref : hint == HINT_FUTURE ? d < c->ref
                                                   : (x > c->ref ? x - c->ref : c->ref - x) < (d > c->ref ? d - c->ref : c->ref - d)))
            d = x;
    }
    d = year ? vg_easter(year) + v : d;
    fix(p, vg_span(d, d));
    return at - i;
}

/* ce matin, cette nuit, la nuit dernière, dans la nuit, ce soir-là */
static size_t read_part(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t part, rel;
    size_t at = i, art = vg_when_article(c, at), dem = art ? 0 : m(c, at, WK_THIS, NULL), n;

    at += art + dem;
    bool same = m(c, at, WK_SAME, NULL) > 0;
    at += same;
    if ((!art && !dem) || !(n = m(c, at, WK_PART, &part)))
        return 0;
    at += n;
    if (dem && part > 10 && !same && at < c->end && vg_token_pos(tok(c, at)) == VG_POS_PUNCT && i == c->start)
        return 0; /* Cette soirée, qui sera animée par... */
    part %= 10;
    if (dem && at < c->end && !tok(c, at)->space_before && m(c, at, WK_THERE, NULL))
        return give_anaphor(c, p, 0, at + 1 - i); /* ce soir-là */
    if (art && part == 5 && (n = m(c, at, WK_REL, &rel)) && rel < 0) {
        int32_t day;
        (void)direction(c, rel, &day);
        return give(c, p, vg_span(day - (day == VG_DAY_NONE ? 0 : 1), day), at + n - i);
    }
    if (dem && same)
        return give_anaphor(c, p, 0, at - i);
    if (dem) {
        n = vg_when_parts_of_day(c, at);
        return give(c, p, vg_span(c->ref, c->ref), at + n - i);
    }
    /* la nuit: the night of the day told last, when a preposition says that something happened in it */
    if (part == 5 && i > c->start && at <= c->end &&
        vg_token_pos(tok(c, i - 1)) == VG_POS_PREP && !m(c, at, WK_OF, NULL))
        return give_anaphor(c, p, 0, at - i);
    return 0;
}

/* chaque semaine, tous les lundis, les samedis */
static size_t read_habit(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    size_t n = m(c, i, WK_HABIT, NULL), k;

    if (!n)
        return 0;
    int count;
    size_t q = vg_when_count(c, i + n, &count);
    if (!(k = m(c, i + n + q, WK_UNIT, NULL)) && !(k = m(c, i + n + q, WK_WEEKDAY, NULL)) &&
        !(k = m(c, i + n + q, WK_PART, NULL)))
        return 0;
    p->kind = VG_TIME_RECURRENT;
    return give(c, p, vg_no_date(), n + q + k);
}

static size_t read_vague(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    size_t n = m(c, i, WK_VAGUE, NULL);

    if (!n)
        return 0;
    p->vague = true;
    return give(c, p, vg_no_date(), n);
}

/* A clock by itself places nothing, but its figures are no counts. */
static size_t read_clock(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    if (tok(c, i)->kind != VG_TOK_NUMBER)
        return 0;
    size_t n = vg_when_parts_of_day(c, i);
    if (!n)
        return 0;
    p->kind = VG_TIME_DURATION;
    return give(c, p, vg_no_date(), n);
}

/* en semaine: the working days */
static size_t read_working_days(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t unit;

    if (i != c->start || m(c, i, WK_PART_LINK, NULL) != 1 || !m(c, i + 1, WK_UNIT, &unit) ||
        unit != UNIT_WEEK || i + 2 < c->end || !has_ref(c))
        return 0;
    int32_t monday = vg_week_span(c->ref).from;
    return give(c, p, vg_span(monday, monday + 4), 2);
}

/* le week-end, with nothing said: the next one, or the last when the tense is past */
static size_t read_weekend(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t unit;
    size_t at = i + vg_when_article(c, i), n;

    if (at == i || !(n = m(c, at, WK_UNIT, &unit)) || unit != UNIT_WEEKEND || m(c, at + n, WK_OF, NULL))
        return 0;
    return give(c, p, unit_from_ref(c, i, at + n, UNIT_WEEKEND, 0), at + n - i);
}

#define K(kind) (UINT64_C(1) << WK_##kind)
enum { DIGITS = 1, COUNT = 2, HYPHEN = 4, ORDINAL = 8 }; /* what else a rule may start with */

/* The rules, and what the first word of each can be. */
static const struct {
    size_t (*read)(const struct vg_when *, size_t, struct vg_when_part *);
    uint64_t first;
    int other;
} rules[] = {
    {read_nth, K(ART) | K(REL), ORDINAL},
    {read_of_date, K(ART) | K(UNIT) | K(PART), 0},
    {read_day_word, K(DAY), 0},
    {read_shift, K(TO) | K(ART) | K(SHIFT), 0},
    {read_holiday, K(ART) | K(PART) | K(HOLIDAY) | K(EASTER), 0},
    {read_edge, K(EDGE), 0},
    {read_unit, K(EDGE) | K(ART) | K(THIS) | K(REL) | K(UNIT), 0},
    {read_habit, K(HABIT), 0},
    {read_many_units, K(ART) | K(THIS) | K(REL), DIGITS | COUNT},
    {read_plain, K(ART) | K(THIS) | K(WEEKDAY) | K(ABBREV_WEEKDAY) | K(MONTH), DIGITS | COUNT | ORDINAL},
    {read_ago, K(AGO) | K(IN) | K(SINCE) | K(WITHIN), 0},
    {read_vague, K(VAGUE), 0},
    {read_earlier, K(SOME), DIGITS | COUNT},
    {read_part, K(ART) | K(THIS), 0},
    {read_season, K(ART) | K(THIS) | K(PART_LINK) | K(SEASON), 0},
    {read_year_alone, K(DECADE) | K(ART) | K(UNIT), DIGITS},
    {read_bare_day, K(ART) | K(FROM), 0},
    {read_weekend, K(ART), 0},
    {read_working_days, K(PART_LINK), 0},
    {read_clock, 0, DIGITS},
    {read_hyphen, 0, HYPHEN},
};

size_t vg_when_read(const struct vg_when *c, size_t i, struct vg_when_part *ret)
{
    static const struct vg_when_part empty = {.weekday = -1};
    const struct vg_token *t = tok(c, i);
    uint64_t mask = c->masks[i - c->start];
    const struct vg_number *number = t->number >= 0 ? &c->doc->numbers[t->number] : NULL;
    int other = (t->kind == VG_TOK_NUMBER ? DIGITS | ORDINAL : 0) |
                (number ? (number->ordinal ? ORDINAL : COUNT) : 0) |
                (t->kind == VG_TOK_WORD && memchr(t->fold.p, '-', t->fold.n) ? HYPHEN : 0);
    struct vg_when_part p = empty;
    size_t best = 0;

    for (size_t k = 0; k < VG_COUNT_OF(rules); k++) {
        if (!(rules[k].first & mask) && !(rules[k].other & other))
            continue;
        size_t n = rules[k].read(c, i, &p);
        if (n > best) {
            best = n;
            *ret = p;
        }
        p = empty;
    }
    return best;
}
