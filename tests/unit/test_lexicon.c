#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/io.h"
#include "extract/document.h"
#include "extract/lexicon.h"

struct fixture {
    struct vg_arena *arena;
    struct vg_buf rules_text, flat;
    const struct vg_text_rules *rules;
    struct vg_lexicon lex;
};

static const char *const phrases[] = {
    "Tin-Zaouatène", "Groupe de soutien à l'islam et aux musulmans",
    "groupe",        "N'Djamena",
    "AFC/M23",       "cœur du Sahel",
    "TIN ZAOUATENE", "groupe de soutien",
};

static int setup(void **state)
{
    struct fixture *f = vg_xnew(struct fixture);
    const char *src = getenv("VG_SRC");
    char *path;

    f->arena = vg_arena_new();
    path = vg_arena_printf(f->arena, "%s/data/fr/text.tsv", src ? src : "..");
    vg_buf_init(&f->rules_text, 1 << 20);
    vg_buf_init(&f->flat, 1 << 20);
    assert_int_equal(vg_read_file(path, &f->rules_text, NULL), 0);
    assert_int_equal(
        vg_text_rules_load(vg_buf_view(&f->rules_text), path, f->arena, &f->rules, NULL), 0);
    struct vg_lexicon_builder *b = vg_lexicon_builder_new();
    for (uint32_t i = 0; i < VG_COUNT_OF(phrases); i++)
        assert_int_equal(vg_lexicon_add(b, vg_sv_cstr(phrases[i]), i), 0);
    assert_int_equal(vg_lexicon_add(b, vg_sv_cstr(phrases[0]), 0), 0);
    assert_int_equal(vg_lexicon_add(b, VG_SV(" - ' "), 1), VG_E_SYNTAX);
    assert_int_equal(vg_lexicon_add(b, VG_SV("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17"), 1),
                     VG_E_LIMIT);
    assert_int_equal(vg_lexicon_build(b, &f->flat), 0);
    vg_lexicon_builder_free(b);
    assert_int_equal(vg_lexicon_open(vg_buf_view(&f->flat), &f->lex, NULL), 0);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;

    vg_buf_done(&f->rules_text);
    vg_buf_done(&f->flat);
    vg_arena_free(f->arena);
    free(f);
    return 0;
}

static void read_text(struct fixture *f, const char *text, struct vg_document *doc)
{
    struct vg_article article = {.text = vg_sv_cstr(text), .published = VG_DAY_NONE};

    *doc = (struct vg_document){.arena = f->arena};
    assert_int_equal(vg_text_run(doc, f->rules, &article, NULL), 0);
}

static void any_spelling(void **state)
{
    struct fixture *f = *state;
    struct vg_document doc;
    struct vg_lexicon_hit hit;
    static const char *const spellings[] = {"Tin-Zaouatène", "Tin Zaouatène", "TIN-ZAOUATÈNE",
                                            "tin zaouatene"};

    for (size_t i = 0; i < VG_COUNT_OF(spellings); i++) {
        read_text(f, spellings[i], &doc);
        assert_true(vg_lexicon_match(&f->lex, &doc, 0, (uint32_t)doc.n_tokens, &hit));
        assert_int_equal(hit.to, doc.n_tokens);
        assert_int_equal(hit.n, 2);
        assert_int_equal(hit.payloads[0], 0);
        assert_int_equal(hit.payloads[1], 6);
    }
    read_text(f, "N’Djamena", &doc);
    assert_true(vg_lexicon_match(&f->lex, &doc, 0, (uint32_t)doc.n_tokens, &hit));
    assert_int_equal(hit.payloads[0], 3);
    assert_true(vg_lexicon_find(&f->lex, VG_SV("CŒUR du sahel"), &hit));
    assert_int_equal(hit.payloads[0], 5);
    assert_true(vg_lexicon_find(&f->lex, VG_SV("afc/m23"), &hit));
    assert_false(vg_lexicon_find(&f->lex, VG_SV("groupe de"), &hit));
    assert_false(vg_lexicon_find(&f->lex, VG_SV(""), &hit));
}

static void longest_and_all(void **state)
{
    struct fixture *f = *state;
    struct vg_document doc;
    struct vg_lexicon_hit hit, hits[4];

    read_text(f, "Le Groupe de soutien à l’islam et aux musulmans frappe.", &doc);
    assert_false(vg_lexicon_match(&f->lex, &doc, 0, (uint32_t)doc.n_tokens, &hit));
    assert_true(vg_lexicon_match(&f->lex, &doc, 1, (uint32_t)doc.n_tokens, &hit));
    assert_int_equal(hit.payloads[0], 1);
    assert_int_equal(hit.to, 10);
    assert_int_equal(vg_lexicon_match_all(&f->lex, &doc, 1, (uint32_t)doc.n_tokens, hits, 4), 3);
    assert_int_equal(hits[1].payloads[0], 7);
    assert_int_equal(vg_lexicon_match_all(&f->lex, &doc, 1, (uint32_t)doc.n_tokens, hits, 2), 2);
    /* the caller's bound holds */
    assert_true(vg_lexicon_match(&f->lex, &doc, 1, 5, &hit));
    assert_int_equal(hit.payloads[0], 7);
}

static void a_phrase_ends_with_a_token(void **state)
{
    struct fixture *f = *state;
    struct vg_document doc;
    struct vg_lexicon_hit hit;

    read_text(f, "groupe-test", &doc);
    assert_int_equal(doc.n_tokens, 1);
    assert_false(vg_lexicon_match(&f->lex, &doc, 0, 1, &hit));
}

static void damaged_data_is_refused(void **state)
{
    struct fixture *f = *state;
    struct vg_sv whole = vg_buf_view(&f->flat);
    struct vg_lexicon lex;

    for (size_t n = 0; n < whole.n; n += 8)
        assert_int_equal(vg_lexicon_open(vg_sv(whole.p, n), &lex, NULL), VG_E_SYNTAX);
    struct vg_lexicon_hit hit;
    struct vg_lexicon none = {0};
    assert_false(vg_lexicon_find(&none, VG_SV("groupe"), &hit));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_spelling),
        cmocka_unit_test(longest_and_all),
        cmocka_unit_test(a_phrase_ends_with_a_token),
        cmocka_unit_test(damaged_data_is_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
