check_PROGRAMS += tests/unit/test_base
TESTS += tests/unit/test_base
tests_unit_test_base_LDADD = libbase.la $(CMOCKA_LIBS)

# every include runs the way the design says
dist_check_SCRIPTS += tests/check-includes.sh
TESTS += tests/check-includes.sh
