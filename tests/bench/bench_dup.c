/*
 * One million articles in the window of the index of copies: memory, and checks a second with the
 * window full, one in ten of the checked texts being a copy. Bars: 150 MB, 20,000 checks/s.
 *
 *     bench_dup [TEXTS]
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/sv.h"
#include "feeds/fingerprint.h"

#define CHECKS 20000
#define WORDS  250

/* Processor time of this process: what else the machine does does not count. */
static int64_t cpu_usec(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static uint64_t next(uint64_t *state)
{
    *state = *state * 6364136223846793005ull + 1442695040888963407ull;
    return *state >> 33;
}

/* WORDS words of a vocabulary of 30,000 with a long tail, and in one text of three a formula of an
 * agency. */
static size_t make_text(uint64_t seed, char *out, size_t size)
{
    uint64_t s = seed * 2654435761u + 1;
    size_t n = 0;

    for (int i = 0; i < WORDS; i++) {
        uint64_t r = next(&s) % 30000;

        r = r * (next(&s) % 30000) / 30000;
        n += (size_t)snprintf(out + n, size - n, "m%lu ", (unsigned long)r);
    }
    if (seed % 3 == 0)
        n += (size_t)snprintf(
            out + n, size - n,
            "tous droits de reproduction et de representation reserves a notre agence de presse ");
    return n;
}

int main(int argc, char **argv)
{
    uint64_t texts = 1000000;
    struct vg_dupindex *x;
    static char text[WORDS * 16 + 256];
    char **checks = vg_xcalloc(CHECKS, sizeof *checks);
    size_t found = 0, wrong = 0;
    int64_t start, adding, checking;
    double mb, rate;

    if (argc > 1 && vg_sv_to_u64(vg_sv_cstr(argv[1]), 1, 16000000, &texts) < 0)
        return 2;
    x = vg_dupindex_new(INT64_C(72) * 3600 * 1000000, (uint32_t)texts);
    start = cpu_usec();
    for (uint64_t i = 1; i <= texts; i++) {
        struct vg_sketch s;

        vg_sketch_text(vg_sv(text, make_text(i, text, sizeof text)), &s);
        vg_dupindex_add(x, i, (int64_t)i, &s);
    }
    adding = cpu_usec() - start;
    for (uint64_t i = 0; i < CHECKS; i++) {
        bool copy = i % 10 == 0;
        uint64_t seed = copy ? i * (texts / CHECKS + 1) % texts + 1 : texts + i;
        size_t n = make_text(seed, text, sizeof text);

        checks[i] = vg_sv_dup(vg_sv(text, copy ? n * 2 / 3 : n));
    }
    start = cpu_usec();
    for (uint64_t i = 0; i < CHECKS; i++) {
        struct vg_sketch s;
        struct vg_dup d;

        vg_sketch_text(vg_sv_cstr(checks[i]), &s);
        d = vg_dupindex_find(x, &s, 0);
        found += i % 10 == 0 && d.kind != VG_DUP_NONE;
        wrong += i % 10 != 0 && d.kind != VG_DUP_NONE;
    }
    checking = cpu_usec() - start;
    for (uint64_t i = 0; i < CHECKS; i++)
        free(checks[i]);
    free(checks);
    mb = (double)vg_dupindex_memory(x) / 1e6;
    rate = 1e6 * CHECKS / (double)checking;
    (void)printf("dup: %zu texts, %.1f MB (bar: 150 a million), %.0f added/s, %.0f checks/s (bar: "
                 "20000) with sketching; "
                 "copies found %zu of %d, wrong %zu\n",
                 vg_dupindex_count(x), mb, 1e6 * (double)texts / (double)adding, rate, found,
                 CHECKS / 10, wrong);
    vg_dupindex_free(x);
    return mb > 150.0 * (double)texts / 1e6 + 1 || rate < 20000;
}
