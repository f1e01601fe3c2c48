"""vigie export, and the CAP feed that the daemon keeps: what spreadsheets, maps and CAP readers get."""
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

from harness import BUILD, SRC, Httpd, Vigied, check, equal, run, wait_until

if not shutil.which("xmllint"):
    print("skipped: xmllint is missing")
    sys.exit(77)

ITEM = """<item><guid>{guid}</guid><title>=Embuscade, "à {place}"</title><link>@BASE@/{guid}.html</link><pubDate>@RFC822@</pubDate>
<description>Au moins {n} soldats maliens ont été tués lundi dans une embuscade tendue par des hommes armés près de {place},
a annoncé l'armée. Le convoi quittait la ville quand il a été pris sous le feu. Des renforts ont été envoyés.</description></item>"""
HEAD = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Essai</title>'
ATOM = "{http://www.w3.org/2005/Atom}"
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
SCHEMA = os.path.join(SRC, "tests", "data", "cap-1.2.xsd")


def start(folder):
    rows = [(0, "k", "Kidal", "dix"), (0, "g", "Gao", "trois"), (5, "k", "Kidal", "quinze")]
    folder.write("web/head.xml", HEAD)
    folder.write("web/tail.xml", "</channel></rss>")
    table = ["at\tpath\tkind\tfile\tid", "0\t/a.xml\thead\thead.xml\t", "0\t/a.xml\ttail\ttail.xml\t"]
    for i, (at, guid, place, n) in enumerate(rows):
        folder.write(f"web/{i}.xml", ITEM.format(guid=guid, place=place, n=n))
        table.append(f"{at}\t/a.xml\titem\t{i}.xml\t{guid}")
    web = Httpd(folder, "--root", folder.path + "/web", "--timeline", folder.write("timeline.tsv", "\n".join(table) + "\n"))
    alerts = {"rules": [{"name": "all", "severity": "critical", "background": "yes"}]}
    v = Vigied(folder, [{"name": "a", "url": web.url("/a.xml"), "pages": "no"}], alerts=alerts).start()
    wait_until(lambda: any(m["state"] == "updated" for t, m in v.journal(topics=["alert."])), "an update of an alert")
    return v


def export(v, *args):
    done = subprocess.run([os.path.join(BUILD, "vigie"), "export", "--replay", v.replay, *args], capture_output=True,
                          timeout=60, check=False)
    equal((done.returncode, done.stderr), (0, b""), f"export {args}")
    return done.stdout


def newest(v):
    events = {}
    for _, m in v.journal(topics=["event."]):
        events[m["event_id"]] = m
    return {k: m for k, m in events.items() if not m.get("merged_into")}


def tables(folder):
    v = start(folder)
    events = newest(v)
    lines = [json.loads(line) for line in export(v, "-f", "jsonl").decode().splitlines()]
    equal({m["event_id"]: m for m in lines}, events, "jsonl: the newest revision of each")
    raw = export(v, "--format", "csv")
    check(raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\n") == raw.count(b"\r\n"), "BOM and CRLF", raw[:200])
    table = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    equal({row["event_id"] for row in table}, set(events), "csv: events")
    documented = set(re.findall(r"`(\w+)`", open(os.path.join(SRC, "doc", "export.md"), encoding="utf-8").read()))
    for row in table:
        m = events[row["event_id"]]
        equal(len(row), len(table[0]), "columns")
        equal(row["headline"], m["headline"], "headline")
        check(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", row["first_seen_utc"]), "a time", row["first_seen_utc"])
        check(all(c in documented or c.replace("_min", "").replace("_max", "") in documented for c in row), "documented", row)
    kidal = [row for row in table if row["place"] == "Kidal"]
    check(any(row["killed_min"] == "15" for row in kidal), "the revised toll", kidal)
    places = json.loads(export(v, "-f", "geojson"))
    equal(places["type"], "FeatureCollection", "geojson")
    equal({f["id"] for f in places["features"]}, set(events), "geojson: events")
    near = [f for f in places["features"] if f["properties"]["place"] == "Kidal"][0]
    check(abs(near["geometry"]["coordinates"][0] - 1.4) < 0.5 and abs(near["geometry"]["coordinates"][1] - 18.4) < 0.5, "at", near)
    equal(json.loads(export(v, "-f", "geojson", "--topic", "event.XX."))["features"], [], "nothing there")
    header = export(v, "--since", "999999").decode("utf-8-sig")
    check(header.startswith("event_id,") and header.count("\r\n") == 1, "an empty table has its head", header)
    v.stop()


def check_cap(folder, text, messages):
    feed = ElementTree.fromstring(text)
    alerts = feed.findall(f"{ATOM}entry/{ATOM}content/{CAP}alert")
    equal(len(alerts), len(messages), "entries")
    sent = {}
    for alert, message in zip(reversed(alerts), messages):
        ElementTree.register_namespace("", CAP[1:-1])
        path = folder.write("alert.xml", ElementTree.tostring(alert, encoding="utf-8"))
        done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", SCHEMA, path], capture_output=True, text=True, check=False)
        equal(done.returncode, 0, "valid CAP: " + done.stderr)
        find = lambda name: alert.findtext(f"{CAP}{name}")
        equal(find("identifier"), f"{message['alert_id']}-{message['revision']}", "identifier")
        equal(find("msgType"), {"firing": "Alert", "retracted": "Cancel"}.get(message["state"], "Update"), "msgType")
        equal(alert.findtext(f"{CAP}info/{CAP}headline"), message["headline"], "headline")
        equal(find("references"), sent.get(message["alert_id"]), "references")
        sent[message["alert_id"]] = f"{find('sender')},{find('identifier')},{find('sent')}"
        equal(alert.findtext(f"{CAP}info/{CAP}urgency"), "Immediate", "urgency")
        check(alert.findtext(f"{CAP}info/{CAP}certainty") in ("Likely", "Possible"), "certainty: one source")


def cap(folder):
    v = start(folder)
    messages = [m for _, m in v.journal(topics=["alert."])]
    check_cap(folder, export(v, "--format", "cap"), messages)
    path = os.path.join(v.keys["state_dir"], "cap.atom")
    last = f"{messages[-1]['alert_id']}-{messages[-1]['revision']}"
    wait_until(lambda: os.path.exists(path) and last in open(path, encoding="utf-8").read(), "the daemon's feed")
    check_cap(folder, open(path, encoding="utf-8").read(), messages)
    v.kill()
    os.unlink(path)
    v.start()
    wait_until(lambda: os.path.exists(path), "the feed comes back")
    check_cap(folder, open(path, encoding="utf-8").read(), messages)
    v.stop()


RULES = """alerts:
  receivers: [{name: hook, url: "https://nowhere.example/"}]
  rules:
    - {name: kidal, match: {admin1: [Kidal]}, background: yes, receivers: [hook]}
    - {name: deadly, severity: critical, match: {killed_min: 12}, background: yes}
    - {name: all, severity: critical, background: yes}
    - {name: many, window_count: 50, window: 48h, background: yes}
"""


def rules_on_trial(folder):
    v = start(folder)
    before = v.status()["last_seq"]
    path = folder.write("rules.yaml", RULES)
    where = ["--replay", v.replay, "--control", v.control]
    vigie = lambda *args: subprocess.run([os.path.join(BUILD, "vigie"), "alerts", *where, *args], capture_output=True, text=True,
                                         timeout=100, check=False)
    done = vigie("test", path, "--since", "2d", "--json")
    equal(done.returncode, 0, done.stderr)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    check({("kidal", "firing"), ("kidal", "updated")} <= {(m["rule"], m["state"]) for m in told}, "kidal", told)
    tried = [(m["state"], m["headline"], m["events"], m["why"]) for m in told if m["rule"] == "all"]
    live = [(m["state"], m["headline"], m["events"], m["why"]) for _, m in v.journal(topics=["alert."])]
    equal(tried, live, "the rule that really ran would have told the same")
    check(any(m["rule"] == "deadly" and m["why"] for m in told), "fifteen dead", told)
    check(not any(m["rule"] == "many" for m in told), "not many", told)
    done = vigie("test", path)
    check("would have fired" in done.stdout and "why: " in done.stdout, "for people", done.stdout, done.stderr)
    done = vigie("test", folder.write("bad.yaml", RULES.replace("killed_min", "kiled_min")))
    check(done.returncode == 1 and "kiled_min" in done.stderr and "line 5" in done.stderr, "says what is wrong", done.stderr)
    equal(v.ask("alerts")[0]["alerts"][0]["rule"], "all", "the daemon's own rules stay")
    equal(v.status()["last_seq"], before, "nothing was told")
    v.stop()


run(tables, cap, rules_on_trial)
