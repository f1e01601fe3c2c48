/* test_words.c - what is kept of a form is what a first look gives, and no article changes what is read in the next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "extract/extract.h"
#include "extract/words.h"
#include "tests/unit/built_pack.h"

#define PUBLISHED 20284 /* 2025-07-15 */

static void test_forms(void **state)
{
    static const struct {
        const char *text, *norm, *fold;
        bool capital, all_caps, hyphen;
    } rows[] = {
        {"village", "village", "village", false, false, false},
        {"N’Djamena", "n'djamena", "n'djamena", true, false, false},
        {"ÉLÈVES", "élèves", "eleves", true, true, false},
        {"Cœur", "cœur", "coeur", true, false, false},
        {"Tin‑Zaouatène", "tin-zaouatène", "tin-zaouatene", true, false, true},
        {"Ānsār", "ānsār", "ansar", true, false, false},
        {"×÷", "×÷", "×÷", false, false, false},
    };
    struct vg_arena *arena = vg_arena_new();
    struct vg_words *words = vg_words_new(arena, NULL);

    for (size_t i = 0; i < VG_COUNT_OF(rows); i++) {
        const struct vg_word *w = vg_words_get(words, vg_sv_cstr(rows[i].text), VG_TOK_WORD);
        struct vg_buf fold;
        vg_buf_init(&fold, 1024);
        assert_int_equal(vg_utf8_fold_sv(vg_sv_cstr(rows[i].text), &fold), 0);
        assert_true(vg_sv_is(w->norm, rows[i].norm));
        assert_true(vg_sv_is(w->fold, rows[i].fold));
        assert_true(vg_sv_eq(w->fold, vg_buf_view(&fold)));
        assert_int_equal(w->capital, rows[i].capital);
        assert_int_equal(w->all_caps, rows[i].all_caps);
        assert_int_equal(w->hyphen, rows[i].hyphen);
        vg_buf_done(&fold);
    }
    vg_arena_free(arena);
    (void)state;
}

static void test_many(void **state)
{
    enum { N = 20000 };
    struct vg_arena *arena = vg_arena_new();
    struct vg_words *words = vg_words_new(arena, NULL);
    struct vg_word **first = vg_arena_new_n(arena, struct vg_word *, N);
    char text[32];

    for (int round = 0; round < 2; round++)
        for (int i = 0; i < N; i++) {
            (void)snprintf(text, sizeof text, "mot%d", i);
            struct vg_word *w = vg_words_get(words, vg_sv_cstr(text), VG_TOK_WORD);
            assert_true(vg_sv_is(w->text, text));
            if (round)
                assert_ptr_equal(w, first[i]);
            first[i] = w;
        }
    assert_ptr_not_equal(vg_words_get(words, VG_SV("mot1"), VG_TOK_NUMBER), first[1]);
    vg_arena_free(arena);
    (void)state;
}

/* What an extractor reads, in one line. */
static void told(struct vg_extractor *x, const char *text, char *out, size_t room)
{
    struct vg_article article = {.text = vg_sv_cstr(text), .published = PUBLISHED, .country = "ML"};
    struct vg_event_list list;
    size_t n = 0;

    assert_int_equal(vg_extract(x, &article, &list, NULL), 0);
    out[0] = '\0';
    for (size_t i = 0; i < list.n && n < room; i++)
        n += (size_t)snprintf(out + n, room - n, "%d %d %s %zu %zu;", (int)list.items[i].type,
                              list.items[i].date.from,
                              list.items[i].place.name ? list.items[i].place.name : "-",
                              list.items[i].n_initiators, list.items[i].n_casualties);
}

static void test_order_does_not_matter(void **state)
{
    static const char story[] =
        "Des hommes armés ont attaqué lundi le village de Sobane, dans le cercle de Bandiagara. "
        "Douze civils ont été tués et trois soldats blessés.";
    static const char typed[] =
        "Des hommes armes ont attaque lundi le village de Sobane. Douze civils ont ete tues.";
    struct vg_pack *pack = built_pack();
    struct vg_extractor *x = vg_extractor_new(pack);
    char alone[512], after[512], bare[512], text[64];
    struct vg_buf many;

    told(x, story, alone, sizeof alone);
    assert_true(alone[0] != '\0');
    vg_extractor_free(x);
    x = vg_extractor_new(pack);
    told(x, typed, bare, sizeof bare); /* the same words, read as typed without accents */
    told(x, story, after, sizeof after);
    assert_string_equal(after, alone);
    vg_buf_init(&many, VG_MAX_ARTICLE); /* more words than are kept */
    for (int i = 0; i < 60000; i++) {
        (void)snprintf(text, sizeof text, "mot%dx ", i);
        (void)vg_buf_str(&many, text);
    }
    told(x, many.p, after, sizeof after);
    for (int i = 0; i < 2; i++) {
        told(x, story, after, sizeof after);
        assert_string_equal(after, alone);
        told(x, typed, after, sizeof after);
        assert_string_equal(after, bare);
    }
    vg_buf_done(&many);
    vg_extractor_free(x);
    vg_pack_close(pack);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_order_does_not_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
