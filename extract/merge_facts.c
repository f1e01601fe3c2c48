/* merge_facts.c - what a mention says by itself and by its sentence: place, day, actors. */
#include "extract/frame_in.h"
#include "extract/gazetteer.h"
#include "extract/merge_control_in.h"
#include "extract/merge_in.h"
#include "extract/pack.h"
#include "extract/particle.h"
#include "extract/when.h"

#define PARAGRAPH  20 /* sentences of a paragraph, so that the work stays linear */
#define NOUN_REACH 4  /* tokens from `deux jours après` to the noun that it counts from */

static bool usable(const struct vg_document *doc, int32_t p)
{
    const struct vg_place_mention *x = &doc->places[p];

    bool beside =
        x->precision == VG_PLACE_COUNTRY && x->relation == VG_REL_NEAR; /* à deux pas du Niger */

    return !x->is_actor && !x->is_origin && !x->is_dateline && !x->in_actor && !beside &&
           vg_where_fitness(doc, p) >= 0.25;
}

/* `l'oléoduc vers le Bénin`, `une cargaison venue de Libye`: a country that things come from and go
 * to is no scene of what befalls them. */
static bool passed_through(const struct vg_document *doc, int32_t p, const struct vg_mention *m)
{
    const struct vg_place_mention *x = &doc->places[p];

    return x->precision == VG_PLACE_COUNTRY && m->type != VG_TYPE_TROOP_MOVEMENT &&
           m->type != VG_TYPE_DISPLACEMENT &&
           (x->relation == VG_REL_TO || x->relation == VG_REL_FROM);
}

/* The nearest usable place of the sentence, before the trigger rather than after it. */
static int32_t sentence_place(const struct vg_document *doc, const struct vg_mention *m)
{
    const struct vg_sentence *s = &doc->sentences[m->sentence];
    int32_t found = -1, last = -1;
    uint32_t best = UINT32_MAX;

    for (uint32_t i = s->from; i < s->to; i++) {
        int32_t p = doc->tokens[i].place;
        if (p < 0 || p == last)
            continue;
        last = p;
        uint32_t far = i < m->head ? m->head - i : 2 * (i - m->head);
        if (far < best && usable(doc, p) && !passed_through(doc, p, m) &&
            !vg_told_elsewhere(doc, i, m->head)) {
            best = far;
            found = p;
        }
    }
    return found;
}

/* `les populations de X ont vécu l'enfer`: whose home was the scene, and who does not tell it. */
static bool of_people(const struct vg_document *doc, const struct vg_place_mention *x)
{
    int32_t c = vg_clause_at(doc, x->from);

    return x->is_origin && !x->is_aside && !x->is_actor && !x->is_dateline && !x->in_actor &&
           x->country[0] &&
           !(c >= 0 && vg_word_has(doc->groups, doc->groups->clauses[c].head, VG_W_REPORT));
}

#define THERE_WITHIN 4 /* sentences before `y` in which the place that it means is named */

/* `y ont incendié le poste`: the place that the sentences before are about; -1: no `y`, or none. */
static int32_t place_there(const struct vg_document *doc, const struct vg_mention *m)
{
    const struct vg_clause *c = m->clause >= 0 ? &doc->groups->clauses[m->clause] : NULL;
    bool there = false;

    if (!c || vg_particle_is(doc, vg_token_lemma(&doc->tokens[c->head]), VG_PT_HAVE))
        return -1; /* il y a eu */
    for (uint32_t i = c->from; i < c->head; i++)
        there |= vg_particle(doc, i, VG_PT_THERE);
    for (int32_t s = m->sentence; there && s >= 0 && m->sentence - s < THERE_WITHIN; s--) {
        int32_t wide = -1;
        for (uint32_t i = doc->sentences[s].to; i-- > doc->sentences[s].from;) {
            int32_t p = i < c->from ? doc->tokens[i].place : -1;
            const struct vg_place_mention *x = p >= 0 ? &doc->places[p] : NULL;
            if (!x || x->precision > VG_PLACE_ADMIN1 || x->part_of >= 0 ||
                x->relation == VG_REL_TO || x->relation == VG_REL_DISTANCE)
                continue;
            if (x->precision <= VG_PLACE_TOWN && (usable(doc, p) || of_people(doc, x)))
                return p;
            wide = wide < 0 && usable(doc, p) ? p : wide;
        }
        if (wide >= 0)
            return wide;
    }
    return -1;
}

/* `alors que le chef rentrait de Moscou, où il avait été reçu samedi`: the day of something before.
 */
static bool in_the_past_of(const struct vg_document *doc, uint32_t i, const struct vg_mention *m)
{
    int32_t c = vg_clause_at(doc, i);

    return c >= 0 && c != vg_clause_at(doc, m->head) && doc->groups->clauses[c].pluperfect &&
           !m->pluperfect;
}

/* `après une embuscade qui, le 17, avait fait dix morts`: of what the relative tells of, which is
 * not m. */
static bool of_another(const struct vg_document *doc, uint32_t i, const struct vg_mention *m)
{
    const struct vg_groups *g = doc->groups;
    int32_t c = vg_clause_at(doc, i);

    if (c < 0 || c == m->clause || g->clauses[c].rel == VG_LINK_NONE ||
        g->clauses[c].antecedent < 0 || vg_clause_at(doc, m->head) == c)
        return false;
    const struct vg_np *np = &g->nps[g->clauses[c].antecedent];
    for (size_t k = vg_mention_from(doc, m->sentence);
         k < doc->mentions->n && doc->mentions->items[k].sentence == m->sentence; k++)
        if (&doc->mentions->items[k] != m && doc->mentions->items[k].nominal &&
            doc->mentions->items[k].type != m->type && doc->mentions->items[k].head >= np->from &&
            doc->mentions->items[k].head < np->to && !(m->head >= np->from && m->head < np->to))
            return true;
    return false;
}

/* `que l'armée tient assiégée`: a state that is told in passing has its own day or none. */
static bool in_passing(const struct vg_document *doc, uint32_t i, const struct vg_mention *m)
{
    const struct vg_clause *c = m->clause >= 0 ? &doc->groups->clauses[m->clause] : NULL;
    int32_t t = doc->tokens[i].time;

    return m->type == VG_TYPE_BLOCKADE && c && c->rel != VG_LINK_NONE &&
           c->tense == VG_TENSE_PRESENT && !c->perfect && vg_clause_at(doc, i) != m->clause &&
           t >= 0 && doc->times[t].date.precision == VG_DATE_DAY && !doc->times[t].since;
}

static int32_t sentence_time(const struct vg_document *doc, const struct vg_mention *m)
{
    const struct vg_sentence *s = &doc->sentences[m->sentence];
    int32_t found = -1, last = -1;

    for (uint32_t i = s->from; i < s->to; i++) {
        int32_t t = doc->tokens[i].time;
        if (t < 0 || t == last)
            continue;
        last = t;
        const struct vg_time_expr *e = &doc->times[t];
        if (e->kind != VG_TIME_DURATION && e->kind != VG_TIME_RECURRENT && !e->future &&
            !vg_time_of_telling(doc, t, m->head) && !of_another(doc, e->from, m) &&
            !in_passing(doc, e->from, m) && !vg_time_of_object(doc, m, e, -1) &&
            !(!m->nominal && vg_time_of_participle(doc, e->from, m->head)) &&
            !in_the_past_of(doc, e->from, m) &&
            !(e->from > m->head && vg_of_participle_after(doc, e->from, m->head)) &&
            (found < 0 || e->from < m->head))
            found = t;
    }
    return found;
}

/* `la veille de ce drame`, `au lendemain de l'attaque`: from what was told, not from a day named in
 * between, nor from `la veille de l'élection`. */
static bool counts_from(const struct vg_document *doc, const struct vg_time_expr *e)
{
    uint32_t of = e->to;

    if (e->offset_days == 0 || of + 2 >= doc->n_tokens ||
        !vg_particle_is(doc, vg_token_lemma(&doc->tokens[of]), VG_PT_OF))
        return false;
    if (vg_particle(doc, of + 1, VG_PT_THIS))
        return true;
    int32_t s = doc->tokens[of].sentence;
    for (size_t i = vg_mention_from(doc, s);
         i < doc->mentions->n && doc->mentions->items[i].sentence == s; i++)
        if (doc->mentions->items[i].head > of && doc->mentions->items[i].head <= of + 3)
            return true;
    return false;
}

/* `deux jours après l'attaque`: from the day of the event that the noun tells, if it is known by
 * now. */
static struct vg_date days_after(const struct vg_merging *x, const struct vg_time_expr *e)
{
    const struct vg_mentions *ms = x->doc->mentions;
    struct vg_date none = {VG_DAY_NONE, VG_DAY_NONE, VG_DATE_UNKNOWN};
    int32_t s = x->doc->tokens[e->from].sentence;

    for (size_t i = vg_mention_from(x->doc, s); i < ms->n && ms->items[i].sentence == s; i++) {
        const struct vg_mention *m = &ms->items[i];
        if (!m->earlier || m->head < e->to || m->head > e->to + NOUN_REACH || m->event < 0 ||
            m->drop)
            continue;
        const struct vg_date *d = &x->events[m->event].facts.date;
        if (d->precision != VG_DATE_DAY ||
            (x->doc->published != VG_DAY_NONE && d->from + e->offset_days > x->doc->published))
            return none;
        return (struct vg_date){d->from + e->offset_days, d->from + e->offset_days, VG_DATE_DAY};
    }
    return none;
}

/* The day on which the sentence plays that begins `deux jours après l'attaque`: one that its main
 * clause names, or that of the article if it tells how things stand. */
static int32_t day_counted_to(const struct vg_document *doc, const struct vg_mention *m)
{
    const struct vg_groups *g = doc->groups;

    for (uint32_t i = m->to; i < doc->sentences[m->sentence].to; i++) {
        int32_t t = doc->tokens[i].time, c = t >= 0 ? vg_clause_at(doc, i) : -1;
        if (c >= 0 && g->clauses[c].rel == VG_LINK_NONE &&
            doc->times[t].date.precision == VG_DATE_DAY && doc->times[t].kind == VG_TIME_CALENDAR &&
            !doc->times[t].since && !doc->times[t].future)
            return doc->times[t].date.from;
    }
    for (uint32_t c = g->clause_first[m->sentence]; c < g->clause_first[m->sentence + 1]; c++) {
        const struct vg_clause *r = &g->clauses[c];
        if (r->form == VG_FORM_FINITE && r->head > m->head && r->rel == VG_LINK_NONE)
            return r->tense == VG_TENSE_PRESENT && !r->perfect ? doc->published : VG_DAY_NONE;
    }
    return VG_DAY_NONE;
}

/* `l'a pris le 30, quatre jours après le coup`: the coup's day. */
static struct vg_date days_before(const struct vg_document *doc, const struct vg_mention *m)
{
    struct vg_date none = {VG_DAY_NONE, VG_DAY_NONE, VG_DATE_UNKNOWN};
    int32_t last = -1, day = -1;

    for (uint32_t i = doc->sentences[m->sentence].from; i < m->head && !m->in_title; i++) {
        int32_t t = doc->tokens[i].time;
        if (t < 0 || t == last)
            continue;
        day = last;
        last = t;
    }
    if (last >= 0 && day < 0 && doc->times[last].vague && doc->times[last].offset_days > 0 &&
        doc->times[last].offset_days < 7 && m->head - doc->times[last].to <= NOUN_REACH) {
        int32_t then = day_counted_to(doc, m);
        then -= then == VG_DAY_NONE ? 0 : doc->times[last].offset_days;
        return then == VG_DAY_NONE ? none : (struct vg_date){then, then, VG_DATE_DAY};
    }
    if (day < 0 || !doc->times[last].vague || m->head - doc->times[last].to > NOUN_REACH ||
        doc->times[day].date.precision != VG_DATE_DAY || vg_time_of_telling(doc, day, UINT32_MAX))
        return none;
    int32_t then = doc->times[day].date.from - doc->times[last].offset_days;
    return doc->times[last].offset_days ? (struct vg_date){then, then, VG_DATE_DAY} : none;
}

/* `a annoncé dimanche le ministère. Deux jours plus tôt, ...`: counted from dimanche as written,
 * from the story's day as meant. */
static bool counts_from_telling(const struct vg_document *doc, int32_t time)
{
    const struct vg_time_expr *e = &doc->times[time];

    bool days = e->offset_days >= 2 || e->offset_days <= -2; /* la veille may be of what was said */
    for (int32_t j = time; days && j-- > 0 && time - j < 6;) {
        const struct vg_time_expr *d = &doc->times[j];
        if (d->date.precision != VG_DATE_DAY || d->kind != VG_TIME_CALENDAR || d->since ||
            d->future)
            continue;
        int32_t c = vg_clause_at(doc, d->from);
        return d->date.from + e->offset_days == e->date.from &&
               doc->tokens[d->from].sentence != doc->tokens[e->from].sentence &&
               ((c >= 0 && vg_word_has(doc->groups, doc->groups->clauses[c].head, VG_W_REPORT)) ||
                vg_time_of_telling(doc, j, UINT32_MAX));
    }
    return false;
}

static struct vg_date day_now(const struct vg_merging *x, int32_t time)
{
    struct vg_date none = {VG_DAY_NONE, VG_DAY_NONE, VG_DATE_UNKNOWN};

    if (time < 0)
        return none;
    const struct vg_time_expr *e = &x->doc->times[time];
    if (e->kind == VG_TIME_ANAPHORIC && x->doc->sentences[x->doc->tokens[e->from].sentence].title)
        return none; /* le même jour: no day was told yet */
    bool to_come = x->doc->published != VG_DAY_NONE && e->date.from != VG_DAY_NONE &&
                   e->date.from > x->doc->published;
    if (to_come && (e->kind != VG_TIME_ANAPHORIC || x->day.precision != VG_DATE_DAY ||
                    x->day.from + e->offset_days > x->doc->published))
        return none; /* misread: what happened is not yet to come */
    if (e->kind == VG_TIME_ANAPHORIC && e->vague && e->offset_days) {
        struct vg_date d = days_after(x, e);
        if (d.precision != VG_DATE_UNKNOWN || !counts_from(x->doc, e))
            return d;
    }
    if (e->kind == VG_TIME_ANAPHORIC && x->day.precision != VG_DATE_UNKNOWN &&
        counts_from(x->doc, e)) {
        int32_t day = x->day.from + e->offset_days;
        return (struct vg_date){day, day, VG_DATE_DAY};
    }
    bool misled = e->kind == VG_TIME_ANAPHORIC && !e->vague && e->date.precision <= VG_DATE_WEEK &&
                  x->day.precision == VG_DATE_DAY && counts_from_telling(x->doc, time);
    if (e->date.precision != VG_DATE_UNKNOWN && e->date.from != VG_DAY_NONE && !to_come && !misled)
        return e->date;
    if (e->kind == VG_TIME_ANAPHORIC && x->day.precision != VG_DATE_UNKNOWN && !e->vague) {
        struct vg_date d = x->day;
        if (e->date.precision == VG_DATE_WEEK)
            return vg_when_resolve_anaphor(x->doc, (size_t)time, x->day.from);
        d.from += e->offset_days;
        d.to += e->offset_days;
        return d;
    }
    return none;
}

/* `la veille, ils ont enlevé et tué X`: the same day for both, though the story has come to it by
 * then. */
struct vg_date vg_merge_day(const struct vg_merging *x, int32_t time)
{
    if (time < 0 || x->doc->times[time].kind != VG_TIME_ANAPHORIC)
        return day_now(x, time);
    struct vg_date *known = &x->hung[time];
    if (known->from == 0 && known->to == 0) {
        struct vg_date d = day_now(x, time);
        if (d.precision == VG_DATE_UNKNOWN)
            return d;
        *known = d;
    }
    return *known;
}

/* `10 octobre 2016 : un commando attaque la prison. Un assaillant est tué.`: the day that opens the
 * paragraph holds for all of it; -1: none does. */
static int32_t day_that_opens(const struct vg_document *doc, int32_t sentence)
{
    int32_t first = sentence;

    while (first > 0 && sentence - first < PARAGRAPH &&
           doc->sentences[first - 1].paragraph == doc->sentences[sentence].paragraph)
        first--;
    const struct vg_sentence *s = &doc->sentences[first];
    for (uint32_t i = s->from; i < s->to && i < s->from + 3u; i++) {
        int32_t t = doc->tokens[i].time;
        if (t < 0)
            continue;
        uint32_t to = doc->times[t].to;
        bool mark = to < doc->n_tokens && vg_sv_is(doc->tokens[to].norm, ":");
        return mark && doc->times[t].kind == VG_TIME_CALENDAR &&
                       doc->times[t].date.precision == VG_DATE_DAY
                   ? t
                   : -1;
    }
    return -1;
}

/* The day h opens the paragraph: the mention's own, and its place is the one told last in the
 * paragraph. */
static void under_heading(const struct vg_merging *x, const struct vg_mention *m,
                          struct vg_facts *f, int32_t h)
{
    const struct vg_document *doc = x->doc;
    int32_t first = doc->tokens[doc->times[h].from].sentence, last = -1;

    f->date = vg_merge_day(x, h);
    f->time = h;
    f->own_date = f->date.precision != VG_DATE_UNKNOWN;
    for (uint32_t i = doc->sentences[first].from;
         f->place < 0 && i < doc->sentences[m->sentence].from; i++)
        if (doc->tokens[i].place >= 0 && usable(doc, doc->tokens[i].place) &&
            doc->places[doc->tokens[i].place].part_of < 0)
            last = doc->tokens[i].place;
    f->place = f->place < 0 ? last : f->place;
}

/* `sept soldats ont péri jeudi à Gao en réponse à cette attaque`: the day and the place are of
 * something else. */
static bool only_pointed_at(const struct vg_document *doc, const struct vg_mention *m)
{
    if (!m->nominal || !m->this_one || m->np < 0)
        return false;
    const struct vg_np *np = &doc->groups->nps[m->np];
    enum vg_prep prep = (enum vg_prep)np->prep;
    if (prep == VG_PREP_DE && np->prep_from > 0) /* la veille de cette attaque */
        return doc->tokens[np->prep_from - 1].time >= 0;
    return prep == VG_PREP_A || prep == VG_PREP_SUR || prep == VG_PREP_APRES;
}

/* People told of on both sides: those who did it are no civilians. */
static void apart_from_the_hit(struct vg_facts *f)
{
    size_t kept = 0;
    bool hit = false;

    for (size_t i = 0; i < f->n_targets; i++)
        hit |= strcmp(f->targets[i], "CIVILIANS") == 0;
    for (size_t i = 0; i < f->n_initiators; i++)
        if (!hit || strcmp(f->initiators[i], "CIVILIANS") != 0)
            f->initiators[kept++] = f->initiators[i];
    f->people_did = kept < f->n_initiators;
    f->n_initiators = kept;
}

/* `Même jour à Saraféré : deux gendarmes désarmés, leur véhicule emporté`: nothing in it could be
 * elsewhere. */
static bool verbless(const struct vg_document *doc, const struct vg_mention *m)
{
    const struct vg_groups *g = doc->groups;

    if (m->nominal || m->apart || doc->sentences[m->sentence].title)
        return false;
    for (uint32_t c = g->clause_first[m->sentence]; c < g->clause_first[m->sentence + 1]; c++)
        if (g->clauses[c].form == VG_FORM_FINITE)
            return false;
    return true;
}

/* `ont été enlevés samedi à X par des bandits qui avaient déjà volé douze vaches`: neither the day
 * nor the place of the rest is that of what was done before. */
static bool done_before(const struct vg_document *doc, const struct vg_mention *m)
{
    const struct vg_groups *g = doc->groups;
    int32_t c = m->nominal || !m->pluperfect ? -1 : m->clause;

    for (int up = 0; up < 2 && c >= 0 && g->clauses[c].rel == VG_LINK_NONE; up++)
        c = g->clauses[c].coordinated ? g->clauses[c].governor : -1;
    if (c < 0 || g->clauses[c].rel != VG_LINK_SUBJ)
        return false;
    int32_t of = vg_clause_at(doc, doc->groups->nps[g->clauses[c].antecedent].head);
    return of < 0 || !g->clauses[of].pluperfect;
}

/* `cinq humanitaires enlevés au Niger ont été libérés samedi`: the day is of what the main verb
 * tells. */
static bool freed_then(const struct vg_document *doc, const struct vg_mention *m, int32_t t)
{
    const struct vg_mentions *ms = doc->mentions;
    const struct vg_clause *c = m->clause >= 0 ? &doc->groups->clauses[m->clause] : NULL;

    if ((m->type != VG_TYPE_ABDUCTION && m->type != VG_TYPE_ARREST) || m->nominal || t < 0 ||
        !c || c->form != VG_FORM_PPAS || vg_clause_at(doc, doc->times[t].from) == m->clause)
        return false;
    for (size_t k = vg_mention_from(doc, m->sentence);
         k < ms->n && ms->items[k].sentence == m->sentence; k++)
        if (ms->items[k].type == VG_TYPE_RELEASE && ms->items[k].head > m->head &&
            ms->items[k].time == t)
            return true;
    return false;
}

void vg_merge_facts(struct vg_merging *x, int32_t mention)
{
    const struct vg_mention *m = &x->doc->mentions->items[mention];
    struct vg_facts *f = &x->facts[mention];

    f->place = m->place;
    if (f->place < 0 && m->type != VG_TYPE_COUP)
        f->place = place_there(x->doc, m);
    f->own_place = m->place >= 0 || (f->place >= 0 && m->pluperfect);
    bool denial = x->doc->groups->rules->frames[m->frame].needs & VG_NEED_DENIAL;
    bool before = done_before(x->doc, m);
    if (f->place < 0 && !m->apart && m->type != VG_TYPE_RELEASE && !denial &&
        !(before && x->doc->groups->clauses[m->clause].voice == VG_VOICE_ACTIVE))
        f->place = sentence_place(x->doc, m);
    if (only_pointed_at(x->doc, m)) {
        f->place = -1;
        f->own_place = false;
    }
    f->own_place |= f->place >= 0 && !x->doc->places[f->place].is_origin && verbless(x->doc, m);
    bool passing = m->time >= 0 && in_passing(x->doc, x->doc->times[m->time].from, m);
    f->time = passing || freed_then(x->doc, m, m->time) ? -1 : m->time;
    f->latest = VG_DAY_NONE;
    f->date = vg_merge_day(x, f->time);
    if (m->earlier && f->date.precision == VG_DATE_UNKNOWN)
        f->date = days_before(x->doc, m);
    f->own_date = f->date.precision != VG_DATE_UNKNOWN;
    if (m->earlier && !f->own_date && x->doc->published != VG_DAY_NONE)
        f->latest = x->doc->published - 1;
    if (only_pointed_at(x->doc, m)) {
        f->date = (struct vg_date){VG_DAY_NONE, VG_DAY_NONE, VG_DATE_UNKNOWN};
        f->time = -1;
        f->own_date = false;
    } else if (!f->own_date && !m->apart && !before) {
        int32_t t = sentence_time(x->doc, m);
        t = freed_then(x->doc, m, t) ? -1 : t;
        f->date = vg_merge_day(x, t);
        if (f->date.precision != VG_DATE_UNKNOWN)
            f->time = t;
        int32_t vague = m->time >= 0 ? m->time : t;
        if (vague >= 0 && f->date.precision == VG_DATE_UNKNOWN)
            f->latest = x->doc->times[vague].latest;
        int32_t h = day_that_opens(x->doc, m->sentence);
        if (h >= 0 && (f->date.precision == VG_DATE_UNKNOWN || f->time == h))
            under_heading(x, m, f, h);
    }
    for (size_t i = 0; i < m->n_fillers; i++) {
        const struct vg_filler *v = &m->fillers[i];
        const char *code = v->code;
        if (v->actor >= 0 && f->date.from != VG_DAY_NONE) {
            const char *then = vg_who_code_at(x->doc, v->actor, f->date.from);
            code = then ? then : code;
        }
        bool anybody = v->actor >= 0 && x->doc->actors[v->actor].cls == VG_WHO_PEOPLE;
        f->civilians_told |=
            v->role == VG_ROLE_TARGET && !anybody && strcmp(code, "CIVILIANS") == 0;
        if (v->role == VG_ROLE_INITIATOR)
            vg_codes_add(f->initiators, &f->n_initiators, code);
        else if (v->role == VG_ROLE_TARGET)
            vg_codes_add(f->targets, &f->n_targets, code);
    }
    apart_from_the_hit(f);
}

bool vg_sentence_has_toll(const struct vg_document *doc, int32_t sentence)
{
    return doc->groups->tolls_in[sentence] & VG_TOLL_ANY;
}

size_t vg_mention_from(const struct vg_document *doc, int32_t sentence)
{
    const struct vg_mentions *ms = doc->mentions;
    size_t low = 0, high = ms->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ms->items[mid].sentence < sentence)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The story moves on: later sentences hang on the day and the place of the event told last. */
void vg_merge_story(struct vg_merging *x, const struct vg_gather *e, int32_t mention)
{
    const struct vg_mention *m = &x->doc->mentions->items[mention];

    bool lasts =
        e->type == VG_TYPE_BLOCKADE && e->facts.time >= 0 &&
        x->doc->times[e->facts.time].since; /* sous blocus depuis mai: nothing else is of then */
    if (e->facts.date.precision == VG_DATE_DAY && !lasts)
        x->day = e->facts.date;
    if (x->facts[mention].own_place) {
        x->place = x->facts[mention].place;
        x->place_paragraph = x->doc->sentences[m->sentence].paragraph;
    }
}
