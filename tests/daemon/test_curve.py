"""CURVE: the client whose key is in the folder gets everything; another key, and none, get nothing; nothing is open to the
network without it."""
import json
import os
import socket
import stat
import subprocess
import sys

import zmq
import zmq.auth

from harness import BUILD, VIGIED, Httpd, Vigied, check, equal, run, wait_until

if not zmq.has("curve"):
    print("skipped: libzmq without CURVE")
    sys.exit(77)


def vigie(*args, **options):
    return subprocess.run([os.path.join(BUILD, "vigie"), *args], capture_output=True, text=True, timeout=60, check=False, **options)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def keys(folder, *names):
    for name in names:
        done = vigie("keygen", name, cwd=folder.path)
        equal(done.returncode, 0, done.stderr)
        equal(stat.S_IMODE(os.stat(f"{folder.path}/{name}.secret").st_mode), 0o600, "mode of the secret")
        check("secret" not in folder.read(f"{name}.public"), "no secret in the public file")
        check(vigie("keygen", name, cwd=folder.path).returncode == 1, "keys are never overwritten")


def start(folder):
    keys(folder, "server", "friend", "stranger")
    os.mkdir(folder.path + "/clients")
    os.rename(folder.path + "/friend.public", folder.path + "/clients/friend.public")
    web = Httpd(folder)
    v = Vigied(folder, [{"name": "a", "url": web.url("/gen/rss/a?items=5&first=5")}], curve_secret=folder.path + "/server.secret",
               curve_clients=folder.path + "/clients")
    v.keys["publish"], v.keys["replay"] = f"tcp://127.0.0.1:{free_port()}", f"tcp://127.0.0.1:{free_port()}"
    v.set_sources(v.sources)
    v.start()
    wait_until(lambda: v.status()["articles"] == 5, "articles")
    return v


def subscriber(v, folder, name):
    s = v.context.socket(zmq.SUB)
    s.linger = 0
    if name:
        public, secret = zmq.auth.load_certificate(f"{folder.path}/{name}.secret")
        s.curve_publickey, s.curve_secretkey = public, secret
        s.curve_serverkey = zmq.auth.load_certificate(f"{folder.path}/server.public")[0]
    s.subscribe(b"")
    s.connect(v.keys["publish"])
    return s


def who_gets_what(folder):
    v = start(folder)
    sockets = {name: subscriber(v, folder, name) for name in ("friend", "stranger", None)}
    got = []
    for _ in range(3):  # heartbeats
        check(sockets["friend"].poll(30000), "the friend hears")
        got.append(sockets["friend"].recv_multipart()[0])
    check(b"sys.heartbeat" in got, "heartbeats", got)
    check(not sockets["stranger"].poll(0), "a stranger hears nothing")
    check(not sockets[None].poll(0), "a plain subscriber hears nothing")
    wait_until(lambda: v.status()["subscribers_refused"] >= 2, "the two are counted as refused")
    check(v.status()["subscribers_accepted"] > v.status()["subscribers_refused"], "the friend is not", v.status())
    late = subscriber(v, folder, "stranger")
    os.rename(folder.path + "/stranger.public", folder.path + "/clients/stranger.public")
    late.close()
    late = subscriber(v, folder, "stranger")
    check(late.poll(30000), "a key that was added later is let in without a restart")
    for s in [*sockets.values(), late]:
        s.close()
    v.stop()


def the_command(folder):
    v = start(folder)
    where = ["--publish", v.keys["publish"], "--replay", v.keys["replay"]]
    mine = ["--curve-server-key", folder.path + "/server.public", "--curve-secret"]
    done = vigie("replay", "--json", *where, *mine, folder.path + "/friend.secret")
    equal(done.returncode, 0, done.stderr)
    check(len([m for m in map(json.loads, done.stdout.splitlines()) if m["kind"] == "article"]) == 5, "replay", done.stdout)
    done = vigie("watch", "--json", "--since", "0", "--topic", "article.", "--count", "5", *where, *mine, folder.path + "/friend.secret")
    equal((done.returncode, len(done.stdout.splitlines())), (0, 5), "watch " + done.stderr)
    done = vigie("replay", *where, *mine, folder.path + "/stranger.secret")
    check(done.returncode == 1 and "no answer" in done.stderr, "a stranger's replay", done.stdout, done.stderr)
    done = vigie("replay", *where, "--curve-server-key", folder.path + "/server.public")
    check(done.returncode == 1 and "keygen" in done.stderr, "a missing key", done.stderr)
    v.stop()


def what_is_refused_at_start(folder):
    keys(folder, "server")
    curve = f"curve_secret: {folder.path}/server.secret\ncurve_clients: {folder.path}/clients\n"
    for text, mode, wanted in [
            ("publish: tcp://0.0.0.0:5560\n", ["--check"], "curve_secret"),
            ("replay: tcp://*:5560\n", ["--check"], "curve_secret"),
            (curve + "control: tcp://0.0.0.0:5562\n", ["--check"], "control"),
            ("curve_secret: x\n", ["--check"], "curve_clients"),
            (curve + "publish: tcp://127.0.0.1:*\nreplay: tcp://127.0.0.1:*\n", [], "curve_clients"),
    ]:
        path = folder.write("v.yaml", f"state_dir: {folder.path}/s\n" + text)
        done = subprocess.run([VIGIED, "-c", path, *mode], capture_output=True, text=True, timeout=60, check=False)
        check(done.returncode != 0 and wanted in done.stderr, f"{text!r}: {wanted}", done.stderr)
    os.mkdir(folder.path + "/clients")
    path = folder.write("v.yaml", f"state_dir: {folder.path}/s\n" + curve + "publish: tcp://0.0.0.0:5560\nreplay: tcp://*:5561\n")
    done = subprocess.run([VIGIED, "-c", path, "--check"], capture_output=True, text=True, timeout=60, check=False)
    equal(done.returncode, 0, "with CURVE it may: " + done.stderr)


run(who_gets_what, the_command, what_is_refused_at_start)
