import * as vscode from "vscode";

import { isInWorkspace } from "./item";
import { placeOutside } from "./realPlace";

/** Where a file of the workspace leads, when it or a folder above it is a link to somewhere else; undefined for others. */
export async function linkOutside(uri: vscode.Uri): Promise<string | undefined> {
  if (uri.scheme !== "file" || !isInWorkspace(uri)) {
    return undefined;
  }
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri);
  return placeOutside(
    uri.fsPath,
    folders.filter(({ scheme }) => scheme === "file").map(({ fsPath }) => fsPath),
  );
}
