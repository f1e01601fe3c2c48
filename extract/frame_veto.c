/* frame_veto.c - mentions that are well formed and yet no event: who cannot do such a thing, what
 * stands for something else, sums over months. */
#include "extract/frame_in.h"

#include "base/clock.h"
#include "extract/merge_in.h"
#include "extract/particle.h"

#define MANY   100   /* dead of an area and of no day */
#define MASSES 50000 /* people who flee: more than one event drives away */

static const struct vg_clause *own_clause(const struct vg_match *k)
{
    return k->clause >= 0 ? &k->doc->groups->clauses[k->clause] : NULL;
}

static bool names_events(const struct vg_groups *g, int32_t np)
{
    uint32_t head = g->nps[np].head, word = g->lemma[head] ? g->lemma[head] : g->form[head];
    int32_t row = word ? g->rules->info[word].frame : -1;

    while (row >= 0 && g->rules->frames[row].kind != VG_FRAME_NOUN)
        row = g->rules->frames[row].next;
    return row >= 0;
}

/* `des dizaines de terroristes neutralisés le mois dernier`, `les attaques ont fait 4.000 morts en
 * 2019`: no single occurrence. */
static bool sums_up(const struct vg_match *k, enum vg_date_precision precision)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_clause *c = own_clause(k);

    if (k->m->place >= 0 && k->doc->places[k->m->place].precision <= VG_PLACE_TOWN)
        return false;
    int32_t n = k->patient >= 0 ? g->nps[k->patient].number : -1;
    const struct vg_count *count = n >= 0 ? &k->doc->numbers[n].count : NULL;
    bool dozens = count && count->approx && count->min != VG_COUNT_NULL && count->min >= 20;
    bool attacks = precision >= VG_DATE_YEAR && k->m->generic &&
                   (k->m->plural || (c && c->subject >= 0 && g->nps[c->subject].plural &&
                                     names_events(g, c->subject)));
    return (dozens && vg_type_violent(k->m->type)) || attacks;
}

/* `a déplacé des millions de personnes`, `des milliers de déplacés`: of a crisis, not of one place.
 */
static bool masses(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    int32_t np = k->patient >= 0 ? k->patient : k->np;
    int32_t n = np >= 0 ? g->nps[np].number : -1;

    uint8_t tolls = g->tolls_in[k->m->sentence];
    bool town = k->m->place >= 0 && k->doc->places[k->m->place].precision <= VG_PLACE_TOWN;
    if (!town && tolls & VG_TOLL_ANY && !(tolls & VG_TOLL_SINGLE))
        return true; /* a fait 20 000 morts et déplacé des millions de personnes */
    if (n >= 0 && k->doc->numbers[n].count.min != VG_COUNT_NULL &&
        k->doc->numbers[n].count.min >= 10 * MASSES)
        return true;
    if (n < 0 || k->m->time >= 0 ||
        (k->m->place >= 0 && k->doc->places[k->m->place].precision < VG_PLACE_COUNTRY))
        return false;
    const struct vg_count *c = &k->doc->numbers[n].count;
    return c->min != VG_COUNT_NULL &&
           (c->min >= MASSES || (c->approx && c->max == VG_COUNT_NULL && c->min >= 1000));
}

#define LONG_SPAN 92 /* days over which only a total is told */

/* `ont tué des milliers de personnes depuis 2015` */
static bool long_total(const struct vg_match *k)
{
    const struct vg_sentence *s = &k->doc->sentences[k->m->sentence];
    bool many = k->m->plural || (k->patient >= 0 && k->doc->groups->nps[k->patient].plural);

    if (!vg_type_violent(k->m->type) && vg_event_type_family(k->m->type) != VG_FAMILY_PROPERTY &&
        k->m->type != VG_TYPE_DISPLACEMENT)
        return false;
    if (k->m->type == VG_TYPE_DISPLACEMENT && masses(k))
        return true;
    int32_t n = k->patient >= 0 ? k->doc->groups->nps[k->patient].number : -1;
    int64_t dead =
        n >= 0 && k->doc->numbers[n].count.min != VG_COUNT_NULL ? k->doc->numbers[n].count.min : 0;
    if (dead >= MASSES && vg_type_violent(k->m->type))
        return true; /* a tué des centaines de milliers de personnes */
    bool area = k->m->place >= 0 && k->doc->places[k->m->place].precision >= VG_PLACE_ADMIN1;
    if (dead >= MANY && k->m->generic && k->m->implied >= 0 && area && k->m->time < 0 &&
        !k->m->in_title)
        return true; /* au moins 287 civils ont été tués dans le centre du Mali */
    uint8_t tolls = k->doc->groups->tolls_in[k->m->sentence];
    if (k->m->generic && tolls & VG_TOLL_ANY && !(tolls & VG_TOLL_SINGLE) &&
        (k->m->time < 0 || k->doc->times[k->m->time].date.precision >= VG_DATE_YEAR))
        return true; /* 36.000 morts */
    for (uint32_t i = s->from; i < s->to; i++) {
        int32_t t = k->doc->tokens[i].time;
        if (t < 0)
            continue;
        const struct vg_time_expr *x = &k->doc->times[t];
        bool own = t == k->m->time || (many && k->m->time < 0) || i <= s->from + 1;
        enum vg_date_precision least =
            k->m->type == VG_TYPE_DISPLACEMENT ? VG_DATE_YEAR : VG_DATE_MONTH;
        bool long_span = x->date.precision >= least && x->date.precision != VG_DATE_UNKNOWN;
        bool months =
            x->range && x->date.to - x->date.from > LONG_SPAN; /* entre juillet 2024 et juin 2025 */
        if (own && long_span && (x->since || months || sums_up(k, x->date.precision)))
            return true;
    }
    return false;
}

/* `Nouakchott a protesté`, `un rassemblement de terroristes`: no march. */
static bool no_crowd(const struct vg_match *k)
{
    const struct vg_clause *c = own_clause(k);
    const struct vg_groups *g = k->doc->groups;
    const uint32_t force = VG_N_MILITANT | VG_N_MILITARY | VG_N_POWER;

    if (k->m->type != VG_TYPE_PROTEST)
        return false;
    for (size_t i = 0; i < k->m->n_fillers; i++) {
        enum vg_actor_kind kind = vg_actor_kind_of(k->doc, k->m->fillers[i].code);
        if (k->m->fillers[i].role == VG_ROLE_INITIATOR &&
            (kind <= VG_ACTOR_ARMED_GROUP || kind == VG_ACTOR_INTERNATIONAL))
            return true;
    }
    if (c && c->subject >= 0 && k->frame->roles[VG_SLOT_SUBJ] == VG_FR_I)
        return g->nps[c->subject].sense & force ||
               k->doc->tokens[g->nps[c->subject].head].place >= 0;
    int32_t of = k->np >= 0 ? vg_np_complement(g, k->np, -1) : -1;
    return of >= 0 && g->nps[of].prep == VG_PREP_DE &&
           g->nps[of].sense & (VG_N_MILITANT | VG_N_MILITARY);
}

/* `l'escorte a abandonné les passagers`: people are left, not a place. */
static bool leaves_people(const struct vg_match *k)
{
    const struct vg_clause *c = own_clause(k);
    const struct vg_groups *g = k->doc->groups;

    if (!c || k->m->type != VG_TYPE_DISPLACEMENT || k->frame->roles[VG_SLOT_OBJ] != VG_FR_F ||
        k->frame->reflexive ||
        (c->voice == VG_VOICE_PASSIVE && c->form == VG_FORM_FINITE)) /* ont été évacués */
        return false;
    int32_t np = c->voice == VG_VOICE_PASSIVE ? c->subject : c->object;
    uint32_t sense = np >= 0 ? g->nps[np].sense : 0;
    return sense & (VG_N_PERSON | VG_N_CIVILIAN) &&
           !(sense & (VG_N_TOWN | VG_N_VILLAGE | VG_N_BUILDING | VG_N_PLACEWORD | VG_N_CAMP));
}

/* `a assuré qu'un convoi partirait`: the future of a past, not a rumour. */
static bool yet_to_come(const struct vg_match *k)
{
    const struct vg_clause *c = own_clause(k);

    return c && c->conditional && !c->perfect && c->form == VG_FORM_FINITE &&
           c->voice != VG_VOICE_PASSIVE &&
           (c->complement || k->m->type == VG_TYPE_TROOP_MOVEMENT) && k->m->time < 0;
}

/* `est parvenue à détecter`: nobody went anywhere. */
static bool manages_to(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    size_t next = (size_t)k->clause + 1;

    if (k->clause < 0 || k->m->type != VG_TYPE_TROOP_MOVEMENT)
        return false;
    while (next < g->n_clauses && g->clauses[next].sentence == k->m->sentence &&
           g->clauses[next].form != VG_FORM_INF)
        next++;
    if (next >= g->n_clauses || g->clauses[next].sentence != k->m->sentence ||
        g->clauses[next].from == 0)
        return false;
    uint32_t before = g->clauses[next].from - 1u;
    return g->clauses[next].governor == k->clause && g->prep[before] == VG_PREP_A &&
           vg_particle(k->doc, before, VG_PT_TO);
}

/* `tant de villageois égorgés`: as often happens. */
static bool one_of_many(const struct vg_match *k)
{
    const struct vg_clause *c = own_clause(k);
    const struct vg_groups *g = k->doc->groups;

    if (!c || c->form != VG_FORM_PPAS || c->subject < 0)
        return false;
    uint32_t from = g->nps[c->subject].from, first = k->doc->sentences[k->m->sentence].from;
    for (uint32_t i = from >= first + 2 ? from - 2 : first; i < c->head; i++)
        if (vg_word_has(g, i, VG_W_HABIT))
            return true;
    return false;
}

/* `un camion a tué trois élèves`: an accident. */
static bool run_over(const struct vg_match *k)
{
    const struct vg_clause *c = own_clause(k);

    if (!c || k->m->type != VG_TYPE_CIVILIAN_ATTACK)
        return false;
    int32_t by = c->voice == VG_VOICE_PASSIVE ? c->agent : c->subject;
    uint32_t sense = by >= 0 ? vg_np_senses(k->doc, by) : 0;
    const struct vg_groups *g = k->doc->groups;
    uint32_t who = by >= 0 && !g->nps[by].plural ? g->lemma[g->nps[by].head] : 0;
    if (who && g->rules->info[who].themes & 1u << VG_THEME_ACCIDENT &&
        !(sense & (VG_N_MILITANT | VG_N_MILITARY)))
        return true; /* un conducteur de bus */
    return sense & (VG_N_VEHICLE | VG_N_CIVVEH) &&
           !(sense & (VG_N_MILITANT | VG_N_MILITARY | VG_N_CONVOY | VG_N_PERSON | VG_N_CIVILIAN |
                      VG_N_SUICIDE | VG_N_MINE | VG_N_SHELL | VG_N_DRONE | VG_N_ARMS));
}

static bool before_our_time(const struct vg_match *k)
{
    const struct vg_sentence *s = &k->doc->sentences[k->m->sentence];

    for (uint32_t i = s->from; i < s->to; i++) {
        int32_t t = k->doc->tokens[i].time;
        if (t >= 0 && k->doc->times[t].date.precision != VG_DATE_UNKNOWN &&
            k->doc->times[t].date.from != VG_DAY_NONE &&
            k->doc->times[t].date.to < vg_day_from_civil(1960, 1, 1) &&
            (t == k->m->time || k->m->time < 0))
            return true;
    }
    return false;
}

/* Is the verb one of violence by some row of its own, or one that carries an attack? */
static bool verb_strikes(const struct vg_groups *g, uint32_t head)
{
    const struct vg_rules *r = g->rules;
    uint32_t word = g->lemma[head] ? g->lemma[head] : g->form[head];

    if (vg_word_has(g, head, VG_W_HIT | VG_W_GIVE | VG_W_TAKE))
        return true;
    for (int32_t row = r->info[word].frame; row >= 0; row = r->frames[row].next)
        if (r->frames[row].kind == VG_FRAME_VERB && r->frames[row].n == 1 &&
            (r->frames[row].chooser >= 0 || vg_type_violent(r->frames[row].type) ||
             vg_event_type_family(r->frames[row].type) == VG_FAMILY_PROPERTY))
            return true;
    return false;
}

/* `rentraient de patrouille lorsqu'une mine a explosé`: how those whom it hit came to be there. */
static bool on_the_way(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    size_t next = (size_t)k->clause + 1;

    if (k->clause < 0 || k->m->type != VG_TYPE_TROOP_MOVEMENT ||
        g->clauses[k->clause].tense != VG_TENSE_IMPERFECT)
        return false;
    while (next < g->n_clauses && g->clauses[next].sentence == k->m->sentence &&
           g->clauses[next].sub != VG_SUB_WHEN)
        next++;
    return next < g->n_clauses && g->clauses[next].sentence == k->m->sentence &&
           verb_strikes(g, g->clauses[next].head);
}

/* `un drone a filmé`, `ont employé un véhicule piégé`: what somebody has, not what happened. */
static bool idle_weapon(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    const uint32_t weapons = VG_N_DRONE | VG_N_MINE | VG_N_SHELL | VG_N_SUICIDE;
    int32_t c = k->m->clause;

    if (k->clause >= 0 || k->np < 0 || !(g->sense[k->m->head] & weapons) || c < 0 ||
        k->used[k->frame->n - 1] >= g->nps[k->np].to) /* des mortiers ont craché */
        return false;
    int32_t parent = g->nps[k->np].parent;
    if (parent >= 0 && vg_word_has(g, g->nps[parent].head, VG_W_USE))
        return true; /* l'utilisation d'engins explosifs */
    if (parent >= 0 && g->nps[parent].sense == 0)
        return false; /* l'explosion d'une mine: its own noun decides */
    const struct vg_clause *cl = &g->clauses[c];
    if ((cl->voice == VG_VOICE_PASSIVE ? cl->subject : cl->object) == k->np &&
        !vg_word_has(g, cl->head, VG_W_LAUNCH | VG_W_GIVE | VG_W_AVOIR | VG_W_ETRE))
        return true; /* ont neutralisé deux drones: the weapon is what was hit */
    if (vg_word_has(g, cl->head, VG_W_AVOIR | VG_W_ETRE | VG_W_REPORT) ||
        vg_clause_launches(g, cl))
        return false;
    for (uint32_t v = g->clause_first[k->m->sentence]; v < g->clause_first[k->m->sentence + 1]; v++)
        if ((g->clauses[v].subject == k->np || g->clauses[v].object == k->np ||
             g->clauses[v].agent == k->np) &&
            g->clauses[v].head >= g->nps[k->np].to && /* not véhicule piégé */
            verb_strikes(g, g->clauses[v].head))
            return false;
    return !verb_strikes(g, cl->head);
}

/* `posté en embuscade`, `mort en opération`: how, not what. */
static bool manner(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;

    return k->np >= 0 && k->clause < 0 && g->nps[k->np].prep == VG_PREP_EN &&
           g->nps[k->np].det == VG_DET_NONE && vg_type_violent(k->m->type) && !k->m->plural &&
           vg_np_complement(g, k->np, -1) < 0;
}

/* `auteur de plusieurs embuscades`: says who he is. */
static bool says_who(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    int32_t parent = k->clause < 0 && k->np >= 0 ? g->nps[k->np].parent : -1;

    if (parent >= 0 && k->m->plural && k->m->time < 0 && g->nps[k->np].det == VG_DET_NONE &&
        vg_type_violent(k->m->type) && vg_word_has(g, g->nps[parent].head, VG_W_SHOWN))
        return true; /* des vidéos de frappes */
    int32_t of = k->clause < 0 && k->np >= 0 ? vg_np_complement(g, k->np, -1) : -1;
    bool known = k->m->definite && of >= 0 && g->nps[of].place >= 0; /* des attaques de Tessit */
    bool kind = k->np >= 0 && ((k->m->plural && !k->m->definite) || /* spécialisés dans le vol */
                               (g->nps[k->np].prep == VG_PREP_DANS && of < 0));
    const struct vg_np *first = k->np >= 0 ? &g->nps[vg_np_first(g, k->np)] : NULL;
    if (first && first != &g->nps[k->np] && first->parent >= 0)
        first = &g->nps[first->parent]; /* le vol de motos et les meurtres */
    bool trade = first && (k->m->type == VG_TYPE_LOOTING || first != &g->nps[k->np]);
    bool dated =
        first && k->m->time >= 0 && (int64_t)k->doc->times[k->m->time].from > first->prep_from;
    if (k->clause < 0 && (kind || trade) && !dated && first->prep_from > 0 &&
        first->prep != VG_PREP_DE && vg_event_type_family(k->m->type) < VG_FAMILY_CONTROL &&
        vg_word_has(g, (uint32_t)first->prep_from - 1u, VG_W_DOER))
        return true; /* impliqué dans plusieurs attaques, spécialisés dans le vol de motos et les
                        meurtres */

    const struct vg_np *self = k->clause < 0 && k->np >= 0 ? &g->nps[k->np] : NULL;
    if (self && self->det == VG_DET_NONE && self->prep == VG_PREP_DE && !self->plural &&
        vg_event_type_family(k->m->type) == VG_FAMILY_PROPERTY && k->m->place < 0 &&
        k->m->time < 0 && !k->m->in_title)
        return true; /* en mission de recherche et de destruction */
    bool signed_it = k->m->type == VG_TYPE_AGREEMENT && k->m->definite && k->np >= 0;
    if (signed_it && g->nps[k->np].prep_from > 0 &&
        vg_word_has(g, (uint32_t)g->nps[k->np].prep_from - 1u, VG_W_DOER))
        return true; /* le MSA est signataire de l'accord */
    return parent >= 0 && ((k->m->plural && !known) || signed_it) &&
           vg_word_has(g, g->nps[parent].head, VG_W_DOER); /* signataires de l'accord de 2015 */
}

/* `le pays subit les exactions des groupes armés`: a present without a day or a place tells how
 * things are. */
static bool how_things_are(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_mention *m = k->m;
    const struct vg_clause *c = k->clause < 0 && m->clause >= 0 ? &g->clauses[m->clause] : NULL;

    if (!c || !m->plural || !m->definite || m->this_one || m->in_title || m->time >= 0 ||
        m->place >= 0 || !vg_type_violent(m->type) || g->tolls_in[m->sentence] & VG_TOLL_ANY)
        return false;
    return c->object == k->np && c->form == VG_FORM_FINITE && c->tense == VG_TENSE_PRESENT &&
           !c->perfect && c->voice == VG_VOICE_ACTIVE &&
           !vg_word_has(g, c->head, VG_W_REPORT | VG_W_ETRE | VG_W_AVOIR);
}

/* `à plusieurs reprises`, `les chutes de la Tapoa`: no place changes hands. */
static bool taken_in_plural(const struct vg_match *k)
{
    return k->clause < 0 && k->m->plural && k->m->type == VG_TYPE_TERRITORY_TAKEN &&
           k->frame->n == 1;
}

/* `Chassés des villes, les jihadistes...`: how things stand when the story begins. */
static bool opens_with_state(const struct vg_match *k)
{
    const struct vg_clause *c = own_clause(k);
    const struct vg_groups *g = k->doc->groups;

    if (!c || c->form != VG_FORM_PPAS || c->coordinated || c->agent >= 0 || k->m->time >= 0 ||
        k->m->place >= 0 || c->from > k->doc->sentences[k->m->sentence].from + 1u ||
        !vg_type_violent(k->m->type) || k->frame->n > 1)
        return false;
    return (size_t)k->clause + 1 < g->clause_first[k->m->sentence + 1];
}

/* `tiraient sur ceux qui tentaient de fuir`, `blessé deux autres qui ont fui`: who they are; nobody
 * is displaced. */
static bool runs_away(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_clause *c = own_clause(k);

    if (!c || k->m->type != VG_TYPE_DISPLACEMENT || c->object >= 0 || k->frame->n > 1)
        return false;
    for (uint32_t i = c->head; i < c->span_to; i++)
        if (k->doc->tokens[i].place >= 0 || k->doc->tokens[i].time >= 0)
            return false;
    if (c->form == VG_FORM_INF && c->governor >= 0)
        c = &g->clauses[c->governor];
    return c->rel == VG_LINK_SUBJ && c->antecedent >= 0 && c->from <= g->nps[c->antecedent].to + 2u;
}

/* `Cessation des hostilités, libération des détenus, retour des réfugiés.`: what an accord provides
 * for. */
static bool provision(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;

    if (k->m->type != VG_TYPE_RELEASE || k->clause >= 0 || k->np < 0 || k->m->in_title ||
        k->m->time >= 0 || k->m->clause >= 0 || g->nps[k->np].det != VG_DET_NONE ||
        g->nps[k->np].prep != VG_PREP_NONE)
        return false;
    return vg_sv_is(k->doc->tokens[k->m->head > 0 ? k->m->head - 1 : 0].norm, ",");
}

/* `un bilan de 95 tués`, `la perte de 54 hommes tués`: a figure, told where and when it was given.
 */
static bool in_a_toll(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    int32_t np = k->np;

    if (!k->m->generic || (k->m->implied != VG_OUT_KILLED && k->m->implied != VG_OUT_WOUNDED))
        return false;
    if (k->clause >= 0)
        np = g->clauses[k->clause].form == VG_FORM_PPAS ? g->clauses[k->clause].subject : -1;
    int32_t parent = np >= 0 ? g->nps[np].parent : -1;
    return parent >= 0 && g->nps[np].prep == VG_PREP_DE && g->nps[parent].sense & VG_N_RESULT;
}

/* `hommage aux soldats tombés au champ d'honneur`: those of all the war. */
static bool the_fallen(const struct vg_match *k)
{
    const struct vg_clause *c = own_clause(k);
    const struct vg_groups *g = k->doc->groups;

    if (!c || c->form != VG_FORM_PPAS || c->subject < 0 || k->m->implied != VG_OUT_KILLED ||
        c->agent >= 0 || (k->m->time >= 0 && k->doc->times[k->m->time].from > c->head) ||
        (k->m->place >= 0 && k->doc->places[k->m->place].from > c->head))
        return false;
    const struct vg_np *np = &g->nps[c->subject];
    return np->prep == VG_PREP_A && np->plural && np->number < 0 && np->det == VG_DET_DEF;
}

/* `Mali : trois attaques du Jnim en un jour`: a headline that sums up; the text tells them. */
static bool headline_sum(const struct vg_match *k)
{
    return k->m->in_title && k->clause < 0 && k->np >= 0 && k->m->plural && k->m->generic &&
           k->doc->groups->nps[k->np].number >= 0 && k->doc->n_sentences > 3 &&
           vg_type_violent(k->m->type);
}

/* `ville encore contrôlée par l'armée`, `les positions que tiennent les soldats`: how things stand,
 * nothing taken. */
static bool merely_held(const struct vg_match *k)
{
    const struct vg_clause *c = k->clause >= 0 ? &k->doc->groups->clauses[k->clause] : NULL;
    bool lasts = c && c->rel != VG_LINK_NONE && !c->perfect && c->form == VG_FORM_FINITE &&
                 (c->tense == VG_TENSE_PRESENT || c->tense == VG_TENSE_IMPERFECT) &&
                 k->m->time < 0;

    return c && (c->form == VG_FORM_PPAS || lasts) && k->frame->type == VG_TYPE_TERRITORY_TAKEN &&
           vg_word_has(k->doc->groups, c->head, VG_W_GUARD);
}

/* `discuter du retrait`, `débattent d'une trêve`: talked about. */
static bool talked_about(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;

    if (k->clause >= 0 || k->np < 0 || g->nps[k->np].prep != VG_PREP_DE ||
        g->nps[k->np].prep_from <= 0)
        return false;
    int32_t v = g->clause_of[g->nps[k->np].prep_from - 1];
    return v >= 0 && g->clauses[v].voice == VG_VOICE_ACTIVE &&
           vg_word_has(g, g->clauses[v].head, VG_W_PLAN_VERB);
}

/* `l'entrée du camp`: a gate, through which nobody is said to go. */
static bool a_gate(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    int32_t of = k->clause < 0 && k->np >= 0 ? vg_np_complement(g, k->np, -1) : -1;
    const uint32_t places = VG_N_CAMP | VG_N_BUILDING | VG_N_TOWN | VG_N_VILLAGE;

    return of >= 0 && k->m->type == VG_TYPE_TROOP_MOVEMENT && k->frame->n == 1 &&
           k->frame->roles[VG_SLOT_DANS] == VG_FR_P && k->frame->roles[VG_SLOT_DE] == VG_FR_I &&
           g->nps[of].sense & places && !(g->nps[of].sense & (VG_N_MILITARY | VG_N_MILITANT));
}

enum vg_drop vg_frame_veto(const struct vg_match *k)
{
    if (headline_sum(k))
        return VG_DROP_TOTAL;
    if (in_a_toll(k) || the_fallen(k))
        return VG_DROP_PART;
    if (idle_weapon(k) || opens_with_state(k) || runs_away(k) || provision(k))
        return VG_DROP_WEAK;
    if (on_the_way(k))
        return VG_DROP_PART;
    if (manner(k) || says_who(k))
        return VG_DROP_CATEGORY;
    if (taken_in_plural(k) || a_gate(k))
        return VG_DROP_VETO;
    if (yet_to_come(k) || talked_about(k))
        return VG_DROP_PLANNED;
    if (before_our_time(k))
        return VG_DROP_HISTORY;
    if (one_of_many(k) || merely_held(k) || how_things_are(k))
        return VG_DROP_HABIT;
    if (long_total(k))
        return VG_DROP_TOTAL;
    if (vg_frame_veto_control(k))
        return VG_DROP_CATEGORY;
    if (no_crowd(k) || leaves_people(k) || manages_to(k) || run_over(k))
        return VG_DROP_VETO;
    return VG_DROP_NONE;
}
