import { randomUUID } from "node:crypto";

import type { ContextItem } from "../../core/context";
import { answerText, type AssistantTurn, type Conversation } from "../../core/conversation";
import type { Failure } from "../../core/failure";
import { reduce } from "../../core/reduce";
import type { RequestOptions } from "../../core/request";
import { ArrivingReplacement } from "../../core/arrivingReplacement";
import { answering } from "../answering";
import type { Connections } from "../connection";
import type { Gate } from "../gate";
import type { Log } from "../log";
import type { EditPhase } from "./inlineEdit";

export interface WritingParts {
  readonly connections: Connections;
  readonly gate: Gate;
  readonly log: Log;
}

/** How an answer ended. `raw` is what had come of its text. */
export type Written =
  | { readonly type: "whole"; readonly raw: string }
  /** It is not all there; `failure` when that was nobody's limit. */
  | { readonly type: "cut"; readonly raw: string; readonly failure?: Failure }
  | { readonly type: "refused" }
  | { readonly type: "failed"; readonly failure: Failure }
  | { readonly type: "stopped" };

/** One question to be answered with a replacement. */
export interface WritingTask {
  /** Of the edit, up to the question. */
  readonly conversation: Conversation;
  readonly options: RequestOptions;
  readonly isForced: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (phase: Extract<EditPhase, { readonly type: "writing" }>) => void;
}

/** The conversation with one more question, whose answer is still to come. */
export function asked(
  conversation: Conversation,
  text: string,
  context: readonly ContextItem[],
  { model }: RequestOptions,
): Conversation {
  return reduce(conversation, {
    type: "asked",
    turn: { role: "user", id: randomUUID(), text, context },
    answerId: randomUUID(),
    options: { model },
  });
}

/** Gets the answer that the conversation waits for, and the conversation with it. */
export async function write(
  { conversation: start, options, isForced, signal, onProgress }: WritingTask,
  { connections, gate, log }: WritingParts,
): Promise<{ readonly conversation: Conversation; readonly written: Written }> {
  let conversation = start;
  const answerId = conversation.turns.at(-1)?.id ?? "";
  const answer = (): AssistantTurn | undefined => {
    const turn = conversation.turns.find(({ id }) => id === answerId);
    return turn?.role === "assistant" ? turn : undefined;
  };
  let arriving = new ArrivingReplacement();
  let isThinking = false;
  const question = {
    answerId,
    options,
    conversation: () => conversation,
    gate,
    isForced,
    onRequest: () => undefined,
  };
  for await (const event of answering(question, connections, log, signal)) {
    conversation = reduce(conversation, event);
    if (event.type === "askedAgain") {
      arriving = new ArrivingReplacement();
    } else if (event.type === "answer" && event.event.type === "partGrew" && event.event.field === "text") {
      arriving.add(event.event.delta);
    } else if (event.type === "answer" && event.event.type === "partStarted") {
      const { part } = event.event;
      isThinking = part.type === "thinking" || part.type === "redacted_thinking";
      arriving.add(part.type === "text" ? part.text : "");
    }
    const { status, silence } = answer() ?? {};
    onProgress({
      type: "writing",
      lineCount: arriving.lineCount,
      tail: arriving.tail,
      ...(isThinking ? { isThinking } : {}),
      ...(silence === undefined ? {} : { silence }),
      ...(status?.type === "countingDown"
        ? { waiting: { failure: status.failure, secondsLeft: status.secondsLeft } }
        : {}),
    });
  }
  const turn = answer();
  return { conversation, written: signal.aborted || turn === undefined ? { type: "stopped" } : ended(turn) };
}

function ended(turn: AssistantTurn): Written {
  const raw = answerText(turn);
  const { status } = turn;
  switch (status.type) {
    case "complete":
      switch (status.stopReason) {
        case "end_turn":
        case "stop_sequence":
          return { type: "whole", raw };
        case "refusal":
          return { type: "refused" };
        default:
          return { type: "cut", raw };
      }
    case "failed":
      return raw.trim() === ""
        ? { type: "failed", failure: status.failure }
        : { type: "cut", raw, failure: status.failure };
    case "waiting":
    case "streaming":
    case "countingDown":
    case "stopped":
      return { type: "stopped" };
  }
}
