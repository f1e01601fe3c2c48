#!/bin/sh
# Follows vigied without missing a message: sh subscriber.sh [PREFIX [SINCE]]
#
# Debian: apt-get install jq. `vigie watch` fetches what was lost on the way by itself; jq picks what you want.
# This prints number, kind and headline of each message; for an alarm on deadly ambushes try
#   vigie watch --json -t event.ML. | jq -r 'select(.type == "ambush" and any(.casualties[]; .outcome == "killed")) | .headline'
exec "${VIGIE:-vigie}" watch --json --topic "${1-event.}" ${2:+--since "$2"} |
    jq --unbuffered -r '"\(.seq) \(.kind) \(.headline // .title // "")"'
