/* claim.c - finds who speaks, with what stance, of which words. */
#include "extract/claim_in.h"

#include "extract/pack.h"

#include "extract/who.h"

#define REACH 16 /* tokens between a verb of saying and its subject */

static const char *const kinds[] = {
    "speech",    "source",   "of-source", "speaker",  "army",       "government", "agent",
    "that",      "negation", "pronoun",   "link",     "refutation", "be",         "have",
    "own-voice", "report",   "to",        "restrict", NULL,
};

static int decode(void *ctx, struct vg_term *t)
{
    struct vg_err *err = ctx;

    if (t->kind != CLAIM_SPEECH)
        return 0;
    t->value = vg_stance_of_name(t->code);
    return t->value >= 0 ? 0
                         : vg_fail_at(err, VG_E_SYNTAX, "claim.tsv", t->line,
                                      "unknown stance '%.*s'", VG_SV_ARG(t->code));
}

int vg_claim_load(struct vg_pack *pack, struct vg_sv tsv, const char *file, struct vg_err *err)
{
    const struct vg_terms *terms = NULL;
    int r = vg_terms_load(tsv, file, kinds, VG_TERMS_CLAIM, pack->arena, &terms, err);

    if (r < 0)
        return r;
    r = vg_terms_each(terms, decode, err);
    if (r < 0)
        return r;
    pack->claim = terms;
    return 0;
}

/* Somebody who may speak, as one sentence names him. */
struct speaker {
    uint32_t from, to;
    const char *by;
    int32_t actor;
};

struct scan {
    struct vg_document *doc;
    const struct vg_terms *terms;
    struct vg_attributions *out;
    const struct vg_sentence *s;
    struct speaker *speakers;
    size_t n, cap;
    const char *last_by; /* who spoke last, for pronouns */
    int32_t last_actor;
};

static const struct vg_term *match(const struct scan *c, size_t i, uint64_t kinds_wanted,
                                   size_t *ret_to)
{
    return vg_terms_match(c->terms, c->doc, i, c->s->to, kinds_wanted, 0, ret_to);
}

static bool is(const struct scan *c, size_t i, uint64_t kinds_wanted)
{
    size_t to;

    return match(c, i, kinds_wanted, &to) != NULL;
}

/* The code of a country's army or government, NULL when the table has none. */
static const char *state_code(const struct scan *c, enum claim_kind kind)
{
    const char *country = c->doc->country;

    if (!country[0])
        return NULL;
    return vg_terms_code(c->terms, (int)kind, vg_sv_cstr(country));
}

/* The actor mention among tokens [from, to), -1. */
static int32_t actor_in(const struct scan *c, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < c->s->to; i++)
        if (c->doc->tokens[i].actor >= 0 && c->doc->actors[c->doc->tokens[i].actor].code)
            return c->doc->tokens[i].actor;
    return -1;
}

static bool is_party(const struct scan *c, const char *code)
{
    enum vg_actor_kind k = vg_actor_kind_of(c->doc, code);

    return k != VG_ACTOR_CIVILIAN && k != VG_ACTOR_ARMED_GROUP;
}

static void add_speaker(struct scan *c, size_t from, size_t to, const char *by, int32_t actor)
{
    struct speaker *s = VG_PUSH(c->doc->arena, c->speakers, c->n, c->cap);

    *s = (struct speaker){(uint32_t)from, (uint32_t)to, by, actor};
}

/* A noun for a speaker: who is that here? NULL: nobody in particular. */
static const char *resolve(struct scan *c, const struct vg_term *t, size_t i, size_t to,
                           int32_t *ret_actor)
{
    const char *code = t->code.p;

    *ret_actor = actor_in(c, i, to);
    if (code[0] != '@')
        return code;
    /* `un porte-parole du FLA`: whose it is stands right after */
    int32_t a = *ret_actor >= 0 ? *ret_actor : actor_in(c, to, to + 5);
    if (a >= 0 && is_party(c, c->doc->actors[a].code)) {
        *ret_actor = a;
        return c->doc->actors[a].code;
    }
    if (vg_sv_is(t->code, "@army"))
        return state_code(c, CLAIM_ARMY);
    if (vg_sv_is(t->code, "@gov"))
        return state_code(c, CLAIM_GOVERNMENT);
    *ret_actor = c->last_actor;
    return c->last_by;
}

static void find_speakers(struct scan *c)
{
    const struct vg_document *doc = c->doc;

    c->n = 0;
    for (size_t i = c->s->from; i < c->s->to;) {
        size_t to = i + 1;
        const struct vg_term *t = match(c, i, CLAIM_BIT(CLAIM_SPEAKER), &to);
        enum vg_pos pos = vg_token_pos(&doc->tokens[i]);
        int32_t a = doc->tokens[i].actor;
        if (t && (pos == VG_POS_VERB || pos == VG_POS_ADJ))
            t = NULL;
        if (t) {
            int32_t actor;
            const char *by = resolve(c, t, i, to, &actor);
            if (actor >= 0 && doc->actors[actor].to > to && by && by[0] != 0 &&
                doc->actors[actor].from <= to + 4)
                to = by == doc->actors[actor].code ? doc->actors[actor].to : to;
            if (by)
                add_speaker(c, i, to, by, actor);
        } else if (a >= 0 && doc->actors[a].code && doc->actors[a].from == i) {
            to = doc->actors[a].to > i ? doc->actors[a].to : i + 1;
            if (is_party(c, doc->actors[a].code))
                add_speaker(c, i, to, doc->actors[a].code, a);
        }
        i = to > i ? to : i + 1;
    }
}

static void attribute(struct scan *c, size_t from, size_t to, size_t scope_from, size_t scope_to,
                      const struct speaker *who, enum vg_stance stance)
{
    if (!who->by)
        return;
    if (c->out->n >= 4096)
        return;
    struct vg_attribution *a = VG_PUSH(c->doc->arena, c->out->items, c->out->n, c->out->cap);
    *a = (struct vg_attribution){.from = (uint32_t)from,
                                 .to = (uint32_t)to,
                                 .scope_from = (uint32_t)scope_from,
                                 .scope_to = (uint32_t)scope_to,
                                 .sentence = c->doc->tokens[from].sentence,
                                 .by = who->by,
                                 .actor = who->actor,
                                 .stance = stance,
                                 .about_event = stance != VG_STANCE_ASSERTS};
    c->last_by = who->by;
    c->last_actor = who->actor;
}

/* Attributes to speaker k and to those coordinated with it to the right. */
static void attribute_all(struct scan *c, size_t k, size_t from, size_t to, size_t scope_from,
                          size_t scope_to, enum vg_stance stance)
{
    for (;; k++) {
        attribute(c, from, to, scope_from, scope_to, &c->speakers[k], stance);
        if (k + 1 >= c->n || c->speakers[k + 1].from - c->speakers[k].to > 4)
            return;
        bool link = false;
        for (size_t i = c->speakers[k].to; i < c->speakers[k + 1].from; i++) {
            link |= is(c, i, CLAIM_BIT(CLAIM_LINK));
            if (vg_token_pos(&c->doc->tokens[i]) == VG_POS_VERB)
                return;
        }
        if (!link)
            return;
    }
}

static void find_source(struct scan *c, size_t i, size_t to)
{
    for (size_t k = 0; k < c->n; k++) {
        if (c->speakers[k].from < to || c->speakers[k].from > to + 6)
            continue;
        attribute_all(c, k, i, c->speakers[k].to, c->s->from, c->s->to, VG_STANCE_ASSERTS);
        return;
    }
}

static bool negated(const struct scan *c, size_t i)
{
    for (size_t k = i; k > c->s->from && i - k < 5; k--) {
        if (is(c, k - 1, CLAIM_BIT(CLAIM_NEGATION)))
            return true;
        enum vg_pos pos = vg_token_pos(&c->doc->tokens[k - 1]);
        if (c->doc->tokens[k - 1].kind == VG_TOK_PUNCT || pos == VG_POS_NOUN)
            return false;
    }
    return false;
}

/* `ne reconnaît que onze morts`: only, not not. */
static bool restricted(const struct scan *c, size_t to)
{
    for (size_t i = to; i < to + 4 && i < c->s->to; i++)
        if (is(c, i, CLAIM_BIT(CLAIM_RESTRICT)))
            return true;
    return false;
}

/* Its subject stands left of the verb: the nearest speaker, with no other finite verb between. */
static ptrdiff_t subject_left(const struct scan *c, size_t i)
{
    ptrdiff_t best = -1;

    for (size_t k = 0; k < c->n && c->speakers[k].from < i; k++)
        if (c->speakers[k].to <= i)
            best = (ptrdiff_t)k;
    if (best < 0 || i - c->speakers[best].to > REACH)
        return -1;
    for (size_t t = c->speakers[best].to; t < i; t++) {
        const struct vg_token *x = &c->doc->tokens[t];
        if (vg_sv_is(x->norm, ";") || vg_sv_is(x->norm, ":"))
            return -1;
        if (is(c, t, CLAIM_BIT(CLAIM_PRONOUN)) && i - t <= 3)
            return -1;
    }
    while (best > 0 && c->speakers[best].from - c->speakers[best - 1].to <= 3 &&
           is(c, c->speakers[best - 1].to, CLAIM_BIT(CLAIM_LINK)))
        best--; /* coordinated subjects */
    return best;
}

/* `, a déclaré le maire`: the speaker follows. */
static ptrdiff_t subject_right(const struct scan *c, size_t i)
{
    size_t reach = i + 7;

    for (size_t k = 0; k < c->n; k++) {
        size_t from = c->speakers[k].from;
        if (from <= i)
            continue;
        bool told_to = false; /* `ont indiqué à l'Agence une source et un élu`: she only listened */
        for (size_t t = from > i + 3 ? from - 2 : i + 1; t < from; t++)
            told_to |= is(c, t, CLAIM_BIT(CLAIM_TO));
        if (from > reach)
            return -1;
        if (!told_to)
            return (ptrdiff_t)k;
        reach = c->speakers[k].to + 6;
    }
    return -1;
}

/* First token of the verb group that ends at i: auxiliaries, clitics, negation. */
static size_t group_start(const struct scan *c, size_t i)
{
    while (i > c->s->from) {
        enum vg_pos pos = vg_token_pos(&c->doc->tokens[i - 1]);
        if (!is(c, i - 1,
                CLAIM_BIT(CLAIM_HAVE) | CLAIM_BIT(CLAIM_BE) | CLAIM_BIT(CLAIM_NEGATION)) &&
            pos != VG_POS_ADV && !(pos == VG_POS_PRON && c->doc->tokens[i - 1].norm.n <= 3))
            break;
        i--;
    }
    return i;
}

static bool opens_incise(const struct scan *c, size_t start)
{
    if (start == c->s->from)
        return false;
    struct vg_sv before = c->doc->tokens[start - 1].norm;
    return vg_sv_is(before, ",") || vg_sv_is(before, "»") || vg_sv_is(before, "”") ||
           vg_sv_is(before, "\"") || vg_sv_is(before, "!") || vg_sv_is(before, "?") ||
           vg_sv_is(before, "-") || vg_sv_is(before, "–");
}

static void find_speech(struct scan *c, size_t i, const struct vg_term *term, size_t to)
{
    enum vg_stance stance = (enum vg_stance)term->value;
    size_t start = group_start(c, i);
    bool passive = false;
    struct speaker pronoun = {(uint32_t)i, (uint32_t)to, c->last_by, c->last_actor};

    if (negated(c, i) && !restricted(c, to))
        return;
    if (vg_token_pos(&c->doc->tokens[i]) == VG_POS_PPAS) {
        bool have = false;
        for (size_t k = start; k < i; k++)
            have |= is(c, k, CLAIM_BIT(CLAIM_HAVE)) && !is(c, i - 1, CLAIM_BIT(CLAIM_BE));
        passive = !have;
    }
    if (passive) { /* `revendiquée par X` */
        if (to < c->s->to && is(c, to, CLAIM_BIT(CLAIM_AGENT)))
            for (size_t k = 0; k < c->n; k++)
                if (c->speakers[k].from > to && c->speakers[k].from <= to + 4) {
                    attribute_all(c, k, i, to, c->s->from, c->s->to, stance);
                    return;
                }
        return;
    }
    ptrdiff_t k = -1;
    if (opens_incise(c, start) && (k = subject_right(c, i)) >= 0) {
        attribute_all(c, (size_t)k, i, to, c->s->from, i, stance);
        return;
    }
    if ((k = subject_left(c, start)) >= 0) {
        bool incise = to < c->s->to && vg_sv_is(c->doc->tokens[to].norm, ",");
        attribute_all(c, (size_t)k, i, to, incise ? c->s->from : to, c->s->to, stance);
        return;
    }
    bool by_pronoun = false;
    for (size_t t = start > c->s->from + 2 ? start - 3 : c->s->from; t < to + 2 && t < c->s->to;
         t++)
        by_pronoun |= is(c, t, CLAIM_BIT(CLAIM_PRONOUN));
    if (by_pronoun && pronoun.by) {
        bool incise = opens_incise(c, start);
        attribute(c, i, to, incise ? c->s->from : to, incise ? i : c->s->to, &pronoun, stance);
    }
}

static bool is_verb(const struct scan *c, size_t i)
{
    enum vg_pos pos = vg_token_pos(&c->doc->tokens[i]);

    return pos == VG_POS_VERB || pos == VG_POS_PPAS || pos == VG_POS_PPRES || pos == VG_POS_INF;
}

static void scan_sentence(struct scan *c)
{
    size_t to;

    find_speakers(c);
    for (size_t i = c->s->from; i < c->s->to; i++) {
        const struct vg_term *t;
        if (c->doc->tokens[i].kind == VG_TOK_PUNCT)
            continue;
        if ((t = match(c, i, CLAIM_BIT(CLAIM_OF_SOURCE), &to))) {
            struct speaker who = {(uint32_t)i, (uint32_t)to, t->code.p, -1};
            if (vg_sv_is(t->code, "@gov"))
                who.by = state_code(c, CLAIM_GOVERNMENT);
            attribute(c, i, to, c->s->from, c->s->to, &who, VG_STANCE_ASSERTS);
            i = to - 1;
        } else if ((t = match(c, i, CLAIM_BIT(CLAIM_SOURCE), &to))) {
            find_source(c, i, to);
            i = to - 1;
        } else if (is_verb(c, i) && (t = match(c, i, CLAIM_BIT(CLAIM_SPEECH), &to))) {
            find_speech(c, i, t, to);
            i = to - 1;
        }
    }
}

/* A quotation that no verb of its own sentence attributes belongs to who speaks beside it. */
static void attribute_quotes(struct scan *c)
{
    struct vg_document *doc = c->doc;
    size_t n = c->out->n, at = 0;

    for (size_t q = 0; q < doc->n_quotes; q++) {
        const struct vg_quote *x = &doc->quotes[q];
        if (x->to <= x->from + 5 || x->from >= doc->n_tokens)
            continue;
        int32_t first = doc->tokens[x->from].sentence, last = doc->tokens[x->to - 1].sentence;
        const struct vg_attribution *best = NULL;
        while (at < n && c->out->items[at].sentence < first - 1)
            at++;
        for (size_t k = at; k < n && c->out->items[k].sentence <= last + 1; k++) {
            const struct vg_attribution *a = &c->out->items[k];
            bool same = a->sentence >= first && a->sentence <= last;
            bool near = doc->sentences[a->sentence].paragraph == doc->sentences[first].paragraph;
            if (near && (!best || same))
                best = a;
        }
        if (!best || c->out->n >= 4096)
            continue;
        struct vg_attribution copy = *best;
        copy.scope_from = x->from;
        copy.scope_to = x->to;
        copy.sentence = first;
        *VG_PUSH(doc->arena, c->out->items, c->out->n, c->out->cap) = copy;
    }
}

/* The first row of this kind in the lead, outside quotations; NULL: none. */
static const struct vg_term *lead_has(struct scan *c, enum claim_kind kind)
{
    const struct vg_term *t;
    size_t to;

    for (size_t i = 0; i < c->doc->n_sentences && i < 4; i++) {
        c->s = &c->doc->sentences[i];
        for (size_t k = c->s->from; k < c->s->to; k++)
            if ((t = match(c, k, CLAIM_BIT(kind), &to)) && c->doc->tokens[k].quote < 0)
                return t;
    }
    return NULL;
}

/* The side whose communiqué the article is: the first state force or government that its lead
 * names, else the first armed group. */
static const char *issuer(struct scan *c)
{
    const char *group = NULL;

    for (size_t i = 0; i < c->doc->n_sentences && i < 4; i++) {
        c->s = &c->doc->sentences[i];
        find_speakers(c);
        for (size_t k = 0; k < c->n; k++) {
            enum vg_actor_kind kind = vg_actor_kind_of(c->doc, c->speakers[k].by);
            if (kind <= VG_ACTOR_GOVERNMENT)
                return c->speakers[k].by;
            if (kind <= VG_ACTOR_JIHADIST && !group)
                group = c->speakers[k].by;
        }
    }
    return group;
}

/* `(Dakar, 20 février 2024) – ..., a déclaré X`: the house style of organisations' own releases. */
static const char *releaser(struct scan *c)
{
    for (size_t i = 0; i < c->doc->n_sentences && i < 4; i++) {
        const struct vg_sentence *s = &c->doc->sentences[i];
        if (s->title || s->from >= s->to || !vg_sv_is(c->doc->tokens[s->from].norm, "("))
            continue;
        for (size_t k = 0; k < c->out->n && c->out->items[k].sentence <= (int32_t)i; k++)
            if (c->out->items[k].sentence == (int32_t)i &&
                (strcmp(c->out->items[k].by, "ngo") == 0 || strcmp(c->out->items[k].by, "un") == 0))
                return c->out->items[k].by;
    }
    return NULL;
}

/* The organisation whose report the article is or sums up: it speaks first, or most. */
static const char *reporter(struct scan *c)
{
    static const char *const bodies[] = {"ngo", "un"};
    const struct vg_attributions *a = c->out;
    const struct vg_term *said = lead_has(c, CLAIM_REPORT);

    for (size_t b = 0; b < VG_COUNT_OF(bodies); b++) {
        size_t mine = 0, others = 0;
        for (size_t i = 0; i < a->n; i++)
            if (strcmp(a->items[i].by, bodies[b]) == 0)
                mine++;
            else
                others++;
        bool first = a->n && strcmp(a->items[0].by, bodies[b]) == 0;
        if (mine >= 2 && (first || said || mine >= 4) && mine * 2 >= others)
            return bodies[b];
    }
    return said && said->code.n ? said->code.p : NULL;
}

struct vg_attributions *vg_claim_run(struct vg_document *doc)
{
    struct scan c = {.doc = doc, .terms = doc->pack->claim, .last_actor = -1};

    c.out = vg_arena_alloc(doc->arena, sizeof *c.out);
    for (size_t i = 0; i < doc->n_sentences; i++) {
        c.s = &doc->sentences[i];
        scan_sentence(&c);
    }
    attribute_quotes(&c);
    if (lead_has(&c, CLAIM_OWN_VOICE))
        c.out->issuer = issuer(&c);
    if (!c.out->issuer)
        c.out->issuer = releaser(&c);
    if (!c.out->issuer)
        c.out->issuer = reporter(&c);
    return c.out;
}
