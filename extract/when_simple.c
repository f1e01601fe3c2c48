/* when_simple.c - dates of the calendar: weekday, day, month, year, in words and figures. */
#include <ctype.h>

#include "extract/number.h"
#include "extract/pack.h"
#include "extract/when_in.h"

static const struct vg_token *tok(const struct vg_when *c, size_t i)
{
    return &c->doc->tokens[i];
}

static bool is(const struct vg_when *c, size_t i, const char *s)
{
    return i < c->end && vg_sv_is(tok(c, i)->norm, s);
}

size_t vg_when_article(const struct vg_when *c, size_t i)
{
    return vg_when_match(c, i, WK_ART, NULL);
}

/* A plain run of digits as a number, -1 when the token is something else. */
static int digits(const struct vg_when *c, size_t i, size_t max_len)
{
    if (i >= c->end || tok(c, i)->kind != VG_TOK_NUMBER)
        return -1;
    struct vg_sv s = tok(c, i)->norm;
    int v = 0;
    if (s.n > max_len)
        return -1;
    for (size_t k = 0; k < s.n; k++) {
        if (!vg_is_digit((unsigned char)s.p[k]))
            return -1;
        v = v * 10 + (s.p[k] - '0');
    }
    return v;
}

/* How many, before a unit of time: a cardinal in words or digits. */
size_t vg_when_count(const struct vg_when *c, size_t i, int *ret_n)
{
    bool ordinal;
    double v;
    size_t end;

    if (i >= c->end || !vg_number_at(c->doc, i, c->end, &end, &v, &ordinal) || ordinal || v < 0 ||
        v > 100000)
        return 0;
    *ret_n = (int)v;
    return end - i;
}

/* 1 to 31: `13`, `1er`, `premier`, `quinze`. */
static size_t read_day(const struct vg_when *c, size_t i, int *ret)
{
    bool ordinal;
    double v;
    size_t end;

    if (i >= c->end || !vg_number_at(c->doc, i, c->end, &end, &v, &ordinal) || v < 1 || v > 31 ||
        v != (int)v || (ordinal && v > 1))
        return 0;
    *ret = (int)v;
    return end - i;
}

static size_t read_month(const struct vg_when *c, size_t i, bool after_day, int *ret)
{
    int32_t v;
    size_t n = vg_when_match(c, i, WK_MONTH, &v);

    if (!n && after_day && (n = vg_when_match(c, i, WK_ABBREV_MONTH, &v)) && is(c, i + n, "."))
        n++;
    *ret = n ? v : 0;
    return n;
}

/* A year after a month: 2013, or 78 and 93 in two digits. */
static size_t read_year(const struct vg_when *c, size_t i, int *ret)
{
    int v = digits(c, i, 4);

    if (v >= 1000 && v <= 2100) {
        *ret = v;
        return 1;
    }
    if (v >= 0 && v <= 99 && tok(c, i)->norm.n == 2 &&
        !(i + 1 < c->end &&
          (vg_when_match(c, i + 1, WK_CLOCK, NULL) || vg_when_match(c, i + 1, WK_UNIT, NULL) ||
           vg_token_pos(tok(c, i + 1)) == VG_POS_NOUN))) {
        int now = c->ref == VG_DAY_NONE ? 2025 : vg_day_to_civil(c->ref).year;
        int century = now / 100 * 100;
        *ret = century + v > now + 10 ? century - 100 + v : century + v;
        return 1;
    }
    return 0;
}

static int full_year(const struct vg_when *c, int y, size_t len)
{
    int now = c->ref == VG_DAY_NONE ? 2025 : vg_day_to_civil(c->ref).year;

    if (len > 2)
        return y;
    return now / 100 * 100 + y > now + 10 ? now / 100 * 100 - 100 + y : now / 100 * 100 + y;
}

/* 15/02/2013, 15-02-13, 2013-02-15, 31/10, 13.5.2015 */
static size_t read_figures(const struct vg_when *c, size_t i, bool article, struct vg_when_part *p)
{
    int v[3] = {0};
    size_t len[3] = {0}, n = 0, end = i;
    char sep = 0;

    if (i >= c->end || tok(c, i)->kind != VG_TOK_NUMBER)
        return 0;
    struct vg_sv s = tok(c, i)->norm;
    if (vg_sv_find_char(s, '.') > 0) { /* one token */
        while (s.p && n < 3) {
            struct vg_sv part = vg_sv_split(&s, '.');
            uint64_t x;
            if (vg_sv_to_u64(part, 0, 9999, &x) < 0)
                return 0;
            len[n] = part.n;
            v[n++] = (int)x;
        }
        if (s.p || n != 3 || len[0] > 2 || len[1] > 2 || (len[2] != 4 && len[2] != 2))
            return 0;
        end = i + 1;
        sep = '.';
    } else {
        for (; n < 3 && (v[n] = digits(c, end, 4)) >= 0; n++) {
            len[n] = tok(c, end)->norm.n;
            end++;
            char mark = end + 1 < c->end && tok(c, end)->norm.n == 1 ? tok(c, end)->norm.p[0] : 0;
            bool tight = mark && !tok(c, end)->space_before && !tok(c, end + 1)->space_before;
            if (n == 2 || !tight || (mark != '/' && mark != '-' && mark != '.') ||
                (sep && sep != mark) || digits(c, end + 1, 4) < 0) {
                n++;
                break;
            }
            sep = mark;
            end++;
        }
    }
    if (n == 3 && len[0] == 4)
        *p = (struct vg_when_part){.weekday = -1, .year = v[0], .month = v[1], .day = v[2]};
    else if (n == 3)
        *p = (struct vg_when_part){
            .weekday = -1, .day = v[0], .month = v[1], .year = full_year(c, v[2], len[2])};
    else if (n == 2 && sep == '/' && len[0] <= 2 && len[1] <= 2 &&
             (article || len[1] == 2 || v[0] > 12 || (i == c->start && end == c->end)))
        *p = (struct vg_when_part){.weekday = -1, .day = v[0], .month = v[1]};
    else
        return 0;
    return p->month >= 1 && p->month <= 12 && p->day >= 1 && p->day <= 31 ? end - i : 0;
}

/* Does something follow a day of the month that makes it a count after all? `le 2 soldats` is no
 * French, but `le 7e régiment`, `le 2 de`... */
static bool bare_day_ends(const struct vg_when *c, size_t i)
{
    if (i >= c->end)
        return true;
    enum vg_pos pos = vg_token_pos(tok(c, i));
    return pos != VG_POS_NOUN && pos != VG_POS_ADJ && pos != VG_POS_PROPER && pos != VG_POS_NUM &&
           !vg_when_match(c, i, WK_NOT_YEAR, NULL) && tok(c, i)->kind != VG_TOK_SYMBOL &&
           !vg_when_match(c, i, WK_UNIT, NULL);
}

static size_t read_weekday(const struct vg_when *c, size_t i, int *ret)
{
    int32_t v;
    size_t n = vg_when_match(c, i, WK_WEEKDAY, &v);

    if (!n && (n = vg_when_match(c, i, WK_ABBREV_WEEKDAY, &v))) {
        int day;
        n += is(c, i + n, ".");
        bool alone = n == 2 && i == c->start && i + n == c->end;
        if (!alone && (!(n == 2 || tok(c, i)->capital) || !read_day(c, i + n, &day)))
            return 0;
    }
    if (n)
        *ret = v;
    return n;
}

/* What follows the day of a date: month and year. */
static size_t read_tail(const struct vg_when *c, size_t at, struct vg_when_part *p)
{
    size_t n, from = at;

    at += vg_when_match(c, at, WK_OF, NULL) && read_month(c, at + 1, false, &p->month) ? 1 : 0;
    if (!(n = read_month(c, at, true, &p->month)))
        return 0;
    at += n;
    if ((n = read_year(c, at, &p->year)))
        at += n;
    return at - from;
}

size_t vg_when_plain(const struct vg_when *c, size_t i, struct vg_when_part *ret)
{
    struct vg_when_part p = {.weekday = -1};
    size_t at = i, n, article = vg_when_article(c, at);

    if (!article)
        article = vg_when_match(c, at, WK_THIS, NULL);
    at += article;
    if (article)
        at += vg_when_match(c, at, WK_SAME, NULL);
    bool weekday = (n = read_weekday(c, at, &p.weekday)) > 0;
    at += n;
    if (weekday) {
        size_t skip = is(c, at, ",") ? 1 : 0;
        skip += vg_when_article(c, at + skip);
        struct vg_when_part after = {.weekday = -1};
        int day;
        if ((n = read_figures(c, at + skip, true, &after))) {
            after.weekday = p.weekday;
            *ret = after;
            return at + skip + n - i;
        }
        if ((n = read_day(c, at + skip, &day))) {
            size_t tail = read_tail(c, at + skip + n, &p);
            bool figures =
                tok(c, at + skip)->norm.n && isdigit((unsigned char)tok(c, at + skip)->norm.p[0]);
            if (tail ||
                (skip == 0 && figures && bare_day_ends(c, at + n))) { /* lundi un car a sauté */
                p.day = day;
                *ret = p;
                return at + skip + n + tail - i;
            }
        }
        *ret = p;
        return at - i;
    }
    if ((n = read_figures(c, at, article > 0, &p))) {
        *ret = p;
        return at + n - i;
    }
    p.weekday = -1;
    int day;
    if ((n = read_day(c, at, &day))) {
        size_t tail = read_tail(c, at + n, &p);
        if (tail) {
            p.day = day;
            *ret = p;
            return at + n + tail - i;
        }
        return 0;
    }
    if (!article && (n = read_month(c, at, false, &p.month))) {
        at += n;
        at += vg_when_match(c, at, WK_OF, NULL) && read_year(c, at + 1, &p.year) && p.year > 999
                  ? 1
                  : 0;
        if ((n = read_year(c, at, &p.year)))
            at += n;
        *ret = p;
        return at - i;
    }
    return 0;
}

/* What follows a day: `matin`, `au soir`, `en fin de matinée`, `à 10 h 30`, `vers 18h`. */
size_t vg_when_parts_of_day(const struct vg_when *c, size_t i)
{
    size_t at = i;

    for (int k = 0; k < 3; k++) {
        size_t n = vg_when_match(c, at, WK_PART, NULL), link = 0;
        if (!n && (link = vg_when_match(c, at, WK_PART_LINK, NULL)))
            n = vg_when_match(c, at + link, WK_PART, NULL);
        if (!n) {
            /* a clock: 10 h, 14h30, 18 heures */
            int hour = digits(c, at + link, 2);
            struct vg_sv s = at + link < c->end ? tok(c, at + link)->norm : VG_SV_NONE;
            if (hour >= 0 && hour <= 24 && vg_when_match(c, at + link + 1, WK_CLOCK, NULL))
                n = digits(c, at + link + 2, 2) >= 0 && tok(c, at + link + 2)->norm.n == 2 ? 3 : 2;
            else if (s.n >= 2 && s.n <= 5 && tok(c, at + link)->kind == VG_TOK_NUMBER &&
                     vg_sv_find_char(s, 'h') > 0 && vg_is_digit((unsigned char)s.p[0]))
                n = 1;
        }
        if (!n)
            break;
        at += link + n;
    }
    return at - i;
}
