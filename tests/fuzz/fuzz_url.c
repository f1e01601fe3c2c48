/* First line: a base; second: a reference. The canonical form is a fixed point; a resolved URL has
 * no dot segment left and resolves to itself. */
#include <stdlib.h>

#include "base/limits.h"
#include "feeds/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_canonical(struct vg_sv url, struct vg_arena *arena)
{
    struct vg_sv once = vg_url_canonical(url, arena);

    if (once.n > VG_MAX_URL)
        return; /* escapes made it longer than what is taken */
    struct vg_sv twice = vg_url_canonical(once, arena);
    if (once.p && !vg_sv_eq(once, twice))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct vg_sv text = vg_sv((const char *)data, n), base = vg_sv_split(&text, '\n');
    struct vg_sv ref = vg_sv_split(&text, '\n');

    if (n > 2 * VG_MAX_URL)
        return 0;
    struct vg_arena *arena = vg_arena_new();
    struct vg_sv url = vg_url_resolve(base, ref, arena);
    struct vg_url u = vg_url_split(url), r = vg_url_split(vg_url_resolve(VG_SV_NONE, ref, arena));
    bool joined = !r.scheme.p && vg_url_is_http(base) && !vg_sv_eq(url, ref);
    if (joined && (vg_sv_find(u.path, VG_SV("/./")) >= 0 || vg_sv_find(u.path, VG_SV("/../")) >= 0))
        abort();
    if (joined && !vg_sv_eq(vg_url_resolve(base, url, arena), url))
        abort();
    check_canonical(base, arena);
    check_canonical(url, arena);
    vg_arena_free(arena);
    return 0;
}
