#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/heap.h"
#include "base/io.h"
#include "base/sv.h"
#include "base/tsv.h"
#include "base/utf8.h"

static void sv_numbers(void **state)
{
    uint64_t u = 7;
    int64_t i = 7;
    double d = 7;

    (void)state;
    assert_int_equal(vg_sv_to_u64(VG_SV("18446744073709551615"), 0, UINT64_MAX, &u), 0);
    assert_true(u == UINT64_MAX);
    assert_int_equal(vg_sv_to_u64(VG_SV("18446744073709551616"), 0, UINT64_MAX, &u), VG_E_LIMIT);
    assert_int_equal(vg_sv_to_u64(VG_SV("12x"), 0, 99, &u), VG_E_SYNTAX);
    assert_int_equal(vg_sv_to_u64(VG_SV(""), 0, 99, &u), VG_E_SYNTAX);
    assert_true(u == UINT64_MAX);
    assert_int_equal(vg_sv_to_i64(VG_SV("-12"), -20, 20, &i), 0);
    assert_int_equal(i, -12);
    assert_int_equal(vg_sv_to_double(VG_SV("-11.44"), &d), 0);
    assert_true(d > -11.4401 && d < -11.4399);
}

static void sv_splits(void **state)
{
    struct vg_sv s = VG_SV("a,,b");

    (void)state;
    assert_true(vg_sv_is(vg_sv_split(&s, ','), "a"));
    assert_true(vg_sv_is(vg_sv_split(&s, ','), ""));
    assert_non_null(s.p);
    assert_true(vg_sv_is(vg_sv_split(&s, ','), "b"));
    assert_null(s.p);
    assert_int_equal(vg_sv_find_icase(VG_SV("Bamako"), VG_SV("MAK")), 2);
    assert_true(vg_sv_is(vg_sv_trim(VG_SV(" \t x y\n")), "x y"));
}

static void buf_keeps_its_maximum(void **state)
{
    struct vg_buf b;

    (void)state;
    vg_buf_init(&b, 10);
    assert_int_equal(vg_buf_str(&b, "0123456789"), 0);
    assert_int_equal(vg_buf_char(&b, 'x'), VG_E_TOOBIG);
    assert_int_equal(vg_buf_str(&b, ""), VG_E_TOOBIG); /* sticky */
    assert_string_equal(b.p, "0123456789");
    vg_buf_clear(&b);
    assert_int_equal(vg_buf_printf(&b, "%d-%s", 7, "é"), 0);
    assert_string_equal(b.p, "7-é");
    vg_buf_done(&b);
}

static void arena_hands_out_zeroed_memory(void **state)
{
    struct vg_arena *a = vg_arena_new();
    int *items = NULL;
    size_t n = 0, cap = 0;

    (void)state;
    for (int round = 0; round < 3; round++) {
        items = NULL, n = cap = 0;
        for (int i = 0; i < 100000; i++) {
            int *x = VG_PUSH(a, items, n, cap);
            assert_int_equal(*x, 0);
            *x = i;
        }
        for (int i = 0; i < 100000; i++)
            assert_int_equal(items[i], i);
        vg_arena_reset(a);
    }
    assert_string_equal(vg_arena_printf(a, "%s %d", "abc", 42), "abc 42");
    vg_arena_free(a);
}

static void days(void **state)
{
    char out[32];

    (void)state;
    for (int32_t d = -200000; d < 200000; d += 37) {
        struct vg_civil c = vg_day_to_civil(d);
        assert_int_equal(vg_day_from_civil(c.year, c.month, c.day), d);
    }
    assert_int_equal(vg_day_from_civil(1970, 1, 1), 0);
    assert_int_equal(vg_day_weekday(vg_day_parse(VG_SV("2025-07-14"))), 0);
    assert_int_equal(vg_day_parse(VG_SV("2025-02-29")), VG_DAY_NONE);
    assert_int_equal(vg_day_parse(VG_SV("2024-02-29T10:00:00Z")), vg_day_from_civil(2024, 2, 29));
    vg_time_format(1752500000123456, true, out);
    assert_string_equal(out, "2025-07-14T13:33:20.123456Z");
    vg_time_format(-1, false, out);
    assert_string_equal(out, "1969-12-31T23:59:59Z");
}

struct item {
    int id;
    struct vg_heap_node node;
};

static void heap_gives_the_least(void **state)
{
    enum { N = 500 };
    static struct item items[N];
    struct vg_heap h;
    uint32_t seed = 1;
    int64_t last = INT64_MIN;

    (void)state;
    vg_heap_init(&h);
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < N; i++) {
            seed = seed * 1664525 + 1013904223;
            vg_heap_set(&h, &items[i].node, seed >> 8);
        }
    for (int i = 0; i < N; i += 3)
        vg_heap_remove(&h, &items[i].node);
    for (size_t left = h.n; left; left--) {
        struct item *it = VG_HEAP_OWNER(vg_heap_top(&h), struct item, node);
        assert_true(it->node.key >= last);
        assert_true((it - items) % 3 != 0);
        last = it->node.key;
        vg_heap_remove(&h, &it->node);
    }
    assert_null(vg_heap_top(&h));
    vg_heap_done(&h);
}

static void map_finds_what_was_set(void **state)
{
    enum { N = 2000 };
    static char keys[N][16];
    struct vg_map *m = vg_map_new();

    (void)state;
    for (int i = 0; i < N; i++) {
        (void)snprintf(keys[i], sizeof keys[i], "key-%d", i);
        assert_null(vg_map_set(m, vg_sv_cstr(keys[i]), keys[i]));
    }
    for (int i = 0; i < N; i += 2)
        assert_ptr_equal(vg_map_remove(m, vg_sv_cstr(keys[i])), keys[i]);
    for (int i = 0; i < N; i++)
        assert_ptr_equal(vg_map_get(m, vg_sv_cstr(keys[i])), i % 2 ? keys[i] : NULL);
    assert_int_equal(vg_map_count(m), N / 2);
    vg_map_free(m);
}

static void tsv_rows(void **state)
{
    static const char *const wanted[] = {"name", "lat", NULL};
    struct vg_tsv t;
    struct vg_err err;

    (void)state;
    assert_int_equal(vg_tsv_open(&t, "x.tsv", VG_SV("# c\nname\tlat\nGao\t16.2\n\nKidal\n"), wanted, &err), 0);
    assert_int_equal(vg_tsv_next(&t, &err), 1);
    assert_true(vg_sv_is(vg_tsv_get(&t, "lat"), "16.2"));
    assert_int_equal(vg_tsv_next(&t, &err), 1);
    assert_int_equal(t.line, 5);
    assert_true(vg_sv_is(vg_tsv_get(&t, "name"), "Kidal"));
    assert_int_equal(vg_tsv_get(&t, "lat").n, 0);
    assert_int_equal(vg_tsv_next(&t, &err), 0);
    assert_int_equal(vg_tsv_open(&t, "x.tsv", VG_SV("name\tlat\na\tb\tc\n"), wanted, &err), 0);
    assert_int_equal(vg_tsv_next(&t, &err), VG_E_SYNTAX);
    assert_int_equal(err.line, 2);
    assert_int_equal(vg_tsv_open(&t, "x.tsv", VG_SV("name\n"), wanted, &err), VG_E_SYNTAX);
    assert_non_null(strstr(err.text, "lat"));
}

static void utf8_survives_anything(void **state)
{
    struct vg_buf b;

    (void)state;
    vg_buf_init(&b, 1000);
    assert_true(vg_utf8_valid(VG_SV("Aguelhoc é €  𐍈")));
    assert_false(vg_utf8_valid(VG_SV("\xC0\x80")));
    assert_false(vg_utf8_valid(VG_SV("\xED\xA0\x80")));
    assert_false(vg_utf8_valid(VG_SV("caf\xE9")));
    assert_false(vg_utf8_valid(VG_SV("\xF4\x90\x80\x80")));
    (void)vg_utf8_repair(VG_SV("a\0b\xE9z"), &b);
    assert_string_equal(b.p, "ab\xEF\xBF\xBDz");
    vg_buf_clear(&b);
    (void)vg_utf8_nfc(VG_SV("Me\xCC\x81naka"), &b);
    assert_string_equal(b.p, "Ménaka");
    vg_buf_clear(&b);
    (void)vg_utf8_fold_sv(VG_SV("L’Œuvre d’ÉTÉ à Tin‑Zaouatène"), &b);
    assert_string_equal(b.p, "l'oeuvre d'ete a tin-zaouatene");
    vg_buf_done(&b);
}

static void files_are_replaced_whole(void **state)
{
    char path[] = "/tmp/vigie-test-XXXXXX";
    struct vg_buf b;
    struct vg_err err;
    int fd = mkstemp(path);

    (void)state;
    assert_true(fd >= 0);
    vg_closep(&fd);
    assert_int_equal(vg_write_file(path, VG_SV("one\n"), 0600, &err), 0);
    vg_buf_init(&b, 3);
    assert_int_equal(vg_read_file(path, &b, &err), VG_E_TOOBIG);
    vg_buf_done(&b);
    assert_int_equal(remove(path), 0);
    assert_int_equal(vg_read_file(path, &b, &err), VG_E_NOTFOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sv_numbers),
        cmocka_unit_test(sv_splits),
        cmocka_unit_test(buf_keeps_its_maximum),
        cmocka_unit_test(arena_hands_out_zeroed_memory),
        cmocka_unit_test(days),
        cmocka_unit_test(heap_gives_the_least),
        cmocka_unit_test(map_finds_what_was_set),
        cmocka_unit_test(tsv_rows),
        cmocka_unit_test(utf8_survives_anything),
        cmocka_unit_test(files_are_replaced_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
