check_PROGRAMS += tests/unit/test_page
TESTS += tests/unit/test_page
tests_unit_test_page_LDADD = libfeeds.la libbase.la $(CMOCKA_LIBS)

check_PROGRAMS += tests/unit/test_fingerprint
TESTS += tests/unit/test_fingerprint
tests_unit_test_fingerprint_LDADD = libfeeds.la libbase.la $(CMOCKA_LIBS)
EXTRA_DIST += tests/data/corpus

check_PROGRAMS += tests/unit/test_lang
TESTS += tests/unit/test_lang
tests_unit_test_lang_LDADD = libfeeds.la libbase.la $(CMOCKA_LIBS)
EXTRA_DIST += tests/data/lang
EXTRA_DIST += tests/data/pages

check_PROGRAMS += tests/fuzz/fuzz_page tests/fuzz/fuzz_html_text
tests_fuzz_fuzz_page_SOURCES = tests/fuzz/fuzz_page.c $(VG_FUZZ_MAIN)
tests_fuzz_fuzz_page_LDADD = libfeeds.la libbase.la
tests_fuzz_fuzz_page_LDFLAGS = $(VG_FUZZ_LINK)
tests_fuzz_fuzz_html_text_SOURCES = tests/fuzz/fuzz_html_text.c $(VG_FUZZ_MAIN)
tests_fuzz_fuzz_html_text_LDADD = libfeeds.la libbase.la
tests_fuzz_fuzz_html_text_LDFLAGS = $(VG_FUZZ_LINK)

EXTRA_PROGRAMS += tests/bench/bench_page tests/bench/bench_dup
BENCHES += tests/bench/bench_page tests/bench/bench_dup
tests_bench_bench_page_SOURCES = tests/bench/bench_page.c
tests_bench_bench_page_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
tests_bench_bench_page_LDADD = libfeeds.la libbase.la $(XML_LIBS)
tests_bench_bench_dup_SOURCES = tests/bench/bench_dup.c
tests_bench_bench_dup_LDADD = libfeeds.la libbase.la
