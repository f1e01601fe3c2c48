/* Any bytes as an HTML fragment: the text is clean UTF-8, without markup, and reading plain text
 * again changes nothing. */
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "feeds/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Can spell a tag in its text by no entity, escape, dropped character, other charset, or stray "<".
 */
static bool is_plain(struct vg_sv s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i], d = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;

        if ((c < 0x20 && c != '\n') || c >= 0x7F || strchr("&\\?!", c) ||
            (c == '<' && !vg_is_alpha(d) && d != '/'))
            return false;
    }
    return vg_sv_find_icase(s, VG_SV("charset")) < 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vg_sv html = vg_sv((const char *)data, size), text, again;
    struct vg_arena *a = vg_arena_new();

    text = vg_html_to_text(html, a);
    if (!vg_utf8_valid(text))
        abort();
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];

        if ((c < 0x20 && c != '\n') || c == 0x7F)
            abort();
        if (c == '<' && i + 1 < text.n && vg_is_alpha((unsigned char)text.p[i + 1]) &&
            is_plain(html))
            abort();
    }
    again = vg_feed_text(html, a);
    if (!vg_utf8_valid(again) || (again.n == 0) != (text.n == 0))
        abort();
    /* lines, once they are lines and hold nothing to decode, are themselves */
    if (vg_sv_find_char(text, '<') < 0 && vg_sv_find_char(text, '&') < 0 &&
        vg_sv_find_char(text, '\n') < 0) {
        again = vg_html_to_text(text, a);
        if (!vg_sv_eq(text, again))
            abort();
    }
    vg_arena_free(a);
    return 0;
}
