bin_PROGRAMS += vigie
vigie_SOURCES = client/main.c client/command.h
vigie_SOURCES += client/cmd_page.c
vigie_SOURCES += client/cmd_pack.c
vigie_LDADD = libfeeds.la libextract.la libbase.la
