import * as vscode from "vscode";

import { editTooLong } from "../../core/editPrompt";
import { estimateTokens } from "../../core/estimate";
import type { RequestOptions } from "../../core/request";
import { baseName } from "../context/item";
import type { EditedDocument } from "./editedDocument";
import type { LiveEdit } from "./liveEdit";
import { subjectOf } from "./subject";

/** Whether no answer could hold the lines; the person is told then. */
export function isTooMuch(
  { document, lines }: EditedDocument,
  { state: { range } }: LiveEdit,
  { model, maxTokens }: RequestOptions,
): boolean {
  const name = baseName(document.uri);
  const tokens = estimateTokens(lines.slice(range.start, range.end).join("\n"), model);
  if (tokens <= maxTokens && !editTooLong(subjectOf(document, lines, range))) {
    return false;
  }
  const locale = vscode.env.language;
  void vscode.window.showWarningMessage(
    tokens > maxTokens
      ? vscode.l10n.t(
          "These lines of {0} have about {1} tokens; an answer can hold at most {2}. Select fewer of them.",
          name,
          tokens.toLocaleString(locale),
          maxTokens.toLocaleString(locale),
        )
      : vscode.l10n.t("These lines of {0} are too long for one edit. Select fewer of them.", name),
  );
  return true;
}
