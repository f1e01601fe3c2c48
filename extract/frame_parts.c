/* frame_parts.c - mentions of one sentence that hang on each other: a habit that is shared, a pact that is named by
 * its signing. */
#include "extract/frame_in.h"

/* `plusieurs cars ont été interceptés ces derniers mois, et leurs passagers enlevés`: a participle
 * shares the habit told before it. */
static void share_habits(struct vg_document *doc)
{
    struct vg_mentions *ms = doc->mentions;

    for (size_t i = 1; i < ms->n; i++) {
        struct vg_mention *y = &ms->items[i];
        const struct vg_mention *x = &ms->items[i - 1];
        if (y->drop || y->clause < 0 || y->nominal || y->time >= 0 || y->place >= 0 ||
            x->sentence != y->sentence || doc->groups->clauses[y->clause].form != VG_FORM_PPAS)
            continue;
        if (x->drop == VG_DROP_HABIT || x->drop == VG_DROP_TOTAL)
            y->drop = x->drop;
    }
}

/* `a dénoncé l'accord signé en 2015`: the signing only says which. */
static void drop_pacts(struct vg_document *doc)
{
    struct vg_mentions *ms = doc->mentions;
    const struct vg_groups *g = doc->groups;

    for (size_t i = 1; i < ms->n; i++) {
        struct vg_mention *y = &ms->items[i];
        const struct vg_mention *x = &ms->items[i - 1];
        for (size_t k = i; k-- > 0 && i - k < 4 && (x->nominal || x->drop);)
            x = &ms->items[k];
        int32_t np = y->clause >= 0 && !y->nominal ? g->clauses[y->clause].subject : -1;
        if (!y->drop && !x->drop && !x->nominal && x->sentence == y->sentence && np >= 0 &&
            y->type == VG_TYPE_AGREEMENT && x->type == y->type && g->clauses[y->clause].form == VG_FORM_PPAS &&
            g->nps[np].head >= x->from && g->nps[np].head < x->to)
            y->drop = VG_DROP_PART;
    }
}

void vg_frame_parts(struct vg_document *doc)
{
    share_habits(doc);
    drop_pacts(doc);
}
