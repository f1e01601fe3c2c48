"""kill -9 at random instants while 200 sources deliver 5,000 articles: afterwards every article exactly once, the journal
without gap or repeat, nothing announced that is not stored, the database whole. VIGIE_SEED repeats a run."""
import json
import os
import random
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "daemon"))
from harness import Httpd, Subscriber, Vigied, check, check_journal, equal, run, wait_until

KILLS = int(os.environ.get("VIGIE_KILLS", "100"))
SOURCES, ITEMS, FIRST = 200, 25, 4
SEED = int(os.environ.get("VIGIE_SEED", random.SystemRandom().randrange(10**6)))


def check_announced(sub, rows):
    """Every message that went out is in the journal, word for word, and went out once."""
    by_seq = {body["seq"]: (topic, body) for topic, body in rows}
    seen = set()
    for topic, body in sub.journal():
        check(body["seq"] not in seen, "published twice", body)
        seen.add(body["seq"])
        check(by_seq.get(body["seq"]) == (topic, body), "published, but not stored so", topic, body)
    for beat in sub.beats():
        check(beat["seq"] <= len(rows), "a heartbeat beyond the journal", beat)
    return len(seen)


def check_store(v, articles):
    db = v.database()
    one = lambda sql: db.execute(sql).fetchone()[0]
    equal(one("PRAGMA integrity_check"), "ok", "integrity_check")
    equal(db.execute("PRAGMA foreign_key_check").fetchall(), [], "foreign_key_check")
    equal(one("SELECT count(*) FROM articles"), articles, "articles")
    equal(one("SELECT count(*) FROM entries"), articles, "entries")
    equal(one("SELECT count(DISTINCT url) FROM articles"), articles, "different articles")
    equal(one("SELECT count(DISTINCT article_id) FROM entries"), articles, "articles that have an entry")
    equal(one("SELECT count(*) FROM revisions WHERE seq NOT IN (SELECT seq FROM journal)"), 0, "untold revisions")
    equal(one("SELECT count(*) FROM events WHERE revision = 0"), 0, "events without a revision")


def check_told(rows, v):
    told = [m["article_id"] for t, m in rows if t.startswith("article.")]
    equal(len(told), SOURCES * ITEMS, "articles told")
    equal(len(set(told)), len(told), "articles told once")
    db = v.database()
    stored = set(db.execute("SELECT seq FROM revisions"))
    for topic, body in rows:
        if topic.startswith("event."):
            check((body["seq"],) in stored, "an event announced that is not stored", body)


PLACES = ["Kidal", "Gao", "Ménaka", "Tombouctou", "Mopti", "Ségou", "Sikasso", "Bandiagara", "Ansongo", "Djibo"]
MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre"]


def story(source, item):
    """A short article with an event of its own: few share a place and a day."""
    n = source * ITEMS + item
    return (f"Article {n}", f"Le {1 + n % 28} {MONTHS[n // 28 % 11]} {2013 + n // 308 % 12}, au moins {3 + n % 40} civils ont "
            f"été tués dans une attaque d'hommes armés à {PLACES[n % 10]}, a annoncé le gouverneur de la région. "
            f"L'attaque numéro {n} a duré deux heures, selon des habitants.")


def feed(source, items):
    """RSS or JSON Feed; every fifth source keeps the text on pages of its own."""
    paged = source % 5 == 0
    link = lambda i: f"@BASE@/p/{source}/{i}.html"
    text = lambda i: "Lire l'article." if paged else story(source, i)[1]
    if source % 3 == 0:
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": f"s{source}", "items": [
            {"id": f"i{i}", "url": link(i), "title": story(source, i)[0], "content_text": text(i),
             "date_published": "@RFC3339@"} for i in range(items)]})
    return ('<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>s</title>' + "".join(
        f"<item><guid>i{i}</guid><link>{link(i)}</link><title>{story(source, i)[0]}</title><description>{text(i)}"
        f"</description><pubDate>@RFC822@</pubDate></item>" for i in range(items)) + "</channel></rss>")


def serve(folder):
    """The feeds grow four times."""
    rows = ["at\tpath\tkind\tfile\tid"]
    for s in range(SOURCES):
        end = "json" if s % 3 == 0 else "xml"
        for step, at in enumerate((0, 4, 8, 12)):
            name = f"{s}-{step}.{end}"
            folder.write(f"web/{name}", feed(s, FIRST + (ITEMS - FIRST) * step // 3))
            rows.append(f"{at}\t/s{s}.{end}\tfile\t{name}\t")
        for i in range(ITEMS if s % 5 == 0 else 0):
            folder.write(f"web/p/{s}/{i}.html", f"<html><head><title>x</title></head><body><nav><a href='/'>Accueil</a></nav>"
                         f"<article><h1>{story(s, i)[0]}</h1><p>{story(s, i)[1]}</p></article></body></html>")
    return Httpd(folder, "--root", folder.path + "/web", "--timeline", folder.write("t.tsv", "\n".join(rows) + "\n"))


def some_life(v, sub, dice):
    """Until a random instant: while it starts, or after some messages and a moment."""
    if dice.random() < 0.25:
        time.sleep(dice.uniform(0, 0.3))
        return
    v.wait_log("msg=started", 60)
    goal = len(sub.messages) + dice.randrange(120)
    end = time.monotonic() + 3
    while len(sub.messages) < goal and time.monotonic() < end:
        time.sleep(0.003)
    time.sleep(dice.uniform(0, 0.05))


def kill_at_random(folder):
    print(f"seed {SEED}", flush=True)
    dice = random.Random(SEED)
    web = serve(folder)
    sources = [{"name": f"s{s}", "url": web.url(f"/s{s}.{'json' if s % 3 == 0 else 'xml'}"),
                "pages": "yes" if s % 5 == 0 else "no"} for s in range(SOURCES)]
    v = Vigied(folder, sources, limits={"retry_min": 1, "retry_max": 1}, log="info")
    v.start()
    sub = Subscriber(v)
    alive = 0
    for kill in range(KILLS):
        some_life(v, sub, dice)
        if not v.alive():
            check(v.process.returncode == 0, f"vigied ended by itself: {v.log()[-3000:]}")
        alive += "msg=started" in v.log()
        v.kill()
        if kill % 20 == 19:
            print(f"  {kill + 1} kills, {v.database().execute('SELECT count(*) FROM articles').fetchone()[0]} articles",
                  flush=True)
        v.start(wait=False)
    v.wait_log("msg=started", 60)
    check(alive > KILLS / 4, f"only {alive} of {KILLS} kills met a running daemon")
    db = v.database()
    count = lambda: db.execute("SELECT count(*) FROM articles").fetchone()[0]
    wait_until(lambda: count() >= SOURCES * ITEMS, "all articles", 180)
    wait_until(lambda: v.status()["in_flight"] == 0 and v.status()["published_seq"] == v.status()["last_seq"], "quiet")
    rows = v.journal()
    v.stop()
    sub.end()
    check_journal(rows)
    check_told(rows, v)
    check_store(v, SOURCES * ITEMS)
    n = check_announced(sub, rows)
    print(f"  {KILLS} kills ({alive} of a started daemon), {len(rows)} messages, {n} of them heard", flush=True)


if __name__ == "__main__":
    run(kill_at_random)
