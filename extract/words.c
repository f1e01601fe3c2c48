#include "extract/words.h"

#include "base/hash.h"
#include "base/utf8.h"

enum { LINE = 64 }; /* of the processor's cache */
enum { AHEAD = 8 }; /* tokens */

struct slot {
    uint64_t hash;
    struct vg_word *word; /* NULL: free */
};

/* Open addressing, at most half full. */
struct vg_words {
    struct vg_arena *arena;
    const struct vg_wordtab *particles;
    struct slot *slots;
    size_t n, cap; /* cap is a power of two */
    uint64_t seed;
};

struct vg_words *vg_words_new(struct vg_arena *arena, const struct vg_wordtab *particles)
{
    struct vg_words *self = vg_arena_alloc(arena, sizeof *self);

    self->arena = arena;
    self->particles = particles;
    self->cap = 1024;
    self->slots = vg_arena_new_n(arena, struct slot, self->cap);
    self->seed = (uint64_t)(uintptr_t)self; /* nobody outside knows which words collide */
    return self;
}

struct vg_arena *vg_words_arena(const struct vg_words *self)
{
    return self->arena;
}

/* ---- forms ---- */

/* The fold of what lower_latin gave, when it has no letter but those; 0: too long, or another. */
static size_t fold_latin(struct vg_sv norm, char out[static 128])
{
    /* base letters of U+00E0-U+00FF; 0 where there is none or more than one */
    static const char base[32] = {'a', 'a', 'a', 'a', 'a', 'a', 0,   'c', 'e', 'e', 'e',
                                  'e', 'i', 'i', 'i', 'i', 0,   'n', 'o', 'o', 'o', 'o',
                                  'o', 0,   0,   'u', 'u', 'u', 'u', 'y', 0,   'y'};
    size_t n = 0;

    for (size_t i = 0; i < norm.n; i++) {
        unsigned char c = (unsigned char)norm.p[i];
        if (n + 2 > 128)
            return 0;
        if (c < 0x80) {
            out[n++] = (char)c;
            continue;
        }
        unsigned char d = (unsigned char)norm.p[++i];
        if (c == 0xC3 && base[d & 31]) {
            out[n++] = base[d & 31];
        } else if (c == 0xC5 && d == 0x93) {
            out[n++] = 'o';
            out[n++] = 'e';
        } else {
            return 0;
        }
    }
    return n;
}

static struct vg_sv folded(struct vg_arena *arena, struct vg_sv s, struct vg_sv norm)
{
    struct vg_buf scratch;
    char latin[128];
    size_t n = fold_latin(norm, latin);

    if (n)
        return vg_sv(vg_arena_str(arena, vg_sv(latin, n)), n);

    vg_buf_init(&scratch, VG_MAX_ARTICLE * 4);
    (void)vg_utf8_fold_sv(s, &scratch);
    struct vg_sv v = vg_buf_view(&scratch);
    v = vg_sv(vg_arena_str(arena, v), v.n);
    vg_buf_done(&scratch);
    return v;
}

static uint32_t plain_mark(uint32_t cp)
{
    if (cp == 0x2019 || cp == 0x2BC || cp == 0x2018)
        return '\'';
    return cp == 0x2010 || cp == 0x2011 ? '-' : cp;
}

/* What French writes, ASCII, U+00C0-U+00FF, U+2019 and the ligature oe, without a detour through
 * general Unicode. 0: too long, or another letter. */
static size_t lower_latin(struct vg_sv s, char out[static 128])
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i], d = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
        if (n + 4 > 128)
            return 0;
        if (c < 0x80) {
            out[n++] = (char)vg_lower(c);
            continue;
        }
        if (c == 0xC3 && d >= 0x80 && d != 0x97 && d != 0xB7 && d != 0x9F) {
            out[n++] = (char)c;
            out[n++] = (char)(d | 0x20);
            i++;
        } else if (c == 0xC5 && (d == 0x92 || d == 0x93)) {
            out[n++] = (char)c;
            out[n++] = (char)0x93;
            i++;
        } else if (c == 0xE2 && d == 0x80 && i + 2 < s.n && (unsigned char)s.p[i + 2] == 0x99) {
            out[n++] = '\'';
            i += 2;
        } else {
            return 0;
        }
    }
    return n;
}

struct vg_sv vg_word_lower(struct vg_arena *arena, struct vg_sv s)
{
    const char *p = s.p, *end = s.p + s.n;
    struct vg_buf scratch;
    char latin[128];
    size_t n = lower_latin(s, latin);

    if (n)
        return vg_sv(vg_arena_str(arena, vg_sv(latin, n)), n);
    vg_buf_init(&scratch, VG_MAX_ARTICLE * 4);
    while (p < end)
        (void)vg_buf_utf8(&scratch, vg_utf8_lower(plain_mark(vg_utf8_next(&p, end))));
    struct vg_sv v = vg_buf_view(&scratch);
    v = vg_sv(vg_arena_str(arena, v), v.n);
    vg_buf_done(&scratch);
    return v;
}

static bool is_ascii(struct vg_sv s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

/* Lower case without a copy when the text is so already. */
static struct vg_sv lowered_ascii(struct vg_arena *arena, struct vg_sv s)
{
    size_t i = 0;

    while (i < s.n && vg_lower((unsigned char)s.p[i]) == (unsigned char)s.p[i])
        i++;
    if (i == s.n)
        return s;
    char *low = vg_arena_str(arena, s);
    for (; i < s.n; i++)
        low[i] = (char)vg_lower((unsigned char)s.p[i]);
    return vg_sv(low, s.n);
}

static void look_at_letters(struct vg_word *w)
{
    const char *p = w->text.p, *end = p + w->text.n;
    int letters = 0, upper = 0;

    if (w->text.n && *p >= 'a' && *p <= 'z')
        return; /* neither flag can be set */
    while (p < end) {
        bool first = p == w->text.p;
        uint32_t cp = vg_utf8_next(&p, end);
        if (!vg_utf8_is_letter(cp))
            continue;
        letters++;
        if (vg_utf8_is_upper(cp)) {
            upper++;
            w->capital |= first;
        }
    }
    w->all_caps = letters >= 2 && upper == letters;
}

static bool is_one_word(struct vg_sv fold)
{
    for (size_t i = 0; i < fold.n; i++) {
        unsigned char c = (unsigned char)fold.p[i];
        if (c < 0x80 && !vg_is_alpha(c) && !vg_is_digit(c))
            return fold.n == 1 && c != '-' && c != '\'' && !vg_is_space(c);
    }
    return fold.n > 0;
}

/* Room for a word with its text behind it, at the beginning of a line of the cache. */
static struct vg_word *new_word(struct vg_arena *arena, struct vg_sv text)
{
    char *room = vg_arena_alloc(arena, sizeof(struct vg_word) + text.n + 1 + LINE);
    size_t past = (uintptr_t)room % LINE;
    struct vg_word *w = (void *)(past ? room + (LINE - past) : room);
    char *behind = (char *)(w + 1);

    if (text.n)
        memcpy(behind, text.p, text.n);
    w->text = vg_sv(behind, text.n);
    return w;
}

static struct vg_word *learn(struct vg_words *self, struct vg_sv text, enum vg_token_kind kind)
{
    struct vg_word *w = new_word(self->arena, text);

    w->kind = (uint8_t)kind;
    w->starts = VG_START_ALL;
    if (is_ascii(text)) {
        w->norm = w->fold = lowered_ascii(self->arena, w->text);
    } else {
        w->norm = vg_word_lower(self->arena, w->text);
        w->fold = folded(self->arena, w->text, w->norm);
    }
    w->norm_hash = vg_hash_sv(w->norm);
    w->fold_hash = vg_sv_eq(w->norm, w->fold) ? w->norm_hash : vg_hash_sv(w->fold);
    if (self->particles) {
        int32_t bits = vg_wordtab_get_hashed(self->particles, w->norm, w->norm_hash);
        w->particles = bits > 0 ? (uint32_t)bits : 0;
    }
    w->one_word = is_one_word(w->fold);
    w->hyphen = w->fold.n && memchr(w->fold.p, '-', w->fold.n);
    if (kind == VG_TOK_WORD)
        look_at_letters(w);
    return w;
}

/* ---- the table ---- */

static void grow(struct vg_words *self)
{
    struct vg_words old = *self;

    self->cap = old.cap * 2;
    self->slots = vg_arena_new_n(self->arena, struct slot, self->cap);
    for (size_t i = 0; i < old.cap; i++) {
        size_t at = old.slots[i].hash & (self->cap - 1);
        if (!old.slots[i].word)
            continue;
        while (self->slots[at].word)
            at = (at + 1) & (self->cap - 1);
        self->slots[at] = old.slots[i];
    }
}

uint64_t vg_words_hash(const struct vg_words *self, struct vg_sv text, enum vg_token_kind kind)
{
    return vg_hash64(text.p, text.n, self->seed + (uint64_t)kind);
}

static struct vg_word *find(struct vg_words *self, struct vg_sv text, enum vg_token_kind kind,
                            uint64_t hash)
{
    size_t at = hash & (self->cap - 1);

    for (; self->slots[at].word; at = (at + 1) & (self->cap - 1)) {
        const struct slot *s = &self->slots[at];
        if (s->hash == hash && s->word->kind == kind && vg_sv_eq(s->word->text, text))
            return s->word;
    }
    struct vg_word *w = learn(self, text, kind);
    self->slots[at] = (struct slot){hash, w};
    if (++self->n * 2 > self->cap)
        grow(self);
    return w;
}

struct vg_word *vg_words_get(struct vg_words *self, struct vg_sv text, enum vg_token_kind kind)
{
    return find(self, text, kind, vg_words_hash(self, text, kind));
}

/* The word of a token further on, most likely: its lines are on their way when its turn comes. */
static void fetch(const struct vg_words *self, uint64_t hash)
{
    const struct vg_word *w = self->slots[hash & (self->cap - 1)].word;

    for (size_t line = 0; w && line <= sizeof *w; line += LINE)
        __builtin_prefetch((const char *)w + line);
}

void vg_words_resolve(struct vg_words *self, struct vg_sv text, struct vg_token *tokens, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct vg_token *t = &tokens[i];
        if (i + 2 * AHEAD < n)
            __builtin_prefetch(&self->slots[t[2 * AHEAD].norm_hash & (self->cap - 1)]);
        if (i + AHEAD < n)
            fetch(self, t[AHEAD].norm_hash);
        struct vg_word *w = find(self, vg_sv(text.p + t->from, t->to - t->from),
                                 (enum vg_token_kind)t->kind, t->norm_hash);
        t->word = w;
        t->norm = w->norm;
        t->fold = w->fold;
        t->norm_hash = w->norm_hash;
        t->fold_hash = w->fold_hash;
        t->capital = w->capital;
        t->hyphen = w->hyphen;
        t->starts = w->starts;
        t->all_caps = w->all_caps;
        t->particles = w->particles;
    }
}
