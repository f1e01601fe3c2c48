check_PROGRAMS += tests/unit/test_alert
TESTS += tests/unit/test_alert
tests_unit_test_alert_SOURCES = tests/unit/test_alert.c
tests_unit_test_alert_CPPFLAGS = $(VG_TEST_CPPFLAGS)
tests_unit_test_alert_LDADD = libdaemon.la libbase.la $(CMOCKA_LIBS)
