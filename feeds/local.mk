noinst_LTLIBRARIES += libfeeds.la
libfeeds_la_SOURCES = feeds/entry.h feeds/parse.h
libfeeds_la_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
libfeeds_la_LIBADD = $(XML_LIBS) $(JANSSON_LIBS)
# pages
libfeeds_la_SOURCES += \
	feeds/html.h feeds/html.c \
	feeds/page.h feeds/page_in.h feeds/page.c \
	feeds/page_mark.c \
	feeds/page_text.c \
	feeds/page_score.c \
	feeds/page_trim.c \
	feeds/page_json.c \
	feeds/page_meta.c \
	feeds/lang.h feeds/lang.c \
	feeds/fingerprint.h feeds/fingerprint.c
# parsing
libfeeds_la_SOURCES += \
	feeds/url.h feeds/url.c feeds/url_canonical.c \
	feeds/date.h feeds/date.c \
	feeds/parse.c

# fetching and scheduling
libfeeds_la_SOURCES += \
	feeds/source.h feeds/source.c \
	feeds/schedule.h feeds/schedule.c \
	feeds/policy.h feeds/policy.c \
	feeds/http.c \
	feeds/robots.h feeds/robots.c \
	feeds/address.c \
	feeds/header.h feeds/header.c \
	feeds/fetch.h feeds/fetch_in.h feeds/fetch.c \
	feeds/fetch_transfer.c \
	feeds/fetch_loop.h feeds/fetch_loop.c
libfeeds_la_CPPFLAGS += $(CURL_CFLAGS) $(UV_CFLAGS)
libfeeds_la_LIBADD += $(CURL_LIBS) $(UV_LIBS)
