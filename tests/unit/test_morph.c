/* test_morph.c - forms and their readings, and the choice among them in sentences of conflict
 * reporting. */
#include "tests/unit/reading.h"

static bool reads(struct reading *f, const char *form, enum vg_pos pos, const char *lemma)
{
    struct vg_reading r[VG_MORPH_MAX_READINGS];
    size_t n =
        vg_morph_readings(f->pack, vg_sv_cstr(form), vg_sv_cstr(form), false, r, VG_COUNT_OF(r));

    for (size_t i = 0; i < n; i++)
        if (r[i].pos == pos && vg_sv_is(r[i].lemma, lemma))
            return true;
    return false;
}

static void forms_have_their_lemma_and_part_of_speech(void **state)
{
    static const struct {
        const char *form;
        enum vg_pos pos;
        const char *lemma;
    } cases[] = {
        {"attaquèrent", VG_POS_VERB, "attaquer"},
        {"tués", VG_POS_PPAS, "tuer"},
        {"abattu", VG_POS_PPAS, "abattre"},
        {"mortes", VG_POS_PPAS, "mourir"},
        {"auraient", VG_POS_VERB, "avoir"},
        {"sautant", VG_POS_PPRES, "sauter"},
        {"terroristes", VG_POS_NOUN, "terroriste"},
        {"maliennes", VG_POS_ADJ, "malien"},
        {"chevaux", VG_POS_NOUN, "cheval"},
        {"assaillir", VG_POS_INF, "assaillir"},
        {"la", VG_POS_DET, "le"},
        {"des", VG_POS_PREP, "de"},
    };
    for (size_t i = 0; i < VG_COUNT_OF(cases); i++)
        if (!reads(*state, cases[i].form, cases[i].pos, cases[i].lemma))
            fail_msg("%s is not read as %s of %s", cases[i].form, vg_pos_name(cases[i].pos),
                     cases[i].lemma);
}

static void the_conditional_is_told_from_other_moods(void **state)
{
    const struct vg_document *doc = reading_of_text(
        *state, VG_SV("Le camp aurait été détruit. Le convoi devrait partir. Il sera pris."),
        VG_DAY_NONE);
    enum vg_mood want[] = {VG_MOOD_CONDITIONAL, VG_MOOD_CONDITIONAL, VG_MOOD_INDICATIVE};
    bool modal[] = {false, true, false};
    size_t n = 0;

    for (size_t i = 0; i < doc->n_tokens; i++) {
        const struct vg_reading *r = vg_token_reading(&doc->tokens[i]);
        if (r->pos != VG_POS_VERB)
            continue;
        assert_true(n < 3);
        assert_int_equal(r->mood, want[n]);
        assert_int_equal(vg_morph_is_modal(doc, i), modal[n]);
        n++;
    }
    assert_int_equal(n, 3);
}

static void a_verb_group_ends_with_its_participles(void **state)
{
    const struct vg_document *doc =
        reading_of_text(*state, VG_SV("Dix soldats n'auraient pas été tués hier."), VG_DAY_NONE);

    for (size_t i = 0; i < doc->n_tokens; i++)
        if (vg_sv_is(doc->tokens[i].norm, "auraient")) {
            assert_true(vg_morph_negated(doc, i));
            size_t end = vg_morph_group_end(doc, i);
            assert_true(vg_sv_is(doc->tokens[end - 1].norm, "tués"));
            return;
        }
    fail_msg("no verb found");
}

/* What the marks of tests/data/morph/homographs.txt ask for: text without them, and the wanted part
 * of speech. */
static void check_sentence(struct reading *f, struct vg_sv line, size_t *marked, size_t *right)
{
    struct vg_buf text;
    enum vg_pos want[200];
    size_t at[200], n = 0;

    vg_buf_init(&text, 4096);
    while (line.p) {
        struct vg_sv word = vg_sv_split(&line, ' ');
        struct vg_sv form = vg_sv_split(&word, '/');
        if (text.n)
            (void)vg_buf_char(&text, ' ');
        if (word.p && n < 200) {
            const char *quote =
                memrchr(form.p, '\'', form.n); /* l'attaque: the word after the elision */
            at[n] = text.n + (quote ? (size_t)(quote + 1 - form.p) : 0);
            int pos = vg_pos_of_name(word);
            assert_true(pos >= 0);
            want[n++] = (enum vg_pos)pos;
        }
        (void)vg_buf_sv(&text, form);
    }
    const struct vg_document *doc = reading_of_text(f, vg_buf_view(&text), VG_DAY_NONE);
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < doc->n_tokens; i++) {
            if (doc->tokens[i].from != at[k])
                continue;
            (*marked)++;
            enum vg_pos got = vg_token_pos(&doc->tokens[i]);
            if (got == want[k])
                (*right)++;
            else
                print_message("%.*s: %s, wanted %s, in: %.*s\n", VG_SV_ARG(doc->tokens[i].norm),
                              vg_pos_name(got), vg_pos_name(want[k]),
                              VG_SV_ARG(vg_buf_view(&text)));
        }
    vg_buf_done(&text);
}

static void homographs_are_told_apart_in_context(void **state)
{
    size_t marked = 0, right = 0;
    struct vg_buf file;

    reading_load("morph/homographs.txt", &file);
    struct vg_sv rest = vg_buf_view(&file);
    while (rest.p) {
        struct vg_sv line = vg_sv_trim(vg_sv_split(&rest, '\n'));
        if (line.n && line.p[0] != '#')
            check_sentence(*state, line, &marked, &right);
    }
    vg_buf_done(&file);
    print_message("%zu of %zu marked words right\n", right, marked);
    assert_true(marked >= 150);
    assert_true(right * 100 >= marked * 97);
}

static void capitals_and_missing_accents_do_not_matter(void **state)
{
    static const char *const texts[] = {"DIX SOLDATS TUES PAR DES HOMMES ARMES.",
                                        "Dix soldats ont ete tues par des hommes armes hier a Gao, "
                                        "ou l'armee a ete visee par des tireurs."};
    for (size_t k = 0; k < 2; k++) {
        const struct vg_document *doc = reading_of_text(*state, vg_sv_cstr(texts[k]), VG_DAY_NONE);
        bool found = false;
        for (size_t i = 0; i < doc->n_tokens; i++)
            if (vg_sv_is(doc->tokens[i].norm, "tues"))
                found = vg_sv_is(vg_token_lemma(&doc->tokens[i]), "tuer") &&
                        vg_token_pos(&doc->tokens[i]) == VG_POS_PPAS;
        if (!found)
            fail_msg("tues is no participle in: %s", texts[k]);
    }
}

static void unknown_words_are_guessed_by_their_ending(void **state)
{
    const struct vg_document *doc = reading_of_text(
        *state, VG_SV("Les djihadiseraient blukèrent la zombification."), VG_DAY_NONE);

    for (size_t i = 0; i < doc->n_tokens; i++) {
        if (vg_sv_is(doc->tokens[i].norm, "blukèrent"))
            assert_int_equal(vg_token_pos(&doc->tokens[i]), VG_POS_VERB);
        if (vg_sv_is(doc->tokens[i].norm, "zombification"))
            assert_int_equal(vg_token_pos(&doc->tokens[i]), VG_POS_NOUN);
    }
}

static void the_table_holds_the_whole_dictionary(void **state)
{
    struct reading *f = *state;

    assert_true(vg_morph_forms(f->pack->morph) > 400000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_holds_the_whole_dictionary),
        cmocka_unit_test(forms_have_their_lemma_and_part_of_speech),
        cmocka_unit_test(the_conditional_is_told_from_other_moods),
        cmocka_unit_test(a_verb_group_ends_with_its_participles),
        cmocka_unit_test(homographs_are_told_apart_in_context),
        cmocka_unit_test(capitals_and_missing_accents_do_not_matter),
        cmocka_unit_test(unknown_words_are_guessed_by_their_ending),
    };
    return cmocka_run_group_tests(tests, reading_set_up, reading_tear_down);
}
