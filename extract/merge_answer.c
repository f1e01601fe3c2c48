/* merge_answer.c - who began an attack in which both sides killed. */
#include "extract/merge_control_in.h"
#include "extract/merge_in.h"

#define FIGHTERS (KIND(REBEL) | KIND(JIHADIST) | KIND(ARMED_GROUP))

/* Does a mention of the attack itself say that militants began it, or that the state was hit? */
static bool attack_on_state(const struct vg_merging *x, const struct vg_gather *e)
{
    bool on = false;

    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        bool attack = m->type == e->type && !m->plural && m->implied != VG_OUT_KILLED &&
                      m->implied != VG_OUT_WOUNDED;
        for (size_t k = 0; k < m->n_fillers && attack; k++) {
            bool state = vg_codes_any(x->doc, &m->fillers[k].code, 1, STATE),
                 began = m->fillers[k].role == VG_ROLE_INITIATOR;
            if (state && began)
                return false;
            on |= state ? !began : began && vg_codes_any(x->doc, &m->fillers[k].code, 1, FIGHTERS);
        }
    }
    return on;
}

void vg_merge_answered(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts, was = *f;

    if ((e->type != VG_TYPE_AMBUSH && e->type != VG_TYPE_ASSAULT &&
         e->type != VG_TYPE_SUICIDE_BOMBING) ||
        f->n_initiators == 0 || !attack_on_state(x, e))
        return;
    for (size_t i = 0; i < f->n_initiators; i++)
        if (!vg_codes_any(x->doc, &f->initiators[i], 1, STATE))
            return;
    bool hit = false;
    for (size_t i = 0; i < f->n_targets; i++)
        hit |= vg_codes_any(x->doc, &f->targets[i], 1, FIGHTERS);
    if (!hit)
        return;
    f->n_initiators = f->n_targets = 0;
    for (size_t i = 0; i < was.n_initiators; i++)
        vg_codes_add(f->targets, &f->n_targets, was.initiators[i]);
    for (size_t i = 0; i < was.n_targets; i++)
        if (vg_codes_any(x->doc, &was.targets[i], 1, FIGHTERS))
            vg_codes_add(f->initiators, &f->n_initiators, was.targets[i]);
        else
            vg_codes_add(f->targets, &f->n_targets, was.targets[i]);
}
