#!/usr/bin/python3
"""validate.py [FILE...]: checks every line (a message as `vigie watch --json` prints it) against doc/message.schema.json, and the
journal's promises: seq without gap when everything was asked for (--all), prev right for each topic's messages seen.
Exit 0 when all is well, 1 with the first failures, 77 when python3-jsonschema is missing."""
import fileinput
import json
import os
import sys

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is missing")
    sys.exit(77)


def main():
    every = "--all" in sys.argv
    files = [a for a in sys.argv[1:] if not a.startswith("--")]
    here = os.environ.get("VG_SRC", os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    schema = json.load(open(os.path.join(here, "doc", "message.schema.json"), encoding="utf-8"))
    by_kind = {}
    for kind in ("event", "article", "feed", "alert", "heartbeat"):
        by_kind[kind] = jsonschema.Draft202012Validator({"$ref": "#/$defs/" + kind, "$defs": schema["$defs"]})
    bad = lines = last = 0
    for line in fileinput.input(files, openhook=fileinput.hook_encoded("utf-8")):
        lines += 1
        message = json.loads(line)
        validator = by_kind.get(message.get("kind"))
        errors = ["unknown kind"] if validator is None else [
            "%s: %s" % ("/".join(str(p) for p in e.absolute_path), e.message[:200]) for e in validator.iter_errors(message)]
        if every and message["seq"] != last + 1:
            errors.append("seq %d follows %d" % (message["seq"], last))
        if message["kind"] != "heartbeat" and message["prev"] >= message["seq"]:
            errors.append("prev is not before seq")
        last = message["seq"]
        for e in errors[:3]:
            print("line %d (%s, seq %s): %s" % (lines, message.get("kind"), message.get("seq"), e))
        bad += bool(errors)
        if bad > 10:
            break
    print("%d messages, %d wrong" % (lines, bad))
    return 1 if bad or lines == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
