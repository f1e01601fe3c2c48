/* test_when.c - calendar expressions: every row of tests/data/when/dates.tsv, and how they hang on
 * the story. */
#include "tests/unit/reading.h"

static bool tells(const struct vg_time_expr *t)
{
    return (t->kind == VG_TIME_CALENDAR || t->kind == VG_TIME_ANAPHORIC) && !t->vague &&
           t->date.from != VG_DAY_NONE;
}

static void dates_are_read_as_the_table_says(void **state)
{
    static const char *const wanted[] = {"text", "published", "from", "to", NULL};
    struct vg_err err = {0};
    struct vg_buf file;
    struct vg_tsv t;
    int bad = 0;

    reading_load("when/dates.tsv", &file);
    assert_int_equal(vg_tsv_open(&t, "dates.tsv", vg_buf_view(&file), wanted, &err), 0);
    while (vg_tsv_next(&t, &err) > 0) {
        const struct vg_document *doc = reading_of_text(*state, vg_tsv_get(&t, "text"),
                                                        vg_day_parse(vg_tsv_get(&t, "published")));
        bool none = vg_sv_is(vg_tsv_get(&t, "from"), "none"), found = none;
        int32_t from = vg_day_parse(vg_tsv_get(&t, "from")),
                to = vg_day_parse(vg_tsv_get(&t, "to"));
        for (size_t i = 0; i < doc->n_times; i++) {
            const struct vg_time_expr *x = &doc->times[i];
            if (none)
                found &= !tells(x);
            else
                found |= tells(x) && x->date.from == from && x->date.to == to;
        }
        if (!found)
            print_message("line %d: %.*s\n", t.line, VG_SV_ARG(vg_tsv_get(&t, "text")));
        bad += !found;
    }
    vg_buf_done(&file);
    assert_int_equal(bad, 0);
}

static void without_a_publication_date_only_full_dates_are_known(void **state)
{
    const struct vg_document *doc = reading_of_text(
        *state, VG_SV("Hier, lundi et la semaine dernière, comme le 3 mars 2024, ils ont attaqué."),
        VG_DAY_NONE);
    size_t known = 0;

    for (size_t i = 0; i < doc->n_times; i++)
        known += tells(&doc->times[i]);
    assert_int_equal(known, 1);
}

static void anaphors_can_hang_on_another_day(void **state)
{
    const struct vg_document *doc = reading_of_text(
        *state, VG_SV("Le 5 juillet, ils ont attaqué. Deux jours plus tard, ils sont revenus."),
        vg_day_from_civil(2025, 7, 16));

    assert_int_equal(doc->n_times, 2);
    assert_int_equal(doc->times[1].kind, VG_TIME_ANAPHORIC);
    struct vg_date d = vg_when_resolve_anaphor(doc, 1, vg_day_from_civil(2025, 1, 10));
    assert_int_equal(d.from, vg_day_from_civil(2025, 1, 12));
    d = vg_when_resolve_anaphor(doc, 0, vg_day_from_civil(2025, 1, 10));
    assert_int_equal(d.from, vg_day_from_civil(2025, 7, 5));
}

static void what_lasts_is_marked(void **state)
{
    const struct vg_document *doc = reading_of_text(
        *state, VG_SV("Depuis trois jours, la ville est encerclée, et cela jusqu'au 20 juillet."),
        vg_day_from_civil(2025, 7, 16));

    assert_int_equal(doc->n_times, 2);
    assert_true(doc->times[0].since);
    assert_int_equal(doc->times[0].date.from, vg_day_from_civil(2025, 7, 13));
    assert_true(doc->times[1].until);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_as_the_table_says),
        cmocka_unit_test(without_a_publication_date_only_full_dates_are_known),
        cmocka_unit_test(anaphors_can_hang_on_another_day),
        cmocka_unit_test(what_lasts_is_marked),
    };
    return cmocka_run_group_tests(tests, reading_set_up, reading_tear_down);
}
