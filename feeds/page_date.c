#include "feeds/page_in.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/utf8.h"

/*
 * When a page has no date that is meant for machines: the one printed by the headline ("Publié le
 * lundi 3 avril 2017 à 10h22", "12/03/2024 - 18:45", "March 12, 2024"), else the one in its address
 * (/2024/03/12/). Times without a zone are taken as UTC, which they are in Mali and Burkina Faso.
 */

#define MAX_LINE   160 /* bytes of a line that may be a date line */
#define MAX_TOKENS 32
#define NEAR_BYTES 700 /* of text after the headline where its date stands */

struct token {
    int number; /* -1: a word or a mark */
    int digits;
    int month; /* 1-12 when it names one */
    char mark; /* a character that is neither letter nor digit, 'h' for the hour's */
};

static int month_of(struct vg_sv w)
{
    /* folded; the longest of those that begin alike comes first */
    static const struct {
        const char *name;
        int month;
    } months[] = {
        {"janvier", 1},   {"january", 1},   {"janv", 1},     {"jan", 1},       {"fevrier", 2},
        {"february", 2},  {"fevr", 2},      {"fev", 2},      {"feb", 2},       {"mars", 3},
        {"march", 3},     {"mar", 3},       {"avril", 4},    {"april", 4},     {"avr", 4},
        {"apr", 4},       {"mai", 5},       {"may", 5},      {"juin", 6},      {"june", 6},
        {"jun", 6},       {"juillet", 7},   {"july", 7},     {"juil", 7},      {"jul", 7},
        {"aout", 8},      {"august", 8},    {"aug", 8},      {"septembre", 9}, {"september", 9},
        {"sept", 9},      {"sep", 9},       {"octobre", 10}, {"october", 10},  {"oct", 10},
        {"novembre", 11}, {"november", 11}, {"nov", 11},     {"decembre", 12}, {"december", 12},
        {"dec", 12},
    };

    for (size_t i = 0; i < VG_COUNT_OF(months); i++)
        if (vg_sv_is(w, months[i].name))
            return months[i].month;
    return 0;
}

static size_t tokenize(struct vg_sv s, struct token *t)
{
    size_t n = 0, i = 0;

    while (i < s.n && n < MAX_TOKENS) {
        size_t from = i;
        unsigned char c = (unsigned char)s.p[i];

        t[n] = (struct token){.number = -1};
        if (vg_is_digit(c)) {
            for (t[n].number = 0; i < s.n && vg_is_digit((unsigned char)s.p[i]) && i < from + 6;
                 i++)
                t[n].number = t[n].number * 10 + (s.p[i] - '0');
            t[n++].digits = (int)(i - from);
        } else if (vg_is_alpha(c)) {
            while (i < s.n && vg_is_alpha((unsigned char)s.p[i]))
                i++;
            t[n].month = month_of(vg_sv_sub(s, from, i));
            t[n].mark = i - from == 1 ? (char)c : 0;
            n += t[n].month || t[n].mark == 'h' || i - from > 2; /* "er", "a", "th" do not count */
        } else {
            i++;
            t[n].mark = (char)c;
            n += strchr("/-.:", c) && !(n && t[n - 1].month); /* "févr. 2022" */
        }
    }
    return n;
}

static bool is_year(const struct token *t)
{
    return t->digits == 4 && t->number >= 1990 && t->number < 2100;
}

/* "10h22", "18:45" among the tokens from i on, in seconds; 0 when there is none. */
static int64_t time_in(const struct token *t, size_t n, size_t i)
{
    for (; i + 2 < n; i++)
        if (t[i].number >= 0 && t[i].number < 24 &&
            (t[i + 1].mark == 'h' || t[i + 1].mark == ':') && t[i + 2].number >= 0 &&
            t[i + 2].number < 60 && t[i + 2].digits == 2)
            return (t[i].number * 60 + t[i + 2].number) * 60;
    return 0;
}

static int64_t make_date(int year, int month, int day, int64_t seconds)
{
    if (!vg_date_valid(year, month, day))
        return VG_TIME_NONE;
    return (vg_day_from_civil(year, month, day) * INT64_C(86400) + seconds) * 1000000;
}

static int64_t date_at(const struct token *t, size_t n, size_t i)
{
    if (i + 2 < n && t[i].number >= 0 && t[i + 1].month && is_year(&t[i + 2]))
        return make_date(t[i + 2].number, t[i + 1].month, t[i].number, time_in(t, n, i + 3));
    if (i + 2 < n && t[i].month && t[i + 1].number >= 0 && is_year(&t[i + 2]))
        return make_date(t[i + 2].number, t[i].month, t[i + 1].number, time_in(t, n, i + 3));
    if (i + 4 < n && t[i + 1].mark == t[i + 3].mark && t[i + 1].mark && t[i + 1].mark != ':' &&
        t[i + 2].number >= 0) {
        if (is_year(&t[i + 4]) && t[i].number >= 0)
            return make_date(t[i + 4].number, t[i + 2].number, t[i].number, time_in(t, n, i + 5));
        if (is_year(&t[i]) && t[i + 4].number >= 0)
            return make_date(t[i].number, t[i + 2].number, t[i + 4].number, time_in(t, n, i + 5));
    }
    return VG_TIME_NONE;
}

/* The first date in a line; VG_TIME_NONE when there is none. */
static int64_t date_in(struct vg_sv line)
{
    struct token t[MAX_TOKENS];
    struct vg_buf folded;
    size_t n;
    int64_t r = VG_TIME_NONE;

    if (line.n < 8 || line.n > MAX_LINE)
        return VG_TIME_NONE;
    vg_buf_init(&folded, 4 * MAX_LINE);
    (void)vg_utf8_fold_sv(line, &folded);
    n = tokenize(vg_buf_view(&folded), t);
    for (size_t i = 0; i < n && r == VG_TIME_NONE; i++)
        r = date_at(t, n, i);
    vg_buf_done(&folded);
    return r;
}

/* /2024/03/12/ or /2024-03-12- in the path. */
static int64_t date_of_url(struct vg_sv url)
{
    for (size_t i = 0; i + 11 < url.n; i++) {
        struct vg_sv s = vg_sv_sub(url, i + 1, i + 11);
        uint64_t y, m, d;

        if (url.p[i] != '/' || s.p[4] != s.p[7] || (s.p[4] != '/' && s.p[4] != '-') ||
            vg_sv_to_u64(vg_sv_sub(s, 0, 4), 1990, 2099, &y) < 0 ||
            vg_sv_to_u64(vg_sv_sub(s, 5, 7), 1, 12, &m) < 0 ||
            vg_sv_to_u64(vg_sv_sub(s, 8, 10), 1, 31, &d) < 0)
            continue;
        return make_date((int)y, (int)m, (int)d, 0);
    }
    return VG_TIME_NONE;
}

int64_t page_date(const struct page_ctx *self, struct vg_sv url)
{
    const struct vg_html *h = self->html;
    uint32_t end = h->nodes[self->headline].to + NEAR_BYTES;

    for (uint32_t i = h->nodes[self->headline].end; self->headline && i < h->n_nodes; i++) {
        const struct vg_html_node *e = &h->nodes[i];
        int64_t r;

        if (e->from > end)
            break;
        if (e->to - e->from > MAX_LINE)
            continue;
        r = date_in(vg_html_text(h, i));
        if (r != VG_TIME_NONE)
            return r;
    }
    return date_of_url(url);
}
