#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/err.h"

uint32_t vg_utf8_next(const char **p, const char *end)
{
    const unsigned char *s = (const unsigned char *)*p;
    size_t left = (size_t)(end - *p);
    unsigned c = s[0];

    if (c < 0x80) {
        (*p)++;
        return c;
    }
    unsigned need = c >= 0xC2 && c <= 0xDF   ? 1
                    : c >= 0xE0 && c <= 0xEF ? 2
                    : c >= 0xF0 && c <= 0xF4 ? 3
                                             : 0;
    if (need && left > need) {
        uint32_t cp = c & (0x3Fu >> need);
        unsigned i = 1;
        while (i <= need && (s[i] & 0xC0) == 0x80)
            cp = cp << 6 | (s[i++] & 0x3Fu);
        static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
        if (i > need && cp >= least[need] && cp <= 0x10FFFF && !(cp >= 0xD800 && cp <= 0xDFFF)) {
            *p += need + 1;
            return cp;
        }
    }
    (*p)++;
    return VG_UTF8_BAD;
}

size_t vg_utf8_encode(uint32_t cp, char out[static 4])
{
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        cp = VG_UTF8_BAD;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

/* True when the code point just read from `from` was an invalid byte, not a real U+FFFD. */
static bool was_bad(uint32_t cp, const char *from, const char *to)
{
    return cp == VG_UTF8_BAD && to - from == 1;
}

bool vg_utf8_valid(struct vg_sv s)
{
    const char *p = s.p, *end = s.n ? s.p + s.n : s.p; /* no view has no end either */

    while (p < end) {
        const char *from = p;
        uint64_t eight;
        if (end - p >= 8 && (memcpy(&eight, p, 8), !(eight & UINT64_C(0x8080808080808080)))) {
            p += 8;
            continue;
        }
        if ((unsigned char)*p < 0x80) {
            p++;
            continue;
        }
        uint32_t cp = vg_utf8_next(&p, end);
        if (was_bad(cp, from, p))
            return false;
    }
    return true;
}

size_t vg_utf8_count(struct vg_sv s)
{
    const char *p = s.p, *end = s.n ? s.p + s.n : s.p; /* no view has no end either */
    size_t n = 0;

    for (; p < end; n++)
        (void)vg_utf8_next(&p, end);
    return n;
}

int vg_utf8_repair(struct vg_sv s, struct vg_buf *out)
{
    const char *p = s.p, *end = s.n ? s.p + s.n : s.p; /* no view has no end either */

    while (p < end) {
        const char *from = p;
        uint32_t cp = vg_utf8_next(&p, end);
        if (was_bad(cp, from, p))
            (void)vg_buf_utf8(out, VG_UTF8_BAD);
        else if (cp)
            (void)vg_buf_add(out, from, (size_t)(p - from));
    }
    return out->err;
}

int vg_utf8_nfc(struct vg_sv s, struct vg_buf *out)
{
    struct vg_buf clean;
    utf8proc_uint8_t *nfc = NULL;

    vg_buf_init(&clean, s.n * 3 + 1);
    int r = vg_utf8_repair(s, &clean);
    if (r == 0) {
        utf8proc_ssize_t n =
            utf8proc_map((const utf8proc_uint8_t *)clean.p, (utf8proc_ssize_t)clean.n, &nfc,
                         UTF8PROC_STABLE | UTF8PROC_COMPOSE);
        if (n >= 0)
            r = vg_buf_add(out, nfc, (size_t)n);
        else
            r = clean.n ? VG_E_NOMEM : 0;
        free(nfc);
    }
    vg_buf_done(&clean);
    return r;
}

uint32_t vg_utf8_lower(uint32_t cp)
{
    if (cp < 0x80)
        return vg_lower((unsigned char)cp);
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

bool vg_utf8_is_upper(uint32_t cp)
{
    return vg_utf8_lower(cp) != cp;
}

bool vg_utf8_is_letter(uint32_t cp)
{
    if (cp < 0x80)
        return vg_is_alpha((unsigned char)cp);
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

uint32_t vg_utf8_fold(uint32_t cp)
{
    if (cp < 0x80)
        return vg_lower((unsigned char)cp);
    utf8proc_int32_t out[8];
    int boundary = 0;
    utf8proc_ssize_t n =
        utf8proc_decompose_char((utf8proc_int32_t)cp, out, 8, UTF8PROC_DECOMPOSE, &boundary);
    uint32_t base = n > 0 ? (uint32_t)out[0] : cp;
    base = vg_utf8_lower(base);
    return base == 0x153 ? 'o' : base == 0xE6 ? 'a' : base;
}

int vg_utf8_fold_sv(struct vg_sv s, struct vg_buf *out)
{
    const char *p = s.p, *end = s.n ? s.p + s.n : s.p; /* no view has no end either */

    while (p < end) {
        uint32_t cp = vg_utf8_next(&p, end);
        if (cp >= 0x300 && cp <= 0x36F)
            continue; /* combining marks of decomposed text */
        if (cp == 0x2019 || cp == 0x2018 || cp == 0x2BC || cp == 0x60 || cp == 0xB4)
            cp = '\'';
        else if ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212)
            cp = '-';
        else if (cp == 0xA0 || cp == 0x202F || cp == 0x2009)
            cp = ' ';
        if (cp == 0x153 || cp == 0x152)
            (void)vg_buf_str(out, "oe");
        else if (cp == 0xE6 || cp == 0xC6)
            (void)vg_buf_str(out, "ae");
        else
            (void)vg_buf_utf8(out, vg_utf8_fold(cp));
    }
    return out->err;
}
