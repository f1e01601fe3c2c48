#!/bin/sh
# The sample subscribers and `vigie watch` see every message once, although vigied is killed in the middle and messages are lost
# on the way; and every message is as doc/message.schema.json says.
. "${VG_SRC:-$PWD/..}/tests/e2e/lib.sh"

python=
for p in /usr/bin/python3 python3; do
    "$p" -c 'import zmq' 2>/dev/null && python=$p && break
done

# complete NAME: each seq of the journal is in $work/NAME.out once
complete() {
    [ "$1" != watch ] || sed 's/.*"seq":\([0-9]*\),"prev".*/\1/' "$work/watch.json" >"$work/watch.out"
    cut -d ' ' -f 1 "$work/$1.out" | sort -n >"$work/$1.seqs"
    cmp -s "$work/journal.seqs" "$work/$1.seqs"
}

start_sample 8
start_vigied

names=watch
: >"$work/watch.out"
start "$work/watch.json" "$VIGIE" watch --json --topic '' --since 0
if command -v jq >/dev/null; then
    names="$names shell"
    start "$work/shell.out" sh "$src/doc/examples/subscriber.sh" "" 0
fi
if [ -n "$python" ]; then
    names="$names python"
    start "$work/python.out" "$python" "$src/doc/examples/subscriber.py" "" 0
fi
if command -v "${CC%% *}" >/dev/null && ${CC:-gcc} -o "$work/subscriber" "$src/doc/examples/subscriber.c" \
    $(pkg-config --cflags --libs libzmq jansson) 2>"$work/cc.log"; then
    names="$names c"
    start "$work/c.out" "$work/subscriber" "" 0
fi
if [ -d "$build/node/node_modules/zeromq" ] && command -v node >/dev/null; then
    names="$names node"
    start "$work/node.out" env NODE_PATH="$build/node/node_modules" node "$src/doc/examples/subscriber.js" "" 0
fi
echo "subscribers: $names"

some_in() { n=$(number articles); [ "${n:-0}" -ge 25 ]; }
until_true 60 "the first articles come in" some_in
kill -9 "$vigied"
wait "$vigied" 2>/dev/null
start_vigied
# a new start counts from zero: what is in is told by the journal
articles_stored() {
    "$VIGIE" replay --json --topic article. >"$work/articles.jsonl" 2>/dev/null &&
        [ "$(wc -l <"$work/articles.jsonl")" -ge "$articles" ]
}
until_true 90 "all $articles articles come in" articles_stored
"$VIGIE" replay --json >"$work/journal.jsonl" || fail "replay"
sed 's/^{"v":1,"kind":"\([a-z]*\)".*/\1/' "$work/journal.jsonl" | sort | uniq -c
sed 's/.*"seq":\([0-9]*\),"prev".*/\1/' "$work/journal.jsonl" >"$work/journal.seqs"
[ "$(sed 's/.*"url":"\([^"]*\)","title".*/\1/' "$work/articles.jsonl" | sort | uniq -d | wc -l)" = 0 ] || fail "an article came in twice"
[ "$(wc -l <"$work/articles.jsonl")" = "$articles" ] || fail "$(wc -l <"$work/articles.jsonl") articles, not $articles"

"$src/tests/validate.py" --all "$work/journal.jsonl"
case $? in
0 | 77) ;;
*) fail "messages are not as the schema says" ;;
esac
for name in $names; do
    until_true 40 "$name has seen everything ($(wc -l <"$work/$name.out") lines of $(wc -l <"$work/journal.seqs"))" complete "$name"
    echo "$name: $(wc -l <"$work/$name.out") messages, each once"
done
