import type { Conversation } from "../../core/conversation";
import type { StoredDocument, StoredEdit } from "./editStore";

/** Of all that is written down for a workspace, in characters: VS Code reads and writes it as one. */
const mostCharacters = 1_000_000;
/** Of one conversation. */
const longestConversation = 200_000;

/** An edit can be reviewed without its conversation; a follow-up begins a new one then. */
export function withoutConversation(conversation: Conversation): Conversation {
  return { ...conversation, all: [], chosen: {}, turns: [] };
}

/** Whether a conversation is short enough to be written down. */
export function isShort(conversation: Conversation): boolean {
  return charactersIn(conversation) <= longestConversation;
}

/**
 * What of pending edits is written down: no more than a million characters. Conversations are left out before any edit
 * is, and always the longest first, so that as many as possible come back. A document that lost an edit says so.
 */
export function withinLimit(
  documents: readonly StoredDocument[],
  limit = mostCharacters,
): readonly StoredDocument[] {
  const sizes = new Map(
    documents.flatMap(({ edits }) => edits.map((edit) => [edit.id, JSON.stringify(edit).length])),
  );
  const edits = documents.flatMap((document) => document.edits);
  let total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const silent = new Set<string>();
  for (const { id, conversation } of descending(edits, (edit) => charactersIn(edit.conversation))) {
    if (total <= limit) {
      break;
    }
    const saved = charactersIn(conversation) - charactersIn(withoutConversation(conversation));
    silent.add(id);
    total -= saved;
    sizes.set(id, (sizes.get(id) ?? 0) - saved);
  }
  const leftOut = new Set<string>();
  for (const { id } of descending(edits, (edit) => sizes.get(edit.id) ?? 0)) {
    if (total <= limit) {
      break;
    }
    leftOut.add(id);
    total -= sizes.get(id) ?? 0;
  }
  return documents.map((document) => ({
    ...document,
    ...(document.edits.some(({ id }) => leftOut.has(id)) ? { isIncomplete: true } : {}),
    edits: document.edits
      .filter(({ id }) => !leftOut.has(id))
      .map((edit) =>
        silent.has(edit.id) ? { ...edit, conversation: withoutConversation(edit.conversation) } : edit,
      ),
  }));
}

/** Conversations are never changed, only replaced. */
const known = new WeakMap<Conversation, number>();

function charactersIn(conversation: Conversation): number {
  const count = known.get(conversation) ?? JSON.stringify(conversation).length;
  known.set(conversation, count);
  return count;
}

function descending(edits: readonly StoredEdit[], size: (edit: StoredEdit) => number): readonly StoredEdit[] {
  return edits.toSorted((a, b) => size(b) - size(a));
}
