/* merge_pair.c - may this mention tell of that event? Contradictions block; the rest is weighed. */
#include "extract/merge_in.h"

#define LONG_AGO 60 /* days */

#define SPOILS_REACH 3 /* paragraphs */
#define NAMELESS_RANK 1 /* `opération` */

bool vg_type_violent(enum vg_event_type t)
{
    enum vg_family f = vg_event_type_family(t);

    return f == VG_FAMILY_BATTLE || f == VG_FAMILY_EXPLOSION || t == VG_TYPE_CIVILIAN_ATTACK ||
           t == VG_TYPE_ABDUCTION;
}

static bool from_the_air(enum vg_event_type t)
{
    return t == VG_TYPE_AIR_STRIKE || t == VG_TYPE_DRONE_STRIKE;
}

static bool figurehead(const char *code)
{
    return strcmp(code, "ARMED_GROUP") == 0 || strcmp(code, "SECURITY_FORCES") == 0 ||
           strcmp(code, "CIVILIANS") == 0;
}

/* 1: share one; 0: nothing to compare; -1: name others. General codes never contradict. */
static int compare_sets(const char *const *a, size_t na, const char *const *b, size_t nb)
{
    bool general = false;

    if (!na || !nb)
        return 0;
    for (size_t i = 0; i < na; i++)
        for (size_t k = 0; k < nb; k++) {
            if (strcmp(a[i], b[k]) == 0)
                return 1;
            general |= figurehead(a[i]) || figurehead(b[k]);
        }
    return general ? 0 : -1;
}

/* Fought over by two forces: what burns in it is its damage. A raid on civilians is no battle. */
static bool is_battle(const struct vg_merging *x, const struct vg_gather *e)
{
    enum vg_family f = vg_event_type_family(e->type);

    if (f != VG_FAMILY_BATTLE && f != VG_FAMILY_EXPLOSION)
        return false;
    for (size_t i = 0; i < e->facts.n_targets; i++)
        if (vg_actor_group(x->doc, e->facts.targets[i]) != VG_GROUP_CIVILIAN)
            return true;
    return (e->facts.n_targets == 0 && !e->generic) ||
           (f == VG_FAMILY_BATTLE && e->senses & VG_N_CAMP);
}

/* Is what is taken or burnt of that event: of a battle, or what a blast broke, whoever it hit? */
static bool takes_in(const struct vg_merging *x, const struct vg_gather *e,
                     const struct vg_mention *m)
{
    if (is_battle(x, e))
        return true;
    for (size_t i = 0; i < m->n_fillers; i++)
        if (m->fillers[i].role == VG_ROLE_INITIATOR)
            return false;
    return vg_event_type_family(e->type) == VG_FAMILY_EXPLOSION &&
           m->type == VG_TYPE_PROPERTY_DESTRUCTION && !m->in_title;
}

/* How the types agree: 2 the same, 1 one family, 0 two that may name one raid, -1 two events. */
static int compare_types(const struct vg_merging *x, const struct vg_gather *e,
                         const struct vg_mention *m)
{
    enum vg_event_type a = e->type, b = m->type;
    enum vg_family fa = vg_event_type_family(a), fb = vg_event_type_family(b);

    if (a == b)
        return 2;
    const uint32_t flown = 1u << VG_MEANS_AIRCRAFT | 1u << VG_MEANS_HELICOPTER;
    if (from_the_air(a) && from_the_air(b) && (m->nominal || m->generic) && !(m->means & flown))
        return 2; /* bare `frappes`: whatever flew */
    if (m->this_one && m->nominal && m->rank <= NAMELESS_RANK && vg_type_violent(a))
        return 1; /* cette opération */
    if (m->this_one && m->nominal && m->generic && fa == VG_FAMILY_PROPERTY && vg_type_violent(b))
        return 0; /* un car a été braqué. Cette attaque... */
    if (e->generic || m->generic) {
        bool both = vg_type_violent(a) && vg_type_violent(b);
        if (from_the_air(a) != from_the_air(b))
            return both && (e->generic ? from_the_air(b) : from_the_air(a)) ? 0 : -1;
        if (fb == VG_FAMILY_PROPERTY)
            return takes_in(x, e, m) ? 0 : -1;
        return both ? 1
               : (vg_type_violent(a) && b == VG_TYPE_RIOT) ||
                       (a == VG_TYPE_RIOT && vg_type_violent(b))
                   ? 0
                   : -1;
    }
    if (from_the_air(a) && from_the_air(b))
        return 1;
    if (fb == VG_FAMILY_PROPERTY && from_the_air(a) && takes_in(x, e, m))
        return 0; /* what the strike destroyed */
    if (from_the_air(a) || from_the_air(b))
        return -1;
    if (fa == fb && (fa == VG_FAMILY_BATTLE || fa == VG_FAMILY_PROPERTY))
        return 1;
    if (fa == VG_FAMILY_EXPLOSION && fb == VG_FAMILY_EXPLOSION)
        return -1; /* a shell and a mine are two */
    if (vg_type_violent(a) && vg_type_violent(b))
        return 0;
    if (fb == VG_FAMILY_PROPERTY && takes_in(x, e, m))
        return 0;
    return -1;
}

bool vg_merge_compatible(const struct vg_merging *x, const struct vg_gather *a,
                         const struct vg_gather *b)
{
    const struct vg_mention as_one = {.type = b->type, .generic = b->generic};
    int types = compare_types(x, a, &as_one);

    if (types < 0 ||
        (a->type != b->type && !(vg_type_violent(a->type) && vg_type_violent(b->type))) ||
        vg_merge_items_apart(x, a->last_sentence, b->first_sentence))
        return false;
    const struct vg_facts *f = &a->facts, *g = &b->facts;
    if (compare_sets(f->initiators, f->n_initiators, g->initiators, g->n_initiators) >= 0)
        return true;
    /* a fight that each side is said to have begun */
    return vg_event_type_family(a->type) == VG_FAMILY_BATTLE &&
           vg_event_type_family(b->type) == VG_FAMILY_BATTLE &&
           (compare_sets(f->initiators, f->n_initiators, g->targets, g->n_targets) > 0 ||
            compare_sets(f->targets, f->n_targets, g->initiators, g->n_initiators) > 0);
}

static bool dates_agree(const struct vg_date *a, const struct vg_date *b)
{
    return a->from <= b->to && b->from <= a->to;
}

static bool known(const struct vg_date *d)
{
    return d->precision != VG_DATE_UNKNOWN;
}

/* `l'attaque`: one told before, of which the day and the place may now be told for the first time.
 */
static bool names_again(const struct vg_mention *m)
{
    return m->nominal && m->definite && m->generic && !m->plural && !m->other && !m->in_title;
}

static bool compare_place_and_date(const struct vg_merging *x, const struct vg_gather *e,
                                   int32_t mention, float *f)
{
    const struct vg_facts *m = &x->facts[mention];
    bool ep = e->facts.place >= 0, mp = m->place >= 0;
    const struct vg_mention *said = &x->doc->mentions->items[mention];
    bool again = names_again(said);
    bool this_one = said->nominal && said->this_one && said->generic && !said->in_title;

    if (ep && mp) {
        bool vague = x->doc->places[e->facts.place].precision >= VG_PLACE_ADMIN1 ||
                     x->doc->places[m->place].precision >= VG_PLACE_ADMIN1;
        if (x->listing ? vg_where_same(x->doc, e->facts.place, m->place)
                       : vg_place_agrees(x->doc, e->facts.place, m->place))
            f[VG_PAIR_PLACE_SAME] = 1;
        else if (m->own_place && !vague && !(again && !e->facts.own_place))
            return false;
        else
            f[VG_PAIR_PLACE_MISSING] = 1;
    } else if (ep || mp) {
        f[VG_PAIR_PLACE_MISSING] = 1;
    } else {
        f[VG_PAIR_PLACE_BOTH_MISSING] = 1;
    }
    if (known(&e->facts.date) && known(&m->date)) {
        if (dates_agree(&e->facts.date, &m->date))
            f[VG_PAIR_DATE_SAME] = 1;
        else if (m->own_date && !(again && !e->facts.own_date) && !this_one)
            return false;
        else
            f[VG_PAIR_DATE_MISSING] = 1;
    } else {
        if (m->latest != VG_DAY_NONE &&
            (known(&e->facts.date) ? e->facts.date.from > m->latest : e->facts.latest != m->latest))
            return false;
        if (e->facts.latest != VG_DAY_NONE && m->own_date && m->date.from > e->facts.latest)
            return false; /* il y a quelques semaines */
        f[VG_PAIR_DATE_MISSING] = 1;
    }
    return true;
}

static bool compare_actors(const struct vg_gather *e, const struct vg_facts *m,
                           enum vg_event_type type, float *f)
{
    int same_i =
        compare_sets(e->facts.initiators, e->facts.n_initiators, m->initiators, m->n_initiators);
    int same_t = compare_sets(e->facts.targets, e->facts.n_targets, m->targets, m->n_targets);
    int crossed =
        compare_sets(e->facts.initiators, e->facts.n_initiators, m->targets, m->n_targets);
    int crossed2 =
        compare_sets(e->facts.targets, e->facts.n_targets, m->initiators, m->n_initiators);

    f[VG_PAIR_INITIATOR_SHARED] = same_i > 0;
    f[VG_PAIR_TARGET_SHARED] = same_t > 0;
    f[VG_PAIR_TARGET_CLASH] = same_t < 0;
    if (same_t < 0 && (type == VG_TYPE_COUP || type == VG_TYPE_SANCTION))
        return false; /* of another country */
    bool mutual = vg_event_type_family(type) == VG_FAMILY_BATTLE && (crossed > 0 || crossed2 > 0);
    if (same_i < 0 && !mutual) {
        f[VG_PAIR_INITIATOR_CLASH] = 1;
        return vg_type_violent(type);
    }
    return true;
}

static void compare_distance(const struct vg_merging *x, const struct vg_gather *e,
                             const struct vg_mention *m, float *f)
{
    const struct vg_sentence *s = &x->doc->sentences[m->sentence];
    int32_t paragraphs = s->paragraph - e->last_paragraph;

    if (e->title_only)
        f[VG_PAIR_TITLE] = 1;
    else if (m->sentence == e->last_sentence)
        f[VG_PAIR_SAME_SENTENCE] = 1;
    else if (paragraphs == 0)
        f[VG_PAIR_SAME_PARAGRAPH] = 1;
    else if (paragraphs == 1)
        f[VG_PAIR_NEXT_PARAGRAPH] = 1;
    else
        f[VG_PAIR_FAR] = 1;
}

/* What is taken or burnt in a battle, told in the same breath or as its outcome: nothing violent
 * was told since. */
static bool spoils(const struct vg_merging *x, const struct vg_gather *e,
                   const struct vg_mention *m, const struct vg_facts *facts)
{
    enum vg_family a = vg_event_type_family(e->type);

    if ((a != VG_FAMILY_BATTLE && a != VG_FAMILY_EXPLOSION) || !takes_in(x, e, m) ||
        facts->own_date || vg_event_type_family(m->type) != VG_FAMILY_PROPERTY)
        return false;
    if (facts->place >= 0 && e->facts.place >= 0 &&
        x->doc->tokens[x->doc->places[facts->place].from].sentence == m->sentence &&
        !vg_place_agrees(x->doc, facts->place, e->facts.place))
        return false;
    if (x->doc->sentences[m->sentence].paragraph == e->last_paragraph)
        return true;
    return !facts->own_place && !(m->senses & VG_N_INFRA) && e - x->events == x->fight &&
           x->doc->sentences[m->sentence].paragraph - e->last_paragraph <= SPOILS_REACH;
}

/* Whom the raiders carried off, told after whom they killed: one raid; or the prisoners of a
 * battle.
 */
static bool carried_off(const struct vg_merging *x, const struct vg_gather *e,
                        const struct vg_mention *m, const struct vg_facts *facts)
{
    bool soldiers = false;

    for (size_t i = 0; i < facts->n_targets; i++)
        soldiers |= vg_actor_group(x->doc, facts->targets[i]) == VG_GROUP_MILITARY;
    return m->type == VG_TYPE_ABDUCTION && !m->nominal && !m->pluperfect && !m->conditional &&
           !m->in_title && !facts->own_place && !facts->own_date &&
           (soldiers ? vg_event_type_family(e->type) == VG_FAMILY_BATTLE
                     : e->type == VG_TYPE_CIVILIAN_ATTACK) &&
           e - x->events == x->fight &&
           x->doc->sentences[m->sentence].paragraph <= e->last_paragraph + 1;
}

/* A bomb followed by gunfire in one breath is one attack. */
static bool follows_blast(const struct vg_merging *x, const struct vg_gather *e,
                          const struct vg_mention *m, const struct vg_facts *facts)
{
    enum vg_event_type last =
        x->doc->mentions->items[e->merged->mentions[e->merged->n_mentions - 1]].type;

    return (e->type == VG_TYPE_IED || e->type == VG_TYPE_SUICIDE_BOMBING ||
            last == VG_TYPE_IED) &&
           vg_type_violent(m->type) && !from_the_air(m->type) && m->sentence == e->last_sentence &&
           !facts->own_place && !facts->own_date;
}

/* `Un convoi est tombé dans une embuscade. Des hommes armés ont ouvert le feu`: how it went, nobody
 * else being hit. */
static bool fired_then(const struct vg_merging *x, const struct vg_gather *e,
                       const struct vg_mention *m, const struct vg_facts *facts)
{
    bool attack = e->type == VG_TYPE_AMBUSH || e->type == VG_TYPE_ASSAULT ||
                  e->type == VG_TYPE_IED || e->type == VG_TYPE_SUICIDE_BOMBING;

    return attack && !e->title_only && m->type == VG_TYPE_CIVILIAN_ATTACK && m->implied < 0 &&
           !m->nominal && !m->other && !m->pluperfect && !m->conditional &&
           facts->n_targets == 0 && !facts->own_place && !facts->own_date &&
           m->sentence - e->last_sentence <= 1 &&
           x->doc->sentences[m->sentence].paragraph == e->last_paragraph;
}

#define MINE_REACH 2 /* sentences */

/* `est tombé dans une embuscade. Le véhicule de tête a sauté sur une mine`: how it was laid. */
static bool blast_in_attack(const struct vg_merging *x, const struct vg_gather *e,
                            const struct vg_mention *m, const struct vg_facts *facts)
{
    const uint32_t on_the_road = VG_N_MILITARY | VG_N_CONVOY | VG_N_CAMP;

    return (m->type == VG_TYPE_IED || m->type == VG_TYPE_SUICIDE_BOMBING) && !m->nominal &&
           !m->other && !m->pluperfect && !m->conditional && !facts->own_place &&
           !facts->own_date && (e->type == VG_TYPE_AMBUSH || e->type == VG_TYPE_ASSAULT) &&
           !e->title_only && (e->senses & on_the_road || e->type == VG_TYPE_AMBUSH) &&
           m->sentence - e->last_sentence <= MINE_REACH &&
           x->doc->sentences[m->sentence].paragraph <= e->last_paragraph + 1;
}

/* `A Tidermène, le groupe a volé du bétail. Un berger a été abattu`: the paragraph is at another
 * place by now than that of the event. */
static bool moved_on(const struct vg_merging *x, const struct vg_gather *e,
                     const struct vg_mention *m, const struct vg_facts *facts)
{
    const struct vg_document *doc = x->doc;

    if (x->place < 0 || facts->own_place || m->nominal || e->facts.place < 0 ||
        x->place == e->facts.place || x->place_paragraph != doc->sentences[m->sentence].paragraph ||
        e->last_sentence == m->sentence)
        return false;
    return doc->tokens[doc->places[x->place].from].sentence > e->last_sentence &&
           doc->places[x->place].precision <= VG_PLACE_TOWN &&
           !vg_place_agrees(doc, x->place, e->facts.place);
}

/* `des soldats sont tombés dans une embuscade`, after one of two years ago: nothing says that it
 * was that one. */
static bool long_ago(const struct vg_merging *x, const struct vg_gather *e,
                     const struct vg_mention *m, const struct vg_facts *f)
{
    const struct vg_date *d = &e->facts.date;

    return !m->pluperfect && !m->nominal && !f->own_date &&
           x->doc->sentences[m->sentence].paragraph != e->last_paragraph && !e->title_only &&
           e->merged->mentions[0] > 0 && e->facts.own_date && d->precision != VG_DATE_UNKNOWN &&
           x->doc->published != VG_DAY_NONE && d->to < x->doc->published - LONG_AGO;
}

/* `a été libéré`; `quatre avaient été libérés deux jours plus tard`: an earlier one, by its own
 * day, of which what is told now is not said to be. */
static bool earlier_one(const struct vg_merging *x, const struct vg_gather *e,
                        const struct vg_mention *m, const struct vg_facts *f)
{
    const struct vg_mention *chief = &x->doc->mentions->items[e->merged->mentions[0]];
    const struct vg_clause *said = chief->clause >= 0 && !chief->nominal
                                       ? &x->doc->groups->clauses[chief->clause]
                                       : NULL;

    return m->pluperfect && !m->nominal && f->own_date && !e->pluperfect && !e->facts.own_date &&
           said && (said->form == VG_FORM_FINITE || chief->in_title);
}

bool vg_merge_pair(const struct vg_merging *x, const struct vg_gather *e, int32_t mention,
                   float features[static VG_PAIR_FEATURES])
{
    const struct vg_mention *m = &x->doc->mentions->items[mention];
    const struct vg_facts *facts = &x->facts[mention];
    const struct vg_mention *chief = &x->doc->mentions->items[e->merged->mentions[0]];
    const struct vg_mention *last =
        &x->doc->mentions->items[e->merged->mentions[e->merged->n_mentions - 1]];
    int types = compare_types(x, e, m);

    memset(features, 0, VG_PAIR_FEATURES * sizeof *features);
    bool same_other = m->other && chief->other && facts->own_date && e->facts.own_date &&
                      e->facts.place < 0 && facts->date.from == e->facts.date.from &&
                      facts->date.to == e->facts.date.to;
    if (types < 0 || (m->other && !e->title_only && !same_other) || m->refuted != chief->refuted ||
        ((m->earlier || last->earlier) && e->last_sentence == m->sentence) ||
        (!m->this_one && vg_merge_items_apart(x, e->last_sentence, m->sentence)) ||
        long_ago(x, e, m, facts) || earlier_one(x, e, m, facts))
        return false;
    if (x->doc->groups->tolls_in[m->sentence] & VG_TOLL_FALSE && !m->generic && types < 2 &&
        !e->title_only)
        return false; /* a rumour beside what happened */
    features[VG_PAIR_SAME_TYPE] = types == 2;
    features[VG_PAIR_SAME_FAMILY] = types == 1;
    features[VG_PAIR_CROSS_TYPE] = types == 0;
    features[VG_PAIR_GENERIC] = m->generic || e->generic;
    if (!compare_place_and_date(x, e, mention, features) ||
        !compare_actors(e, facts, e->type, features))
        return false;
    compare_distance(x, e, m, features);
    bool by_others =
        facts->n_initiators && e->facts.n_initiators && !features[VG_PAIR_INITIATOR_SHARED];
    features[VG_PAIR_MOVED_ON] = moved_on(x, e, m, facts);
    features[VG_PAIR_RESULT] = m->generic && features[VG_PAIR_MOVED_ON] < 1 && m->rank <= 4 &&
                               !facts->own_place && !facts->own_date && !by_others &&
                               (m->implied == VG_OUT_KILLED || m->implied == VG_OUT_WOUNDED);
    features[VG_PAIR_SPOILS] = spoils(x, e, m, facts) || carried_off(x, e, m, facts);
    features[VG_PAIR_BLAST] = follows_blast(x, e, m, facts) || fired_then(x, e, m, facts) ||
                              blast_in_attack(x, e, m, facts);
    features[VG_PAIR_BEFORE] = m->pluperfect && !e->pluperfect && !m->nominal;
    features[VG_PAIR_OTHER_STATUS] = m->conditional != chief->conditional;
    features[VG_PAIR_DEFINITE] = m->nominal && m->definite;
    features[VG_PAIR_INDEFINITE] = m->nominal && !e->title_only &&
                                   (facts->own_place || facts->own_date) &&
                                   (m->indefinite || (!m->definite && !m->in_title));
    const struct vg_clause *said =
        chief->clause >= 0 && !chief->nominal ? &x->doc->groups->clauses[chief->clause] : NULL;
    bool of_then = said && said->form == VG_FORM_PPAS && types == 2 &&
                   e->type == VG_TYPE_ABDUCTION; /* X, enlevé jeudi */
    features[VG_PAIR_BEFORE] *= !of_then;
    features[VG_PAIR_PLUPERFECT_SHIFT] = m->pluperfect && !e->pluperfect && !of_then;
    return true;
}

/* Weights set by hand, then by coordinate search on train (dev stays as it was). Above 0: one
 * event. */
static const float weights[VG_PAIR_FEATURES] = {
    [VG_PAIR_SAME_TYPE] = 1.2f,
    [VG_PAIR_SAME_FAMILY] = 0.3f,
    [VG_PAIR_CROSS_TYPE] = -0.2f,
    [VG_PAIR_GENERIC] = 0.15f,
    [VG_PAIR_PLACE_SAME] = 1.0f,
    [VG_PAIR_PLACE_MISSING] = 0.1f,
    [VG_PAIR_PLACE_BOTH_MISSING] = 0.7f,
    [VG_PAIR_DATE_SAME] = 0.6f,
    [VG_PAIR_INITIATOR_SHARED] = 0.4f,
    [VG_PAIR_INITIATOR_CLASH] = -1.2f,
    [VG_PAIR_TARGET_SHARED] = 0.3f,
    [VG_PAIR_TARGET_CLASH] = -0.5f,
    [VG_PAIR_SAME_SENTENCE] = 0.7f,
    [VG_PAIR_SAME_PARAGRAPH] = 0.4f,
    [VG_PAIR_NEXT_PARAGRAPH] = 0.1f,
    [VG_PAIR_FAR] = -0.2f,
    [VG_PAIR_TITLE] = 0.5f,
    [VG_PAIR_DEFINITE] = 0.4f,
    [VG_PAIR_INDEFINITE] = -0.4f,
    [VG_PAIR_PLUPERFECT_SHIFT] = -0.4f,
    [VG_PAIR_SPOILS] = 1.4f,
    [VG_PAIR_RESULT] = 1.0f,
    [VG_PAIR_BLAST] = 1.4f,
    [VG_PAIR_MOVED_ON] = -1.0f,
    [VG_PAIR_BEFORE] = -1.0f,
    [VG_PAIR_OTHER_STATUS] = -0.5f,
};
#define BIAS -0.9

double vg_merge_score(const float features[static VG_PAIR_FEATURES])
{
    double sum = BIAS;

    for (int i = 0; i < VG_PAIR_FEATURES; i++)
        sum += (double)(weights[i] * features[i]);
    return sum;
}
