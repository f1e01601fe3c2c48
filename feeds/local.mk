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
	feeds/page_open.c \
	feeds/page_json.c \
	feeds/page_meta.c \
	feeds/page_date.c \
	feeds/lang.h feeds/lang.c \
	feeds/fingerprint.h feeds/fingerprint.c
# parsing
libfeeds_la_SOURCES += feeds/url.h feeds/url.c feeds/url_canonical.c
libfeeds_la_SOURCES += feeds/date.h feeds/date.c
libfeeds_la_SOURCES += feeds/charset.h feeds/charset.c feeds/charset_text.c
libfeeds_la_SOURCES += feeds/charset_names.h feeds/charset_names.c
libfeeds_la_SOURCES += feeds/entities.h feeds/entities.c
libfeeds_la_SOURCES += feeds/xml.h feeds/xml.c
libfeeds_la_SOURCES += feeds/markup.h feeds/markup.c
libfeeds_la_SOURCES += feeds/vocab.h feeds/vocab.c
libfeeds_la_SOURCES += feeds/draft.h feeds/draft.c
libfeeds_la_SOURCES += feeds/reading.h feeds/reading.c
libfeeds_la_SOURCES += feeds/feed_xml.h feeds/feed_xml.c feeds/feed_value.c feeds/feed_html.c
libfeeds_la_SOURCES += feeds/jsonfeed.h feeds/jsonfeed.c
libfeeds_la_SOURCES += feeds/parse.c
libfeeds_la_SOURCES += feeds/opml.h feeds/opml.c

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
