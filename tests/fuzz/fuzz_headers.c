/* Lines of headers as a hostile server sends them. What is kept must lie within what was sent; the
 * times drawn from it within their bounds; an HTTP date that is read and written reads the same
 * again. */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "feeds/entry.h"
#include "feeds/header.h"
#include "feeds/policy.h"

#define NOW INT64_C(1795132800000000)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_date(struct vg_sv value)
{
    int64_t t = vg_http_date(value, NOW);
    struct vg_civil c;
    char text[64];

    if (t == VG_TIME_NONE || t < 0)
        return;
    c = vg_day_to_civil((int32_t)(t / 86400000000));
    int s = (int)(t / 1000000 % 86400);
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    (void)snprintf(text, sizeof text, "Mon, %02d %.3s %04d %02d:%02d:%02d GMT", c.day,
                   months + 3 * (c.month - 1), c.year, s / 3600, s / 60 % 60, s % 60);
    if (vg_http_date(vg_sv_cstr(text), NOW) != t / 1000000 * 1000000)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct vg_sv rest = vg_sv((const char *)data, n), v[VG_HEADER_COUNT];
    struct vg_headers h;

    vg_headers_init(&h);
    while (rest.p && vg_headers_line(&h, vg_sv_split(&rest, '\n')) >= 0)
        continue;
    for (size_t i = 0; i < VG_HEADER_COUNT; i++) {
        v[i] = vg_headers_get(&h, (enum vg_header)i);
        if (v[i].n > 2 * VG_MAX_HEADERS || (v[i].p && memchr(v[i].p, '\n', v[i].n)))
            abort();
        check_date(v[i]);
    }
    int64_t until = vg_http_retry_after(v[VG_HEADER_RETRY_AFTER], NOW);
    if (until != 0 && (until <= NOW || until > NOW + 7 * INT64_C(86400000000)))
        abort();
    (void)vg_http_freshness(v[VG_HEADER_CACHE_CONTROL], v[VG_HEADER_AGE], v[VG_HEADER_EXPIRES],
                            v[VG_HEADER_DATE], NOW);
    vg_headers_done(&h);
    return 0;
}
