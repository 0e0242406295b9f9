import assert from "node:assert/strict";
import type { Socket } from "node:net";

import { Patience } from "../../../src/core/patience";
import type { Clocks } from "../../../src/claude/watchdog";
import { proved, times } from "../../support/proof";
import { ask, clientFor, collect, failureIn, hello, textIn } from "./asking";
import { httpChunk, streamHead, streamReply, until, type Heard } from "./scriptedServer";
import { half, pause, serving, stages } from "./stages";
import { ping, streams } from "./streams";

/** Clocks of a machine that can be put to sleep, or kept at work so that nothing else is done. */
function sleepyClocks(stopsInSleep: boolean): Clocks & {
  readonly sleep: (ms: number) => void;
  readonly block: (ms: number) => void;
} {
  let slept = 0;
  let blocked = 0;
  return {
    sinceBoot: () => performance.now() + slept + blocked,
    steady: () => performance.now() + (stopsInSleep ? 0 : slept) + blocked,
    worked: () => blocked,
    sleep: (ms) => {
      slept += ms;
    },
    block: (ms) => {
      blocked += ms;
    },
  };
}

const timeouts = { firstByteMs: 20_000, contentMs: 20_000, tickMs: 20, wakeMs: 60, thinkingWakeMs: 60 };

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
          // Without a sleep it would be twenty seconds.
          assert.ok(performance.now() - woke < 15_000);
          assert.equal((failureIn(events) as { kind: string }).kind, "slept");
          assert.equal(textIn(events), stage === "after an event" || stage === "in mid-event" ? "Half" : "");
          await until(() => server.open() === 0);
        }));
    }
  }

  it("loses nothing where the connection lived through it", () => {
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

  const wakeful: Readonly<Record<string, (clocks: ReturnType<typeof sleepyClocks>) => void>> = {
    "a short nap": ({ sleep }) => sleep(20_000),
    "a host that was at work for half an hour": ({ block }) => block(1_800_000),
  };
  for (const [what, happens] of Object.entries(wakeful)) {
    it(`is not what ${what} is taken for`, () =>
      serving(stages["after an event"]!, async (server) => {
        const clocks = sleepyClocks(true);
        const controller = new AbortController();
        const long = { ...timeouts, contentMs: 3_600_000 };
        const answered = collect(
          clientFor(server.url, { timeouts: long, clocks }).ask(hello, controller.signal),
        );
        await until(() => server.heard.length === 1);
        await pause(60);
        happens(clocks);
        await pause(200);
        controller.abort();
        assert.ok((await answered).every(({ type }) => type !== "failed"));
      }));
  }

  it("is not what a clock that is set forward is taken for, while Claude thinks and says nothing", () =>
    serving(stages["after an event"]!, async (server) => {
      const { now } = Date;
      const controller = new AbortController();
      try {
        const answered = collect(clientFor(server.url, { timeouts }).ask(hello, controller.signal));
        await until(() => server.heard.length === 1);
        await pause(60);
        Date.now = () => now() + 3_600_000;
        await pause(200);
        controller.abort();
        assert.ok((await answered).every(({ type }) => type !== "failed"));
      } finally {
        Date.now = now;
      }
    }));

  it("tells at once how long the answer is still waited for, and waits longer when the person says so", function () {
    this.timeout(20_000);
    return serving(stages["after an event"]!, async (server) => {
      const clocks = sleepyClocks(true);
      const controller = new AbortController();
      const patience = new Patience();
      const client = clientFor(server.url, { timeouts: { ...timeouts, wakeMs: 5_000 }, clocks });
      const seen: number[] = [];
      for await (const event of client.ask(hello, controller.signal, patience)) {
        if (event.type === "partGrew") {
          await pause(60);
          setTimeout(() => clocks.sleep(3_600_000), 60);
        } else if (event.type === "silent") {
          seen.push(event.secondsLeft);
          if (seen.length === 1) {
            patience.extend();
          } else {
            controller.abort();
          }
        }
      }
      assert.ok(seen[0]! <= 5, `${seen[0]}`);
      assert.ok(seen[1]! > 15, `${seen[1]}`);
    });
  });

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
