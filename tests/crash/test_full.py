"""The disk is full, or fails to sync: the daemon says so, takes nothing in, goes on publishing what is stored, and
recovers by itself without a loss."""
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "daemon"))
from harness import Httpd, Subscriber, Vigied, check, check_journal, equal, run, wait_until

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from test_crash import ITEMS, check_announced, check_store, feed

SOURCES = 20


def deliver(folder, **keys):
    rows = ["at\tpath\tkind\tfile\tid"]
    for s in range(SOURCES):
        for at, items in ((0, 15), (5, ITEMS)):
            folder.write(f"web/{s}-{at}.xml", feed(s, items))
            rows.append(f"{at}\t/s{s}.xml\tfile\t{s}-{at}.xml\t")
    web = Httpd(folder, "--root", folder.path + "/web", "--timeline", folder.write("t.tsv", "\n".join(rows) + "\n"))
    sources = [{"name": f"s{s}", "url": web.url(f"/s{s}.xml"), "pages": "no"} for s in range(SOURCES)]
    return Vigied(folder, sources, **keys)


def lives_through(v, sub, heal):
    """From the complaint to the recovery."""
    wait_until(lambda: any(b["state"] == "full" for b in sub.beats()), "a heartbeat that says so")
    equal(v.status()["state"], "full", "status")
    last = v.status()["last_seq"]
    rows = v.journal()
    equal(len(rows), last, "replay goes on")
    wait_until(lambda: v.status()["published_seq"] == last, "what is stored is published")
    before = v.status()["polls"]
    n = len(sub.beats())
    wait_until(lambda: len(sub.beats()) >= n + 3, "heartbeats go on")
    check(v.status()["polls"] <= before + SOURCES, "no new polls while full")
    equal(v.status()["last_seq"], last, "nothing is taken in")
    heal()
    v.wait_log("store works again", 30)
    wait_until(lambda: sub.beats()[-1]["state"] == "running", "a heartbeat that says so")
    wait_until(lambda: v.database().execute("SELECT count(*) FROM articles").fetchone()[0] >= SOURCES * ITEMS,
               "all articles", 120)
    wait_until(lambda: v.status()["in_flight"] == 0, "quiet")
    wait_until(lambda: v.status()["published_seq"] == v.status()["last_seq"], "everything published")
    rows = v.journal()
    check(v.stop() < 5, "stops within five seconds")
    sub.end()
    check_journal(rows)
    check_store(v, SOURCES * ITEMS)
    check_announced(sub, rows)


def full_disk(folder):
    state = folder.path + "/small"
    os.mkdir(state)
    mount = ["mount", "-t", "tmpfs", "-o", "size=1500k", "vigie-test", state]
    if os.geteuid() != 0 or subprocess.run(mount, stderr=subprocess.DEVNULL, check=False).returncode != 0:
        print("skipped: full_disk needs to mount a small tmpfs", flush=True)
        return
    v = deliver(folder, state_dir=state)
    try:
        v.start()
        sub = Subscriber(v)
        v.wait_log("store full, taking nothing in", 60)
        lives_through(v, sub, lambda: subprocess.run(["mount", "-o", "remount,size=200m", state], check=True))
    finally:
        v.end()
        subprocess.run(["umount", "-l", state], check=False)


def full_while_stopping(folder):
    """A cap of its own: what was not stored is not seen, and comes with the next start."""
    v = deliver(folder, limits={"store_bytes": "400k"}).start()
    v.wait_log("store full, taking nothing in", 60)
    check(v.stop() < 5, "stops within five seconds")
    v.limits["store_bytes"] = 0
    v.set_sources(v.sources)
    v.start()
    wait_until(lambda: v.database().execute("SELECT count(*) FROM articles").fetchone()[0] >= SOURCES * ITEMS,
               "all articles", 120)
    wait_until(lambda: v.status()["in_flight"] == 0, "quiet")
    rows = v.journal()
    v.stop()
    check_journal(rows)
    check_store(v, SOURCES * ITEMS)


SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int fails(int fd) {
    char link[64], path[512];
    const char *flag = getenv("VIGIE_FAIL_SYNC");
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0 || !flag || access(flag, F_OK) != 0) return 0;
    path[n] = 0;
    return strstr(path, "vigie.db") != NULL;
}
int fsync(int fd) {
    if (fails(fd)) { errno = EIO; return -1; }
    return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd);
}
int fdatasync(int fd) {
    if (fails(fd)) { errno = EIO; return -1; }
    return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
"""


def failing_sync(folder):
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not compiler:
        print("skipped: failing_sync needs a C compiler", flush=True)
        return
    shim = folder.path + "/shim.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", shim, folder.write("shim.c", SHIM), "-ldl"], check=True)
    flag = folder.path + "/fail"
    v = deliver(folder)
    v.start(env={"LD_PRELOAD": shim, "VIGIE_FAIL_SYNC": flag,
                 "ASAN_OPTIONS": "verify_asan_link_order=0:" + os.environ.get("ASAN_OPTIONS", "")})
    sub = Subscriber(v)
    wait_until(lambda: v.status()["articles"] > 0, "the first articles")
    folder.write("fail", "")
    v.wait_log("store fails, taking nothing in", 60)
    lives_through(v, sub, lambda: os.remove(flag))


if __name__ == "__main__":
    run(full_disk, full_while_stopping, failing_sync)
