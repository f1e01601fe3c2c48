noinst_LTLIBRARIES += libextract.la
libextract_la_SOURCES = \
	extract/event.h extract/event.c
libextract_la_CPPFLAGS = $(AM_CPPFLAGS)
libextract_la_LIBADD = libbase.la
