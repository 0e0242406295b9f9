import assert from "node:assert/strict";
import type { AnswerEvent } from "../../../src/core/answer";
import { ask, clientFor, clientReading, failureIn, streamOf, textIn } from "./asking";
import { isFullSize, proved, times } from "../../support/proof";
import { moreStreams } from "./moreStreams";
import { streams } from "./streams";

const recorded = { ...streams, ...moreStreams };

const lineEnds = { LF: "\n", CRLF: "\r\n", CR: "\r" } as const;

/** Where the stream's last record, with the blank line that ends it, has fully arrived. */
function wholeAt(bytes: Uint8Array, lineEnd: string): number {
  const text = new TextDecoder().decode(bytes);
  const start = text.lastIndexOf(
    text.includes("event: message_stop") ? "event: message_stop" : "event: error",
  );
  const end = text.indexOf(lineEnd + lineEnd, start) + 2 * lineEnd.length;
  // A carriage return ends a line whether or not a line feed follows.
  const needed = lineEnd === "\r\n" ? end - 1 : end;
  return new TextEncoder().encode(text.slice(0, needed)).length;
}

/** Every place to cut in the full size; else each end of a record, to the byte, and some in between. */
function cutsOf(bytes: Uint8Array): readonly number[] {
  const isEnd = (at: number): boolean => bytes[at] === 10 || bytes[at] === 13;
  const all = Array.from({ length: bytes.length + 1 }, (_, cut) => cut);
  return isFullSize
    ? all
    : all.filter(
        (cut) =>
          cut % 149 === 0 || cut >= bytes.length - 2 || (isEnd(cut - 1) && isEnd(cut - 2) && !isEnd(cut)),
      );
}

/** The same numbers in every run, so that what fails once fails again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe("a stream cut at every byte", function () {
  let cutOff = 0;
  let split = 0;
  // One client for all, because there are tens of thousands of asks.
  const replies: Response[] = [];
  const client = clientFor("https://api.test", {
    fetch: async () => replies.pop() ?? assert.fail("asked twice"),
  });
  const read = (...chunks: readonly Uint8Array[]): Promise<AnswerEvent[]> => {
    replies.push(streamOf(chunks));
    return ask(client);
  };

  this.timeout(isFullSize ? 3_600_000 : 60_000);
  for (const [name, stream] of Object.entries(recorded)) {
    for (const [lineEndName, lineEnd] of Object.entries(lineEnds)) {
      const bytes = new TextEncoder().encode(stream.replaceAll("\n", lineEnd));

      it(`${name}, ${lineEndName}: what ends early is never taken for whole`, async () => {
        const whole = await read(bytes);
        const lastType = whole.at(-1)?.type === "completed" ? "completed" : "streamError";
        const needed = wholeAt(bytes, lineEnd);
        for (const cut of cutsOf(bytes)) {
          cutOff += 1;
          const events = await read(bytes.subarray(0, cut));
          const last = events.at(-1);
          const ended = last?.type === "failed" ? last.failure.kind : last?.type;
          assert.equal(ended, cut >= needed ? lastType : "cut", `cut at ${cut} of ${bytes.length}`);
          assert.deepEqual(events.slice(0, -1), whole.slice(0, events.length - 1), `cut at ${cut}`);
          assert.ok(textIn(whole).startsWith(textIn(events)), `cut at ${cut}`);
        }
      });

      it(`${name}, ${lineEndName}: where it is split makes no difference`, async () => {
        const whole = await read(bytes);
        for (const cut of cutsOf(bytes)) {
          split += 1;
          const events = await read(bytes.subarray(0, cut), bytes.subarray(cut));
          assert.deepEqual(events, whole, `split at ${cut} of ${bytes.length}`);
        }
      });
    }
  }

  it("split into many pieces anywhere, and then perhaps cut, is read as in one piece and never taken for whole", async () => {
    const count = times(1_000_000, 500);
    const next = random(38);
    const below = (limit: number): number => Math.floor(next() * limit);
    const whole = await Promise.all(
      Object.values(recorded).flatMap((stream) =>
        Object.values(lineEnds).map(async (lineEnd) => {
          const bytes = new TextEncoder().encode(stream.replaceAll("\n", lineEnd));
          return { bytes, needed: wholeAt(bytes, lineEnd), events: await ask(clientReading([bytes])) };
        }),
      ),
    );
    for (let round = 0; round < count; round += 1) {
      const { bytes, needed, events } = whole[below(whole.length)]!;
      const length = next() < 0.5 ? bytes.length : below(bytes.length + 1);
      const places = Array.from({ length: below(9) }, () => below(length + 1)).toSorted((a, b) => a - b);
      const pieces = [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? length));
      const came = await read(...pieces);
      if (length >= needed) {
        assert.deepEqual(came, events, `${places.join()} of ${length}`);
      } else {
        assert.deepEqual(failureIn(came), { kind: "cut", requestId: "req_1" }, `cut at ${length}`);
        assert.deepEqual(came.slice(0, -1), events.slice(0, came.length - 1), `cut at ${length}`);
      }
    }
    const streamCount = Object.keys(recorded).length;
    assert.ok(streamCount >= 20);
    proved({ row: "T34", tried: `splits of ${streamCount} streams in 3 line endings`, count: split + count });
    proved({
      row: "T38",
      tried: "streams cut off before their end",
      count: cutOff,
      result: "never taken for whole",
    });
  });
});
