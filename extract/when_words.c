/* when_words.c - the words of time, from when.tsv. */
#include "base/hash.h"
#include "base/tsv.h"
#include "extract/pack.h"
#include "extract/when_in.h"
#include "extract/words.h"

static const char *const kind_names[WK_COUNT] = {
    "weekday",   "abbrev-weekday", "month",     "abbrev-month", "season",
    "part",      "unit",           "day",       "shift",        "rel",
    "rel-after", "edge",           "holiday",   "easter",       "ago",
    "in",        "within",         "since",     "until",        "starting",
    "after",     "before",         "between",   "earlier",      "later",
    "planned",   "habit",          "vague",     "some",         "art",
    "of",        "this",           "same",      "to",           "from",
    "and",       "there",          "part-link", "clock",        "decade",
    "not-year",  "year-lead"};

/* The kinds whose value means something, and its bounds. */
static const struct {
    enum vg_when_kind kind;
    int min, max;
} bounds[] = {
    {WK_WEEKDAY, 0, 6},   {WK_ABBREV_WEEKDAY, 0, 6}, {WK_MONTH, 1, 12}, {WK_ABBREV_MONTH, 1, 12},
    {WK_SEASON, 1, 4},    {WK_PART, 1, 15},          {WK_UNIT, 1, 13},  {WK_DAY, -9, 9},
    {WK_SHIFT, -9, 9},    {WK_REL, -2, 2},           {WK_EDGE, 1, 4},   {WK_HOLIDAY, 101, 1231},
    {WK_EASTER, -60, 60}, {WK_REL_AFTER, -2, 2},
};

static bool value_fits(int kind, int64_t v)
{
    for (size_t i = 0; i < VG_COUNT_OF(bounds); i++)
        if ((int)bounds[i].kind == kind)
            return v >= bounds[i].min && v <= bounds[i].max;
    return true;
}

static void add_phrase(struct vg_when_words *w, struct vg_arena *arena, int kind, struct vg_sv form,
                       int64_t value)
{
    struct vg_sv *words = NULL;
    size_t n = 0, cap = 0;

    while (form.p) {
        struct vg_sv word = vg_sv_trim(vg_sv_split(&form, ' '));
        if (word.n)
            *VG_PUSH(arena, words, n, cap) = vg_sv(vg_arena_str(arena, word), word.n);
    }
    int32_t next = vg_wordtab_get(&w->first, words[0]);
    vg_wordtab_set(&w->first, arena, words[0], (int32_t)w->n);
    *VG_PUSH(arena, w->phrases, w->n, w->cap) =
        (struct vg_when_phrase){(enum vg_when_kind)kind,
                                (int32_t)value,
                                words,
                                n,
                                next,
                                UINT64_C(1) << kind | (next < 0 ? 0 : w->phrases[next].mask),
                                n > 1 ? vg_hash_sv(words[1]) : 0,
                                0};
}

/* The chains in brief, one after the other. */
static void abbreviate(struct vg_when_words *w, struct vg_arena *arena)
{
    size_t n = 0;

    w->briefs = vg_arena_new_n(arena, struct vg_when_brief, w->n + w->first.n);
    for (size_t i = 0; i < w->first.cap; i++) {
        if (!w->first.slots[i].key.p)
            continue;
        w->phrases[w->first.slots[i].value].brief = (uint32_t)n;
        for (int32_t k = w->first.slots[i].value; k >= 0; k = w->phrases[k].next)
            w->briefs[n++] = (struct vg_when_brief){(uint32_t)w->phrases[k].second, k};
        w->briefs[n++] = (struct vg_when_brief){0, -1};
    }
}

int vg_when_load(struct vg_pack *pack, struct vg_sv tsv, const char *file, struct vg_err *err)
{
    static const char *const wanted[] = {"kind", "form", "value", NULL};
    struct vg_when_words *w = vg_arena_alloc(pack->arena, sizeof *w);
    struct vg_tsv t;
    int r = vg_tsv_open(&t, file, tsv, wanted, err);

    if (r < 0)
        return r;
    while ((r = vg_tsv_next(&t, err)) > 0) {
        struct vg_sv form = vg_tsv_get(&t, "form"), text = vg_tsv_get(&t, "value");
        int64_t value = 0;
        int kind = 0;
        while (kind < WK_COUNT && !vg_sv_is(vg_tsv_get(&t, "kind"), kind_names[kind]))
            kind++;
        if (kind == WK_COUNT || !form.n ||
            (text.n && vg_sv_to_i64(text, -100000, 100000, &value) < 0) || !value_fits(kind, value))
            return vg_fail_at(err, VG_E_SYNTAX, file, t.line,
                              "'%.*s': unknown kind, no form, or a value that its kind can't have",
                              VG_SV_ARG(form));
        if (kind == WK_PLANNED)
            vg_wordtab_set(&w->planned, pack->arena, form, 1);
        else
            add_phrase(w, pack->arena, kind, form, value);
    }
    abbreviate(w, pack->arena);
    vg_when_index_rules(w);
    pack->when = w;
    return r;
}

static int32_t first_phrase(const struct vg_when_words *w, const struct vg_token *t)
{
    int32_t *known = &t->word->when;

    if (!(t->starts & VG_START_TIME))
        return -1;
    if (!*known)
        *known =
            (t->kind == VG_TOK_NUMBER ? -1
                                      : vg_wordtab_get_hashed(&w->first, t->fold, t->fold_hash)) +
            2;
    if (*known < 2)
        t->word->starts &= (uint8_t)~VG_START_TIME;
    return *known - 2;
}

/* Do the words of p after the second stand? */
static bool goes_on(const struct vg_when *c, size_t i, const struct vg_when_phrase *p)
{
    size_t at = 1;

    if (p->n > c->end - i)
        return false;
    while (at < p->n && vg_sv_eq(c->doc->tokens[i + at].fold, p->words[at]))
        at++;
    return at == p->n;
}

/* Adds the phrases of the chain that stand at token i. */
static void find_at(const struct vg_when *c, struct vg_when_tables *t, size_t i,
                    const struct vg_when_brief *chain)
{
    const struct vg_when_words *w = c->words;
    uint32_t second = i + 1 < c->end ? (uint32_t)c->doc->tokens[i + 1].fold_hash : 0;

    for (const struct vg_when_brief *b = chain; b->phrase >= 0; b++) {
        if (b->second && b->second != second)
            continue;
        const struct vg_when_phrase *p = &w->phrases[b->phrase];
        if (p->n > 1 && !goes_on(c, i, p))
            continue;
        *VG_PUSH(c->doc->arena, t->found, t->n, t->cap) =
            (struct vg_when_found){p->kind, (uint32_t)p->n, p->value, t->heads[i - c->start]};
        t->heads[i - c->start] = (int32_t)t->n - 1;
        t->kinds[i - c->start] |= UINT64_C(1) << p->kind;
    }
}

void vg_when_find_words(struct vg_when *c, struct vg_when_tables *t)
{
    const struct vg_when_words *w = c->words;

    t->n = 0;
    for (size_t i = c->start; i < c->end; i++) {
        int32_t head = first_phrase(w, &c->doc->tokens[i]);
        t->masks[i - c->start] = head < 0 ? 0 : w->phrases[head].mask;
        t->kinds[i - c->start] = 0;
        t->heads[i - c->start] = -1;
        if (head >= 0)
            find_at(c, t, i, &w->briefs[w->phrases[head].brief]);
    }
    c->masks = t->masks;
    c->kinds = t->kinds;
    c->heads = t->heads;
    c->found = t->found;
}

size_t vg_when_match_some(const struct vg_when *c, size_t i, enum vg_when_kind kind,
                          int32_t *ret_value)
{
    size_t best = 0;

    for (int32_t k = c->heads[i - c->start]; k >= 0; k = c->found[k].next) {
        const struct vg_when_found *f = &c->found[k];
        if (f->kind != kind || f->n < best) /* of two as long, the one that the table has last */
            continue;
        best = f->n;
        if (ret_value)
            *ret_value = f->value;
    }
    return best;
}
