import type { ConversationEvent } from "../../core/conversation";

/** An event that is not on the disk yet. */
export interface WaitingEvent {
  readonly conversationId: string;
  readonly event: ConversationEvent;
}

/** The events of each conversation together, in the order they came: each conversation has a file of its own. */
export function byConversation(
  batch: readonly WaitingEvent[],
): readonly (readonly [conversationId: string, events: readonly ConversationEvent[]])[] {
  const groups = new Map<string, ConversationEvent[]>();
  for (const { conversationId, event } of batch) {
    const group = groups.get(conversationId);
    if (group === undefined) {
      groups.set(conversationId, [event]);
    } else {
      group.push(event);
    }
  }
  return [...groups];
}
