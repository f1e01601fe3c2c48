/*
 * test_extract_hostile.c - texts that nobody wrote for a reader: evidence stays inside them, nothing is invented, and the
 * memory of the work grows with the text and no faster. The dev corpus in capitals, or without accents, still tells most of
 * its events.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <utf8proc.h>

#include "base/io.h"
#include "base/utf8.h"
#include "extract/document.h"
#include "extract/extract.h"
#include "extract/extract_in.h"
#include "tests/unit/built_pack.h"

#define PUBLISHED 20284 /* 2025-07-15 */
#define SMALL (100 * 1000)
#define LARGE (400 * 1000)

struct fixture {
    struct vg_pack *pack;
    struct vg_extractor *extractor;
    struct vg_buf text;
};

static int set_up(void **state)
{
    struct fixture *f = vg_xnew(struct fixture);

    f->pack = built_pack();
    f->extractor = vg_extractor_new(f->pack);
    vg_buf_init(&f->text, VG_MAX_ARTICLE);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    vg_buf_done(&f->text);
    vg_extractor_free(f->extractor);
    vg_pack_close(f->pack);
    free(f);
    return 0;
}

/* The number of events, each with its evidence inside the text. */
static size_t events_in(struct fixture *f, struct vg_sv text, int32_t published)
{
    struct vg_article article = {.text = text, .published = published, .country = "ML"};
    struct vg_event_list list;
    struct vg_err err = {0};
    size_t chars = vg_utf8_count(text);

    assert_int_equal(vg_extract(f->extractor, &article, &list, &err), 0);
    for (size_t i = 0; i < list.n; i++)
        for (size_t k = 0; k < list.items[i].n_evidence; k++) {
            assert_true(list.items[i].evidence[k].from < list.items[i].evidence[k].to);
            assert_true(list.items[i].evidence[k].to <= chars);
        }
    assert_true(list.n <= VG_MAX_EVENTS);
    return list.n;
}

/* ---- growth ---- */

static const struct shape {
    const char *name, *before, *unit, *after; /* before, then many units, then as many of after */
} shapes[] = {
    {"one sentence without an end", "", "le convoi est tombé dans une embuscade près de Boni et dix soldats ont été tués ", ""},
    {"one event again and again", "", "Dix soldats ont été tués dans une attaque du JNIM à Boni, selon l’armée. ", ""},
    {"nested quotations", "", "« Dix soldats tués à Boni, selon le FLA ", " »"},
    {"empty nested quotations", "", "« ", " »"},
    {"parentheses", "", "(", ")"},
    {"full stops", "", ". ", ""},
    {"apostrophes", "", "l'", ""},
    {"a list of places", "Attaque à ", "Gao et ", ""},
    {"figures", "", "de 12 à 40 000 morts, ", ""},
    {"days", "", "le 14 juillet, ", ""},
    {"speakers", "", "selon le FLA, dix morts ", ""},
    {"groups", "", "le Front populaire de libération (FPL) ", ""},
    {"no spaces", "", "dixsoldatstuésàBoni", ""},
    {"tags", "", "<p class=\"x\">Attaque &agrave; Boni</p> ", ""},
    {"invalid bytes", "", "attaque \xff\xc3(\xe2\x82 de Boni. ", ""},
    {"zeros", "", "a\1\2 ", ""},
};

static void build(struct vg_buf *out, const struct shape *s, size_t size)
{
    size_t n = size / (strlen(s->unit) + strlen(s->after));

    vg_buf_clear(out);
    (void)vg_buf_str(out, s->before);
    for (size_t i = 0; i < n; i++)
        (void)vg_buf_str(out, s->unit);
    for (size_t i = 0; i < n && s->after[0]; i++)
        (void)vg_buf_str(out, s->after);
}

/* What the work left behind: bytes of the arena, and items of every layer. */
static size_t work(struct fixture *f, const struct shape *s, size_t size)
{
    build(&f->text, s, size);
    (void)events_in(f, vg_buf_view(&f->text), PUBLISHED);
    return vg_arena_used(vg_extractor_document(f->extractor)->arena);
}

static void test_growth(void **state)
{
    for (size_t i = 0; i < VG_COUNT_OF(shapes); i++) {
        size_t small = work(*state, &shapes[i], SMALL), large = work(*state, &shapes[i], LARGE);
        if (large > small * 5)
            fail_msg("%s: %zu bytes of work, then %zu for four times the text", shapes[i].name, small, large);
    }
}

static void test_five_megabytes(void **state)
{
    static const struct shape calm = {"", "Attaque à Boni ", "le convoi passe près de la ville et la population regarde ", ""};
    struct fixture *f = *state;

    build(&f->text, &calm, 5000 * 1000);
    assert_true(events_in(f, vg_buf_view(&f->text), PUBLISHED) <= VG_MAX_EVENTS);
}

/* ---- nothing invented ---- */

static const char *const silent[] = {
    "", " ", "\n\n\n", "!?", "«", "\xff\xfe\xfd",
    ("Ten soldiers were killed on Monday in an attack on a convoy near Boni, the army said. The militants also burned two "
     "vehicles and abducted three civilians, according to local sources. A drone strike killed five people in Kidal."),
    "قتل عشرة جنود يوم الاثنين في هجوم على قافلة قرب بوني، حسبما أعلن الجيش. وأحرق المسلحون مركبتين وخطفوا ثلاثة مدنيين.",
    "Dixsoldatsontététuéslundidansuneattaqueprèsdeboniselonl’armée.Lesassaillantsontincendiédeuxvéhicules.",
    "<div class=\"attaque\" id=\"embuscade\"></div><script>var attaque = 'tirs';</script>",
};

static void test_silence(void **state)
{
    for (size_t i = 0; i < VG_COUNT_OF(silent); i++)
        if (events_in(*state, vg_sv_cstr(silent[i]), PUBLISHED) != 0)
            fail_msg("events from: %s", silent[i]);
}

static void test_publication_dates(void **state)
{
    struct vg_sv text = VG_SV("Dix soldats ont été tués lundi dans une attaque du JNIM à Boni, selon l’armée malienne.");
    static const int32_t days[] = {PUBLISHED, VG_DAY_NONE, PUBLISHED + 100000};
    static const int32_t absurd[] = {0, -700000, 2900000};

    for (size_t i = 0; i < VG_COUNT_OF(days); i++)
        assert_int_equal(events_in(*state, text, days[i]), 1);
    for (size_t i = 0; i < VG_COUNT_OF(absurd); i++)
        assert_true(events_in(*state, text, absurd[i]) <= 1);
}

/* ---- other spellings of the dev corpus ---- */

enum spelling { AS_IS, CAPITALS, NO_ACCENTS, DECOMPOSED, SPELLINGS };

static void respell(struct vg_sv in, enum spelling how, struct vg_buf *out)
{
    const char *p = in.p, *end = in.p + in.n;
    char bytes[8];

    vg_buf_clear(out);
    if (how == DECOMPOSED) {
        char *whole = vg_sv_dup(in);
        utf8proc_uint8_t *nfd = utf8proc_NFD((const utf8proc_uint8_t *)whole);
        (void)vg_buf_str(out, (const char *)nfd);
        free(nfd);
        free(whole);
        return;
    }
    while (p < end) {
        uint32_t cp = vg_utf8_next(&p, end);
        if (how == CAPITALS)
            cp = (uint32_t)utf8proc_toupper((utf8proc_int32_t)cp);
        if (how == NO_ACCENTS && vg_utf8_fold(cp) != cp)
            cp = vg_utf8_is_upper(cp) ? (uint32_t)utf8proc_toupper((utf8proc_int32_t)vg_utf8_fold(cp)) : vg_utf8_fold(cp);
        (void)vg_buf_add(out, bytes, vg_utf8_encode(cp, bytes));
    }
}

static void count_file(struct fixture *f, const char *path, size_t events[SPELLINGS])
{
    struct vg_buf file, text;
    struct vg_err err = {0};

    vg_buf_init(&file, 1 << 20);
    vg_buf_init(&text, 1 << 20);
    if (vg_read_file(path, &file, &err) < 0)
        fail_msg("%s: %s", path, err.text);
    for (int how = 0; how < SPELLINGS; how++) {
        respell(vg_buf_view(&file), (enum spelling)how, &text);
        events[how] += events_in(f, vg_buf_view(&text), PUBLISHED);
    }
    vg_buf_done(&file);
    vg_buf_done(&text);
}

static void test_spellings(void **state)
{
    const char *data = getenv("VG_DATA");
    size_t events[SPELLINGS] = {0};
    char folder[2048], path[4096];
    struct dirent *e;

    (void)snprintf(folder, sizeof folder, "%s/corpus/dev/texts", data ? data : "tests/data");
    DIR *d = opendir(folder);
    if (!d)
        fail_msg("%s", folder);
    while ((e = readdir(d))) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        if (vg_sv_ends(vg_sv_cstr(e->d_name), VG_SV(".txt")))
            count_file(*state, path, events);
    }
    (void)closedir(d);
    print_message("events: %zu; in capitals %zu, without accents %zu, decomposed %zu\n", events[AS_IS],
                  events[CAPITALS], events[NO_ACCENTS], events[DECOMPOSED]);
    assert_true(events[AS_IS] > 50);
    assert_true(events[CAPITALS] * 100 >= events[AS_IS] * 80);
    assert_true(events[NO_ACCENTS] * 100 >= events[AS_IS] * 90);
    assert_int_equal(events[DECOMPOSED], events[AS_IS]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_growth),    cmocka_unit_test(test_five_megabytes),
        cmocka_unit_test(test_silence),   cmocka_unit_test(test_publication_dates),
        cmocka_unit_test(test_spellings),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
