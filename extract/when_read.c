/* when_read.c - calendar expressions: all rules, and what the first word of each can be; the
 * longest wins. */
#include "extract/when_rules.h"
#include "extract/words.h"

#define K(kind) (UINT64_C(1) << WK_##kind)
/* what else a rule may start with */
enum { DIGITS = 1, COUNT = 2, HYPHEN = 4, ORDINAL = 8, OTHERS = 4 };

/* The rules, and what the first word of each can be. */
static const struct {
    size_t (*read)(const struct vg_when *, size_t, struct vg_when_part *);
    uint64_t first;
    int other;
} rules[] = {
    {vg_when_read_nth, K(ART) | K(REL), ORDINAL},
    {vg_when_read_of_date, K(ART) | K(UNIT) | K(PART), 0},
    {vg_when_read_day_word, K(DAY), 0},
    {vg_when_read_rel_weekday, K(ART) | K(REL), 0},
    {vg_when_read_shift, K(TO) | K(ART) | K(SHIFT), 0},
    {vg_when_read_holiday, K(ART) | K(PART) | K(HOLIDAY) | K(EASTER), 0},
    {vg_when_read_edge, K(EDGE), 0},
    {vg_when_read_unit, K(EDGE) | K(ART) | K(THIS) | K(REL) | K(UNIT), 0},
    {vg_when_read_habit, K(HABIT), 0},
    {vg_when_read_many_units, K(ART) | K(THIS) | K(REL), DIGITS | COUNT},
    {vg_when_read_plain, K(ART) | K(THIS) | K(WEEKDAY) | K(ABBREV_WEEKDAY) | K(MONTH),
     DIGITS | COUNT | ORDINAL},
    {vg_when_read_ago, K(AGO) | K(IN) | K(SINCE) | K(WITHIN), 0},
    {vg_when_read_vague, K(VAGUE), 0},
    {vg_when_read_earlier, K(SOME), DIGITS | COUNT},
    {vg_when_read_part, K(ART) | K(THIS), 0},
    {vg_when_read_season, K(ART) | K(THIS) | K(PART_LINK) | K(SEASON), 0},
    {vg_when_read_year_alone, K(DECADE) | K(ART) | K(UNIT), DIGITS},
    {vg_when_read_bare_day, K(ART) | K(FROM), 0},
    {vg_when_read_weekend, K(ART), 0},
    {vg_when_read_working_days, K(PART_LINK), 0},
    {vg_when_read_clock, 0, DIGITS},
    {vg_when_read_hyphen, 0, HYPHEN},
};

void vg_when_index_rules(struct vg_when_words *words)
{
    _Static_assert(VG_COUNT_OF(rules) <= 32, "rules are bits");
    for (size_t k = 0; k < VG_COUNT_OF(rules); k++) {
        for (int kind = 0; kind < WK_COUNT; kind++)
            words->rules[kind] |= (uint32_t)(rules[k].first >> kind & 1) << k;
        for (int other = 0; other < OTHERS; other++)
            words->rules[WK_COUNT + other] |= (uint32_t)(rules[k].other >> other & 1) << k;
    }
}

/* The rules for what stands at a token. */
static uint32_t rules_for(const struct vg_when_words *words, uint64_t kinds, int other)
{
    uint32_t found = 0;

    for (; kinds; kinds &= kinds - 1)
        found |= words->rules[__builtin_ctzll(kinds)];
    for (; other; other &= other - 1)
        found |= words->rules[WK_COUNT + __builtin_ctz((unsigned)other)];
    return found;
}

size_t vg_when_read(const struct vg_when *c, size_t i, struct vg_when_part *ret)
{
    static const struct vg_when_part empty = {.weekday = -1};
    const struct vg_token *t = tok(c, i);
    uint64_t mask = c->kinds[i - c->start];
    const struct vg_number *number = t->number >= 0 ? &c->doc->numbers[t->number] : NULL;
    int other = (t->kind == VG_TOK_NUMBER ? DIGITS | ORDINAL : 0) |
                (number ? (number->ordinal ? ORDINAL : COUNT) : 0) |
                (t->kind == VG_TOK_WORD && t->hyphen ? HYPHEN : 0);
    struct vg_when_part p = empty;
    size_t best = 0;

    for (uint32_t left = rules_for(c->words, mask, other); left; left &= left - 1) {
        size_t n = rules[__builtin_ctz(left)].read(c, i, &p);
        if (n > best) {
            best = n;
            *ret = p;
        }
        p = empty;
    }
    return best;
}
