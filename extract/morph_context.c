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

/* What of a reading decides, in small. */
struct vg_pos_brief {
    int32_t cost; /* by itself, but for where it stands */
    uint8_t cls;
    uint8_t number; /* 1 singular, 2 plural */
    uint8_t gender; /* 1 masculine, 2 feminine */
    uint8_t person;
    bool verb;
};

struct state {
    int32_t cost;
    uint8_t cls;                     /* class that what follows sees */
    const struct vg_pos_brief *seen; /* and the reading, for agreement; NULL at the start */
};

static uint8_t numbers(const struct vg_reading *r)
{
    if (r->pos == VG_POS_VERB)
        return (uint8_t)((r->person & 7 ? 1 : 0) | (r->person & 56 ? 2 : 0));
    return (uint8_t)((r->singular ? 1 : 0) | (r->plural ? 2 : 0));
}

static bool agree(const struct vg_pos_brief *a, const struct vg_pos_brief *b)
{
    if (a->number && b->number && !(a->number & b->number))
        return false;
    if (b->verb)
        return (b->person & (a->person ? a->person : 4 | 32)) != 0 || !b->person;
    return !(a->gender && b->gender && !(a->gender & b->gender));
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

/* What the reading costs by itself, wherever it stands. */
static int own_cost(const struct vg_pos_model *m, const struct vg_reading *r, int32_t form)
{
    int cost = m->bias[r->cls] + r->cost + (form < 0 ? 0 : m->form_costs[form][r->pos]);

    if (r->pos == VG_POS_VERB) {
        cost += r->mood == VG_MOOD_SUBJUNCTIVE ? (r->tense == VG_TENSE_IMPERFECT ? 15 : 8) : 0;
        cost += r->mood == VG_MOOD_IMPERATIVE ? 40 : 0;
        cost += !(r->person & (4 | 32)) ? 20 : 0;
    }
    return cost;
}

void vg_pos_learn(const struct vg_pos_model *m, struct vg_arena *arena, const struct vg_word *word,
                  struct vg_word_sense *sense)
{
    int32_t form = vg_wordtab_get_hashed(&m->form, word->norm, word->norm_hash);
    struct vg_pos_brief *briefs = vg_arena_new_n(arena, struct vg_pos_brief, sense->n_readings);

    for (uint8_t i = 0; i < sense->n_readings; i++) {
        const struct vg_reading *r = &sense->readings[i];
        briefs[i] = (struct vg_pos_brief){
            .cost = own_cost(m, r, form),
            .cls = r->cls,
            .number = numbers(r),
            .gender = (uint8_t)((r->masculine ? 1 : 0) | (r->feminine ? 2 : 0)),
            .person = r->person,
            .verb = r->pos == VG_POS_VERB,
        };
    }
    sense->briefs = briefs;
}

/* What a class costs where the token stands: up to two rows of the model, the second so many times.
 */
struct place_cost {
    const int16_t *first, *letters;
    int times;
};

static struct place_cost place_cost(const struct vg_pos_model *m, const struct vg_token *t,
                                    enum place place)
{
    static const int16_t none[MAX_CLASSES];
    struct place_cost p = {none, none, 1};
    bool first = place & FIRST;

    if (first && !t->guessed)
        p.first = m->first;
    if (t->all_caps && !(place & SHOUTED)) { /* an acronym */
        p.letters = m->capital;
        p.times = 2;
    } else if (t->capital && !first && !t->all_caps) {
        p.letters = m->capital;
    } else if (!t->capital) {
        p.letters = m->lower;
    }
    return p;
}

/* The cheapest way to each reading of a token; back: by which reading of the token before. */
static void step(const struct vg_pos_model *m, const struct vg_token *t, enum place place,
                 const struct state *before, size_t n_before, struct state *now, uint8_t *back)
{
    struct place_cost here = place_cost(m, t, place);

    for (size_t k = 0; k < t->n_readings; k++) {
        const struct vg_pos_brief *r = &t->sense->briefs[k];
        uint8_t cls = r->cls;
        int32_t best = INT32_MAX;
        size_t by = 0;
        for (size_t i = 0; i < n_before; i++) {
            const struct state *b = &before[i];
            int32_t cost = b->cost + m->cost[b->cls][cls];
            if (m->disagree[b->cls][cls] && b->seen && !agree(b->seen, r))
                cost += m->disagree[b->cls][cls];
            by = cost < best ? i : by;
            best = cost < best ? cost : best;
        }
        const struct state *b = &before[by];
        bool through = m->transparent[cls];
        now[k].cost = best + r->cost + here.first[cls] + here.times * here.letters[cls];
        now[k].cls = through ? b->cls : cls;
        now[k].seen = through ? b->seen : r;
        back[k] = (uint8_t)by;
    }
}

static void choose(struct vg_document *doc, const struct vg_sentence *s,
                   uint8_t (*back)[VG_MORPH_MAX_READINGS])
{
    const struct vg_pos_model *m = doc->pack->pos;
    struct state rows[2][VG_MORPH_MAX_READINGS];
    size_t n = s->to - s->from, n_before = 1;
    struct vg_token *tokens = &doc->tokens[s->from];
    enum place shouted = is_shouted(tokens, n) ? SHOUTED : INSIDE;
    const struct state *last = rows[1];

    rows[1][0] = (struct state){.cls = (uint8_t)m->start};
    for (size_t i = 0; i < n; i++) {
        step(m, &tokens[i], (enum place)(shouted | (i == 0 ? FIRST : INSIDE)), last, n_before,
             rows[i & 1], back[i]);
        last = rows[i & 1];
        n_before = tokens[i].n_readings;
    }
    size_t best = 0;
    for (size_t k = 1; n && k < n_before; k++)
        if (last[k].cost < last[best].cost)
            best = k;
    for (size_t i = n; i-- > 0;) {
        tokens[i].chosen = (uint8_t)best;
        tokens[i].pos = tokens[i].readings[best].pos;
        best = back[i][best];
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
    uint8_t(*back)[VG_MORPH_MAX_READINGS] = vg_xmalloc((longest + 1) * sizeof *back);
    for (size_t i = 0; i < doc->n_sentences; i++)
        choose(doc, &doc->sentences[i], back);
    free(back);
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
