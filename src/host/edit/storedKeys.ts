import type { Redact } from "../../core/redact";
import { withEveryString } from "../../core/shape";
import type { StoredDocument, StoredEdit } from "./editStore";

/**
 * Pending edits as they may be kept: keys are taken out of what people wrote and Claude answered. An edit among whose
 * lines a key stands is left out, and its document says so: with something else in the place of the key, undoing
 * the edit would change the document.
 */
export function withoutKeysIn(
  documents: readonly StoredDocument[],
  redact: Redact,
): readonly StoredDocument[] {
  return documents.map((document) => {
    const kept = document.edits.filter((edit) => !hasKeyInLines(edit, redact));
    return {
      ...document,
      ...(kept.length < document.edits.length ? { isIncomplete: true } : {}),
      edits: kept.map((edit) => ({
        ...edit,
        instruction: redact(edit.instruction),
        conversation: withEveryString(edit.conversation, redact),
      })),
    };
  });
}

function hasKeyInLines({ state, trace, proposal }: StoredEdit, redact: Redact): boolean {
  const lines = JSON.stringify([state, trace, proposal]);
  return redact(lines) !== lines;
}
