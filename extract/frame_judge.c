/* frame_judge.c - is it an event? what the sentence tells of a trigger besides its roles, what the
 * trigger needs, whether it happened, and in this world. */
#include "extract/frame_in.h"

#include "base/clock.h"
#include "extract/merge_in.h"
#include "extract/particle.h"

#define RECALL 8 /* tokens from a noun to the day that its participle has */

/* ---- what the sentence offers ---- */

static void facts_of_tolls(const struct vg_match *k, uint32_t *facts)
{
    uint8_t f = k->doc->groups->tolls_in[k->m->sentence];

    *facts |= f & VG_TOLL_CIVILIAN ? VG_FACT_CIVTOLL : 0;
    *facts |= f & VG_TOLL_MILITARY ? VG_FACT_MILTOLL : 0;
}

static void facts_of_words(const struct vg_match *k, uint32_t *facts)
{
    const struct vg_groups *g = k->doc->groups;

    bool hit =
        k->clause >= 0 && k->patient >= 0 &&
        (k->frame->roles[VG_SLOT_OBJ] == VG_FR_T || k->frame->roles[VG_SLOT_SUBJ] == VG_FR_T);
    for (uint32_t i = k->span_from; i < k->span_to; i++) {
        uint32_t s = g->sense[i];
        if (hit && g->np_of[i] == k->patient)
            continue; /* une mine d'or a été attaquée: no means */
        if (k->clause < 0 && g->np_of[i] >= 0 && g->np_of[i] != k->np && i > k->m->head &&
            g->nps[g->np_of[i]].prep == VG_PREP_NONE && g->nps[g->np_of[i]].det != VG_DET_NONE)
            continue; /* assaut repoussé, un drone rate sa cible */
        int32_t of = g->np_of[i] >= 0 ? g->nps[g->np_of[i]].parent : -1;
        if (s & (VG_N_MINE | VG_N_SHELL) && of >= 0 && vg_word_has(g, g->nps[of].head, VG_W_USE))
            continue; /* du matériel de fabrication d'EEI, des poseurs de mines */
        if (s & VG_N_DRONE)
            *facts |= VG_FACT_DRONE;
        if (s & VG_N_AIRCRAFT)
            *facts |= VG_FACT_AIR;
        if (s & VG_N_SHELL)
            *facts |= VG_FACT_SHELL;
        if (s & VG_N_MINE)
            *facts |= VG_FACT_MINE;
        if (s & VG_N_SUICIDE)
            *facts |= VG_FACT_SUICIDE;
    }
}

/* Is whoever moves a crowd? */
static bool crowd_moves(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;

    if (k->clause < 0 || g->clauses[k->clause].subject < 0)
        return false;
    const struct vg_np *np = &g->nps[g->clauses[k->clause].subject];
    uint32_t s = vg_np_senses(k->doc, g->clauses[k->clause].subject);
    if (!(s & (VG_N_CIVILIAN | VG_N_CROWD | VG_N_PERSON)) || s & (VG_N_MILITARY | VG_N_MILITANT))
        return false;
    int32_t to = g->clauses[k->clause].object;
    uint32_t where = to >= 0 ? vg_np_senses(k->doc, to) : 0;
    if (where & VG_N_CAMP && !(where & VG_N_CIVILIAN))
        return false; /* des hommes qui rejoignent la base are soldiers */
    if (s & VG_N_CROWD)
        return true;
    return np->number >= 0 && k->doc->numbers[np->number].count.min >= 20 &&
           k->doc->numbers[np->number].count.min != VG_COUNT_NULL;
}

/* `des drones qui tournaient ont bombardé X`: a subject that stands apart from its verb. */
static void facts_of_subject(const struct vg_match *k, uint32_t *facts)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_clause *c = k->clause >= 0 ? &g->clauses[k->clause] : NULL;
    int32_t np = !c ? -1 : c->voice == VG_VOICE_PASSIVE ? c->agent : c->subject;

    if (np < 0 || (g->nps[np].from >= k->span_from && g->nps[np].from < k->span_to) ||
        g->nps[np].pronoun)
        return;
    uint32_t s = g->nps[np].sense;
    *facts |= s & VG_N_DRONE ? VG_FACT_DRONE : 0;
    *facts |= s & VG_N_AIRCRAFT ? VG_FACT_AIR : 0;
    *facts |= s & VG_N_SHELL ? VG_FACT_SHELL : 0;
    *facts |= s & VG_N_MINE ? VG_FACT_MINE : 0;
    *facts |= s & VG_N_SUICIDE ? VG_FACT_SUICIDE : 0;
}

/* `encerclent la ville depuis un mois`, `cela fait un mois qu'ils l'encerclent`. */
static bool lasts(const struct vg_match *k)
{
    const struct vg_clause *c = k->clause >= 0 ? &k->doc->groups->clauses[k->clause] : NULL;
    const struct vg_sentence *s = &k->doc->sentences[k->m->sentence];

    if (!c || c->form != VG_FORM_FINITE || c->perfect || c->voice == VG_VOICE_PASSIVE ||
        (c->tense != VG_TENSE_PRESENT && c->tense != VG_TENSE_IMPERFECT))
        return false;
    for (uint32_t i = s->from; i < s->to; i++) {
        int32_t t = k->doc->tokens[i].time;
        if (t >= 0 && (k->doc->times[t].since || k->doc->times[t].kind == VG_TIME_DURATION))
            return true;
    }
    return false;
}

static bool hits_soldiers(const struct vg_match *k)
{
    for (size_t i = 0; i < k->m->n_fillers; i++)
        if (k->m->fillers[i].role != VG_ROLE_INITIATOR &&
            vg_actor_group(k->doc, k->m->fillers[i].code) == VG_GROUP_MILITARY)
            return true;
    return false;
}

static bool verb_of_way(const struct vg_groups *g, uint32_t head)
{
    if (vg_word_has(g, head, VG_W_GUARD))
        return true;
    for (int32_t row = g->lemma[head] ? g->rules->info[g->lemma[head]].frame : -1; row >= 0;
         row = g->rules->frames[row].next) {
        const struct vg_frame *f = &g->rules->frames[row];
        const struct vg_chooser *ch = f->chooser >= 0 ? &g->rules->choosers[f->chooser] : NULL;
        uint8_t type = ch && ch->n ? ch->choices[ch->n - 1].type : f->type;
        if (f->kind == VG_FRAME_VERB && f->n == 1 && type == VG_TYPE_TROOP_MOVEMENT)
            return true;
    }
    return false;
}

/* `des gendarmes qui escortaient un car ont été attaqués`, `ils regagnaient leur base quand`: were
 * soldiers under way when they were hit? */
bool vg_frame_under_way(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    const struct vg_np *hit = k->patient >= 0 ? &g->nps[k->patient] : NULL;

    if (k->clause < 0 || !hit || !hits_soldiers(k))
        return false;
    for (uint32_t i = g->clause_first[k->m->sentence]; i < g->clause_first[k->m->sentence + 1];
         i++) {
        const struct vg_clause *c = &g->clauses[i];
        if ((int32_t)i == k->clause || c->form != VG_FORM_FINITE || c->perfect || c->negated ||
            c->tense != VG_TENSE_IMPERFECT || c->subject < 0 || !verb_of_way(g, c->head))
            continue;
        uint32_t who = vg_np_senses(k->doc, c->subject);
        if ((c->subject == k->patient || hit->pronoun) && !(who & VG_N_MILITANT))
            return true;
    }
    return false;
}

uint32_t vg_frame_facts(const struct vg_match *k)
{
    uint32_t facts = (crowd_moves(k) ? VG_FACT_CROWD : 0) | (lasts(k) ? VG_FACT_LASTS : 0);

    facts_of_tolls(k, &facts);
    facts_of_words(k, &facts);
    facts_of_subject(k, &facts);
    for (size_t i = 0; i < k->m->n_fillers; i++) {
        const struct vg_filler *f = &k->m->fillers[i];
        uint8_t kind = (uint8_t)vg_actor_kind_of(k->doc, f->code);
        if (strcmp(f->code, "PROTESTERS") == 0)
            facts |= VG_FACT_PROTEST;
        if (f->role != VG_ROLE_INITIATOR)
            continue;
        if (kind == VG_ACTOR_STATE_MILITARY || kind == VG_ACTOR_PRIVATE_MILITARY ||
            kind == VG_ACTOR_INTERNATIONAL)
            facts |= VG_FACT_IMIL;
        if (kind == VG_ACTOR_STATE_POLICE)
            facts |= VG_FACT_IMIL | VG_FACT_IPOLICE;
        if (kind == VG_ACTOR_GOVERNMENT)
            facts |= VG_FACT_IPOWER;
        if (kind == VG_ACTOR_REBEL || kind == VG_ACTOR_JIHADIST || kind == VG_ACTOR_ARMED_GROUP)
            facts |= VG_FACT_IARMED;
        if (kind == VG_ACTOR_MILITIA)
            facts |= strcmp(f->code, "VDP") == 0 ? VG_FACT_IMIL : VG_FACT_IARMED;
    }
    return facts;
}

/* `au village`, `de la ville`: a place told before. */
static bool told_place(const struct vg_groups *g, uint32_t i)
{
    int32_t np = g->np_of[i];

    return np >= 0 && g->nps[np].head == i &&
           g->sense[i] & (VG_N_TOWN | VG_N_VILLAGE | VG_N_CAMP) &&
           (g->nps[np].det == VG_DET_DEF || g->nps[np].det == VG_DET_DEM);
}

#define OFFERS_KNOWN 0x8000

/* Armed actors, places and days anywhere in the sentence, looked for once. */
static uint16_t named_in(const struct vg_document *doc, int32_t sentence)
{
    const struct vg_sentence *s = &doc->sentences[sentence];
    uint16_t have = OFFERS_KNOWN;

    if (doc->groups->offers_in[sentence])
        return doc->groups->offers_in[sentence];
    for (uint32_t i = s->from; i < s->to; i++) {
        const struct vg_token *t = &doc->tokens[i];
        if (t->actor >= 0) {
            uint8_t kind = doc->actors[t->actor].kind;
            have |= kind <= VG_ACTOR_ARMED_GROUP && kind != VG_ACTOR_GOVERNMENT ? VG_NEED_FORCE : 0;
        }
        if (t->place >= 0 && !doc->places[t->place].is_actor && !doc->places[t->place].in_actor &&
            !doc->places[t->place].is_origin)
            have |= VG_NEED_PLACE;
        if (t->time >= 0 && doc->times[t->time].kind <= VG_TIME_ANAPHORIC)
            have |= VG_NEED_DATE;
    }
    doc->groups->offers_in[sentence] = have;
    return have;
}

static uint16_t sentence_offers(const struct vg_match *k)
{
    const struct vg_sentence *s = &k->doc->sentences[k->m->sentence];
    uint16_t have = named_in(k->doc, k->m->sentence) & (uint16_t)~OFFERS_KNOWN;

    for (uint32_t i = k->span_from > s->from ? k->span_from : s->from;
         i < s->to && i < k->span_to && !(have & VG_NEED_PLACE); i++)
        have |= told_place(k->doc->groups, i) ? VG_NEED_PLACE : 0;
    return have;
}

/* `y est entrée`: a place told before. */
static bool takes_there(const struct vg_match *k)
{
    const struct vg_clause *c = &k->doc->groups->clauses[k->clause];

    for (uint32_t i = c->from; i < c->to; i++)
        if (vg_particle(k->doc, i, VG_PT_THERE))
            return true;
    return false;
}

#define STORY_BACK 2 /* sentences back in which what an act belongs to was told */

/* `Des hommes armés ont attaqué X. Le bétail a été volé.`: by those of whom was told just before.
 */
static bool in_a_raid(const struct vg_match *k)
{
    const struct vg_mentions *ms = k->doc->mentions;

    if (k->m->in_title || !k->frame->objects ||
        (k->m->type != VG_TYPE_LOOTING && k->m->type != VG_TYPE_PROPERTY_DESTRUCTION))
        return false;
    for (size_t i = ms->n; i-- > 0 && ms->items[i].sentence >= k->m->sentence - STORY_BACK;) {
        enum vg_family family = vg_event_type_family(ms->items[i].type);
        if (ms->items[i].drop == VG_DROP_NONE && !ms->items[i].in_title &&
            family <= VG_FAMILY_CIVILIANS)
            return true;
    }
    return false;
}

static uint16_t offers(const struct vg_match *k)
{
    const struct vg_mention *m = k->m;
    uint16_t have = VG_NEED_ECHO; /* what it echoes is seen later */

    for (size_t i = 0; i < m->n_fillers; i++) {
        uint8_t kind = (uint8_t)vg_actor_kind_of(k->doc, m->fillers[i].code);
        have |= VG_NEED_ACTOR;
        have |= m->fillers[i].role == VG_ROLE_INITIATOR ? VG_NEED_INITIATOR : VG_NEED_TARGET;
        have |= kind <= VG_ACTOR_INTERNATIONAL || kind == VG_ACTOR_OTHER ? VG_NEED_FORCE
                                                                         : VG_NEED_PEOPLE;
        have |= VG_NEED_PEOPLE;
    }
    const uint32_t people = VG_N_PERSON | VG_N_CIVILIAN | VG_N_MILITARY | VG_N_MILITANT |
                            VG_N_PRISONER | VG_N_PROTESTER;
    uint32_t facts = 0;
    facts_of_words(k, &facts);
    facts_of_subject(k, &facts);
    if (k->clause >= 0 && facts)
        have |= VG_NEED_FORCE | VG_NEED_WEAPON; /* drones, shells, mines strike by themselves */
    if (m->place >= 0 && k->frame->roles[VG_SLOT_DE] == VG_FR_P)
        have |= VG_NEED_PLACE; /* ont délogé l'armée de X */
    if (m->senses & people)
        have |= VG_NEED_PEOPLE;
    if (m->senses & (VG_N_MILITARY | VG_N_MILITANT))
        have |= VG_NEED_FORCE;
    have |= sentence_offers(k);
    if (in_a_raid(k))
        have |= VG_NEED_FORCE;
    if (k->clause >= 0 && takes_there(k))
        have |= VG_NEED_PLACE;
    if (k->doc->groups->tolls_in[m->sentence] & VG_TOLL_SINGLE)
        have |= VG_NEED_TOLL;
    return have;
}

/* `avions de combat`: says what kind of thing, not what happened. */
static bool names_a_kind(const struct vg_match *k)
{
    const struct vg_groups *g = k->doc->groups;
    const uint32_t things = VG_N_AIRCRAFT | VG_N_DRONE | VG_N_VEHICLE | VG_N_CAMP | VG_N_ARMS |
                            VG_N_GOODS | VG_N_MILITARY | VG_N_CONVOY | VG_N_MINE | VG_N_PLACEWORD;

    if (k->np < 0 || g->nps[k->np].parent < 0 || g->nps[k->np].det != VG_DET_NONE)
        return false;
    return g->nps[k->np].head == k->m->head && g->nps[g->nps[k->np].parent].sense & things;
}

/* `a été dépêché mardi à X`: a day or place before the next verb. `2.400 soldats sont déployés au
 * Sahel` is a state, which needs a day. */
static bool told_beside(const struct vg_match *k, const struct vg_clause *c)
{
    const struct vg_groups *g = k->doc->groups;
    size_t next = (size_t)k->clause + 1;
    uint32_t end = k->doc->sentences[k->m->sentence].to;
    bool state = c->tense == VG_TENSE_PRESENT && !c->perfect;

    if (next < g->n_clauses && g->clauses[next].sentence == k->m->sentence &&
        g->clauses[next].from > c->to)
        end = g->clauses[next].from;
    return (k->m->time >= 0 && k->doc->times[k->m->time].from < end) ||
           (!state && k->m->place >= 0 && k->doc->places[k->m->place].from < end);
}

/* Bandits that come and go are part of what they do; soldiers that do are an event. */
static bool unmoved(const struct vg_match *k)
{
    bool mover = false;

    if (k->m->type != VG_TYPE_TROOP_MOVEMENT)
        return false;
    for (size_t i = 0; i < k->m->n_fillers; i++) {
        enum vg_actor_kind kind = vg_actor_kind_of(k->doc, k->m->fillers[i].code);
        mover |= !(kind == VG_ACTOR_GOVERNMENT && vg_is_official(k->doc, &k->m->fillers[i])) &&
                 kind != VG_ACTOR_JIHADIST && kind != VG_ACTOR_ARMED_GROUP &&
                 vg_actor_group(k->doc, k->m->fillers[i].code) <= VG_GROUP_MILITANT &&
                 kind != VG_ACTOR_CIVILIAN;
    }
    /* `Paris a dépêché des soldats`, `un détachement a été dépêché`: they move whoever sends them
     */
    bool itself = k->clause >= 0 && k->patient == k->doc->groups->clauses[k->clause].subject &&
                  k->doc->groups->clauses[k->clause].voice != VG_VOICE_PASSIVE;
    if (k->frame->roles[VG_SLOT_OBJ] == VG_FR_N && k->patient >= 0 && !itself)
        mover |= vg_np_senses(k->doc, k->patient) & (VG_N_MILITARY | VG_N_CONVOY | VG_N_VEHICLE);
    const struct vg_clause *c = k->clause >= 0 ? &k->doc->groups->clauses[k->clause] : NULL;
    bool sent = c && c->voice == VG_VOICE_PASSIVE && c->agent < 0 && c->form == VG_FORM_FINITE &&
                k->frame->roles[VG_SLOT_OBJ] == VG_FR_N;
    if (sent && !told_beside(k, c))
        return true;
    return !mover;
}

#define HEADINGS 3 /* verbless sentences that may head one: a day, a place */

static bool has_calendar_day(const struct vg_document *doc, const struct vg_sentence *s)
{
    for (uint32_t i = s->from; i < s->to; i++)
        if (doc->tokens[i].time >= 0 && doc->times[doc->tokens[i].time].kind == VG_TIME_CALENDAR)
            return true;
    return false;
}

/* `Vendredi.` `✅ 21 OCT. Zone de Gossi.`: a day that heads the sentence after it. */
static bool under_a_day(const struct vg_match *k)
{
    const struct vg_document *doc = k->doc;
    const uint32_t *clauses = doc->groups->clause_first;

    for (int32_t s = k->m->sentence - 1; s >= 0 && k->m->sentence - s <= HEADINGS; s--) {
        const struct vg_sentence *head = &doc->sentences[s];
        bool next = s + 1 == k->m->sentence && head->to - head->from <= 6;
        bool verbless = clauses[s] == clauses[s + 1] &&
                        head->paragraph == doc->sentences[k->m->sentence].paragraph;
        if (head->title || (!next && !verbless))
            return false;
        if (has_calendar_day(doc, head))
            return true;
    }
    return false;
}

/* A day or a span of the news in the sentence, not `depuis des années`. */
static bool has_day(const struct vg_match *k)
{
    const struct vg_sentence *s = &k->doc->sentences[k->m->sentence];

    for (uint32_t i = s->from; i < s->to; i++) {
        const struct vg_time_expr *t =
            k->doc->tokens[i].time >= 0 ? &k->doc->times[k->doc->tokens[i].time] : NULL;
        bool long_since = false;
        for (uint32_t w = t ? t->from : 0; t && w < t->to; w++)
            long_since |= vg_word_has(k->doc->groups, w, VG_W_HABIT) != 0;
        if (t && t->kind <= VG_TIME_ANAPHORIC && !long_since)
            return true;
    }
    return false;
}

/* `rançonnent les paysans`: a present without a day tells what they are used to do. */
static bool timeless(const struct vg_match *k)
{
    if (k->clause >= 0 && k->doc->groups->clauses[k->clause].sub == VG_SUB_WHEN &&
        k->doc->groups->clauses[k->clause].tense == VG_TENSE_PRESENT &&
        k->doc->groups->clauses[k->clause].voice == VG_VOICE_ACTIVE &&
        !k->doc->groups->clauses[k->clause].perfect && !(sentence_offers(k) & VG_NEED_DATE))
        return true; /* quand le Jnim impose un blocus */
    if (k->clause < 0 || k->m->in_title || k->m->quote >= 0)
        return false;
    const struct vg_clause *c = &k->doc->groups->clauses[k->clause];
    enum vg_family family = vg_event_type_family(k->m->type);
    if (c->form != VG_FORM_FINITE || c->tense != VG_TENSE_PRESENT || c->perfect ||
        c->voice == VG_VOICE_PASSIVE || family > VG_FAMILY_PROPERTY ||
        vg_word_has(k->doc->groups, c->head, VG_W_ETRE)) /* y sont otages: a state */
        return false;
    return !has_day(k) && !(offers(k) & VG_NEED_TOLL) && !under_a_day(k);
}

/* `contrairement à ce qui s'est dit, le camp n'est pas tombé`: a rumour, which is told to be false.
 */
static bool shown_false(const struct vg_match *k)
{
    const struct vg_sentence *s = &k->doc->sentences[k->m->sentence];

    if (k->m->refuted)
        return false;
    for (uint32_t i = s->from; i < s->to; i++)
        if (vg_word_has(k->doc->groups, i, VG_W_RUMOUR)) {
            k->m->refuted = true;
            return true;
        }
    return false;
}

/* `tiendra-t-elle mieux que l'entente scellée en 2015 ?`: what has a past day of its own was,
 * whatever is asked. */
static bool recalled(const struct vg_match *k)
{
    const struct vg_mention *m = k->m;
    const struct vg_time_expr *t = m->time >= 0 ? &k->doc->times[m->time] : NULL;

    return t && m->nominal && m->definite && t->from > m->head && t->from - m->head <= RECALL &&
           !t->future && k->doc->published != VG_DAY_NONE && t->date.precision != VG_DATE_UNKNOWN &&
           t->date.to < k->doc->published;
}

enum vg_drop vg_frame_judge(const struct vg_match *k)
{
    const struct vg_mention *m = k->m;
    uint16_t have = offers(k);
    bool past_day = m->time >= 0 && !k->doc->times[m->time].future &&
                    k->doc->times[m->time].date.precision != VG_DATE_UNKNOWN;

    if (m->modal && !recalled(k) &&
        !(past_day && k->clause >= 0 && k->doc->groups->clauses[k->clause].future &&
          !k->doc->groups->clauses[k->clause].modal))
        return VG_DROP_PLANNED;
    bool denial = k->frame->needs & VG_NEED_DENIAL; /* plus aucun camion n'arrive */
    if (denial && (!m->negated || k->clause < 0 || k->doc->groups->clauses[k->clause].perfect))
        return VG_DROP_WEAK;
    if (m->negated && !denial && !shown_false(k))
        return VG_DROP_NEGATED;
    if (m->habitual || timeless(k))
        return VG_DROP_HABIT;
    if (names_a_kind(k))
        return VG_DROP_CATEGORY;
    enum vg_drop veto = vg_frame_veto(k);
    if (veto != VG_DROP_NONE)
        return veto;
    if (unmoved(k))
        return VG_DROP_WEAK;
    if (k->frame->needs && !(k->frame->needs & have) && !denial)
        return VG_DROP_WEAK;
    if (k->frame->needs_too && !(k->frame->needs_too & have))
        return VG_DROP_WEAK;
    return VG_DROP_NONE;
}
