/* where_name.c - which words are names of places: known ones, spelling variants, and unknown ones
 * in clear contexts. */
#include "extract/where_internal.h"

#include "base/hash.h"
#include "extract/particle.h"

/* ---- mentions ---- */

/* `Koro, Bankass et Bandiagara`: what led to the first leads to the others. */
static void inherit(const struct vg_where_ctx *c, uint32_t name_from, struct vg_where_lead *lead)
{
    const struct vg_document *doc = c->doc;
    const struct vg_where_hit *and = vg_where_ending(c, lead->from, VG_WC_AND);
    uint32_t gap = lead->from;

    if (doc->n_places && !lead->origin && vg_where_shares_border(c, name_from)) {
        lead->border = true;
        lead->gov = false;
        lead->rel = VG_REL_NEAR;
        return;
    }
    if (!doc->n_places || lead->origin || lead->actor)
        return;
    const struct vg_place_mention *before = &doc->places[doc->n_places - 1];
    const struct vg_where_lead *its = &c->notes[doc->n_places - 1].lead;
    if (its->rel == VG_REL_FROM && before->from >= c->from && before->to == lead->from &&
        lead->rel == VG_REL_AT) {
        lead->rel = VG_REL_TO; /* au départ de A pour B */
        lead->gov = false;
        return;
    }
    if (lead->gov)
        return;
    const struct vg_where_hit *det = vg_where_ending(c, lead->from, VG_WC_DET);
    if (its->between && !and && det && (and = vg_where_ending(c, det->from, VG_WC_AND))) {
        gap = and->from; /* entre le Burkina et le Mali */
        lead->from = det->from;
    }
    if (its->between && before->to == gap && gap > c->from && gap + 1 < c->to &&
        vg_particle(doc, gap, VG_PT_TO)) { /* reliant A à B */
        lead->rel = VG_REL_BETWEEN;
        lead->between = true;
        return;
    }
    if (lead->strength > 1)
        return;
    if (before->from < c->from)
        return;
    if (and)
        gap = and->from;
    else if (gap > c->from && doc->tokens[gap - 1].kind == VG_TOK_PUNCT)
        gap--; /* comma, or the dash of an axis */
    if (gap == lead->from || before->to != gap)
        return;
    if ((its->origin || its->actor) && !its->held &&
        (and || vg_sv_is(vg_where_token(c, gap)->norm, ","))) {
        lead->origin = its->origin; /* les préfets de X et de Y */
        lead->actor = its->actor;
        return;
    }
    bool dash = !and&&!vg_sv_is(vg_where_token(c, gap)->norm, ",");
    if (dash ? !its->axis : its->strength < 2 && !its->axis)
        return;
    uint32_t from = lead->from;
    *lead = *its;
    lead->from = from;
    if (its->axis || its->between) {
        lead->rel = VG_REL_BETWEEN;
        lead->between = lead->axis = true;
    }
}

struct vg_place_mention *vg_where_add(struct vg_where_ctx *c, uint32_t from, uint32_t to,
                                      struct vg_sv name, const struct vg_where_lead *lead)
{
    struct vg_document *doc = c->doc;
    struct vg_place_mention *m = VG_PUSH(doc->arena, doc->places, doc->n_places, doc->cap_places);
    struct vg_where_note *note = VG_PUSH(doc->arena, c->notes, c->n_notes, c->cap_notes);

    *m = (struct vg_place_mention){
        .from = from,
        .to = to,
        .name = vg_arena_str(doc->arena, name),
        .whole_from = lead->from,
        .whole_to = to,
        .entry = -1,
        .part_of = -1,
        .relation = lead->rel,
        .distance_km = lead->km,
        .lead = lead->strength,
        .is_origin = lead->origin || lead->aside,
        .is_aside = lead->aside,
        .is_border = lead->border,
        .in_actor = lead->actor && !lead->held,
    };
    memcpy(m->direction, lead->dir, sizeof m->direction);
    if (!vg_sv_find_char(vg_sv(lead->dir, strnlen(lead->dir, 2)), 'C'))
        m->direction[0] = '\0';
    *note = (struct vg_where_note){.lead = *lead, .parent = -1, .anaphor = -1};
    for (uint32_t i = from; i < to; i++)
        doc->tokens[i].place = (int32_t)doc->n_places - 1;
    return m;
}

static struct vg_sv text_of(const struct vg_where_ctx *c, uint32_t from, uint32_t to)
{
    const struct vg_document *doc = c->doc;

    return vg_sv_sub(doc->text, doc->tokens[from].from, doc->tokens[to - 1].to);
}

static void add_candidates(struct vg_where_ctx *c, const uint32_t *entries, size_t n)
{
    struct vg_where_note *note = &c->notes[c->n_notes - 1];

    for (size_t i = 0; i < n && note->n < VG_WHERE_CANDIDATES; i++)
        note->candidates[note->n++] = entries[i];
}

static struct vg_where_lead lead_at(const struct vg_where_ctx *c, uint32_t from)
{
    struct vg_where_lead lead = vg_where_lead_of(c, from);

    inherit(c, from, &lead);
    return lead;
}

/* ---- known names ---- */

/* Whether the words around say that a capitalised word is part of a longer proper name. */
static bool inside_longer_name(const struct vg_where_ctx *c, uint32_t from, uint32_t to)
{
    if (c->shouting)
        return false;
    if (from > c->from && vg_where_is_capital(c, from - 1) &&
        vg_where_token(c, from - 1)->place < 0 && !vg_where_token_is(c, from - 1, VG_WC_DET) &&
        !vg_where_token_is(c, from - 1, VG_WC_OF) && !vg_where_ending(c, from, VG_WC_REL) &&
        !vg_where_ending(c, from, VG_WC_NOUN) && !vg_where_ending(c, from, VG_WC_AXIS) &&
        !vg_where_ending(c, from, VG_WC_BETWEEN))
        return true;
    if (from > c->from && vg_where_token_is(c, from - 1, VG_WC_TITLE) &&
        vg_where_is_person(c, from))
        return true;
    return vg_where_is_capital(c, to) && vg_where_token(c, to)->actor < 0 &&
           vg_where_is_person(c, to) && vg_where_is_person(c, from);
}

static bool natural(uint8_t kind)
{
    return kind == VG_KIND_AREA || kind == VG_KIND_FOREST || kind == VG_KIND_ROAD ||
           kind == VG_KIND_WATER || kind == VG_KIND_SITE;
}

/* `le porte-parole, Gambo Isah`: nothing leads to the name, and an unknown one follows it. */
static bool begins_person(const struct vg_where_ctx *c, const struct vg_lexicon_hit *hit)
{
    struct vg_lexicon_hit next;
    const struct vg_token *t = hit->to < c->to ? vg_where_token(c, hit->to) : NULL;

    if (!t || hit->to - hit->from > 1 || !vg_where_is_capital(c, hit->to) || c->shouting ||
        vg_where_is_taken(c, hit->to) || t->all_caps || vg_where_is_common(t))
        return false;
    return !vg_lexicon_match(vg_gazetteer_names(c->gaz), c->doc, hit->to, c->to, &next);
}

/* Whether a phrase of the gazetteer means the place here. */
static bool is_meant(const struct vg_where_ctx *c, const struct vg_lexicon_hit *hit,
                     const struct vg_where_lead *lead)
{
    struct vg_place_entry e = vg_gazetteer_get(c->gaz, hit->payloads[0]);
    bool capital = false, all_words = true;

    for (uint32_t i = hit->from; i < hit->to; i++)
        capital |= vg_where_token(c, i)->capital;
    for (uint32_t i = 0; i < hit->n; i++)
        all_words &= vg_gazetteer_get(c->gaz, hit->payloads[i]).word;
    if (!vg_where_token(c, hit->from)->capital && !(hit->to - hit->from >= 2 && natural(e.kind))) {
        if (!c->doc->caseless || lead->strength < 2 || vg_where_token(c, hit->from)->fold.n < 4)
            return false;
    }
    if (all_words && (lead->strength < 2 || !(capital || lead->kind >= 0)))
        return false;
    if (all_words && c->shouting && lead->kind < 0)
        return false;
    if (lead->strength == 0 && begins_person(c, hit))
        return false;
    if (lead->strength < 2 && hit->to - hit->from == 1 && vg_where_is_person(c, hit->from))
        return false;
    return !inside_longer_name(c, hit->from, hit->to);
}

/* `le village de Dosso Kourégou` is not Dosso: the end of the name that a known one begins, or
 * `to`. */
static uint32_t longer_name(const struct vg_where_ctx *c, uint32_t from, uint32_t to,
                            const struct vg_where_lead *lead)
{
    struct vg_lexicon_hit next;
    uint32_t end = to - from <= 2 ? vg_where_run_end(c, from) : to;

    if (c->shouting || lead->strength < 2 || lead->gov || end <= to ||
        vg_where_token(c, to)->guessed == false ||
        vg_lexicon_match(vg_gazetteer_names(c->gaz), c->doc, to, c->to, &next))
        return to;
    return end;
}

/* `lac Tchad` is not called Tchad, which is another place. */
static bool names_other(const struct vg_where_ctx *c, uint32_t bare,
                        const struct vg_lexicon_hit *whole)
{
    struct vg_lexicon_hit hit;

    if (!vg_lexicon_match(vg_gazetteer_names(c->gaz), c->doc, bare, whole->to, &hit))
        return false;
    for (uint32_t i = 0; i < hit.n; i++)
        for (uint32_t k = 0; k < whole->n; k++)
            if (hit.payloads[i] == whole->payloads[k])
                return false;
    return true;
}

/* Adds the known place at token i; returns its end, or i. */
static uint32_t known(struct vg_where_ctx *c, uint32_t i)
{
    struct vg_lexicon_hit hit;

    if (!vg_lexicon_match(vg_gazetteer_names(c->gaz), c->doc, i, c->to, &hit))
        return i;
    for (uint32_t k = hit.from; k < hit.to; k++)
        if (vg_where_is_taken(c, k))
            return i;
    struct vg_where_lead lead = lead_at(c, i);
    if ((lead.kind == VG_KIND_TOWN || lead.kind == VG_KIND_VILLAGE) &&
        vg_where_token_is(c, i, VG_WC_AREA))
        return i + 1; /* la grande ville du Nord: some town there */
    if (!is_meant(c, &hit, &lead))
        return i;
    uint32_t bare = hit.from; /* `forêt de Serma` is called Serma; `parc W` is not called W */
    while (bare + 1 < hit.to && !vg_where_token(c, bare)->capital)
        bare++;
    if (bare > hit.from && vg_where_starting(c, hit.from, VG_WC_NOUN) &&
        !names_other(c, bare, &hit) && vg_where_token(c, bare)->capital &&
        vg_where_token(c, bare)->fold.n >= 3) {
        hit.from = bare;
        lead = lead_at(c, bare);
    }
    uint32_t end = longer_name(c, hit.from, hit.to, &lead);
    vg_where_add(c, hit.from, end, text_of(c, hit.from, end), &lead);
    if (end == hit.to)
        add_candidates(c, hit.payloads, hit.n);
    return end;
}

/* ---- two names in one token, and parts of towns ---- */

/* `Gao-Kidal`, `Ménaka-Est`: true when the token was understood. */
static bool compound(struct vg_where_ctx *c, uint32_t i)
{
    const struct vg_lexicon *names = vg_gazetteer_names(c->gaz);
    struct vg_sv text = text_of(c, i, i + 1), fold = vg_where_token(c, i)->fold;
    struct vg_lexicon_hit left, right;
    ptrdiff_t dash = vg_sv_find_char(text, '-'), at = vg_sv_find_char(fold, '-');

    if (dash <= 0 || at <= 0 || vg_where_token_is(c, i, VG_WC_AREA))
        return false;
    struct vg_where_lead lead = lead_at(c, i);
    struct vg_sv head = vg_sv_sub(fold, 0, (size_t)at);
    struct vg_sv tail = vg_sv_sub(fold, (size_t)at + 1, fold.n);
    if (!vg_lexicon_find_folded(names, head, &left))
        return false;
    bool known_tail = vg_lexicon_find_folded(names, tail, &right);
    if (!known_tail && !lead.axis && lead.strength < 2)
        return false;
    if (lead.kind == VG_KIND_KEEP && lead.strength == 3 &&
        !lead.between) { /* l'aéroport de Bamako-Sénou */
        vg_where_add(c, i, i + 1, text, &lead);
        add_candidates(c, left.payloads, left.n);
        return true;
    }
    if (known_tail || lead.axis) {
        lead.rel = VG_REL_BETWEEN;
        lead.axis = lead.between = true;
        vg_where_add(c, i, i + 1, vg_sv_sub(text, 0, (size_t)dash), &lead);
        add_candidates(c, left.payloads, left.n);
        vg_where_add(c, i, i + 1, vg_sv_sub(text, (size_t)dash + 1, text.n), &lead);
        if (known_tail)
            add_candidates(c, right.payloads, right.n);
        return true;
    }
    vg_where_add(c, i, i + 1, text, &lead);
    return true;
}

/* ---- unknown names ---- */

uint32_t vg_where_starting(const struct vg_where_ctx *c, uint32_t from, enum vg_where_class cls)
{
    if (from >= c->to || !(c->starting[from - c->from] >> cls & 1))
        return 0;
    for (uint32_t end = from + 1; end <= c->to && end <= from + 4; end++)
        for (int32_t i = c->ends[end - c->from]; i >= 0; i = c->hits[i].next)
            if (c->hits[i].from == from && c->hits[i].rule->cls == cls)
                return end;
    return 0;
}

/* Does the name of a region, a district or an area begin at that token? */
static bool is_district(const struct vg_where_ctx *c, uint32_t i)
{
    struct vg_lexicon_hit hit;

    if (!vg_lexicon_match(vg_gazetteer_names(c->gaz), c->doc, i, c->to, &hit))
        return false;
    uint8_t kind = vg_gazetteer_get(c->gaz, hit.payloads[0]).kind;
    return kind == VG_KIND_REGION || kind == VG_KIND_ADMIN2 || kind == VG_KIND_AREA;
}

/* `X, village du cercle de`, `X (Ségou)`, `X, à 160 km de`, `X, au nord de`: only places are told
 * of like this. */
static bool is_situated(const struct vg_where_ctx *c, uint32_t end)
{
    if (end + 2 >= c->to || vg_where_token(c, end)->kind != VG_TOK_PUNCT)
        return false;
    bool paren = vg_sv_is(vg_where_token(c, end)->norm, "(");
    if (!paren && !vg_sv_is(vg_where_token(c, end)->norm, ","))
        return false;
    uint32_t at = end + 1, past;
    if (paren && vg_where_is_capital(c, at)) {
        struct vg_lexicon_hit hit;
        return vg_lexicon_match(vg_gazetteer_names(c->gaz), c->doc, at, c->to, &hit) &&
               hit.to < c->to && vg_sv_is(vg_where_token(c, hit.to)->norm, ")");
    }
    if ((past = vg_where_starting(c, at, VG_WC_DIR)))
        return true;
    bool rel = (past = vg_where_starting(c, at, VG_WC_REL)) && past < c->to;
    if (rel)
        at = past;
    if ((past = vg_where_starting(c, at, VG_WC_DET)) && past < c->to)
        at = past;
    if (rel && vg_where_is_capital(c, at) && is_district(c, at))
        return true; /* Ldaoutsaf, dans le Mayo-Moskota */
    if ((past = vg_where_starting(c, at, VG_WC_ADJ)) && past < c->to)
        at = past;
    if (vg_where_token(c, at)->number >= 0 || vg_where_token(c, at)->kind == VG_TOK_NUMBER)
        return at > end + 1 && at + 1 < c->to &&
               (vg_where_starting(c, at + 1, VG_WC_UNIT) ||
                (at + 2 < c->to && vg_where_starting(c, at + 2, VG_WC_UNIT)));
    for (int32_t i = 0; (uint32_t)i < 4 && at + 1 + (uint32_t)i <= c->to; i++) {
        const struct vg_where_hit *noun = vg_where_ending(c, at + 1 + (uint32_t)i, VG_WC_NOUN);
        if (noun && noun->from == at && noun->rule->value != VG_KIND_KEEP)
            return true;
    }
    return false;
}

/* `X dans le cercle de`: X is a place, whatever stands before it. */
static bool in_district(const struct vg_where_ctx *c, uint32_t end)
{
    uint32_t rel = vg_where_starting(c, end, VG_WC_REL),
             det = rel ? vg_where_starting(c, rel, VG_WC_DET) : 0, at = det ? det : rel;

    for (uint32_t to = at + 1; at && to <= c->to && to < at + 4; to++) {
        const struct vg_where_hit *noun = vg_where_ending(c, to, VG_WC_NOUN);
        if (noun && noun->from == at &&
            (noun->rule->value == VG_KIND_ADMIN2 || noun->rule->value == VG_KIND_COMMUNE))
            return true;
    }
    return false;
}

/* `Dingazi, Sargane et Banimaté`: one of a list of places. */
static bool is_listed(const struct vg_where_ctx *c, uint32_t from, uint32_t end)
{
    const struct vg_document *doc = c->doc;

    if (!doc->n_places || end >= c->to || from <= c->from)
        return false;
    const struct vg_place_mention *before = &doc->places[doc->n_places - 1];
    const struct vg_where_hit *and = vg_where_ending(c, from, VG_WC_AND);
    uint32_t gap = and                                                ? and->from
                   : vg_sv_is(vg_where_token(c, from - 1)->norm, ",") ? from - 1
                                                                      : from;
    bool goes_on = vg_sv_is(vg_where_token(c, end)->norm, ",") ||
                   vg_where_starting(c, end, VG_WC_AND) ||
                   vg_sv_is(vg_where_token(c, end)->norm, ".");
    return gap < from && before->to == gap && before->from >= c->from && before->lead < 4 &&
           goes_on && (and || vg_where_starting(c, end, VG_WC_AND) || before->lead >= 2);
}

/* `le Cercle de Koro`, `la Commune rurale de X`, written with a capital. */
static bool is_heading_noun(const struct vg_where_ctx *c, uint32_t i)
{
    uint32_t end = vg_where_starting(c, i, VG_WC_NOUN), past;

    if (!end || vg_where_is_capital(c, end))
        return false;
    past = vg_where_starting(c, end, VG_WC_ADJ);
    end = past ? past : end;
    return end >= c->to || vg_where_token(c, end)->kind == VG_TOK_PUNCT ||
           vg_where_starting(c, end, VG_WC_OF) || past;
}

static bool may_be_new(const struct vg_where_ctx *c, uint32_t i, const struct vg_where_lead *lead)
{
    const struct vg_token *t = vg_where_token(c, i);
    bool noun = lead->kind >= 0 && lead->kind != VG_KIND_KEEP;
    bool keep = lead->kind == VG_KIND_KEEP && lead->strength == 3;

    uint32_t end = vg_where_run_end(c, i);

    if ((t->fold.n < 3 && end == i + 1) || lead->gov || (lead->actor && !lead->held) ||
        is_heading_noun(c, i))
        return false;
    if (c->shouting)
        return false;
    if (t->all_caps && !c->shouting && t->fold.n <= 6)
        return false;
    if (noun)
        return lead->strength >= 2 && lead->kind != VG_KIND_COUNTRY &&
               (!vg_where_is_common(t) || end > i + 1 || lead->kind == VG_KIND_VILLAGE);
    if (lead->rel == VG_REL_DISTANCE && lead->km < 0.2) /* a shot of twenty metres by Traoré */
        return false;
    bool clear = lead->strength >= 2 && (!lead->weak || keep) && !lead->area;
    if (!clear && !lead->origin && !lead->owned && !is_situated(c, end) && !is_listed(c, i, end))
        return false;
    return !vg_where_is_person(c, i) &&
           (!vg_where_is_common(t) || (end > i + 1 && lead->strength >= 2)) &&
           !vg_where_token_is(c, i, VG_WC_FIRSTNAME) && !vg_where_token_is(c, i, VG_WC_TITLE);
}

/* The longest spelling variant of a known name in [i, end): its end, candidates added; or i. */
static uint32_t variant(struct vg_where_ctx *c, uint32_t i, uint32_t end,
                        const struct vg_where_lead *lead)
{
    uint32_t found[VG_WHERE_CANDIDATES];

    for (uint32_t to = end; to > i; to--) {
        vg_buf_clear(&c->scratch);
        for (uint32_t k = i; k < to; k++)
            (void)vg_buf_sv(&c->scratch, vg_where_token(c, k)->fold);
        size_t n = vg_gazetteer_find(c->gaz, vg_buf_view(&c->scratch), found, VG_WHERE_CANDIDATES);
        size_t kept = 0;
        for (size_t k = 0; k < n; k++) {
            struct vg_place_entry e = vg_gazetteer_get(c->gaz, found[k]);
            bool far = e.imported ? lead->strength < 2 || lead->weak
                                  : e.word || c->scratch.n < 5 || lead->strength < 1;
            if (!far)
                found[kept++] = found[k];
        }
        if (!kept)
            continue;
        vg_where_add(c, i, to, text_of(c, i, to), lead);
        add_candidates(c, found, kept);
        c->notes[c->n_notes - 1].inexact = true;
        return to;
    }
    return i;
}

/* The folded words of a run as one string, in the arena when there are several. */
static struct vg_sv run_key(const struct vg_where_ctx *c, uint32_t from, uint32_t to)
{
    const char *key = "";

    if (to == from + 1)
        return vg_where_token(c, from)->fold;
    for (uint32_t i = from; i < to; i++)
        key = vg_arena_printf(c->doc->arena, "%s %.*s", key, VG_SV_ARG(vg_where_token(c, i)->fold));
    return vg_sv_cstr(key);
}

/* A name that the text elsewhere shows to be a place. */
static uint32_t told_before(struct vg_where_ctx *c, uint32_t i, const struct vg_where_lead *lead)
{
    if (vg_where_is_taken(c, i) || vg_where_is_person(c, i) || lead->gov)
        return i;
    for (uint32_t end = vg_where_run_end(c, i); end > i; end--)
        if (vg_map_get(c->fresh, run_key(c, i, end))) {
            vg_where_add(c, i, end, text_of(c, i, end), lead);
            return end;
        }
    return i;
}

/* Adds what stands at the capitalised token i; returns its end, or i. */
static uint32_t unknown(struct vg_where_ctx *c, uint32_t i)
{
    uint32_t past = i;
    struct vg_where_lead lead = lead_at(c, i);

    if (c->looked_once && lead.strength < 3 && (past = told_before(c, i, &lead)) > i)
        return past;
    if (vg_where_is_taken(c, i) || (vg_where_is_person(c, i) && lead.kind < 0) ||
        inside_longer_name(c, i, i + 1))
        return i;
    uint32_t end = vg_where_run_end(c, i);
    if (lead.gov && in_district(c, end)) /* `contre Tintan dans le cercle de Bandiagara` */
        lead.gov = false, lead.strength = 3;
    bool fresh = may_be_new(c, i, &lead);
    if (!vg_where_is_common(vg_where_token(c, i)) || lead.kind >= 0)
        past = variant(c, i, end, &lead);
    if (past > i || !fresh)
        return past;
    if (end > i + 1 && lead.kind < 0 && lead.strength < 3)
        end = vg_where_is_capital(c, i + 1) && vg_where_token_is(c, i + 1, VG_WC_FIRSTNAME) ? i + 1
                                                                                            : end;
    vg_where_add(c, i, end, text_of(c, i, end), &lead);
    (void)vg_map_set(c->fresh, run_key(c, i, end), c);
    return end;
}

/* ---- the scan ---- */

/* Few words may begin what is looked for. */
static bool may_begin(const struct vg_where_ctx *c, uint32_t i)
{
    return vg_where_token(c, i)->kind == VG_TOK_WORD &&
           (vg_where_token(c, i)->capital || (c->starting[i - c->from] >> VG_WC_ANAPHOR & 1) ||
            vg_lexicon_may_start(vg_gazetteer_names(c->gaz), c->doc, i));
}

static void scan_sentence(struct vg_where_ctx *c)
{
    for (uint32_t i = c->from; i < c->to;) {
        const struct vg_token *t = vg_where_token(c, i);
        uint32_t past = i;
        if (may_begin(c, i) && !vg_where_is_taken(c, i) && !vg_where_is_bearing(c, i)) {
            past = known(c, i);
            if (past == i && t->capital && compound(c, i))
                past = i + 1;
            if (past == i)
                past = vg_where_anaphor(c, i);
            if (past == i && t->capital)
                past = vg_where_area(c, i);
            if (past == i && t->capital)
                past = unknown(c, i);
        }
        i = past > i ? past : i + 1;
    }
}

/* Words of outlets' names. */
static void note_masked(struct vg_where_ctx *c, bool *masked)
{
    if (!(c->classes >> VG_WC_OUTLET & 1))
        return;
    for (uint32_t end = c->from + 1; end <= c->to; end++) {
        const struct vg_where_hit *hit = vg_where_ending(c, end, VG_WC_OUTLET);
        for (uint32_t i = hit ? hit->from : end; i < end; i++)
            masked[i] |= vg_where_token(c, hit->from)->capital;
    }
}

static void look(struct vg_where_ctx *c)
{
    for (size_t i = 0; i < c->doc->n_sentences; i++) {
        vg_where_enter(c, i);
        scan_sentence(c);
    }
}

void vg_where_find_names(struct vg_where_ctx *c)
{
    struct vg_document *doc = c->doc;
    bool *masked = vg_arena_new_n(doc->arena, bool, doc->n_tokens + 1);

    c->all_masked = masked;
    vg_where_read_rules(c);
    for (size_t i = 0; i < doc->n_sentences; i++) {
        vg_where_enter(c, i);
        note_masked(c, masked);
        vg_where_note_persons(c);
    }
    look(c);
    if (vg_map_count(c->fresh) == 0)
        return;
    /* names that only later words show to be places may stand in the headline */
    doc->n_places = c->n_notes = 0;
    for (size_t i = 0; i < doc->n_tokens; i++)
        doc->tokens[i].place = -1;
    c->looked_once = true;
    look(c);
}
