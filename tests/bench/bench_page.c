/*
 * Reading articles out of pages against libxml2's bare HTML tree parse of the same pages, in one
 * run. Bar: no less than half its speed.
 *
 *     bench_page [FOLDER]     without: pages made here; else every file of FOLDER
 */
#include <dirent.h>
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/io.h"
#include "base/limits.h"
#include "feeds/page.h"

#define MAX_PAGES 1000
#define ROUNDS    5

struct pages {
    struct vg_buf at[MAX_PAGES];
    size_t n, bytes;
};

static void load(struct pages *p, const char *folder)
{
    DIR *d = opendir(folder);
    struct dirent *e;

    while (d && (e = readdir(d)) && p->n < MAX_PAGES) {
        char path[4096];
        struct vg_buf *b = &p->at[p->n];

        if (e->d_name[0] == '.')
            continue;
        (void)snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        vg_buf_init(b, VG_MAX_PAGE_BODY);
        if (vg_read_file(path, b, NULL) < 0) {
            vg_buf_done(b);
            continue;
        }
        p->bytes += b->n;
        p->n++;
    }
    if (d)
        (void)closedir(d);
}

/* About 170 KB: as real pages, mostly furniture and scripts. */
static void make_page(struct vg_buf *b, int seed)
{
    vg_buf_init(b, VG_MAX_PAGE_BODY);
    (void)vg_buf_printf(b,
                        "<!DOCTYPE html><html lang=\"fr\"><head><meta "
                        "charset=\"utf-8\"><title>Page %d</title><script>",
                        seed);
    for (int i = 0; i < 600; i++)
        (void)vg_buf_printf(b, "window.c%d={\"k\":[%d,%d],\"url\":\"/a/%d\"};", i, i, seed, i);
    (void)vg_buf_str(b, "</script></head><body class=\"single\"><div class=\"menu\"><ul>");
    for (int i = 0; i < 150; i++)
        (void)vg_buf_printf(b,
                            "<li class=\"menu-item item-%d\"><a href=\"/rubrique/%d\" "
                            "title=\"x\">Rubrique %d</a></li>",
                            i, i, i);
    (void)vg_buf_str(
        b, "</ul></div><div class=\"content\"><article class=\"post\"><h1>Titre de la page</h1>"
           "<div class=\"entry-content\">");
    for (int i = 0; i < 30; i++)
        (void)vg_buf_printf(
            b,
            "<p>Le paragraphe num&eacute;ro %d, avec <b>une virgule</b>, raconte ce que "
            "<a href=\"/x%d\">les habitants</a> ont vu lundi matin pr\xc3\xa8s du march\xc3\xa9 ; "
            "selon eux, rien n'a chang\xc3\xa9 depuis, et personne n'est venu.</p>\n",
            i, i);
    (void)vg_buf_str(b, "</div></article><div class=\"related\">");
    for (int i = 0; i < 400; i++)
        (void)vg_buf_printf(
            b,
            "<div class=\"card card--%d\"><a href=\"/article-%d.html\"><img src=\"/i/%d.jpg\" "
            "alt=\"\"><h3 class=\"title\">Un autre titre num\xc3\xa9ro %d</h3></a><span "
            "class=\"date\">%d mars</span></div>\n",
            i, i, i, i, i % 30);
    (void)vg_buf_str(b, "</div></div></body></html>");
}

/* Processor time of this process: what else the machine does does not count. */
static int64_t cpu_usec(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t bare(const struct pages *p)
{
    int64_t start = cpu_usec();

    for (size_t i = 0; i < p->n; i++)
        xmlFreeDoc(htmlReadMemory(p->at[i].p, (int)p->at[i].n, NULL, "utf-8",
                                  HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                      HTML_PARSE_NONET));
    return cpu_usec() - start;
}

static int64_t ours(const struct pages *p, struct vg_arena *arena)
{
    int64_t start = cpu_usec();

    for (size_t i = 0; i < p->n; i++) {
        struct vg_page_opts opts = {0};
        struct vg_page page;

        if (vg_page_read(vg_buf_view(&p->at[i]), &opts, arena, &page, NULL) < 0)
            (void)fprintf(stderr, "a page could not be read\n");
        vg_arena_reset(arena);
    }
    return cpu_usec() - start;
}

int main(int argc, char **argv)
{
    struct pages *p = vg_xnew(struct pages);
    struct vg_arena *arena = vg_arena_new();
    int64_t best_bare = INT64_MAX, best_ours = INT64_MAX;

    if (argc > 1)
        load(p, argv[1]);
    else
        for (; p->n < 20; p->bytes += p->at[p->n++].n)
            make_page(&p->at[p->n], (int)p->n);
    if (!p->n)
        return 1;
    for (int i = 0; i < ROUNDS; i++) {
        int64_t a = bare(p), b = ours(p, arena);

        best_bare = a < best_bare ? a : best_bare;
        best_ours = b < best_ours ? b : best_ours;
    }
    (void)printf("page: %zu pages of %zu KB: bare tree parse %.0f/s, article %.0f/s, %.2f of it "
                 "(bar: 0.50)\n",
                 p->n, p->bytes / p->n / 1024, 1e6 * (double)p->n / (double)best_bare,
                 1e6 * (double)p->n / (double)best_ours, (double)best_bare / (double)best_ours);
    for (size_t i = 0; i < p->n; i++)
        vg_buf_done(&p->at[i]);
    vg_arena_free(arena);
    free(p);
    return best_ours > 2 * best_bare;
}
