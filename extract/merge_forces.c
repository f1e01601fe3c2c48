/* merge_forces.c - an event's actors as the record names them: the operation that a force is, a
 * part with its whole. */
#include "extract/merge_in.h"

#define APART 7 /* tokens between a part and its whole: `la Katiba Macina, qui relève du Jnim` */

static bool add_once(const char **codes, size_t *n, const char *code)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(codes[i], code) == 0)
            return false;
    if (*n < VG_MAX_ROLE_ACTORS)
        codes[(*n)++] = code;
    return true;
}

static void name_forces(const struct vg_merging *x, const struct vg_gather *e, const char **codes,
                        size_t *n)
{
    const char *told[VG_MAX_ROLE_ACTORS];
    const char *country =
        e->facts.place >= 0 ? x->doc->places[e->facts.place].country : x->doc->country;
    size_t n_told = *n;

    memcpy(told, codes, n_told * sizeof *told);
    *n = 0;
    for (size_t i = 0; i < n_told; i++)
        (void)add_once(codes, n,
                       vg_who_force_at(x->doc, told[i], country, e->merged->event.date.from));
}

/* Between a part and its whole stands no other thing done: no finite verb but one of belonging, no
 * `et`. */
static bool stands_with(const struct vg_document *doc, uint32_t from, uint32_t to)
{
    if (to < from || to - from > APART ||
        doc->tokens[from - 1].sentence != doc->tokens[to].sentence)
        return false;
    for (uint32_t i = from; i < to; i++)
        if (vg_word_has(doc->groups, i, VG_W_CONJ) || vg_sv_is(doc->tokens[i].norm, ";"))
            return false;
    return to > from;
}

/* A part and its whole named together once took part together. */
void vg_merge_parts(struct vg_merging *x)
{
    const struct vg_document *doc = x->doc;

    for (size_t i = 0; i + 1 < doc->n_actors && !x->part; i++) {
        const struct vg_actor_mention *a = &doc->actors[i], *b = &doc->actors[i + 1];
        if (!a->code || !b->code ||
            strcmp(vg_actor_part_of(doc->actor_table, a->code), b->code) != 0 ||
            !stands_with(doc, a->to, b->from))
            continue;
        x->part = a->code;
        x->whole = b->code;
    }
}

static void with_whole(const struct vg_merging *x, const char **codes, size_t *n)
{
    bool part = false, whole = false;

    for (size_t i = 0; i < *n && x->part; i++) {
        part |= strcmp(codes[i], x->part) == 0;
        whole |= strcmp(codes[i], x->whole) == 0;
    }
    if (part)
        (void)add_once(codes, n, x->whole);
    else if (whole)
        (void)add_once(codes, n, x->part);
}

/* `les forces de sécurité` beside the gendarmes or the army that were hit: the same once more. */
static void name_the_hit(const struct vg_document *doc, struct vg_facts *f)
{
    static const uint32_t force = 1u << VG_ACTOR_STATE_MILITARY | 1u << VG_ACTOR_STATE_POLICE;
    static const char any[] = "SECURITY_FORCES";
    bool named = false;
    size_t kept = 0;

    for (size_t i = 0; i < f->n_targets; i++)
        named |=
            strcmp(f->targets[i], any) != 0 && force >> vg_actor_kind_of(doc, f->targets[i]) & 1u;
    for (size_t i = 0; i < f->n_targets; i++)
        if (!named || strcmp(f->targets[i], any) != 0)
            f->targets[kept++] = f->targets[i];
    f->n_targets = kept;
}

/* Drops what stands for the force of this kind of a country that is among the codes. */
static void without(const struct vg_document *doc, const char **codes, size_t *n,
                    enum vg_actor_kind kind, const char *vague)
{
    bool named = false;
    size_t kept = 0;

    for (size_t i = 0; i < *n; i++)
        named |= vg_actor_kind_of(doc, codes[i]) == kind &&
                 vg_actor_country(doc->actor_table, codes[i])[0];
    for (size_t i = 0; i < *n; i++)
        if (!named || strcmp(codes[i], vague) != 0)
            codes[kept++] = codes[i];
    *n = kept;
}

void vg_merge_forces_once(const struct vg_document *doc, struct vg_facts *f)
{
    /* `un détachement des forces de sécurité`, whose dead are soldiers of an army: that army */
    without(doc, f->targets, &f->n_targets, VG_ACTOR_STATE_MILITARY, "SECURITY_FORCES");
    without(doc, f->initiators, &f->n_initiators, VG_ACTOR_STATE_MILITARY, "SECURITY_FORCES");
    /* the mission that was hit stands for the organisation that it is of */
    without(doc, f->targets, &f->n_targets, VG_ACTOR_INTERNATIONAL, "UN");
}

/* A force that fires on people where a protest is told of fires on those who protest. */
static void fired_on_protest(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;
    bool forces = f->n_initiators > 0;

    if (e->type != VG_TYPE_CIVILIAN_ATTACK || f->n_targets != 1 ||
        strcmp(f->targets[0], "CIVILIANS") != 0)
        return;
    for (size_t i = 0; i < f->n_initiators; i++)
        forces &= vg_actor_group(x->doc, f->initiators[i]) == VG_GROUP_MILITARY;
    for (size_t i = 0; forces && i < x->n; i++) {
        const struct vg_gather *p = &x->events[i];
        if (p->alive && (p->type == VG_TYPE_PROTEST || p->type == VG_TYPE_RIOT) &&
            p->last_paragraph >= e->last_paragraph - 1 &&
            p->last_paragraph <= e->last_paragraph + 1) {
            f->targets[0] = "PROTESTERS";
            return;
        }
    }
}

void vg_merge_forces(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;

    fired_on_protest(x, e);
    name_forces(x, e, f->initiators, &f->n_initiators);
    name_forces(x, e, f->targets, &f->n_targets);
    name_the_hit(x->doc, f);
    with_whole(x, f->initiators, &f->n_initiators);
}

/* The force of a state that the text named last, at most two sentences before the event; else army.
 */
static const char *force_before(const struct vg_merging *x, const struct vg_gather *e,
                                const char *army)
{
    for (size_t i = x->doc->n_actors; i-- > 0;) {
        const struct vg_actor_mention *a = &x->doc->actors[i];
        int32_t s = x->doc->tokens[a->from].sentence;
        if (s > e->first_sentence || !a->code)
            continue;
        if (s < e->first_sentence - 2)
            break;
        enum vg_actor_kind k = vg_actor_kind_of(x->doc, a->code);
        bool mission =
            k == VG_ACTOR_INTERNATIONAL && vg_actor_country(x->doc->actor_table, a->code)[0];
        if (k == VG_ACTOR_STATE_MILITARY || k == VG_ACTOR_STATE_POLICE || mission)
            return a->code;
    }
    return army;
}

/* A government whose army the table knows apart. */
static bool speaks_only(const struct vg_merging *x, const char *code)
{
    return vg_actor_kind_of(x->doc, code) == VG_ACTOR_GOVERNMENT &&
           vg_actor_army_of(x->doc->actor_table, vg_actor_country(x->doc->actor_table, code));
}

/* Governments that speak of an ambush or a mine are not hit by it beside those who were. */
static void without_speakers(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;
    size_t kept = 0;

    if (e->type != VG_TYPE_IED && e->type != VG_TYPE_AMBUSH && e->type != VG_TYPE_ASSAULT)
        return;
    for (size_t i = 0; i < f->n_targets; i++)
        kept += !speaks_only(x, f->targets[i]);
    if (kept == 0)
        return;
    kept = 0;
    for (size_t i = 0; i < f->n_targets; i++)
        if (!speaks_only(x, f->targets[i]))
            f->targets[kept++] = f->targets[i];
    f->n_targets = kept;
}

void vg_merge_blown_up(const struct vg_merging *x, struct vg_gather *e, const char *army)
{
    const uint32_t wheels = VG_N_VEHICLE | VG_N_CONVOY;
    struct vg_facts *f = &e->facts;
    bool people = false;

    without_speakers(x, e);
    if (e->type != VG_TYPE_IED || f->n_targets > 0)
        return;
    for (size_t i = 0; i < e->merged->n_tolls; i++) {
        const struct vg_toll *t = &x->doc->tolls->tolls[e->merged->tolls[i]];
        people |= t->count.max != 0 &&
                  (t->group == VG_GROUP_CIVILIAN || t->group == VG_GROUP_UNSPECIFIED);
    }
    bool soldiers =
        vg_merge_of_soldiers(x, e) || (e->senses & wheels && !(e->senses & VG_N_CIVVEH));
    const char *code = soldiers ? force_before(x, e, army) : people ? "CIVILIANS" : NULL;
    if (code)
        (void)add_once(f->targets, &f->n_targets, code);
}
