/* reading.h - for the tests of extract's lower half: the built pack, and a text read up to its
 * dates. */
#ifndef VG_TEST_READING_H
#define VG_TEST_READING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/io.h"
#include "base/tsv.h"
#include "extract/document.h"
#include "extract/morph.h"
#include "extract/number.h"
#include "extract/when.h"
#include "tests/unit/built_pack.h"

struct reading {
    struct vg_pack *pack;
    struct vg_arena *arena;
    struct vg_document doc;
};

static inline int reading_set_up(void **state)
{
    struct reading *f = vg_xnew(struct reading);

    f->pack = built_pack();
    f->arena = vg_arena_new();
    *state = f;
    return 0;
}

static inline int reading_tear_down(void **state)
{
    struct reading *f = *state;

    vg_arena_free(f->arena);
    vg_pack_close(f->pack);
    free(f);
    return 0;
}

/* Reads text up to its dates; the document lives until the next call. */
static inline const struct vg_document *reading_of_text(struct reading *f, struct vg_sv text,
                                                        int32_t published)
{
    struct vg_article article = {.text = text, .published = published};
    struct vg_err err = {0};

    vg_arena_reset(f->arena);
    f->doc = (struct vg_document){.arena = f->arena, .pack = f->pack};
    assert_int_equal(vg_text_run(&f->doc, f->pack->text, &article, &err), 0);
    vg_morph_run(&f->doc);
    vg_number_run(&f->doc);
    vg_when_run(&f->doc);
    return &f->doc;
}

/* The file tests/data/<name> in buf. */
static inline void reading_load(const char *name, struct vg_buf *buf)
{
    const char *data = getenv("VG_DATA");
    struct vg_err err = {0};
    char path[4096];

    (void)snprintf(path, sizeof path, "%s/%s", data ? data : "tests/data", name);
    vg_buf_init(buf, 1 << 24);
    if (vg_read_file(path, buf, &err) < 0)
        fail_msg("%s: %s", err.file, err.text);
}

#endif
