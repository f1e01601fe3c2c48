#include "client/unzip.h"

#define ZLIB_CONST
#include <zlib.h>

#define END_SIZE   22 /* end of central directory, without its comment */
#define ENTRY_SIZE 46 /* central directory entry, without names */
#define LOCAL_SIZE 30 /* local header, without names */

static uint32_t u16(struct vg_sv s, size_t at)
{
    return (uint32_t)(unsigned char)s.p[at] | (uint32_t)(unsigned char)s.p[at + 1] << 8;
}

static uint32_t u32(struct vg_sv s, size_t at)
{
    return u16(s, at) | u16(s, at + 2) << 16;
}

struct member {
    uint32_t method, flags, sum, packed, size, local;
};

/* The archive's last record, behind which at most a comment stands. */
static size_t find_end(struct vg_sv zip)
{
    size_t lowest = zip.n > END_SIZE + 65535 ? zip.n - END_SIZE - 65535 : 0;

    if (zip.n < END_SIZE)
        return SIZE_MAX;
    for (size_t at = zip.n - END_SIZE + 1; at-- > lowest;)
        if (u32(zip, at) == 0x06054b50)
            return at;
    return SIZE_MAX;
}

static int find_member(struct vg_sv zip, struct vg_sv name, struct member *ret)
{
    size_t end = find_end(zip);

    if (end == SIZE_MAX)
        return VG_E_SYNTAX;
    size_t at = u32(zip, end + 16), n = u16(zip, end + 10);
    for (size_t i = 0; i < n; i++) {
        if (at > zip.n || zip.n - at < ENTRY_SIZE || u32(zip, at) != 0x02014b50)
            return VG_E_SYNTAX;
        size_t name_n = u16(zip, at + 28);
        if (zip.n - at - ENTRY_SIZE < name_n)
            return VG_E_SYNTAX;
        if (vg_sv_eq(vg_sv(zip.p + at + ENTRY_SIZE, name_n), name)) {
            *ret = (struct member){u16(zip, at + 10), u16(zip, at + 8),  u32(zip, at + 16),
                                   u32(zip, at + 20), u32(zip, at + 24), u32(zip, at + 42)};
            return 0;
        }
        at += ENTRY_SIZE + name_n + u16(zip, at + 30) + u16(zip, at + 32);
    }
    return VG_E_NOTFOUND;
}

static int inflate_to(struct vg_sv packed, size_t size, struct vg_buf *out)
{
    unsigned char block[64 * 1024];
    z_stream z = {.next_in = (const unsigned char *)packed.p, .avail_in = (uInt)packed.n};
    int r = inflateInit2(&z, -MAX_WBITS), failed = 0;

    if (r != Z_OK)
        return VG_E_NOMEM;
    size_t before = out->n;
    while (r == Z_OK && !failed && out->n - before <= size) {
        z.next_out = block;
        z.avail_out = sizeof block;
        r = inflate(&z, Z_NO_FLUSH);
        failed = vg_buf_add(out, block, sizeof block - z.avail_out);
    }
    (void)inflateEnd(&z);
    if (failed)
        return failed;
    return r == Z_STREAM_END && out->n - before == size ? 0 : VG_E_SYNTAX;
}

int vg_unzip(struct vg_sv zip, const char *name, struct vg_buf *out, struct vg_err *err)
{
    struct member m;
    size_t before = out->n;
    int r = find_member(zip, vg_sv_cstr(name), &m);

    if (r == VG_E_NOTFOUND)
        return vg_fail(err, r, "the archive holds no '%s'", name);
    if (r == 0 && (m.local > zip.n || zip.n - m.local < LOCAL_SIZE || (m.flags & 1) ||
                   (m.method != 0 && m.method != 8)))
        r = VG_E_SYNTAX;
    if (r == 0) {
        size_t from = m.local + LOCAL_SIZE + u16(zip, m.local + 26) + u16(zip, m.local + 28);
        if (from > zip.n || zip.n - from < m.packed)
            r = VG_E_SYNTAX;
        else if (m.method == 8)
            r = inflate_to(vg_sv(zip.p + from, m.packed), m.size, out);
        else
            r = m.packed == m.size ? vg_buf_add(out, zip.p + from, m.size) : VG_E_SYNTAX;
    }
    if (r == 0 &&
        crc32(0, (const unsigned char *)out->p + before, (uInt)(out->n - before)) != m.sum)
        r = VG_E_SYNTAX;
    if (r == VG_E_TOOBIG)
        return vg_fail(err, r, "'%s' is bigger than %zu bytes", name, out->max);
    return r < 0 ? vg_fail(err, r, "no ZIP archive, or a damaged one") : 0;
}
