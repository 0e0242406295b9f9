import assert from "node:assert/strict";

import type { AnswerEvent } from "../../../src/core/answer";
import {
  type AssistantTurn,
  type ConversationEvent,
  emptyConversation,
  isPassing,
} from "../../../src/core/conversation";
import { Patience } from "../../../src/core/patience";
import { reduce } from "../../../src/core/reduce";

const asked: ConversationEvent = {
  type: "asked",
  turn: { role: "user", id: "q", text: "Why?", context: [] },
  answerId: "a",
  options: { model: "m" },
};
const told = (event: AnswerEvent): ConversationEvent => ({ type: "answer", answerId: "a", event });
const silent = told({ type: "silent", seconds: 9, secondsLeft: 171 });

function answerAfter(...events: readonly ConversationEvent[]): AssistantTurn {
  const last = [asked, ...events].reduce(reduce, emptyConversation("c")).turns.at(-1);
  assert.ok(last?.role === "assistant");
  return last;
}

describe("a silence in a conversation", () => {
  it("stands in the answer as it was told last", () => {
    assert.deepEqual(answerAfter(silent).silence, { seconds: 9, secondsLeft: 171 });
    const later = told({ type: "silent", seconds: 10, secondsLeft: 170, isThinking: true });
    assert.deepEqual(answerAfter(silent, later).silence, { seconds: 10, secondsLeft: 170, isThinking: true });
  });

  const ends: readonly ConversationEvent[] = [
    told({ type: "opened" }),
    told({ type: "partStarted", index: 0, part: { type: "text", text: "a" } }),
    told({ type: "completed", stopReason: "end_turn" }),
    told({ type: "failed", failure: { kind: "slept" } }),
    { type: "stopped", answerId: "a" },
    { type: "askedAgain", answerId: "a", options: { model: "m" } },
  ];
  for (const end of ends) {
    it(`is over with ${end.type === "answer" ? end.event.type : end.type}`, () => {
      assert.equal("silence" in answerAfter(silent, end), false);
    });
  }

  it("comes too late for an answer that is over", () => {
    assert.equal("silence" in answerAfter({ type: "stopped", answerId: "a" }, silent), false);
  });

  it("is for the screen only, as a countdown is, and nothing else is", () => {
    const tick = { type: "countingDown", answerId: "a", failure: { kind: "cut" }, secondsLeft: 1 } as const;
    assert.deepEqual([silent, tick].map(isPassing), [true, true]);
    assert.deepEqual([asked, ...ends].filter(isPassing), []);
  });
});

describe("patience", () => {
  it("reaches whoever listens at that moment", () => {
    const patience = new Patience();
    let heard = 0;
    patience.extend();
    const unlisten = patience.listen(() => (heard += 1));
    patience.extend();
    patience.extend();
    unlisten();
    patience.extend();
    assert.equal(heard, 2);
  });
});
