/*
 * clock.h - the only place that asks the system what time it is, and civil-date arithmetic.
 *
 * Time is sampled once per turn of a loop and passed down; tests pass a time of their own. Days are
 * counted from 1970-01-01 in the proleptic Gregorian calendar (algorithms: H. Hinnant,
 * "chrono-compatible low-level date algorithms").
 */
#ifndef VG_BASE_CLOCK_H
#define VG_BASE_CLOCK_H

#include "base/sv.h"

/* Microseconds since the epoch, UTC / since some fixed start, never going back. */
int64_t vg_clock_wall_usec(void);
int64_t vg_clock_mono_usec(void);

struct vg_civil {
    int year, month, day; /* month 1-12, day 1-31 */
};

#define VG_DAY_NONE INT32_MIN

/* Day number of a date; the date must be valid (see vg_date_valid). */
int32_t vg_day_from_civil(int year, int month, int day);
struct vg_civil vg_day_to_civil(int32_t day);
bool vg_date_valid(int year, int month, int day);
int vg_month_days(int year, int month);
/* 0 Monday ... 6 Sunday. */
int vg_day_weekday(int32_t day);
/* Reads "YYYY-MM-DD" (anything may follow); VG_DAY_NONE when it does not. */
int32_t vg_day_parse(struct vg_sv s);
/* Writes "YYYY-MM-DD" and a NUL. */
void vg_day_format(int32_t day, char out[static 11]);
/* Writes "YYYY-MM-DDTHH:MM:SSZ" (usec false) or with ".uuuuuu" and a NUL. */
void vg_time_format(int64_t usec, bool with_usec, char out[static 32]);

#endif
