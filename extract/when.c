/* when.c - the layer of dates: ranges and nights, what the tense says, the day that the story hangs
 * on. */
#include "extract/number.h"
#include "extract/pack.h"
#include "extract/particle.h"
#include "extract/when_in.h"
#include "extract/words.h"

enum { CORE_REACH = 8 }; /* tokens between the start of an expression and its first telling word */
enum { LEADS = 3 };      /* phrases like `dans`, `de`, `la` that are followed there */

/* ---- tense ---- */

static bool is_planned(const struct vg_when *c, const struct vg_token *t)
{
    return vg_wordtab_get(&c->words->planned, vg_token_lemma(t)) >= 0;
}

/* The first verb form that is no adverb or clitic within four tokens after i, or NULL. */
static const struct vg_token *verb_after(const struct vg_when *c, size_t i)
{
    for (size_t k = i + 1; k < c->end && k <= i + 4; k++) {
        const struct vg_token *t = &c->doc->tokens[k];
        enum vg_pos pos = vg_token_pos(t);
        if (pos == VG_POS_PPAS || pos == VG_POS_INF)
            return t;
        if (pos != VG_POS_ADV && pos != VG_POS_PRON)
            return NULL;
    }
    return NULL;
}

/* What one finite verb says: 1 HINT_FUTURE..., HINT_NONE for a present that may be either. */
static enum vg_tense_hint hint_of(const struct vg_when *c, size_t i)
{
    const struct vg_token *t = &c->doc->tokens[i];
    const struct vg_reading *r = vg_token_reading(t);
    const struct vg_token *next = verb_after(c, i);
    bool ppas = next && vg_token_pos(next) == VG_POS_PPAS;

    if (r->pos == VG_POS_PPAS)
        return is_planned(c, t) ? HINT_FUTURE : HINT_PAST;
    if (r->mood == VG_MOOD_CONDITIONAL)
        return ppas ? HINT_PAST : HINT_FUTURE;
    if (r->tense == VG_TENSE_FUTURE && ppas && vg_particle_is(c->doc, r->lemma, VG_PT_HAVE))
        return HINT_PAST; /* aura tenu */
    if (r->tense == VG_TENSE_FUTURE || r->mood == VG_MOOD_SUBJUNCTIVE)
        return HINT_FUTURE;
    if (r->tense == VG_TENSE_PAST || r->tense == VG_TENSE_IMPERFECT)
        return HINT_PAST;
    if (ppas) /* est prévu, but a pu */
        return is_planned(c, next) && !vg_particle_is(c->doc, r->lemma, VG_PT_HAVE) ? HINT_FUTURE
                                                                                    : HINT_PAST;
    if (next && is_planned(c, t)) /* doit ouvrir, va rencontrer */
        return HINT_FUTURE;
    return HINT_NONE;
}

static enum vg_tense_hint nearest_hint(const struct vg_when *c, size_t from, size_t to)
{
    enum vg_tense_hint best = HINT_NONE;
    int best_cost = 1000;

    for (int side = 0; side < 2; side++) {
        int cost = 0;
        for (size_t k = 0; k < 60 && cost < best_cost; k++) {
            size_t i = side ? to + k : from - 1 - k;
            if (i >= c->end || i < c->start || (!side && from < k + 1))
                break;
            const struct vg_token *t = &c->doc->tokens[i];
            enum vg_pos pos = vg_token_pos(t);
            /* another clause is further away */
            cost += pos == VG_POS_PUNCT ? 6 : pos == VG_POS_CONJ ? 4 : 1;
            bool finite = pos == VG_POS_VERB;
            if (!finite && pos != VG_POS_PPAS)
                continue;
            if (!finite && i > c->start && vg_token_pos(&c->doc->tokens[i - 1]) == VG_POS_VERB)
                continue; /* its auxiliary speaks for it */
            enum vg_tense_hint h = hint_of(c, i);
            int total = cost + (finite ? 0 : 3) + (side ? 1 : 0);
            if (h != HINT_NONE && total < best_cost) {
                best_cost = total;
                best = h;
            }
            if (finite)
                break;
        }
    }
    return best;
}

/* Most finite verbs of the text that say one or the other. */
static enum vg_tense_hint document_hint(const struct vg_when *c)
{
    struct vg_when whole = *c;
    int past = 0, future = 0;

    whole.start = 0;
    whole.end = c->doc->n_tokens < 3000 ? c->doc->n_tokens : 3000;
    for (size_t i = 0; i < whole.end; i++) {
        if (vg_token_pos(&c->doc->tokens[i]) != VG_POS_VERB)
            continue;
        enum vg_tense_hint h = hint_of(&whole, i);
        past += h == HINT_PAST;
        future +=
            h == HINT_FUTURE && vg_token_reading(&c->doc->tokens[i])->mood == VG_MOOD_INDICATIVE;
    }
    return future > past ? HINT_FUTURE : HINT_NONE;
}

enum vg_tense_hint vg_when_tense(const struct vg_when *c, size_t from, size_t to)
{
    enum vg_tense_hint near = nearest_hint(c, from, to);
    size_t first = from; /* nothing but small words before it */
    while (first > c->start && (vg_token_pos(&c->doc->tokens[first - 1]) == VG_POS_PREP ||
                                vg_token_pos(&c->doc->tokens[first - 1]) == VG_POS_DET))
        first--;
    bool alone =
        first == c->start &&
        (to == c->end || (to + 1 == c->end && vg_token_pos(&c->doc->tokens[to]) == VG_POS_PUNCT));

    if (near != HINT_NONE)
        return near;
    return alone ? HINT_FUTURE : c->document_hint;
}

/* ---- ranges ---- */

/* One end of a range: a plain date, a day of the month, a year, a day by name. */
static size_t read_end(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    *p = (struct vg_when_part){.weekday = -1};
    size_t n = vg_when_plain(c, i, p), art;
    int v;

    if (n)
        return n + (p->day || p->weekday >= 0 ? vg_when_parts_of_day(c, i + n) : 0);
    *p = (struct vg_when_part){.weekday = -1};
    art = vg_when_article(c, i);
    bool ordinal;
    double value;
    size_t end;
    if (i + art < c->end && vg_number_at(c->doc, i + art, c->end, &end, &value, &ordinal) &&
        value <= 9999 && value == (int)value && (!ordinal || value == 1)) {
        v = (int)value;
        bool year = v >= 1800 && v <= 2100 && c->doc->tokens[i + art].norm.n == 4;
        p->day = v >= 1 && v <= 31 ? v : 0;
        p->year = year ? v : 0;
        return p->day || year ? end - i : 0;
    }
    int32_t offset;
    if ((n = vg_when_match(c, i, WK_DAY, &offset)) && c->ref != VG_DAY_NONE) {
        p->fixed = true;
        p->span = vg_span(c->ref + offset, c->ref + offset);
        return n + vg_when_parts_of_day(c, i + n);
    }
    return 0;
}

static bool only_day(const struct vg_when_part *p)
{
    return p->day && !p->month && p->weekday < 0 && !p->fixed;
}
static bool only_year(const struct vg_when_part *p)
{
    return p->year && !p->month && !p->day;
}
static bool only_weekday(const struct vg_when_part *p)
{
    return p->weekday >= 0 && !p->day && !p->fixed;
}

/* May these two be the ends of one span? */
static bool fit(const struct vg_when *c, const struct vg_when_part *a, const struct vg_when_part *b,
                bool lead, size_t after)
{
    if (only_year(a) || only_year(b))
        return only_year(a) && only_year(b) && a->year < b->year && lead;
    if (only_weekday(a) != only_weekday(b)) /* du samedi au dimanche 27 juillet */
        return only_weekday(a) && b->weekday >= 0 && lead;
    if (only_weekday(a))
        return lead;
    bool after_month = !lead && a->month && only_day(b); /* le 13 août, à 15 km de X */
    if ((only_day(a) && only_day(b)) || after_month) { /* du 13 au 15: nothing that they count */
        enum vg_pos pos = after < c->end ? vg_token_pos(&c->doc->tokens[after]) : VG_POS_PUNCT;
        return (lead || after_month) && pos != VG_POS_NOUN && pos != VG_POS_ADJ &&
               pos != VG_POS_NUM &&
               !vg_when_match(c, after, WK_UNIT, NULL) &&
               !vg_when_match(c, after, WK_NOT_YEAR, NULL);
    }
    return b->month || b->fixed || b->day || a->month;
}

/* The first day of a range whose last is known. */
static struct vg_date first_of(const struct vg_when_part *a, struct vg_date last, int32_t ref)
{
    struct vg_when_part p = *a;
    struct vg_civil end = vg_day_to_civil(last.to);

    if (p.fixed)
        return p.span;
    if (only_weekday(&p)) {
        int back = (vg_day_weekday(last.to) - p.weekday + 7) % 7;
        return vg_span(last.to - back, last.to - back);
    }
    if (!p.month && p.day) {
        int32_t month = vg_day_from_civil(end.year, end.month, 1);
        struct vg_civil m = vg_day_to_civil(p.day > end.day ? vg_add_months(month, -1) : month);
        if (!vg_date_valid(m.year, m.month, p.day))
            return vg_no_date();
        int32_t d = vg_day_from_civil(m.year, m.month, p.day);
        return vg_span(d, d);
    }
    if (p.month && !p.year)
        p.year = p.month > end.month || (p.month == end.month && p.day > end.day) ? end.year - 1
                                                                                  : end.year;
    return vg_when_resolve(&p, ref, HINT_NONE);
}

static bool complete(const struct vg_when_part *p)
{
    return (p->day && p->month) || only_year(p);
}

/* `Lundi 15 août – Deux soldats`, `15 août - 12 morts`: the dash ends the day, and what follows
 * counts something. */
static bool dash_apart(const struct vg_when *c, size_t b_from, const struct vg_when_part *a,
                       const struct vg_when_part *b)
{
    const struct vg_token *second = &c->doc->tokens[b_from], *dash = second - 1;

    return dash->kind == VG_TOK_PUNCT && dash->space_before && second->space_before && a->month &&
           only_day(b);
}

size_t vg_when_range(const struct vg_when *c, size_t i, struct vg_when_part *ret)
{
    struct vg_when_part a, b;
    size_t at = i, n;

    bool between = (n = vg_when_match(c, at, WK_BETWEEN, NULL)) > 0;
    if (!n)
        n = vg_when_match(c, at, WK_FROM, NULL);
    size_t art = n ? 0 : vg_when_article(c, at);
    const struct vg_reading *r = art ? vg_token_reading(&c->doc->tokens[at]) : NULL;
    bool several = r && r->plural && !r->singular; /* les 12 et 13 juillet */
    n += several ? art : 0;
    bool lead = n > 0;
    at += n;
    size_t a_from = at;
    if (!(n = read_end(c, at, &a)))
        return 0;
    at += n;
    size_t a_to = at;
    struct vg_when_part more;
    while (several && only_day(&a) && at + 2 < c->end && vg_sv_is(c->doc->tokens[at].norm, ",") &&
           (n = read_end(c, at + 1, &more)) && only_day(&more)) /* les 12, 13 et 14 juillet */
        at += 1 + n;
    bool day_by_day = a.weekday >= 0 && a.day && !a.month; /* samedi 16 et dimanche 17 mars */
    n = vg_when_match(c, at, between || several || day_by_day ? WK_AND : WK_TO, NULL);
    if (!n && day_by_day)
        n = vg_when_match(c, at, WK_TO, NULL);
    if (!n)
        return 0;
    bool pair = day_by_day && !between && !several && vg_when_match(c, at, WK_AND, NULL);
    at += n;
    size_t b_from = at;
    if (!(n = read_end(c, at, &b)) || !fit(c, &a, &b, lead, at + n) ||
        dash_apart(c, b_from, &a, &b) ||
        (between && only_day(&a) && only_day(&b) && !vg_when_article(c, a_from)))
        return 0; /* entre cinq et sept blessés */
    at += n;
    if (a.month && !b.month && b.day) /* 10 juin au 12 */
        b.month = a.month;
    if (a.year && !b.year && b.month)
        b.year = a.year;
    struct vg_date last = vg_when_resolve(&b, c->ref, vg_when_tense(c, i, at));
    if (last.from == VG_DAY_NONE)
        return 0;
    struct vg_date first = first_of(&a, last, c->ref);
    if (first.from == VG_DAY_NONE || first.from > last.to || (pair && last.to - first.from != 1))
        return 0;
    ret->fixed = ret->is_range = true;
    ret->span = (struct vg_date){first.from, last.to, last.precision};
    ret->ends = NULL;
    if (complete(&a) && complete(&b) && lead) {
        struct vg_time_end *ends = vg_arena_new_n(c->doc->arena, struct vg_time_end, 2);
        ends[0] = (struct vg_time_end){(uint32_t)a_from, (uint32_t)a_to, first};
        ends[1] = (struct vg_time_end){(uint32_t)b_from, (uint32_t)at, last};
        ret->ends = ends;
    }
    return at - i;
}

/* dans la nuit du 7 au 8 juillet, la nuit de dimanche à lundi: a range after a part of the day */
static size_t read_night(const struct vg_when *c, size_t i, struct vg_when_part *ret)
{
    size_t at = i + vg_when_article(c, i), n = vg_when_match(c, at, WK_PART, NULL);

    if (!n)
        return 0;
    at += n;
    n = vg_when_range(c, at, ret);
    if (!n || ret->span.to - ret->span.from > 3)
        return 0;
    ret->ends = NULL;
    return at + n - i;
}

/* ---- the layer ---- */

/* Does the sentence speak of a week before token i? `La semaine sécuritaire : du 18 au 24 juillet`
 */
static bool names_week(const struct vg_when *c, size_t i)
{
    int32_t unit;

    for (size_t k = c->start; k <= i; k++)
        if (vg_when_match(c, k, WK_UNIT, &unit) && unit == UNIT_WEEK)
            return true;
    return false;
}

static void add(struct vg_when *c, size_t i, size_t n, struct vg_when_part *p)
{
    struct vg_document *doc = c->doc;
    enum vg_tense_hint hint = p->fixed ? HINT_NONE : vg_when_tense(c, i, i + n);
    struct vg_time_expr *t = VG_PUSH(doc->arena, doc->times, doc->n_times, doc->cap_times);

    *t = (struct vg_time_expr){.from = (uint32_t)i,
                               .to = (uint32_t)(i + n),
                               .kind = p->kind,
                               .date = vg_when_resolve(p, c->ref, hint),
                               .offset_days = p->offset,
                               .since = p->since,
                               .length = p->length,
                               .clock = p->clock,
                               .vague = p->vague,
                               .latest = vg_when_latest(c, p),
                               .open_end = p->open_end,
                               .range = p->is_range,
                               .ends = p->ends};
    bool known = t->date.from != VG_DAY_NONE;
    bool past =
        known && c->ref != VG_DAY_NONE && t->date.to < c->ref; /* auront été deux jours de fièvre */
    t->future = p->future || (hint == HINT_FUTURE && !past) ||
                (known && c->ref != VG_DAY_NONE && t->date.from > c->ref);
    for (size_t k = i; k < i + n; k++)
        doc->tokens[k].time = (int32_t)doc->n_times - 1;
    if (only_year(p) && !p->fixed && !t->since && t->date.to < c->ref)
        c->year = p->year;
    if (known && p->is_range && c->start < 60 && t->date.to - t->date.from <= 6 &&
        t->date.to - t->date.from >= 4 && names_week(c, i))
        c->week = t->date;
    if (known && t->date.precision == VG_DATE_DAY)
        c->last = t->date.from;
    if (known && t->date.precision == VG_DATE_DAY && !t->since && !t->future &&
        (t->kind == VG_TIME_CALENDAR || t->kind == VG_TIME_ANAPHORIC))
        c->anchor = t->date.from;
}

/* Words before the expression at i that say how its date bounds something. */
static void look_before(const struct vg_when *c, size_t i, struct vg_when_part *p, bool *until)
{
    for (size_t n = 1; n <= 4 && i >= c->start + n; n++) {
        size_t at = i - n;
        bool complete_date = p->day && p->month;
        size_t k;
        if ((k = vg_when_match(c, at, WK_SINCE, NULL)) == n || (k == n + 1 && k))
            p->since = true;
        if ((k = vg_when_match(c, at, WK_UNTIL, NULL)) == n)
            *until = true;
        if (((k = vg_when_match(c, at, WK_STARTING, NULL)) == n ||
             (k = vg_when_match(c, at, WK_AFTER, NULL)) >= n) &&
            (k == n || k == n + 1) && complete_date)
            p->open_end = true;
    }
}

/* Only articles, prepositions and the like stand there, and nothing of a date after them; so most
 * of the text goes. */
static bool leads_nowhere(const struct vg_when *c, size_t i, int depth)
{
    static const uint64_t leads =
        UINT64_C(1) << WK_ART | UINT64_C(1) << WK_THIS | UINT64_C(1) << WK_TO |
        UINT64_C(1) << WK_FROM | UINT64_C(1) << WK_OF | UINT64_C(1) << WK_PART_LINK |
        UINT64_C(1) << WK_IN | UINT64_C(1) << WK_WITHIN | UINT64_C(1) << WK_SINCE |
        UINT64_C(1) << WK_AGO | UINT64_C(1) << WK_BETWEEN | UINT64_C(1) << WK_SOME |
        UINT64_C(1) << WK_AFTER | UINT64_C(1) << WK_BEFORE | UINT64_C(1) << WK_UNTIL |
        UINT64_C(1) << WK_STARTING | UINT64_C(1) << WK_YEAR_LEAD | UINT64_C(1) << WK_THERE;

    if (i >= c->end)
        return true;
    int32_t number = c->doc->tokens[i].number;
    if (number >= 0 && c->doc->numbers[number].indefinite_article) /* `à un` */
        return depth > 0 && !(c->kinds[i - c->start] & ~leads) &&
               leads_nowhere(c, i + 1, depth - 1);
    if (c->kinds[i - c->start] & ~leads || number >= 0 || vg_number_may_start(c->doc, i))
        return false;
    for (int32_t k = c->heads[i - c->start]; k >= 0; k = c->found[k].next)
        if (depth == 0 || !leads_nowhere(c, i + c->found[k].n, depth - 1))
            return false;
    return true;
}

static size_t read_at(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    struct vg_when_part other = {.weekday = -1};
    if (leads_nowhere(c, i, LEADS))
        return 0;
    size_t n = vg_when_read(c, i, p), k;
    uint64_t mask = c->kinds[i - c->start];
    bool part = mask & (UINT64_C(1) << WK_PART | UINT64_C(1) << WK_ART);

    static const uint64_t ends = UINT64_C(1) << WK_BETWEEN | UINT64_C(1) << WK_FROM |
                                 UINT64_C(1) << WK_ART | UINT64_C(1) << WK_WEEKDAY |
                                 UINT64_C(1) << WK_MONTH | UINT64_C(1) << WK_DAY |
                                 UINT64_C(1) << WK_ABBREV_WEEKDAY;
    bool end =
        mask & ends || c->doc->tokens[i].kind == VG_TOK_NUMBER || c->doc->tokens[i].number >= 0;

    if (end && (k = vg_when_range(c, i, &other)) > n) {
        n = k;
        *p = other;
    }
    other = (struct vg_when_part){.weekday = -1};
    if (part && (k = read_night(c, i, &other)) > n) {
        n = k;
        *p = other;
    }
    return n;
}

/* How many tokens it is to the next word that a date can't do without; most of a text is far from
 * any. */
static void find_cores(const struct vg_when *c, uint8_t *near)
{
    static const enum vg_when_kind kinds[] = {
        WK_WEEKDAY, WK_ABBREV_WEEKDAY, WK_MONTH,   WK_ABBREV_MONTH, WK_SEASON, WK_PART, WK_UNIT,
        WK_DAY,     WK_SHIFT,          WK_HOLIDAY, WK_EASTER,       WK_VAGUE};
    uint64_t core = 0;
    int away = CORE_REACH + 1;

    for (size_t k = 0; k < VG_COUNT_OF(kinds); k++)
        core |= UINT64_C(1) << kinds[k];
    for (size_t i = c->end; i-- > c->start;) {
        const struct vg_token *t = &c->doc->tokens[i];
        bool here = c->masks[i - c->start] & core || t->kind == VG_TOK_NUMBER ||
                    (t->kind == VG_TOK_WORD && t->hyphen && t->fold.p[0] != '-');
        away = here ? 0 : away <= CORE_REACH ? away + 1 : away;
        near[i - c->start] = (uint8_t)away;
    }
}

/* Can an expression start at token i? Cheap, and right for nearly all tokens that start none. */
static bool may_start(const struct vg_when *c, size_t i, const uint8_t *near)
{
    static const uint64_t far = UINT64_C(1) << WK_AGO | UINT64_C(1) << WK_IN |
                                UINT64_C(1) << WK_WITHIN | UINT64_C(1) << WK_SINCE |
                                UINT64_C(1) << WK_SOME | UINT64_C(1) << WK_BETWEEN;
    static const uint64_t small =
        UINT64_C(1) << WK_OF | UINT64_C(1) << WK_AND | UINT64_C(1) << WK_CLOCK |
        UINT64_C(1) << WK_NOT_YEAR | UINT64_C(1) << WK_YEAR_LEAD | UINT64_C(1) << WK_SAME |
        UINT64_C(1) << WK_THERE | UINT64_C(1) << WK_EARLIER | UINT64_C(1) << WK_LATER |
        UINT64_C(1) << WK_UNTIL | UINT64_C(1) << WK_STARTING | UINT64_C(1) << WK_AFTER |
        UINT64_C(1) << WK_BEFORE | UINT64_C(1) << WK_REL_AFTER;
    const struct vg_token *t = &c->doc->tokens[i];
    uint64_t mask = c->masks[i - c->start];

    if (near[i - c->start] > (mask & far ? CORE_REACH : 3))
        return false;
    if (mask & ~small || t->kind == VG_TOK_NUMBER)
        return true;
    if (t->number >= 0) { /* dix jours plus tôt, quinze juillet */
        size_t end = c->doc->numbers[t->number].to;
        return end < c->end && near[end - c->start] <= 1;
    }
    return near[i - c->start] == 0;
}

static void run_sentence(struct vg_when *c)
{
    uint8_t near[VG_MAX_SENTENCE_TOKENS];

    c->year = 0;
    find_cores(c, near);
    for (size_t i = c->start; i < c->end;) {
        struct vg_when_part p = {.weekday = -1};
        size_t n = may_start(c, i, near) ? read_at(c, i, &p) : 0;
        if (!n) {
            i++;
            continue;
        }
        bool until = false;
        if (p.kind == VG_TIME_CALENDAR)
            look_before(c, i, &p, &until);
        add(c, i, n, &p);
        c->doc->times[c->doc->n_times - 1].until = until;
        i += n;
    }
}

void vg_when_run(struct vg_document *doc)
{
    struct vg_when_tables tables;
    struct vg_when c = {.doc = doc,
                        .words = doc->pack->when,
                        .ref = doc->published,
                        .anchor = doc->published,
                        .last = doc->published};

    tables.found = NULL;
    tables.n = tables.cap = 0;
    c.document_hint = document_hint(&c);
    c.week = vg_no_date();
    for (size_t s = 0; s < doc->n_sentences; s++) {
        c.start = doc->sentences[s].from;
        c.end = doc->sentences[s].to;
        if (c.end - c.start > VG_MAX_SENTENCE_TOKENS)
            c.end = c.start + VG_MAX_SENTENCE_TOKENS;
        vg_when_find_words(&c, &tables);
        run_sentence(&c);
    }
    vg_number_drop_dates(doc);
}

struct vg_date vg_when_resolve_anaphor(const struct vg_document *doc, size_t time_idx,
                                       int32_t anchor)
{
    const struct vg_time_expr *t = &doc->times[time_idx];

    if (t->kind != VG_TIME_ANAPHORIC || anchor == VG_DAY_NONE || t->vague)
        return t->date;
    struct vg_date d = t->date;
    int32_t length = d.from == VG_DAY_NONE ? 0 : d.to - d.from;
    d.from = anchor + t->offset_days;
    d.to = d.from + length;
    d.precision = d.precision == VG_DATE_UNKNOWN ? VG_DATE_DAY : d.precision;
    if (d.precision == VG_DATE_WEEK) { /* the week, from its Monday on, in which that day is */
        d.from -= vg_day_weekday(d.from);
        d.to = d.from + 6;
    }
    return d;
}
