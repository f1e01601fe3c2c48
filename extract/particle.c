#include "extract/particle.h"

#include "extract/grammar.h"
#include "extract/pack.h"

static const char *const names[] = {
    "of",   "of_the", "and",  "or",    "but",    "to",   "to_the",  "no_prep",
    "of_it", "there", "them", "us",    "the",    "same", "new",     "others",
    "that", "as_well", "apart", "been", "model", "calibre", "named",
    "of_short", "against", "self", "make",    "have", "length", "this",
    "without"};

int vg_particle_add(struct vg_wordtab *self, const struct vg_tsv *t, struct vg_arena *arena,
                    struct vg_err *err)
{
    struct vg_sv value = vg_tsv_get(t, "value"), form = vg_tsv_get(t, "form");
    size_t k = 0;

    while (k < VG_COUNT_OF(names) && !vg_sv_is(value, names[k]))
        k++;
    if (k == VG_COUNT_OF(names) || !form.n)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line,
                          "unknown particle '%.*s', or no form", VG_SV_ARG(value));
    int32_t have = vg_wordtab_get(self, form);
    vg_wordtab_set(self, arena, form, (have < 0 ? 0 : have) | 1 << k);
    return 0;
}

static bool any(int32_t have, unsigned bits)
{
    return have >= 0 && ((unsigned)have & bits);
}

bool vg_particle_of(const struct vg_rules *rules, struct vg_sv form, unsigned bits)
{
    return any(vg_wordtab_get(&rules->particles, form), bits);
}

bool vg_particle_is(const struct vg_document *doc, struct vg_sv form, unsigned bits)
{
    return vg_particle_of(doc->pack->rules, form, bits);
}
