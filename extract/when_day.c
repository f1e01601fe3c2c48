/* when_day.c - rules for days by name, dates of the calendar and years. */
#include "extract/when_rules.h"

/* ---- days by name ---- */

/* `du mois dernier` after a day, `de l'année prochaine` after a day and month. */
static size_t read_holder_of_day(const struct vg_when *c, size_t at, struct vg_when_part *p)
{
    struct vg_when_part in = {.weekday = -1};
    size_t of = m(c, at, WK_OF, NULL),
           n = of || m(c, at, WK_THIS, NULL) ? vg_when_read_unit(c, at + of, &in) : 0;

    if (!n || !p->day || p->fixed || p->year || in.kind != VG_TIME_CALENDAR ||
        in.span.from == VG_DAY_NONE || in.edge)
        return 0;
    struct vg_civil first = vg_day_to_civil(in.span.from);
    if (in.span.precision == VG_DATE_YEAR && p->month) {
        p->year = first.year;
        return of + n;
    }
    if (in.span.precision != VG_DATE_MONTH || p->month || in.span.to - in.span.from > 31 ||
        !vg_date_valid(first.year, first.month, p->day))
        return 0;
    fix(p, vg_span(in.span.from + p->day - 1, in.span.from + p->day - 1));
    return of + n;
}

/* hier, aujourd'hui, demain; with parts of the day */
size_t vg_when_read_day_word(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t v;
    size_t n = m(c, i, WK_DAY, &v);

    if (!n)
        return 0;
    n += vg_when_parts_of_day(c, i + n);
    return give(c, p, vg_span(c->ref + (has_ref(c) ? v : 0), c->ref + (has_ref(c) ? v : 0)), n);
}

/* la veille, le lendemain (du 13 février), l'avant-veille */
size_t vg_when_read_shift(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t v;
    size_t at = i, n;

    at += m(c, at, WK_TO, NULL) ? m(c, at, WK_TO, NULL) : 0;
    at += vg_when_article(c, at);
    if (!(n = m(c, at, WK_SHIFT, &v)) || !vg_sv_eq(tok(c, at)->norm, tok(c, at)->fold))
        return 0; /* an accent makes `veillé` of the verb */
    at += n;
    size_t of = m(c, at, WK_OF, NULL);
    struct vg_when_part base = {.weekday = -1};
    if (of &&
        ((n = vg_when_plain(c, at + of, &base)) || (n = vg_when_read_holiday(c, at + of, &base)))) {
        struct vg_date d = vg_when_resolve(&base, c->ref, vg_when_tense(c, i, at + of + n));
        if (d.precision != VG_DATE_DAY || d.from == VG_DAY_NONE)
            return 0;
        fix(p, vg_span(d.from + v, d.to + v));
        return at + of + n - i;
    }
    at += vg_when_parts_of_day(c, at);
    p->vague =
        of && at + of < c->end; /* au lendemain de l'attaque: of which one is not ours to say */
    return give_anaphor(c, p, v, at - i);
}

/* Days of `mercredi en huit`, `lundi prochain`, `lundi de la semaine prochaine`. */
static size_t weekday_tail(const struct vg_when *c, size_t at, int weekday, struct vg_when_part *p)
{
    int back = has_ref(c) ? (vg_day_weekday(c->ref) - weekday + 7) % 7 : 0;
    int32_t next = c->ref + (has_ref(c) ? 7 - back : 0), v;
    size_t n, from = at;
    int days;

    if (at + 1 < c->end && m(c, at, WK_PART_LINK, NULL) == 1 &&
        (n = vg_when_count(c, at + 1, &days)) && (days == 8 || days == 15) &&
        !m(c, at + 1 + n, WK_MONTH, NULL) && !m(c, at + 1 + n, WK_UNIT, NULL))
        return give(c, p, vg_span(next + (days == 8 ? 7 : 14), next + (days == 8 ? 7 : 14)), 1 + n);
    if ((n = m(c, at, WK_REL, &v)) || (n = m(c, at, WK_REL_AFTER, &v))) {
        int32_t d = !has_ref(c) ? 0
                    : v > 0     ? next
                    : v < 0     ? c->ref - (back ? back : 7)
                                : c->ref - back;
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
size_t vg_when_read_plain(const struct vg_when *c, size_t i, struct vg_when_part *p)
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
            p->year =
                v < 0 ? now.year - (p->month >= now.month) : now.year + (p->month <= now.month);
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
    if (p->day && p->month)
        n += read_holder_of_day(c, i + n, p);
    if (p->day || p->weekday >= 0)
        n += vg_when_parts_of_day(c, i + n);
    return n;
}

/* dernier vendredi, le prochain lundi */
size_t vg_when_read_rel_weekday(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    size_t art = vg_when_article(c, i), n = m(c, i + art, WK_REL, NULL), k;
    int32_t rel, weekday, day;

    if (!n || !(k = m(c, i + art + n, WK_WEEKDAY, &weekday)) || !has_ref(c) ||
        vg_token_pos(tok(c, i + art)) == VG_POS_PPAS) /* est passée samedi */
        return 0;
    (void)m(c, i + art, WK_REL, &rel);
    int step = direction(c, rel, &day), back = (vg_day_weekday(day) - weekday + 7) % 7;
    int32_t d = step < 0 ? day - (back ? back : 7) : day + 7 - back;
    size_t all = art + n + k;
    return give(c, p, vg_span(d, d), all + vg_when_parts_of_day(c, i + all));
}

/* le 2, le 16: only with an article before and nothing counted after */
size_t vg_when_read_bare_day(const struct vg_when *c, size_t i, struct vg_when_part *p)
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
            pos == VG_POS_PPAS || t->kind == VG_TOK_SYMBOL ||
            m(c, i + art + n, WK_NOT_YEAR, NULL) || m(c, i + art + n, WK_UNIT, NULL) ||
            (!t->space_before && t->kind == VG_TOK_PUNCT && vg_sv_is(t->norm, "-")))
            if (!m(c, i + art + n, WK_PART, NULL))
                return 0;
    }
    p->day = day;
    n += read_holder_of_day(c, i + art + n, p);
    return art + n + vg_when_parts_of_day(c, i + art + n);
}

/* ---- years ---- */

size_t vg_when_read_year_alone(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t v;
    size_t at = i;

    if (m(c, i, WK_DECADE, NULL) && i + 1 < c->end &&
        tok(c, i + m(c, i, WK_DECADE, NULL))->kind == VG_TOK_NUMBER) {
        int n;
        at += m(c, i, WK_DECADE, NULL);
        struct vg_sv s = tok(c, at)->norm;
        size_t len = vg_when_count(c, at, &n);
        if (len == 1 && (s.n == 4 || s.n == 2) && n % 10 == 0 &&
            (n >= 1800 || (n >= 10 && n <= 90))) {
            int first = n >= 1800 ? n : 1900 + n;
            fix(p, (struct vg_date){vg_year_span(first).from, vg_year_span(first + 9).to,
                                    VG_DATE_YEAR});
            return at + 1 - i;
        }
        return 0;
    }
    at += vg_when_article(c, at);
    bool noun = (v = 0, m(c, at, WK_UNIT, &v)) && v == UNIT_YEAR;
    at = noun ? at + m(c, at, WK_UNIT, NULL) : i;
    int32_t lead_word = 0, two;
    if (at == i && i > c->start && tok(c, at)->norm.n == 2 && tok(c, at)->kind == VG_TOK_NUMBER &&
        m(c, i - 1, WK_YEAR_LEAD, &lead_word) && lead_word && has_ref(c) &&
        vg_when_count(c, at, &two) == 1 && two >= 40 &&
        (at + 1 == c->end || vg_token_pos(tok(c, at + 1)) == VG_POS_PUNCT)) {
        p->year = vg_day_to_civil(c->ref).year / 100 * 100 + two; /* en 99 */
        p->year -= p->year > vg_day_to_civil(c->ref).year + 10 ? 100 : 0;
        return 1;
    }
    if (!four_digits(c, at))
        return 0;
    if (!noun) {
        bool lead = i > c->start && (m(c, i - 1, WK_YEAR_LEAD, NULL) ||
                                     vg_token_pos(tok(c, i - 1)) == VG_POS_NOUN ||
                                     vg_token_pos(tok(c, i - 1)) == VG_POS_ADJ);
        bool alone = i == c->start && i + 1 == c->end;
        if (!lead && !alone)
            return 0;
        if (at + 1 < c->end) {
            const struct vg_token *t = tok(c, at + 1);
            enum vg_pos pos = vg_token_pos(t);
            int32_t strong = 0;
            bool in = i > c->start && m(c, i - 1, WK_YEAR_LEAD, &strong) && strong;
            if (m(c, at + 1, WK_NOT_YEAR, NULL) || t->kind == VG_TOK_SYMBOL ||
                m(c, at + 1, WK_UNIT, NULL))
                return 0;
            if (!in && (pos == VG_POS_NOUN || pos == VG_POS_ADJ || pos == VG_POS_NUM ||
                        pos == VG_POS_PPAS))
                return 0;
        }
    }
    p->year = year_value(c, at);
    return at + 1 - i;
}
