/* vigie - the command for people. */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "client/command.h"

static const struct vg_command commands[] = {
    {"alerts", vg_cmd_alerts, "what fires; silence it, acknowledge it"},
    {"link", vg_cmd_link, "file events of several articles under one id"},
    {"watch", vg_cmd_watch, "live events and alerts, one line each; misses nothing"},
    {"replay", vg_cmd_replay, "what the journal holds, by number, time and topic"},
    {"export", vg_cmd_export,
     "events as a table (CSV), a map (GeoJSON), JSON lines; alerts as CAP"},
    {"keygen", vg_cmd_keygen, "keys for subscribers on other machines (CURVE)"},
    {"status", vg_cmd_status, "what vigied is doing"},
    {"sources", vg_cmd_sources, "the sources and their health"},
    {"poll", vg_cmd_poll, "poll a source now"},
    {"add", vg_cmd_add, "poll one more source until the next reload"},
    {"remove", vg_cmd_remove, "stop polling a source until the next reload"},
    {"reload", vg_cmd_reload, "make vigied read its configuration again, all or nothing"},
    {"check", vg_cmd_check, "is all well? exit 0 or 1, for monitoring"},
    {"extract", vg_cmd_extract, "the events of French articles, without the daemon"},
    {"feed", vg_cmd_feed, "what a feed says; or what dates mean"},
    {"opml", vg_cmd_opml, "lists of feeds from and for other readers"},
    {"page", vg_cmd_page, "the article in an HTML page"},
    {"explain", vg_cmd_explain, "what was understood of a text: dates, counts, moods"},
    {"gazetteer", vg_cmd_gazetteer, "places of your own, from GeoNames"},
    {"pack", vg_cmd_pack, "compile or check a language's tables"},
    {NULL, NULL, NULL},
};

int vg_complain(const char *fmt, ...)
{
    va_list ap;

    (void)fputs("vigie: ", stderr);
    va_start(ap, fmt);
    (void)vfprintf(stderr, fmt, ap);
    va_end(ap);
    (void)fputc('\n', stderr);
    return VG_EXIT_FAILED;
}

int vg_usage(const char *usage)
{
    (void)fputs(usage, stderr);
    return VG_EXIT_USAGE;
}

static void help(FILE *out)
{
    (void)fputs("vigie - live events of the Sahel conflict from the French-language press\n\n"
                "usage: vigie COMMAND [OPTION]...     (vigie COMMAND --help tells more)\n\n",
                out);
    for (const struct vg_command *c = commands; c->name; c++)
        (void)fprintf(out, "  %-10s %s\n", c->name, c->summary);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        help(stderr);
        return VG_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        help(stdout);
        return 0;
    }
    if (strcmp(argv[1], "--version") == 0) {
        (void)printf("vigie %s\n", PACKAGE_VERSION);
        return 0;
    }
    for (const struct vg_command *c = commands; c->name; c++)
        if (strcmp(argv[1], c->name) == 0)
            return c->run(argc - 1, argv + 1);
    (void)vg_complain("no command '%s'; `vigie --help` lists them", argv[1]);
    return VG_EXIT_USAGE;
}
