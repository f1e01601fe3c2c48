/* toll_parts.c - totals and their parts, figures that are no event's, words that leave open what
 * became of whom. */
#include "extract/toll_in.h"
#include "extract/particle.h"

static bool exact(struct vg_count c)
{
    return c.min == c.max && c.min != VG_COUNT_NULL;
}

static bool toll_ends_at(const struct finder *f, size_t first_toll, size_t end, size_t i)
{
    for (size_t t = first_toll; t < end; t++) {
        size_t to = f->out->tolls[t].to;
        while (to < i && i - to < 3 && (vg_token_pos(&f->doc->tokens[to]) == VG_POS_DET ||
                                        vg_token_pos(&f->doc->tokens[to]) == VG_POS_NOUN))
            to++; /* `34 personnes ont perdu la vie : 20 civils` */
        if (to == i)
            return true;
    }
    return false;
}

/* `quatre militaires, cinq employés de sociétés et quatre assaillants`: from the end of one to the
 * start of the next */
static bool list_goes_on(const struct finder *f, size_t from, size_t to)
{
    if (to <= from + 1)
        return true;
    const struct vg_token *last = &f->doc->tokens[to - 1];
    if (to > from + 10 || (vg_token_pos(last) != VG_POS_CONJ && !vg_sv_is(last->norm, ",")))
        return to - from <= 2;
    bool relative = false; /* `cinq agents d'une société qui travaille pour l'ONU et un gendarme` */
    for (size_t i = from; i < to; i++) {
        if (toll_is_clause_break(f, i) && !relative)
            return false;
        relative = toll_is(f, i, TOLL_BIT(TOLL_WHO));
    }
    return true;
}

/* A full breakdown by group replaces the whole w; one into a single group only names the whole's.
 * Parts are from `first` on. */
static void settle_whole(struct vg_tolls *out, size_t w, size_t first)
{
    const struct vg_toll *one = NULL;
    int64_t sum = 0;
    bool loose = false, mixed = false;

    for (size_t t = first; t < out->n_tolls; t++) {
        const struct vg_toll *part = &out->tolls[t];
        if (part->whole != (int32_t)w || !exact(part->count))
            continue;
        mixed |= one && one->group != part->group;
        one = part;
        sum += part->count.min;
        loose |= part->tentative;
    }
    bool full = sum && exact(out->tolls[w].count) && sum == out->tolls[w].count.min;
    if (full && mixed)
        out->tolls[w].whole = (int32_t)w; /* superseded: see vg_toll_superseded */
    else if (full)
        out->tolls[w].group = one->group;
    for (size_t t = first; t < out->n_tolls; t++)
        if (out->tolls[t].whole == (int32_t)w && (full ? !mixed : loose))
            out->tolls[t].aggregate = true;
}

/* `quatorze morts, dont cinq femmes, et vingt blessés`: those of a village, not of a force; figures
 * are up to `end`. */
static void with_children(struct finder *f, size_t whole, size_t end)
{
    for (size_t t = whole; t < end; t++)
        if (f->out->tolls[t].group == VG_GROUP_UNSPECIFIED)
            f->out->tolls[t].group = VG_GROUP_CIVILIAN;
        else if (f->out->tolls[t].group != VG_GROUP_CIVILIAN)
            return;
}

/* Where a word, a parenthesis or a comma opens a list of parts that p begins, 0: nowhere.
 * *bare_list: nothing but a comma. */
static size_t part_mark(const struct finder *f, const struct party *p, size_t first_toll, size_t n,
                        bool *bare_list)
{
    size_t mark = 0, to;

    for (size_t i = p->from > f->s->from + 4 ? p->from - 4 : f->s->from; i < p->from; i++)
        if (vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_PART), 0, &to) ||
            vg_sv_is(f->doc->tokens[i].norm, "(") ||
            (vg_sv_is(f->doc->tokens[i].norm, ":") && toll_ends_at(f, first_toll, n, i)))
            mark = i, *bare_list = false;
        else if (vg_sv_is(f->doc->tokens[i].norm, ",") && toll_ends_at(f, first_toll, n, i))
            mark = i, *bare_list = true;
    return mark;
}

/* `douze morts, dont trois civils`, `cinq décédés (01 gendarme, 04 civils)` */
void toll_find_parts(struct finder *f, size_t first_toll)
{
    struct vg_tolls *out = f->out;
    size_t n = out->n_tolls, listed = 0;
    bool bare_list = false; /* nothing but a comma opens it: parts only when they add up */
    int part_group = VG_GROUP_UNSPECIFIED;

    for (size_t k = 0; k < f->n_people; k++) {
        struct party *p = &f->people[k];
        size_t best = n, mark = part_mark(f, p, first_toll, n, &bare_list);
        if (!mark && k > 0 && listed && p->counted && list_goes_on(f, f->people[k - 1].to, p->from))
            mark = listed; /* the list after `dont` goes on */
        if (!mark && listed && !p->counted && p->definite &&
            list_goes_on(f, f->people[k - 1].to, p->from))
            continue; /* `six assaillants tués par les soldats, cinq civils` */
        if (mark && mark == listed && (p->bare || p->others) && p->group == VG_GROUP_UNSPECIFIED)
            p->group = part_group; /* `(quatre soldats américains et quatre autres nigériens)` */
        listed = mark;
        part_group = p->group;
        bool some = p->some && mark && !bare_list && !p->counted; /* `dont des civils` */
        bool one = p->definite && !p->plural && mark && !bare_list && p->from == mark + 1;
        if (!mark || (!p->counted && !some && !one) || (some && toll_belongs(f, p)))
            continue; /* one: `41 personnes dont le chef des volontaires` */
        for (size_t t = first_toll; t < n; t++)
            if (out->tolls[t].from < mark &&
                (best == n || out->tolls[t].from > out->tolls[best].from))
                best = t;
        if (best < n && out->tolls[best].inherited && p->group != VG_GROUP_UNSPECIFIED &&
            out->tolls[best].group != (enum vg_group)p->group)
            out->tolls[best].group =
                VG_GROUP_UNSPECIFIED; /* `un soldat tué, six blessés dont un civil` */
        if (p->sex_age) {
            if (best < n && p->counted && !bare_list)
                with_children(f, best, n);
            continue;
        }
        if (best == n || out->tolls[best].group == (enum vg_group)p->group ||
            p->group == VG_GROUP_UNSPECIFIED || out->tolls[best].group != VG_GROUP_UNSPECIFIED)
            continue;
        bool has = false;
        for (size_t t = first_toll; t < out->n_tolls; t++)
            has |= out->tolls[t].from <= p->head && p->head < out->tolls[t].to && t != best;
        if (has)
            continue;
        struct vg_toll *part = toll_add(f, p->head, out->tolls[best].outcome, p->count, p->group);
        part->from = p->from;
        part->to = p->to;
        part->actor = p->actor;
        part->whole = (int32_t)best;
        part->tentative = bare_list;
    }
    for (size_t w = first_toll; w < n; w++)
        settle_whole(out, w, n);
}

/* `Soit 30 civils et 15 gendarmes.`, `Parmi eux, trois enfants.`: of those whom the sentence before
 * told. */
void toll_parts_of_last(struct finder *f, size_t first_toll)
{
    struct vg_tolls *out = f->out;
    size_t to, whole = first_toll;

    if (out->n_tolls > first_toll ||
        !vg_terms_match(f->terms, f->doc, f->s->from, f->s->to,
                        TOLL_BIT(TOLL_PART) | TOLL_BIT(TOLL_THAT_IS), 0, &to))
        return;
    for (size_t t = first_toll; t-- > 0;) {
        const struct vg_toll *x = &out->tolls[t];
        if (x->sentence + 1 < f->doc->tokens[f->s->from].sentence)
            break;
        if (whole == first_toll || x->outcome == VG_OUT_KILLED)
            whole = t;
        if (x->outcome == VG_OUT_KILLED)
            break;
    }
    if (whole == first_toll || out->tolls[whole].group != VG_GROUP_UNSPECIFIED)
        return;
    for (size_t k = 0; k < f->n_people; k++) {
        const struct party *p = &f->people[k];
        if (k > 0 && !list_goes_on(f, f->people[k - 1].to, p->from))
            break;
        if (!p->counted || p->sex_age || p->bare || p->group == VG_GROUP_UNSPECIFIED)
            continue;
        struct vg_toll *part = toll_add(f, p->head, out->tolls[whole].outcome, p->count, p->group);
        part->from = p->from;
        part->to = p->to;
        part->actor = p->actor;
        part->whole = (int32_t)whole;
    }
    if (out->n_tolls > first_toll)
        settle_whole(out, whole, first_toll);
}

#define MANY_KILLED    2000   /* more than one event of this war has cost */
#define MANY_DISPLACED 300000

/* A figure since months ago, or in all, is a total that belongs to no event. */
void toll_mark_aggregates(struct finder *f, size_t first_toll)
{
    const struct vg_document *doc = f->doc;
    bool total = false;
    size_t to;

    if (f->out->n_tolls == first_toll)
        return;
    for (size_t i = f->s->from; i < f->s->to; i++) {
        total |= vg_terms_match(f->terms, doc, i, f->s->to, TOLL_BIT(TOLL_TOTAL), 0, &to) != NULL;
        int32_t x = doc->tokens[i].time;
        if (x < 0 || doc->published == VG_DAY_NONE)
            continue;
        const struct vg_time_expr *t = &doc->times[x];
        bool lasting =
            t->since && t->date.from != VG_DAY_NONE && doc->published - t->date.from > 21;
        total |=
            lasting && (t->date.precision == VG_DATE_MONTH || t->date.precision == VG_DATE_YEAR);
        total |= t->kind == VG_TIME_RECURRENT;
    }
    /* where thousands died in all, those who fled did so in all, too */
    for (size_t t = first_toll; t < f->out->n_tolls; t++)
        total |=
            f->out->tolls[t].outcome == VG_OUT_KILLED && f->out->tolls[t].count.min >= MANY_KILLED;
    for (size_t t = first_toll; t < f->out->n_tolls; t++)
        f->out->tolls[t].aggregate |=
            total || f->out->tolls[t].count.min >= (f->out->tolls[t].outcome == VG_OUT_DISPLACED
                                                        ? MANY_DISPLACED
                                                        : MANY_KILLED);
}

/* `des pertes` are dead only when they are somebody's: `chez l'ennemi`, `des deux côtés`. */
void toll_drop_losses(struct finder *f, size_t first_toll)
{
    size_t to;

    for (size_t t = first_toll; t < f->out->n_tolls; t++) {
        struct vg_toll *x = &f->out->tolls[t];
        bool said = x->group != VG_GROUP_UNSPECIFIED;
        for (size_t i = x->to; i < f->s->to && i < x->to + 4 && !said; i++)
            said = vg_terms_match(f->terms, f->doc, i, f->s->to,
                                  TOLL_BIT(TOLL_OWN) | TOLL_BIT(TOLL_ADVERSE), 0, &to) != NULL;
        x->aggregate |= !said && x->count.max != 0 && x->to <= x->word + 1 &&
                        toll_is(f, x->word, TOLL_BIT(TOLL_LOSSES));
    }
}

/* The figure right before token i: `onze corps ont été enterrés` are some whose death was told,
 * `une centaine de victimes redoutée` is no figure. */
static void mark_told_of(struct finder *f, size_t first_toll, size_t i, bool buried)
{
    for (size_t t = first_toll; t < f->out->n_tolls; t++) {
        struct vg_toll *x = &f->out->tolls[t];
        if (x->to > i || x->to + 5u <= i)
            continue;
        x->listed |= buried && x->word + 1u == x->to;
        x->aggregate |= !buried && x->to + 3u > i;
    }
}

/* `on ignore si des civils sont morts`: the figures behind it, up to where something is told again.
 */
void toll_mark_untold(struct finder *f, size_t first_toll)
{
    size_t to;

    if (!vg_terms_in(f->terms, f->doc, f->s, TOLL_BIT(TOLL_UNTOLD)))
        return;
    for (size_t i = f->s->from; i < f->s->to; i++) {
        const struct vg_term *x =
            vg_terms_match(f->terms, f->doc, i, f->s->to, TOLL_BIT(TOLL_UNTOLD), 2, &to);
        if (!x)
            continue;
        if (x->code.n) {
            mark_told_of(f, first_toll, i, vg_sv_is(x->code, "buried"));
            continue;
        }
        size_t end = to;
        while (end < f->s->to && !vg_particle(f->doc, end, VG_PT_BUT) &&
               !vg_sv_is(f->doc->tokens[end].norm, ";"))
            end++;
        for (size_t t = first_toll; t < f->out->n_tolls; t++)
            f->out->tolls[t].aggregate |=
                f->out->tolls[t].word >= to && f->out->tolls[t].word < end;
    }
}

/* `tués ou capturés`: how many of each is not told; `morts ou blessés`: neither. */
void toll_undecided(struct finder *f, size_t first_toll)
{
    struct vg_tolls *out = f->out;

    for (size_t t = first_toll; t < out->n_tolls; t++)
        for (size_t u = first_toll; u < out->n_tolls; u++) {
            struct vg_toll *x = &out->tolls[t], *y = &out->tolls[u];
            if (y->word <= x->word || y->word > x->word + 3 ||
                !vg_particle(f->doc, x->word + 1, VG_PT_OR) || x->outcome == y->outcome)
                continue;
            bool hurt = y->outcome == VG_OUT_WOUNDED || x->outcome == VG_OUT_WOUNDED;
            x->count = y->count = (struct vg_count){1, VG_COUNT_NULL, false};
            x->aggregate |= hurt;
            y->aggregate |= hurt;
        }
}
