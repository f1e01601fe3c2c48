#include "client/explain_html.h"

#include <stdlib.h>

#include "base/err.h"
#include "extract/claim.h"
#include "extract/group.h"
#include "extract/story.h"
#include "extract/toll.h"

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>vigie "
    "explain</title><style>\n"
    "body{font:16px/1.6 sans-serif;margin:0;display:flex;gap:2em;padding:2em;color:#222}\n"
    "main{flex:3;max-width:46em}aside{flex:2;font-size:14px}\n"
    "mark{padding:0 "
    ".1em;border-radius:3px}.event{background:#f6b7b7;font-weight:bold}.date{background:#cfe3ff}\n"
    ".place{background:#d3f0d0}.actor{background:#ffe7b0}.figure{background:#e5d4f5}\n"
    "article{border:1px solid #ccc;border-radius:6px;padding:.6em 1em;margin-bottom:1em}\n"
    "h2{margin:0;font-size:16px}dl{display:grid;grid-template-columns:6em 1fr;margin:.4em 0 "
    "0}dt{color:#666}dd{margin:0}\n"
    "small{color:#666}sup{font-size:10px}\n"
    "</style></head><body>\n";

static void escape(struct vg_sv s, FILE *out)
{
    for (size_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '<':
            (void)fputs("&lt;", out);
            break;
        case '>':
            (void)fputs("&gt;", out);
            break;
        case '&':
            (void)fputs("&amp;", out);
            break;
        case '"':
            (void)fputs("&quot;", out);
            break;
        default:
            (void)fputc(s.p[i], out);
            break;
        }
    }
}

static void escape_str(const char *s, FILE *out)
{
    escape(vg_sv_cstr(s ? s : ""), out);
}

static struct vg_sv span(const struct vg_document *doc, uint32_t from, uint32_t to)
{
    return vg_sv_sub(doc->text, doc->tokens[from].from, doc->tokens[to - 1].to);
}

/* ---- the text ---- */

enum layer { LAYER_NONE, LAYER_FIGURE, LAYER_ACTOR, LAYER_PLACE, LAYER_DATE, LAYER_EVENT };
static const char *const layer_names[] = {"", "figure", "actor", "place", "date", "event"};

static void paint(uint8_t *layers, uint32_t from, uint32_t to, enum layer layer)
{
    for (uint32_t i = from; i < to; i++)
        if (layers[i] < layer)
            layers[i] = (uint8_t)layer;
}

static uint8_t *paint_all(const struct vg_document *doc)
{
    uint8_t *layers = vg_xcalloc(doc->n_tokens + 1, 1);

    for (size_t i = 0; doc->tolls && i < doc->tolls->n_tolls; i++)
        paint(layers, doc->tolls->tolls[i].from, doc->tolls->tolls[i].to, LAYER_FIGURE);
    for (size_t i = 0; i < doc->n_actors; i++)
        if (doc->actors[i].code)
            paint(layers, doc->actors[i].from, doc->actors[i].to, LAYER_ACTOR);
    for (size_t i = 0; i < doc->n_places; i++)
        paint(layers, doc->places[i].from, doc->places[i].to, LAYER_PLACE);
    for (size_t i = 0; i < doc->n_times; i++)
        paint(layers, doc->times[i].from, doc->times[i].to, LAYER_DATE);
    for (size_t i = 0; doc->mentions && i < doc->mentions->n; i++)
        if (doc->mentions->items[i].event >= 0)
            paint(layers, doc->mentions->items[i].from, doc->mentions->items[i].to, LAYER_EVENT);
    return layers;
}

/* The number of the event that a mention beginning at token i belongs to; 0: none. */
static size_t event_at(const struct vg_document *doc, size_t i, size_t *at)
{
    while (*at < doc->mentions->n && doc->mentions->items[*at].from < i)
        ++*at;
    const struct vg_mention *m = *at < doc->mentions->n ? &doc->mentions->items[*at] : NULL;
    return m && m->from == i && m->event >= 0 ? (size_t)m->event + 1 : 0;
}

static void print_text(const struct vg_document *doc, FILE *out)
{
    uint8_t *layers = paint_all(doc);
    int32_t paragraph = -1;
    size_t done = 0, mention = 0;

    for (size_t i = 0; i < doc->n_tokens; i++) {
        const struct vg_token *t = &doc->tokens[i];
        const struct vg_sentence *s = &doc->sentences[t->sentence];
        if (s->paragraph != paragraph) {
            (void)fprintf(out, "%s<p%s>", paragraph >= 0 ? "</p>\n" : "",
                          s->title ? " style=\"font-weight:bold\"" : "");
            paragraph = s->paragraph;
            done = t->from;
        }
        escape(vg_sv_sub(doc->text, done, t->from), out);
        bool opens =
            layers[i] && (i == 0 || layers[i - 1] != layers[i] || t[-1].sentence != t->sentence);
        size_t event = layers[i] == LAYER_EVENT ? event_at(doc, i, &mention) : 0;
        if (opens || event)
            (void)fprintf(out, "<mark class=\"%s\">", layer_names[layers[i]]);
        escape(vg_token_text(doc, i), out);
        bool last =
            i + 1 == doc->n_tokens || layers[i + 1] != layers[i] || t[1].sentence != t->sentence;
        size_t peek = mention;
        bool next_event = !last && layers[i] == LAYER_EVENT && event_at(doc, i + 1, &peek);
        if (event)
            (void)fprintf(out, "<sup>%zu</sup>", event);
        if (layers[i] && (last || next_event))
            (void)fputs("</mark>", out);
        done = t->to;
    }
    (void)fputs("</p>\n", out);
    free(layers);
}

/* ---- the cards ---- */

static void field(const char *name, FILE *out)
{
    (void)fprintf(out, "</dd><dt>%s</dt><dd>", name);
}

static void because(struct vg_sv words, FILE *out)
{
    (void)fputs(" <small>«", out);
    escape(words, out);
    (void)fputs("»</small>", out);
}

static void print_when(const struct vg_document *doc, const struct vg_merged *m, FILE *out)
{
    char from[11], to[11];

    field("when", out);
    if (m->event.date.from == VG_DAY_NONE) {
        (void)fputs("not told", out);
        return;
    }
    vg_day_format(m->event.date.from, from);
    vg_day_format(m->event.date.to, to);
    (void)fprintf(out, "%s%s%s (%s)", from, strcmp(from, to) ? " to " : "",
                  strcmp(from, to) ? to : "", vg_date_precision_name(m->event.date.precision));
    if (m->time >= 0)
        because(span(doc, doc->times[m->time].from, doc->times[m->time].to), out);
}

static void print_where(const struct vg_document *doc, const struct vg_merged *m, FILE *out)
{
    const struct vg_place *p = &m->event.place;

    field("where", out);
    if (!p->name) {
        (void)fputs("not told", out);
        return;
    }
    escape_str(p->name, out);
    (void)fprintf(out, " (%s, %s; ", vg_relation_name(p->relation),
                  vg_place_precision_name(p->precision));
    escape_str(p->admin1 ? p->admin1 : "region not known", out);
    (void)fprintf(out, ", %s)", p->country);
    if (p->has_coord)
        (void)fprintf(out, " %.2f, %.2f", p->lat, p->lon);
    if (m->place >= 0)
        because(span(doc, doc->places[m->place].whole_from, doc->places[m->place].whole_to), out);
}

static void print_side(const struct vg_document *doc, const struct vg_merged *m, bool targets,
                       FILE *out)
{
    const char *const *codes = targets ? m->event.targets : m->event.initiators;
    size_t n = targets ? m->event.n_targets : m->event.n_initiators;

    field(targets ? "to whom" : "who", out);
    for (size_t i = 0; i < n; i++) {
        (void)fputs(i ? ", " : "", out);
        escape_str(codes[i], out);
        for (size_t k = 0, told = 0; k < m->n_mentions && !told; k++) {
            const struct vg_mention *x = &doc->mentions->items[m->mentions[k]];
            for (size_t f = 0; f < x->n_fillers && !told; f++)
                if (strcmp(x->fillers[f].code, codes[i]) == 0) {
                    (void)fprintf(out, " <small>%s</small>",
                                  vg_slot_name((enum vg_slot)x->fillers[f].slot));
                    if (x->fillers[f].from < x->fillers[f].to)
                        because(span(doc, x->fillers[f].from, x->fillers[f].to), out);
                    told = 1;
                }
        }
    }
    if (!n)
        (void)fputs("not told", out);
}

static void print_figures(const struct vg_document *doc, const struct vg_merged *m, FILE *out)
{
    for (size_t i = 0; i < m->event.n_casualties; i++) {
        const struct vg_casualty *c = &m->event.casualties[i];
        field(vg_outcome_name(c->outcome), out);
        (void)fprintf(out, "%s %s", vg_count_words(c->count, doc->arena), vg_group_name(c->group));
        if (c->by) {
            (void)fputs(" by ", out);
            escape_str(c->by, out);
        }
        for (size_t k = 0; k < m->n_tolls; k++) {
            const struct vg_toll *t = &doc->tolls->tolls[m->tolls[k]];
            if (t->outcome == c->outcome && t->count.min == c->count.min &&
                t->count.max == c->count.max) {
                because(span(doc, t->from, t->to), out);
                break;
            }
        }
    }
    for (size_t i = 0; i < m->event.n_materiel; i++) {
        const struct vg_materiel *x = &m->event.materiel[i];
        field(vg_item_outcome_name(x->outcome), out);
        (void)fprintf(out, "%s %s", vg_count_words(x->count, doc->arena), vg_item_name(x->item));
    }
}

static void print_claims(const struct vg_document *doc, const struct vg_event *e, FILE *out)
{
    for (size_t i = 0; i < e->n_claims; i++) {
        field(i ? "" : "says who", out);
        escape_str(e->claims[i].by, out);
        (void)fprintf(out, " %s", vg_stance_name(e->claims[i].stance));
        for (size_t k = 0; doc->attributions && k < doc->attributions->n; k++) {
            const struct vg_attribution *a = &doc->attributions->items[k];
            if (strcmp(a->by, e->claims[i].by) == 0) {
                because(span(doc, a->from, a->to), out);
                break;
            }
        }
    }
}

static void print_card(const struct vg_document *doc, const struct vg_merged *m, size_t n,
                       FILE *out)
{
    (void)fprintf(out, "<article><h2>%zu. %s — %s%s</h2><dl><dt>named</dt><dd>", n,
                  vg_event_type_name(m->event.type), vg_status_name(m->event.status),
                  m->event.background ? ", background" : "");
    for (size_t i = 0; i < m->n_mentions; i++) {
        const struct vg_mention *x = &doc->mentions->items[m->mentions[i]];
        (void)fputs(i ? ", " : "", out);
        escape(span(doc, x->from, x->to), out);
        (void)fprintf(out, " <small>frames.tsv:%d</small>",
                      doc->groups->rules->frames[x->frame].line);
    }
    print_when(doc, m, out);
    print_where(doc, m, out);
    print_side(doc, m, false, out);
    print_side(doc, m, true, out);
    print_figures(doc, m, out);
    if (m->event.means) {
        field("with", out);
        for (int b = 0; b < VG_MEANS_COUNT; b++)
            if (m->event.means >> b & 1)
                (void)fprintf(out, "%s ", vg_means_name((enum vg_means)b));
    }
    print_claims(doc, &m->event, out);
    (void)fputs("</dd></dl></article>\n", out);
}

void vg_explain_html(const struct vg_document *doc, const struct vg_merged_list *events, FILE *out)
{
    (void)fputs(head, out);
    (void)fputs("<main>\n", out);
    if (doc->n_tokens)
        print_text(doc, out);
    (void)fputs("<p><small><mark class=\"event\">event</mark> <mark class=\"date\">date</mark> "
                "<mark class=\"place\">place</mark> <mark class=\"actor\">actor</mark> "
                "<mark class=\"figure\">figure</mark></small></p></main>\n<aside>\n",
                out);
    for (size_t i = 0; i < events->n; i++)
        print_card(doc, &events->items[i], i + 1, out);
    if (!events->n)
        (void)fputs("<p>No event.</p>\n", out);
    (void)fputs("</aside></body></html>\n", out);
}
