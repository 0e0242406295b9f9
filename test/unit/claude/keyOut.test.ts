import assert from "node:assert/strict";

import { keepKeyOut } from "../../../src/claude/keyOut";
import type { AnswerEvent, Part } from "../../../src/core/answer";
import { keyForms } from "../../../src/core/redact";
import { redactPieces } from "../../../src/core/redactPieces";

const key = "sk-ant-test-KeyOut-0123456789";
const half = key.slice(0, 10);

const started = (index: number, part: Part): AnswerEvent => ({ type: "partStarted", index, part });
const grew = (
  index: number,
  delta: string,
  field: "text" | "thinking" | "signature" = "text",
): AnswerEvent => ({ type: "partGrew", index, field, delta });
const completed: AnswerEvent = { type: "completed", stopReason: "end_turn" };
const failed: AnswerEvent = { type: "failed", failure: { kind: "cut" } };

const told = (...events: readonly AnswerEvent[]): readonly AnswerEvent[] => {
  const keepOut = keepKeyOut(key);
  return events.flatMap((event) => keepOut(event));
};

describe("the events of an answer, without the key", () => {
  it("are the same events where there is no key in them", () => {
    const unknown = { type: "unknown", block: { type: "later" } } as unknown as Part;
    const events = [
      { type: "opened" },
      started(0, { type: "text", text: "Hello" }),
      grew(0, ", you"),
      started(1, unknown),
      completed,
    ] as readonly AnswerEvent[];
    assert.deepEqual(told(...events), events);
  });

  for (const end of [completed, failed, started(1, { type: "text", text: "" })]) {
    it(`tell what was held back before the event "${end.type}"`, () => {
      assert.deepEqual(told(started(0, { type: "text", text: "" }), grew(0, `my ${half}`), end), [
        started(0, { type: "text", text: "" }),
        grew(0, "my sk-ant-"),
        grew(0, half.slice(7)),
        end,
      ]);
    });
  }

  it("go on with what a part began with", () => {
    const events = told(
      started(0, { type: "text", text: key.slice(0, 9) }),
      grew(0, `${key.slice(9)}!`),
      completed,
    );
    assert.deepEqual(events, [
      started(0, { type: "text", text: "sk-ant-" }),
      grew(0, "[API key]!"),
      completed,
    ]);
  });

  it("have another part, and another field, each for itself", () => {
    assert.deepEqual(told(grew(0, half), grew(1, "x"), completed), [
      grew(0, "sk-ant-"),
      grew(0, half.slice(7)),
      grew(1, "x"),
      completed,
    ]);
    assert.deepEqual(told(grew(0, half, "thinking"), grew(0, "x", "signature"), completed), [
      grew(0, "sk-ant-", "thinking"),
      grew(0, half.slice(7), "thinking"),
      grew(0, "x", "signature"),
      completed,
    ]);
  });

  it("tell nothing of a piece that is all held back", () => {
    assert.deepEqual(told(grew(0, "sk-ant-"), grew(0, "t")), [grew(0, "sk-ant-")]);
  });

  it("have no key in what comes whole", () => {
    const thinking: Part = { type: "thinking", thinking: `a ${key} b`, signature: `s ${key} t` };
    assert.deepEqual(
      told(started(0, thinking), started(1, { type: "redacted_thinking", data: `d ${key}` })),
      [
        started(0, { type: "thinking", thinking: "a [API key] b", signature: "s [API key] t" }),
        started(1, { type: "redacted_thinking", data: "d [API key]" }),
      ],
    );
  });

  it("have none of several forms, the first first", () => {
    const special = "sk-ant-test-Form+/%0123456789";
    const [one = "", other = ""] = [...new Set(keyForms(special))];
    assert.notEqual(one, other);
    for (const text of [`${one} and ${other}.`, `${other} and ${one}.`]) {
      const redactor = redactPieces(special);
      assert.equal(redactor.push(text) + redactor.end(), "[API key] and [API key].");
    }
  });

  it("have no key that is just long enough to be one, and nothing is told twice", () => {
    const shortest = "0123456789abcdef";
    const redactor = redactPieces(shortest);
    assert.equal(redactor.push(`a ${shortest}`) + redactor.end(), "a [API key]");
    assert.equal(redactor.push("b") + redactor.end() + redactor.end(), "b");
  });
});
