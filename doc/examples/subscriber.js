// Follows vigied without missing a message: node subscriber.js [PREFIX [SINCE]]
//
// npm install (package.json beside this file: zeromq 6). Endpoints come from VIGIE_PUBLISH and VIGIE_REPLAY, or are the
// defaults. See doc/protocol.md for the rules that the numbers below refer to.
"use strict";
const zmq = require("zeromq");

const PUBLISH = process.env.VIGIE_PUBLISH || "tcp://127.0.0.1:5560";
const REPLAY = process.env.VIGIE_REPLAY || "tcp://127.0.0.1:5561";

class Follower {
  constructor(prefix, since) {
    Object.assign(this, { prefix, since, epoch: null, covered: 0, lastOn: new Map(), checked: Date.now() });
    this.sub = new zmq.Subscriber({ receiveHighWaterMark: 100000 });
    this.sub.connect(PUBLISH);
    this.sub.subscribe(prefix);
    this.sub.subscribe("sys.heartbeat"); // last: when one comes, the subscription before it is in force (1)
  }

  // The messages with covered < seq <= to that are new, page by page (to 0: up to the last).
  async *fill(to) {
    const req = new zmq.Request({ linger: 0, receiveTimeout: 5000 });
    req.connect(REPLAY);
    try {
      for (let after = this.covered; ; ) {
        await req.send(JSON.stringify({ v: 1, op: "replay", after, to, topics: [this.prefix] }));
        const [first, ...frames] = await req.receive();
        const head = JSON.parse(first);
        if (!head.ok) throw new Error(head.error);
        for (let i = 0; i + 1 < frames.length; i += 2) {
          const message = JSON.parse(frames[i + 1]);
          if (this.isNew(frames[i].toString(), message)) yield message;
        }
        after = head.next;
        if (!head.more) {
          this.covered = Math.max(this.covered, after);
          break;
        }
      }
    } finally {
      req.close();
    }
    this.checked = Date.now();
  }

  known(topic) {
    return Math.max(this.covered, this.lastOn.get(topic) || 0);
  }

  isNew(topic, message) {
    if (message.seq <= this.known(topic)) return false;
    this.lastOn.set(topic, message.seq);
    return true;
  }

  async *messages() {
    for await (const [frame, body] of this.sub) {
      const topic = frame.toString();
      const message = JSON.parse(body);
      const beat = message.kind === "heartbeat";
      const upto = beat ? message.seq : message.seq - 1;
      if (this.epoch === null) {
        // the first sign of life
        this.epoch = message.epoch;
        this.covered = upto;
        if (this.since !== undefined) {
          this.covered = this.since; // (2)
          yield* this.fill(0);
        }
      } else if (message.epoch !== this.epoch) {
        // (5) a new database
        Object.assign(this, { epoch: message.epoch, covered: 0, lastOn: new Map() });
        yield* this.fill(upto);
      }
      if (beat) {
        if (message.seq > this.covered && Date.now() - this.checked > 10000) yield* this.fill(message.seq); // (4)
        continue;
      }
      if (message.prev > this.known(topic)) yield* this.fill(upto); // (3) a hole
      if (this.isNew(topic, message)) yield message;
    }
  }
}

async function main() {
  const [prefix = "event.", since] = process.argv.slice(2);
  const follower = new Follower(prefix, since === undefined ? undefined : Number(since));
  for await (const m of follower.messages()) console.log(m.seq, m.kind, m.headline || m.title || "");
}

main().catch((error) => {
  console.error("subscriber:", error.message);
  process.exit(1);
});
