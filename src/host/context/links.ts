import * as vscode from "vscode";

import { cellOf, isInWorkspace } from "./item";
import { placeOutside } from "./realPlace";

/** Where a file of the workspace leads, when it or a folder above it is a link to somewhere else; undefined for others. */
export async function linkOutside(address: vscode.Uri): Promise<string | undefined> {
  // A cell is where its notebook is.
  const uri = cellOf({ uri: address })?.notebook.uri ?? address;
  if (uri.scheme !== "file" || !isInWorkspace(uri)) {
    return undefined;
  }
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri);
  return placeOutside(
    uri.fsPath,
    folders.filter(({ scheme }) => scheme === "file").map(({ fsPath }) => fsPath),
  );
}
