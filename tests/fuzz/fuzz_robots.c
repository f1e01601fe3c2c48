/* First line: a path; the rest: a robots.txt. The verdict must not depend on the kind of line ends,
 * nor on whether letters of the path are percent-encoded. */
#include <stdlib.h>

#include "base/buf.h"
#include "feeds/robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static bool verdict(struct vg_sv text, struct vg_sv path)
{
    struct vg_robots *r = vg_robots_parse(text, VG_SV("vigie"));
    bool ok = vg_robots_allowed(r, path);

    if (vg_robots_delay(r) < 0 || vg_robots_delay(r) > 60000000)
        abort();
    vg_robots_free(r);
    return ok;
}

static void encode_letters(struct vg_sv s, struct vg_buf *out)
{
    size_t skip = 0;

    for (size_t i = 0; i < s.n; i++) {
        skip = s.p[i] == '%' ? 3 : skip;
        if (skip == 0 && vg_is_alpha((unsigned char)s.p[i]))
            (void)vg_buf_printf(out, "%%%02x", (unsigned char)s.p[i]);
        else
            (void)vg_buf_char(out, s.p[i]);
        skip -= skip > 0;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct vg_sv text = vg_sv((const char *)data, n), path = vg_sv_split(&text, '\n');
    struct vg_buf crlf, encoded;

    if (n > 65536 || path.n > 1000)
        return 0;
    vg_buf_init(&crlf, 1 << 18);
    vg_buf_init(&encoded, 1 << 13);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\n')
            (void)vg_buf_char(&crlf, '\r');
        (void)vg_buf_char(&crlf, text.p[i]);
    }
    encode_letters(path, &encoded);
    bool ok = verdict(text, path);
    if (ok != verdict(vg_buf_view(&crlf), path))
        abort();
    if (!vg_sv_is(path, "/robots.txt") && ok != verdict(text, vg_buf_view(&encoded)))
        abort();
    vg_buf_done(&crlf);
    vg_buf_done(&encoded);
    return 0;
}
