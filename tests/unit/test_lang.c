#include <setjmp.h>
#include <stdarg.h>
#include <dirent.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/io.h"
#include "base/tsv.h"
#include "feeds/lang.h"

/* Sentences of about 200 characters (tests/data/lang): 97 in 100 right at least, for each length of
 * sample. */
static size_t right_of(struct vg_sv text, size_t bytes, size_t *total)
{
    static const char *const wanted[] = {"lang", "text", NULL};
    struct vg_tsv t;
    size_t right = 0;

    *total = 0;
    assert_int_equal(vg_tsv_open(&t, "sentences.tsv", text, wanted, NULL), 0);
    while (vg_tsv_next(&t, NULL) == 1) {
        struct vg_sv want = vg_tsv_get(&t, "lang");
        const char *got = vg_lang_guess(vg_sv_sub(vg_tsv_get(&t, "text"), 0, bytes));

        ++*total;
        if (vg_sv_is(want, got))
            right++;
        else
            print_message("line %d (%zu bytes): wanted %.*s, got '%s'\n", t.line, bytes,
                          VG_SV_ARG(want), got);
    }
    return right;
}

static void sentences(void **state)
{
    struct vg_buf buf;
    char path[4096];
    size_t total;

    (void)snprintf(path, sizeof path, "%s/lang/sentences.tsv", getenv("VG_DATA"));
    vg_buf_init(&buf, 1 << 20);
    assert_int_equal(vg_read_file(path, &buf, NULL), 0);
    assert_true(right_of(vg_buf_view(&buf), 4096, &total) * 100 >= total * 97);
    assert_true(total >= 79);
    assert_true(right_of(vg_buf_view(&buf), 120, &total) * 100 >= total * 95);
    vg_buf_done(&buf);
}

/* The first 200 bytes of each article of the corpus are French. */
static void corpus(void **state)
{
    static const char *const folders[] = {"dev", "train"};
    size_t n = 0, right = 0;

    for (size_t i = 0; i < 2; i++) {
        struct vg_arena *a = vg_arena_new();
        char *folder = vg_arena_printf(a, "%s/corpus/%s/texts", getenv("VG_DATA"), folders[i]);
        DIR *d = opendir(folder);
        struct dirent *e;

        assert_non_null(d);
        while ((e = readdir(d))) {
            struct vg_buf buf;

            if (e->d_name[0] == '.')
                continue;
            vg_buf_init(&buf, 1 << 20);
            assert_int_equal(
                vg_read_file(vg_arena_printf(a, "%s/%s", folder, e->d_name), &buf, NULL), 0);
            right += strcmp(vg_lang_guess(vg_sv_sub(vg_buf_view(&buf), 0, 200)), "fr") == 0;
            n++;
            vg_buf_done(&buf);
        }
        (void)closedir(d);
        vg_arena_free(a);
    }
    assert_true(n > 200);
    assert_true(right * 100 >= n * 98);
}

static void others(void **state)
{
    static const char *const texts[] = {
        "",
        "12 345 67 % 890",
        "Bamako Gao Kidal Tombouctou",
        /* Swahili, Turkish, Indonesian, Russian: nothing we tell */
        "Wanajeshi kumi na wawili waliuawa siku ya Jumatatu katika shambulio lililofanywa na watu "
        "wenye "
        "silaha kwenye barabara inayounganisha miji hiyo miwili, vyanzo vya huko vilisema.",
        "Pazartesi g\xc3\xbcn\xc3\xbc iki \xc5\x9f"
        "ehri birbirine ba\xc4\x9flayan yolda silahl\xc4\xb1 "
        "ki\xc5\x9filerin kurdu\xc4\x9fu pusuda on iki asker "
        "\xc3\xb6ld\xc3\xbcr\xc3\xbcld\xc3\xbc.",
        ("Sedikitnya dua belas tentara tewas pada hari Senin dalam penyergapan oleh pria bersenjata "
         "di jalan "
         "yang menghubungkan kedua kota itu, menurut sumber setempat."),
        "\xd0\x94\xd0\xb2\xd0\xb5\xd0\xbd\xd0\xb0\xd0\xb4\xd1\x86\xd0\xb0\xd1\x82\xd1\x8c "
        "\xd1\x81\xd0\xbe\xd0\xbb\xd0\xb4\xd0\xb0\xd1\x82 \xd0\xbf\xd0\xbe\xd0\xb3\xd0\xb8\xd0\xb1",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_string_equal(vg_lang_guess(vg_sv_cstr(texts[i])), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences),
        cmocka_unit_test(others),
        cmocka_unit_test(corpus),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
