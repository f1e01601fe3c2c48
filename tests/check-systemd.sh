#!/bin/sh
# The unit is sandboxed: systemd's own judge gives it at most 1.5 of 10; and it parses without a complaint of ours.
unit=${VG_BUILD:-.}/systemd/vigied.service
command -v systemd-analyze >/dev/null || exit 77
systemd-analyze security --help | grep -q -- --offline || exit 77
[ -f "$unit" ] || exit 77
systemd-analyze security --offline=true --no-pager --threshold=15 "$unit" || exit 1
# what verify says about files that are not installed here is not the unit's fault
if systemd-analyze verify --man=no "$unit" 2>&1 | grep "$unit" | grep -vE 'is not executable|No such file'; then
    exit 1
fi
