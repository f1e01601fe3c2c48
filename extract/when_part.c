/* when_part.c - rules for parts of larger things and what is rarer: the second week of May, early
 * July, seasons, holidays, nights, habits. */
#include "extract/when_rules.h"

/* ---- parts of larger things ---- */

/* What stands after `de`: a month with its year, this month, the season. */
static size_t read_holder(const struct vg_when *c, size_t i, enum vg_tense_hint hint,
                          struct vg_date *ret)
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
    if ((n = vg_when_read_unit(c, at, &p)) && p.kind == VG_TIME_CALENDAR) {
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
    if (has_ref(c) && (n = m(c, at + art, WK_UNIT, &unit)) &&
        (unit == UNIT_MONTH || unit == UNIT_YEAR)) {
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
    int32_t from =
        k > 0 ? vg_add_months(in.from, months * (k - 1)) : vg_add_months(in.to + 1, -months);
    struct vg_date d = vg_span(from, vg_add_months(from, months) - 1);
    d.precision = VG_DATE_MONTH;
    return d;
}

/* premier vendredi de ce mois, la dernière semaine de septembre 2014, la deuxième quinzaine d'avril
 */
size_t vg_when_read_nth(const struct vg_when *c, size_t i, struct vg_when_part *p)
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
size_t vg_when_read_of_date(const struct vg_when *c, size_t i, struct vg_when_part *p)
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
    if (part && (n = vg_when_read_day_word(c, at, &word))) {
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
        if ((n = vg_when_read_bare_day(c, at - 1, &day)) < 2)
            return 0;
        n--;
    }
    if (part || unit == UNIT_DAY) {
        if (!day.day && day.weekday < 0)
            return 0;
        *p = day;
        if (which == 5 && !day.day) { /* the night of Friday ends on Saturday; that of the 17th is
                                         called by one day */
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
size_t vg_when_read_edge(const struct vg_when *c, size_t i, struct vg_when_part *p)
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
    if ((n = vg_when_read_year_alone(c, at, &in)) ||
        (four_digits(c, at) && (in.year = year_value(c, at), n = 1))) {
        in.edge = edge < 4 ? edge : 0;
        *p = in;
        return at + n - i;
    }
    if (has_ref(c) && (n = m(c, at + art, WK_SEASON, &season))) {
        fix(p,
            vg_edge_of(vg_season_span(season, vg_day_to_civil(c->ref).year), UNIT_QUARTER, edge));
        return at + art + n - i;
    }
    return 0;
}

/* The only meaning of this kind that a word by itself has; false when there is none. */
static bool word_is(const struct vg_when *c, struct vg_sv fold, enum vg_when_kind kind,
                    int32_t *ret)
{
    for (int32_t k = vg_wordtab_get(&c->words->first, fold); k >= 0; k = c->words->phrases[k].next)
        if (c->words->phrases[k].kind == kind && c->words->phrases[k].n == 1) {
            *ret = c->words->phrases[k].value;
            return true;
        }
    return false;
}

/* mi-mars, janvier-mars 2014: words that a hyphen ties */
size_t vg_when_read_hyphen(const struct vg_when *c, size_t i, struct vg_when_part *p)
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
size_t vg_when_read_season(const struct vg_when *c, size_t i, struct vg_when_part *p)
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
    if (!lead && i > c->start && vg_token_pos(tok(c, i - 1)) == VG_POS_VERB)
        return 0; /* ont été passés à tabac */
    bool ok = four_digits(c, at + n) || m(c, at + n, WK_REL, NULL) ||
              (lead && pos == VG_POS_NOUN) || (i == c->start && at + n == c->end);
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

size_t vg_when_read_holiday(const struct vg_when *c, size_t i, struct vg_when_part *p)
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
        if (d == VG_DAY_NONE ||
            (hint == HINT_PAST ? x <= c->ref
             : hint == HINT_FUTURE
                 ? d < c->ref
                 : (x > c->ref ? x - c->ref : c->ref - x) < (d > c->ref ? d - c->ref : c->ref - d)))
            d = x;
    }
    d = year ? vg_easter(year) + v : d;
    fix(p, vg_span(d, d));
    return at - i;
}

/* ce matin, cette nuit, la nuit dernière, dans la nuit, ce soir-là */
size_t vg_when_read_part(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t part, rel;
    size_t at = i, art = vg_when_article(c, at), dem = art ? 0 : m(c, at, WK_THIS, NULL), n;

    at += art + dem;
    bool same = m(c, at, WK_SAME, NULL) > 0;
    at += same;
    if ((!art && !dem) || !(n = m(c, at, WK_PART, &part)))
        return 0;
    at += n;
    if (dem && part > 10 && !same && at < c->end && vg_token_pos(tok(c, at)) == VG_POS_PUNCT &&
        i == c->start)
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
        bool over = part == 5 && c->ref != VG_DAY_NONE && vg_when_tense(c, i, at) == HINT_PAST;
        /* cette nuit, des hommes ont attaqué: the one that ended this morning */
        return give(c, p, vg_span(c->ref - over, c->ref), at + n - i);
    }
    /* la nuit: the night of the day told last, when a preposition says that something happened in
     * it */
    if (part == 5 && i > c->start && at <= c->end && vg_token_pos(tok(c, i - 1)) == VG_POS_PREP &&
        !m(c, at, WK_OF, NULL))
        return give_anaphor(c, p, 0, at - i);
    return 0;
}

/* chaque semaine, tous les lundis, les samedis */
size_t vg_when_read_habit(const struct vg_when *c, size_t i, struct vg_when_part *p)
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

size_t vg_when_read_vague(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    size_t n = m(c, i, WK_VAGUE, NULL);

    if (!n)
        return 0;
    p->vague = true;
    return give(c, p, vg_no_date(), n);
}

/* A clock by itself places nothing, but its figures are no counts. */
size_t vg_when_read_clock(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    if (tok(c, i)->kind != VG_TOK_NUMBER)
        return 0;
    size_t n = vg_when_parts_of_day(c, i);
    if (!n)
        return 0;
    p->kind = VG_TIME_DURATION;
    p->clock = true;
    return give(c, p, vg_no_date(), n);
}

/* en semaine: the working days */
size_t vg_when_read_working_days(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t unit;

    if (i != c->start || m(c, i, WK_PART_LINK, NULL) != 1 || !m(c, i + 1, WK_UNIT, &unit) ||
        unit != UNIT_WEEK || i + 2 < c->end || !has_ref(c))
        return 0;
    int32_t monday = vg_week_span(c->ref).from;
    return give(c, p, vg_span(monday, monday + 4), 2);
}
