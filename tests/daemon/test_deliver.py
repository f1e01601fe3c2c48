"""Alerts reach people: real web hooks and a real SMTP server, through errors, silence and kill -9."""
import email
import email.policy
import hashlib
import hmac
import http.server
import json
import random
import shutil
import ssl
import subprocess
import sys
import threading
import time

from harness import Httpd, Vigied, check, equal, run, wait_until

try:
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult
except ImportError:
    print("skipped: python3-aiosmtpd is missing")
    sys.exit(77)

ITEM = """<item><guid>{guid}</guid><title>Embuscade à {place}</title><link>@BASE@/{guid}.html</link><pubDate>@RFC822@</pubDate>
<description>{text}</description></item>"""
HEAD = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Essai</title>'
TEXT = """Au moins {n} soldats maliens ont été tués lundi dans une embuscade tendue par des hommes armés près de {place},
a annoncé l'armée. Le convoi quittait la ville quand il a été pris sous le feu. Des renforts ont été envoyés, et l'hôpital
de la ville a reçu plusieurs blessés dans la soirée. Le gouverneur a appelé la population au calme."""
PLACES = ["Kidal", "Tessalit", "Gao", "Ménaka", "Djenné", "Bankass", "Douentza", "Nara", "Diré", "Goundam", "Ansongo", "Léré"]
NUMBERS = ["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize"]


def feed(folder, items):
    """items: (at, guid, place, number of dead)"""
    folder.write("web/head.xml", HEAD)
    folder.write("web/tail.xml", "</channel></rss>")
    table = ["at\tpath\tkind\tfile\tid", "0\t/a.xml\thead\thead.xml\t", "0\t/a.xml\ttail\ttail.xml\t"]
    for i, (at, guid, place, n) in enumerate(items):
        folder.write(f"web/{i}.xml", ITEM.format(guid=guid, place=place, text=TEXT.format(place=place, n=n)))
        table.append(f"{at}\t/a.xml\titem\t{i}.xml\t{guid}")
    return Httpd(folder, "--root", folder.path + "/web", "--timeline",
                 folder.write("timeline.tsv", "\n".join(table) + "\n"))


class Hook:
    """A web hook that answers as it is told and notes every request."""

    def __init__(self, folder, answer):
        hook = self
        self.requests = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                n = len(hook.requests)
                status = answer(n)
                hook.requests.append((status, dict(self.headers), body))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook"
        folder.children.append(self)

    def keys(self, status=200):
        return [h["Idempotency-Key"] for s, h, _ in self.requests if s == status]

    def end(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def start(folder, items, receiver, rule=None, limits=None, more=()):
    web = feed(folder, items)
    alerts = {"receivers": [{"name": "r", "allow_private": "yes", **receiver}, *more],
              "rules": [{"name": "all", "severity": "warning", "background": "yes", "receivers": ["r"], **(rule or {})}]}
    return Vigied(folder, [{"name": "a", "url": web.url("/a.xml"), "pages": "no"}], alerts=alerts,
                  limits={"delivery_retry_min": 1, "delivery_retry_max": 2, **(limits or {})}).start()


def told(v):
    """Keys of all alert messages of the journal."""
    return [f"{m['alert_id']}-{m['revision']}" for t, m in v.journal() if t.startswith("alert.")]


def many(n):
    return [(0, f"g{i}", PLACES[i], NUMBERS[i]) for i in range(n)]


def a_web_hook_is_signed_and_tried_again(folder):
    hook = Hook(folder, lambda n: 503 if n < 2 else 200)
    secret = folder.write("secret", "geheim\n")
    v = start(folder, many(4), {"url": hook.url, "secret_file": secret})
    wait_until(lambda: len(told(v)) >= 3, "alerts")
    wait_until(lambda: set(told(v)) == set(hook.keys()), "all delivered")
    by_key = {f"{m['alert_id']}-{m['revision']}": m for t, m in v.journal() if t.startswith("alert.")}
    for status, headers, body in hook.requests:
        mac = hmac.new(b"geheim", body, hashlib.sha256).hexdigest()
        equal(headers["X-Vigie-Signature"], f"sha256={mac}", "signature")
        equal(headers["X-Vigie-Event"], "alert.firing", "event")
        equal(headers["Content-Type"], "application/json", "type")
        equal(json.loads(body), by_key[headers["Idempotency-Key"]], "the message as published")
    equal(hook.requests[0][1]["Idempotency-Key"], hook.requests[1][1]["Idempotency-Key"], "the same key when tried again")
    equal(sorted(hook.keys()), sorted(told(v)), "each once")
    equal(hook.keys(), told(v), "in order")
    v.stop()


def what_is_refused_is_not_tried_again(folder):
    hook = Hook(folder, lambda n: 404)
    v = start(folder, many(1), {"url": hook.url})
    wait_until(lambda: v.status()["articles"] == 1 and told(v), "the article and its alerts")
    undelivered = lambda: [a for a in v.ask("alerts")[0]["alerts"] if a["kind"] == "undelivered"]
    wait_until(lambda: len(undelivered()) == len(told(v)), "all undelivered")
    dead = undelivered()
    check("404" in dead[0]["error"] and dead[0]["receiver"] == "r", "says why", dead)
    equal(len(hook.requests), len(told(v)), "requests")
    v.stop()


def a_redirect_is_not_followed(folder):
    hook = Hook(folder, lambda n: 302)
    v = start(folder, many(1), {"url": hook.url}, limits={"delivery_give_up": 1})
    dead = wait_until(lambda: [a for a in v.ask("alerts")[0]["alerts"] if a["kind"] == "undelivered"], "given up")
    check(dead[0]["attempts"] >= 3 and "redirect" in dead[0]["error"], "attempts", dead)
    v.stop()


def private_addresses_need_leave(folder):
    hook = Hook(folder, lambda n: 200)
    v = start(folder, many(1), {"url": hook.url, "allow_private": "no"})
    v.wait_log(r"alert not delivered.*allow_private")
    equal(hook.requests, [], "requests")
    v.stop()


def one_that_hangs_holds_up_nobody_else(folder):
    gate, begun = threading.Event(), []

    def hang(n):
        begun.append(n)
        return 200 if gate.wait(60) else 500

    slow, quick = Hook(folder, hang), Hook(folder, lambda n: 200)
    v = start(folder, many(6), {"url": slow.url}, {"receivers": ["r", "q"]},
              more=[{"name": "q", "url": quick.url, "allow_private": "yes"}])
    wait_until(lambda: len(told(v)) >= 5 and set(quick.keys()) == set(told(v)), "the quick one has all")
    check(0 < len(begun) < 4, "the slow one hangs with its first", begun)
    equal(slow.requests, [], "answers of the slow one")
    gate.set()
    wait_until(lambda: set(slow.keys()) == set(told(v)), "the slow one has all in the end")
    v.stop()


def a_digest_is_one_message(folder):
    hook = Hook(folder, lambda n: 200)
    if time.gmtime().tm_sec > 30:  # the minute must last until the alerts are there, or begin soon
        at = time.gmtime(time.time() + 60)
    else:
        at = time.gmtime()
    v = start(folder, many(6), {"url": hook.url}, {"digest": time.strftime("%H:%M +00:00", at)})
    wait_until(lambda: v.status()["articles"] == 6, "articles")
    wait_until(lambda: hook.requests, "the digest", 90)
    bodies = [json.loads(body) for _, _, body in hook.requests]
    equal({b["kind"] for b in bodies}, {"digest"}, "kind")
    wait_until(lambda: sum(len(json.loads(b)["alerts"]) for _, _, b in hook.requests) == len(told(v)), "all in digests")
    check(len(hook.requests) < len(told(v)), "fewer messages than alerts", len(hook.requests))
    equal(hook.requests[0][1]["X-Vigie-Event"], "digest", "event")
    v.stop()


def kill_9_loses_and_repeats_nothing(folder):
    dice = random.Random(5)
    hook = Hook(folder, lambda n: dice.choice([200, 200, 500]))
    v = start(folder, many(12), {"url": hook.url})
    for i in range(4):
        wait_until(lambda: len(hook.keys()) > i or set(told(v)) == set(hook.keys()), "deliveries")
        v.kill()
        before = len(hook.requests)
        done = {row for row in v.database().execute("SELECT alert_id, revision FROM deliveries WHERE state = 1")}
        ids = {}
        for _, headers, body in hook.requests:
            ids[headers["Idempotency-Key"]] = json.loads(body)
        committed = v.database().execute("SELECT body FROM deliveries WHERE state = 1").fetchall()
        finished = {f"{m['alert_id']}-{m['revision']}" for m in (json.loads(b[0]) for b in committed)}
        equal(len(finished), len(done), "finished")
        v.start()
        wait_until(lambda: v.status()["articles"] >= 0, "a status")
        again = [h["Idempotency-Key"] for _, h, _ in hook.requests[before:]]
        check(not finished & set(again), "delivered again after success", finished & set(again))
    wait_until(lambda: v.status()["in_flight"] == 0 and len(told(v)) >= 10, "all taken in", 60)
    wait_until(lambda: set(told(v)) == set(hook.keys()), "every alert delivered", 60)
    v.stop()
    equal(v.database().execute("SELECT count(*) FROM deliveries WHERE state <> 1").fetchone()[0], 0, "left over")


class Mailbox:
    def __init__(self):
        self.mails = []
        self.refuse = 1

    async def handle_DATA(self, server, session, envelope):
        if self.refuse:
            self.refuse -= 1
            return "451 not now"
        self.mails.append((envelope, session))
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login, data.password) == (b"desk", b"parole"))


def certificate(folder):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder.path + "/key.pem",
                    "-out", folder.path + "/cert.pem"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder.path + "/cert.pem", folder.path + "/key.pem")
    return context


class Smtp:
    def __init__(self, folder, **options):
        self.box = Mailbox()
        self.controller = Controller(self.box, hostname="127.0.0.1", port=self.free_port(), **options)
        self.controller.start()
        self.url = f"smtp://127.0.0.1:{self.controller.port}"
        folder.children.append(self)

    @staticmethod
    def free_port():
        import socket
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            return s.getsockname()[1]

    def end(self):
        self.controller.stop()


def mail_is_sent_and_threads(folder):
    tls = shutil.which("openssl") is not None
    options = {"tls_context": certificate(folder), "require_starttls": True} if tls else {}
    smtp = Smtp(folder, authenticator=authenticate, auth_required=True, auth_require_tls=tls, **options)
    password = folder.write("password", "parole\n")
    receiver = {"smtp": smtp.url, "from": "Vigie <vigie@example.org>", "to": ["a@example.org", "B <b@example.org>"],
                "user": "desk", "password_file": password}
    if tls:
        receiver.update(starttls="yes", ca_file=folder.path + "/cert.pem")
    v = start(folder, [(0, "g", "Kidal", "dix"), (6, "g", "Kidal", "quinze")], receiver)
    wait_until(lambda: len(told(v)) >= 2, "the alert and its update")
    wait_until(lambda: len(smtp.box.mails) == len(told(v)), "mails")
    messages = [m for t, m in v.journal() if t.startswith("alert.")]
    first = None
    for (envelope, _), message in zip(smtp.box.mails, messages):
        equal(envelope.rcpt_tos, ["a@example.org", "b@example.org"], "recipients")
        check(b"\n" not in envelope.original_content.replace(b"\r\n", b""), "CRLF alone")
        check(max(map(len, envelope.original_content.split(b"\r\n"))) <= 998, "lines")
        mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        equal(mail["Message-ID"], f"<{message['alert_id']}-{message['revision']}@example.org>", "Message-ID")
        check(message["headline"] in mail["Subject"], "subject", mail["Subject"])
        check(mail["Date"] and mail["From"] == "Vigie <vigie@example.org>", "head", mail["From"])
        equal(len(mail.defects), 0, f"defects {mail.defects}")
        text = mail.get_body(("plain",)).get_content()
        check(message["headline"] in text and message["sources"][0]["url"] in text, "text", text)
        page = mail.get_body(("html",)).get_content()
        check(f'<a href="{message["sources"][0]["url"]}"' in page and message["headline"] in page, "html", page)
        if first is None:
            first = mail["Message-ID"]
        elif message["alert_id"] == messages[0]["alert_id"]:
            equal((mail["References"], mail["In-Reply-To"]), (first, first), "thread")
            check("Update" in mail["Subject"], "an update", mail["Subject"])
    v.stop()


run(a_web_hook_is_signed_and_tried_again, what_is_refused_is_not_tried_again, a_redirect_is_not_followed,
    private_addresses_need_leave, one_that_hangs_holds_up_nobody_else, a_digest_is_one_message,
    kill_9_loses_and_repeats_nothing, mail_is_sent_and_threads)
