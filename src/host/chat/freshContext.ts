import * as vscode from "vscode";

import { type ContextItem, contextLabel } from "../../core/context";

/** The same lines of the same document as they are now, unsaved changes included; tells the person when there are none. */
export async function freshContext(item: ContextItem): Promise<ContextItem | undefined> {
  const document = await openDocument(item.uri);
  const text = document && linesOf(document, item);
  if (text === undefined || text.trim() === "") {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("{0} cannot be read again. What was attached stays as it is.", contextLabel(item)),
    );
    return undefined;
  }
  return { ...item, text };
}

function linesOf(document: vscode.TextDocument, item: ContextItem): string {
  const all = document.getText().replaceAll("\r\n", "\n");
  return item.startLine === 0 || item.kind === "file"
    ? all
    : all
        .split("\n")
        .slice(item.startLine - 1, item.endLine)
        .join("\n");
}

async function openDocument(uri: string): Promise<vscode.TextDocument | undefined> {
  try {
    return uri === "" ? undefined : await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  } catch {
    return undefined;
  }
}
