import assert from "node:assert/strict";

import type { AnswerEvent } from "../../../src/core/answer";
import { Patience } from "../../../src/core/patience";
import { openLifeline, systemClocks, usualTimeouts } from "../../../src/claude/watchdog";
import { proved } from "../../support/proof";
import { clientFor, failureIn, hello } from "./asking";
import { httpChunk, streamHead, type Heard } from "./scriptedServer";
import { half, serving, stages } from "./stages";
import { block, messageStart, ping, record } from "./streams";

const timeouts = { firstByteMs: 900, contentMs: 900, shownMs: 100, tickMs: 30 };

/** What of an answer is told, with what `hear` does about it while it comes. */
async function told(
  answer: (heard: Heard) => void,
  hear: (event: AnswerEvent, patience: Patience) => void = () => undefined,
): Promise<{ readonly events: readonly AnswerEvent[]; readonly requests: number; readonly ms: number }> {
  const events: AnswerEvent[] = [];
  const patience = new Patience();
  const begin = performance.now();
  let requests = 0;
  await serving(answer, async (server) => {
    const client = clientFor(server.url, { timeouts });
    for await (const event of client.ask(hello, new AbortController().signal, patience)) {
      events.push(event);
      hear(event, patience);
    }
    requests = server.heard.length;
  });
  return { events, requests, ms: performance.now() - begin };
}

const silences = (events: readonly AnswerEvent[]) => events.filter((event) => event.type === "silent");

function noise(text: string): (heard: Heard) => void {
  return (heard) => {
    heard.socket.write(streamHead + httpChunk(half));
    const timer = setInterval(() => heard.socket.write(httpChunk(text)), 20);
    heard.socket.on("close", () => clearInterval(timer));
  };
}

/** Writes what `next` gives, again and again; it is given how often it was asked before. */
function trickle(next: (round: number) => string): (heard: Heard) => void {
  return ({ socket }) => {
    socket.write(streamHead + httpChunk(half));
    let round = 0;
    const timer = setInterval(() => {
      socket.write(httpChunk(next(round)));
      round += 1;
    }, 20);
    socket.on("close", () => clearInterval(timer));
  };
}

const usageOnly = trickle((round) =>
  record({ type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: round } }),
);

const emptyBlocksOnly = trickle(
  (round) =>
    record({ type: "content_block_stop", index: round }) +
    record({ type: "content_block_start", index: round + 1, content_block: { type: "text", text: "" } }),
);

function thinkingOnly({ socket }: Heard): void {
  const thinking = block(0, { type: "thinking", thinking: "", signature: "" });
  const begun = messageStart() + thinking.slice(0, thinking.indexOf("event: content_block_stop"));
  socket.write(streamHead + httpChunk(begun));
}

/** Silences that look different on the wire and are the same to who waits. */
const shapes: Readonly<Record<string, (heard: Heard) => void>> = {
  ...stages,
  "with pings": noise(ping),
  "with comments": noise(": still here\n\n"),
  "with events nobody knows": noise(record({ type: "mood", mood: "good" })),
  "with pieces of text that are empty": noise(
    record({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "" } }),
  ),
  "with pieces of a kind nobody knows": noise(
    record({ type: "content_block_delta", index: 0, delta: { type: "mood_delta", mood: "good" } }),
  ),
  "with reports of usage": usageOnly,
  "with blocks that are empty": emptyBlocksOnly,
  "with a line that grows without an end": (heard) => {
    heard.socket.write(streamHead + httpChunk(`${half}data: `));
    const timer = setInterval(() => heard.socket.write(httpChunk("a")), 20);
    heard.socket.on("close", () => clearInterval(timer));
  },
  "in the head of a reply": ({ socket }) => {
    socket.write("HTTP/1.1 200 OK\r\nx-a: ");
    const timer = setInterval(() => socket.write("b"), 20);
    socket.on("close", () => clearInterval(timer));
  },
  "after a hundred informational replies": ({ socket }) =>
    socket.write("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n".repeat(100)),
};

describe("a silence while it lasts", () => {
  it("is told before ten seconds have gone by, and ends the answer after three minutes", () => {
    assert.ok(usualTimeouts.shownMs + usualTimeouts.tickMs < 10_000);
    assert.equal(usualTimeouts.contentMs, 180_000);
    assert.ok(usualTimeouts.firstByteMs <= 180_000);
  });

  it("of every shape: is told, again and again, and ends in one failure after one request", async function () {
    this.timeout(20_000);
    await Promise.all(
      Object.entries(shapes).map(async ([shape, answer]) => {
        const { events, requests } = await told(answer);
        const seen = silences(events);
        assert.ok(seen.length >= 2, `${shape}: ${seen.length} told`);
        assert.ok(seen.every(({ seconds, secondsLeft }) => seconds >= 0 && secondsLeft <= 1));
        const ends = events.filter(({ type }) => type === "failed" || type === "completed");
        assert.equal(ends.length, 1, shape);
        assert.equal((failureIn(events) as { kind: string }).kind, "stalled", shape);
        assert.equal(requests, 1, shape);
      }),
    );
    proved({
      row: "T36",
      tried: "shapes of silence",
      count: Object.keys(shapes).length,
      result: `shown after ${usualTimeouts.shownMs / 1000} s, ended after ${usualTimeouts.contentMs / 1000} s, or extended`,
    });
  });

  it("lasts longer when the person wants that, as often as they want, and says how long it lasted", async () => {
    let extended = 0;
    const { events, ms } = await told(stages["after an event"]!, (event, patience) => {
      if (event.type === "silent" && extended < 2 && silenceIsOld(event)) {
        extended += 1;
        patience.extend();
      }
    });
    assert.equal(extended, 2);
    const failure = failureIn(events) as { kind: string; seconds: number };
    assert.equal(failure.kind, "stalled");
    assert.ok(failure.seconds > 0.9, `${failure.seconds} s`);
    assert.ok(ms > 950, `${ms} ms`);
  });

  it("that nobody waits through cannot last longer, and ends nothing", async () => {
    const person = new AbortController();
    const life = openLifeline(person.signal, usualTimeouts, systemClocks);
    try {
      life.expectWithin(1);
      life.rest();
      life.extend();
      await new Promise((resolve) => setTimeout(resolve, 40));
      assert.equal(life.signal.aborted, false);
      assert.equal(life.verdict(false), undefined);
    } finally {
      life.leave();
    }
  });

  it("begins anew when the person wants to wait, and that is told at once, while Claude thinks as well", async function () {
    this.timeout(20_000);
    for (const isThinking of [false, true]) {
      const left: number[] = [];
      const slow = { firstByteMs: 9_000, contentMs: 9_000, shownMs: 1_100, tickMs: 300 };
      await serving(isThinking ? thinkingOnly : stages["after an event"]!, async (server) => {
        const patience = new Patience();
        const controller = new AbortController();
        const client = clientFor(server.url, { timeouts: slow });
        for await (const event of client.ask(hello, controller.signal, patience)) {
          if (event.type === "silent") {
            left.push(event.secondsLeft);
            if (left.length === 1) {
              patience.extend();
            } else {
              controller.abort();
            }
          }
        }
      });
      assert.ok(left[1]! > left[0]!, `${left.join(", ")} seconds left`);
      assert.ok(left[1]! > (isThinking ? 27 : 6), `${left.join(", ")} seconds left`);
    }
  });

  it("is told as thinking where Claude thinks", async () => {
    const { events } = await told(({ socket }) => {
      const thinking = block(0, { type: "thinking", thinking: "", signature: "" });
      const begun = messageStart() + thinking.slice(0, thinking.indexOf("event: content_block_stop"));
      socket.write(streamHead + httpChunk(begun));
      setTimeout(() => socket.end(), 400);
    });
    assert.ok(silences(events).length >= 2);
    assert.ok(silences(events).every(({ isThinking }) => isThinking === true));
  });

  it("is not told while something comes", async () => {
    const { events } = await told(({ socket }) => {
      socket.write(streamHead + httpChunk(half));
      const piece = record({
        type: "content_block_start",
        index: 1,
        content_block: { type: "text", text: "" },
      });
      const more = record({
        type: "content_block_delta",
        index: 1,
        delta: { type: "text_delta", text: "a" },
      });
      socket.write(httpChunk(piece));
      let left = 20;
      const timer = setInterval(() => {
        left -= 1;
        if (left === 0) {
          clearInterval(timer);
          socket.end();
        } else {
          socket.write(httpChunk(more));
        }
      }, 10);
    });
    // On a machine that is busy elsewhere some may be told; without progress there would be one for each tick.
    assert.ok(silences(events).length < 4);
  });
});

function silenceIsOld({ secondsLeft }: { readonly secondsLeft: number }): boolean {
  return secondsLeft <= 1;
}
