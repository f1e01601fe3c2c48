"""kill -9 at random instants while 200 sources deliver 5,000 articles: afterwards every article exactly once, the journal
without gap or repeat, nothing announced that is not stored, the database whole. VIGIE_SEED repeats a run."""
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


def kill_at_random(folder):
    print(f"seed {SEED}", flush=True)
    dice = random.Random(SEED)
    web = Httpd(folder)
    formats = ["rss", "atom", "json"]
    sources = [{"name": f"s{i}", "url": web.url(
        f"/gen/{formats[i % 3]}/s{i}?items={ITEMS}&first={FIRST}&every=1&pages={int(i % 5 == 0)}")} for i in range(SOURCES)]
    v = Vigied(folder, sources, limits={"retry_min": 1, "retry_max": 1, "duplicate_days": 0}, log="info")
    v.start()
    sub = Subscriber(v)
    alive = 0
    for kill in range(KILLS):
        time.sleep(dice.choice([dice.uniform(0, 0.2), dice.uniform(0, 0.9)]))
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
