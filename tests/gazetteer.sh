#!/bin/sh
# vigie gazetteer: a dump is fetched from a server of our own, imported, and its places are found in a text.
set -eu
command -v python3 >/dev/null || exit 77
dir=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || :; rm -rf "$dir"' EXIT
server=
mkdir "$dir/www" "$dir/dumps"
# name, aliases, place; a row of the GeoNames format each, one of them broken
python3 - "$dir" <<'PY'
import sys, zipfile
def row(i, name, alt, lat, lon, cls, code, cc, a1):
    return "\t".join([str(i), name, name, alt, lat, lon, cls, code, cc, "", a1, "", "", "", "0", "", "300", "Africa/Bamako", "2024-01-01"])
rows = [row(1, "Gao Region", "Région de Gao", "17.0", "0.5", "A", "ADM1", "ML", "09"),
        row(2, "Oulakabara", "Wulakabara,أولكبارا", "16.40", "-0.10", "P", "PPL", "ML", "09"),
        row(3, "Gao", "", "14.0", "-11.0", "P", "PPL", "ML", "03"),
        "4\ttoo short"]
with zipfile.ZipFile(sys.argv[1] + "/www/ML.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("readme.txt", "nothing")
    z.writestr("ML.txt", "\n".join(rows) + "\n")
open(sys.argv[1] + "/www/XX.zip", "w").write("no archive")
PY
python3 - "$dir" <<'PY' &
import functools, http.server, os, sys
class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *a): pass
s = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=sys.argv[1] + "/www"))
open(sys.argv[1] + "/port.new", "w").write(str(s.server_port))
os.rename(sys.argv[1] + "/port.new", sys.argv[1] + "/port")
s.serve_forever()
PY
server=$!
while [ ! -e "$dir/port" ]; do kill -0 "$server"; done
base=http://127.0.0.1:$(cat "$dir/port")
vigie=${VG_BUILD:-.}/vigie
fail() { echo "FAIL: $*" >&2; exit 1; }

"$vigie" gazetteer fetch ML --dir "$dir/dumps" --base-url "$base" || fail "fetch"
[ "$(wc -l < "$dir/dumps/ML.txt")" = 4 ] || fail "the dump is not whole"
"$vigie" gazetteer fetch XX --dir "$dir/dumps" --base-url "$base" 2> "$dir/err" && fail "no archive taken"
grep -q "ZIP" "$dir/err" || fail "does not say what is wrong"
"$vigie" gazetteer fetch ZZ --dir "$dir/dumps" --base-url "$base" 2> "$dir/err" && fail "404 taken"
"$vigie" gazetteer fetch mali --base-url "$base" 2> "$dir/err" && fail "bad country taken"
"$vigie" gazetteer import "$dir/www/XX.zip" -o "$dir/x" 2> "$dir/err" && fail "no dump taken"
"$vigie" gazetteer import "$dir/dumps/ML.txt" -o "$dir/ml.gaz" > "$dir/out" || fail "import"
grep -q "2 places, 1 rows skipped" "$dir/out" || fail "counts: $(cat "$dir/out")"

text="$dir/text.txt"
echo "Mali : des hommes armés ont tué dix civils à Wulakabara, puis ont attaqué un poste à Gao." > "$text"
"$vigie" extract --pack "${VG_BUILD:-.}/data/fr.pack" --gazetteer "$dir/ml.gaz" -d 2025-03-04 "$text" > "$dir/out"
grep -q '"canonical":"Oulakabara"' "$dir/out" || fail "imported place not found: $(cat "$dir/out")"
grep -q '"lat":14' "$dir/out" && fail "an imported Gao displaced the one everybody means"
"$vigie" extract --pack "${VG_BUILD:-.}/data/fr.pack" --gazetteer "$text" -d 2025-03-04 "$text" > "$dir/out" 2>&1 &&
    fail "took a text for a gazetteer"
exit 0
