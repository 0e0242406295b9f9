import * as vscode from "vscode";

import type { EditSubject } from "../../core/editPrompt";
import type { LineRange } from "../../core/lineRange";
import { cellOf, fileNameOf } from "../context/item";

/**
 * What Claude is told of the lines to replace.
 * @param lines of the document, as they are or as they would be
 */
export function subjectOf(
  document: vscode.TextDocument,
  lines: readonly string[],
  range: LineRange,
): EditSubject {
  const problems = vscode.languages
    .getDiagnostics(document.uri)
    .map(({ range: at, message, severity, source }) => {
      // A checker that has not heard of the last change may name lines that are no longer there.
      const { start, end } = document.validateRange(at);
      return {
        line: start.line,
        endLine: end.line,
        message,
        severity: severities[severity],
        ...(source === undefined ? {} : { source }),
      };
    });
  return {
    fileName: fileNameOf(cellOf(document)?.notebook.uri ?? document.uri),
    languageId: document.languageId,
    lines,
    range,
    ...indentationOf(document),
    problems,
  };
}

const severities = {
  [vscode.DiagnosticSeverity.Error]: "error",
  [vscode.DiagnosticSeverity.Warning]: "warning",
  [vscode.DiagnosticSeverity.Information]: "information",
  [vscode.DiagnosticSeverity.Hint]: "hint",
} as const;

/** As an editor that shows the document has it, else as the settings say. */
export function indentationOf(document: vscode.TextDocument): {
  readonly insertSpaces: boolean;
  readonly tabSize: number;
} {
  const editor = vscode.window.visibleTextEditors.find(
    (each) => each.document.uri.toString() === document.uri.toString(),
  );
  const settings = vscode.workspace.getConfiguration("editor", document);
  const insertSpaces = editor?.options.insertSpaces ?? settings.get<unknown>("insertSpaces");
  const tabSize = editor?.options.tabSize ?? settings.get<unknown>("tabSize");
  return {
    insertSpaces: typeof insertSpaces === "boolean" ? insertSpaces : true,
    tabSize: typeof tabSize === "number" ? tabSize : 4,
  };
}
