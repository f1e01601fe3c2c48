/* cmd_explain.c - vigie explain: what was understood of a text, and why. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "client/command.h"
#include "client/explain_jsonl.h"
#include "client/pack_path.h"

static const char usage[] =
    "usage: vigie explain --jsonl [--tokens] [--pack FILE]\n"
    "  --jsonl      reads {\"id\", \"text\", \"published\"} a line from standard input and answers\n"
    "               {\"id\", \"dates\", \"numbers\", \"verbs\"}; positions count characters of text\n"
    "  --tokens     adds each token with its lemma and part of speech\n"
    "  --pack FILE  the language pack (default: VIGIE_PACK, or the one beside this program)\n";

static int failed(const struct vg_err *err)
{
    if (err->file[0] && err->line)
        return vg_complain("explain: %s:%d: %s", err->file, err->line, err->text);
    if (err->file[0])
        return vg_complain("explain: %s: %s", err->file, err->text);
    return vg_complain("explain: %s", err->text);
}

int vg_cmd_explain(int argc, char **argv)
{
    static const struct option longs[] = {{"jsonl", no_argument, NULL, 'j'},
                                          {"tokens", no_argument, NULL, 't'},
                                          {"pack", required_argument, NULL, 'p'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    bool jsonl = false, tokens = false;
    const char *path = NULL;
    struct vg_err err = {0};
    int c;

    while ((c = getopt_long(argc, argv, "h", longs, NULL)) != -1) {
        switch (c) {
        case 'j': jsonl = true; break;
        case 't': tokens = true; break;
        case 'p': path = optarg; break;
        case 'h': (void)fputs(usage, stdout); return 0;
        default: return vg_usage(usage);
        }
    }
    if (!jsonl || optind != argc)
        return vg_usage(usage);
    char buf[4096];
    struct vg_pack *pack = NULL;
    int r = vg_pack_open(vg_pack_path(path, buf, sizeof buf), &pack, &err);
    if (r == 0)
        r = vg_explain_jsonl(pack, tokens, &err);
    vg_pack_close(pack);
    return r < 0 ? failed(&err) : 0;
}
