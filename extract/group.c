/* group.c - numbers the document's words and runs the chunking steps over its sentences. */
#include "extract/particle.h"
#include "extract/group.h"

#include "extract/words.h"

/* what grammar.tsv gives as forms; the rest it gives as lemmas */
#define BY_FORM                                                                                    \
    (VG_W_DET | VG_W_PREP | VG_W_REL | VG_W_SUB | VG_W_CONJ | VG_W_NE | VG_W_PAS | VG_W_REFL |     \
     VG_W_CLITIC | VG_W_PRON | VG_W_HABIT | VG_W_ADVERB | VG_W_BEFORE)

static uint32_t word_of(const struct vg_rules *rules, struct vg_sv s)
{
    while (s.n > 1 && s.p[s.n - 1] == '\'')
        s.n--;
    return vg_rules_word(rules, s);
}

/* An unknown plural: the form without its last letter. */
static uint32_t singular_of(const struct vg_rules *rules, struct vg_sv s)
{
    if (s.n < 5 || (s.p[s.n - 1] != 's' && s.p[s.n - 1] != 'x'))
        return 0;
    return word_of(rules, vg_sv(s.p, s.n - 1));
}

/* As written: `des` is not yet `de`. */
static uint32_t raw_form(const struct vg_rules *rules, const struct vg_word *t)
{
    bool elided = t->norm.n > 1 && t->norm.p[t->norm.n - 1] == '\'';
    uint32_t id = 0;

    if (t->kind != VG_TOK_WORD)
        return 0;
    id = elided ? word_of(rules, t->norm) : vg_rules_word_hashed(rules, t->norm, t->norm_hash);
    if (!id && t->fold_hash != t->norm_hash)
        id = word_of(rules, t->fold);
    return id;
}

/* What the tables say of a word as written (raw) with that lemma. */
static struct vg_word_use use_of(const struct vg_rules *rules, uint32_t raw, uint32_t lemma_id,
                                 bool preposition)
{
    struct vg_word_use u = {.form = raw ? rules->info[raw].same : 0,
                            .lemma = lemma_id ? rules->info[lemma_id].same : 0};
    const struct vg_word_info *form = &rules->info[raw], *lemma = &rules->info[u.lemma];

    u.flags = (form->flags & BY_FORM) | (lemma->flags & ~(uint64_t)BY_FORM);
    if (u.form && !u.lemma)
        u.flags |= form->flags;
    u.prep = form->prep;
    u.det = form->det;
    if (preposition && lemma->prep) {
        u.flags |= VG_W_PREP;
        u.prep = lemma->prep;
    }
    u.sense = lemma->sense ? lemma->sense : form->sense;
    u.themed = lemma->themes || rules->info[u.form].themes;
    return u;
}

static void learn(const struct vg_rules *rules, struct vg_arena *arena, const struct vg_word *word,
                  struct vg_word_sense *sense)
{
    struct vg_word_use *uses = vg_arena_new_n(arena, struct vg_word_use, sense->n_readings + 1u);
    uint32_t raw = raw_form(rules, word), singular = singular_of(rules, word->norm);
    /* of a word that no table of forms has */
    uint32_t other = raw && rules->info[raw].same ? rules->info[raw].same : singular;

    sense->noun = sense->trigger = -1;
    for (uint8_t k = sense->n_readings; k-- > 0;) {
        const struct vg_reading *r = &sense->readings[k];
        uint32_t lemma = word_of(rules, r->lemma);
        if (r->pos == VG_POS_NOUN)
            sense->noun = (int8_t)k;
        if (r->pos == VG_POS_PPAS && rules->info[lemma].frame >= 0)
            sense->trigger = (int8_t)k;
        uses[k] = use_of(rules, raw, !lemma && sense->guessed ? other : lemma,
                         r->pos == VG_POS_PREP);
        uses[k].avoir = rules->info[lemma].flags & VG_W_AVOIR;
    }
    if (!sense->n_readings)
        uses[0] = use_of(rules, raw, other, false);
    sense->uses = uses;
}

/* After a determiner that is no pronoun, a number or a preposition that takes no verb, a word that
 * can be a noun is one, whatever morph made of it. */
static bool demands_noun(const struct vg_document *doc, size_t i)
{
    if (i == 0 || doc->tokens[i - 1].sentence != doc->tokens[i].sentence)
        return false;
    const struct vg_token *before = &doc->tokens[i - 1];
    const struct vg_groups *g = doc->groups;
    uint8_t det = g->det[i - 1], prep = g->prep[i - 1];

    if (before->number >= 0 && !doc->numbers[before->number].indefinite_article && before->time < 0)
        return true;
    /* `à l'est`: no verb after a preposition and an article, only an infinitive */
    if (vg_word_has(g, i - 1, VG_W_DET) && i >= 2 && vg_word_has(g, i - 2, VG_W_PREP) &&
        doc->tokens[i - 2].sentence == doc->tokens[i].sentence &&
        !vg_word_has(g, i - 2, VG_W_CLITIC | VG_W_SUB | VG_W_REL))
        return true;
    if (vg_word_has(g, i - 1, VG_W_DET) && !vg_word_has(g, i - 1, VG_W_CLITIC | VG_W_PRON))
        return det != VG_DET_NONE && det != VG_DET_QUANT;
    return vg_word_has(g, i - 1, VG_W_PREP) && !vg_word_has(g, i - 1, VG_W_CLITIC) &&
           (prep == VG_PREP_DANS || prep == VG_PREP_SUR || prep == VG_PREP_CONTRE ||
            (prep == VG_PREP_DE && det == VG_DET_DEF));
}

/* Which of its readings the word has here, and what the tables say of it. */
static void settle(struct vg_document *doc, size_t i)
{
    struct vg_groups *g = doc->groups;
    const struct vg_token *t = &doc->tokens[i];
    const struct vg_word_sense *sense = t->sense;
    enum vg_pos pos = vg_token_pos(t);
    uint8_t reading = t->chosen;

    /* `la première a visé`: an ordinal stands by itself */
    bool has = pos == VG_POS_VERB && sense->uses[reading].avoir;
    if ((pos == VG_POS_VERB || pos == VG_POS_CONJ) && sense->noun >= 0 && !has &&
        demands_noun(doc, i)) {
        pos = VG_POS_NOUN;
        reading = (uint8_t)sense->noun;
    }
    /* `en attaquant le camp`: no attacker */
    if ((pos == VG_POS_NOUN || pos == VG_POS_ADJ) && i > doc->sentences[t->sentence].from &&
        vg_particle(doc, i - 1, VG_PT_OF_IT))
        for (uint8_t r = 0; r < t->n_readings; r++)
            if (t->readings[r].pos == VG_POS_PPRES) {
                pos = VG_POS_PPRES;
                reading = r;
            }
    /* `Pris pour cible`: an adjective that is a trigger's participle is read as one */
    if (sense->trigger >= 0 && (pos == VG_POS_ADJ || pos == VG_POS_NOUN) &&
        (i == doc->sentences[t->sentence].from || doc->tokens[i - 1].kind == VG_TOK_PUNCT ||
         (vg_word_has(g, i - 1, VG_W_ETRE) && g->pos[i - 1] == VG_POS_PPAS))) {
        pos = VG_POS_PPAS; /* and `a été mise au jour` */
        reading = (uint8_t)sense->trigger;
    }
    g->pos[i] = (uint8_t)pos;
    const struct vg_word_use *u = &sense->uses[reading];
    g->flags[i] = pos == VG_POS_NOUN ? u->flags & ~(uint64_t)VG_W_SUB : u->flags; /* un car */
    g->form[i] = u->form;
    g->lemma[i] = u->lemma;
    g->sense[i] = u->sense;
    g->prep[i] = u->prep;
    g->det[i] = u->det;
    g->themed[i] = u->themed;
    g->length[i] = 1;
}

static bool phrase_at(const struct vg_document *doc, const struct vg_phrase *p, size_t i,
                      size_t end)
{
    const struct vg_groups *g = doc->groups;

    if (i + p->n > end)
        return false;
    for (size_t k = 0; k < p->n; k++)
        if (g->form[i + k] != p->words[k] && g->lemma[i + k] != p->words[k])
            return false;
    return true;
}

/* The longest phrase of grammar.tsv or nouns.tsv at token i, or NULL. */
static const struct vg_phrase *longest(const struct vg_document *doc, size_t i, size_t end)
{
    const struct vg_groups *g = doc->groups;
    const uint32_t heads[2] = {g->form[i], g->lemma[i]};
    const struct vg_phrase *best = NULL;

    if (i + 1 >= end)
        return NULL; /* no phrase is shorter than two words */

    for (int k = 0; k < 2; k++) {
        if (k && heads[1] == heads[0])
            break;
        if (!vg_rules_may_begin(g->rules, heads[k], g->form[i + 1]) &&
            !vg_rules_may_begin(g->rules, heads[k], g->lemma[i + 1]))
            continue;
        for (int32_t p = g->rules->info[heads[k]].phrase; p >= 0; p = g->rules->phrases[p].next) {
            const struct vg_phrase *row = &g->rules->phrases[p];
            if (best && row->n <= best->n)
                break; /* the rest is not longer */
            if (phrase_at(doc, row, i, end))
                best = row;
        }
    }
    return best;
}

static void apply_phrase(struct vg_document *doc, size_t i, const struct vg_phrase *p)
{
    struct vg_groups *g = doc->groups;

    if (p->info.flags) {
        g->flags[i] = p->info.flags;
        g->prep[i] = p->info.prep;
        g->det[i] = p->info.det;
        g->length[i] = p->n;
        for (size_t k = 1; k < p->n; k++)
            g->length[i + k] = 0;
    }
    if (p->info.sense) {
        g->sense[i] = p->info.sense;
        for (size_t k = 1; k < p->n; k++)
            g->sense[i + k] = p->info.sense;
    }
}

/* `cette dernière attaque`: no pronoun, for a noun follows (`d'autres` takes one anyway). */
static bool before_noun(const struct vg_document *doc, const struct vg_phrase *p, size_t i)
{
    size_t next = i + p->n;

    return p->info.flags & VG_W_PRON && doc->groups->det[i] == VG_DET_DEM && next < doc->n_tokens &&
           doc->tokens[next].sentence == doc->tokens[i].sentence &&
           doc->groups->pos[next] == VG_POS_NOUN;
}

static void read_words(struct vg_document *doc)
{
    struct vg_groups *g = doc->groups;
    size_t n = doc->n_tokens;

    for (size_t i = 0; i < n; i++) {
        const struct vg_token *t = &doc->tokens[i];
        if (!t->sense->uses)
            learn(g->rules, vg_words_arena(doc->words), t->word, t->sense);
        __builtin_prefetch(t->sense->uses); /* for the next loop */
    }
    for (size_t i = 0; i < n; i++)
        settle(doc, i); /* looks at the words before, which are settled by now */
    for (size_t s = 0; s < doc->n_sentences; s++)
        for (size_t i = doc->sentences[s].from; i < doc->sentences[s].to;) {
            const struct vg_phrase *p = longest(doc, i, doc->sentences[s].to);
            if (p && before_noun(doc, p, i))
                p = NULL;
            if (p)
                apply_phrase(doc, i, p);
            i += p && p->info.flags ? p->n : 1;
        }
}

static void allocate(struct vg_document *doc, const struct vg_rules *rules)
{
    struct vg_groups *g = vg_arena_alloc(doc->arena, sizeof *g);
    size_t n = doc->n_tokens + 1;

    g->rules = rules;
    g->form = vg_arena_new_n(doc->arena, uint32_t, n);
    g->lemma = vg_arena_new_n(doc->arena, uint32_t, n);
    g->flags = vg_arena_new_n(doc->arena, uint64_t, n);
    g->pos = vg_arena_new_n(doc->arena, uint8_t, n);
    g->sense = vg_arena_new_n(doc->arena, uint32_t, n);
    g->themed = vg_arena_new_n(doc->arena, bool, n);
    g->prep = vg_arena_new_n(doc->arena, uint8_t, n);
    g->det = vg_arena_new_n(doc->arena, uint8_t, n);
    g->length = vg_arena_new_n(doc->arena, uint8_t, n);
    g->np_of = vg_arena_new_n(doc->arena, int32_t, n);
    g->clause_of = vg_arena_new_n(doc->arena, int32_t, n);
    memset(g->np_of, 0xFF, n * sizeof *g->np_of);
    memset(g->clause_of, 0xFF, n * sizeof *g->clause_of);
    g->np_first = vg_arena_new_n(doc->arena, uint32_t, doc->n_sentences + 1);
    g->clause_first = vg_arena_new_n(doc->arena, uint32_t, doc->n_sentences + 1);
    doc->groups = g;
}

void vg_group_run(struct vg_document *doc, const struct vg_rules *rules)
{
    allocate(doc, rules);
    read_words(doc);
    struct vg_groups *g = doc->groups;
    for (size_t s = 0; s < doc->n_sentences; s++) {
        g->np_first[s] = (uint32_t)g->n_nps;
        g->clause_first[s] = (uint32_t)g->n_clauses;
        vg_group_verbs(doc, (int32_t)s);
        vg_group_nouns(doc, (int32_t)s);
        g->np_first[s + 1] = (uint32_t)g->n_nps;
        g->clause_first[s + 1] = (uint32_t)g->n_clauses;
        vg_group_clauses(doc, (int32_t)s);
    }
}

int32_t vg_clause_at(const struct vg_document *doc, size_t i)
{
    const struct vg_groups *g = doc->groups;
    int32_t s = doc->tokens[i].sentence, found = -1;

    for (uint32_t c = g->clause_first[s]; c < g->clause_first[s + 1]; c++)
        if (g->clauses[c].form == VG_FORM_FINITE && g->clauses[c].span_from <= i &&
            i < g->clauses[c].span_to)
            found = (int32_t)c;
    return found;
}

int32_t vg_np_first(const struct vg_groups *g, int32_t np)
{
    while (np >= 0 && g->nps[np].coord >= 0)
        np = g->nps[np].coord;
    return np;
}

int32_t vg_np_next(const struct vg_groups *g, int32_t np)
{
    for (size_t i = (size_t)np + 1; i < g->n_nps && i < (size_t)np + 12; i++)
        if (g->nps[i].coord == np)
            return (int32_t)i;
    return -1;
}

int32_t vg_np_complement(const struct vg_groups *g, int32_t np, int32_t after)
{
    size_t i = (size_t)(after < 0 ? np : after) + 1;

    for (; i < g->n_nps && i < (size_t)np + 8; i++)
        if (g->nps[i].parent == np)
            return (int32_t)i;
    return -1;
}
