#include "extract/morph.h"

#include "base/hash.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "extract/morph_in.h"
#include "extract/morph_table.h"
#include "extract/pack.h"
#include "extract/words.h"
#include "extract/wordtab.h"

enum { MAX_PROBES = 1024 }; /* a sound table needs a few dozen at most */

struct vg_morph {
    struct vg_morph_header h;
    const struct vg_morph_slot *slots;
    const uint32_t *folded, *readings;
    const struct vg_morph_tag *tags;
    const uint32_t *lemma_at, *suffix_at;
    const char *lemma_bytes, *suffix_bytes;
    uint64_t *special; /* bit per lemma: pos.tsv names it */
};

static const char *const pos_names[VG_POS_COUNT] = {"other", "noun", "proper", "adj", "verb",
                                                    "inf",   "ppas", "ppres",  "adv", "det",
                                                    "pron",  "prep", "conj",   "num", "punct"};

const char *vg_pos_name(enum vg_pos pos)
{
    return pos_names[pos];
}

int vg_pos_of_name(struct vg_sv name)
{
    for (int i = 0; i < VG_POS_COUNT; i++)
        if (vg_sv_is(name, pos_names[i]))
            return i;
    return -1;
}

/* ---- the mapped table ---- */

/* Takes n bytes (aligned to 8) off s; NULL when s is too short. */
static const void *take(struct vg_sv *s, uint64_t n)
{
    uint64_t whole = (n + 7) / 8 * 8;

    if (whole > s->n)
        return NULL;
    const void *p = s->p;
    *s = vg_sv_sub(*s, (size_t)whole, s->n);
    return p;
}

static bool is_power(uint32_t n)
{
    return n && !(n & (n - 1));
}

int vg_morph_open(struct vg_sv section, struct vg_arena *arena, const struct vg_morph **ret,
                  struct vg_err *err)
{
    struct vg_morph *m = vg_arena_alloc(arena, sizeof *m);
    struct vg_sv s = section;
    const void *head = take(&s, sizeof m->h);

    if (!head || (uintptr_t)section.p % 8)
        return vg_fail(err, VG_E_SYNTAX, "no morphology: make the pack anew");
    memcpy(&m->h, head, sizeof m->h);
    if (m->h.version != VG_MORPH_TABLE_VERSION || !is_power(m->h.n_slots) ||
        !is_power(m->h.n_folded))
        return vg_fail(err, VG_E_SYNTAX, "a morphology of another version: make the pack anew");
    m->slots = take(&s, (uint64_t)m->h.n_slots * sizeof *m->slots);
    m->folded = m->slots ? take(&s, (uint64_t)m->h.n_folded * sizeof *m->folded) : NULL;
    m->readings = m->folded ? take(&s, (uint64_t)m->h.n_readings * sizeof *m->readings) : NULL;
    m->tags = m->readings ? take(&s, (uint64_t)m->h.n_tags * sizeof *m->tags) : NULL;
    m->lemma_at = m->tags ? take(&s, ((uint64_t)m->h.n_lemmas + 1) * sizeof(uint32_t)) : NULL;
    m->lemma_bytes = m->lemma_at ? take(&s, m->h.lemma_bytes) : NULL;
    m->suffix_at =
        m->lemma_bytes ? take(&s, ((uint64_t)m->h.n_suffixes + 1) * sizeof(uint32_t)) : NULL;
    m->suffix_bytes = m->suffix_at ? take(&s, m->h.suffix_bytes) : NULL;
    if (!m->suffix_bytes)
        return vg_fail(err, VG_E_SYNTAX, "a morphology that was cut off: make the pack anew");
    m->special = vg_arena_new_n(arena, uint64_t, m->h.n_lemmas / 64 + 1);
    *ret = m;
    return 0;
}

size_t vg_morph_forms(const struct vg_morph *self)
{
    return self->h.n_forms;
}

/* String i of a pool; empty for an index that the table can't mean. */
static struct vg_sv pooled(const uint32_t *at, const char *bytes, uint32_t n, uint32_t n_bytes,
                           uint32_t i)
{
    if (i >= n || at[i] > at[i + 1] || at[i + 1] > n_bytes)
        return vg_sv(bytes, 0);
    return vg_sv(bytes + at[i], at[i + 1] - at[i]);
}

static struct vg_sv lemma_of(const struct vg_morph *m, uint32_t reading)
{
    return pooled(m->lemma_at, m->lemma_bytes, m->h.n_lemmas, m->h.lemma_bytes,
                  reading & ((1u << VG_MORPH_LEMMA_BITS) - 1));
}

/* The form that a slot stands for, in two parts. */
static bool parts_of(const struct vg_morph *m, const struct vg_morph_slot *slot,
                     struct vg_sv *ret_head, struct vg_sv *ret_tail)
{
    if (slot->reading - 1 >= m->h.n_readings)
        return false;
    *ret_head = vg_sv_sub(lemma_of(m, m->readings[slot->reading - 1]), 0, slot->prefix);
    *ret_tail =
        pooled(m->suffix_at, m->suffix_bytes, m->h.n_suffixes, m->h.suffix_bytes, slot->suffix);
    return true;
}

static struct vg_reading reading_of(const struct vg_morph *m, uint32_t word)
{
    uint32_t tag = (word & ~VG_MORPH_LAST) >> VG_MORPH_LEMMA_BITS;
    uint32_t lemma = word & ((1u << VG_MORPH_LEMMA_BITS) - 1);
    struct vg_reading r = {.lemma = lemma_of(m, word), .cls = VG_CLASS_PLAIN};

    if (lemma < m->h.n_lemmas && m->special[lemma / 64] & UINT64_C(1) << lemma % 64)
        r.cls = VG_CLASS_UNKNOWN;

    if (tag >= m->h.n_tags || m->tags[tag].pos >= VG_POS_COUNT)
        return r;
    const struct vg_morph_tag *t = &m->tags[tag];
    r.pos = t->pos;
    r.mood = t->mood;
    r.tense = t->tense;
    r.person = t->person;
    r.masculine = t->shape & 1;
    r.feminine = t->shape & 2;
    r.singular = t->shape & 4;
    r.plural = t->shape & 8;
    r.etre = t->shape & 16;
    r.transitive = t->shape & 32;
    return r;
}

static size_t give(const struct vg_morph *m, const struct vg_morph_slot *slot,
                   struct vg_reading *out, size_t max)
{
    size_t n = 0;

    for (uint32_t i = slot->reading - 1; i < m->h.n_readings && n < max; i++) {
        out[n++] = reading_of(m, m->readings[i]);
        if (m->readings[i] & VG_MORPH_LAST)
            break;
    }
    return n;
}

/* The slot of a form, or NULL. */
static const struct vg_morph_slot *slot_of(const struct vg_morph *m, struct vg_sv norm, uint64_t h)
{
    uint32_t mask = m->h.n_slots - 1, at = (uint32_t)h & mask;
    struct vg_sv head, tail;

    for (int tries = 0; tries < MAX_PROBES && m->slots[at].reading; tries++, at = (at + 1) & mask) {
        const struct vg_morph_slot *slot = &m->slots[at];
        if (slot->check != (uint8_t)(h >> 56) || !parts_of(m, slot, &head, &tail) ||
            head.n + tail.n != norm.n)
            continue;
        if (memcmp(head.p, norm.p, head.n) == 0 && memcmp(tail.p, norm.p + head.n, tail.n) == 0)
            return slot;
    }
    return NULL;
}

static size_t find_hashed(const struct vg_morph *m, struct vg_sv norm, uint64_t h,
                          struct vg_reading *out, size_t max)
{
    const struct vg_morph_slot *slot = slot_of(m, norm, h);

    return slot ? give(m, slot, out, max) : 0;
}

size_t vg_morph_find(const struct vg_morph *m, struct vg_sv norm, struct vg_reading *out,
                     size_t max)
{
    return find_hashed(m, norm, vg_hash_sv(norm), out, max);
}

void vg_morph_mark(const struct vg_morph *m, struct vg_sv lemma)
{
    const struct vg_morph_slot *slot = slot_of(m, lemma, vg_hash_sv(lemma));

    for (uint32_t i = slot ? slot->reading - 1 : m->h.n_readings; i < m->h.n_readings; i++) {
        uint32_t id = m->readings[i] & ((1u << VG_MORPH_LEMMA_BITS) - 1);
        if (id < m->h.n_lemmas && vg_sv_eq(lemma_of(m, m->readings[i]), lemma))
            m->special[id / 64] |= UINT64_C(1) << id % 64;
        if (m->readings[i] & VG_MORPH_LAST)
            break;
    }
}

/* Is the slot's form, without its diacritics, this? */
static bool folds_to(const struct vg_morph *m, const struct vg_morph_slot *slot, struct vg_sv fold)
{
    char form[512], folded[1024];
    struct vg_sv head, tail;

    if (!parts_of(m, slot, &head, &tail) || head.n + tail.n > sizeof form)
        return false;
    memcpy(form, head.p, head.n);
    memcpy(form + head.n, tail.p, tail.n);
    const char *p = form, *end = form + head.n + tail.n;
    size_t n = 0;
    while (p < end && n + 4 < sizeof folded) {
        uint32_t cp = vg_utf8_next(&p, end);
        bool oe = cp == 0x153, ae = cp == 0xE6;
        if (oe || ae) {
            folded[n++] = oe ? 'o' : 'a';
            folded[n++] = 'e';
        } else {
            n += vg_utf8_encode(vg_utf8_fold(cp), folded + n);
        }
    }
    return vg_sv_eq(vg_sv(folded, n), fold);
}

size_t vg_morph_find_folded(const struct vg_morph *m, struct vg_sv fold, struct vg_reading *out,
                            size_t max)
{
    uint32_t mask = m->h.n_folded - 1, at = (uint32_t)vg_hash_sv(fold) & mask;
    size_t n = 0;

    for (int tries = 0; tries < MAX_PROBES && m->folded[at]; tries++, at = (at + 1) & mask) {
        uint32_t i = m->folded[at] - 1;
        if (i < m->h.n_slots && m->slots[i].reading && folds_to(m, &m->slots[i], fold))
            n += give(m, &m->slots[i], out + n, max - n);
    }
    return n;
}

/* ---- closed-class words ---- */

struct function_word {
    struct vg_sv form;
    struct vg_reading *readings;
    size_t n, cap;
    int32_t same_fold; /* next word that differs in its accents only, -1 */
    bool adds;         /* the dictionary's readings hold as well */
};

struct vg_functions {
    struct vg_wordtab by_form, by_fold;
    struct function_word *words;
    size_t n, cap;
    bool ready;
};

int vg_morph_load(struct vg_pack *pack, struct vg_sv section, const char *file, struct vg_err *err)
{
    return vg_morph_open(section, pack->arena, &pack->morph, err);
}

/* "mp3" and the like: m f gender, s p number, 1-6 person. */
static bool read_shape(struct vg_sv s, struct vg_reading *r)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        r->masculine |= c == 'm';
        r->feminine |= c == 'f';
        r->singular |= c == 's';
        r->plural |= c == 'p';
        if (c >= '1' && c <= '6')
            r->person |= (uint8_t)(1u << (c - '1'));
        else if (!strchr("mfsp", c))
            return false;
    }
    return true;
}

static struct vg_sv own(struct vg_arena *arena, struct vg_sv s)
{
    return vg_sv(vg_arena_str(arena, s), s.n);
}

static struct function_word *function_word(struct vg_functions *f, struct vg_arena *arena,
                                           struct vg_sv form)
{
    int32_t known = vg_wordtab_get(&f->by_form, form);

    if (known >= 0)
        return &f->words[known];
    int32_t i = (int32_t)f->n;
    struct function_word *w = VG_PUSH(arena, f->words, f->n, f->cap);
    struct vg_buf fold;
    vg_buf_init(&fold, 4096);
    (void)vg_utf8_fold_sv(form, &fold);
    *w = (struct function_word){.form = own(arena, form),
                                .same_fold = vg_wordtab_get(&f->by_fold, vg_buf_view(&fold))};
    vg_wordtab_set(&f->by_form, arena, form, i);
    vg_wordtab_set(&f->by_fold, arena, vg_buf_view(&fold), i);
    vg_buf_done(&fold);
    return w;
}

int vg_function_load(struct vg_pack *pack, struct vg_sv tsv, const char *file, struct vg_err *err)
{
    static const char *const wanted[] = {"form", "lemma", "pos", "shape", NULL};
    struct vg_functions *f = vg_arena_alloc(pack->arena, sizeof *f);
    struct vg_tsv t;
    int r = vg_tsv_open(&t, file, tsv, wanted, err);

    if (r < 0)
        return r;
    while ((r = vg_tsv_next(&t, err)) > 0) {
        struct vg_sv form = vg_tsv_get(&t, "form"), lemma = vg_tsv_get(&t, "lemma");
        struct vg_sv pos = vg_tsv_get(&t, "pos");
        bool adds = vg_sv_starts(form, VG_SV("+"));
        if (adds)
            form = vg_sv_sub(form, 1, form.n);
        int p = vg_pos_of_name(pos);
        struct vg_reading reading = {.pos = (uint8_t)p};
        if (!form.n || p < 0 || !read_shape(vg_tsv_get(&t, "shape"), &reading))
            return vg_fail_at(err, VG_E_SYNTAX, file, t.line,
                              "'%.*s': needs a form, a part of speech and a shape of m f s p 1-6",
                              VG_SV_ARG(form));
        struct function_word *w = function_word(f, pack->arena, form);
        reading.lemma = lemma.n ? own(pack->arena, lemma) : w->form;
        w->adds |= adds;
        *VG_PUSH(pack->arena, w->readings, w->n, w->cap) = reading;
    }
    pack->functions = f;
    return r;
}

static size_t add_word(const struct function_word *w, struct vg_reading *out, size_t n, size_t max)
{
    for (size_t i = 0; i < w->n && n < max; i++)
        out[n++] = w->readings[i];
    return n;
}

static size_t readings_hashed(const struct vg_pack *pack, struct vg_sv norm, uint64_t hash,
                              struct vg_sv fold, bool tolerant, struct vg_reading *out, size_t max)
{
    const struct vg_functions *f = pack->functions;
    int32_t i = vg_wordtab_get_hashed(&f->by_form, norm, hash);
    bool look_up = true;
    size_t n = 0;

    if (i >= 0) {
        n = add_word(&f->words[i], out, 0, max);
        look_up = f->words[i].adds;
    }
    if (look_up)
        n += find_hashed(pack->morph, norm, hash, out + n, max - n);
    if (n && !tolerant)
        return n;
    for (int32_t k = vg_wordtab_get(&f->by_fold, fold); k >= 0; k = f->words[k].same_fold)
        if (k != i)
            n = add_word(&f->words[k], out, n, max);
    n += vg_morph_find_folded(pack->morph, fold, out + n, max - n);
    if (!n && !vg_sv_eq(norm, fold))
        n = vg_morph_find(pack->morph, fold, out, max); /* an accent too many */
    return n;
}

size_t vg_morph_readings(const struct vg_pack *pack, struct vg_sv norm, struct vg_sv fold,
                         bool tolerant, struct vg_reading *out, size_t max)
{
    return readings_hashed(pack, norm, vg_hash_sv(norm), fold, tolerant, out, max);
}

void vg_functions_classify(const struct vg_functions *f, const struct vg_pos_model *model)
{
    for (size_t i = 0; i < f->n; i++)
        for (size_t k = 0; k < f->words[i].n; k++)
            vg_pos_classify(model, &f->words[i].readings[k]);
}

/* ---- unknown words ---- */

struct ending {
    struct vg_sv ending, replace;
    struct vg_reading reading;
};

struct vg_endings {
    struct vg_wordtab
        first; /* ending -> index of its first row; rows of one ending are neighbours */
    struct ending *rows;
    size_t n, cap;
    size_t longest;
};

int vg_endings_load(struct vg_pack *pack, struct vg_sv tsv, const char *file, struct vg_err *err)
{
    static const char *const wanted[] = {"ending", "pos", "shape", "lemma", NULL};
    struct vg_endings *e = vg_arena_alloc(pack->arena, sizeof *e);
    struct vg_tsv t;
    int r = vg_tsv_open(&t, file, tsv, wanted, err);

    if (r < 0)
        return r;
    while ((r = vg_tsv_next(&t, err)) > 0) {
        struct vg_sv ending = vg_tsv_get(&t, "ending"), tense = vg_tsv_get(&t, "tense");
        int pos = vg_pos_of_name(vg_tsv_get(&t, "pos"));
        struct ending row = {.reading = {.pos = (uint8_t)pos}};
        if (pos < 0 || !ending.n || !read_shape(vg_tsv_get(&t, "shape"), &row.reading) ||
            (e->n && vg_wordtab_get(&e->first, ending) >= 0 &&
             !vg_sv_eq(e->rows[e->n - 1].ending, ending)))
            return vg_fail_at(
                err, VG_E_SYNTAX, file, t.line,
                "'%.*s': needs an ending, a part of speech and a shape of m f s p 1-6, "
                "rows of one ending together",
                VG_SV_ARG(ending));
        if (vg_sv_is(tense, "cond"))
            row.reading.mood = VG_MOOD_CONDITIONAL, row.reading.tense = VG_TENSE_PRESENT;
        else if (pos == VG_POS_VERB)
            row.reading.mood = VG_MOOD_INDICATIVE,
            row.reading.tense = vg_sv_is(tense, "future")      ? VG_TENSE_FUTURE
                                : vg_sv_is(tense, "imperfect") ? VG_TENSE_IMPERFECT
                                : vg_sv_is(tense, "past")      ? VG_TENSE_PAST
                                                               : VG_TENSE_PRESENT;
        row.ending = own(pack->arena, ending);
        row.replace = own(pack->arena, vg_tsv_get(&t, "lemma"));
        if (vg_wordtab_get(&e->first, ending) < 0)
            vg_wordtab_set(&e->first, pack->arena, ending, (int32_t)e->n);
        e->longest = ending.n > e->longest ? ending.n : e->longest;
        *VG_PUSH(pack->arena, e->rows, e->n, e->cap) = row;
    }
    pack->endings = e;
    return r;
}

static size_t guess(const struct vg_endings *e, struct vg_arena *arena, struct vg_sv norm,
                    struct vg_reading *out, size_t max)
{
    size_t from = norm.n > e->longest ? norm.n - e->longest : 0;

    for (; from + 1 < norm.n; from++) {
        struct vg_sv tail = vg_sv_sub(norm, from, norm.n);
        int32_t i = from >= 2 ? vg_wordtab_get(&e->first, tail) : -1;
        size_t n = 0;
        for (; i >= 0 && (size_t)i < e->n && n < max && vg_sv_eq(e->rows[i].ending, tail); i++) {
            const struct ending *row = &e->rows[i];
            out[n] = row->reading;
            out[n++].lemma = vg_sv_cstr(
                vg_arena_printf(arena, "%.*s%.*s", (int)from, norm.p, VG_SV_ARG(row->replace)));
        }
        if (n)
            return n;
    }
    return 0;
}

/* ---- the layer ---- */

/* A text typed without accents: some letters, none of them accented. */
static bool lacks_accents(const struct vg_document *doc)
{
    size_t letters = 0, accents = 0, n = doc->text.n < 20000 ? doc->text.n : 20000;

    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)doc->text.p[i];
        letters += vg_is_alpha(c);
        if (c == 0xC3 && ++accents * 400 >= n)
            return false; /* enough, whatever the rest is */
    }
    return letters > 40 && accents * 400 < letters;
}

/* The lemma of a noun that can only be several things; the form itself of any other. */
static struct vg_sv singular_of(const struct vg_document *doc, struct vg_sv part)
{
    struct vg_reading found[VG_MORPH_MAX_READINGS];
    size_t n = vg_morph_find(doc->pack->morph, part, found, VG_MORPH_MAX_READINGS);

    for (size_t i = 0; i < n; i++)
        if (found[i].pos == VG_POS_NOUN && found[i].plural && !found[i].singular)
            return found[i].lemma;
    return part;
}

/* A compound is what its last part is: `camions-citernes` are several of `camion-citerne`. */
static size_t read_compound(const struct vg_document *doc, struct vg_sv norm,
                            struct vg_reading *out, size_t max)
{
    struct vg_sv rest = norm, last = norm;
    struct vg_buf lemma;
    size_t n;

    vg_buf_init(&lemma, norm.n * 4 + 64);
    while (rest.p) {
        last = vg_sv_split(&rest, '-');
        (void)vg_buf_sv(&lemma, singular_of(doc, last));
        if (rest.p)
            (void)vg_buf_str(&lemma, "-");
    }
    n = vg_morph_find(doc->pack->morph, last, out, max);
    struct vg_sv one = vg_buf_view(&lemma);
    bool room = n > 0 && one.n > 0 && one.n < 200;
    one = room ? vg_sv(vg_arena_str(vg_words_arena(doc->words), one), one.n) : norm;
    vg_buf_done(&lemma);
    for (size_t i = 0; i < n; i++)
        out[i].lemma = out[i].pos == VG_POS_NOUN && out[i].plural && !out[i].singular ? one : norm;
    return n;
}

static size_t read_word(const struct vg_document *doc, const struct vg_word *w, bool no_accents,
                        struct vg_reading *out, bool *ret_guessed)
{
    const struct vg_pack *pack = doc->pack;
    size_t max = VG_MORPH_MAX_READINGS;

    if (w->kind == VG_TOK_PUNCT || w->kind == VG_TOK_SYMBOL) {
        out[0] = (struct vg_reading){.lemma = w->norm, .pos = VG_POS_PUNCT};
        return 1;
    }
    if (w->kind == VG_TOK_NUMBER) {
        out[0] = (struct vg_reading){.lemma = w->norm, .pos = VG_POS_NUM};
        return 1;
    }
    bool tolerant = no_accents || w->all_caps ||
                    (w->capital && (unsigned char)w->text.p[0] < 0x80 &&
                     strchr("AEIOU", w->text.p[0]) != NULL && w->norm.n <= 2);
    size_t n = readings_hashed(pack, w->norm, w->norm_hash, w->fold, tolerant, out, max - 1);
    bool known = n > 0, proper = false;
    for (size_t i = 0; i < n; i++)
        proper |= out[i].pos == VG_POS_PROPER;
    if (!known && vg_sv_find_char(w->norm, '-') > 0)
        n = read_compound(doc, w->norm, out, max - 1);
    if (!n && !w->all_caps)
        n = guess(pack->endings, vg_words_arena(doc->words), w->norm, out, max - 1);
    *ret_guessed = !known;
    if ((w->capital && !proper) || !n) /* whatever begins with a capital may be a name */
        out[n++] = (struct vg_reading){.lemma = w->capital ? w->text : w->norm,
                                       .pos = w->capital ? VG_POS_PROPER : VG_POS_NOUN,
                                       .masculine = true,
                                       .feminine = true,
                                       .singular = true,
                                       .plural = true};
    return n;
}

static void learn(const struct vg_document *doc, const struct vg_word *w, bool no_accents,
                  struct vg_word_sense *ret)
{
    struct vg_reading found[VG_MORPH_MAX_READINGS];
    size_t n = read_word(doc, w, no_accents, found, &ret->guessed);
    struct vg_reading *r = vg_arena_new_n(vg_words_arena(doc->words), struct vg_reading, n);

    memcpy(r, found, n * sizeof *r);
    for (size_t k = 0; k < n; k++)
        vg_pos_classify(doc->pack->pos, &r[k]);
    ret->readings = r;
    ret->n_readings = (uint8_t)n;
    vg_pos_learn(doc->pack->pos, vg_words_arena(doc->words), w, ret);
}

static struct vg_word_sense *typed_sense(const struct vg_document *doc, struct vg_word *w)
{
    if (!w->typed)
        w->typed = vg_arena_alloc(vg_words_arena(doc->words), sizeof *w->typed);
    return w->typed;
}

void vg_morph_run(struct vg_document *doc)
{
    bool no_accents = lacks_accents(doc);

    for (size_t i = 0; i < doc->n_tokens; i++) {
        struct vg_token *t = &doc->tokens[i];
        struct vg_word_sense *sense = no_accents ? typed_sense(doc, t->word) : &t->word->sense;
        if (!sense->readings)
            learn(doc, t->word, no_accents, sense);
        __builtin_prefetch(sense->briefs); /* for the choice */
        t->sense = sense;
        t->readings = sense->readings;
        t->n_readings = sense->n_readings;
        t->guessed = sense->guessed;
    }
    vg_morph_choose(doc);
}
