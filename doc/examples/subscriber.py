#!/usr/bin/env python3
"""Follows vigied without missing a message: python3 subscriber.py [PREFIX [SINCE]]

Debian: apt-get install python3-zmq. Endpoints come from VIGIE_PUBLISH and VIGIE_REPLAY, or are the defaults. See
doc/protocol.md for the rules that the numbers below refer to."""
import json
import os
import sys
import time

import zmq

PUBLISH = os.environ.get("VIGIE_PUBLISH", "tcp://127.0.0.1:5560")
REPLAY = os.environ.get("VIGIE_REPLAY", "tcp://127.0.0.1:5561")


class Follower:
    def __init__(self, prefix, since=None):
        self.prefix, self.since = prefix, since
        self.epoch, self.covered, self.last_on = None, 0, {}
        self.checked = time.monotonic()
        self.zmq = zmq.Context.instance()
        self.sub = self.zmq.socket(zmq.SUB)
        self.sub.set(zmq.RCVHWM, 100_000)
        self.sub.connect(PUBLISH)
        self.sub.subscribe(prefix)
        self.sub.subscribe("sys.heartbeat")  # last: when one comes, the subscription before it is in force (1)

    def ask(self, after, to):
        """The messages with after < seq <= to, page by page (to 0: up to the last)."""
        req = self.zmq.socket(zmq.REQ)
        req.set(zmq.LINGER, 0)
        req.set(zmq.RCVTIMEO, 5000)
        req.connect(REPLAY)
        try:
            while True:
                req.send_json({"v": 1, "op": "replay", "after": after, "to": to, "topics": [self.prefix]})
                head, *frames = req.recv_multipart()
                head = json.loads(head)
                if not head["ok"]:
                    raise RuntimeError(head["error"])
                for topic, body in zip(frames[::2], frames[1::2]):
                    yield topic, json.loads(body)
                after = head["next"]
                if not head["more"]:
                    self.covered = max(self.covered, after)
                    return
        finally:
            req.close()

    def new(self, topic, message):
        """True, and remembered, when this message was not seen before."""
        if message["seq"] <= max(self.covered, self.last_on.get(topic, 0)):
            return False
        self.last_on[topic] = message["seq"]
        return True

    def fill(self, to):
        for topic, message in self.ask(self.covered, to):
            if self.new(topic, message):
                yield message
        self.checked = time.monotonic()

    def messages(self):
        while True:
            topic, body = self.sub.recv_multipart()
            message = json.loads(body)
            beat = message["kind"] == "heartbeat"
            upto = message["seq"] if beat else message["seq"] - 1
            if self.epoch is None:  # the first sign of life
                self.epoch, self.covered = message["epoch"], upto
                if self.since is not None:  # (2)
                    self.covered = self.since
                    yield from self.fill(0)
            elif message["epoch"] != self.epoch:  # (5) a new database
                self.epoch, self.covered, self.last_on = message["epoch"], 0, {}
                yield from self.fill(upto)
            if beat:
                if message["seq"] > self.covered and time.monotonic() - self.checked > 10:  # (4)
                    yield from self.fill(message["seq"])
                continue
            if message["prev"] > max(self.covered, self.last_on.get(topic, 0)):  # (3) a hole
                yield from self.fill(upto)
            if self.new(topic, message):
                yield message


def main():
    prefix = sys.argv[1] if len(sys.argv) > 1 else "event."
    since = int(sys.argv[2]) if len(sys.argv) > 2 else None
    for message in Follower(prefix, since).messages():
        print(message["seq"], message["kind"], message.get("headline") or message.get("title") or "", flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
