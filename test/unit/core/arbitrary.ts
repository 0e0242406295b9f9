import fc from "fast-check";

import type { AnswerEvent, Part } from "../../../src/core/answer";
import { contextKinds } from "../../../src/core/context";
import type { ConversationEvent } from "../../../src/core/conversation";
import type { Failure } from "../../../src/core/failure";

const id = fc.constantFrom("a", "b", "c", "d");
const text = fc.string({ unit: "grapheme", maxLength: 12 });

const failure: fc.Arbitrary<Failure> = fc.oneof(
  fc.constant<Failure>({ kind: "cut" }),
  fc.constant<Failure>({ kind: "noKey", host: "api.anthropic.com" }),
  fc.record({ kind: fc.constant("badRequest" as const), message: text, status: fc.constant(400) }),
);

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ type: fc.constant("text" as const), text }),
  fc.record({ type: fc.constant("thinking" as const), thinking: text, signature: text }),
  fc.record({ type: fc.constant("redacted_thinking" as const), data: text }),
  fc.record({ type: fc.constant("unknown" as const), blockType: fc.constant("tool_use") }),
  fc.constantFrom<Part>(
    ...[
      { type: "tool_use", id: "toolu_1", name: "look", input: {} },
      { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "x" } },
      { type: "server_tool_use", id: "srvtoolu_2", name: "web_search", input: {} },
      { type: "server_tool_use", id: "srvtoolu_3", name: "web_search" },
      { type: "web_search_tool_result", tool_use_id: "srvtoolu_1", content: [] },
      { type: "hologram", pixels: [] },
    ].map((block): Part => ({ type: "unknown", blockType: block.type, block })),
  ),
);

const index = fc.integer({ min: 0, max: 3 });

const answerEvent: fc.Arbitrary<AnswerEvent> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<AnswerEvent>({ type: "opened", requestId: "req_1" }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("partStarted" as const), index, part }) },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant("partGrew" as const),
      index,
      field: fc.constantFrom("text" as const, "thinking" as const, "signature" as const),
      delta: text,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("completed" as const),
      stopReason: fc.constantFrom("end_turn", "max_tokens", "refusal", "pause_turn", "something_new"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("failed" as const), failure }) },
);

const options = fc.record({ model: fc.constantFrom("claude-sonnet-5-5", "claude-opus-5-5") });

const userId = id.map((value) => `user ${value}`);
const turnId = fc.oneof(id, userId);

const chip = fc.record({
  kind: fc.constantFrom(...contextKinds),
  id,
  uri: fc.constant("file:///a.ts"),
  fileName: text,
  languageId: fc.constantFrom("typescript", "c++", "plain`text"),
  startLine: fc.constant(1),
  endLine: fc.constant(2),
  text: fc.oneof(text, fc.constantFrom("```", "a\n````\nb", "~~~")),
});

/** Any event at all, in any order: also those that no honest run would bring. */
export const conversationEvent: fc.Arbitrary<ConversationEvent> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("asked" as const),
      turn: fc.record(
        {
          role: fc.constant("user" as const),
          id: userId,
          parentId: fc.oneof(fc.constant(""), turnId),
          text,
          context: fc.array(chip, { maxLength: 2 }),
        },
        { requiredKeys: ["role", "id", "text", "context"] },
      ),
      answerId: id,
      options,
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("askedAgain" as const), answerId: id, options }) },
  {
    weight: 8,
    arbitrary: fc.record({ type: fc.constant("answer" as const), answerId: id, event: answerEvent }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("countingDown" as const),
      answerId: id,
      failure,
      secondsLeft: fc.integer({ min: 1, max: 60 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("stopped" as const), answerId: id }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("resumed" as const), answerId: id }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("sent" as const),
      answerId: id,
      prefix: fc.constantFrom("one", "two"),
      time: fc.constant(0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("retried" as const),
      questionId: turnId,
      answerId: id,
      options,
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("shown" as const), turnId }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("deleted" as const), turnId }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("restored" as const),
      turns: fc.array(
        fc.record({
          role: fc.constant("user" as const),
          id: userId,
          parentId: turnId,
          text,
          context: fc.constant([]),
        }),
        { maxLength: 2 },
      ),
      parents: fc.dictionary(turnId, turnId, { maxKeys: 2 }),
      chosen: fc.dictionary(turnId, turnId, { maxKeys: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      { type: fc.constant("attachmentChanged" as const), turnId, id, item: chip },
      { requiredKeys: ["type", "turnId", "id"] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("renamed" as const), title: text }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("configured" as const), options }) },
);

/** A run of events as they may come from several sources. */
export const conversationEvents = fc.array(conversationEvent, { maxLength: 60 });
