import assert from "node:assert/strict";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createGzip, gzipSync } from "node:zlib";
import { longestPieceBytes, longestReplyBytes } from "../../../src/claude/replyLimits";
import { proved } from "../../support/proof";
import { ask, clientFor, clientReading, failureIn } from "./asking";
import { startServer, until, type Heard } from "./scriptedServer";
import { messageEnd, messageStart, record, streams, textBlock } from "./streams";

const tooLong = { kind: "replyTooLarge", limitBytes: longestPieceBytes, requestId: "req_1" };
const tooLarge = { kind: "replyTooLarge", limitBytes: longestReplyBytes, requestId: "req_1" };

function repeat(text: string, bytes: number): string[] {
  const chunk = text.repeat(Math.ceil(65_536 / text.length));
  return Array.from({ length: Math.ceil(bytes / chunk.length) }, () => chunk);
}

describe("a reply larger than any answer", () => {
  it("is ended in a line that does not end", async () => {
    const events = await ask(clientReading([messageStart(), "data: ", ...repeat("a", 2_000_000)]));
    assert.deepEqual(failureIn(events), tooLong);
  });

  it("is ended in an event of many lines", async () => {
    const events = await ask(clientReading([messageStart(), ...repeat("data: a\r\n", 2_000_000)]));
    assert.deepEqual(failureIn(events), tooLong);
  });

  it("is ended in a comment that does not end", async () => {
    const events = await ask(clientReading([messageStart(), ...repeat(": a\n", 2_000_000)]));
    assert.deepEqual(failureIn(events), tooLong);
  });

  it("is ended after many honest events", async function () {
    this.timeout(10_000);
    const text = record({
      type: "content_block_delta",
      index: 0,
      delta: { type: "text_delta", text: "a".repeat(60_000) },
    });
    const start = messageStart() + textBlock(0);
    const events = await ask(
      clientReading([start, ...Array.from({ length: longestReplyBytes / 60_000 + 10 }, () => text)]),
    );
    assert.deepEqual(failureIn(events), tooLarge);
    assert.ok(events.length > 200);
  });

  for (const lineEnd of ["\n", "\r\n", "\r"]) {
    it(`is not what fills one event just to its limit (${JSON.stringify(lineEnd)})`, async () => {
      const text = "a".repeat(longestPieceBytes - 400);
      const long = messageStart() + textBlock(0, text, "b") + textBlock(1, text) + messageEnd();
      const events = await ask(clientReading([long.replaceAll("\n", lineEnd)]));
      assert.deepEqual(events.at(-1), { type: "completed", stopReason: "end_turn" });
    });
  }

  it("is refused as JSON too", async () => {
    const client = clientReading(repeat("[", 2_000_000), { headers: { "content-type": "application/json" } });
    assert.deepEqual(await client.models(new AbortController().signal), {
      ok: false,
      failure: { kind: "replyTooLarge", limitBytes: longestPieceBytes },
    });
  });
});

/** How a reply was taken: in how many milliseconds, and how long the event loop stood still meanwhile. */
interface Blast {
  readonly failure: unknown;
  readonly ms: number;
  readonly p99: number;
  readonly max: number;
}

describe("a small reply that unpacks into a large one", () => {
  const unpacked = 64 * 1024 * 1024;
  let bomb: Buffer;
  before(async function () {
    this.timeout(20_000);
    const gzip = createGzip({ level: 9 });
    const packed: Buffer[] = [];
    gzip.on("data", (chunk: Buffer) => packed.push(chunk));
    gzip.write("data: ");
    const zeros = Buffer.alloc(1024 * 1024, "a");
    for (let written = 0; written < unpacked; written += zeros.length) {
      gzip.write(zeros);
    }
    await new Promise<void>((resolve) => {
      gzip.end(resolve);
    });
    await new Promise((resolve) => setImmediate(resolve));
    bomb = Buffer.concat(packed);
  });

  async function blast(status: number, type: string): Promise<Blast> {
    const send = ({ socket }: Heard): void => {
      const head = `HTTP/1.1 ${status} X\r\ncontent-type: ${type}\r\ncontent-encoding: gzip\r\n`;
      socket.write(`${head}content-length: ${bomb.length}\r\n\r\n`);
      socket.write(bomb);
    };
    const server = await startServer(send);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    try {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const begin = performance.now();
      delay.enable();
      const events = await ask(clientFor(server.url));
      const ms = performance.now() - begin;
      await new Promise((resolve) => setTimeout(resolve, 300));
      delay.disable();
      return { failure: failureIn(events), ms, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
    } finally {
      await server.close();
    }
  }

  it("is ended within a second, and nothing stands still meanwhile", async function () {
    this.timeout(10_000);
    assert.ok(bomb.length < 70_000 && bomb.length > 10_000, String(bomb.length));
    const { failure, ms, p99, max } = await blast(200, "text/event-stream");
    assert.deepEqual(failure, { kind: "replyTooLarge", limitBytes: longestPieceBytes });
    assert.ok(ms < 1000, `${ms} ms`);
    assert.ok(p99 < 50 && max < 200, `p99 ${p99} ms, max ${max} ms`);
    proved({
      row: "T35",
      tried: "a reply of 65 KB that unpacks to 64 MiB",
      count: 1,
      result: `ended after ${ms.toFixed(0)} ms; event loop p99 ${p99.toFixed(0)} ms, longest ${max.toFixed(0)} ms`,
    });
  });

  it("is read only a little as an error", async function () {
    this.timeout(10_000);
    const { failure, ms, p99, max } = await blast(500, "application/json");
    assert.deepEqual(failure, { kind: "server", status: 500 });
    assert.ok(ms < 1000, `${ms} ms`);
    assert.ok(p99 < 50 && max < 200, `p99 ${p99} ms, max ${max} ms`);
  });

  it("is no reason to refuse an honest reply that is compressed all the same", async () => {
    const packed = gzipSync(streams.unicode);
    const server = await startServer(({ socket }) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\n");
      socket.write(`content-length: ${packed.length}\r\n\r\n`);
      socket.write(packed);
    });
    try {
      const events = await ask(clientFor(server.url));
      assert.deepEqual(events.at(-1), { type: "completed", stopReason: "end_turn" });
      await until(() => server.heard.length === 1);
    } finally {
      await server.close();
    }
  });
});
