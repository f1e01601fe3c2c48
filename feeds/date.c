#include "feeds/date.h"

#include "base/clock.h"
#include "base/err.h"
#include "base/utf8.h"

#define MAX_DATE    128 /* bytes of a date that are looked at */
#define MAX_NUMBERS 4

/* Places of the numbers in "2004년 05월 28일" and of those whose place must be guessed. */
enum role { ROLE_ANY, ROLE_YEAR, ROLE_MONTH, ROLE_DAY };

struct number {
    int value, digits;
    enum role role;
};

struct reading {
    const char *p, *end;
    int year, month, day, hour, minute, second, usec;
    int zone_min; /* minutes east of UTC */
    int half;     /* 1: a.m., 2: p.m. */
    bool has_time, has_zone, korean;
    bool weak_month; /* "mar": March, or mardi and martes if a month follows */
    struct number numbers[MAX_NUMBERS];
    size_t n_numbers, n_words;
};

struct name {
    const char *name; /* folded: lower case, no diacritics */
    int value;
};

/* Beginnings of month names; the longer ones first where one begins another. */
static const struct name months[] = {
    {"jan", 1},  {"fev", 2},   {"feb", 2},  {"fbr", 2},  {"marz", 3}, {"mars", 3}, {"mar", 3},
    {"mrz", 3},  {"maerz", 3}, {"apr", 4},  {"avr", 4},  {"abr", 4},  {"mai", 5},  {"may", 5},
    {"maj", 5},  {"mag", 5},   {"mau", 5},  {"juin", 6}, {"jun", 6},  {"giu", 6},  {"juil", 7},
    {"jul", 7},  {"lug", 7},   {"jui", 7},  {"aou", 8},  {"aug", 8},  {"ago", 8},  {"sep", 9},
    {"set", 9},  {"sze", 9},   {"oct", 10}, {"okt", 10}, {"out", 10}, {"ott", 10}, {"nov", 11},
    {"dec", 12}, {"dez", 12},  {"dic", 12}, {"ene", 1},  {"gen", 1},  {"mei", 5},  {"ιαν", 1},
    {"φεβ", 2},  {"μαρ", 3},   {"μαω", 3},  {"απρ", 4},  {"μαι", 5},  {"μαϊ", 5},  {"ιουν", 6},
    {"ιον", 6},  {"ιουλ", 7},  {"ιολ", 7},  {"αυγ", 8},  {"σεπ", 9},  {"οκτ", 10}, {"νοε", 11},
    {"δεκ", 12},
};

static const char *const weekdays[] = {
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "lun", "mar", "mer", "jeu",
    "ven", "sam", "dim", "mie", "jue", "vie", "sab", "dom", "seg", "ter", "qua",
    "qui", "sex", "die", "mit", "don", "fre", "son", "gio", "mi",
};

static const char *const fillers[] = {"a",  "at",  "de", "del", "du",  "le", "of",
                                      "on", "the", "um", "uhr", "den", "t"};

/* Minutes east of UTC (RFC 822 zones as people use them, military letters as RFC 822 has them). */
static const struct name zones[] = {
    {"ut", 0},     {"utc", 0},    {"gmt", 0},    {"z", 0},       {"wet", 0},     {"zulu", 0},
    {"adt", -180}, {"ast", -240}, {"at", -240},  {"edt", -240},  {"est", -300},  {"et", -300},
    {"cdt", -300}, {"cst", -360}, {"ct", -360},  {"mdt", -360},  {"mst", -420},  {"mt", -420},
    {"pdt", -420}, {"pst", -480}, {"pt", -480},  {"akst", -540}, {"akdt", -480}, {"hst", -600},
    {"a", -60},    {"n", 60},     {"m", -720},   {"y", 720},     {"met", 60},    {"mest", 120},
    {"mez", 60},   {"mesz", 120}, {"cet", 60},   {"cest", 120},  {"west", 60},   {"bst", 60},
    {"eet", 120},  {"eest", 180}, {"msk", 180},  {"wat", 60},    {"cat", 120},   {"sast", 120},
    {"eat", 180},  {"ist", 330},  {"jst", 540},  {"kst", 540},   {"awst", 480},  {"acst", 570},
    {"aest", 600}, {"aedt", 660}, {"nzst", 720}, {"nzdt", 780},  {"brt", -180},  {"art", -180},
    {"nst", -210}, {"ndt", -150}, {"hkt", 480},  {"sgt", 480},
};

static bool at_digit(const struct reading *r)
{
    return r->p < r->end && vg_is_digit((unsigned char)*r->p);
}

static bool eat(struct reading *r, char c)
{
    if (r->p == r->end || *r->p != c)
        return false;
    r->p++;
    return true;
}

/* Reads at most max digits; returns how many. */
static int eat_digits(struct reading *r, int max, int *ret)
{
    int n = 0, v = 0;

    while (n < max && at_digit(r)) {
        v = v * 10 + (*r->p++ - '0');
        n++;
    }
    *ret = v;
    return n;
}

static void eat_fraction(struct reading *r)
{
    int scale = 100000;

    if (r->end - r->p < 2 || (*r->p != '.' && *r->p != ',') || !vg_is_digit((unsigned char)r->p[1]))
        return;
    r->p++;
    for (; at_digit(r); r->p++, scale /= 10)
        r->usec += (*r->p - '0') * scale;
}

/* ":MM[:SS[.f]]" after the hour, or "hMM". */
static bool eat_time(struct reading *r, int hour)
{
    r->hour = hour;
    r->has_time = true;
    if (r->p < r->end && (*r->p == 'h' || *r->p == 'H')) {
        r->p++;
        return eat_digits(r, 2, &r->minute) != 1;
    }
    if (!eat(r, ':') || eat_digits(r, 2, &r->minute) == 0)
        return false;
    if (eat(r, ':')) {
        if (eat_digits(r, 2, &r->second) == 0)
            return false;
        eat_fraction(r);
    }
    return r->p == r->end || *r->p != ':';
}

/* "+02:00", "+0200", "+02", "+2": the sign is next. */
static bool eat_offset(struct reading *r)
{
    int sign = *r->p++ == '-' ? -1 : 1, hours = 0, minutes = 0;
    int n = eat_digits(r, 4, &hours);

    if (n == 0 || at_digit(r))
        return false;
    if (n > 2) {
        minutes = hours % 100;
        hours /= 100;
    } else if (eat(r, ':') && (eat_digits(r, 2, &minutes) != 2 || at_digit(r))) {
        return false;
    }
    if (hours > 23 || minutes > 59)
        return false;
    r->zone_min += sign * (hours * 60 + minutes);
    r->has_zone = true;
    return true;
}

static void skip_space(struct reading *r)
{
    while (r->p < r->end && vg_is_space((unsigned char)*r->p))
        r->p++;
}

static int64_t result(const struct reading *r)
{
    int hour = r->hour;

    if (r->half) {
        if (hour > 12)
            return VG_TIME_NONE;
        hour = hour % 12 + (r->half == 2 ? 12 : 0);
    }
    if (r->year < 1 || r->year > 9999 || !vg_date_valid(r->year, r->month, r->day) || hour > 23 ||
        r->minute > 59 || r->second > 60)
        return VG_TIME_NONE;
    int64_t s = (int64_t)vg_day_from_civil(r->year, r->month, r->day) * 86400;
    s += hour * 3600 + r->minute * 60 + r->second - (int64_t)r->zone_min * 60;
    return s * 1000000 + r->usec;
}

/* Day of the year to month and day. */
static bool set_ordinal(struct reading *r, int ordinal)
{
    if (ordinal < 1 || r->year < 1 || r->year > 9999)
        return false;
    for (r->month = 1; r->month <= 12; r->month++) {
        int days = vg_month_days(r->year, r->month);
        if (ordinal <= days) {
            r->day = ordinal;
            return true;
        }
        ordinal -= days;
    }
    return false;
}

/* All digits in one run: YYYYMMDD, YYYYOOO, YYMMDD, YYOOO, YYYY. */
static bool iso_run(struct reading *r, const char *p, size_t n)
{
    int v = 0;

    for (size_t i = 0; i < n && i < 9; i++)
        v = v * 10 + (p[i] - '0');
    switch (n) {
    case 8:
        r->year = v / 10000, r->month = v / 100 % 100, r->day = v % 100;
        return true;
    case 7:
        r->year = v / 1000;
        return set_ordinal(r, v % 1000);
    case 6:
        r->year = 2000 + v / 10000, r->month = v / 100 % 100, r->day = v % 100;
        return true;
    case 5:
        r->year = 2000 + v / 1000;
        return set_ordinal(r, v % 1000);
    case 4:
        r->year = v;
        return true;
    default:
        return false;
    }
}

/* "-YY-MM", "-YYMM", "-YY". */
static bool iso_no_century(struct reading *r)
{
    int n;

    r->p++;
    n = eat_digits(r, 4, &r->year);
    if (n == 4) {
        r->month = r->year % 100;
        r->year /= 100;
    } else if (n != 2) {
        return false;
    } else if (eat(r, '-') && eat_digits(r, 2, &r->month) != 2) {
        return false;
    }
    r->year += 2000;
    return true;
}

static bool iso_date(struct reading *r)
{
    const char *from = r->p;
    int n, v;

    r->month = r->day = 1;
    if (*r->p == '-')
        return iso_no_century(r);
    while (at_digit(r))
        r->p++;
    size_t run = (size_t)(r->p - from);
    if (r->p == r->end || *r->p != '-' || (run != 4 && run != 2))
        return iso_run(r, from, run);
    r->year = run == 4 ? (from[0] - '0') * 1000 + (from[1] - '0') * 100 : 2000;
    r->year += (r->p[-2] - '0') * 10 + (r->p[-1] - '0');
    r->p++;
    n = eat_digits(r, 3, &v);
    bool more =
        r->p < r->end && *r->p == '-' && r->p + 1 < r->end && vg_is_digit((unsigned char)r->p[1]);
    if (n == 3 && !(more && v < 100)) /* "2003-012-31" has a month of three digits */
        return set_ordinal(r, v);
    r->month = v;
    if (n == 0)
        return false;
    if (!more)
        return run == 4;
    r->p++;
    return eat_digits(r, 2, &r->day) > 0;
}

/* After "T" or blanks: HH:MM[:SS], HHMM, HHMMSS, HH. */
static bool iso_time(struct reading *r)
{
    int v, n = eat_digits(r, 6, &v);

    if (n == 1 || n == 2)
        return r->p < r->end && *r->p == ':' ? eat_time(r, v)
                                             : (r->has_time = true, r->hour = v, n == 2);
    if (n != 4 && n != 6)
        return false;
    if (n == 4)
        v *= 100;
    r->has_time = true;
    r->hour = v / 10000, r->minute = v / 100 % 100, r->second = v % 100;
    eat_fraction(r);
    return true;
}

static int zone_of(struct vg_sv word, int *ret)
{
    for (size_t i = 0; i < VG_COUNT_OF(zones); i++)
        if (vg_sv_eq_icase(word, vg_sv_cstr(zones[i].name))) {
            *ret = zones[i].value;
            return 1;
        }
    return 0;
}

/* W3CDTF and ISO 8601, the whole text. */
static bool read_iso(struct reading *r)
{
    int zone;

    if (!iso_date(r))
        return false;
    if (r->p < r->end && (*r->p == 'T' || *r->p == 't' || *r->p == ' ' || *r->p == '_')) {
        r->p++;
        skip_space(r);
        if (at_digit(r) && !iso_time(r))
            return false;
    }
    skip_space(r);
    if (r->p == r->end)
        return true;
    if (r->has_time && (*r->p == '+' || *r->p == '-')) {
        if (!eat_offset(r))
            return false;
    } else if (zone_of(vg_sv(r->p, (size_t)(r->end - r->p)), &zone)) {
        r->zone_min = zone;
        return true;
    }
    return r->p == r->end;
}

static bool is_word_byte(unsigned char c)
{
    return vg_is_alpha(c) || c >= 0x80;
}

static bool begins(struct vg_sv word, const char *name)
{
    return vg_sv_starts(word, vg_sv_cstr(name));
}

static bool one_of(struct vg_sv word, const char *const *list, size_t n, bool prefix)
{
    for (size_t i = 0; i < n; i++)
        if (prefix ? begins(word, list[i]) : vg_sv_is(word, list[i]))
            return true;
    return false;
}

/* 년 월 일: what the number before is; 오전 오후: half of the day. */
static bool korean_word(struct reading *r, struct vg_sv word)
{
    static const struct name words[] = {{"년", ROLE_YEAR}, {"월", ROLE_MONTH}, {"일", ROLE_DAY}};

    r->korean = true;
    if (vg_sv_is(word, "오전") || vg_sv_is(word, "오후")) {
        r->half = vg_sv_is(word, "오전") ? 1 : 2;
        return true;
    }
    for (size_t i = 0; i < VG_COUNT_OF(words); i++)
        if (vg_sv_is(word, words[i].name) && r->n_numbers > 0) {
            r->numbers[r->n_numbers - 1].role = (enum role)words[i].value;
            return true;
        }
    return false;
}

static bool zone_word(struct reading *r, struct vg_sv word)
{
    if (r->has_zone)
        return false;
    if (!zone_of(word, &r->zone_min) && r->p < r->end && *r->p == '/') { /* "Europe/Paris" */
        r->p++;
        const char *from = r->p;
        while (r->p < r->end &&
               (is_word_byte((unsigned char)*r->p) || *r->p == '_' || *r->p == '/'))
            r->p++;
        (void)zone_of(vg_sv(from, (size_t)(r->p - from)), &r->zone_min);
    } else if (r->month == 0 && !zone_of(word, &r->zone_min))
        return false;   /* digits and a stray word: not a date, but something like one */
    r->has_zone = true; /* an unknown name counts as UTC */
    if (r->p < r->end && (*r->p == '+' || *r->p == '-') &&
        (vg_sv_is(word, "gmt") || vg_sv_is(word, "utc")))
        return eat_offset(r);
    return true;
}

static bool read_word(struct reading *r, struct vg_buf *fold)
{
    const char *from = r->p;
    bool first = r->n_words++ == 0 && r->n_numbers == 0;

    while (r->p < r->end && is_word_byte((unsigned char)*r->p))
        r->p++;
    struct vg_sv raw = vg_sv(from, (size_t)(r->p - from));
    vg_buf_clear(fold);
    (void)vg_utf8_fold_sv(raw, fold);
    struct vg_sv word = vg_buf_view(fold);
    if ((unsigned char)*from >= 0xEA && (unsigned char)*from <= 0xED) /* Hangul */
        return korean_word(r, raw);
    if (vg_sv_is(word, "am") || vg_sv_is(word, "pm")) {
        r->half = word.p[0] == 'a' ? 1 : 2;
        return true;
    }
    if (first && r->p < r->end && *r->p == ',')
        return true; /* a weekday, in whatever language */
    for (size_t i = 0; i < VG_COUNT_OF(months) && (r->month == 0 || r->weak_month); i++)
        if (begins(word, months[i].name)) {
            r->month = months[i].value;
            r->weak_month = first && begins(word, "mar");
            return true;
        }
    if (one_of(word, weekdays, VG_COUNT_OF(weekdays), true) && !r->has_time)
        return true;
    if (one_of(word, fillers, VG_COUNT_OF(fillers), false) && !r->has_time)
        return true;
    return r->has_time && zone_word(r, word);
}

static bool read_number(struct reading *r)
{
    int v, n = eat_digits(r, 5, &v);

    if (n > 4)
        return false;
    char next = r->p < r->end ? *r->p : '\0';
    if (n <= 2 && !r->has_time && (next == ':' || next == 'h' || next == 'H'))
        return eat_time(r, v);
    if (r->n_numbers == MAX_NUMBERS)
        return false;
    r->numbers[r->n_numbers++] = (struct number){v, n, ROLE_ANY};
    static const char *const ordinals[] = {"st", "nd", "rd", "th", "er"};
    for (size_t i = 0; i < VG_COUNT_OF(ordinals); i++)
        if (r->end - r->p >= 2 && memcmp(r->p, ordinals[i], 2) == 0 &&
            (r->end - r->p == 2 || !is_word_byte((unsigned char)r->p[2])))
            r->p += 2;
    return true;
}

static int full_year(const struct number *n)
{
    return n->digits > 2 ? n->value : n->value + (n->value < 90 ? 2000 : 1900);
}

/* Which number is the day, the month, the year. */
static bool place_numbers(struct reading *r)
{
    struct number *a = r->numbers;

    if (r->month) {
        if (r->n_numbers != 2)
            return false;
        bool swap = a[0].digits > 2;
        r->day = a[swap].value;
        r->year = full_year(&a[!swap]);
        return a[swap].digits <= 2;
    }
    if (r->n_numbers != 3)
        return false;
    if (a[0].digits > 2 || a[0].role == ROLE_YEAR) {
        r->year = full_year(&a[0]), r->month = a[1].value, r->day = a[2].value;
        return true;
    }
    bool american = a[1].value > 12;
    r->day = a[american].value, r->month = a[!american].value, r->year = full_year(&a[2]);
    return true;
}

/* Words, numbers and times in any sensible order. */
static bool read_loose(struct reading *r, struct vg_buf *fold)
{
    while (r->p < r->end) {
        unsigned char c = (unsigned char)*r->p;
        bool ok = true;
        if (vg_is_digit(c)) {
            ok = read_number(r);
        } else if (is_word_byte(c)) {
            ok = read_word(r, fold);
        } else if ((c == '+' || c == '-') && r->has_time && !r->has_zone && r->p + 1 < r->end &&
                   !vg_is_space((unsigned char)r->p[1])) {
            ok = eat_offset(r);
        } else if (c == '(') {
            while (r->p < r->end && *r->p != ')')
                r->p++;
        } else if (c == ':') {
            ok = false;
        } else {
            r->p++;
        }
        if (!ok)
            return false;
    }
    if (r->korean && !r->has_zone)
        r->zone_min = 540;
    return place_numbers(r);
}

int64_t vg_date_read(struct vg_sv text)
{
    struct vg_buf fold;

    text = vg_sv_trim(vg_sv_sub(vg_sv_trim(text), 0, MAX_DATE));
    if (text.n < 4)
        return VG_TIME_NONE;
    struct reading r = {.p = text.p, .end = text.p + text.n};
    if ((vg_is_digit((unsigned char)*r.p) || *r.p == '-') && read_iso(&r))
        return result(&r);
    r = (struct reading){.p = text.p, .end = text.p + text.n};
    vg_buf_init(&fold, MAX_DATE * 4);
    int64_t usec = read_loose(&r, &fold) ? result(&r) : VG_TIME_NONE;
    vg_buf_done(&fold);
    return usec;
}
