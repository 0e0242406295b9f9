import assert from "node:assert/strict";
import { ask, clientReading, textIn } from "./asking";
import { streams } from "./streams";

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

describe("a stream cut at every byte", function () {
  this.timeout(60_000);
  for (const [name, stream] of Object.entries(streams)) {
    for (const [lineEndName, lineEnd] of Object.entries(lineEnds)) {
      const bytes = new TextEncoder().encode(stream.replaceAll("\n", lineEnd));

      it(`${name}, ${lineEndName}: what ends early is never taken for whole`, async () => {
        const whole = await ask(clientReading([bytes]));
        const lastType = whole.at(-1)?.type === "completed" ? "completed" : "streamError";
        const needed = wholeAt(bytes, lineEnd);
        for (let cut = 0; cut <= bytes.length; cut += 1) {
          const events = await ask(clientReading([bytes.subarray(0, cut)]));
          const last = events.at(-1);
          const ended = last?.type === "failed" ? last.failure.kind : last?.type;
          assert.equal(ended, cut >= needed ? lastType : "cut", `cut at ${cut} of ${bytes.length}`);
          assert.deepEqual(events.slice(0, -1), whole.slice(0, events.length - 1), `cut at ${cut}`);
          assert.ok(textIn(whole).startsWith(textIn(events)), `cut at ${cut}`);
        }
      });

      it(`${name}, ${lineEndName}: where it is split makes no difference`, async () => {
        const whole = await ask(clientReading([bytes]));
        for (let cut = 0; cut <= bytes.length; cut += 1) {
          const events = await ask(clientReading([bytes.subarray(0, cut), bytes.subarray(cut)]));
          assert.deepEqual(events, whole, `split at ${cut} of ${bytes.length}`);
        }
      });
    }
  }
});
