/*
 * headline.h - an event in one readable French line: what, where, when, who, how many, by whose
 * account.
 *
 *   Embuscade à Alkit (Kidal, Mali), le 14 juillet 2025 : FLA, JNIM contre FAMA ; au moins 1
 * militaire tué ; 4 véhicules détruits. Revendiqué par FLA, reconnu par FAMA.
 */
#ifndef VG_WIRE_HEADLINE_H
#define VG_WIRE_HEADLINE_H

#include "base/buf.h"
#include "extract/event.h"

/* Appends the line (UTF-8, no newline, at most some 600 bytes). 0 or out's error. */
int vg_event_headline(const struct vg_event *event, struct vg_buf *out);

/* Parts of it, for who lays them out otherwise; each appends nothing when there is nothing to say.
 */
int vg_headline_what(const struct vg_event *event, struct vg_buf *out);
int vg_headline_where(const struct vg_event *event, struct vg_buf *out);
int vg_headline_when(const struct vg_event *event, struct vg_buf *out);
int vg_headline_who(const struct vg_event *event, struct vg_buf *out);
int vg_headline_toll(const struct vg_event *event, struct vg_buf *out);
int vg_headline_account(const struct vg_event *event, struct vg_buf *out);

#endif
