/* Bytes as a GeoNames dump: what is imported can be found again by its own name; and as a compiled
 * gazetteer: refused, or every answer lies inside it. */
#include <stdlib.h>

#include "base/utf8.h"
#include "extract/gazetteer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void look(const struct vg_gazetteer *g)
{
    uint32_t found[64];
    struct vg_buf folded;

    vg_buf_init(&folded, 1 << 16);
    for (size_t i = 0; i < vg_gazetteer_count(g) && i < 64; i++) {
        struct vg_place_entry e = vg_gazetteer_get(g, i);
        vg_buf_clear(&folded);
        if (vg_utf8_fold_sv(vg_sv_cstr(e.name), &folded) < 0)
            continue;
        size_t k = vg_gazetteer_find(g, vg_buf_view(&folded), found, 64);
        for (size_t j = 0; j < k; j++)
            if (found[j] >= vg_gazetteer_count(g))
                abort();
        (void)vg_gazetteer_admin1_at(&e, 0);
    }
    vg_buf_done(&folded);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char table[] =
        "name\taliases\tkind\tcountry\tadmin1\tadmin1_before\tsince\tlat\tlon\timportance\tuse\n";
    struct vg_gazetteer_import *import = vg_gazetteer_import_new();
    struct vg_gazetteer *g = NULL;
    struct vg_buf base, flat;
    size_t bad;

    vg_buf_init(&base, 1 << 20);
    vg_buf_init(&flat, 1 << 24);
    if (vg_gazetteer_compile(vg_sv(table, sizeof table - 1), "t", &base, NULL) < 0 ||
        vg_gazetteer_open(vg_buf_view(&base), &g, NULL) < 0)
        abort();
    int taken = vg_gazetteer_import_file(import, "f", vg_sv((const char *)data, n), &bad, NULL);
    if (taken > 0) {
        if (vg_gazetteer_import_build(import, &flat) < 0 ||
            vg_gazetteer_add(g, vg_buf_view(&flat), NULL) < 0 ||
            vg_gazetteer_count(g) != (size_t)taken)
            abort();
    } else if (vg_buf_add(&flat, data, n) == 0 && n &&
               vg_gazetteer_add(g, vg_buf_view(&flat), NULL) < 0) {
        taken = 0; /* refused */
    }
    look(g);
    vg_gazetteer_free(g);
    vg_gazetteer_import_free(import);
    vg_buf_done(&base);
    vg_buf_done(&flat);
    return 0;
}
