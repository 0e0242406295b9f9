import * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { cellAt, openDocument } from "./item";
import { openNotebook } from "./notebook";

/** Shows where a chip came from: its document with the lines selected, its folder, its terminal, its changes. */
export async function openAttachment(item: ContextItem): Promise<void> {
  if (!(await show(item))) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("{0} is no longer there. What was attached is still sent as it was.", item.fileName),
    );
  }
}

async function show(item: ContextItem): Promise<boolean> {
  try {
    switch (item.kind) {
      case "folder":
        return await showFolder(vscode.Uri.parse(item.uri, true));
      case "terminal":
        return showTerminal(item.fileName);
      case "diff":
        await vscode.commands.executeCommand("workbench.view.scm");
        return true;
      default:
        return await showText(item, vscode.Uri.parse(item.uri, true));
    }
  } catch {
    return false;
  }
}

async function showText(item: ContextItem, uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme === "vscode-notebook-cell") {
    return showCell(item, uri);
  }
  if (openNotebook(uri) !== undefined || uri.path.endsWith(".ipynb")) {
    await vscode.window.showNotebookDocument(await vscode.workspace.openNotebookDocument(uri));
    return true;
  }
  // An untitled document that was closed would be made anew, empty.
  if (uri.scheme === "untitled" && openDocument(uri) === undefined) {
    return false;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, isWhole(item) ? {} : { selection: linesOf(item, document) });
  return true;
}

/** A whole document is shown as it was left, with nothing selected. */
function isWhole({ kind, startLine }: ContextItem): boolean {
  return kind === "file" || startLine === 0;
}

function linesOf({ startLine, endLine }: ContextItem, document: vscode.TextDocument): vscode.Range {
  const last = Math.min(endLine, document.lineCount) - 1;
  return new vscode.Range(
    Math.min(startLine, document.lineCount) - 1,
    0,
    last,
    document.lineAt(last).text.length,
  );
}

async function showCell({ cell: number = 1 }: ContextItem, uri: vscode.Uri): Promise<boolean> {
  const open = cellAt(uri);
  const notebook = open?.notebook ?? (await vscode.workspace.openNotebookDocument(notebookOf(uri)));
  // A cell's address holds for as long as the notebook is open; afterwards its place is what is left.
  const index = open?.index ?? number - 1;
  if (index >= notebook.cellCount) {
    return false;
  }
  const range = new vscode.NotebookRange(index, index + 1);
  const editor = await vscode.window.showNotebookDocument(notebook, { selections: [range] });
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
  return true;
}

/** The file of a closed notebook: it lies where the workspace lies. */
function notebookOf(cell: vscode.Uri): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return cell.with({ scheme: folder?.scheme ?? "file", authority: folder?.authority ?? "", fragment: "" });
}

async function showFolder(uri: vscode.Uri): Promise<boolean> {
  await vscode.workspace.fs.stat(uri);
  await vscode.commands.executeCommand("revealInExplorer", uri);
  return true;
}

/** The terminal of this name; without one there is nothing to show. */
function showTerminal(name: string): boolean {
  const terminal = vscode.window.terminals.find((each) => each.name.replaceAll("/", " ") === name);
  terminal?.show();
  return terminal !== undefined;
}
