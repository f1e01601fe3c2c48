#!/bin/bash
# Linking on the gold records of the corpora: B-cubed F1 must not fall below its floor, in order of publication and in 20
# shuffled orders, which must lie within 0.03 of one another. Skips without the scorer.
shared="${VIGIE_SHARED:-$VG_SRC/../shared}"
[ -r "$shared/tools/score.py" ] || exit 77
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
status=0
lines() { # corpus [seed]
    python3 - "$@" <<'PY'
import json, random, sys
from pathlib import Path
rows = []
for f in sorted((Path(sys.argv[1]) / "gold").glob("*.json")):
    g = json.loads(f.read_text("utf-8"))
    for e in g["events"]:
        for k in ("type", "status"):
            if isinstance(e.get(k), list):
                e[k] = e[k][0]
    rows.append({"doc": f.stem, "published": g.get("published"), "events": g["events"]})
rows.sort(key=lambda r: (r["published"] or "", r["doc"]))
if len(sys.argv) > 2:
    random.Random(int(sys.argv[2])).shuffle(rows)
for r in rows:
    print(json.dumps(r, ensure_ascii=False))
PY
}
score() { # corpus [seed]
    lines "$@" | "$VG_BUILD/vigie" link > "$tmp/linked.jsonl" || exit 1
    python3 "$shared/tools/score.py" --json "$1" "$tmp/linked.jsonl" | python3 -c 'import json,sys; print(json.load(sys.stdin)["link_f1"])'
}
check() { # corpus floor
    local dir="$VG_SRC/tests/data/corpus/$1" f lo=2 hi=0
    for seed in "" $(seq 1 20); do
        f=$(score "$dir" $seed) || exit 1
        lo=$(echo "$f $lo" | awk '{print ($1 < $2) ? $1 : $2}')
        hi=$(echo "$f $hi" | awk '{print ($1 > $2) ? $1 : $2}')
    done
    echo "$1: B3 F1 of gold records over 21 orders: $lo to $hi (floor $2)"
    awk -v lo="$lo" -v hi="$hi" -v floor="$2" 'BEGIN { exit !(lo >= floor && hi - lo <= 0.03) }' || status=1
}
check dev 0.97
check train 0.96
exit $status
