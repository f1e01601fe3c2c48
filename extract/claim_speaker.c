/* claim_speaker.c - who may speak in a sentence: offices, institutions, people by what they are. */
#include "extract/claim_in.h"
#include "extract/particle.h"

#define OWNER    6 /* tokens from `porte-parole` to whose he is */
#define QUALITY  7 /* tokens from `source` to `sécuritaire` */
#define ACTORS   256 /* mentions looked at for a country's forces */
#define MISSION  10 /* tokens from `source` to the mission that she is of */

static bool speaks_for_itself(const struct vg_document *doc, const char *code)
{
    enum vg_actor_kind k = vg_actor_kind_of(doc, code);

    return k != VG_ACTOR_CIVILIAN && k != VG_ACTOR_ARMED_GROUP;
}

const char *vg_claim_state(const struct vg_claim_scan *c, enum claim_kind kind, const char *country)
{
    return country[0] ? vg_terms_code(c->terms, (int)kind, vg_sv_cstr(country)) : NULL;
}

static bool is_mark(const struct vg_claim_scan *c, size_t i)
{
    return c->doc->tokens[i].kind == VG_TOK_PUNCT;
}

/* The actor mention among tokens [from, to) that stands for a party, -1. Ends at a mark or verb. */
static int32_t owner_in(const struct vg_claim_scan *c, size_t from, size_t to)
{
    const struct vg_document *doc = c->doc;

    for (size_t i = from; i < to && i < c->s->to; i++) {
        int32_t a = doc->tokens[i].actor;
        if (is_mark(c, i) || doc->groups->pos[i] == VG_POS_VERB)
            return -1;
        if (a >= 0 && doc->actors[a].code && speaks_for_itself(doc, doc->actors[a].code))
            return a;
    }
    return -1;
}

/* The country that the words around a state's organ tell: `ministère algérien de la Défense`,
 * `l'état-major, à Paris`; else the article's. */
static const char *country_near(const struct vg_claim_scan *c, size_t i, size_t to)
{
    const struct vg_document *doc = c->doc;

    for (size_t k = i; k > c->s->from && k + 4 > i; k--) { /* `à Paris l'état-major` */
        int32_t place = doc->tokens[k - 1].place;
        if (place < 0 || k < 2 || !vg_claim_is(c, k - 2, CLAIM_BIT(CLAIM_AT)))
            continue;
        if (vg_claim_state(c, CLAIM_GOVERNMENT, doc->places[place].country))
            return doc->places[place].country;
    }
    for (size_t k = i; k < to + 7 && k < c->s->to; k++) {
        const char *hint = is_mark(c, k) ? NULL : vg_who_country_hint(doc, (uint32_t)k);
        if (hint)
            return hint;
        if (k > to && doc->tokens[k].place >= 0 && vg_claim_is(c, k - 1, CLAIM_BIT(CLAIM_AT))) {
            const struct vg_place_mention *p = &doc->places[doc->tokens[k].place];
            if (p->country[0] && vg_claim_state(c, CLAIM_GOVERNMENT, p->country))
                return p->country;
        }
    }
    return doc->country;
}

static const char *as_speaker(const struct vg_claim_scan *c, const char *code)
{
    const char *other = vg_terms_code(c->terms, CLAIM_CODE, vg_sv_cstr(code));

    return other ? other : code;
}

/* `plusieurs de nos sources`, `l'un des survivants`: no complement but the one meant. */
static bool partitive(const struct vg_claim_scan *c, const struct vg_np *np)
{
    return np->prep == VG_PREP_DE && (size_t)np->prep_from > c->s->from &&
           vg_claim_is(c, (size_t)np->prep_from - 1, CLAIM_BIT(CLAIM_SOME));
}

static void put(struct vg_claim_scan *c, size_t from, size_t to, const char *by, int32_t actor)
{
    const struct vg_groups *g = c->doc->groups;
    const struct vg_reading *r = vg_token_reading(&c->doc->tokens[from]);
    int32_t np = g->np_of[from];
    bool inside = c->n && c->speakers[c->n - 1].governed && from > 0 &&
                  c->speakers[c->n - 1].to + 1 == from &&
                  vg_claim_norm_is(c, from - 1, "("); /* `à l'agence (AFP)` */
    struct vg_speaker *s = VG_PUSH(c->doc->arena, c->speakers, c->n, c->cap);

    *s = (struct vg_speaker){.from = (uint32_t)from,
                             .to = (uint32_t)to,
                             .by = as_speaker(c, by),
                             .actor = actor,
                             .masculine = r && r->masculine && !r->feminine,
                             .feminine = r && r->feminine && !r->masculine,
                             .plural = r && r->plural && !r->singular,
                             .addressed = np >= 0 && g->nps[np].prep == VG_PREP_A,
                             .governed = inside || (np >= 0 && g->nps[np].prep_from >= 0 &&
                                                    !partitive(c, &g->nps[np]))};
}

/* Does a noun stand among [i, to)? `élu` is one in `un ancien élu`, not in `élu en mai`. */
static bool noun_at(const struct vg_claim_scan *c, size_t i, size_t to)
{
    const struct vg_groups *g = c->doc->groups;

    for (size_t k = i; k < to; k++) {
        int32_t np = g->np_of[k];
        if (g->pos[k] == VG_POS_NOUN || g->pos[k] == VG_POS_PROPER ||
            (np >= 0 && g->nps[np].head == k && g->pos[k] != VG_POS_VERB))
            return true;
    }
    return false;
}

/* Whose is he, by a noun: `le responsable d'une ONG`, `une source proche de la mairie`. */
static const struct vg_term *owner_noun(const struct vg_claim_scan *c, size_t from, bool text,
                                        size_t *ret_at)
{
    for (size_t i = from; i < from + OWNER && i < c->s->to; i++) {
        size_t to;
        const struct vg_term *t;
        if (is_mark(c, i) || c->doc->groups->pos[i] == VG_POS_VERB ||
            c->doc->groups->prep[i] == VG_PREP_A)
            return NULL;
        if (i > from && !text && vg_claim_is(c, i, CLAIM_BIT(CLAIM_AGENT)))
            return NULL; /* `un gradé joint par la radio` */
        t = vg_claim_match(c, i, CLAIM_BIT(CLAIM_SPEAKER), &to);
        if (t && noun_at(c, i, to) &&
            (t->code.p[0] != '@' || vg_sv_is(t->code, "@army") || vg_sv_is(t->code, "@gov"))) {
            *ret_at = i;
            return t;
        }
    }
    return NULL;
}

static const char *state_of(const struct vg_claim_scan *c, struct vg_sv code, size_t i, size_t to)
{
    enum claim_kind kind = vg_sv_is(code, "@army") ? CLAIM_ARMY : CLAIM_GOVERNMENT;

    return vg_claim_state(c, kind, country_near(c, i, to));
}

/* `source sécuritaire`, `des sources communautaires et militaires`: one speaker for each quality.
 * Returns how many. */
static size_t put_qualities(struct vg_claim_scan *c, size_t i, size_t to)
{
    const struct vg_document *doc = c->doc;
    const char *before = NULL;
    size_t n = 0, last = to;

    for (size_t k = to; k < last + QUALITY && k < c->s->to; k++) {
        size_t end;
        const struct vg_term *t;
        if (doc->groups->pos[k] == VG_POS_VERB || doc->groups->prep[k] == VG_PREP_A ||
            (is_mark(c, k) && !vg_sv_is(doc->tokens[k].norm, ",")))
            break;
        if (is_mark(c, k) && n == 0 &&
            (k > to || !vg_claim_is(c, k + 1, CLAIM_BIT(CLAIM_QUALITY))))
            break; /* `d'autres sources, sécuritaires elles aussi` */
        t = vg_claim_match(c, k, CLAIM_BIT(CLAIM_QUALITY), &end);
        if (!t) {
            if (n && !vg_claim_is(c, k, CLAIM_BIT(CLAIM_LINK)))
                break;
            continue;
        }
        const char *by = t->code.p[0] == '@' ? state_of(c, t->code, k, end) : t->code.p;
        if (by && (!before || strcmp(by, before) != 0)) {
            put(c, n ? k : i, end, by, -1);
            n++;
            before = by;
        }
        last = k = end - 1;
    }
    return n;
}

static bool pointed_at(const struct vg_claim_scan *c, size_t i)
{
    const struct vg_groups *g = c->doc->groups;
    int32_t np = g->np_of[i];

    return np >= 0 && (g->nps[np].det == VG_DET_DEM || g->nps[np].det == VG_DET_DEF ||
                       g->nps[np].det == VG_DET_POSS);
}

/* `cette source`, `la même source`: who spoke last. */
static bool same_as_last(const struct vg_claim_scan *c, size_t i)
{
    const struct vg_groups *g = c->doc->groups;
    int32_t np = g->np_of[i];

    if (np < 0)
        return false;
    for (size_t k = g->nps[np].from; k < i; k++)
        if (vg_particle(c->doc, k, VG_PT_SAME))
            return true;
    return g->nps[np].det == VG_DET_DEM ||
           ((g->nps[np].det == VG_DET_DEF || g->nps[np].det == VG_DET_POSS) && !g->nps[np].plural);
}

/* `les sources jointes par la radio`: whoever spoke to them does not own them. */
static bool told_by(const struct vg_claim_scan *c, size_t to)
{
    for (size_t i = to; i < to + 3 && i < c->s->to; i++)
        if (vg_claim_is(c, i, CLAIM_BIT(CLAIM_AGENT)))
            return true;
    return false;
}

static bool armed(const struct vg_claim_scan *c, const char *code)
{
    enum vg_actor_kind k = vg_actor_kind_of(c->doc, code);

    return k > VG_ACTOR_GOVERNMENT && k <= VG_ACTOR_JIHADIST;
}

/* `une source militaire au sein de la mission de l'ONU`: the code of the mission; NULL. */
static const char *of_mission(const struct vg_claim_scan *c, size_t i)
{
    const struct vg_document *doc = c->doc;

    for (size_t k = i; k < i + MISSION && k < c->s->to && !is_mark(c, k); k++) {
        size_t to;
        int32_t a = doc->tokens[k].actor;
        const struct vg_term *t = vg_claim_match(c, k, CLAIM_BIT(CLAIM_SPEAKER), &to);
        if (doc->groups->pos[k] == VG_POS_VERB)
            return NULL;
        if (t && vg_sv_is(t->code, "@un-mission"))
            return vg_claim_state(c, CLAIM_MISSION, country_near(c, k, to));
        if (a >= 0 && doc->actors[a].code && doc->actors[a].kind == VG_ACTOR_INTERNATIONAL)
            return doc->actors[a].code;
    }
    return NULL;
}

/* `une source`, whatever is said of her. */
static void put_source(struct vg_claim_scan *c, size_t i, size_t to)
{
    size_t at;
    const struct vg_term *noun;
    int32_t group = owner_in(c, to, to + QUALITY);

    /* `des sources militaires du mouvement` */
    if (group >= 0 && armed(c, c->doc->actors[group].code) && !told_by(c, to) &&
        vg_claim_is(c, c->doc->actors[group].from - 1, CLAIM_BIT(CLAIM_OF))) {
        put(c, i, c->doc->actors[group].to, c->doc->actors[group].code, group);
        return;
    }
    const char *mission = told_by(c, to) ? NULL : of_mission(c, to);
    if (mission) {
        put(c, i, to, mission, -1);
        return;
    }
    if (put_qualities(c, i, to))
        return;
    if (same_as_last(c, i) && c->last.by && !armed(c, c->last.by)) {
        put(c, i, to, c->last.by, c->last.actor);
        return;
    }
    if (told_by(c, to)) {
        bool same = pointed_at(c, i) && c->last.by &&
                    (strcmp(c->last.by, "local_sources") == 0 ||
                     strcmp(c->last.by, "security_sources") == 0);
        put(c, i, to, same ? c->last.by : "sources", -1);
        return;
    }
    int32_t a = owner_in(c, to, to + QUALITY);
    if (a >= 0 && vg_actor_kind_of(c->doc, c->doc->actors[a].code) <= VG_ACTOR_STATE_POLICE)
        put(c, i, c->doc->actors[a].to, "security_sources", -1);
    else if ((noun = owner_noun(c, to, false, &at)) && noun->code.p[0] != '@')
        put(c, i, at + 1, noun->code.p, -1);
    else
        put(c, i, to, "sources", -1);
}

static uint8_t g_det(const struct vg_claim_scan *c, int32_t np)
{
    return c->doc->groups->nps[np].det;
}

/* `communiqué de l'armée`, `signé par le ministre`, not `lu à la télévision`. */
static bool owned(const struct vg_claim_scan *c, size_t to)
{
    for (size_t i = to; i < to + 3 && i < c->s->to; i++)
        if (vg_claim_is(c, i, CLAIM_BIT(CLAIM_OF) | CLAIM_BIT(CLAIM_AGENT)))
            return true;
    return false;
}

/* The country with a government that the adjective of a plural noun names; NULL. */
static const char *hinted(const struct vg_claim_scan *c, size_t i)
{
    const struct vg_groups *g = c->doc->groups;
    int32_t np = g->np_of[i];

    for (uint32_t k = (uint32_t)i; np >= 0 && g->nps[np].plural && k < g->nps[np].to; k++) {
        const char *hint = vg_who_country_hint(c->doc, k);
        if (hint && vg_claim_state(c, CLAIM_GOVERNMENT, hint))
            return hint;
    }
    return NULL;
}

/* `un militaire`, `deux gendarmes`: some that nobody names. */
static bool one_unnamed(const struct vg_claim_scan *c, size_t i)
{
    int32_t np = c->doc->groups->np_of[i];

    return np >= 0 && (g_det(c, np) == VG_DET_INDEF || g_det(c, np) == VG_DET_NUMBER);
}

/* `L'organisation` is the group that the article told of last, else one of civil society. */
static void put_organisation(struct vg_claim_scan *c, size_t i, size_t to)
{
    int32_t np = c->doc->groups->np_of[i];
    bool group = np >= 0 && c->party.by && armed(c, c->party.by) &&
                 (g_det(c, np) == VG_DET_DEF || g_det(c, np) == VG_DET_DEM);

    put(c, i, to, group ? c->party.by : "ngo", group ? c->party.actor : -1);
}

/* The same, of nobody named: whom the noun itself stands for. */
static void put_unowned(struct vg_claim_scan *c, const struct vg_term *t, size_t i, size_t to)
{
    const struct vg_document *doc = c->doc;
    bool text = vg_sv_is(t->code, "@text");

    if (vg_sv_is(t->code, "@person") || vg_sv_is(t->code, "@guard")) { /* `une femme raconte` */
        if (one_unnamed(c, i))
            put(c, i, to, vg_sv_is(t->code, "@guard") ? "security_sources" : "witnesses", -1);
    } else if (vg_sv_is(t->code, "@rank")) {
        const char *army = vg_claim_state(c, CLAIM_ARMY, country_near(c, i, to));
        bool named = to < c->s->to && doc->tokens[to].capital && doc->tokens[to].place < 0;
        bool theirs = named && c->last.by && army && !vg_who_country_hint(doc, (uint32_t)i) &&
                      vg_actor_kind_of(doc, c->last.by) == VG_ACTOR_STATE_MILITARY;
        if (theirs) /* the colonel whom the article called their spokesman */
            army = c->last.by;
        if (army)
            put(c, i, to, named ? army : "security_sources", -1);
    } else if (vg_sv_is(t->code, "@mission") || vg_sv_is(t->code, "@un-mission")) {
        bool un = vg_sv_is(t->code, "@un-mission");
        const char *of = un ? vg_claim_state(c, CLAIM_MISSION, country_near(c, i, to)) : NULL;
        if (of || (pointed_at(c, i) && c->mission))
            put(c, i, to, of ? of : c->mission, -1);
        else if (un)
            put(c, i, to, "un", -1);
    } else if (vg_sv_is(t->code, "@org")) {
        put_organisation(c, i, to);
    } else if (!text && hinted(c, i)) { /* `des responsables maliens` */
        put(c, i, to, vg_claim_state(c, CLAIM_GOVERNMENT, hinted(c, i)), -1);
    } else if (text && c->out->check) { /* what the rumour is spread by */
        put(c, i, to, "media", -1);
    } else if (pointed_at(c, i) && (text ? c->party.by : c->last.by)) {
        put(c, i, to, text ? c->party.by : c->last.by, text ? c->party.actor : c->last.actor);
    }
}

/* Somebody of somebody: `un porte-parole du FLA`, `le responsable d'une ONG`, `le communiqué`. */
static void put_member(struct vg_claim_scan *c, const struct vg_term *t, size_t i, size_t to)
{
    const struct vg_document *doc = c->doc;
    bool text = vg_sv_is(t->code, "@text") || vg_sv_is(t->code, "@mission");
    const struct vg_term *noun = NULL;
    size_t at;
    int32_t a = doc->tokens[i].actor >= 0 ? owner_in(c, i, to) : -1;

    if (a >= 0 && vg_sv_is(t->code, "@rank") && one_unnamed(c, i) &&
        !doc->actors[a].country[0] && !(to < c->s->to && doc->tokens[to].capital) &&
        owner_in(c, to, to + OWNER) < 0) { /* `des officiers`, who speak for nobody */
        put(c, i, to, "security_sources", -1);
        return;
    }
    if (a >= 0 && !text && vg_claim_is(c, to, CLAIM_BIT(CLAIM_OF))) {
        const struct vg_term *of = owner_noun(c, to, false, &at);
        if (of && of->code.p[0] != '@') { /* `le président de la société civile` */
            put(c, i, at + 1, of->code.p, -1);
            return;
        }
    }
    if (a < 0 && (!text || owned(c, to)))
        a = owner_in(c, to, to + OWNER);
    if (a >= 0) {
        const char *of = vg_sv_is(t->code, "@mission") && strcmp(doc->actors[a].code, "UN") == 0
                             ? vg_claim_state(c, CLAIM_MISSION, country_near(c, i, to))
                             : NULL; /* `la mission locale des Nations unies` */
        put(c, i, doc->actors[a].to > to ? doc->actors[a].to : to,
            of ? of : doc->actors[a].code, a);
        return;
    }
    if (!vg_sv_is(t->code, "@person") && (!text || owned(c, to)))
        noun = owner_noun(c, to, text, &at);
    if (noun) {
        const char *by =
            noun->code.p[0] == '@' ? state_of(c, noun->code, at, at + 1) : noun->code.p;
        if (by)
            put(c, i, at + 1, by, -1);
        return;
    }
    if (text || !put_qualities(c, i, to))
        put_unowned(c, t, i, to);
}

/* Is actor a of the article's country, or of one whose forces it names in full? A bare `l'armée`
 * is not that of a country that is only passed by. */
static bool of_named_country(const struct vg_claim_scan *c, int32_t a)
{
    const struct vg_document *doc = c->doc;
    const char *country = vg_actor_country(doc->actor_table, doc->actors[a].code);

    if (strcmp(country, doc->country) == 0)
        return true;
    for (size_t i = 0; i < doc->n_actors && i < ACTORS; i++) {
        const struct vg_actor_mention *m = &doc->actors[i];
        if (m->to > m->from + 1 && m->code &&
            vg_actor_kind_of(doc, m->code) <= VG_ACTOR_GOVERNMENT &&
            strcmp(country, vg_actor_country(doc->actor_table, m->code)) == 0)
            return true;
    }
    return false;
}

static void put_noun(struct vg_claim_scan *c, const struct vg_term *t, size_t i, size_t to)
{
    const struct vg_document *doc = c->doc;
    const char *code = t->code.p;

    if (vg_sv_is(t->code, "@nobody")) { /* `une conférence de presse` */
        return;
    } else if (code[0] != '@') {
        put(c, i, to, code, -1);
    } else if (vg_sv_is(t->code, "@source")) {
        put_source(c, i, to);
    } else if (vg_sv_is(t->code, "@image")) {
        put(c, i, to, "media", -1);
        c->speakers[c->n - 1].image = true;
    } else if (vg_sv_is(t->code, "@army") || vg_sv_is(t->code, "@gov")) {
        int32_t a = owner_in(c, i, to);
        const char *by = state_of(c, t->code, i, to);
        if (a >= 0 && vg_actor_kind_of(doc, doc->actors[a].code) <= VG_ACTOR_GOVERNMENT &&
            (!by || (strcmp(country_near(c, i, to), doc->country) == 0 && of_named_country(c, a))))
            put(c, i, doc->actors[a].to > to ? doc->actors[a].to : to, doc->actors[a].code, a);
        else if (by)
            put(c, i, to, by, a);
    } else {
        put_member(c, t, i, to);
    }
}

/* ---- a sentence ---- */

void vg_claim_speakers(struct vg_claim_scan *c)
{
    const struct vg_document *doc = c->doc;

    c->n = 0;
    for (size_t i = c->s->from; i < c->s->to;) {
        size_t to = i + 1, n = c->n;
        const struct vg_term *t = vg_claim_match(c, i, CLAIM_BIT(CLAIM_SPEAKER), &to);
        int32_t a = doc->tokens[i].actor;
        const char *named;
        if (t && noun_at(c, i, to)) {
            put_noun(c, t, i, to);
        } else if (a >= 0 && doc->actors[a].code && doc->actors[a].from == i &&
                   speaks_for_itself(doc, doc->actors[a].code)) {
            to = doc->actors[a].to > i ? doc->actors[a].to : i + 1;
            put(c, i, to, doc->actors[a].code, a);
            if (doc->actors[a].kind == VG_ACTOR_INTERNATIONAL)
                c->mission = doc->actors[a].code;
        } else if ((named = vg_claim_by_name(c, i))) {
            to = i + 1;
            put(c, i, to, named, -1);
        } else {
            to = i + 1;
        }
        if (c->n > n) {
            if (c->speakers[c->n - 1].to > to)
                to = c->speakers[c->n - 1].to;
            vg_claim_learn_names(c, &c->speakers[n], &c->speakers[c->n - 1]);
        }
        i = to;
    }
}

size_t vg_claim_speaker_after(const struct vg_claim_scan *c, size_t i)
{
    size_t lo = 0, hi = c->n;

    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (c->speakers[mid].from < i)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

ptrdiff_t vg_claim_speaker_of(const struct vg_claim_scan *c, int32_t np)
{
    const struct vg_np *x = &c->doc->groups->nps[np];
    size_t k = vg_claim_speaker_after(c, x->from);

    if (k > 0 && c->speakers[k - 1].to > x->head)
        return (ptrdiff_t)k - 1;
    if (k < c->n && c->speakers[k].from <= x->head)
        return (ptrdiff_t)k;
    /* `Idrissa Touré, le préfet`: beside it */
    if (k < c->n && c->speakers[k].from < x->to)
        return x->proper || ((x->sense & VG_N_PERSON) && x->number < 0) ? (ptrdiff_t)k : -1;
    if (k < c->n && x->to < c->s->to && vg_sv_is(c->doc->tokens[x->to].norm, ",") && x->proper &&
        c->speakers[k].from <= x->to + 3)
        return (ptrdiff_t)k;
    /* `les enquêteurs des Nations unies` */
    int32_t of = x->sense & (VG_N_PERSON | VG_N_POWER | VG_N_MEDIA)
                     ? vg_np_complement(c->doc->groups, np, -1)
                     : -1;
    if (of >= 0 && c->doc->groups->nps[of].prep == VG_PREP_DE && k < c->n &&
        c->speakers[k].from >= c->doc->groups->nps[of].from &&
        c->speakers[k].from < c->doc->groups->nps[of].to)
        return (ptrdiff_t)k;
    return -1;
}
