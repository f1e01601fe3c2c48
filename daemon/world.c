#include "config.h"

#include "daemon/world.h"

#include "base/utf8.h"
#include "extract/gazetteer.h"
#include "extract/pack.h"
#include "extract/who.h"

#define MAX_HOMONYMS 16

/* The most important place of that name. */
static bool locate(void *ctx, const char *name, double *ret_lat, double *ret_lon)
{
    const struct vg_pack *pack = ctx;
    uint32_t found[MAX_HOMONYMS];
    struct vg_buf folded;
    int best = -1;

    if (!pack || !pack->gazetteer)
        return false;
    vg_buf_init(&folded, 4096);
    (void)vg_utf8_fold_sv(vg_sv_cstr(name), &folded);
    size_t n = vg_gazetteer_find(pack->gazetteer, vg_buf_view(&folded), found, MAX_HOMONYMS);
    vg_buf_done(&folded);
    for (size_t i = 0; i < n; i++) {
        struct vg_place_entry e = vg_gazetteer_get(pack->gazetteer, found[i]);
        if (!e.has_coord || (int)e.importance <= best)
            continue;
        best = e.importance;
        *ret_lat = e.lat;
        *ret_lon = e.lon;
    }
    return best >= 0;
}

static const char *actor_kind(void *ctx, const char *code)
{
    const struct vg_document doc = {.pack = ctx};

    return ctx ? vg_actor_kind_name(vg_actor_kind_of(&doc, code)) : NULL;
}

void vg_world_of(const struct vg_pack *pack, struct vg_rule_world *ret)
{
    union {
        const struct vg_pack *in;
        void *out;
    } ctx = {.in = pack}; /* read only on both sides */

    *ret = (struct vg_rule_world){ctx.out, locate, actor_kind};
}
