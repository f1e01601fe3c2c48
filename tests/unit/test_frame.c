/* test_frame.c - triggers to mentions: what is an event, of which type, by whom and on whom; and
 * what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "extract/extract_in.h"
#include "extract/frame.h"
#include "tests/unit/built_pack.h"

#define PUBLISHED 20284 /* 2025-07-15, a Tuesday */

static const struct vg_document *read_text(struct extracting *f, const char *text,
                                           struct vg_merged_list **ret)
{
    struct vg_article article = {.text = vg_sv_cstr(text), .published = PUBLISHED, .country = "ML"};
    struct vg_err err = {0};

    assert_int_equal(vg_extract_document(f->extractor, &article, ret, &err), 0);
    return vg_extractor_document(f->extractor);
}

/* The first mention with this head word: "type by=A,B on=C" or "dropped: reason". */
static void mention_of(const struct vg_document *doc, const char *word, struct vg_buf *out)
{
    for (size_t i = 0; i < doc->mentions->n; i++) {
        const struct vg_mention *m = &doc->mentions->items[i];
        if (!vg_sv_is(doc->tokens[m->head].norm, word))
            continue;
        if (m->drop) {
            (void)vg_buf_printf(out, "dropped: %s", vg_drop_name(m->drop));
            return;
        }
        (void)vg_buf_str(out, vg_event_type_name(m->type));
        for (int role = VG_ROLE_INITIATOR; role <= VG_ROLE_TARGET; role++)
            for (size_t k = 0; k < m->n_fillers; k++)
                if (m->fillers[k].role == role)
                    (void)vg_buf_printf(out, " %s=%s", role == VG_ROLE_INITIATOR ? "by" : "on",
                                        m->fillers[k].code);
        return;
    }
    (void)vg_buf_str(out, "no mention");
}

static const struct {
    const char *text, *word, *want;
} rows[] = {
#include "frame_rows.h"
};

static void test_mentions(void **state)
{
    struct vg_buf got;
    struct vg_merged_list *events;
    int failed = 0;

    vg_buf_init(&got, 4096);
    for (size_t i = 0; i < VG_COUNT_OF(rows); i++) {
        vg_buf_clear(&got);
        mention_of(read_text(*state, rows[i].text, &events), rows[i].word, &got);
        if (!vg_sv_is(vg_buf_view(&got), rows[i].want)) {
            print_error("%s [%s]\n  want %s\n  got  %s\n", rows[i].text, rows[i].word, rows[i].want,
                        got.p);
            failed++;
        }
    }
    vg_buf_done(&got);
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_mentions)};

    return cmocka_run_group_tests(tests, extracting_set_up, extracting_tear_down);
}
