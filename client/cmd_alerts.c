/* vigie alerts - what fires, who is silent, what was not delivered; and telling vigied about it. */
#include "config.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/io.h"
#include "client/command.h"
#include "client/conn.h"
#include "client/print.h"
#include "client/when.h"

static const char usage[] =
    "usage: vigie alerts [OPTION]...                    what is firing, silent, undelivered\n"
    "       vigie alerts silence RULE --for TIME        deliver nothing of a rule (\"all\": of any) for a time\n"
    "       vigie alerts unsilence ID                   end a silence\n"
    "       vigie alerts ack ALERT [--for TIME]         I know: no more deliveries of it (24h)\n"
    "       vigie alerts test RULES.yaml [--since WHEN] what these rules would have told (since 30d ago)\n\n"
    "      --for TIME     90s, 30m, 8h or 2d\n"
    "      --by NAME      who does it (your user name)\n"
    "      --reason TEXT  why, for the others\n"
    "  -j, --json         the list as JSON, one object a line\n" VG_ENDPOINT_HELP;

struct alerts {
    struct vg_endpoints at;
    const char *by, *reason;
    int64_t for_usec;
    bool json;
    int64_t since_usec;
    uint64_t since_seq; /* not asked for */
    struct vg_buf rules;
};

static int take_time(const char *s, int64_t *ret_usec)
{
    static const struct {
        char c;
        int64_t s;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
    size_t n = strlen(s);
    int64_t value;

    for (size_t i = 0; i < VG_COUNT_OF(units); i++)
        if (n > 1 && s[n - 1] == units[i].c &&
            vg_sv_to_i64(vg_sv(s, n - 1), 1, 1000000, &value) == 0) {
            *ret_usec = value * units[i].s * 1000000;
            return 0;
        }
    return vg_complain("alerts: '%s' is no time; write 90s, 30m, 8h or 2d", s);
}

static int take_options(struct alerts *a, int argc, char **argv)
{
    enum { FOR = VG_OPT_FREE, BY, REASON, SINCE };
    static const struct option options[] = {{"help", no_argument, NULL, 'h'},
                                            {"json", no_argument, NULL, 'j'},
                                            {"for", required_argument, NULL, FOR},
                                            {"by", required_argument, NULL, BY},
                                            {"since", required_argument, NULL, SINCE},
                                            {"reason", required_argument, NULL, REASON},
                                            VG_ENDPOINT_OPTIONS,
                                            {NULL, 0, NULL, 0}};
    int opt;

    optind = 0;
    while ((opt = getopt_long(argc, argv, "hj", options, NULL)) != -1) {
        if (opt == 'h') {
            (void)fputs(usage, stdout);
            return -1;
        }
        if (opt == 'j')
            a->json = true;
        else if (opt == SINCE && vg_since_read(optarg, &a->since_seq, &a->since_usec) != 0)
            return VG_EXIT_USAGE;
        else if (opt == SINCE)
            continue;
        else if (opt == BY)
            a->by = optarg;
        else if (opt == REASON)
            a->reason = optarg;
        else if (opt == FOR ? take_time(optarg, &a->for_usec) != 0
                            : !vg_endpoints_option(&a->at, opt, optarg))
            return opt == FOR ? VG_EXIT_USAGE : vg_usage(usage);
    }
    return 0;
}

static const char *field(const json_t *o, const char *name)
{
    const char *s = json_string_value(json_object_get(o, name));

    return s ? s : "";
}

static void print_line(const json_t *o)
{
    const char *kind = field(o, "kind");
    const json_t *message = json_object_get(o, "message");

    if (strcmp(kind, "alert") == 0) {
        (void)printf("%-8s %s %-16s since %s  ", field(message, "severity"), field(o, "alert_id"),
                     field(o, "rule"), field(o, "since"));
        vg_print_text(stdout, field(message, "headline"));
        if (*field(o, "acked_until"))
            (void)printf("  [known to %s until %s]", field(o, "acked_by"), field(o, "acked_until"));
    } else if (strcmp(kind, "silence") == 0) {
        (void)printf("silent   %lld %-16s until %s  ",
                     (long long)json_integer_value(json_object_get(o, "silence_id")),
                     *field(o, "rule") ? field(o, "rule") : "all rules", field(o, "until"));
        vg_print_text(stdout, field(o, "by"));
        (void)printf(" ");
        vg_print_text(stdout, field(o, "reason"));
    } else {
        (void)printf("undelivered %s to %s after %lld attempts: ", field(o, "alert_id"),
                     field(o, "receiver"),
                     (long long)json_integer_value(json_object_get(o, "attempts")));
        vg_print_text(stdout, field(o, "error"));
    }
    (void)putchar('\n');
}

static int print_list(const struct alerts *a, const char *text)
{
    json_t *list = json_loads(text ? text : "[]", 0, NULL), *o;
    size_t i;

    if (!json_is_array(list)) {
        json_decref(list);
        return vg_complain("alerts: vigied's answer makes no sense");
    }
    if (json_array_size(list) == 0 && !a->json)
        (void)puts("nothing fires, nothing is silent");
    json_array_foreach(list, i, o)
    {
        if (a->json) {
            (void)json_dumpf(o, stdout, JSON_COMPACT);
            (void)putchar('\n');
        } else {
            print_line(o);
        }
    }
    json_decref(list);
    return 0;
}

static void print_words(const json_t *o, const char *title)
{
    const json_t *list = json_object_get(o, title), *word;
    size_t i;

    json_array_foreach(list, i, word)
    {
        (void)printf("    %s: ", title);
        vg_print_text(stdout, json_string_value(word));
        (void)putchar('\n');
    }
}

static int print_test(const struct alerts *a, const struct vg_reply *reply)
{
    json_t *list = json_loads(reply->alerts_json ? reply->alerts_json : "[]", 0, NULL), *o;
    size_t i, fired = 0;

    json_array_foreach(list, i, o)
    {
        fired += strcmp(field(o, "state"), "firing") == 0;
        if (a->json) {
            (void)json_dumpf(o, stdout, JSON_COMPACT);
            (void)putchar('\n');
            continue;
        }
        (void)printf("%s %-8s %-9s %s: ", field(o, "time"), field(o, "severity"), field(o, "state"),
                     field(o, "rule"));
        vg_print_text(stdout, field(o, "headline"));
        (void)putchar('\n');
        print_words(o, "why");
        print_words(o, "changed");
    }
    if (!a->json)
        (void)printf("%zu alerts would have fired, %zu messages in all%s (%s)\n", fired,
                     json_array_size(list), reply->more ? "; the rest is not shown" : "",
                     reply->text ? reply->text : "");
    json_decref(list);
    return 0;
}

static int request_of(struct alerts *a, int argc, char **argv, struct vg_request *q)
{
    const char *verb = optind < argc ? argv[optind] : NULL,
               *what = optind + 1 < argc ? argv[optind + 1] : NULL;
    int64_t until = a->for_usec ? vg_clock_wall_usec() + a->for_usec : VG_WIRE_TIME_NONE;

    vg_request_init(q, VG_OP_ALERTS);
    if (!verb)
        return 0;
    if (!what || optind + 2 != argc)
        return vg_usage(usage);
    if (strcmp(verb, "silence") == 0) {
        vg_request_init(q, VG_OP_SILENCE);
        q->rule = strcmp(what, "all") == 0 ? NULL : what;
        if (!a->for_usec)
            return vg_complain("alerts silence: say for how long, such as --for 8h"), VG_EXIT_USAGE;
    } else if (strcmp(verb, "unsilence") == 0) {
        vg_request_init(q, VG_OP_UNSILENCE);
        q->silence_id = what;
    } else if (strcmp(verb, "test") == 0) {
        struct vg_err err = {0};
        vg_request_init(q, VG_OP_TEST);
        if (vg_read_file(what, &a->rules, &err) < 0)
            return vg_complain("alerts test: %s", err.text);
        q->rules = a->rules.n ? a->rules.p : "";
        q->from_usec = a->since_usec != VG_WIRE_TIME_NONE
                           ? a->since_usec
                           : vg_clock_wall_usec() - 30 * 86400 * INT64_C(1000000);
    } else if (strcmp(verb, "ack") == 0) {
        vg_request_init(q, VG_OP_ACK);
        q->alert_id = what;
    } else {
        return vg_usage(usage);
    }
    q->until_usec = until;
    q->by = a->by;
    q->reason = a->reason;
    return 0;
}

int vg_cmd_alerts(int argc, char **argv)
{
    struct alerts a = {.by = getenv("USER")};
    struct vg_request q;
    struct vg_reply reply = {0};
    struct vg_err err = {0};

    vg_endpoints_init(&a.at);
    a.since_usec = VG_WIRE_TIME_NONE;
    vg_buf_init(&a.rules, VG_MAX_REQUEST);
    int r = take_options(&a, argc, argv);
    if (r != 0)
        return r < 0 ? 0 : r;
    if ((r = request_of(&a, argc, argv, &q)) != 0)
        return r;
    struct vg_arena *arena = vg_arena_new();
    struct vg_asker *asker = vg_asker_new(q.op == VG_OP_TEST ? a.at.replay : a.at.control, &err);
    if (asker && q.op == VG_OP_TEST)
        vg_asker_wait(asker, 120000);
    if (!asker || vg_ask(asker, &q, arena, &reply, NULL, NULL, &err) < 0)
        r = vg_complain("alerts: %s", err.text);
    else if (q.op == VG_OP_ALERTS)
        r = print_list(&a, reply.alerts_json);
    else if (q.op == VG_OP_TEST)
        r = print_test(&a, &reply);
    else
        (void)printf("%s%s%s\n", reply.text ? reply.text : "done",
                     reply.silence_id ? ": silence " : "",
                     reply.silence_id ? reply.silence_id : "");
    vg_asker_free(asker);
    vg_arena_free(arena);
    vg_buf_done(&a.rules);
    return r;
}
