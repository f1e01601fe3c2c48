/* Any bytes as an HTML fragment: the text is clean UTF-8, without markup, and reading plain text
 * again changes nothing. */
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "feeds/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
        if (c == '<' && vg_sv_find_char(html, '&') < 0 && vg_sv_find_char(html, 0) < 0 &&
            vg_utf8_valid(html) && i + 1 < text.n && vg_is_alpha((unsigned char)text.p[i + 1]))
            abort();
    }
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
