/* daemon.c - see daemon.h. */
#include "config.h"

#include "daemon/daemon.h"

#include <czmq.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/keeper.h"
#include "daemon/poller.h"
#include "daemon/reader.h"
#include "daemon/replay.h"
#include "daemon/rule.h"
#include "daemon/world.h"

struct daemon {
    struct vg_log *log;
    struct vg_config *config;
    struct vg_shared shared;
    struct vg_pack *pack;
    struct vg_curve *curve;
    char *db_path;
    int lock;
    struct vg_keeper keeper;
    bool keeper_open, keeper_runs;
    struct vg_reader_thread *readers;
    struct vg_replay *replay;
    struct vg_poller *poller;
};

static int complain(const struct vg_err *err)
{
    if (err->file[0] && err->line)
        (void)fprintf(stderr, "vigied: %s:%d: %s\n", err->file, err->line, err->text);
    else if (err->file[0])
        (void)fprintf(stderr, "vigied: %s: %s\n", err->file, err->text);
    else
        (void)fprintf(stderr, "vigied: %s\n", err->text);
    return 2;
}

/* One vigied per state directory: two writers would break the sequence. */
static int take_lock(struct daemon *d, struct vg_err *err)
{
    char path[4300];

    if (mkdir(d->config->state_dir, 0750) != 0 && errno != EEXIST)
        return vg_fail(err, VG_E_IO, "state_dir: cannot make %s: %s; make it, or set state_dir",
                       d->config->state_dir, strerror(errno));
    (void)snprintf(path, sizeof path, "%s/lock", d->config->state_dir);
    d->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (d->lock == -1)
        return vg_fail(err, VG_E_IO, "state_dir: cannot write in %s: %s", d->config->state_dir,
                       strerror(errno));
    if (flock(d->lock, LOCK_EX | LOCK_NB) != 0)
        return vg_fail(err, VG_E_REFUSED, "state_dir: another vigied runs on %s; stop it first",
                       d->config->state_dir);
    (void)snprintf(path, sizeof path, "%s/vigie.db", d->config->state_dir);
    d->db_path = vg_xstrdup(path);
    return 0;
}

/* Without a pack articles are stored and published, but no event is found: better than not running,
 * and said. */
static void open_pack(struct daemon *d)
{
    struct vg_err err = {0};

    if (vg_pack_open(d->config->pack, &d->pack, &err) < 0) {
        d->pack = NULL;
        vg_log(d->log, VG_LOG_ERROR, "no language pack, no events will be found",
               VG_S("pack", d->config->pack), VG_S("err", err.text));
        return;
    }
    if (d->config->gazetteer && vg_pack_add_gazetteer(d->pack, d->config->gazetteer, &err) < 0)
        vg_log(d->log, VG_LOG_ERROR, "gazetteer not read", VG_S("gazetteer", d->config->gazetteer),
               VG_S("err", err.text));
}

static int count_readers(const struct vg_config *config)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);

    if (config->readers > 0)
        return (int)config->readers;
    return cores < 1 ? 1 : cores > VG_MAX_READERS ? VG_MAX_READERS : (int)cores;
}

/* The alert rules of the configuration; the pack says where places are. */
static int load_rules(const struct vg_config *config, const struct vg_pack *pack,
                      struct vg_rule_set **ret, struct vg_err *err)
{
    struct vg_rule_world world;

    vg_world_of(pack, &world);
    return vg_rule_set_load((const char *const *)config->files, config->n_files, &world, ret, err);
}

static int start(struct daemon *d, struct vg_err *err)
{
    struct vg_endpoints endpoints;
    int hwm = (int)d->config->limits.in_flight + 1;
    int r = take_lock(d, err);

    if (r < 0)
        return r;
    open_pack(d);
    d->shared.config = d->config;
    d->shared.pack = d->pack;
    d->shared.log = d->log;
    d->shared.db_path = d->db_path;
    r = load_rules(d->config, d->pack, &d->shared.rules, err);
    if (r < 0)
        return r;
    d->shared.n_readers = count_readers(d->config);
    atomic_init(&d->shared.stopping, false);
    r = vg_curve_new(d->config, &d->curve, err);
    if (r < 0)
        return r;
    d->shared.curve = d->curve;
    d->keeper_open = true;
    r = vg_keeper_open(&d->keeper, &d->shared, err);
    if (r < 0)
        return r;
    d->replay = vg_replay_new(d->config, &d->shared, err);
    if (!d->replay)
        return VG_E_IO;
    endpoints = (struct vg_endpoints){.publish = vg_publisher_endpoint(d->keeper.publisher),
                                      .replay = vg_replay_endpoint(d->replay),
                                      .subscribers = vg_publisher_peers(d->keeper.publisher),
                                      .askers = vg_replay_peers(d->replay)};
    d->poller = vg_poller_new(&d->shared, &endpoints, err);
    if (!d->poller)
        return VG_E_IO;
    vg_keeper_start(&d->keeper);
    d->keeper_runs = true;
    d->readers = vg_xcalloc((size_t)d->shared.n_readers, sizeof *d->readers);
    for (int i = 0; i < d->shared.n_readers; i++) {
        d->readers[i] = (struct vg_reader_thread){.shared = &d->shared, .index = i, .hwm = hwm};
        vg_reader_start(&d->readers[i]);
    }
    vg_replay_start(d->replay);
    return 0;
}

static void stop(struct daemon *d)
{
    for (int i = 0; d->readers && i < d->shared.n_readers; i++)
        (void)pthread_join(d->readers[i].thread, NULL);
    if (d->keeper_runs)
        (void)pthread_join(d->keeper.thread, NULL);
    vg_replay_free(d->replay);
    vg_poller_free(d->poller);
    if (d->keeper_open)
        vg_keeper_close(&d->keeper);
    vg_curve_free(d->curve);
    if (d->pack)
        vg_pack_close(d->pack);
    if (d->lock != -1)
        (void)close(d->lock);
    free(d->readers);
    free(d->db_path);
    vg_config_free(d->config);
    vg_log(d->log, VG_LOG_INFO, "stopped");
    vg_log_free(d->log);
    zsys_shutdown();
    xmlCleanupParser();
}

static int check_rules(const struct vg_config *config, struct vg_err *err)
{
    struct vg_pack *pack = NULL;
    struct vg_rule_set *rules = NULL;
    int r;

    if (vg_pack_open(config->pack, &pack, NULL) < 0)
        pack = NULL;
    r = load_rules(config, pack, &rules, err);
    if (r == 0)
        vg_rule_set_free(rules);
    vg_pack_close(pack);
    return r;
}

static int run(struct vg_config *take_config)
{
    struct daemon *d = vg_xnew(struct daemon);
    struct vg_err err = {0};
    int status = 1;

    d->config = take_config;
    d->lock = -1;
    d->log = vg_log_new((enum vg_log_level)take_config->log);
    /* An article's arena comes and goes in one piece. In the heap, each small thing that stays
     * would split the hole that one leaves, and the next would need new memory: 28 KB a source
     * instead of 8. */
    (void)mallopt(M_MMAP_THRESHOLD, 64 * 1024);
    xmlInitParser(); /* before there are threads, or they race to do it */
    (void)signal(SIGPIPE, SIG_IGN);
    zsys_handler_set(NULL); /* signals are the poller's */
    zsys_set_logstream(NULL);
    (void)zsys_init();
    if (start(d, &err) == 0)
        status = vg_poller_run(d->poller);
    else
        vg_log(d->log, VG_LOG_ERROR, "cannot start", VG_S("err", err.text));
    if (status != 0 && d->keeper_runs)
        _exit(status); /* a thread hangs: what it holds was never seen, the next start takes it in
                          again */
    stop(d);
    free(d);
    return status;
}

int vg_daemon_main(const char *config_file, enum vg_daemon_mode mode)
{
    struct vg_config *config = NULL;
    struct vg_err err = {0};
    struct vg_buf out;

    if (vg_config_load(config_file, &config, &err) < 0)
        return complain(&err);
    if (check_rules(config, &err) < 0) {
        vg_config_free(config);
        return complain(&err);
    }
    if (mode == VG_DAEMON_RUN)
        return run(config);
    if (mode == VG_DAEMON_DUMP) {
        vg_buf_init(&out, (size_t)1 << 30);
        (void)vg_config_dump(config, &out);
        (void)fwrite(out.p, 1, out.n, stdout);
        vg_buf_done(&out);
    } else {
        (void)printf("%s: %zu sources, all right\n", config_file, config->n_sources);
    }
    vg_config_free(config);
    return 0;
}
