noinst_LTLIBRARIES += libdaemon.la
libdaemon_la_SOURCES = \
	daemon/store.h daemon/store.c \
	daemon/sql.h daemon/sql.c \
	daemon/migrate.c \
	daemon/journal.h daemon/journal.c \
	daemon/log.h daemon/log.c \
	daemon/conf.h daemon/conf.c \
	daemon/conf_file.h daemon/conf_file.c \
	daemon/conf_keys.h daemon/conf_keys.c
libdaemon_la_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CYAML_CFLAGS) $(YAML_CFLAGS) \
	$(ZMQ_CFLAGS) $(UV_CFLAGS) $(SYSTEMD_CFLAGS) \
	-DVG_PKGDATADIR='"$(pkgdatadir)"' -DVG_STATE_DIR='"$(localstatedir)/lib/vigie"' \
	-DVG_CONFIG_FILE='"$(sysconfdir)/vigie/vigie.yaml"'
libdaemon_la_LIBADD = libfeeds.la libbase.la $(SQLITE_LIBS) $(CYAML_LIBS) $(YAML_LIBS) \
	$(ZMQ_LIBS) $(UV_LIBS) $(SYSTEMD_LIBS) -lpthread
