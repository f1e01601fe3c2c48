/*
 * date.h - the dates that feeds write, in any of the ways they do.
 *
 * RFC 822/2822 with its usual mistakes, W3CDTF and ISO 8601 (also short, week-free and ordinal
 * forms), asctime, SQL Server, Perforce, Korean (onblog, nate), Greek, Hungarian, and day and month
 * names in French, Spanish, Portuguese, German and Italian. A date that does not exist, or a time
 * out of range, is no date.
 */
#ifndef VG_FEEDS_DATE_H
#define VG_FEEDS_DATE_H

#include "feeds/entry.h"

/* Microseconds since the epoch, UTC; VG_TIME_NONE when it is no date. Without a zone: UTC; without
 * a time: midnight. Years 1 to 9999. Only the first 128 bytes count. */
int64_t vg_date_read(struct vg_sv text);

#endif
