# fetching, scheduling, the test web server
check_PROGRAMS += tests/unit/test_schedule
TESTS += tests/unit/test_schedule
tests_unit_test_schedule_LDADD = libfeeds.la libbase.la $(CMOCKA_LIBS)

check_LTLIBRARIES += libhttpd.la
libhttpd_la_SOURCES = \
	tests/httpd/httpd.h tests/httpd/httpd_in.h tests/httpd/httpd.c \
	tests/httpd/httpd_reply.c \
	tests/httpd/httpd_content.c \
	tests/httpd/httpd_gen.c \
	tests/httpd/httpd_fault.c
libhttpd_la_CPPFLAGS = $(AM_CPPFLAGS) $(ZLIB_CFLAGS)
libhttpd_la_LIBADD = libbase.la $(ZLIB_LIBS) -lpthread
noinst_PROGRAMS += tests/httpd/vigie-httpd
tests_httpd_vigie_httpd_SOURCES = tests/httpd/main.c
tests_httpd_vigie_httpd_LDADD = libhttpd.la libbase.la

check_PROGRAMS += tests/unit/test_fetch
TESTS += tests/unit/test_fetch
tests_unit_test_fetch_CPPFLAGS = $(AM_CPPFLAGS) $(UV_CFLAGS)
tests_unit_test_fetch_LDADD = libhttpd.la libfeeds.la libbase.la $(CMOCKA_LIBS) $(UV_LIBS)

check_PROGRAMS += tests/unit/test_replay
TESTS += tests/unit/test_replay
tests_unit_test_replay_LDADD = libfeeds.la libbase.la $(CMOCKA_LIBS)
EXTRA_DIST += tests/data/replay/adaptive.rpl
EXTRA_DIST += tests/data/replay/cache_control.rpl
EXTRA_DIST += tests/data/replay/commit.rpl
EXTRA_DIST += tests/data/replay/errors.rpl
EXTRA_DIST += tests/data/replay/expires.rpl
EXTRA_DIST += tests/data/replay/floors.rpl
EXTRA_DIST += tests/data/replay/gone.rpl
EXTRA_DIST += tests/data/replay/hub.rpl
EXTRA_DIST += tests/data/replay/lost_connection.rpl
EXTRA_DIST += tests/data/replay/moved.rpl
EXTRA_DIST += tests/data/replay/restart.rpl
EXTRA_DIST += tests/data/replay/retry_after.rpl
EXTRA_DIST += tests/data/replay/skip.rpl
EXTRA_DIST += tests/data/replay/spacing.rpl
EXTRA_DIST += tests/data/replay/too_many.rpl
EXTRA_DIST += tests/data/replay/ttl.rpl
EXTRA_DIST += tests/data/replay/undated.rpl
EXTRA_DIST += tests/data/replay/unvalidated.rpl
EXTRA_DIST += tests/data/replay/validators.rpl

check_PROGRAMS += tests/unit/test_robots
TESTS += tests/unit/test_robots
tests_unit_test_robots_LDADD = libfeeds.la libbase.la $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_policy
TESTS += tests/unit/test_policy
tests_unit_test_policy_LDADD = libfeeds.la libbase.la $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_simday
TESTS += tests/unit/test_simday
tests_unit_test_simday_LDADD = libfeeds.la libbase.la $(CMOCKA_LIBS)

THREAD_TESTS += tests/unit/test_fetch

EXTRA_PROGRAMS += tests/bench/bench_poll
BENCHES += tests/bench/bench_poll
tests_bench_bench_poll_SOURCES = tests/bench/bench_poll.c
tests_bench_bench_poll_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS) $(UV_CFLAGS)
tests_bench_bench_poll_LDADD = libhttpd.la libfeeds.la libbase.la $(CURL_LIBS) $(UV_LIBS)

check_PROGRAMS += tests/fuzz/fuzz_robots tests/fuzz/fuzz_headers
tests_fuzz_fuzz_robots_SOURCES = tests/fuzz/fuzz_robots.c $(VG_FUZZ_MAIN)
tests_fuzz_fuzz_robots_LDFLAGS = $(VG_FUZZ_LINK)
tests_fuzz_fuzz_robots_LDADD = libfeeds.la libbase.la
tests_fuzz_fuzz_headers_SOURCES = tests/fuzz/fuzz_headers.c $(VG_FUZZ_MAIN)
tests_fuzz_fuzz_headers_LDFLAGS = $(VG_FUZZ_LINK)
tests_fuzz_fuzz_headers_LDADD = libfeeds.la libbase.la

libhttpd_la_SOURCES += tests/httpd/tls.h tests/httpd/tls.c
check_PROGRAMS += tests/unit/test_tls
TESTS += tests/unit/test_tls
tests_unit_test_tls_CPPFLAGS = $(AM_CPPFLAGS) $(UV_CFLAGS)
tests_unit_test_tls_LDADD = libhttpd.la libfeeds.la libbase.la $(CMOCKA_LIBS) $(UV_LIBS)

EXTRA_PROGRAMS += tests/bench/bench_tls
BENCHES += tests/bench/bench_tls
tests_bench_bench_tls_SOURCES = tests/bench/bench_tls.c
tests_bench_bench_tls_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS) $(UV_CFLAGS)
tests_bench_bench_tls_LDADD = libhttpd.la libfeeds.la libbase.la $(CURL_LIBS) $(UV_LIBS)
EXTRA_DIST += tests/data/replay/errors_keep.rpl

check_PROGRAMS += tests/unit/test_address
TESTS += tests/unit/test_address
tests_unit_test_address_LDADD = libfeeds.la libbase.la $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_slow_dns
TESTS += tests/unit/test_slow_dns
tests_unit_test_slow_dns_CPPFLAGS = $(AM_CPPFLAGS) $(UV_CFLAGS)
tests_unit_test_slow_dns_LDADD = libhttpd.la libfeeds.la libbase.la $(CMOCKA_LIBS) $(UV_LIBS)

check_PROGRAMS += tests/unit/test_http2
TESTS += tests/unit/test_http2
tests_unit_test_http2_CPPFLAGS = $(AM_CPPFLAGS) $(UV_CFLAGS)
tests_unit_test_http2_LDADD = libhttpd.la libfeeds.la libbase.la $(CMOCKA_LIBS) $(UV_LIBS)

EXTRA_PROGRAMS += tests/bench/bench_notice
BENCHES += tests/bench/bench_notice
tests_bench_bench_notice_SOURCES = tests/bench/bench_notice.c
tests_bench_bench_notice_LDADD = libfeeds.la libbase.la

check_PROGRAMS += tests/fuzz/fuzz_policy
tests_fuzz_fuzz_policy_SOURCES = tests/fuzz/fuzz_policy.c $(VG_FUZZ_MAIN)
tests_fuzz_fuzz_policy_LDFLAGS = $(VG_FUZZ_LINK)
tests_fuzz_fuzz_policy_LDADD = libfeeds.la libbase.la
