# quickstart, the demo, the unit, subscribers
dist_check_SCRIPTS += tests/check-systemd.sh
TESTS += tests/check-systemd.sh

EXTRA_DIST += .ci/run
EXTRA_DIST += tests/sample/make-sample.py
EXTRA_DIST += tests/sample/outlets.tsv
EXTRA_DIST += tests/sample/articles.tsv
EXTRA_DIST += tests/validate.py
EXTRA_DIST += tests/e2e/lib.sh
dist_check_SCRIPTS += tests/e2e/subscribers.sh
TESTS += tests/e2e/subscribers.sh
THREAD_TESTS += tests/e2e/subscribers.sh
dist_check_SCRIPTS += tests/e2e/commands.sh
TESTS += tests/e2e/commands.sh
