#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/utf8.h"

void vg_buf_init(struct vg_buf *self, size_t max)
{
    *self = (struct vg_buf){.max = max};
}

void vg_buf_done(struct vg_buf *self)
{
    free(self->p);
    *self = (struct vg_buf){.max = self->max};
}

void vg_buf_clear(struct vg_buf *self)
{
    self->n = 0;
    self->err = 0;
    if (self->p)
        self->p[0] = 0;
}

/* Makes room for n more bytes and the NUL. */
static int reserve(struct vg_buf *self, size_t n)
{
    if (self->err)
        return self->err;
    if (n > self->max - self->n)
        return self->err = VG_E_TOOBIG;
    size_t need = self->n + n + 1;
    if (need <= self->cap)
        return 0;
    size_t cap = self->cap ? self->cap : 64;
    while (cap < need)
        cap = cap > SIZE_MAX / 2 ? need : cap * 2;
    char *p = realloc(self->p, cap);
    if (!p)
        return self->err = VG_E_NOMEM;
    self->p = p;
    self->cap = cap;
    return 0;
}

int vg_buf_add(struct vg_buf *self, const void *p, size_t n)
{
    if (reserve(self, n) < 0)
        return self->err;
    if (n)
        memcpy(self->p + self->n, p, n);
    self->n += n;
    self->p[self->n] = 0;
    return 0;
}

int vg_buf_sv(struct vg_buf *self, struct vg_sv s)
{
    return vg_buf_add(self, s.p, s.n);
}

int vg_buf_str(struct vg_buf *self, const char *s)
{
    return vg_buf_add(self, s, strlen(s));
}

int vg_buf_char(struct vg_buf *self, char c)
{
    return vg_buf_add(self, &c, 1);
}

int vg_buf_utf8(struct vg_buf *self, uint32_t codepoint)
{
    char b[4];

    return vg_buf_add(self, b, vg_utf8_encode(codepoint, b));
}

int vg_buf_printf(struct vg_buf *self, const char *fmt, ...)
{
    va_list ap, again;

    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n >= 0 && reserve(self, (size_t)n) == 0) {
        (void)vsnprintf(self->p + self->n, (size_t)n + 1, fmt, again);
        self->n += (size_t)n;
    }
    va_end(again);
    return self->err;
}

struct vg_sv vg_buf_view(const struct vg_buf *self)
{
    return vg_sv(self->p ? self->p : "", self->n);
}

char *vg_buf_take(struct vg_buf *self)
{
    char *p = self->p ? self->p : vg_xstrdup("");

    *self = (struct vg_buf){.max = self->max};
    return p;
}
