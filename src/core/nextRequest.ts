import { findTurn } from "./branches";
import { addContext, type ContextItem } from "./context";
import type { Conversation } from "./conversation";
import { inputTokens } from "./cost";
import { reduce } from "./reduce";
import { buildRequest, type MessageRequest, type RequestOptions } from "./request";

/** A question that has not been asked. */
export interface PossibleQuestion {
  readonly text: string;
  readonly context: readonly ContextItem[];
  /** The question in whose place it would be asked. */
  readonly editing?: string;
}

/** A request that has not gone out. */
export interface NextRequest {
  readonly request: MessageRequest;
  /** Tokens of the last request, all of which this one has too, so that they may be in the cache. */
  readonly sentBefore: number;
}

/** The turn that a question follows which is asked in place of another; undefined for the end of what is shown. */
export function placeOf(conversation: Conversation, editing: string | undefined): string | undefined {
  return editing === undefined ? undefined : findTurn(conversation, editing)?.parentId;
}

/** A question with a saved prompt put in: its text instead of the call, and what it attaches. */
export function withExpansion(
  question: PossibleQuestion,
  { text, items }: { readonly text: string; readonly items: readonly ContextItem[] },
): PossibleQuestion {
  return { ...question, text, context: items.reduce(addContext, question.context) };
}

/** The request that would go out if this were asked now; asking builds the very same. */
export function nextRequest(
  conversation: Conversation,
  { text, context, editing }: PossibleQuestion,
  options: RequestOptions,
): NextRequest {
  const parentId = placeOf(conversation, editing);
  const asked = reduce(conversation, {
    type: "asked",
    // No id is ever sent, so these need only be free.
    turn: {
      role: "user",
      id: "possible question",
      ...(parentId === undefined ? {} : { parentId }),
      text,
      context,
    },
    answerId: "possible answer",
    options: { model: options.model },
  });
  return { request: buildRequest(asked, options), sentBefore: sentBefore(asked, options.model) };
}

function sentBefore(asked: Conversation, model: string): number {
  const last = asked.turns.findLast((turn) => turn.role === "assistant" && turn.usage !== undefined);
  return last?.role === "assistant" && last.usage !== undefined && last.model === model
    ? inputTokens(last.usage)
    : 0;
}
