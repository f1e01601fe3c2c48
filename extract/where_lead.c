/* where_lead.c - the rules' phrases in a sentence, and how the words before a name lead to it. */
#include "extract/where_internal.h"

#include "base/arena.h"
#include "base/tsv.h"
#include "extract/particle.h"

static const char *const class_names[VG_WC_COUNT] = {
    [VG_WC_REL] = "rel",
    [VG_WC_BETWEEN] = "between",
    [VG_WC_AND] = "and",
    [VG_WC_DIR] = "dir",
    [VG_WC_AREA] = "area",
    [VG_WC_UNIT] = "unit",
    [VG_WC_OF] = "of",
    [VG_WC_DET] = "det",
    [VG_WC_ADJ] = "adj",
    [VG_WC_NOUN] = "noun",
    [VG_WC_AXIS] = "axis",
    [VG_WC_ORIGIN] = "origin",
    [VG_WC_ASIDE] = "aside",
    [VG_WC_GOVPREP] = "govprep",
    [VG_WC_ACTORNOUN] = "actornoun",
    [VG_WC_BORDER] = "border",
    [VG_WC_OUTLET] = "outlet",
    [VG_WC_LINK] = "link",
    [VG_WC_INDEF] = "indef",
    [VG_WC_ANAPHOR] = "anaphor",
    [VG_WC_THE] = "the",
    [VG_WC_TITLE] = "title",
    [VG_WC_FIRSTNAME] = "firstname",
    [VG_WC_LIES] = "lies",
};

/* ---- rules ---- */

static int read_value(struct vg_sv value, struct vg_where_rule *rule)
{
    double km;
    int x = -1;

    switch ((enum vg_where_class)rule->cls) {
    case VG_WC_REL:
    case VG_WC_BETWEEN:
        rule->weak = vg_sv_is(value, "on") || vg_sv_is(value, "in");
        x = vg_sv_is(value, "on") ? VG_REL_AT : vg_relation_of_name(value);
        break;
    case VG_WC_NOUN:
    case VG_WC_ANAPHOR:
        for (int k = 0; k < VG_KIND_COUNT && x < 0; k++)
            if (vg_sv_is(value, vg_place_kind_name((enum vg_place_kind)k)))
                x = k;
        if (vg_sv_is(value, "at"))
            x = VG_KIND_KEEP;
        break;
    case VG_WC_UNIT:
        if (vg_sv_to_double(value, &km) == 0 && km > 0) {
            rule->km = km;
            x = 0;
        }
        break;
    case VG_WC_DIR:
    case VG_WC_AREA:
        if (value.n >= 1 && value.n <= 2) {
            memcpy(rule->dir, value.p, value.n);
            x = 0;
        }
        break;
    case VG_WC_AND:
    case VG_WC_OF:
    case VG_WC_DET:
    case VG_WC_ADJ:
    case VG_WC_AXIS:
    case VG_WC_ORIGIN:
    case VG_WC_ASIDE:
    case VG_WC_GOVPREP:
    case VG_WC_ACTORNOUN:
    case VG_WC_BORDER:
    case VG_WC_OUTLET:
    case VG_WC_INDEF:
    case VG_WC_THE:
    case VG_WC_LINK:
    case VG_WC_TITLE:
    case VG_WC_FIRSTNAME:
    case VG_WC_LIES:
    case VG_WC_COUNT:
        x = value.n ? -1 : 0;
        break;
    }
    rule->value = (int8_t)x;
    return x;
}

static int read_rule(const struct vg_tsv *t, struct vg_where_rule *rule, struct vg_err *err)
{
    struct vg_sv cls = vg_tsv_get(t, "class"), value = vg_tsv_get(t, "value");
    int k = 0;

    while (k < VG_WC_COUNT && !vg_sv_is(cls, class_names[k]))
        k++;
    if (k == VG_WC_COUNT)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "unknown class '%.*s'",
                          VG_SV_ARG(cls));
    *rule = (struct vg_where_rule){.cls = (uint8_t)k};
    if (read_value(value, rule) < 0)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "'%.*s' is no value of class %s",
                          VG_SV_ARG(value), class_names[k]);
    return 0;
}

int vg_where_rules_load(struct vg_sv tsv, const char *file, struct vg_arena *arena,
                        const struct vg_where_rules **ret, struct vg_err *err)
{
    static const char *const wanted[] = {"class", "form", "value", NULL};
    struct vg_where_rules *self = vg_arena_alloc(arena, sizeof *self);
    struct vg_where_rule rule;
    struct vg_buf flat;
    struct vg_tsv t;
    int r = vg_tsv_open(&t, file, tsv, wanted, err);

    if (r < 0)
        return r;
    struct vg_lexicon_builder *lex = vg_lexicon_builder_new();
    vg_buf_init(&flat, 64 * 1024 * 1024);
    while ((r = vg_tsv_next(&t, err)) > 0) {
        if ((r = read_rule(&t, &rule, err)) < 0)
            break;
        if (vg_lexicon_add(lex, vg_tsv_get(&t, "form"), (uint32_t)self->n) < 0) {
            r = vg_fail_at(err, VG_E_SYNTAX, file, t.line, "form is empty or too long");
            break;
        }
        *VG_PUSH(arena, self->rows, self->n, self->cap) = rule;
    }
    if (r == 0 && (r = vg_lexicon_build(lex, &flat)) == 0) {
        char *kept = vg_arena_alloc(arena, flat.n);
        memcpy(kept, flat.p, flat.n);
        r = vg_lexicon_open(vg_sv(kept, flat.n), &self->lexicon, err);
        self->lexicon.id = VG_LEXICON_WHERE;
        *ret = self;
    }
    vg_lexicon_builder_free(lex);
    vg_buf_done(&flat);
    return r;
}

/* ---- a sentence ---- */

/* The fold of `à` is that of `a`, which is a verb. */
static bool is_misread(const struct vg_where_ctx *c, uint32_t from, uint32_t to)
{
    const struct vg_token *t = &c->doc->tokens[from];

    (void)to;
    return vg_particle(c->doc, from, VG_PT_NO_PREP) && !t->all_caps && !t->capital && !c->shouting;
}

static void add_hits(struct vg_where_ctx *c, const struct vg_lexicon_hit *h)
{
    for (uint32_t i = 0; i < h->n; i++) {
        const struct vg_where_rule *rule = &c->rules->rows[h->payloads[i]];
        if ((rule->cls == VG_WC_REL || rule->cls == VG_WC_LINK || rule->cls == VG_WC_DIR) &&
            is_misread(c, h->from, h->to))
            continue;
        if (rule->cls == VG_WC_ANAPHOR && rule->value == VG_KIND_KEEP &&
            c->doc->tokens[h->from].norm.n == c->doc->tokens[h->from].fold.n)
            continue; /* `là`, not `la` */
        if (rule->cls == VG_WC_LIES)
            c->all_lies[h->from] = true;
        struct vg_where_hit *hit = VG_PUSH(c->doc->arena, c->hits, c->n_hits, c->cap_hits);
        *hit = (struct vg_where_hit){h->from, c->ends[h->to - c->from], rule};
        c->ends[h->to - c->from] = (int32_t)c->n_hits - 1;
        c->ending[h->to - c->from] |= UINT32_C(1) << rule->cls;
        c->starting[h->from - c->from] |= UINT32_C(1) << rule->cls;
        c->classes |= UINT32_C(1) << rule->cls;
    }
}

void vg_where_enter(struct vg_where_ctx *c, size_t i)
{
    const struct vg_sentence *s = &c->doc->sentences[i];
    size_t at = s->from + i; /* one more than tokens a sentence: phrases end before a token */

    c->from = s->from;
    c->to = s->to;
    c->ends = c->all_ends + at;
    c->ending = c->all_ending + at;
    c->starting = c->all_starting + at;
    c->masked = c->all_masked + s->from;
    c->shouting = c->all_shouting[i];
    c->classes = c->all_classes[i];
}

static bool is_shouting(const struct vg_document *doc, const struct vg_sentence *s)
{
    size_t words = 0, caps = 0;

    for (uint32_t i = s->from; i < s->to; i++) {
        const struct vg_token *t = &doc->tokens[i];
        words += t->kind == VG_TOK_WORD && t->to - t->from > 2;
        caps += t->all_caps && t->to - t->from > 2;
    }
    return words >= 3 && caps * 10 >= words * 7;
}

void vg_where_read_rules(struct vg_where_ctx *c)
{
    struct vg_document *doc = c->doc;
    struct vg_lexicon_hit hits[8];
    size_t room = doc->n_tokens + doc->n_sentences;

    _Static_assert(VG_WC_COUNT <= 32, "classes are bits");
    c->all_ends = vg_arena_new_n(doc->arena, int32_t, room + 1);
    memset(c->all_ends, 0xFF, room * sizeof *c->all_ends);
    c->all_ending = vg_arena_new_n(doc->arena, uint32_t, room + 1);
    c->all_starting = vg_arena_new_n(doc->arena, uint32_t, room + 1);
    c->all_lies = vg_arena_new_n(doc->arena, bool, doc->n_tokens + 1);
    c->all_classes = vg_arena_new_n(doc->arena, uint32_t, doc->n_sentences + 1);
    c->all_shouting = vg_arena_new_n(doc->arena, bool, doc->n_sentences + 1);
    for (size_t k = 0; k < doc->n_sentences; k++) {
        c->all_shouting[k] = is_shouting(doc, &doc->sentences[k]);
        vg_where_enter(c, k);
        for (uint32_t i = c->from; i < c->to; i++) {
            size_t n = vg_lexicon_match_all(&c->rules->lexicon, doc, i, c->to, hits, 8);
            for (size_t h = 0; h < n; h++)
                add_hits(c, &hits[h]);
        }
        c->all_classes[k] = c->classes;
    }
}

const struct vg_where_hit *vg_where_ending_some(const struct vg_where_ctx *c, uint32_t end,
                                                enum vg_where_class cls)
{
    const struct vg_where_hit *best = NULL;

    for (int32_t i = c->ends[end - c->from]; i >= 0; i = c->hits[i].next)
        if (c->hits[i].rule->cls == cls && (!best || c->hits[i].from < best->from))
            best = &c->hits[i];
    return best;
}

/* ---- leads ---- */

/* Back over words of that class. */
static uint32_t skip(const struct vg_where_ctx *c, uint32_t end, enum vg_where_class cls, int max)
{
    const struct vg_where_hit *hit;

    while (max-- > 0 && (hit = vg_where_ending(c, end, cls)))
        end = hit->from;
    return end;
}

static bool plain_number(struct vg_sv s, double *ret)
{
    char digits[16];
    size_t n = 0;

    for (size_t i = 0; i < s.n && n + 1 < sizeof digits; i++)
        if (vg_is_digit((unsigned char)s.p[i]))
            digits[n++] = s.p[i];
        else if (s.p[i] == ',')
            digits[n++] = '.';
    return n && vg_sv_to_double(vg_sv(digits, n), ret) == 0;
}

/* `à 10km de X`: figure and unit in one token. */
static bool read_glued(const struct vg_where_ctx *c, uint32_t i, struct vg_where_lead *lead)
{
    struct vg_sv fold = vg_where_token(c, i)->fold, digits = fold;
    struct vg_lexicon_hit hit;
    double km;

    while (digits.n && !vg_is_digit((unsigned char)digits.p[digits.n - 1]))
        digits.n--;
    if (!digits.n || digits.n == fold.n || !plain_number(digits, &km) ||
        !vg_lexicon_find_folded(&c->rules->lexicon, vg_sv_sub(fold, digits.n, fold.n), &hit))
        return false;
    for (uint32_t k = 0; k < hit.n; k++) {
        const struct vg_where_rule *rule = &c->rules->rows[hit.payloads[k]];
        if (rule->cls != VG_WC_UNIT || km * rule->km <= 0 || km * rule->km > 3000)
            continue;
        lead->km = km * rule->km;
        lead->rel = VG_REL_DISTANCE;
        lead->strength = 3;
        lead->from = vg_where_ending(c, i, VG_WC_REL) ? i - 1 : i;
        return true;
    }
    return false;
}

/* A distance that ends right before token `end`: `à une quarantaine de kilomètres`. */
static bool read_distance(const struct vg_where_ctx *c, uint32_t end, struct vg_where_lead *lead)
{
    const struct vg_where_hit *unit = vg_where_ending(c, end, VG_WC_UNIT);
    const struct vg_document *doc = c->doc;

    if (!unit && end > c->from && read_glued(c, end - 1, lead))
        return true;
    if (!unit || unit->from == c->from)
        return false;
    uint32_t at = unit->from;
    if (vg_where_ending(c, at, VG_WC_OF)) /* une quarantaine de */
        at = vg_where_ending(c, at, VG_WC_OF)->from;
    int32_t number = at > c->from ? doc->tokens[at - 1].number : -1;
    if (number < 0 && unit->from > at)
        number = doc->tokens[unit->from - 1].number;
    double value = 0;
    if (number >= 0) {
        const struct vg_number *n = &doc->numbers[number];
        value = n->value > 0 ? n->value : (double)(n->count.min > 0 ? n->count.min : n->count.max);
        at = n->from;
    } else if (at > c->from && plain_number(doc->tokens[at - 1].norm, &value)) {
        at--;
    }
    if (value <= 0 || value > 3000)
        return false;
    lead->km = value * unit->rule->km;
    lead->rel = VG_REL_DISTANCE;
    lead->strength = 3;
    while (at > c->from && doc->tokens[at - 1].kind == VG_TOK_WORD &&
           doc->tokens[at - 1].number < 0 && !doc->tokens[at - 1].capital && lead->from > at - 1 &&
           at + 3 > unit->from - 1) {
        bool prep = vg_where_ending(c, at, VG_WC_REL) != NULL;
        at--;
        if (prep)
            break;
    }
    lead->from = at;
    return true;
}

/* `la brigade de la gendarmerie de X`, `le camp de l'armée de X`: what they hold there is a place;
 * its first token, or `at`. */
static uint32_t held_by(const struct vg_where_ctx *c, uint32_t at)
{
    const struct vg_where_hit *of = vg_where_ending(c, skip(c, at, VG_WC_DET, 1), VG_WC_OF);
    const struct vg_where_hit *noun = of ? vg_where_ending(c, of->from, VG_WC_NOUN) : NULL;

    return noun && noun->rule->value == VG_KIND_KEEP ? noun->from : at;
}

/* What stands before `of`: a kind of place, an office, a distance. Returns whether the search goes
 * on. */
static bool read_head(const struct vg_where_ctx *c, uint32_t end, struct vg_where_lead *lead,
                      uint32_t *pos)
{
    uint32_t plain = skip(c, end, VG_WC_ADJ, 3);
    int32_t owner = end > c->from ? c->doc->tokens[end - 1].actor : -1;
    static const enum vg_where_class order[] = {VG_WC_ORIGIN, VG_WC_NOUN, VG_WC_ACTORNOUN,
                                                VG_WC_AXIS, VG_WC_AREA};

    if (read_distance(c, end, lead))
        return false;
    if (owner >= 0 && c->doc->actors[owner].from > c->from && c->doc->actors[owner].to == end)
        plain = c->doc->actors[owner].from; /* `la position FAMa de X` */
    for (size_t i = 0; i < VG_COUNT_OF(order); i++) {
        const struct vg_where_hit *hit = vg_where_ending(c, end, order[i]);
        if (!hit)
            hit = vg_where_ending(c, plain, order[i]);
        const struct vg_where_hit *noun =
            order[i] == VG_WC_ORIGIN ? vg_where_ending(c, end, VG_WC_NOUN) : NULL;
        if (!noun && order[i] == VG_WC_ORIGIN)
            noun = vg_where_ending(c, plain, VG_WC_NOUN);
        if (!hit || (noun && noun->from < hit->from)) /* le camp de déplacés de X */
            continue;
        lead->from = hit->from;
        lead->origin |= order[i] == VG_WC_ORIGIN;
        lead->actor |= order[i] == VG_WC_ACTORNOUN;
        lead->axis |= order[i] == VG_WC_AXIS;
        if (order[i] == VG_WC_AREA) {
            lead->area = true;
            lead->area_from = hit->from;
            memcpy(lead->dir, hit->rule->dir, sizeof lead->dir);
        }
        uint32_t held = order[i] == VG_WC_ACTORNOUN ? held_by(c, hit->from) : hit->from;
        if (held < hit->from) {
            lead->held = true;
            lead->from = *pos = held;
            lead->strength = 3;
            return true;
        }
        if (order[i] == VG_WC_NOUN) {
            if (lead->kind < 0 || lead->kind == VG_KIND_KEEP)
                lead->kind = hit->rule->value;
            lead->strength = 3;
        }
        *pos = hit->from;
        return order[i] == VG_WC_NOUN || order[i] == VG_WC_AREA || order[i] == VG_WC_AXIS;
    }
    lead->owned = owner >= 0 && c->doc->actors[owner].to == end;
    return false;
}

static const struct vg_where_hit *longest(const struct vg_where_hit *a,
                                          const struct vg_where_hit *b)
{
    return !a || (b && b->from < a->from) ? b : a;
}

static void take_relation(const struct vg_where_hit *hit, struct vg_where_lead *lead)
{
    uint8_t strength = hit->rule->value == VG_REL_NEAR ? 3 : 2;

    lead->weak |= hit->rule->weak;
    if (lead->rel == VG_REL_AT)
        lead->rel = (enum vg_relation)hit->rule->value;
    if (strength > lead->strength)
        lead->strength = strength;
    lead->from = hit->from;
}

/* `le hameau voisin de X`, `la localité toute proche de X` name X itself; `un village voisin de X`
 * does not. */
static bool is_apposed(const struct vg_where_ctx *c, const struct vg_where_hit *hit,
                       struct vg_where_lead *lead, uint32_t *pos)
{
    bool very = hit->from > c->from && !vg_where_ending(c, hit->from, VG_WC_NOUN) &&
                vg_where_ending(c, hit->from - 1, VG_WC_NOUN); /* tout proche */
    const struct vg_where_hit *noun = vg_where_ending(c, hit->from - very, VG_WC_NOUN);

    if (hit->rule->value != VG_REL_NEAR || !vg_where_token_is(c, hit->from, VG_WC_ADJ) || !noun ||
        noun->rule->value == VG_KIND_KEEP || noun->from == c->from ||
        !vg_where_ending(c, noun->from, VG_WC_DET) || vg_where_ending(c, noun->from, VG_WC_INDEF))
        return false;
    lead->kind = noun->rule->value;
    lead->strength = 3;
    lead->from = *pos = noun->from;
    return true;
}

/* `le camp Firhoun`, `l'axe Gao-Kidal`: a noun right before the name. */
static bool bare_noun(const struct vg_where_ctx *c, uint32_t *pos, struct vg_where_lead *lead)
{
    const struct vg_where_hit *hit;

    hit = vg_where_ending(c, *pos, VG_WC_NOUN);
    for (int32_t i = hit ? c->ends[*pos - c->from] : -1;
         i >= 0 && hit->rule->value == VG_KIND_KEEP; i = c->hits[i].next) /* le pont El Beid */
        if (c->hits[i].rule->cls == VG_WC_NOUN && c->hits[i].from == hit->from)
            hit = c->hits[i].rule->value == VG_KIND_KEEP ? hit : &c->hits[i];
    if (hit && hit->rule->value != VG_KIND_KEEP && hit->rule->value != VG_KIND_COUNTRY) {
        lead->kind = hit->rule->value; /* `le camp Firhoun`, `village Songho` */
        lead->strength = 2;
        lead->from = *pos = hit->from;
        return true;
    }
    hit = vg_where_ending(c, skip(c, *pos, VG_WC_ADJ, 2), VG_WC_AXIS);
    if (hit) {
        lead->axis = true;
        lead->strength = 2;
        lead->from = *pos = hit->from;
    }
    return hit != NULL;
}

/* Does the name of a country begin at that token? */
static bool is_country(const struct vg_where_ctx *c, uint32_t i)
{
    struct vg_lexicon_hit hit;

    return vg_lexicon_match(vg_gazetteer_names(c->gaz), c->doc, i, c->to, &hit) &&
           vg_gazetteer_kind(c->gaz, hit.payloads[0]) <= VG_KIND_REGION;
}

/* One step to the left from *pos; false: nothing more leads on. */
static bool step(const struct vg_where_ctx *c, uint32_t *pos, struct vg_where_lead *lead, int depth)
{
    const struct vg_where_hit *hit = NULL;
    static const enum vg_where_class order[] = {
        VG_WC_ASIDE, VG_WC_BORDER, VG_WC_DIR, VG_WC_BETWEEN, VG_WC_REL, VG_WC_GOVPREP, VG_WC_OF};

    for (size_t i = 0; i < VG_COUNT_OF(order); i++)
        hit = longest(hit, vg_where_ending(c, *pos, order[i]));
    if (!hit)
        return depth == 0 && bare_noun(c, pos, lead);
    switch ((enum vg_where_class)hit->rule->cls) {
    case VG_WC_ASIDE:
        lead->aside = true;
        lead->strength = 2;
        lead->from = hit->from;
        return false;
    case VG_WC_BORDER:
        if (depth == 0 && !is_country(c, lead->from) && vg_where_ending(c, hit->from, VG_WC_NOUN)) {
            lead->strength = 1; /* `le poste frontalier de X`: of that name */
            lead->from = *pos = hit->from;
            return read_head(c, hit->from, lead, pos);
        }
        lead->border = true;
        lead->rel = VG_REL_NEAR;
        lead->from = hit->from;
        return false;
    case VG_WC_BETWEEN:
        lead->between = true;
        lead->rel = VG_REL_BETWEEN;
        lead->strength = 3;
        lead->from = hit->from;
        return false;
    case VG_WC_DIR:
        memcpy(lead->dir, hit->rule->dir, sizeof lead->dir);
        lead->from = hit->from;
        for (lead->area_from = hit->from;
             lead->area_from < *pos && !(c->starting[lead->area_from - c->from] >> VG_WC_AREA & 1);)
            lead->area_from++;
        lead->strength = 3;
        if (!read_distance(c, hit->from, lead))
            lead->rel = VG_REL_NEAR;
        return false;
    case VG_WC_GOVPREP:
        lead->gov = depth == 0;
        lead->from = hit->from;
        return false;
    case VG_WC_OF:
        if (lead->strength < 1)
            lead->strength = 1;
        lead->from = hit->from;
        *pos = hit->from;
        return read_head(c, hit->from, lead, pos);
    default:
        if (is_apposed(c, hit, lead, pos))
            return true;
        take_relation(hit, lead);
        return false;
    }
}

struct vg_where_lead vg_where_lead_of(const struct vg_where_ctx *c, uint32_t name_from)
{
    struct vg_where_lead lead = {.from = name_from, .rel = VG_REL_AT, .kind = -1};
    uint32_t pos = name_from;

    for (int depth = 0; depth < 4; depth++) {
        uint32_t bare = skip(c, pos, VG_WC_DET, 2);
        const uint32_t *use = &pos;
        if (depth > 0) /* `dans le petit village de` */
            pos = bare = skip(c, skip(c, skip(c, pos, VG_WC_DET, 1), VG_WC_ADJ, 2), VG_WC_DET, 2);
        if (step(c, &pos, &lead, depth))
            continue;
        if (lead.from == name_from && bare != *use) { /* `vers le Mali` */
            pos = bare;
            if (step(c, &pos, &lead, depth))
                continue;
        }
        break;
    }
    return lead;
}

bool vg_where_shares_border(const struct vg_where_ctx *c, uint32_t name_from)
{
    const struct vg_document *doc = c->doc;
    const struct vg_place_mention *before = &doc->places[doc->n_places - 1];
    bool joined = false;

    if (!before->is_border || before->from < c->from || name_from > before->to + 3)
        return false;
    for (uint32_t i = before->to; i < name_from; i++) {
        bool joint = vg_sv_is(doc->tokens[i].norm, ",") || vg_particle(doc, i, VG_PT_AND);
        if (!joint && !vg_where_token_is(c, i, VG_WC_DET) && !vg_where_token_is(c, i, VG_WC_OF))
            return false;
        joined |= joint;
    }
    return joined;
}
