import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { replacement, withoutNameLine } from "../../core/placement";
import { inWholeLines } from "../../core/wholeLines";
import { baseName, textOf } from "../context/item";
import { refusalOf } from "../edit/editability";
import type { PendingEdits } from "../edit/inlineEdit";
import { newFile, type PlacedCode } from "./newFile";
import { targetOf } from "./proposalTarget";
import { showLine } from "./showLine";

/** Puts code of an answer up for review in the document that it is meant for, and shows it there. */
export async function applyCode(
  code: PlacedCode,
  attached: readonly ContextItem[],
  editor: vscode.TextEditor | undefined,
  edits: PendingEdits,
): Promise<void> {
  const target = await targetOf(code.fileName, attached, editor);
  if (target === "missing") {
    return offerNewFile(code);
  }
  if (target === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is no document to apply this to. Open the one it is meant for."),
    );
    return;
  }
  const { document, hint } = target;
  const why = await refusalOf(document);
  if (why !== undefined) {
    void vscode.window.showInformationMessage(why);
    return;
  }
  const before = textOf(document);
  const change = replacement(withoutNameLine(code.text, code.fileName, before), before, hint);
  if (change === undefined) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t("The code that you asked about is no longer in {0}.", baseName(document.uri)),
    );
    return;
  }
  const { range, lines } = inWholeLines(before, change);
  await showLine(document, range.start, editor?.document === document ? editor.viewColumn : undefined);
  await edits.propose({ document, range, lines });
}

async function offerNewFile(code: PlacedCode): Promise<void> {
  const create = vscode.l10n.t("New File");
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t("There is no {0} in this workspace.", code.fileName),
    create,
  );
  if (chosen === create) {
    await newFile(code);
  }
}
