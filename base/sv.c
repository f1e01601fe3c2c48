#include "base/sv.h"

#include "base/err.h"

bool vg_sv_eq_icase(struct vg_sv a, struct vg_sv b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (vg_lower((unsigned char)a.p[i]) != vg_lower((unsigned char)b.p[i]))
            return false;
    return true;
}

int vg_sv_cmp(struct vg_sv a, struct vg_sv b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int r = n ? memcmp(a.p, b.p, n) : 0;

    if (r)
        return r;
    return a.n < b.n ? -1 : a.n > b.n;
}

bool vg_sv_starts(struct vg_sv s, struct vg_sv prefix)
{
    return s.n >= prefix.n && vg_sv_eq(vg_sv(s.p, prefix.n), prefix);
}

bool vg_sv_starts_icase(struct vg_sv s, struct vg_sv prefix)
{
    return s.n >= prefix.n && vg_sv_eq_icase(vg_sv(s.p, prefix.n), prefix);
}

bool vg_sv_ends(struct vg_sv s, struct vg_sv suffix)
{
    return s.n >= suffix.n && vg_sv_eq(vg_sv(s.p + s.n - suffix.n, suffix.n), suffix);
}

ptrdiff_t vg_sv_find_char(struct vg_sv s, char c)
{
    const char *q = s.n ? memchr(s.p, c, s.n) : NULL;

    return q ? q - s.p : -1;
}

ptrdiff_t vg_sv_find(struct vg_sv s, struct vg_sv needle)
{
    if (needle.n == 0)
        return 0;
    if (s.n < needle.n)
        return -1;
    const char *q = memmem(s.p, s.n, needle.p, needle.n);
    return q ? q - s.p : -1;
}

ptrdiff_t vg_sv_find_icase(struct vg_sv s, struct vg_sv needle)
{
    for (size_t i = 0; i + needle.n <= s.n; i++)
        if (vg_sv_eq_icase(vg_sv(s.p + i, needle.n), needle))
            return (ptrdiff_t)i;
    return -1;
}

struct vg_sv vg_sv_trim(struct vg_sv s)
{
    while (s.n && vg_is_space((unsigned char)s.p[0]))
        s.p++, s.n--;
    while (s.n && vg_is_space((unsigned char)s.p[s.n - 1]))
        s.n--;
    return s;
}

struct vg_sv vg_sv_sub(struct vg_sv s, size_t from, size_t to)
{
    if (from > s.n)
        from = s.n;
    if (to > s.n)
        to = s.n;
    if (to < from)
        to = from;
    return s.p ? vg_sv(s.p + from, to - from) : s;
}

struct vg_sv vg_sv_split(struct vg_sv *s, char sep)
{
    struct vg_sv whole = *s;
    ptrdiff_t at = vg_sv_find_char(whole, sep);

    if (at < 0) {
        *s = VG_SV_NONE;
        return whole;
    }
    *s = vg_sv(whole.p + at + 1, whole.n - (size_t)at - 1);
    return vg_sv(whole.p, (size_t)at);
}

int vg_sv_to_u64(struct vg_sv s, uint64_t min, uint64_t max, uint64_t *ret)
{
    uint64_t v = 0;

    if (s.n == 0)
        return VG_E_SYNTAX;
    for (size_t i = 0; i < s.n; i++) {
        unsigned d = (unsigned)((unsigned char)s.p[i] - '0');
        if (d > 9)
            return VG_E_SYNTAX;
        if (v > (UINT64_MAX - d) / 10)
            return VG_E_LIMIT;
        v = v * 10 + d;
    }
    if (v < min || v > max)
        return VG_E_LIMIT;
    *ret = v;
    return 0;
}

int vg_sv_to_i64(struct vg_sv s, int64_t min, int64_t max, int64_t *ret)
{
    bool neg = s.n && s.p[0] == '-';
    uint64_t u = 0;
    int r = vg_sv_to_u64(vg_sv_sub(s, neg, s.n), 0, INT64_MAX, &u);

    if (r < 0)
        return r;
    int64_t v = neg ? -(int64_t)u : (int64_t)u;
    if (v < min || v > max)
        return VG_E_LIMIT;
    *ret = v;
    return 0;
}

int vg_sv_to_double(struct vg_sv s, double *ret)
{
    bool neg = s.n && s.p[0] == '-';
    double v = 0, scale = 1;
    bool frac = false, any = false;

    for (size_t i = neg; i < s.n; i++) {
        if (s.p[i] == '.' && !frac) {
            frac = true;
            continue;
        }
        if (!vg_is_digit((unsigned char)s.p[i]))
            return VG_E_SYNTAX;
        v = v * 10 + (s.p[i] - '0');
        if (frac)
            scale *= 10;
        any = true;
    }
    if (!any)
        return VG_E_SYNTAX;
    *ret = (neg ? -v : v) / scale;
    return 0;
}

char *vg_sv_dup(struct vg_sv s)
{
    char *p = vg_xmalloc(s.n + 1);

    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = 0;
    return p;
}
