noinst_LTLIBRARIES += libdaemon.la
libdaemon_la_SOURCES = \
	daemon/store.h daemon/store.c \
	daemon/sql.h daemon/sql.c \
	daemon/migrate.c \
	daemon/journal.h daemon/journal.c \
	daemon/log.h daemon/log.c \
	daemon/admin.h daemon/admin.c \
	daemon/world.h daemon/world.c \
	daemon/rule.h daemon/rule.c daemon/rule_load.c daemon/rule_schema.h daemon/rule_schema.c daemon/match.h daemon/match.c \
	daemon/conf.h daemon/conf.c \
	daemon/conf_file.h daemon/conf_file.c \
	daemon/conf_keys.h daemon/conf_keys.c \
	daemon/pipeline.h daemon/pipeline.c \
	daemon/reader.h daemon/reader.c \
	daemon/event_copy.h daemon/event_copy.c \
	daemon/publish.h daemon/publish.c \
	daemon/alert.h daemon/alert_in.h daemon/alert.c daemon/alert_tell.c \
	daemon/alert_store.h daemon/alert_store.c \
	daemon/notify.h daemon/notify_in.h daemon/notify.c \
	daemon/notify_http.c \
	daemon/notify_mail.c \
	daemon/notify_text.c \
	daemon/deliver.h daemon/deliver.c \
	daemon/curve.h daemon/curve.c \
	daemon/tryout.h daemon/tryout.c \
	daemon/link.h daemon/link.c \
	daemon/intake.h daemon/intake.c daemon/intake_event.c daemon/intake_split.c \
	daemon/keeper.h daemon/keeper.c \
	daemon/service.h daemon/service.c \
	daemon/peers.h daemon/peers.c \
	daemon/router.h daemon/router.c \
	daemon/replay.h daemon/replay.c \
	daemon/control.c \
	daemon/poller.h daemon/poller_in.h daemon/poller.c \
	daemon/poll.c \
	daemon/pages.c \
	daemon/sources.c \
	daemon/daemon.h daemon/daemon.c
libdaemon_la_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(CYAML_CFLAGS) $(XML_CFLAGS) $(YAML_CFLAGS) \
	$(ZMQ_CFLAGS) $(UV_CFLAGS) $(SYSTEMD_CFLAGS) $(JANSSON_CFLAGS) $(CURL_CFLAGS) $(CRYPTO_CFLAGS) \
	-DVG_PKGDATADIR='"$(pkgdatadir)"' -DVG_STATE_DIR='"$(localstatedir)/lib/vigie"' \
	-DVG_CONFIG_FILE='"$(sysconfdir)/vigie/vigie.yaml"'
libdaemon_la_LIBADD = libfeeds.la libwire.la libextract.la libbase.la $(SQLITE_LIBS) $(CYAML_LIBS) $(YAML_LIBS) \
	$(ZMQ_LIBS) $(UV_LIBS) $(SYSTEMD_LIBS) $(JANSSON_LIBS) $(CURL_LIBS) $(CRYPTO_LIBS) -lpthread

sbin_PROGRAMS += vigied
vigied_SOURCES = daemon/main.c
vigied_CPPFLAGS = $(libdaemon_la_CPPFLAGS)
vigied_LDADD = libdaemon.la
