check_PROGRAMS += tests/unit/test_lexicon
TESTS += tests/unit/test_lexicon
tests_unit_test_lexicon_SOURCES = tests/unit/test_lexicon.c
tests_unit_test_lexicon_CPPFLAGS = $(VG_TEST_CPPFLAGS)
tests_unit_test_lexicon_LDADD = libextract.la libbase.la $(UTF8PROC_LIBS) $(XXHASH_LIBS) $(CMOCKA_LIBS)
