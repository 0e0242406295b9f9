import * as vscode from "vscode";

import type { EditRisk } from "../../core/editRisk";

/** What a person should know of a proposal, in a sentence. */
export function riskSentence(risk: EditRisk): string {
  switch (risk.kind) {
    case "hidden":
      return vscode.l10n.t("It has hidden characters.");
    case "runsCode":
      return vscode.l10n.t("{0} makes programs run.", risk.fileName);
    case "deletes":
      return vscode.l10n.t("It deletes {0} of {1} lines.", `${risk.removed}`, `${risk.of}`);
    case "elides":
      return vscode.l10n.t("It leaves code out in line {0}.", `${risk.line + 1}`);
    case "encoding":
      return vscode.l10n.t("{0} cannot hold a character of line {1}.", risk.encoding, `${risk.line + 1}`);
  }
}
