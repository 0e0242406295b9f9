import type { ContextItem } from "./context";
import type { ConversationTree } from "./conversation";
import { isKept } from "./image";
import type { Draft } from "./protocol";

/** The hashes of the images that these chips show. */
export function hashesOf(items: readonly ContextItem[]): readonly string[] {
  return [...new Set(items.flatMap(({ image }) => (isKept(image) ? [image.hash] : [])))];
}

/** The hashes of all images of a conversation: of every branch, and of what is in its composer or set aside. */
export function usedImages({ all }: Pick<ConversationTree, "all">, draft: Draft): readonly string[] {
  return hashesOf([
    ...all.flatMap((turn) => (turn.role === "user" ? turn.context : [])),
    ...draft.context,
    ...(draft.setAside?.context ?? []),
  ]);
}
