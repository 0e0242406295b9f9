import * as vscode from "vscode";

import { hasPictureName } from "./picture";

/** Every open tab that shows a file which can be attached, by its address. */
export function openTabs(): readonly vscode.Uri[] {
  const uris = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    // What else has an editor of its own is mostly no text either, such as a PDF.
    .filter(({ input }) => !(input instanceof vscode.TabInputCustom) || hasPictureName(input.uri))
    .map(fileOfTab)
    .filter((uri) => uri !== undefined);
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

/** The file that a tab shows: as text, as a notebook, or, as with images, in an editor of its own kind. */
export function fileOfTab(tab: vscode.Tab | undefined): vscode.Uri | undefined {
  const input = tab?.input;
  return input instanceof vscode.TabInputText ||
    input instanceof vscode.TabInputNotebook ||
    input instanceof vscode.TabInputCustom
    ? input.uri
    : undefined;
}
