/* test_toll.c - short articles to the figures of their events: people, things, means. */
#include "records.h"

static void put_count(struct vg_count c, struct vg_buf *out)
{
    if (c.min == VG_COUNT_NULL)
        (void)vg_buf_str(out, " ..");
    else
        (void)vg_buf_printf(out, " %lld", (long long)c.min);
    if (c.max == VG_COUNT_NULL)
        (void)vg_buf_str(out, "+");
    else if (c.max != c.min)
        (void)vg_buf_printf(out, "-%lld", (long long)c.max);
}

static void put_people(const struct vg_event *e, struct vg_buf *out)
{
    for (size_t i = 0; i < e->n_casualties; i++) {
        const struct vg_casualty *c = &e->casualties[i];
        (void)vg_buf_printf(out, "%s%s %s", i ? ", " : "", vg_outcome_name(c->outcome),
                            vg_group_name(c->group));
        put_count(c->count, out);
    }
}

static void put_things(const struct vg_event *e, struct vg_buf *out)
{
    for (size_t i = 0; i < e->n_materiel; i++) {
        const struct vg_materiel *m = &e->materiel[i];
        (void)vg_buf_printf(out, "%s%s %s", i ? ", " : "", vg_item_name(m->item),
                            vg_item_outcome_name(m->outcome));
        put_count(m->count, out);
    }
}

static void put_means(const struct vg_event *e, struct vg_buf *out)
{
    const char *gap = "";

    for (int i = 0; i < 32; i++)
        if (e->means & (1u << i)) {
            (void)vg_buf_printf(out, "%s%s", gap, vg_means_name((enum vg_means)i));
            gap = " ";
        }
}

static const struct record_row people[] = {
#include "toll_people_rows.h"
};

static const struct record_row things[] = {
#include "toll_thing_rows.h"
};

static const struct record_row means[] = {
#include "toll_means_rows.h"
};

static void test_people(void **state)
{
    (void)state;
    check_records(people, VG_COUNT_OF(people), put_people);
}

static void test_things(void **state)
{
    (void)state;
    check_records(things, VG_COUNT_OF(things), put_things);
}

static void test_means(void **state)
{
    (void)state;
    check_records(means, VG_COUNT_OF(means), put_means);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_people),
        cmocka_unit_test(test_things),
        cmocka_unit_test(test_means),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
