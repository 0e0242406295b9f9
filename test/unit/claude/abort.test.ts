import assert from "node:assert/strict";
import type { AnswerEvent } from "../../../src/core/answer";
import { collect, clientFor, failureIn, hello } from "./asking";
import { httpChunk, startServer, streamHead, until, type Heard, type ScriptedServer } from "./scriptedServer";
import { messageEnd, messageStart, ping, record, streams, textBlock } from "./streams";

const half = messageStart() + textBlock(0, "Half");

/** What a server does before it falls silent. */
const stages: Readonly<Record<string, (heard: Heard) => void>> = {
  "before headers": () => undefined,
  "after headers": ({ socket }) => socket.write(streamHead),
  "in mid-event": ({ socket }) => socket.write(streamHead + httpChunk(`${half}event: content_bl`)),
  "after an event": ({ socket }) => socket.write(streamHead + httpChunk(half)),
  "in an error's body": ({ socket }) =>
    socket.write("HTTP/1.1 500 X\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"),
};

async function serving(
  answer: (heard: Heard) => void,
  test: (server: ScriptedServer) => Promise<void>,
): Promise<void> {
  const server = await startServer(answer);
  try {
    await test(server);
  } finally {
    await server.close();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

describe("stopping an answer", () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  before(() => process.on("unhandledRejection", note));
  after(async () => {
    await pause(20);
    process.off("unhandledRejection", note);
    assert.deepEqual(unhandled, []);
  });

  for (const [stage, answer] of Object.entries(stages)) {
    it(`${stage}: it ends at once, without a last event, and the connection is given back`, () =>
      serving(answer, async (server) => {
        const controller = new AbortController();
        const answered = collect(clientFor(server.url).ask(hello, controller.signal));
        await until(() => server.heard.length === 1);
        await pause(40);
        const begin = performance.now();
        controller.abort();
        const events = await answered;
        assert.ok(performance.now() - begin < 100);
        assert.ok(events.every(({ type }) => type !== "completed" && type !== "failed"));
        await until(() => server.open() === 0);
      }));

    it(`${stage}: a consumer that returns while it waits ends it too`, () =>
      serving(answer, async (server) => {
        const asked = clientFor(server.url).ask(hello, new AbortController().signal);
        const iterator = asked[Symbol.asyncIterator]();
        const seen: AnswerEvent[] = [];
        const reading = (async () => {
          for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
            seen.push(next.value);
          }
        })();
        await until(() => server.heard.length === 1);
        await pause(40);
        const begin = performance.now();
        assert.deepEqual(await iterator.return?.(), { done: true, value: undefined });
        await reading;
        assert.ok(performance.now() - begin < 100);
        assert.ok(seen.every(({ type }) => type !== "completed" && type !== "failed"));
        await until(() => server.open() === 0);
      }));
  }

  it("before it begins: nothing is sent", () =>
    serving(stages["after headers"]!, async (server) => {
      assert.deepEqual(await collect(clientFor(server.url).ask(hello, AbortSignal.abort())), []);
      assert.equal(server.connections(), 0);
    }));

  it("between two events: the connection is given back without waiting for the consumer", () =>
    serving(
      ({ socket }) => socket.write(streamHead + httpChunk(streams.text.slice(0, -40))),
      async (server) => {
        const controller = new AbortController();
        const iterator = clientFor(server.url).ask(hello, controller.signal)[Symbol.asyncIterator]();
        for (const wanted of ["opened", "usage", "partStarted"]) {
          assert.equal((await iterator.next()).value?.type, wanted);
        }
        controller.abort();
        await until(() => server.open() === 0);
        // More had been read already; a stopped answer does not grow.
        assert.deepEqual(await iterator.next(), { done: true, value: undefined });
      },
    ));

  it("by breaking out of the loop", () =>
    serving(stages["after an event"]!, async (server) => {
      for await (const event of clientFor(server.url).ask(hello, new AbortController().signal)) {
        if (event.type === "partStarted") {
          break;
        }
      }
      await until(() => server.open() === 0);
    }));

  it("ends it also where the platform's fetch does not listen", async () => {
    let cancelled = false;
    const late = new Response(new ReadableStream({ cancel: () => void (cancelled = true) }));
    const client = clientFor("https://api.test", {
      fetch: () => new Promise((resolve) => setTimeout(() => resolve(late), 60)),
    });
    const controller = new AbortController();
    const answered = collect(client.ask(hello, controller.signal));
    await pause(10);
    const begin = performance.now();
    controller.abort();
    assert.deepEqual(await answered, []);
    assert.ok(performance.now() - begin < 40);
    await until(() => cancelled);
  });

  it("leaves nothing on a signal that lives longer", () =>
    serving(
      ({ socket }) => socket.end(streamHead + httpChunk(streams.text) + "0\r\n\r\n"),
      async (server) => {
        const { signal } = new AbortController();
        let listeners = 0;
        const add = signal.addEventListener.bind(signal);
        const remove = signal.removeEventListener.bind(signal);
        signal.addEventListener = (...given: Parameters<typeof add>) => {
          listeners += 1;
          add(...given);
        };
        signal.removeEventListener = (...given: Parameters<typeof remove>) => {
          listeners -= 1;
          remove(...given);
        };
        await collect(clientFor(server.url).ask(hello, signal));
        assert.equal(listeners, 0);
      },
    ));

  it("ends a list of models and a count as interrupted", () =>
    serving(stages["before headers"]!, async (server) => {
      const controller = new AbortController();
      const client = clientFor(server.url);
      const results = Promise.all([
        client.models(controller.signal),
        client.countTokens(hello, controller.signal),
      ]);
      await until(() => server.heard.length === 2);
      controller.abort();
      const interrupted = { ok: false, failure: { kind: "interrupted" } };
      assert.deepEqual(await results, [interrupted, interrupted]);
      await until(() => server.open() === 0);
    }));
});

describe("silence", () => {
  const timeouts = { firstByteMs: 80, contentMs: 60 };

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
    assert.deepEqual(failure, { kind: "stalled", seconds: 0.08, began: false });
  });

  it("in an error's body is a stall as well", async () => {
    const { failure } = await stalled(stages["in an error's body"]!);
    assert.deepEqual(failure, { kind: "stalled", seconds: 0.08, began: false });
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
        }, 30);
      },
      async (server) => {
        const client = clientFor(server.url, { timeouts: { firstByteMs: 1000, contentMs: 120 } });
        const events = await collect(client.ask(hello, new AbortController().signal));
        assert.deepEqual(events.at(-1), { type: "completed", stopReason: "end_turn" });
      },
    ));

  it("is none where the consumer takes its time", () =>
    serving(
      ({ socket }) => socket.write(`${streamHead}${httpChunk(streams.text)}0\r\n\r\n`),
      async (server) => {
        const events: AnswerEvent[] = [];
        for await (const event of clientFor(server.url, { timeouts }).ask(
          hello,
          new AbortController().signal,
        )) {
          events.push(event);
          await pause(90);
        }
        assert.deepEqual(events.at(-1), { type: "completed", stopReason: "end_turn" });
      },
    ));

  it("ends a list of models too", () =>
    serving(stages["before headers"]!, async (server) => {
      const result = await clientFor(server.url, { timeouts }).models(new AbortController().signal);
      assert.deepEqual(result, { ok: false, failure: { kind: "stalled", seconds: 0.08, began: false } });
    }));
});
