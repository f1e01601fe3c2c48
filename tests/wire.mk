check_PROGRAMS += tests/unit/test_wire
TESTS += tests/unit/test_wire
tests_unit_test_wire_LDADD = libwire.la $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_follow
TESTS += tests/unit/test_follow
THREAD_TESTS += tests/unit/test_follow
tests_unit_test_follow_SOURCES = tests/unit/test_follow.c client/follow.c client/conn.c client/curve.c
tests_unit_test_follow_CPPFLAGS = $(AM_CPPFLAGS) $(ZMQ_CFLAGS)
tests_unit_test_follow_LDADD = libwire.la $(CMOCKA_LIBS) $(ZMQ_LIBS) -lpthread

check_PROGRAMS += tests/fuzz/fuzz_message
tests_fuzz_fuzz_message_SOURCES = tests/fuzz/fuzz_message.c $(VG_FUZZ_MAIN)
tests_fuzz_fuzz_message_LDFLAGS = $(VG_FUZZ_LINK)
tests_fuzz_fuzz_message_LDADD = libwire.la $(JANSSON_LIBS)

check_PROGRAMS += tests/unit/test_print
TESTS += tests/unit/test_print
tests_unit_test_print_SOURCES = tests/unit/test_print.c client/print.c
tests_unit_test_print_LDADD = libwire.la $(CMOCKA_LIBS)
