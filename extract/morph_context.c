/*
 * morph_context.c - which reading of a word holds here: the cheapest path through the sentence.
 *
 * pos.tsv names classes of readings and says what it costs when one follows another, when two that
 * should agree do not, and what one form's reading costs by itself. Adverbs are transparent: what
 * follows one sees the word before it
 * (`a également été tué`). First-order Viterbi (A. Viterbi, 1967), linear in the text.
 */
#include "base/tsv.h"
#include "extract/morph.h"
#include "extract/morph_in.h"
#include "extract/pack.h"
#include "extract/words.h"
#include "extract/wordtab.h"

#include <stdlib.h>

enum { MAX_CLASSES = 48, DEFAULT_COST = 30 };

struct vg_pos_model {
    struct vg_sv names[MAX_CLASSES];
    int n_classes;
    int of_pos[VG_POS_COUNT];                 /* class of a reading whose lemma is not listed, -1 */
    struct vg_wordtab of_lemma[VG_POS_COUNT]; /* lemma -> class */
    bool transparent[MAX_CLASSES];
    int16_t cost[MAX_CLASSES][MAX_CLASSES];
    int16_t disagree[MAX_CLASSES][MAX_CLASSES];
    int16_t bias[MAX_CLASSES];
    int16_t capital[MAX_CLASSES]; /* what it costs inside a sentence when capitalised */
    int16_t lower[MAX_CLASSES];   /* and when not */
    int16_t first[MAX_CLASSES];   /* and when it opens a sentence and is in a table */
    struct vg_wordtab form;       /* form -> row of form_costs */
    int16_t (*form_costs)[VG_POS_COUNT];
    size_t n_forms, cap_forms;
    struct vg_wordtab lemma_cost[VG_POS_COUNT];
    int start, ne;         /* classes */
    struct vg_wordtab may; /* lemmas */
};

/* ---- the table ---- */

static int class_of_name(const struct vg_pos_model *m, struct vg_sv name)
{
    for (int i = 0; i < m->n_classes; i++)
        if (vg_sv_eq(m->names[i], name))
            return i;
    return -1;
}

static bool add_class(struct vg_pos_model *m, struct vg_arena *arena, const struct vg_tsv *t)
{
    struct vg_sv name = vg_tsv_get(t, "a"), lemmas = vg_tsv_get(t, "c");
    int pos = vg_pos_of_name(vg_tsv_get(t, "b"));
    int c = class_of_name(m, name);

    if (c < 0 && m->n_classes < MAX_CLASSES) {
        if (!m->n_classes) /* VG_CLASS_UNKNOWN */
            m->n_classes = 1;
        c = m->n_classes++;
        m->names[c] = vg_sv(vg_arena_str(arena, name), name.n);
    }
    if (c < 0 || !name.n || pos < 0)
        return false;
    if (!lemmas.n)
        m->of_pos[pos] = c;
    while (lemmas.n) {
        struct vg_sv lemma = vg_sv_trim(vg_sv_split(&lemmas, ' '));
        if (lemma.n)
            vg_wordtab_set(&m->of_lemma[pos], arena, lemma, c);
    }
    return true;
}

/* Fills matrix[a][b] where "*" stands for every class. */
static bool set_pairs(struct vg_pos_model *m, int16_t matrix[MAX_CLASSES][MAX_CLASSES],
                      const struct vg_tsv *t, int16_t n)
{
    struct vg_sv a = vg_tsv_get(t, "a"), list = vg_tsv_get(t, "b");
    int ca = class_of_name(m, a);

    if (ca < 0 && !vg_sv_is(a, "*"))
        return false;
    while (list.p) {
        struct vg_sv b = vg_sv_trim(vg_sv_split(&list, ' '));
        int cb = class_of_name(m, b);
        if (cb < 0 && !vg_sv_is(b, "*"))
            return false;
        for (int i = 0; i < m->n_classes; i++)
            for (int k = 0; k < m->n_classes; k++)
                if ((ca < 0 || i == ca) && (cb < 0 || k == cb))
                    matrix[i][k] = n;
    }
    return true;
}

static bool set_each(struct vg_pos_model *m, int16_t *values, struct vg_sv list, int16_t n)
{
    while (list.p) {
        int c = class_of_name(m, vg_sv_trim(vg_sv_split(&list, ' ')));
        if (c < 0)
            return false;
        values[c] = n;
    }
    return true;
}

static bool set_words(struct vg_pos_model *m, struct vg_arena *arena, const struct vg_tsv *t,
                      bool lemmas, int16_t n)
{
    int pos = vg_pos_of_name(vg_tsv_get(t, "b"));
    struct vg_sv list = vg_tsv_get(t, "a");

    if (pos < 0)
        return false;
    while (list.p) {
        struct vg_sv word = vg_sv_trim(vg_sv_split(&list, ' '));
        if (!word.n)
            continue;
        if (lemmas) {
            vg_wordtab_set(&m->lemma_cost[pos], arena, word, n + 1000);
            continue;
        }
        int32_t row = vg_wordtab_get(&m->form, word);
        if (row < 0) {
            row = (int32_t)m->n_forms;
            (void)VG_PUSH(arena, m->form_costs, m->n_forms, m->cap_forms);
            vg_wordtab_set(&m->form, arena, word, row);
        }
        m->form_costs[row][pos] = n;
    }
    return true;
}

static bool read_row(struct vg_pos_model *m, struct vg_arena *arena, const struct vg_tsv *t)
{
    struct vg_sv kind = vg_tsv_get(t, "kind");
    int64_t n = 0;

    if (vg_sv_is(kind, "class"))
        return add_class(m, arena, t);
    if (vg_sv_is(kind, "may")) {
        struct vg_sv list = vg_tsv_get(t, "a");
        while (list.p)
            vg_wordtab_set(&m->may, arena, vg_sv_trim(vg_sv_split(&list, ' ')), 1);
        return true;
    }
    if (vg_sv_is(kind, "transparent")) {
        int c = class_of_name(m, vg_tsv_get(t, "a"));
        if (c >= 0)
            m->transparent[c] = true;
        return c >= 0;
    }
    if (vg_sv_to_i64(vg_tsv_get(t, "c"), -500, 500, &n) < 0)
        return false;
    if (vg_sv_is(kind, "cost"))
        return set_pairs(m, m->cost, t, (int16_t)n);
    if (vg_sv_is(kind, "disagree"))
        return set_pairs(m, m->disagree, t, (int16_t)n);
    if (vg_sv_is(kind, "bias"))
        return set_each(m, m->bias, vg_tsv_get(t, "a"), (int16_t)n);
    if (vg_sv_is(kind, "capital"))
        return set_each(m, m->capital, vg_tsv_get(t, "a"), (int16_t)n);
    if (vg_sv_is(kind, "lower"))
        return set_each(m, m->lower, vg_tsv_get(t, "a"), (int16_t)n);
    if (vg_sv_is(kind, "first"))
        return set_each(m, m->first, vg_tsv_get(t, "a"), (int16_t)n);
    if (vg_sv_is(kind, "form"))
        return set_words(m, arena, t, false, (int16_t)n);
    if (vg_sv_is(kind, "lemma"))
        return set_words(m, arena, t, true, (int16_t)n);
    return false;
}

static void mark_all(const struct vg_morph *morph, const struct vg_wordtab *lemmas)
{
    for (size_t i = 0; i < lemmas->cap; i++)
        if (lemmas->slots[i].key.p)
            vg_morph_mark(morph, lemmas->slots[i].key);
}

int vg_pos_load(struct vg_pack *pack, struct vg_sv tsv, const char *file, struct vg_err *err)
{
    static const char *const wanted[] = {"kind", "a", "b", "c", NULL};
    struct vg_pos_model *m = vg_arena_alloc(pack->arena, sizeof *m);
    struct vg_tsv t;
    int r = vg_tsv_open(&t, file, tsv, wanted, err);

    if (r < 0)
        return r;
    for (int i = 0; i < VG_POS_COUNT; i++)
        m->of_pos[i] = -1;
    for (int i = 0; i < MAX_CLASSES; i++)
        for (int k = 0; k < MAX_CLASSES; k++)
            m->cost[i][k] = DEFAULT_COST;
    while ((r = vg_tsv_next(&t, err)) > 0)
        if (!read_row(m, pack->arena, &t))
            return vg_fail_at(
                err, VG_E_SYNTAX, file, t.line,
                "'%.*s': unknown kind, class or part of speech, or no cost of -500 to 500",
                VG_SV_ARG(vg_tsv_get(&t, "kind")));
    for (int i = 0; i < VG_POS_COUNT; i++)
        if (m->of_pos[i] < 0)
            return vg_fail_at(err, VG_E_SYNTAX, file, t.line, "no class for part of speech '%s'",
                              vg_pos_name((enum vg_pos)i));
    m->start = class_of_name(m, VG_SV("start"));
    m->ne = class_of_name(m, VG_SV("ne"));
    if (m->start < 0)
        return vg_fail_at(err, VG_E_SYNTAX, file, t.line, "no class 'start'");
    for (int pos = 0; pos < VG_POS_COUNT; pos++) {
        mark_all(pack->morph, &m->of_lemma[pos]);
        mark_all(pack->morph, &m->lemma_cost[pos]);
    }
    vg_functions_classify(pack->functions, m);
    pack->pos = m;
    return r;
}

/* ---- the choice ---- */

struct state {
    int32_t cost;
    int16_t back;                  /* state of the token before */
    uint8_t cls;                   /* class that what follows sees */
    const struct vg_reading *seen; /* and the reading, for agreement; NULL at the start */
};

static unsigned numbers(const struct vg_reading *r)
{
    if (r->pos == VG_POS_VERB)
        return (r->person & 7 ? 1u : 0) | (r->person & 56 ? 2u : 0);
    return (r->singular ? 1u : 0) | (r->plural ? 2u : 0);
}

static bool agree(const struct vg_reading *a, const struct vg_reading *b)
{
    unsigned na = numbers(a), nb = numbers(b);

    if (na && nb && !(na & nb))
        return false;
    if (b->pos == VG_POS_VERB)
        return (b->person & (a->person ? a->person : 4 | 32)) != 0 || !b->person;
    unsigned ga = (a->masculine ? 1u : 0) | (a->feminine ? 2u : 0);
    unsigned gb = (b->masculine ? 1u : 0) | (b->feminine ? 2u : 0);
    return !(ga && gb && !(ga & gb));
}

void vg_pos_classify(const struct vg_pos_model *m, struct vg_reading *r)
{
    if (r->cls == VG_CLASS_PLAIN)
        r->cls = (uint8_t)m->of_pos[r->pos];
    if (r->cls != VG_CLASS_UNKNOWN)
        return;
    int32_t c = vg_wordtab_get(&m->of_lemma[r->pos], r->lemma);
    int32_t cost = vg_wordtab_get(&m->lemma_cost[r->pos], r->lemma);
    r->cls = (uint8_t)(c >= 0 ? c : m->of_pos[r->pos]);
    r->cost = (int16_t)(cost < 0 ? 0 : cost - 1000);
}

/* Where a word stands: it opens the sentence; the sentence is written in capitals. */
enum place { INSIDE = 0, FIRST = 1, SHOUTED = 2 };

static bool is_shouted(const struct vg_token *tokens, size_t n)
{
    size_t caps = 0, words = 0;

    for (size_t i = 0; i < n; i++) {
        words += tokens[i].kind == VG_TOK_WORD && tokens[i].to - tokens[i].from > 1;
        caps += tokens[i].all_caps;
    }
    return caps * 2 > words;
}

/* What the reading costs by itself. */
static int own_cost(const struct vg_pos_model *m, const struct vg_token *t,
                    const struct vg_reading *r, int32_t form, enum place place)
{
    bool first = place & FIRST;

    uint8_t cls = r->cls;
    int cost = m->bias[cls] + r->cost + (form < 0 ? 0 : m->form_costs[form][r->pos]);

    if (first && !t->guessed)
        cost += m->first[cls];
    if (t->all_caps && !(place & SHOUTED)) /* an acronym */
        cost += 2 * m->capital[cls];
    else if (t->capital && !first && !t->all_caps)
        cost += m->capital[cls];
    else if (!t->capital)
        cost += m->lower[cls];
    if (r->pos == VG_POS_VERB) {
        cost += r->mood == VG_MOOD_SUBJUNCTIVE ? (r->tense == VG_TENSE_IMPERFECT ? 15 : 8) : 0;
        cost += r->mood == VG_MOOD_IMPERATIVE ? 40 : 0;
        cost += !(r->person & (4 | 32)) ? 20 : 0;
    }
    return cost;
}

int32_t vg_pos_row(const struct vg_pos_model *m, struct vg_sv norm, uint64_t hash)
{
    return vg_wordtab_get_hashed(&m->form, norm, hash);
}

static void step(const struct vg_pos_model *m, const struct vg_token *t, enum place place,
                 const struct state *before, size_t n_before, struct state *now)
{
    int32_t form = t->sense->cost_row;

    for (size_t k = 0; k < t->n_readings; k++) {
        const struct vg_reading *r = &t->readings[k];
        uint8_t cls = r->cls;
        int own = own_cost(m, t, r, form, place);
        now[k] = (struct state){.cost = INT32_MAX};
        for (size_t i = 0; i < n_before; i++) {
            const struct state *b = &before[i];
            int32_t cost = b->cost + own + m->cost[b->cls][cls];
            if (b->seen && m->disagree[b->cls][cls] && !agree(b->seen, r))
                cost += m->disagree[b->cls][cls];
            if (cost >= now[k].cost)
                continue;
            now[k].cost = cost;
            now[k].back = (int16_t)i;
            now[k].cls = m->transparent[cls] ? b->cls : cls;
            now[k].seen = m->transparent[cls] ? b->seen : r;
        }
    }
}

static void choose(struct vg_document *doc, const struct vg_sentence *s,
                   struct state (*path)[VG_MORPH_MAX_READINGS])
{
    const struct vg_pos_model *m = doc->pack->pos;
    struct state start = {.cls = (uint8_t)m->start};
    size_t n = s->to - s->from;
    struct vg_token *tokens = &doc->tokens[s->from];

    enum place shouted = is_shouted(tokens, n) ? SHOUTED : INSIDE;

    for (size_t i = 0; i < n; i++)
        step(m, &tokens[i], (enum place)(shouted | (i == 0 ? FIRST : INSIDE)),
             i ? path[i - 1] : &start, i ? tokens[i - 1].n_readings : 1, path[i]);
    size_t best = 0;
    for (size_t k = 1; n && k < tokens[n - 1].n_readings; k++)
        if (path[n - 1][k].cost < path[n - 1][best].cost)
            best = k;
    for (size_t i = n; i-- > 0;) {
        tokens[i].chosen = (uint8_t)best;
        best = (size_t)path[i][best].back;
    }
}

void vg_morph_choose(struct vg_document *doc)
{
    size_t longest = 0;

    for (size_t i = 0; i < doc->n_sentences; i++) {
        size_t n = doc->sentences[i].to - doc->sentences[i].from;
        longest = n > longest ? n : longest;
    }
    /* bounded by VG_MAX_SENTENCE_TOKENS */
    struct state(*path)[VG_MORPH_MAX_READINGS] = vg_xmalloc((longest + 1) * sizeof *path);
    for (size_t i = 0; i < doc->n_sentences; i++)
        choose(doc, &doc->sentences[i], path);
    free(path);
}

bool vg_morph_is_modal(const struct vg_document *doc, size_t i)
{
    return vg_wordtab_get(&doc->pack->pos->may, vg_token_lemma(&doc->tokens[i])) >= 0;
}

bool vg_morph_negated(const struct vg_document *doc, size_t i)
{
    const struct vg_pos_model *m = doc->pack->pos;
    size_t start = doc->sentences[doc->tokens[i].sentence].from;

    /* the mark stands before the verb, with pronouns between them at most */
    for (size_t k = i; k > start && i - k < 4; k--) {
        const struct vg_reading *r = vg_token_reading(&doc->tokens[k - 1]);
        if (r && r->cls == m->ne)
            return true;
        if (!r || r->pos != VG_POS_PRON)
            return false;
    }
    return false;
}

size_t vg_morph_group_end(const struct vg_document *doc, size_t i)
{
    const struct vg_pos_model *m = doc->pack->pos;
    size_t stop = doc->sentences[doc->tokens[i].sentence].to, end = i + 1;
    const struct vg_reading *r = vg_token_reading(&doc->tokens[i]);

    if (!r || r->cls == m->of_pos[VG_POS_VERB]) /* no auxiliary */
        return end;
    for (size_t k = end; k < stop && k - end < 5; k++) {
        const struct vg_reading *next = vg_token_reading(&doc->tokens[k]);
        if (next && next->pos == VG_POS_PPAS)
            end = k + 1;
        else if (!next || !m->transparent[next->cls])
            break;
    }
    return end;
}
