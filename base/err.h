/*
 * err.h - how a function says that it failed, and the allocation wrappers that cannot.
 *
 * A function returns 0 or a positive count when it succeeded, else a negative vg_code. Where a
 * person needs the reason, its last parameter is a struct vg_err (NULL allowed) that is filled on
 * failure only.
 */
#ifndef VG_BASE_ERR_H
#define VG_BASE_ERR_H

#include <stddef.h>

enum vg_code {
    VG_OK = 0,
    VG_E_NOMEM = -1,   /* out of memory for something sized by input */
    VG_E_TOOBIG = -2,  /* past a size limit */
    VG_E_SYNTAX = -3,  /* input does not parse */
    VG_E_IO = -4,      /* the system failed a read, write, or socket call */
    VG_E_AGAIN = -5,   /* not now; later */
    VG_E_LIMIT = -6,   /* out of range or past a count limit */
    VG_E_NOTFOUND = -7,
    VG_E_EXISTS = -8,
    VG_E_REFUSED = -9, /* not allowed by policy */
    VG_E_STOPPED = -10,
    VG_E_FULL = -11, /* disk or store full */
};

struct vg_err {
    int code;
    int line;       /* line of the input, 0 when there is none */
    char file[128]; /* name of the input, "" when there is none */
    char text[256]; /* what is wrong and what to do */
};

/* Fills err (if not NULL) and returns code, so that `return vg_fail(err, VG_E_SYNTAX, "...")` reads
 * well. */
int vg_fail(struct vg_err *err, int code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* The same with the place in the input: file may be NULL, line 0. */
int vg_fail_at(struct vg_err *err, int code, const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
/* "out of memory", "too big", ...; a static string. */
const char *vg_code_name(int code);

/* Allocation for small things of fixed size: abort with a message when memory is out (the service
 * manager restarts us). The caller frees with free(). */
void *vg_xmalloc(size_t n) __attribute__((malloc, returns_nonnull));
void *vg_xcalloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull));
void *vg_xrealloc(void *p, size_t count, size_t size) __attribute__((returns_nonnull));
char *vg_xstrdup(const char *s) __attribute__((malloc, returns_nonnull));
#define vg_xnew(type) ((type *)vg_xcalloc(1, sizeof(type)))

/* `vg_cleanup(fn) T *x` calls fn(&x) when x leaves scope. */
#define vg_cleanup(fn) __attribute__((cleanup(fn)))
void vg_freep(void *pp); /* for vg_cleanup: free(*(void **)pp) */
void vg_closep(int *fd); /* for vg_cleanup: close unless -1 */

#define VG_COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

#endif
