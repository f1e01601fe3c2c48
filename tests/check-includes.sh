#!/bin/sh
# Arrows run one way: client, daemon -> wire, feeds, extract -> base. Exit 1 with the offending lines otherwise.
cd "${VG_SRC:-$(dirname "$0")/..}" || exit 1
bad=0
forbid() { # room, rooms it must not include
    if grep -nE "^#include \"($2)/" "$1"/*.[ch] /dev/null; then
        echo "$1/ must not include $2" >&2
        bad=1
    fi
}
forbid base 'feeds|extract|wire|daemon|client'
forbid feeds 'extract|wire|daemon|client'
forbid extract 'feeds|wire|daemon|client'
forbid wire 'feeds|daemon|client'
forbid daemon 'client'
forbid client 'daemon'
exit $bad
