#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/buf.h"
#include "feeds/charset.h"
#include "feeds/charset_names.h"

static int take(void *ctx, struct vg_sv s)
{
    return vg_buf_sv(ctx, s);
}

/* Bytes in, in pieces of every size: the text and the charset out. */
static void check(const char *type, struct vg_sv bytes, const char *charset, const char *want)
{
    for (size_t step = 1; step <= bytes.n; step++) {
        struct vg_buf out;
        vg_buf_init(&out, 1 << 20);
        struct vg_decoder *d = vg_decoder_new(vg_sv_cstr(type), take, &out);
        for (size_t i = 0; i < bytes.n; i += step)
            assert_int_equal(
                vg_decoder_push(d, bytes.p + i, step < bytes.n - i ? step : bytes.n - i), 0);
        assert_int_equal(vg_decoder_finish(d), 0);
        if (!vg_sv_is(vg_decoder_charset(d), charset) || !vg_sv_is(vg_buf_view(&out), want))
            fail_msg("pieces of %zu: got %s '%s', want %s '%s'", step, vg_decoder_charset(d).p,
                     out.p ? out.p : "", charset, want);
        vg_decoder_free(d);
        vg_buf_done(&out);
    }
}

static void the_mark_wins_then_the_header_then_the_declaration(void **state)
{
    check("text/xml; charset=iso-8859-1", VG_SV("\xEF\xBB\xBF<a>é</a>"), "utf-8", "<a>é</a>");
    check("text/xml; charset=windows-1251",
          VG_SV("<?xml version='1.0' encoding='utf-8'?><a>\xCF</a>"), "windows-1251",
          "<?xml version='1.0' encoding='utf-8'?><a>П</a>");
    check("application/xml", VG_SV("<?xml version='1.0' encoding=\"koi8-r\" ?><a>\xF0</a>"),
          "koi8-r", "<?xml version='1.0' encoding=\"koi8-r\" ?><a>П</a>");
    check("text/xml", VG_SV("<a>é</a>"), "utf-8", "<a>é</a>");
    check("text/xml; charset=klingon", VG_SV("<?xml encoding='latin1'?><a>\xE9</a>"), "latin1",
          "<?xml encoding='latin1'?><a>é</a>");
    check("text/xml; charset = \"ISO-8859-15\"", VG_SV("<a>\xA4 1</a>"), "iso-8859-15",
          "<a>€ 1</a>");
}

static void reads_wide_characters_with_and_without_mark(void **state)
{
    check("", VG_SV("\xFE\xFF\0<\0\xE9"), "utf-16be", "<é");
    check("", VG_SV("\xFF\xFE<\0\xE9\0"), "utf-16le", "<é");
    check("", VG_SV("\0<\0a\0>\xD8\x3D\xDE\x00"), "utf-16be", "<a>😀");
    check("", VG_SV("<\0a\0>\0\xE9\0"), "utf-16le", "<a>é");
    check("", VG_SV("<\0a\0>\0\x00\xDC>\0"), "utf-16le", "<a>\xEF\xBF\xBD>");
    check("", VG_SV("\xFF\xFE\0\0<\0\0\0\xE9\0\0\0"), "utf-32le", "<é");
    check("", VG_SV("\0\0\xFE\xFF\0\0\0<\0\0\0\xE9"), "utf-32be", "<é");
    check("text/xml; charset=utf-16", VG_SV("<a>plain after all</a>"), "utf-8",
          "<a>plain after all</a>");
}

static void mends_what_is_mislabelled(void **state)
{
    check("text/xml; charset=utf-8", VG_SV("<a>l\x92\xE9t\xE9 \x80</a>"), "utf-8",
          "<a>l’été €</a>");
    check("text/xml; charset=iso-8859-1", VG_SV("<a>l\x92\xE9t\xE9</a>"), "iso-8859-1",
          "<a>l’été</a>");
    check("text/xml; charset=iso-8859-1", VG_SV("<a>l’été à É»</a>"), "iso-8859-1",
          "<a>l’été à É»</a>");
    check("text/xml; charset=us-ascii", VG_SV("<a>été</a>"), "us-ascii", "<a>été</a>");
    check("text/xml", VG_SV("<a>don\xC2\x92t</a>"), "utf-8", "<a>don’t</a>");
    check("text/xml", VG_SV("<a>\xED\xA0\x80\xC0\x80</a>"), "utf-8", "<a>\xEF\xBF\xBDÀ€</a>");
}

static void drops_control_characters(void **state)
{
    check("text/xml",
          VG_SV("<a>a\x01\x0C\x1F"
                "b\tc\r\n</a>"),
          "utf-8", "<a>ab\tc\r\n</a>");
    check("text/xml", VG_SV("<a>\0b</a>"), "utf-8", "<a>b</a>");
}

static void undoes_double_encoding(void **state)
{
    char out[64];
    size_t n = 0;

    assert_true(vg_utf8_undouble(VG_SV("L\xC3\x83\xC2\xA9gende \xC3\xA2\xE2\x82\xAC\xE2\x84\xA2"),
                                 out, &n));
    assert_true(vg_sv_is(vg_sv(out, n), "Légende ’"));
    assert_false(vg_utf8_undouble(VG_SV("L’été « à » Ségou"), out, &n));
    assert_false(vg_utf8_undouble(VG_SV("plain"), out, &n));
    assert_false(vg_utf8_undouble(VG_SV("Ã© et 漢"), out, &n));
}

static void knows_the_usual_labels(void **state)
{
    assert_string_equal(vg_charset_decoder(VG_SV("UTF8")), "UTF-8");
    assert_string_equal(vg_charset_decoder(VG_SV("x-sjis")), "CP932");
    assert_string_equal(vg_charset_decoder(VG_SV("GB2312")), "GB18030");
    assert_string_equal(vg_charset_decoder(VG_SV("windows_1252")), "CP1252");
    assert_null(vg_charset_decoder(VG_SV("../../etc/passwd")));
    assert_null(vg_charset_decoder(VG_SV("")));
}

static void takes_parameters_apart(void **state)
{
    struct vg_sv type = VG_SV("text/xml; qs=0.9; Charset='utf-8' ");

    assert_true(vg_sv_is(vg_content_type_param(type, "charset"), "utf-8"));
    assert_true(vg_sv_is(vg_content_type_param(type, "qs"), "0.9"));
    assert_null(vg_content_type_param(VG_SV("text/xml; charset:utf-8"), "charset").p);
    assert_null(vg_content_type_param(VG_SV("text/xml;"), "charset").p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mark_wins_then_the_header_then_the_declaration),
        cmocka_unit_test(reads_wide_characters_with_and_without_mark),
        cmocka_unit_test(mends_what_is_mislabelled),
        cmocka_unit_test(drops_control_characters),
        cmocka_unit_test(undoes_double_encoding),
        cmocka_unit_test(knows_the_usual_labels),
        cmocka_unit_test(takes_parameters_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
