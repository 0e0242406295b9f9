import { findTurn } from "./branches";
import type { ContextItem } from "./context";
import type { Conversation } from "./conversation";
import { reduce } from "./reduce";
import { buildRequest, type MessageRequest, type RequestOptions } from "./request";

/** A question that has not been asked. */
export interface PossibleQuestion {
  readonly text: string;
  readonly context: readonly ContextItem[];
  /** The question in whose place it would be asked. */
  readonly editing?: string;
}

/** The request that would go out if this were asked now; asking builds the very same. */
export function nextRequest(
  conversation: Conversation,
  { text, context, editing }: PossibleQuestion,
  options: RequestOptions,
): MessageRequest {
  const parentId = editing === undefined ? undefined : findTurn(conversation, editing)?.parentId;
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
  return buildRequest(asked, options);
}
