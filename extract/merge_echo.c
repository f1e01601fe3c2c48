/* merge_echo.c - `deux villages voisins ont subi le même sort`, `d'autres ont fait de même à X`:
 * one more event of the kind told last, by or to the same. */
#include "extract/merge_in.h"

#define REACH 3 /* sentences back to what it repeats */

/* The event told last before this mention, -1. */
static int32_t told_last(const struct vg_merging *x, const struct vg_mention *m)
{
    int32_t best = -1;

    for (size_t i = 0; i < x->n; i++) {
        const struct vg_gather *e = &x->events[i];
        if (!e->title_only && e->last_sentence + REACH >= m->sentence &&
            (best < 0 || e->last_sentence >= x->events[best].last_sentence))
            best = (int32_t)i;
    }
    return best;
}

static void copy_codes(const char **to, size_t *n, const char *const *from, size_t n_from,
                       const char *but)
{
    for (size_t i = 0; *n == 0 && i < n_from; i++)
        if (but && strcmp(from[i], but) == 0)
            return; /* not to oneself */
    for (size_t i = 0; i < n_from && *n < VG_MAX_ROLE_ACTORS; i++)
        to[(*n)++] = from[i];
}

bool vg_merge_echo(struct vg_merging *x, int32_t mention)
{
    struct vg_mention *m = &x->doc->mentions->items[mention];
    struct vg_facts *f = &x->facts[mention];
    int32_t last = told_last(x, m);

    if (last < 0)
        return false;
    const struct vg_gather *e = &x->events[last];
    const uint8_t *roles = x->doc->groups->rules->frames[m->frame].roles;
    bool back =
        roles[VG_SLOT_A] == VG_FR_T && f->n_targets == 0; /* rendre la pareille: to who began it */
    m->type = e->type;
    m->generic = e->generic;
    m->other = true;
    if (back && f->n_initiators)
        copy_codes(f->targets, &f->n_targets, e->facts.initiators, e->facts.n_initiators,
                   f->initiators[0]);
    if (!back && f->n_initiators == 0)
        copy_codes(f->initiators, &f->n_initiators, e->facts.initiators, e->facts.n_initiators,
                   NULL);
    if (!back && f->n_targets == 0)
        copy_codes(f->targets, &f->n_targets, e->facts.targets, e->facts.n_targets,
                   f->n_initiators ? f->initiators[0] : NULL);
    return true;
}
