check_PROGRAMS += tests/unit/test_store
TESTS += tests/unit/test_store
tests_unit_test_store_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_unit_test_store_LDADD = libdaemon.la libbase.la $(SQLITE_LIBS) $(CMOCKA_LIBS)

# the daemon itself, driven over its sockets
TEST_EXTENSIONS = .py
PY_LOG_COMPILER = /usr/bin/python3
LIVE_DAEMON_TESTS = \
	tests/daemon/test_end_to_end.py \
	tests/daemon/test_bad_input.py \
	tests/daemon/test_reload.py \
	tests/daemon/test_deliver.py \
	tests/daemon/test_export.py \
	tests/daemon/test_story.py \
	tests/daemon/test_curve.py
CRASH_TESTS = \
	tests/crash/test_crash.py \
	tests/crash/test_full.py
DAEMON_TESTS = $(LIVE_DAEMON_TESTS) $(CRASH_TESTS)
TESTS += $(DAEMON_TESTS)
THREAD_TESTS += $(LIVE_DAEMON_TESTS)
EXTRA_DIST += $(DAEMON_TESTS) tests/daemon/harness.py tests/data/cap-1.2.xsd tests/daemon/tsan.supp

EXTRA_PROGRAMS += tests/bench/bench_daemon
BENCHES += tests/bench/bench_daemon
tests_bench_bench_daemon_SOURCES = tests/bench/bench_daemon.c
tests_bench_bench_daemon_CPPFLAGS = $(AM_CPPFLAGS) $(ZMQ_CFLAGS)
tests_bench_bench_daemon_LDADD = libhttpd.la libbase.la $(ZMQ_LIBS)
