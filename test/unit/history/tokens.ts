import { createHash } from "node:crypto";

import type { ContextItem } from "../../../src/core/context";
import { answerText, type Conversation, type ConversationEvent } from "../../../src/core/conversation";

const options = { model: "claude-sonnet-5-5" };

/** A question whose text is a token that nobody else writes; its answer is `to TOKEN`. */
export function question(token: string, context: readonly ContextItem[] = []): readonly ConversationEvent[] {
  return [
    {
      type: "asked",
      turn: { role: "user", id: token, text: token, context },
      answerId: `to ${token}`,
      options,
    },
    {
      type: "answer",
      answerId: `to ${token}`,
      event: { type: "partStarted", index: 0, part: { type: "text", text: "" } },
    },
  ];
}

/** A piece of the answer to a question: the token and a space. */
export function piece(ofQuestion: string, token: string): ConversationEvent {
  return {
    type: "answer",
    answerId: `to ${ofQuestion}`,
    event: { type: "partGrew", index: 0, field: "text", delta: `${token} ` },
  };
}

export function ended(ofQuestion: string): ConversationEvent {
  return { type: "stopped", answerId: `to ${ofQuestion}` };
}

/** Every token that a conversation holds, in its order: each question, then what was answered to it. */
export function tokensOf({ all }: Conversation): readonly string[] {
  return all.flatMap((turn) =>
    turn.role === "user"
      ? [turn.text]
      : answerText(turn)
          .split(" ")
          .filter((token) => token !== ""),
  );
}

/** Small pictures that several conversations share. */
export const pictures: readonly Uint8Array[] = [1, 2, 3].map((n) => Buffer.from(`picture ${n} `.repeat(50)));

export function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A chip that names a picture that is kept. */
export function pictureChip(id: string, bytes: Uint8Array): ContextItem {
  return {
    kind: "image",
    id,
    uri: "",
    fileName: "picture.png",
    languageId: "",
    startLine: 0,
    endLine: 0,
    text: "",
    image: { hash: hashOf(bytes), type: "image/png", bytes: bytes.length, width: 9, height: 9 },
  };
}

/** The same numbers from 0 up to 1 for the same seed. */
export function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
