/* vigie page - the article in an HTML page. */
#include <getopt.h>
#include <stdio.h>

#include "base/io.h"
#include "base/limits.h"
#include "client/command.h"
#include "feeds/page.h"

static const char usage[] = "usage: vigie page [--url URL] FILE\n";

static int print_page(const char *path, const struct vg_page_opts *opts)
{
    struct vg_arena *arena = vg_arena_new();
    struct vg_buf buf;
    struct vg_page page;
    struct vg_err err;
    int r;

    vg_buf_init(&buf, VG_MAX_PAGE_BODY);
    r = vg_read_file(path, &buf, &err);
    if (r == 0)
        r = vg_page_read(vg_buf_view(&buf), opts, arena, &page, &err);
    if (r < 0)
        r = vg_complain("page: %s: %s", path, err.text);
    else
        (void)printf("%.*s\n", VG_SV_ARG(page.text));
    vg_buf_done(&buf);
    vg_arena_free(arena);
    return r;
}

int vg_cmd_page(int argc, char **argv)
{
    static const struct option options[] = {
        {"url", required_argument, NULL, 'u'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    struct vg_page_opts opts = {0};
    int c;

    while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        if (c == 'u')
            opts.url = vg_sv_cstr(optarg);
        else if (c == 'h')
            return fputs(usage, stdout) < 0;
        else
            return vg_usage(usage);
    }
    if (argc - optind != 1)
        return vg_usage(usage);
    return print_page(argv[optind], &opts);
}
