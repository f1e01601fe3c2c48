/*
 * charset.h - from bytes in whatever charset to clean UTF-8, as they arrive.
 *
 * Which charset: byte order mark, else HTTP header, else XML declaration (RFC 7303 section 3), else
 * what the first bytes look like, else UTF-8. What comes out is valid UTF-8 without control
 * characters other than tab and line ends. An invalid byte in UTF-8 is read as windows-1252; C1
 * controls as the windows-1252 characters that were meant; UTF-8 that is labelled as an 8-bit
 * charset is read as UTF-8. Clean UTF-8 is passed on without a copy.
 */
#ifndef VG_FEEDS_CHARSET_H
#define VG_FEEDS_CHARSET_H

#include "base/err.h"
#include "base/sv.h"

struct vg_decoder;

/* Called with UTF-8 that never ends within a character, borrowed until it returns. A negative
 * return stops. */
typedef int vg_decoder_fn(void *ctx, struct vg_sv utf8);

/* content_type: value of the HTTP header, may be empty; copied. Owned by the caller. */
struct vg_decoder *vg_decoder_new(struct vg_sv content_type, vg_decoder_fn *sink, void *ctx);
void vg_decoder_free(struct vg_decoder *self); /* NULL is fine */
/* 0, or what the sink returned. The result does not depend on how the bytes are cut. */
int vg_decoder_push(struct vg_decoder *self, const void *p, size_t n)
    __attribute__((warn_unused_result));
int vg_decoder_finish(struct vg_decoder *self) __attribute__((warn_unused_result));
/* Label of the charset in lower case, as the document or header gave it; empty before the first
 * bytes came out. Borrowed until free. */
struct vg_sv vg_decoder_charset(const struct vg_decoder *self);

/* The value of a parameter of a Content-Type ("charset"), without quotes; p == NULL when it has
 * none. */
struct vg_sv vg_content_type_param(struct vg_sv content_type, const char *name);
/* The character of a windows-1252 byte; VG_UTF8_BAD for the five that are none. */
uint32_t vg_windows1252(unsigned char c);
/* A C1 control (80 to 9F) as the windows-1252 character that was meant; any other code point as it
 * is. */
uint32_t vg_charset_c1(uint32_t cp);
/* A quick look: could vg_utf8_undouble succeed? False for nearly all text. */
bool vg_utf8_looks_doubled(struct vg_sv s);
/* Text that was UTF-8, read as windows-1252 or ISO 8859-1 and encoded again ("Ã©" for "é"): true,
 * and what was meant is in out, which needs room for s.n bytes, *ret_n long. False, out untouched,
 * for any other text. */
bool vg_utf8_undouble(struct vg_sv s, char *out, size_t *ret_n);

#endif
