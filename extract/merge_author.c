/* merge_author.c - authors whom the event's own clauses do not name: those of a deed told beside
 * it, those whom the text suspects, those whom its words give away. */
#include "extract/merge_control_in.h"

#define LEAD       2 /* sentences of headline and lead */
#define NEWS       6 /* events among which the news itself stands */
#define THESE_DAYS 8 /* before publication: what befell then is of the same story */

bool vg_merge_by_militants(enum vg_event_type t)
{
    return t == VG_TYPE_AMBUSH || t == VG_TYPE_ASSAULT || t == VG_TYPE_TERRITORY_TAKEN ||
           t == VG_TYPE_SUICIDE_BOMBING || t == VG_TYPE_CIVILIAN_ATTACK || t == VG_TYPE_ABDUCTION ||
           t == VG_TYPE_LOOTING || t == VG_TYPE_PROPERTY_DESTRUCTION || t == VG_TYPE_BLOCKADE;
}

static bool spoils_or_abuse(enum vg_event_type t)
{
    return t == VG_TYPE_LOOTING || t == VG_TYPE_PROPERTY_DESTRUCTION ||
           t == VG_TYPE_SEXUAL_VIOLENCE || t == VG_TYPE_ABDUCTION;
}

/* What raiders do besides: the text that tells it leaves it to those of the raid. */
static bool beside_a_raid(enum vg_event_type t)
{
    return spoils_or_abuse(t) && t != VG_TYPE_ABDUCTION;
}

static bool near_and_alike(const struct vg_merging *x, const struct vg_gather *e,
                           const struct vg_gather *p)
{
    int32_t paragraph = x->doc->sentences[e->first_sentence].paragraph;

    if (p == e || p->facts.n_initiators == 0 || !vg_type_violent(p->type))
        return false;
    if (p->last_paragraph < paragraph - 1 ||
        x->doc->sentences[p->first_sentence].paragraph > paragraph + 1)
        return false;
    if (e->facts.place >= 0 && p->facts.place >= 0 &&
        !vg_place_agrees(x->doc, e->facts.place, p->facts.place))
        return false;
    return e->facts.date.precision == VG_DATE_UNKNOWN ||
           p->facts.date.precision == VG_DATE_UNKNOWN ||
           (e->facts.date.from <= p->facts.date.to && p->facts.date.from <= e->facts.date.to);
}

/* Is p's author one who may have done e as well? */
static bool lends_author(const struct vg_merging *x, const struct vg_gather *e,
                         const struct vg_gather *p)
{
    enum vg_family f = vg_event_type_family(p->type);
    bool abuse =
        spoils_or_abuse(e->type) && (f == VG_FAMILY_CIVILIANS || f == VG_FAMILY_PROPERTY);

    if (!near_and_alike(x, e, p))
        return false;
    if (!abuse && !vg_code_is_militant(x->doc, p->facts.initiators[0]))
        return false; /* soldiers who fought there are no thieves */
    for (size_t i = 0; i < p->facts.n_initiators; i++)
        if (!vg_codes_have(e->facts.targets, e->facts.n_targets, p->facts.initiators[i]))
            return true;
    return false;
}

/* Those who did what is told right beside it: the nearest, rather before it than after. */
static bool author_of_neighbour(const struct vg_merging *x, struct vg_gather *e)
{
    const struct vg_gather *best = NULL;
    int32_t least = INT32_MAX;

    for (const struct vg_gather *p = x->events + x->n; p-- > x->events;) {
        int32_t after = p->first_sentence - e->last_sentence;
        int32_t far = after > 0 ? 2 * after : e->first_sentence - p->last_sentence;
        if (far >= least || !lends_author(x, e, p))
            continue;
        least = far;
        best = p;
    }
    for (size_t i = 0; best && i < best->facts.n_initiators; i++)
        if (!vg_codes_have(e->facts.targets, e->facts.n_targets, best->facts.initiators[i]))
            vg_codes_add(e->facts.initiators, &e->facts.n_initiators, best->facts.initiators[i]);
    return best != NULL;
}

/* `les assaillants`, a group that the sentence or the next one suspects. */
static bool author_in_text(const struct vg_merging *x, struct vg_gather *e, int before, int after)
{
    const struct vg_document *doc = x->doc;
    const char *named = NULL, *unnamed = NULL;
    bool several = false;

    for (size_t i = 0; i < doc->n_actors; i++) {
        const struct vg_actor_mention *a = &doc->actors[i];
        int32_t s = doc->tokens[a->from].sentence;
        if (s < e->first_sentence - before || s > e->last_sentence + after || !a->code)
            continue;
        const char *code = vg_who_code_at(doc, (int32_t)i, e->facts.date.from);
        if (!code || !vg_code_is_militant(doc, code) ||
            vg_codes_have(e->facts.targets, e->facts.n_targets, code))
            continue;
        if (vg_actor_kind_of(doc, code) == VG_ACTOR_ARMED_GROUP) {
            unnamed = code;
        } else {
            several |= named && strcmp(named, code) != 0;
            named = code;
        }
    }
    if (named && !several)
        vg_codes_add(e->facts.initiators, &e->facts.n_initiators, named);
    else if (unnamed && (before == 0 || e->type == VG_TYPE_BLOCKADE)) /* from afar only by name */
        vg_codes_add(e->facts.initiators, &e->facts.n_initiators, unnamed);
    return e->facts.n_initiators > 0;
}

/* The groups that the text names as authors (`revendiquée par`, `attribuée à`, `la main de`) beside
 * the event's own sentences: one, or two that share or dispute it. */
bool vg_merge_author_named(const struct vg_merging *x, struct vg_gather *e, int before, int after)
{
    const struct vg_document *doc = x->doc;
    struct vg_facts *f = &e->facts;
    const char *codes[VG_MAX_ROLE_ACTORS];
    size_t n = 0;

    for (size_t i = 0; i < doc->n_actors; i++) {
        const struct vg_actor_mention *a = &doc->actors[i];
        int32_t s = doc->tokens[a->from].sentence;
        bool accused = a->code && vg_code_is_state(doc, a->code);
        if (accused && vg_event_type_family(e->type) != VG_FAMILY_CIVILIANS &&
            vg_event_type_family(e->type) != VG_FAMILY_PROPERTY)
            continue;
        if (a->recalled && (s < e->first_sentence || s > e->last_sentence))
            continue;
        if (a->author && a->code && s >= e->first_sentence - before &&
            s <= e->last_sentence + after && !vg_codes_have(f->targets, f->n_targets, a->code))
            vg_codes_add(codes, &n, a->code);
    }
    for (size_t i = 0; i < n && n <= 2; i++)
        vg_codes_add(f->initiators, &f->n_initiators, codes[i]);
    return f->n_initiators > 0;
}

bool vg_merge_only_civilians(const struct vg_document *doc, const struct vg_facts *f)
{
    for (size_t i = 0; i < f->n_targets; i++)
        if (vg_actor_group(doc, f->targets[i]) != VG_GROUP_CIVILIAN)
            return false;
    return f->n_targets > 0;
}

static bool hits_the_state(const struct vg_merging *x, const struct vg_facts *f)
{
    for (size_t i = 0; i < f->n_targets; i++)
        if (vg_code_is_state(x->doc, f->targets[i]))
            return true;
    return false;
}

const char *vg_merge_army_here(const struct vg_merging *x, const struct vg_gather *e)
{
    const char *code =
        e->facts.place >= 0
            ? vg_actor_army_of(x->doc->actor_table, x->doc->places[e->facts.place].country)
            : NULL;

    return code ? code : x->doc->mentions->army;
}

/* Do the figures count soldiers among the victims? */
static bool soldiers_fell(const struct vg_merging *x, const struct vg_gather *e)
{
    for (size_t i = 0; i < e->merged->n_tolls; i++) {
        const struct vg_toll *t = &x->doc->tolls->tolls[e->merged->tolls[i]];
        if (t->group == VG_GROUP_MILITARY && t->count.max != 0)
            return true;
    }
    return false;
}

static void by_army(const struct vg_merging *x, struct vg_gather *e, bool militants_hit)
{
    const char *army = x->doc->mentions->army;

    vg_codes_add(e->facts.initiators, &e->facts.n_initiators,
                 army || !militants_hit ? army : vg_merge_army_here(x, e));
}

static void find_author(const struct vg_merging *x, struct vg_gather *e)
{
    struct vg_facts *f = &e->facts;
    bool militants_hit = false;

    if (vg_event_type_family(e->type) >= VG_FAMILY_CONTROL && e->type != VG_TYPE_BLOCKADE)
        return; /* merge_control.c */
    /* militants do not fly, and their drones are for soldiers */
    bool civil = f->n_targets == 0 || vg_merge_only_civilians(x->doc, f);
    bool flown = e->type == VG_TYPE_AIR_STRIKE || (e->type == VG_TYPE_DRONE_STRIKE && civil);
    if (!flown && author_of_neighbour(x, e))
        return;
    for (size_t i = 0; i < f->n_targets; i++)
        militants_hit |= vg_code_is_militant(x->doc, f->targets[i]);
    if (e->type == VG_TYPE_IED ||
        e->type == VG_TYPE_SHELLING) { /* only a group that the text suspects */
        (void)vg_merge_author_named(x, e, 0, 4);
        return;
    }
    if (e->type == VG_TYPE_AIR_STRIKE && f->n_targets == 0 && e->senses & VG_N_CAMP)
        return; /* soldiers were hit */
    if (e->type == VG_TYPE_AIR_STRIKE || e->type == VG_TYPE_WEAPONS_SEIZURE) {
        by_army(x, e, militants_hit);
        return;
    }
    if (e->type == VG_TYPE_ARMED_CLASH &&
        ((f->n_targets == 0 && !soldiers_fell(x, e)) || militants_hit)) {
        by_army(x, e, militants_hit);
        return;
    }
    if (e->type == VG_TYPE_DRONE_STRIKE && (civil || militants_hit) && !hits_the_state(x, f)) {
        by_army(x, e, militants_hit);
        return;
    }
    if (!vg_merge_by_militants(e->type) || militants_hit || vg_merge_author_named(x, e, 0, 3))
        return;
    /* from afar only for the news itself: what is told after it has an author of its own, or none
     */
    if (!author_in_text(x, e, 0, 1) && !e->merged->event.background && e->serial == 0)
        (void)author_in_text(x, e, 3, 4);
}

/* `attaque terroriste`, `raid jihadiste`: armed people, if nobody says who. */
static bool militants_worded(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_groups *g = x->doc->groups;

    bool theirs = vg_merge_by_militants(e->type) || e->type == VG_TYPE_IED ||
                  e->type == VG_TYPE_SHELLING;
    for (size_t i = 0; i < e->merged->n_mentions && theirs; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        uint32_t end = m->np >= 0 ? g->nps[m->np].to : m->to + 1;
        for (uint32_t k = m->head + 1; k < end && k < x->doc->n_tokens; k++)
            if (g->pos[k] == VG_POS_ADJ && g->sense[k] & VG_N_MILITANT)
                return true;
    }
    return false;
}

/* `avait déjà été attaqué la veille`: of the days that the article tells of. */
static bool of_these_days(const struct vg_merging *x, const struct vg_gather *e)
{
    return e->facts.date.precision == VG_DATE_DAY && x->doc->published != VG_DAY_NONE &&
           e->facts.date.from >= x->doc->published - THESE_DAYS;
}

/* `déjà`, `auparavant` in a sentence that tells it. */
static bool once_more(const struct vg_merging *x, const struct vg_gather *e)
{
    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        const struct vg_sentence *s = &x->doc->sentences[m->sentence];
        for (uint32_t k = s->from; k < s->to; k++)
            if (vg_word_has(x->doc->groups, k, VG_W_BEFORE))
                return true;
    }
    return false;
}

/* By the militants who did what the article opens with. */
static void like_the_news(const struct vg_merging *x, struct vg_gather *e)
{
    for (const struct vg_gather *p = x->events; p < x->events + x->n && p < x->events + NEWS; p++) {
        if (p == e || !vg_type_violent(p->type) || p->facts.n_initiators == 0 ||
            !vg_code_is_militant(x->doc, p->facts.initiators[0]))
            continue;
        for (size_t i = 0; i < p->facts.n_initiators; i++)
            if (!vg_codes_have(e->facts.targets, e->facts.n_targets, p->facts.initiators[i]))
                vg_codes_add(e->facts.initiators, &e->facts.n_initiators, p->facts.initiators[i]);
        return;
    }
}

/* `exécutions attribuées à l'armée et à Wagner`, says the headline: what else befell civilians is
 * theirs, too. */
static void accused_in_lead(const struct vg_merging *x, struct vg_gather *e)
{
    const struct vg_document *doc = x->doc;
    enum vg_family family = vg_event_type_family(e->type);

    if (family != VG_FAMILY_CIVILIANS && family != VG_FAMILY_PROPERTY)
        return;
    for (size_t i = 0; i < doc->n_actors; i++) {
        const struct vg_actor_mention *a = &doc->actors[i];
        if (doc->tokens[a->from].sentence > LEAD)
            break;
        const char *code = a->author && a->code && !a->recalled
                               ? vg_who_code_at(doc, (int32_t)i, e->facts.date.from)
                               : NULL;
        if (code && vg_code_is_state(doc, code) &&
            !vg_codes_have(e->facts.targets, e->facts.n_targets, code))
            vg_codes_add(e->facts.initiators, &e->facts.n_initiators, code);
    }
}

void vg_merge_find_authors(const struct vg_merging *x, struct vg_gather *e)
{
    const struct vg_event *ev = &e->merged->event;
    struct vg_facts *f = &e->facts;

    bool flown = e->type == VG_TYPE_AIR_STRIKE || e->type == VG_TYPE_DRONE_STRIKE;
    if (f->n_initiators == 0 &&
        (flown || !ev->background) && (!e->pluperfect || spoils_or_abuse(e->type)))
        find_author(x, e);
    else if (f->n_initiators == 0 && vg_merge_by_militants(e->type))
        (void)vg_merge_author_named(x, e, 0, ev->background ? 0 : 1);
    if (f->n_initiators == 0 && beside_a_raid(e->type) && !author_of_neighbour(x, e))
        (void)author_in_text(x, e, 1, 0);
    if (f->n_initiators == 0 && vg_merge_by_militants(e->type) && of_these_days(x, e) &&
        once_more(x, e))
        like_the_news(x, e);
    if (f->n_initiators == 0 && !ev->background)
        accused_in_lead(x, e);
    if (f->n_initiators == 0 && militants_worded(x, e))
        vg_codes_add(f->initiators, &f->n_initiators, "ARMED_GROUP");
}
