/* merge_items.c - a communiqué or a note that tells one thing a paragraph, each under its day: `Le
 * 30 juillet, les FAMa...`. */
#include "extract/merge_in.h"

#define FEW     3 /* paragraphs that begin with a day before they are a list */
#define OPENING 5 /* tokens before which the day of an item begins: a dash, `le`, `dans la nuit` */

/* A day of the month, or `le même jour` in such a list. */
static bool is_dated(const struct vg_document *doc, const struct vg_time_expr *t)
{
    bool number = false;

    for (uint32_t i = t->from; i < t->to; i++)
        number |= doc->tokens[i].kind == VG_TOK_NUMBER;
    return t->date.precision == VG_DATE_DAY && number && t->kind == VG_TIME_CALENDAR;
}

static bool opens_with_day(const struct vg_document *doc, const struct vg_sentence *s,
                           bool *ret_dated)
{
    for (uint32_t i = s->from; i < s->to && i < s->from + OPENING; i++) {
        int32_t t = doc->tokens[i].time;
        if (t >= 0) {
            *ret_dated = is_dated(doc, &doc->times[t]);
            return *ret_dated || doc->times[t].kind == VG_TIME_ANAPHORIC;
        }
        if (doc->groups->clause_of[i] >= 0)
            return false;
    }
    return false;
}

void vg_merge_items(struct vg_merging *x)
{
    const struct vg_document *doc = x->doc;
    int32_t n = 0, dated = 0, last = -1;
    bool day;

    x->items = vg_arena_new_n(doc->arena, int32_t, doc->n_paragraphs + 1);
    for (size_t i = 0; i < doc->n_sentences; i++) {
        const struct vg_sentence *s = &doc->sentences[i];
        if (s->paragraph == last)
            continue;
        last = s->paragraph;
        if (!s->title && opens_with_day(doc, s, &day)) {
            x->items[last] = ++n;
            dated += day;
        }
    }
    x->listed = dated >= FEW;
}

static int32_t item_of(const struct vg_merging *x, int32_t sentence)
{
    return x->listed ? x->items[x->doc->sentences[sentence].paragraph] : 0;
}

bool vg_merge_items_apart(const struct vg_merging *x, int32_t a, int32_t b)
{
    int32_t i = item_of(x, a), k = item_of(x, b);

    return i > 0 && k > 0 && i != k;
}
