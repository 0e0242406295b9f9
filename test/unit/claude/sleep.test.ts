import assert from "node:assert/strict";
import type { Socket } from "node:net";

import type { AnswerEvent } from "../../../src/core/answer";
import type { Clocks } from "../../../src/claude/watchdog";
import { proved, times } from "../../support/proof";
import { ask, clientFor, collect, failureIn, hello, textIn } from "./asking";
import { httpChunk, streamHead, streamReply, until, type Heard } from "./scriptedServer";
import { half, pause, serving, stages } from "./stages";
import { ping, streams } from "./streams";

/** Clocks of a machine that can be put to sleep. */
function sleepyClocks(stopsInSleep: boolean): Clocks & { readonly sleep: (ms: number) => void } {
  let slept = 0;
  return {
    timeOfDay: () => Date.now() + slept,
    steady: () => performance.now() + (stopsInSleep ? 0 : slept),
    sleep: (ms) => {
      slept += ms;
    },
  };
}

const timeouts = { firstByteMs: 20_000, contentMs: 20_000, tickMs: 20, wakeMs: 60 };

describe("a computer that sleeps", () => {
  for (const stopsInSleep of [true, false]) {
    const clock = stopsInSleep ? "a steady clock that stops" : "a steady clock that goes on";
    for (const [stage, answer] of Object.entries(stages)) {
      it(`${stage}, with ${clock}: the answer ends soon after, under its own name`, () =>
        serving(answer, async (server) => {
          const clocks = sleepyClocks(stopsInSleep);
          const answered = ask(clientFor(server.url, { timeouts, clocks }));
          await until(() => server.heard.length === 1);
          await pause(60);
          clocks.sleep(3_600_000);
          const woke = performance.now();
          const events = await answered;
          assert.ok(performance.now() - woke < 2_000);
          assert.equal((failureIn(events) as { kind: string }).kind, "slept");
          assert.equal(textIn(events), stage === "after an event" || stage === "in mid-event" ? "Half" : "");
          await until(() => server.open() === 0);
        }));
    }
  }

  it("loses nothing where the connection lived through it, or where only the clock was set forward", () => {
    let rest: (() => void) | undefined;
    return serving(
      ({ socket }) => {
        const end = streams.text.indexOf("event: content_block_stop");
        socket.write(streamHead + httpChunk(streams.text.slice(0, end)));
        rest = () => {
          socket.write(httpChunk(ping));
          setTimeout(() => socket.end(httpChunk(streams.text.slice(end)) + "0\r\n\r\n"), 250);
        };
      },
      async (server) => {
        const clocks = sleepyClocks(true);
        const answered = ask(clientFor(server.url, { timeouts: { ...timeouts, wakeMs: 150 }, clocks }));
        await until(() => rest !== undefined);
        clocks.sleep(60_000);
        await pause(40);
        rest?.();
        assert.deepEqual((await answered).at(-1), { type: "completed", stopReason: "end_turn" });
      },
    );
  });

  it("is not what a small step of the clock is taken for", () =>
    serving(stages["after an event"]!, async (server) => {
      const clocks = sleepyClocks(true);
      const seen: AnswerEvent[] = [];
      const controller = new AbortController();
      const answered = collect(clientFor(server.url, { timeouts, clocks }).ask(hello, controller.signal));
      await until(() => server.heard.length === 1);
      clocks.sleep(20_000);
      await pause(200);
      controller.abort();
      seen.push(...(await answered));
      assert.ok(seen.every(({ type }) => type !== "failed"));
    }));

  it("ends a list of models as well", () =>
    serving(stages["before headers"]!, async (server) => {
      const clocks = sleepyClocks(true);
      const listed = clientFor(server.url, { timeouts, clocks }).models(new AbortController().signal);
      await until(() => server.heard.length === 1);
      clocks.sleep(3_600_000);
      assert.deepEqual(await listed, { ok: false, failure: { kind: "slept" } });
    }));
});

describe("a connection from before a sleep or a change of networks", () => {
  /** Answers the first request of a connection, and is a black hole for every other on it, as a dead connection is. */
  function onceOnly(): (heard: Heard) => void {
    const used = new Set<Socket>();
    return ({ socket }) => {
      if (!used.has(socket)) {
        used.add(socket);
        socket.write(streamReply(streams.text));
      }
    };
  }

  it("serves no request: the next one has a new connection and its answer at once", async function () {
    const count = times(200, 10);
    this.timeout(60_000);
    let slowest = 0;
    await serving(onceOnly(), async (server) => {
      const client = clientFor(server.url, { timeouts: { firstByteMs: 4_000, contentMs: 4_000 } });
      for (let round = 0; round < count; round += 1) {
        const begin = performance.now();
        const events = await ask(client);
        slowest = Math.max(slowest, performance.now() - begin);
        assert.deepEqual(events.at(-1), { type: "completed", stopReason: "end_turn" });
      }
      assert.equal(server.heard.length, count);
      assert.equal(new Set(server.heard.map(({ socket }) => socket)).size, count);
    });
    assert.ok(slowest < 5_000);
    proved({
      row: "T37",
      tried: "requests after a connection had died unseen",
      count,
      result: `each on a new connection, the slowest answered in ${slowest.toFixed(0)} ms`,
    });
  });

  it("is not kept: the server hears that it is to close it", () =>
    serving(
      ({ socket }) => socket.write(streamReply(streams.text)),
      async (server) => {
        await ask(clientFor(server.url));
        assert.match(server.heard[0]?.head ?? "", /^connection: close$/im);
        await until(() => server.open() === 0);
      },
    ));

  it("is no hindrance after an answer that slept: Try Again works while the old connection is a black hole", () =>
    serving(
      ({ socket, body }) => {
        if (body.includes("again")) {
          socket.write(streamReply(streams.text));
        } else {
          socket.write(streamHead + httpChunk(half));
        }
      },
      async (server) => {
        const clocks = sleepyClocks(true);
        const client = clientFor(server.url, { timeouts, clocks });
        const asleep = ask(client);
        await until(() => server.heard.length === 1);
        await pause(50);
        clocks.sleep(3_600_000);
        const woke = performance.now();
        assert.equal((failureIn(await asleep) as { kind: string }).kind, "slept");
        const again = { ...hello, messages: [{ role: "user" as const, content: "again" }] };
        const events = await collect(client.ask(again, new AbortController().signal));
        assert.deepEqual(events.at(-1), { type: "completed", stopReason: "end_turn" });
        assert.ok(performance.now() - woke < 5_000);
      },
    ));
});
