/* built_pack.h - the language pack of this build, alone or with an extractor on it. */
#ifndef VG_TESTS_BUILT_PACK_H
#define VG_TESTS_BUILT_PACK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "extract/extract.h"
#include "extract/pack.h"

/* Fails the test when it cannot be opened. */
static inline struct vg_pack *built_pack(void)
{
    const char *build = getenv("VG_BUILD");
    struct vg_pack *pack = NULL;
    struct vg_err err = {0};
    char path[4096];

    (void)snprintf(path, sizeof path, "%s/data/fr.pack", build ? build : ".");
    if (vg_pack_open(path, &pack, &err) < 0)
        fail_msg("%s: %s", path, err.text);
    return pack;
}

/* For a group of tests: *state is one of these. */
struct extracting {
    struct vg_pack *pack;
    struct vg_extractor *extractor;
};

static inline int extracting_set_up(void **state)
{
    struct extracting *f = vg_xnew(struct extracting);

    f->pack = built_pack();
    f->extractor = vg_extractor_new(f->pack);
    *state = f;
    return 0;
}

static inline int extracting_tear_down(void **state)
{
    struct extracting *f = *state;

    vg_extractor_free(f->extractor);
    vg_pack_close(f->pack);
    free(f);
    return 0;
}

#endif
