/* test_text.c - tokens, sentences, quotations, and the way back to characters; input that no editor
 * would send. */
#include "tests/unit/reading.h"

#include "base/utf8.h"

static void assert_tokens(struct reading *f, const char *text, const char *want)
{
    const struct vg_document *doc = reading_of_text(f, vg_sv_cstr(text), VG_DAY_NONE);
    struct vg_buf got;

    vg_buf_init(&got, 1 << 16);
    for (size_t i = 0; i < doc->n_tokens; i++) {
        if (i)
            (void)vg_buf_char(&got, '|');
        (void)vg_buf_sv(&got, vg_token_text(doc, i));
    }
    (void)vg_buf_char(&got, 0);
    assert_string_equal(got.p, want);
    vg_buf_done(&got);
}

static void words_are_cut_as_french_cuts_them(void **state)
{
    assert_tokens(*state, "L'armée n'a pas", "L'|armée|n'|a|pas");
    assert_tokens(*state, "aujourd'hui à N'Djamena", "aujourd'hui|à|N'Djamena");
    assert_tokens(*state, "a-t-il dit", "a|-t-il|dit");
    assert_tokens(*state, "Tin-Zaouatène, pick-up", "Tin-Zaouatène|,|pick-up");
    assert_tokens(*state, "4 800 soldats, 3,5 km à 14h30", "4 800|soldats|,|3,5|km|à|14h30");
    assert_tokens(*state, "« Oui », dit-il.", "«|Oui|»|,|dit|-il|.");
}

static void sentences_end_where_they_end(void **state)
{
    const struct vg_document *doc = reading_of_text(
        *state, VG_SV("M. Dupont est mort. Le col. Traoré aussi ! « Nous partons. » Fin"),
        VG_DAY_NONE);

    assert_int_equal(doc->n_sentences, 4);
}

static void positions_count_characters_as_given(void **state)
{
    /* e + combining accent, composed inside, is two characters of the article */
    const struct vg_document *doc =
        reading_of_text(*state, VG_SV("e\xCC\x81t\xC3\xA9 fini"), VG_DAY_NONE);

    assert_true(vg_sv_is(doc->tokens[0].norm, "été"));
    assert_int_equal(doc->tokens[0].char_to, 4);
    assert_int_equal(doc->tokens[1].char_from, 5);
}

/* Whatever the bytes: ordered tokens inside the text, positions inside the characters. */
static void assert_sound(const struct vg_document *doc, size_t n_chars)
{
    uint32_t last = 0;

    for (size_t i = 0; i < doc->n_tokens; i++) {
        const struct vg_token *t = &doc->tokens[i];
        assert_true(t->from >= last && t->from < t->to && t->to <= doc->text.n);
        assert_true(t->char_from <= t->char_to && t->char_to <= n_chars);
        assert_true(t->n_readings > 0 && t->chosen < t->n_readings);
        last = t->to;
    }
}

static void fill(struct vg_buf *b, const char *piece, size_t bytes)
{
    vg_buf_init(b, bytes + 1024);
    while (b->n < bytes)
        (void)vg_buf_str(b, piece);
}

static void strange_input_is_read_in_linear_time(void **state)
{
    static const char *const pieces[] = {
        "« ",        "\"",    "l'",        "a-",  "1",       "1 ",        "12 345,",  "\xFF",
        "e\xCC\x81", "dix ",  "de ",       "le ", "il y a ", "lundi au ", "jusqu'",   "DES MORTS ",
        "<p>&amp; ", "صباح ", "mille et ", "\n",  ".",       "()",        "aaaaaaaa", "du 1 au "};
    struct reading *f = *state;

    for (size_t i = 0; i < VG_COUNT_OF(pieces); i++) {
        struct vg_buf b;
        fill(&b, pieces[i], 200 * 1000);
        const struct vg_document *doc =
            reading_of_text(f, vg_buf_view(&b), vg_day_from_civil(2025, 7, 16));
        assert_sound(doc, vg_utf8_count(vg_buf_view(&b)));
        vg_buf_done(&b);
    }
}

static void five_megabytes_of_one_sentence_are_read(void **state)
{
    struct vg_buf b;

    fill(&b, "l'armée a tué dix hommes près de Gao et ", 5 * 1000 * 1000);
    const struct vg_document *doc =
        reading_of_text(*state, vg_buf_view(&b), vg_day_from_civil(2025, 7, 16));
    assert_sound(doc, vg_utf8_count(vg_buf_view(&b)));
    vg_buf_done(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_cut_as_french_cuts_them),
        cmocka_unit_test(sentences_end_where_they_end),
        cmocka_unit_test(positions_count_characters_as_given),
        cmocka_unit_test(strange_input_is_read_in_linear_time),
        cmocka_unit_test(five_megabytes_of_one_sentence_are_read),
    };
    return cmocka_run_group_tests(tests, reading_set_up, reading_tear_down);
}
