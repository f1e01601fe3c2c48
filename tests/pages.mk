check_PROGRAMS += tests/unit/test_page
TESTS += tests/unit/test_page
tests_unit_test_page_SOURCES = tests/unit/test_page.c
tests_unit_test_page_CPPFLAGS = $(VG_TEST_CPPFLAGS)
tests_unit_test_page_LDADD = libfeeds.la libbase.la $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_fingerprint
TESTS += tests/unit/test_fingerprint
tests_unit_test_fingerprint_SOURCES = tests/unit/test_fingerprint.c
tests_unit_test_fingerprint_CPPFLAGS = $(VG_TEST_CPPFLAGS)
tests_unit_test_fingerprint_LDADD = libfeeds.la libbase.la $(CMOCKA_LIBS)
EXTRA_DIST += tests/data/corpus

check_PROGRAMS += tests/unit/test_lang
TESTS += tests/unit/test_lang
tests_unit_test_lang_SOURCES = tests/unit/test_lang.c
tests_unit_test_lang_CPPFLAGS = $(VG_TEST_CPPFLAGS)
tests_unit_test_lang_LDADD = libfeeds.la libbase.la $(CMOCKA_LIBS)
EXTRA_DIST += tests/data/lang
EXTRA_DIST += tests/data/pages
