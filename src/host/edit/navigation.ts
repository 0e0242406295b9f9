import * as vscode from "vscode";

import { baseName, cellOf } from "../context/item";
import type { PendingEdits } from "./inlineEdit";
import { isAmong, type PendingPlace, placesOf } from "./pendingPlaces";

/** How long, in milliseconds, the status bar says where one has come to. */
const wordsLast = 4_000;

/** Shows a place with the cursor there, in the editor that the person is in if that shows its document. */
export async function goToPlace(edits: PendingEdits, place: PendingPlace): Promise<void> {
  const { edit, line } = place;
  const editor = await editorFor(await vscode.workspace.openTextDocument(edit.uri));
  if (editor === undefined) {
    return;
  }
  const at = new vscode.Position(Math.min(line, editor.document.lineCount - 1), 0);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  sayWhere(edits, place, editor);
}

/** A button that is gone with what it was for leaves the keyboard to nothing, and a key after it would do nothing. */
export async function focusEditor(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
}

async function editorFor(document: vscode.TextDocument): Promise<vscode.TextEditor | undefined> {
  const active = vscode.window.activeTextEditor;
  if (active?.document === document) {
    await focusEditor();
    return active;
  }
  const cell = cellOf(document);
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  if (cell === undefined) {
    return vscode.window.showTextDocument(
      document,
      shown?.viewColumn === undefined ? {} : { viewColumn: shown.viewColumn },
    );
  }
  await vscode.window.showNotebookDocument(cell.notebook, {
    selections: [new vscode.NotebookRange(cell.index, cell.index + 1)],
  });
  return vscode.window.visibleTextEditors.find((editor) => editor.document === document);
}

/** For some seconds, but no longer than it is so. */
function sayWhere(edits: PendingEdits, { edit, hunk }: PendingPlace, editor: vscode.TextEditor): void {
  const words = (): string | undefined => {
    const now = edits.find(edit.id);
    const index = now?.hunks.findIndex(({ id }) => id === hunk?.id) ?? -1;
    return now === undefined || index === -1
      ? undefined
      : vscode.l10n.t("Hunk {0} of {1} in {2}", `${index + 1}`, `${now.hunks.length}`, baseName(now.uri));
  };
  const said = words();
  if (said === undefined) {
    return;
  }
  const isThere = (): boolean => {
    const line = editor.selection.active.line;
    return placesOf(edits.of(edit.uri)).some(
      (place) =>
        place.edit.id === edit.id &&
        place.hunk?.id === hunk?.id &&
        isAmong(place, { start: line, end: line + 1 }),
    );
  };
  const check = (): void => {
    if (words() !== said || !isThere()) {
      end();
    }
  };
  const timer = setTimeout(() => end(), wordsLast);
  const parts = [
    vscode.window.setStatusBarMessage(said),
    edits.onDidChange(check),
    vscode.window.onDidChangeTextEditorSelection(check),
  ];
  const end = (): void => {
    clearTimeout(timer);
    parts.forEach((part) => part.dispose());
  };
}
