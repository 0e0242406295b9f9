import * as vscode from "vscode";

import type { LineRange } from "../../core/lineRange";
import { editsHere, type Named, placeAtCursor } from "./clickedEdit";
import type { PendingEdits } from "./inlineEdit";
import { focusEditor, goToPlace } from "./navigation";
import { showPendingList } from "./pendingList";
import { isAmong, isToBeDecided, type PendingPlace, placeBeyond, placesOf } from "./pendingPlaces";

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
  await goToPlace(edits, place);
}

/** How long, in milliseconds, the status bar says why nothing was decided. */
const wordsLast = 6_000;

/**
 * Keeps or undoes the hunk that was clicked, else the one at the cursor or the nearest in sight; then the cursor goes on
 * to the next one of the document, since who decides with the keyboard decides one after the other. Nothing is decided
 * that nobody sees: to a hunk that is out of sight the cursor only goes.
 */
export async function decideHunk(
  edits: PendingEdits,
  decision: "keep" | "undo",
  named: Named | undefined,
): Promise<void> {
  if (named !== undefined) {
    await edits[decision](named.editId, named.hunkId);
    return focusEditor();
  }
  const place = placeAtCursor(edits);
  if (place === undefined) {
    sayNothingIsPending();
    return;
  }
  if (!isSeen(place)) {
    await goToPlace(edits, place);
    vscode.window.setStatusBarMessage(
      vscode.l10n.t("This change was out of sight. Look at it, then decide once more."),
      wordsLast,
    );
    return;
  }
  await edits[decision](place.edit.id, place.hunk?.id);
  const { uri } = place.edit;
  const left = placesOf(edits.of(uri).filter(isToBeDecided));
  const next = placeBeyond(left, uri.toString(), place.line, "next");
  if (next !== undefined) {
    await goToPlace(edits, next);
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
    await edits[decision](named.editId);
    return focusEditor();
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
  if (clicked !== undefined) {
    await focusEditor();
  }
}

function isSeen(place: PendingPlace): boolean {
  const editor = vscode.window.activeTextEditor;
  return (
    editor !== undefined &&
    (isAmong(place, lineRange(editor.selection)) ||
      editor.visibleRanges.some((visible) => isAmong(place, lineRange(visible))))
  );
}

function lineRange({ start, end }: vscode.Range): LineRange {
  return { start: start.line, end: end.line + 1 };
}

function sayNothingIsPending(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t("No edit is pending."));
}
