"""Whatever the other side sends, the source that sends it is marked, the others go on, and the daemon lives."""
import os

from harness import Httpd, Vigied, check, check_journal, equal, run, wait_until

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Essai</title>'
ITEM = "<item><guid>{0}</guid><title>{1}</title><description>{2}</description></item>"
TAIL = "</channel></rss>"
FRENCH = "Le convoi a quitté la ville de Gao lundi matin sous escorte et devait arriver dans la soirée à Ménaka. " * 8
ENGLISH = "The convoy left the town of Gao on Monday morning under escort and was to reach Menaka in the evening. " * 8

DOCUMENTS = {
    "not-xml.txt": "Ceci n'est pas un flux.\n" * 100,
    "empty.xml": "",
    "zeros.xml": b"\0" * 5000,
    "binary.xml": bytes(range(256)) * 200,
    "page.html": "<!DOCTYPE html><html><head><title>x</title></head><body><p>Une page.</p></body></html>",
    "bomb.xml": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "' + "x" * 1000 + '">'
                + "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 20}">' for i in range(8))
                + "]>" + HEAD[39:] + ITEM.format("b", "&i;", "&i;") + TAIL,
    "external.xml": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                    + HEAD[39:] + ITEM.format("e", "&x;", "&x;") + TAIL,
    "deep.xml": HEAD + ITEM.format("d", "profond", "<b>" * 10000 + "x" + "</b>" * 10000) + TAIL,
    "deeper.xml": "<a>" * 10000 + "</a>" * 10000,
    "deep.json": "[" * 100000,
    # these are read, if oddly
    "charset.xml": HEAD.encode() + ITEM.format("c", "Libéré", FRENCH).encode("latin-1") + TAIL.encode(),
    "cut.xml": HEAD + ITEM.format("1", "Entier", FRENCH) + ITEM.format("2", "Coupé", FRENCH)[:-300],
    "big.xml": HEAD + ITEM.format("g", "Long", FRENCH * 6200) + TAIL,
    "words0.xml": HEAD + ITEM.format("z", "", "") + TAIL,
    "english.xml": HEAD + ITEM.format("en", "Convoy leaves Gao", ENGLISH) + TAIL,
    "twice.xml": HEAD + ITEM.format("t", "Un", FRENCH) + ITEM.format("t", "Deux", FRENCH + "Autre.") + TAIL,
}

# name, path, does it end as a failure?
FAILING = {
    "not-xml": "/not-xml.txt", "empty": "/empty.xml", "zeros": "/zeros.xml", "binary": "/binary.xml",
    "html": "/page.html", "deeper": "/deeper.xml", "deep-json": "/deep.json",
    "missing": "/nothing-here", "server-error": "/fault/status?code=500",
    "truncated": "/fault/truncated", "endless": "/fault/endless", "gzip-bomb": "/fault/gzip-bomb?mb=512",
    "bad-gzip": "/fault/bad-gzip", "loop": "/fault/loop", "file-redirect": "/fault/redirect?to=file:///etc/passwd",
    "private-redirect": "/fault/redirect?to=http://10.255.255.1/feed.xml",
    "reset": "/fault/reset?after=200", "drip": "/fault/drip?ms=100&bytes=1", "hang": "/fault/hang",
    "garbage": "/fault/garbage", "close": "/fault/close", "headers": "/fault/headers?n=0&size=1000",
}


def bad_neighbours(folder):
    for name, text in DOCUMENTS.items():
        folder.write("web/" + name, text)
    web = Httpd(folder, "--root", folder.path + "/web")
    sources = [{"name": n, "url": web.url(p)} for n, p in FAILING.items()]
    sources += [
        {"name": "no-dns", "url": "http://nowhere.invalid/feed.xml"},
        {"name": "no-tls", "url": web.url("/good.xml").replace("http:", "https:")},
        {"name": "not-allowed", "url": web.url("/charset.xml") + "?private", "allow_private": "no"},
        {"name": "refused", "url": "http://127.0.0.1:1/feed.xml"},
    ]
    odd = [n for n in DOCUMENTS if n.split(".")[0] in ("bomb", "external", "deep", "charset", "cut", "big", "words0",
                                                       "english", "twice") and n != "deep.json"]
    sources += [{"name": n, "url": web.url("/" + n), "pages": "no"} for n in odd]
    good = [{"name": f"good{i}", "url": web.url(f"/gen/rss/good{i}?items=6&first=2&pages={i % 2}")}
            for i in range(4)]
    v = Vigied(folder, sources + good, limits={
        "transfer_timeout": 4, "connect_timeout": 2, "stall_timeout": 2, "feed_bytes": "12M", "retry_min": 3600,
        "retry_max": "7d", "active_polls": 200}).start()
    for g in good:
        wait_until(lambda g=g: v.source(g["name"])["articles"] == 6, f"all articles of {g['name']}", 60)
    for name in [s["name"] for s in sources if s["name"] not in odd]:
        row = wait_until(lambda name=name: (lambda r: r["state"] in ("failing", "paused") and r)(v.source(name)),
                         f"{name} to fail", 30)
        check(row["error"], f"{name}: an error that says what happened")
        if name not in ("endless", "truncated", "drip"):  # what came whole before the end was read
            equal(v.source(name)["articles"], 0, f"articles of {name}")
    db = v.database()
    by_source = lambda n: db.execute("SELECT a.title, a.text, a.lang, a.words, a.id FROM articles a JOIN sources s"
                                     " ON s.id = a.source_id WHERE s.name = ?", (n,)).fetchall()
    for name in ("charset.xml", "big.xml", "words0.xml", "english.xml", "twice.xml"):
        wait_until(lambda name=name: len(by_source(name)) == 1, f"the article of {name}")
    wait_until(lambda: len(by_source("cut.xml")) >= 1, "what came whole of cut.xml")
    check("Libéré" in by_source("charset.xml")[0][0], "bytes of another charset are read", by_source("charset.xml")[0][0])
    check(by_source("big.xml")[0][3] > 100000, "an article of 5 MB is stored whole or cut, not lost")
    equal(by_source("words0.xml")[0][3], 0, "words")
    equal(by_source("english.xml")[0][2], "en", "language")
    equal(db.execute("SELECT count(*) FROM article_events e WHERE e.article_id = ?",
                     (by_source("english.xml")[0][4],)).fetchone()[0], 0, "events in English")
    for name in ("bomb.xml", "external.xml"):
        for row in by_source(name):
            check(len(row[0]) + len(row[1]) < 100000 and "root:" not in row[0] + row[1], f"{name}: nothing is expanded")
    check(v.alive(), "the daemon lives")
    check_journal(v.journal())
    if "ASAN" not in os.environ.get("VIGIE_BUILD", ""):
        check(v.status()["resident_bytes"] < 1 << 30, "memory stays bounded", v.status()["resident_bytes"])
    check(v.stop() < 5, "stops within five seconds")


def hostile_pages(folder):
    """The article's page is as hostile as the feed: the summary must do, and no entry is lost."""
    folder.write("web/deep.html", "<div>" * 10000 + FRENCH + "</div>" * 10000)
    folder.write("web/empty.html", "")
    folder.write("web/zeros.html", b"\0" * 10000)
    folder.write("web/big.html", "<html><body><article>" + f"<p>{FRENCH}</p>" * 6200 + "</article></body></html>")
    pages = ["/deep.html", "/empty.html", "/zeros.html", "/big.html", "/missing", "/fault/loop", "/fault/bad-gzip",
             "/fault/gzip-bomb?mb=256", "/fault/endless", "/fault/redirect?to=file:///etc/passwd", "/fault/status?code=403",
             "/fault/redirect?to=http://10.255.255.1/"]
    items = "".join(f"<item><guid>{i}</guid><title>Titre {i}</title><link>@BASE@{p}</link>"
                    f"<description>Le convoi a quitté la ville.</description></item>" for i, p in enumerate(pages))
    folder.write("web/feed.xml", HEAD + items + TAIL)
    web = Httpd(folder, "--root", folder.path + "/web")
    v = Vigied(folder, [{"name": "a", "url": web.url("/feed.xml")}], limits={
        "transfer_timeout": 3, "stall_timeout": 2, "page_bytes": "8M"}).start()
    wait_until(lambda: v.status()["articles"] == len(pages), "every entry becomes an article", 120)
    check(all(t for (t,) in v.database().execute("SELECT title FROM articles")), "with its title")
    wait_until(lambda: v.source("a")["not_modified"] > 0, "and the feed is done with")
    v.stop()


def strange_entries(folder):
    """Ids that change, are shared by feeds or the same for all, impossible days, very many items: each article once."""
    item = ("<item><guid isPermaLink='false'>{0}</guid><title>Titre {1}</title><link>@BASE@/{1}</link>{2}"
            "<description>" + FRENCH + " Numéro {1}, {1}, {1}.</description></item>")
    two = [("alt1", FRENCH), ("alt2", "Une grève des enseignants ferme depuis jeudi les écoles de Kayes, selon le syndicat. " * 8)]
    alternate = lambda ids: folder.write("web/alternating.xml", HEAD + "".join(
        f"<item><guid isPermaLink='false'>{i}</guid><title>{t}</title><link>@BASE@/{t}</link>"
        f"<description>{text}</description></item>" for i, (t, text) in zip(ids, two)) + TAIL)
    feed = lambda name, rows: folder.write("web/" + name, HEAD + "".join(item.format(*r) for r in rows) + TAIL)
    day = "<pubDate>{}, 01 Jan {} 00:00:00 GMT</pubDate>".format
    alternate(("a1", "a2"))
    feed("one-id.xml", [("x", f"one{i}", "") for i in range(5)])
    feed("shared1.xml", [("s", "shared1", "")])
    feed("shared2.xml", [("s", "shared2", "")])
    feed("days.xml", [("d1", "day1", day("Thu", 1970)), ("d2", "day2", day("Thu", 2099)), ("d3", "day3", day("Foo", 1))])
    folder.write("web/many.xml", HEAD + "".join(ITEM.format(i, f"Titre {i}", "Le convoi est arrivé.") for i in range(50000)) + TAIL)
    web = Httpd(folder, "--root", folder.path + "/web")
    names = ["alternating", "one-id", "shared1", "shared2", "days", "many"]
    v = Vigied(folder, [{"name": n, "url": web.url(f"/{n}.xml"), "pages": "no"} for n in names],
               limits={"entries": 200, "feed_bytes": "32M"}).start()
    for name, n in zip(names, (2, 5, 1, 1, 3, 200)):
        wait_until(lambda name=name, n=n: v.source(name)["articles"] == n, f"articles of {name}", 30)
    polls = v.source("alternating")["polls"]
    alternate(("a3", "a4"))
    check(v.ask("poll", source="alternating")[0]["ok"], "poll")
    wait_until(lambda: v.source("alternating")["polls"] > polls, "another poll")
    wait_until(lambda: v.source("alternating")["articles"] == 4, "the entries of changed ids")
    db = v.database()
    rows = db.execute("SELECT a.id, a.duplicate_of, a.url FROM articles a JOIN sources s ON s.id = a.source_id"
                      " WHERE s.name = 'alternating' ORDER BY a.id").fetchall()
    equal([bool(of) for _, of, _ in rows], [False, False, True, True], "articles of changed ids are copies")
    link = {article: url for article, _, url in rows}  # two readers: which of a poll's entries comes first is open
    equal([link[of] for _, of, _ in rows[2:]], [url for _, _, url in rows[2:]], "each of the article at its link")
    equal(len({of for _, of, _ in rows[2:]}), 2, "originals")
    check(v.alive(), "the daemon lives")
    check_journal(v.journal())
    v.stop()


if __name__ == "__main__":
    run(bad_neighbours, hostile_pages, strange_entries)
