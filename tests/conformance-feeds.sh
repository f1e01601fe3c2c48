#!/bin/sh
# Public test cases of other feed readers, scored by their own scorer; floors at what we reach. Skipped where the cases
# are not at hand.
shared=${VIGIE_SHARED:-$VG_SRC/../shared}
cases=$shared/conformance/feeds
score=$shared/tools/score_feeds.py
[ -f "$score" ] && [ -f "$cases/cases.jsonl" ] || exit 77
vigie=$VG_BUILD/vigie
bad=0
floor() { # least good, then the command whose last line is "good/total = ..."
    least=$1
    shift
    line=$("$@" | tail -n 1)
    echo "$line"
    good=${line#dates }
    good=${good%%/*}
    [ "${good:-0}" -ge "$least" ] || { echo "fewer than $least are right" >&2; bad=1; }
}
floor 300 python3 "$score" --run "$vigie feed --json" "$cases/cases.jsonl"
floor 473 python3 "$score" --run "$vigie feed --json" "$cases/cases.jsonl" --tier all
floor 83 python3 "$score" --run "$vigie feed --json" "$cases/encodings.jsonl" --rfc7303
floor 105 python3 "$score" --run "$vigie feed --json" "$cases/encodings.jsonl" --rfc7303 --tier all
floor 32 python3 "$score" --dates "$vigie feed --dates" "$cases/dates.jsonl"
exit $bad
