import * as vscode from "vscode";

import { touchedLines } from "../../core/wholeLines";
import { baseName } from "../context/item";
import type { InlineEdit, PendingEdits } from "./inlineEdit";
import { isToBeDecided } from "./pendingPlaces";
import { editAround } from "./target";
import { lineWords } from "./targetWords";

/**
 * The edit that a command is about: the one it names, else the one at the cursor, else the only one of the document
 * in the editor, else one that the person picks. Those that are still being written do not count. The person is told
 * when there is none.
 */
export async function chosenEdit(
  edits: PendingEdits,
  named: string | undefined,
): Promise<InlineEdit | undefined> {
  const given = named === undefined ? undefined : edits.find(named);
  if (given !== undefined) {
    return given;
  }
  const editor = vscode.window.activeTextEditor;
  const here = editor === undefined ? [] : edits.of(editor.document.uri).filter(isToBeDecided);
  const atCursor = editor && editAround([touchedLines(editor.selection)], here);
  if (atCursor !== undefined) {
    return atCursor;
  }
  const candidates = here.length > 0 ? here : edits.all.filter(isToBeDecided);
  const [only, second] = candidates;
  if (only === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no edit to retry or follow up on."));
  }
  return second === undefined ? only : pick(candidates);
}

async function pick(candidates: readonly InlineEdit[]): Promise<InlineEdit | undefined> {
  const rows = candidates.map((edit) => ({
    label: vscode.l10n.t("{0}, {1}", baseName(edit.uri), lineWords(edit.range)),
    description: edit.instruction,
    edit,
  }));
  const chosen = await vscode.window.showQuickPick(rows, { title: vscode.l10n.t("Which edit?") });
  return chosen?.edit;
}
