import { findTurn } from "./branches";
import type { Conversation, ConversationEvent } from "./conversation";
import { reduce } from "./reduce";

export type AttachmentChange = Extract<ConversationEvent, { type: "attachmentChanged" }>;

/** What takes attachments off their questions, how the conversation is after that, and what puts them back in order. */
export function withoutAttachments(
  conversation: Conversation,
  places: readonly { readonly turnId: string; readonly id: string }[],
): {
  readonly events: readonly AttachmentChange[];
  readonly after: Conversation;
  readonly back: readonly AttachmentChange[];
} {
  const events = places.map(({ turnId, id }): AttachmentChange => ({
    type: "attachmentChanged",
    turnId,
    id,
  }));
  const back = places.flatMap(({ turnId, id }) => {
    const turn = findTurn(conversation, turnId);
    const context = turn?.role === "user" ? turn.context : [];
    const at = context.findIndex((item) => item.id === id);
    const item = context[at];
    return item === undefined ? [] : [{ type: "attachmentChanged" as const, turnId, id, item, at }];
  });
  return {
    events,
    after: events.reduce<Conversation>(reduce, conversation),
    // Each finds those before it in their places again.
    back: back.toSorted((one, other) => one.at - other.at),
  };
}
