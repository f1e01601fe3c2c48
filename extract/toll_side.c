/* toll_side.c - whose dead they are, as the speaker puts it: `dans nos rangs`, `chez l'adversaire`.
 */
#include "extract/toll_in.h"

#define BESIDE 6 /* tokens between the figure and the words that give it to a side */

static bool stops(const struct finder *f, size_t i)
{
    struct vg_sv s = f->doc->tokens[i].norm;

    return vg_sv_is(s, ";") || vg_sv_is(s, ":") || vg_sv_is(s, ".");
}

/* `trois morts et cinq blessés dans ses rangs`: the figures that end before `at`, back to another
 * side's words. */
static bool mark_before(struct finder *f, size_t first, size_t at, size_t from, enum vg_side side)
{
    struct vg_tolls *out = f->out;
    size_t edge = at;
    bool any = false;

    for (size_t t = out->n_tolls; t-- > first;) {
        struct vg_toll *x = &out->tolls[t];
        if (x->from < from || x->from >= at)
            continue;
        if (x->to + BESIDE < edge || x->side != VG_SIDE_UNTOLD)
            break;
        for (size_t i = x->to; i < edge; i++)
            if (stops(f, i))
                return any;
        x->side = side;
        edge = x->from;
        any = true;
    }
    return any;
}

/* `côté ami, un mort et trois blessés`: the figures after it, up to the end of the clause. */
static void mark_after(struct finder *f, size_t first, size_t to, enum vg_side side)
{
    size_t end = to;

    while (end < f->s->to && !vg_sv_is(f->doc->tokens[end].norm, ";"))
        end++;
    for (size_t t = first; t < f->out->n_tolls; t++) {
        struct vg_toll *x = &f->out->tolls[t];
        if (x->from >= to && x->from < end && x->side == VG_SIDE_UNTOLD)
            x->side = side;
    }
}

void toll_mark_sides(struct finder *f, size_t first_toll)
{
    size_t last = f->s->from, to;

    if (f->out->n_tolls == first_toll)
        return;
    for (size_t i = f->s->from; i < f->s->to; i++) {
        const struct vg_term *t = vg_terms_match(
            f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_OWN) | TOLL_BIT(TOLL_ADVERSE), 0, &to);
        if (!t)
            continue;
        enum vg_side side = t->kind == TOLL_OWN ? VG_SIDE_OWN : VG_SIDE_OTHER;
        bool inside = false; /* `dix-sept ennemis tués` */
        for (size_t k = first_toll; k < f->out->n_tolls; k++)
            if (f->out->tolls[k].from <= i && i < f->out->tolls[k].to) {
                f->out->tolls[k].side = side;
                inside = true;
            }
        if (!inside && !mark_before(f, first_toll, i, last, side))
            mark_after(f, first_toll, to, side);
        last = to;
        i = to - 1;
    }
}
