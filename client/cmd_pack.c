/* cmd_pack.c - vigie pack compile|check: a language's tables to the file that is mapped at start.
 */
#include <dirent.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "client/command.h"
#include "extract/morph.h"
#include "extract/pack.h"

static const char usage[] =
    "usage: vigie pack compile [--hunspell DIR | --morph FILE] [--data DIR] [--lang LANG] -o FILE\n"
    "       vigie pack compile [--hunspell DIR] [--lang LANG] --only-morph -o FILE\n"
    "       vigie pack check   [--hunspell DIR | --morph FILE] [--data DIR] [--lang LANG]\n"
    "  --hunspell DIR  folder of LANG.aff and LANG.dic (default /usr/share/hunspell)\n"
    "  --morph FILE    morphology compiled before with --only-morph\n"
    "  --data DIR      folder of the tables (default data): DIR/LANG/*.tsv and the shared ones "
    "beside\n"
    "  --lang LANG     the language (default fr)\n"
    "check validates every row of every table and names the file and line of the first wrong "
    "one.\n";

enum { MAX_TABLE = 64 * 1024 * 1024, MAX_PACK = 512 * 1024 * 1024 };

/* tables in the data folder itself that every language shares */
static const char *const shared[] = {"actors", "gazetteer", "admin", "countries"};

struct inputs {
    struct vg_pack_input items[VG_PACKFILE_MAX_SECTIONS];
    size_t n;
    struct vg_arena *arena;
};

struct options {
    const char *hunspell, *morph, *data, *lang, *out;
    bool only_morph;
};

static int complain(const struct vg_err *err)
{
    if (err->file[0] && err->line)
        return vg_complain("pack: %s:%d: %s", err->file, err->line, err->text);
    if (err->file[0])
        return vg_complain("pack: %s: %s", err->file, err->text);
    return vg_complain("pack: %s", err->text);
}

static int read_text(struct vg_arena *arena, const char *path, struct vg_sv *ret,
                     struct vg_err *err)
{
    struct vg_buf buf;

    vg_buf_init(&buf, MAX_TABLE);
    int r = vg_read_file(path, &buf, err);
    if (r == 0)
        *ret = vg_sv(vg_arena_str(arena, vg_buf_view(&buf)), buf.n);
    vg_buf_done(&buf);
    return r;
}

static int add_table(struct inputs *in, const char *path, const char *name, size_t n_name,
                     struct vg_err *err)
{
    if (in->n + 1 >= VG_PACKFILE_MAX_SECTIONS)
        return vg_fail(err, VG_E_LIMIT, "more than %d tables", VG_PACKFILE_MAX_SECTIONS - 1);
    struct vg_pack_input *item = &in->items[in->n];
    item->name = vg_arena_str(in->arena, vg_sv(name, n_name));
    item->file = vg_arena_str(in->arena, vg_sv_cstr(path));
    int r = read_text(in->arena, path, &item->content, err);
    in->n += r == 0;
    return r;
}

static int is_table(const struct dirent *d)
{
    return d->d_name[0] != '.' && vg_sv_ends(vg_sv_cstr(d->d_name), VG_SV(".tsv"));
}

static int read_tables(struct inputs *in, const struct options *o, struct vg_err *err)
{
    const char *dir = vg_arena_printf(in->arena, "%s/%s", o->data, o->lang);
    struct dirent **names = NULL;
    int n = scandir(dir, &names, is_table, alphasort), r = 0;

    if (n < 0)
        return vg_fail_at(err, VG_E_NOTFOUND, dir, 0, "no such folder: name it with --data");
    for (int i = 0; i < n; i++) {
        const char *name = names[i]->d_name;
        if (r == 0)
            r = add_table(in, vg_arena_printf(in->arena, "%s/%s", dir, name), name,
                          strlen(name) - 4, err);
        free(names[i]);
    }
    free(names);
    for (size_t i = 0; i < VG_COUNT_OF(shared) && r == 0; i++) {
        r = add_table(in, vg_arena_printf(in->arena, "%s/%s.tsv", o->data, shared[i]), shared[i],
                      strlen(shared[i]), err);
        r = r == VG_E_NOTFOUND ? 0 : r;
    }
    return r;
}

static int make_morph(struct vg_arena *arena, const struct options *o, struct vg_buf *out,
                      struct vg_err *err)
{
    struct vg_sv aff, dic;
    int r;

    if (o->morph)
        return vg_read_file(o->morph, out, err);
    r = read_text(arena, vg_arena_printf(arena, "%s/%s.aff", o->hunspell, o->lang), &aff, err);
    if (r == 0)
        r = read_text(arena, vg_arena_printf(arena, "%s/%s.dic", o->hunspell, o->lang), &dic, err);
    return r < 0 ? r : vg_morph_build(aff, dic, out, err);
}

static int compile(const struct options *o, struct vg_err *err)
{
    vg_cleanup(vg_arena_freep) struct vg_arena *arena = vg_arena_new();
    struct inputs in = {.arena = arena};
    struct vg_buf morph, pack;
    int r;

    vg_buf_init(&morph, MAX_PACK);
    vg_buf_init(&pack, MAX_PACK);
    r = make_morph(arena, o, &morph, err);
    if (r == 0 && !o->only_morph)
        r = read_tables(&in, o, err);
    if (r == 0 && !o->only_morph)
        r = vg_pack_compile(in.items, in.n, vg_buf_view(&morph), &pack, err);
    if (r == 0 && o->out)
        r = vg_write_file(o->out, vg_buf_view(o->only_morph ? &morph : &pack), 0644, err);
    if (r == 0 && !o->out)
        (void)printf("%zu tables are right\n", in.n);
    vg_buf_done(&morph);
    vg_buf_done(&pack);
    return r;
}

static int read_options(int argc, char **argv, struct options *o)
{
    static const struct option longs[] = {
        {"hunspell", required_argument, NULL, 'H'}, {"morph", required_argument, NULL, 'm'},
        {"data", required_argument, NULL, 'd'},     {"lang", required_argument, NULL, 'l'},
        {"only-morph", no_argument, NULL, 'M'},     {"output", required_argument, NULL, 'o'},
        {"help", no_argument, NULL, 'h'},           {NULL, 0, NULL, 0},
    };
    int c;

    while ((c = getopt_long(argc, argv, "o:h", longs, NULL)) != -1) {
        switch (c) {
        case 'H':
            o->hunspell = optarg;
            break;
        case 'm':
            o->morph = optarg;
            break;
        case 'd':
            o->data = optarg;
            break;
        case 'l':
            o->lang = optarg;
            break;
        case 'M':
            o->only_morph = true;
            break;
        case 'o':
            o->out = optarg;
            break;
        case 'h':
            (void)fputs(usage, stdout);
            return 1;
        default:
            return -1;
        }
    }
    return optind == argc ? 0 : -1;
}

int vg_cmd_pack(int argc, char **argv)
{
    struct options o = {.hunspell = "/usr/share/hunspell", .data = "data", .lang = "fr"};
    struct vg_err err = {0};

    if (argc >= 2 && strcmp(argv[1], "--help") == 0) {
        (void)fputs(usage, stdout);
        return 0;
    }
    if (argc < 2 || (strcmp(argv[1], "compile") != 0 && strcmp(argv[1], "check") != 0))
        return vg_usage(usage);
    bool compiling = strcmp(argv[1], "compile") == 0;
    int r = read_options(argc - 1, argv + 1, &o);
    if (r > 0)
        return 0;
    if (r < 0 || compiling != (o.out != NULL) || (o.only_morph && !compiling))
        return vg_usage(usage);
    return compile(&o, &err) < 0 ? complain(&err) : 0;
}
