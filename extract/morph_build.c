/* morph_build.c - compiles a hunspell dictionary into the table that morph.c reads. */
#include "base/hash.h"
#include "base/utf8.h"
#include "extract/hunspell.h"
#include "extract/morph.h"
#include "extract/morph_table.h"

#include <stdlib.h>

struct row {
    struct vg_sv form;
    uint32_t lemma, tag;
};

struct build {
    struct vg_arena *arena;
    struct vg_map *lemma_of, *tag_of, *suffix_of;
    struct vg_sv *lemmas, *suffixes;
    size_t n_lemmas, cap_lemmas, n_suffixes, cap_suffixes;
    struct vg_morph_tag *tags;
    size_t n_tags, cap_tags;
    struct row *rows;
    size_t n_rows, cap_rows;
    struct vg_buf scratch;
};

/* What the tags of one form say, before they are told apart. */
struct said {
    bool pos[VG_POS_COUNT];
    unsigned tenses; /* bit per row of tense_tags */
    uint8_t person, shape;
    struct vg_sv stem;
};

static const struct {
    const char *tag;
    uint8_t pos;
} pos_tags[] = {
    {"nom", VG_POS_NOUN},   {"titr", VG_POS_NOUN},     {"adj", VG_POS_ADJ},
    {"adv", VG_POS_ADV},    {"loc.adv", VG_POS_ADV},   {"npr", VG_POS_PROPER},
    {"prn", VG_POS_PROPER}, {"patr", VG_POS_PROPER},   {"nb", VG_POS_NUM},
    {"prep", VG_POS_PREP},  {"loc.prep", VG_POS_PREP}, {"cj", VG_POS_CONJ},
    {"cjsub", VG_POS_CONJ}, {"cjco", VG_POS_CONJ},     {"interj", VG_POS_OTHER},
    {"ppas", VG_POS_PPAS},  {"ppre", VG_POS_PPRES},    {"infi", VG_POS_INF},
};

static const struct {
    const char *tag;
    uint8_t mood, tense;
} tense_tags[] = {
    {"ipre", VG_MOOD_INDICATIVE, VG_TENSE_PRESENT},
    {"iimp", VG_MOOD_INDICATIVE, VG_TENSE_IMPERFECT},
    {"ipsi", VG_MOOD_INDICATIVE, VG_TENSE_PAST},
    {"ifut", VG_MOOD_INDICATIVE, VG_TENSE_FUTURE},
    {"cond", VG_MOOD_CONDITIONAL, VG_TENSE_PRESENT},
    {"spre", VG_MOOD_SUBJUNCTIVE, VG_TENSE_PRESENT},
    {"simp", VG_MOOD_SUBJUNCTIVE, VG_TENSE_IMPERFECT},
    {"impe", VG_MOOD_IMPERATIVE, VG_TENSE_PRESENT},
};

static const char *const person_tags[] = {"1sg", "2sg", "3sg", "1pl", "2pl", "3pl"};

enum { SHAPE_M = 1, SHAPE_F = 2, SHAPE_SG = 4, SHAPE_PL = 8, SHAPE_ETRE = 16, SHAPE_TRANS = 32 };

static const struct {
    const char *tag;
    uint8_t shape;
} shape_tags[] = {
    {"mas", SHAPE_M}, {"fem", SHAPE_F}, {"epi", SHAPE_M | SHAPE_F},
    {"sg", SHAPE_SG}, {"pl", SHAPE_PL}, {"inv", SHAPE_SG | SHAPE_PL},
};

static void read_po(struct said *said, struct vg_sv v)
{
    for (size_t i = 0; i < VG_COUNT_OF(pos_tags); i++)
        if (vg_sv_is(v, pos_tags[i].tag))
            said->pos[pos_tags[i].pos] = true;
    if (vg_sv_starts(v, VG_SV("det")))
        said->pos[VG_POS_DET] = true;
    if (vg_sv_starts(v, VG_SV("pro")) || vg_sv_is(v, "preverb"))
        said->pos[VG_POS_PRON] = true;
    for (size_t i = 0; i < VG_COUNT_OF(tense_tags); i++)
        if (vg_sv_is(v, tense_tags[i].tag)) {
            said->tenses |= 1u << i;
            said->pos[VG_POS_VERB] = true;
        }
    for (size_t i = 0; i < VG_COUNT_OF(person_tags); i++)
        if (vg_sv_starts(v, vg_sv_cstr(person_tags[i])))
            said->person |= (uint8_t)(1u << i);
    /* a verb's class: v<group>_<i><t><n><q><x><e|a>... */
    if (v.n >= 9 && v.p[0] == 'v' && vg_is_digit((unsigned char)v.p[1])) {
        if (v.p[8] == 'e' || v.p[6] == 'p')
            said->shape |= SHAPE_ETRE;
        if (v.p[4] == 't')
            said->shape |= SHAPE_TRANS;
    }
}

static void read_tags(struct said *said, struct vg_sv tags)
{
    while (tags.p) {
        struct vg_sv word = vg_sv_split(&tags, ' ');
        struct vg_sv key = vg_sv_split(&word, ':');
        if (vg_sv_is(key, "po"))
            read_po(said, word);
        else if (vg_sv_is(key, "st"))
            said->stem = word;
        else if (vg_sv_is(key, "is"))
            for (size_t i = 0; i < VG_COUNT_OF(shape_tags); i++)
                if (vg_sv_is(word, shape_tags[i].tag))
                    said->shape |= shape_tags[i].shape;
    }
}

/* Index of key in the table that map and the array make, adding it when new. */
static uint32_t intern(struct build *b, struct vg_map *map, struct vg_sv key, struct vg_sv **items,
                       size_t *n, size_t *cap)
{
    void *known = vg_map_get(map, key);

    if (known)
        return (uint32_t)((uintptr_t)known - 1);
    struct vg_sv own = vg_sv(vg_arena_str(b->arena, key), key.n);
    *items = vg_arena_grow(b->arena, *items, *n, cap, sizeof **items);
    (*items)[(*n)++] = own;
    (void)vg_map_set(map, own, (void *)(uintptr_t)*n);
    return (uint32_t)(*n - 1);
}

static uint32_t intern_tag(struct build *b, struct vg_morph_tag tag)
{
    void *known = vg_map_get(b->tag_of, vg_sv((const char *)&tag, sizeof tag));

    if (known)
        return (uint32_t)((uintptr_t)known - 1);
    struct vg_morph_tag *key = vg_arena_alloc(b->arena, sizeof *key);
    *key = tag;
    *VG_PUSH(b->arena, b->tags, b->n_tags, b->cap_tags) = tag;
    (void)vg_map_set(b->tag_of, vg_sv((const char *)key, sizeof *key),
                     (void *)(uintptr_t)b->n_tags);
    return (uint32_t)(b->n_tags - 1);
}

static void add_row(struct build *b, struct vg_sv form, struct vg_sv lemma, struct vg_morph_tag tag)
{
    *VG_PUSH(b->arena, b->rows, b->n_rows, b->cap_rows) =
        (struct row){form, intern(b, b->lemma_of, lemma, &b->lemmas, &b->n_lemmas, &b->cap_lemmas),
                     intern_tag(b, tag)};
}

static void on_form(void *ctx, struct vg_sv form, struct vg_sv stem, struct vg_sv word_tags,
                    struct vg_sv form_tags)
{
    struct build *b = ctx;
    struct said said = {.stem = stem};

    read_tags(&said, form_tags);
    read_tags(&said, word_tags);
    if (said.pos[VG_POS_PPAS] || said.pos[VG_POS_PPRES])
        said.pos[VG_POS_ADJ] = false;
    vg_buf_clear(&b->scratch);
    const char *p = form.p, *end = p + form.n;
    while (p < end)
        (void)vg_buf_utf8(&b->scratch, vg_utf8_lower(vg_utf8_next(&p, end)));
    struct vg_sv low = vg_buf_view(&b->scratch);
    if (low.n == 0 || low.n > 250 || said.stem.n > 250)
        return;
    low = vg_sv(vg_arena_str(b->arena, low), low.n);
    struct vg_morph_tag tag = {.shape = said.shape};
    for (int pos = 0; pos < VG_POS_COUNT; pos++) {
        if (!said.pos[pos])
            continue;
        tag.pos = (uint8_t)pos;
        tag.mood = tag.tense = tag.person = 0;
        if (pos != VG_POS_VERB) {
            add_row(b, low, said.stem, tag);
            continue;
        }
        tag.person = said.person;
        for (size_t i = 0; i < VG_COUNT_OF(tense_tags); i++)
            if (said.tenses & 1u << i) {
                tag.mood = tense_tags[i].mood;
                tag.tense = tense_tags[i].tense;
                add_row(b, low, said.stem, tag);
            }
    }
}

/* By form; readings of one form in the order of lemma and tag, so that equal ones are neighbours.
 */
static int cmp_row(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int c = vg_sv_cmp(x->form, y->form);

    if (c)
        return c;
    if (x->lemma != y->lemma)
        return x->lemma < y->lemma ? -1 : 1;
    return x->tag < y->tag ? -1 : x->tag > y->tag;
}

static size_t power_above(size_t n)
{
    size_t p = 64;

    while (p < n)
        p *= 2;
    return p;
}

static void put(struct vg_buf *out, const void *p, size_t n)
{
    static const char zeros[8];

    (void)vg_buf_add(out, p, n);
    (void)vg_buf_add(out, zeros, (8 - out->n % 8) % 8);
}

/* Offsets of n strings, then their bytes. */
static void put_strings(struct vg_buf *out, const struct vg_sv *items, size_t n,
                        uint32_t *ret_bytes)
{
    uint32_t at = 0;

    for (size_t i = 0; i <= n; i++) {
        (void)vg_buf_add(out, &at, sizeof at);
        at += i < n ? (uint32_t)items[i].n : 0;
    }
    put(out, NULL, 0);
    for (size_t i = 0; i < n; i++)
        (void)vg_buf_sv(out, items[i]);
    put(out, NULL, 0);
    *ret_bytes = at;
}

struct tables {
    struct vg_morph_slot *slots;
    uint32_t *folded, *readings;
    size_t n_forms, n_slots, n_folded, n_readings;
};

static void add_form(struct build *b, struct tables *t, const struct row *rows, size_t n)
{
    struct vg_sv form = rows[0].form, lemma = b->lemmas[rows[0].lemma];
    size_t shared = 0;

    while (shared < form.n && shared < lemma.n && form.p[shared] == lemma.p[shared])
        shared++;
    uint64_t h = vg_hash_sv(form);
    size_t slot = h & (t->n_slots - 1);
    while (t->slots[slot].reading)
        slot = (slot + 1) & (t->n_slots - 1);
    t->slots[slot] = (struct vg_morph_slot){
        .reading = (uint32_t)t->n_readings + 1,
        .suffix = (uint16_t)intern(b, b->suffix_of, vg_sv_sub(form, shared, form.n), &b->suffixes,
                                   &b->n_suffixes, &b->cap_suffixes),
        .prefix = (uint8_t)shared,
        .check = (uint8_t)(h >> 56)};
    for (size_t i = 0; i < n; i++) {
        uint32_t word = rows[i].lemma | rows[i].tag << VG_MORPH_LEMMA_BITS;
        t->readings[t->n_readings++] = word | (i + 1 == n ? VG_MORPH_LAST : 0);
    }
    t->n_forms++;
    vg_buf_clear(&b->scratch);
    (void)vg_utf8_fold_sv(form, &b->scratch);
    struct vg_sv fold = vg_buf_view(&b->scratch);
    if (vg_sv_eq(fold, form))
        return;
    size_t at = vg_hash_sv(fold) & (t->n_folded - 1);
    while (t->folded[at])
        at = (at + 1) & (t->n_folded - 1);
    t->folded[at] = (uint32_t)slot + 1;
}

static int build_tables(struct build *b, struct tables *t, struct vg_err *err)
{
    t->n_slots = power_above(b->n_rows * 3 / 2);
    t->n_folded = power_above(b->n_rows);
    t->slots = vg_arena_new_n(b->arena, struct vg_morph_slot, t->n_slots);
    t->folded = vg_arena_new_n(b->arena, uint32_t, t->n_folded);
    t->readings = vg_arena_new_n(b->arena, uint32_t, b->n_rows + 1);
    for (size_t i = 0; i < b->n_rows;) {
        size_t n = 1, kept = 1;
        while (i + n < b->n_rows && vg_sv_eq(b->rows[i + n].form, b->rows[i].form))
            n++;
        for (size_t k = 1; k < n; k++) { /* the dictionary says some things twice */
            const struct row *r = &b->rows[i + k], *last = &b->rows[i + kept - 1];
            if (r->lemma != last->lemma || r->tag != last->tag)
                b->rows[i + kept++] = *r;
        }
        add_form(b, t, &b->rows[i], kept);
        i += n;
    }
    if (b->n_lemmas >= 1u << VG_MORPH_LEMMA_BITS || b->n_tags >= 1u << VG_MORPH_TAG_BITS ||
        b->n_suffixes > UINT16_MAX)
        return vg_fail(err, VG_E_LIMIT,
                       "a dictionary of %zu lemmas, %zu tags, %zu endings: too many", b->n_lemmas,
                       b->n_tags, b->n_suffixes);
    return 0;
}

static void write_tables(struct build *b, const struct tables *t, struct vg_buf *out)
{
    struct vg_morph_header h = {.version = VG_MORPH_TABLE_VERSION,
                                .n_forms = (uint32_t)t->n_forms,
                                .n_slots = (uint32_t)t->n_slots,
                                .n_folded = (uint32_t)t->n_folded,
                                .n_readings = (uint32_t)t->n_readings,
                                .n_lemmas = (uint32_t)b->n_lemmas,
                                .n_tags = (uint32_t)b->n_tags,
                                .n_suffixes = (uint32_t)b->n_suffixes};
    size_t start = out->n;

    put(out, &h, sizeof h);
    put(out, t->slots, t->n_slots * sizeof *t->slots);
    put(out, t->folded, t->n_folded * sizeof *t->folded);
    put(out, t->readings, t->n_readings * sizeof *t->readings);
    put(out, b->tags, b->n_tags * sizeof *b->tags);
    put_strings(out, b->lemmas, b->n_lemmas, &h.lemma_bytes);
    put_strings(out, b->suffixes, b->n_suffixes, &h.suffix_bytes);
    if (!out->err)
        memcpy(out->p + start, &h, sizeof h);
}

#define MIN_SPELT                                                                                  \
    5 /* letters of a lemma that may be spelt both ways; shorter ones are other words */

/* The lemma that is spelt like this one but for one circumflex on `i` or `u`, which the spelling of
 * 1990 leaves out; its own index: there is none. */
static uint32_t with_circumflex(struct build *b, uint32_t lemma)
{
    static const char *const letters[][2] = {{"i", "\xc3\xae"}, {"u", "\xc3\xbb"}};
    struct vg_sv s = b->lemmas[lemma];
    bool verb = s.n > 2 && s.p[s.n - 1] != 's' && (s.p[s.n - 1] == 'r' || s.p[s.n - 2] == 'r');

    for (size_t i = 0; i < s.n && s.n > (verb ? MIN_SPELT - 1 : MIN_SPELT); i++)
        for (size_t k = 0; k < VG_COUNT_OF(letters); k++) {
            if (s.p[i] != letters[k][0][0])
                continue;
            vg_buf_clear(&b->scratch);
            (void)vg_buf_sv(&b->scratch, vg_sv_sub(s, 0, i));
            (void)vg_buf_str(&b->scratch, letters[k][1]);
            (void)vg_buf_sv(&b->scratch, vg_sv_sub(s, i + 1, s.n));
            void *known = vg_map_get(b->lemma_of, vg_buf_view(&b->scratch));
            if (known)
                return (uint32_t)((uintptr_t)known - 1);
        }
    return lemma;
}

/* Both spellings of a word have the traditional lemma: tables are written with it. */
static void one_spelling(struct build *b)
{
    uint32_t *of = vg_arena_new_n(b->arena, uint32_t, b->n_lemmas + 1);

    for (uint32_t i = 0; i < b->n_lemmas; i++)
        of[i] = with_circumflex(b, i);
    for (size_t i = 0; i < b->n_rows; i++)
        b->rows[i].lemma = of[b->rows[i].lemma];
}

int vg_morph_build(struct vg_sv aff, struct vg_sv dic, struct vg_buf *out, struct vg_err *err)
{
    struct build b = {.arena = vg_arena_new()};
    struct tables t = {0};

    b.lemma_of = vg_map_new();
    b.tag_of = vg_map_new();
    b.suffix_of = vg_map_new();
    vg_buf_init(&b.scratch, 4096);
    int r = vg_hunspell_expand(aff, dic, on_form, &b, err);
    if (r == 0 && b.n_rows == 0)
        r = vg_fail(err, VG_E_SYNTAX, "the dictionary holds no word with tags");
    if (r == 0) {
        one_spelling(&b);
        qsort(b.rows, b.n_rows, sizeof *b.rows, cmp_row);
        r = build_tables(&b, &t, err);
    }
    if (r == 0) {
        write_tables(&b, &t, out);
        if (out->err)
            r = vg_fail(err, out->err, "the morphology is too large");
    }
    vg_buf_done(&b.scratch);
    vg_map_free(b.lemma_of);
    vg_map_free(b.tag_of);
    vg_map_free(b.suffix_of);
    vg_arena_free(b.arena);
    return r;
}
