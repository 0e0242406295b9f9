import assert from "node:assert/strict";
import type { AnswerEvent } from "../../../src/core/answer";
import { ask, clientFor, collect, failureIn, hello } from "./asking";
import { httpChunk, startServer, streamHead, streamReply, until, type Heard } from "./scriptedServer";
import { pause, serving, stages } from "./stages";
import { messageEnd, messageStart, ping, record, streams, textBlock } from "./streams";

describe("silence", () => {
  const timeouts = { firstByteMs: 400, contentMs: 60 };

  before(() =>
    // What is loaded at the first request of all must not count.
    serving(
      ({ socket }) => socket.end(streamReply(streams.text)),
      async (server) => void (await ask(clientFor(server.url))),
    ),
  );

  async function stalled(
    answer: (heard: Heard) => void,
  ): Promise<{ failure: unknown; events: AnswerEvent[] }> {
    const server = await startServer(answer);
    try {
      const { signal } = new AbortController();
      const events = await collect(clientFor(server.url, { timeouts }).ask(hello, signal));
      await until(() => server.open() === 0);
      assert.equal(server.heard.length, 1);
      return { failure: failureIn(events), events };
    } finally {
      await server.close();
    }
  }

  function every(ms: number, text: string): (heard: Heard) => void {
    return ({ socket }) => {
      const timer = setInterval(() => socket.write(httpChunk(text)), ms);
      socket.on("close", () => clearInterval(timer));
    };
  }

  it("before headers is a stall that never began", async () => {
    const { failure } = await stalled(stages["before headers"]!);
    assert.deepEqual(failure, { kind: "stalled", seconds: 0.4, began: false });
  });

  it("in an error's body is a stall as well", async () => {
    const { failure } = await stalled(stages["in an error's body"]!);
    assert.deepEqual(failure, { kind: "stalled", seconds: 0.4, began: false });
  });

  it("after headers is a stall that never began", async () => {
    const { failure } = await stalled(stages["after headers"]!);
    assert.deepEqual(failure, { kind: "stalled", seconds: 0.06, began: false, requestId: "req_1" });
  });

  it("in mid-answer is a stall that had begun, and what had come stays", async () => {
    const { failure, events } = await stalled(stages["after an event"]!);
    assert.deepEqual(failure, { kind: "stalled", seconds: 0.06, began: true, requestId: "req_1" });
    assert.ok(events.some((event) => event.type === "partGrew" && event.delta === "Half"));
  });

  const noise = {
    pings: ping,
    comments: ": hello\n\n",
    "unknown events": record({ type: "mood", mood: "good" }),
  };
  for (const [name, sound] of Object.entries(noise)) {
    it(`is not broken by ${name}`, async () => {
      const { failure } = await stalled((heard) => {
        stages["after an event"]!(heard);
        every(10, sound)(heard);
      });
      assert.deepEqual(failure, { kind: "stalled", seconds: 0.06, began: true, requestId: "req_1" });
    });
  }

  it("may last longer while Claude thinks", async () => {
    const open = { type: "content_block_start", index: 0, content_block: { type: "thinking", thinking: "" } };
    const thinking = messageStart() + record(open);
    const { failure } = await stalled(({ socket }) => socket.write(streamHead + httpChunk(thinking)));
    assert.deepEqual(failure, { kind: "stalled", seconds: 0.24, began: true, requestId: "req_1" });
  });

  it("is none while something comes, however slowly", () =>
    serving(
      ({ socket }) => {
        socket.write(streamHead + httpChunk(messageStart()));
        const pieces = ["a", "b", "c", "d", "e", "f"].map((text, index) => textBlock(index, text));
        const timer = setInterval(() => {
          const piece = pieces.shift();
          socket.write(piece === undefined ? `${httpChunk(messageEnd())}0\r\n\r\n` : httpChunk(piece));
          if (piece === undefined) {
            clearInterval(timer);
          }
        }, 80);
      },
      async (server) => {
        const client = clientFor(server.url, { timeouts: { firstByteMs: 2000, contentMs: 400 } });
        const events = await collect(client.ask(hello, new AbortController().signal));
        assert.deepEqual(events.at(-1), { type: "completed", stopReason: "end_turn" });
      },
    ));

  it("is none where the consumer takes its time", () =>
    serving(
      ({ socket }) => {
        const cut = streams.text.indexOf("event: content_block_stop");
        socket.write(streamHead + httpChunk(streams.text.slice(0, cut)));
        setTimeout(() => socket.write(`${httpChunk(streams.text.slice(cut))}0\r\n\r\n`), 300);
      },
      async (server) => {
        const events: AnswerEvent[] = [];
        const client = clientFor(server.url, { timeouts });
        for await (const event of client.ask(hello, new AbortController().signal)) {
          events.push(event);
          await pause(90);
        }
        assert.deepEqual(events.at(-1), { type: "completed", stopReason: "end_turn" });
      },
    ));

  it("ends a list of models too", () =>
    serving(stages["before headers"]!, async (server) => {
      const result = await clientFor(server.url, { timeouts }).models(new AbortController().signal);
      assert.deepEqual(result, { ok: false, failure: { kind: "stalled", seconds: 0.4, began: false } });
    }));
});
