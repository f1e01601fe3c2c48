/*
 * command.h - the subcommands of `vigie`. Each lives in its own file and is one row of the table in
 * main.c.
 *
 * A command gets argv with argv[0] its own name, prints to stdout, errors to stderr as
 * "vigie <command>: what, where, what to do", and returns 0 done, 1 failed, 2 usage.
 */
#ifndef VG_CLIENT_COMMAND_H
#define VG_CLIENT_COMMAND_H

#define VG_EXIT_FAILED 1
#define VG_EXIT_USAGE 2

struct vg_command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary; /* one line for `vigie --help` */
};

/* Prints "vigie: ..." to stderr and returns VG_EXIT_FAILED / VG_EXIT_USAGE. */
int vg_complain(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
int vg_usage(const char *usage);

int vg_cmd_pack(int argc, char **argv);
int vg_cmd_gazetteer(int argc, char **argv);
int vg_cmd_explain(int argc, char **argv);
int vg_cmd_alerts(int argc, char **argv);
int vg_cmd_link(int argc, char **argv);
int vg_cmd_watch(int argc, char **argv);
int vg_cmd_replay(int argc, char **argv);
int vg_cmd_export(int argc, char **argv);
int vg_cmd_keygen(int argc, char **argv);
int vg_cmd_status(int argc, char **argv);
int vg_cmd_sources(int argc, char **argv);
int vg_cmd_poll(int argc, char **argv);
int vg_cmd_add(int argc, char **argv);
int vg_cmd_remove(int argc, char **argv);
int vg_cmd_reload(int argc, char **argv);
int vg_cmd_check(int argc, char **argv);
int vg_cmd_extract(int argc, char **argv);
int vg_cmd_feed(int argc, char **argv);
int vg_cmd_opml(int argc, char **argv);
int vg_cmd_page(int argc, char **argv);

#endif
