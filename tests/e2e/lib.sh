# For end-to-end tests: the real vigied, the real web server, the demo's outlets. Source it; everything ends with the shell.
# Sets $work (scratch), $build. A test that lacks a program calls skip.
build=${VG_BUILD:-$PWD}
src=${VG_SRC:-$PWD/..}
work=$(mktemp -d "${TMPDIR:-/tmp}/vg.XXXXXX") || exit 99
pids=

skip() {
    echo "skipped: $*"
    exit 77
}
fail() {
    echo "FAILED: $*"
    [ ! -f "$work/vigied.log.err" ] || { echo "--- vigied.log"; tail -n 15 "$work/vigied.log.err"; }
    exit 1
}
finish() {
    status=$?
    trap - EXIT
    for pid in $pids; do # each leads a group of its own: a pipeline ends whole
        kill -- "-$pid" 2>/dev/null
    done
    wait 2>/dev/null
    if [ "$status" != 0 ] && [ -n "${VG_KEEP:-}" ]; then echo "kept: $work"; else rm -rf "$work"; fi
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

[ -x "$build/vigied" ] || skip "no vigied"
[ -x "$build/tests/httpd/vigie-httpd" ] || skip "no test web server"
[ -f "$build/data/fr.pack" ] || skip "no pack"
command -v python3 >/dev/null || skip "no python3"
VIGIE_PUBLISH=ipc://$work/publish VIGIE_REPLAY=ipc://$work/replay VIGIE_CONTROL=ipc://$work/control
VIGIE=$build/vigie
export VIGIE_PUBLISH VIGIE_REPLAY VIGIE_CONTROL VIGIE

# Starts a program in the background: its pid is in $started.
start() { # LOG PROGRAM ARGUMENT...
    log=$1
    shift
    : >"$log"
    setsid "$@" >"$log" 2>"$log.err" </dev/null &
    started=$!
    pids="$started $pids"
}

# The demo's outlets, SPEED times faster; the configuration is $work/vigie.yaml, the number of articles $articles.
start_sample() { # SPEED
    python3 "$src/tests/sample/make-sample.py" --corpus "$src/tests/data/corpus" --out "$work" --speed "$1" || fail "no sample"
    articles=$(sed -n 's/.*"articles": \([0-9]*\).*/\1/p' "$work/expected.json")
    start "$work/httpd.log" "$build/tests/httpd/vigie-httpd" --root "$work/www" --timeline "$work/timeline.tsv" --ttl 300 \
        --port-file "$work/port"
    until_true 10 "the web server starts" test -s "$work/port"
    python3 "$src/tests/sample/make-sample.py" --config --port "$(cat "$work/port")" --out "$work" \
        --pack "$build/data/fr.pack" --sockets "$work" || fail "no configuration"
}

start_vigied() {
    rm -f "$work/control"
    start "$work/vigied.log" "$build/vigied" --config "$work/vigie.yaml"
    vigied=$started
    until_true 30 "vigied answers" test -S "$work/control"
}

# Waits until a command succeeds, at most so many seconds.
until_true() { # SECONDS WHAT COMMAND...
    left=$(($1 * 10))
    what=$2
    shift 2
    until "$@"; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || fail "$what: not in time"
        sleep 0.1
    done
}

# number NAME: that counter of `vigie status`
number() {
    "$VIGIE" status --json 2>/dev/null | sed -n 's/.*"'"$1"'":\([0-9][0-9]*\).*/\1/p' | head -n 1
}

all_articles_in() {
    [ "$(number articles)" = "$articles" ] && [ "$(number in_flight)" = 0 ] &&
        [ "$(number last_seq)" = "$(number published_seq)" ]
}
