/* test_merge.c - short articles to events: what is one event, what is two, what is background; bad
 * input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "extract/extract.h"
#include "tests/unit/built_pack.h"

#define PUBLISHED 20284 /* 2025-07-15, a Tuesday */

static void read_text(struct extracting *f, struct vg_sv text, int32_t published,
                      struct vg_event_list *ret)
{
    struct vg_article article = {.text = text, .published = published, .country = "ML"};
    struct vg_err err = {0};

    assert_int_equal(vg_extract(f->extractor, &article, ret, &err), 0);
}

static void put_codes(struct vg_buf *out, const char *const *codes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        (void)vg_buf_printf(out, "%s%s", i ? "," : "", codes[i]);
}

/* Each event as "type day place by->on [background]", `; ` between. */
static void events_of(const struct vg_event_list *list, struct vg_buf *out)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct vg_event *e = &list->items[i];
        char day[11] = "-";
        if (e->date.precision != VG_DATE_UNKNOWN)
            vg_day_format(e->date.from, day);
        (void)vg_buf_printf(out, "%s%s %s %s ", i ? "; " : "", vg_event_type_name(e->type),
                            day + (day[1] ? 5 : 0), e->place.name ? e->place.name : "-");
        put_codes(out, e->initiators, e->n_initiators);
        (void)vg_buf_str(out, "->");
        put_codes(out, e->targets, e->n_targets);
        (void)vg_buf_str(out, e->background ? " background" : "");
    }
}

static const struct {
    const char *text, *want;
} articles[] = {
#include "merge_rows.h"
#include "control_rows.h"
#include "missed_rows.h"
#include "place_day_rows.h"
#include "role_rows.h"
#include "real_rows.h"
};

static void test_articles(void **state)
{
    struct vg_buf got;
    struct vg_event_list list;
    int failed = 0;

    vg_buf_init(&got, 16384);
    for (size_t i = 0; i < VG_COUNT_OF(articles); i++) {
        vg_buf_clear(&got);
        (void)vg_buf_str(&got, "");
        read_text(*state, vg_sv_cstr(articles[i].text), PUBLISHED, &list);
        events_of(&list, &got);
        if (!vg_sv_is(vg_buf_view(&got), articles[i].want)) {
            print_error("%s\n  want %s\n  got  %.*s\n", articles[i].text, articles[i].want,
                        (int)got.n, got.n ? got.p : "");
            failed++;
        }
    }
    vg_buf_done(&got);
    assert_int_equal(failed, 0);
}

/* Evidence lies in the text, and the same text gives the same events. */
static void check_text(void **state, struct vg_sv text)
{
    struct vg_event_list list;
    struct vg_buf a, b;
    size_t chars = vg_utf8_count(text);

    vg_buf_init(&a, 1 << 20);
    vg_buf_init(&b, 1 << 20);
    read_text(*state, text, PUBLISHED, &list);
    for (size_t i = 0; i < list.n; i++)
        for (size_t k = 0; k < list.items[i].n_evidence; k++) {
            assert_true(list.items[i].evidence[k].from < list.items[i].evidence[k].to);
            assert_true(list.items[i].evidence[k].to <= chars);
        }
    events_of(&list, &a);
    read_text(*state, text, PUBLISHED, &list);
    events_of(&list, &b);
    assert_true(vg_sv_eq(vg_buf_view(&a), vg_buf_view(&b)));
    vg_buf_done(&a);
    vg_buf_done(&b);
}

static void test_bad_input(void **state)
{
    static const char *const texts[] = {
        "",
        "\n\n\n",
        "\xff\xfe\x80 attaque \xc3",
        "ATTAQUE A KIDAL LUNDI PAR LE JNIM CONTRE LES FAMA",
        "attaque kidal lundi jnim contre les soldats sans aucune ponctuation ni majuscule",
        "<p>Une <b>attaque</b> &agrave; Kidal</p>",
        "The army attacked the village on Monday.",
        "هاجم الجيش القرية يوم الاثنين",
        "l'attaque de l'attaque de l'attaque de l'attaque contre contre",
        "tués tués tués tués par par par et et et ou ou qui qui que que dont",
        "Le 32 juillet 99999, le 0 mars, 999999999999999999 soldats ont été tués à Kidal.",
    };

    for (size_t i = 0; i < VG_COUNT_OF(texts); i++)
        check_text(state, vg_sv_cstr(texts[i]));
}

static void repeat(struct vg_buf *out, const char *piece, size_t times)
{
    vg_buf_clear(out);
    for (size_t i = 0; i < times; i++)
        (void)vg_buf_str(out, piece);
}

static void test_long_input(void **state)
{
    struct vg_buf text;

    vg_buf_init(&text, 4 << 20);
    repeat(&text, "« ", 10000);
    check_text(state, vg_buf_view(&text));
    repeat(&text, "des jihadistes ont attaqué lundi le camp de Kidal et ", 3000);
    check_text(state, vg_buf_view(&text));
    repeat(&text, "Une attaque a eu lieu lundi à Kidal. ", 3000);
    check_text(state, vg_buf_view(&text));
    repeat(&text, "(((((((((", 5000);
    check_text(state, vg_buf_view(&text));
    vg_buf_done(&text);
}

static void test_future_and_absent_date(void **state)
{
    struct vg_event_list list;
    struct vg_sv text = VG_SV("Des jihadistes ont attaqué hier le camp de Dioura.");

    read_text(*state, text, VG_DAY_NONE, &list);
    assert_int_equal(list.n, 1);
    assert_int_equal(list.items[0].date.precision, VG_DATE_UNKNOWN);
    read_text(*state, text, 60000, &list);
    assert_int_equal(list.n, 1);
    assert_int_equal(list.items[0].date.from, 59999);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_articles),
        cmocka_unit_test(test_bad_input),
        cmocka_unit_test(test_long_input),
        cmocka_unit_test(test_future_and_absent_date),
    };

    return cmocka_run_group_tests(tests, extracting_set_up, extracting_tear_down);
}
