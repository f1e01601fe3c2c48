/* when_unit.c - rules for units: la semaine dernière, trois jours plus tôt, il y a deux mois, les
 * deux prochaines années. */
#include "extract/when_rules.h"
#include "extract/particle.h"

/* ---- units: la semaine dernière, ce mois, trois jours plus tôt ---- */

/* The unit that holds publication, moved by rel. `ce week-end` before it, when the tense is past.
 */
static struct vg_date unit_from_ref(const struct vg_when *c, size_t i, size_t end,
                                    enum vg_unit unit, int rel)
{
    if (!has_ref(c))
        return vg_no_date();
    if (unit == UNIT_WEEKEND && vg_day_weekday(c->ref) < 5) {
        if (rel == 0 && vg_when_tense(c, i, end) == HINT_PAST)
            rel = -1;
        rel -= rel > 0; /* on a Tuesday the next weekend is this week's */
    }
    return vg_unit_shift(c->ref, unit, rel);
}

/* (début|fin de) la semaine dernière, ce mois, l'année prochaine, la semaine suivante, cette année
 */
size_t vg_when_read_unit(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t edge = 0, unit, rel = 0, v;
    size_t at = i, n;

    bool in = !(n = m(c, at, WK_EDGE, &edge)) ? false : true;
    at += n;
    if (in)
        at += m(c, at, WK_OF, NULL);
    size_t art = vg_when_article(c, at), dem = art ? 0 : m(c, at, WK_THIS, NULL);
    at += art + dem;
    bool same = (art || dem) && m(c, at, WK_SAME, NULL);
    at += same;
    bool before = (n = m(c, at, WK_REL, &rel)) > 0; /* la dernière semaine, le prochain mois */
    at += n;
    if (!(n = m(c, at, WK_UNIT, &unit)) || unit >= UNIT_HOUR)
        return 0;
    bool plural = vg_token_reading(tok(c, at)) && vg_token_reading(tok(c, at))->plural &&
                  !vg_token_reading(tok(c, at))->singular;
    if (plural)
        return 0;
    at += n;
    if (dem && (n = m(c, at, WK_THERE, NULL)) && n == 1 &&
        !tok(c, at)->space_before) { /* ce jour-là */
        p->since = false;
        return unit == UNIT_DAY ? give_anaphor(c, p, 0, at + 1 - i) : 0;
    }
    if (same && unit == UNIT_DAY)
        return give_anaphor(c, p, 0, at - i + vg_when_parts_of_day(c, at));
    bool after = !before && ((n = m(c, at, WK_REL, &rel)) || (n = m(c, at, WK_REL_AFTER, &rel)));
    at += after ? n : 0;
    /* le mois de juillet; la semaine du 6 octobre are read elsewhere */
    if (!dem && !before && !after && !(in && unit != UNIT_DAY))
        return 0;
    if (unit == UNIT_DAY) {
        if (before && rel && !after)
            return 0; /* le dernier jour de... */
        return after ? give_anaphor(c, p, rel > 0 ? 1 : -1, at - i)
                     : give(c, p, vg_span(c->ref, c->ref), at - i);
    }
    if (before && (n = m(c, at, WK_OF, NULL)) &&
        (m(c, at + n, WK_MONTH, NULL) || vg_when_article(c, at + n)))
        return 0; /* la dernière semaine de septembre */
    (void)v;
    int32_t day;
    int step = direction(c, rel, &day);
    struct vg_date span = day == c->anchor && step && day != VG_DAY_NONE && day != c->ref
                              ? vg_unit_shift(day, (enum vg_unit)unit, step)
                              : unit_from_ref(c, i, at, (enum vg_unit)unit, step);
    return give(c, p, vg_edge_of(span, (enum vg_unit)unit, edge), at - i);
}

/* 3 prochains mois, les deux dernières années, ces trois derniers jours, ces derniers jours */
size_t vg_when_read_many_units(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t rel, unit;
    int count = 0;
    size_t at = i, n;

    size_t lead = vg_when_article(c, at);
    if (!lead)
        lead = m(c, at, WK_THIS, NULL);
    at += lead;
    bool counted = (n = vg_when_count(c, at, &count)) > 0;
    at += n;
    n = m(c, at, WK_REL, &rel);
    bool first = n > 0;
    at += n;
    if (!counted && first && (n = vg_when_count(c, at, &count))) { /* les dernières 24 heures */
        counted = true;
        at += n;
    }
    if (!(n = m(c, at, WK_UNIT, &unit)))
        return 0;
    at += n;
    if (!first) {
        if (!counted || (!(n = m(c, at, WK_REL, &rel)) && !(n = m(c, at, WK_REL_AFTER, &rel))))
            return 0;
        at += n;
    }
    if (!counted) {
        if (!lead)
            return 0;
        p->vague = true;
        return give(c, p, vg_no_date(), at - i);
    }
    if (!has_ref(c) || count < 1 || count > 1000)
        return give(c, p, vg_no_date(), at - i);
    rel = rel > 0 ? 1 : -1;
    if (unit >= UNIT_HOUR) {
        int days = unit == UNIT_HOUR ? (count + 23) / 24 : 0;
        return give(c, p, rel < 0 ? vg_span(c->ref - days, c->ref) : vg_span(c->ref, c->ref + days),
                    at - i);
    }
    struct vg_date near = vg_unit_shift(c->ref, (enum vg_unit)unit, rel);
    struct vg_date far = vg_unit_shift(c->ref, (enum vg_unit)unit, rel * count);
    if (far.from == VG_DAY_NONE)
        return give(c, p, vg_no_date(), at - i);
    if (lead && unit != UNIT_DAY) { /* les deux dernières semaines: up to today */
        int32_t edge = unit == UNIT_WEEK ? c->ref + 7 * rel * count
                                         : vg_add_months(c->ref, rel * count *
                                                                     (unit == UNIT_YEAR      ? 12
                                                                      : unit == UNIT_QUARTER ? 3
                                                                                             : 1));
        struct vg_date rolling = rel < 0 ? vg_span(edge, c->ref) : vg_span(c->ref, edge);
        return give(c, p, rolling, at - i);
    }
    struct vg_date span = rel < 0 ? vg_span(far.from, near.to) : vg_span(near.from, far.to);
    span.precision = near.precision;
    return give(c, p, span, at - i);
}

/* n units from a day, as precise as the unit is. */
static struct vg_date moved(int32_t day, enum vg_unit unit, int n)
{
    if (day == VG_DAY_NONE)
        return vg_no_date();
    return vg_unit_shift(day, unit, n);
}

/* Days that some weeks, months or years are at least. */
static int days_in_some(int32_t unit)
{
    switch (unit) {
    case UNIT_DAY:
        return 2;
    case UNIT_WEEK:
        return 11;
    case UNIT_MONTH:
        return 50;
    case UNIT_YEAR:
        return 500;
    default:
        return 0;
    }
}

int32_t vg_when_latest(const struct vg_when *c, const struct vg_when_part *p)
{
    int32_t from = p->kind == VG_TIME_ANAPHORIC ? c->anchor : c->ref;

    return p->back && from != VG_DAY_NONE ? from - p->back : VG_DAY_NONE;
}

/* il y a trois mois, voilà deux ans; dans 5 jours; d'ici deux semaines; depuis trois jours; pendant
 * une heure */
size_t vg_when_read_ago(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    static const enum vg_when_kind kinds[] = {WK_AGO, WK_IN, WK_SINCE, WK_WITHIN};
    int32_t unit;
    size_t n, at;
    int count;

    for (size_t k = 0; k < VG_COUNT_OF(kinds); k++) {
        if (!(n = m(c, i, kinds[k], NULL)))
            continue;
        at = i + n;
        bool some = (n = m(c, at, WK_SOME, NULL)) > 0;
        if (!some && !(n = vg_when_count(c, at, &count)))
            continue;
        if (!m(c, at + n, WK_UNIT, &unit))
            continue;
        at += n + m(c, at + n, WK_UNIT, NULL);
        if (kinds[k] != WK_SINCE && m(c, at, WK_OF, NULL)) /* dans un jour de grande forme */
            continue;
        if (some) {
            p->vague = true;
            p->back = kinds[k] == WK_AGO ? days_in_some(unit) : 0;
            return give(c, p, vg_no_date(), at - i);
        }
        int sign = kinds[k] == WK_IN || kinds[k] == WK_WITHIN ? 1 : -1;
        p->future = sign > 0;
        p->since = p->length = kinds[k] == WK_SINCE;
        if (kinds[k] == WK_WITHIN) {
            struct vg_date far = moved(c->ref, (enum vg_unit)unit, count);
            if (has_ref(c) && unit != UNIT_DAY && far.from != VG_DAY_NONE)
                far.to = unit == UNIT_WEEK ? c->ref + 7 * count : far.to;
            return give(c, p, vg_span(c->ref, far.to), at - i);
        }
        return give(c, p, moved(c->ref, (enum vg_unit)unit, sign * count), at - i);
    }
    return 0;
}

/* deux jours plus tôt, un an après, quelques heures plus tard */
size_t vg_when_read_earlier(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t unit;
    int count = 0, sign = 0;
    size_t n = m(c, i, WK_SOME, NULL), at;
    bool some = n > 0;

    if (!some && !(n = vg_when_count(c, i, &count)))
        return 0;
    at = i + n;
    if (!(n = m(c, at, WK_UNIT, &unit)))
        return 0;
    at += n;
    if ((n = m(c, at, WK_EARLIER, NULL)))
        sign = -1;
    else if ((n = m(c, at, WK_LATER, NULL)))
        sign = 1;
    if (!sign) {
        p->kind = VG_TIME_DURATION;
        p->clock = !some && unit == UNIT_HOUR;
        return give(c, p, vg_no_date(), at - i);
    }
    at += n;
    if (at < c->end && vg_particle(c->doc, (uint32_t)at, VG_PT_THAT)) {
        p->kind = VG_TIME_DURATION; /* trois jours plus tôt que prévu */
        return give(c, p, vg_no_date(), at - i);
    }
    p->kind = VG_TIME_ANAPHORIC;
    enum vg_pos next = at < c->end ? vg_token_pos(tok(c, at)) : VG_POS_PUNCT;
    bool after_what =
        next == VG_POS_DET || next == VG_POS_NOUN || next == VG_POS_PROPER || next == VG_POS_CONJ;
    if ((some || after_what) && unit < UNIT_HOUR) { /* six ans après sa victoire */
        p->vague = true;
        p->back = !after_what && sign < 0 ? days_in_some(unit) : 0;
        if (!some && unit <= UNIT_WEEK && after_what)
            p->offset = sign * count * (unit == UNIT_WEEK ? 7 : 1);
        return give(c, p, vg_no_date(), at - i);
    }
    struct vg_date d = moved(c->anchor, (enum vg_unit)unit, sign * count);
    p->offset = c->anchor == VG_DAY_NONE || d.from == VG_DAY_NONE ? 0 : d.from - c->anchor;
    fix(p, d);
    return at - i;
}

/* le week-end, with nothing said: the next one, or the last when the tense is past */
size_t vg_when_read_weekend(const struct vg_when *c, size_t i, struct vg_when_part *p)
{
    int32_t unit;
    size_t at = i + vg_when_article(c, i), n;

    if (at == i || !(n = m(c, at, WK_UNIT, &unit)) || unit != UNIT_WEEKEND ||
        m(c, at + n, WK_OF, NULL))
        return 0;
    return give(c, p, unit_from_ref(c, i, at + n, UNIT_WEEKEND, 0), at + n - i);
}
