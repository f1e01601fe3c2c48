/* test_claim.c - short articles to the status of their events and to who says what of them. */
#include "records.h"

static void put_claims(const struct vg_event *e, struct vg_buf *out)
{
    (void)vg_buf_str(out, vg_status_name(e->status));
    for (size_t i = 0; i < e->n_claims; i++)
        (void)vg_buf_printf(out, ", %s %s", e->claims[i].by, vg_stance_name(e->claims[i].stance));
}

static const struct record_row rows[] = {
#include "claim_rows.h"
};

static void test_claims(void **state)
{
    (void)state;
    check_records(rows, VG_COUNT_OF(rows), put_claims);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_claims)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
