# reading feeds
EXTRA_PROGRAMS += tests/bench/bench_parse
BENCHES += tests/bench/bench_parse
tests_bench_bench_parse_SOURCES = tests/bench/bench_parse.c
tests_bench_bench_parse_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
tests_bench_bench_parse_LDADD = libfeeds.la libbase.la $(XML_LIBS)
