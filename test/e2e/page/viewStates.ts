import type { AnswerStatus, AssistantTurn } from "../../../src/core/conversation";
import type { Failure } from "../../../src/core/failure";
import type { ViewState } from "../../../src/core/protocol";
import { linedUp, type LinedUpTurn } from "../../support/conversations";
import { emptyState } from "./chatPage";

export const host = "api.anthropic.com";

const item = {
  kind: "symbol",
  id: "i1",
  uri: "file:///w/src/a.ts",
  fileName: "src/a.ts",
  languageId: "typescript",
  startLine: 7,
  endLine: 7,
  text: "x",
} as const;

/** A conversation whose one answer stands like this. */
export function answered(status: AnswerStatus, text = "", more: Partial<AssistantTurn> = {}): ViewState {
  const turns: LinedUpTurn[] = [
    { role: "user", id: "q1", text: "Explain this", context: [item] },
    {
      role: "assistant",
      id: "a1",
      model: "m",
      status,
      parts: text === "" ? [] : [{ type: "text", text }],
      ...more,
    },
  ];
  return { ...emptyState, conversation: linedUp("c", turns) };
}

/** A question and its answer, complete. */
export function exchange(index: number, question: string, text: string): readonly LinedUpTurn[] {
  return [
    { role: "user", id: `q${index}`, text: question, context: [] },
    {
      role: "assistant",
      id: `a${index}`,
      model: "m",
      status: { type: "complete", stopReason: "end_turn" },
      parts: [{ type: "text", text }],
    },
  ];
}

/** A conversation whose one answer has failed. */
export const failed = (failure: Failure): ViewState => answered({ type: "failed", failure });

export const missing = { type: "missing", host } as const;

/** The page in each of its states. */
export const states: Readonly<Record<string, ViewState>> = {
  "welcome with a key": emptyState,
  "welcome without a key": { ...emptyState, key: { ...missing, environmentKeyEnd: "x7Qz" } },
  "key lost by the system's key store": { ...emptyState, key: { ...missing, lost: true } },
  "key for this session only": { ...emptyState, key: { type: "ready", sessionOnly: true } },
  "an attached chip": { ...emptyState, draft: { text: "Why?", context: [item] } },
  "workspace instructions in use": { ...emptyState, instructions: "used" },
  "workspace instructions not in use": { ...emptyState, instructions: "waiting" },
  waiting: answered({ type: "waiting" }),
  streaming: answered({ type: "streaming" }, "The first words"),
  silent: answered({ type: "streaming" }, "The first words", { silence: { seconds: 12, secondsLeft: 168 } }),
  "silent in thought": answered({ type: "streaming" }, "", {
    parts: [{ type: "thinking", thinking: "Hm", signature: "" }],
    silence: { seconds: 75, secondsLeft: 645, isThinking: true },
  }),
  stopped: answered({ type: "stopped" }, "The first words"),
  complete: answered(
    { type: "complete", stopReason: "max_tokens" },
    `# Title\n\nA [link](https://example.com) and \`code\`.\n\n- [x] a\n- b\n\n| a | b |\n|---|---|\n| c | d |\n\n\`\`\`ts src/a.ts\nlet a;\n\`\`\`\n\n$$\nx^2\n$$\n\n\`\`\`\n${"a line\n".repeat(40)}\`\`\`\n\n> quoted\n\n![x](https://example.com/x.png)`,
    { usage: { input: 304, output: 350, cacheRead: 900, cacheWrite: 0 } },
  ),
  failed: failed({ kind: "server", status: 500, message: "Internal server error", requestId: "req_1" }),
  "failed for want of a key": {
    ...failed({ kind: "noKey", host }),
    key: { ...missing, environmentKeyEnd: "x7Qz" },
  },
  "counting down": answered({
    type: "countingDown",
    secondsLeft: 9,
    failure: { kind: "rateLimited", retryAfterSeconds: 20 },
  }),
  "key gone": { ...answered({ type: "complete", stopReason: "end_turn" }, "Yes."), key: missing },
};
