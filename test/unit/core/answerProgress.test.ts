import assert from "node:assert/strict";

import type { AnswerEvent } from "../../../src/core/answer";
import { applyAnswerEvent, resumed } from "../../../src/core/answerProgress";
import type { AssistantTurn } from "../../../src/core/conversation";
import { buildRequest, requestPrefix } from "../../../src/core/request";
import { askedNow } from "../../../src/core/nextRequest";
import { emptyConversation } from "../../../src/core/conversation";
import { withTurns } from "../../../src/core/branches";

const waiting: AssistantTurn = {
  role: "assistant",
  id: "a",
  parentId: "u",
  model: "m",
  status: { type: "waiting" },
  parts: [],
};

const after = (turn: AssistantTurn, ...events: readonly AnswerEvent[]): AssistantTurn =>
  events.reduce(applyAnswerEvent, turn);

describe("an answer as it comes", () => {
  it("grows thinking and its signature, each in its place", () => {
    const { parts } = after(
      waiting,
      { type: "partStarted", index: 0, part: { type: "thinking", thinking: "", signature: "" } },
      { type: "partGrew", index: 0, field: "thinking", delta: "Is it" },
      { type: "partGrew", index: 0, field: "thinking", delta: " so?" },
      { type: "partGrew", index: 0, field: "signature", delta: "c2ln" },
      // Not for a part of this kind, and for one that is not there.
      { type: "partGrew", index: 0, field: "text", delta: "lost" },
      { type: "partGrew", index: 1, field: "text", delta: "lost" },
    );
    assert.deepEqual(parts, [{ type: "thinking", thinking: "Is it so?", signature: "c2ln" }]);
  });

  it("leaves the parts of a try that is over as they are, until the next begins", () => {
    const stale: AssistantTurn = { ...waiting, parts: [{ type: "text", text: "old" }], isStale: true };
    const grown = after(stale, { type: "partGrew", index: 0, field: "text", delta: " and new" });
    assert.equal(grown, stale);
    const begun = after(stale, { type: "partStarted", index: 0, part: { type: "text", text: "new" } });
    assert.deepEqual(begun.parts, [{ type: "text", text: "new" }]);
    assert.equal("isStale" in begun, false);
  });

  it("tells what it was declined for, where the API does", () => {
    const declined = (refusalCategory?: string) =>
      after(waiting, {
        type: "completed",
        stopReason: "refusal",
        ...(refusalCategory === undefined ? {} : { refusalCategory }),
      }).status;
    assert.deepEqual(declined("cyber"), {
      type: "complete",
      stopReason: "refusal",
      refusalCategory: "cyber",
    });
    assert.deepEqual(declined(), { type: "complete", stopReason: "refusal" });
  });

  it("goes on behind what it had before a pause, and adds what that cost", () => {
    const usage = { input: 1, output: 2, cacheRead: 0, cacheWrite: 0 };
    const paused = after(
      waiting,
      { type: "partStarted", index: 0, part: { type: "text", text: "one" } },
      { type: "usage", usage },
      { type: "completed", stopReason: "pause_turn" },
    );
    const going = after(resumed(paused), {
      type: "partStarted",
      index: 0,
      part: { type: "text", text: "two" },
    });
    assert.deepEqual(
      going.parts.map((part) => (part.type === "text" ? part.text : "")),
      ["one", "two"],
    );
    assert.equal(resumed(waiting), waiting);
  });
});

describe("the request that an answer leads to", () => {
  const options = { model: "m", maxTokens: 10, system: "s", caching: false } as const;
  const asked = askedNow(emptyConversation("c"), { text: "Why?", context: [] }, "m");

  it("says what was chosen of thinking and effort, and nothing where nothing was", () => {
    const { thinking, output_config } = buildRequest(asked, {
      ...options,
      thinking: { type: "adaptive" },
      effort: "high",
    });
    assert.deepEqual(
      { thinking, output_config },
      { thinking: { type: "adaptive" }, output_config: { effort: "high" } },
    );
    const plain = buildRequest(asked, options);
    assert.equal("thinking" in plain || "output_config" in plain || "cache_control" in plain, false);
  });

  it("takes hidden thinking back only after exactly what it was written for", () => {
    const prefix = requestPrefix(buildRequest(asked, options));
    const [question] = asked.turns;
    const answer = (written: string): AssistantTurn => ({
      ...waiting,
      parentId: question?.id ?? "",
      status: { type: "complete", stopReason: "end_turn" },
      prefix: written,
      parts: [
        { type: "redacted_thinking", data: "aGlkZGVu" },
        { type: "text", text: "So." },
      ],
    });
    const next = (written: string) =>
      buildRequest(
        withTurns({ ...asked, all: [...asked.all.slice(0, 1), answer(written)], chosen: {} }),
        options,
      ).messages.at(-1)?.content;
    assert.deepEqual(next(prefix), [
      { type: "redacted_thinking", data: "aGlkZGVu" },
      { type: "text", text: "So." },
    ]);
    assert.deepEqual(next("another"), [{ type: "text", text: "So." }]);
  });

  it("is the same beginning for a text as for a block with that text in words alone", () => {
    const request = buildRequest(asked, options);
    const asWords = { ...request, messages: [{ role: "user" as const, content: "Why?" }] };
    assert.notEqual(
      requestPrefix(asWords),
      requestPrefix({ ...asWords, messages: [{ role: "user", content: "Who?" }] }),
    );
    assert.equal(requestPrefix(asWords), requestPrefix(structuredClone(asWords)));
  });
});
