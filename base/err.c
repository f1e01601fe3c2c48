#include "base/err.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fail_v(struct vg_err *err, int code, const char *file, int line, const char *fmt,
                  va_list ap) __attribute__((format(printf, 5, 0)));

static int fail_v(struct vg_err *err, int code, const char *file, int line, const char *fmt,
                  va_list ap)
{
    if (!err)
        return code;
    err->code = code;
    err->line = line;
    (void)snprintf(err->file, sizeof err->file, "%s", file ? file : "");
    (void)vsnprintf(err->text, sizeof err->text, fmt, ap);
    return code;
}

int vg_fail(struct vg_err *err, int code, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    fail_v(err, code, NULL, 0, fmt, ap);
    va_end(ap);
    return code;
}

int vg_fail_at(struct vg_err *err, int code, const char *file, int line, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    fail_v(err, code, file, line, fmt, ap);
    va_end(ap);
    return code;
}

const char *vg_code_name(int code)
{
    static const char *const names[] = {
        "ok",        "out of memory", "too big",        "does not parse", "input/output error",
        "try later", "past a limit",  "not found",      "exists already", "refused",
        "stopped",   "store full",
    };

    if (code > 0)
        return names[0];
    return (size_t)-code < VG_COUNT_OF(names) ? names[-code] : "unknown error";
}

static void *or_die(void *p, size_t n)
{
    if (p)
        return p;
    (void)fprintf(stderr, "vigie: out of memory (%zu bytes)\n", n);
    abort();
}

void *vg_xmalloc(size_t n)
{
    return or_die(malloc(n ? n : 1), n);
}

void *vg_xcalloc(size_t count, size_t size)
{
    return or_die(calloc(count ? count : 1, size ? size : 1), size);
}

void *vg_xrealloc(void *p, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        or_die(NULL, SIZE_MAX);
    size_t n = count * size;
    return or_die(realloc(p, n > 0 ? n : 1), n);
}

char *vg_xstrdup(const char *s)
{
    return or_die(strdup(s), strlen(s));
}

void vg_freep(void *pp)
{
    void *p;

    memcpy(&p, pp, sizeof p);
    free(p);
}

void vg_closep(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
}
