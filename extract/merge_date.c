/* merge_date.c - when an event was: its own words first, then what the text tells around it. */
#include "extract/frame_in.h"
#include "extract/merge_in.h"

#define LONGEST_SPAN    9  /* days that a review looks back on */
#define LOOK_BACK       20 /* sentences, so that the work stays linear in the text */
#define LEAD_SENTENCES  4
#define HEADING_TOKENS  8 /* `Jeudi 12.`: a line that is little more than a day */

/* States and deeds of state: nothing says that they befell on the day of their neighbours. */
static bool lasts(enum vg_event_type t)
{
    return t == VG_TYPE_BLOCKADE || t == VG_TYPE_BASE || t == VG_TYPE_AGREEMENT ||
           t == VG_TYPE_SANCTION || t == VG_TYPE_COUP;
}

static bool plain_day(const struct vg_merging *x, int32_t t)
{
    const struct vg_time_expr *e = &x->doc->times[t];

    return e->date.precision == VG_DATE_DAY && e->kind <= VG_TIME_ANAPHORIC && !e->future &&
           !e->since && !e->until && !e->vague;
}

/* Stands it in a clause of speech, or beside a word of it? */
static bool told_then(const struct vg_document *doc, int32_t t)
{
    int32_t c = vg_clause_at(doc, doc->times[t].from);

    return (c >= 0 && vg_word_has(doc->groups, doc->groups->clauses[c].head, VG_W_REPORT)) ||
           vg_time_of_telling(doc, t, UINT32_MAX);
}

/* The last day named up to this sentence in its paragraph, but for the day on which somebody spoke;
 * -1: none. */
static int32_t day_up_to(const struct vg_merging *x, int32_t sentence)
{
    int32_t paragraph = x->doc->sentences[sentence].paragraph;

    for (int32_t s = sentence;
         s >= 0 && sentence - s < LOOK_BACK && x->doc->sentences[s].paragraph == paragraph; s--)
        for (uint32_t i = x->doc->sentences[s].to; i-- > x->doc->sentences[s].from;) {
            int32_t t = x->doc->tokens[i].time;
            int32_t c = t >= 0 ? vg_clause_at(x->doc, i) : -1;
            bool before =
                c >= 0 && x->doc->groups->clauses[c].pluperfect; /* of something that was earlier */
            if (t >= 0 && plain_day(x, t) && !told_then(x->doc, t) && !(before && s == sentence))
                return t;
        }
    return -1;
}

static bool day_told_before(const struct vg_merging *x, struct vg_gather *e)
{
    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        int32_t t = i == 0 || !m->this_one ? day_up_to(x, m->sentence) : -1;
        if (t >= 0) {
            e->facts.date = x->doc->times[t].date;
            return true;
        }
    }
    return false;
}

/* `Jeudi 12 juillet.` on a line of its own dates what stands below it. */
static bool day_of_heading(const struct vg_merging *x, struct vg_gather *e)
{
    for (int32_t s = e->first_sentence; s >= 0 && e->first_sentence - s < LOOK_BACK; s--) {
        const struct vg_sentence *h = &x->doc->sentences[s];
        if (h->to - h->from > HEADING_TOKENS)
            continue;
        for (uint32_t i = h->from; i < h->to; i++) {
            int32_t t = x->doc->tokens[i].time;
            if (t < 0)
                continue;
            const struct vg_time_expr *d = &x->doc->times[t];
            if (plain_day(x, t) && d->to - d->from + 3 >= h->to - h->from &&
                !told_then(x->doc, t)) {
                e->facts.date = d->date;
                return true;
            }
        }
    }
    return false;
}

static bool same_place(const struct vg_merging *x, const struct vg_gather *a,
                       const struct vg_gather *b)
{
    return a->facts.place < 0 || b->facts.place < 0 ||
           vg_place_agrees(x->doc, a->facts.place, b->facts.place);
}

/* The sentence that tells the event, below the headline if there is one. */
static int32_t told_in(const struct vg_merging *x, const struct vg_gather *e)
{
    for (size_t i = 0; i < e->merged->n_sentences; i++)
        if (!x->doc->sentences[e->merged->sentences[i]].title)
            return e->merged->sentences[i];
    return e->first_sentence;
}

/* `vers 13 heures`, `il était 13 heures`; not `pendant 2 heures`. */
static bool is_clock(const struct vg_merging *x, const struct vg_time_expr *t)
{
    const struct vg_groups *g = x->doc->groups;
    uint32_t s = x->doc->sentences[x->doc->tokens[t->from].sentence].from;

    if (!t->clock || t->from == s)
        return t->clock;
    for (uint32_t i = t->from, n = 0; i-- > s && n < 4; n++) /* vers, aux environs de */
        if (i + (g->length[i] ? g->length[i] : 1u) == t->from)
            return g->prep[i] == VG_PREP_A || g->prep[i] == VG_PREP_VERS ||
                   g->prep[i] == VG_PREP_PRES || vg_word_has(g, i, VG_W_ETRE);
    return false;
}

/* Is token i the head of something that may be an event? */
static bool mention_at(const struct vg_merging *x, uint32_t i)
{
    const struct vg_mentions *ms = x->doc->mentions;
    int32_t s = x->doc->tokens[i].sentence;

    for (size_t k = vg_mention_from(x->doc, s); k < ms->n && ms->items[k].sentence == s; k++)
        if (ms->items[k].head == i)
            return true;
    return false;
}

/* `Une riposte a été menée. Une frappe a visé X`: the strike is what the sentence before it
 * announced. */
static bool answers(const struct vg_merging *x, const struct vg_gather *e)
{
    int32_t s = told_in(x, e) - 1;

    if (s < 0 || x->doc->sentences[s].paragraph != x->doc->sentences[s + 1].paragraph ||
        !vg_type_violent(e->type))
        return false;
    for (uint32_t i = x->doc->sentences[s].from; i < x->doc->sentences[s].to; i++)
        if (vg_word_has(x->doc->groups, i, VG_W_THEN) && mention_at(x, i))
            return true;
    return false;
}

/* `en soirée`, `ensuite`, `vers neuf heures`: a moment of the day that the story is at. */
static bool goes_on(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_sentence *s = &x->doc->sentences[told_in(x, e)];

    for (uint32_t i = s->from; i < s->to; i++) {
        const struct vg_time_expr *t =
            x->doc->tokens[i].time >= 0 ? &x->doc->times[x->doc->tokens[i].time] : NULL;
        if ((t && i == t->from && is_clock(x, t)) || vg_word_has(x->doc->groups, i, VG_W_THEN))
            return true;
    }
    return answers(x, e);
}

/* `vers une heure du matin`, `peu après`: on the day told last, be it that on which somebody spoke.
 */
static bool day_told_last(const struct vg_merging *x, struct vg_gather *e)
{
    for (int telling = 0; telling < 2; telling++)
        for (int32_t first = told_in(x, e), s = first; s >= 0 && first - s < LOOK_BACK; s--)
            for (uint32_t i = x->doc->sentences[s].to; i-- > x->doc->sentences[s].from;) {
                int32_t t = x->doc->tokens[i].time, c = t >= 0 ? vg_clause_at(x->doc, i) : -1;
                bool before = c >= 0 && x->doc->groups->clauses[c].pluperfect;
                if (t < 0 || before || (!telling && told_then(x->doc, t)))
                    continue;
                const struct vg_time_expr *d = &x->doc->times[t];
                bool known = d->date.precision == VG_DATE_DAY && d->kind <= VG_TIME_ANAPHORIC &&
                             !d->since && !d->until && !d->vague && d->date.to <= x->doc->published;
                if (known && d->date.to >= x->doc->published - BACKGROUND_DAYS) {
                    e->facts.date = d->date;
                    return true;
                }
            }
    return false;
}

/* After something recalled with its day, more of it: `en mai, X avait attaqué Y; Z avait suivi`. */
static bool day_of_recalled(const struct vg_merging *x, struct vg_gather *e)
{
    int32_t paragraph = x->doc->sentences[e->first_sentence].paragraph;

    for (const struct vg_gather *p = x->events; p < x->events + x->n; p++)
        if (p != e && p->alive && p->pluperfect && p->facts.date.precision != VG_DATE_UNKNOWN &&
            !lasts(p->type) && p->last_paragraph == paragraph &&
            p->last_sentence <= e->first_sentence && p->last_sentence >= e->first_sentence - 1 &&
            same_place(x, e, p)) {
            e->facts.date = p->facts.date;
            return true;
        }
    return false;
}

/* Is that the day of something told in its sentence that was not before the rest? */
static bool taken_by_news(const struct vg_merging *x, int32_t t)
{
    const struct vg_mentions *ms = x->doc->mentions;
    int32_t s = x->doc->tokens[x->doc->times[t].from].sentence;

    for (size_t k = vg_mention_from(x->doc, s); k < ms->n && ms->items[k].sentence == s; k++)
        if (ms->items[k].drop == VG_DROP_NONE && !ms->items[k].pluperfect &&
            x->facts[k].time == t)
            return true;
    return false;
}

/* `Le 21 juin, il se rendait à X. Des inconnus l'avaient enlevé`: the day that sets the scene of
 * what had happened. */
static bool day_of_scene(const struct vg_merging *x, struct vg_gather *e)
{
    int32_t first = e->first_sentence, paragraph = x->doc->sentences[first].paragraph;

    for (int32_t s = first - 1; s >= 0 && first - s <= 2; s--) {
        if (x->doc->sentences[s].paragraph != paragraph)
            break;
        for (uint32_t i = x->doc->sentences[s].to; i-- > x->doc->sentences[s].from;) {
            int32_t t = x->doc->tokens[i].time;
            const struct vg_time_expr *d = t >= 0 ? &x->doc->times[t] : NULL;
            if (!d || d->kind > VG_TIME_ANAPHORIC || d->future || d->vague || d->since ||
                d->until || d->date.precision == VG_DATE_UNKNOWN ||
                d->date.precision == VG_DATE_YEAR || d->date.to >= x->doc->published ||
                told_then(x->doc, t))
                continue;
            if (d->date.precision == VG_DATE_DAY && taken_by_news(x, t))
                return false;
            e->facts.date = d->date;
            return true;
        }
    }
    return false;
}

/* The day of the event told last before this one, wherever it was. */
static bool day_of_story(const struct vg_merging *x, struct vg_gather *e)
{
    const struct vg_gather *last = NULL;

    for (const struct vg_gather *p = x->events; p < x->events + x->n; p++)
        if (p != e && p->alive && p->facts.date.precision == VG_DATE_DAY && !p->pluperfect &&
            !lasts(p->type) && p->first_sentence <= e->first_sentence &&
            (!last || p->first_sentence >= last->first_sentence))
            last = p;
    if (last)
        e->facts.date = last->facts.date;
    return last != NULL;
}

/* Taken and set free: on two days. */
static bool undoes(const struct vg_gather *a, const struct vg_gather *b)
{
    return (a->type == VG_TYPE_RELEASE) != (b->type == VG_TYPE_RELEASE) &&
           (a->type == VG_TYPE_ABDUCTION || a->type == VG_TYPE_ARREST ||
            b->type == VG_TYPE_ABDUCTION || b->type == VG_TYPE_ARREST);
}

/* Told right after an event that has a day, in its paragraph or at its place. */
static bool day_of_neighbour(const struct vg_merging *x, struct vg_gather *e)
{
    int32_t paragraph = x->doc->sentences[e->first_sentence].paragraph;
    bool found = false;

    for (const struct vg_gather *p = x->events; p < x->events + x->n; p++) {
        if (p == e || p->facts.date.precision != VG_DATE_DAY || p->pluperfect || lasts(p->type) ||
            undoes(p, e))
            continue;
        bool near = p->last_paragraph >= paragraph - 1 && p->first_sentence <= e->first_sentence;
        if (near && (same_place(x, e, p) || p->last_paragraph == paragraph)) {
            e->facts.date = p->facts.date;
            found = true;
        }
    }
    return found;
}

/* The day on which the article plays: of its first event that has one, and is no recalled one. */
static bool main_day(const struct vg_merging *x, struct vg_gather *e)
{
    for (size_t i = 0; i < x->n; i++) {
        const struct vg_gather *p = &x->events[i];
        if (p == e || !p->alive || p->facts.date.precision != VG_DATE_DAY || p->pluperfect ||
            lasts(p->type) || undoes(p, e))
            continue;
        bool recent = x->doc->published == VG_DAY_NONE ||
                      p->facts.date.to >= x->doc->published - BACKGROUND_DAYS;
        if (recent && same_place(x, e, p)) {
            e->facts.date = p->facts.date;
            return true;
        }
    }
    return false;
}

/* `du 5 au 11 août`, `dans la nuit de dimanche à lundi` in the lead: all that follows was then,
 * unless it says more. */
static bool span_of_lead(const struct vg_merging *x, struct vg_gather *e)
{
    for (size_t i = 0; i < x->doc->n_times; i++) {
        const struct vg_time_expr *t = &x->doc->times[i];
        if (x->doc->tokens[t->from].sentence > LEAD_SENTENCES)
            break;
        if (t->range && plain_day(x, (int32_t)i) && t->date.to - t->date.from <= LONGEST_SPAN &&
            t->date.to >= x->doc->published - BACKGROUND_DAYS &&
            !vg_time_of_telling(x->doc, (int32_t)i, UINT32_MAX)) {
            e->facts.date = t->date;
            return true;
        }
    }
    return false;
}

static bool same_region(const struct vg_merging *x, const struct vg_gather *a,
                        const struct vg_gather *b)
{
    const char *p = x->doc->places[a->facts.place].admin1;
    const char *q = x->doc->places[b->facts.place].admin1;

    return p && q && strcmp(p, q) == 0;
}

/* Does its sentence tell what had been before? */
static bool looks_back(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_groups *g = x->doc->groups;

    for (uint32_t c = g->clause_first[e->first_sentence];
         c < g->clause_first[e->first_sentence + 1]; c++)
        if (g->clauses[c].pluperfect)
            return true;
    return false;
}

/* All events that have a day have the same. */
static bool only_day(const struct vg_merging *x, struct vg_gather *e)
{
    const struct vg_date *day = NULL;
    bool near = false;

    for (size_t i = 0; i < x->n; i++) {
        const struct vg_gather *p = &x->events[i];
        if (p == e || !p->alive || p->pluperfect || p->facts.date.precision == VG_DATE_UNKNOWN ||
            lasts(p->type) || undoes(p, e))
            continue;
        if (day && (day->from != p->facts.date.from || day->to != p->facts.date.to))
            return false;
        day = &p->facts.date;
        near |= same_place(x, e, p) || (vg_type_violent(e->type) && same_region(x, e, p) &&
                                        !looks_back(x, e));
    }
    if (!day || day->precision != VG_DATE_DAY || !near)
        return false;
    e->facts.date = *day;
    return true;
}

/* `qui avaient justifié leur coup du 26 juillet`: a day of what was before the story. */
static bool recalled(const struct vg_merging *x, int32_t t)
{
    int32_t c = vg_clause_at(x->doc, x->doc->times[t].from);

    return c >= 0 && x->doc->groups->clauses[c].pluperfect &&
           x->doc->published != VG_DAY_NONE &&
           x->doc->times[t].date.to < x->doc->published - BACKGROUND_DAYS;
}

/* No event has one: for the article's chief event the first day that the lead names. */
static void day_of_lead(const struct vg_merging *x, struct vg_gather *e)
{
    for (size_t i = 0; i < x->doc->n_times && e == x->events; i++)
        if (x->doc->tokens[x->doc->times[i].from].sentence <= LEAD_SENTENCES &&
            plain_day(x, (int32_t)i) && !told_then(x->doc, (int32_t)i) &&
            !recalled(x, (int32_t)i)) {
            e->facts.date = x->doc->times[i].date;
            return;
        }
}

/* The headline's event: the first sentence below it says when, even if by words that name no event.
 */
static bool day_below_title(const struct vg_merging *x, struct vg_gather *e)
{
    int32_t s = 0;

    if (!x->doc->sentences[e->first_sentence].title)
        return false;
    while (s + 1 < (int32_t)x->doc->n_sentences && x->doc->sentences[s].title)
        s++;
    for (uint32_t i = x->doc->sentences[s].from; i < x->doc->sentences[s].to; i++) {
        int32_t t = x->doc->tokens[i].time, c = vg_clause_at(x->doc, i);
        bool before = c >= 0 && x->doc->groups->clauses[c].pluperfect;
        if (t >= 0 && plain_day(x, t) && !told_then(x->doc, t) && !before) {
            e->facts.date = x->doc->times[t].date;
            return true;
        }
    }
    return false;
}

/* `quelques jours plus tôt`, `ces derniers jours`, `à une date inconnue`: another day than that of
 * the news, and nobody says which. */
static bool told_vaguely(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[0]];
    const struct vg_time_expr *t = m->time >= 0 ? &x->doc->times[m->time] : NULL;

    return e->facts.latest != VG_DAY_NONE || m->earlier ||
           (t && t->vague && !t->future && t->date.precision == VG_DATE_UNKNOWN);
}

/* `a dénoncé l'accord`, `a rompu les relations`: done on a day, which its paragraph may name. */
static bool is_deed(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[0]];
    const struct vg_clause *c =
        m->clause >= 0 && !m->nominal ? &x->doc->groups->clauses[m->clause] : NULL;

    return c && c->form == VG_FORM_FINITE && c->perfect && c->voice == VG_VOICE_ACTIVE &&
           !c->pluperfect && (e->type == VG_TYPE_AGREEMENT || e->type == VG_TYPE_SANCTION);
}

/* `depuis, le groupe interdit l'accès`: from the day of the story on. */
static bool since_then(const struct vg_merging *x, struct vg_gather *e)
{
    if (!goes_on(x, e) || !day_of_story(x, e))
        return false;
    if (e->type == VG_TYPE_BLOCKADE && x->doc->published != VG_DAY_NONE &&
        e->facts.date.to < x->doc->published)
        e->facts.date.to = x->doc->published;
    return true;
}

/* The day on which those who are free now were taken is not the day of their release. */
static bool day_of_taking(const struct vg_merging *x, const struct vg_gather *e)
{
    for (size_t i = 0; i < x->n && e->type == VG_TYPE_RELEASE; i++) {
        const struct vg_gather *p = &x->events[i];
        if ((p->type == VG_TYPE_ABDUCTION || p->type == VG_TYPE_ARREST) && p->facts.own_date &&
            p->facts.date.from >= e->facts.date.from && p->facts.date.to <= e->facts.date.to)
            return true;
    }
    return false;
}

/* Nor is the day of their release that on which they were taken. */
static bool day_of_release(const struct vg_merging *x, const struct vg_gather *e)
{
    bool taken = e->type == VG_TYPE_ABDUCTION || e->type == VG_TYPE_ARREST;

    for (size_t i = 0; i < x->n && taken; i++) {
        const struct vg_gather *p = &x->events[i];
        if (p->type == VG_TYPE_RELEASE && p->facts.own_date &&
            p->first_sentence <= e->last_sentence && p->last_sentence >= e->first_sentence &&
            p->facts.date.from == e->facts.date.from)
            return true;
    }
    return false;
}

static void find_date(const struct vg_merging *x, struct vg_gather *e)
{
    if (e->facts.date.precision == VG_DATE_UNKNOWN && e->pluperfect && !lasts(e->type) &&
        !told_vaguely(x, e) && !day_of_recalled(x, e))
        (void)day_of_scene(x, e);
    if (e->facts.date.precision != VG_DATE_UNKNOWN || e->pluperfect ||
        (lasts(e->type) && (since_then(x, e) || !(is_deed(x, e) && day_told_before(x, e)))) ||
        told_vaguely(x, e))
        return;
    bool moves = e->type == VG_TYPE_TROOP_MOVEMENT; /* sent afterwards, nobody says when */
    if (day_below_title(x, e) || day_told_before(x, e) || day_of_heading(x, e) ||
        (!moves && day_of_neighbour(x, e)) ||
        (goes_on(x, e) && (day_of_story(x, e) || day_told_last(x, e))))
        return;
    e->borrowed_date = true;
    if (moves)
        return;
    if (!main_day(x, e) && !span_of_lead(x, e) && !only_day(x, e))
        day_of_lead(x, e);
}

static void inherit_date(const struct vg_merging *x, struct vg_gather *e)
{
    if (e->facts.date.precision != VG_DATE_UNKNOWN && !e->pluperfect)
        return;
    find_date(x, e);
    if (!e->facts.own_date && (day_of_taking(x, e) || day_of_release(x, e))) {
        e->facts.date = (struct vg_date){VG_DAY_NONE, VG_DAY_NONE, VG_DATE_UNKNOWN};
        e->borrowed_date = false;
    }
}

/* `sont bloqués depuis lundi`, `marchent depuis trois jours`: it goes on. */
static bool lasting(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_time_expr *t = e->facts.time >= 0 ? &x->doc->times[e->facts.time] : NULL;

    const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[0]];
    const struct vg_clause *c = m->clause >= 0 ? &x->doc->groups->clauses[m->clause] : NULL;
    bool now = c && c->form == VG_FORM_FINITE && c->tense == VG_TENSE_PRESENT && !c->perfect;

    if (e->type == VG_TYPE_BLOCKADE && now && c->voice != VG_VOICE_PASSIVE &&
        e->facts.date.precision != VG_DATE_UNKNOWN)
        return true; /* l'embargo reste en vigueur */
    if (!t || !t->since)
        return false;
    if (e->type == VG_TYPE_BLOCKADE)
        return true;
    if (t->date.precision != VG_DATE_DAY)
        return false;
    if (e->type == VG_TYPE_DISPLACEMENT || e->type == VG_TYPE_PROTEST || e->type == VG_TYPE_ARREST)
        return true;
    return now && !m->nominal;
}

/* `le blocus a été levé mercredi`: the day on which it ended. */
static void set_end(const struct vg_merging *x, const struct vg_gather *e, struct vg_date *date)
{
    const struct vg_groups *g = x->doc->groups;

    for (size_t i = 0; i < e->merged->n_mentions; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[e->merged->mentions[i]];
        const struct vg_sentence *s = &x->doc->sentences[m->sentence];
        uint32_t best = UINT32_MAX, verb = s->from;
        while (verb < s->to &&
               !(vg_word_has(g, verb, VG_W_END) && g->clause_of[verb] >= 0 &&
                 g->clauses[g->clause_of[verb]].form == VG_FORM_FINITE &&
                 !g->clauses[g->clause_of[verb]].negated && !g->clauses[g->clause_of[verb]].modal))
            verb++;
        const struct vg_clause *c = verb < s->to ? &g->clauses[g->clause_of[verb]] : NULL;
        bool now =
            c && c->tense == VG_TENSE_PRESENT && (!c->perfect || c->voice == VG_VOICE_PASSIVE);
        int32_t last = now ? day_up_to(x, m->sentence) : -1;
        if (last >= 0 && x->doc->times[last].date.to <= date->from && m->sentence > 0)
            last = day_up_to(x, m->sentence - 1);
        if (last >= 0 && x->doc->times[last].date.to > date->from) {
            date->to = x->doc->times[last].date.to; /* le blocus est levé: on the day told last */
            continue;
        }
        for (uint32_t k = s->from; k < s->to && verb < s->to; k++) {
            int32_t t = x->doc->tokens[k].time;
            uint32_t far = k > verb ? k - verb : verb - k;
            if (t >= 0 && plain_day(x, t) && far < best && x->doc->times[t].date.to >= date->from) {
                best = far;
                date->to = x->doc->times[t].date.to;
            }
        }
    }
}

/* Whoever is let go was taken earlier: the day beside it is that of the taking. */
static bool day_of_capture(const struct vg_merging *x, const struct vg_gather *e)
{
    for (const struct vg_gather *p = x->events; p < x->events + x->n; p++)
        if (p->alive && (p->type == VG_TYPE_ABDUCTION || p->type == VG_TYPE_ARREST) &&
            p->facts.own_date && p->first_sentence <= e->first_sentence &&
            p->last_sentence >= e->first_sentence && p->facts.date.from == e->facts.date.from &&
            p->facts.date.to == e->facts.date.to)
            return true;
    return false;
}

void vg_merge_date(struct vg_merging *x, struct vg_gather *e)
{
    struct vg_event *ev = &e->merged->event;

    inherit_date(x, e);
    if (e->type == VG_TYPE_RELEASE && !e->facts.own_date && day_of_capture(x, e))
        e->facts.date = (struct vg_date){VG_DAY_NONE, VG_DAY_NONE, VG_DATE_UNKNOWN};
    ev->date = e->facts.date;
    if (lasting(x, e) && x->doc->published != VG_DAY_NONE && ev->date.to < x->doc->published)
        ev->date.to = x->doc->published;
    if (e->type == VG_TYPE_BLOCKADE && ev->date.precision != VG_DATE_UNKNOWN)
        set_end(x, e, &ev->date);
    ev->background = vg_event_is_old(x, e) && e != x->events; /* until all are dated */
}
