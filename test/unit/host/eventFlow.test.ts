import assert from "node:assert/strict";

import { type ConversationEvent, emptyConversation } from "../../../src/core/conversation";
import { EventFlow } from "../../../src/host/chat/eventFlow";
import { mock } from "node:test";

const started: ConversationEvent = {
  type: "answer",
  answerId: "a1",
  event: { type: "partStarted", index: 0, part: { type: "text", text: "" } },
};

function grew(delta: string): ConversationEvent {
  return { type: "answer", answerId: "a1", event: { type: "partGrew", index: 0, field: "text", delta } };
}

describe("the flow of an answer's events", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  it("passes the first words on at once, whatever was told right before, and the next ones together", () => {
    const passed: (readonly ConversationEvent[])[] = [];
    const flow = new EventFlow(emptyConversation("c1"), (events) => passed.push(events));
    flow.take(started);
    flow.take(grew("One"));
    assert.deepEqual(passed, [[started], [grew("One")]]);
    flow.take(grew(" two"));
    flow.take(grew(" three"));
    assert.equal(passed.length, 2);
    mock.timers.tick(40);
    assert.deepEqual(passed[2], [grew(" two three")]);
  });
});
