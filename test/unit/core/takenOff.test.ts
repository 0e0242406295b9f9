import assert from "node:assert/strict";

import { emptyConversation, type Turn } from "../../../src/core/conversation";
import { withTurns } from "../../../src/core/branches";
import { reduce } from "../../../src/core/reduce";
import { withoutAttachments } from "../../../src/core/takenOff";

const item = (id: string) =>
  ({
    kind: "file",
    id,
    uri: `file:///${id}`,
    fileName: id,
    languageId: "",
    startLine: 1,
    endLine: 1,
    text: id,
  }) as const;
const question: Turn = {
  role: "user",
  id: "u",
  parentId: "",
  text: "Why?",
  context: [item("a"), item("b"), item("c")],
};
const answer: Turn = {
  role: "assistant",
  id: "x",
  parentId: "u",
  model: "m",
  status: { type: "complete", stopReason: "end_turn" },
  parts: [],
};
const conversation = withTurns({ ...emptyConversation("c"), all: [question, answer] });

function chips(of: typeof conversation): readonly string[] {
  return of.turns.flatMap((turn) => (turn.role === "user" ? turn.context.map(({ id }) => id) : []));
}

describe("attachments taken off a question", () => {
  it("come back in their places, whatever the order they were taken in", () => {
    const { after, back } = withoutAttachments(conversation, [
      { turnId: "u", id: "c" },
      { turnId: "u", id: "a" },
    ]);
    assert.deepEqual(chips(after), ["b"]);
    assert.deepEqual(chips(back.reduce<typeof conversation>(reduce, after)), ["a", "b", "c"]);
  });

  for (const [what, turnId, id] of [
    ["of a turn that is gone", "gone", "a"],
    ["of an answer", "x", "a"],
    ["that the question does not have", "u", "z"],
  ] as const) {
    it(`leave nothing to put back when it was one ${what}`, () => {
      const { after, back } = withoutAttachments(conversation, [{ turnId, id }]);
      assert.deepEqual(chips(after), ["a", "b", "c"]);
      assert.deepEqual(back, []);
    });
  }
});
