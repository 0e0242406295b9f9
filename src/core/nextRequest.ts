import { findTurn } from "./branches";
import { addContext, type ContextItem } from "./context";
import type { Conversation } from "./conversation";
import { inputTokens } from "./cost";
import { tokensOfImages } from "./imagePlan";
import { reduce } from "./reduce";
import { buildRequest, type MessageRequest, type RequestOptions } from "./request";
import { sentImages } from "./sentImages";

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
  /** Tokens of its images, which are not in it. */
  readonly imageTokens: number;
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

/** The conversation in which this is asked. No id of it is ever sent, so these need only be free. */
export function askedNow(
  conversation: Conversation,
  { text, context, editing }: PossibleQuestion,
  model: string,
): Conversation {
  const parentId = placeOf(conversation, editing);
  return reduce(conversation, {
    type: "asked",
    turn: {
      role: "user",
      id: "possible question",
      ...(parentId === undefined ? {} : { parentId }),
      text,
      context,
    },
    answerId: "possible answer",
    options: { model },
  });
}

/** The request that would go out if this were asked now, without its images; asking builds the very same. */
export function nextRequest(
  conversation: Conversation,
  question: PossibleQuestion,
  options: RequestOptions,
): NextRequest {
  const asked = askedNow(conversation, question, options.model);
  const images = sentImages(asked).map(({ item }) => item.image);
  return {
    request: buildRequest(asked, options),
    sentBefore: sentBefore(asked, options.model),
    imageTokens: tokensOfImages(images, options.model),
  };
}

function sentBefore(asked: Conversation, model: string): number {
  const last = asked.turns.findLast((turn) => turn.role === "assistant" && turn.usage !== undefined);
  return last?.role === "assistant" && last.usage !== undefined && last.model === model
    ? inputTokens(last.usage)
    : 0;
}
