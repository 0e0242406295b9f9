import assert from "node:assert/strict";

import { nextRequest } from "../../../src/core/nextRequest";
import { linedUp } from "../../support/conversations";

const model = "claude-sonnet-5-5";
const complete = { type: "complete", stopReason: "end_turn" } as const;
const usage = { input: 100, output: 9, cacheRead: 20, cacheWrite: 3 };
const conversation = linedUp("c", [
  { role: "user", id: "u1", text: "first", context: [] },
  { role: "assistant", id: "a1", model, status: complete, parts: [{ type: "text", text: "one" }], usage },
  { role: "user", id: "u2", text: "second", context: [] },
  { role: "assistant", id: "a2", model, status: complete, parts: [{ type: "text", text: "two" }] },
]);

function asked(editing?: string, of = model) {
  const question = { text: "next", context: [], ...(editing === undefined ? {} : { editing }) };
  const { request, sentBefore } = nextRequest(conversation, question, {
    model: of,
    maxTokens: 1000,
    system: "s",
    caching: true,
  });
  const texts = request.messages.map(({ content }) =>
    typeof content === "string"
      ? content
      : content.map((block) => (block.type === "text" ? block.text : "")).join(),
  );
  return { texts, sentBefore };
}

describe("the request that would go out", () => {
  it("has everything that is shown before the question", () => {
    assert.deepEqual(asked().texts, ["first", "one", "second", "two", "next"]);
  });

  it("has what is shown before the question that is edited", () => {
    assert.deepEqual(asked("u2").texts, ["first", "one", "next"]);
    assert.deepEqual(asked("u1").texts, ["next"]);
  });

  it("may find in the cache what the last answer of the same model was sent", () => {
    assert.equal(asked("u2").sentBefore, 123);
    assert.equal(asked("u2", "claude-opus-4-8").sentBefore, 0);
    assert.equal(asked("u1").sentBefore, 0);
  });
});
