/* lexicon.c - phrases as hashes of their word prefixes, in one open-addressed table. */
#include "extract/lexicon.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"

#define MAGIC 0x31584c4756u /* "VGLX1" */

struct vg_lexicon_slot {
    uint64_t key;   /* hash of the words so far; 0: free */
    uint32_t first; /* payloads [first, first + n) */
    uint16_t n;     /* 0: only the beginning of a phrase */
    uint16_t more;  /* longer phrases begin like this */
};

struct header {
    uint64_t magic;
    uint64_t n_slots; /* a power of two */
    uint64_t n_payloads;
};

/* ---- words of a phrase ---- */

static bool separates(char c)
{
    return c == '-' || c == '\'' || vg_is_space((unsigned char)c);
}

static bool in_word(char c)
{
    return (unsigned char)c >= 0x80 || vg_is_alpha((unsigned char)c) ||
           vg_is_digit((unsigned char)c);
}

/* Takes the next word off folded text; p == NULL at the end. */
static struct vg_sv next_word(struct vg_sv *s)
{
    size_t at = 0;

    while (at < s->n && separates(s->p[at]))
        at++;
    size_t from = at;
    while (at < s->n && in_word(s->p[at]))
        at++;
    if (at == from && at < s->n)
        at++; /* a mark is a word of its own */
    struct vg_sv word = from < at ? vg_sv(s->p + from, at - from) : VG_SV_NONE;
    if (at)
        *s = vg_sv(s->p + at, s->n - at);
    return word;
}

static uint64_t extend_hashed(uint64_t prefix, uint64_t hash)
{
    uint64_t h = (prefix ^ hash) * 0x9E3779B97F4A7C15u;

    h ^= h >> 29;
    return h ? h : 1;
}

static uint64_t extend(uint64_t prefix, struct vg_sv word)
{
    return extend_hashed(prefix, vg_hash_sv(word));
}

/* ---- builder ---- */

struct entry {
    uint64_t key;
    uint64_t order; /* of adding */
    uint32_t payload;
    bool whole; /* ends a phrase */
};

struct vg_lexicon_builder {
    struct entry *entries;
    size_t n, cap;
    struct vg_buf scratch;
};

struct vg_lexicon_builder *vg_lexicon_builder_new(void)
{
    struct vg_lexicon_builder *self = vg_xnew(struct vg_lexicon_builder);

    vg_buf_init(&self->scratch, 64 * 1024);
    return self;
}

void vg_lexicon_builder_free(struct vg_lexicon_builder *self)
{
    if (!self)
        return;
    vg_buf_done(&self->scratch);
    free(self->entries);
    free(self);
}

static void add_entry(struct vg_lexicon_builder *self, uint64_t key, uint32_t payload, bool whole)
{
    if (self->n == self->cap) {
        self->cap = self->cap ? self->cap * 2 : 1024;
        self->entries = vg_xrealloc(self->entries, self->cap, sizeof *self->entries);
    }
    self->entries[self->n] = (struct entry){key, self->n, payload, whole};
    self->n++;
}

int vg_lexicon_add(struct vg_lexicon_builder *self, struct vg_sv phrase, uint32_t payload)
{
    uint64_t keys[VG_LEXICON_MAX_WORDS];
    size_t n = 0;

    vg_buf_clear(&self->scratch);
    int r = vg_utf8_fold_sv(phrase, &self->scratch);
    if (r < 0)
        return r;
    struct vg_sv rest = vg_buf_view(&self->scratch), word;
    while ((word = next_word(&rest)).p) {
        if (n == VG_LEXICON_MAX_WORDS)
            return VG_E_LIMIT;
        keys[n] = extend(n ? keys[n - 1] : 0, word);
        n++;
    }
    if (n == 0)
        return VG_E_SYNTAX;
    for (size_t i = 0; i < n; i++)
        add_entry(self, keys[i], payload, i + 1 == n);
    return 0;
}

static int cmp_entries(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static void put_slot(struct vg_lexicon_slot *slots, uint64_t mask, struct vg_lexicon_slot slot)
{
    uint64_t at = slot.key & mask;

    while (slots[at].key)
        at = (at + 1) & mask;
    slots[at] = slot;
}

/* One group of entries with one key; returns its slot and appends its payloads. */
static struct vg_lexicon_slot make_slot(const struct entry *e, size_t n, uint32_t *payloads,
                                        uint32_t *n_payloads)
{
    struct vg_lexicon_slot slot = {.key = e->key, .first = *n_payloads};

    for (size_t i = 0; i < n; i++) {
        bool have = false;
        slot.more |= !e[i].whole;
        for (uint32_t k = slot.first; k < *n_payloads && e[i].whole && !have; k++)
            have = payloads[k] == e[i].payload;
        if (e[i].whole && !have && slot.n < 255) {
            payloads[(*n_payloads)++] = e[i].payload;
            slot.n++;
        }
    }
    return slot;
}

int vg_lexicon_build(const struct vg_lexicon_builder *self, struct vg_buf *out)
{
    struct entry *sorted = vg_xcalloc(self->n + 1, sizeof *sorted);
    uint32_t *payloads = vg_xcalloc(self->n + 1, sizeof *payloads), n_payloads = 0;
    size_t n_keys = 0, n_slots = 16;

    if (self->n) {
        memcpy(sorted, self->entries, self->n * sizeof *sorted);
        qsort(sorted, self->n, sizeof *sorted, cmp_entries);
    }
    for (size_t i = 0; i < self->n; i++)
        n_keys += i == 0 || sorted[i].key != sorted[i - 1].key;
    while (n_slots < n_keys * 2)
        n_slots *= 2;
    struct vg_lexicon_slot *slots = vg_xcalloc(n_slots, sizeof *slots);
    for (size_t i = 0, next; i < self->n; i = next) {
        for (next = i + 1; next < self->n && sorted[next].key == sorted[i].key;)
            next++;
        put_slot(slots, n_slots - 1, make_slot(sorted + i, next - i, payloads, &n_payloads));
    }
    struct header head = {MAGIC, n_slots, n_payloads};
    (void)vg_buf_add(out, &head, sizeof head);
    (void)vg_buf_add(out, slots, n_slots * sizeof *slots);
    int r = vg_buf_add(out, payloads, n_payloads * sizeof *payloads);
    free(slots);
    free(payloads);
    free(sorted);
    return r;
}

/* ---- looking up ---- */

static size_t bit_of(uint64_t key)
{
    return (size_t)(key >> 40) % (64 * VG_COUNT_OF(((struct vg_lexicon *)0)->seen));
}

int vg_lexicon_open(struct vg_sv data, struct vg_lexicon *ret, struct vg_err *err)
{
    struct header head;

    if (data.n < sizeof head || (uintptr_t)data.p % 8)
        return vg_fail(err, VG_E_SYNTAX, "lexicon: too short or not aligned");
    memcpy(&head, data.p, sizeof head);
    size_t room = data.n - sizeof head;
    if (head.magic != MAGIC || head.n_slots < 2 || (head.n_slots & (head.n_slots - 1)) ||
        head.n_slots > room / sizeof(struct vg_lexicon_slot))
        return vg_fail(err, VG_E_SYNTAX, "lexicon: not of this version");
    room -= head.n_slots * sizeof(struct vg_lexicon_slot);
    if (head.n_payloads > room / sizeof(uint32_t))
        return vg_fail(err, VG_E_SYNTAX, "lexicon: cut short");
    struct vg_lexicon lex = {
        .slots = (const void *)(data.p + sizeof head),
        .mask = head.n_slots - 1,
        .n_payloads = head.n_payloads,
    };
    lex.payloads = (const void *)(lex.slots + head.n_slots);
    size_t free_slots = 0;
    for (size_t i = 0; i < head.n_slots; i++) {
        uint64_t key = lex.slots[i].key;
        free_slots += key == 0;
        if (key)
            lex.seen[bit_of(key) / 64] |= UINT64_C(1) << bit_of(key) % 64;
        if ((uint64_t)lex.slots[i].first + lex.slots[i].n > head.n_payloads)
            return vg_fail(err, VG_E_SYNTAX, "lexicon: a phrase points outside");
    }
    if (!free_slots) /* a probe would never end */
        return vg_fail(err, VG_E_SYNTAX, "lexicon: full");
    *ret = lex;
    return 0;
}

static const struct vg_lexicon_slot *probe(const struct vg_lexicon *self, uint64_t key)
{
    if (!(self->seen[bit_of(key) / 64] >> bit_of(key) % 64 & 1))
        return NULL;
    for (uint64_t at = key & self->mask; self->slots[at].key; at = (at + 1) & self->mask)
        if (self->slots[at].key == key)
            return &self->slots[at];
    return NULL;
}

static struct vg_lexicon_hit hit_of(const struct vg_lexicon *self,
                                    const struct vg_lexicon_slot *slot, uint32_t from, uint32_t to)
{
    return (struct vg_lexicon_hit){from, to, slot->n, self->payloads + slot->first};
}

/* What a word remembers that begins no phrase. */
static const struct vg_lexicon_slot nowhere;

/* The slot of the first word of folded text, or NULL. */
static const struct vg_lexicon_slot *first_word(const struct vg_lexicon *self, struct vg_sv folded)
{
    struct vg_sv word = next_word(&folded);

    return word.p ? probe(self, extend(0, word)) : NULL;
}

size_t vg_lexicon_slots(const struct vg_lexicon *self)
{
    return (size_t)self->mask + 1;
}

void vg_lexicon_note(struct vg_lexicon *self, struct vg_sv phrase, uint32_t kinds)
{
    struct vg_buf folded;

    vg_buf_init(&folded, 64 * 1024);
    if (vg_utf8_fold_sv(phrase, &folded) == 0) {
        const struct vg_lexicon_slot *slot = first_word(self, vg_buf_view(&folded));
        if (slot)
            self->kinds[slot - self->slots] |= kinds;
    }
    vg_buf_done(&folded);
}

/* Where token t leads from the words before it (their key, 0: none), or NULL. */
static const struct vg_lexicon_slot *follow(const struct vg_lexicon *self, uint64_t key,
                                            const struct vg_token *t)
{
    const struct vg_lexicon_slot *slot = NULL;
    struct vg_sv rest = t->fold, word;

    if (t->word->one_word)
        return probe(self, extend_hashed(key, t->fold_hash));
    while ((word = next_word(&rest)).p) {
        if (slot && !slot->more)
            return NULL;
        slot = probe(self, extend(slot ? slot->key : key, word));
        if (!slot)
            return NULL;
    }
    return slot;
}

/* The same for the first token of a phrase, remembered. */
static const struct vg_lexicon_slot *begin(const struct vg_lexicon *self, const struct vg_token *t)
{
    const struct vg_lexicon_slot **known = &t->word->phrase[self->id];

    if (self->id == VG_LEXICON_OTHER)
        return follow(self, 0, t);
    if (!*known) {
        const struct vg_lexicon_slot *slot = follow(self, 0, t);
        *known = slot ? slot : &nowhere;
        if (!slot)
            t->word->starts &= (uint8_t) ~(1u << self->id);
        if (slot && self->kinds)
            t->word->phrase_kinds[self->id] = self->kinds[first_word(self, t->fold) - self->slots];
    }
    return *known == &nowhere ? NULL : *known;
}

/* Walks tokens from `from`, giving each phrase that ends where a token ends. */
static size_t walk(const struct vg_lexicon *self, const struct vg_document *doc, uint32_t from,
                   uint32_t end, struct vg_lexicon_hit *ret, size_t max, bool longest)
{
    const struct vg_lexicon_slot *slot = NULL;
    size_t n = 0;

    if (!self->slots)
        return 0;
    for (uint32_t i = from; i < end && i < doc->n_tokens; i++) {
        const struct vg_token *t = &doc->tokens[i];
        slot = slot ? follow(self, slot->key, t) : begin(self, t);
        if (!slot)
            return n;
        if (slot->n) {
            ret[longest ? 0 : n] = hit_of(self, slot, from, i + 1);
            n = longest ? 1 : n + 1;
        }
        if (!slot->more || n == max + longest)
            return n;
    }
    return n;
}

bool vg_lexicon_match_some(const struct vg_lexicon *self, const struct vg_document *doc,
                           uint32_t from, uint32_t end, struct vg_lexicon_hit *ret)
{
    return walk(self, doc, from, end, ret, 1, true) > 0;
}

size_t vg_lexicon_match_all_some(const struct vg_lexicon *self, const struct vg_document *doc,
                                 uint32_t from, uint32_t end, struct vg_lexicon_hit *ret,
                                 size_t max)
{
    return max ? walk(self, doc, from, end, ret, max, false) : 0;
}

bool vg_lexicon_find_folded(const struct vg_lexicon *self, struct vg_sv folded,
                            struct vg_lexicon_hit *ret)
{
    const struct vg_lexicon_slot *slot = NULL;
    uint64_t key = 0;
    struct vg_sv word;

    if (!self->slots)
        return false;
    while ((word = next_word(&folded)).p) {
        key = extend(key, word);
        slot = probe(self, key);
        if (!slot)
            return false;
    }
    if (!slot || !slot->n)
        return false;
    *ret = hit_of(self, slot, 0, 0);
    return true;
}

bool vg_lexicon_find(const struct vg_lexicon *self, struct vg_sv phrase, struct vg_lexicon_hit *ret)
{
    struct vg_buf folded;

    vg_buf_init(&folded, 64 * 1024);
    bool found = vg_utf8_fold_sv(phrase, &folded) == 0 &&
                 vg_lexicon_find_folded(self, vg_buf_view(&folded), ret);
    vg_buf_done(&folded);
    return found;
}
