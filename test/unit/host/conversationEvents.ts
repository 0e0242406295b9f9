import type { ConversationEvent } from "../../../src/core/conversation";

const options = { model: "claude-sonnet-5-5" };

export function asked(n: number): ConversationEvent {
  return {
    type: "asked",
    turn: { role: "user", id: `u${n}`, text: `question ${n}`, context: [] },
    answerId: `a${n}`,
    options,
  };
}

export function said(n: number, delta: string): ConversationEvent {
  return { type: "answer", answerId: `a${n}`, event: { type: "partGrew", index: 0, field: "text", delta } };
}

export function begun(n: number): ConversationEvent {
  return {
    type: "answer",
    answerId: `a${n}`,
    event: { type: "partStarted", index: 0, part: { type: "text", text: "" } },
  };
}

export const stopped = (n: number): ConversationEvent => ({ type: "stopped", answerId: `a${n}` });
