/* when_calendar.c - spans of the calendar, and the date that a written one means. */
#include "extract/when_in.h"

#include <stdlib.h>

struct vg_date vg_no_date(void)
{
    return (struct vg_date){VG_DAY_NONE, VG_DAY_NONE, VG_DATE_UNKNOWN};
}

struct vg_date vg_span(int32_t from, int32_t to)
{
    return (struct vg_date){from, to, VG_DATE_DAY};
}

int32_t vg_add_months(int32_t day, int months)
{
    struct vg_civil c = vg_day_to_civil(day);
    int m = c.year * 12 + c.month - 1 + months;
    int year = m / 12, month = m % 12 + 1, last = vg_month_days(year, month);

    return vg_day_from_civil(year, month, c.day < last ? c.day : last);
}

struct vg_date vg_month_span(int year, int month)
{
    return (struct vg_date){vg_day_from_civil(year, month, 1),
                            vg_day_from_civil(year, month, vg_month_days(year, month)),
                            VG_DATE_MONTH};
}

struct vg_date vg_year_span(int year)
{
    return (struct vg_date){vg_day_from_civil(year, 1, 1), vg_day_from_civil(year, 12, 31),
                            VG_DATE_YEAR};
}

struct vg_date vg_week_span(int32_t day)
{
    int32_t monday = day - vg_day_weekday(day);

    return (struct vg_date){monday, monday + 6, VG_DATE_WEEK};
}

static struct vg_date months_span(int year, int month, int n)
{
    return (struct vg_date){vg_day_from_civil(year, month, 1),
                            vg_month_span(year, month + n - 1).to, VG_DATE_MONTH};
}

struct vg_date vg_unit_span(int32_t day, enum vg_unit unit)
{
    struct vg_civil c = vg_day_to_civil(day);

    switch (unit) {
    case UNIT_WEEK:
        return vg_week_span(day);
    case UNIT_FORTNIGHT:
        return c.day < 16 ? vg_span(vg_day_from_civil(c.year, c.month, 1),
                                    vg_day_from_civil(c.year, c.month, 15))
                          : vg_span(vg_day_from_civil(c.year, c.month, 16),
                                    vg_month_span(c.year, c.month).to);
    case UNIT_MONTH:
        return vg_month_span(c.year, c.month);
    case UNIT_QUARTER:
        return months_span(c.year, (c.month - 1) / 3 * 3 + 1, 3);
    case UNIT_HALF:
        return months_span(c.year, (c.month - 1) / 6 * 6 + 1, 6);
    case UNIT_YEAR:
        return vg_year_span(c.year);
    case UNIT_DECADE:
        return (struct vg_date){vg_year_span(c.year / 10 * 10).from,
                                vg_year_span(c.year / 10 * 10 + 9).to, VG_DATE_YEAR};
    case UNIT_CENTURY:
        return (struct vg_date){vg_year_span((c.year - 1) / 100 * 100 + 1).from,
                                vg_year_span((c.year - 1) / 100 * 100 + 100).to, VG_DATE_YEAR};
    case UNIT_WEEKEND: {
        int32_t saturday = day - vg_day_weekday(day) + 5;
        return vg_span(saturday, saturday + 1);
    }
    case UNIT_DAY:
    case UNIT_HOUR:
    case UNIT_MINUTE:
    case UNIT_SECOND:
        break;
    }
    return vg_span(day, day);
}

struct vg_date vg_unit_shift(int32_t day, enum vg_unit unit, int n)
{
    static const int months[] = {
        [UNIT_MONTH] = 1,    [UNIT_QUARTER] = 3,    [UNIT_HALF] = 6,  [UNIT_YEAR] = 12,
        [UNIT_DECADE] = 120, [UNIT_CENTURY] = 1200, [UNIT_SECOND] = 0};
    static const int days[] = {[UNIT_DAY] = 1,
                               [UNIT_WEEK] = 7,
                               [UNIT_FORTNIGHT] = 15,
                               [UNIT_WEEKEND] = 7,
                               [UNIT_SECOND] = 0};

    if (n > 4000 || n < -4000)
        return vg_no_date();
    if (months[unit]) {
        int32_t first = vg_unit_span(day, UNIT_MONTH).from;
        if ((long)months[unit] * abs(n) > 12 * 1000)
            return vg_no_date();
        return vg_unit_span(vg_add_months(first, months[unit] * n), unit);
    }
    return vg_unit_span(day + days[unit] * n, unit == UNIT_FORTNIGHT ? UNIT_DAY : unit);
}

/* Beginning, middle or end of a span: thirds of a month; of a week, a year and a season what French
 * means by it. */
struct vg_date vg_edge_of(struct vg_date s, enum vg_unit unit, int edge)
{
    struct vg_civil c = vg_day_to_civil(s.from);

    if (edge < 1 || edge > 3 || s.precision == VG_DATE_UNKNOWN)
        return s;
    switch (unit) {
    case UNIT_WEEK:
        s = edge == 1   ? vg_span(s.from, s.from + 1)
            : edge == 2 ? vg_span(s.from + 2, s.from + 3)
                        : vg_span(s.from + 4, s.to);
        s.precision = VG_DATE_WEEK;
        return s;
    case UNIT_MONTH:
        s = edge == 1   ? vg_span(s.from, s.from + 9)
            : edge == 2 ? vg_span(s.from + 10, s.from + 19)
                        : vg_span(s.from + 20, s.to);
        s.precision = VG_DATE_MONTH;
        return s;
    case UNIT_YEAR:
        s = edge == 1   ? months_span(c.year, 1, 2)
            : edge == 2 ? months_span(c.year, 5, 4)
                        : months_span(c.year, 11, 2);
        s.precision = VG_DATE_YEAR;
        return s;
    case UNIT_QUARTER: /* a season: three parts, cut in the middle of its months */
        s = edge == 1   ? vg_span(s.from, vg_add_months(s.from, 1) - 6)
            : edge == 2 ? vg_span(vg_add_months(s.from, 1) - 6, vg_add_months(s.from, 2) - 6)
                        : vg_span(vg_add_months(s.from, 2) - 6, vg_add_months(s.from, 3));
        s.precision = VG_DATE_MONTH;
        return s;
    default:
        return s;
    }
}

/* Easter Sunday, Gregorian (Meeus, Astronomical Algorithms, ch. 8). */
int32_t vg_easter(int y)
{
    int a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
    int g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;

    return vg_day_from_civil(y, n / 31, n % 31 + 1);
}

struct vg_date vg_season_span(int season, int year)
{
    static const struct {
        int m1, d1, m2, d2;
    } seasons[] = {{3, 20, 6, 20}, {6, 21, 9, 22}, {9, 23, 12, 20}, {12, 21, 3, 20}};
    int next = season == 4;

    return (struct vg_date){
        vg_day_from_civil(year, seasons[season - 1].m1, seasons[season - 1].d1),
        vg_day_from_civil(year + next, seasons[season - 1].m2, seasons[season - 1].d2),
        VG_DATE_MONTH};
}

/* ---- what was meant ---- */

/* Of the candidates made by year, the one that the tense wants; without a hint the nearest to ref.
 */
#define HALF_YEAR 180

static int choose_year(int32_t (*of)(int year, const void *ctx), const void *ctx, int32_t ref,
                       enum vg_tense_hint hint)
{
    int now = vg_day_to_civil(ref).year, best = now;
    int32_t best_cost = INT32_MAX;

    for (int y = now - 8; y <= now + 8; y++) {
        int32_t d = of(y, ctx);
        if (d == VG_DAY_NONE)
            continue;
        int32_t away = d > ref ? d - ref : ref - d;
        if (hint == HINT_PAST && d > ref)
            away += 100000;
        if (hint == HINT_FUTURE &&
            d < ref) /* a future near a day just past is about something else */
            away += HALF_YEAR;
        if (away < best_cost) {
            best_cost = away;
            best = y;
        }
    }
    return best;
}

struct month_day {
    int month, day, weekday;
};

static int32_t day_in_year(int year, const void *ctx)
{
    const struct month_day *md = ctx;

    if (!vg_date_valid(year, md->month, md->day))
        return VG_DAY_NONE;
    int32_t d = vg_day_from_civil(year, md->month, md->day);
    return md->weekday < 0 || vg_day_weekday(d) == md->weekday ? d : VG_DAY_NONE;
}

static int32_t month_in_year(int year, const void *ctx)
{
    const struct month_day *md = ctx;

    return vg_day_from_civil(year, md->month, 1);
}

static struct vg_date one_day(int32_t d)
{
    return d == VG_DAY_NONE ? vg_no_date() : vg_span(d, d);
}

/* A day and month with the weekday said too: the weekday wins when they disagree by two days at
 * most. */
static struct vg_date with_weekday(int year, const struct vg_when_part *p, int32_t ref,
                                   enum vg_tense_hint hint)
{
    struct month_day md = {p->month, p->day, -1};

    if (!year)
        year = choose_year(day_in_year, &md, ref, hint);
    int32_t d = day_in_year(year, &md);
    if (d == VG_DAY_NONE)
        return vg_no_date();
    int off = (p->weekday - vg_day_weekday(d) + 10) % 7 - 3;
    return one_day(off >= -2 && off <= 2 ? d + off : d);
}

static struct vg_date resolve_day_month(const struct vg_when_part *p, int32_t ref,
                                        enum vg_tense_hint hint)
{
    struct month_day md = {p->month, p->day, p->weekday};

    if (p->year)
        return p->weekday >= 0 ? with_weekday(p->year, p, ref, hint)
                               : one_day(day_in_year(p->year, &md));
    if (ref == VG_DAY_NONE)
        return vg_no_date();
    if (p->weekday >= 0) {
        /* near publication the weekday corrects the day; further away it chooses the year */
        struct month_day any_weekday = {p->month, p->day, -1};
        int y = choose_year(day_in_year, &any_weekday, ref, hint);
        int32_t d = day_in_year(y, &any_weekday);
        if (d != VG_DAY_NONE && abs(d - ref) <= 60)
            return with_weekday(y, p, ref, hint);
        y = choose_year(day_in_year, &md, ref, hint);
        d = day_in_year(y, &md);
        if (d == VG_DAY_NONE || abs(d - ref) > 400) {
            int any = choose_year(day_in_year, &md, ref, HINT_NONE);
            int32_t near = day_in_year(any, &md);
            d = near != VG_DAY_NONE && abs(near - ref) <= 400 ? near : VG_DAY_NONE;
        }
        return d != VG_DAY_NONE ? one_day(d) : with_weekday(0, p, ref, hint);
    }
    return one_day(day_in_year(choose_year(day_in_year, &md, ref, hint), &md));
}

/* A day of the month alone: of this month or a neighbour. */
static struct vg_date resolve_day(const struct vg_when_part *p, int32_t ref,
                                  enum vg_tense_hint hint)
{
    int32_t best = VG_DAY_NONE, best_cost = INT32_MAX;
    int32_t first = vg_unit_span(ref, UNIT_MONTH).from;

    for (int k = -2; k <= 2; k++) {
        struct vg_civil c = vg_day_to_civil(vg_add_months(first, k));
        if (!vg_date_valid(c.year, c.month, p->day))
            continue;
        int32_t d = vg_day_from_civil(c.year, c.month, p->day), cost = abs(d - ref);
        if ((hint == HINT_PAST && d > ref) || (hint == HINT_FUTURE && d < ref))
            cost += 1000;
        if (hint == HINT_NONE && d > ref)
            cost += 8; /* news tells of what was */
        if (p->weekday >= 0 && vg_day_weekday(d) != p->weekday)
            cost += 60;
        if (cost < best_cost) {
            best_cost = cost;
            best = d;
        }
    }
    if (best != VG_DAY_NONE && p->weekday >= 0 && vg_day_weekday(best) != p->weekday) {
        int off = (p->weekday - vg_day_weekday(best) + 10) % 7 - 3;
        best += off >= -2 && off <= 2 ? off : 0;
    }
    return one_day(best);
}

static struct vg_date resolve_weekday(int weekday, int32_t ref, enum vg_tense_hint hint)
{
    int back = (vg_day_weekday(ref) - weekday + 7) % 7;

    return one_day(hint == HINT_FUTURE ? ref - back + (back ? 7 : 0) : ref - back);
}

struct vg_date vg_when_resolve(const struct vg_when_part *p, int32_t ref, enum vg_tense_hint hint)
{
    if (p->fixed)
        return p->span;
    if (p->day && p->month)
        return resolve_day_month(p, ref, hint);
    if (p->month) {
        struct month_day md = {p->month, 15, -1};
        if (!p->year && ref == VG_DAY_NONE)
            return vg_no_date();
        /* the month of publication is this one, whatever the tense */
        bool this_month = ref != VG_DAY_NONE && vg_day_to_civil(ref).month == p->month;
        int year = p->year      ? p->year
                   : this_month ? vg_day_to_civil(ref).year
                                : choose_year(month_in_year, &md, ref, hint);
        return vg_edge_of(vg_month_span(year, p->month), UNIT_MONTH, p->edge);
    }
    if (p->year && !p->day)
        return vg_edge_of(vg_year_span(p->year), UNIT_YEAR, p->edge);
    if (ref == VG_DAY_NONE)
        return vg_no_date();
    if (p->day)
        return resolve_day(p, ref, hint);
    if (p->weekday >= 0)
        return resolve_weekday(p->weekday, ref, hint);
    return vg_no_date();
}
