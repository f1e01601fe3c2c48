/* vigie watch, vigie replay: the stream of messages, live or from the journal. */
#include "config.h"

#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "client/command.h"
#include "client/follow.h"
#include "client/print.h"
#include "client/when.h"
#include "wire/topic.h"

static const char watch_usage[] =
    "usage: vigie watch [OPTION]...\n\n"
    "Shows events and alerts as they are published, one line each. Misses nothing: what was lost "
    "on\n"
    "the way is fetched by replay. Ends with Ctrl-C.\n\n"
    "  -t, --topic PREFIX   only these topics, may be repeated: event.ML. (a country), "
    "event.ML.kidal.\n"
    "                       (a region), alert., article., feed., \"\" (all). Default: event. and "
    "alert.\n"
    "  -s, --since WHEN     begin in the past: a sequence number (messages after it), a date or "
    "time\n"
    "                       (2025-07-14, 2025-07-14T09:30Z), or a time ago (90m, 24h, 7d)\n"
    "  -j, --json           one JSON object a line, as published (doc/protocol.md)\n"
    "  -n, --count N        end after N messages\n"
    "      --color WHEN     auto, always or never\n" VG_ENDPOINT_HELP
    "\nLines: ● a new event   ↻ a new revision of one   ○ recalled from the past   ✗ refuted\n"
    "       ! an alert\n";

static const char replay_usage[] =
    "usage: vigie replay [OPTION]...\n\n"
    "Prints what the journal holds, oldest first, and ends.\n\n"
    "  -t, --topic PREFIX   only these topics, may be repeated. Default: everything\n"
    "  -s, --since WHEN     a sequence number (messages after it), a date or time, or a time ago "
    "(24h)\n"
    "  -u, --until WHEN     up to and including a sequence number, or a date, time or time ago\n"
    "      --snapshot       only the newest message of each open event and firing alert\n"
    "  -j, --json           one JSON object a line, as published (doc/protocol.md)\n"
    "  -n, --count N        end after N messages\n"
    "      --color WHEN     auto, always or never\n" VG_ENDPOINT_HELP;

/* What the options of both commands say. */
struct stream {
    struct vg_follow_opts opts;
    struct vg_topic topics[VG_MAX_REQUEST_TOPICS];
    uint64_t to;
    int64_t to_usec;
    uint64_t count, printed;
    bool json, snapshot, everything;
    struct vg_style style;
    struct vg_arena *arena;
};

static int add_topic(struct stream *s, const char *value)
{
    struct vg_err err;
    struct vg_topic *topic;

    if (s->opts.n_topics == VG_MAX_REQUEST_TOPICS) {
        (void)vg_complain("at most %d topics", VG_MAX_REQUEST_TOPICS);
        return VG_EXIT_USAGE;
    }
    topic = &s->topics[s->opts.n_topics];
    if (vg_topic_prefix(vg_sv_cstr(value), topic, &err) < 0) {
        (void)vg_complain("--topic: %s", err.text);
        return VG_EXIT_USAGE;
    }
    s->everything |= topic->s[0] == '\0';
    s->opts.topics[s->opts.n_topics++] = topic->s;
    return 0;
}

static int take_option(struct stream *s, int opt, const char *value)
{
    switch (opt) {
    case 't':
        return add_topic(s, value);
    case 's':
        s->opts.since = true;
        return vg_since_read(value, &s->opts.after, &s->opts.from_usec);
    case 'u':
        return vg_since_read(value, &s->to, &s->to_usec);
    case 'j':
        s->json = true;
        return 0;
    case 'n':
        if (vg_sv_to_u64(vg_sv_cstr(value), 1, INT64_MAX, &s->count) == 0)
            return 0;
        (void)vg_complain("--count: '%s' is no number from 1 on", value);
        return VG_EXIT_USAGE;
    case 'S':
        s->snapshot = true;
        return 0;
    case 'c':
        if (vg_style_init(&s->style, stdout, value) == 0)
            return 0;
        (void)vg_complain("--color: '%s' is none of auto, always, never", value);
        return VG_EXIT_USAGE;
    default:
        return vg_endpoints_option(&s->opts.at, opt, value) ? 0 : VG_EXIT_USAGE;
    }
}

/* 0: go on; -1: help was asked for and printed; else the exit status. */
static int read_options(struct stream *s, int argc, char **argv, const char *usage, bool replay)
{
    static const struct option options[] = {
        {"topic", required_argument, NULL, 't'},
        {"since", required_argument, NULL, 's'},
        {"json", no_argument, NULL, 'j'},
        {"count", required_argument, NULL, 'n'},
        {"color", required_argument, NULL, 'c'},
        {"help", no_argument, NULL, 'h'},
        VG_ENDPOINT_OPTIONS,
        {"until", required_argument, NULL, 'u'},
        {"snapshot", no_argument, NULL, 'S'},
        {NULL, 0, NULL, 0},
    };
    int opt, r;

    *s = (struct stream){.opts = {.from_usec = VG_WIRE_TIME_NONE, .stop_fd = -1},
                         .to_usec = VG_WIRE_TIME_NONE};
    vg_endpoints_init(&s->opts.at);
    (void)vg_style_init(&s->style, stdout, NULL);
    while ((opt = getopt_long(argc, argv, "t:s:u:jn:h", options, NULL)) != -1) {
        if (opt == 'h') {
            (void)fputs(usage, stdout);
            return -1;
        }
        if (opt == '?' || (!replay && (opt == 'u' || opt == 'S')))
            return vg_usage(usage);
        if ((r = take_option(s, opt, optarg)) != 0)
            return r;
    }
    if (optind < argc) {
        (void)vg_complain("%s: '%s' is not understood; `vigie %s --help` tells what is", argv[0],
                          argv[optind], argv[0]);
        return VG_EXIT_USAGE;
    }
    return 0;
}

static int show(void *ctx, struct vg_sv topic, struct vg_sv body)
{
    struct stream *s = ctx;
    struct vg_message msg;

    (void)topic;
    if (s->json) {
        (void)fwrite(body.p, 1, body.n, stdout);
        (void)fputc('\n', stdout);
        (void)fflush(stdout);
    } else if (vg_message_read(body, s->arena, &msg, NULL) == 0) {
        vg_print_message(stdout, &s->style, &msg);
    }
    vg_arena_reset(s->arena);
    if (ferror(stdout))
        return 1; /* the reader of our pipe went away */
    s->printed++;
    return s->count && s->printed >= s->count ? 1 : 0;
}

static void tell(void *ctx, const char *text)
{
    (void)ctx;
    (void)fprintf(stderr, "vigie: %s\n", text);
}

/* SIGINT and SIGTERM become a readable descriptor; SIGPIPE an error of write. */
static int catch_signals(void)
{
    sigset_t set;

    (void)signal(SIGPIPE, SIG_IGN);
    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGINT);
    (void)sigaddset(&set, SIGTERM);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int vg_cmd_watch(int argc, char **argv)
{
    struct stream s;
    struct vg_err err = {0};
    int r = read_options(&s, argc, argv, watch_usage, false);

    if (r != 0)
        return r < 0 ? 0 : r;
    if (s.opts.n_topics == 0) {
        (void)add_topic(&s, "event.");
        (void)add_topic(&s, "alert.");
    }
    if (s.everything)
        s.opts.n_topics = 0;
    s.opts.stop_fd = catch_signals();
    s.arena = vg_arena_new();
    r = vg_follow(&s.opts, show, tell, &s, &err);
    vg_arena_free(s.arena);
    if (s.opts.stop_fd >= 0)
        (void)close(s.opts.stop_fd);
    return r < 0 ? vg_complain("watch: %s", err.text) : 0;
}

static int show_page(void *ctx, struct vg_sv topic, struct vg_sv body)
{
    return show(ctx, topic, body) > 0 ? VG_E_STOPPED : 0;
}

int vg_cmd_replay(int argc, char **argv)
{
    struct stream s;
    struct vg_err err = {0};
    struct vg_request request;
    struct vg_reply reply;
    struct vg_asker *asker;
    struct vg_arena *arena;
    int r = read_options(&s, argc, argv, replay_usage, true);

    if (r != 0)
        return r < 0 ? 0 : r;
    vg_request_init(&request, s.snapshot ? VG_OP_SNAPSHOT : VG_OP_REPLAY);
    request.after = s.opts.after;
    request.from_usec = s.opts.from_usec;
    request.to = s.to;
    request.to_usec = s.to_usec;
    for (size_t i = 0; i < s.opts.n_topics && !s.everything; i++)
        request.topics[request.n_topics++] = s.opts.topics[i];
    (void)signal(SIGPIPE, SIG_IGN);
    s.arena = vg_arena_new();
    arena = vg_arena_new();
    asker = vg_asker_new(s.opts.at.replay, &err);
    r = asker ? vg_ask_all(asker, &request, arena, &reply, show_page, &s, &err) : VG_E_IO;
    if (r == 0 && request.op == VG_OP_REPLAY && reply.first > s.opts.after + 1 && s.opts.after > 0)
        tell(NULL, "older messages are no longer in the journal");
    vg_asker_free(asker);
    vg_arena_free(arena);
    vg_arena_free(s.arena);
    return r < 0 && r != VG_E_STOPPED ? vg_complain("replay: %s", err.text) : 0;
}
