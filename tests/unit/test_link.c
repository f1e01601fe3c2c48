/* test_link.c - which tellings are one event, what the event reads like from all of them, and what changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/err.h"
#include "extract/link.h"
#include "extract/story.h"

#define DAY 20000

static struct vg_event event(enum vg_event_type type, int32_t day, const char *place, const char *admin1,
                             const char *by, const char *against, int64_t killed)
{
    struct vg_event e = {.type = type, .date = {day, day, day == VG_DAY_NONE ? VG_DATE_UNKNOWN : VG_DATE_DAY}};

    e.place = (struct vg_place){.name = place, .admin1 = admin1, .country = "ML", .precision = VG_PLACE_TOWN};
    if (by)
        e.initiators[e.n_initiators++] = by;
    if (against)
        e.targets[e.n_targets++] = against;
    if (killed >= 0)
        e.casualties[e.n_casualties++] =
            (struct vg_casualty){VG_OUT_KILLED, VG_GROUP_MILITARY, {killed, killed, false}, NULL};
    return e;
}

static double fit(struct vg_event a, struct vg_event b)
{
    struct vg_link_key x, y;

    vg_link_key(&a, DAY + 1, 1, &x);
    vg_link_key(&b, DAY + 1, 2, &y);
    double s = vg_link_compare(&x, &y).total, t = vg_link_compare(&y, &x).total;
    assert_true(s - t < 1e-9 && t - s < 1e-9); /* symmetric */
    return s;
}

static void one_event_told_twice(void **state)
{
    const struct vg_event a = event(VG_TYPE_AMBUSH, DAY, "Tinzaouatène", "Kidal", "FLA", "FAMA", 10);

    (void)state;
    assert_true(fit(a, event(VG_TYPE_AMBUSH, DAY, "Tin-Zaouatene", "Kidal", "FLA", "FAMA", 30)) >= VG_LINK_THRESHOLD);
    assert_true(fit(a, event(VG_TYPE_ARMED_CLASH, DAY, "Tinzaouatène", "Kidal", "ARMED_GROUP", "FAMA", -1)) >= VG_LINK_THRESHOLD);
    assert_true(fit(a, event(VG_TYPE_AMBUSH, DAY + 1, "Tinzaouatène", "Kidal", "FLA", "FAMA", 10)) >= VG_LINK_THRESHOLD);
    assert_true(fit(a, event(VG_TYPE_AMBUSH, VG_DAY_NONE, "Tinzaouatène", "Kidal", "FLA", NULL, 10)) >= VG_LINK_THRESHOLD);
}

static void two_events(void **state)
{
    const struct vg_event a = event(VG_TYPE_AMBUSH, DAY, "Tinzaouatène", "Kidal", "FLA", "FAMA", 10);

    (void)state;
    assert_true(fit(a, event(VG_TYPE_AMBUSH, DAY + 9, "Tinzaouatène", "Kidal", "FLA", "FAMA", 10)) < VG_LINK_THRESHOLD);
    assert_true(fit(a, event(VG_TYPE_AMBUSH, DAY, "Koro", "Bandiagara", "JNIM", "FAMA", 10)) < VG_LINK_THRESHOLD);
    assert_true(fit(a, event(VG_TYPE_TROOP_MOVEMENT, DAY, "Tinzaouatène", "Kidal", "FAMA", NULL, -1)) < VG_LINK_THRESHOLD);
    assert_true(fit(a, event(VG_TYPE_AMBUSH, DAY, "Ber", "Kidal", "JNIM", "FAMA", 2)) < VG_LINK_THRESHOLD);
}

static void an_article_never_tells_one_event_twice(void **state)
{
    struct vg_linker *l = vg_linker_new();
    struct vg_link_key keys[2];
    struct vg_link_score scores[2];
    uint64_t ids[2];
    struct vg_event known = event(VG_TYPE_AMBUSH, DAY, "Alkit", "Kidal", "FLA", "FAMA", 10);
    struct vg_event weaker = event(VG_TYPE_ARMED_CLASH, DAY + 1, "Alkit", "Kidal", NULL, "FAMA", -1);

    (void)state;
    vg_link_key(&known, DAY, 7, &keys[0]);
    vg_linker_set(l, &keys[0]);
    vg_link_key(&weaker, DAY + 1, 0, &keys[0]);
    vg_link_key(&known, DAY + 1, 0, &keys[1]);
    vg_linker_article(l, keys, 2, ids, scores);
    assert_int_equal(ids[0], 0);
    assert_int_equal(ids[1], 7);
    vg_linker_remove(l, 7);
    vg_linker_article(l, keys, 2, ids, scores);
    assert_int_equal(ids[1], 0);
    assert_int_equal(vg_linker_count(l), 0);
    vg_linker_free(l);
}

/* Thousands of events in one place and week: the newest are compared, and it ends. */
static void a_crowded_neighbourhood_is_bounded(void **state)
{
    struct vg_linker *l = vg_linker_new();
    struct vg_link_key k;
    struct vg_link_score s;
    uint64_t id;

    (void)state;
    for (uint64_t i = 1; i <= 20000; i++) {
        struct vg_event e = event(VG_TYPE_AMBUSH, DAY + (int32_t)(i % 7), "Gao", "Gao", "JNIM", "FAMA", (int64_t)i % 50);
        vg_link_key(&e, DAY, i, &k);
        vg_linker_set(l, &k);
    }
    k.id = 0;
    assert_true(vg_linker_find(l, &k, VG_LINK_THRESHOLD, NULL, 0, &id, &s));
    assert_int_equal(id, 20000);
    vg_linker_free(l);
}

static void read(struct vg_arena *arena, const struct vg_telling *t, size_t n, struct vg_story *ret)
{
    vg_story_read(t, n, arena, ret);
}

static void order_does_not_matter(void **state)
{
    struct vg_event a = event(VG_TYPE_AMBUSH, DAY, "Alkit", "Kidal", "FLA", "FAMA", 10);
    struct vg_event b = event(VG_TYPE_AMBUSH, DAY, "Alkit", "Kidal", "FLA", "FAMA", 30);
    struct vg_event c = event(VG_TYPE_ARMED_CLASH, DAY, "Kidal", "Kidal", "ARMED_GROUP", "FAMA", -1);
    struct vg_arena *arena = vg_arena_new();
    struct vg_telling t[3] = {{&a, 1, 0, "A", "press", 100}, {&b, 2, 0, "B", "agency", 200}, {&c, 3, 0, "C", "press", 300}};
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    struct vg_story first, s;
    const char *changes[VG_STORY_WORDS];

    (void)state;
    b.claims[b.n_claims++] = (struct vg_claim){"FLA", VG_STANCE_CLAIMS};
    read(arena, t, 3, &first);
    assert_int_equal(first.event.type, VG_TYPE_AMBUSH);
    assert_string_equal(first.event.place.name, "Alkit");
    assert_int_equal(first.event.n_initiators, 1);
    assert_string_equal(first.event.initiators[0], "FLA");
    assert_int_equal(first.event.casualties[0].count.min, 30); /* the newest figure first */
    assert_int_equal(first.independent, 3);
    for (int o = 0; o < 6; o++) {
        struct vg_telling u[3];
        for (int i = 0; i < 3; i++)
            u[i] = t[orders[o][i]];
        read(arena, u, 3, &s);
        assert_int_equal(vg_story_changes(&first.event, &s.event, arena, changes), 0);
    }
    vg_arena_free(arena);
}

static void copies_count_once_and_status_grows(void **state)
{
    struct vg_event a = event(VG_TYPE_AMBUSH, DAY, "Alkit", "Kidal", "FLA", "FAMA", 10);
    struct vg_event b = a, denial = a;
    struct vg_arena *arena = vg_arena_new();
    struct vg_telling t[4] = {{&a, 1, 0, "A", "press", 100}, {&a, 2, 1, "B", "press", 200}, {&b, 3, 0, "C", "press", 300},
                              {&denial, 4, 0, "D", "official", 400}};
    struct vg_story s, before;
    const char *changes[VG_STORY_WORDS];

    (void)state;
    a.status = VG_STATUS_CLAIMED;
    a.claims[a.n_claims++] = (struct vg_claim){"FLA", VG_STANCE_CLAIMS};
    read(arena, t, 2, &before);
    assert_int_equal(before.independent, 1);
    assert_int_equal(before.event.status, VG_STATUS_CLAIMED);
    read(arena, t, 3, &s); /* another outlet stands behind it */
    assert_int_equal(s.independent, 2);
    assert_int_equal(s.event.status, VG_STATUS_ASSERTED);
    assert_true(s.confidence > before.confidence);
    denial.status = VG_STATUS_DISPUTED;
    denial.claims[denial.n_claims++] = (struct vg_claim){"FAMA", VG_STANCE_DENIES};
    read(arena, t, 4, &s);
    assert_int_equal(s.event.status, VG_STATUS_DISPUTED);
    assert_true(vg_story_changes(&before.event, &s.event, arena, changes) >= 2);
    assert_string_equal(changes[0], "status claimed → disputed");
    vg_arena_free(arena);
}

static void an_outlet_corrects_itself(void **state)
{
    struct vg_event a = event(VG_TYPE_AMBUSH, DAY, "Alkit", "Kidal", "FLA", "FAMA", 30), b = a;
    struct vg_arena *arena = vg_arena_new();
    struct vg_telling t[2] = {{&a, 1, 0, "A", "press", 100}, {&b, 2, 0, "A", "press", 200}};
    struct vg_story one, two;
    const char *changes[VG_STORY_WORDS];

    (void)state;
    b.casualties[0].count = (struct vg_count){12, 12, false};
    read(arena, t, 1, &one);
    read(arena, t, 2, &two);
    assert_int_equal(two.event.n_casualties, 1); /* its older figure is gone */
    assert_int_equal(vg_story_changes(&one.event, &two.event, arena, changes), 1);
    assert_string_equal(changes[0], "killed military 30 → 12");
    vg_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_event_told_twice),
        cmocka_unit_test(two_events),
        cmocka_unit_test(an_article_never_tells_one_event_twice),
        cmocka_unit_test(a_crowded_neighbourhood_is_bounded),
        cmocka_unit_test(order_does_not_matter),
        cmocka_unit_test(copies_count_once_and_status_grows),
        cmocka_unit_test(an_outlet_corrects_itself),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
