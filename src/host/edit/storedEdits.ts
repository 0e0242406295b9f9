import type * as vscode from "vscode";

/** Under which name VS Code keeps what was pending when a window closed. */
export const storeName = "pendingEdits";

/** Whether anything was; it is not looked at what. */
export function hasStoredEdits(workspaceState: vscode.Memento): boolean {
  return workspaceState.get(storeName) !== undefined;
}
