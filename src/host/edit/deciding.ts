import * as vscode from "vscode";

import { editsHere, type Named, placeAtCursor } from "./clickedEdit";
import type { PendingEdits } from "./inlineEdit";
import { goToPlace } from "./navigation";
import { showPendingList } from "./pendingList";
import { isToBeDecided, placeBeyond, placesOf } from "./pendingPlaces";

/** Goes to the next hunk or held edit, or the one before, through all files. */
export async function walk(edits: PendingEdits, way: "next" | "previous"): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const place = placeBeyond(
    placesOf(edits.all.filter(isToBeDecided)),
    editor?.document.uri.toString(),
    editor?.selection.active.line ?? 0,
    way,
  );
  if (place === undefined) {
    sayNothingIsPending();
    return;
  }
  await goToPlace(place);
}

/**
 * Keeps or undoes the hunk that was clicked, else the one at the cursor; then the cursor goes on to the next one of the
 * document, since who decides with the keyboard decides one after the other.
 */
export async function decideHunk(
  edits: PendingEdits,
  decision: "keep" | "undo",
  named: Named | undefined,
): Promise<void> {
  if (named !== undefined) {
    return edits[decision](named.editId, named.hunkId);
  }
  const place = placeAtCursor(edits);
  if (place === undefined) {
    sayNothingIsPending();
    return;
  }
  await edits[decision](place.edit.id, place.hunk?.id);
  const { uri } = place.edit;
  const left = placesOf(edits.of(uri).filter(isToBeDecided));
  const next = placeBeyond(left, uri.toString(), place.line, "next");
  if (next !== undefined) {
    await goToPlace(next);
  }
}

/** Keeps or undoes the edit that was clicked, else all of the document that was, else all of the active document. */
export async function decideAll(
  edits: PendingEdits,
  decision: "keep" | "undo",
  clicked: unknown,
  named: Named | undefined,
): Promise<void> {
  if (named !== undefined) {
    return edits[decision](named.editId);
  }
  const here = editsHere(edits, clicked);
  if (here.length === 0 && edits.all.some(isToBeDecided)) {
    showPendingList(edits);
    return;
  }
  if (here.length === 0) {
    sayNothingIsPending();
  }
  for (const { id } of here) {
    await edits[decision](id);
  }
}

function sayNothingIsPending(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t("No edit is pending."));
}
