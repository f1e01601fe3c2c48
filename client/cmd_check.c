/* vigie check: is the lookout awake? For people and for monitoring. */
#include "config.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/clock.h"
#include "client/command.h"
#include "client/conn.h"
#include "client/follow.h"

static const char check_usage[] =
    "usage: vigie check [OPTION]...\n\n"
    "Checks that vigied answers, publishes and replays, and that its sources are well. One line "
    "for\n"
    "each check; exit 0 when all is well, 1 when something is not. To check a configuration "
    "before\n"
    "using it: vigied --check --config FILE\n\n"
    "      --max-failing PERCENT  sources that may fail (50)\n" VG_ENDPOINT_HELP;

struct check {
    struct vg_endpoints at;
    uint64_t max_failing;
    int failed;
};

static void verdict(struct check *c, bool well, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
static void verdict(struct check *c, bool well, const char *fmt, ...)
{
    va_list ap;

    (void)fputs(well ? "ok    " : "FAIL  ", stdout);
    va_start(ap, fmt);
    (void)vprintf(fmt, ap);
    va_end(ap);
    (void)putchar('\n');
    if (!well)
        c->failed = VG_EXIT_FAILED;
}

static void check_status(struct check *c, struct vg_arena *arena)
{
    struct vg_request request;
    struct vg_reply reply = {0};
    struct vg_err err = {0};
    struct vg_asker *asker = vg_asker_new(c->at.control, &err);
    const struct vg_daemon_status *s = &reply.status;
    bool running;
    int r = VG_E_IO;

    vg_request_init(&request, VG_OP_STATUS);
    if (asker)
        r = vg_ask(asker, &request, arena, &reply, NULL, NULL, &err);
    vg_asker_free(asker);
    if (r < 0) {
        verdict(c, false, "control: %s", err.text);
        return;
    }
    running = s->state && strcmp(s->state, "running") == 0;
    verdict(c, true, "control: vigied %s answers", s->version ? s->version : "?");
    verdict(c, running, "state: %s%s", s->state ? s->state : "?",
            running ? "" : "; see journalctl -u vigied");
    verdict(c, s->sources > 0, "sources: %" PRIu64 " configured%s", s->sources,
            s->sources ? "" : "; add some to vigie.yaml and `vigie reload`");
    if (s->sources > 0)
        verdict(c, (s->sources_failing + s->sources_gone) * 100 <= s->sources * c->max_failing,
                "sources: %" PRIu64 " failing, %" PRIu64 " gone; `vigie sources --state failing` "
                "tells which",
                s->sources_failing, s->sources_gone);
}

static void check_replay(struct check *c, struct vg_arena *arena)
{
    struct vg_request request;
    struct vg_reply reply = {0};
    struct vg_err err = {0};
    struct vg_asker *asker = vg_asker_new(c->at.replay, &err);
    int r = VG_E_IO;

    vg_request_init(&request, VG_OP_REPLAY);
    request.limit = 1;
    if (asker)
        r = vg_ask(asker, &request, arena, &reply, NULL, NULL, &err);
    vg_asker_free(asker);
    if (r < 0)
        verdict(c, false, "replay: %s", err.text);
    else
        verdict(c, true, "replay: the journal holds seq %" PRIu64 " to %" PRIu64, reply.first,
                reply.last);
}

static int first_message(void *ctx, struct vg_sv topic, struct vg_sv body)
{
    (void)ctx, (void)topic, (void)body;
    return 1;
}

int vg_cmd_check(int argc, char **argv)
{
    static const struct option options[] = {
        {"help", no_argument, NULL, 'h'},
        {"max-failing", required_argument, NULL, 'm'},
        VG_ENDPOINT_OPTIONS,
        {NULL, 0, NULL, 0},
    };
    struct check c = {.max_failing = 50};
    struct vg_arena *arena;
    struct vg_err err = {0};
    int opt;

    vg_endpoints_init(&c.at);
    while ((opt = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        if (opt == 'h') {
            (void)fputs(check_usage, stdout);
            return 0;
        }
        if (opt == 'm' && vg_sv_to_u64(vg_sv_cstr(optarg), 0, 100, &c.max_failing) < 0) {
            (void)vg_complain("--max-failing: '%s' is no percentage", optarg);
            return VG_EXIT_USAGE;
        }
        if (opt == '?' || (opt != 'm' && !vg_endpoints_option(&c.at, opt, optarg)))
            return vg_usage(check_usage);
    }
    if (optind < argc)
        return vg_usage(check_usage);
    arena = vg_arena_new();
    check_status(&c, arena);
    check_replay(&c, arena);
    if (vg_hear(c.at.publish, VG_ANSWER_TIMEOUT_MS, first_message, NULL, &err) < 0)
        verdict(&c, false, "publication: %s", err.text);
    else
        verdict(&c, true, "publication: heartbeats arrive from %s", c.at.publish);
    vg_arena_free(arena);
    return c.failed;
}
