import * as vscode from "vscode";

import { type LineEdit, textEdit } from "../../core/lineEdits";

/** A document's lines as VS Code counts them: after a final line end there is one more, which is empty. */
export function linesOf(document: vscode.TextDocument): readonly string[] {
  return document.getText().split(/\r\n|\r|\n/);
}

/** What ends a document's lines. */
export function eolOf({ eol }: vscode.TextDocument): string {
  return eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
}

/** All of a document with these lines. */
export function wholeOf(lines: readonly string[]): vscode.Range {
  return new vscode.Range(0, 0, lines.length - 1, lines.at(-1)?.length ?? 0);
}

/** Whether two documents have the same text, but for what ends their lines. */
export function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((line, index) => line === b[index]));
}

/** Line edits of a document with these lines, as VS Code takes them: all at once, and one step to undo. */
export function workspaceEdit(
  uri: vscode.Uri,
  lines: readonly string[],
  edits: readonly LineEdit[],
  eol: string,
): vscode.WorkspaceEdit {
  const all = new vscode.WorkspaceEdit();
  for (const edit of edits) {
    const { range, text } = textEdit(lines, edit, eol);
    const { start, end } = range;
    all.replace(uri, new vscode.Range(start.line, start.character, end.line, end.character), text);
  }
  return all;
}
