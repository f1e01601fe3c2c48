/* explain_text.c - the terminal form of vigie explain. */
#include "client/explain_text.h"

#include "base/clock.h"
#include "extract/claim.h"
#include "extract/group.h"
#include "extract/toll.h"

static void print_tokens(const struct vg_document *doc, uint32_t from, uint32_t to, FILE *out)
{
    if (to > doc->n_tokens)
        to = (uint32_t)doc->n_tokens;
    if (from >= to)
        return;
    uint32_t a = doc->tokens[from].from, b = doc->tokens[to - 1].to;
    for (uint32_t i = a; i < b; i++)
        (void)fputc(doc->text.p[i] == '\n' ? ' ' : doc->text.p[i], out);
}

static void print_np(const struct vg_document *doc, int32_t np, const char *label, FILE *out)
{
    if (np < 0)
        return;
    (void)fprintf(out, " %s=[", label);
    print_tokens(doc, doc->groups->nps[np].from, doc->groups->nps[np].to, out);
    for (int32_t n = vg_np_next(doc->groups, np); n >= 0; n = vg_np_next(doc->groups, n)) {
        (void)fputs(" + ", out);
        print_tokens(doc, doc->groups->nps[n].from, doc->groups->nps[n].to, out);
    }
    (void)fputc(']', out);
}

static void print_clause(const struct vg_document *doc, uint32_t at, FILE *out)
{
    static const char *const forms[] = {"finite", "infinitive", "participle", "present participle"};
    static const char *const voices[] = {"active", "passive", "reflexive"};
    static const char *const rels[] = {"", " qui", " que", " dont", " où"};
    const struct vg_clause *c = &doc->groups->clauses[at];

    (void)fprintf(out, "    clause %u: ", at);
    print_tokens(doc, c->from, c->to, out);
    (void)fprintf(out, " (%s, %s%s%s%s%s%s%s%s%s)", forms[c->form], voices[c->voice], rels[c->rel],
                  c->negated ? ", negated" : "", c->modal ? ", modal" : "",
                  c->future ? ", future" : "", c->conditional ? ", conditional" : "",
                  c->pluperfect ? ", pluperfect" : "", c->coordinated ? ", coordinated" : "",
                  c->complement ? ", complement" : "");
    print_np(doc, c->subject, "subject", out);
    print_np(doc, c->object, "object", out);
    print_np(doc, c->agent, "agent", out);
    (void)fputc('\n', out);
}

static void print_groups(const struct vg_document *doc, size_t s, FILE *out)
{
    const struct vg_groups *g = doc->groups;

    (void)fputs("    groups:", out);
    for (uint32_t i = g->np_first[s]; i < g->np_first[s + 1]; i++) {
        const struct vg_np *np = &g->nps[i];
        (void)fputs(np->parent >= 0 ? " <" : " [", out);
        print_tokens(doc, np->prep_from >= 0 ? (uint32_t)np->prep_from : np->from, np->to, out);
        (void)fputc(np->parent >= 0 ? '>' : ']', out);
    }
    (void)fputc('\n', out);
    for (uint32_t i = g->clause_first[s]; i < g->clause_first[s + 1]; i++)
        print_clause(doc, i, out);
}

static void print_date(const struct vg_date *d, FILE *out)
{
    char from[11], to[11];

    if (d->precision == VG_DATE_UNKNOWN || d->from == VG_DAY_NONE) {
        (void)fputs("unknown", out);
        return;
    }
    vg_day_format(d->from, from);
    vg_day_format(d->to, to);
    (void)fprintf(out, d->from == d->to ? "%s" : "%s..%s", from, to);
    (void)fprintf(out, " (%s)", vg_date_precision_name(d->precision));
}

static void print_count(const struct vg_count *c, FILE *out)
{
    if (c->min == VG_COUNT_NULL)
        (void)fputs("?-", out);
    else
        (void)fprintf(out, "%lld-", (long long)c->min);
    if (c->max == VG_COUNT_NULL)
        (void)fputc('?', out);
    else
        (void)fprintf(out, "%lld", (long long)c->max);
    (void)fputs(c->approx ? "~" : "", out);
}

static void print_layers(const struct vg_document *doc, size_t s, FILE *out)
{
    const struct vg_sentence *x = &doc->sentences[s];

    for (size_t i = 0; i < doc->n_times; i++)
        if (doc->times[i].from >= x->from && doc->times[i].from < x->to) {
            (void)fputs("    date: ", out);
            print_tokens(doc, doc->times[i].from, doc->times[i].to, out);
            (void)fputs(" = ", out);
            print_date(&doc->times[i].date, out);
            (void)fputs(doc->times[i].future ? " (future)\n" : "\n", out);
        }
    for (size_t i = 0; i < doc->n_places; i++)
        if (doc->places[i].from >= x->from && doc->places[i].from < x->to)
            (void)fprintf(out, "    place: %s, %s%s%s%s%s\n", doc->places[i].name,
                          vg_relation_name(doc->places[i].relation),
                          doc->places[i].is_actor ? ", stands for a government" : "",
                          doc->places[i].is_origin ? ", an origin" : "",
                          doc->places[i].is_dateline ? ", a dateline" : "",
                          doc->places[i].in_actor ? ", part of an actor" : "");
    for (size_t i = 0; i < doc->n_actors; i++)
        if (doc->actors[i].from >= x->from && doc->actors[i].from < x->to) {
            (void)fputs("    actor: ", out);
            print_tokens(doc, doc->actors[i].from, doc->actors[i].to, out);
            (void)fprintf(out, " = %s\n", doc->actors[i].code ? doc->actors[i].code : "?");
        }
}

static void print_figures(const struct vg_document *doc, size_t s, FILE *out)
{
    for (size_t i = 0; doc->tolls && i < doc->tolls->n_tolls; i++)
        if (doc->tolls->tolls[i].sentence == (int32_t)s) {
            const struct vg_toll *t = &doc->tolls->tolls[i];
            (void)fprintf(out, "    figure: %s %s ", vg_outcome_name(t->outcome),
                          vg_group_name(t->group));
            print_count(&t->count, out);
            (void)fputs(t->aggregate ? " (a total)\n" : "\n", out);
        }
    for (size_t i = 0; doc->tolls && i < doc->tolls->n_losses; i++)
        if (doc->tolls->losses[i].sentence == (int32_t)s) {
            const struct vg_loss *l = &doc->tolls->losses[i];
            (void)fprintf(out, "    loss: %s %s ", vg_item_name(l->item),
                          vg_item_outcome_name(l->outcome));
            print_count(&l->count, out);
            (void)fputc('\n', out);
        }
}

static void print_mentions(const struct vg_document *doc, size_t s, FILE *out)
{
    for (size_t i = 0; i < doc->mentions->n; i++) {
        const struct vg_mention *m = &doc->mentions->items[i];
        if (m->sentence != (int32_t)s)
            continue;
        (void)fputs("    mention: ", out);
        print_tokens(doc, m->from, m->to, out);
        (void)fprintf(out, " = %s (frames.tsv:%d)", vg_event_type_name(m->type),
                      doc->groups->rules->frames[m->frame].line);
        for (size_t k = 0; k < m->n_fillers; k++)
            (void)fprintf(out, " %s:%s=%s", m->fillers[k].role == VG_ROLE_INITIATOR ? "by" : "on",
                          vg_slot_name((enum vg_slot)m->fillers[k].slot), m->fillers[k].code);
        if (m->place >= 0)
            (void)fprintf(out, " at %s", doc->places[m->place].name);
        if (m->drop)
            (void)fprintf(out, "  dropped: %s", vg_drop_name(m->drop));
        else
            (void)fprintf(out, "  event %d", m->event + 1);
        (void)fputc('\n', out);
    }
}

static void print_attributions(const struct vg_document *doc, size_t s, FILE *out)
{
    for (size_t i = 0; doc->attributions && i < doc->attributions->n; i++) {
        const struct vg_attribution *a = &doc->attributions->items[i];
        if (a->sentence != (int32_t)s)
            continue;
        (void)fputs("    said: ", out);
        print_tokens(doc, a->from, a->to, out);
        (void)fprintf(out, " = %s %s: ", a->by, vg_stance_name(a->stance));
        print_tokens(doc, a->scope_from, a->scope_to, out);
        (void)fputc('\n', out);
    }
}

static void print_event(const struct vg_document *doc, const struct vg_merged *m, size_t n,
                        FILE *out)
{
    const struct vg_event *e = &m->event;

    (void)fprintf(out, "\nEvent %zu: %s%s, %s\n  when: ", n, vg_event_type_name(e->type),
                  e->background ? " (background)" : "", vg_status_name(e->status));
    print_date(&e->date, out);
    (void)fprintf(out, "\n  where: %s", e->place.name ? e->place.name : "not said");
    if (e->place.name)
        (void)fprintf(out, " (%s, %s, %s)", vg_relation_name(e->place.relation),
                      e->place.admin1 ? e->place.admin1 : "region not known", e->place.country);
    (void)fputs("\n  who:", out);
    for (size_t i = 0; i < e->n_initiators; i++)
        (void)fprintf(out, " %s", e->initiators[i]);
    (void)fputs(" -> ", out);
    for (size_t i = 0; i < e->n_targets; i++)
        (void)fprintf(out, " %s", e->targets[i]);
    (void)fputs("\n  told by: ", out);
    for (size_t i = 0; i < m->n_mentions; i++) {
        const struct vg_mention *x = &doc->mentions->items[m->mentions[i]];
        (void)fprintf(out, "%s\"", i ? ", " : "");
        print_tokens(doc, x->from, x->to, out);
        (void)fputc('"', out);
    }
    for (size_t i = 0; i < e->n_casualties; i++) {
        (void)fprintf(out, "\n  %s %s ", vg_outcome_name(e->casualties[i].outcome),
                      vg_group_name(e->casualties[i].group));
        print_count(&e->casualties[i].count, out);
        (void)fprintf(out, "%s%s", e->casualties[i].by ? " by " : "",
                      e->casualties[i].by ? e->casualties[i].by : "");
    }
    for (size_t i = 0; i < e->n_materiel; i++) {
        (void)fprintf(out, "\n  %s %s ", vg_item_outcome_name(e->materiel[i].outcome),
                      vg_item_name(e->materiel[i].item));
        print_count(&e->materiel[i].count, out);
    }
    for (size_t i = 0; i < e->n_claims; i++)
        (void)fprintf(out, "\n  %s %s", e->claims[i].by, vg_stance_name(e->claims[i].stance));
    (void)fputc('\n', out);
}

void vg_explain_text(const struct vg_document *doc, const struct vg_merged_list *events, FILE *out)
{
    for (size_t s = 0; s < doc->n_sentences; s++) {
        (void)fprintf(out, "%zu%s ", s + 1, doc->sentences[s].title ? " (title)" : "");
        print_tokens(doc, doc->sentences[s].from, doc->sentences[s].to, out);
        (void)fputc('\n', out);
        print_groups(doc, s, out);
        print_layers(doc, s, out);
        print_figures(doc, s, out);
        print_attributions(doc, s, out);
        print_mentions(doc, s, out);
    }
    if (doc->attributions && doc->attributions->issuer)
        (void)fprintf(out, "\nIssued by: %s\n", doc->attributions->issuer);
    for (size_t i = 0; i < events->n; i++)
        print_event(doc, &events->items[i], i + 1, out);
}
