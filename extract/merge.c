/* merge.c - gathers mentions into events, in the order of the text. */
#include "extract/merge_in.h"
#include "extract/particle.h"

#define VAGUE_RANK 2 /* of a word that says nothing of what kind of event it was */
#define MAX_OPEN 64 /* events that a mention is compared with: the latest ones */
#define LATEST 64   /* of an event's mentions and sentences, among which one more may be known */

static void add_index(struct vg_arena *arena, int32_t **items, size_t *n, size_t *cap,
                      int32_t value)
{
    for (size_t i = *n; i-- > 0 && *n - i <= LATEST;)
        if ((*items)[i] == value)
            return;
    if (*n == VG_MERGED_MAX)
        return;
    *items = vg_arena_grow(arena, *items, *n, cap, sizeof **items);
    (*items)[(*n)++] = value;
}

/* Of a day that is known, the night before or after it: told more exactly. */
static bool night_of(const struct vg_date *day, const struct vg_date *night)
{
    return day->precision == VG_DATE_DAY && night->precision == VG_DATE_DAY &&
           day->from == day->to && night->to - night->from == 1 &&
           (day->from == night->from || day->from == night->to);
}

/* `du 9 au 15 août`, then `le 15 août`: that day of them. */
static bool one_of_days(const struct vg_date *span, const struct vg_date *day)
{
    return span->precision == VG_DATE_DAY && day->precision == VG_DATE_DAY &&
           span->to - span->from >= 2 && day->from == day->to && day->from >= span->from &&
           day->to <= span->to;
}

/* A day of what was told to the week or the month: one of that week, and told of it, not beside it.
 */
static bool more_exact(const struct vg_facts *to, const struct vg_facts *f)
{
    return (f->own_date || !to->own_date) &&
           (f->date.from <= to->date.to && to->date.from <= f->date.to);
}

/* They held it, or won it back in the same fight: nobody took it. */
static bool regained(const struct vg_gather *e, const struct vg_mention *m,
                     const struct vg_facts *f)
{
    bool held = false;

    if (m->type != VG_TYPE_TERRITORY_TAKEN || !vg_type_violent(e->type) ||
        e->type == VG_TYPE_TERRITORY_TAKEN)
        return false;
    for (size_t i = 0; i < f->n_initiators; i++)
        for (size_t k = 0; k < e->facts.n_targets; k++)
            held |= strcmp(f->initiators[i], e->facts.targets[k]) == 0;
    return held && e->facts.n_initiators > 0;
}

/* The finer place and the more exact day of the two; its own before what stands beside it. */
static void take_place_and_day(const struct vg_document *doc, struct vg_facts *to,
                               const struct vg_facts *f)
{
    if (f->own_place && (to->place < 0 || !to->own_place ||
                         vg_place_finer(doc, f->place, to->place))) {
        to->place = f->place;
        to->own_place = true;
    } else if (to->place < 0) {
        to->place = f->place;
    }
    if (f->date.precision != VG_DATE_UNKNOWN &&
        (to->date.precision == VG_DATE_UNKNOWN || (f->own_date && !to->own_date) ||
         (f->own_date && night_of(&to->date, &f->date)) ||
         (f->own_date && one_of_days(&to->date, &f->date)) ||
         (f->date.precision < to->date.precision && more_exact(to, f)))) {
        to->date = f->date;
        to->time = f->time;
        to->own_date = f->own_date;
    }
}

void vg_merge_absorb(struct vg_merging *x, struct vg_gather *e, int32_t mention)
{
    struct vg_document *doc = x->doc;
    struct vg_mention *m = &doc->mentions->items[mention];
    const struct vg_facts *f = &x->facts[mention];
    int rank = m->rank * 2 + (m->in_title ? 1 : 0);
    bool first = e->merged->n_mentions == 0;

    if (m->generic && vg_event_type_family(m->type) == VG_FAMILY_EXPLOSION)
        rank += 6; /* ciblé par des mines: says more than an attack */

    bool damage = !first && vg_type_violent(e->type) &&
                  vg_event_type_family(m->type) == VG_FAMILY_PROPERTY; /* of the battle */
    bool vague = !first && m->this_one && m->rank <= VAGUE_RANK; /* cette opération */
    bool exact = !first && e->type == VG_TYPE_AIR_STRIKE && m->type == VG_TYPE_DRONE_STRIKE;
    if (exact)
        e->type = m->type;
    /* how an ambush was laid; the headline says what it was */
    bool laid = !first && !e->generic &&
                (m->type == VG_TYPE_IED || m->type == VG_TYPE_SUICIDE_BOMBING) &&
                (e->type == VG_TYPE_AMBUSH || e->type == VG_TYPE_ASSAULT);
    if (damage || vague || laid || (!first && regained(e, m, f)))
        ;
    else if (first || (e->generic && !m->generic) ||
             (vg_event_type_family(e->type) == VG_FAMILY_PROPERTY && vg_type_violent(m->type)) ||
             (rank > e->type_rank && e->generic == m->generic)) {
        e->type = m->type;
        e->type_rank = rank;
    }
    e->generic = (first || e->generic) && (m->generic || damage || vague);
    take_place_and_day(doc, &e->facts, f);
    if (vg_merge_began(doc, e, m, f)) {
        e->type = m->type;
        e->type_rank = rank;
    }
    vg_merge_roles(doc, e->type, &e->facts, f);
    e->senses |= m->senses;
    e->pluperfect = (first || e->pluperfect) && (m->pluperfect || f->latest != VG_DAY_NONE);
    e->title_only = (first || e->title_only) && m->in_title;
    if (first) {
        e->first_sentence = m->sentence;
        e->facts.latest = f->latest;
    }
    e->last_sentence = m->sentence;
    e->last_paragraph = doc->sentences[m->sentence].paragraph;
    m->event = (int32_t)(e - x->events);
    size_t known = e->merged->n_mentions;
    add_index(doc->arena, &e->merged->mentions, &e->merged->n_mentions, &e->merged->cap_mentions,
              mention);
    if (e->merged->n_mentions > known)
        *VG_PUSH(doc->arena, e->told, e->n_told, e->cap_told) =
            (struct vg_told){mention, f->place, f->time, f->date, f->own_date};
    add_index(doc->arena, &e->merged->sentences, &e->merged->n_sentences, &e->merged->cap_sentences,
              m->sentence);
    if (vg_type_violent(e->type))
        x->fight = m->event;
    vg_merge_story(x, e, mention);
}

static struct vg_gather *best_event(struct vg_merging *x, int32_t mention, double *ret_score)
{
    float f[VG_PAIR_FEATURES];
    struct vg_gather *best = NULL;
    size_t from = x->n > MAX_OPEN ? x->n - MAX_OPEN : 0;

    *ret_score = 0;
    for (size_t i = from; i < x->n; i++) {
        if (!vg_merge_pair(x, &x->events[i], mention, f))
            continue;
        double score = vg_merge_score(f) + 0.001 * (double)(i - from);
        if (score > *ret_score) {
            *ret_score = score;
            best = &x->events[i];
        }
    }
    return best;
}

/* `onze jours après leur rapt`: names again what was told, whatever day stands beside it. */
static bool told_already(const struct vg_merging *x, const struct vg_mention *m,
                         const struct vg_facts *f)
{
    if (!m->nominal || !m->definite || (m->plural && !m->this_one) || m->in_title ||
        (!m->this_one && (f->own_place || f->own_date)))
        return false;
    bool violence =
        m->this_one && ((m->generic && vg_type_violent(m->type)) || m->type == VG_TYPE_COUP);
    for (size_t i = 0; i < x->n; i++)
        if ((x->events[i].type == m->type || (violence && vg_type_violent(x->events[i].type))) &&
            !x->events[i].title_only)
            return true; /* ce coup de force: whatever force was told of */
    return false;
}

/* `il y aurait 21 civils tués`: what became of people in what was told just before. */
static bool bare_result(const struct vg_merging *x, const struct vg_mention *m,
                        const struct vg_facts *f)
{
    bool result = m->generic && (m->implied == VG_OUT_KILLED || m->implied == VG_OUT_WOUNDED);
    bool verb = m->clause >= 0 && !m->nominal &&
                x->doc->groups->clauses[m->clause].form != VG_FORM_PPAS;

    if (!result || verb || m->in_title || m->other || f->own_place || f->own_date ||
        f->n_initiators > 0)
        return false;
    int32_t here = x->doc->sentences[m->sentence].paragraph;
    for (size_t i = x->n; i-- > 0 && x->n - i < 8;)
        if (vg_type_violent(x->events[i].type) && !x->events[i].title_only &&
            x->events[i].last_paragraph + 1 >= here)
            return true;
    return false;
}

/* `a sauté sur une mine au milieu de tirs de roquettes`: fire of which nothing else is told. */
static bool only_fire(const struct vg_merging *x, const struct vg_mention *m,
                      const struct vg_facts *f)
{
    if (!m->nominal || m->in_title || m->n_fillers ||
        vg_event_type_family(m->type) != VG_FAMILY_EXPLOSION || m->definite || m->np < 0 ||
        x->doc->groups->nps[m->np].prep == VG_PREP_NONE)
        return false;
    for (size_t i = x->n; i-- > 0 && x->n - i < 8;) {
        const struct vg_gather *e = &x->events[i];
        if (vg_type_violent(e->type) && e->last_sentence == m->sentence &&
            (!f->own_place || f->place == e->facts.place) &&
            (!f->own_date || f->time == e->facts.time))
            return true;
    }
    return false;
}

/* `il avait deux fusils, que les soldats ont saisis`: the booty of what was told. */
static bool booty_told(const struct vg_merging *x, const struct vg_mention *m,
                       const struct vg_facts *f)
{
    return m->type == VG_TYPE_WEAPONS_SEIZURE && m->clause >= 0 && !f->own_place && !f->own_date &&
           x->n > 0 && x->doc->groups->clauses[m->clause].rel == VG_LINK_OBJ;
}

/* `au lendemain de l'attaque, qui a fait lundi douze morts`: what the attack is said to have done
 * is the attack, whatever day stands before it. */
static struct vg_gather *done_by(const struct vg_merging *x, int32_t mention)
{
    const struct vg_mentions *ms = x->doc->mentions;
    const struct vg_mention *m = &ms->items[mention];
    const struct vg_groups *g = x->doc->groups;
    int32_t np = m->clause >= 0 && !m->nominal ? g->clauses[m->clause].subject : -1;

    if (np < 0 || !m->generic || !vg_type_violent(m->type) ||
        g->clauses[m->clause].voice != VG_VOICE_ACTIVE)
        return NULL;
    for (int32_t i = mention; i-- > 0 && ms->items[i].sentence == m->sentence;)
        if (ms->items[i].nominal && ms->items[i].head == g->nps[np].head &&
            vg_type_violent(ms->items[i].type) && ms->items[i].event >= 0 &&
            ms->items[i].event < (int32_t)x->n)
            return &x->events[ms->items[i].event];
    return NULL;
}

static void gather_here(struct vg_merging *x, int32_t mention)
{
    struct vg_mention *m = &x->doc->mentions->items[mention];
    const struct vg_frame *frame = &x->doc->groups->rules->frames[m->frame];
    double score;

    struct vg_gather *e = done_by(x, mention);
    if (!e)
        e = best_event(x, mention, &score);
    if (e) {
        vg_merge_absorb(x, e, mention);
        return;
    }
    const struct vg_facts *f = &x->facts[mention];
    if (booty_told(x, m, f) || told_already(x, m, f) || bare_result(x, m, f) ||
        only_fire(x, m, f)) {
        m->drop = VG_DROP_PART;
        return;
    }
    bool hangs = m->apart && !f->own_place && !f->own_date;
    bool alone = f->own_place || f->own_date || m->rank > 1 || !m->generic;
    if (frame->needs & VG_NEED_OTHER || !alone || hangs) {
        m->drop = VG_DROP_WEAK;
        return;
    }
    if (x->n == VG_MAX_EVENTS)
        return;
    struct vg_gather fresh = {
        .merged = vg_arena_alloc(x->doc->arena, sizeof(struct vg_merged)),
        .facts = VG_NO_FACTS,
        .serial = (int32_t)x->n,
        .alive = true};
    *VG_PUSH(x->doc->arena, x->events, x->n, x->cap) = fresh;
    vg_merge_absorb(x, &x->events[x->n - 1], mention);
}

#define COVERED_WITHIN 5 /* sentences after a list of places in which its one toll stands */

static bool names_a_spot(const struct vg_document *doc, const struct vg_sentence *s)
{
    for (uint32_t i = s->from; i < s->to; i++) {
        int32_t p = doc->tokens[i].place;
        if (p >= 0 && doc->places[p].precision <= VG_PLACE_TOWN && !doc->places[p].is_actor &&
            !doc->places[p].is_origin && !doc->places[p].is_dateline)
            return true;
    }
    return false;
}

/* Does one toll cover what was told of a list of places: in its sentence, or told after it before
 * any place is named? */
static bool one_toll(const struct vg_document *doc, int32_t sentence)
{
    if (vg_sentence_has_toll(doc, sentence))
        return true;
    for (size_t s = (size_t)sentence + 1;
         s < doc->n_sentences && s - (size_t)sentence <= COVERED_WITHIN; s++) {
        if (names_a_spot(doc, &doc->sentences[s]))
            return false;
        if (doc->groups->tolls_in[s] & VG_TOLL_SINGLE)
            return true;
    }
    return false;
}

/* `à X, puis à Y`, `lundi à X et mardi à Y`: one after the other. */
static bool in_turn(const struct vg_document *doc, const struct vg_listed *places, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (places[i].time >= 0)
            return true;
    for (uint32_t i = doc->places[places[0].place].to; i < doc->places[places[n - 1].place].from;
         i++)
        if (vg_particle(doc, i, VG_PT_APART))
            return true;
    return false;
}

/* `à X, Y et Z`: one event each, unless one toll covers them all. */
static void gather(struct vg_merging *x, int32_t mention)
{
    const struct vg_mention *m = &x->doc->mentions->items[mention];
    struct vg_facts *f = &x->facts[mention];
    struct vg_listed places[VG_MAX_LISTED];

    vg_merge_facts(x, mention);
    if (x->doc->groups->rules->frames[m->frame].needs & VG_NEED_ECHO &&
        !vg_merge_echo(x, mention)) {
        x->doc->mentions->items[mention].drop = VG_DROP_WEAK;
        return;
    }
    size_t n = vg_listed_places(x->doc, m, places);
    if (n < 2 || (one_toll(x->doc, m->sentence) && !in_turn(x->doc, places, n))) {
        if (n >= 2)
            f->place = places[0].place;
        gather_here(x, mention);
        return;
    }
    struct vg_facts as_told = *f;
    x->listing = true;
    for (size_t i = 0; i < n; i++) {
        *f = as_told;
        f->place = places[i].place;
        f->own_place = true;
        struct vg_date day = vg_merge_day(x, places[i].time);
        if (day.precision != VG_DATE_UNKNOWN) {
            f->date = day;
            f->time = places[i].time;
            f->own_date = true;
        }
        gather_here(x, mention);
    }
    x->listing = false;
}

/* `le convoi qui ralliait Gao`, `lundi, un convoi escorté par l'armée`: says who somebody is,
 * beside what the sentence tells of him. */
static bool is_aside(const struct vg_document *doc, size_t mention)
{
    const struct vg_mention *m = &doc->mentions->items[mention];
    const struct vg_clause *c = m->clause >= 0 ? &doc->groups->clauses[m->clause] : NULL;

    if (m->type != VG_TYPE_TROOP_MOVEMENT || m->nominal || !c)
        return false;
    bool aim = c->form == VG_FORM_INF && c->governor >= 0 && /* partie rejoindre X */
               doc->groups->clauses[c->governor].form == VG_FORM_PPAS;
    if (c->antecedent < 0 && c->form != VG_FORM_PPAS && c->form != VG_FORM_PPRES && !aim)
        return false;
    for (size_t i = vg_mention_from(doc, m->sentence);
         i < doc->mentions->n && doc->mentions->items[i].sentence == m->sentence; i++)
        if (i != mention && doc->mentions->items[i].drop == VG_DROP_NONE &&
            doc->mentions->items[i].type != VG_TYPE_TROOP_MOVEMENT &&
            (m->time < 0 || (!c->perfect && m->time == doc->mentions->items[i].time)))
            return true;
    return false;
}

#define ROUTE_REACH 3 /* sentences between an ambush and what tells where the convoy was going */

/* `le convoi se dirigeait de Gao à Ansongo`, beside the ambush that it fell into. */
static bool was_on_its_way(const struct vg_document *doc, size_t mention)
{
    const struct vg_mention *m = &doc->mentions->items[mention];
    const struct vg_clause *c = m->clause >= 0 ? &doc->groups->clauses[m->clause] : NULL;

    bool goes = m->type == VG_TYPE_TROOP_MOVEMENT || m->type == VG_TYPE_DISPLACEMENT;
    if (!goes || m->nominal || !c || m->time >= 0 || c->tense != VG_TENSE_IMPERFECT || c->perfect)
        return false;
    int32_t from = m->sentence > ROUTE_REACH ? m->sentence - ROUTE_REACH : 0;
    for (size_t i = vg_mention_from(doc, from);
         i < doc->mentions->n && doc->mentions->items[i].sentence <= m->sentence + 1; i++) {
        const struct vg_mention *o = &doc->mentions->items[i];
        if (o->drop == VG_DROP_NONE && !o->in_title &&
            (o->type == VG_TYPE_AMBUSH || o->type == VG_TYPE_IED ||
             (m->type == VG_TYPE_DISPLACEMENT && o->type == VG_TYPE_CIVILIAN_ATTACK)))
            return true;
    }
    return false;
}

/* `des renforts prennent la route : ils tombent dans une embuscade`: how those whom it hit came to
 * be there. */
static bool walks_into(const struct vg_document *doc, size_t mention)
{
    const struct vg_mention *m = &doc->mentions->items[mention];

    if (m->type != VG_TYPE_TROOP_MOVEMENT || m->nominal || m->time >= 0 || m->place >= 0)
        return false;
    for (size_t i = mention + 1;
         i < doc->mentions->n && doc->mentions->items[i].sentence == m->sentence; i++) {
        const struct vg_mention *o = &doc->mentions->items[i];
        if (o->drop == VG_DROP_NONE && (o->type == VG_TYPE_AMBUSH || o->type == VG_TYPE_IED))
            return true;
    }
    return false;
}

/* `un avion qui bombardait la ville a été abattu`: says which one. */
static bool tells_which(const struct vg_document *doc, size_t mention)
{
    const struct vg_mention *m = &doc->mentions->items[mention];
    const struct vg_groups *g = doc->groups;
    const struct vg_clause *c = m->clause >= 0 && !m->nominal ? &g->clauses[m->clause] : NULL;

    if (!c || c->rel != VG_LINK_SUBJ || c->antecedent < 0 || c->tense != VG_TENSE_IMPERFECT ||
        c->perfect || m->time >= 0 || !vg_type_violent(m->type))
        return false;
    for (size_t i = vg_mention_from(doc, m->sentence);
         i < doc->mentions->n && doc->mentions->items[i].sentence == m->sentence; i++) {
        const struct vg_mention *o = &doc->mentions->items[i];
        const struct vg_clause *of = o->clause >= 0 && !o->nominal ? &g->clauses[o->clause] : NULL;
        if (i != mention && of && o->drop == VG_DROP_NONE && vg_type_violent(o->type) &&
            (of->subject == c->antecedent || of->object == c->antecedent))
            return true;
    }
    return false;
}

/* `ils ont encerclé le village, puis tiré`: how an attack began, no siege. */
static bool begins_attack(const struct vg_document *doc, size_t mention)
{
    const struct vg_mention *m = &doc->mentions->items[mention];
    const struct vg_clause *c = m->clause >= 0 ? &doc->groups->clauses[m->clause] : NULL;

    if (m->type != VG_TYPE_BLOCKADE || m->nominal || !c || !c->perfect ||
        c->voice == VG_VOICE_PASSIVE ||
        !(m->senses & (VG_N_VILLAGE | VG_N_TOWN | VG_N_CAMP) ||
          (m->place >= 0 && doc->places[m->place].precision <= VG_PLACE_TOWN)) ||
        (m->time >= 0 && doc->times[m->time].since))
        return false;
    for (size_t i = vg_mention_from(doc, m->sentence);
         i < doc->mentions->n && doc->mentions->items[i].sentence <= m->sentence + 1; i++) {
        const struct vg_mention *o = &doc->mentions->items[i];
        if (i != mention && o->drop == VG_DROP_NONE && vg_type_violent(o->type) && !o->nominal &&
            !o->pluperfect)
            return true;
    }
    return false;
}

struct vg_merged_list *vg_merge_run(struct vg_document *doc)
{
    struct vg_merged_list *list = vg_arena_alloc(doc->arena, sizeof *list);
    struct vg_merging x = {
        .doc = doc, .place = -1, .fight = -1, .day = {VG_DAY_NONE, VG_DAY_NONE, VG_DATE_UNKNOWN}};

    x.hung = vg_arena_new_n(doc->arena, struct vg_date, doc->n_times + 1);
    x.facts = vg_arena_new_n(doc->arena, struct vg_facts, doc->mentions->n + 1);
    vg_merge_items(&x);
    for (size_t i = 0; i < doc->mentions->n && x.n < VG_MAX_EVENTS; i++)
        if (x.listed && doc->mentions->items[i].in_title && doc->mentions->items[i].sentence == 0)
            doc->mentions->items[i].drop =
                VG_DROP_TOTAL; /* the list tells what its headline sums up */
        else if (doc->mentions->items[i].drop == VG_DROP_NONE &&
                 (is_aside(doc, i) || begins_attack(doc, i) || walks_into(doc, i) ||
                  was_on_its_way(doc, i) || tells_which(doc, i)))
            doc->mentions->items[i].drop = VG_DROP_PART;
        else if (doc->mentions->items[i].drop == VG_DROP_NONE)
            gather(&x, (int32_t)i);
    vg_merge_fold(&x);
    vg_merge_parts(&x);
    vg_merge_figures(&x);
    for (size_t i = 0; i < x.n; i++)
        if (x.events[i].alive)
            vg_merge_fields(&x, &x.events[i]);
    vg_merge_control(&x);
    vg_merge_named(&x);
    vg_merge_filter(&x);
    vg_merge_background(&x);
    for (size_t i = 0; i < x.n; i++)
        if (x.events[i].alive)
            *VG_PUSH(doc->arena, list->items, list->n, list->cap) = *x.events[i].merged;
    /* mentions point at the final list */
    for (size_t i = 0; i < doc->mentions->n; i++)
        doc->mentions->items[i].event = -1;
    for (size_t i = 0; i < x.n; i++)
        for (size_t k = 0; !x.events[i].alive && k < x.events[i].merged->n_mentions; k++)
            doc->mentions->items[x.events[i].merged->mentions[k]].drop = VG_DROP_WEAK;
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; k < list->items[i].n_mentions; k++)
            doc->mentions->items[list->items[i].mentions[k]].event = (int32_t)i;
    return list;
}
