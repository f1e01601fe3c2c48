/* A pack file of any bytes, sealed with the right check sum so that the rest is looked at: it is
 * refused, or every section lies inside it and its morphology can be asked for any word. */
#include <stdlib.h>

#include "extract/morph.h"
#include "extract/packfile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void ask(struct vg_sv section)
{
    static const char *const words[] = {"a", "tué", "attaques", "zzz", ""};
    struct vg_reading r[8];
    const struct vg_morph *m;
    struct vg_arena *arena = vg_arena_new();

    if (vg_morph_open(section, arena, &m, NULL) == 0)
        for (size_t i = 0; i < VG_COUNT_OF(words); i++) {
            if (vg_morph_find(m, vg_sv_cstr(words[i]), r, 8) > 8)
                abort();
            if (vg_morph_find_folded(m, vg_sv_cstr(words[i]), r, 8) > 8)
                abort();
        }
    vg_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct vg_packfile *file;
    struct vg_sv s;
    const char *name;
    char *copy = vg_xmalloc(n + 1);

    memcpy(copy, data, n);
    vg_packfile_seal(copy, n);
    if (vg_packfile_view(vg_sv(copy, n), "fuzz", &file, NULL) == 0) {
        for (size_t i = 0; vg_packfile_at(file, i, &name, &s); i++) {
            if (s.p < copy || s.n > (size_t)(copy + n - s.p))
                abort();
            ask(s);
        }
        vg_packfile_close(file);
    }
    free(copy);
    return 0;
}
