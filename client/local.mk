bin_PROGRAMS += vigie
vigie_SOURCES = client/main.c client/command.h
vigie_SOURCES += client/cmd_page.c
vigie_SOURCES += client/cmd_feed.c
vigie_SOURCES += client/get.h client/get.c
vigie_SOURCES += client/cmd_pack.c
vigie_SOURCES += client/pack_path.h client/pack_path.c
vigie_SOURCES += client/explain_text.h client/explain_text.c
vigie_SOURCES += client/cmd_explain.c client/explain_jsonl.h client/explain_jsonl.c
vigie_SOURCES += client/conn.h client/conn.c
vigie_SOURCES += client/follow.h client/follow.c
vigie_SOURCES += client/print.h client/print.c
vigie_SOURCES += client/cmd_link.c
vigie_SOURCES += client/cmd_watch.c
vigie_SOURCES += client/cmd_admin.c
vigie_SOURCES += client/cmd_check.c
vigie_CPPFLAGS = $(AM_CPPFLAGS) $(ZMQ_CFLAGS) $(JANSSON_CFLAGS) $(UV_CFLAGS) -DVG_PKGDATADIR='"$(pkgdatadir)"'
vigie_LDADD = libwire.la libfeeds.la libextract.la libbase.la $(ZMQ_LIBS) $(JANSSON_LIBS)
