/* daemon.h - everything of vigied but its command line: threads in order, and back. */
#ifndef VG_DAEMON_DAEMON_H
#define VG_DAEMON_DAEMON_H

enum vg_daemon_mode { VG_DAEMON_RUN, VG_DAEMON_CHECK, VG_DAEMON_DUMP };

/* The exit status: 0 done, 1 failed, 2 the configuration is wrong. */
int vg_daemon_main(const char *config_file, enum vg_daemon_mode mode);

#endif
