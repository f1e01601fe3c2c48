/* number.c - the words of counting, and one number: `deux cent mille`, `40 000`, `vingt-et-unième`,
 * `3 douzaines`. */
#include "extract/number.h"

#include <math.h>

#include "base/tsv.h"
#include "extract/number_words.h"
#include "extract/pack.h"
#include "extract/particle.h"
#include "extract/words.h"

/* ---- the table ---- */

static const char *const kind_names[NK_COUNT] = {
    "unit",        "ten",           "hundred",      "thousand",   "big",          "bigs",
    "ordinal",     "about",         "abouts",       "dozen",      "dozens",       "vague",
    "none",        "half",          "fraction",     "and",        "point",        "suffix",
    "unit-suffix", "multiplier",    "before-minus", "before-min", "before-more",  "before-less",
    "before-max",  "before-approx", "after-min",    "after-max",  "after-approx", "range",
    "from",        "percent"};

static void add_phrase(struct vg_number_words *w, struct vg_arena *arena, enum vg_number_kind kind,
                       struct vg_sv form, double value)
{
    struct vg_sv rest = form, *words = NULL;
    size_t n = 0, cap = 0;

    while (rest.p) {
        struct vg_sv word = vg_sv_trim(vg_sv_split(&rest, ' '));
        if (word.n)
            *VG_PUSH(arena, words, n, cap) = vg_sv(vg_arena_str(arena, word), word.n);
    }
    bool before = (kind >= NK_BEFORE_MINUS && kind <= NK_BEFORE_APPROX) || kind == NK_FROM;
    struct vg_wordtab *tab = before ? &w->by_last : &w->by_first;
    struct vg_sv key = before ? words[n - 1] : words[0];
    int32_t next = vg_wordtab_get(tab, key);
    vg_wordtab_set(tab, arena, key, (int32_t)w->n_phrases);
    *VG_PUSH(arena, w->phrases, w->n_phrases, w->cap_phrases) =
        (struct vg_number_phrase){kind, value, words, n, next};
}

int vg_number_load(struct vg_pack *pack, struct vg_sv tsv, const char *file, struct vg_err *err)
{
    static const char *const wanted[] = {"kind", "form", "value", NULL};
    struct vg_arena *arena = pack->arena;
    struct vg_number_words *w = vg_arena_alloc(arena, sizeof *w);
    struct vg_tsv t;
    int r = vg_tsv_open(&t, file, tsv, wanted, err);

    if (r < 0)
        return r;
    while ((r = vg_tsv_next(&t, err)) > 0) {
        struct vg_sv form = vg_tsv_get(&t, "form"), text = vg_tsv_get(&t, "value");
        int kind = 0;
        double value = 0;
        while (kind < NK_COUNT && !vg_sv_is(vg_tsv_get(&t, "kind"), kind_names[kind]))
            kind++;
        bool counts = kind <= NK_FRACTION;
        if (kind == NK_COUNT || !form.n || (text.n && vg_sv_to_double(text, &value) < 0) ||
            (counts && !text.n))
            return vg_fail_at(err, VG_E_SYNTAX, file, t.line,
                              "'%.*s': unknown kind, no form, or no value", VG_SV_ARG(form));
        if (kind == NK_SUFFIX) {
            vg_wordtab_set(&w->suffixes, arena, form, 1);
        } else if (kind == NK_MULTIPLIER) {
            vg_wordtab_set(&w->multipliers, arena, form, (int32_t)value);
        } else if (kind == NK_UNIT_SUFFIX) {
            vg_wordtab_set(&w->unit_suffixes, arena, form, 1);
        } else if (kind >= NK_BEFORE_MINUS) {
            add_phrase(w, arena, (enum vg_number_kind)kind, form, value);
        } else {
            vg_wordtab_set(&w->words, arena, form, (int32_t)w->n);
            *VG_PUSH(arena, w->items, w->n, w->cap) =
                (struct vg_number_word){(enum vg_number_kind)kind, value};
        }
    }
    pack->numbers = w;
    return r;
}

static const struct vg_number_word *word_of(const struct vg_number_words *w, struct vg_sv fold)
{
    int32_t i = vg_wordtab_get(&w->words, fold);

    return i < 0 ? NULL : &w->items[i];
}

/* The same of a token: its row, -1. */
static int32_t row_of(const struct vg_number_words *w, const struct vg_token *t)
{
    int32_t *known = &t->word->number;

    if (!*known)
        *known = vg_wordtab_get_hashed(&w->words, t->fold, t->fold_hash) + 2;
    if (*known < 2 && !t->hyphen && t->kind == VG_TOK_WORD)
        t->word->starts &= (uint8_t)~VG_START_NUMBER;
    return *known - 2;
}

/* ---- digits ---- */

/* "40 000", "3.000.000", "6 700,54", "4,800": the comma is decimal, but where several of them
 * group; a full stop groups when exactly three digits follow it each time. Returns where the digits
 * end, 0 when there are none. */
static size_t read_digits(struct vg_sv s, double *ret, bool *ret_decimal)
{
    size_t end = 0, dots = 0, commas = 0, after_dot = 0;
    bool grouped = true;

    for (size_t i = 0, run = 0; i <= s.n; i++) {
        char c = i < s.n ? s.p[i] : 0;
        if (vg_is_digit((unsigned char)c)) {
            run++;
            end = i + 1;
            continue;
        }
        if (dots && run != 3 && !commas)
            grouped = false;
        after_dot = run;
        run = 0;
        dots += c == '.';
        commas += c == ',';
        if (c != '.' && c != ',' && c != ' ' && (unsigned char)c < 0x80)
            break;
        if ((unsigned char)c >= 0x80 &&
            !(c == '\xC2' || c == '\xE2' || ((unsigned char)c & 0xC0) == 0x80))
            break;
    }
    (void)after_dot;
    double value = 0, unit = 0;
    bool comma_decimal = commas == 1, dot_decimal = dots == 1 && !grouped && !commas;
    for (size_t i = 0; i < end; i++) {
        char c = s.p[i];
        if ((c == ',' && comma_decimal) || (c == '.' && dot_decimal))
            unit = 1;
        if (!vg_is_digit((unsigned char)c))
            continue;
        if (unit > 0)
            value += (c - '0') * (unit /= 10);
        else if (value < 1e15)
            value = value * 10 + (c - '0');
    }
    *ret = value;
    *ret_decimal = unit > 0;
    return end;
}

/* A token of digits, perhaps with letters: 0 no number, 1 cardinal, 2 ordinal. */
static int read_number_token(const struct vg_document *doc, const struct vg_token *t, double *ret,
                             bool *ret_decimal)
{
    const struct vg_number_words *w = doc->pack->numbers;
    size_t end = read_digits(t->fold, ret, ret_decimal);
    struct vg_sv tail = vg_sv_sub(t->fold, end, t->fold.n);

    if (!end)
        return 0;
    if (!tail.n || vg_wordtab_get(&w->unit_suffixes, tail) >= 0)
        return 1;
    if (tail.n == 1) { /* 100K, 3M: case tells a million from a metre */
        struct vg_sv letter = vg_sv(doc->text.p + t->to - 1, 1);
        int32_t times = vg_wordtab_get(&w->multipliers, letter);
        if (times > 0) {
            *ret *= times;
            *ret_decimal = false;
            return 1;
        }
    }
    return vg_wordtab_get(&w->suffixes, tail) >= 0 ? 2 : 0;
}

/* ---- words ---- */

struct sum {
    double total, current;
    double scale; /* least multiplier so far */
    double last;  /* value of the last part */
    enum vg_number_kind last_kind;
    double multiplier; /* of the last multiplier word, 1 */
    bool any, ordinal, digits, decimal, fraction, about, plural, vague, none;
};

/* The last two digits before the decimal sign. */
static int below_100(double v)
{
    return (int)fmod(v, 100);
}

static bool add_unit(struct sum *s, double v)
{
    int c = below_100(s->current), last = s->last < 100 ? (int)s->last : 100, x = (int)v;

    if (s->decimal || s->last_kind == NK_COUNT || (s->any && x == 0))
        return false;
    bool fresh = !s->any || (c == 0 && s->last_kind != NK_UNIT);
    bool after_ten = s->last_kind == NK_TEN && x < 10 && c % 10 == 0;
    bool teens = s->last_kind == NK_TEN && x >= 10 && x < 20 && (c == 60 || c == 80);
    bool dix_sept = s->last_kind == NK_UNIT && last == 10 && x >= 7 && x <= 9;
    if (!fresh && !after_ten && !teens && !dix_sept)
        return false;
    s->current += v;
    return true;
}

static bool add_ten(struct sum *s, double v)
{
    int c = below_100(s->current);

    if (v == 20 && s->last_kind == NK_UNIT && s->last == 4 && c == 4 && !s->digits) {
        s->current += 76; /* quatre-vingt */
        return true;
    }
    if (s->any &&
        (c != 0 || s->last_kind == NK_COUNT || s->last_kind == NK_UNIT || s->last_kind == NK_TEN))
        return false;
    s->current += v;
    return true;
}

static bool multiply(struct sum *s, enum vg_number_kind kind, double v)
{
    if (kind == NK_HUNDRED) {
        if (s->current >= 100 || (s->any && s->current == 0 && s->scale == 1e30))
            return false;
        s->current = (s->current > 0 ? s->current : 1) * 100;
    } else if (v < s->scale) {
        s->total += (s->current > 0 ? s->current : 1) * v;
        s->current = 0;
        s->scale = v;
    } else if (s->scale == 1000 && s->total < 1e6 && v > 1000) { /* deux cent mille milliards */
        s->total = (s->total + s->current) * v;
        s->current = 0;
        s->scale = v;
    } else {
        return false;
    }
    s->multiplier = v;
    return true;
}

/* une dizaine, trois dizaines, des dizaines de milliers */
static bool add_about(struct sum *s, enum vg_number_kind kind, double v)
{
    bool plural = kind == NK_ABOUTS || kind == NK_DOZENS,
         dozen = kind == NK_DOZEN || kind == NK_DOZENS;
    double n = s->total + s->current;

    if (s->ordinal || (s->about && v <= s->multiplier && v != 1000) ||
        (s->digits && !plural && n != 1))
        return false;
    if (s->vague || !s->any) {
        s->plural = plural;
        s->vague = false;
        s->current = plural ? 2 * v : v;
    } else if (s->last_kind == NK_HALF) {
        s->current = v / 2;
    } else {
        s->current = n * v;
    }
    s->about = !(dozen && s->any && n > 1);
    s->total = 0;
    s->multiplier = v;
    return true;
}

/* The last word of an ordinal; after a small number that it does not continue, a fraction: trois
 * cinquièmes. */
static bool add_ordinal(struct sum *s, double v)
{
    if (v < 20    ? add_unit(s, v)
        : v < 100 ? add_ten(s, v)
                  : multiply(s, v < 1000 ? NK_HUNDRED : NK_BIG, v)) {
        s->ordinal = true;
        return true;
    }
    if (s->current >= 20 || s->total != 0 || v <= 2)
        return false;
    s->current /= v;
    s->fraction = true;
    return true;
}

/* deux millions; des millions, plusieurs millions */
static bool add_millions(struct sum *s, double v)
{
    if (s->any && !s->vague)
        return multiply(s, NK_BIG, v);
    s->current = 2 * v;
    s->vague = false;
    s->plural = s->about = true;
    return true;
}

static bool add_word(struct sum *given, const struct vg_number_word *w)
{
    struct sum changed = *given, *s = &changed;
    bool ok = false;

    if (s->ordinal || s->none || s->fraction)
        return false;
    if (s->vague && w->kind != NK_ABOUTS && w->kind != NK_DOZENS && w->kind != NK_BIGS)
        return false;
    if (s->about && w->kind != NK_ABOUTS && w->kind != NK_BIG && w->kind != NK_BIGS)
        return false;
    switch (w->kind) {
    case NK_UNIT:
        ok = add_unit(s, w->value);
        break;
    case NK_TEN:
        ok = add_ten(s, w->value);
        break;
    case NK_HUNDRED:
    case NK_THOUSAND:
        ok = multiply(s, w->kind, w->value);
        break;
    case NK_BIG:
        ok = s->any && multiply(s, NK_BIG, w->value);
        break;
    case NK_BIGS:
        ok = add_millions(s, w->value);
        break;
    case NK_ORDINAL:
        ok = add_ordinal(s, w->value);
        break;
    case NK_ABOUT:
    case NK_ABOUTS:
    case NK_DOZEN:
    case NK_DOZENS:
        ok = add_about(s, w->kind, w->value);
        break;
    case NK_VAGUE:
        ok = s->vague = !s->any;
        s->current = w->value;
        break;
    case NK_NONE:
        ok = s->none = !s->any;
        break;
    case NK_HALF:
        ok = !s->any;
        s->current = w->value;
        break;
    case NK_FRACTION:
        ok = s->any && s->total == 0 && s->current < 10;
        s->current *= w->value;
        s->fraction = true;
        break;
    default:
        break;
    }
    s->any |= ok;
    s->last = w->value;
    s->last_kind = w->kind;
    if (ok)
        *given = *s;
    return ok;
}

/* All parts of a token (between hyphens) as words of one number. */
static bool add_token(const struct vg_number_words *w, struct sum *s, const struct vg_token *t)
{
    struct vg_sv rest = t->fold;
    struct sum try = *s;

    if (!t->hyphen) {
        int32_t one = row_of(w, t);
        return one >= 0 && w->items[one].kind != NK_AND && add_word(s, &w->items[one]);
    }
    for (bool first = true; rest.p; first = false) {
        const struct vg_number_word *word = word_of(w, vg_sv_split(&rest, '-'));
        if (!word || (word->kind == NK_AND && (first || !rest.p)))
            return false;
        if (word->kind == NK_AND) /* vingt-et-un */
            continue;
        if (!add_word(&try, word))
            return false;
    }
    *s = try;
    return true;
}

static bool add_digits(const struct vg_document *doc, struct sum *s, const struct vg_token *t)
{
    double v;
    bool decimal;
    int what = read_number_token(doc, t, &v, &decimal);

    if (!what || s->ordinal || s->fraction || s->about || s->vague || s->none)
        return false;
    if (s->any && (s->current != 0 || s->scale >= 1e30 || v >= s->scale || decimal || what == 2))
        return false;
    s->any = s->digits = true;
    s->current = v;
    s->decimal |= decimal;
    s->ordinal = what == 2;
    s->last = v;
    s->last_kind = NK_COUNT; /* only multipliers may follow digits */
    return true;
}

/* What `et` may join to a number: un, onze, unième; a half or a fraction of the last multiplier. */
static size_t add_after_and(const struct vg_document *doc, struct sum *s, size_t i, size_t end)
{
    const struct vg_number_words *w = doc->pack->numbers;
    const int32_t row = i < end ? row_of(w, &doc->tokens[i]) : -1;
    const struct vg_number_word *word = row < 0 ? NULL : &w->items[row];

    if (!word || s->ordinal || s->about || s->vague || s->fraction)
        return 0;
    double unit = s->multiplier >= 1e6 ? s->multiplier : 1;
    if (word->kind == NK_HALF && (unit > 1 || s->current > 0)) {
        s->total += unit * word->value;
        s->decimal |= unit == 1;
        return 1;
    }
    bool ten = s->last_kind == NK_TEN || (s->last_kind == NK_HUNDRED && !s->digits) ||
               (s->last_kind == NK_THOUSAND && s->total == 1000 && !s->digits);
    if ((word->kind == NK_UNIT || word->kind == NK_ORDINAL) && ten &&
        (word->value == 1 || (word->value == 11 && below_100(s->current) == 60)) && !s->decimal) {
        enum vg_number_kind kind = word->kind;
        s->last_kind = NK_TEN;
        struct vg_number_word one = {NK_UNIT, word->value};
        if (!add_word(s, &one))
            return 0;
        s->ordinal = kind == NK_ORDINAL;
        return 1;
    }
    if (unit > 1 && word->kind == NK_UNIT && i + 1 < end) {
        const struct vg_number_word *part = word_of(w, doc->tokens[i + 1].fold);
        if (part && part->kind == NK_FRACTION) {
            s->total += unit * word->value * part->value;
            return 2;
        }
    }
    return 0;
}

/* `virgule trois`, `virgule zéro cinq` */
static size_t add_point(const struct vg_document *doc, struct sum *s, size_t i, size_t end)
{
    struct sum after = {.scale = 1e30, .multiplier = 1};
    double unit = 0.1;
    size_t n = 0;

    while (i + n < end && add_token(doc->pack->numbers, &after, &doc->tokens[i + n])) {
        n++;
        if (after.current == 0) { /* leading zeros */
            unit /= 10;
            after = (struct sum){.scale = 1e30, .multiplier = 1};
        }
    }
    double v = after.total + after.current;
    if (!n || after.ordinal || v > 1e9)
        return 0;
    double part = v;
    while (part >= 1)
        part /= 10;
    s->total += part * (unit * 10);
    s->decimal = true;
    return n;
}

/* Most words are none of counting. */
bool vg_number_may_start(const struct vg_document *doc, size_t i)
{
    const struct vg_token *t = &doc->tokens[i];

    return t->kind == VG_TOK_NUMBER ||
           (t->kind == VG_TOK_WORD && t->starts & VG_START_NUMBER &&
            (t->hyphen || row_of(doc->pack->numbers, t) >= 0));
}

/* The number at `from`, where one may start. */
static bool read_number(const struct vg_document *doc, size_t from, size_t end,
                        struct vg_number_read *ret)
{
    const struct vg_number_words *w = doc->pack->numbers;
    struct sum s = {.scale = 1e30, .multiplier = 1, .last_kind = NK_BIG};
    size_t i = from;

    while (i < end) {
        const struct vg_token *t = &doc->tokens[i];
        if (t->kind == VG_TOK_NUMBER ? add_digits(doc, &s, t)
                                     : t->kind == VG_TOK_WORD && add_token(w, &s, t)) {
            i++;
            continue;
        }
        const struct vg_number_word *link = s.any && i + 1 < end ? word_of(w, t->fold) : NULL;
        size_t n = 0;
        if (link && link->kind == NK_AND)
            n = add_after_and(doc, &s, i + 1, end);
        else if (link && link->kind == NK_POINT && !s.decimal)
            n = add_point(doc, &s, i + 1, end);
        else if (s.about && vg_particle(doc, i, VG_PT_OF) && i + 1 < end &&
                 add_token(w, &s, &doc->tokens[i + 1])) /* des dizaines de milliers */
            n = 1;
        if (!n)
            break;
        i += n + 1;
    }
    if (!s.any || (s.vague && i == from))
        return false;
    double value = s.total + s.current;
    *ret = (struct vg_number_read){
        .value = value < 1e18 ? value : 1e18,
        .scale = s.multiplier,
        .ordinal = s.ordinal,
        .fraction = s.fraction || (s.last_kind == NK_HALF && i == from + 1),
        .digits = s.digits,
        .decimal = s.decimal,
        .about = s.about,
        .plural = s.plural,
        .vague = s.vague,
        .none = s.none,
        .article = i == from + 1 && s.current == 1 && !s.digits && !s.ordinal,
        .end = i};
    return true;
}

bool vg_number_read(const struct vg_document *doc, size_t from, size_t end,
                    struct vg_number_read *ret)
{
    return from < end && vg_number_may_start(doc, from) && read_number(doc, from, end, ret);
}

bool vg_number_at(const struct vg_document *doc, size_t from, size_t end, size_t *ret_end,
                  double *ret_value, bool *ret_ordinal)
{
    struct vg_number_read r;

    if (!vg_number_read(doc, from, end, &r) || r.fraction || r.vague || r.none || r.about)
        return false;
    *ret_end = r.end;
    *ret_value = r.value;
    *ret_ordinal = r.ordinal;
    return true;
}
