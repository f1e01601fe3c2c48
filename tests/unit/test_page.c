#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "feeds/page.h"

static void text_is(struct vg_arena *a, const char *html, const char *want)
{
    struct vg_sv got = vg_html_to_text(vg_sv_cstr(html), a);

    assert_string_equal(vg_arena_str(a, got), want);
}

static void fragments(void **state)
{
    struct vg_arena *a = vg_arena_new();

    text_is(a, "", "");
    text_is(a, "Deux morts", "Deux morts");
    text_is(a, "<p>Un</p><p>Deux</p>", "Un\nDeux");
    text_is(a, "Un<br/>Deux<br><br>Trois", "Un\nDeux\nTrois");
    text_is(a, "a &amp; b&eacute;&nbsp;; &#233;&lt;c&gt;", "a & b\xc3\xa9\xc2\xa0; \xc3\xa9<c>");
    text_is(a,
            "<p>L&rsquo;arm\xc3\xa9"
            "e <b>malienne</b> <i>dit</i></p>",
            "L\xe2\x80\x99"
            "arm\xc3\xa9"
            "e malienne dit");
    text_is(a, "x<script>if (a<b) alert(1)</script>y<style>p{}</style>", "xy");
    text_is(a, "mo\xc2\xadt cou\xe2\x80\x8bp\xc3\xa9", "mot coup\xc3\xa9");
    text_is(a, "<ul><li>un</li><li>deux</li></ul>fin", "un\ndeux\nfin");
    text_is(a, "<div>avant<div>dedans</div>apr\xc3\xa8s</div>", "avant\ndedans\napr\xc3\xa8s");
    text_is(a, "<!-- rien --><p>Tout", "Tout");
    vg_arena_free(a);
}

static void too_big(void **state)
{
    struct vg_arena *a = vg_arena_new();
    char *p = vg_xmalloc(VG_MAX_PAGE_BODY + 1);
    struct vg_page_opts opts = {0};
    struct vg_page page;

    memset(p, 'a', VG_MAX_PAGE_BODY + 1);
    assert_int_equal(vg_page_read(vg_sv(p, VG_MAX_PAGE_BODY + 1), &opts, a, &page, NULL),
                     VG_E_TOOBIG);
    free(p);
    vg_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fragments),
        cmocka_unit_test(too_big),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
