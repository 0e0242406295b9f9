import * as vscode from "vscode";

import type { EditPhase } from "./inlineEdit";

/** How far the writing is, or when it is tried again. */
export function writingWords({
  lineCount,
  waiting,
}: Extract<EditPhase, { readonly type: "writing" }>): string {
  if (waiting !== undefined) {
    return vscode.l10n.t("Asking again in {0} s", `${waiting.secondsLeft}`);
  }
  return lineCount === 0
    ? vscode.l10n.t("Claude is writing…")
    : lineCount === 1
      ? vscode.l10n.t("Claude is writing… 1 line")
      : vscode.l10n.t("Claude is writing… {0} lines", `${lineCount}`);
}
