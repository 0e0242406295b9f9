import * as vscode from "vscode";

import { baseName, cellOf } from "../context/item";
import { type PendingPlace, placesOf } from "./pendingPlaces";

/** How long, in milliseconds, the status bar says where one has come to. */
const wordsLast = 4_000;

/** Shows a place with the cursor there, in the editor that the person is in if that shows its document. */
export async function goToPlace({ edit, hunk, line }: PendingPlace): Promise<void> {
  const editor = await editorFor(await vscode.workspace.openTextDocument(edit.uri));
  if (editor === undefined) {
    return;
  }
  const at = new vscode.Position(Math.min(line, editor.document.lineCount - 1), 0);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  if (hunk !== undefined) {
    const index = placesOf([edit]).findIndex((place) => place.hunk?.id === hunk.id);
    vscode.window.setStatusBarMessage(
      vscode.l10n.t("Hunk {0} of {1} in {2}", `${index + 1}`, `${edit.hunks.length}`, baseName(edit.uri)),
      wordsLast,
    );
  }
}

async function editorFor(document: vscode.TextDocument): Promise<vscode.TextEditor | undefined> {
  const active = vscode.window.activeTextEditor;
  if (active?.document === document) {
    return active;
  }
  const cell = cellOf(document);
  if (cell === undefined) {
    return vscode.window.showTextDocument(document);
  }
  await vscode.window.showNotebookDocument(cell.notebook, {
    selections: [new vscode.NotebookRange(cell.index, cell.index + 1)],
  });
  return vscode.window.visibleTextEditors.find((editor) => editor.document === document);
}
