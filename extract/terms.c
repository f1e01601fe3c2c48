#include "extract/terms.h"

#include "base/hash.h"
#include "base/tsv.h"
#include "extract/wordtab.h"

static struct vg_sv keep(struct vg_arena *arena, struct vg_sv s)
{
    return vg_sv(vg_arena_str(arena, s), s.n);
}

static int kind_of(const char *const *kinds, struct vg_sv name)
{
    for (int k = 0; kinds[k]; k++)
        if (vg_sv_is(name, kinds[k]))
            return k;
    return -1;
}

static const struct vg_sv *same_as(const struct vg_terms *self, struct vg_sv word, uint64_t hash)
{
    int32_t at = vg_wordtab_get_hashed(&self->same, word, hash);

    return at < 0 ? NULL : &self->words[at];
}

/* Longer forms first, so that the first that matches is the longest. */
static void add(struct vg_terms *self, struct vg_term *term)
{
    struct vg_term **link = &self->heads[term->ids[0]];

    while (*link && (*link)->n_words > term->n_words)
        link = &(*link)->next;
    term->next = *link;
    *link = term;
}

/* A form without the words that forms of the table are told with but matched without. */
static struct vg_sv less_dropped(const struct vg_terms *self, struct vg_sv form)
{
    for (size_t i = 0; i < self->n_dropped; i++) {
        struct vg_sv word = self->dropped[i];
        if (word.n && word.n < form.n && vg_sv_starts(form, word) &&
            (word.p[word.n - 1] == '\'' || form.p[word.n] == ' '))
            form = vg_sv_sub(form, word.n + (form.p[word.n] == ' '), form.n);
    }
    return form;
}

static int read_row(struct vg_terms *self, const struct vg_tsv *t, const char *const *kinds,
                    struct vg_arena *arena, struct vg_err *err)
{
    struct vg_sv kind = vg_tsv_get(t, "kind"), form = vg_tsv_get(t, "form"),
                 code = vg_tsv_get(t, "code");

    if (vg_sv_is(kind, "same")) {
        vg_wordtab_set(&self->same, arena, form, (int32_t)self->n_words);
        *VG_PUSH(arena, self->words, self->n_words, self->cap_words) = keep(arena, code);
        return 0;
    }
    if (vg_sv_is(kind, "drop")) {
        *VG_PUSH(arena, self->dropped, self->n_dropped, self->cap_dropped) = keep(arena, form);
        return 0;
    }
    int k = kind_of(kinds, kind);
    if (k < 0)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "unknown kind '%.*s'",
                          VG_SV_ARG(kind));
    struct vg_term *term = vg_arena_alloc(arena, sizeof *term);
    term->kind = (uint16_t)k;
    term->code = keep(arena, code);
    term->line = t->line;
    form = less_dropped(self, form);
    while (form.p) {
        struct vg_sv word = vg_sv_split(&form, ' ');
        if (word.n == 0)
            continue;
        /* d'état: two tokens, as the tokenizer cuts them */
        ptrdiff_t cut = word.n > 2 && word.p[1] == '\'' ? 2 : 0;
        for (int half = 0; half < 2; half++) {
            struct vg_sv w =
                half ? vg_sv_sub(word, (size_t)cut, word.n) : vg_sv_sub(word, 0, (size_t)cut);
            if (w.n == 0)
                continue;
            if (term->n_words == VG_TERM_WORDS)
                return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "more than %d words",
                                  VG_TERM_WORDS);
            term->words[term->n_words++] = keep(arena, w);
        }
    }
    if (term->n_words == 0)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "no form");
    *VG_PUSH(arena, self->rows, self->n, self->cap) = term;
    return 0;
}

static void abbreviate(struct vg_terms *self, struct vg_arena *arena)
{
    size_t n_words = vg_vocab_count(self->vocab), n = 0;

    self->starts = vg_arena_new_n(arena, uint32_t, n_words + 1);
    self->single_starts = vg_arena_new_n(arena, uint32_t, n_words + 1);
    self->singles = vg_arena_new_n(arena, uint64_t, n_words + 1);
    self->briefs = vg_arena_new_n(arena, struct vg_term_brief, self->n + n_words + 1);
    for (size_t id = 0; id <= n_words; id++, n++) {
        self->starts[id] = self->single_starts[id] = (uint32_t)n;
        for (const struct vg_term *t = self->heads[id]; t; t = t->next) {
            self->briefs[n++] = (struct vg_term_brief){t->ids[1], t->kind, t->n_words, t};
            if (t->n_words == 1)
                self->singles[id] |= UINT64_C(1) << t->kind;
            else
                self->single_starts[id] = (uint32_t)n;
        }
    }
}

/* How common a word is, by how many rows have it; texts have the short ones everywhere. */
static uint32_t commonness(const struct vg_term *row, int w, const uint32_t *rows_with)
{
    uint32_t n = (uint32_t)row->words[w].n;

    return 1000 * (rows_with[row->ids[w]] + 3) / (n * n * n + 1);
}

/* The rarest word of the row. */
static int anchor_of(const struct vg_term *row, const uint32_t *rows_with)
{
    int best = 0;

    for (int w = 1; w < row->n_words; w++)
        if (commonness(row, w, rows_with) < commonness(row, best, rows_with))
            best = w;
    return best;
}

static void anchor(struct vg_terms *self, struct vg_arena *arena)
{
    size_t n_words = vg_vocab_count(self->vocab), n = 0;
    uint32_t *rows_with = vg_arena_new_n(arena, uint32_t, n_words + 1);

    self->anchor_starts = vg_arena_new_n(arena, uint32_t, n_words + 1);
    self->anchors = vg_arena_new_n(arena, struct vg_term_anchor, self->n + n_words + 1);
    for (size_t i = 0; i < self->n; i++)
        for (int w = 0; w < self->rows[i]->n_words; w++)
            rows_with[self->rows[i]->ids[w]]++;
    for (size_t i = 0; i < self->n; i++)
        if (self->rows[i]->n_words > 1)
            self->anchor_starts[self->rows[i]->ids[anchor_of(self->rows[i], rows_with)]]++;
    for (size_t id = 0; id <= n_words; id++) { /* from their number to where the list ends */
        n += self->anchor_starts[id];
        self->anchor_starts[id] = (uint32_t)n++;
    }
    for (size_t i = 0; i < self->n; i++) {
        const struct vg_term *row = self->rows[i];
        int at = anchor_of(row, rows_with);
        if (row->n_words > 1)
            self->anchors[--self->anchor_starts[row->ids[at]]] = (struct vg_term_anchor){
                {row->ids[1], row->kind, row->n_words, row}, row->ids[0], (uint32_t)at};
    }
}

int vg_terms_load(struct vg_sv tsv, const char *file, const char *const *kinds,
                  enum vg_terms_slot slot, struct vg_arena *arena, const struct vg_terms **ret,
                  struct vg_err *err)
{
    static const char *const wanted[] = {"kind", "form", "code", NULL};
    struct vg_terms *self = vg_arena_alloc(arena, sizeof *self);
    struct vg_tsv t;
    int r = vg_tsv_open(&t, file, tsv, wanted, err);

    self->slot = slot;
    if (r < 0)
        return r;
    while ((r = vg_tsv_next(&t, err)) > 0 && (r = read_row(self, &t, kinds, arena, err)) == 0)
        ;
    if (r < 0)
        return r;
    self->vocab = vg_vocab_new(arena);
    for (size_t i = 0; i < self->n; i++)
        for (int w = 0; w < self->rows[i]->n_words; w++) {
            struct vg_sv word = self->rows[i]->words[w];
            const struct vg_sv *to = same_as(self, word, vg_hash_sv(word));
            if (to)
                word = self->rows[i]->words[w] = *to;
            self->rows[i]->ids[w] = vg_vocab_add(self->vocab, word);
        }
    self->heads = vg_arena_new_n(arena, struct vg_term *, vg_vocab_count(self->vocab) + 1);
    for (size_t i = 0; i < self->n; i++)
        add(self, self->rows[i]);
    abbreviate(self, arena);
    anchor(self, arena);
    *ret = self;
    return 0;
}

int vg_terms_each(const struct vg_terms *self, int (*fn)(void *ctx, struct vg_term *term),
                  void *ctx)
{
    int r = 0;

    for (size_t i = 0; i < self->n && r >= 0; i++)
        r = fn(ctx, self->rows[i]);
    return r;
}

const char *vg_terms_code(const struct vg_terms *self, int kind, struct vg_sv word)
{
    for (const struct vg_term *t = self->heads[vg_vocab_find(self->vocab, word)]; t; t = t->next)
        if (t->kind == kind && t->n_words == 1)
            return t->code.p;
    return NULL;
}

/* Adds the number of a word, if it has one that ids lacks. */
static size_t add_id(const struct vg_terms *self, struct vg_sv word, uint64_t hash, uint32_t *ids,
                     size_t n)
{
    uint32_t id = vg_vocab_find_hashed(self->vocab, word, hash);

    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return n;
    if (id)
        ids[n++] = id;
    return n;
}

static void learn(const struct vg_terms *self, struct vg_arena *arena, const struct vg_word *word,
                  struct vg_word_sense *sense)
{
    struct vg_word_terms *terms = &sense->terms[self->slot];
    uint32_t ids[2 + UINT8_MAX];
    const struct vg_sv *same = same_as(self, word->norm, word->norm_hash);
    size_t n = add_id(self, word->norm, word->norm_hash, ids, 0);

    if (same)
        n = add_id(self, *same, vg_hash_sv(*same), ids, n);
    for (int r = 0; r < sense->n_readings; r++)
        n = add_id(self, sense->readings[r].lemma, vg_hash_sv(sense->readings[r].lemma), ids, n);
    uint32_t *kept = terms->ids;
    if (n > VG_WORD_TERMS)
        terms->more = kept = vg_arena_new_n(arena, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        kept[i] = ids[i];
        terms->bits |= UINT64_C(1) << ids[i] % 64;
        terms->kinds |= self->singles[ids[i]];
        terms->anchors |= self->anchors[self->anchor_starts[ids[i]]].row.n_words > 0;
    }
    terms->n = (uint16_t)n;
    terms->known = true;
}

static const uint32_t *ids_of(const struct vg_word_terms *t)
{
    return t->n > VG_WORD_TERMS ? t->more : t->ids;
}

static bool is(const struct vg_word_terms *t, uint32_t id)
{
    if (!(t->bits >> id % 64 & 1)) /* most are not */
        return false;
    const uint32_t *ids = ids_of(t);
    for (uint16_t i = 0; i < t->n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* Do the words of term stand at i? */
static bool stands(const struct vg_document *doc, const struct vg_word_terms *terms, size_t i,
                   size_t end, const struct vg_term_brief *row, int gap, size_t *ret_to)
{
    size_t at = i + 1;

    for (int w = 1; w < row->n_words; w++) {
        uint32_t id = w == 1 ? row->second : row->term->ids[w]; /* the term itself lies far away */
        while (at < end && !is(&terms[at], id) && gap > 0 &&
               doc->tokens[at].kind != VG_TOK_PUNCT) {
            at++;
            gap--;
        }
        if (at >= end || !is(&terms[at], id))
            return false;
        at++;
    }
    *ret_to = at;
    return true;
}

/* Marks where the row stands whose anchor is token at, with the widest gap: where it stands with
 * another is among them. */
static void mark_row(const struct vg_document *doc, struct vg_word_terms *terms, size_t at,
                     const struct vg_term_anchor *a)
{
    size_t last = a->at + (a->at ? VG_TERM_GAP : 0), to;

    for (size_t back = a->at; back <= last && back <= at; back++) {
        struct vg_word_terms *start = &terms[at - back];
        if (is(start, a->first) &&
            stands(doc, terms, at - back, doc->n_tokens, &a->row, VG_TERM_GAP, &to)) {
            start->longer |= UINT64_C(1) << a->row.kind;
            start->kinds |= start->longer;
        }
    }
}

static void mark(const struct vg_terms *self, struct vg_document *doc)
{
    size_t n = doc->n_tokens;
    struct vg_word_terms *terms = vg_arena_raw(doc->arena, (n + 1) * sizeof *terms);
    uint32_t *anchored = vg_arena_raw(doc->arena, (n + 1) * sizeof *anchored);
    size_t n_anchored = 0;

    for (size_t i = 0; i < n; i++) {
        const struct vg_token *t = &doc->tokens[i];
        if (!t->sense->terms[self->slot].known)
            learn(self, vg_words_arena(doc->words), t->word, t->sense);
        terms[i] = t->sense->terms[self->slot];
        anchored[n_anchored] = (uint32_t)i;
        n_anchored += terms[i].anchors;
    }
    terms[n] = (struct vg_word_terms){0};
    for (size_t x = 0; x < n_anchored; x++) {
        const struct vg_word_terms *t = &terms[anchored[x]];
        const uint32_t *ids = ids_of(t);
        for (uint16_t k = 0; k < t->n; k++)
            for (const struct vg_term_anchor *a = &self->anchors[self->anchor_starts[ids[k]]];
                 a->row.n_words; a++)
                mark_row(doc, terms, anchored[x], a);
    }
    uint64_t *kinds = vg_arena_new_n(doc->arena, uint64_t, doc->n_sentences + 1);
    for (size_t s = 0; s < doc->n_sentences; s++)
        for (uint32_t i = doc->sentences[s].from; i < doc->sentences[s].to; i++)
            kinds[s] |= terms[i].kinds;
    doc->terms[self->slot] = terms;
    doc->term_kinds[self->slot] = kinds;
}

void vg_terms_mark(const struct vg_terms *const *tables, size_t n, struct vg_document *doc)
{
    for (size_t k = 0; k < n; k++)
        mark(tables[k], doc);
}

/* A bit for each word that tokens [from, to) before end may be, by number modulo 64. */
static uint64_t near_words(const struct vg_word_terms *terms, size_t from, size_t to, size_t end)
{
    uint64_t bits = 0;

    for (size_t at = from; at < to && at < end; at++)
        bits |= terms[at].bits;
    return bits;
}

/* The first row of one word and one of the kinds. */
static const struct vg_term *single(const struct vg_terms *self, const struct vg_word_terms *word,
                                    uint64_t kinds)
{
    const uint32_t *ids = ids_of(word);

    for (const uint32_t *id = ids; id < ids + word->n; id++) {
        if (!(self->singles[*id] & kinds))
            continue;
        const struct vg_term_brief *x = &self->briefs[self->single_starts[*id]];
        while (!(kinds >> x->kind & 1))
            x++;
        return x->term;
    }
    return NULL;
}

const struct vg_term *vg_terms_match_some(const struct vg_terms *self,
                                          const struct vg_document *doc, size_t i, size_t end,
                                          uint64_t kinds, int gap, size_t *ret_to)
{
    const struct vg_word_terms *terms = doc->terms[self->slot];
    const struct vg_term_brief *best = NULL;
    const uint32_t *ids = ids_of(&terms[i]);

    if (!(terms[i].longer & kinds)) {
        *ret_to = i + 1;
        return single(self, &terms[i], kinds);
    }
    uint64_t near = near_words(terms, i + 1, i + 2 + (size_t)(gap > 0 ? gap : 0), end);
    for (const uint32_t *id = ids; id < ids + terms[i].n; id++)
        for (const struct vg_term_brief *x = &self->briefs[self->starts[*id]]; x->n_words; x++) {
            if (best && best->n_words >= x->n_words)
                break; /* the rest is not longer */
            if ((kinds >> x->kind & 1) && (!x->second || near >> x->second % 64 & 1) &&
                stands(doc, terms, i, end, x, gap, ret_to))
                best = x;
        }
    return best ? best->term : NULL;
}
