import assert from "node:assert/strict";
import type { ToView } from "../../../src/core/protocol";
import { type ChatPage, emptyState } from "./chatPage";
import { states } from "./viewStates";
import { openForEachTest } from "./suite";

describe("the way from the host", () => {
  let chat: ChatPage;

  openForEachTest(
    async (opened) => {
      chat = opened;
      await chat.snapshot();
      await chat.asked("q");
    },
    { mayHaveErrors: true },
  );

  it("asks for a snapshot once after a gap, and goes on from it", async () => {
    await chat.eventsAfterGap({ type: "stopped", answerId: "a1" });
    await chat.events({ type: "stopped", answerId: "a1" });
    assert.deepEqual(await chat.posted(), [{ type: "ready" }, { type: "missed" }]);
    assert.ok(await chat.button("Stop").isVisible());
    await chat.snapshot(states["stopped"]);
    assert.ok(await chat.turns.last().getByText("Stopped").isVisible());
    await chat.events({ type: "askedAgain", answerId: "a1", options: { model: "m" } });
    assert.ok(await chat.button("Stop").isVisible());
    assert.equal((await chat.posted()).length, 2);
  });

  it("drops what comes twice, without its token, or in no shape of the protocol", async () => {
    const stop = { type: "stopped", answerId: "a1" } as const;
    const strange: unknown[] = [
      null,
      "snapshot",
      [],
      {},
      { type: "snapshot" },
      { type: "snapshot", state: {}, sequence: 0, edits: 0, strings: {} },
      { type: "snapshot", state: emptyState, sequence: -1, edits: 0, strings: {} },
      { type: "snapshot", state: emptyState, sequence: 0, edits: 0, strings: { a: 1 } },
      { type: "snapshot", state: emptyState, sequence: 0, strings: {} },
      { type: "events", sequence: 0, events: [stop] },
      { type: "events", sequence: "1", events: [stop] },
      { type: "events", sequence: 1, events: [{ type: "strange" }] },
      { type: "events", sequence: 1, events: [stop, null] },
      { type: "events", sequence: 1, events: [{ type: "answer", answerId: "a1" }] },
      {
        type: "events",
        sequence: 1,
        events: [{ type: "answer", answerId: "a1", event: { type: "partStarted", index: -1, part: {} } }],
      },
      { type: "key", key: { type: "missing" } },
      { type: "attachments", context: [{}] },
      { type: "model" },
      { type: "model", model: "claude-sonnet-5-5" },
      { type: "model", model: { id: "m", name: "m", effort: { value: "", choices: [1] } } },
      { type: "model", model: { id: "m", name: "m", thinking: { on: true } } },
      { type: "totals", totals: { today: 1, budget: 0, prices: {} } },
      { type: "totals", totals: { today: { usd: 0, isPartial: false }, budget: 0 } },
      { type: "estimate", estimate: { tokens: 1, isExact: true, fit: "maybe", chips: {} } },
      { type: "estimate", estimate: { tokens: 1, isExact: true, fit: "ok", chips: { a: "1" } } },
      { type: "estimate", estimate: { tokens: 1, isExact: true, fit: "ok", chips: {}, price: {} } },
      { type: "model", model: "claude-x" },
      { type: "model", model: { id: "m", name: "m", effort: { value: "high" } } },
      { type: "completions", request: 1, items: [{ id: "a", label: "a", detail: "", icon: 'x" onclick="' }] },
      { type: "completions", items: [] },
      { type: "insert" },
      { type: "auto", item: {} },
      { type: "estimate", estimate: { tokens: -1, isExact: false, fit: "ok", chips: {} } },
      {
        type: "estimate",
        estimate: { tokens: 1, isExact: false, fit: "ok", chips: {}, price: { low: 0, high: Infinity } },
      },
      { type: "__proto__" },
    ];
    for (const message of strange) {
      await chat.host(message as ToView);
    }
    await chat.host({ type: "events", sequence: 1, events: [stop] }, "another token");
    assert.ok(await chat.button("Stop").isVisible());
    assert.deepEqual(await chat.posted(), [{ type: "ready" }]);
    assert.deepEqual(chat.errors, []);
    await chat.events(stop);
    assert.ok(await chat.button("Send").isVisible());
  });
});
