/* merge_politics.c - whom a measure strikes, whose a coup is, what a crowd does: types of politics
 * by who does them. */
#include "extract/frame_in.h"
#include "extract/merge_control_in.h"

/* ---- politics ---- */

/* The state that a measure is aimed at, told after its verb: `les sanctions qui visaient le
 * ministre malien`, `ses frontières avec le Mali`; by: the country that takes it. */
static const char *state_meant(const struct vg_document *doc, const struct vg_mention *m,
                               const char *by)
{
    for (uint32_t i = m->from; i < doc->sentences[m->sentence].to; i++) {
        int32_t p = doc->tokens[i].place, a = doc->tokens[i].actor;
        const char *country = "";
        if (a >= 0 && doc->actors[a].code && doc->actors[a].kind <= VG_ACTOR_GOVERNMENT)
            country = vg_actor_country(doc->actor_table, doc->actors[a].code);
        else if (a < 0 && p >= 0 && doc->places[p].precision == VG_PLACE_COUNTRY)
            country = doc->places[p].country;
        if (country[0] && strcmp(country, by) != 0 && !vg_told_elsewhere(doc, i, m->head))
            return vg_actor_of_country(doc, country, VG_ACTOR_GOVERNMENT);
    }
    return NULL;
}

/* Names that no table knows, among what the measure is done to: `la BBC et la Voix de l'Amérique`.
 */
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
        struct vg_sv name =
            vg_sv_sub(doc->text, doc->tokens[first].from, doc->tokens[np->to - 1].to);
        vg_codes_add(f->targets, &f->n_targets, vg_arena_str(doc->arena, name));
    }
}

void vg_merge_sanction(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;
    const struct vg_document *doc = x->doc;
    bool named_before = vg_codes_any(doc, f->initiators, f->n_initiators, KIND(ARMED_GROUP));
    const char *by = f->n_initiators ? vg_actor_country(doc->actor_table, f->initiators[0]) : "";
    const char *targets[VG_MAX_ROLE_ACTORS];
    size_t n = 0;

    /* les chefs d'État de l'organisation */
    vg_codes_filter(doc, f->initiators, &f->n_initiators, KIND(ARMED_GROUP), false);
    if (f->n_initiators == 0 && named_before)
        vg_codes_add(f->initiators, &f->n_initiators,
                     vg_merge_named_near(x, e, KIND(INTERNATIONAL), NULL));
    /* its officers, its aircraft: the state */
    for (size_t i = 0; i < f->n_targets; i++) {
        const char *country = vg_actor_country(doc->actor_table, f->targets[i]);
        const char *government = NULL;
        if (vg_actor_kind_of(doc, f->targets[i]) == VG_ACTOR_STATE_MILITARY &&
            strcmp(country, by) != 0)
            government = vg_actor_of_country(doc, country, VG_ACTOR_GOVERNMENT);
        vg_codes_add(targets, &n, government ? government : f->targets[i]);
    }
    memcpy(f->targets, targets, n * sizeof *targets);
    f->n_targets = n;
    if (f->place >= 0 &&
        (doc->places[f->place].lead < 2 || doc->places[f->place].precision > VG_PLACE_TOWN)) {
        f->place = e->merged->place = -1; /* whom it strikes, not where it was taken */
        e->merged->event.place = (struct vg_place){0};
    }
    if (n == 0 && f->n_initiators) {
        vg_codes_add(f->targets, &f->n_targets,
                     state_meant(doc, &doc->mentions->items[e->merged->mentions[0]], by));
        if (f->n_targets == 0)
            add_names(x, &doc->mentions->items[e->merged->mentions[0]], f);
    }
}

/* Does a sentence that tells it speak of soldiers (`le coup de force du capitaine Traoré`)? */
static bool of_soldiers(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_groups *g = x->doc->groups;

    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        int32_t before = e->merged->event.background ? 0 : m->sentence < 2 ? m->sentence : 2;
        int32_t s = m->sentence - before;
        for (uint32_t k = g->np_first[s]; k < g->np_first[m->sentence + 1]; k++)
            if (g->nps[k].sense & VG_N_MILITARY && !(g->nps[k].sense & (VG_N_CAMP | VG_N_VEHICLE)))
                return true;
    }
    return false;
}

/* A coup is the army's, against the government of its country. */
void vg_merge_coup(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;
    const char *country = vg_merge_country(x, e);

    if (f->place >= 0 && x->doc->places[f->place].precision >= VG_PLACE_ADMIN1 &&
        !x->doc->places[f->place].country[0]) {
        f->place = e->merged->place = -1; /* l'Afrique de l'Ouest, le Sahel */
        e->merged->event.place = (struct vg_place){0};
    }
    vg_codes_filter(x->doc, f->targets, &f->n_targets, KIND(GOVERNMENT), true);
    vg_codes_filter(x->doc, f->initiators, &f->n_initiators, STATE, true);
    if (f->own_place && f->place >= 0 && f->n_targets &&
        strcmp(vg_actor_country(x->doc->actor_table, f->targets[0]), country) != 0)
        f->n_targets = f->n_initiators =
            0; /* who is at hand is of another country than where it was */
    if (f->n_targets)
        country = vg_actor_country(x->doc->actor_table, f->targets[0]);
    /* les militaires qui ont renversé X, where the text tells of another army */
    size_t kept = 0;
    for (size_t i = 0; i < f->n_initiators && country[0]; i++)
        if (strcmp(vg_actor_country(x->doc->actor_table, f->initiators[i]), country) == 0 ||
            !vg_actor_country(x->doc->actor_table, f->initiators[i])[0])
            f->initiators[kept++] = f->initiators[i];
    bool foreign = country[0] && kept < f->n_initiators;
    f->n_initiators = country[0] ? kept : f->n_initiators;
    if (f->n_targets == 0)
        vg_codes_add(f->targets, &f->n_targets,
                     vg_actor_of_country(x->doc, country, VG_ACTOR_GOVERNMENT));
    if (f->n_initiators == 0 && (foreign || of_soldiers(x, e)))
        vg_codes_add(f->initiators, &f->n_initiators,
                     vg_actor_of_country(x->doc, country, VG_ACTOR_STATE_MILITARY));
}

/* Its targets: an organisation left, a state whose accord is broken off. Movements that nobody
 * names are those at hand. */
void vg_merge_agreement(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;

    vg_codes_filter(x->doc, f->targets, &f->n_targets, KIND(INTERNATIONAL) | KIND(GOVERNMENT),
                    true);
    if (f->n_initiators == 0 && !e->merged->event.background)
        vg_codes_add(f->initiators, &f->n_initiators,
                     vg_merge_named_near(x, e, ARMED | KIND(GOVERNMENT), NULL));
}

/* ---- what it is by who does it ---- */

static bool all_of(const struct vg_document *doc, const char *const *codes, size_t n,
                   uint32_t kinds)
{
    for (size_t i = 0; i < n; i++)
        if (!(kinds >> vg_actor_kind_of(doc, codes[i]) & 1u))
            return false;
    return n > 0;
}

/* Whose building a crowd turned on: `l'Institut français`, `l'ambassade de France`. */
void vg_merge_riot(const struct vg_merging *x, struct vg_gather *e)
{
    const struct vg_document *doc = x->doc;
    struct vg_facts *f = &e->facts;
    const struct vg_mention *m = &doc->mentions->items[e->merged->mentions[0]];

    for (uint32_t i = m->clause_from; i < m->clause_to; i++) {
        int32_t p = doc->tokens[i].place;
        const char *hint = vg_who_country_hint(doc, i);
        const char *country = hint ? hint
                              : p >= 0 && doc->places[p].precision == VG_PLACE_COUNTRY
                                  ? doc->places[p].country
                                  : "";
        if (!country[0] || strcmp(country, vg_merge_country(x, e)) == 0)
            continue;
        f->n_targets = 0;
        vg_codes_add(f->targets, &f->n_targets,
                     vg_actor_of_country(doc, country, VG_ACTOR_GOVERNMENT));
        return;
    }
}

/* `ils ont encerclé la ville`: whoever they are, it is not said that they are a crowd. */
static bool by_pronoun(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[0]];
    const struct vg_groups *g = x->doc->groups;
    int32_t np = m->clause >= 0 ? g->clauses[m->clause].subject : -1;

    return np >= 0 && g->nps[np].pronoun;
}

static bool beside_protest(const struct vg_merging *x, const struct vg_gather *e)
{
    int32_t least = NEIGHBOUR + 1;
    bool found = false;

    for (size_t i = 0; i < x->n; i++) {
        const struct vg_gather *p = &x->events[i];
        int32_t far = e->first_sentence - p->last_sentence;
        bool crowd = p->type == VG_TYPE_PROTEST || p->type == VG_TYPE_RIOT;
        if (p != e && p->alive && (crowd || vg_type_violent(p->type)) && far >= 0 && far < least) {
            least = far; /* what was told last before it */
            found = crowd;
        }
    }
    return found;
}

/* A crowd that burns or plunders riots; a government or a union that blocks a country takes a
 * sanction; people who block a road protest. */
void vg_merge_retype(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;
    const struct vg_document *doc = x->doc;
    bool crowd = f->n_initiators == 1 && vg_codes_have(f->initiators, 1, "PROTESTERS");
    bool crowd_hit = f->n_initiators == 0 &&
                     vg_codes_have(f->targets, f->n_targets, "PROTESTERS") &&
                     vg_codes_any(doc, f->targets, f->n_targets, KIND(STATE_POLICE));

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
        vg_codes_add(f->initiators, &f->n_initiators, "PROTESTERS");
    } else if (e->type == VG_TYPE_BLOCKADE && !by_pronoun(x, e) &&
               all_of(doc, f->initiators, f->n_initiators,
                                                     KIND(GOVERNMENT) | KIND(INTERNATIONAL))) {
        e->type = VG_TYPE_SANCTION;
        vg_codes_filter(doc, f->targets, &f->n_targets, KIND(CIVILIAN), false);
    } else if (e->type == VG_TYPE_BLOCKADE &&
               all_of(doc, f->initiators, f->n_initiators, KIND(CIVILIAN))) {
        e->type = VG_TYPE_PROTEST;
        f->n_initiators = 0;
        vg_codes_add(f->initiators, &f->n_initiators, "PROTESTERS");
        vg_codes_filter(doc, f->targets, &f->n_targets, KIND(CIVILIAN), false);
    } else if ((e->type == VG_TYPE_LOOTING || e->type == VG_TYPE_PROPERTY_DESTRUCTION) &&
               f->n_initiators == 0 && beside_protest(x, e)) {
        e->type = VG_TYPE_RIOT;
        vg_codes_add(f->initiators, &f->n_initiators, "PROTESTERS");
    } else {
        return;
    }
    e->merged->event.type = e->type;
}

/* An operation of which only arrests or finds are told is these. */
bool vg_merge_only_led_to(const struct vg_merging *x, const struct vg_gather *e)
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
