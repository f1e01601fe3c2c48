#!/bin/sh
# What people type: every command of `vigie` that talks to vigied, its output, its errors and its exit status.
. "${VG_SRC:-$PWD/..}/tests/e2e/lib.sh"

# expect STATUS WORDS COMMAND...: the command ends with STATUS and says WORDS (a basic regular expression)
expect() {
    want=$1
    words=$2
    shift 2
    "$@" >"$work/said" 2>&1 </dev/null
    got=$?
    [ "$got" = "$want" ] || { cat "$work/said"; fail "'$*' ended with $got, not $want"; }
    grep -q -- "$words" "$work/said" || { cat "$work/said"; fail "'$*' did not say '$words'"; }
}

# without a daemon, and wrong usage
for command in watch replay status sources poll add remove reload check; do
    expect 0 "usage: vigie $command" "$VIGIE" "$command" --help
    expect 2 "." "$VIGIE" "$command" --no-such-option
done
expect 0 "watch" "$VIGIE" --help
expect 2 "no command 'wach'" "$VIGIE" wach
expect 2 "begin with event" "$VIGIE" watch --topic events.ML
expect 2 "neither a sequence number" "$VIGIE" watch --since yesterday
expect 2 "from 1 on" "$VIGIE" watch --count 0
expect 2 "auto, always, never" "$VIGIE" watch --color blue
expect 2 "none of new, ok" "$VIGIE" sources --state well
expect 2 "usage" "$VIGIE" poll
expect 1 "tcp://127.0.0.1:5560" "$VIGIE" watch --publish nowhere
expect 1 "is vigied running" "$VIGIE" status
expect 1 "FAIL  control" "$VIGIE" check

start_sample 20
start_vigied
until_true 90 "all articles come in" all_articles_in

expect 0 "running" "$VIGIE" status
expect 0 '"articles":'"$articles" "$VIGIE" status --json
expect 0 "^asp  *ok" "$VIGIE" sources
expect 0 "/asp/rss.xml" "$VIGIE" sources asp
expect 0 '"name":"asp".*"state":"ok"' "$VIGIE" sources --json asp
[ "$("$VIGIE" sources --json | wc -l)" = 12 ] || fail "not 12 sources"
[ "$("$VIGIE" sources --json --state failing | wc -l)" = 0 ] || fail "failing sources"
expect 1 "nobody" "$VIGIE" sources nobody
expect 0 "replay: the journal holds seq 1 to" "$VIGIE" check
expect 0 "ok    publication" "$VIGIE" check

# the journal by number, time, topic
last=$(number last_seq)
[ "$("$VIGIE" replay --json | wc -l)" = "$last" ] || fail "replay does not tell everything"
[ "$("$VIGIE" replay --json --since 10 --until 20 | wc -l)" = 10 ] || fail "replay by number"
[ "$("$VIGIE" replay --json --since 1h | wc -l)" = "$last" ] || fail "replay by time"
[ "$("$VIGIE" replay --json --since 2100-01-01 | wc -l)" = 0 ] || fail "replay of the future"
[ "$("$VIGIE" replay --json --until 2000-01-01T00:00Z | wc -l)" = 0 ] || fail "replay of the past"
[ "$("$VIGIE" replay --json --topic article. | wc -l)" = "$articles" ] || fail "replay by topic"
[ "$("$VIGIE" replay --json --count 3 | wc -l)" = 3 ] || fail "replay --count"
[ "$("$VIGIE" replay --topic article. | grep -c ' : ')" -ge "$articles" ] || fail "replay for people"
"$VIGIE" replay --color always --topic article. --count 1 | grep -q "$(printf '\033')" || fail "no colour"
"$VIGIE" replay --topic article. --count 1 | grep -q "$(printf '\033')" && fail "colour in a pipe"
events=$("$VIGIE" replay --json --topic event. | sed 's/.*"event_id":"\([^"]*\)".*/\1/' | sort -u | wc -l)
snapshot=$("$VIGIE" replay --json --snapshot --topic event. | wc -l)
[ "$snapshot" -le "$events" ] || fail "a snapshot of $snapshot events of $events"

# watch from the past ends by itself with --count, and on SIGTERM
[ "$("$VIGIE" watch --json --topic '' --since 0 --count 20 2>/dev/null | wc -l)" = 20 ] || fail "watch --count"
start "$work/watch.out" "$VIGIE" watch --since 0 --topic article.
all_seen() { [ "$(wc -l <"$work/watch.out")" = "$articles" ]; }
until_true 20 "watch tells the past" all_seen
kill "$started"
wait "$started" || fail "watch did not end well on SIGTERM"

# orders
expect 0 "." "$VIGIE" poll asp rsi
expect 1 "nobody" "$VIGIE" poll nobody
expect 0 "." "$VIGIE" add --allow-private --interval 1 --lang fr --country ML extra "http://127.0.0.1:$(cat "$work/port")/asp/rss.xml"
extra_polled() { "$VIGIE" sources --json extra 2>/dev/null | grep -q '"state":"ok"'; }
until_true 30 "the added source is polled" extra_polled
expect 1 "." "$VIGIE" add extra "http://127.0.0.1:1/"
expect 1 "." "$VIGIE" add bad "gopher://127.0.0.1/"
expect 0 "." "$VIGIE" remove extra
expect 0 "." "$VIGIE" reload
cp "$work/vigie.yaml" "$work/good.yaml"
echo "nonsense: 3" >>"$work/vigie.yaml"
expect 1 "nonsense" "$VIGIE" reload
cp "$work/good.yaml" "$work/vigie.yaml"
expect 0 "." "$VIGIE" reload
expect 0 "running" "$VIGIE" status

# vigied goes away: watch says so and waits
start "$work/watch.out" "$VIGIE" watch
sleep 1
kill "$vigied"
wait "$vigied" || fail "vigied did not end well"
said_so() { grep -q "no heartbeat" "$work/watch.out.err"; }
until_true 20 "watch notices" said_so
start_vigied
back() { grep -q "is back" "$work/watch.out.err"; }
until_true 20 "watch goes on" back
