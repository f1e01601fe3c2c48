# fetching, scheduling, the test web server
check_PROGRAMS += tests/unit/test_schedule
TESTS += tests/unit/test_schedule
tests_unit_test_schedule_SOURCES = tests/unit/test_schedule.c
tests_unit_test_schedule_CPPFLAGS = $(VG_TEST_CPPFLAGS)
tests_unit_test_schedule_LDADD = libfeeds.la libbase.la $(CMOCKA_LIBS)
