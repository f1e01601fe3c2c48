/* Any text as a date: none, or a time between the years 0 and 10000; written as W3CDTF it reads as
 * itself. */
#include <stdlib.h>

#include "base/clock.h"
#include "feeds/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const int64_t day = 86400ll * 1000000;
    int64_t t = vg_date_read(vg_sv((const char *)data, n));
    char out[32];

    if (t == VG_TIME_NONE)
        return 0;
    if (t < (vg_day_from_civil(1, 1, 1) - 1) * day ||
        t > (vg_day_from_civil(9999, 12, 31) + 2) * day)
        abort();
    if (t < vg_day_from_civil(1, 1, 1) * day || t >= (vg_day_from_civil(9999, 12, 31) + 1) * day)
        return 0; /* a zone moved it out of the years that can be written */
    vg_time_format(t, true, out);
    if (vg_date_read(vg_sv_cstr(out)) != t)
        abort();
    return 0;
}
