#!/bin/sh
# Every fuzz target over its seed corpus. Exit 1 with the target's name when one fails.
bad=0 n=0
for target in "$VG_BUILD"/tests/fuzz/fuzz_*; do
    name=${target##*/fuzz_}
    case $name in *.o | *.log | *.trs | *.dSYM) continue ;; esac
    if [ -x "$target" ] && [ ! -d "$target" ]; then
        if ! "$target" -runs=0 "$VG_SRC/tests/fuzz/corpus/$name"; then
            echo "fuzz_$name failed" >&2
            bad=1
        fi
        n=$((n + 1))
    fi
done
[ $n -gt 0 ] || { echo "no fuzz target was built" >&2; exit 1; }
exit $bad
