import * as vscode from "vscode";

import { comparedEdit } from "./editDiff";
import type { InlineEdit, PendingEdits } from "./inlineEdit";
import { isToBeDecided, type PendingPlace, placeNear, placesOf } from "./pendingPlaces";
import type { ReviewZones } from "./reviewZones";

/** What a command was clicked on. */
export interface Named {
  readonly editId: string;
  readonly hunkId?: number;
}

/**
 * What a lens, or the title bar of a zone or of an edit's diff, gives along with a command; undefined from the palette and
 * a key.
 */
export function namedBy(clicked: readonly unknown[], zones: Pick<ReviewZones, "of">): Named | undefined {
  const [first, second] = clicked;
  if (typeof first === "string") {
    return { editId: first, ...(typeof second === "number" ? { hunkId: second } : {}) };
  }
  const compared = comparedEdit(first);
  return compared === undefined ? zones.of(first) : { editId: compared };
}

/** The edits of the document that was clicked, else of the active one, else of the only one that has any. */
export function editsHere(edits: PendingEdits, clicked: unknown): readonly InlineEdit[] {
  const uri = clicked instanceof vscode.Uri ? clicked : vscode.window.activeTextEditor?.document.uri;
  const here = uri === undefined ? [] : edits.of(uri).filter(isToBeDecided);
  if (here.length > 0) {
    return here;
  }
  const all = edits.all.filter(isToBeDecided);
  return new Set(all.map((edit) => edit.uri.toString())).size === 1 ? all : [];
}

/** The hunk, or held edit, at the cursor of the active editor, else the nearest of its document. */
export function placeAtCursor(edits: PendingEdits): PendingPlace | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor === undefined
    ? undefined
    : placeNear(placesOf(edits.of(editor.document.uri).filter(isToBeDecided)), editor.selection.active.line);
}
