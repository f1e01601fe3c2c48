#!/bin/sh
# Each feed of tests/data/feeds against the .golden beside it, what `vigie feed --json` is to say of it. VG_UPDATE=1
# writes them anew: look at the difference before you commit it.
bad=0
for feed in "$VG_DATA"/feeds/*; do
    case $feed in *.golden) continue ;; esac
    got=$("$VG_BUILD/vigie" feed --json --url https://base.example/feed "$feed" 2>/dev/null)
    if [ -n "$VG_UPDATE" ]; then
        printf '%s\n' "$got" >"$feed.golden"
    elif [ "$got" != "$(cat "$feed.golden")" ]; then
        echo "$feed: got" >&2
        printf '%s\n' "$got" >&2
        bad=1
    fi
done
exit $bad
