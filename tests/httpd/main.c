#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/io.h"
#include "tests/httpd/httpd.h"

static volatile sig_atomic_t stop; /* the one thing a signal handler may touch */

static void on_signal(int sig)
{
    (void)sig;
    stop = 1;
}

static int usage(FILE *f, int status)
{
    (void)fputs(
        "usage: vigie-httpd [--root DIR] [--timeline FILE] [--ttl SECONDS] [--port N]\n"
        "                   [--port-file FILE]\n"
        "Serves DIR and the timeline on 127.0.0.1 until SECONDS (300) are over; see httpd.h.\n",
        f);
    return status;
}

static int number(const char *s, uint64_t max, int *ret)
{
    uint64_t v;
    int r = vg_sv_to_u64(vg_sv_cstr(s), 0, max, &v);

    if (r == 0)
        *ret = (int)v;
    return r;
}

static int serve(struct httpd_opts *opts, int ttl, const char *port_file)
{
    struct vg_err err = {0};
    struct sigaction action = {.sa_handler = on_signal};
    struct httpd *server = httpd_open(opts, &err);
    char port[16];

    if (server) {
        (void)snprintf(port, sizeof port, "%d\n", httpd_port(server));
        if (!port_file || vg_write_file(port_file, vg_sv_cstr(port), 0644, &err) == 0) {
            (void)printf("http://127.0.0.1:%s", port);
            (void)fflush(stdout);
            (void)sigaction(SIGTERM, &action, NULL);
            (void)sigaction(SIGINT, &action, NULL);
            (void)httpd_run(server, ttl, (const volatile int *)&stop);
            err.code = 0;
        }
    }
    httpd_stop(server);
    if (err.code == 0)
        return 0;
    (void)fprintf(stderr, "vigie-httpd: %s%s%s\n", err.file, err.file[0] ? ": " : "", err.text);
    return 1;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"root", required_argument, NULL, 'r'},
                                            {"timeline", required_argument, NULL, 't'},
                                            {"ttl", required_argument, NULL, 'l'},
                                            {"port", required_argument, NULL, 'p'},
                                            {"port-file", required_argument, NULL, 'f'},
                                            {"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    struct httpd_opts opts = {0};
    const char *port_file = NULL;
    int ttl = 300, c, bad = 0;

    while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        switch (c) {
        case 'r':
            opts.root = optarg;
            break;
        case 't':
            opts.timeline = optarg;
            break;
        case 'l':
            bad |= number(optarg, 7 * 86400, &ttl) < 0;
            break;
        case 'p':
            bad |= number(optarg, 65535, &opts.port) < 0;
            break;
        case 'f':
            port_file = optarg;
            break;
        case 'h':
            return usage(stdout, 0);
        default:
            bad = 1;
        }
    }
    if (bad || optind < argc)
        return usage(stderr, 2);
    return serve(&opts, ttl, port_file);
}
