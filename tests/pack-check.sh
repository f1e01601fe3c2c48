#!/bin/sh
# vigie pack check: our tables are right; a row of nonsense in any of them is named with its file and line.
vigie=$VG_BUILD/vigie
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT INT TERM
check() { "$vigie" pack check --morph "$VG_BUILD/data/fr.morph" --data "$1"; }
check "$VG_SRC/data" || exit 1
bad=0
mkdir "$work/fr"
cp "$VG_SRC"/data/*.tsv "$work/"
cp "$VG_SRC"/data/fr/*.tsv "$work/fr/"
for table in fr/text fr/function fr/endings fr/pos fr/numbers fr/when fr/toll fr/claim fr/frames fr/nouns fr/grammar \
    fr/who fr/where actors gazetteer; do
    file=$work/$table.tsv
    [ -f "$file" ] || continue
    cp "$file" "$work/kept"
    printf 'nonsense\tnonsense\tnonsense\tnonsense\tnonsense\tnonsense\n' >>"$file"
    line=$(wc -l <"$file")
    out=$(check "$work" 2>&1) && { echo "$table: nonsense was taken" >&2; bad=1; }
    case $out in
    *"${table##*/}.tsv:$line: "*) ;;
    *) echo "$table: said '$out', not line $line" >&2; bad=1 ;;
    esac
    cp "$work/kept" "$file"
done
exit $bad
