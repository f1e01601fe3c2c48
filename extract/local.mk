noinst_LTLIBRARIES += libextract.la
libextract_la_SOURCES = \
	extract/extract.h extract/document.h \
	extract/event.h extract/event.c \
	extract/text.c \
	extract/terms.h extract/terms.c \
	extract/toll.h extract/toll_in.h extract/toll.c extract/toll_party.c extract/toll_loss.c \
	extract/claim.h extract/claim_in.h extract/claim.c extract/claim_apply.c
libextract_la_SOURCES += extract/frame.h extract/merge.h
libextract_la_CPPFLAGS = $(AM_CPPFLAGS) $(UTF8PROC_CFLAGS)
libextract_la_LIBADD = libbase.la
EXTRA_DIST += data/fr/text.tsv
libextract_la_SOURCES += extract/lexicon.h extract/lexicon.c
libextract_la_SOURCES += extract/gazetteer.h extract/where.h extract/who.h
EXTRA_DIST += data/fr/toll.tsv
EXTRA_DIST += data/fr/claim.tsv
