/* merge_control.c - whom the types of control and politics are done by and to: who frees whom, who hands a base over,
 * which government answers for a measure. Runs when all events have their own actors. */
#include "extract/frame_in.h"
#include "extract/merge_in.h"
#include "extract/who_internal.h"

#define NEIGHBOUR 4 /* sentences between an arrest and the operation that it belongs to */
#define AROUND 2 /* sentences before and after an event in which its doer may be named */

static bool has(const char *const *codes, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(codes[i], code) == 0)
            return true;
    return false;
}

static void add(const char **codes, size_t *n, const char *code)
{
    if (code && *n < VG_MAX_ROLE_ACTORS && !has(codes, *n, code))
        codes[(*n)++] = code;
}

/* Keeps the codes whose kind is in the set, or, with keep false, those whose kind is not. */
static void filter_kinds(const struct vg_document *doc, const char **codes, size_t *n,
                         uint32_t kinds, bool keep)
{
    size_t kept = 0;

    for (size_t i = 0; i < *n; i++) {
        bool in = kinds >> vg_actor_kind_of(doc, codes[i]) & 1u;
        if (in == keep)
            codes[kept++] = codes[i];
    }
    *n = kept;
}

#define KIND(k) (1u << VG_ACTOR_##k)
#define STATE   (KIND(STATE_MILITARY) | KIND(STATE_POLICE) | KIND(PRIVATE_MILITARY))
#define ARMED   (KIND(REBEL) | KIND(JIHADIST) | KIND(ARMED_GROUP) | KIND(MILITIA))

static bool any_of(const struct vg_document *doc, const char *const *codes, size_t n,
                   uint32_t kinds)
{
    for (size_t i = 0; i < n; i++)
        if (kinds >> vg_actor_kind_of(doc, codes[i]) & 1u)
            return true;
    return false;
}

static const char *of_country(const struct vg_document *doc, const char *country,
                              enum vg_actor_kind kind)
{
    int32_t row = doc->actor_table ? vg_who_row_of(doc->actor_table, country, kind) : -1;

    return row >= 0 ? doc->actor_table->rows[row].code : NULL;
}

/* The country it happened in, else the one that the article is about. */
static const char *country_of(const struct vg_merging *x, const struct vg_gather *e)
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

/* The actor of one of these kinds named nearest to the event: in its sentence, else before, else after it. abroad:
 * only one that is not of this country. */
static const char *named_near(const struct vg_merging *x, const struct vg_gather *e,
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
            has(e->facts.targets, e->facts.n_targets, code))
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
    bool fighters = any_of(x->doc, f->targets, f->n_targets, ARMED);
    size_t kept = 0;

    filter_kinds(x->doc, f->initiators, &f->n_initiators, KIND(CIVILIAN), false);
    if (!has(f->targets, f->n_targets, "PRISONERS") || f->n_targets == 1)
        return;
    for (size_t i = 0; i < f->n_targets; i++) /* detained fighters; soldiers held prisoner */
        if ((strcmp(f->targets[i], "PRISONERS") == 0) == fighters)
            f->targets[kept++] = f->targets[i];
    f->n_targets = kept;
}

/* The abduction or arrest that it ends: the nearest told, of the same people if that can be seen. */
static const struct vg_gather *taking_of(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_gather *best = NULL;
    int32_t least = INT32_MAX;

    for (size_t i = 0; i < x->n; i++) {
        const struct vg_gather *p = &x->events[i];
        if (p == e || (p->type != VG_TYPE_ABDUCTION && p->type != VG_TYPE_ARREST) ||
            (p->facts.date.precision != VG_DATE_UNKNOWN &&
             e->facts.date.precision != VG_DATE_UNKNOWN &&
             p->facts.date.from > e->facts.date.to))
            continue;
        bool same = false;
        for (size_t k = 0; k < p->facts.n_targets; k++)
            same |= has(e->facts.targets, e->facts.n_targets, p->facts.targets[k]);
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
        filter_kinds(x->doc, f->targets, &f->n_targets, ARMED, false); /* from whom, not whom */
    if (taken && f->n_targets == 0 && taken->facts.n_targets == 1)
        add(f->targets, &f->n_targets, taken->facts.targets[0]);
    if (f->n_targets == 0)
        add(f->targets, &f->n_targets, "CIVILIANS");
    if (rescue)
        filter_kinds(x->doc, f->initiators, &f->n_initiators, ARMED, false);
    if (f->n_initiators == 0 && rescue) {
        const char *force = named_near(x, e, STATE, NULL);
        add(f->initiators, &f->n_initiators, force ? force : x->doc->mentions->army);
    }
    if (f->n_initiators)
        return;
    const char *government = of_country(x->doc, country_of(x, e), VG_ACTOR_GOVERNMENT);
    bool held = taken && any_of(x->doc, taken->facts.initiators, taken->facts.n_initiators, ARMED) &&
                !worded(x, e, VG_W_LAW);
    bool detained = has(f->targets, f->n_targets, "PRISONERS") || worded(x, e, VG_W_LAW);
    if (!held && detained && government && !has(f->targets, f->n_targets, government)) {
        add(f->initiators, &f->n_initiators, government);
        return;
    }
    for (size_t k = 0; taken && k < taken->facts.n_initiators; k++)
        add(f->initiators, &f->n_initiators, taken->facts.initiators[k]);
    if (f->n_initiators == 0 && !e->merged->event.background)
        add(f->initiators, &f->n_initiators, named_near(x, e, ARMED, NULL));
}

/* ---- who arrests ---- */

/* A force that the sentence names before it, outside what somebody says (`selon une source policière`). */
static const char *force_in_sentence(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_document *doc = x->doc;
    const struct vg_mention *m = &doc->mentions->items[e->merged->mentions[0]];

    for (uint32_t i = doc->sentences[m->sentence].from; i < m->head; i++) {
        int32_t a = doc->tokens[i].actor;
        const char *code = a >= 0 ? vg_who_code_at(doc, a, e->facts.date.from) : NULL;
        if (code && STATE >> vg_actor_kind_of(doc, code) & 1u && !vg_told_elsewhere(doc, i, m->head) &&
            !has(e->facts.targets, e->facts.n_targets, code))
            return code;
    }
    return NULL;
}

/* Those of a state who did what is told beside it, else whom courts and prisons speak for, else the army. */
static void find_captors(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;
    const struct vg_gather *best = NULL;
    int32_t least = NEIGHBOUR + 1;

    add(f->initiators, &f->n_initiators, force_in_sentence(x, e));
    for (size_t i = 0; i < x->n && f->n_initiators == 0; i++) {
        const struct vg_gather *p = &x->events[i];
        int32_t far = p->first_sentence - e->first_sentence;
        far = far < 0 ? -far : 2 * far;
        if (p != e && p->alive && far < least && p->type != VG_TYPE_TROOP_MOVEMENT &&
            vg_event_type_family(p->type) != VG_FAMILY_POLITICS &&
            any_of(x->doc, p->facts.initiators, p->facts.n_initiators, STATE)) {
            least = far;
            best = p;
        }
    }
    for (size_t k = 0; best && k < best->facts.n_initiators; k++)
        if (!has(f->targets, f->n_targets, best->facts.initiators[k]))
            add(f->initiators, &f->n_initiators, best->facts.initiators[k]);
    if (f->n_initiators == 0 && worded(x, e, VG_W_LAW))
        add(f->initiators, &f->n_initiators, "SECURITY_FORCES");
    const char *army = x->doc->mentions->army;
    if (f->n_initiators == 0 && army && !has(f->targets, f->n_targets, army))
        add(f->initiators, &f->n_initiators, army);
}

static void arrest(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;

    if (has(f->initiators, f->n_initiators, "CIVILIANS")) { /* des hommes en civil */
        filter_kinds(x->doc, f->initiators, &f->n_initiators, KIND(CIVILIAN), false);
        if (f->n_initiators == 0)
            add(f->initiators, &f->n_initiators, "SECURITY_FORCES");
    }
    if (f->n_initiators == 0 && !e->merged->event.background)
        find_captors(x, e);
    if (f->n_targets == 0 && any_of(x->doc, f->initiators, f->n_initiators, STATE))
        add(f->targets, &f->n_targets, "ARMED_GROUP");
}

/* ---- bases ---- */

/* Who hands a base over is the guest; its host only receives it. */
static void base(const struct vg_merging *x, struct vg_gather *e)
{
    const uint32_t forces = KIND(STATE_MILITARY) | KIND(INTERNATIONAL);
    struct vg_facts *f = &e->facts;
    const char *country = country_of(x, e);
    bool given = worded(x, e, VG_W_HANDOVER);
    size_t kept = 0;

    filter_kinds(x->doc, f->initiators, &f->n_initiators, KIND(CIVILIAN), false);
    for (size_t i = 0; given && i < f->n_initiators; i++)
        if (strcmp(vg_actor_country(x->doc->actor_table, f->initiators[i]), country) != 0 ||
            vg_actor_kind_of(x->doc, f->initiators[i]) == VG_ACTOR_INTERNATIONAL)
            f->initiators[kept++] = f->initiators[i];
    if (given)
        f->n_initiators = kept;
    if (f->n_initiators)
        return;
    if (given)
        add(f->initiators, &f->n_initiators, named_near(x, e, forces | KIND(GOVERNMENT), country));
    else
        add(f->initiators, &f->n_initiators, named_near(x, e, forces, NULL));
    if (f->n_initiators == 0 && !given && !e->merged->event.background)
        add(f->initiators, &f->n_initiators, x->doc->mentions->army);
}

/* ---- moves ---- */

/* `Niamey a dépêché des renforts`: its army. */
static void movement(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;

    if (f->n_initiators > 1)
        filter_kinds(x->doc, f->initiators, &f->n_initiators, KIND(CIVILIAN), false);
    for (size_t i = 0; i < f->n_initiators; i++) {
        if (vg_actor_kind_of(x->doc, f->initiators[i]) != VG_ACTOR_GOVERNMENT)
            continue;
        const char *army = of_country(
            x->doc, vg_actor_country(x->doc->actor_table, f->initiators[i]), VG_ACTOR_STATE_MILITARY);
        if (army && !has(f->initiators, f->n_initiators, army))
            f->initiators[i] = army;
    }
}

/* ---- politics ---- */

/* The state that a measure is aimed at, told after its verb: `les sanctions qui visaient le ministre malien`, `ses
 * frontières avec le Mali`; by: the country that takes it. */
static const char *state_meant(const struct vg_document *doc, const struct vg_mention *m, const char *by)
{
    for (uint32_t i = m->from; i < doc->sentences[m->sentence].to; i++) {
        int32_t p = doc->tokens[i].place, a = doc->tokens[i].actor;
        const char *country = "";
        if (a >= 0 && doc->actors[a].code && doc->actors[a].kind <= VG_ACTOR_GOVERNMENT)
            country = vg_actor_country(doc->actor_table, doc->actors[a].code);
        else if (a < 0 && p >= 0 && doc->places[p].precision == VG_PLACE_COUNTRY)
            country = doc->places[p].country;
        if (country[0] && strcmp(country, by) != 0 && !vg_told_elsewhere(doc, i, m->head))
            return of_country(doc, country, VG_ACTOR_GOVERNMENT);
    }
    return NULL;
}

/* Names that no table knows, among what the measure is done to: `la BBC et la Voix de l'Amérique`. */
static void add_names(const struct vg_merging *x, const struct vg_mention *m, struct vg_facts *f)
{
    const struct vg_document *doc = x->doc;
    const struct vg_groups *g = doc->groups;
    const struct vg_clause *c = m->clause >= 0 ? &g->clauses[m->clause] : NULL;
    bool passive = c && c->voice == VG_VOICE_PASSIVE;
    uint32_t from = passive ? c->span_from : m->from;
    uint32_t to = passive ? c->from : doc->sentences[m->sentence].to;

    for (uint32_t k = g->np_first[m->sentence]; k < g->np_first[m->sentence + 1]; k++) {
        const struct vg_np *np = &g->nps[k];
        uint32_t first = np->from;
        while (first < np->to && g->pos[first] != VG_POS_PROPER)
            first++;
        if (np->from < from || np->from >= to || first == np->to || np->place >= 0 ||
            vg_told_elsewhere(doc, first, m->head))
            continue;
        if (np->actor >= 0)
            continue;
        struct vg_sv name = vg_sv_sub(doc->text, doc->tokens[first].from, doc->tokens[np->to - 1].to);
        add(f->targets, &f->n_targets, vg_arena_str(doc->arena, name));
    }
}

static void sanction(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;
    const struct vg_document *doc = x->doc;
    const char *by = f->n_initiators ? vg_actor_country(doc->actor_table, f->initiators[0]) : "";
    const char *targets[VG_MAX_ROLE_ACTORS];
    size_t n = 0;

    /* its officers, its aircraft: the state */
    for (size_t i = 0; i < f->n_targets; i++) {
        const char *country = vg_actor_country(doc->actor_table, f->targets[i]);
        const char *government = NULL;
        if (vg_actor_kind_of(doc, f->targets[i]) == VG_ACTOR_STATE_MILITARY &&
            strcmp(country, by) != 0)
            government = of_country(doc, country, VG_ACTOR_GOVERNMENT);
        add(targets, &n, government ? government : f->targets[i]);
    }
    memcpy(f->targets, targets, n * sizeof *targets);
    f->n_targets = n;
    if (f->place >= 0 && (doc->places[f->place].lead < 2 || doc->places[f->place].precision > VG_PLACE_TOWN)) {
        f->place = e->merged->place = -1; /* whom it strikes, not where it was taken */
        e->merged->event.place = (struct vg_place){0};
    }
    if (n == 0 && f->n_initiators) {
        add(f->targets, &f->n_targets, state_meant(doc, &doc->mentions->items[e->merged->mentions[0]], by));
        if (f->n_targets == 0)
            add_names(x, &doc->mentions->items[e->merged->mentions[0]], f);
    }
}

/* Does a sentence that tells it speak of soldiers (`le coup de force du capitaine Traoré`)? */
static bool of_soldiers(const struct vg_merging *x, const struct vg_gather *e)
{
    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        const struct vg_sentence *s = &x->doc->sentences[m->sentence];
        for (uint32_t k = s->from; k < s->to; k++)
            if (x->doc->groups->sense[k] & VG_N_MILITARY || !m->nominal)
                return true;
    }
    return !e->merged->event.background;
}

/* A coup is the army's, against the government of its country. */
static void coup(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;
    const char *country = country_of(x, e);

    if (f->place >= 0 && x->doc->places[f->place].precision >= VG_PLACE_ADMIN1 &&
        !x->doc->places[f->place].country[0]) {
        f->place = e->merged->place = -1; /* l'Afrique de l'Ouest, le Sahel */
        e->merged->event.place = (struct vg_place){0};
    }
    filter_kinds(x->doc, f->targets, &f->n_targets, KIND(GOVERNMENT), true);
    filter_kinds(x->doc, f->initiators, &f->n_initiators, STATE, true);
    if (f->own_place && f->place >= 0 && f->n_targets &&
        strcmp(vg_actor_country(x->doc->actor_table, f->targets[0]), country) != 0)
        f->n_targets = f->n_initiators = 0; /* who is at hand is of another country than where it was */
    if (f->n_targets)
        country = vg_actor_country(x->doc->actor_table, f->targets[0]);
    if (f->n_targets == 0)
        add(f->targets, &f->n_targets, of_country(x->doc, country, VG_ACTOR_GOVERNMENT));
    if (f->n_initiators == 0 && of_soldiers(x, e))
        add(f->initiators, &f->n_initiators, of_country(x->doc, country, VG_ACTOR_STATE_MILITARY));
}

/* ---- what it is by who does it ---- */

static bool all_of(const struct vg_document *doc, const char *const *codes, size_t n, uint32_t kinds)
{
    for (size_t i = 0; i < n; i++)
        if (!(kinds >> vg_actor_kind_of(doc, codes[i]) & 1u))
            return false;
    return n > 0;
}

/* Whose building a crowd turned on: `l'Institut français`, `l'ambassade de France`. */
static void owner_of_building(const struct vg_merging *x, struct vg_gather *e)
{
    const struct vg_document *doc = x->doc;
    struct vg_facts *f = &e->facts;
    const struct vg_mention *m = &doc->mentions->items[e->merged->mentions[0]];

    for (uint32_t i = m->clause_from; i < m->clause_to; i++) {
        int32_t p = doc->tokens[i].place;
        const char *hint = vg_who_country_hint(doc, i);
        const char *country = hint ? hint
                              : p >= 0 && doc->places[p].precision == VG_PLACE_COUNTRY ? doc->places[p].country
                                                                                       : "";
        if (!country[0] || strcmp(country, country_of(x, e)) == 0)
            continue;
        f->n_targets = 0;
        add(f->targets, &f->n_targets, of_country(doc, country, VG_ACTOR_GOVERNMENT));
        return;
    }
}

static bool beside_protest(const struct vg_merging *x, const struct vg_gather *e)
{
    for (size_t i = 0; i < x->n; i++) {
        const struct vg_gather *p = &x->events[i];
        int32_t far = e->first_sentence - p->last_sentence;
        if (p->alive && (p->type == VG_TYPE_PROTEST || p->type == VG_TYPE_RIOT) && far >= 0 && far <= NEIGHBOUR)
            return true;
    }
    return false;
}

/* A crowd that burns or plunders riots; a government or a union that blocks a country takes a sanction; people who
 * block a road protest. */
static void retype(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;
    const struct vg_document *doc = x->doc;
    bool crowd = f->n_initiators == 1 && has(f->initiators, 1, "PROTESTERS");
    bool crowd_hit = f->n_initiators == 0 && has(f->targets, f->n_targets, "PROTESTERS") &&
                     any_of(doc, f->targets, f->n_targets, KIND(STATE_POLICE));

    if ((e->type == VG_TYPE_LOOTING || e->type == VG_TYPE_PROPERTY_DESTRUCTION) && crowd) {
        e->type = VG_TYPE_RIOT;
    } else if (e->type == VG_TYPE_ARMED_CLASH && (crowd || crowd_hit)) {
        e->type = VG_TYPE_RIOT;
        size_t kept = 0;
        for (size_t i = 0; i < f->n_targets; i++)
            if (strcmp(f->targets[i], "PROTESTERS") != 0)
                f->targets[kept++] = f->targets[i];
        f->n_targets = kept;
        f->n_initiators = 0;
        add(f->initiators, &f->n_initiators, "PROTESTERS");
    } else if (e->type == VG_TYPE_BLOCKADE &&
               all_of(doc, f->initiators, f->n_initiators, KIND(GOVERNMENT) | KIND(INTERNATIONAL))) {
        e->type = VG_TYPE_SANCTION;
        filter_kinds(doc, f->targets, &f->n_targets, KIND(CIVILIAN), false);
    } else if (e->type == VG_TYPE_BLOCKADE && all_of(doc, f->initiators, f->n_initiators, KIND(CIVILIAN))) {
        e->type = VG_TYPE_PROTEST;
        f->n_initiators = 0;
        add(f->initiators, &f->n_initiators, "PROTESTERS");
        filter_kinds(doc, f->targets, &f->n_targets, KIND(CIVILIAN), false);
    } else if ((e->type == VG_TYPE_LOOTING || e->type == VG_TYPE_PROPERTY_DESTRUCTION) &&
               f->n_initiators == 0 && beside_protest(x, e)) {
        e->type = VG_TYPE_RIOT;
        add(f->initiators, &f->n_initiators, "PROTESTERS");
    } else {
        return;
    }
    e->merged->event.type = e->type;
}

/* One siege of two towns has one author. */
static void blockade(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;

    for (size_t i = 0; i < x->n && f->n_initiators == 0; i++) {
        const struct vg_gather *p = &x->events[i];
        if (p != e && p->alive && p->type == VG_TYPE_BLOCKADE && p->first_sentence == e->first_sentence)
            for (size_t k = 0; k < p->facts.n_initiators; k++)
                add(f->initiators, &f->n_initiators, p->facts.initiators[k]);
    }
}

/* An operation of which only arrests or finds are told is these. */
static bool only_led_to(const struct vg_merging *x, const struct vg_gather *e)
{
    if (e->type != VG_TYPE_ARMED_CLASH || e->facts.n_targets || e->merged->event.n_casualties)
        return false;
    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        if (!m->nominal || m->rank > 3)
            return false;
    }
    for (size_t i = 0; i < x->n; i++) {
        const struct vg_gather *p = &x->events[i];
        int32_t far = p->first_sentence - e->last_sentence;
        if (p->alive && far >= -1 && far <= 1 &&
            (p->type == VG_TYPE_ARREST || p->type == VG_TYPE_WEAPONS_SEIZURE))
            return true;
    }
    return false;
}

void vg_merge_control(struct vg_merging *x)
{
    for (size_t i = 0; i < x->n; i++) {
        struct vg_gather *e = &x->events[i];
        struct vg_event *ev = &e->merged->event;
        if (!e->alive)
            continue;
        retype(x, e);
        if (only_led_to(x, e))
            e->alive = false;
        if (e->type == VG_TYPE_RIOT)
            owner_of_building(x, e);
        if (e->type == VG_TYPE_RELEASE)
            release(x, e);
        else if (e->type == VG_TYPE_ARREST)
            arrest(x, e);
        else if (e->type == VG_TYPE_BASE)
            base(x, e);
        else if (e->type == VG_TYPE_TROOP_MOVEMENT)
            movement(x, e);
        else if (e->type == VG_TYPE_SANCTION)
            sanction(x, e);
        else if (e->type == VG_TYPE_COUP)
            coup(x, e);
        else if (e->type == VG_TYPE_BLOCKADE)
            blockade(x, e);
        else if (e->type == VG_TYPE_AGREEMENT) /* an organisation left, a state whose accord is broken off */
            filter_kinds(x->doc, e->facts.targets, &e->facts.n_targets,
                         KIND(INTERNATIONAL) | KIND(GOVERNMENT), true);
        else if (e->type != VG_TYPE_RIOT && e->type != VG_TYPE_PROTEST)
            continue;
        memcpy(ev->initiators, e->facts.initiators, sizeof ev->initiators);
        ev->n_initiators = e->facts.n_initiators;
        memcpy(ev->targets, e->facts.targets, sizeof ev->targets);
        ev->n_targets = e->facts.n_targets;
    }
}
