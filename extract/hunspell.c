#include "extract/hunspell.h"

#include "base/buf.h"
#include "base/utf8.h"

struct rule {
    struct vg_sv strip, add, condition, tags;
};

struct affix {
    struct rule *rules;
    size_t n, cap;
};

struct expander {
    struct vg_arena *arena;
    struct affix **suffixes; /* by the two bytes of their flag */
    uint16_t need_affix;
    vg_hunspell_fn *fn;
    void *ctx;
    struct vg_buf form;
};

static uint16_t flag_of(struct vg_sv s)
{
    return (uint16_t)(((unsigned char)s.p[0] << 8) | (s.n > 1 ? (unsigned char)s.p[1] : 0));
}

static struct vg_sv next_word(struct vg_sv *s)
{
    while (s->n && vg_is_space((unsigned char)s->p[0]))
        *s = vg_sv_sub(*s, 1, s->n);
    size_t n = 0;
    while (n < s->n && !vg_is_space((unsigned char)s->p[n]))
        n++;
    struct vg_sv w = vg_sv(s->p, n);
    *s = vg_sv_sub(*s, n, s->n);
    return w;
}

/* SFX flag strip addition[/flags] condition tags...; the line that opens a flag has four words and
 * is skipped. */
static void add_suffix(struct expander *x, struct vg_sv line)
{
    struct vg_sv flag = next_word(&line), strip = next_word(&line), add = next_word(&line);
    struct vg_sv condition = next_word(&line);

    if (flag.n < 2 || !condition.n)
        return;
    uint16_t f = flag_of(flag);
    if (!x->suffixes[f])
        x->suffixes[f] = vg_arena_alloc(x->arena, sizeof(struct affix));
    struct affix *a = x->suffixes[f];
    struct vg_sv word = vg_sv_split(&add, '/');
    *VG_PUSH(x->arena, a->rules, a->n, a->cap) =
        (struct rule){.strip = vg_sv_is(strip, "0") ? VG_SV_NONE : strip,
                      .add = vg_sv_is(word, "0") ? VG_SV_NONE : word,
                      .condition = condition,
                      .tags = vg_sv_trim(line)};
}

static void read_affixes(struct expander *x, struct vg_sv aff)
{
    while (aff.p) {
        struct vg_sv line = vg_sv_split(&aff, '\n');
        struct vg_sv word = next_word(&line);
        if (vg_sv_is(word, "SFX"))
            add_suffix(x, line);
        else if (vg_sv_is(word, "NEEDAFFIX")) {
            struct vg_sv f = next_word(&line);
            x->need_affix = f.n ? flag_of(f) : 0;
        }
    }
}

/* Does one element of a condition ("[^sx]", "é", ".") hold of cp? Moves *p past it. */
static bool element_holds(const char **p, const char *end, uint32_t cp)
{
    uint32_t c = vg_utf8_next(p, end);

    if (c == '.')
        return true;
    if (c != '[')
        return c == cp;
    bool negated = *p < end && **p == '^', found = false;
    if (negated)
        (*p)++;
    while (*p < end && (c = vg_utf8_next(p, end)) != ']')
        found |= c == cp;
    return found != negated;
}

static size_t elements(struct vg_sv condition)
{
    const char *p = condition.p, *end = p + condition.n;
    size_t n = 0;

    for (; p < end; n++)
        (void)element_holds(&p, end, 0);
    return n;
}

/* Conditions look at the end of the word. */
static bool holds(struct vg_sv condition, struct vg_sv word)
{
    size_t n = elements(condition);
    const char *at = word.p + word.n;

    for (size_t k = 0; k < n; k++) {
        if (at == word.p)
            return vg_sv_is(condition, ".");
        do
            at--;
        while (at > word.p && ((unsigned char)*at & 0xC0) == 0x80);
    }
    const char *p = condition.p, *end = p + condition.n;
    for (size_t k = 0; k < n; k++) {
        uint32_t cp = vg_utf8_next(&at, word.p + word.n);
        if (!element_holds(&p, end, cp))
            return false;
    }
    return true;
}

static void expand_word(struct expander *x, struct vg_sv line)
{
    struct vg_sv entry = next_word(&line), tags = vg_sv_trim(line);
    struct vg_sv word = vg_sv_split(&entry, '/'), flags = entry;
    bool bare = true;

    if (!word.n)
        return;
    for (size_t i = 0; i + 1 < flags.n; i += 2)
        bare &= flag_of(vg_sv_sub(flags, i, i + 2)) != x->need_affix;
    if (bare)
        x->fn(x->ctx, word, word, tags, VG_SV_NONE);
    for (size_t i = 0; i + 1 < flags.n; i += 2) {
        const struct affix *a = x->suffixes[flag_of(vg_sv_sub(flags, i, i + 2))];
        for (size_t k = 0; a && k < a->n; k++) {
            const struct rule *r = &a->rules[k];
            if (!vg_sv_ends(word, r->strip) || !holds(r->condition, word))
                continue;
            vg_buf_clear(&x->form);
            (void)vg_buf_sv(&x->form, vg_sv_sub(word, 0, word.n - r->strip.n));
            if (vg_buf_sv(&x->form, r->add) == 0 && x->form.n)
                x->fn(x->ctx, vg_buf_view(&x->form), word, tags, r->tags);
        }
    }
}

int vg_hunspell_expand(struct vg_sv aff, struct vg_sv dic, vg_hunspell_fn *fn, void *ctx,
                       struct vg_err *err)
{
    vg_cleanup(vg_arena_freep) struct vg_arena *arena = vg_arena_new();
    struct expander x = {.arena = arena, .fn = fn, .ctx = ctx};
    int line = 0;

    x.suffixes = vg_arena_new_n(arena, struct affix *, 65536);
    vg_buf_init(&x.form, 4096);
    read_affixes(&x, aff);
    while (dic.p) {
        struct vg_sv s = vg_sv_split(&dic, '\n');
        line++;
        if (line == 1) /* the number of words */
            continue;
        if (!vg_utf8_valid(s)) {
            vg_buf_done(&x.form);
            return vg_fail_at(err, VG_E_SYNTAX, "dic", line, "not UTF-8");
        }
        expand_word(&x, s);
    }
    vg_buf_done(&x.form);
    return 0;
}
