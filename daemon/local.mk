noinst_LTLIBRARIES += libdaemon.la
libdaemon_la_SOURCES = \
	daemon/store.h daemon/store.c \
	daemon/sql.h daemon/sql.c \
	daemon/migrate.c \
	daemon/journal.h daemon/journal.c
libdaemon_la_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
libdaemon_la_LIBADD = libbase.la $(SQLITE_LIBS)
