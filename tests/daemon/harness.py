"""What the daemon tests share: a real vigied, the real test web server, real sockets. Everything lives in one temporary
folder and ends with it; nothing here knows how vigied works inside."""
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

try:
    import zmq
except ImportError:
    print("skipped: python3-zmq is missing")
    sys.exit(77)

SRC = os.environ.get("VG_SRC", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
BUILD = os.environ.get("VG_BUILD", os.path.join(SRC, "build"))
VIGIED = os.environ.get("VIGIED", os.path.join(BUILD, "vigied"))
HTTPD = os.path.join(BUILD, "tests", "httpd", "vigie-httpd")
PACK = os.path.join(BUILD, "data", "fr.pack")

if not os.path.exists(VIGIED):
    print("skipped: vigied is not built")
    sys.exit(77)

# Tests are in a hurry: everything that waits out of politeness waits less.
QUICK = {
    "interval_min": 1, "interval_max": 2, "unvalidated_interval": 1, "retry_min": 2, "retry_max": 2,
    "host_gap_ms": 0, "host_active": 64, "start_spread": 0,
}


SANITIZERS = {"TSAN_OPTIONS": f"suppressions={SRC}/tests/daemon/tsan.supp"}


PATIENCE = 4  # sanitizers and busy machines


class Failure(Exception):
    pass


def check(condition, text, *details):
    if not condition:
        raise Failure(" ".join([text] + [str(d)[:2000] for d in details]))


def equal(is_, should, text):
    check(is_ == should, f"{text}: is {is_!r}, should be {should!r}")


def wait_until(condition, text, seconds=30):
    """Waits for something to become true; how long is a bound for broken runs, never part of what is tested."""
    end = time.monotonic() + seconds * PATIENCE
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise Failure(f"waited {seconds * PATIENCE} s in vain: {text}")


class Folder:
    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="vigie-")
        self.children = []
        return self

    def __exit__(self, kind, value, trace):
        for child in self.children:
            child.end()
        if kind and os.environ.get("VIGIE_KEEP"):
            print("kept:", self.path)
        else:
            shutil.rmtree(self.path, ignore_errors=True)

    def write(self, name, text):
        path = os.path.join(self.path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        return path

    def read(self, name):
        with open(os.path.join(self.path, name), "rb") as file:
            return file.read().decode("utf-8", "replace")


class Httpd:
    def __init__(self, folder, *args):
        port_file = os.path.join(folder.path, f"port{len(folder.children)}")
        self.process = subprocess.Popen([HTTPD, "--ttl", "600", "--port-file", port_file, *args],
                                        stdout=subprocess.DEVNULL)
        folder.children.append(self)
        wait_until(lambda: os.path.exists(port_file), "the web server's port")
        with open(port_file, encoding="ascii") as file:
            self.port = int(file.read())

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def log(self):
        with urllib.request.urlopen(self.url("/__log"), timeout=10) as answer:
            rows = [line.split("\t") for line in answer.read().decode().splitlines()]
        return [dict(zip(("msec", "status", "method", "path", "host", "agent", "etag", "since", "bytes"), row))
                for row in rows]

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


class Subscriber:
    """Collects what is published, in a thread; a real SUB socket."""

    def __init__(self, vigied, topic=b""):
        self.messages = []
        self.stop = False
        self.socket = vigied.context.socket(zmq.SUB)
        self.socket.linger = 0
        self.socket.rcvhwm = 0
        self.socket.connect(vigied.publish)
        self.socket.subscribe(topic)
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while not self.stop:
            if self.socket.poll(100):
                topic, body = self.socket.recv_multipart()
                self.messages.append((topic.decode(), json.loads(body)))
        self.socket.close()

    def end(self):
        self.stop = True
        self.thread.join()

    def beats(self):
        return [m for t, m in self.messages if t == "sys.heartbeat"]

    def journal(self):
        return [(t, m) for t, m in self.messages if t != "sys.heartbeat"]


class Vigied:
    def __init__(self, folder, sources, limits=None, name="v", **keys):
        self.folder, self.name = folder, name
        self.context = zmq.Context.instance()
        self.publish, self.replay, self.control = (
            f"ipc://{folder.path}/{name}.{end}" for end in ("pub", "replay", "control"))
        self.keys = {"state_dir": f"{folder.path}/{name}.state", "publish": self.publish,
                     "replay": self.replay, "control": self.control, "pack": PACK, **keys}
        self.limits = {**QUICK, **(limits or {})}
        self.process = None
        self.set_sources(sources)
        folder.children.append(self)

    def set_sources(self, sources):
        self.sources = sources
        # JSON is YAML
        lines = [f"{key}: {json.dumps(value)}" for key, value in self.keys.items()]
        lines.append("limits: " + json.dumps(self.limits))
        lines.append("sources:" + ("" if sources else " []"))
        lines += ["  - " + json.dumps({"allow_private": "yes", "lang": "fr", "country": "ML", **s}) for s in sources]
        self.config = self.folder.write(f"{self.name}.yaml", "\n".join(lines) + "\n")

    def start(self, wait=True, env=None):
        self.log_path = os.path.join(self.folder.path, f"{self.name}.log")
        with open(self.log_path, "ab") as log:
            self.log_from = log.tell()
            self.process = subprocess.Popen([VIGIED, "-c", self.config], stderr=log, stdout=log,
                                            env={**SANITIZERS, **os.environ, **(env or {})})
        if wait:
            self.wait_log(r"msg=started", 60)
        return self

    def log(self):
        with open(self.log_path, "rb") as file:
            file.seek(self.log_from)
            return file.read().decode("utf-8", "replace")

    def wait_log(self, pattern, seconds=30):
        def found():
            match = re.search(pattern, self.log())
            if not match and self.process.poll() is not None:
                raise Failure(f"vigied ended with {self.process.returncode}:\n{self.log()[-3000:]}")
            return match
        return wait_until(found, f"log line {pattern}\n", seconds)

    def alive(self):
        return self.process.poll() is None

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """A clean stop: in time, with status 0, and without complaints of a sanitizer."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(30)
        except subprocess.TimeoutExpired as late:
            raise Failure("vigied does not stop:\n" + self.log()[-3000:]) from late
        equal(status, 0, "exit status\n" + self.log()[-6000:])
        return time.monotonic() - began

    def end(self):
        if self.process and self.process.poll() is None:
            self.kill()

    def ask(self, op, where=None, **fields):
        socket = self.context.socket(zmq.REQ)
        socket.linger = 0
        try:
            socket.connect(where or self.control)
            socket.send_json({"v": 1, "op": op, **fields})
            check(socket.poll(20000), f"no answer to {op}")
            frames = socket.recv_multipart()
        finally:
            socket.close()
        return json.loads(frames[0]), frames[1:]

    def status(self):
        return self.ask("status")[0]["status"]

    def source(self, name):
        return self.ask("sources", source=name)[0]["sources"][0]

    def journal(self, **fields):
        """Everything in the journal, by replay, page after page."""
        rows, after = [], 0
        while True:
            reply, frames = self.ask("replay", self.replay, after=after, **fields)
            check(reply["ok"], "replay:", reply)
            rows += [(t.decode(), json.loads(b)) for t, b in zip(frames[::2], frames[1::2])]
            if not reply["more"]:
                return rows
            check(reply["next"] > after, "replay makes no progress", reply)
            after = reply["next"]

    def database(self):
        return sqlite3.connect(f"file:{self.keys['state_dir']}/vigie.db?mode=ro", uri=True)


def check_journal(rows):
    """Numbers without gap or repeat; prev is what it says; one epoch."""
    last = {}
    for i, (topic, body) in enumerate(rows):
        equal(body["seq"], i + 1, "seq")
        equal(body["prev"], last.get(topic, 0), f"prev of {topic} at seq {i + 1}")
        last[topic] = body["seq"]
    check(len({body["epoch"] for _, body in rows}) <= 1, "more than one epoch")


def run(*tests):
    failed = 0
    for test in tests:
        began = time.monotonic()
        try:
            with Folder() as folder:
                test(folder)
            print(f"ok      {test.__name__} ({time.monotonic() - began:.1f} s)", flush=True)
        except Failure as failure:
            failed += 1
            print(f"FAILED  {test.__name__}: {failure}", flush=True)
    sys.exit(1 if failed else 0)
