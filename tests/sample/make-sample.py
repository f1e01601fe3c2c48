#!/usr/bin/env python3
"""Builds the web sites of the demo: feeds and pages of the outlets in outlets.tsv with the articles in articles.tsv.

  make-sample.py --corpus DIR --out DIR      -> OUT/www/..., OUT/timeline.tsv, OUT/expected.json
  make-sample.py --config --port N --out DIR --pack FILE --sockets DIR  -> OUT/vigie.yaml

Only Python's own library. The same input gives the same bytes."""
import argparse
import html
import json
import os
import re
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
MOIS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()


def table(name):
    rows = [r.rstrip("\n").split("\t") for r in open(HERE / name, encoding="utf-8")
            if r.strip() and not r.startswith("#")]
    return [dict(zip(rows[0], r + [""] * len(rows[0]))) for r in rows[1:]]


def esc(s):
    return html.escape(s, quote=True)


def slug(title):
    s = unicodedata.normalize("NFKD", title)
    s = "".join(c for c in s if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", s).strip("-")[:60]


class Article:
    def __init__(self, number, row, outlet, corpus, outlets):
        folder, doc = row["doc"].split("/")
        gold = json.loads((corpus / folder / "gold" / (doc + ".json")).read_text(encoding="utf-8"))
        lines = [x.strip() for x in (corpus / folder / "texts" / (doc + ".txt")).read_text(encoding="utf-8").split("\n")]
        lines = [x for x in lines if x]
        self.number, self.outlet, self.at = number, outlet, row["at"]
        self.title, self.paragraphs = lines[0], lines[1:]
        self.copy_of = outlets[row["copy_of"]]["name"] if row["copy_of"] else None
        if self.copy_of:  # what a newspaper does with a dispatch
            self.paragraphs[0] = "(%s) - %s" % (self.copy_of, self.paragraphs[0])
            self.paragraphs.append("%s avec %s" % (outlet["name"], self.copy_of))
        y, m, d = (int(x) for x in gold["published"].split("-"))
        # dates are the corpus's; the hour follows from the place in the list, so that every feed is in order
        self.y, self.m, self.d, self.hour, self.minute = y, m, d, 6 + number * 13 // 60 % 16, number * 13 % 60
        self.path = "/%s/%s" % (outlet["code"], self.page_name())

    def page_name(self):
        style = self.outlet["page"]
        if style == "radio":
            return "fr/afrique/%04d%02d%02d-%s.html" % (self.y, self.m, self.d, slug(self.title))
        if style == "portail":
            return "article%d.html" % (4100 + self.number)
        return "%s-%d.html" % (slug(self.title), self.number)

    def weekday(self):
        t = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
        y = self.y - (self.m < 3)
        return (y + y // 4 - y // 100 + y // 400 + t[self.m - 1] + self.d + 6) % 7

    def rfc822(self):
        return "%s, %02d %s %04d %02d:%02d:00 +0000" % (DAYS[self.weekday()], self.d, MONTHS[self.m - 1], self.y,
                                                        self.hour, self.minute)

    def rfc3339(self):
        return "%04d-%02d-%02dT%02d:%02d:00Z" % (self.y, self.m, self.d, self.hour, self.minute)

    def french_date(self):
        return "%d %s %d à %02dh%02d" % (self.d, MOIS[self.m - 1], self.y, self.hour, self.minute)

    def url(self):
        return "@BASE@" + self.path

    def guid(self):
        return "%s-%d" % (self.outlet["code"], self.number)

    def summary(self):
        text = self.paragraphs[0]
        return text if len(text) < 180 else text[:text.rfind(" ", 0, 180)] + "…"

    def html(self):
        return "\n".join("<p>%s</p>" % esc(p) for p in self.paragraphs)


# --- pages: furniture as real sites have it ------------------------------------------------------------------------

COOKIES = """<div id="cookie-banner" class="cookie-consent" role="dialog" aria-label="Gestion des cookies">
<p>Nous utilisons des cookies et d'autres traceurs pour mesurer l'audience, personnaliser les contenus et vous proposer des
publicités adaptées à vos centres d'intérêt. Vous pouvez accepter ou refuser ces traceurs à tout moment.</p>
<button>Tout accepter</button> <button>Tout refuser</button> <a href="/cookies">Paramétrer mes choix</a></div>"""

NAV = """<nav class="menu-principal"><ul>%s</ul></nav>""" % "".join(
    '<li><a href="/%s">%s</a></li>' % (slug(x), x)
    for x in ("Accueil", "Politique", "Sécurité", "Économie", "Société", "Sport", "Culture", "Vidéos", "Petites annonces"))

SHARE = """<div class="partage"><a href="https://www.facebook.com/sharer">Partager sur Facebook</a>
<a href="https://twitter.com/intent">Tweeter</a> <a href="https://wa.me/">Envoyer par WhatsApp</a> <a href="#">Imprimer</a></div>"""

FOOTER = """<footer><p>© %(name)s - Tous droits réservés. Toute reproduction, même partielle, est interdite sans autorisation.</p>
<p><a href="/mentions">Mentions légales</a> · <a href="/contact">Contact</a> · <a href="/publicite">Publicité</a> ·
<a href="/donnees">Données personnelles</a></p></footer>"""

NEWSLETTER = """<section class="newsletter"><h3>Recevez notre lettre quotidienne</h3><p>Chaque matin à 7 heures, l'essentiel de
l'actualité dans votre boîte aux lettres.</p><form><input type="email" placeholder="Votre adresse"><button>S'abonner</button></form></section>"""

COMMENTS = """<section id="commentaires" class="comments"><h3>2 commentaires</h3>
<div class="comment"><b>Le Patriote</b><p>Que Dieu protège notre pays. Il faut que cela cesse un jour !</p></div>
<div class="comment"><b>Issa T.</b><p>Merci pour l'info, toujours les premiers. Et le prix du carburant, qui en parle ?</p></div></section>"""


def related(articles):
    items = "".join('<li><a href="%s">%s</a></li>' % (esc(a.url()), esc(a.title)) for a in articles)
    return '<aside class="a-lire-aussi"><h3>À lire aussi</h3><ul>%s</ul></aside>' % items


def head(article, outlet):
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title,
            "datePublished": article.rfc3339(), "inLanguage": "fr", "publisher": {"@type": "Organization", "name": outlet["name"]}}
    extra = '<script type="application/ld+json">%s</script>' % json.dumps(data, ensure_ascii=False) \
        if outlet["page"] == "radio" else ""
    return """<meta charset="%s"><title>%s | %s</title>
<meta property="og:title" content="%s"><meta property="og:site_name" content="%s"><meta property="og:type" content="article">
<meta property="article:published_time" content="%s"><link rel="canonical" href="%s">
<link rel="stylesheet" href="/style.css"><script>window.dataLayer=window.dataLayer||[];</script>%s""" % (
        outlet["charset"], esc(article.title), esc(outlet["name"]), esc(article.title), esc(outlet["name"]),
        article.rfc3339(), esc(article.url()), extra)


def page_radio(article, outlet, others):
    body = "\n".join("<p>%s</p>" % esc(p) for p in article.paragraphs[1:])
    return """<!DOCTYPE html><html lang="fr"><head>%s</head><body>%s<header><a href="/">%s</a><p>%s</p>%s</header>
<main><article class="t-content"><h1>%s</h1><div class="t-content__chapo"><p>%s</p></div>
<div class="t-content__dates">Publié le : %s</div>%s<div class="t-content__body">%s</div>
<div class="o-self-promo"><p>Téléchargez notre application pour suivre toute l'actualité internationale</p></div></article>%s</main>%s%s</body></html>""" % (
        head(article, outlet), COOKIES, esc(outlet["name"]), esc(outlet["tagline"]), NAV, esc(article.title),
        esc(article.paragraphs[0]), article.french_date(), SHARE, body, related(others), NEWSLETTER, FOOTER % outlet)


def page_journal(article, outlet, others):
    half = max(1, len(article.paragraphs) // 2)
    first, rest = article.paragraphs[:half], article.paragraphs[half:]
    middle = '<div class="pub"><span>Publicité</span><img src="/pub/banniere.gif" alt=""></div>'
    return """<!DOCTYPE html><html lang="fr-FR"><head>%s</head><body class="single-post"><div id="page">%s
<header class="site-header"><div class="site-title"><a href="/">%s</a></div><div class="tagline">%s</div></header>
<div class="entry-header"><h1 class="entry-title">%s</h1><span class="posted-on">%s</span> <span class="byline">Par la rédaction</span></div>
<div class="entry-content">%s%s%s%s</div>%s<aside id="secondary">%s<div class="widget"><h2>Météo</h2><p>Bamako : 38 °C, ciel
voilé. Mopti : 41 °C.</p></div></aside>%s%s</div>%s</body></html>""" % (
        head(article, outlet), NAV, esc(outlet["name"]), esc(outlet["tagline"]), esc(article.title), article.french_date(),
        "".join("<p>%s</p>" % esc(p) for p in first), middle, "".join("<p>%s</p>" % esc(p) for p in rest), SHARE,
        COMMENTS, related(others), NEWSLETTER, FOOTER % outlet, COOKIES)


def page_portail(article, outlet, others):
    """Tables and line breaks, as sites of the first hour still have them."""
    return """<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html lang="fr"><head>%s</head><body>
<table width="980"><tr><td colspan="2"><a href="/">%s</a> - <i>%s</i></td></tr><tr><td colspan="2">%s</td></tr>
<tr><td width="680" valign="top"><div class="titre_article"><h2>%s</h2></div><div class="date">%s - Lu 1 482 fois</div>
<div class="texte">%s</div>%s%s</td><td width="300" valign="top">%s<p>Sondage : faut-il reporter la rentrée scolaire ?</p>
<form><input type="radio" name="s">Oui <input type="radio" name="s">Non <button>Voter</button></form></td></tr></table>%s%s</body></html>""" % (
        head(article, outlet), esc(outlet["name"]), esc(outlet["tagline"]), NAV, esc(article.title), article.french_date(),
        "<br><br>\n".join(esc(p) for p in article.paragraphs), SHARE, COMMENTS, related(others), FOOTER % outlet, COOKIES)


def page_ong(article, outlet, others):
    return """<!DOCTYPE html><html lang="fr"><head>%s</head><body><a class="skip" href="#contenu">Aller au contenu</a>%s
<div class="don"><p>Soutenez notre travail : un don de 20 euros finance une journée d'enquête.</p><a href="/don">Je donne</a></div>
<main id="contenu"><h1>%s</h1><p class="meta">%s, Dakar</p>%s%s</main>%s%s</body></html>""" % (
        head(article, outlet), NAV, esc(article.title), article.french_date(), article.html(), SHARE, FOOTER % outlet, COOKIES)


PAGES = {"radio": page_radio, "journal": page_journal, "portail": page_portail, "ong": page_ong}

# --- feeds ---------------------------------------------------------------------------------------------------------


def feed_path(outlet):
    return "/%s/%s" % (outlet["code"], {"rss": "rss.xml", "rdf": "index.rdf", "atom": "atom.xml", "json": "feed.json"}[outlet["format"]])


def rss_parts(o):
    start = """<?xml version="1.0" encoding="%s"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>%s</title><link>@BASE@/%s/</link><description>%s</description><language>fr</language>""" % (
        o["charset"], esc(o["name"]), o["code"], esc(o["tagline"]))
    return start, "</channel></rss>"


def rss_item(a, full):
    body = "<content:encoded><![CDATA[%s]]></content:encoded>" % a.html() if full else ""
    return """<item><title>%s</title><link>%s</link><guid isPermaLink="false">%s</guid><pubDate>%s</pubDate><description>%s</description>%s</item>""" % (
        esc(a.title), esc(a.url()), a.guid(), a.rfc822(), esc(a.summary()), body)


def rdf_parts(o):
    start = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="@BASE@/%s/"><title>%s</title><link>@BASE@/%s/</link><description>%s</description><dc:language>fr</dc:language></channel>""" % (
        o["code"], esc(o["name"]), o["code"], esc(o["tagline"]))
    return start, "</rdf:RDF>"


def rdf_item(a, full):
    return """<item rdf:about="%s"><title>%s</title><link>%s</link><description>%s</description><dc:date>%s</dc:date></item>""" % (
        esc(a.url()), esc(a.title), esc(a.url()), esc(a.html() if full else a.summary()), a.rfc3339())


def atom_parts(o):
    start = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>%s</title><subtitle>%s</subtitle><id>tag:%s.example,2020:/</id>
<link rel="self" href="@BASE@%s"/><link href="@BASE@/%s/"/><updated>2026-01-01T00:00:00Z</updated>""" % (
        esc(o["name"]), esc(o["tagline"]), o["code"], feed_path(o), o["code"])
    return start, "</feed>"


def atom_item(a, full):
    body = '<content type="html">%s</content>' % esc(a.html()) if full else '<summary>%s</summary>' % esc(a.summary())
    return """<entry><title>%s</title><id>tag:%s.example,2020:%d</id><link rel="alternate" href="%s"/><published>%s</published><updated>%s</updated>%s</entry>""" % (
        esc(a.title), a.outlet["code"], a.number, esc(a.url()), a.rfc3339(), a.rfc3339(), body)


def json_parts(o):
    start = '{"version":"https://jsonfeed.org/version/1.1","title":%s,"description":%s,"language":"fr","home_page_url":"@BASE@/%s/","feed_url":"@BASE@%s","items":[' % (
        json.dumps(o["name"]), json.dumps(o["tagline"]), o["code"], feed_path(o))
    return start, "]}"


def json_item(a, full):
    item = {"id": a.guid(), "url": a.url(), "title": a.title, "date_published": a.rfc3339(), "summary": a.summary()}
    if full:
        item["content_html"] = a.html()
    else:
        item["content_text"] = a.summary()
    return json.dumps(item, ensure_ascii=False)


FEEDS = {"rss": (rss_parts, rss_item), "rdf": (rdf_parts, rdf_item), "atom": (atom_parts, atom_item), "json": (json_parts, json_item)}


def write(path, text, charset):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(charset, "xmlcharrefreplace"))


def build(corpus, out, speed):
    outlets = {o["code"]: o for o in table("outlets.tsv")}
    articles = [Article(i + 1, row, outlets[row["outlet"]], corpus, outlets) for i, row in enumerate(table("articles.tsv"))]
    for a in articles:
        a.at = "%g" % (float(a.at) / speed)
    www, rows = out / "www", ["at\tpath\tkind\tfile\tid"]
    for code, o in outlets.items():
        ext = "json" if o["format"] == "json" else "xml"
        parts, item = FEEDS[o["format"]]
        start, end = parts(o)
        path, full = feed_path(o), o["body"] == "full"
        write(www / code / ("head." + ext), start, o["charset"])
        write(www / code / ("tail." + ext), end, o["charset"])
        rows.append("0\t%s\thead\t%s/head.%s\t" % (path, code, ext))
        rows.append("0\t%s\ttail\t%s/tail.%s\t" % (path, code, ext))
        mine = [a for a in articles if a.outlet is o]
        for a in mine:
            name = "%s/item%d.%s" % (code, a.number, ext)
            write(www / name, item(a, full), o["charset"])
            rows.append("%s\t%s\titem\t%s\t%s" % (a.at, path, name, a.guid()))
            if not full:
                others = [b for b in mine if b is not a][:4]
                page = "%s/page%d.html" % (code, a.number)
                write(www / page, PAGES[o["page"]](a, o, others), o["charset"])
                rows.append("%s\t%s\tfile\t%s\t" % (a.at, a.path, page))
    (out / "timeline.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    told = {"outlets": len(outlets), "articles": len(articles), "copies": sum(1 for a in articles if a.copy_of),
            "seconds": max(float(a.at) for a in articles)}
    (out / "expected.json").write_text(json.dumps(told) + "\n", encoding="utf-8")


def config(port, out, pack, sockets):
    lines = ["# The configuration of the demo; made by tests/sample/make-sample.py.",
             "state_dir: %s" % json.dumps(str(out / "state")), "publish: ipc://%s/publish" % sockets, "replay: ipc://%s/replay" % sockets,
             "control: ipc://%s/control" % sockets, "pack: %s" % json.dumps(str(pack)), "log: info",
             "limits:", "  host_gap_ms: 0", "  host_active: 12", "  interval_min: 1", "  unvalidated_interval: 1", "  retry_min: 1", "  retry_max: 5",
             "  start_spread: 0", "sources:"]
    for o in table("outlets.tsv"):
        lines += ["  - name: %s" % o["code"], "    outlet: %s" % json.dumps(o["name"], ensure_ascii=False),
                  "    url: http://127.0.0.1:%d%s" % (port, feed_path(o)), "    lang: fr", "    country: %s" % o["country"],
                  "    kind: %s" % o["kind"], "    interval: 1", "    interval_max: 2", "    allow_private: yes"]
    lines += ["alerts:", "  rules:", "    - name: many-dead", "      severity: critical", "      match:", "        killed_min: 30",
              "    - name: abduction", "      severity: warning", "      match:", "        type: [abduction]",
              "    - name: fuel-convoys", "      severity: warning", "      match:", "        words: [carburant, citerne, citernes]"]
    (out / "vigie.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--corpus", type=Path)
    p.add_argument("--config", action="store_true")
    p.add_argument("--port", type=int, default=0)
    p.add_argument("--pack", type=Path)
    p.add_argument("--sockets")
    p.add_argument("--speed", type=float, default=1.0, help="so many times faster")
    a = p.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    if a.config:
        config(a.port, a.out.resolve(), a.pack, a.sockets or str(a.out.resolve()))
    elif a.corpus:
        build(a.corpus, a.out, a.speed)
    else:
        p.error("say --corpus DIR or --config")
    return 0


if __name__ == "__main__":
    sys.exit(main())
