/* cmd_explain.c - vigie explain: what was understood of a text, and why. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/io.h"
#include "client/command.h"
#include "client/explain_html.h"
#include "client/explain_jsonl.h"
#include "client/explain_text.h"
#include "client/pack_path.h"

static const char usage[] =
    "usage: vigie explain [--published DATE] [--html] [--pack FILE] FILE      (\"-\": standard input)\n"
    "       vigie explain --jsonl [--tokens] [--pack FILE]\n\n"
    "Shows what is understood of an article: groups, clauses, dates, places, actors, figures,\n"
    "mentions of events and the events, with what each was made of.\n\n"
    "  --published DATE  day of publication (2025-07-14)\n"
    "  --html       one self-contained page: the text with marks, a card for each event\n"
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

static int explain_file(const struct vg_pack *pack, const char *file, int32_t published, bool html,
                        struct vg_err *err)
{
    struct vg_buf text;
    struct vg_merged_list *events = NULL;

    vg_buf_init(&text, VG_MAX_ARTICLE);
    int r = vg_read_file(file, &text, err);
    if (r >= 0) {
        struct vg_extractor *x = vg_extractor_new(pack);
        struct vg_article article = {.text = vg_buf_view(&text), .published = published};
        r = vg_extract_document(x, &article, &events, err);
        if (r >= 0)
            (html ? vg_explain_html : vg_explain_text)(vg_extractor_document(x), events, stdout);
        vg_extractor_free(x);
    }
    vg_buf_done(&text);
    return r;
}

int vg_cmd_explain(int argc, char **argv)
{
    static const struct option longs[] = {{"jsonl", no_argument, NULL, 'j'},
                                          {"tokens", no_argument, NULL, 't'},
                                          {"html", no_argument, NULL, 'H'},
                                          {"pack", required_argument, NULL, 'p'},
                                          {"published", required_argument, NULL, 'd'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    bool jsonl = false, tokens = false, html = false;
    int32_t published = VG_DAY_NONE;
    const char *path = NULL;
    struct vg_err err = {0};
    int c;

    while ((c = getopt_long(argc, argv, "h", longs, NULL)) != -1) {
        switch (c) {
        case 'j': jsonl = true; break;
        case 't': tokens = true; break;
        case 'H': html = true; break;
        case 'p': path = optarg; break;
        case 'd':
            if ((published = vg_day_parse(vg_sv_cstr(optarg))) == VG_DAY_NONE)
                return vg_usage(usage);
            break;
        case 'h': (void)fputs(usage, stdout); return 0;
        default: return vg_usage(usage);
        }
    }
    if (optind + (jsonl ? 0 : 1) != argc)
        return vg_usage(usage);
    char buf[4096];
    struct vg_pack *pack = NULL;
    int r = vg_pack_open(vg_pack_path(path, buf, sizeof buf), &pack, &err);
    if (r == 0)
        r = jsonl ? vg_explain_jsonl(pack, tokens, &err)
                  : explain_file(pack, argv[optind], published, html, &err);
    vg_pack_close(pack);
    return r < 0 ? failed(&err) : 0;
}
