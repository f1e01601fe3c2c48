/* vigie status, sources, poll, add, remove, reload: what the operator asks on the control socket.
 */
#include "config.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "client/command.h"
#include "client/conn.h"
#include "client/print.h"

static const char status_usage[] =
    "usage: vigie status [OPTION]...\n\n"
    "Tells what vigied is doing: sources, polls, articles, events, the journal.\n\n"
    "  -j, --json       as JSON\n" VG_ENDPOINT_HELP;

static const char sources_usage[] =
    "usage: vigie sources [OPTION]... [NAME]\n\n"
    "Lists the sources and their health, or tells about one.\n\n"
    "  -s, --state STATE  only these: new, ok, failing, gone, paused, removed\n"
    "  -j, --json         one JSON object a line\n" VG_ENDPOINT_HELP;

static const char poll_usage[] =
    "usage: vigie poll NAME...\n\n"
    "Polls these sources now (politely: a host's spacing is kept).\n\n" VG_ENDPOINT_HELP;

static const char remove_usage[] =
    "usage: vigie remove NAME...\n\n"
    "Stops polling these sources until the next reload. To stop for good, take them out of the\n"
    "configuration.\n\n" VG_ENDPOINT_HELP;

static const char reload_usage[] = "usage: vigie reload\n\n"
                                   "Makes vigied read its configuration again. When anything in it "
                                   "is wrong, nothing changes and the\n"
                                   "error is shown.\n\n" VG_ENDPOINT_HELP;

static const char add_usage[] =
    "usage: vigie add [OPTION]... NAME URL\n\n"
    "Polls one more source until the next reload. To keep it, put it into the configuration.\n\n"
    "      --lang CODE      its language (fr)\n"
    "      --country CODE   the country it reports from (ML)\n"
    "      --kind KIND      agency, press, official, ngo or un\n"
    "      --interval S     seconds between polls\n"
    "      --allow-private  it may be on a private address\n" VG_ENDPOINT_HELP;

/* What the options of these commands say. */
struct admin {
    struct vg_endpoints at;
    struct vg_source_spec spec;
    bool json;
    int state; /* enum vg_source_state, or -1: all */
    struct vg_arena *arena;
    struct vg_asker *asker;
};

static int take_option(struct admin *a, int opt, const char *value)
{
    uint64_t n;

    switch (opt) {
    case 'j':
        a->json = true;
        return 0;
    case 's':
        a->state = vg_source_state_of_name(vg_sv_cstr(value));
        if (a->state >= 0)
            return 0;
        (void)vg_complain("--state: '%s' is none of new, ok, failing, gone, paused, removed",
                          value);
        return VG_EXIT_USAGE;
    case VG_OPT_FREE:
        a->spec.lang = value;
        return 0;
    case VG_OPT_FREE + 1:
        a->spec.country = value;
        return 0;
    case VG_OPT_FREE + 2:
        a->spec.kind = value;
        return 0;
    case VG_OPT_FREE + 3:
        if (vg_sv_to_u64(vg_sv_cstr(value), 1, UINT32_MAX, &n) < 0) {
            (void)vg_complain("--interval: '%s' is no number of seconds", value);
            return VG_EXIT_USAGE;
        }
        a->spec.interval_s = (uint32_t)n;
        return 0;
    case VG_OPT_FREE + 4:
        a->spec.allow_private = true;
        return 0;
    default:
        return vg_endpoints_option(&a->at, opt, value) ? 0 : VG_EXIT_USAGE;
    }
}

/* Reads options; min to max operands are left from optind on. 0: go on; -1: help was printed; else
 * the exit status. */
static int begin(struct admin *a, int argc, char **argv, const char *usage, int min, int max)
{
    static const struct option options[] = {
        {"json", no_argument, NULL, 'j'},
        {"state", required_argument, NULL, 's'},
        {"help", no_argument, NULL, 'h'},
        {"lang", required_argument, NULL, VG_OPT_FREE},
        {"country", required_argument, NULL, VG_OPT_FREE + 1},
        {"kind", required_argument, NULL, VG_OPT_FREE + 2},
        {"interval", required_argument, NULL, VG_OPT_FREE + 3},
        {"allow-private", no_argument, NULL, VG_OPT_FREE + 4},
        VG_ENDPOINT_OPTIONS,
        {NULL, 0, NULL, 0},
    };
    struct vg_err err;
    int opt, r;

    *a = (struct admin){.state = -1};
    vg_endpoints_init(&a->at);
    while ((opt = getopt_long(argc, argv, "js:h", options, NULL)) != -1) {
        if (opt == 'h') {
            (void)fputs(usage, stdout);
            return -1;
        }
        if (opt == '?')
            return vg_usage(usage);
        if ((r = take_option(a, opt, optarg)) != 0)
            return r;
    }
    if (argc - optind < min || argc - optind > max)
        return vg_usage(usage);
    a->asker = vg_asker_new(a->at.control, &err);
    if (!a->asker)
        return vg_complain("%s: %s", argv[0], err.text);
    a->arena = vg_arena_new();
    return 0;
}

static void end(struct admin *a)
{
    vg_asker_free(a->asker);
    vg_arena_free(a->arena);
}

static int ask(struct admin *a, const char *command, struct vg_request *request,
               struct vg_reply *reply)
{
    struct vg_err err = {0};

    if (vg_ask(a->asker, request, a->arena, reply, NULL, NULL, &err) == 0)
        return 0;
    return vg_complain("%s: %s", command, err.text);
}

/* --- status --- */

/* "3 d 4 h", "5 min", "12 s" */
static const char *span(struct vg_arena *arena, int64_t usec)
{
    int64_t s = usec / 1000000;

    if (s < 0)
        return "now";
    if (s < 120)
        return vg_arena_printf(arena, "%" PRId64 " s", s);
    if (s < 7200)
        return vg_arena_printf(arena, "%" PRId64 " min", s / 60);
    if (s < 172800)
        return vg_arena_printf(arena, "%" PRId64 " h", s / 3600);
    return vg_arena_printf(arena, "%" PRId64 " d", s / 86400);
}

static void print_status(struct admin *a, const struct vg_daemon_status *s)
{
    (void)printf("vigied %s, %s for %s (pid %" PRIu32 ")\n", s->version ? s->version : "?",
                 s->state ? s->state : "?", span(a->arena, s->now_usec - s->started_usec), s->pid);
    (void)printf("sources   %" PRIu64 ": %" PRIu64 " ok, %" PRIu64 " failing, %" PRIu64 " gone; "
                 "%" PRIu64 " polls due or running\n",
                 s->sources, s->sources_ok, s->sources_failing, s->sources_gone, s->due_polls);
    (void)printf("polls     %" PRIu64 ": %" PRIu64 " not modified, %" PRIu64
                 " failed; %.1f MB in\n",
                 s->polls, s->not_modified, s->poll_errors, (double)s->bytes_in / 1e6);
    (void)printf("entries   %" PRIu64 " new, %" PRIu64 " pages fetched, %" PRIu64 " on their way\n",
                 s->entries, s->pages, s->in_flight);
    (void)printf("articles  %" PRIu64 ", of which %" PRIu64 " copies\n", s->articles,
                 s->duplicates);
    (void)printf("events    %" PRIu64 ", %" PRIu64 " revisions, %" PRIu64 " alerts\n", s->events,
                 s->revisions, s->alerts);
    (void)printf("journal   seq %" PRIu64 ", published up to %" PRIu64 ", epoch %s\n", s->last_seq,
                 s->published_seq, s->epoch ? s->epoch : "?");
    (void)printf("clients   %" PRIu64 " subscribers (%" PRIu64 " came, %" PRIu64
                 " refused), %" PRIu64 " on the replay socket (%" PRIu64 " came, %" PRIu64
                 " refused)\n",
                 s->subscribers, s->subscribers_accepted, s->subscribers_refused, s->askers,
                 s->askers_accepted, s->askers_refused);
    (void)printf("store     %.1f MB, memory %.1f MB\n", (double)s->store_bytes / 1e6,
                 (double)s->resident_bytes / 1e6);
    if (s->publish)
        (void)printf("publishes %s, replays %s\n", s->publish, s->replay ? s->replay : "nowhere");
}

int vg_cmd_status(int argc, char **argv)
{
    struct admin a;
    struct vg_request request;
    struct vg_reply reply = {0};
    struct vg_buf text;
    int r = begin(&a, argc, argv, status_usage, 0, 0);

    if (r != 0)
        return r < 0 ? 0 : r;
    vg_request_init(&request, VG_OP_STATUS);
    r = ask(&a, "status", &request, &reply);
    if (r == 0 && a.json) {
        vg_buf_init(&text, VG_MAX_MESSAGE);
        reply.id = NULL;
        if (vg_reply_write(&reply, &text) == 0)
            (void)puts(text.p);
        vg_buf_done(&text);
    } else if (r == 0) {
        print_status(&a, &reply.status);
    }
    end(&a);
    return r;
}

/* --- sources --- */

static void cell(const char *s, size_t width)
{
    size_t n = vg_text_width(s);

    vg_print_text(stdout, s);
    (void)printf("%*s ", n < width ? (int)(width - n) : 0, "");
}

static void print_row(struct admin *a, const struct vg_source_row *row)
{
    int64_t now = vg_clock_wall_usec();

    cell(row->name ? row->name : "?", 24);
    cell(vg_source_state_name(row->state), 8);
    cell(row->last_poll_usec == VG_WIRE_TIME_NONE
             ? "never"
             : vg_arena_printf(a->arena, "%s ago", span(a->arena, now - row->last_poll_usec)),
         12);
    cell(row->next_poll_usec == VG_WIRE_TIME_NONE ? "-" : span(a->arena, row->next_poll_usec - now),
         8);
    (void)printf("%7" PRIu64 " %7" PRIu64 " %8" PRIu64 "  ", row->polls, row->entries,
                 row->articles);
    if (row->error)
        vg_print_text(stdout, row->error);
    (void)putchar('\n');
}

static void print_one(struct admin *a, const struct vg_source_row *row)
{
    int64_t now = vg_clock_wall_usec();
    const struct {
        const char *what;
        int64_t when;
    } times[] = {{"last poll", row->last_poll_usec},
                 {"last good", row->last_ok_usec},
                 {"last news", row->last_new_usec}};

    (void)printf("%s\n  url        %s\n  kind       %s, %s, %s\n  state      %s", row->name,
                 row->url ? row->url : "?", row->kind ? row->kind : "?",
                 row->country ? row->country : "?", row->lang ? row->lang : "?",
                 vg_source_state_name(row->state));
    if (row->failures)
        (void)printf(", %" PRIu32 " failures in a row", row->failures);
    if (row->error) {
        (void)fputs(": ", stdout);
        vg_print_text(stdout, row->error);
    }
    (void)printf("\n  interval   %" PRIu32 " s\n", row->interval_s);
    for (size_t i = 0; i < VG_COUNT_OF(times); i++)
        (void)printf("  %s  %s%s\n", times[i].what,
                     times[i].when == VG_WIRE_TIME_NONE ? "never"
                                                        : span(a->arena, now - times[i].when),
                     times[i].when == VG_WIRE_TIME_NONE ? "" : " ago");
    (void)printf(
        "  next poll  %s\n  polls      %" PRIu64 ", %" PRIu64 " not modified\n"
        "  entries    %" PRIu64 ", articles %" PRIu64 "\n",
        row->next_poll_usec == VG_WIRE_TIME_NONE
            ? "none"
            : vg_arena_printf(a->arena, "in %s", span(a->arena, row->next_poll_usec - now)),
        row->polls, row->not_modified, row->entries, row->articles);
}

static void print_rows_json(const struct admin *a, const struct vg_reply *reply)
{
    struct vg_reply one = *reply;
    struct vg_buf text;

    vg_buf_init(&text, VG_MAX_MESSAGE);
    for (size_t i = 0; i < reply->n_rows; i++) {
        struct vg_sv line;

        if (a->state >= 0 && (int)reply->rows[i].state != a->state)
            continue;
        one.rows = &reply->rows[i];
        one.n_rows = 1;
        vg_buf_clear(&text);
        if (vg_reply_write(&one, &text) < 0)
            continue;
        /* the row is the last field: {...,"sources":[{row}]} */
        line = vg_buf_view(&text);
        line = vg_sv_sub(line, (size_t)vg_sv_find(line, VG_SV("\"sources\":[")) + 11, line.n - 2);
        (void)printf("%.*s\n", VG_SV_ARG(line));
    }
    vg_buf_done(&text);
}

static void print_page(struct admin *a, const struct vg_reply *reply, bool one, bool first)
{
    if (a->json) {
        print_rows_json(a, reply);
        return;
    }
    if (first && !one)
        (void)printf("%-24s %-8s %-12s %-8s %7s %7s %8s  %s\n", "SOURCE", "STATE", "POLLED",
                     "NEXT IN", "POLLS", "ENTRIES", "ARTICLES", "ERROR");
    for (size_t i = 0; i < reply->n_rows; i++) {
        if (a->state >= 0 && (int)reply->rows[i].state != a->state)
            continue;
        if (one)
            print_one(a, &reply->rows[i]);
        else
            print_row(a, &reply->rows[i]);
    }
}

int vg_cmd_sources(int argc, char **argv)
{
    struct admin a;
    struct vg_request request;
    struct vg_reply reply = {0};
    bool first = true;
    int r = begin(&a, argc, argv, sources_usage, 0, 1);

    if (r != 0)
        return r < 0 ? 0 : r;
    vg_request_init(&request, VG_OP_SOURCES);
    request.source = argv[optind];
    do {
        r = ask(&a, "sources", &request, &reply);
        if (r == 0)
            print_page(&a, &reply, request.source != NULL, first);
        first = false;
        if (r == 0 && reply.more && reply.next <= request.after)
            r = vg_complain("sources: vigied answers the same page again");
        request.after = reply.next;
    } while (r == 0 && reply.more);
    end(&a);
    return r;
}

/* --- orders --- */

static int order(struct admin *a, const char *command, struct vg_request *request)
{
    struct vg_reply reply = {0};
    int r = ask(a, command, request, &reply);

    if (r == 0)
        (void)printf("%s\n", reply.text ? reply.text : "done");
    return r;
}

static int each_source(int argc, char **argv, const char *usage, enum vg_op op)
{
    struct admin a;
    struct vg_request request;
    int failed = 0, r = begin(&a, argc, argv, usage, 1, argc);

    if (r != 0)
        return r < 0 ? 0 : r;
    for (int i = optind; i < argc; i++) {
        vg_request_init(&request, op);
        request.source = argv[i];
        failed |= order(&a, argv[0], &request);
    }
    end(&a);
    return failed;
}

int vg_cmd_poll(int argc, char **argv)
{
    return each_source(argc, argv, poll_usage, VG_OP_POLL);
}

int vg_cmd_remove(int argc, char **argv)
{
    return each_source(argc, argv, remove_usage, VG_OP_REMOVE);
}

int vg_cmd_reload(int argc, char **argv)
{
    struct admin a;
    struct vg_request request;
    int r = begin(&a, argc, argv, reload_usage, 0, 0);

    if (r != 0)
        return r < 0 ? 0 : r;
    vg_request_init(&request, VG_OP_RELOAD);
    r = order(&a, "reload", &request);
    end(&a);
    return r;
}

int vg_cmd_add(int argc, char **argv)
{
    struct admin a;
    struct vg_request request;
    int r = begin(&a, argc, argv, add_usage, 2, 2);

    if (r != 0)
        return r < 0 ? 0 : r;
    vg_request_init(&request, VG_OP_ADD);
    request.add = a.spec;
    request.add.name = argv[optind];
    request.add.url = argv[optind + 1];
    r = order(&a, "add", &request);
    end(&a);
    return r;
}
