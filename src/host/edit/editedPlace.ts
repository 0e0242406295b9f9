import * as vscode from "vscode";

import { isObject } from "../../core/shape";
import { cellAt } from "../context/item";
import type { LastEditor } from "../editor/lastEditor";
import type { EditedPlace } from "./target";

/**
 * The place that "edit" means: the cell whose menu it was, the active editor, the chosen cell of a notebook, else what is
 * beside or behind a tab that is no document, such as the walkthrough or a chat.
 */
export async function editedPlace(
  clicked: readonly unknown[],
  editors: LastEditor,
): Promise<EditedPlace | undefined> {
  return cellPlace(clickedCell(clicked)) ?? activePlace() ?? (isDocumentTab() ? undefined : editors.show());
}

function activePlace(): EditedPlace | undefined {
  const editor = vscode.window.activeTextEditor;
  const chosen = chosenCell();
  // Where no cell is being written in, the one that was written in last may still count as active.
  return editor !== undefined && (chosen === undefined || chosen.document === editor.document)
    ? editor
    : cellPlace(chosen);
}

/** With a cursor in it, its editor; else all of it. */
function cellPlace(cell: vscode.NotebookCell | undefined): EditedPlace | undefined {
  const active = vscode.window.activeTextEditor;
  return cell === undefined
    ? undefined
    : active?.document === cell.document
      ? active
      : { document: cell.document, selections: [] };
}

function clickedCell([first]: readonly unknown[]): vscode.NotebookCell | undefined {
  const document = isObject(first) && isObject(first["document"]) ? first["document"] : {};
  const uri = document["uri"];
  return uri instanceof vscode.Uri ? cellAt(uri) : undefined;
}

function chosenCell(): vscode.NotebookCell | undefined {
  const editor = vscode.window.activeNotebookEditor;
  const index = editor?.selections[0]?.start;
  return editor === undefined || index === undefined || index >= editor.notebook.cellCount
    ? undefined
    : editor.notebook.cellAt(index);
}

function isDocumentTab(): boolean {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return (
    input instanceof vscode.TabInputText ||
    input instanceof vscode.TabInputNotebook ||
    input instanceof vscode.TabInputCustom
  );
}
