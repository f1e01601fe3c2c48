/*
 * buf.h - a growing byte buffer with a maximum and a sticky error: append many times, check once.
 *
 * Past the maximum nothing is appended, the error is VG_E_TOOBIG, and later appends do nothing. The
 * content is always followed by a NUL that does not count, once anything was appended.
 */
#ifndef VG_BASE_BUF_H
#define VG_BASE_BUF_H

#include "base/sv.h"

struct vg_buf {
    char *p;
    size_t n, cap, max;
    int err; /* 0, VG_E_TOOBIG or VG_E_NOMEM */
};

/* Embedded object: an empty buffer of at most max bytes; release with vg_buf_done. */
void vg_buf_init(struct vg_buf *self, size_t max);
void vg_buf_done(struct vg_buf *self);
/* Empties it, clears the error, keeps the memory. */
void vg_buf_clear(struct vg_buf *self);
/* Each returns self->err. */
int vg_buf_add(struct vg_buf *self, const void *p, size_t n);
int vg_buf_sv(struct vg_buf *self, struct vg_sv s);
int vg_buf_str(struct vg_buf *self, const char *s);
int vg_buf_char(struct vg_buf *self, char c);
int vg_buf_utf8(struct vg_buf *self, uint32_t codepoint);
int vg_buf_printf(struct vg_buf *self, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The content, borrowed until the next append. */
struct vg_sv vg_buf_view(const struct vg_buf *self);
/* The content as a heap string, owned by the caller; the buffer is empty afterwards. */
char *vg_buf_take(struct vg_buf *self);

#endif
