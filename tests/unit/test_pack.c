/* test_pack.c - the container and the pack: what is whole opens, what is not is refused with a
 * reason. */
#include "tests/unit/reading.h"

#include "extract/packfile.h"

static void parts_come_back_as_they_went_in(void **state)
{
    struct vg_packfile_part parts[] = {
        {"a", VG_SV("one")}, {"bc", VG_SV("")}, {"d", VG_SV("three\n")}};
    struct vg_packfile *file;
    struct vg_err err = {0};
    struct vg_buf out;

    vg_buf_init(&out, 1 << 20);
    assert_int_equal(vg_packfile_write(&out, parts, 3, &err), 0);
    assert_int_equal(vg_packfile_view(vg_buf_view(&out), "test", &file, &err), 0);
    assert_true(vg_sv_is(vg_packfile_section(file, "a"), "one"));
    assert_true(vg_sv_is(vg_packfile_section(file, "d"), "three\n"));
    assert_null(vg_packfile_section(file, "e").p);
    vg_packfile_close(file);
    vg_buf_done(&out);
}

static void a_cut_or_altered_pack_is_refused(void **state)
{
    struct vg_packfile_part parts[] = {{"text", VG_SV("kind\tform\n")}};
    struct vg_packfile *file;
    struct vg_buf out;

    vg_buf_init(&out, 1 << 20);
    assert_int_equal(vg_packfile_write(&out, parts, 1, NULL), 0);
    for (size_t n = 0; n < out.n; n++) {
        struct vg_err err = {0};
        assert_int_equal(vg_packfile_view(vg_sv(out.p, n), "test", &file, &err), VG_E_SYNTAX);
        assert_non_null(strstr(err.text, "pack"));
        out.p[n] ^= 0x41;
        assert_int_equal(vg_packfile_view(vg_buf_view(&out), "test", &file, &err), VG_E_SYNTAX);
        out.p[n] ^= 0x41;
    }
    vg_buf_done(&out);
}

static void a_pack_without_its_tables_is_refused(void **state)
{
    struct vg_packfile_part parts[] = {{"text", VG_SV("kind\tform\n")}};
    struct vg_pack *pack;
    struct vg_err err = {0};
    struct vg_buf out;

    vg_buf_init(&out, 1 << 20);
    assert_int_equal(vg_packfile_write(&out, parts, 1, &err), 0);
    assert_int_equal(vg_pack_view(vg_buf_view(&out), "test", &pack, &err), VG_E_SYNTAX);
    assert_non_null(strstr(err.text, "morph"));
    vg_buf_done(&out);
}

/* A small dictionary of two words, to see rows of bad tables named. */
static void a_wrong_row_is_named_with_file_and_line(void **state)
{
    static const char aff[] =
        "FLAG long\nNEEDAFFIX ()\nSFX S. Y 2\nSFX S. 0 0 . is:sg\nSFX S. 0 s . is:pl\n";
    static const char dic[] = "1\nchat/S.() po:nom is:mas\n";
    struct vg_pack_input bad[] = {
        {"text", "fr/text.tsv", VG_SV("kind\tform\nabbrev\tm\nnonsense\tx\n")}};
    struct vg_buf morph, out;
    struct vg_err err = {0};

    vg_buf_init(&morph, 1 << 24);
    vg_buf_init(&out, 1 << 24);
    assert_int_equal(vg_morph_build(vg_sv_cstr(aff), vg_sv_cstr(dic), &morph, &err), 0);
    assert_int_equal(vg_pack_compile(bad, 1, vg_buf_view(&morph), &out, &err), VG_E_SYNTAX);
    assert_string_equal(err.file, "fr/text.tsv");
    assert_int_equal(err.line, 3);
    assert_non_null(strstr(err.text, "nonsense"));
    vg_buf_done(&morph);
    vg_buf_done(&out);
}

static void affixes_strip_add_and_look_at_the_end(void **state)
{
    static const char aff[] =
        "FLAG long\nNEEDAFFIX ()\nSFX X. Y 2\nSFX X. al aux al is:pl\nSFX X. 0 0 [^s]al is:sg\n";
    static const char dic[] = "1\ncheval/X.() po:nom is:mas\n";
    struct vg_arena *arena = vg_arena_new();
    const struct vg_morph *m;
    struct vg_reading r[4];
    struct vg_buf morph;

    vg_buf_init(&morph, 1 << 24);
    assert_int_equal(vg_morph_build(vg_sv_cstr(aff), vg_sv_cstr(dic), &morph, NULL), 0);
    assert_int_equal(vg_morph_open(vg_buf_view(&morph), arena, &m, NULL), 0);
    assert_int_equal(vg_morph_forms(m), 2);
    assert_int_equal(vg_morph_find(m, VG_SV("chevaux"), r, 4), 1);
    assert_true(vg_sv_is(r[0].lemma, "cheval") && r[0].plural && !r[0].singular && r[0].masculine);
    assert_int_equal(vg_morph_find(m, VG_SV("chevals"), r, 4), 0);
    vg_buf_done(&morph);
    vg_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_come_back_as_they_went_in),
        cmocka_unit_test(a_cut_or_altered_pack_is_refused),
        cmocka_unit_test(a_pack_without_its_tables_is_refused),
        cmocka_unit_test(a_wrong_row_is_named_with_file_and_line),
        cmocka_unit_test(affixes_strip_add_and_look_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
