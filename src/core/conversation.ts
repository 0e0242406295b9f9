import type { AnswerEvent, Part, StopReason, Usage } from "./answer";
import type { ContextItem } from "./context";
import type { Failure } from "./failure";

/** What the person asked, with what they attached. */
export interface UserTurn {
  readonly role: "user";
  readonly id: string;
  /** The turn that this one follows, or `root`. */
  readonly parentId: string;
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

/** Claude's answer to the user turn it follows. */
export interface AssistantTurn {
  readonly role: "assistant";
  readonly id: string;
  readonly parentId: string;
  readonly model: string;
  readonly status: AnswerStatus;
  /** By the API's block index. */
  readonly parts: readonly Part[];
  /** The parts are those of an earlier attempt; the first part of the new one takes their place. */
  readonly isStale?: true;
  /** How many parts there were when the API paused and the same answer went on in another request. */
  readonly resumedAt?: number;
  /** How long nothing has come, in seconds, and after how many more it ends; gone with the next thing that comes. */
  readonly silence?: {
    readonly seconds: number;
    readonly secondsLeft: number;
    readonly isThinking?: true;
    /** It is waited for longer than at first: the person wants that. */
    readonly isExtended?: true;
  };
  /** Of all requests of this answer together. */
  readonly usage?: Usage;
  /** Of the requests before the last pause. */
  readonly usageBefore?: Usage;
  readonly requestId?: string;
  /** Identifies everything that the request held: thinking blocks are valid after exactly that. */
  readonly prefix?: string;
  /** When the request went out, in milliseconds since 1970. */
  readonly time?: number;
}

export type Turn = UserTurn | AssistantTurn;

/** The parent of the turns that a conversation begins with. */
export const root = "";

/** What the person chose for one conversation; what is left out is as the settings have it. */
export interface ConversationOptions {
  readonly model?: string;
  readonly effort?: string;
  readonly thinking?: boolean;
}

/** A conversation as it travels: `turns` follow from the rest. */
export interface ConversationTree {
  readonly id: string;
  /** Given by the person. */
  readonly title?: string;
  readonly options: ConversationOptions;
  /** Every turn of every branch, in the order they came: a turn stands after its parent. */
  readonly all: readonly Turn[];
  /** Which child of a turn is shown, by the turn's id; the last one where it does not say. */
  readonly chosen: Readonly<Record<string, string>>;
}

export interface Conversation extends ConversationTree {
  /** The branch that is shown and asked about, first turn to last. */
  readonly turns: readonly Turn[];
}

/** What a conversation keeps of the settings of one request. */
export interface AskOptions {
  readonly model: string;
}

/**
 * Everything that can happen to a conversation. The host, the page and the history on disk all hold these and nothing
 * else, so that `reduce` gives each of them the same conversation.
 */
export type ConversationEvent =
  /** Follows the end of the branch that is shown, unless the turn names a parent. */
  | {
      readonly type: "asked";
      readonly turn: Omit<UserTurn, "parentId"> & { readonly parentId?: string };
      readonly answerId: string;
      readonly options: AskOptions;
    }
  /** The same question goes out again. What had come stays until something new does. */
  | { readonly type: "askedAgain"; readonly answerId: string; readonly options: AskOptions }
  /** The same question gets another answer beside the ones it has. */
  | {
      readonly type: "retried";
      readonly questionId: string;
      readonly answerId: string;
      readonly options: AskOptions;
    }
  /** The request went out. */
  | {
      readonly type: "sent";
      readonly answerId: string;
      readonly prefix: string;
      /** Milliseconds since 1970. */
      readonly time: number;
    }
  | { readonly type: "answer"; readonly answerId: string; readonly event: AnswerEvent }
  | {
      readonly type: "countingDown";
      readonly answerId: string;
      readonly failure: Failure;
      readonly secondsLeft: number;
    }
  | { readonly type: "stopped"; readonly answerId: string }
  /** The API paused (`pause_turn`), and the answer goes on in another request. */
  | { readonly type: "resumed"; readonly answerId: string }
  /** The branch with this turn is shown. */
  | { readonly type: "shown"; readonly turnId: string }
  /** A question goes with its answers; what follows stays. */
  | { readonly type: "deleted"; readonly turnId: string }
  /** Takes a deletion back: what was deleted, and how all of it stood. */
  | {
      readonly type: "restored";
      readonly turns: readonly Turn[];
      /** The parents that turns had before the deletion moved them, by their id. */
      readonly parents: Readonly<Record<string, string>>;
      readonly chosen: Readonly<Record<string, string>>;
    }
  /** An attachment of a turn was replaced, or, without `item`, taken off. */
  | {
      readonly type: "attachmentChanged";
      readonly turnId: string;
      readonly id: string;
      readonly item?: ContextItem;
      /** Where `item` is put back, counted from 0, after it was taken off. */
      readonly at?: number;
    }
  /** An empty title is none. */
  | { readonly type: "renamed"; readonly title: string }
  | { readonly type: "configured"; readonly options: ConversationOptions };

export function emptyConversation(id: string): Conversation {
  return { id, options: {}, all: [], chosen: {}, turns: [] };
}

/** What of a conversation has to travel. */
export function treeOf({ id, title, options, all, chosen }: Conversation): ConversationTree {
  return { id, ...(title === undefined ? {} : { title }), options, all, chosen };
}

/** Whether a question has neither text nor attachments, so that there is nothing to ask. */
export function isEmptyQuestion({ text, context }: Pick<UserTurn, "text" | "context">): boolean {
  return text.trim() === "" && context.length === 0;
}

/** Whether an answer is still under way. */
export function isPending(status: AnswerStatus): boolean {
  return status.type === "waiting" || status.type === "streaming" || status.type === "countingDown";
}

/** The answer under way, if there is one. */
export function pendingAnswer(conversation: Conversation): AssistantTurn | undefined {
  const turn = conversation.all.findLast((each) => each.role === "assistant" && isPending(each.status));
  return turn?.role === "assistant" ? turn : undefined;
}

/** Whether an event is for the screen only, so that it never reaches the disk: a countdown's tick, a silence. */
export function isPassing(event: ConversationEvent): boolean {
  return event.type === "countingDown" || (event.type === "answer" && event.event.type === "silent");
}

/** The text of an answer, without its thinking. */
export function answerText(turn: AssistantTurn): string {
  return turn.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}
