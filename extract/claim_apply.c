/* claim_apply.c - from attributions to the claims and the status of each event (doc/events.md:
 * Status and claims). */

#include "extract/claim_in.h"

#include <stdlib.h>

#include "extract/merge.h"
#include "extract/pack.h"
#include "extract/toll.h"
#include "extract/where.h"
#include "extract/who.h"

struct apply {
    struct vg_document *doc;
    const struct vg_terms *terms;
    struct vg_merged_list *events;
    int32_t *meant; /* of each attribution that names no event: the event it speaks of, -1 */
};

static bool in_codes(const char *const *codes, size_t n, const char *by)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(codes[i], by) == 0)
            return true;
    return false;
}

static bool is_initiator(const struct vg_event *e, const char *by)
{
    return in_codes(e->initiators, e->n_initiators, by);
}

/* Did he do it, or forces of the army that speaks: the staff in Paris for Barkhane? */
static bool did(const struct vg_document *doc, const struct vg_event *e, const char *by)
{
    if (is_initiator(e, by))
        return true;
    if (vg_actor_kind_of(doc, by) != VG_ACTOR_STATE_MILITARY)
        return false;
    const char *country = vg_actor_country(doc->actor_table, by);
    for (size_t i = 0; i < e->n_initiators && country[0]; i++)
        if (vg_actor_kind_of(doc, e->initiators[i]) == VG_ACTOR_STATE_MILITARY &&
            strcmp(country, vg_actor_country(doc->actor_table, e->initiators[i])) == 0)
            return true;
    return false;
}

static bool is_target(const struct vg_event *e, const char *by)
{
    return in_codes(e->targets, e->n_targets, by);
}

/* Is t told aside: in a relative clause, or as what had been before? */
static bool aside(const struct apply *x, const struct vg_mention *t)
{
    const struct vg_groups *g = x->doc->groups;

    if (t->pluperfect || t->apart || x->events->items[t->event].event.background)
        return true;
    return t->clause >= 0 && g->clauses[t->clause].rel;
}

/* Is some other event told outright in a's scope, so that one told aside is the outlet's? */
static bool tells_another(const struct apply *x, const struct vg_attribution *a, int32_t event)
{
    const struct vg_mentions *ms = x->doc->mentions;

    for (size_t i = vg_claim_mention_after(ms, a->scope_from);
         i < ms->n && ms->items[i].head < a->scope_to; i++)
        if (ms->items[i].event >= 0 && ms->items[i].event != event && !aside(x, &ms->items[i]))
            return true;
    return false;
}

/* Does a speak of `cette opération`, told before? */
static bool names_told(const struct apply *x, const struct vg_attribution *a)
{
    const struct vg_mentions *ms = x->doc->mentions;

    for (size_t i = vg_claim_mention_after(ms, a->scope_from);
         i < ms->n && ms->items[i].head < a->scope_to; i++)
        if (ms->items[i].drop == VG_DROP_WEAK && ms->items[i].this_one)
            return true;
    return false;
}

/* Does the scope of a cover a mention of m? */
static bool covers_mention(const struct apply *x, const struct vg_attribution *a,
                           const struct vg_merged *m)
{
    for (size_t i = 0; i < m->n_mentions; i++) {
        const struct vg_mention *t = &x->doc->mentions->items[m->mentions[i]];
        if (t->head >= a->scope_from && t->head < a->scope_to &&
            !(a->stance == VG_STANCE_ASSERTS && aside(x, t) && tells_another(x, a, t->event)))
            return true;
        if (a->about_event && t->sentence == a->sentence && !names_told(x, a))
            return true;
    }
    return false;
}

static bool covers_toll(const struct apply *x, const struct vg_attribution *a,
                        const struct vg_merged *m)
{
    for (size_t i = 0; i < m->n_tolls; i++) {
        uint32_t w = x->doc->tolls->tolls[m->tolls[i]].word;
        if (w >= a->scope_from && w < a->scope_to)
            return true;
    }
    for (size_t i = 0; i < m->n_losses; i++) {
        uint32_t w = x->doc->tolls->losses[m->losses[i]].word;
        if (w >= a->scope_from && w < a->scope_to)
            return true;
    }
    return false;
}

static bool is_party(const struct apply *x, const char *by)
{
    enum vg_actor_kind k = vg_actor_kind_of(x->doc, by);

    return k <= VG_ACTOR_JIHADIST;
}

/* Was it done to the speaker: to himself, or to the forces of the government that speaks? */
static bool suffered(const struct vg_document *doc, const struct vg_event *e, const char *by)
{
    if (is_target(e, by))
        return true;
    if (vg_actor_kind_of(doc, by) > VG_ACTOR_GOVERNMENT)
        return false;
    const char *country = vg_actor_country(doc->actor_table, by);
    for (size_t i = 0; i < e->n_targets; i++) {
        const char *of = vg_actor_country(doc->actor_table, e->targets[i]);
        if (vg_actor_kind_of(doc, e->targets[i]) <= VG_ACTOR_STATE_POLICE && country[0] &&
            strcmp(country, of) == 0)
            return true;
    }
    return false;
}

/* Does it tell of dead, hurt or taken soldiers? */
static bool has_losses(const struct vg_event *e, enum vg_group group)
{
    for (size_t i = 0; i < e->n_casualties; i++)
        if (e->casualties[i].group == group && e->casualties[i].count.min != 0)
            return true;
    return false;
}

/* Is what a confirms the loss of soldiers? */
static bool confirms_losses(const struct apply *x, const struct vg_attribution *a)
{
    const struct vg_tolls *tolls = x->doc->tolls;
    size_t lo = 0, hi = tolls->n_tolls;

    while (lo < hi) { /* figures stand in the order of the text */
        size_t mid = (lo + hi) / 2;
        if (tolls->tolls[mid].sentence < a->sentence)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < tolls->n_tolls && tolls->tolls[lo].sentence == a->sentence; lo++)
        if (tolls->tolls[lo].word >= a->scope_from && tolls->tolls[lo].word < a->scope_to &&
            tolls->tolls[lo].group == VG_GROUP_MILITARY)
            return true;
    return false;
}

/* Did the forces of by beat an attack back, and lose nobody? */
static bool beats_back(const struct apply *x, const struct vg_event *e, const char *by)
{
    return (suffered(x->doc, e, by) || e->n_initiators == 0) &&
           has_losses(e, VG_GROUP_MILITANT) && !has_losses(e, VG_GROUP_MILITARY) &&
           vg_event_type_family(e->type) <= VG_FAMILY_EXPLOSION &&
           vg_actor_kind_of(x->doc, by) <= VG_ACTOR_STATE_POLICE;
}

/* Did an armed group do it, without losses of its own? */
static bool deed_of_group(const struct apply *x, const struct vg_event *e, const char *by)
{
    enum vg_actor_kind k = vg_actor_kind_of(x->doc, by);

    return k > VG_ACTOR_GOVERNMENT && k <= VG_ACTOR_JIHADIST && vg_claim_deed(e->type) &&
           !has_losses(e, VG_GROUP_MILITANT);
}

/* The stance as EVENTS.md counts it: an own deed is claimed, an own loss admitted, somebody else's
 * asserted. */
static enum vg_stance settle(const struct apply *x, const struct vg_event *e,
                             const struct vg_attribution *a)
{
    bool own = did(x->doc, e, a->by), hurt = suffered(x->doc, e, a->by);
    bool party = is_party(x, a->by);

    if (a->stance == VG_STANCE_ASSERTS && own)
        return vg_claim_deed(e->type) ? VG_STANCE_CLAIMS : VG_STANCE_ASSERTS;
    if (a->stance == VG_STANCE_ASSERTS && beats_back(x, e, a->by))
        return VG_STANCE_CLAIMS;
    if (a->stance == VG_STANCE_ASSERTS && !a->blames && hurt && party &&
        has_losses(e, VG_GROUP_MILITARY) && !has_losses(e, VG_GROUP_MILITANT) &&
        vg_actor_kind_of(x->doc, a->by) <= VG_ACTOR_GOVERNMENT)
        return VG_STANCE_ACKNOWLEDGES;
    if (a->stance == VG_STANCE_ASSERTS && !a->blames && is_target(e, a->by) &&
        vg_actor_kind_of(x->doc, a->by) == VG_ACTOR_OTHER && has_losses(e, VG_GROUP_MILITARY) &&
        !has_losses(e, VG_GROUP_MILITANT))
        return VG_STANCE_ACKNOWLEDGES; /* an army that no table has */
    if (a->stance == VG_STANCE_CONFIRMS && hurt && confirms_losses(x, a) &&
        vg_actor_kind_of(x->doc, a->by) == VG_ACTOR_GOVERNMENT)
        return VG_STANCE_ACKNOWLEDGES; /* `a confirmé la mort de sept soldats` */
    if (a->stance == VG_STANCE_CONFIRMS && own)
        return vg_claim_deed(e->type) ? VG_STANCE_CLAIMS : VG_STANCE_ASSERTS;
    if (a->stance == VG_STANCE_CLAIMS && !own &&
        !(hurt && vg_actor_kind_of(x->doc, a->by) <= VG_ACTOR_JIHADIST &&
          vg_actor_kind_of(x->doc, a->by) != VG_ACTOR_GOVERNMENT))
        return VG_STANCE_ASSERTS;
    if (a->stance == VG_STANCE_ACKNOWLEDGES && own && deed_of_group(x, e, a->by))
        return VG_STANCE_CLAIMS; /* it owns up to what it did, and lost nobody */
    if (a->stance == VG_STANCE_ACKNOWLEDGES && !own && !hurt && !party)
        return VG_STANCE_ASSERTS;
    return a->stance;
}

static void add_claim(struct vg_event *e, const char *by, enum vg_stance stance)
{
    for (size_t i = 0; i < e->n_claims; i++)
        if (e->claims[i].stance == stance && strcmp(e->claims[i].by, by) == 0)
            return;
    if (e->n_claims < VG_MAX_CLAIMS)
        e->claims[e->n_claims++] = (struct vg_claim){by, stance};
}

static bool unnamed_author(const struct vg_document *doc, const struct vg_event *e)
{
    return e->n_initiators == 0 ||
           (e->n_initiators == 1 &&
            vg_actor_kind_of(doc, e->initiators[0]) == VG_ACTOR_ARMED_GROUP);
}

/* `revendiqué par X`: X did it, whoever `hommes armés` were. */
static void take_author(const struct apply *x, struct vg_event *e, const struct vg_attribution *a)
{
    bool unnamed = unnamed_author(x->doc, e);
    enum vg_family family = vg_event_type_family(e->type);

    if (a->stance == VG_STANCE_CLAIMS && unnamed &&
        vg_actor_kind_of(x->doc, a->by) != VG_ACTOR_GOVERNMENT && is_party(x, a->by) &&
        !is_target(e, a->by) && family <= VG_FAMILY_PROPERTY) {
        e->initiators[0] = a->by;
        e->n_initiators = 1;
    }
}

#define BESIDE 4 /* sentences between a raid and what the raiders did besides */

/* Who claims a raid burnt and looted there too. */
static void spoils_of_claimed(const struct apply *x, size_t i)
{
    struct vg_merged *m = &x->events->items[i];
    enum vg_event_type t = m->event.type;

    if ((t != VG_TYPE_LOOTING && t != VG_TYPE_PROPERTY_DESTRUCTION &&
         t != VG_TYPE_SEXUAL_VIOLENCE) ||
        m->event.background || m->n_sentences == 0 || !unnamed_author(x->doc, &m->event))
        return;
    for (size_t k = i > 3 ? i - 3 : 0; k < x->events->n && k < i + 4; k++) {
        const struct vg_merged *p = &x->events->items[k];
        bool raid = k != i && vg_event_type_family(p->event.type) <= VG_FAMILY_CIVILIANS &&
                    p->n_sentences && !p->event.background && !unnamed_author(x->doc, &p->event);
        const struct vg_date *a = &m->event.date, *b = &p->event.date;
        bool apart = a->precision != VG_DATE_UNKNOWN && b->precision != VG_DATE_UNKNOWN &&
                     (a->from > b->to || b->from > a->to);
        if (!raid || apart || abs(p->sentences[0] - m->sentences[0]) > BESIDE ||
            (m->place >= 0 && p->place >= 0 && !vg_where_same(x->doc, m->place, p->place)))
            continue;
        bool claimed = false;
        for (size_t c = 0; c < p->event.n_claims; c++)
            claimed |= p->event.claims[c].stance == VG_STANCE_CLAIMS;
        if (!claimed)
            continue;
        memcpy(m->event.initiators, p->event.initiators, sizeof m->event.initiators);
        m->event.n_initiators = p->event.n_initiators;
        return;
    }
}

/* Does a tell of m, which is recalled, in a clause of its own? What is recalled in passing is the
 * outlet's own memory. */
static bool recounts(const struct apply *x, const struct vg_attribution *a,
                     const struct vg_merged *m)
{
    for (size_t i = 0; i < m->n_mentions; i++) {
        const struct vg_mention *t = &x->doc->mentions->items[m->mentions[i]];
        if (t->head >= a->scope_from && t->head < a->scope_to &&
            !(t->clause >= 0 && x->doc->groups->clauses[t->clause].rel) &&
            !tells_another(x, a, t->event))
            return true;
    }
    return false;
}

/* Is m one of the attacks told in the paragraph of a, which speaks of several? */
static bool among_several(const struct apply *x, const struct vg_attribution *a,
                          const struct vg_merged *m)
{
    const struct vg_document *doc = x->doc;

    if (!a->several || m->n_mentions == 0 || m->event.background ||
        vg_event_type_family(m->event.type) > VG_FAMILY_CIVILIANS)
        return false;
    int32_t s = doc->mentions->items[m->mentions[0]].sentence;
    return doc->sentences[s].paragraph == doc->sentences[a->sentence].paragraph;
}

/* Is m told as what had happened before? */
static bool recalls(const struct apply *x, const struct vg_merged *m)
{
    return m->n_mentions && x->doc->mentions->items[m->mentions[0]].pluperfect;
}

static void collect(const struct apply *x, size_t i)
{
    struct vg_merged *m = &x->events->items[i];

    for (size_t k = 0; k < x->doc->attributions->n; k++) {
        const struct vg_attribution *a = &x->doc->attributions->items[k];
        bool summed = a->throughout && !m->event.background && !recalls(x, m) &&
                      vg_event_type_family(m->event.type) <= VG_FAMILY_PROPERTY;
        if (!covers_mention(x, a, m) && !covers_toll(x, a, m) &&
            x->meant[k] != (int32_t)i && !among_several(x, a, m) && !summed)
            continue;
        if (m->event.background && a->stance == VG_STANCE_ASSERTS && !recounts(x, a, m))
            continue;
        take_author(x, &m->event, a);
        add_claim(&m->event, a->by, settle(x, &m->event, a));
    }
}

/* Who claims, confirms, admits or denies a thing need not be said to assert it too; who claims it
 * need not confirm it. */
static void drop_plain(struct vg_event *e)
{
    size_t kept = 0;

    for (size_t i = 0; i < e->n_claims; i++) {
        enum vg_stance mine = e->claims[i].stance;
        bool stronger = false;
        for (size_t k = 0; k < e->n_claims; k++) {
            enum vg_stance other = e->claims[k].stance;
            if (strcmp(e->claims[i].by, e->claims[k].by) != 0)
                continue;
            if (mine == VG_STANCE_ASSERTS)
                stronger |= other != VG_STANCE_ASSERTS && other != VG_STANCE_RETRACTS;
            else if (mine == VG_STANCE_CONFIRMS)
                stronger |= other == VG_STANCE_CLAIMS;
        }
        if (!stronger)
            e->claims[kept++] = e->claims[i];
    }
    e->n_claims = kept;
}

/* `nos forces déplorent trois morts`: who speaks so admits them, whatever else he claims. */
static void admit_losses(const struct apply *x, struct vg_merged *m)
{
    const struct vg_attributions *said = x->doc->attributions;

    for (size_t i = 0; i < m->n_tolls; i++) {
        const struct vg_toll *t = &x->doc->tolls->tolls[m->tolls[i]];
        const char *by = said->issuer;
        if (t->side != VG_SIDE_OWN || t->count.max == 0)
            continue;
        for (size_t k = 0; k < said->n; k++)
            if (!said->items[k].passive && t->word >= said->items[k].scope_from &&
                t->word < said->items[k].scope_to && is_party(x, said->items[k].by))
                by = said->items[k].by;
        if (by && is_party(x, by))
            add_claim(&m->event, by, VG_STANCE_ACKNOWLEDGES);
    }
}

/* A state that tells of the dead on both sides asserts the one and admits the other. */
static void admit_besides(const struct apply *x, struct vg_merged *m)
{
    const struct vg_attributions *said = x->doc->attributions;

    if (!has_losses(&m->event, VG_GROUP_MILITANT))
        return;
    for (size_t i = 0; i < m->n_tolls; i++) {
        const struct vg_toll *t = &x->doc->tolls->tolls[m->tolls[i]];
        if (t->group != VG_GROUP_MILITARY || t->count.max == 0)
            continue;
        for (size_t k = 0; k < said->n; k++) {
            const struct vg_attribution *a = &said->items[k];
            if (t->word >= a->scope_from && t->word < a->scope_to &&
                a->stance == VG_STANCE_ASSERTS && suffered(x->doc, &m->event, a->by) &&
                vg_actor_kind_of(x->doc, a->by) <= VG_ACTOR_GOVERNMENT)
                add_claim(&m->event, a->by, VG_STANCE_ACKNOWLEDGES);
        }
    }
}

/* Who issues a communiqué or report speaks on each record in it. */
static void add_issuer(const struct apply *x, struct vg_event *e)
{
    const char *by = x->doc->attributions->issuer;
    bool admits = false;

    if (!by || e->background)
        return;
    for (size_t i = 0; i < e->n_claims; i++) {
        if (strcmp(e->claims[i].by, by) != 0)
            continue;
        if (e->claims[i].stance != VG_STANCE_ACKNOWLEDGES)
            return;
        admits = true;
    }
    if (is_initiator(e, by))
        add_claim(e, by, vg_claim_deed(e->type) ? VG_STANCE_CLAIMS : VG_STANCE_ASSERTS);
    else if (suffered(x->doc, e, by) && has_losses(e, VG_GROUP_MILITARY))
        add_claim(e, by, VG_STANCE_ACKNOWLEDGES);
    else if (!admits)
        add_claim(e, by, beats_back(x, e, by) ? VG_STANCE_CLAIMS : VG_STANCE_ASSERTS);
}

/* Where two speakers give different figures for the same people, each figure names its speaker. */
static void name_figures(const struct apply *x, struct vg_merged *m)
{
    for (size_t i = 0; i < m->event.n_casualties; i++) {
        struct vg_casualty *c = &m->event.casualties[i];
        size_t rivals = 0;
        for (size_t k = 0; k < m->event.n_casualties; k++)
            rivals += m->event.casualties[k].outcome == c->outcome &&
                      m->event.casualties[k].group == c->group;
        for (size_t t = 0; t < m->n_tolls && rivals > 1 && !c->by; t++) {
            const struct vg_toll *toll = &x->doc->tolls->tolls[m->tolls[t]];
            if (toll->outcome != c->outcome || toll->count.min != c->count.min ||
                toll->count.max != c->count.max)
                continue;
            for (size_t k = 0; k < x->doc->attributions->n; k++) {
                const struct vg_attribution *a = &x->doc->attributions->items[k];
                if (toll->word >= a->scope_from && toll->word < a->scope_to)
                    c->by = a->by;
            }
        }
    }
}

/* The one speaker whom the article quotes; NULL: it has none or several, or one who saw but a part
 * of it. *ret_once: it quotes him but once. */
static const struct vg_attribution *sole_speaker(const struct vg_document *doc,
                                                 bool *ret_once)
{
    static const char *const partial[] = {"witnesses", "media", "local_sources",
                                          "security_sources"};
    const struct vg_attributions *said = doc->attributions;
    bool again = false;

    if (said->n == 0)
        return NULL;
    for (size_t k = 1; k < said->n; k++) {
        if (strcmp(said->items[k].by, said->items[0].by) != 0)
            return NULL;
        again |= said->items[k].from != said->items[0].from;
    }
    for (size_t i = 0; i < VG_COUNT_OF(partial); i++)
        if (strcmp(said->items[0].by, partial[i]) == 0)
            return NULL;
    *ret_once = !again;
    return &said->items[0];
}

/* An organisation that no table knows and that did nothing itself is one of civil society. */
static void name_strangers(const struct apply *x)
{
    for (size_t k = 0; k < x->doc->attributions->n; k++) {
        struct vg_attribution *a = &x->doc->attributions->items[k];
        bool stranger = a->actor >= 0 && x->doc->actors[a->actor].entry < 0 &&
                        x->doc->actors[a->actor].code &&
                        strcmp(a->by, x->doc->actors[a->actor].code) == 0;
        if (!stranger && vg_actor_kind_of(x->doc, a->by) != VG_ACTOR_POLITICAL)
            continue;
        bool acts = false;
        for (size_t i = 0; i < x->events->n && !acts; i++)
            acts = is_initiator(&x->events->items[i].event, a->by) ||
                   is_target(&x->events->items[i].event, a->by);
        if (!acts)
            a->by = "ngo";
    }
}

static bool denied(const struct vg_event *e)
{
    for (size_t i = 0; i < e->n_claims; i++)
        if (e->claims[i].stance == VG_STANCE_DENIES)
            return true;
    return false;
}

/* What never was cost nobody's life: of a false event only `sans victime` is told. */
static void drop_rumoured(struct vg_event *e)
{
    size_t kept = 0;

    for (size_t i = 0; i < e->n_casualties; i++)
        if (e->casualties[i].count.max == 0)
            e->casualties[kept++] = e->casualties[i];
    e->n_casualties = kept;
    kept = 0;
    for (size_t i = 0; i < e->n_materiel; i++)
        if (e->materiel[i].count.max == 0)
            e->materiel[kept++] = e->materiel[i];
    e->n_materiel = kept;
}

void vg_claim_apply(struct vg_document *doc, struct vg_merged_list *events)
{
    struct apply x = {.doc = doc, .terms = doc->pack->claim, .events = events};
    bool once = false;

    name_strangers(&x);
    x.meant = vg_claim_meant(doc, events);
    const struct vg_attribution *sole = sole_speaker(doc, &once);
    for (size_t i = 0; i < events->n; i++) {
        collect(&x, i);
        struct vg_event *e = &events->items[i].event;
        bool his = !once || (!doc->attributions->issuer && sole && did(doc, e, sole->by) &&
                             (sole->stance == VG_STANCE_ASSERTS || vg_claim_deed(e->type)));
        if (sole && his && e->n_claims == 0 && !e->background && !recalls(&x, &events->items[i]))
            add_claim(e, sole->by, settle(&x, e, sole));
        admit_losses(&x, &events->items[i]);
        add_issuer(&x, &events->items[i].event);
        drop_plain(&events->items[i].event);
        admit_besides(&x, &events->items[i]);
        events->items[i].event.status = vg_claim_status(doc, &events->items[i]);
        if (e->status == VG_STATUS_REFUTED && doc->attributions->check && !denied(e))
            add_claim(e, "media", VG_STANCE_DENIES); /* the article does */
        if (events->items[i].event.status == VG_STATUS_REFUTED)
            drop_rumoured(&events->items[i].event);
        name_figures(&x, &events->items[i]);
    }
    for (size_t i = 0; i < events->n; i++)
        spoils_of_claimed(&x, i);
}
