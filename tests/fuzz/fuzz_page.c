/* Any bytes as a page: the text is clean UTF-8 without markup, and the same each time. */
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "feeds/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* No controls but line ends between lines that are not empty; no tag when the page could not have
 * spelled one in entities, escapes, or another charset. */
static void check_text(struct vg_sv text, bool plain)
{
    if (!vg_utf8_valid(text))
        abort();
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];

        if ((c < 0x20 && c != '\n') || c == 0x7F)
            abort();
        if (c == '\n' && (i == 0 || i + 1 == text.n || text.p[i + 1] == '\n'))
            abort();
        if (plain && c == '<' && i + 1 < text.n && vg_is_alpha((unsigned char)text.p[i + 1]))
            abort();
    }
}

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
    struct vg_sv html = vg_sv((const char *)data, size);
    struct vg_page_opts opts = {.url = VG_SV("https://a.example/b/c?d=e")};
    bool plain = is_plain(html);
    struct vg_arena *a = vg_arena_new(), *b = vg_arena_new();
    struct vg_page one, two;

    if (vg_page_read(html, &opts, a, &one, NULL) == 0) {
        if (vg_page_read(html, &opts, b, &two, NULL) != 0 || !vg_sv_eq(one.text, two.text) ||
            !vg_sv_eq(one.title, two.title) || one.published_usec != two.published_usec)
            abort();
        check_text(one.text, plain);
        if (!vg_utf8_valid(one.title) || !vg_utf8_valid(one.outlet) || !vg_utf8_valid(one.image) ||
            (one.n_authors && !vg_utf8_valid(one.authors[0])))
            abort();
    }
    vg_arena_free(a);
    vg_arena_free(b);
    return 0;
}
