/* gazetteer_form.c - writes the flat form; the key under which spellings of one name meet. */
#include "extract/gazetteer_form.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"

/* ---- transcription key ---- */

static bool is_vowel(char c)
{
    return c != 0 && strchr("aeiouy", c) != NULL;
}

static char at(struct vg_sv s, size_t i)
{
    return i < s.n ? s.p[i] : 0;
}

static bool is_sign(char c)
{
    return c == '-' || c == '\'' || c == '.' || vg_is_space((unsigned char)c);
}

/* One sound at s[i]: its letter in *out (0: silent); returns how many letters it takes. */
static size_t sound(struct vg_sv s, size_t i, char *out)
{
    char c = at(s, i), next = at(s, i + 1), third = at(s, i + 2);

    *out = c;
    switch (c) {
    case 'o':
        if (next == 'u') {
            *out = 'u';
            return 2;
        }
        return 1;
    case 'w':
        *out = 'u';
        return 1;
    case 'd':
        if (next == 'j' || (next == 'i' && is_vowel(third))) { /* Djabaly, Diabaly */
            *out = 'j';
            return 2;
        }
        return 1;
    case 't':
        if (next == 'c' && third == 'h') {
            *out = 'x';
            return 3;
        }
        return 1;
    case 's':
    case 'c':
        if (next == 'h') {
            *out = 'x';
            return 2;
        }
        *out = c == 's' || next == 'e' || next == 'i' || next == 'y' ? 's' : 'k';
        return 1;
    case 'q':
        *out = 'k';
        return next == 'u' && is_vowel(third) ? 2 : 1;
    case 'g':
        return next == 'u' && (third == 'e' || third == 'i' || third == 'y') ? 2 : 1;
    case 'p':
        if (next == 'h') {
            *out = 'f';
            return 2;
        }
        return 1;
    case 'n':
        *out = next == 'b' || next == 'p' ? 'm' : 'n';
        return 1;
    case 'y':
        *out = 'i';
        return 1;
    case 'h':
        *out = 0;
        return 1;
    default:
        return 1;
    }
}

void vg_gazetteer_key(struct vg_sv folded, struct vg_buf *out)
{
    char letters[256], last = 0;
    struct vg_sv s = {letters, 0};

    vg_buf_clear(out);
    for (size_t i = 0; i < folded.n && s.n < sizeof letters; i++)
        if (!is_sign(folded.p[i]))
            letters[s.n++] = folded.p[i];
    for (size_t i = 0; i < s.n;) {
        char c;
        i += sound(s, i, &c);
        if (c && c != last)
            (void)vg_buf_char(out, c);
        if (c)
            last = c;
    }
    if (out->n > 4 && out->p[out->n - 1] == 'e') /* silent: Tinzaouatene, Tinzaouaten */
        out->n--;
}

/* ---- writer ---- */

void vg_gazetteer_writer_init(struct vg_gazetteer_writer *self)
{
    *self = (struct vg_gazetteer_writer){.arena = vg_arena_new(), .interned = vg_map_new()};
    vg_buf_init(&self->strings, VG_GAZETTEER_MAX_BYTES);
    vg_buf_init(&self->scratch, 64 * 1024);
    vg_buf_init(&self->key, 1024);
    (void)vg_buf_char(&self->strings, '\0'); /* offset 0 is none */
}

void vg_gazetteer_writer_done(struct vg_gazetteer_writer *self)
{
    free(self->rows);
    free(self->names);
    vg_buf_done(&self->strings);
    vg_buf_done(&self->scratch);
    vg_buf_done(&self->key);
    vg_map_free(self->interned);
    vg_arena_free(self->arena);
}

uint32_t vg_gazetteer_writer_string(struct vg_gazetteer_writer *self, struct vg_sv s)
{
    if (!s.n)
        return 0;
    uintptr_t have = (uintptr_t)vg_map_get(self->interned, s);
    if (have)
        return (uint32_t)have;
    uint32_t offset = (uint32_t)self->strings.n;
    (void)vg_buf_add(&self->strings, s.p, s.n);
    (void)vg_buf_char(&self->strings, '\0');
    struct vg_sv kept = vg_sv(vg_arena_str(self->arena, s), s.n);
    (void)vg_map_set(self->interned, kept, (void *)(uintptr_t)offset);
    return offset;
}

uint32_t vg_gazetteer_writer_place(struct vg_gazetteer_writer *self,
                                   const struct vg_gazetteer_row *row)
{
    if (self->n_rows == self->cap_rows) {
        self->cap_rows = self->cap_rows ? self->cap_rows * 2 : 1024;
        self->rows = vg_xrealloc(self->rows, self->cap_rows, sizeof *self->rows);
    }
    self->rows[self->n_rows] = *row;
    return (uint32_t)self->n_rows++;
}

void vg_gazetteer_writer_name(struct vg_gazetteer_writer *self, uint32_t place, struct vg_sv name)
{
    vg_buf_clear(&self->scratch);
    if (vg_utf8_fold_sv(name, &self->scratch) < 0)
        return;
    vg_gazetteer_key(vg_buf_view(&self->scratch), &self->key);
    if (self->key.n < 2)
        return;
    if (self->n_names == self->cap_names) {
        self->cap_names = self->cap_names ? self->cap_names * 2 : 1024;
        self->names = vg_xrealloc(self->names, self->cap_names, sizeof *self->names);
    }
    self->names[self->n_names++] =
        (struct vg_gazetteer_name){vg_hash_sv(vg_buf_view(&self->key)), place, 0};
}

static int cmp_names(const void *a, const void *b)
{
    const struct vg_gazetteer_name *x = a, *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

static void pad(struct vg_buf *out)
{
    static const char zeros[8];

    (void)vg_buf_add(out, zeros, (8 - out->n % 8) % 8);
}

int vg_gazetteer_writer_finish(struct vg_gazetteer_writer *self, struct vg_sv lexicon,
                               struct vg_buf *out)
{
    size_t n = 0;

    if (self->strings.err)
        return self->strings.err;
    if (self->n_names)
        qsort(self->names, self->n_names, sizeof *self->names, cmp_names);
    for (size_t i = 0; i < self->n_names; i++)
        if (n == 0 || cmp_names(&self->names[n - 1], &self->names[i]) != 0)
            self->names[n++] = self->names[i];
    self->n_names = n;
    struct vg_gazetteer_head head = {
        .magic = VG_GAZETTEER_MAGIC,
        .n_places = (uint32_t)self->n_rows,
        .n_keys = (uint32_t)self->n_names,
        .n_strings = (uint32_t)self->strings.n,
        .n_lexicon = (uint32_t)lexicon.n,
    };
    (void)vg_buf_add(out, &head, sizeof head);
    if (self->n_rows)
        (void)vg_buf_add(out, self->rows, self->n_rows * sizeof *self->rows);
    pad(out);
    if (self->n_names)
        (void)vg_buf_add(out, self->names, self->n_names * sizeof *self->names);
    (void)vg_buf_add(out, self->strings.p, self->strings.n);
    pad(out);
    if (lexicon.n)
        (void)vg_buf_sv(out, lexicon);
    pad(out);
    return out->err;
}
