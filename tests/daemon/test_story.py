"""What later articles show: two events are one, one event was two; the ids can be followed all the way."""
import datetime

from harness import Httpd, Vigied, check, equal, run, wait_until

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
ITEM = """<item><guid>{guid}</guid><title>{title}</title><link>@BASE@/{guid}.html</link><pubDate>@RFC822@</pubDate>
<description>{text}</description></item>"""
TEXT = """{first} Les habitants ont passé la nuit dehors avant de regagner leurs maisons au matin. Le maire de la commune a appelé
au calme, et une réunion des notables est prévue dans les prochains jours, a-t-on appris de bonne source à {outlet}."""


def day(before):
    d = datetime.datetime.now(datetime.timezone.utc).date() - datetime.timedelta(days=before)
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}"


def outlets(folder, first_sentences):
    """One feed for each outlet; each appears a second after the one before."""
    table = ["at\tpath\tkind\tfile\tid"]
    for i, first in enumerate(first_sentences):
        folder.write(f"web/head{i}.xml", '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>O</title>')
        folder.write("web/tail.xml", "</channel></rss>")
        text = TEXT.format(first=first, outlet=f"l'organe {i}")
        folder.write(f"web/{i}.xml", ITEM.format(guid=f"g{i}", title="Ce que l'on sait", text=text))
        table += [f"0\t/{i}.xml\thead\thead{i}.xml\t", f"0\t/{i}.xml\ttail\ttail.xml\t", f"{2 * i}\t/{i}.xml\titem\t{i}.xml\tg{i}"]
    web = Httpd(folder, "--root", folder.path + "/web", "--timeline", folder.write("timeline.tsv", "\n".join(table) + "\n"))
    sources = [{"name": f"organe-{i}", "url": web.url(f"/{i}.xml"), "pages": "no"} for i in range(len(first_sentences))]
    return Vigied(folder, sources, limits={"duplicate_days": 0}).start()


def history(v):
    """event_id -> its revisions"""
    events = {}
    for topic, m in v.journal():
        if topic.startswith("event."):
            events.setdefault(m["event_id"], []).append(m)
    return events


def killed(m):
    return {c["min"] for c in m["casualties"] if c["outcome"] == "killed"}


def teller(m):
    return sorted(s["source"] for s in m["sources"])


def one_event_was_two(folder):
    v = outlets(folder, [
        "Des hommes armés ont attaqué le village de Sofara et tué douze civils.",
        f"Des hommes armés ont attaqué le village de Sofara le {day(2)} et tué trois civils.",
        f"Des hommes armés ont attaqué le village de Sofara le {day(8)} et tué douze civils.",
    ])
    wait_until(lambda: v.status()["articles"] == 3, "articles")
    events = history(v)
    equal(len(events), 2, "events")
    old, new = events.values()
    check(any(teller(m) == ["organe-0", "organe-1"] for m in old), "the undated one is filed with the first that has a day", old[-1])
    equal(teller(old[-1]), ["organe-1"], "who tells of the old one in the end")
    equal(teller(new[-1]), ["organe-0", "organe-2"], "who tells of the new one")
    equal((killed(old[-1]), killed(new[-1])), ({3}, {12}), "tolls")
    equal(new[-1]["split_from"], old[-1]["event_id"], "split_from")
    check(any(new[-1]["event_id"] in c and "organe-0" in c for c in old[-1]["changed"]), "the old one says where it went", old[-1]["changed"])
    equal([m["revision"] for m in old + new], [*range(1, len(old) + 1), *range(1, len(new) + 1)], "revisions")
    v.stop()


def two_events_are_one(folder):
    v = outlets(folder, [
        f"Quatorze civils ont été tués le {day(2)} par des hommes armés dans la région de Mopti.",
        "Des hommes armés ont attaqué le village de Sofara et tué quatorze civils.",
        f"Des hommes armés ont attaqué le village de Sofara le {day(2)} et tué quatorze civils.",
    ])
    wait_until(lambda: v.status()["articles"] == 3, "articles")
    events = history(v)
    equal(len(events), 2, "events")
    first, second = events.values()
    equal(second[-1]["merged_into"], first[0]["event_id"], "merged_into")
    equal(first[-1]["merged_into"], None, "the older one goes on")
    equal(teller(first[-1]), ["organe-0", "organe-1", "organe-2"], "who tells of it")
    equal((first[-1]["place"]["name"], first[-1]["independent"]), ("Sofara", 3), "the best reading")
    v.stop()


run(one_event_was_two, two_events_are_one)
