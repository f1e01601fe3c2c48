#include "feeds/charset.h"

#include "base/utf8.h"

/* What windows-1252 has where ISO 8859-1 has control characters; 0: nothing. */
static const uint16_t c1[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

uint32_t vg_windows1252(unsigned char c)
{
    if (c >= 0x80 && c < 0xA0)
        return c1[c - 0x80] ? c1[c - 0x80] : VG_UTF8_BAD;
    return c;
}

uint32_t vg_charset_c1(uint32_t cp)
{
    return cp >= 0x80 && cp < 0xA0 ? vg_windows1252((unsigned char)cp) : cp;
}

/* The byte that a character is in windows-1252 or ISO 8859-1; -1 when it is in neither. */
static int byte_of(uint32_t cp)
{
    if (cp < 0x100)
        return (int)cp;
    for (int i = 0; i < 32; i++)
        if (c1[i] == cp)
            return 0x80 + i;
    return -1;
}

/* Is the first character above ASCII, with the next, the start of a UTF-8 sequence? Nearly all text
 * is not. */
bool vg_utf8_looks_doubled(struct vg_sv s)
{
    const char *p = s.p, *end = s.p + s.n;

    while (p < end && (unsigned char)*p < 0x80)
        p++;
    if (end - p < 4)
        return false;
    int first = byte_of(vg_utf8_next(&p, end));
    int second = first >= 0xC2 && first <= 0xF4 && p < end ? byte_of(vg_utf8_next(&p, end)) : -1;
    return second >= 0x80 && second <= 0xBF;
}

bool vg_utf8_undouble(struct vg_sv s, char *out, size_t *ret_n)
{
    if (!vg_utf8_looks_doubled(s))
        return false;
    for (int pass = 0; pass < 2; pass++) { /* look before writing: false leaves out as it was */
        const char *p = s.p, *end = s.p + s.n;
        size_t n = 0, tails = 0;
        while (p < end) {
            int b = byte_of(vg_utf8_next(&p, end));
            if (b < 0)
                return false;
            bool tail = (b & 0xC0) == 0x80;
            if (tail != (tails > 0))
                return false;
            tails = tail ? tails - 1 : b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : b >= 0xC2 ? 1 : 0;
            if (pass == 1)
                out[n] = (char)b;
            n++;
        }
        if (tails)
            return false;
        *ret_n = n;
    }
    return vg_utf8_valid(vg_sv(out, *ret_n));
}

struct vg_sv vg_content_type_param(struct vg_sv content_type, const char *name)
{
    (void)vg_sv_split(&content_type, ';');
    while (content_type.p) {
        struct vg_sv value = vg_sv_trim(vg_sv_split(&content_type, ';'));
        struct vg_sv key = vg_sv_split(&value, '=');
        if (!vg_sv_eq_icase(vg_sv_trim(key), vg_sv_cstr(name)) || !value.p)
            continue;
        value = vg_sv_trim(value);
        while (value.n && (value.p[0] == '"' || value.p[0] == '\''))
            value = vg_sv_sub(value, 1, value.n);
        size_t n = 0;
        while (n < value.n && value.p[n] != '"' && value.p[n] != '\'')
            n++;
        value.n = n;
        return vg_sv_trim(value);
    }
    return VG_SV_NONE;
}
