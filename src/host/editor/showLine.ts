import * as vscode from "vscode";

import { cellOf } from "../context/item";

/** Shows a document with the cursor at the start of a line: what is done to a hunk is done to the one at the cursor. */
export async function showLine(
  document: vscode.TextDocument,
  line: number,
  viewColumn?: vscode.ViewColumn,
): Promise<void> {
  const notebook = cellOf(document)?.notebook;
  if (notebook !== undefined) {
    await vscode.window.showNotebookDocument(notebook);
    return;
  }
  const start = new vscode.Position(line, 0);
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(start, start),
    ...(viewColumn === undefined ? {} : { viewColumn }),
  });
}
