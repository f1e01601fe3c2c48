/*
 * Articles of 3 KB a second on one core; the same with a gazetteer of 300,000 imported places; a text of 5 MB against one of
 * 100 KB. Bars: 2,000 articles/s, at most 10 % slower with the gazetteer, and not more than 1.5 times the time per byte.
 * The texts are those of the dev corpus, several in one article; those of train are read before and not timed, as a reader
 * that runs for long knows the words of other articles, not of the one that comes.
 *
 *     bench_extract [ROUNDS]
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/io.h"
#include "extract/extract.h"
#include "extract/gazetteer.h"
#include "extract/packfile.h"

#define PLACES  300000
#define ARTICLE 3000
#define PUBLISHED 20284

struct bench {
    struct vg_buf texts;       /* the corpus, one after the other */
    struct vg_sv articles[256]; /* pieces of it, cut between texts */
    size_t n;
};

/* Processor time of this process: what else the machine does does not count. */
static double cpu_seconds(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int read_texts(struct bench *b, const char *corpus)
{
    const char *data = getenv("VG_DATA");
    struct vg_buf file;
    char folder[2048], path[4096];
    size_t from = 0;
    struct dirent *e;

    (void)snprintf(folder, sizeof folder, "%s/corpus/%s/texts", data ? data : "tests/data", corpus);
    DIR *d = opendir(folder);
    if (!d)
        return -1;
    vg_buf_init(&file, 1 << 20);
    vg_buf_init(&b->texts, 1 << 20);
    size_t ends[VG_COUNT_OF(b->articles)];
    while ((e = readdir(d))) {
        struct vg_err err = {0};
        (void)snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        vg_buf_clear(&file);
        if (!vg_sv_ends(vg_sv_cstr(e->d_name), VG_SV(".txt")) || vg_read_file(path, &file, &err) < 0)
            continue;
        (void)vg_buf_sv(&b->texts, vg_buf_view(&file));
        (void)vg_buf_str(&b->texts, "\n\n");
        if (b->texts.n - from >= ARTICLE - 500 && b->n < VG_COUNT_OF(ends)) {
            ends[b->n++] = b->texts.n;
            from = b->texts.n;
        }
    }
    (void)closedir(d);
    vg_buf_done(&file);
    for (size_t i = 0; i < b->n; i++)
        b->articles[i] = vg_sv_sub(vg_buf_view(&b->texts), i ? ends[i - 1] : 0, ends[i]);
    return b->n ? 0 : -1;
}

/* Seconds for one pass over all articles. */
static double one_pass(struct vg_extractor *x, const struct bench *b, size_t *events)
{
    double start = cpu_seconds();

    for (size_t i = 0; i < b->n; i++) {
        struct vg_article article = {.text = b->articles[i], .published = PUBLISHED};
        struct vg_event_list list;
        if (vg_extract(x, &article, &list, NULL) == 0)
            *events += list.n;
    }
    return cpu_seconds() - start;
}

/* Articles of ARTICLE bytes a second: the quickest of several passes, so that neighbours on the machine do not count. */
static double rate(struct vg_pack *pack, const struct bench *b, const struct bench *before, int rounds)
{
    double best = 1e9;
    size_t bytes = 0, events = 0;

    for (int i = 0; i < rounds; i++) {
        struct vg_extractor *x = vg_extractor_new(pack);
        (void)one_pass(x, before, &events);
        double t = one_pass(x, b, &events);
        best = t < best ? t : best;
        vg_extractor_free(x);
    }
    for (size_t i = 0; i < b->n; i++)
        bytes += b->articles[i].n;
    return (double)bytes / ARTICLE / best;
}

/* Seconds a megabyte for one text of that size. */
static double per_megabyte(struct vg_pack *pack, const struct bench *b, size_t size)
{
    struct vg_extractor *x = vg_extractor_new(pack);
    struct vg_buf text;
    struct vg_event_list list;
    double best = 1e9;

    vg_buf_init(&text, VG_MAX_ARTICLE);
    while (text.n < size)
        (void)vg_buf_sv(&text, vg_buf_view(&b->texts));
    struct vg_article article = {.text = vg_sv_sub(vg_buf_view(&text), 0, size), .published = PUBLISHED};
    for (int i = 0; i < 2; i++) {
        double start = cpu_seconds();
        if (vg_extract(x, &article, &list, NULL) < 0)
            return -1;
        double t = cpu_seconds() - start;
        best = t < best ? t : best;
    }
    vg_buf_done(&text);
    vg_extractor_free(x);
    return best / ((double)size / 1e6);
}

/* A dump of PLACES villages with names as the region has them, compiled into the file at path. */
static int make_gazetteer(const char *path)
{
    static const char *const parts[] = {"ba", "ko", "dia", "gou", "tin", "fara", "ma", "ri", "sa", "ndo", "wa", "kele",
                                        "bou", "gui", "ta", "ssi"};
    struct vg_gazetteer_import *import = vg_gazetteer_import_new();
    struct vg_buf dump, flat;
    size_t bad = 0;
    int r;

    vg_buf_init(&dump, 1 << 26);
    vg_buf_init(&flat, 1 << 28);
    for (uint32_t i = 0; i < PLACES; i++) {
        char name[64] = "";
        for (uint32_t k = i * 2654435761u, n = 0; n < 4; n++, k >>= 4)
            (void)strncat(name, parts[k & 15], sizeof name - strlen(name) - 1);
        name[0] = (char)(name[0] - 'a' + 'A');
        (void)vg_buf_printf(&dump, "%u\t%s\t%s\t\t%.4f\t%.4f\tP\tPPL\tML\t\t0%u\t\t\t\t0\t\t300\tAfrica/Bamako\t2024-01-01\n",
                            i + 1, name, name, 10 + i % 14000 / 1000.0, -12 + i % 16000 / 1000.0, i % 9 + 1);
    }
    r = vg_gazetteer_import_file(import, "bench", vg_buf_view(&dump), &bad, NULL);
    if (r >= 0)
        r = vg_gazetteer_import_build(import, &flat);
    struct vg_packfile_part part = {"imported", vg_buf_view(&flat)};
    vg_buf_clear(&dump);
    if (r >= 0)
        r = vg_packfile_write(&dump, &part, 1, NULL);
    if (r >= 0)
        r = vg_write_file(path, vg_buf_view(&dump), 0600, NULL);
    vg_gazetteer_import_free(import);
    vg_buf_done(&dump);
    vg_buf_done(&flat);
    return r;
}

int main(int argc, char **argv)
{
    const char *build = getenv("VG_BUILD");
    static struct bench b, before;
    struct vg_pack *plain, *rich;
    char path[4096], places[] = "/tmp/bench_extract.XXXXXX";
    int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 5, fd;

    (void)snprintf(path, sizeof path, "%s/data/fr.pack", build ? build : ".");
    if (read_texts(&b, "dev") < 0 || read_texts(&before, "train") < 0 ||
        vg_pack_open(path, &plain, NULL) < 0 || vg_pack_open(path, &rich, NULL) < 0) {
        (void)fprintf(stderr, "bench_extract: no corpus or no pack\n");
        return 1;
    }
    double without = rate(plain, &b, &before, rounds);
    double small = per_megabyte(plain, &b, 100 * 1000), large = per_megabyte(plain, &b, 5000 * 1000);
    printf("articles of 3 KB a second: %.0f (bar 2000)\n", without);
    printf("seconds a megabyte: %.3f at 100 KB, %.3f at 5 MB: %.2f times (bar 1.5)\n", small, large, large / small);
    vg_pack_close(plain);
    if ((fd = mkstemp(places)) < 0 || make_gazetteer(places) < 0 || vg_pack_add_gazetteer(rich, places, NULL) < 0) {
        (void)fprintf(stderr, "bench_extract: no gazetteer\n");
        return 1;
    }
    double with = rate(rich, &b, &before, rounds);
    printf("with %d more places: %.0f, %.1f %% slower (bar 10)\n", PLACES, with, 100 * (without / with - 1));
    vg_pack_close(rich);
    vg_buf_done(&b.texts);
    vg_buf_done(&before.texts);
    (void)close(fd);
    (void)unlink(places);
    return 0;
}
