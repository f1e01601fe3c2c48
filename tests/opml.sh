#!/bin/sh
# vigie opml: a list from another reader becomes sources that vigied accepts, and goes back without loss.
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
cat >"$dir/in.opml" <<'EOF'
<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.0"><head><title>x</title></head><body>
<outline text="Mali"><outline text="L'Essor &amp; Cie" xmlUrl="https://essor.example/feed?a=1&amp;b=2" language="fr-ML"/>
<outline title="Été" text="x" type="rss" xmlUrl="https://ete.example/rss"></outline></outline>
<outline text="L'Essor &amp; Cie" xmlUrl="https://essor.example/autre"/>
<outline text="again" xmlUrl="https://ete.example/rss"/>
<outline text="no address"/><outline text="bad" xmlUrl="javascript:x"/>
</body></opml>
EOF
cat >"$dir/want.yaml" <<'EOF'
sources:
  - name: l-essor-cie
    outlet: "L'Essor & Cie"
    url: "https://essor.example/feed?a=1&b=2"
    lang: "fr"
    comment: "Mali"
  - name: ete
    outlet: "Été"
    url: "https://ete.example/rss"
    comment: "Mali"
  - name: l-essor-cie-3
    outlet: "L'Essor & Cie"
    url: "https://essor.example/autre"
EOF
"$VG_BUILD/vigie" opml import "$dir/in.opml" >"$dir/got.yaml" || exit 1
diff "$dir/want.yaml" "$dir/got.yaml" || exit 1
"$VG_BUILD/vigie" opml export "$dir/got.yaml" >"$dir/out.opml" || exit 1
"$VG_BUILD/vigie" opml import "$dir/out.opml" | grep -v comment >"$dir/again.yaml" || exit 1
grep -v comment "$dir/want.yaml" | diff - "$dir/again.yaml" || exit 1
echo '<rss/>' >"$dir/not.opml"
if "$VG_BUILD/vigie" opml import "$dir/not.opml" 2>"$dir/err"; then exit 1; fi
grep -q 'not OPML' "$dir/err"
