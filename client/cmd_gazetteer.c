/* vigie gazetteer: places of the operator's own, from GeoNames. */
#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/io.h"
#include "client/command.h"
#include "client/get.h"
#include "client/unzip.h"
#include "extract/gazetteer.h"
#include "extract/packfile.h"

#define MAX_DUMP ((size_t)1 << 30) /* bytes of one dump, unpacked */
#define BASE_URL "https://download.geonames.org/export/dump"

static const char usage[] =
    "usage: vigie gazetteer fetch CC... [--dir DIR] [--base-url URL]\n"
    "       vigie gazetteer import FILE... -o OUT\n\n"
    "fetch   downloads the GeoNames dumps of countries (ML BF NE ...) into DIR as CC.txt\n"
    "import  compiles dumps (19 tab-separated columns) into OUT, for `gazetteer:` of vigie.yaml "
    "and\n"
    "        `vigie extract --gazetteer`\n\n"
    "  -o, --output FILE   the compiled gazetteer\n"
    "  -C, --dir DIR       where dumps go (default: here)\n"
    "      --base-url URL  where they come from (default: " BASE_URL ")\n\n"
    "GeoNames data is licensed under CC BY 4.0: name GeoNames where you show places from it.\n";

struct options {
    const char *output, *dir, *base_url;
};

static int fetch_one(const struct options *o, const char *country)
{
    struct vg_err err = {0};
    struct vg_buf zip, text;
    char url[1024], member[8], path[1024], *type = NULL, *at = NULL;

    (void)snprintf(url, sizeof url, "%s/%s.zip", o->base_url, country);
    (void)snprintf(member, sizeof member, "%.2s.txt", country);
    (void)snprintf(path, sizeof path, "%s/%s", o->dir, member);
    vg_buf_init(&zip, MAX_DUMP);
    vg_buf_init(&text, MAX_DUMP);
    int r = vg_get(url, &zip, &type, &at, &err);
    if (r >= 0)
        r = vg_unzip(vg_buf_view(&zip), member, &text, &err);
    if (r >= 0)
        r = vg_write_file(path, vg_buf_view(&text), 0644, &err);
    if (r >= 0)
        (void)printf("%s: %zu bytes\n", path, text.n);
    else
        (void)vg_complain("gazetteer: %s: %s", url, err.text);
    vg_buf_done(&zip);
    vg_buf_done(&text);
    free(type);
    free(at);
    return r < 0 ? VG_EXIT_FAILED : 0;
}

static bool is_country(const char *s)
{
    return s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z' && !s[2];
}

static int fetch(const struct options *o, int n, char **countries)
{
    int failed = 0;

    for (int i = 0; i < n; i++)
        if (!is_country(countries[i]))
            return vg_complain("gazetteer: '%s' is no country code: two capitals such as ML",
                               countries[i]);
    for (int i = 0; i < n; i++)
        if (fetch_one(o, countries[i]))
            failed = VG_EXIT_FAILED;
    return failed;
}

static int import_files(struct vg_gazetteer_import *import, int n, char **files)
{
    struct vg_err err = {0};
    size_t bad;

    for (int i = 0; i < n; i++) {
        struct vg_buf dump;
        vg_buf_init(&dump, MAX_DUMP);
        int r = vg_read_file(files[i], &dump, &err);
        if (r >= 0)
            r = vg_gazetteer_import_file(import, files[i], vg_buf_view(&dump), &bad, &err);
        vg_buf_done(&dump);
        if (r < 0)
            return vg_complain("gazetteer: %s: %s", files[i], err.text);
        (void)printf("%s: %d places", files[i], r);
        if (bad)
            (void)printf(", %zu rows skipped that are no GeoNames rows", bad);
        (void)putchar('\n');
    }
    return 0;
}

static int write_out(struct vg_gazetteer_import *import, const char *path)
{
    struct vg_err err = {0};
    struct vg_buf flat, file;

    vg_buf_init(&flat, MAX_DUMP);
    vg_buf_init(&file, MAX_DUMP);
    int r = vg_gazetteer_import_build(import, &flat);
    if (r < 0)
        (void)vg_fail(&err, r, "%s", vg_code_name(r));
    struct vg_packfile_part part = {"imported", vg_buf_view(&flat)};
    if (r == 0)
        r = vg_packfile_write(&file, &part, 1, &err);
    if (r >= 0)
        r = vg_write_file(path, vg_buf_view(&file), 0644, &err);
    if (r >= 0)
        (void)printf("%s: %zu bytes\n", path, file.n);
    else
        (void)vg_complain("gazetteer: %s: %s", path, err.text);
    vg_buf_done(&flat);
    vg_buf_done(&file);
    return r < 0 ? VG_EXIT_FAILED : 0;
}

static int import(const struct options *o, int n, char **files)
{
    if (!o->output)
        return vg_usage(usage);
    struct vg_gazetteer_import *import = vg_gazetteer_import_new();
    int r = import_files(import, n, files);
    if (r == 0)
        r = write_out(import, o->output);
    vg_gazetteer_import_free(import);
    return r;
}

int vg_cmd_gazetteer(int argc, char **argv)
{
    static const struct option long_options[] = {
        {"output", required_argument, NULL, 'o'},
        {"dir", required_argument, NULL, 'C'},
        {"base-url", required_argument, NULL, 'u'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    struct options o = {.dir = ".", .base_url = BASE_URL};
    int c;

    while ((c = getopt_long(argc, argv, "o:C:h", long_options, NULL)) >= 0)
        switch (c) {
        case 'o':
            o.output = optarg;
            break;
        case 'C':
            o.dir = optarg;
            break;
        case 'u':
            o.base_url = optarg;
            break;
        case 'h':
            (void)fputs(usage, stdout);
            return 0;
        default:
            return vg_usage(usage);
        }
    if (argc - optind < 2)
        return vg_usage(usage);
    const char *what = argv[optind++];
    if (strcmp(what, "fetch") == 0)
        return fetch(&o, argc - optind, argv + optind);
    if (strcmp(what, "import") == 0)
        return import(&o, argc - optind, argv + optind);
    return vg_usage(usage);
}
