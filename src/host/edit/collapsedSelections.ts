import * as vscode from "vscode";

/**
 * Leaves a cursor where something is selected in a document: what was selected to be edited would be replaced by the next
 * key. Nothing scrolls. Gives what selects it again.
 */
export function collapseSelections(uri: vscode.Uri): () => void {
  const address = uri.toString();
  const editors = vscode.window.visibleTextEditors.filter(
    ({ document, selections }) =>
      document.uri.toString() === address && selections.some(({ isEmpty }) => !isEmpty),
  );
  const before = editors.map((editor) => ({ editor, selections: editor.selections }));
  for (const editor of editors) {
    // At its start, which is in the lines to be changed; its end may be in front of the next one.
    const { start } = editor.selection;
    editor.selections = [new vscode.Selection(start, start)];
  }
  return () => {
    for (const { editor, selections } of before) {
      editor.selections = selections;
    }
  };
}
