#!/bin/sh
# The examples of doc/language-pack.md, done as they are told there: each changes what is read from one article.
vigie=$VG_BUILD/vigie
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT INT TERM
cp -r "$VG_SRC/data" "$work/data" && chmod -R u+w "$work/data" || exit 1
cat >"$work/article.txt" <<'A'
Le FES a dessoudé six soldats maliens à Tin-Exemple, le 10 juillet 2025.
A
compile() { # optional language
    "$vigie" pack compile --morph "$VG_BUILD/data/fr.morph" --data "$work/data" --lang "${1:-fr}" -o "$work/test.pack"
}
found() { # what, pattern
    "$vigie" extract --pack "$work/test.pack" --published 2025-07-12 "$work/article.txt" >"$work/out" || exit 1
    grep -q "$2" "$work/out" && return
    echo "$1: no $2 in $(cat "$work/out")" >&2
    exit 1
}
# a trigger
printf 'v\tdessouder\t@kill\tsubj=I obj=T\t\t\t3\tkilled\t\t\n' >>"$work/data/fr/frames.tsv"
printf 'outcome-verb\tdessouder\tkilled\n' >>"$work/data/fr/toll.tsv"
compile && found trigger '"trigger":"[^"]*dessoudé' && found outcome '"outcome":"killed","group":"military","min":6'
# an actor
printf "FES\tFront d'exemple du Sahel\tjihadist\tML\t2025-01-01\t\t\tFront d'exemple du Sahel;FES\t\n" >>"$work/data/actors.tsv"
compile && found actor '"initiators":\["FES"\]'
# a place
printf 'Tin-Exemple\tTin Exemple\tvillage\tML\tKidal\tGao\t1991-05-15\t19.10\t1.20\t3\t\n' >>"$work/data/gazetteer.tsv"
compile && found place '"admin1":"Kidal"'
# a language: a folder of tables
cp -r "$work/data/fr" "$work/data/zz"
compile zz && found language '"initiators":\["FES"\]'
