import type * as vscode from "vscode";

/** A file or folder that got another address, as VS Code tells it. */
export interface FileMove {
  readonly oldUri: vscode.Uri;
  readonly newUri: vscode.Uri;
}

/**
 * Where a file went with its folder, or by itself, or a cell with its notebook, whose address has but its path in common
 * with those of its cells; undefined when it is none of these.
 */
export function movedUri(uri: vscode.Uri, from: vscode.Uri, to: vscode.Uri): vscode.Uri | undefined {
  if (uri.scheme === "vscode-notebook-cell") {
    const path = movedPath(uri.path, from.path, to.path);
    return path === undefined ? undefined : uri.with({ path });
  }
  if (uri.scheme !== from.scheme || uri.authority !== from.authority) {
    return undefined;
  }
  const path = movedPath(uri.path, from.path, to.path);
  return path === undefined ? undefined : to.with({ path });
}

function movedPath(path: string, from: string, to: string): string | undefined {
  return path === from || path.startsWith(`${from}/`) ? to + path.slice(from.length) : undefined;
}
