/* text.c - from bytes to tokens, sentences and quotations, with a map back to the characters as
 * given. */
#include "base/utf8.h"
#include "extract/text_in.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/tsv.h"
#include "extract/grammar.h"
#include "extract/pack.h"
#include "extract/words.h"

static const char *const rule_names[RULE_COUNT] = {"abbrev", "elision", "clitic", "whole",
                                                   "before"};

static int cmp_sv(const void *a, const void *b)
{
    const struct vg_sv *x = a, *y = b;

    return vg_sv_cmp(*x, *y);
}

int vg_text_rules_load(struct vg_sv tsv, const char *file, struct vg_arena *arena,
                       const struct vg_text_rules **ret, struct vg_err *err)
{
    static const char *const wanted[] = {"kind", "form", NULL};
    struct vg_text_rules *self = vg_arena_alloc(arena, sizeof *self);
    struct vg_tsv t;
    int r = vg_tsv_open(&t, file, tsv, wanted, err);

    if (r < 0)
        return r;
    while ((r = vg_tsv_next(&t, err)) > 0) {
        int kind = 0;
        while (kind < RULE_COUNT && !vg_sv_is(vg_tsv_get(&t, "kind"), rule_names[kind]))
            kind++;
        if (kind == RULE_COUNT)
            return vg_fail_at(err, VG_E_SYNTAX, file, t.line,
                              "unknown kind '%.*s': abbrev, elision, clitic, whole or before",
                              VG_SV_ARG(vg_tsv_get(&t, "kind")));
        struct vg_sv form = vg_tsv_get(&t, "form");
        *VG_PUSH(arena, self->forms[kind], self->n[kind], self->cap[kind]) =
            vg_sv(vg_arena_str(arena, form), form.n);
    }
    for (int k = 0; k < RULE_COUNT; k++)
        if (self->n[k])
            qsort(self->forms[k], self->n[k], sizeof(struct vg_sv), cmp_sv);
    *ret = self;
    return r;
}

bool vg_text_has(const struct vg_text_rules *rules, enum rule kind, struct vg_sv form)
{
    return rules->n[kind] &&
           bsearch(&form, rules->forms[kind], rules->n[kind], sizeof form, cmp_sv) != NULL;
}

/* ---- normal form, with the map back ---- */

/* The text as it grows; both arrays have room for all that can come. */
struct builder {
    char *out;
    uint32_t *chars;
    size_t n;
};

static bool is_combining(uint32_t cp)
{
    return cp >= 0x300 && cp <= 0x36F;
}

/* Appends [from, to) of the source, which is character `at` as given. */
static void emit(struct builder *b, const char *from, size_t n, uint32_t at)
{
    for (size_t i = 0; i < n; i++) {
        b->out[b->n + i] = from[i];
        b->chars[b->n + i] = at;
    }
    b->n += n;
}

/* A base letter with its combining marks: composed. */
static void emit_cluster(struct builder *b, struct vg_sv cluster, uint32_t at)
{
    utf8proc_uint8_t *nfc = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)cluster.p, (utf8proc_ssize_t)cluster.n, &nfc,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE);

    if (n > 0 && (size_t)n <= cluster.n)
        emit(b, (const char *)nfc, (size_t)n, at);
    else
        emit(b, cluster.p, cluster.n, at);
    free(nfc);
}

/* May what stands at p belong to the letter before it? Combining marks begin with CC or CD. */
static bool may_combine(const char *p, const char *end)
{
    return p < end && ((unsigned char)*p & 0xFE) == 0xCC;
}

/* Eight characters of ASCII, none of them NUL, that nothing combines with? */
static bool is_plain_eight(const char *p, const char *end)
{
    uint64_t x;

    if (end - p < 9 || may_combine(p + 8, end))
        return false;
    memcpy(&x, p, 8);
    return !((x | (x - UINT64_C(0x0101010101010101))) & UINT64_C(0x8080808080808080));
}

/* Takes what is plain ASCII, or a letter of two bytes, that nothing combines with; most of a text
 * is. */
static const char *take_plain(struct builder *b, const char *p, const char *end, uint32_t *at,
                              uint32_t counts)
{
    for (; p < end; *at += 1) {
        for (; is_plain_eight(p, end); p += 8, *at += 8) {
            memcpy(b->out + b->n, p, 8);
            for (uint32_t i = 0; i < 8; i++)
                b->chars[b->n + i] = (*at + i) * counts;
            b->n += 8;
        }
        unsigned char c = (unsigned char)*p;
        size_t n = c < 0x80 ? 1 : c >= 0xC2 && c <= 0xDF && end - p > 1 ? 2 : 0;
        if (!c || !n || (n == 2 && ((unsigned char)p[1] & 0xC0) != 0x80) ||
            (c == 0xC2 && (unsigned char)p[1] == 0xAD) || may_combine(p + n, end))
            break;
        emit(b, p, n, *at * counts);
        p += n;
    }
    return p;
}

static void normalise(struct builder *b, struct vg_sv s, bool counted)
{
    const char *p = s.n ? s.p : "", *end = p + s.n;
    uint32_t at = 0;

    while ((p = take_plain(b, p, end, &at, counted)) < end) {
        const char *from = p;
        uint32_t first = counted ? at : 0;
        uint32_t cp = vg_utf8_next(&p, end);
        at++;
        if (cp == VG_UTF8_BAD && p - from == 1) {
            emit(b, "\xEF\xBF\xBD", 3, first);
            continue;
        }
        if (cp == 0 || cp == 0xAD || cp == 0x200B || cp == 0xFEFF)
            continue; /* NUL, soft hyphen, zero-width marks */
        const char *ahead = p, *cluster_end = p;
        int marks = 0;
        while (ahead < end && marks < 8 && is_combining(vg_utf8_next(&ahead, end))) {
            cluster_end = ahead;
            marks++;
        }
        if (!marks) {
            emit(b, from, (size_t)(p - from), first);
            continue;
        }
        p = cluster_end;
        at += (uint32_t)marks;
        emit_cluster(b, vg_sv(from, (size_t)(p - from)), first);
    }
    b->chars[b->n] = counted ? at : 0;
}

/* ---- tokens ---- */

static uint32_t peek(struct vg_sv text, size_t at)
{
    if (at >= text.n)
        return 0;
    const char *p = text.p + at;
    if ((unsigned char)*p < 0x80)
        return (unsigned char)*p;
    return vg_utf8_next(&p, text.p + text.n);
}

static size_t width(struct vg_sv text, size_t at)
{
    const char *p = text.p + at;

    if ((unsigned char)*p < 0x80)
        return 1;
    (void)vg_utf8_next(&p, text.p + text.n);
    return (size_t)(p - (text.p + at));
}

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || cp == '\t' || cp == '\r' || cp == '\v' || cp == '\f' || cp == 0xA0 ||
           cp == 0x202F || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x3000;
}

static bool is_apostrophe(uint32_t cp)
{
    return cp == '\'' || cp == 0x2019 || cp == 0x2BC || cp == 0x2018;
}

static bool is_hyphen(uint32_t cp)
{
    return cp == '-' || cp == 0x2010 || cp == 0x2011;
}

static bool is_word(uint32_t cp)
{
    if (cp < 0x80)
        return vg_is_alpha((unsigned char)cp) || vg_is_digit((unsigned char)cp) || cp == '_';
    return cp == '_' || vg_utf8_is_letter(cp) || is_combining(cp) || (cp >= '0' && cp <= '9');
}

/* Bytes of the letter or digit of a word that stands at `at`; 0: none does. The text ends with a
 * NUL. */
static inline size_t word_width(struct vg_sv text, size_t at)
{
    unsigned char c = (unsigned char)text.p[at];

    if (vg_is_alpha(c))
        return 1;
    if (c < 0x80)
        return vg_is_digit(c) || c == '_';
    if (c == 0xC3) /* U+00C0 to U+00FF: letters but for two signs */
        return ((unsigned char)text.p[at + 1] & 0xDF) == 0x97 ? 0 : 2;
    return is_word(peek(text, at)) ? width(text, at) : 0;
}

static bool is_num(uint32_t cp)
{
    return cp >= '0' && cp <= '9';
}

/* End of a number that starts at `at`: digits, then separators that only digits may follow. */
static size_t number_end(struct vg_sv text, size_t at)
{
    while (is_num(peek(text, at)))
        at++;
    for (;;) {
        uint32_t cp = peek(text, at);
        bool thin = cp == 0xA0 || cp == 0x202F || cp == 0x2009 || cp == ' ';
        if (!thin && cp != '.' && cp != ',')
            return at;
        size_t w = at + width(text, at), digits = 0;
        while (is_num(peek(text, w + digits)))
            digits++;
        /* a blank groups exactly three digits, and not when more letters are glued to them */
        if (!digits || (thin && (digits != 3 || is_word(peek(text, w + digits)))))
            return at;
        at = w + digits;
    }
}

/* A blank joins digits only in 1-3 digits + groups of three: "12 000", not "2025 300". */
static bool blank_may_group(struct vg_sv text, size_t from)
{
    size_t n = 0;

    while (is_num(peek(text, from + n)))
        n++;
    return n <= 3;
}

struct lexer {
    struct vg_document *doc;
    const struct vg_text_rules *rules;
    bool space; /* blank before the next token */
};

static void add_token(struct lexer *lx, size_t from, size_t to, enum vg_token_kind kind)
{
    struct vg_document *doc = lx->doc;

    if (doc->n_tokens >= VG_MAX_TOKENS || from >= to)
        return;
    struct vg_token *t = VG_PUSH(doc->arena, doc->tokens, doc->n_tokens, doc->cap_tokens);
    t->from = (uint32_t)from;
    t->to = (uint32_t)to;
    t->char_from = doc->chars[from];
    t->char_to = doc->chars[to];
    t->norm_hash = vg_words_hash(doc->words, vg_sv(doc->text.p + from, to - from), kind);
    t->kind = (uint8_t)kind;
    t->space_before = lx->space;
    t->quote = t->number = t->time = t->place = t->actor = -1;
    lx->space = false;
}

/* Cuts a verb from the clitics that hyphens tie to it: a-t-il, dit-on, celui-ci. */
static void add_hyphenated(struct lexer *lx, size_t from, size_t to)
{
    struct vg_sv word = vg_sv(lx->doc->text.p + from, to - from);
    struct vg_buf low;

    if (!memchr(word.p, '-', word.n)) { /* most words */
        add_token(lx, from, to, VG_TOK_WORD);
        return;
    }
    vg_buf_init(&low, VG_MAX_ARTICLE);
    for (size_t i = 1; i < word.n; i++) {
        if (word.p[i] != '-' || word.n - i > 12)
            continue;
        struct vg_sv tail = vg_sv_sub(word, i + 1, word.n);
        vg_buf_clear(&low);
        for (size_t k = 0; k < tail.n; k++)
            (void)vg_buf_char(&low, (char)vg_lower((unsigned char)tail.p[k]));
        /* a capital after the hyphen is a name (Tin-Là), not a clitic */
        if (vg_text_has(lx->rules, RULE_CLITIC, vg_buf_view(&low)) && tail.p[0] == low.p[0]) {
            add_token(lx, from, from + i, VG_TOK_WORD);
            add_token(lx, from + i, to, VG_TOK_WORD);
            vg_buf_done(&low);
            return;
        }
    }
    vg_buf_done(&low);
    add_token(lx, from, to, VG_TOK_WORD);
}

enum { NO = 1, YES = 2 }; /* vg_word.elides */
enum { MAX_APOSTROPHE_WORD = 100 }; /* bytes: a longer run of apostrophes is no word */

/* Is [from, to), with the apostrophe up to past, a word that elides? */
static bool elides(struct lexer *lx, size_t from, size_t to, size_t past)
{
    struct vg_sv text = lx->doc->text;
    struct vg_word *w = vg_words_get(lx->doc->words, vg_sv_sub(text, from, past), VG_TOK_WORD);

    if (!w->elides) {
        struct vg_sv head = vg_word_lower(lx->doc->arena, vg_sv_sub(text, from, to));
        w->elides = vg_text_has(lx->rules, RULE_ELISION, head) ? YES : NO;
    }
    return w->elides == YES;
}

/* Does an elided word stand before that letter? */
static bool goes_before(const struct lexer *lx, uint32_t cp)
{
    char letter[4];

    return !is_word(cp) || vg_text_has(lx->rules, RULE_BEFORE,
                                       vg_sv(letter, vg_utf8_encode(vg_utf8_lower(cp), letter)));
}

/* Does the word that goes on past the apostrophe keep it? */
static bool is_whole(const struct lexer *lx, size_t from, size_t past)
{
    struct vg_sv text = lx->doc->text;
    size_t end = past;

    while (is_word(peek(text, end)) || is_hyphen(peek(text, end)))
        end += width(text, end);
    return vg_text_has(lx->rules, RULE_WHOLE,
                       vg_word_lower(lx->doc->arena, vg_sv_sub(text, from, end)));
}

/* A run of letters with inner apostrophes and hyphens, from `at`; adds its tokens and returns its
 * end. */
static size_t lex_word(struct lexer *lx, size_t at)
{
    struct vg_sv text = lx->doc->text;
    size_t from = at, to = at;

    for (;;) {
        for (size_t w; (w = word_width(text, to)) > 0;)
            to += w;
        uint32_t cp = peek(text, to);
        if (cp == ' ')
            break;
        uint32_t next = cp ? peek(text, to + width(text, to)) : 0;
        if (is_hyphen(cp) && is_word(next) && to > from) {
            to += width(text, to);
            continue;
        }
        if (!is_apostrophe(cp) || to == from || to - from > MAX_APOSTROPHE_WORD)
            break;
        size_t past = to + width(text, to);
        if (elides(lx, from, to, past) && goes_before(lx, next) && !is_whole(lx, from, past)) {
            add_token(lx, from, past, VG_TOK_WORD);
            from = to = past;
            if (!is_word(peek(text, from)))
                return from;
            continue;
        }
        if (!is_word(next)) /* a closing mark */
            break;
        to = past; /* N'Djamena, aujourd'hui */
    }
    add_hyphenated(lx, from, to);
    return to;
}

enum { LINE = 64 }; /* of the processor's cache */

/* First tokens of paragraphs. */
struct breaks {
    uint32_t *items;
    size_t n, cap;
};

/* Marks a paragraph's end with an empty sentence boundary: see cut_sentences. */
static void lex(struct lexer *lx, struct vg_sv text, struct breaks *b)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t cp = peek(text, at);
        if (cp == ' ') {
            lx->space = true;
            at++;
        } else if (word_width(text, at) && !is_num(cp)) {
            at = lex_word(lx, at);
        } else if (cp == '\n' || cp == 0x2028 || cp == 0x2029) {
            if (b->n == 0 || b->items[b->n - 1] != lx->doc->n_tokens)
                *VG_PUSH(lx->doc->arena, b->items, b->n, b->cap) = (uint32_t)lx->doc->n_tokens;
            lx->space = true;
            at += width(text, at);
        } else if (is_blank(cp)) {
            lx->space = true;
            at += width(text, at);
        } else if (is_num(cp)) {
            size_t end = blank_may_group(text, at) ? number_end(text, at) : at;
            while (is_num(peek(text, end)))
                end++;
            if (vg_utf8_is_letter(peek(text, end)) || is_apostrophe(peek(text, end)))
                while (is_word(peek(text, end))) /* 14h30, 1er, RN6 */
                    end += width(text, end);
            add_token(lx, at, end, VG_TOK_NUMBER);
            at = end;
        } else {
            size_t end = at + width(text, at);
            while (cp == '.' && peek(text, end) == '.')
                end++;
            bool punct = cp < 0x80 ? strchr(".,;:!?()[]{}\"'-/*", (int)cp) != NULL
                                   : cp == 0xAB || cp == 0xBB || (cp >= 0x2010 && cp <= 0x2027) ||
                                         cp == 0x2039 || cp == 0x203A;
            add_token(lx, at, end, punct ? VG_TOK_PUNCT : VG_TOK_SYMBOL);
            at = end;
        }
    }
}

/* Room for n tokens, the first at the beginning of a line of the cache. */
static struct vg_token *new_tokens(struct vg_arena *arena, size_t n)
{
    struct vg_token *room = vg_arena_raw(arena, (n + 1) * sizeof *room);
    size_t past = (uintptr_t)room % LINE;

    _Static_assert(sizeof *room % LINE == 0, "tokens begin lines");
    return past ? (struct vg_token *)(void *)((char *)room + (LINE - past)) : room;
}

static bool is_caseless(const struct vg_document *doc)
{
    size_t words = 0, capitals = 0;

    for (size_t i = 0; i < doc->n_tokens; i++) {
        words += doc->tokens[i].kind == VG_TOK_WORD;
        capitals += doc->tokens[i].capital;
    }
    return words >= 8 && capitals * 100 < words;
}

int vg_text_run(struct vg_document *doc, const struct vg_text_rules *rules,
                const struct vg_article *article, struct vg_err *err)
{
    struct vg_sv title = vg_sv_trim(article->title);
    size_t room = title.n + article->text.n;

    if (room > VG_MAX_ARTICLE)
        return vg_fail(err, VG_E_TOOBIG, "article of %zu bytes: at most %d", room, VG_MAX_ARTICLE);
    /* only an invalid byte grows, to U+FFFD */
    bool valid = vg_utf8_valid(title) && vg_utf8_valid(article->text);
    size_t cap = valid ? room + 3 : room * 3 + 3;
    struct builder b = {.out = vg_arena_raw(doc->arena, cap + 1),
                        .chars = vg_arena_raw(doc->arena, (cap + 1) * sizeof *b.chars)};
    if (title.n && !vg_sv_starts(vg_sv_trim(article->text), title)) {
        normalise(&b, title, false);
        emit(&b, "\n", 1, 0);
    }
    size_t body_from = b.n;
    normalise(&b, article->text, true);
    b.out[b.n] = 0;
    doc->text = vg_sv(b.out, b.n);
    doc->chars = b.chars;
    doc->published = article->published;
    memcpy(doc->country, article->country, sizeof doc->country);

    if (!doc->words)
        doc->words = vg_words_new(doc->arena, doc->pack ? &doc->pack->rules->particles : NULL);
    struct lexer lx = {.doc = doc, .rules = rules};
    doc->cap_tokens = doc->text.n / 4 + 16; /* what French takes; it grows if that is not enough */
    doc->tokens = new_tokens(doc->arena, doc->cap_tokens);
    struct breaks breaks = {0};
    size_t from = 0;
    lex(&lx, doc->text, &breaks);
    vg_words_resolve(doc->words, doc->text, doc->tokens, doc->n_tokens);
    doc->caseless = is_caseless(doc);
    for (size_t i = 0; i < breaks.n; i++) {
        if (breaks.items[i] > from)
            vg_text_cut_sentences(doc, rules, from, breaks.items[i], body_from);
        from = breaks.items[i];
    }
    if (from < doc->n_tokens)
        vg_text_cut_sentences(doc, rules, from, doc->n_tokens, body_from);
    vg_text_mark_titles(doc);
    vg_text_mark_quotes(doc);
    return 0;
}
