/*
 * entities.h - character references: named ones of HTML, and numeric ones.
 */
#ifndef VG_FEEDS_ENTITIES_H
#define VG_FEEDS_ENTITIES_H

#include "base/sv.h"

#define VG_MAX_ENTITY_NAME 31
#define VG_MAX_REFERENCE   34 /* bytes of "&name;" that must be at hand to decide */

/* What a name stands for ("eacute" -> "é"), without & and ;. p == NULL when HTML has no such name.
 */
struct vg_sv vg_entity_text(struct vg_sv name);
/* The name or number between & and ; (or where it would end): its length, 0 when none stands at s.
 * s starts after the &. "#x26", "#38", "amp". */
size_t vg_reference_length(struct vg_sv s);
/* The character of a numeric reference ("#38", "#x26", "#X26") in UTF-8: C1 controls as
 * windows-1252, what is no character as U+FFFD, NUL and other controls as nothing. Returns its
 * length. */
size_t vg_reference_char(struct vg_sv digits, char out[static 4]);
/* Decodes the reference at the start of s, which is '&': appends what it stands for to out (of 16
 * bytes at least), *ret_n long, and returns how many bytes of s it takes; 0 when it is none (a bare
 * '&', an unknown name). A numeric one may lack its ';'. */
size_t vg_reference_read(struct vg_sv s, char out[static 16], size_t *ret_n);

#endif
