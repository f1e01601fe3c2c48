/* when.c - see when.h. */
#include "config.h"

#include "client/when.h"

#include "base/clock.h"
#include "client/command.h"
#include "wire/message.h"

/* "90m", "24h", "7d", "45s": that long before now. */
static bool ago(struct vg_sv s, int64_t *ret_usec)
{
    uint64_t n;
    int64_t unit = s.n < 2               ? 0
                   : s.p[s.n - 1] == 's' ? 1
                   : s.p[s.n - 1] == 'm' ? 60
                   : s.p[s.n - 1] == 'h' ? 3600
                   : s.p[s.n - 1] == 'd' ? 86400
                                         : 0;

    if (unit == 0 || vg_sv_to_u64(vg_sv_sub(s, 0, s.n - 1), 0, 100000, &n) < 0)
        return false;
    *ret_usec = vg_clock_wall_usec() - (int64_t)n * unit * 1000000;
    return true;
}

int vg_since_read(const char *value, uint64_t *seq, int64_t *usec)
{
    struct vg_sv s = vg_sv_cstr(value);

    if (vg_sv_to_u64(s, 0, INT64_MAX, seq) == 0 || vg_wire_time_parse(s, usec) == 0 || ago(s, usec))
        return 0;
    (void)vg_complain(
        "'%s' is neither a sequence number (41), nor a date or time (2025-07-14, 2025-07-14T09:30Z), nor a "
        "time ago (90m, 24h, 7d)",
        value);
    return VG_EXIT_USAGE;
}
