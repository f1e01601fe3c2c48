/* vigie extract: articles in, events out, with no daemon. Streams: memory does not grow with the
 * number of articles. */
#include "config.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/io.h"
#include "client/command.h"
#include "client/linking.h"
#include "client/pack_path.h"
#include "extract/extract.h"
#include "wire/headline.h"
#include "wire/message.h"

#define MAX_LINE (2 * VG_MAX_ARTICLE)

static const char extract_usage[] =
    "usage: vigie extract [OPTION]... FILE...      (\"-\": standard input)\n"
    "       vigie extract --jsonl [FILE]...\n\n"
    "Prints the events of French articles, one JSON object {\"doc\": ..., \"events\": [...]} a "
    "line.\n\n"
    "  -d, --published DATE   publication date of the files (2025-07-14); without it words such "
    "as\n"
    "                         \"hier\" cannot be resolved\n"
    "      --outlet NAME      who published them\n"
    "      --country CODE     where that outlet reports from (ML)\n"
    "  -l, --jsonl            the input is one article a line:\n"
    "                         {\"id\": ..., \"title\": ..., \"text\": ..., \"published\": "
    "\"2025-07-14\", \"outlet\": ...}\n"
    "      --link             give events that several of the articles tell the same event_id\n"
    "      --headlines        readable French lines instead of JSON\n"
    "      --pack FILE        the language pack (VIGIE_PACK, or the installed one)\n"
    "      --gazetteer FILE   a compiled gazetteer beside the pack's own\n";

/* err with its file and line, when it has them. */
static int complain_err(const struct vg_err *err)
{
    if (err->file[0] && err->line)
        return vg_complain("extract: %s:%d: %s", err->file, err->line, err->text);
    if (err->file[0])
        return vg_complain("extract: %s: %s", err->file, err->text);
    return vg_complain("extract: %s", err->text);
}

struct job {
    const char *pack_path, *gazetteer, *published, *outlet, *country;
    bool jsonl, headlines, link;
    struct vg_linking linking;
    struct vg_pack *pack;
    struct vg_extractor *extractor;
    struct vg_buf in, out;
    int failed;
};

static void complain_at(struct job *job, const char *file, size_t line, const char *what)
{
    if (line)
        (void)vg_complain("extract: %s:%zu: %s", file, line, what);
    else
        (void)vg_complain("extract: %s: %s", file, what);
    job->failed = VG_EXIT_FAILED;
}

static void print_headlines(struct job *job, const struct vg_event_list *events)
{
    for (size_t i = 0; i < events->n; i++) {
        vg_buf_clear(&job->out);
        if (vg_event_headline(&events->items[i], &job->out) == 0)
            (void)printf("%s%s\n", events->items[i].background ? "(rappel) " : "", job->out.p);
    }
}

static void link_events(struct job *job, const struct vg_event_list *events, int32_t published,
                        char (*names)[VG_LINKING_NAME], const char **ids)
{
    struct vg_link_key keys[VG_MAX_EVENTS];
    size_t n = events->n < VG_MAX_EVENTS ? events->n : VG_MAX_EVENTS;

    for (size_t i = 0; i < n; i++) {
        vg_link_key(&events->items[i], published, 0, &keys[i]);
        ids[i] = names[i];
    }
    vg_linking_article(&job->linking, keys, n, names);
}

static void extract_one(struct job *job, const char *file, size_t line, const char *doc,
                        const struct vg_article *article)
{
    struct vg_event_list events = {0};
    struct vg_err err = {0};

    if (vg_extract(job->extractor, article, &events, &err) < 0) {
        complain_at(job, file, line, err.text);
        return;
    }
    if (job->headlines) {
        print_headlines(job, &events);
        return;
    }
    vg_buf_clear(&job->out);
    const char *ids[VG_MAX_EVENTS];
    char names[VG_MAX_EVENTS][VG_LINKING_NAME];
    if (job->link)
        link_events(job, &events, article->published, names, ids);
    if (vg_event_list_write(doc, &events, job->link ? ids : NULL, &job->out) < 0)
        complain_at(job, file, line, "too many events to print");
    else
        (void)printf("%s\n", job->out.p);
}

/* A day from the option or a field; false when it is there but no date. */
static bool read_day(const char *s, int32_t *ret)
{
    *ret = s && *s ? vg_day_parse(vg_sv_cstr(s)) : VG_DAY_NONE;
    return !s || !*s || *ret != VG_DAY_NONE;
}

static void set_country(struct vg_article *article, const char *country)
{
    if (country && strlen(country) == 2)
        memcpy(article->country, country, 3);
}

static struct vg_sv text_field(const json_t *o, const char *key)
{
    const json_t *j = json_object_get(o, key);

    return json_is_string(j) ? vg_sv(json_string_value(j), json_string_length(j)) : VG_SV_NONE;
}

static void extract_record(struct job *job, const char *file, size_t line, const json_t *o)
{
    struct vg_sv id = text_field(o, "id"), published = text_field(o, "published");
    struct vg_article article = {.title = text_field(o, "title"),
                                 .text = text_field(o, "text"),
                                 .outlet = text_field(o, "outlet")};

    if (!id.p || !article.text.p) {
        complain_at(job, file, line, "an article needs \"id\" and \"text\", both strings");
        return;
    }
    if (!read_day(published.p, &article.published)) {
        complain_at(job, file, line, "\"published\" is no date like \"2025-07-14\"");
        return;
    }
    set_country(&article, text_field(o, "country").p);
    extract_one(job, file, line, id.p, &article);
}

static void extract_line(struct job *job, const char *file, size_t line, struct vg_sv text)
{
    json_error_t why;
    json_t *o;

    text = vg_sv_trim(text);
    if (text.n == 0)
        return;
    o = json_loadb(text.p, text.n, 0, &why);
    if (json_is_object(o))
        extract_record(job, file, line, o);
    else
        complain_at(job, file, line, o ? "a JSON object is needed" : why.text);
    json_decref(o);
}

static void extract_jsonl(struct job *job, const char *file)
{
    FILE *in = strcmp(file, "-") == 0 ? stdin : fopen(file, "re");
    char *text = NULL;
    size_t room = 0, line = 0;
    ssize_t n;

    if (!in) {
        complain_at(job, file, 0, "cannot be read; is the name right?");
        return;
    }
    while ((n = getline(&text, &room, in)) >= 0) {
        line++;
        if ((size_t)n > MAX_LINE)
            complain_at(job, file, line, "the line is too long for one article");
        else
            extract_line(job, file, line, vg_sv(text, (size_t)n));
    }
    if (ferror(in))
        complain_at(job, file, line, "reading failed");
    free(text);
    if (in != stdin)
        (void)fclose(in);
}

/* "a/b/001.txt": 001 */
static void doc_name(const char *file, char out[static 256])
{
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file,
               *dot = strrchr(name, '.');
    size_t n = dot && dot > name ? (size_t)(dot - name) : strlen(name);

    n = n < 255 ? n : 255;
    memcpy(out, name, n);
    out[n] = '\0';
}

static void extract_file(struct job *job, const char *file)
{
    struct vg_article article = {.outlet = vg_sv_cstr(job->outlet)};
    struct vg_err err = {0};
    char doc[256];

    vg_buf_clear(&job->in);
    if (vg_read_file(file, &job->in, &err) < 0) {
        (void)complain_err(&err);
        job->failed = VG_EXIT_FAILED;
        return;
    }
    (void)read_day(job->published, &article.published);
    set_country(&article, job->country);
    article.text = vg_buf_view(&job->in);
    doc_name(file, doc);
    extract_one(job, file, 0, doc, &article);
}

/* 0: go on; -1: help was printed; else the exit status. */
static int read_options(struct job *job, int argc, char **argv)
{
    static const struct option options[] = {
        {"published", required_argument, NULL, 'd'},
        {"jsonl", no_argument, NULL, 'l'},
        {"outlet", required_argument, NULL, 'o'},
        {"country", required_argument, NULL, 'c'},
        {"headlines", no_argument, NULL, 'H'},
        {"link", no_argument, NULL, 'L'},
        {"pack", required_argument, NULL, 'p'},
        {"gazetteer", required_argument, NULL, 'g'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    int32_t day;
    int opt;

    while ((opt = getopt_long(argc, argv, "d:lh", options, NULL)) != -1) {
        if (opt == 'h') {
            (void)fputs(extract_usage, stdout);
            return -1;
        }
        if (opt == 'd')
            job->published = optarg;
        else if (opt == 'o')
            job->outlet = optarg;
        else if (opt == 'c')
            job->country = optarg;
        else if (opt == 'p')
            job->pack_path = optarg;
        else if (opt == 'g')
            job->gazetteer = optarg;
        else if (opt == 'l')
            job->jsonl = true;
        else if (opt == 'H')
            job->headlines = true;
        else if (opt == 'L')
            job->link = true;
        else
            return vg_usage(extract_usage);
    }
    if (!read_day(job->published, &day)) {
        (void)vg_complain("extract: --published: '%s' is no date like 2025-07-14", job->published);
        return VG_EXIT_USAGE;
    }
    if (optind == argc && !job->jsonl)
        return vg_usage(extract_usage);
    return 0;
}

static int open_pack(struct job *job)
{
    struct vg_err err = {0};
    char found[4096];

    if (vg_pack_open(vg_pack_path(job->pack_path, found, sizeof found), &job->pack, &err) < 0)
        return complain_err(&err);
    if (job->gazetteer && vg_pack_add_gazetteer(job->pack, job->gazetteer, &err) < 0) {
        vg_pack_close(job->pack);
        return complain_err(&err);
    }
    return 0;
}

int vg_cmd_extract(int argc, char **argv)
{
    struct job job = {0};
    int r = read_options(&job, argc, argv);

    if (r != 0)
        return r < 0 ? 0 : r;
    if ((r = open_pack(&job)) != 0)
        return r;
    vg_buf_init(&job.in, VG_MAX_ARTICLE);
    vg_buf_init(&job.out, (size_t)64 * 1024 * 1024);
    job.extractor = vg_extractor_new(job.pack);
    vg_linking_init(&job.linking);
    if (optind == argc)
        extract_jsonl(&job, "-");
    for (int i = optind; i < argc; i++) {
        if (job.jsonl)
            extract_jsonl(&job, argv[i]);
        else
            extract_file(&job, argv[i]);
    }
    vg_linking_done(&job.linking);
    vg_extractor_free(job.extractor);
    vg_pack_close(job.pack);
    vg_buf_done(&job.in);
    vg_buf_done(&job.out);
    if (fflush(stdout) != 0)
        return vg_complain("extract: standard output: writing failed");
    return job.failed;
}
