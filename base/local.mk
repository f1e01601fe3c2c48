noinst_LTLIBRARIES += libbase.la
libbase_la_SOURCES = \
	base/limits.h \
	base/sv.h base/sv.c \
	base/err.h base/err.c \
	base/arena.h base/arena.c \
	base/buf.h base/buf.c \
	base/clock.h base/clock.c \
	base/heap.h base/heap.c \
	base/hash.h base/hash.c \
	base/tsv.h base/tsv.c \
	base/utf8.h base/utf8.c \
	base/io.h base/io.c
libbase_la_CPPFLAGS = $(AM_CPPFLAGS) $(XXHASH_CFLAGS) $(UTF8PROC_CFLAGS)
libbase_la_LIBADD = $(XXHASH_LIBS) $(UTF8PROC_LIBS)
