#!/bin/sh
# Events of the corpora, scored: floors that only rise. Skipped without the scorer.
shared=${VIGIE_SHARED:-$VG_SRC/../shared}
[ -r "$shared/tools/score.py" ] || exit 77
VIGIE_PACK=$VG_BUILD/data/fr.pack
export VIGIE_PACK
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
bad=0
check() { # corpus, least event F1, least strict F1, least share of silent negatives
    dir=$VG_SRC/tests/data/corpus/$1
    python3 "$shared/tools/articles.py" "$dir" > "$tmp/in" || exit 1
    "$VG_BUILD/vigie" extract --jsonl "$tmp/in" > "$tmp/out" || exit 1
    python3 "$shared/tools/score.py" "$dir" "$tmp/out" --json > "$tmp/score" || exit 1
    python3 - "$tmp/score" "$@" <<'PY' || bad=1
import json, sys
s = json.load(open(sys.argv[1]))
name, floors = sys.argv[2], [float(x) for x in sys.argv[3:]]
got = [s["event_f1"], s["strict_f1"], s["clean_negatives"]]
print(name, "event F1 %.3f, strict F1 %.3f, silent %.3f" % tuple(got), "(floors %.2f %.2f %.2f)" % tuple(floors))
sys.exit(any(g < f for g, f in zip(got, floors)))
PY
}
check dev 0.86 0.58 0.95
check train 0.86 0.56 0.95
exit $bad
