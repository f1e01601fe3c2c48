#include "base/clock.h"

#include <stdio.h>
#include <time.h>

static int64_t read_clock(clockid_t id)
{
    struct timespec ts = {0};

    (void)clock_gettime(id, &ts);
    return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

int64_t vg_clock_wall_usec(void)
{
    return read_clock(CLOCK_REALTIME);
}

int64_t vg_clock_mono_usec(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

int32_t vg_day_from_civil(int year, int month, int day)
{
    int y = year - (month <= 2);
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

    return (int32_t)(era * 146097 + doe - 719468);
}

struct vg_civil vg_day_to_civil(int32_t day)
{
    int z = day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    int month = mp + (mp < 10 ? 3 : -9);

    return (struct vg_civil){yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

int vg_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

bool vg_date_valid(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= vg_month_days(year, month);
}

int vg_day_weekday(int32_t day)
{
    int r = (int)((day + 3) % 7); /* 1970-01-01 was a Thursday */

    return r < 0 ? r + 7 : r;
}

int32_t vg_day_parse(struct vg_sv s)
{
    int v[3] = {0};
    static const int width[] = {4, 2, 2};
    size_t at = 0;

    for (int f = 0; f < 3; f++) {
        for (int i = 0; i < width[f]; i++, at++) {
            if (at >= s.n || !vg_is_digit((unsigned char)s.p[at]))
                return VG_DAY_NONE;
            v[f] = v[f] * 10 + (s.p[at] - '0');
        }
        if (f < 2 && (at >= s.n || s.p[at++] != '-'))
            return VG_DAY_NONE;
    }
    return vg_date_valid(v[0], v[1], v[2]) ? vg_day_from_civil(v[0], v[1], v[2]) : VG_DAY_NONE;
}

void vg_day_format(int32_t day, char out[static 11])
{
    struct vg_civil c = vg_day_to_civil(day);

    if (c.year < 0 || c.year > 9999)
        c.year = 9999;
    (void)snprintf(out, 11, "%04u-%02u-%02u", (unsigned)c.year % 10000, (unsigned)c.month % 100,
                   (unsigned)c.day % 100);
}

void vg_time_format(int64_t usec, bool with_usec, char out[static 32])
{
    int64_t sec = usec / 1000000 - (usec % 1000000 < 0);
    int64_t day = sec / 86400 - (sec % 86400 < 0);
    unsigned s = (unsigned)(sec - day * 86400), us = (unsigned)(usec - sec * 1000000);
    char date[11];

    vg_day_format((int32_t)day, date);
    if (with_usec)
        (void)snprintf(out, 32, "%sT%02u:%02u:%02u.%06uZ", date, s / 3600 % 24, s / 60 % 60, s % 60,
                       us % 1000000);
    else
        (void)snprintf(out, 32, "%sT%02u:%02u:%02uZ", date, s / 3600 % 24, s / 60 % 60, s % 60);
}
