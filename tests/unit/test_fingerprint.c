/*
 * Copies as outlets make them of the French texts in tests/data/corpus/dev, against different
 * articles on the same event (groups.json): precision and recall of the verdict.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/io.h"
#include "feeds/fingerprint.h"

#define DEV_TEXTS 60
#define HOUR      INT64_C(3600000000)

struct corpus {
    struct vg_arena *arena;
    struct vg_sv title[DEV_TEXTS + 1], body[DEV_TEXTS + 1];
};

static void load(struct corpus *c)
{
    c->arena = vg_arena_new();
    for (int i = 1; i <= DEV_TEXTS; i++) {
        char *path =
            vg_arena_printf(c->arena, "%s/corpus/dev/texts/%03d.txt", getenv("VG_DATA"), i);
        struct vg_buf buf;
        struct vg_sv s;

        vg_buf_init(&buf, 1 << 20);
        assert_int_equal(vg_read_file(path, &buf, NULL), 0);
        s = vg_sv(vg_arena_str(c->arena, vg_buf_view(&buf)), buf.n);
        c->title[i] = vg_sv_split(&s, '\n');
        c->body[i] = vg_sv_trim(s);
        vg_buf_done(&buf);
    }
}

/* near-duplicates within the corpus itself */
static bool twins(int a, int b)
{
    static const int pairs[][2] = {{3, 4}, {9, 10}, {19, 20}, {21, 22}};

    for (size_t i = 0; i < VG_COUNT_OF(pairs); i++)
        if ((a == pairs[i][0] && b == pairs[i][1]) || (a == pairs[i][1] && b == pairs[i][0]))
            return true;
    return false;
}

enum edit {
    EDIT_HEADLINE,
    EDIT_CUT,
    EDIT_PARAGRAPH,
    EDIT_FIGURE,
    EDIT_DATELINE,
    EDIT_TYPOGRAPHY,
    EDIT_ACCENTS,
    EDIT_CREDIT,
    EDIT_LEAD,
    EDIT_ALL, /* headline, lead, figures, cut, credit */
    EDIT_COUNT
};

/* The first of n parts of s, cut where a sentence ends. */
static struct vg_sv cut(struct vg_sv s, double share)
{
    size_t n = (size_t)((double)s.n * share);

    while (n < s.n && !(s.p[n] == '\n' || (s.p[n] == ' ' && s.p[n - 1] == '.')))
        n++;
    return vg_sv_sub(s, 0, n);
}

static void figures(struct vg_buf *out, struct vg_sv s)
{
    for (size_t i = 0; i < s.n; i++)
        (void)vg_buf_char(
            out, vg_is_digit((unsigned char)s.p[i]) && s.p[i] != '9' ? (char)(s.p[i] + 1) : s.p[i]);
}

static void replace(struct vg_buf *out, struct vg_sv s, const char *const (*pairs)[2], size_t n)
{
    while (s.n) {
        size_t i = 0;

        while (i < n && !vg_sv_starts(s, vg_sv_cstr(pairs[i][0])))
            i++;
        (void)vg_buf_sv(out, i < n ? vg_sv_cstr(pairs[i][1]) : vg_sv_sub(s, 0, 1));
        s = vg_sv_sub(s, i < n ? strlen(pairs[i][0]) : 1, s.n);
    }
}

static void without_first_sentence(struct vg_buf *out, struct vg_sv s)
{
    ptrdiff_t at = vg_sv_find(s, VG_SV(". "));

    (void)vg_buf_str(
        out, "De notre correspondant \xc3\xa0 Bamako, qui suit l'affaire depuis hier soir. ");
    (void)vg_buf_sv(out, at > 0 ? vg_sv_sub(s, (size_t)at + 2, s.n) : s);
}

static void edit_all(const struct corpus *c, int i, double keep, struct vg_buf *out)
{
    struct vg_buf a;

    vg_buf_init(&a, 1 << 20);
    without_first_sentence(&a, cut(c->body[i], keep));
    (void)vg_buf_str(out, "Sahel : ce que l'on sait\n\n");
    figures(out, vg_buf_view(&a));
    (void)vg_buf_str(out, "\n\nLa R\xc3\xa9"
                          "daction (avec agences)");
    vg_buf_done(&a);
}

static void make_copy(const struct corpus *c, int i, enum edit e, double keep, struct vg_buf *out)
{
    static const char *const typography[][2] = {
        {"\xe2\x80\x99", "'"},     {"'", "\xe2\x80\x99"},   {"\xc2\xab ", "\""},
        {" \xc2\xbb", "\""},       {"\xc2\xa0", " "},       {" :", "\xc2\xa0:"},
        {" - ", " \xe2\x80\x94 "}, {"...", "\xe2\x80\xa6"}, {"\xc5\x93", "oe"},
    };
    static const char *const accents[][2] = {
        {"\xc3\xa9", "e"}, {"\xc3\xa8", "e"}, {"\xc3\xaa", "e\xcc\x82"}, {"\xc3\xa0", "a"},
        {"\xc3\xb4", "o"}, {"\xc3\xa7", "c"}, {"\xc3\x89", "E"},         {"\xc3\xae", "i"},
    };
    struct vg_sv body = c->body[i];
    int other = i % DEV_TEXTS + 1;

    vg_buf_clear(out);
    switch (e) {
    case EDIT_HEADLINE:
        (void)vg_buf_printf(out, "%.*s\n\n", VG_SV_ARG(c->title[other]));
        (void)vg_buf_sv(out, body);
        break;
    case EDIT_CUT:
        (void)vg_buf_sv(out, cut(body, keep));
        break;
    case EDIT_PARAGRAPH:
        (void)vg_buf_printf(out, "%.*s\n\n%.*s\n", VG_SV_ARG(body),
                            VG_SV_ARG(cut(c->body[other], 0.3)));
        break;
    case EDIT_FIGURE:
        figures(out, body);
        break;
    case EDIT_DATELINE:
        (void)vg_buf_printf(out, "BAMAKO, 12 mars (APS) \xe2\x80\x93 %.*s", VG_SV_ARG(body));
        break;
    case EDIT_TYPOGRAPHY:
        replace(out, body, typography, VG_COUNT_OF(typography));
        break;
    case EDIT_ACCENTS:
        replace(out, body, accents, VG_COUNT_OF(accents));
        break;
    case EDIT_CREDIT:
        (void)vg_buf_printf(
            out, "%.*s\n\nSource : Agence France-Presse. Tous droits r\xc3\xa9serv\xc3\xa9s.",
            VG_SV_ARG(body));
        break;
    case EDIT_LEAD:
        without_first_sentence(out, body);
        break;
    case EDIT_ALL:
        edit_all(c, i, keep, out);
        break;
    case EDIT_COUNT:
        break;
    }
}

static void add(struct vg_dupindex *x, uint64_t id, struct vg_sv text)
{
    struct vg_sketch s;

    vg_sketch_text(text, &s);
    vg_dupindex_add(x, id, (int64_t)id, &s);
}

static struct vg_dup find(const struct vg_dupindex *x, struct vg_sv text, uint64_t except)
{
    struct vg_sketch s;

    vg_sketch_text(text, &s);
    return vg_dupindex_find(x, &s, except);
}

/* How much of the text each copy keeps: from an abridged wire story to most of it. */
static const double keeps[] = {0.4, 0.55, 0.7};

static void copies(const struct corpus *c, size_t *found, size_t *wrong, size_t *total)
{
    struct vg_dupindex *x = vg_dupindex_new(72 * HOUR, 1000);
    struct vg_buf buf;

    vg_buf_init(&buf, 1 << 20);
    for (int i = 1; i <= DEV_TEXTS; i++)
        add(x, (uint64_t)i, c->body[i]);
    for (int i = 1; i <= DEV_TEXTS; i++) {
        for (int e = 0; e < EDIT_COUNT; e++) {
            struct vg_dup d;

            make_copy(c, i, (enum edit)e, keeps[(i + e) % 3], &buf);
            d = find(x, vg_buf_view(&buf), 0);
            ++*total;
            if (d.kind != VG_DUP_NONE && (d.id == (uint64_t)i || twins((int)d.id, i)))
                ++*found;
            else if (d.kind != VG_DUP_NONE)
                ++*wrong;
            else
                print_message("missed: text %d, edit %d\n", i, e);
        }
    }
    vg_buf_done(&buf);
    vg_dupindex_free(x);
}

/* The groups of groups.json: articles on one event. */
static const int groups[][3] = {{11, 12, 13}, {23, 24, 25}, {28, 29, 30},
                                {36, 37, 38}, {41, 42, 43}, {44, 45, 46}};

static void same_event(const struct corpus *c, size_t *wrong, size_t *total)
{
    struct vg_buf buf;

    vg_buf_init(&buf, 1 << 20);
    for (size_t g = 0; g < VG_COUNT_OF(groups); g++) {
        for (int pair = 0; pair < 9; pair++) {
            int a = groups[g][pair / 3], b = groups[g][pair % 3];
            struct vg_dupindex *x = vg_dupindex_new(72 * HOUR, 1000);

            add(x, 1, c->body[b]);
            for (int e = 0; e < EDIT_COUNT && a != b; e++) {
                make_copy(c, a, (enum edit)e, keeps[e % 3], &buf);
                ++*total;
                *wrong += find(x, vg_buf_view(&buf), 0).kind != VG_DUP_NONE;
            }
            vg_dupindex_free(x);
        }
    }
    vg_buf_done(&buf);
}

static void precision_and_recall(void **state)
{
    struct corpus c;
    size_t found = 0, wrong = 0, copies_n = 0, other_n = 0;
    double precision, recall;

    load(&c);
    copies(&c, &found, &wrong, &copies_n);
    same_event(&c, &wrong, &other_n);
    precision = (double)found / (double)(found + wrong);
    recall = (double)found / (double)copies_n;
    print_message("copies %zu, others %zu: precision %.3f recall %.3f\n", copies_n, other_n,
                  precision, recall);
    assert_true(copies_n >= 300 && other_n >= 300);
    assert_true(precision >= 0.98);
    assert_true(recall >= 0.95);
    vg_arena_free(c.arena);
}

/* No article of the corpus is taken for another but the four pairs that are. */
static void corpus_is_different(void **state)
{
    struct vg_dupindex *x = vg_dupindex_new(72 * HOUR, 1000);
    struct corpus c;

    load(&c);
    for (int i = 1; i <= DEV_TEXTS; i++)
        add(x, (uint64_t)i, c.body[i]);
    for (int i = 1; i <= DEV_TEXTS; i++) {
        struct vg_dup d = find(x, c.body[i], (uint64_t)i);

        assert_int_equal(find(x, c.body[i], 0).kind, VG_DUP_SAME_TEXT);
        if (d.kind != VG_DUP_NONE)
            assert_true(twins(i, (int)d.id));
    }
    vg_dupindex_free(x);
    vg_arena_free(c.arena);
}

static void kinds(void **state)
{
    struct vg_dupindex *x = vg_dupindex_new(72 * HOUR, 1000);
    struct corpus c;
    struct vg_dup d;
    struct vg_buf buf;
    struct vg_sketch a, b;

    load(&c);
    vg_buf_init(&buf, 1 << 20);
    add(x, 7, c.body[6]);
    make_copy(&c, 6, EDIT_TYPOGRAPHY, 1, &buf);
    d = find(x, vg_buf_view(&buf), 0);
    assert_int_equal(d.kind, VG_DUP_SAME_TEXT);
    assert_int_equal(d.id, 7);
    make_copy(&c, 6, EDIT_CREDIT, 1, &buf);
    assert_int_equal(find(x, vg_buf_view(&buf), 0).kind, VG_DUP_COPY);
    assert_int_equal(find(x, cut(c.body[6], 0.3), 0).kind, VG_DUP_ABRIDGED);
    vg_dupindex_add(x, 8, 8, (vg_sketch_text(cut(c.body[7], 0.3), &a), &a));
    d = find(x, c.body[7], 0);
    assert_int_equal(d.kind, VG_DUP_EXTENDED);
    assert_int_equal(d.id, 8);
    assert_string_equal(vg_dup_kind_name(d.kind), "extended");
    assert_int_equal(find(x, VG_SV(""), 0).kind, VG_DUP_NONE);
    /* a revision: a figure is a small change, another article a great one */
    vg_sketch_text(c.body[6], &a);
    make_copy(&c, 6, EDIT_FIGURE, 1, &buf);
    vg_sketch_text(vg_buf_view(&buf), &b);
    assert_true(vg_sketch_changed(&a, &b) > 0 && vg_sketch_changed(&a, &b) < 0.4);
    assert_true(vg_sketch_changed(&a, &a) == 0);
    vg_sketch_text(c.body[9], &b);
    assert_true(vg_sketch_changed(&a, &b) > 0.8);
    vg_buf_done(&buf);
    vg_dupindex_free(x);
    vg_arena_free(c.arena);
}

static void short_texts(void **state)
{
    struct vg_dupindex *x = vg_dupindex_new(72 * HOUR, 1000);

    add(x, 1, VG_SV("Mali : dix morts \xc3\xa0 Gao"));
    assert_int_equal(find(x, VG_SV("MALI: dix morts a Gao."), 0).kind, VG_DUP_SAME_TEXT);
    assert_int_equal(find(x, VG_SV("Mali : onze morts \xc3\xa0 Gao"), 0).kind, VG_DUP_NONE);
    assert_int_equal(find(x, VG_SV("Mali"), 0).kind, VG_DUP_NONE);
    add(x, 2, VG_SV("Mali"));
    assert_int_equal(find(x, VG_SV("mali !"), 0).id, 2);
    vg_dupindex_free(x);
}

static void stored_and_back(void **state)
{
    struct vg_sketch a, b;
    unsigned char bytes[VG_SKETCH_BYTES];

    vg_sketch_text(
        VG_SV("Trois soldats ont \xc3\xa9t\xc3\xa9 tu\xc3\xa9s lundi pr\xc3\xa8s de Tessit"), &a);
    vg_sketch_pack(&a, bytes);
    assert_int_equal(vg_sketch_unpack(vg_sv((char *)bytes, sizeof bytes), &b), 0);
    assert_true(a.text_hash == b.text_hash && a.n_shingles == b.n_shingles);
    assert_memory_equal(a.anchors, b.anchors, sizeof a.anchors);
    assert_memory_equal(a.bins, b.bins, sizeof a.bins);
    assert_int_equal(vg_sketch_unpack(vg_sv((char *)bytes, 5), &b), VG_E_SYNTAX);
    bytes[0] = 77;
    assert_int_equal(vg_sketch_unpack(vg_sv((char *)bytes, sizeof bytes), &b), VG_E_SYNTAX);
}

/* The window slides, and the index forgets the oldest when it is full. */
static void window(void **state)
{
    struct vg_dupindex *x = vg_dupindex_new(72 * HOUR, 50);
    struct vg_sketch s;
    char text[64];

    for (int round = 0; round < 4; round++) {
        for (int i = 1; i <= 120; i++) {
            int n = snprintf(text, sizeof text, "texte num\xc3\xa9ro %d du tour %d", i, round);
            struct vg_sv t = vg_sv(text, (size_t)n);

            vg_sketch_text(t, &s);
            assert_int_equal(vg_dupindex_find(x, &s, 0).kind, VG_DUP_NONE);
            vg_dupindex_add(x, (uint64_t)i, round * 100 * HOUR + i * HOUR / 100, &s);
            assert_int_equal(vg_dupindex_find(x, &s, 0).id, i);
            assert_int_equal(vg_dupindex_count(x), i < 50 ? i : 50);
        }
        vg_dupindex_expire(x, round * 100 * HOUR + 72 * HOUR);
        assert_int_equal(vg_dupindex_count(x), 50);
        vg_dupindex_expire(x, (round + 1) * 100 * HOUR);
        assert_int_equal(vg_dupindex_count(x), 0);
        assert_int_equal(vg_dupindex_find(x, &s, 0).kind, VG_DUP_NONE);
    }
    vg_dupindex_free(x);
}

/* Thousands of texts with the same agency formula: the one that was copied is still found, the
 * others are not taken for copies of each other, and a text takes no more than 150 bytes. */
static void crowd(void **state)
{
    enum { N = 32768 };
    struct vg_dupindex *x = vg_dupindex_new(72 * HOUR, N);
    struct vg_sketch s;
    char text[2048];

    for (int i = 1; i <= N; i++) {
        size_t n = 0;

        for (int k = 0; k < 60; k++)
            n += (size_t)snprintf(text + n, sizeof text - n, "mot%d ",
                                  (i * 31 + k * k * 17 + k * i) % 99991);
        (void)snprintf(text + n, sizeof text - n,
                       "toute reproduction interdite sans autorisation de notre agence de presse");
        vg_sketch_text(vg_sv_cstr(text), &s);
        if (i % 1000 == 0)
            assert_int_equal(vg_dupindex_find(x, &s, 0).kind, VG_DUP_NONE);
        vg_dupindex_add(x, (uint64_t)i, i, &s);
        if (i == 77)
            assert_int_equal(vg_dupindex_find(x, &s, 77).kind, VG_DUP_NONE);
    }
    for (size_t n = 0, k = 0; k < 60; k++)
        n += (size_t)snprintf(text + n, sizeof text - n, "mot%d ",
                              (int)(5 * 31 + k * k * 17 + k * 5) % 99991);
    vg_sketch_text(vg_sv_cstr(text), &s);
    assert_int_equal(vg_dupindex_find(x, &s, 0).id, 5);
    assert_true(vg_dupindex_memory(x) <= (size_t)N * 150);
    vg_dupindex_free(x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(precision_and_recall),
        cmocka_unit_test(corpus_is_different),
        cmocka_unit_test(kinds),
        cmocka_unit_test(short_texts),
        cmocka_unit_test(stored_and_back),
        cmocka_unit_test(window),
        cmocka_unit_test(crowd),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
