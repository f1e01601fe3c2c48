/* frame_holder.c - who held what was taken or attacked, where the trigger's own slots name nobody:
 * `la ville, que contrôlait l'armée`, `le site, qui abrite des soldats`, `les rebelles ayant vidé
 * les lieux`. */
#include "extract/frame_in.h"

#define NEAR_HELD 12 /* tokens from a place to the words that say who holds it */

static bool filled(const struct vg_mention *m, enum vg_role role)
{
    for (size_t i = 0; i < m->n_fillers; i++)
        if (m->fillers[i].role == role)
            return true;
    return false;
}

static bool asks_for_holder(const struct vg_match *k)
{
    enum vg_event_type t = k->frame->type;

    return (t == VG_TYPE_TERRITORY_TAKEN || t == VG_TYPE_ASSAULT || t == VG_TYPE_BLOCKADE) &&
           !filled(k->m, VG_ROLE_TARGET);
}

/* A town, a camp, or a name of a place stands right before token `at`, after the trigger. */
static bool place_before(const struct vg_match *k, uint32_t at)
{
    const struct vg_groups *g = k->doc->groups;
    const uint32_t held = VG_N_TOWN | VG_N_VILLAGE | VG_N_CAMP | VG_N_BUILDING;

    for (uint32_t i = g->np_first[k->m->sentence]; i < g->np_first[k->m->sentence + 1]; i++) {
        const struct vg_np *np = &g->nps[i];
        if (np->from >= at)
            break;
        if ((np->place >= 0 || np->sense & held) && at - np->from <= NEAR_HELD)
            return true;
    }
    return false;
}

/* Fighters or soldiers, not those who did it. */
static bool may_hold(const struct vg_match *k, int32_t np)
{
    const struct vg_document *doc = k->doc;
    int32_t a = np >= 0 ? doc->groups->nps[np].actor : -1;

    if (a < 0 || !doc->actors[a].code)
        return false;
    enum vg_actor_kind kind = vg_actor_kind_of(doc, doc->actors[a].code);
    if (kind == VG_ACTOR_CIVILIAN || kind == VG_ACTOR_POLITICAL || kind == VG_ACTOR_OTHER)
        return false;
    for (size_t i = 0; i < k->m->n_fillers; i++)
        if (strcmp(k->m->fillers[i].code, doc->actors[a].code) == 0)
            return false;
    return true;
}

/* Who holds or held it, by clause c: its agent, its object or its subject; -1. */
static int32_t holder_by(const struct vg_match *k, const struct vg_clause *c)
{
    const struct vg_groups *g = k->doc->groups;
    bool guards = vg_word_has(g, c->head, VG_W_GUARD), holds = vg_word_has(g, c->head, VG_W_LOAD);

    if (c->negated || c->future || c->from <= k->m->head)
        return -1;
    if (guards && c->voice == VG_VOICE_PASSIVE && place_before(k, c->from))
        return c->agent;
    if (guards && c->rel == VG_LINK_OBJ && place_before(k, c->span_from))
        return c->subject;
    if (holds && c->rel == VG_LINK_SUBJ && c->voice != VG_VOICE_PASSIVE && place_before(k, c->from))
        return c->object;
    bool leaves = k->frame->type == VG_TYPE_TERRITORY_TAKEN && vg_word_has(g, c->head, VG_W_LEAVE);
    if (leaves && (c->form == VG_FORM_PPRES || (c->rel == VG_LINK_OBJ && c->pluperfect)))
        return c->subject;
    return -1;
}

void vg_frame_holder(struct vg_match *k, void (*fill)(struct vg_match *k, int32_t np))
{
    const struct vg_groups *g = k->doc->groups;
    int32_t s = k->m->sentence;

    if (!asks_for_holder(k))
        return;
    for (uint32_t c = g->clause_first[s]; c < g->clause_first[s + 1]; c++) {
        int32_t who = holder_by(k, &g->clauses[c]);
        if (may_hold(k, who)) {
            fill(k, who);
            return;
        }
    }
    /* `cette ville aux mains de l'armée` */
    for (uint32_t i = g->np_first[s]; i < g->np_first[s + 1]; i++)
        if (g->nps[i].prep_from >= (int32_t)k->m->to &&
            vg_word_has(g, (size_t)g->nps[i].prep_from, VG_W_GUARD) &&
            place_before(k, (uint32_t)g->nps[i].prep_from) && may_hold(k, (int32_t)i)) {
            fill(k, (int32_t)i);
            return;
        }
}
