EXTRA_DIST += doc/protocol.md
EXTRA_DIST += doc/message.schema.json
EXTRA_DIST += doc/examples/subscriber.c
EXTRA_DIST += doc/examples/subscriber.py
EXTRA_DIST += doc/examples/subscriber.js
EXTRA_DIST += doc/examples/package.json
EXTRA_DIST += doc/examples/subscriber.sh
