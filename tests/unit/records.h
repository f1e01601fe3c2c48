/* records.h - short articles to one part of their events, for test_toll.c and test_claim.c. */
#ifndef VG_TESTS_RECORDS_H
#define VG_TESTS_RECORDS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "extract/extract.h"
#include "tests/unit/built_pack.h"

#define PUBLISHED 20284 /* 2025-07-15, a Tuesday */

struct record_row {
    const char *text, *want;
};

typedef void (*record_print)(const struct vg_event *e, struct vg_buf *out);

/* Prints each event of each row's text, `; ` between, and compares. */
static void check_records(const struct record_row *rows, size_t n, record_print print)
{
    struct vg_pack *pack = built_pack();
    struct vg_err err = {0};
    struct vg_buf got;
    int failed = 0;

    struct vg_extractor *x = vg_extractor_new(pack);
    vg_buf_init(&got, 16384);
    for (size_t i = 0; i < n; i++) {
        struct vg_article article = {
            .text = vg_sv_cstr(rows[i].text), .published = PUBLISHED, .country = "ML"};
        struct vg_event_list list;
        assert_int_equal(vg_extract(x, &article, &list, &err), 0);
        vg_buf_clear(&got);
        for (size_t k = 0; k < list.n; k++) {
            (void)vg_buf_str(&got, k ? "; " : "");
            print(&list.items[k], &got);
        }
        if (!vg_sv_is(vg_buf_view(&got), rows[i].want)) {
            print_error("%s\n  want %s\n  got  %.*s\n", rows[i].text, rows[i].want, (int)got.n,
                        got.n ? got.p : "");
            failed++;
        }
    }
    vg_buf_done(&got);
    vg_extractor_free(x);
    vg_pack_close(pack);
    assert_int_equal(failed, 0);
}

#endif
