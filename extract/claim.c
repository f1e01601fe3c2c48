/* claim.c - finds who speaks, with what stance, of which words. */
#include "extract/claim_in.h"

#include "extract/pack.h"
#include "extract/particle.h"

#define SPOKEN_GAP 3 /* `parle pour sa part de` */
#define INSERTED   9 /* tokens from `écrit` to the collective that writes */
#define QUOTED     5 /* tokens; a shorter quotation is a word held at arm's length */

static const char *const kinds[] = {
    "speech",     "weak",    "source", "speaker",   "quality", "army", "government",
    "code",       "agent",   "that",   "negation",  "pronoun", "link", "and",
    "refutation", "be",      "have",   "own-voice", "report",  "of",   "at",
    "restrict",   "figure",  "refuse", "one",       "for",     "some", "blame",
    "give",       "account", "our",    "pact",      "self",    "origin",
    "official",   "mission", "latter", "own-part", "show", "comment", "myself",
    "flat",       "feeling", "want",
    "verdict",    "real",    "learn", "nature", NULL,
};

static int decode(void *ctx, struct vg_term *t)
{
    struct vg_err *err = ctx;

    if (t->kind != CLAIM_SPEECH && t->kind != CLAIM_WEAK && t->kind != CLAIM_GIVE &&
        t->kind != CLAIM_ORIGIN && t->kind != CLAIM_SHOW)
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

/* `« ... », écrit sur X le collectif`: a quotation before it, somebody who may speak after it. */
static bool inserted(const struct vg_claim_scan *c, size_t i)
{
    size_t k = vg_claim_speaker_after(c, i + 1), mark = i - 1;

    if (i < c->s->from + 2 || k == c->n || c->speakers[k].governed ||
        c->speakers[k].from > i + INSERTED)
        return false;
    if (vg_sv_is(c->doc->tokens[mark].norm, ","))
        mark--;
    return vg_sv_is(c->doc->tokens[mark].norm, "»") || vg_sv_is(c->doc->tokens[mark].norm, "”") ||
           vg_sv_is(c->doc->tokens[mark].norm, "\"");
}

static bool is_verb(const struct vg_claim_scan *c, size_t i)
{
    const struct vg_token *t = &c->doc->tokens[i];
    uint8_t pos = c->doc->groups->pos[i];

    if (pos == VG_POS_VERB || pos == VG_POS_PPAS || pos == VG_POS_PPRES || pos == VG_POS_INF)
        return true;
    if (!vg_claim_may_be_finite(t))
        return false;
    size_t k = vg_claim_speaker_after(c, i);
    if (pos == VG_POS_ADJ && k > 0 && c->speakers[k - 1].to == i && !c->speakers[k - 1].governed)
        return true; /* `l'état-major dément` */
    size_t to = i;
    if (i > c->s->from + 1 && vg_claim_match(c, i - 2, CLAIM_BIT(CLAIM_PRONOUN), &to) && to == i)
        return true; /* `ce dernier dément` */
    return inserted(c, i) || vg_claim_is(c, i + 1, CLAIM_BIT(CLAIM_OWN_PART));
}

/* `s'en tient à`, `y voit`: a verb with a clitic before it that its row tells. */
static bool led_verb(const struct vg_claim_scan *c, size_t i)
{
    return vg_particle(c->doc, i, VG_PT_OF_IT | VG_PT_THERE) && i + 1 < c->s->to &&
           is_verb(c, i + 1);
}

/* `de source locale`, `de plusieurs sources sécuritaires`: no article, so it is nobody's object. */
static bool of_source(const struct vg_claim_scan *c, size_t i, size_t *ret_to)
{
    size_t k, to;

    if (!vg_claim_is(c, i, CLAIM_BIT(CLAIM_OF)) || c->doc->tokens[i].norm.n > 2 ||
        (k = vg_claim_speaker_after(c, i + 1)) == c->n || c->speakers[k].from > i + 3)
        return false;
    for (size_t at = i + 1; at < c->speakers[k].from; at++)
        if (is_verb(c, at) || vg_word_has(c->doc->groups, at, VG_W_REL))
            return false; /* `difficile de citer une source` */
    const struct vg_term *t = vg_claim_match(c, c->speakers[k].from, CLAIM_BIT(CLAIM_SPEAKER), &to);
    if (!t || !vg_sv_is(t->code, "@source"))
        return false;
    if (i > c->s->from && (c->doc->groups->pos[i - 1] == VG_POS_NOUN ||
                           c->doc->groups->pos[i - 1] == VG_POS_INF))
        return false; /* `l'avis de sources locales`, `impossible à confirmer de source sûre` */
    *ret_to = i + 1;
    return true;
}

/* The side or institution that a sentence is about: `il` may mean it though it says nothing. */
static struct vg_speaker main_subject(struct vg_claim_scan *c)
{
    const struct vg_groups *g = c->doc->groups;
    size_t s = (size_t)(c->s - c->doc->sentences);

    for (uint32_t k = g->clause_first[s]; k < g->clause_first[s + 1]; k++) {
        const struct vg_clause *x = &g->clauses[k];
        if (x->form != VG_FORM_FINITE || x->rel || x->sub || x->complement || x->subject < 0 ||
            c->doc->tokens[g->nps[x->subject].head].quote >= 0)
            continue;
        ptrdiff_t at = vg_claim_speaker_of(c, x->subject);
        if (at >= 0 && !c->speakers[at].governed)
            return c->speakers[at];
    }
    return (struct vg_speaker){.actor = -1};
}

static void note_subject(struct vg_claim_scan *c, const struct vg_speaker *who)
{
    if (!who->by)
        return;
    c->subject = *who;
    if (vg_actor_kind_of(c->doc, who->by) < VG_ACTOR_ARMED_GROUP)
        c->party = *who;
}

/* rows that are verbs of saying */
static const uint64_t verbs = CLAIM_BIT(CLAIM_SPEECH) | CLAIM_BIT(CLAIM_WEAK) |
                              CLAIM_BIT(CLAIM_GIVE) | CLAIM_BIT(CLAIM_ORIGIN) |
                              CLAIM_BIT(CLAIM_SHOW);

/* The verb of saying at i; a few words may stand inside it, but no `que`. */
static const struct vg_term *spoken(const struct vg_claim_scan *c, size_t i, size_t *ret_to)
{
    const struct vg_term *t =
        vg_terms_match(c->terms, c->doc, i, c->s->to, verbs, SPOKEN_GAP, ret_to);

    for (size_t k = i + 1; t && k < *ret_to; k++)
        if (vg_claim_is(c, k, CLAIM_BIT(CLAIM_THAT)))
            return vg_claim_match(c, i, verbs, ret_to);
    return t;
}

/* Does a clause begin at i? `Pour le gouvernement, ...` */
static bool begins(const struct vg_claim_scan *c, size_t i)
{
    return i == c->s->from || vg_sv_is(c->doc->tokens[i - 1].norm, ";") ||
           vg_sv_is(c->doc->tokens[i - 1].norm, ":");
}

/* Has the sentence any word that gives something to somebody? */
static bool may_attribute(const struct vg_claim_scan *c)
{
    const uint64_t any =
        verbs | CLAIM_BIT(CLAIM_OFFICIAL) | CLAIM_BIT(CLAIM_SOURCE) | CLAIM_BIT(CLAIM_FOR);

    return vg_terms_in(c->terms, c->doc, c->s, any) ||
           (c->n && vg_terms_in(c->terms, c->doc, c->s, CLAIM_BIT(CLAIM_SPEAKER)));
}

static void scan_sentence(struct vg_claim_scan *c)
{
    size_t to;

    vg_claim_speakers(c);
    struct vg_speaker about = main_subject(c);
    bool may = may_attribute(c);
    if (!may && about.to >= c->s->from && about.to < c->s->to)
        note_subject(c, &about);
    for (size_t i = c->s->from; may && i < c->s->to; i++) {
        const struct vg_term *t;
        if (i == about.to)
            note_subject(c, &about);
        if (c->doc->tokens[i].kind == VG_TOK_PUNCT)
            continue;
        if ((t = vg_claim_match(c, i, CLAIM_BIT(CLAIM_OFFICIAL), &to)) && begins(c, i) &&
            to < c->s->to && vg_sv_is(c->doc->tokens[to].norm, ":")) {
            vg_claim_official(c, i, to);
            i = to - 1;
        } else if ((t = vg_claim_match(c, i, CLAIM_BIT(CLAIM_SOURCE), &to)) ||
                   of_source(c, i, &to) ||
            ((t = vg_claim_match(c, i, CLAIM_BIT(CLAIM_FOR), &to)) && begins(c, i) &&
             !vg_claim_is(c, to, CLAIM_BIT(CLAIM_PRONOUN)))) {
            vg_claim_source(c, i, to);
            i = to - 1;
        } else if (vg_terms_may(c->terms, c->doc, i, verbs) &&
                   (is_verb(c, i) || led_verb(c, i)) && (t = spoken(c, i, &to))) {
            vg_claim_say(c, i, t, to);
            i = to - 1;
        }
    }
    if (c->n)
        c->latter = c->speakers[c->n - 1];
}

/* `L'armée, sur Twitter : « ... »`: who stands before the colon, -1. */
static ptrdiff_t before_colon(struct vg_claim_scan *c, const struct vg_quote *q)
{
    const struct vg_document *doc = c->doc;

    if (q->from < 2 || !vg_sv_is(doc->tokens[q->from - 2].norm, ":"))
        return -1;
    c->s = &doc->sentences[doc->tokens[q->from - 2].sentence];
    vg_claim_speakers(c);
    for (size_t k = vg_claim_speaker_after(c, q->from - 2); k > 0; k--)
        if (!c->speakers[k - 1].governed)
            return (ptrdiff_t)k - 1;
    return -1;
}

/* A quotation that no verb of its own sentence attributes belongs to who speaks beside it. */
static void attribute_quotes(struct vg_claim_scan *c)
{
    struct vg_document *doc = c->doc;
    size_t n = c->out->n, at = 0;

    for (size_t q = 0; q < doc->n_quotes; q++) {
        const struct vg_quote *x = &doc->quotes[q];
        if (x->to <= x->from + QUOTED || x->from >= doc->n_tokens)
            continue;
        int32_t first = doc->tokens[x->from].sentence, last = doc->tokens[x->to - 1].sentence;
        const struct vg_attribution *before = NULL, *same = NULL, *after = NULL;
        while (at < n && c->out->items[at].sentence < first - 1)
            at++;
        for (size_t k = at; k < n && c->out->items[k].sentence <= last + 1; k++) {
            const struct vg_attribution *a = &c->out->items[k];
            if (doc->sentences[a->sentence].paragraph != doc->sentences[first].paragraph)
                continue;
            if (a->sentence < first)
                before = a;
            else if (a->sentence > last)
                after = after ? after : a;
            else if (!same || a->to <= x->from || a->from >= x->to)
                same = a;
        }
        const struct vg_attribution *best = same ? same : before ? before : after;
        ptrdiff_t k = same ? -1 : before_colon(c, x);
        if (k >= 0)
            vg_claim_add(c, x->from, x->to, x->from, x->to, &c->speakers[k], VG_STANCE_ASSERTS);
        if (!best || k >= 0 || c->out->n >= CLAIM_MOST)
            continue;
        struct vg_attribution copy = *best;
        copy.scope_from = x->from;
        copy.scope_to = x->to;
        copy.sentence = first;
        *VG_PUSH(doc->arena, c->out->items, c->out->n, c->out->cap) = copy;
    }
}

struct vg_attributions *vg_claim_run(struct vg_document *doc)
{
    struct vg_claim_scan c = {.doc = doc, .terms = doc->pack->claim};

    c.last.actor = c.subject.actor = c.party.actor = -1;
    c.out = vg_arena_alloc(doc->arena, sizeof *c.out);
    *c.out = (struct vg_attributions){.items = NULL};
    c.out->check = vg_claim_checks(doc, c.out);
    for (size_t i = 0; i < doc->n_sentences; i++) {
        c.s = &doc->sentences[i];
        scan_sentence(&c);
    }
    attribute_quotes(&c);
    c.out->check = vg_claim_checks(doc, c.out);
    c.out->issuer = vg_claim_issuer(&c);
    return c.out;
}
