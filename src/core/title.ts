import { contextLabel } from "./context";
import type { Conversation } from "./conversation";

const longestTitle = 80;

/** What a conversation is called: what the person called it, or the beginning of its first question; "" when empty. */
export function titleOf(conversation: Pick<Conversation, "title" | "turns">): string {
  const first = conversation.turns[0];
  if (conversation.title !== undefined || first?.role !== "user") {
    return conversation.title ?? "";
  }
  const line = first.text.trim().replace(/\s+/g, " ");
  const words = line === "" ? first.context.map(contextLabel).join(", ") : line;
  return words.length > longestTitle ? `${words.slice(0, longestTitle - 1)}…` : words;
}
