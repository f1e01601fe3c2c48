#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "feeds/schedule.h"

#define SEC 1000000LL

struct thing {
    int id;
    struct vg_sched_item item;
};

static int next_id(struct vg_sched *s, int64_t now)
{
    struct vg_sched_item *item = vg_sched_next(s, now);

    return item ? VG_SCHED_OWNER(item, struct thing, item)->id : -1;
}

static void test_order_and_due(void **state)
{
    struct vg_sched *s = vg_sched_new(NULL);
    struct thing a = {.id = 1}, b = {.id = 2};

    (void)state;
    vg_sched_add(s, &a.item, VG_SV("a.ml"), 20 * SEC);
    vg_sched_add(s, &b.item, VG_SV("b.ml"), 10 * SEC);
    assert_int_equal(next_id(s, 9 * SEC), -1);
    assert_int_equal(vg_sched_wake(s, 9 * SEC), 10 * SEC);
    assert_int_equal(next_id(s, 30 * SEC), 2);
    assert_int_equal(next_id(s, 30 * SEC), 1);
    assert_int_equal(next_id(s, 30 * SEC), -1);
    assert_int_equal(vg_sched_in_flight(s), 2);
    vg_sched_done(s, &a.item, 31 * SEC, 100 * SEC);
    vg_sched_done(s, &b.item, 31 * SEC, VG_SCHED_NEVER);
    assert_int_equal(vg_sched_waiting(s), 1);
    assert_int_equal(vg_sched_wake(s, 31 * SEC), 100 * SEC);
    vg_sched_free(s);
}

static void test_host_gap_and_limit(void **state)
{
    struct vg_sched_opts opts = {.host_gap_usec = 2 * SEC};
    struct vg_sched *s = vg_sched_new(&opts);
    struct thing t[3] = {{.id = 1}, {.id = 2}, {.id = 3}};

    (void)state;
    for (int i = 0; i < 3; i++)
        vg_sched_add(s, &t[i].item, VG_SV("a.ml"), i * SEC);
    assert_int_equal(next_id(s, 10 * SEC), 1);
    assert_int_equal(next_id(s, 10 * SEC), -1); /* one at a time */
    assert_true(vg_sched_wake(s, 10 * SEC) == VG_SCHED_NEVER);
    vg_sched_done(s, &t[0].item, 15 * SEC, VG_SCHED_NEVER);
    assert_int_equal(next_id(s, 15 * SEC), -1); /* gap from the end */
    assert_int_equal(vg_sched_wake(s, 15 * SEC), 17 * SEC);
    assert_int_equal(next_id(s, 17 * SEC), 2);
    vg_sched_gap(s, VG_SV("a.ml"), 30 * SEC); /* crawl-delay */
    vg_sched_done(s, &t[1].item, 20 * SEC, VG_SCHED_NEVER);
    assert_int_equal(vg_sched_wake(s, 20 * SEC), 50 * SEC);
    vg_sched_free(s);
}

static void test_hold_and_memory(void **state)
{
    struct vg_sched *s = vg_sched_new(NULL);
    struct thing a = {.id = 1}, b = {.id = 2};

    (void)state;
    vg_sched_add(s, &a.item, VG_SV("a.ml"), 0);
    assert_int_equal(next_id(s, 0), 1);
    vg_sched_hold(s, VG_SV("a.ml"), 3600 * SEC);
    vg_sched_hold(s, VG_SV("a.ml"), 60 * SEC); /* never shortens */
    vg_sched_done(s, &a.item, SEC, VG_SCHED_NEVER);
    assert_null(vg_sched_next(s, 10 * SEC));
    assert_int_equal(vg_sched_hosts(s), 1); /* remembered though it has no item */
    vg_sched_add(s, &b.item, VG_SV("a.ml"), 0);
    assert_int_equal(next_id(s, 3599 * SEC), -1);
    assert_int_equal(next_id(s, 3600 * SEC), 2);
    vg_sched_remove(s, &b.item);
    vg_sched_remove(s, &b.item);
    assert_null(vg_sched_next(s, 7300 * SEC));
    assert_int_equal(vg_sched_hosts(s), 0);
    vg_sched_free(s);
}

static void test_pause_move_max(void **state)
{
    struct vg_sched_opts opts = {.max_active = 1};
    struct vg_sched *s = vg_sched_new(&opts);
    struct thing a = {.id = 1}, b = {.id = 2};

    (void)state;
    vg_sched_add(s, &a.item, VG_SV("a.ml"), 50 * SEC);
    vg_sched_add(s, &b.item, VG_SV("b.ml"), 60 * SEC);
    vg_sched_move(s, &b.item, 5 * SEC);
    vg_sched_pause(s, true);
    assert_int_equal(next_id(s, 70 * SEC), -1);
    assert_true(vg_sched_wake(s, 70 * SEC) == VG_SCHED_NEVER);
    vg_sched_pause(s, false);
    assert_int_equal(vg_sched_wake(s, 70 * SEC), 70 * SEC);
    assert_int_equal(next_id(s, 70 * SEC), 2);
    assert_int_equal(next_id(s, 70 * SEC), -1); /* one in all */
    vg_sched_move(s, &b.item, 0);               /* in flight: nothing */
    vg_sched_done(s, &b.item, 71 * SEC, 900 * SEC);
    assert_int_equal(next_id(s, 71 * SEC), 1);
    vg_sched_free(s);
}

static void test_host_key(void **state)
{
    static const struct {
        const char *url, *key;
    } cases[] = {
        {"https://www.RFI.fr/fr/rss", "rfi.fr"},
        {"http://user:pw@feeds.bbci.co.uk:8080/x", "bbci.co.uk"},
        {"https://defense.gouv.ml/feed", "defense.gouv.ml"},
        {"https://www.defense.gouv.ml/feed?u=http://x.y", "defense.gouv.ml"},
        {"https://maliweb.net./feed", "maliweb.net"},
        {"http://127.0.0.1:8080/a", "127.0.0.1:8080"},
        {"http://[::1]:8080/a", "[::1]:8080"},
        {"http://localhost:99/", "localhost:99"},
        {"http://co.uk/", "co.uk"},
        {"https://x.y.com", "y.com"},
        {"not a url", ""},
    };
    char out[VG_HOST_KEY_MAX];

    (void)state;
    for (size_t i = 0; i < VG_COUNT_OF(cases); i++) {
        struct vg_sv key = vg_sched_host_key(vg_sv_cstr(cases[i].url), out);
        assert_string_equal(out, cases[i].key);
        assert_int_equal(key.n, strlen(cases[i].key));
    }
}

static void test_restart_spread(void **state)
{
    int in_first_half = 0;

    (void)state;
    for (uint64_t i = 0; i < 1000; i++) {
        int64_t due = vg_sched_restart_due(5, 1000 * SEC, 600 * SEC, i);
        assert_true(due >= 1000 * SEC && due < 1600 * SEC);
        in_first_half += due < 1300 * SEC;
    }
    int64_t wrong = vg_sched_restart_due(90 * 86400 * SEC, 1000 * SEC, 600 * SEC, 7);
    assert_true(wrong < 1600 * SEC); /* stored under a clock that was months ahead */
    assert_in_range(in_first_half, 430, 570);
    assert_int_equal(vg_sched_restart_due(2000 * SEC, 1000 * SEC, 600 * SEC, 7), 2000 * SEC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_and_due),   cmocka_unit_test(test_host_gap_and_limit),
        cmocka_unit_test(test_hold_and_memory), cmocka_unit_test(test_pause_move_max),
        cmocka_unit_test(test_host_key),        cmocka_unit_test(test_restart_spread),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
