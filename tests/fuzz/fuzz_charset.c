/* Any bytes in any charset (named by the first line): what comes out is clean UTF-8, does not
 * depend on the cuts, and passes a second time unchanged. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "feeds/charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static int take(void *ctx, struct vg_sv s)
{
    if (!vg_utf8_valid(s))
        abort();
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 && s.p[i] != '\t' && s.p[i] != '\n' && s.p[i] != '\r')
            abort();
    return vg_buf_sv(ctx, s);
}

static void decode(struct vg_sv type, struct vg_sv s, size_t step, struct vg_buf *out)
{
    vg_buf_init(out, 1 << 22);
    struct vg_decoder *d = vg_decoder_new(type, take, out);
    for (size_t i = 0; i < s.n; i += step)
        if (vg_decoder_push(d, s.p + i, step < s.n - i ? step : s.n - i) < 0)
            abort();
    if (vg_decoder_finish(d) < 0)
        abort();
    vg_decoder_free(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct vg_sv s = vg_sv((const char *)data, n), type = vg_sv_split(&s, '\n');
    struct vg_buf whole, cut, again;

    if (n < 4 || n > 1 << 18 || !s.n)
        return 0;
    decode(type, s, s.n, &whole);
    decode(type, s, data[n - 1] % 31 + 1, &cut);
    decode(VG_SV("text/xml; charset=utf-8"), vg_buf_view(&whole), 4096, &again);
    if (!vg_sv_eq(vg_buf_view(&whole), vg_buf_view(&cut)))
        abort();
    bool mark =
        vg_sv_starts(vg_buf_view(&whole), VG_SV("\xEF\xBB\xBF")); /* a second mark goes, too */
    if (!mark && !vg_sv_eq(vg_buf_view(&whole), vg_buf_view(&again)))
        abort();
    vg_buf_done(&whole);
    vg_buf_done(&cut);
    vg_buf_done(&again);
    return 0;
}
