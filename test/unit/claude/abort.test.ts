import assert from "node:assert/strict";
import type { AnswerEvent } from "../../../src/core/answer";
import { clientFor, collect, hello } from "./asking";
import { httpChunk, streamHead, until } from "./scriptedServer";
import { half, pause, serving, stages } from "./stages";
import { streams } from "./streams";

describe("stopping an answer", () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  before(() => process.on("unhandledRejection", note));
  after(async () => {
    await pause(20);
    process.off("unhandledRejection", note);
    assert.deepEqual(unhandled, []);
  });

  it("has nothing to end before the first event is asked for", async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    signal.addEventListener = (...all: Parameters<typeof add>) => {
      listeners += 1;
      add(...all);
    };
    const events = clientFor("http://127.0.0.1:9").ask(hello, signal)[Symbol.asyncIterator]();
    assert.equal(listeners, 0);
    await events.return?.();
    assert.deepEqual(await events.next(), { value: undefined, done: true });
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
      fetch: () => new Promise((resolve) => setTimeout(() => resolve(late), 300)),
    });
    const controller = new AbortController();
    const answered = collect(client.ask(hello, controller.signal));
    await pause(10);
    const begin = performance.now();
    controller.abort();
    assert.deepEqual(await answered, []);
    assert.ok(performance.now() - begin < 100);
    await until(() => cancelled);
  });

  it("ends it also where the platform's reply does not listen", async () => {
    let cancelled = false;
    const start = new TextEncoder().encode(half);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(start),
      cancel: () => void (cancelled = true),
    });
    const response = new Response(body, { headers: { "content-type": "text/event-stream" } });
    const client = clientFor("https://api.test", { fetch: async () => response });
    const controller = new AbortController();
    const answered = collect(client.ask(hello, controller.signal));
    await pause(10);
    controller.abort();
    assert.ok((await answered).every(({ type }) => type !== "failed"));
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
