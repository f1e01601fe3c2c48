/*
 * charset_names.h - what a charset label means. Tables only; see charset.h for decoding.
 */
#ifndef VG_FEEDS_CHARSET_NAMES_H
#define VG_FEEDS_CHARSET_NAMES_H

#include "base/sv.h"

/* The decoder for a label as documents and headers write it ("UTF-8", "x-sjis", "windows_1252"): a
 * name for iconv, or one for vg_charset_table; a static string. NULL: unknown. A label of one
 * charset that is always read as a greater one gives that (WHATWG Encoding: iso-8859-1 is
 * windows-1252, gb2312 is gb18030). */
const char *vg_charset_decoder(struct vg_sv label);
/* Code points of the bytes 128 to 255, for decoders that iconv does not have; else NULL. */
const uint16_t *vg_charset_table(const char *decoder);

#endif
