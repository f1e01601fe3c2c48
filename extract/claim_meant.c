/* claim_meant.c - which event somebody speaks of who names none: `L'attaque a été revendiquée par
 * X`, `« ... », raconte un habitant`. */
#include "extract/claim_in.h"

#include "extract/merge.h"
#include "extract/pack.h"
#include "extract/toll.h"

#define AHEAD 2 /* sentences looked at after the speech */

struct story {
    struct vg_document *doc;
    struct vg_merged_list *events;
    uint32_t *first; /* of each sentence: its first mention; one more than there are sentences */
    uint32_t *first_toll; /* of each sentence: its first figure */
    bool *news;      /* has the sentence a figure or `l'attaque`? */
    size_t n_news;   /* events told as the news, not recalled */
    bool any;        /* no event of that kind is told: take what is told beside it */
};

size_t vg_claim_mention_after(const struct vg_mentions *ms, uint32_t token)
{
    size_t lo = 0, hi = ms->n;

    while (lo < hi) { /* mentions stand in the order of the text */
        size_t mid = (lo + hi) / 2;
        if (ms->items[mid].head < token)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Is some kept event named in a's scope? */
static bool names_event(const struct story *x, const struct vg_attribution *a)
{
    const struct vg_mentions *ms = x->doc->mentions;
    size_t lo = vg_claim_mention_after(ms, a->scope_from);

    for (; lo < ms->n && ms->items[lo].head < a->scope_to; lo++)
        if (ms->items[lo].event >= 0)
            return true;
    return false;
}

/* Is a figure of some event told in a's sentence? */
static bool gives_figure(const struct story *x, const struct vg_attribution *a)
{
    for (size_t i = x->first_toll[a->sentence]; i < x->first_toll[a->sentence + 1]; i++)
        if (!x->doc->tolls->tolls[i].aggregate)
            return true;
    return false;
}

static bool violent(enum vg_event_type type)
{
    return vg_event_type_family(type) <= VG_FAMILY_PROPERTY;
}

/* May a, which names no event and stands far from any, speak of the article's? */
static bool tells_news(const struct story *x, const struct vg_attribution *a)
{
    if (strcmp(a->by, "sources") == 0 || a->comments)
        return false;
    return strcmp(a->by, "witnesses") == 0 || x->n_news == 1 || a->blames ||
           gives_figure(x, a);
}

/* May `l'attaque`, named too weakly in a's sentence to be an event itself, be e? */
static bool same_kind(const struct story *x, const struct vg_attribution *a,
                      const struct vg_event *e)
{
    bool any = false;

    for (size_t i = x->first[a->sentence]; i < x->first[a->sentence + 1]; i++) {
        const struct vg_mention *m = &x->doc->mentions->items[i];
        if (m->drop != VG_DROP_WEAK)
            continue;
        if (m->type == e->type || (violent(m->type) && violent(e->type)))
            return true;
        any = true;
    }
    return !any;
}

static bool may_mean(const struct story *x, const struct vg_attribution *a,
                     const struct vg_event *e)
{
    if (a->stance == VG_STANCE_CLAIMS && !vg_claim_deed(e->type))
        return false;
    return x->any || same_kind(x, a, e);
}

/* The event told last in sentence k that a may mean, -1. */
static int32_t told_in(const struct story *x, const struct vg_attribution *a, int32_t k)
{
    for (size_t i = x->first[k + 1]; i > x->first[k]; i--) {
        int32_t event = x->doc->mentions->items[i - 1].event;
        if (event >= 0 && may_mean(x, a, &x->events->items[event].event))
            return event;
    }
    return -1;
}

/* Does a give a total over months or a country, which belongs to no event? */
static bool sums_up(const struct story *x, const struct vg_attribution *a)
{
    for (size_t i = x->first_toll[a->sentence]; i < x->first_toll[a->sentence + 1]; i++) {
        const struct vg_toll *t = &x->doc->tolls->tolls[i];
        if (t->aggregate && t->word >= a->scope_from && t->word < a->scope_to)
            return true;
    }
    return false;
}

/* The one event of the news of which the same figure is told that a gives: `confirme deux morts`;
 * -1: none, or several. */
static int32_t of_figure(const struct story *x, const struct vg_attribution *a)
{
    const struct vg_tolls *tolls = x->doc->tolls;
    int32_t ret = -1;

    for (size_t i = x->first_toll[a->sentence]; i < x->first_toll[a->sentence + 1]; i++) {
        const struct vg_toll *t = &tolls->tolls[i];
        if (t->word < a->scope_from || t->word >= a->scope_to || t->count.min < 1)
            continue;
        for (size_t k = 0; k < x->events->n; k++) {
            const struct vg_event *e = &x->events->items[k].event;
            for (size_t c = 0; c < e->n_casualties && !e->background; c++) {
                if (e->casualties[c].outcome != t->outcome ||
                    e->casualties[c].count.min != t->count.min)
                    continue;
                if (ret >= 0 && ret != (int32_t)k)
                    return -1;
                ret = (int32_t)k;
            }
        }
    }
    return ret;
}

/* `annonce avoir lancé la traque`: a deed of his own that is no event. */
static bool other_deed(const struct story *x, const struct vg_attribution *a)
{
    const struct vg_groups *g = x->doc->groups;
    size_t to;

    if (a->stance != VG_STANCE_CLAIMS || x->news[a->sentence] ||
        vg_actor_kind_of(x->doc, a->by) > VG_ACTOR_JIHADIST ||
        vg_actor_kind_of(x->doc, a->by) == VG_ACTOR_GOVERNMENT ||
        !vg_terms_match(x->doc->pack->claim, x->doc, a->to - 1, a->to, CLAIM_BIT(CLAIM_HAVE), 0,
                        &to))
        return false;
    for (uint32_t k = g->clause_first[a->sentence]; k < g->clause_first[a->sentence + 1]; k++)
        if (g->clauses[k].head >= a->to && g->clauses[k].head < a->scope_to)
            return true;
    return false;
}

/* Is there an event of the news before a that it may mean? `L'action a été revendiquée`. */
static bool told_before(const struct story *x, const struct vg_attribution *a)
{
    for (size_t k = 0; k < x->events->n; k++) {
        const struct vg_merged *m = &x->events->items[k];
        if (!m->event.background && m->n_sentences && m->sentences[0] < a->sentence &&
            may_mean(x, a, &m->event))
            return true;
    }
    return false;
}

/* The event that a speaks of though it names none: the one told last in its paragraph, else the
 * next one there, else the article's first. */
static int32_t meant(const struct story *x, const struct vg_attribution *a)
{
    const struct vg_sentence *s = x->doc->sentences;
    int32_t paragraph = s[a->sentence].paragraph, event;

    if (a->feels || names_event(x, a) || sums_up(x, a) || other_deed(x, a) ||
        (a->comments && !x->news[a->sentence]) ||
        (a->stance == VG_STANCE_ASSERTS && strcmp(a->by, "sources") == 0 && !x->news[a->sentence]))
        return -1;
    if ((event = of_figure(x, a)) >= 0)
        return event;
    for (int32_t k = a->sentence; k >= 0 && s[k].paragraph == paragraph; k--)
        if ((event = told_in(x, a, k)) >= 0)
            return event;
    bool back = a->stance == VG_STANCE_CLAIMS && told_before(x, a);
    for (int32_t k = a->sentence + 1; !back && k <= a->sentence + AHEAD &&
                                      k < (int32_t)x->doc->n_sentences &&
                                      s[k].paragraph == paragraph;
         k++)
        if ((event = told_in(x, a, k)) >= 0)
            break;
    if (event >= 0 && (a->stance != VG_STANCE_ASSERTS || gives_figure(x, a)))
        return event;
    if (a->stance == VG_STANCE_ASSERTS && !tells_news(x, a))
        return -1;
    for (size_t k = 0; k < x->events->n; k++)
        if (!x->events->items[k].event.background &&
            may_mean(x, a, &x->events->items[k].event))
            return (int32_t)k;
    return -1;
}

/* `L'état-major parle d'attaques simultanées`: does a speak of several that it does not name? */
static bool of_several(const struct story *x, const struct vg_attribution *a)
{
    const struct vg_mentions *ms = x->doc->mentions;
    bool any = false;

    for (size_t i = vg_claim_mention_after(ms, a->scope_from);
         i < ms->n && ms->items[i].head < a->scope_to; i++) {
        if (ms->items[i].event >= 0)
            return false;
        any |= ms->items[i].drop == VG_DROP_WEAK && ms->items[i].plural && ms->items[i].nominal &&
               ms->items[i].generic && ms->items[i].implied < 0 && violent(ms->items[i].type);
    }
    return any;
}

/* `ont fait dix morts dans une série d'attaques, selon des élus`: does the lead sum up several? */
static bool sums_lead(const struct story *x, const struct vg_attribution *a)
{
    const struct vg_mentions *ms = x->doc->mentions;
    int32_t body = 0;

    while (body < (int32_t)x->doc->n_sentences && x->doc->sentences[body].title)
        body++;
    if (a->sentence != body || a->stance != VG_STANCE_ASSERTS ||
        vg_actor_kind_of(x->doc, a->by) <= VG_ACTOR_JIHADIST || strcmp(a->by, "media") == 0 ||
        strcmp(a->by, "sources") == 0)
        return false;
    for (size_t i = vg_claim_mention_after(ms, a->scope_from);
         i < ms->n && ms->items[i].head < a->scope_to; i++)
        if (ms->items[i].plural && ms->items[i].nominal && ms->items[i].generic &&
            violent(ms->items[i].type))
            return true;
    return false;
}

int32_t *vg_claim_meant(struct vg_document *doc, struct vg_merged_list *events)
{
    struct story x = {.doc = doc, .events = events};
    size_t n = doc->attributions->n, at = 0;
    int32_t *ret = vg_arena_new_n(doc->arena, int32_t, n + 1);

    x.first = vg_arena_new_n(doc->arena, uint32_t, doc->n_sentences + 2);
    for (size_t i = 0; i <= doc->n_sentences; i++) {
        while (at < doc->mentions->n && doc->mentions->items[at].sentence < (int32_t)i)
            at++;
        x.first[i] = (uint32_t)at;
    }
    x.first_toll = vg_arena_new_n(doc->arena, uint32_t, doc->n_sentences + 2);
    for (size_t i = at = 0; i <= doc->n_sentences; i++) {
        while (at < doc->tolls->n_tolls && doc->tolls->tolls[at].sentence < (int32_t)i)
            at++;
        x.first_toll[i] = (uint32_t)at;
    }
    x.news = vg_arena_new_n(doc->arena, bool, doc->n_sentences + 1);
    for (size_t i = 0; i < doc->mentions->n; i++)
        x.news[doc->mentions->items[i].sentence] |= doc->mentions->items[i].drop == VG_DROP_WEAK;
    for (size_t i = 0; i < doc->tolls->n_tolls; i++)
        x.news[doc->tolls->tolls[i].sentence] |= !doc->tolls->tolls[i].aggregate;
    for (size_t i = 0; i < events->n; i++)
        x.n_news += !events->items[i].event.background;
    for (size_t i = 0; i < n; i++) {
        x.any = false;
        ret[i] = meant(&x, &doc->attributions->items[i]);
        x.any = ret[i] < 0;
        if (x.any)
            ret[i] = meant(&x, &doc->attributions->items[i]);
        doc->attributions->items[i].throughout = sums_lead(&x, &doc->attributions->items[i]);
        doc->attributions->items[i].several = of_several(&x, &doc->attributions->items[i]);
    }
    return ret;
}
