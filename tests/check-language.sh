#!/bin/sh
# No word of a language stands in the steps of the reading: they ask for kinds of words (particle.h and the tables of data/fr).
# Exit 1 with the lines that compare what is written or its lemma with a word, or that hold a letter with an accent in quotes.
cd "${VG_SRC:-$(dirname "$0")/..}" || exit 1
LC_ALL=C
export LC_ALL
high=$(printf '\303\305') # first bytes of the letters with accents in UTF-8; quotation marks and dashes begin otherwise
letter="[a-zA-Z$high]"
what='([^"]*(norm|fold|lemma)[^"]*|s|w)'
compared="vg_sv_(is|eq|starts|ends|find)[a-z_]*\\($what, *(VG_SV\\()?\"$letter" # vg_sv_is(t->norm, "de")
by_name="(^|[^a-z_])(is|norm_is|fold_is|lemma_is)\\([^\"()]*, \"$letter"         # is(f, i, "de")
accent="\"[^\"]*[$high][^\"]*\""
# What may: GeoNames names regions in French whatever language is read; a noun that no table knows is plural when it ends in s.
allowed='^extract/gazetteer_import\.c:|^extract/toll_party\.c:[0-9]*:.*vg_sv_ends\(.*VG_SV\("s"\)'
found=$(grep -nE "$compared|$by_name|$accent" extract/*.c |
    sed -E '/^[^:]*:[0-9]+: *(\/?\*|\/\/)/d' | grep -vE "$allowed")
[ -z "$found" ] && exit 0
printf '%s\n' "$found"
echo "extract/ compares with a word of one language: give it a row in the tables (doc/language-pack.md)" >&2
exit 1
