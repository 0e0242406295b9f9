import type * as vscode from "vscode";

/** A file or folder that got another address, as VS Code tells it. */
export interface FileMove {
  readonly oldUri: vscode.Uri;
  readonly newUri: vscode.Uri;
}

/** Where a file went with its folder, or by itself; undefined when it is neither. */
export function movedUri(uri: vscode.Uri, from: vscode.Uri, to: vscode.Uri): vscode.Uri | undefined {
  if (uri.scheme !== from.scheme || uri.authority !== from.authority) {
    return undefined;
  }
  if (uri.path === from.path) {
    return to;
  }
  return uri.path.startsWith(`${from.path}/`)
    ? to.with({ path: to.path + uri.path.slice(from.path.length) })
    : undefined;
}
