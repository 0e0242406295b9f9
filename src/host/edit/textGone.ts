import * as vscode from "vscode";

import { cellAt } from "../context/item";

/** Whether there is surely no such text any more, rather than none that can be reached at the moment. */
export async function isTextGone(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme === "vscode-notebook-cell") {
    return isRemovedCell(uri);
  }
  try {
    await vscode.workspace.fs.stat(uri);
    return false;
  } catch (error) {
    return error instanceof vscode.FileSystemError && error.code === "FileNotFound";
  }
}

/** Whether a cell's notebook is open, and has no such cell. */
export function isRemovedCell(uri: vscode.Uri): boolean {
  return (
    uri.scheme === "vscode-notebook-cell" &&
    cellAt(uri) === undefined &&
    vscode.workspace.notebookDocuments.some(
      (notebook) => !notebook.isClosed && notebook.uri.path === uri.path,
    )
  );
}
