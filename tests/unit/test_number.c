/* test_number.c - counts: every row of tests/data/number/counts.tsv, and what is no count. */
#include "tests/unit/reading.h"

static int64_t bound_of(struct vg_sv s)
{
    int64_t v = VG_COUNT_NULL;

    if (!vg_sv_is(s, "-"))
        assert_int_equal(vg_sv_to_i64(s, -INT64_MAX, INT64_MAX, &v), 0);
    return v;
}

static void counts_are_read_as_the_table_says(void **state)
{
    static const char *const wanted[] = {"text", "min", "max", "approx", NULL};
    struct vg_err err = {0};
    struct vg_buf file;
    struct vg_tsv t;
    int bad = 0;

    reading_load("number/counts.tsv", &file);
    assert_int_equal(vg_tsv_open(&t, "counts.tsv", vg_buf_view(&file), wanted, &err), 0);
    while (vg_tsv_next(&t, &err) > 0) {
        const struct vg_document *doc =
            reading_of_text(*state, vg_tsv_get(&t, "text"), VG_DAY_NONE);
        int64_t min = bound_of(vg_tsv_get(&t, "min")), max = bound_of(vg_tsv_get(&t, "max"));
        bool approx = vg_sv_is(vg_tsv_get(&t, "approx"), "~"), found = false;
        for (size_t i = 0; i < doc->n_numbers; i++) {
            const struct vg_count *c = &doc->numbers[i].count;
            found |= c->min == min && c->max == max && c->approx == approx;
        }
        if (!found)
            print_message("line %d: %.*s\n", t.line, VG_SV_ARG(vg_tsv_get(&t, "text")));
        bad += !found;
    }
    vg_buf_done(&file);
    assert_int_equal(bad, 0);
}

static void what_counts_nothing_is_marked(void **state)
{
    const struct vg_document *doc = reading_of_text(
        *state,
        VG_SV("La troisième attaque a touché 20 % des maisons et les deux tiers du marché."),
        VG_DAY_NONE);

    assert_int_equal(doc->n_numbers, 3);
    assert_true(doc->numbers[0].ordinal);
    assert_true(doc->numbers[1].percent);
    assert_true(doc->numbers[2].fraction);
}

static void an_article_is_not_mistaken_for_a_sure_one(void **state)
{
    const struct vg_document *doc =
        reading_of_text(*state, VG_SV("Un soldat et vingt et un civils."), VG_DAY_NONE);

    assert_int_equal(doc->n_numbers, 2);
    assert_true(doc->numbers[0].indefinite_article);
    assert_false(doc->numbers[1].indefinite_article);
}

static void dates_and_hours_take_their_figures_away(void **state)
{
    const struct vg_document *doc =
        reading_of_text(*state, VG_SV("Le 14 juillet 2025, dix soldats sont morts."),
                        vg_day_from_civil(2025, 7, 20));

    assert_int_equal(doc->n_numbers, 1);
    assert_int_equal(doc->numbers[0].count.min, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_read_as_the_table_says),
        cmocka_unit_test(what_counts_nothing_is_marked),
        cmocka_unit_test(an_article_is_not_mistaken_for_a_sure_one),
        cmocka_unit_test(dates_and_hours_take_their_figures_away),
    };
    return cmocka_run_group_tests(tests, reading_set_up, reading_tear_down);
}
