/* number_run.c - the layer of counts: numbers with their bounds, approximations and ranges. */
#include "extract/number.h"
#include "extract/number_words.h"
#include "extract/pack.h"
#include "extract/particle.h"

#include <math.h>

/* ---- phrases before and after ---- */

static bool words_are(const struct vg_document *doc, size_t at, const struct vg_number_phrase *p)
{
    for (size_t k = 0; k < p->n; k++)
        if (!vg_sv_eq(doc->tokens[at + k].fold, p->words[k]))
            return false;
    return true;
}

/* The longest phrase of these kinds that ends just before token i and begins at or after `from`. */
static const struct vg_number_phrase *phrase_before(const struct vg_document *doc, size_t from,
                                                    size_t i, bool (*wanted)(enum vg_number_kind))
{
    const struct vg_number_words *w = doc->pack->numbers;
    const struct vg_number_phrase *best = NULL;

    if (i <= from)
        return NULL;
    for (int32_t k = vg_wordtab_get_hashed(&w->by_last, doc->tokens[i - 1].fold,
                                           doc->tokens[i - 1].fold_hash); k >= 0;
         k = w->phrases[k].next) {
        const struct vg_number_phrase *p = &w->phrases[k];
        if (wanted(p->kind) && p->n <= i - from && (!best || p->n > best->n) &&
            words_are(doc, i - p->n, p))
            best = p;
    }
    return best;
}

static const struct vg_number_phrase *phrase_after(const struct vg_document *doc, size_t i,
                                                   size_t end, bool (*wanted)(enum vg_number_kind))
{
    const struct vg_number_words *w = doc->pack->numbers;
    const struct vg_number_phrase *best = NULL;

    if (i >= end)
        return NULL;
    for (int32_t k = vg_wordtab_get_hashed(&w->by_first, doc->tokens[i].fold,
                                           doc->tokens[i].fold_hash); k >= 0;
         k = w->phrases[k].next) {
        const struct vg_number_phrase *p = &w->phrases[k];
        if (wanted(p->kind) && p->n <= end - i && (!best || p->n > best->n) && words_are(doc, i, p))
            best = p;
    }
    if (best && i + best->n + 1 < end && vg_particle(doc, i + best->n, VG_PT_OF) &&
        vg_number_may_start(doc, i + best->n + 1))
        return NULL; /* `dix morts et plus de vingt blessés`: of the next number */
    return best;
}

static bool is_before(enum vg_number_kind k)
{
    return k >= NK_BEFORE_MINUS && k <= NK_BEFORE_APPROX;
}
static bool is_after(enum vg_number_kind k)
{
    return k >= NK_AFTER_MIN && k <= NK_AFTER_APPROX;
}
static bool is_range(enum vg_number_kind k)
{
    return k == NK_RANGE;
}
static bool is_from(enum vg_number_kind k)
{
    return k == NK_FROM;
}
static bool is_percent(enum vg_number_kind k)
{
    return k == NK_PERCENT;
}

/* ---- the count ---- */

static int64_t whole(double v)
{
    return v >= 9e18 ? (int64_t)9e18 : (int64_t)llround(v);
}

static void bound(struct vg_count *c, enum vg_number_kind kind)
{
    switch (kind) {
    case NK_BEFORE_MIN:
    case NK_AFTER_MIN:
        c->max = VG_COUNT_NULL;
        c->approx = false;
        break;
    case NK_BEFORE_MORE:
        c->min = c->min == VG_COUNT_NULL ? c->min : c->min + 1;
        c->max = VG_COUNT_NULL;
        c->approx = false;
        break;
    case NK_BEFORE_LESS:
        c->max = (c->max == VG_COUNT_NULL ? c->min : c->max) - 1;
        c->min = VG_COUNT_NULL;
        c->approx = false;
        break;
    case NK_BEFORE_MAX:
    case NK_AFTER_MAX:
        c->max = c->max == VG_COUNT_NULL ? c->min : c->max;
        c->min = VG_COUNT_NULL;
        c->approx = false;
        break;
    case NK_BEFORE_MINUS: {
        int64_t min = c->min;
        c->min = c->max == VG_COUNT_NULL ? c->max : -c->max;
        c->max = min == VG_COUNT_NULL ? min : -min;
        break;
    }
    case NK_BEFORE_APPROX:
    case NK_AFTER_APPROX:
        c->approx = true;
        break;
    default:
        break;
    }
}

static struct vg_count count_of(const struct vg_number_read *r)
{
    int64_t v = whole(r->value);

    if (r->vague || r->plural)
        return (struct vg_count){v, VG_COUNT_NULL, r->plural};
    return (struct vg_count){v, v, r->about};
}

/* The other end of a range that starts with the number a: `à dix`, `-10`, with `entre`: `et dix`.
 */
static bool read_range(const struct vg_document *doc, const struct vg_number_read *a, size_t end,
                       bool between, struct vg_number_read *ret, size_t *ret_from)
{
    size_t i = a->end, past = i;
    const struct vg_number_phrase *p = phrase_after(doc, i, end, is_range);

    if (p)
        past = i + p->n;
    else if (between && i < end && vg_particle(doc, i, VG_PT_AND))
        past = i + 1;
    if (past == i || !vg_number_read(doc, past, end, ret) || a->ordinal || a->fraction ||
        a->vague || a->none || a->plural || ret->ordinal || ret->fraction || ret->vague ||
        ret->none)
        return false;
    *ret_from = past;
    bool dash = p && doc->tokens[i].kind == VG_TOK_PUNCT;
    if (dash && (!a->digits || !ret->digits ||
                 doc->tokens[i].space_before != doc->tokens[past].space_before))
        return false;
    return true;
}

/* `deux à trois cents`: the multiplier of the second end belongs to both. */
static double shared_scale(const struct vg_number_read *a, const struct vg_number_read *b)
{
    if (b->scale > 1 && a->scale == 1 && a->value < 100 && b->value >= 2 * b->scale &&
        a->value < b->value / b->scale)
        return b->scale;
    bool thousands = a->digits && b->digits && a->scale == 1 && b->scale == 1 && b->value >= 1000 &&
                     (int64_t)b->value % 1000 == 0 && a->value < 1000 && a->value < b->value / 1000;
    return thousands ? 1000 : 1; /* 10 à 15 000 */
}

/* Four digits by themselves, 1900 to 2100. */
static bool like_year(const struct vg_number_read *r, const struct vg_token *t)
{
    return r->digits && !r->decimal && r->value >= 1900 && r->value <= 2100 && t->norm.n == 4;
}

/* `huit (08)`: the figure said again in brackets. */
static size_t skip_repeated(const struct vg_document *doc, size_t i, size_t end, double value)
{
    struct vg_number_read again;

    if (i + 2 < end && vg_sv_is(doc->tokens[i].norm, "(") &&
        doc->tokens[i + 1].kind == VG_TOK_NUMBER && vg_number_read(doc, i + 1, end, &again) &&
        again.end < end && vg_sv_is(doc->tokens[again.end].norm, ")") &&
        fabs(again.value - value) < 0.5)
        return again.end + 1;
    return i;
}

/* `dix soldats au moins`: past a noun and its adjectives. */
static const struct vg_number_phrase *bound_after_noun(const struct vg_document *doc, size_t i,
                                                       size_t end)
{
    if (i < end && vg_particle(doc, i, VG_PT_OF))
        i++; /* `une dizaine de soldats au moins` */
    for (size_t k = 0; k < 3 && i + k < end; k++) {
        enum vg_pos pos = vg_token_pos(&doc->tokens[i + k]);
        /* `dix-huit voyageurs, au bas mot,` */
        bool aside = k && vg_sv_is(doc->tokens[i + k].norm, ",");
        if (aside && i + k + 1 < end) {
            const struct vg_number_phrase *p = phrase_after(doc, i + k + 1, end, is_after);
            size_t past = p ? i + k + 1 + p->n : end;
            return p && p->kind == NK_AFTER_MIN && p->n > 1 && past < end &&
                           vg_sv_is(doc->tokens[past].norm, ",")
                       ? p
                       : NULL;
        }
        if (k) {
            const struct vg_number_phrase *p = phrase_after(doc, i + k, end, is_after);
            struct vg_number_read next;
            if (p && p->kind == NK_AFTER_MIN && p->n > 1)
                return vg_number_read(doc, i + k + p->n, end, &next) ? NULL : p;
        }
        if (pos != VG_POS_NOUN && pos != VG_POS_ADJ && pos != VG_POS_PPAS)
            return NULL;
    }
    return NULL;
}

/* A word like `nombreux` counts only before what it counts. */
static bool counts_something(const struct vg_document *doc, const struct vg_number_read *r,
                             size_t end)
{
    if (!r->vague && !r->none)
        return true;
    if (r->end >= end)
        return false;
    enum vg_pos pos = vg_token_pos(&doc->tokens[r->end]);
    return pos == VG_POS_NOUN || pos == VG_POS_ADJ || pos == VG_POS_PPAS || pos == VG_POS_PROPER ||
           vg_particle(doc, r->end, VG_PT_OF);
}

static void apply_bounds(const struct vg_document *doc, struct vg_number *n, size_t start,
                         size_t end, struct vg_count *c)
{
    const struct vg_number_phrase *p;

    for (int k = 0; k < 2 && (p = phrase_before(doc, start, n->from, is_before)); k++) {
        bound(c, p->kind);
        n->value = p->kind == NK_BEFORE_MINUS ? -n->value : n->value;
        n->from -= (uint32_t)p->n;
    }
    if ((p = phrase_after(doc, n->to, end, is_after))) {
        bound(c, p->kind);
        n->to += (uint32_t)p->n;
    } else if ((p = bound_after_noun(doc, n->to, end))) {
        bound(c, p->kind);
    }
}

/* Reads the number that starts at i; returns where the next search starts. */
static size_t read_one(struct vg_document *doc, size_t start, size_t i, size_t end)
{
    struct vg_number_read a, b;
    size_t b_from = 0;

    if (!vg_number_read(doc, i, end, &a))
        return i + 1;
    if (!counts_something(doc, &a, end))
        return a.end;
    const struct vg_number_phrase *from = phrase_before(doc, start, i, is_from);
    bool between = from && from->value > 0;
    struct vg_number n = {.from = (uint32_t)i,
                          .count = count_of(&a),
                          .value = a.value,
                          .ordinal = a.ordinal,
                          .fraction = a.fraction,
                          .year_like = like_year(&a, &doc->tokens[i]),
                          .indefinite_article = a.article};
    size_t to = skip_repeated(doc, a.end, end, a.value);
    if (to == a.end && read_range(doc, &a, end, between, &b, &b_from) &&
        a.value * shared_scale(&a, &b) < b.value) {
        n.count.min = whole(a.value * shared_scale(&a, &b));
        n.count.max = whole(b.value);
        n.count.approx |= b.about;
        n.range = true;
        n.year_like &= like_year(&b, &doc->tokens[b.end - 1]);
        n.indefinite_article = false;
        n.from -= from ? (uint32_t)from->n : 0;
        to = skip_repeated(doc, b.end, end, b.value);
    }
    n.to = (uint32_t)to;
    n.ends[0] = (struct vg_number_end){(uint32_t)i, (uint32_t)a.end, a.value};
    n.n_ends = n.range ? 2 : 1;
    if (n.range)
        n.ends[1] = (struct vg_number_end){(uint32_t)b_from, (uint32_t)b.end, b.value};
    if (phrase_after(doc, to, end, is_percent))
        n.percent = true;
    if (!n.ordinal && !n.fraction && !a.vague)
        apply_bounds(doc, &n, start, end, &n.count);
    if (n.count.min == n.count.max && n.from == i && n.to == a.end)
        n.n_ends = 0;
    if (n.from != i || n.to != a.end)
        n.year_like &= n.range, n.indefinite_article = false;
    *VG_PUSH(doc->arena, doc->numbers, doc->n_numbers, doc->cap_numbers) = n;
    for (size_t k = n.from; k < n.to; k++)
        doc->tokens[k].number = (int32_t)doc->n_numbers - 1;
    return n.to;
}

void vg_number_run(struct vg_document *doc)
{
    for (size_t s = 0; s < doc->n_sentences; s++) {
        size_t start = doc->sentences[s].from, end = doc->sentences[s].to;
        for (size_t i = start; i < end;) {
            const struct vg_token *t = &doc->tokens[i];
            if (t->kind != VG_TOK_NUMBER && !(t->starts & VG_START_NUMBER)) { /* most words */
                i++;
                continue;
            }
            size_t next = read_one(doc, start, i, end);
            if (doc->n_numbers && doc->numbers[doc->n_numbers - 1].to == next)
                start = next; /* a phrase belongs to one number */
            i = next;
        }
    }
}

void vg_number_drop_dates(struct vg_document *doc)
{
    size_t kept = 0;

    for (size_t i = 0; i < doc->n_numbers; i++) {
        struct vg_number n = doc->numbers[i];
        bool taken = false;
        for (size_t k = n.from; k < n.to; k++)
            taken |= doc->tokens[k].time >= 0 &&
                     doc->times[doc->tokens[k].time].kind != VG_TIME_DURATION;
        for (size_t k = n.from; k < n.to; k++)
            doc->tokens[k].number = taken ? -1 : (int32_t)kept;
        if (!taken)
            doc->numbers[kept++] = n;
    }
    doc->n_numbers = kept;
}
