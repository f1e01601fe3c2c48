/*
 * utf8.h - decoding, checking and folding of UTF-8 (RFC 3629).
 */
#ifndef VG_BASE_UTF8_H
#define VG_BASE_UTF8_H

#include "base/buf.h"

#define VG_UTF8_BAD 0xFFFDu

/* Decodes one code point at p (p < end) and moves *p past it. An invalid byte yields VG_UTF8_BAD
 * and moves by one (surrogates, overlong forms and values above U+10FFFF are invalid). */
uint32_t vg_utf8_next(const char **p, const char *end);
/* Writes cp (1-4 bytes, VG_UTF8_BAD for what cannot be encoded); returns the length. */
size_t vg_utf8_encode(uint32_t cp, char out[static 4]);
bool vg_utf8_valid(struct vg_sv s);
/* Number of code points; each invalid byte counts as one. */
size_t vg_utf8_count(struct vg_sv s);
/* Appends s with each invalid sequence replaced by U+FFFD and NUL dropped. */
int vg_utf8_repair(struct vg_sv s, struct vg_buf *out);
/* Appends s in Unicode NFC (utf8proc); invalid input is repaired first. */
int vg_utf8_nfc(struct vg_sv s, struct vg_buf *out);
/* Lower case of one code point (Unicode simple mapping). */
uint32_t vg_utf8_lower(uint32_t cp);
bool vg_utf8_is_upper(uint32_t cp);
bool vg_utf8_is_letter(uint32_t cp);
/* The base letter of a Latin letter with diacritics, in lower case: É -> e, ç -> c, œ -> o (the
 * caller that needs "oe" handles ligatures), others unchanged in lower case. */
uint32_t vg_utf8_fold(uint32_t cp);
/* Appends s folded for tolerant comparison: lower case, no diacritics, ligatures opened (œ -> oe),
 * every apostrophe as ', every hyphen as -. */
int vg_utf8_fold_sv(struct vg_sv s, struct vg_buf *out);

#endif
