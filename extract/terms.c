#include "extract/terms.h"

#include "base/hash.h"
#include "base/tsv.h"
#include "extract/wordtab.h"

struct vg_terms {
    struct vg_wordtab by_first; /* first word -> the head of its list in `heads` */
    struct vg_wordtab same;     /* form -> what it stands for in `words` */
    struct vg_term **heads;
    size_t n_heads, cap_heads;
    uint64_t *kinds; /* of each head: the kinds of the rows in its list */
    enum vg_terms_slot slot;
    struct vg_sv *words;
    size_t n_words, cap_words;
    struct vg_term **rows;
    size_t n, cap;
};

#define HAS_SAME (UINT64_C(1) << 63) /* in the mark of a token: its form stands for another word; no kind has that bit */

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

static struct vg_term *head_of(const struct vg_terms *self, struct vg_sv word)
{
    int32_t at = vg_wordtab_get(&self->by_first, word);

    return at < 0 ? NULL : self->heads[at];
}

static const struct vg_sv *same_as(const struct vg_terms *self, struct vg_sv word, uint64_t hash)
{
    int32_t at = vg_wordtab_get_hashed(&self->same, word, hash);

    return at < 0 ? NULL : &self->words[at];
}

/* Longer forms first, so that the first that matches is the longest. */
static void add(struct vg_terms *self, struct vg_arena *arena, struct vg_term *term)
{
    struct vg_term *first = head_of(self, term->words[0]);

    if (!first) {
        vg_wordtab_set(&self->by_first, arena, term->words[0], (int32_t)self->n_heads);
        *VG_PUSH(arena, self->heads, self->n_heads, self->cap_heads) = term;
        return;
    }
    if (first->n_words <= term->n_words) {
        term->next = first;
        self->heads[vg_wordtab_get(&self->by_first, term->words[0])] = term;
        return;
    }
    while (first->next && first->next->n_words > term->n_words)
        first = first->next;
    term->next = first->next;
    first->next = term;
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
    int k = kind_of(kinds, kind);
    if (k < 0)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "unknown kind '%.*s'", VG_SV_ARG(kind));
    struct vg_term *term = vg_arena_alloc(arena, sizeof *term);
    term->kind = (uint16_t)k;
    term->code = keep(arena, code);
    term->line = t->line;
    if (vg_sv_starts(form, VG_SV("s'")))
        form = vg_sv_sub(form, 2, form.n);
    if (vg_sv_starts(form, VG_SV("se ")))
        form = vg_sv_sub(form, 3, form.n);
    while (form.p) {
        struct vg_sv word = vg_sv_split(&form, ' ');
        if (word.n == 0)
            continue;
        /* d'état: two tokens, as the tokenizer cuts them */
        ptrdiff_t cut = word.n > 2 && word.p[1] == '\'' ? 2 : 0;
        for (int half = 0; half < 2; half++) {
            struct vg_sv w = half ? vg_sv_sub(word, (size_t)cut, word.n) : vg_sv_sub(word, 0, (size_t)cut);
            if (w.n == 0)
                continue;
            if (term->n_words == VG_TERM_WORDS)
                return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "more than %d words", VG_TERM_WORDS);
            term->words[term->n_words++] = keep(arena, w);
        }
    }
    if (term->n_words == 0)
        return vg_fail_at(err, VG_E_SYNTAX, t->file, t->line, "no form");
    *VG_PUSH(arena, self->rows, self->n, self->cap) = term;
    return 0;
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
    for (size_t i = 0; i < self->n; i++) {
        for (int w = 0; w < self->rows[i]->n_words; w++) {
            struct vg_sv word = self->rows[i]->words[w];
            const struct vg_sv *to = same_as(self, word, vg_hash_sv(word));
            if (to)
                self->rows[i]->words[w] = *to;
        }
        add(self, arena, self->rows[i]);
    }
    self->kinds = vg_arena_new_n(arena, uint64_t, self->n_heads + 1);
    for (size_t i = 0; i < self->n_heads; i++)
        for (const struct vg_term *x = self->heads[i]; x; x = x->next)
            self->kinds[i] |= UINT64_C(1) << x->kind;
    *ret = self;
    return 0;
}

int vg_terms_each(const struct vg_terms *self, int (*fn)(void *ctx, struct vg_term *term), void *ctx)
{
    int r = 0;

    for (size_t i = 0; i < self->n && r >= 0; i++)
        r = fn(ctx, self->rows[i]);
    return r;
}

const char *vg_terms_code(const struct vg_terms *self, int kind, struct vg_sv word)
{
    for (const struct vg_term *t = head_of(self, word); t; t = t->next)
        if (t->kind == kind && t->n_words == 1)
            return t->code.p;
    return NULL;
}

static const struct vg_sv *same_of(const struct vg_terms *self, const struct vg_document *doc, size_t i)
{
    const uint64_t *marks = doc->term_kinds[self->slot];

    return marks && !(marks[i] & HAS_SAME) ? NULL : same_as(self, doc->tokens[i].norm, doc->tokens[i].norm_hash);
}

static uint64_t kinds_of(const struct vg_terms *self, struct vg_sv word, uint64_t hash)
{
    int32_t at = vg_wordtab_get_hashed(&self->by_first, word, hash);

    return at < 0 ? 0 : self->kinds[at];
}

static bool lemma_seen(const struct vg_token *t, int r)
{
    struct vg_sv lemma = t->readings[r].lemma;

    for (int k = 0; k < r; k++)
        if (t->readings[k].lemma.p == lemma.p && t->readings[k].lemma.n == lemma.n)
            return true;
    return vg_sv_eq(lemma, t->norm);
}

void vg_terms_mark(const struct vg_terms *const *tables, size_t n, struct vg_document *doc)
{
    for (size_t k = 0; k < n; k++)
        doc->term_kinds[tables[k]->slot] = vg_arena_new_n(doc->arena, uint64_t, doc->n_tokens + 1);
    for (size_t i = 0; i < doc->n_tokens; i++) {
        const struct vg_token *t = &doc->tokens[i];
        for (size_t k = 0; k < n; k++) {
            const struct vg_sv *same = same_as(tables[k], t->norm, t->norm_hash);
            uint64_t *kinds = &doc->term_kinds[tables[k]->slot][i];
            *kinds = kinds_of(tables[k], t->norm, t->norm_hash);
            if (same)
                *kinds |= HAS_SAME | kinds_of(tables[k], *same, vg_hash_sv(*same));
        }
        for (int r = 0; r < t->n_readings; r++) {
            if (lemma_seen(t, r))
                continue;
            uint64_t hash = vg_hash_sv(t->readings[r].lemma);
            for (size_t k = 0; k < n; k++)
                doc->term_kinds[tables[k]->slot][i] |= kinds_of(tables[k], t->readings[r].lemma, hash);
        }
    }
}

bool vg_terms_is(const struct vg_terms *self, const struct vg_document *doc, size_t i,
                 struct vg_sv word)
{
    const struct vg_token *t = &doc->tokens[i];

    if (vg_sv_eq(t->norm, word))
        return true;
    const struct vg_sv *to = same_of(self, doc, i);
    if (to && vg_sv_eq(*to, word))
        return true;
    for (int r = 0; r < t->n_readings; r++)
        if (vg_sv_eq(t->readings[r].lemma, word))
            return true;
    return false;
}

/* Do the words of term stand at i? */
static bool stands(const struct vg_terms *self, const struct vg_document *doc, size_t i, size_t end,
                   const struct vg_term *term, int gap, size_t *ret_to)
{
    size_t at = i + 1;

    for (int w = 1; w < term->n_words; w++) {
        while (at < end && !vg_terms_is(self, doc, at, term->words[w]) && gap > 0 &&
               doc->tokens[at].kind != VG_TOK_PUNCT) {
            at++;
            gap--;
        }
        if (at >= end || !vg_terms_is(self, doc, at, term->words[w]))
            return false;
        at++;
    }
    *ret_to = at;
    return true;
}

const struct vg_term *vg_terms_match(const struct vg_terms *self, const struct vg_document *doc,
                                     size_t i, size_t end, uint64_t kinds, int gap,
                                     size_t *ret_to)
{
    const struct vg_token *t = &doc->tokens[i];
    const struct vg_term *best = NULL;

    if (doc->term_kinds[self->slot] && !(doc->term_kinds[self->slot][i] & kinds))
        return NULL;
    const struct vg_sv *same = same_of(self, doc, i);

    for (int r = -2; r < (int)t->n_readings; r++) {
        if ((r == -1 && !same) || (r >= 0 && lemma_seen(t, r)))
            continue; /* looked at already */
        struct vg_sv word = r == -2 ? t->norm : r == -1 ? *same : t->readings[r].lemma;
        for (const struct vg_term *x = head_of(self, word); x; x = x->next) {
            size_t to;
            if (!(kinds >> x->kind & 1) || (best && best->n_words >= x->n_words))
                continue;
            if (stands(self, doc, i, end, x, gap, &to)) {
                best = x;
                *ret_to = to;
            }
        }
    }
    return best;
}
