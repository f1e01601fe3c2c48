#include "feeds/fingerprint.h"

#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"

#define VERSION       1 /* of the packed form: change it when any hash below changes */
#define ANCHOR_WORDS  6
#define SHINGLE_WORDS 3
#define MIN_SHINGLES  8    /* a shorter text is only ever the same text */
#define MIN_JACCARD   0.08 /* below it the estimate of containment is noise */
#define COPY_JACCARD  0.6
#define CONTAINED     0.65
#define CHAIN_MAX                                                                                  \
    48 /* candidates looked at per anchor: a formula of an agency is in thousands of texts */
#define CHUNK       8192u
#define ANCHOR_BITS 4
#define SEQ_MASK    ((1u << (32 - ANCHOR_BITS)) - 1)
#define MAX_TEXTS   (16u << 20)

static uint64_t mix(uint64_t h)
{
    /* finalizer of MurmurHash3 (A. Appleby, public domain) */
    h ^= h >> 33;
    h *= 0xFF51AFD7ED558CCDull;
    h ^= h >> 33;
    h *= 0xC4CEB9FE1A85EC53ull;
    return h ^ h >> 33;
}

/* What a text is made of while it is read. */
struct sketcher {
    struct vg_sketch *out;
    uint64_t last[ANCHOR_WORDS]; /* hashes of the last words, a ring */
    uint64_t min[VG_SKETCH_BINS];
    size_t n_words;
};

/* Keeps the smallest anchors, ascending, each once; empty places are at the end. */
static void add_anchor(struct vg_sketch *s, uint32_t h)
{
    uint32_t *a = s->anchors;
    size_t at = VG_SKETCH_ANCHORS;

    h += h == 0;
    if (a[VG_SKETCH_ANCHORS - 1] && h >= a[VG_SKETCH_ANCHORS - 1])
        return;
    while (at > 0 && (a[at - 1] == 0 || a[at - 1] > h))
        at--;
    if (at > 0 && a[at - 1] == h)
        return;
    memmove(&a[at + 1], &a[at], (VG_SKETCH_ANCHORS - 1 - at) * sizeof *a);
    a[at] = h;
}

/* Hash of the last k words. */
static uint64_t run_hash(const struct sketcher *s, size_t k)
{
    uint64_t h = k;

    for (size_t i = s->n_words - k; i < s->n_words; i++)
        h = h * 0x9E3779B97F4A7C15ull + s->last[i % ANCHOR_WORDS];
    return mix(h);
}

static void add_word(struct sketcher *s, uint64_t word)
{
    s->last[s->n_words++ % ANCHOR_WORDS] = word;
    s->out->text_hash = mix(s->out->text_hash * 31 + word);
    if (s->n_words >= SHINGLE_WORDS) {
        uint64_t h = run_hash(s, SHINGLE_WORDS);
        size_t bin = h % VG_SKETCH_BINS;

        h /= VG_SKETCH_BINS;
        if (h < s->min[bin])
            s->min[bin] = h;
        s->out->n_shingles++;
    }
    if (s->n_words >= ANCHOR_WORDS)
        add_anchor(s->out, (uint32_t)(run_hash(s, ANCHOR_WORDS) >> 32));
}

void vg_sketch_text(struct vg_sv text, struct vg_sketch *ret)
{
    struct sketcher s = {.out = ret};
    const char *p = text.p, *end = text.n ? text.p + text.n : text.p;
    uint64_t word = 0;

    memset(ret, 0, sizeof *ret);
    memset(s.min, 0xFF, sizeof s.min);
    while (p < end) {
        unsigned char c = (unsigned char)*p;
        uint32_t cp;

        if (c < 0x80) {
            cp = vg_is_alpha(c) || vg_is_digit(c) ? vg_lower(c) : 0;
            p++;
        } else {
            cp = vg_utf8_next(&p, end);
            if ((cp >= 0x300 && cp < 0x370) || cp == 0xAD || (cp >= 0x200B && cp <= 0x200D))
                continue; /* combining accents, soft hyphens, zero-width characters */
            if (cp == 0x153 || cp == 0x152) {
                word = (word + 'o') * 0x100000001B3ull;
                cp = 'e';
            } else {
                cp = vg_utf8_is_letter(cp) ? vg_utf8_fold(cp) : 0;
            }
        }
        if (cp) {
            word = (word + cp) * 0x100000001B3ull;
        } else if (word) {
            add_word(&s, mix(word));
            word = 0;
        }
    }
    if (word)
        add_word(&s, mix(word));
    if (s.n_words > 0 && s.n_words < ANCHOR_WORDS)
        add_anchor(ret, (uint32_t)(run_hash(&s, s.n_words) >> 32));
    for (size_t i = 0; i < VG_SKETCH_BINS; i++)
        ret->bins[i] = s.min[i] == UINT64_MAX ? 0 : (uint8_t)(1 + s.min[i] % 255);
}

static unsigned char *put(unsigned char *p, uint64_t v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        *p++ = (unsigned char)(v >> 8 * i);
    return p;
}

static uint64_t take(const unsigned char **p, size_t n)
{
    uint64_t v = 0;

    for (size_t i = 0; i < n; i++)
        v |= (uint64_t) * (*p)++ << 8 * i;
    return v;
}

void vg_sketch_pack(const struct vg_sketch *self, unsigned char out[static VG_SKETCH_BYTES])
{
    unsigned char *p = put(out, VERSION, 6);

    p = put(p, self->text_hash, 8);
    p = put(p, self->n_shingles, 4);
    for (size_t i = 0; i < VG_SKETCH_ANCHORS; i++)
        p = put(p, self->anchors[i], 4);
    memcpy(p, self->bins, VG_SKETCH_BINS);
}

int vg_sketch_unpack(struct vg_sv bytes, struct vg_sketch *ret)
{
    const unsigned char *p = (const unsigned char *)bytes.p;

    if (bytes.n != VG_SKETCH_BYTES || take(&p, 6) != VERSION)
        return VG_E_SYNTAX;
    ret->text_hash = take(&p, 8);
    ret->n_shingles = (uint32_t)take(&p, 4);
    for (size_t i = 0; i < VG_SKETCH_ANCHORS; i++)
        ret->anchors[i] = (uint32_t)take(&p, 4);
    memcpy(ret->bins, p, VG_SKETCH_BINS);
    return 0;
}

static struct vg_overlap overlap(const uint8_t *a, uint32_t n_a, const uint8_t *b, uint32_t n_b)
{
    const double chance = 1.0 / 255;
    struct vg_overlap r = {0};
    unsigned same = 0, used = 0;
    double both;

    for (size_t i = 0; i < VG_SKETCH_BINS; i++) {
        used += (a[i] | b[i]) != 0;
        same += a[i] == b[i] && a[i] != 0;
    }
    if (!used)
        return r;
    r.jaccard = fmax(0, ((double)same / used - chance) / (1 - chance));
    both = r.jaccard / (1 + r.jaccard) * ((double)n_a + n_b);
    r.of_a = n_a ? fmin(1, both / n_a) : 0;
    r.of_b = n_b ? fmin(1, both / n_b) : 0;
    return r;
}

struct vg_overlap vg_sketch_overlap(const struct vg_sketch *a, const struct vg_sketch *b)
{
    return overlap(a->bins, a->n_shingles, b->bins, b->n_shingles);
}

double vg_sketch_changed(const struct vg_sketch *before, const struct vg_sketch *after)
{
    if (before->text_hash == after->text_hash)
        return 0;
    return 1 - vg_sketch_overlap(before, after).jaccard;
}

const char *vg_dup_kind_name(enum vg_dup_kind kind)
{
    static const char *const names[VG_DUP_COUNT] = {"none", "same_text", "copy", "abridged",
                                                    "extended"};

    return (unsigned)kind < VG_DUP_COUNT ? names[kind] : "?";
}

/* Two cache lines. */
struct text {
    uint64_t id;
    uint32_t time_s; /* seconds since the index's first text */
    uint32_t text_hash;
    uint16_t n_shingles; /* at most UINT16_MAX */
    uint8_t bins[VG_SKETCH_BINS];
    uint32_t next[VG_SKETCH_ANCHORS]; /* older text in the chain of each anchor, as a link */
};
_Static_assert(sizeof(struct text) == 128, "a text takes 128 bytes");

/*
 * Texts are numbered; text number q lies in slot q % max of a ring cut into chunks. A link is the
 * number's low bits and which of the text's anchors the chain goes on from. Chains run from new to
 * old, so the first forgotten text in one ends it and nothing is ever taken out.
 */
struct vg_dupindex {
    int64_t window_usec, start_usec;
    uint32_t max, mask;
    uint64_t first, end; /* numbers of the oldest text kept and of the next one */
    uint32_t *heads;     /* links, 0: none */
    struct text **chunks;
    size_t n_chunks;
};

struct vg_dupindex *vg_dupindex_new(int64_t window_usec, uint32_t max_texts)
{
    struct vg_dupindex *self = vg_xnew(struct vg_dupindex);
    uint32_t heads = 1024;

    self->max = max_texts < 1 ? 1 : max_texts > MAX_TEXTS ? MAX_TEXTS : max_texts;
    while (heads / 4 < self->max)
        heads *= 2;
    self->window_usec = window_usec;
    self->mask = heads - 1;
    self->first = self->end = 1;
    self->heads = vg_xcalloc(heads, sizeof *self->heads);
    self->n_chunks = (self->max + CHUNK - 1) / CHUNK;
    self->chunks = vg_xcalloc(self->n_chunks, sizeof(struct text *));
    return self;
}

void vg_dupindex_free(struct vg_dupindex *self)
{
    if (!self)
        return;
    for (size_t i = 0; i < self->n_chunks; i++)
        free(self->chunks[i]);
    free(self->chunks);
    free(self->heads);
    free(self);
}

static struct text *text_at(const struct vg_dupindex *self, uint64_t number)
{
    uint32_t slot = (uint32_t)(number % self->max);

    return &self->chunks[slot / CHUNK][slot % CHUNK];
}

static int64_t time_of(const struct vg_dupindex *self, const struct text *t)
{
    return self->start_usec + (int64_t)t->time_s * 1000000;
}

void vg_dupindex_add(struct vg_dupindex *self, uint64_t id, int64_t time_usec,
                     const struct vg_sketch *sketch)
{
    uint32_t slot = (uint32_t)(self->end % self->max);
    struct text *t;

    if (self->end - self->first == self->max)
        self->first++;
    if (self->first == self->end)
        self->start_usec = time_usec - self->window_usec; /* room for those that come late */
    if (!self->chunks[slot / CHUNK])
        self->chunks[slot / CHUNK] = vg_xcalloc(CHUNK, sizeof *t);
    t = text_at(self, self->end);
    t->id = id;
    t->time_s =
        time_usec <= self->start_usec ? 0 : (uint32_t)((time_usec - self->start_usec) / 1000000);
    t->text_hash = (uint32_t)sketch->text_hash;
    t->n_shingles = (uint16_t)(sketch->n_shingles > UINT16_MAX ? UINT16_MAX : sketch->n_shingles);
    memcpy(t->bins, sketch->bins, sizeof t->bins);
    for (uint32_t i = 0; i < VG_SKETCH_ANCHORS; i++) {
        uint32_t *head = &self->heads[sketch->anchors[i] & self->mask];

        t->next[i] = 0;
        if (!sketch->anchors[i])
            continue;
        t->next[i] = *head;
        *head = ((uint32_t)self->end & SEQ_MASK) << ANCHOR_BITS | (i + 1);
    }
    self->end++;
}

static struct vg_dup judge(const struct vg_sketch *s, const struct text *t)
{
    struct vg_dup d = {.id = t->id};
    uint32_t n = s->n_shingles > UINT16_MAX ? UINT16_MAX : s->n_shingles;
    struct vg_overlap o;

    if ((uint32_t)s->text_hash == t->text_hash && n == t->n_shingles &&
        memcmp(s->bins, t->bins, sizeof t->bins) == 0) {
        d.kind = VG_DUP_SAME_TEXT;
        d.score = 1;
        return d;
    }
    if (n < MIN_SHINGLES || t->n_shingles < MIN_SHINGLES)
        return (struct vg_dup){0};
    o = overlap(s->bins, n, t->bins, t->n_shingles);
    d.score = fmax(o.of_a, o.of_b);
    if (o.jaccard >= COPY_JACCARD) {
        d.kind = VG_DUP_COPY;
        d.score = o.jaccard;
    } else if (o.jaccard >= MIN_JACCARD && d.score >= CONTAINED) {
        d.kind = o.of_a >= o.of_b ? VG_DUP_ABRIDGED : VG_DUP_EXTENDED;
    } else {
        d = (struct vg_dup){0};
    }
    return d;
}

static bool better(struct vg_dup a, struct vg_dup b)
{
    if (b.kind == VG_DUP_NONE || (a.kind == VG_DUP_SAME_TEXT) != (b.kind == VG_DUP_SAME_TEXT))
        return a.kind != VG_DUP_NONE && (b.kind == VG_DUP_NONE || a.kind == VG_DUP_SAME_TEXT);
    return a.kind != VG_DUP_NONE && a.score >= b.score; /* chains run to older texts */
}

struct vg_dup vg_dupindex_find(const struct vg_dupindex *self, const struct vg_sketch *sketch,
                               uint64_t except_id)
{
    struct vg_dup best = {0};

    for (size_t i = 0; i < VG_SKETCH_ANCHORS && sketch->anchors[i]; i++) {
        uint32_t link = self->heads[sketch->anchors[i] & self->mask];
        uint64_t last = 0;

        for (unsigned steps = 0; link && steps < CHAIN_MAX; steps++) {
            uint64_t age = ((uint32_t)self->end - (link >> ANCHOR_BITS)) & SEQ_MASK;
            const struct text *t;

            if (age < last || age == 0 || age > self->end - self->first)
                break;
            last = age;
            t = text_at(self, self->end - age);
            if (t->id != except_id || !except_id) {
                struct vg_dup d = judge(sketch, t);

                if (better(d, best))
                    best = d;
            }
            link = t->next[(link & ((1u << ANCHOR_BITS) - 1)) - 1];
        }
    }
    return best;
}

void vg_dupindex_expire(struct vg_dupindex *self, int64_t now_usec)
{
    while (self->first < self->end &&
           time_of(self, text_at(self, self->first)) < now_usec - self->window_usec)
        self->first++;
}

size_t vg_dupindex_count(const struct vg_dupindex *self)
{
    return (size_t)(self->end - self->first);
}

size_t vg_dupindex_memory(const struct vg_dupindex *self)
{
    size_t n = sizeof *self + ((size_t)self->mask + 1) * sizeof *self->heads +
               self->n_chunks * sizeof *self->chunks;

    for (size_t i = 0; i < self->n_chunks; i++)
        n += self->chunks[i] ? CHUNK * sizeof(struct text) : 0;
    return n;
}
