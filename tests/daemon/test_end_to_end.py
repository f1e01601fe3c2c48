"""From the feed to the subscriber, by the real daemon: what is published is what was stored, once, in order."""
import json

import zmq

from harness import Httpd, Subscriber, Vigied, check, check_journal, equal, run, wait_until


def articles(rows):
    return [m for t, m in rows if t.startswith("article.")]


def every_format(folder):
    web = Httpd(folder)
    kinds = ["rss", "atom", "json"]
    sources = [{"name": f"{kind}{pages}", "url": web.url(f"/gen/{kind}/{kind}{pages}?items=8&first=3&every=1&pages={pages}")}
               for kind in kinds for pages in (0, 1)]
    v = Vigied(folder, sources).start()
    sub = Subscriber(v)
    wait_until(lambda: len(sub.beats()) > 0, "a heartbeat")
    wait_until(lambda: v.status()["articles"] == 48, "48 articles", 60)
    wait_until(lambda: v.status()["published_seq"] == v.status()["last_seq"], "everything published")
    wait_until(lambda: v.status()["not_modified"] > 3, "304s")
    rows = v.journal()
    check_journal(rows)
    told = articles(rows)
    equal(len(told), 48, "articles told")
    equal(len({m["url"] for m in told}), 48, "different articles")
    for s in sources:
        equal(sum(m["source"] == s["name"] for m in told), 8, f"articles of {s['name']}")
        equal(v.source(s["name"])["state"], "ok", s["name"])
    check(all(m["words"] > 50 and m["lang"] == "fr" for m in told), "whole articles in French", told)
    last = rows[-1][1]["seq"]
    wait_until(lambda: any(m["seq"] == last for m in sub.beats()), "a heartbeat with the last seq")
    seen = sub.journal()
    first = seen[0][1]["seq"]
    equal([m["seq"] for _, m in seen], list(range(first, last + 1)), "published")
    equal(seen, rows[first - 1:], "what is published is what is stored")
    check(v.stop() < 5, "stops within five seconds")
    sub.end()


def restart_tells_nothing_twice(folder):
    web = Httpd(folder)
    v = Vigied(folder, [{"name": "a", "url": web.url("/gen/rss/a?items=5&first=5&pages=1")}]).start()
    wait_until(lambda: v.status()["articles"] == 5, "5 articles")
    wait_until(lambda: v.source("a")["polls"] > 1, "a second poll")
    v.stop()
    polls = lambda: [r for r in web.log() if r["path"].startswith("/gen/rss/a")]
    before = len(polls())
    v.start()
    wait_until(lambda: v.source("a")["not_modified"] > 1, "304s")
    again = polls()[before]
    equal(again["status"], "304", "the first answer after the restart")
    check(again["etag"] not in ("", "-"), "the validator outlived the restart")
    rows = v.journal()
    check_journal(rows)
    equal(len(articles(rows)), 5, "articles")
    equal(v.status()["articles"], 0, "articles since the restart")
    v.stop()


ITEM = """<item><guid>{guid}</guid><title>{title}</title><link>@BASE@/{guid}.html</link><pubDate>@RFC822@</pubDate>
<description>{text}</description></item>"""
HEAD = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Essai</title>'
TEXT = """Au moins dix soldats maliens ont été tués lundi dans une embuscade tendue par des hommes armés près de {place},
dans la région de Kidal, a annoncé l'armée. Le convoi quittait la ville quand il a été pris sous le feu. Quatre véhicules
ont été détruits, selon un élu local joint par téléphone. Les assaillants se sont repliés vers le nord après deux heures
de combats. Des renforts ont été envoyés depuis Gao, et l'hôpital de la ville a reçu plusieurs blessés dans la soirée.
Le gouverneur de la région a appelé la population au calme et promis que les auteurs seraient retrouvés et jugés, {end}"""


def timeline(folder, rows):
    folder.write("web/head.xml", HEAD)
    folder.write("web/tail.xml", "</channel></rss>")
    table = ["at\tpath\tkind\tfile\tid"]
    for path in sorted({r[1] for r in rows}):
        table += [f"0\t{path}\thead\thead.xml\t", f"0\t{path}\ttail\ttail.xml\t"]
    for i, (at, path, guid, title, text) in enumerate(rows):
        folder.write(f"web/{i}.xml", ITEM.format(guid=guid, title=title, text=text))
        table.append(f"{at}\t{path}\titem\t{i}.xml\t{path}{guid}")
    return ["--root", folder.path + "/web", "--timeline", folder.write("timeline.tsv", "\n".join(table) + "\n")]


def an_edit_revises(folder):
    web = Httpd(folder, *timeline(folder, [
        (0, "/a.xml", "un", "Embuscade à Alkit", TEXT.format(place="Alkit", end="sans autre détail.")),
        (5, "/a.xml", "un", "Embuscade à Alkit", TEXT.format(place="Alkit", end="sans autre détail. ").replace(
            "dix soldats", "quinze soldats")),
    ]))
    v = Vigied(folder, [{"name": "a", "url": web.url("/a.xml"), "pages": "no"}]).start()
    wait_until(lambda: v.status()["articles"] == 1, "the article")
    db = v.database()
    wait_until(lambda: db.execute("SELECT revision FROM articles").fetchone()[0] == 2, "its second form", 40)
    equal(db.execute("SELECT count(*) FROM articles").fetchone()[0], 1, "articles")
    check("quinze soldats" in db.execute("SELECT text FROM articles").fetchone()[0], "the new text")
    rows = v.journal()
    check_journal(rows)
    equal(len(articles(rows)), 1, "told as an article once")
    events = [m for t, m in rows if t.startswith("event.")]
    ids = [m["event_id"] for m in events]
    for i in set(ids):
        equal([m["revision"] for m in events if m["event_id"] == i], list(range(1, ids.count(i) + 1)), "revisions")
    equal(len({m["event_id"] for m in events}), db.execute("SELECT count(*) FROM events").fetchone()[0], "events")
    v.stop()


def a_copy_is_known(folder):
    text = TEXT.format(place="Anefis", end="a rapporté l'agence.")
    web = Httpd(folder, *timeline(folder, [
        (0, "/a.xml", "un", "Embuscade près d'Anefis", text),
        (4, "/b.xml", "x7", "Mali : un convoi attaqué", "BAMAKO - " + text),
    ]))
    v = Vigied(folder, [{"name": n, "url": web.url(f"/{n}.xml"), "pages": "no"} for n in "ab"]).start()
    wait_until(lambda: v.status()["articles"] == 2, "both articles")
    equal(v.status()["duplicates"], 1, "copies")
    rows = v.journal()
    first, second = articles(rows)
    equal((first["copy_of"], second["copy_of"]), (None, first["article_id"]), "copy_of")
    events = [m for t, m in rows if t.startswith("event.")]
    equal(len({m["event_id"] for m in events}), len([m for m in events if m["revision"] == 1]), "each event is new once")
    for m in events:
        equal(m["independent"], 1, "independent sources")
    v.stop()
    # the index of copies is rebuilt from the store
    folder.write("web/late.xml", ITEM.format(guid="z", title="Encore", text=text + " Fin."))
    web2 = Httpd(folder, *timeline(folder, [(0, "/c.xml", "z", "Encore", text + " Fin.")]))
    v.set_sources([{"name": "c", "url": web2.url("/c.xml"), "pages": "no"}])
    v.start()
    wait_until(lambda: v.status()["articles"] == 1, "the third article")
    equal(v.status()["duplicates"], 1, "copies after a restart")
    v.stop()


def the_same_id_in_two_sources(folder):
    """Identity is per source, never across."""
    web = Httpd(folder, *timeline(folder, [
        (0, "/a.xml", "1", "Titre A", "Un texte bref."),
        (0, "/b.xml", "1", "Titre B", "Un autre texte bref."),
    ]))
    v = Vigied(folder, [{"name": n, "url": web.url(f"/{n}.xml"), "pages": "no"} for n in "ab"]).start()
    wait_until(lambda: v.status()["articles"] == 2, "both articles")
    v.stop()


def replay_asks_and_answers(folder):
    web = Httpd(folder)
    v = Vigied(folder, [{"name": "a", "url": web.url("/gen/rss/a?items=30&first=30")}]).start()
    wait_until(lambda: v.status()["articles"] == 30, "30 articles")
    # the source's own message comes last: then the journal is at rest
    wait_until(lambda: v.journal(topics=["feed.ok.a"]), "the poll is done")
    rows = v.journal()
    equal(v.journal(limit=1), rows, "page size does not matter")
    equal(v.journal(topics=["article."]), [r for r in rows if r[0].startswith("article.")], "by topic")
    equal(v.journal(topics=["feed.", "article.fr.a"]),
          [r for r in rows if r[0].startswith(("feed.", "article.fr.a"))], "by several topics")
    reply, frames = v.ask("replay", v.replay, after=5, to=8)
    equal([json.loads(b)["seq"] for b in frames[1::2]], [6, 7, 8], "by seq")
    middle = rows[10][1]["time"]
    reply, frames = v.ask("replay", v.replay, **{"from": middle})
    check(len(frames) > 0, "by time", reply)
    reply, _ = v.ask("replay", v.replay, after=10**9)
    equal((reply["ok"], reply["count"], reply["more"]), (True, 0, False), "beyond the end")
    reply, _ = v.ask("status", v.replay)
    equal(reply["ok"], False, "status is for the control socket")
    for nonsense in (b"", b"{", b"[1]", b"\xff\xfe", b'{"v":1,"op":"replay","after":"x"}', b'{"v":9,"op":"status"}'):
        for where in (v.replay, v.control):
            socket = v.context.socket(zmq.REQ)
            socket.linger = 0
            socket.connect(where)
            socket.send(nonsense)
            check(socket.poll(10000), "nonsense is answered", nonsense)
            answer = json.loads(socket.recv_multipart()[0])
            equal(answer["ok"], False, "nonsense is refused")
            check(answer["error"], "and it is said why")
            socket.close()
    v.stop()


if __name__ == "__main__":
    run(every_format, restart_tells_nothing_twice, an_edit_revises, a_copy_is_known, the_same_id_in_two_sources,
        replay_asks_and_answers)
