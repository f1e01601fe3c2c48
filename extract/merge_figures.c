/* merge_figures.c - which event takes which figure of people and things, and which means. */
#include "extract/claim.h"
#include "extract/group.h"
#include "extract/merge_in.h"
#include "extract/who.h"

/* All in tokens of distance between a figure and the mention of an event. */
#define FOREIGN       200 /* an event that rarely has such figures */
#define OTHER_SIDE    70  /* an event of other people */
#define NEXT_CLAUSE   10  /* a semicolon between them */
#define BEFORE        120 /* told in a sentence before */
#define PER_SENTENCE  20
#define PER_PARAGRAPH 60
#define OTHER_CLAUSE  10 /* the figure stands in another clause */
#define RESULT_AGAIN  200 /* and it is not the first that tells of its event: which one is a guess \
                           */
#define ONLY_RESULT   60 /* a mention that only says who fell, without a place of its own */
#define RECALLED      100 /* told as what had been before */
#define SAME_PLACE    60 /* its place is named beside the figure */
#define RECALLED_DAYS 14
#define OPENING        8 /* tokens at the head of a sentence whose place is the scene of what it tells */
#define LEAD           2 /* the last sentence of title and lead, whose event the text comes back to */
#define MAIN_EVENT    40
#define FAR_PARAGRAPHS 2 /* between it and the figure; more of them cost no more */
#define FORWARD       2  /* sentences ahead to the event of a figure that opens the text */
#define HEAD          6  /* the last sentence of the head of a text */
#define AHEAD         8  /* sentences from there to the event that its figures are of */
#define SAME_REACH    100 /* figures back to one that tells the same number */
#define FIGURE_REACH  20 /* sentences back to the event that a figure belongs to */

static bool takes_outcome(enum vg_event_type t, enum vg_outcome out)
{
    switch (out) {
    case VG_OUT_KILLED:
    case VG_OUT_WOUNDED:
        return vg_type_violent(t) || t == VG_TYPE_RIOT || t == VG_TYPE_PROTEST ||
               t == VG_TYPE_COUP || t == VG_TYPE_PROPERTY_DESTRUCTION || t == VG_TYPE_LOOTING ||
               t == VG_TYPE_WEAPONS_SEIZURE;
    case VG_OUT_CAPTURED:
        return t == VG_TYPE_ARREST || t == VG_TYPE_ABDUCTION ||
               vg_event_type_family(t) == VG_FAMILY_BATTLE ||
               vg_event_type_family(t) == VG_FAMILY_EXPLOSION;
    case VG_OUT_ABDUCTED:
        return t == VG_TYPE_ABDUCTION || t == VG_TYPE_CIVILIAN_ATTACK;
    case VG_OUT_MISSING:
        return vg_type_violent(t) && t != VG_TYPE_ABDUCTION;
    case VG_OUT_DISPLACED:
        return t == VG_TYPE_DISPLACEMENT;
    default:
        return false;
    }
}

static bool takes_loss(enum vg_event_type t, const struct vg_loss *l)
{
    if (l->outcome == VG_ITEM_DEPLOYED)
        return t == VG_TYPE_TROOP_MOVEMENT;
    if (l->outcome == VG_ITEM_CAPTURED &&
        (l->item == VG_ITEM_CAMP || l->item == VG_ITEM_BUILDING || l->item == VG_ITEM_DEPOT))
        return false; /* a place taken is the event itself, a cache found tells what was in it */
    if (t == VG_TYPE_SURRENDER)
        return l->outcome == VG_ITEM_CAPTURED;
    return vg_event_type_family(t) <= VG_FAMILY_PROPERTY || t == VG_TYPE_RIOT;
}

/* The event that a figure of this sentence at this token belongs to, -1. fits(type) decides which
 * can take it. */
struct figure {
    int32_t sentence;
    uint32_t word;
    const struct vg_toll *toll;
    const struct vg_loss *loss;
};

static bool fits(const struct figure *f, enum vg_event_type t)
{
    return f->toll ? takes_outcome(t, f->toll->outcome) : takes_loss(t, f->loss);
}

/* How much rather an event of another type takes the figure, in tokens of distance. */
static uint32_t penalty(const struct figure *f, enum vg_event_type t)
{
    bool property = vg_event_type_family(t) == VG_FAMILY_PROPERTY || t == VG_TYPE_SURRENDER;

    if (!f->toll)
        return property ? 0 : 12;
    if (property && f->toll->count.max == 0)
        return 0; /* `incendié, sans faire de victime` */
    if (property || t == VG_TYPE_PROTEST ||
        (f->toll->outcome == VG_OUT_CAPTURED && vg_event_type_family(t) == VG_FAMILY_EXPLOSION))
        return FOREIGN;
    return 0;
}

/* Do the people of the figure stand on one of the event's sides? A side that nobody names may be
 * theirs. */
static bool sides_agree(const struct vg_merging *x, const struct figure *f,
                        const struct vg_facts *e)
{
    bool there = false;

    if (!f->toll || f->toll->group == VG_GROUP_UNSPECIFIED || e->n_targets == 0)
        return true;
    for (size_t i = 0; i < e->n_targets; i++)
        there |= vg_actor_group(x->doc, e->targets[i]) == f->toll->group;
    for (size_t i = 0; i < e->n_initiators; i++)
        there |= vg_actor_group(x->doc, e->initiators[i]) == f->toll->group;
    return there;
}

/* Was it long before the article, or told as what had been before? */
static bool recalled(const struct vg_merging *x, const struct vg_gather *e)
{
    const struct vg_date *d = &e->facts.date;

    return e->pluperfect || (d->precision != VG_DATE_UNKNOWN && x->doc->published != VG_DAY_NONE &&
                             d->to < x->doc->published - RECALLED_DAYS);
}

/* Does the figure's sentence name e's place? */
static bool names_place(const struct vg_merging *x, const struct figure *f,
                        const struct vg_gather *e)
{
    const struct vg_document *doc = x->doc;
    const struct vg_sentence *s = &doc->sentences[f->sentence];

    for (uint32_t i = s->from; i < s->to && e->facts.place >= 0; i++)
        if (doc->tokens[i].place >= 0 && vg_place_agrees(doc, doc->tokens[i].place, e->facts.place))
            return true;
    return false;
}

/* `À Indelimane, dix morts ont été signalés`: is a town that the sentence begins with another than
 * e's? */
static bool elsewhere(const struct vg_merging *x, const struct figure *f, const struct vg_gather *e)
{
    const struct vg_document *doc = x->doc;
    const struct vg_sentence *s = &doc->sentences[f->sentence];
    bool other = false;

    for (uint32_t i = s->from; i < f->word && e->facts.place >= 0; i++) {
        int32_t p = doc->tokens[i].place;
        if (p < 0)
            continue;
        const struct vg_place_mention *m = &doc->places[p];
        if (vg_place_agrees(doc, p, e->facts.place))
            return false;
        other |= m->precision <= VG_PLACE_TOWN && m->lead >= 2 && !m->is_actor && !m->is_origin &&
                 !m->is_aside && !m->is_dateline && i < s->from + OPENING;
    }
    return other;
}

/* How far a mention stands from a figure of its own sentence, in tokens. */
static uint32_t distance(const struct vg_merging *x, const struct figure *f,
                         const struct vg_mention *m)
{
    uint32_t from = m->head < f->word ? m->head : f->word,
             to = m->head < f->word ? f->word : m->head;
    uint32_t far = to - from;

    for (uint32_t i = from; i < to; i++)
        if (vg_sv_is(x->doc->tokens[i].norm, ";"))
            far += NEXT_CLAUSE;
    return far;
}

/* `ont trouvé la mort`: which event it was, another word of the sentence tells better. */
static bool only_result(const struct vg_mention *m)
{
    return m->generic && m->rank <= 3 && m->place < 0;
}

/* How badly an event last told in sentence `told` suits the figure, beside what stands between
 * them. */
static uint32_t misfit(const struct vg_merging *x, const struct figure *f,
                       const struct vg_gather *e)
{
    return penalty(f, e->type) + (sides_agree(x, f, &e->facts) ? 0 : OTHER_SIDE);
}

/* `Neuf morts, trois blessés.`: of what the next sentences tell, -1. */
static int32_t event_after(const struct vg_merging *x, const struct figure *f)
{
    const struct vg_mentions *ms = x->doc->mentions;
    const struct vg_sentence *s = x->doc->sentences;

    for (size_t i = vg_mention_from(x->doc, f->sentence + 1);
         i < ms->n && ms->items[i].sentence <= f->sentence + FORWARD; i++)
        if (ms->items[i].event >= 0 && fits(f, x->events[ms->items[i].event].type) &&
            s[ms->items[i].sentence].paragraph == s[f->sentence].paragraph &&
            !recalled(x, &x->events[ms->items[i].event]))
            return ms->items[i].event;
    return -1;
}

/* A figure at the head of the text, before any event: the first attack that is told then, -1. */
static int32_t event_ahead(const struct vg_merging *x, const struct figure *f)
{
    const struct vg_mentions *ms = x->doc->mentions;

    if (!f->toll || f->sentence > HEAD)
        return -1;
    for (size_t i = vg_mention_from(x->doc, f->sentence + 1);
         i < ms->n && ms->items[i].sentence <= f->sentence + AHEAD; i++) {
        int32_t at = ms->items[i].event;
        if (at < 0 || !fits(f, x->events[at].type) || !vg_type_violent(x->events[at].type))
            continue;
        const struct vg_gather *e = &x->events[at];
        return recalled(x, e) || elsewhere(x, f, e) || misfit(x, f, e) > 0 ? -1 : at;
    }
    return -1;
}

/* `deux à Sonfounou`: the event there, -1. */
static int32_t event_at(const struct vg_merging *x, const struct figure *f)
{
    for (size_t k = 0; k < x->n; k++)
        if (x->events[k].alive && fits(f, x->events[k].type) && x->events[k].facts.place >= 0 &&
            vg_place_agrees(x->doc, f->toll->place, x->events[k].facts.place) &&
            !recalled(x, &x->events[k]))
            return (int32_t)k;
    return -1;
}

/* The event that suits best among those of the figure's sentence and those told before it, -1. */
static int32_t event_for(const struct vg_merging *x, const struct figure *f, const int32_t *told,
                         const int32_t *first)
{
    const struct vg_mentions *ms = x->doc->mentions;
    const struct vg_sentence *s = x->doc->sentences;
    int32_t best = -1;
    uint32_t least = UINT32_MAX;

    for (size_t i = vg_mention_from(x->doc, f->sentence - FIGURE_REACH);
         i < ms->n && ms->items[i].sentence <= f->sentence; i++) {
        const struct vg_mention *m = &ms->items[i];
        if (m->event < 0 || !fits(f, x->events[m->event].type))
            continue;
        bool opens = x->events[m->event].merged->mentions[0] == (int32_t)i;
        int32_t at = f->toll && (m->place < 0 || opens) ? first[m->event] : m->event;
        if (at != m->event && names_place(x, f, &x->events[m->event]))
            at = m->event;
        const struct vg_gather *e = &x->events[at];
        uint32_t cost = misfit(x, f, e);
        if (m->sentence == f->sentence) {
            bool first_told = x->events[at].merged->mentions[0] == (int32_t)i;
            bool tells = first_told && f->word >= m->from && f->word < m->to &&
                         !m->nominal && m->clause >= 0 &&
                         x->doc->groups->clauses[m->clause].form == VG_FORM_FINITE;
            uint32_t result = !only_result(m) || tells ? 0
                              : first_told             ? ONLY_RESULT
                                                       : RESULT_AGAIN;
            cost += distance(x, f, m) + result +
                    (f->word >= m->clause_from && f->word < m->clause_to ? 0 : OTHER_CLAUSE);
        } else {
            int32_t last = told[at] > m->sentence ? told[at] : m->sentence;
            int32_t paragraphs = s[f->sentence].paragraph - s[last].paragraph;
            bool main = e->first_sentence <= LEAD && !recalled(x, e);
            if (paragraphs > 1 && !e->title_only && !main)
                continue;
            paragraphs = paragraphs > FAR_PARAGRAPHS ? FAR_PARAGRAPHS : paragraphs;
            cost += BEFORE + PER_SENTENCE * (uint32_t)(f->sentence - last) +
                    PER_PARAGRAPH * (uint32_t)paragraphs;
            cost += recalled(x, e) ? RECALLED : 0;
            cost -= names_place(x, f, e) ? SAME_PLACE : 0;
            if (f->toll && elsewhere(x, f, e))
                continue;
            cost -= main && paragraphs > 0 ? MAIN_EVENT : 0;
        }
        if (cost <= least) {
            least = cost;
            best = at;
        }
    }
    if (best < 0)
        best = event_after(x, f);
    return best >= 0 ? best : event_ahead(x, f);
}

static bool same_count(const struct vg_count *a, const struct vg_count *b)
{
    return a->min == b->min && a->max == b->max;
}

/* `le dispensaire et la pharmacie`: two that nobody counted are some. */
static bool some(struct vg_materiel *there, const struct vg_loss *l)
{
    bool one =
        there->count.min == 1 && (there->count.max == 1 || there->count.max == VG_COUNT_NULL);

    if (l->counted || l->count.min != 1 || !one)
        return false;
    there->count = (struct vg_count){1, VG_COUNT_NULL, false};
    return true;
}

static void add_loss(struct vg_event *e, const struct vg_loss *l)
{
    for (size_t i = 0; i < e->n_materiel; i++) {
        struct vg_materiel *m = &e->materiel[i];
        if (m->item != l->item || m->outcome != l->outcome)
            continue;
        if (same_count(&m->count, &l->count) && (l->counted || l->count.max == VG_COUNT_NULL))
            return;
        if (l->count.max == VG_COUNT_NULL && m->count.max != 1)
            return;
        if (some(m, l))
            return;
    }
    if (e->n_materiel < VG_MAX_MATERIEL)
        e->materiel[e->n_materiel++] =
            (struct vg_materiel){.item = l->item, .outcome = l->outcome, .count = l->count};
}

static void note(struct vg_merging *x, struct vg_gather *e, int32_t **items, size_t *n, size_t *cap,
                 int32_t value, int32_t sentence)
{
    struct vg_merged *m = e->merged;

    *items = vg_arena_grow(x->doc->arena, *items, *n, cap, sizeof **items);
    (*items)[(*n)++] = value;
    for (size_t i = 0; i < m->n_sentences; i++)
        if (m->sentences[i] == sentence)
            return;
    if (m->n_sentences == VG_MERGED_MAX)
        return;
    *VG_PUSH(x->doc->arena, m->sentences, m->n_sentences, m->cap_sentences) = sentence;
    if (sentence > e->last_sentence) {
        e->last_sentence = sentence;
        e->last_paragraph = x->doc->sentences[sentence].paragraph;
    }
}

/* Parts of a whole: the same group again adds nothing; a full breakdown replaces the total. */
static bool part_counts(const struct vg_tolls *t, const struct vg_toll *part)
{
    return part->whole < 0 || t->tolls[part->whole].group != part->group ||
           t->tolls[part->whole].outcome != part->outcome;
}

/* `ils attaquent les villages, volent le bétail`: nothing in its sentence is told of an event, but
 * something of a habit, a plan or a total. */
static bool of_no_event(const struct vg_merging *x, int32_t sentence, const struct vg_count *count)
{
    bool vague = count->max == VG_COUNT_NULL && count->min <= 2;
    const struct vg_mentions *ms = x->doc->mentions;
    bool general = false;

    for (size_t i = vg_mention_from(x->doc, sentence);
         i < ms->n && ms->items[i].sentence == sentence; i++) {
        const struct vg_mention *m = &ms->items[i];
        if (m->event >= 0)
            return false;
        general |= (m->drop == VG_DROP_HABIT && vague) || m->drop == VG_DROP_PLANNED ||
                   m->drop == VG_DROP_TOTAL;
    }
    return general && !x->doc->sentences[sentence].title;
}

/* The event that took the whole of which the figure is a part, -1. */
static int32_t event_of_whole(const struct vg_merging *x, const struct vg_toll *part,
                              const int32_t *given)
{
    const struct vg_tolls *t = x->doc->tolls;

    return part->whole >= 0 && &t->tolls[part->whole] != part ? given[part->whole] : -1;
}

/* Does the sentence name an event that takes the figure? */
static bool named_there(const struct vg_merging *x, const struct figure *f)
{
    const struct vg_mentions *ms = x->doc->mentions;

    for (size_t i = vg_mention_from(x->doc, f->sentence);
         i < ms->n && ms->items[i].sentence == f->sentence; i++)
        if (ms->items[i].event >= 0 && fits(f, x->events[ms->items[i].event].type))
            return true;
    return false;
}

/* `cinq blessés et deux morts`, and two dead were told before: the event that took those, for all
 * figures of a sentence that names none; -1. */
static int32_t event_of_same(const struct vg_merging *x, size_t toll, const int32_t *given)
{
    const struct vg_tolls *t = x->doc->tolls;
    const struct vg_toll *it = &t->tolls[toll];
    size_t from = toll, to = toll;

    while (from > 0 && t->tolls[from - 1].sentence == it->sentence)
        from--;
    while (to < t->n_tolls && t->tolls[to].sentence == it->sentence)
        to++;
    for (size_t i = from; i < to; i++)
        for (size_t k = from; k > 0 && from - k < SAME_REACH; k--) {
            const struct vg_toll *a = &t->tolls[i], *b = &t->tolls[k - 1];
            if (given[k - 1] >= 0 && a->outcome == b->outcome && a->count.min >= 2 &&
                a->count.max != VG_COUNT_NULL && a->count.min == b->count.min &&
                !x->doc->sentences[b->sentence].title)
                return given[k - 1];
        }
    return -1;
}

static void give_figures(struct vg_merging *x, bool titles, int32_t *told, const int32_t *first,
                         int32_t *given)
{
    const struct vg_tolls *t = x->doc->tolls;

    for (size_t i = 0; i < t->n_tolls; i++) {
        const struct vg_toll *toll = &t->tolls[i];
        if (toll->aggregate || x->doc->sentences[toll->sentence].title != titles ||
            !part_counts(t, toll) || of_no_event(x, toll->sentence, &toll->count))
            continue;
        struct figure f = {toll->sentence, toll->word, toll, NULL};
        int32_t at = event_of_whole(x, toll, given);
        if (at < 0 && toll->place < 0 && !named_there(x, &f))
            at = event_of_same(x, i, given);
        if (at >= 0 && !fits(&f, x->events[at].type))
            at = -1;
        if (at < 0)
            at = toll->place >= 0 ? event_at(x, &f) : event_for(x, &f, told, first);
        given[i] = at;
        if (at < 0)
            continue;
        struct vg_gather *e = &x->events[at];
        told[at] = f.sentence;
        note(x, e, &e->merged->tolls, &e->merged->n_tolls, &e->merged->cap_tolls, (int32_t)i,
             toll->sentence);
    }
    for (size_t i = 0; i < t->n_losses; i++) {
        const struct vg_loss *loss = &t->losses[i];
        if (x->doc->sentences[loss->sentence].title != titles ||
            of_no_event(x, loss->sentence, &loss->count))
            continue;
        struct figure f = {loss->sentence, loss->word, NULL, loss};
        int32_t at = event_for(x, &f, told, first);
        if (at < 0)
            continue;
        struct vg_gather *e = &x->events[at];
        told[at] = f.sentence;
        add_loss(&e->merged->event, loss);
        note(x, e, &e->merged->losses, &e->merged->n_losses, &e->merged->cap_losses, (int32_t)i,
             loss->sentence);
    }
}

/* Is token i a word of one of the figures of the sentence that figure `toll` is in? */
static bool in_figure(const struct vg_tolls *t, size_t toll, uint32_t i)
{
    int32_t sentence = t->tolls[toll].sentence;
    size_t k = toll;

    while (k > 0 && t->tolls[k - 1].sentence == sentence)
        k--;
    for (; k < t->n_tolls && t->tolls[k].sentence == sentence; k++)
        if (i >= t->tolls[k].from && i < t->tolls[k].to)
            return true;
    return false;
}

/* `deux attaques ont coûté la vie à huit soldats`: is the figure of several events at once? */
static bool of_several(const struct vg_merging *x, size_t at, int32_t event)
{
    const struct vg_mentions *ms = x->doc->mentions;
    const struct vg_toll *toll = &x->doc->tolls->tolls[at];

    for (size_t i = vg_mention_from(x->doc, toll->sentence);
         i < ms->n && ms->items[i].sentence == toll->sentence; i++) {
        const struct vg_mention *m = &ms->items[i];
        int32_t n = m->np >= 0 ? x->doc->groups->nps[m->np].number : -1;
        if (m->event == event && m->nominal && m->plural && n >= 0 && vg_type_violent(m->type) &&
            x->doc->numbers[n].count.min >= 2 && !in_figure(x->doc->tolls, at, m->head))
            return true;
    }
    return false;
}

/* One toll for several events falls where figures per event, told after it, replace it. */
static void drop_common(struct vg_merging *x, const int32_t *given)
{
    const struct vg_tolls *t = x->doc->tolls;
    bool *common = vg_arena_new_n(x->doc->arena, bool, t->n_tolls + 1);
    uint32_t *have = vg_arena_new_n(x->doc->arena, uint32_t, x->n + 1);
    size_t events[32] = {0}; /* that have figures of their own from here on, by outcome */

    for (size_t i = t->n_tolls; i-- > 0;) {
        const struct vg_toll *toll = &t->tolls[i];
        uint32_t bit = UINT32_C(1) << toll->outcome;
        if (given[i] < 0 || toll->count.max == 0)
            continue;
        if (of_several(x, i, given[i])) {
            common[i] = events[toll->outcome] >= 2;
            continue;
        }
        events[toll->outcome] += !(have[given[i]] & bit);
        have[given[i]] |= bit;
    }
    for (size_t k = 0; k < x->n; k++) {
        struct vg_merged *m = x->events[k].merged;
        size_t kept = 0;
        for (size_t i = 0; i < m->n_tolls; i++)
            if (!common[m->tolls[i]])
                m->tolls[kept++] = m->tolls[i];
        m->n_tolls = kept;
    }
}

/* `l'assassinat du maire`: one victim, when no figure tells it. */
static void give_implied(struct vg_merging *x)
{
    for (size_t i = 0; i < x->doc->mentions->n; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[i];
        if (m->event < 0)
            continue;
        x->events[m->event].merged->event.means |= m->means;
    }
}

/* Of the events that one mention tells (`à X et à Y`) the first, for each event: one toll for
 * several is told of it. */
static const int32_t *first_events(const struct vg_merging *x)
{
    int32_t *of_mention = vg_arena_new_n(x->doc->arena, int32_t, x->doc->mentions->n + 1);
    int32_t *first = vg_arena_new_n(x->doc->arena, int32_t, x->n + 1);

    for (size_t k = x->n; k-- > 0;)
        for (size_t i = 0; x->events[k].alive && i < x->events[k].merged->n_mentions; i++)
            of_mention[x->events[k].merged->mentions[i]] = (int32_t)k;
    for (size_t k = 0; k < x->n; k++) {
        const struct vg_merged *m = x->events[k].merged;
        first[k] = x->events[k].alive && m->n_mentions ? of_mention[m->mentions[0]] : (int32_t)k;
    }
    return first;
}

void vg_merge_figures(struct vg_merging *x)
{
    if (x->doc->tolls) {
        const int32_t *first = first_events(x);
        int32_t *told = vg_arena_new_n(x->doc->arena, int32_t, x->n + 1);
        int32_t *given = vg_arena_new_n(x->doc->arena, int32_t, x->doc->tolls->n_tolls + 1);
        memset(given, 0xff, x->doc->tolls->n_tolls * sizeof *given); /* -1 */
        give_figures(x, false, told, first, given);
        memset(told, 0, x->n * sizeof *told);
        give_figures(x, true, told, first, given);
        drop_common(x, given);
        vg_merge_means(x);
        for (size_t i = 0; i < x->n; i++)
            vg_merge_casualties(x, &x->events[i]);
    }
    give_implied(x);
}
