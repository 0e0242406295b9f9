import type { AnswerEvent, Part, StopReason, Usage } from "./answer";
import type { ContextItem } from "./context";
import type { Failure } from "./failure";

/** What the person asked, with what they attached. */
export interface UserTurn {
  readonly role: "user";
  readonly id: string;
  readonly text: string;
  readonly context: readonly ContextItem[];
}

export type AnswerStatus =
  /** Asked; nothing has come yet. */
  | { readonly type: "waiting" }
  /** Headers have come. */
  | { readonly type: "streaming" }
  /** The API asked to wait: the question goes out again after `secondsLeft`. */
  | { readonly type: "countingDown"; readonly failure: Failure; readonly secondsLeft: number }
  /** `refusalCategory` is the API's word for why it declined, where it gave one. */
  | { readonly type: "complete"; readonly stopReason: StopReason; readonly refusalCategory?: string }
  /** The person stopped it; what had come stays. */
  | { readonly type: "stopped" }
  /** What had come stays. */
  | { readonly type: "failed"; readonly failure: Failure };

/** Claude's answer to the user turn before it. */
export interface AssistantTurn {
  readonly role: "assistant";
  readonly id: string;
  /** The model and system prompt of the request: thinking blocks are valid for these only. */
  readonly model: string;
  readonly system: string;
  readonly status: AnswerStatus;
  /** By the API's block index. */
  readonly parts: readonly Part[];
  /** The parts are those of an earlier attempt; the first part of the new one takes their place. */
  readonly isStale?: true;
  readonly usage?: Usage;
  readonly requestId?: string;
}

export type Turn = UserTurn | AssistantTurn;

export interface Conversation {
  readonly id: string;
  readonly turns: readonly Turn[];
}

/** What the settings say of one request. */
export interface AskOptions {
  readonly model: string;
  readonly system: string;
}

/**
 * Everything that can happen to a conversation. The host, the page and the history on disk all hold these and nothing
 * else, so that `reduce` gives each of them the same conversation.
 */
export type ConversationEvent =
  | {
      readonly type: "asked";
      readonly turn: UserTurn;
      readonly answerId: string;
      readonly options: AskOptions;
    }
  /** The same question goes out again. What had come stays until something new does. */
  | { readonly type: "askedAgain"; readonly answerId: string; readonly options: AskOptions }
  | { readonly type: "answer"; readonly answerId: string; readonly event: AnswerEvent }
  | {
      readonly type: "countingDown";
      readonly answerId: string;
      readonly failure: Failure;
      readonly secondsLeft: number;
    }
  | { readonly type: "stopped"; readonly answerId: string };

export function emptyConversation(id: string): Conversation {
  return { id, turns: [] };
}

/** Whether an answer is still under way. */
export function isPending(status: AnswerStatus): boolean {
  return status.type === "waiting" || status.type === "streaming" || status.type === "countingDown";
}

/** The answer under way, if there is one. */
export function pendingAnswer(conversation: Conversation): AssistantTurn | undefined {
  const last = conversation.turns.at(-1);
  return last?.role === "assistant" && isPending(last.status) ? last : undefined;
}

/**
 * The conversation as a window finds it on the disk: an answer that nobody is writing any more, as far as that window
 * knows, is interrupted. Not an event, because another window may be writing it still.
 */
export function withInterruptions(conversation: Conversation): Conversation {
  return {
    ...conversation,
    turns: conversation.turns.map((turn) =>
      turn.role === "assistant" && isPending(turn.status)
        ? { ...turn, status: { type: "failed", failure: { kind: "interrupted" } } }
        : turn,
    ),
  };
}

/** The text of an answer, without its thinking. */
export function answerText(turn: AssistantTurn): string {
  return turn.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}

/**
 * The conversation after an event. An event that no longer fits (a delta after Stop, an answer nobody knows) changes
 * nothing and returns the same object.
 */
export function reduce(conversation: Conversation, event: ConversationEvent): Conversation {
  switch (event.type) {
    case "asked":
      if (conversation.turns.some((turn) => turn.id === event.turn.id || turn.id === event.answerId)) {
        return conversation;
      }
      return {
        ...conversation,
        turns: [...conversation.turns, event.turn, newAnswer(event.answerId, event.options)],
      };
    case "askedAgain":
      return changeAnswer(conversation, event.answerId, (turn) => ({
        ...newAnswer(turn.id, event.options),
        ...(turn.parts.length === 0 ? {} : { parts: turn.parts, isStale: true }),
      }));
    case "answer":
      return changeAnswer(conversation, event.answerId, (turn) =>
        isPending(turn.status) ? applyAnswerEvent(turn, event.event) : turn,
      );
    case "countingDown":
      return changeAnswer(conversation, event.answerId, (turn) =>
        isPending(turn.status)
          ? {
              ...turn,
              status: { type: "countingDown", failure: event.failure, secondsLeft: event.secondsLeft },
            }
          : turn,
      );
    case "stopped":
      return changeAnswer(conversation, event.answerId, (turn) =>
        isPending(turn.status) ? { ...turn, status: { type: "stopped" } } : turn,
      );
  }
}

function newAnswer(id: string, options: AskOptions): AssistantTurn {
  return {
    role: "assistant",
    id,
    model: options.model,
    system: options.system,
    status: { type: "waiting" },
    parts: [],
  };
}

function changeAnswer(
  conversation: Conversation,
  answerId: string,
  change: (turn: AssistantTurn) => AssistantTurn,
): Conversation {
  const index = conversation.turns.findLastIndex((turn) => turn.id === answerId);
  const turn = conversation.turns[index];
  if (turn?.role !== "assistant") {
    return conversation;
  }
  const changed = change(turn);
  return changed === turn
    ? conversation
    : { ...conversation, turns: conversation.turns.with(index, changed) };
}

function applyAnswerEvent(turn: AssistantTurn, event: AnswerEvent): AssistantTurn {
  switch (event.type) {
    case "opened":
      return {
        ...turn,
        status: { type: "streaming" },
        ...(event.requestId === undefined ? {} : { requestId: event.requestId }),
      };
    case "partStarted":
      return withPart(withoutStaleParts(turn), event.index, event.part);
    case "partGrew":
      return turn.isStale
        ? turn
        : withPart(turn, event.index, grow(turn.parts[event.index], event.field, event.delta));
    case "usage":
      return { ...turn, usage: event.usage };
    case "completed":
      return {
        ...withoutStaleParts(turn),
        status: {
          type: "complete",
          stopReason: event.stopReason,
          ...(event.refusalCategory === undefined ? {} : { refusalCategory: event.refusalCategory }),
        },
      };
    case "failed":
      return { ...turn, status: { type: "failed", failure: event.failure } };
  }
}

function withoutStaleParts(turn: AssistantTurn): AssistantTurn {
  if (!turn.isStale) {
    return turn;
  }
  const { isStale: _, ...rest } = turn;
  return { ...rest, parts: [] };
}

/** Blocks come in the order of their index; a part that would leave a hole is not one of an honest stream. */
function withPart(turn: AssistantTurn, index: number, part: Part | undefined): AssistantTurn {
  if (part === undefined || index > turn.parts.length || part === turn.parts[index]) {
    return turn;
  }
  return { ...turn, parts: turn.parts.toSpliced(index, 1, part) };
}

function grow(
  part: Part | undefined,
  field: "text" | "thinking" | "signature",
  delta: string,
): Part | undefined {
  if (part?.type === "text" && field === "text") {
    return { ...part, text: part.text + delta };
  }
  if (part?.type === "thinking" && field === "thinking") {
    return { ...part, thinking: part.thinking + delta };
  }
  if (part?.type === "thinking" && field === "signature") {
    return { ...part, signature: part.signature + delta };
  }
  return part;
}
