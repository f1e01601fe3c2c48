bin_PROGRAMS += vigie
vigie_SOURCES = client/main.c client/command.h
vigie_LDADD = libbase.la
