#!/bin/sh
# Dates, counts and moods of public French test suites and the French TimeBank, scored by their own scorer; floors at
# what we reach. Skipped where the cases are not at hand.
shared=${VIGIE_SHARED:-$VG_SRC/../shared}
cases=$shared/conformance/french
score=$shared/tools/score_french.py
[ -f "$score" ] && [ -f "$cases/dates_fr.jsonl" ] || exit 77
VIGIE_PACK=$VG_BUILD/data/fr.pack
export VIGIE_PACK
out=$(python3 "$score" "$cases" --run "$VG_BUILD/vigie explain --jsonl") || exit 1
echo "$out"
bad=0
floor() { # name, least, value
    if ! awk -v got="$3" -v least="$2" 'BEGIN { exit !(got + 0 >= least + 0) }'; then
        echo "$1: $3 is less than $2" >&2
        bad=1
    fi
}
floor dates_fr 97.5 "$(printf '%s\n' "$out" | sed -n 's/^dates_fr .*= \([0-9.]*\) %/\1/p')"
floor numbers_fr 100.0 "$(printf '%s\n' "$out" | sed -n 's/^numbers_fr .*= \([0-9.]*\) %/\1/p')"
floor "timebank relaxed F1" 0.935 "$(printf '%s\n' "$out" | sed -n 's/^timebank.*relaxed P [0-9.]* R [0-9.]* F1 \([0-9.]*\).*/\1/p')"
floor "timebank value F1" 0.890 "$(printf '%s\n' "$out" | sed -n 's/^timebank.*value P [0-9.]* R [0-9.]* F1 \([0-9.]*\).*/\1/p')"
floor conditionals 10 "$(printf '%s\n' "$out" | sed -n 's|^conditional recall \([0-9]*\)/.*|\1|p')"
exit $bad
