check_PROGRAMS += tests/unit/test_wire
TESTS += tests/unit/test_wire
tests_unit_test_wire_SOURCES = tests/unit/test_wire.c
tests_unit_test_wire_CPPFLAGS = $(VG_TEST_CPPFLAGS)
tests_unit_test_wire_LDADD = libwire.la $(CMOCKA_LIBS)
