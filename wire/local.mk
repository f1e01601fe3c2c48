noinst_LTLIBRARIES += libwire.la
libwire_la_SOURCES = \
	wire/json.h wire/json.c \
	wire/event_json.h wire/event_json.c \
	wire/message.h wire/message.c \
	wire/topic.h wire/topic.c \
	wire/request.h wire/request.c \
	wire/reply.c \
	wire/cap.h wire/cap.c \
	wire/headline.h wire/headline.c
libwire_la_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS) $(XML_CFLAGS)
libwire_la_LIBADD = libextract.la libbase.la $(JANSSON_LIBS) $(XML_LIBS)
