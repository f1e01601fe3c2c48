#include "client/explain_jsonl.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "extract/document.h"
#include "extract/morph.h"
#include "extract/number.h"
#include "extract/when.h"

static json_t *at(const struct vg_document *doc, size_t from, size_t to)
{
    return json_pack("[ii]", (int)doc->tokens[from].char_from, (int)doc->tokens[to - 1].char_to);
}

static json_t *day(int32_t d)
{
    char text[11];

    if (d == VG_DAY_NONE)
        return json_null();
    vg_day_format(d, text);
    return json_string(text);
}

static void add_date(json_t *list, const struct vg_document *doc, size_t from, size_t to,
                     const struct vg_date *d, bool open_end)
{
    (void)json_array_append_new(list,
                                json_pack("{s:o, s:o, s:o, s:s}", "at", at(doc, from, to), "from",
                                          day(d->from), "to", open_end ? json_null() : day(d->to),
                                          "precision", vg_date_precision_name(d->precision)));
}

static json_t *dates_of(const struct vg_document *doc)
{
    json_t *list = json_array();

    for (size_t i = 0; i < doc->n_times; i++) {
        const struct vg_time_expr *t = &doc->times[i];
        bool calendar = t->kind == VG_TIME_CALENDAR || t->kind == VG_TIME_ANAPHORIC;
        if (!calendar || t->vague || t->length || t->date.precision == VG_DATE_UNKNOWN)
            continue;
        /* the two dates that a span is made of, when each says all by itself */
        for (int k = 0; k < 2 && t->ends; k++)
            add_date(list, doc, t->ends[k].from, t->ends[k].to, &t->ends[k].date, false);
        add_date(list, doc, t->from, t->to, &t->date, t->open_end);
    }
    return list;
}

static json_t *bound(const struct vg_number *n, int64_t v)
{
    bool exact = n->count.min == n->count.max && !n->range;

    if (v == VG_COUNT_NULL)
        return json_null();
    if (exact && fabs(n->value - (double)v) > 1e-9)
        return json_real(round(n->value * 1e6) / 1e6);
    return json_integer(v);
}

static json_t *numbers_of(const struct vg_document *doc)
{
    json_t *list = json_array();

    for (size_t i = 0; i < doc->n_numbers; i++) {
        const struct vg_number *n = &doc->numbers[i];
        json_t *o = json_pack("{s:o, s:o, s:o, s:b}", "at", at(doc, n->from, n->to), "min",
                              bound(n, n->count.min), "max", bound(n, n->count.max), "approx",
                              n->count.approx);
        if (n->ordinal)
            (void)json_object_set_new(o, "ordinal", json_true());
        if (n->fraction)
            (void)json_object_set_new(o, "fraction", json_true());
        if (n->percent)
            (void)json_object_set_new(o, "percent", json_true());
        (void)json_array_append_new(list, o);
        /* the bare numbers under a bound or at the ends of a range */
        for (int k = 0; k < n->n_ends; k++) {
            struct vg_number bare = {.value = n->ends[k].value};
            bare.count.min = bare.count.max = (int64_t)llround(bare.value);
            (void)json_array_append_new(list, json_pack("{s:o, s:o, s:o, s:b}", "at",
                                                        at(doc, n->ends[k].from, n->ends[k].to),
                                                        "min", bound(&bare, bare.count.min), "max",
                                                        bound(&bare, bare.count.max), "approx", 0));
        }
    }
    return list;
}

static const char *mood_name(const struct vg_reading *r)
{
    static const char *const names[] = {"none", "indicative", "conditional", "subjunctive",
                                        "imperative"};

    return r->mood < VG_COUNT_OF(names) ? names[r->mood] : "none";
}

static json_t *verbs_of(const struct vg_document *doc)
{
    json_t *list = json_array();

    for (size_t i = 0; i < doc->n_tokens; i++) {
        const struct vg_token *t = &doc->tokens[i];
        const struct vg_reading *r = vg_token_reading(t);
        if (!r || r->pos != VG_POS_VERB)
            continue;
        json_t *o = json_pack("{s:o, s:s, s:b}", "at", at(doc, i, vg_morph_group_end(doc, i)),
                              "mood", mood_name(r), "negated", vg_morph_negated(doc, i));
        if (vg_morph_is_modal(doc, i))
            (void)json_object_set_new(o, "modal", json_true());
        (void)json_array_append_new(list, o);
    }
    return list;
}

static json_t *tokens_of(const struct vg_document *doc)
{
    json_t *list = json_array();

    for (size_t i = 0; i < doc->n_tokens; i++) {
        struct vg_sv text = vg_token_text(doc, i), lemma = vg_token_lemma(&doc->tokens[i]);
        (void)json_array_append_new(list, json_pack("[s%s%s]", text.p, text.n, lemma.p, lemma.n,
                                                    vg_pos_name(vg_token_pos(&doc->tokens[i]))));
    }
    return list;
}

static json_t *answer(const struct vg_pack *pack, struct vg_arena *arena, json_t *row, bool tokens,
                      struct vg_err *err)
{
    struct vg_document doc = {.arena = arena, .pack = pack};
    json_t *text = json_object_get(row, "text"), *id = json_object_get(row, "id");
    const char *published = json_string_value(json_object_get(row, "published"));
    struct vg_article article = {.text = vg_sv(json_string_value(text), json_string_length(text)),
                                 .published =
                                     published ? vg_day_parse(vg_sv_cstr(published)) : VG_DAY_NONE};

    if (vg_text_run(&doc, pack->text, &article, err) < 0)
        return NULL;
    vg_morph_run(&doc);
    vg_number_run(&doc);
    vg_when_run(&doc);
    json_t *o = json_pack("{s:O?, s:o, s:o, s:o}", "id", id, "dates", dates_of(&doc), "numbers",
                          numbers_of(&doc), "verbs", verbs_of(&doc));
    if (tokens)
        (void)json_object_set_new(o, "tokens", tokens_of(&doc));
    return o;
}

int vg_explain_jsonl(const struct vg_pack *pack, bool tokens, struct vg_err *err)
{
    vg_cleanup(vg_arena_freep) struct vg_arena *arena = vg_arena_new();
    char *line = NULL;
    size_t cap = 0;
    int n = 0, r = 0;

    for (ssize_t got; r == 0 && (got = getline(&line, &cap, stdin)) >= 0;) {
        n++;
        if (vg_sv_trim(vg_sv(line, (size_t)got)).n == 0)
            continue;
        json_error_t bad;
        json_t *row = json_loadb(line, (size_t)got, 0, &bad);
        if (!row || !json_is_string(json_object_get(row, "text"))) {
            r = vg_fail_at(err, VG_E_SYNTAX, "standard input", n,
                           "no JSON object with a string \"text\"%s%s", row ? "" : ": ",
                           row ? "" : bad.text);
        } else {
            vg_arena_reset(arena);
            json_t *o = answer(pack, arena, row, tokens, err);
            r = o ? 0 : VG_E_TOOBIG;
            if (o && (json_dumpf(o, stdout, JSON_COMPACT) < 0 || putchar('\n') == EOF))
                r = vg_fail(err, VG_E_IO, "standard output cannot be written");
            json_decref(o);
        }
        json_decref(row);
    }
    free(line);
    return r;
}
