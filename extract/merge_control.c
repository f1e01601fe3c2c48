/* merge_control.c - whom the types of control and politics are done by and to: who frees whom, who
 * hands a base over, which government answers for a measure. Runs when all events have their own
 * actors. */
#include "extract/frame_in.h"
#include "extract/merge_control_in.h"

#define AROUND 2 /* sentences before and after an event in which its doer may be named */

bool vg_codes_have(const char *const *codes, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(codes[i], code) == 0)
            return true;
    return false;
}

void vg_codes_add(const char **codes, size_t *n, const char *code)
{
    if (code && *n < VG_MAX_ROLE_ACTORS && !vg_codes_have(codes, *n, code))
        codes[(*n)++] = code;
}

/* Keeps the codes whose kind is in the set, or, with keep false, those whose kind is not. */
void vg_codes_filter(const struct vg_document *doc, const char **codes, size_t *n, uint32_t kinds,
                     bool keep)
{
    size_t kept = 0;

    for (size_t i = 0; i < *n; i++) {
        bool in = kinds >> vg_actor_kind_of(doc, codes[i]) & 1u;
        if (in == keep)
            codes[kept++] = codes[i];
    }
    *n = kept;
}

void vg_codes_drop(const char **codes, size_t *n, const char *code)
{
    size_t kept = 0;

    for (size_t i = 0; i < *n; i++)
        if (strcmp(codes[i], code) != 0)
            codes[kept++] = codes[i];
    *n = kept;
}

bool vg_codes_any(const struct vg_document *doc, const char *const *codes, size_t n, uint32_t kinds)
{
    for (size_t i = 0; i < n; i++)
        if (kinds >> vg_actor_kind_of(doc, codes[i]) & 1u)
            return true;
    return false;
}

const char *vg_actor_of_country(const struct vg_document *doc, const char *country,
                                enum vg_actor_kind kind)
{
    int32_t row = doc->actor_table ? vg_who_row_of(doc->actor_table, country, kind) : -1;

    return row >= 0 ? doc->actor_table->rows[row].code : NULL;
}

/* The country it happened in, else the one that the article is about. */
const char *vg_merge_country(const struct vg_merging *x, const struct vg_gather *e)
{
    const char *c = e->facts.place >= 0 ? x->doc->places[e->facts.place].country : "";

    return c[0] ? c : x->doc->country;
}

/* A word of this kind in one of the sentences that tell the event? */
static bool worded(const struct vg_merging *x, const struct vg_gather *e, uint64_t flag)
{
    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        const struct vg_sentence *s = &x->doc->sentences[m->sentence];
        for (uint32_t k = s->from; k < s->to; k++)
            if (vg_word_has(x->doc->groups, k, flag))
                return true;
    }
    return false;
}

/* First actor mention at or after this token (they are in the order of the text). */
static size_t actor_from(const struct vg_document *doc, uint32_t token)
{
    size_t low = 0, high = doc->n_actors;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (doc->actors[mid].from < token)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The actor of one of these kinds named nearest to the event: in its sentence, else before, else
 * after it. abroad: only one that is not of this country. */
const char *vg_merge_named_near(const struct vg_merging *x, const struct vg_gather *e,
                                uint32_t kinds, const char *abroad)
{
    const struct vg_document *doc = x->doc;
    const char *found = NULL;
    int32_t best = 4 * AROUND;
    int32_t first = e->first_sentence > AROUND ? e->first_sentence - AROUND : 0;

    for (size_t i = actor_from(doc, doc->sentences[first].from); i < doc->n_actors; i++) {
        const struct vg_actor_mention *a = &doc->actors[i];
        int32_t far = doc->tokens[a->from].sentence - e->first_sentence;
        if (far > AROUND)
            break;
        const char *code = a->code ? vg_who_code_at(doc, (int32_t)i, e->facts.date.from) : NULL;
        if (!code || !(kinds >> vg_actor_kind_of(doc, code) & 1u) ||
            vg_codes_have(e->facts.targets, e->facts.n_targets, code))
            continue;
        if (abroad && strcmp(vg_actor_country(doc->actor_table, code), abroad) == 0 &&
            vg_actor_kind_of(doc, code) != VG_ACTOR_INTERNATIONAL)
            continue;
        far = far < 0 ? -2 * far : far > 0 ? 2 * far + 1 : 0;
        if (far < best) {
            best = far;
            found = code;
        }
    }
    return found;
}

/* ---- who was held, and is free ---- */

static void settle_freed(const struct vg_merging *x, struct vg_facts *f)
{
    bool fighters = vg_codes_any(x->doc, f->targets, f->n_targets, ARMED);
    size_t kept = 0;

    vg_codes_filter(x->doc, f->initiators, &f->n_initiators, KIND(CIVILIAN), false);
    if (!vg_codes_have(f->targets, f->n_targets, "PRISONERS") || f->n_targets == 1)
        return;
    for (size_t i = 0; i < f->n_targets; i++) /* detained fighters; soldiers held prisoner */
        if ((strcmp(f->targets[i], "PRISONERS") == 0) == fighters)
            f->targets[kept++] = f->targets[i];
    f->n_targets = kept;
}

/* The abduction or arrest that it ends: the nearest told, of the same people if that can be seen.
 */
static const struct vg_gather *taking_of(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_gather *best = NULL;
    int32_t least = INT32_MAX;

    for (size_t i = 0; i < x->n; i++) {
        const struct vg_gather *p = &x->events[i];
        if (p == e ||
            (p->type != VG_TYPE_ABDUCTION && p->type != VG_TYPE_ARREST &&
             p->type != VG_TYPE_COUP) ||
            (p->facts.date.precision != VG_DATE_UNKNOWN &&
             e->facts.date.precision != VG_DATE_UNKNOWN && p->facts.date.from > e->facts.date.to))
            continue;
        bool same = false;
        for (size_t k = 0; k < p->facts.n_targets; k++)
            same |= vg_codes_have(e->facts.targets, e->facts.n_targets, p->facts.targets[k]);
        int32_t far = p->first_sentence - e->first_sentence;
        far = (far < 0 ? -far : far) + (same || !e->facts.n_targets ? 0 : 4) +
              (p->facts.n_initiators ? 0 : 8);
        if (far < least) {
            least = far;
            best = p;
        }
    }
    return best;
}

static bool same_day(const struct vg_gather *a, const struct vg_gather *b)
{
    return (b->facts.own_date || a->first_sentence == b->first_sentence) &&
           a->facts.date.precision == VG_DATE_DAY && b->facts.date.precision == VG_DATE_DAY &&
           a->facts.date.from <= b->facts.date.to && b->facts.date.from <= a->facts.date.to;
}

static void release(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;
    const struct vg_gather *taken = taking_of(x, e);
    bool rescue = worded(x, e, VG_W_RESCUE);

    settle_freed(x, f);
    if (taken && f->place < 0 && same_day(e, taken)) {
        f->place = taken->facts.place;
        vg_where_fill(x->doc, f->place, e->merged->event.date.from, &e->merged->event.place);
        e->merged->place = f->place;
    }
    if (rescue && taken && taken->facts.n_targets)
        vg_codes_filter(x->doc, f->targets, &f->n_targets, ARMED, false); /* from whom, not whom */
    for (size_t k = 0; taken && k < taken->facts.n_initiators; k++)
        if (f->n_targets == 1 && f->n_initiators == 0 &&
            strcmp(f->targets[0], taken->facts.initiators[0]) == 0)
            f->n_targets = 0; /* `ils ont été libérés`, after those who took them */
    if (taken && f->n_targets == 0 && taken->facts.n_targets == 1)
        vg_codes_add(f->targets, &f->n_targets, taken->facts.targets[0]);
    if (f->n_targets == 0)
        vg_codes_add(f->targets, &f->n_targets, "CIVILIANS");
    if (rescue)
        vg_codes_filter(x->doc, f->initiators, &f->n_initiators, ARMED, false);
    if (f->n_initiators == 0 && rescue) {
        const char *force = vg_merge_named_near(x, e, STATE, NULL);
        vg_codes_add(f->initiators, &f->n_initiators, force ? force : x->doc->mentions->army);
    }
    if (f->n_initiators)
        return;
    const char *government =
        vg_actor_of_country(x->doc, vg_merge_country(x, e), VG_ACTOR_GOVERNMENT);
    bool held = taken && !vg_codes_have(f->targets, f->n_targets, "PRISONERS") &&
                vg_codes_any(x->doc, taken->facts.initiators, taken->facts.n_initiators, ARMED) &&
                !worded(x, e, VG_W_LAW);
    bool detained = vg_codes_have(f->targets, f->n_targets, "PRISONERS") || worded(x, e, VG_W_LAW);
    if (!held && detained && government && !vg_codes_have(f->targets, f->n_targets, government)) {
        vg_codes_add(f->initiators, &f->n_initiators, government);
        return;
    }
    for (size_t k = 0; taken && k < taken->facts.n_initiators; k++)
        vg_codes_add(f->initiators, &f->n_initiators, taken->facts.initiators[k]);
    if (f->n_initiators == 0 && !e->merged->event.background)
        vg_codes_add(f->initiators, &f->n_initiators, vg_merge_named_near(x, e, ARMED, NULL));
}

/* ---- who arrests ---- */

/* A force that the sentence names before it, outside what somebody says (`selon une source
 * policière`). */
static const char *force_in_sentence(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_document *doc = x->doc;
    const struct vg_mention *m = &doc->mentions->items[e->merged->mentions[0]];

    for (uint32_t i = doc->sentences[m->sentence].from; i < m->head; i++) {
        int32_t a = doc->tokens[i].actor;
        const char *code = a >= 0 ? vg_who_code_at(doc, a, e->facts.date.from) : NULL;
        if (code && STATE >> vg_actor_kind_of(doc, code) & 1u &&
            !vg_told_elsewhere(doc, i, m->head) &&
            !vg_codes_have(e->facts.targets, e->facts.n_targets, code))
            return code;
    }
    return NULL;
}

/* Those of a state who did what is told beside it, else whom courts and prisons speak for, else the
 * army. */
static void find_captors(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;
    const struct vg_gather *best = NULL;
    int32_t least = NEIGHBOUR + 1;

    vg_codes_add(f->initiators, &f->n_initiators, force_in_sentence(x, e));
    for (size_t i = 0; i < x->n && f->n_initiators == 0; i++) {
        const struct vg_gather *p = &x->events[i];
        int32_t far = p->first_sentence - e->first_sentence;
        far = far < 0 ? -far : 2 * far;
        if (p != e && p->alive && far < least && p->type != VG_TYPE_TROOP_MOVEMENT &&
            vg_event_type_family(p->type) != VG_FAMILY_POLITICS &&
            vg_codes_any(x->doc, p->facts.initiators, p->facts.n_initiators, STATE)) {
            least = far;
            best = p;
        }
    }
    for (size_t k = 0; best && k < best->facts.n_initiators; k++)
        if (!vg_codes_have(f->targets, f->n_targets, best->facts.initiators[k]))
            vg_codes_add(f->initiators, &f->n_initiators, best->facts.initiators[k]);
    if (f->n_initiators == 0 && worded(x, e, VG_W_LAW))
        vg_codes_add(f->initiators, &f->n_initiators, "SECURITY_FORCES");
    const char *army = x->doc->mentions->army;
    if (f->n_initiators == 0 && army && !vg_codes_have(f->targets, f->n_targets, army))
        vg_codes_add(f->initiators, &f->n_initiators, army);
}

static void arrest(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;

    if (vg_codes_have(f->initiators, f->n_initiators, "CIVILIANS")) { /* des hommes en civil */
        vg_codes_filter(x->doc, f->initiators, &f->n_initiators, KIND(CIVILIAN), false);
        if (f->n_initiators == 0)
            vg_codes_add(f->initiators, &f->n_initiators, "SECURITY_FORCES");
    }
    if (f->n_initiators == 0 && !e->merged->event.background)
        find_captors(x, e);
    if (f->n_targets == 0 && vg_codes_any(x->doc, f->initiators, f->n_initiators, STATE))
        vg_codes_add(f->targets, &f->n_targets, "ARMED_GROUP");
}

/* `l'ONU ferme Tessalit`, where its mission is told of: that mission's doing. */
static void name_mission(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;
    const struct vg_document *doc = x->doc;
    const char *mission = vg_actor_of_country(doc, vg_merge_country(x, e), VG_ACTOR_INTERNATIONAL);
    bool told = false;

    for (size_t i = 0; mission && i < doc->n_actors && !told; i++)
        told = doc->actors[i].code && strcmp(doc->actors[i].code, mission) == 0;
    for (size_t i = 0; told && i < f->n_initiators; i++)
        if (strcmp(f->initiators[i], "UN") == 0) {
            vg_codes_drop(f->initiators, &f->n_initiators, "UN");
            vg_codes_add(f->initiators, &f->n_initiators, mission);
        }
}

/* ---- bases ---- */

/* Who hands a base over is the guest; its host only receives it. */
static void base(const struct vg_merging *x, struct vg_gather *e)
{
    const uint32_t forces = KIND(STATE_MILITARY) | KIND(INTERNATIONAL);
    struct vg_facts *f = &e->facts;
    const char *country = vg_merge_country(x, e);
    bool given = worded(x, e, VG_W_HANDOVER);
    size_t kept = 0;

    vg_codes_filter(x->doc, f->initiators, &f->n_initiators, KIND(CIVILIAN), false);
    name_mission(x, e);
    for (size_t i = 0; given && i < f->n_initiators; i++)
        if (strcmp(vg_actor_country(x->doc->actor_table, f->initiators[i]), country) != 0 ||
            vg_actor_kind_of(x->doc, f->initiators[i]) == VG_ACTOR_INTERNATIONAL)
            f->initiators[kept++] = f->initiators[i];
    if (given)
        f->n_initiators = kept;
    if (f->n_initiators)
        return;
    if (given)
        vg_codes_add(f->initiators, &f->n_initiators,
                     vg_merge_named_near(x, e, forces | KIND(GOVERNMENT), country));
    else
        vg_codes_add(f->initiators, &f->n_initiators, vg_merge_named_near(x, e, forces, NULL));
    if (f->n_initiators == 0 && !given && !e->merged->event.background)
        vg_codes_add(f->initiators, &f->n_initiators, x->doc->mentions->army);
}

/* ---- moves ---- */

/* They fell back: the end of the fight told beside it. */
static bool end_of_fight(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[0]];

    if (e->type != VG_TYPE_TROOP_MOVEMENT || e->facts.own_place ||
        !vg_word_has(x->doc->groups, m->head, VG_W_RETREAT))
        return false;
    for (size_t i = 0; i < x->n; i++) {
        const struct vg_gather *p = &x->events[i];
        bool day = p->facts.date.from == e->facts.date.from && p->facts.date.to == e->facts.date.to;
        bool beside = p->first_sentence <= e->first_sentence + 1 &&
                      p->last_sentence >= e->first_sentence - 1;
        bool hit = false; /* dimanche, ceux qui furent attaqués ont dû se replier */
        for (size_t k = 0; k < e->facts.n_initiators && day && e->facts.own_date; k++)
            hit |= vg_codes_have(p->facts.targets, p->facts.n_targets, e->facts.initiators[k]);
        if (p->alive && vg_type_violent(p->type) && (beside || hit) && (!e->facts.own_date || day))
            return true;
    }
    return false;
}

/* `Niamey a dépêché des renforts`: its army. */
static void movement(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;

    if (f->n_initiators > 1)
        vg_codes_filter(x->doc, f->initiators, &f->n_initiators, KIND(CIVILIAN), false);
    name_mission(x, e);
    for (size_t i = 0; i < f->n_initiators; i++) {
        if (vg_actor_kind_of(x->doc, f->initiators[i]) != VG_ACTOR_GOVERNMENT)
            continue;
        const char *army =
            vg_actor_of_country(x->doc, vg_actor_country(x->doc->actor_table, f->initiators[i]),
                                VG_ACTOR_STATE_MILITARY);
        if (army && !vg_codes_have(f->initiators, f->n_initiators, army))
            f->initiators[i] = army;
    }
}

/* `des repentis s'étaient livrés`: of the group told of around. */
static void surrender(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;

    if (f->n_initiators == 0)
        vg_codes_add(f->initiators, &f->n_initiators, vg_merge_named_near(x, e, ARMED, NULL));
}

/* One siege of two towns has one author. */
static void blockade(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;

    /* an embargo of which no town is told is the country's */
    for (size_t i = 0; i < x->doc->n_places && !f->own_place; i++) {
        const struct vg_place_mention *p = &x->doc->places[i];
        if (p->precision == VG_PLACE_COUNTRY && strcmp(p->country, x->doc->country) == 0 &&
            !p->in_actor) {
            f->place = e->merged->place = (int32_t)i;
            f->own_place = true;
            vg_where_fill(x->doc, f->place, e->merged->event.date.from, &e->merged->event.place);
        }
    }

    for (size_t i = 0; i < x->n && f->n_initiators == 0; i++) {
        const struct vg_gather *p = &x->events[i];
        if (p != e && p->alive && p->type == VG_TYPE_BLOCKADE &&
            p->first_sentence == e->first_sentence)
            for (size_t k = 0; k < p->facts.n_initiators; k++)
                vg_codes_add(f->initiators, &f->n_initiators, p->facts.initiators[k]);
    }
}

void vg_merge_control(struct vg_merging *x)
{
    for (size_t i = 0; i < x->n; i++) {
        struct vg_gather *e = &x->events[i];
        struct vg_event *ev = &e->merged->event;
        if (!e->alive)
            continue;
        vg_merge_retype(x, e);
        if (vg_merge_only_led_to(x, e) || end_of_fight(x, e))
            e->alive = false;
        if (e->type == VG_TYPE_RIOT)
            vg_merge_riot(x, e);
        if (e->type == VG_TYPE_RELEASE)
            release(x, e);
        else if (e->type == VG_TYPE_ARREST)
            arrest(x, e);
        else if (e->type == VG_TYPE_BASE)
            base(x, e);
        else if (e->type == VG_TYPE_TROOP_MOVEMENT)
            movement(x, e);
        else if (e->type == VG_TYPE_SURRENDER)
            surrender(x, e);
        else if (e->type == VG_TYPE_SANCTION)
            vg_merge_sanction(x, e);
        else if (e->type == VG_TYPE_COUP)
            vg_merge_coup(x, e);
        else if (e->type == VG_TYPE_BLOCKADE)
            blockade(x, e);
        else if (e->type == VG_TYPE_AGREEMENT)
            vg_merge_agreement(x, e);
        else if (e->type != VG_TYPE_RIOT && e->type != VG_TYPE_PROTEST)
            continue;
        memcpy(ev->initiators, e->facts.initiators, sizeof ev->initiators);
        ev->n_initiators = e->facts.n_initiators;
        memcpy(ev->targets, e->facts.targets, sizeof ev->targets);
        ev->n_targets = e->facts.n_targets;
    }
}
