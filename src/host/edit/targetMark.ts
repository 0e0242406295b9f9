import * as vscode from "vscode";

import type { LineRange } from "../../core/lineRange";

/** How many lines of an editor the input may cover, which VS Code puts over its top. */
const coveredLines = 10;

/** Lines that an instruction is about, as long as it is asked for. */
export interface MarkedLines {
  readonly uri: vscode.Uri;
  readonly ranges: readonly LineRange[];
}

/** Shows in the editor which lines an instruction is about while the input for it is open. */
export class TargetMark implements vscode.Disposable {
  readonly #type = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.rangeHighlightBackground"),
    // High contrast has no such background.
    borderColor: new vscode.ThemeColor("focusBorder"),
    borderStyle: "solid",
    borderWidth: "0 0 0 2px",
    overviewRulerColor: new vscode.ThemeColor("focusBorder"),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
  #shown: string | undefined;

  /** Marks them in every editor that shows them, and brings them out from under the input. */
  show({ uri, ranges }: MarkedLines): void {
    const shown = JSON.stringify([uri.toString(), ranges]);
    if (shown === this.#shown) {
      return;
    }
    this.clear();
    this.#shown = shown;
    for (const editor of editorsOf(uri)) {
      editor.setDecorations(
        this.#type,
        ranges
          .filter(({ start, end }) => end > start)
          .map(({ start, end }) => editor.document.validateRange(new vscode.Range(start, 0, end - 1, 0))),
      );
    }
    const [first] = ranges;
    const editor = vscode.window.activeTextEditor;
    if (first !== undefined && editor?.document.uri.toString() === uri.toString()) {
      uncover(editor, first);
    }
  }

  clear(): void {
    if (this.#shown !== undefined) {
      this.#shown = undefined;
      vscode.window.visibleTextEditors.forEach((editor) => editor.setDecorations(this.#type, []));
    }
  }

  dispose(): void {
    this.#type.dispose();
  }
}

/** Brings lines into the editors that show their document, where they are not in sight already. */
export function revealLines(uri: vscode.Uri, { start, end }: LineRange): void {
  const lines = new vscode.Range(start, 0, Math.max(start, end - 1), 0);
  for (const editor of editorsOf(uri)) {
    editor.revealRange(lines, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

function editorsOf(uri: vscode.Uri): readonly vscode.TextEditor[] {
  const address = uri.toString();
  return vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === address);
}

function uncover(editor: vscode.TextEditor, { start, end }: LineRange): void {
  const top = editor.visibleRanges[0]?.start.line ?? 0;
  const bottom = editor.visibleRanges.at(-1)?.end.line ?? 0;
  const isCovered = start >= top && start < top + coveredLines && top > 0;
  if (isCovered) {
    const above = new vscode.Position(Math.max(0, start - coveredLines), 0);
    editor.revealRange(new vscode.Range(above, above), vscode.TextEditorRevealType.AtTop);
  } else if (end <= top || start > bottom) {
    revealLines(editor.document.uri, { start, end });
  }
}
