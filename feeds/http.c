/* The header values that say when to come back: declared in policy.h. */
#include "feeds/date.h"
#include "feeds/policy.h"

#define SEC  1000000LL
#define WEEK (7 * 86400)

/* delta-seconds (RFC 9111 1.2.2): too large a number counts as the largest; -1: none. */
static int64_t seconds_of(struct vg_sv s)
{
    uint64_t v;

    s = vg_sv_trim(s);
    if (s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"')
        s = vg_sv_sub(s, 1, s.n - 1);
    int r = vg_sv_to_u64(s, 0, UINT32_MAX, &v);
    if (r == VG_E_LIMIT)
        return UINT32_MAX;
    return r < 0 ? -1 : (int64_t)v;
}

int64_t vg_http_date(struct vg_sv value, int64_t now_usec)
{
    value = vg_sv_trim(value);
    if (value.n == 0 || !vg_is_alpha((unsigned char)value.p[0]))
        return VG_TIME_NONE; /* every form starts with the day's name; "0" and "-1" mean the past */
    int64_t t = vg_date_read(value);
    /* RFC 9110 5.6.7: two digits that seem to lie more than 50 years ahead mean the past */
    if (t != VG_TIME_NONE && t > now_usec + 50 * 366 * 86400 * SEC)
        return VG_TIME_NONE;
    return t;
}

/* First max-age of the list, -1 when there is none; *ret_none when it must not be kept at all. */
static int64_t max_age(struct vg_sv cache_control, bool *ret_none)
{
    int64_t found = -1;

    *ret_none = false;
    while (cache_control.p) {
        struct vg_sv value = vg_sv_trim(vg_sv_split(&cache_control, ','));
        struct vg_sv name = vg_sv_trim(vg_sv_split(&value, '='));
        if (vg_sv_eq_icase(name, VG_SV("no-store")) ||
            (vg_sv_eq_icase(name, VG_SV("no-cache")) && !value.p))
            *ret_none = true;
        else if (vg_sv_eq_icase(name, VG_SV("max-age")) && found < 0)
            found = seconds_of(value);
    }
    return found;
}

uint32_t vg_http_freshness(struct vg_sv cache_control, struct vg_sv age, struct vg_sv expires,
                           struct vg_sv date, int64_t now_usec)
{
    bool none;
    int64_t sec = max_age(cache_control, &none);
    int64_t age_sec = age.n ? seconds_of(age) : 0;

    if (none)
        return 0;
    if (sec >= 0) {
        sec -= age_sec > 0 ? age_sec : 0;
    } else {
        int64_t until = vg_http_date(expires, now_usec), from = vg_http_date(date, now_usec);
        if (until == VG_TIME_NONE)
            return 0;
        sec = (until - (from == VG_TIME_NONE ? now_usec : from)) / SEC;
    }
    if (sec < 0)
        return 0;
    return sec > UINT32_MAX ? UINT32_MAX : (uint32_t)sec;
}

int64_t vg_http_retry_after(struct vg_sv value, int64_t now_usec)
{
    int64_t sec = seconds_of(value), until = now_usec;

    if (sec >= 0) {
        until = now_usec + sec * SEC;
    } else {
        int64_t date = vg_http_date(value, now_usec);
        if (date != VG_TIME_NONE)
            until = date;
    }
    if (until <= now_usec)
        return 0;
    return until - now_usec > WEEK * SEC ? now_usec + WEEK * SEC : until;
}

uint32_t vg_sy_seconds(struct vg_sv period, struct vg_sv frequency)
{
    static const struct {
        struct vg_sv name;
        uint32_t sec;
    } periods[] = {
        {{"hourly", 6}, 3600},        {{"daily", 5}, 86400},        {{"weekly", 6}, 7 * 86400},
        {{"monthly", 7}, 30 * 86400}, {{"yearly", 6}, 365 * 86400},
    };
    uint64_t n = 1;

    frequency = vg_sv_trim(frequency);
    if (frequency.n && vg_sv_to_u64(frequency, 1, 86400, &n) < 0)
        return 0;
    for (size_t i = 0; i < VG_COUNT_OF(periods); i++) {
        if (vg_sv_eq_icase(vg_sv_trim(period), periods[i].name))
            return (uint32_t)(periods[i].sec / n);
    }
    return 0;
}
