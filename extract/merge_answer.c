/* merge_answer.c - who began an attack in which both sides killed. */
#include "extract/merge_control_in.h"
#include "extract/merge_in.h"

static bool is_state(const struct vg_document *doc, const char *code)
{
    enum vg_actor_kind k = vg_actor_kind_of(doc, code);

    return k == VG_ACTOR_STATE_MILITARY || k == VG_ACTOR_STATE_POLICE || k == VG_ACTOR_PRIVATE_MILITARY;
}

static bool is_militant(const struct vg_document *doc, const char *code)
{
    enum vg_actor_kind k = vg_actor_kind_of(doc, code);

    return k == VG_ACTOR_REBEL || k == VG_ACTOR_JIHADIST || k == VG_ACTOR_ARMED_GROUP;
}

/* Does a mention of the attack itself say that militants began it, or that the state was hit? */
static bool attack_on_state(const struct vg_merging *x, const struct vg_gather *e)
{
    bool on = false;

    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        bool attack = m->type == e->type && !m->plural && m->implied != VG_OUT_KILLED && m->implied != VG_OUT_WOUNDED;
        for (size_t k = 0; k < m->n_fillers && attack; k++) {
            bool state = is_state(x->doc, m->fillers[k].code), began = m->fillers[k].role == VG_ROLE_INITIATOR;
            if (state && began)
                return false;
            on |= state ? !began : began && is_militant(x->doc, m->fillers[k].code);
        }
    }
    return on;
}

void vg_merge_answered(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts, was = *f;

    if ((e->type != VG_TYPE_AMBUSH && e->type != VG_TYPE_ASSAULT && e->type != VG_TYPE_SUICIDE_BOMBING) ||
        f->n_initiators == 0 || !attack_on_state(x, e))
        return;
    for (size_t i = 0; i < f->n_initiators; i++)
        if (!is_state(x->doc, f->initiators[i]))
            return;
    bool hit = false;
    for (size_t i = 0; i < f->n_targets; i++)
        hit |= is_militant(x->doc, f->targets[i]);
    if (!hit)
        return;
    f->n_initiators = f->n_targets = 0;
    for (size_t i = 0; i < was.n_initiators; i++)
        vg_codes_add(f->targets, &f->n_targets, was.initiators[i]);
    for (size_t i = 0; i < was.n_targets; i++)
        if (is_militant(x->doc, was.targets[i]))
            vg_codes_add(f->initiators, &f->n_initiators, was.targets[i]);
        else
            vg_codes_add(f->targets, &f->n_targets, was.targets[i]);
}
