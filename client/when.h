/* when.h - the WHEN of --since and --until. */
#ifndef VG_CLIENT_WHEN_H
#define VG_CLIENT_WHEN_H

#include <stdint.h>

/* A sequence number goes to *seq; a date, a time, or a time ago (90m, 24h, 7d) to *usec. 0, or
 * VG_EXIT_USAGE once it has complained. */
int vg_since_read(const char *value, uint64_t *seq, int64_t *usec);

#endif
