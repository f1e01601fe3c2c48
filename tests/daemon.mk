check_PROGRAMS += tests/unit/test_store
TESTS += tests/unit/test_store
tests_unit_test_store_SOURCES = tests/unit/test_store.c
tests_unit_test_store_CPPFLAGS = $(VG_TEST_CPPFLAGS) $(SQLITE_CFLAGS)
tests_unit_test_store_LDADD = libdaemon.la libbase.la $(SQLITE_LIBS) $(CMOCKA_LIBS)
