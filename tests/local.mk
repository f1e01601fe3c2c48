# Tests. A unit test is tests/unit/test_<module>.c (cmocka), listed in its room's fragment.
# what a unit test links with unless it says so: the extractor and what it stands on
LDADD = libextract.la libbase.la $(CMOCKA_LIBS)
AM_TESTS_ENVIRONMENT = VG_DATA='$(abs_top_srcdir)/tests/data'; VG_SRC='$(abs_top_srcdir)'; VG_BUILD='$(abs_top_builddir)'; export VG_DATA VG_SRC VG_BUILD;

# the tests that start threads; CI runs them under ThreadSanitizer. Each room adds its own.
THREAD_TESTS =
print-thread-tests:
	@echo $(THREAD_TESTS)
.PHONY: print-thread-tests

# `make bench`: each room adds its program to BENCHES and EXTRA_PROGRAMS; each prints its figures and its bar
EXTRA_PROGRAMS =
BENCHES =
bench: $(BENCHES)
	@for b in $(BENCHES); do $(AM_TESTS_ENVIRONMENT) ./$$b || exit 1; done
.PHONY: bench

# fuzz targets: tests/fuzz/fuzz_<x>.c over tests/fuzz/corpus/<x>; with libFuzzer's main, or one that replays the corpus
if FUZZERS
VG_FUZZ_MAIN =
else
VG_FUZZ_MAIN = tests/fuzz/replay_main.c
endif
VG_FUZZ_LINK = $(AM_LDFLAGS) $(VG_FUZZ_LDFLAGS)
dist_check_SCRIPTS = tests/fuzz/check-corpus.sh
TESTS += tests/fuzz/check-corpus.sh
EXTRA_DIST += tests/fuzz/corpus tests/fuzz/replay_main.c

include tests/base.mk
include tests/wire.mk
include tests/feeds.mk
include tests/pages.mk
include tests/fetch.mk
include tests/extract.mk
include tests/daemon.mk
include tests/link.mk
include tests/tools.mk
