/* vigie export - the events for spreadsheets, maps and programs; the alerts for those who read CAP.
 */
#include "config.h"

#include <getopt.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "client/command.h"
#include "client/conn.h"
#include "client/flat.h"
#include "client/when.h"
#include "wire/cap.h"
#include "wire/topic.h"

static const char usage[] =
    "usage: vigie export [OPTION]...\n\n"
    "Writes the newest revision of each event to standard output (doc/export.md lists the columns).\n\n"
    "  -f, --format FORMAT  csv, geojson, jsonl (as published), or cap: the alerts, an Atom feed of CAP 1.2\n"
    "  -s, --since WHEN     events that changed since: a sequence number (after it), a date or time\n"
    "                       (2025-07-14, 2025-07-14T09:30Z), or a time ago (90m, 24h, 7d). Default: all\n"
    "  -t, --topic PREFIX   only these, may be repeated: event.ML. (a country), event.ML.kidal. (a region)\n" VG_ENDPOINT_HELP;

enum format { CSV, GEOJSON, JSONL, CAP, FORMATS };
static const char *const formats[FORMATS] = {"csv", "geojson", "jsonl", "cap"};

struct export {
    struct vg_endpoints at;
    struct vg_request request;
    struct vg_topic topics[VG_MAX_REQUEST_TOPICS];
    enum format format;
    uint64_t written;
    struct vg_arena *arena;
    struct vg_cap_feed *feed;
};

static int add_topic(struct export *x, const char *value)
{
    struct vg_request *q = &x->request;
    struct vg_err err = {0};

    if (q->n_topics == VG_MAX_REQUEST_TOPICS)
        return vg_complain("export: at most %d topics", VG_MAX_REQUEST_TOPICS), VG_EXIT_USAGE;
    if (vg_topic_prefix(vg_sv_cstr(value), &x->topics[q->n_topics], &err) < 0)
        return vg_complain("--topic: %s", err.text), VG_EXIT_USAGE;
    q->topics[q->n_topics] = x->topics[q->n_topics].s;
    q->n_topics++;
    return 0;
}

static int take_format(struct export *x, const char *value)
{
    for (int i = 0; i < FORMATS; i++)
        if (strcmp(value, formats[i]) == 0) {
            x->format = (enum format)i;
            return 0;
        }
    return vg_complain("--format: '%s' is none of csv, geojson, jsonl, cap", value), VG_EXIT_USAGE;
}

static int take_options(struct export *x, int argc, char **argv)
{
    static const struct option options[] = {{"format", required_argument, NULL, 'f'},
                                            {"since", required_argument, NULL, 's'},
                                            {"topic", required_argument, NULL, 't'},
                                            {"help", no_argument, NULL, 'h'},
                                            VG_ENDPOINT_OPTIONS,
                                            {NULL, 0, NULL, 0}};
    int opt, r = 0;

    while (r == 0 && (opt = getopt_long(argc, argv, "f:s:t:h", options, NULL)) != -1) {
        if (opt == 'h') {
            (void)fputs(usage, stdout);
            return -1;
        }
        if (opt == 'f')
            r = take_format(x, optarg);
        else if (opt == 's')
            r = vg_since_read(optarg, &x->request.after, &x->request.from_usec);
        else if (opt == 't')
            r = add_topic(x, optarg);
        else if (!vg_endpoints_option(&x->at, opt, optarg))
            r = vg_usage(usage);
    }
    return r == 0 && optind < argc ? vg_usage(usage) : r;
}

static void write_csv(struct export *x, const struct vg_cell *cells, size_t n)
{
    struct vg_buf out;

    vg_buf_init(&out, 4 * VG_MAX_MESSAGE);
    if (x->written == 0) {
        (void)vg_buf_str(&out, "\xEF\xBB\xBF"); /* or spreadsheets guess another charset */
        vg_flat_csv(cells, n, true, &out);
    }
    vg_flat_csv(cells, n, false, &out);
    (void)fwrite(out.p, 1, out.n, stdout);
    vg_buf_done(&out);
}

static json_t *value_of(const struct vg_cell *c)
{
    switch (c->kind) {
    case VG_CELL_EMPTY:
        return json_null();
    case VG_CELL_TEXT:
        return json_string(c->text);
    case VG_CELL_INT:
        return json_integer(c->n);
    case VG_CELL_REAL:
        return json_real(c->x);
    }
    return json_null();
}

static void write_feature(struct export *x, const struct vg_event *e, const struct vg_cell *cells,
                          size_t n)
{
    json_t *properties = json_object(), *geometry, *feature;

    for (size_t i = 0; i < n; i++)
        if (strcmp(cells[i].name, "lat") != 0 && strcmp(cells[i].name, "lon") != 0)
            (void)json_object_set_new(properties, cells[i].name, value_of(&cells[i]));
    geometry = e->place.has_coord ? json_pack("{s:s, s:[f, f]}", "type", "Point", "coordinates",
                                              e->place.lon, e->place.lat)
                                  : json_null();
    feature = json_pack("{s:s, s:s, s:o, s:o}", "type", "Feature", "id", cells[0].text, "geometry",
                        geometry, "properties", properties);
    (void)fputs(x->written ? ",\n" : "{\"type\":\"FeatureCollection\",\"features\":[\n", stdout);
    (void)json_dumpf(feature, stdout, JSON_COMPACT | JSON_REAL_PRECISION(9));
    json_decref(feature);
}

static int take_message(void *ctx, struct vg_sv topic, struct vg_sv body)
{
    struct export *x = ctx;
    struct vg_cell cells[VG_FLAT_MAX];
    struct vg_message msg;
    int r = 0;

    (void)topic;
    vg_arena_reset(x->arena);
    if (vg_message_read(body, x->arena, &msg, NULL) < 0 ||
        msg.kind != (x->format == CAP ? VG_MSG_ALERT : VG_MSG_EVENT))
        return 0; /* of a later version */
    if (x->format == CAP)
        return vg_cap_feed_add(x->feed, &msg);
    if (msg.u.event.merged_into || !msg.u.event.event || !msg.u.event.event_id)
        return 0; /* goes on under another id */
    size_t n = vg_flat_event(&msg.u.event, &msg.head, x->arena, cells);
    if (x->format == CSV)
        write_csv(x, cells, n);
    else if (x->format == GEOJSON)
        write_feature(x, msg.u.event.event, cells, n);
    else
        (void)printf("%.*s\n", VG_SV_ARG(body));
    x->written++;
    if (ferror(stdout))
        r = VG_E_STOPPED;
    return r;
}

/* What an empty table still has, and what comes last. */
static int finish(struct export *x)
{
    static const struct vg_event nothing = {.date = {VG_DAY_NONE, VG_DAY_NONE, VG_DATE_UNKNOWN}};
    const struct vg_event_message empty = {.event = &nothing};
    const struct vg_message_head head = {.seq = 0};
    struct vg_cell cells[VG_FLAT_MAX];
    struct vg_buf out;
    int r = 0;

    vg_buf_init(&out, (size_t)1 << 30);
    if (x->format == CSV && x->written == 0) {
        (void)vg_buf_str(&out, "\xEF\xBB\xBF");
        vg_flat_csv(cells, vg_flat_event(&empty, &head, x->arena, cells), true, &out);
    } else if (x->format == GEOJSON) {
        (void)vg_buf_str(&out, x->written ? "\n]}\n"
                                          : "{\"type\":\"FeatureCollection\",\"features\":[]}\n");
    } else if (x->format == CAP) {
        r = vg_cap_feed_write(x->feed, &out);
    }
    (void)fwrite(out.n ? out.p : "", 1, out.n, stdout);
    vg_buf_done(&out);
    return r < 0 || fflush(stdout) != 0 ? VG_E_IO : 0;
}

int vg_cmd_export(int argc, char **argv)
{
    struct export x = {.format = CSV};
    struct vg_reply reply;
    struct vg_err err = {0};

    vg_endpoints_init(&x.at);
    vg_request_init(&x.request, VG_OP_SNAPSHOT);
    int r = take_options(&x, argc, argv);
    if (r != 0)
        return r < 0 ? 0 : r;
    if (x.format == CAP)
        x.request.op = VG_OP_REPLAY;
    if (x.request.n_topics == 0 && (r = add_topic(&x, x.format == CAP ? "alert." : "event.")) != 0)
        return r;
    (void)signal(SIGPIPE, SIG_IGN);
    x.arena = vg_arena_new();
    x.feed = vg_cap_feed_new(SIZE_MAX);
    struct vg_arena *arena = vg_arena_new();
    struct vg_asker *asker = vg_asker_new(x.at.replay, &err);
    r = asker ? vg_ask_all(asker, &x.request, arena, &reply, take_message, &x, &err) : VG_E_IO;
    if (r == 0 && finish(&x) < 0)
        r = vg_fail(&err, VG_E_IO, "standard output cannot be written");
    vg_asker_free(asker);
    vg_cap_feed_free(x.feed);
    vg_arena_free(arena);
    vg_arena_free(x.arena);
    return r < 0 && r != VG_E_STOPPED ? vg_complain("export: %s", err.text) : 0;
}
