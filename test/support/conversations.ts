import { withTurns } from "../../src/core/branches";
import type { AssistantTurn, Conversation, UserTurn } from "../../src/core/conversation";

/** A turn that follows the one before it in a list. */
export type LinedUpTurn = Omit<UserTurn, "parentId"> | Omit<AssistantTurn, "parentId">;

/** A conversation of one branch with these turns. */
export function linedUp(id: string, turns: readonly LinedUpTurn[]): Conversation {
  const all = turns.map((turn, index) => ({ ...turn, parentId: turns[index - 1]?.id ?? "" }));
  return withTurns({ id, options: {}, all, chosen: {} });
}
