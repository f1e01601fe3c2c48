/* main.c - vigied: options, then daemon.c does the rest. */
#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "daemon/daemon.h"

static const char usage[] =
    "usage: vigied [-c FILE] [--check | --dump-config] [--foreground]\n\n"
    "  -c, --config FILE   configuration (default: " VG_CONFIG_FILE ")\n"
    "      --check         read the configuration, say what is wrong, and end\n"
    "      --dump-config   print the whole configuration with defaults, and end\n"
    "      --foreground    the default; for old habits\n"
    "      --version\n\n"
    "Signals: SIGHUP reads the sources again, all or nothing; SIGTERM stops within five seconds.\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage or configuration.\n";

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"config", required_argument, NULL, 'c'},  {"check", no_argument, NULL, 'k'},
        {"dump-config", no_argument, NULL, 'd'},   {"foreground", no_argument, NULL, 'f'},
        {"help", no_argument, NULL, 'h'},          {"version", no_argument, NULL, 'v'},
        {NULL, 0, NULL, 0},
    };
    const char *file = VG_CONFIG_FILE;
    enum vg_daemon_mode mode = VG_DAEMON_RUN;
    int c;

    while ((c = getopt_long(argc, argv, "c:h", options, NULL)) != -1) {
        switch (c) {
        case 'c':
            file = optarg;
            break;
        case 'k':
            mode = VG_DAEMON_CHECK;
            break;
        case 'd':
            mode = VG_DAEMON_DUMP;
            break;
        case 'f':
            break;
        case 'h':
            (void)fputs(usage, stdout);
            return 0;
        case 'v':
            (void)printf("vigied %s\n", PACKAGE_VERSION);
            return 0;
        default:
            (void)fputs(usage, stderr);
            return 2;
        }
    }
    if (optind < argc) {
        (void)fprintf(stderr, "vigied: '%s' is too much\n%s", argv[optind], usage);
        return 2;
    }
    return vg_daemon_main(file, mode);
}
