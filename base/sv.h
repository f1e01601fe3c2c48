/*
 * sv.h - string views: a pointer and a length, passed by value, never NUL-terminated by promise.
 *
 * A view borrows; whoever owns the bytes decides how long it lives. All helpers look at ASCII only
 * and ignore the locale: bytes above 127 are never space, digit or letter here.
 */
#ifndef VG_BASE_SV_H
#define VG_BASE_SV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct vg_sv {
    const char *p;
    size_t n;
};

#define VG_SV(lit) ((struct vg_sv){(lit), sizeof(lit) - 1})
#define VG_SV_NONE ((struct vg_sv){NULL, 0})
/* For printf: "%.*s", VG_SV_ARG(sv) */
#define VG_SV_ARG(sv) (int)(sv).n, (sv).p

static inline struct vg_sv vg_sv(const char *p, size_t n)
{
    return (struct vg_sv){p, n};
}

/* A view of a NUL-terminated string; of NULL: the empty view. */
static inline struct vg_sv vg_sv_cstr(const char *s)
{
    return (struct vg_sv){s, s ? strlen(s) : 0};
}

static inline bool vg_is_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool vg_is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}
static inline bool vg_is_alpha(unsigned char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}
static inline unsigned char vg_lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

static inline bool vg_sv_eq(struct vg_sv a, struct vg_sv b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
static inline bool vg_sv_is(struct vg_sv a, const char *s)
{
    size_t n = s ? strlen(s) : 0; /* of a literal both this and the comparison need no call */

    return a.n == n && (n == 0 || memcmp(a.p, s, n) == 0);
}

/* Same bytes but for ASCII case. */
bool vg_sv_eq_icase(struct vg_sv a, struct vg_sv b);
/* Byte order, shorter first on a tie; <0, 0, >0 as memcmp. */
int vg_sv_cmp(struct vg_sv a, struct vg_sv b);
bool vg_sv_starts(struct vg_sv s, struct vg_sv prefix);
bool vg_sv_starts_icase(struct vg_sv s, struct vg_sv prefix);
bool vg_sv_ends(struct vg_sv s, struct vg_sv suffix);
/* Position of the first byte c / of needle (case: as is, or ASCII-folded), or -1. Linear for c,
 * n*m worst case for needles: use short needles on untrusted text. */
ptrdiff_t vg_sv_find_char(struct vg_sv s, char c);
ptrdiff_t vg_sv_find(struct vg_sv s, struct vg_sv needle);
ptrdiff_t vg_sv_find_icase(struct vg_sv s, struct vg_sv needle);
/* The view without ASCII space at its start and end. */
struct vg_sv vg_sv_trim(struct vg_sv s);
/* s from byte `from` to byte `to` (half open), clipped to s. */
struct vg_sv vg_sv_sub(struct vg_sv s, size_t from, size_t to);
/* Splits at the first sep: returns what is before it and leaves what follows in *s. Without sep:
 * returns all of *s and leaves p == NULL, n == 0. `while (s.p) { f = vg_sv_split(&s, ','); ... }`
 * sees every field. */
struct vg_sv vg_sv_split(struct vg_sv *s, char sep);
/* Decimal number that fills the whole view and lies in [min, max]: 0 and *ret; else VG_E_SYNTAX or
 * VG_E_LIMIT, *ret untouched. */
int vg_sv_to_u64(struct vg_sv s, uint64_t min, uint64_t max, uint64_t *ret)
    __attribute__((warn_unused_result));
int vg_sv_to_i64(struct vg_sv s, int64_t min, int64_t max, int64_t *ret)
    __attribute__((warn_unused_result));
/* Decimal fraction "-12.5" (no exponent), filling the whole view; 0 or VG_E_SYNTAX. */
int vg_sv_to_double(struct vg_sv s, double *ret) __attribute__((warn_unused_result));
/* A NUL-terminated copy on the heap, owned by the caller; aborts when memory is out. */
char *vg_sv_dup(struct vg_sv s);

#endif
