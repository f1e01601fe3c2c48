/* where_choose.c - which of the homonyms is meant, what the article is about, and where that is on
 * the map. */
#include "extract/where_internal.h"

#include <math.h>

#include "base/clock.h"
#include "extract/particle.h"
#include "extract/who.h"

#define FAR_KM 25.0 /* a capital's district ends before that */
#define NEAREST_KM 60.0 /* an imported place takes the region of a curated one this near */

static int country_index(const char *country)
{
    if (country[0] < 'A' || country[0] > 'Z' || country[1] < 'A' || country[1] > 'Z')
        return -1;
    return (country[0] - 'A') * 26 + country[1] - 'A';
}

static void weigh(struct vg_where_ctx *c, const char *country, double weight)
{
    int i = country_index(country);

    if (i >= 0)
        c->country_weight[i] += weight;
}

static double weight_of(const struct vg_where_ctx *c, const char *country)
{
    int i = country_index(country);

    return i < 0 ? 0 : c->country_weight[i];
}

/* ---- what the article is about ---- */

bool vg_where_distant(const char *country)
{
    static const char distant[] = "FR RU US CN MA EG TR UA AE GB DE IT ES BE";

    return country[0] && strstr(distant, country);
}

/* How much a country counts: France is in many articles that are not about it. */
static double in_region(const char *country)
{
    return vg_where_distant(country) ? 0.1 : 1;
}

static bool is_country(const struct vg_where_ctx *c, size_t at)
{
    const struct vg_where_note *note = &c->notes[at];

    return note->n && vg_gazetteer_kind(c->gaz, note->candidates[0]) == VG_KIND_COUNTRY;
}

/* One of three countries or more that the sentence names in a row? */
static bool one_of_several(const struct vg_where_ctx *c, size_t at)
{
    const struct vg_document *doc = c->doc;
    int32_t s = doc->tokens[doc->places[at].from].sentence;
    size_t from = at, to = at;

    while (from > 0 && doc->tokens[doc->places[from - 1].from].sentence == s &&
           is_country(c, from - 1))
        from--;
    while (to + 1 < doc->n_places && doc->tokens[doc->places[to + 1].from].sentence == s &&
           is_country(c, to + 1))
        to++;
    return to - from >= 2;
}

/* Names with candidates in one country only say which country the article is about. */
static void weigh_countries(struct vg_where_ctx *c)
{
    const struct vg_document *doc = c->doc;

    for (size_t i = 0; i < doc->n_places; i++) {
        const struct vg_place_mention *m = &doc->places[i];
        const struct vg_where_note *note = &c->notes[i];
        if (!note->n || note->inexact) /* a name spelt otherwise: a guess speaks for nothing */
            continue;
        struct vg_place_entry first = vg_gazetteer_get(c->gaz, note->candidates[0]);
        bool one = true;
        for (uint8_t k = 1; k < note->n && one; k++)
            one = strcmp(vg_gazetteer_get(c->gaz, note->candidates[k]).country, first.country) == 0;
        if (!one || first.imported)
            continue;
        double weight =
            first.kind == VG_KIND_COUNTRY ? first.importance / 6.0 : in_region(first.country);
        /* `entre le Niger, le Mali et le Burkina`, an area over borders: any of them */
        bool shared =
            first.kind == VG_KIND_AREA || (first.kind == VG_KIND_COUNTRY && one_of_several(c, i));
        if (m->is_origin || m->is_border || m->is_dateline || shared)
            weight *= 0.3;
        weigh(c, first.country, vg_where_in_title(doc, m) ? 3 * weight : weight);
    }
}

/* `à la frontière algérienne`: from this side of it. */
static bool of_border(struct vg_where_ctx *c, uint32_t i)
{
    if (i == 0 || c->doc->tokens[i - 1].sentence != c->doc->tokens[i].sentence)
        return false;
    vg_where_enter(c, (size_t)c->doc->tokens[i].sentence);
    return vg_where_token_is(c, i - 1, VG_WC_BORDER);
}

/* `soldats nigériens`, `les FAMa`: whose forces and people the article tells of. */
static void weigh_people(struct vg_where_ctx *c)
{
    const struct vg_document *doc = c->doc;
    const char *country;

    for (uint32_t i = 0; i < doc->n_tokens; i++)
        if ((country = vg_who_country_hint(doc, i)) && !of_border(c, i))
            weigh(c, country, 0.5 * in_region(country));
}

static void choose_country(struct vg_where_ctx *c)
{
    struct vg_document *doc = c->doc;
    int best = -1;

    weigh(c, doc->country, 0.7);
    weigh_countries(c);
    weigh_people(c);
    for (int i = 0; i < 26 * 26; i++)
        if (c->country_weight[i] > 0 &&
            (best < 0 || c->country_weight[i] > c->country_weight[best]))
            best = i;
    if (best >= 0) {
        doc->country[0] = (char)('A' + best / 26);
        doc->country[1] = (char)('A' + best % 26);
        doc->country[2] = '\0';
    }
}

/* ---- homonyms ---- */

static bool kind_fits(int lead, uint8_t kind)
{
    bool settled = kind == VG_KIND_CAPITAL || kind == VG_KIND_TOWN || kind == VG_KIND_VILLAGE;

    switch (lead) {
    case VG_KIND_REGION:
        return kind == VG_KIND_REGION || kind == VG_KIND_TOWN || kind == VG_KIND_ADMIN2 ||
               kind == VG_KIND_CAPITAL || kind == VG_KIND_AREA || kind == VG_KIND_WATER;
    case VG_KIND_ADMIN2:
    case VG_KIND_COMMUNE:
        return settled || kind == VG_KIND_ADMIN2 || kind == VG_KIND_COMMUNE ||
               kind == VG_KIND_REGION;
    case VG_KIND_TOWN:
    case VG_KIND_VILLAGE:
        return settled || kind == VG_KIND_COMMUNE;
    case VG_KIND_FOREST:
    case VG_KIND_WATER:
    case VG_KIND_WELL:
        return kind == lead || settled || kind == VG_KIND_AREA || kind == VG_KIND_SITE;
    case VG_KIND_COUNTRY:
        return kind == VG_KIND_COUNTRY;
    default:
        return true;
    }
}

/* How much the neighbours in the text speak for this candidate. */
static double neighbourhood(const struct vg_where_ctx *c, size_t at, const struct vg_place_entry *e)
{
    const struct vg_document *doc = c->doc;
    int32_t sentence = doc->tokens[doc->places[at].from].sentence;
    double score = 0;

    for (size_t i = at >= 6 ? at - 6 : 0; i < doc->n_places && i < at + 7; i++) {
        if (i == at || !c->notes[i].n)
            continue;
        struct vg_place_entry other = vg_gazetteer_get(c->gaz, c->notes[i].candidates[0]);
        bool here = doc->tokens[doc->places[i].from].sentence == sentence;
        bool same_country = strcmp(other.country, e->country) == 0;
        bool same_region =
            same_country && other.admin1 && e->admin1 && strcmp(other.admin1, e->admin1) == 0;
        if (same_region)
            score += here ? 2.0 : 0.7;
        else if (same_country)
            score += here ? 0.8 : 0.2;
        else if (here && other.kind != VG_KIND_COUNTRY && !doc->places[i].is_origin)
            score -= 0.5;
    }
    return score > 6 ? 6 : score;
}

/* `Boni, dans le département de Torodi`: in whose country Torodi is not, that Boni is neither. */
static bool told_abroad(const struct vg_where_ctx *c, size_t at, const struct vg_place_entry *e)
{
    const struct vg_document *doc = c->doc;
    const struct vg_where_note *next = at + 1 < c->n_notes ? &c->notes[at + 1] : NULL;

    if (!next || !next->n || next->inexact || next->lead.kind < 0 ||
        next->lead.kind == VG_KIND_KEEP || next->lead.from < doc->places[at].to ||
        next->lead.from > doc->places[at].to + 1)
        return false;
    for (uint8_t i = 0; i < next->n; i++)
        if (strcmp(vg_gazetteer_get(c->gaz, next->candidates[i]).country, e->country) == 0)
            return false;
    return doc->tokens[doc->places[at].from].sentence ==
           doc->tokens[doc->places[at + 1].from].sentence;
}

static double fit_of(const struct vg_where_ctx *c, size_t at, uint32_t candidate)
{
    struct vg_place_entry e = vg_gazetteer_get(c->gaz, candidate);
    const struct vg_where_lead *lead = &c->notes[at].lead;
    double score = e.importance * 0.6 + neighbourhood(c, at, &e);

    if (strcmp(e.country, c->doc->country) == 0)
        score += 3;
    else if (weight_of(c, e.country) > 0)
        score += 1;
    if (lead->kind == VG_KIND_REGION && e.kind == VG_KIND_REGION)
        score += 6;
    if (lead->kind >= 0 && lead->kind != VG_KIND_KEEP && !kind_fits(lead->kind, e.kind))
        score -= 8;
    if (lead->kind < 0 && lead->rel == VG_REL_IN &&
        (e.kind == VG_KIND_REGION || e.kind == VG_KIND_AREA || e.kind == VG_KIND_FOREST))
        score += 1.5;
    if (lead->kind < 0 && lead->rel == VG_REL_AT && lead->strength >= 2 && !lead->weak &&
        (e.kind == VG_KIND_REGION || e.kind == VG_KIND_AREA))
        score -= 2;
    if (e.imported)
        score -= 4;
    if (told_abroad(c, at, &e))
        score -= 12;
    uint32_t name = c->doc->places[at].from; /* le Macina is an area, Macina a town */
    bool settled = e.kind == VG_KIND_TOWN || e.kind == VG_KIND_VILLAGE;
    if (settled && lead->kind < 0 && name > 0 &&
        c->doc->tokens[name].sentence == c->doc->tokens[name - 1].sentence &&
        vg_particle(c->doc, name - 1, VG_PT_THE))
        score -= 4;
    return score;
}

/* `dans le Nord` of another country is no region of the one that has a region of that name. */
static bool is_plain_area(struct vg_where_ctx *c, size_t at, const struct vg_place_entry *e)
{
    struct vg_where_note *note = &c->notes[at];

    if (e->kind != VG_KIND_REGION || !e->word || note->lead.kind >= 0 ||
        strcmp(e->country, c->doc->country) == 0)
        return false;
    note->lead.area = note->in_area = true;
    return true;
}

/* The candidate that fits best, moved to the front; -1 none fits. */
static int32_t choose_entry(struct vg_where_ctx *c, size_t at)
{
    struct vg_where_note *note = &c->notes[at];
    double best = -1e9;
    uint8_t which = 0;

    for (uint8_t i = 0; i < note->n; i++) {
        double score = fit_of(c, at, note->candidates[i]);
        if (score > best) {
            best = score;
            which = i;
        }
    }
    if (!note->n || best < -4)
        return -1;
    /* a name spelt otherwise, in a country that nothing else speaks of, is another name */
    struct vg_place_entry it = vg_gazetteer_get(c->gaz, note->candidates[which]);
    if (note->inexact && strcmp(it.country, c->doc->country) != 0 && weight_of(c, it.country) < 1.5)
        return -1;
    uint32_t entry = note->candidates[which];
    note->candidates[which] = note->candidates[0];
    note->candidates[0] = entry;
    struct vg_place_entry e = vg_gazetteer_get(c->gaz, entry);
    return is_plain_area(c, at, &e) ? -1 : (int32_t)entry;
}

/* ---- precision ---- */

static bool is_wide(uint8_t kind)
{
    return kind == VG_KIND_COUNTRY || kind == VG_KIND_REGION || kind == VG_KIND_AREA;
}

static enum vg_place_precision precision_of(const struct vg_where_lead *lead, int kind)
{
    if (lead->area)
        return VG_PLACE_ADMIN1;
    if (is_wide((uint8_t)kind) ||
        kind == VG_KIND_ADMIN2) /* `un village du Soum`: the Soum is what is named */
        return vg_place_kind_precision((enum vg_place_kind)kind);
    if (lead->kind == VG_KIND_AREA && kind == VG_KIND_COUNT)
        return VG_PLACE_TOWN; /* `dans la zone de X` of a name nobody knows */
    if (lead->kind >= 0 && lead->kind != VG_KIND_KEEP && lead->kind != VG_KIND_AREA &&
        !(lead->kind == VG_KIND_COUNTRY && kind != VG_KIND_COUNTRY) &&
        !(lead->kind == VG_KIND_QUARTER && kind == VG_KIND_CAPITAL))
        return vg_place_kind_precision((enum vg_place_kind)lead->kind);
    return kind == VG_KIND_COUNT ? VG_PLACE_TOWN
                                 : vg_place_kind_precision((enum vg_place_kind)kind);
}

/* ---- an unknown place, an imported place: which region ---- */

double vg_where_km(double lat1, double lon1, double lat2, double lon2)
{
    double dy = (lat2 - lat1) * VG_KM_PER_DEGREE;
    double dx = (lon2 - lon1) * VG_KM_PER_DEGREE * cos((lat1 + lat2) / 2 * M_PI / 180);

    return sqrt(dx * dx + dy * dy);
}

/* The curated place of e's country nearest to e, within NEAREST_KM and not in region `but` (or
 * NULL): -1 none. */
static int32_t nearest_curated(const struct vg_where_ctx *c, const struct vg_place_entry *e,
                               const char *but)
{
    size_t n = vg_gazetteer_count(c->gaz);
    double best = NEAREST_KM;
    int32_t which = -1;

    for (size_t i = 0; i < n; i++) {
        struct vg_place_entry o = vg_gazetteer_get(c->gaz, i);
        if (o.imported)
            break;
        if (!o.has_coord || !o.admin1 || strcmp(o.country, e->country) != 0 ||
            (but && strcmp(o.admin1, but) == 0))
            continue;
        double km = vg_where_km(e->lat, e->lon, o.lat, o.lon);
        if (km < best) {
            best = km;
            which = (int32_t)i;
        }
    }
    return which;
}

/* The place that tells where an unknown one lies: in its apposition, else in its sentence, else
 * before it. */
static int32_t teller(const struct vg_where_ctx *c, size_t at)
{
    const struct vg_document *doc = c->doc;
    int32_t sentence = doc->tokens[doc->places[at].from].sentence, best = -1;
    int best_rank = 0;

    for (size_t i = at >= 8 ? at - 8 : 0; i < doc->n_places && i < at + 5; i++) {
        const struct vg_place_mention *m = &doc->places[i];
        if (i == at || m->entry < 0 || m->is_origin || m->is_border || m->is_dateline ||
            m->is_actor)
            continue;
        bool seat = vg_gazetteer_kind(c->gaz, (size_t)m->entry) == VG_KIND_CAPITAL;
        if (seat && i != at + 1)
            continue; /* from there one tells of it */
        if (m->precision == VG_PLACE_COUNTRY || c->notes[i].lead.area || !m->admin1)
            continue; /* a country, an area over borders: tells no region */
        bool here = doc->tokens[m->from].sentence == sentence;
        bool wide = m->precision == VG_PLACE_ADMIN1 || m->precision == VG_PLACE_ADMIN2;
        bool after = i > at;
        int rank = here    ? (after && i == at + 1 ? 8 : 5) + (wide ? 4 : 0)
                   : after ? 0
                   : wide  ? 3
                           : 2;
        if (rank && rank >= best_rank) {
            best_rank = rank;
            best = (int32_t)i;
        }
    }
    return best;
}

/* ---- fill ---- */

static void set_region(struct vg_where_ctx *c, struct vg_place_mention *m,
                       const struct vg_place_entry *e)
{
    memcpy(m->country, e->country, sizeof m->country);
    m->admin1 = vg_gazetteer_admin1_at(e, c->doc->published);
    if (e->kind == VG_KIND_COUNTRY)
        m->admin1 = NULL;
}

enum vg_relation vg_where_relation(const struct vg_where_lead *lead,
                                    enum vg_place_precision precision)
{
    bool wide = precision == VG_PLACE_COUNTRY || precision == VG_PLACE_ADMIN1 ||
                precision == VG_PLACE_ADMIN2;

    if (lead->rel == VG_REL_AT && wide)
        return VG_REL_IN;
    if (lead->rel == VG_REL_IN && precision == VG_PLACE_TOWN && lead->kind != VG_KIND_COMMUNE &&
        lead->kind != VG_KIND_AREA)
        return VG_REL_AT;
    return lead->rel;
}

/* `à 100 km au nord de Niamey` is in another region than Niamey: that of the places there. */
static void settle_far(struct vg_where_ctx *c, size_t at)
{
    struct vg_place_mention *m = &c->doc->places[at];
    struct vg_place_entry e = vg_gazetteer_get(c->gaz, (size_t)m->entry);

    if (m->relation != VG_REL_DISTANCE || m->distance_km < FAR_KM || !e.has_coord ||
        e.kind != VG_KIND_CAPITAL)
        return;
    int32_t near = nearest_curated(c, &e, m->admin1);
    if (near >= 0) {
        struct vg_place_entry o = vg_gazetteer_get(c->gaz, (size_t)near);
        m->admin1 = vg_gazetteer_admin1_at(&o, c->doc->published);
    }
}

void vg_where_settle_known(struct vg_where_ctx *c, size_t at)
{
    struct vg_place_mention *m = &c->doc->places[at];
    struct vg_place_entry e = vg_gazetteer_get(c->gaz, (size_t)m->entry);

    struct vg_where_lead *its = &c->notes[at].lead;
    if (its->area && !is_wide(e.kind) && its->kind < 0)
        its->area = false; /* `le nord de Gao` is in Gao */
    if (e.kind == VG_KIND_COUNTRY && its->dir[0] && its->km <= 0 && its->rel == VG_REL_NEAR &&
        its->area_from < m->from) {
        its->area = true; /* `au nord du Mali` is in Mali */
        its->rel = VG_REL_IN;
    }
    m->in_actor = its->actor && !(its->held && e.kind != VG_KIND_COUNTRY);
    m->precision = precision_of(&c->notes[at].lead, e.kind);
    m->relation = vg_where_relation(&c->notes[at].lead, m->precision);
    set_region(c, m, &e);
    if (e.imported) {
        int32_t near = nearest_curated(c, &e, NULL);
        if (near >= 0) {
            struct vg_place_entry o = vg_gazetteer_get(c->gaz, (size_t)near);
            m->admin1 = vg_gazetteer_admin1_at(&o, c->doc->published);
        }
    }
    settle_far(c, at);
    m->has_coord = e.has_coord;
    m->lat = e.lat;
    m->lon = e.lon;
    const struct vg_where_lead *lead = &c->notes[at].lead;
    if (lead->area && lead->area_from < m->from) { /* `nord du Mali` is its name */
        struct vg_document *doc = c->doc;
        uint32_t from = doc->tokens[lead->area_from].from, to = doc->tokens[m->to - 1].to;
        m->name = vg_arena_str(doc->arena, vg_sv_sub(doc->text, from, to));
        m->admin1 = NULL;
        m->has_coord = false;
    }
}

static void settle_unknown(struct vg_where_ctx *c, size_t at)
{
    struct vg_place_mention *m = &c->doc->places[at];
    int32_t by = c->notes[at].parent >= 0 ? c->notes[at].parent : teller(c, at);

    m->precision = precision_of(&c->notes[at].lead, VG_KIND_COUNT);
    m->relation = vg_where_relation(&c->notes[at].lead, m->precision);
    memcpy(m->country, c->doc->country, sizeof m->country);
    if (by < 0 || c->notes[at].in_area)
        return;
    const struct vg_place_mention *o = &c->doc->places[by];
    memcpy(m->country, o->country, sizeof m->country);
    m->admin1 = o->admin1;
}

void vg_where_choose(struct vg_where_ctx *c)
{
    struct vg_document *doc = c->doc;

    choose_country(c);
    for (size_t i = 0; i < doc->n_places; i++) {
        doc->places[i].entry = choose_entry(c, i);
        if (doc->places[i].entry >= 0)
            vg_where_settle_known(c, i);
    }
    for (size_t i = 0; i < doc->n_places; i++)
        if (doc->places[i].entry < 0 && c->notes[i].anaphor < 0)
            settle_unknown(c, i);
}
