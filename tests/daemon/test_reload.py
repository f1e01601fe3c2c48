"""A wrong configuration changes nothing and says where and how to mend it; a right one is taken without a restart."""
import os
import signal
import subprocess

from harness import VIGIED, Httpd, Vigied, check, equal, run, wait_until

GOOD = "state_dir: s\nsources:\n  - name: a\n    url: http://a.example/feed\n"

# text of the file, what the message must hold
WRONG = [
    ("state_dirr: s\n", ":1:", "unknown key", "did you mean 'state_dir'"),
    ("state_dir: s\nlimits:\n  feed_bites: 3\n", ":3:", "limits.feed_bites", "feed_bytes"),
    ("sources:\n  - name: a\n    url: http://a/\n    langue: fr\n", ":4:", "sources[0].langue", "lang"),
    ("readers: many\n", ":1:", "readers", "'many'", "whole number"),
    ("log: info\nreaders: 1000\n", ":2:", "readers", "from 0 to 64"),
    ("limits:\n  interval_min: 5x\n", ":2:", "limits.interval_min", "5m"),
    ("limits: 3\n", ":1:", "limits", "mapping"),
    ("log: loud\n", ":1:", "log", "debug, info"),
    ("publish: tcp://0.0.0.0:5560\n", ":1:", "publish", "CURVE"),
    ("publish: tcp://192.168.1.4:5560\n", ":1:", "publish", "127.0.0.1"),
    ("sources: a\n", ":1:", "sources", "list"),
    ("sources:\n  - name: a\n", ":2:", "url is missing"),
    ("sources:\n  - name: a\n    url: ftp://a/\n", ":2:", "http"),
    ("sources:\n  - name: a\n    url: http://a/\n    kind: blog\n", ":4:", "kind", "agency"),
    ("sources:\n  - name: a\n    url: http://a/\n    pages: maybe\n", ":4:", "pages", "yes nor no"),
    ("sources:\n  - {name: a, url: http://a/}\n  - {name: a, url: http://b/}\n", ":3:", "'a'", ":2"),
    ("sources:\n  - {name: a, url: http://a/}\n  - {name: b, url: http://a/}\n", ":3:", "url", "'a'"),
    ("sources:\n  - {name: a, url: http://a/, interval: 3h, interval_max: 1h}\n", ":2:", "interval_max"),
    ("state_dir: s\nstate_dir: t\n", ":2:", "state_dir", "given twice"),
    ("state_dir: &x s\npack: *x\n", ":2:", "alias"),
    ("state_dir: [s]\n", ":1:", "state_dir", "single value"),
    ("state_dir: \"s\n", ":", "not YAML"),
    ("\tstate_dir: s\n", ":1:", "not YAML"),
    ("", ":1:", "empty"),
    ("- a\n", ":1:", "mapping"),
    ("state_dir: s\n---\nlog: info\n", ":2:", "second document"),
    ("log: info\ninclude:\n  - nowhere.d\n", ":3:", "nowhere.d"),
    ("include: more.yaml\n", ":1:", "include", "list"),
    ("include: [bad.yaml]\n", "bad.yaml:2:", "unknown key"),
    ("limits:\n  interval_min: 3h\n", ":2:", "interval_max"),
]


def vigied(*args):
    done = subprocess.run([VIGIED, *args], capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def wrong_files(folder):
    folder.write("bad.yaml", "sources: []\nlog: info\n")
    for text, *wanted in WRONG:
        path = folder.write("v.yaml", text)
        for mode in (["--check"], []):
            status, _, err = vigied("-c", path, *mode)
            equal(status, 2, f"exit status for {text!r} ({err})")
            for part in wanted:
                check(part in err, f"{text!r}: {part!r} in the message", err)
            check(len(err.splitlines()) == 1, f"{text!r}: one line", err)
    status, _, err = vigied("-c", folder.path + "/none.yaml", "--check")
    check(status == 2 and "none.yaml" in err, "a file that is not there", err)
    equal(vigied("--no-such-option")[0], 2, "usage")
    equal(vigied("-c", path, "extra")[0], 2, "usage")


def right_files(folder):
    folder.write("d/10.yaml", "sources:\n  - {name: b, url: http://b.example/}\n")
    folder.write("d/20.yml", "sources:\n  - {name: c, url: 'http://c.example/?a=1&b=\"'}\n")
    folder.write("d/not-yaml.txt", "}{")
    path = folder.write("v.yaml", GOOD + "include: [d]\nlimits:\n"
                        "  interval_min: 90s\n  feed_bytes: 1M\n  interval_max: 1d\n")
    status, out, err = vigied("-c", path, "--check")
    equal((status, err), (0, ""), "check")
    check("3 sources" in out, "sources are counted", out)
    status, out, _ = vigied("-c", path, "--dump-config")
    check("interval_min: 90\n" in out and "feed_bytes: 1048576\n" in out and "interval_max: 86400\n" in out, out)
    check(f'state_dir: "{folder.path}/s"' in out, "relative to the file", out)
    again = folder.write("again.yaml", out)
    equal(vigied("-c", again, "--dump-config")[1], out, "the dump loads to the same")


def reload(folder):
    web = Httpd(folder)
    one, two, three = ({"name": n, "url": web.url(f"/gen/rss/{n}?items=3&first=3")} for n in ("one", "two", "three"))
    v = Vigied(folder, [one, two]).start()
    wait_until(lambda: v.status()["articles"] == 6, "6 articles")
    v.set_sources([one, {**three, "kind": "nonsense"}])
    reply, _ = v.ask("reload")
    equal(reply["ok"], False, "a wrong file")
    check("kind" in reply["error"] and "v.yaml:" in reply["error"], "where and what", reply["error"])
    v.process.send_signal(signal.SIGHUP)
    v.wait_log("reload failed, the old configuration stays")
    equal(sorted(s["name"] for s in v.ask("sources")[0]["sources"]), ["one", "two"], "the old sources stay")
    v.set_sources([{**one, "interval": 2}, three])
    v.process.send_signal(signal.SIGHUP)
    v.wait_log("msg=reloaded what=\"2 sources: 1 added, 1 removed, 1 changed\"")
    wait_until(lambda: v.status()["articles"] == 9, "the articles of the new source")
    equal(sorted(s["name"] for s in v.ask("sources")[0]["sources"]), ["one", "three"], "sources")
    check(any(t == "feed.removed.two" for t, _ in v.journal()), "subscribers are told")
    reply, _ = v.ask("add", add={"name": "two", "url": two["url"], "allow_private": True})
    equal(reply["ok"], True, str(reply))
    wait_until(lambda: v.source("two")["state"] == "ok", "the source added by hand")
    equal(v.status()["articles"], 9, "its articles are known")
    equal(v.ask("add", add={"name": "two", "url": two["url"]})[0]["ok"], False, "a name that is taken")
    equal(v.ask("remove", source="two")[0]["ok"], True, "remove")
    equal(v.ask("remove", source="two")[0]["ok"], False, "remove twice")
    v.set_sources([{**two, "url": two["url"] + "&x=1"}, one])
    equal(v.ask("reload")[0]["ok"], True, "reload")
    equal(v.ask("poll", source="two")[0]["ok"], True, "poll")
    equal(v.ask("poll", source="nobody")[0]["ok"], False, "poll nobody")
    wait_until(lambda: v.source("two")["state"] == "ok", "the source at its new address")
    v.stop()


def reload_under_load(folder):
    """Sources come and go while their entries are under way: nothing is lost, nothing told twice."""
    web = Httpd(folder)
    every = [{"name": f"s{i}", "url": web.url(f"/gen/rss/s{i}?items=14&first=10&pages={i % 2}")}
             for i in range(20)]
    v = Vigied(folder, every).start()
    for i in range(15):
        v.set_sources(every[i % 5: 20 - i % 3])
        v.process.send_signal(signal.SIGHUP)
        wait_until(lambda i=i: v.log().count("msg=reloaded") == i + 1, "the reload")
    v.set_sources(every)
    v.process.send_signal(signal.SIGHUP)
    db = v.database()
    wait_until(lambda: db.execute("SELECT count(*) FROM articles").fetchone()[0] >= 280, "280 articles", 60)
    equal(db.execute("SELECT count(*), count(DISTINCT url) FROM articles").fetchone(), (280, 280), "articles")
    v.stop()


def one_daemon_a_folder(folder):
    v = Vigied(folder, []).start()
    w = Vigied(folder, [], name="w", state_dir=v.keys["state_dir"])
    w.start(wait=False)
    equal(w.process.wait(30), 1, "exit status of the second")
    check("another vigied runs" in w.log(), "it says why", w.log())
    v.stop()
    os.truncate(v.keys["state_dir"] + "/vigie.db", 100)
    v.start(wait=False)
    equal(v.process.wait(30), 1, "exit status with a broken database")
    check("vigie.db" in v.log(), "it says which file", v.log())


if __name__ == "__main__":
    run(wrong_files, right_files, reload, reload_under_load, one_daemon_a_folder)
