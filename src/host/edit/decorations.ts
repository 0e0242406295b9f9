import * as vscode from "vscode";

import { Disposables } from "../disposables";
import type { InlineEdit, PendingEdits } from "./inlineEdit";
import { Throttled } from "./throttled";

/** Marks the lines of pending edits in every editor that shows them: those that came, and those still to be replaced. */
export class Decorations implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #edits: PendingEdits;
  readonly #types: Types;
  /** Editors that may have marks: without them and without edits there is nothing to do. */
  readonly #marked = new WeakSet<vscode.TextEditor>();

  /** @param media the folder with the extension's pictures */
  constructor(edits: PendingEdits, media: vscode.Uri) {
    this.#edits = edits;
    const picture = (name: string) => ({ gutterIconPath: vscode.Uri.joinPath(media, "edit", name) });
    const underWay = "editor.foldBackground";
    this.#types = {
      added: this.#mark("diffEditor.insertedLineBackground", "editorGutter.addedBackground", {
        light: picture("added-light.svg"),
        dark: picture("added-dark.svg"),
        // As in VS Code's own diff: high contrast has this in place of the background, other themes have none.
        outlineColor: new vscode.ThemeColor("diffEditor.insertedTextBorder"),
        outlineStyle: "dashed",
        outlineWidth: "1px",
      }),
      removedAbove: this.#mark(undefined, "editorGutter.deletedBackground", { borderWidth: "1px 0 0 0" }),
      writing: this.#mark(underWay, "progressBar.background"),
      held: this.#mark(underWay, "editorWarning.foreground"),
    };
    const show = this.#disposables.add(new Throttled(() => this.#show(), 50));
    this.#disposables.add(edits.onDidChange(() => show.ask()));
    this.#disposables.add(vscode.window.onDidChangeVisibleTextEditors(() => show.ask()));
  }

  dispose(): unknown {
    return this.#disposables.dispose();
  }

  /** The thin line at the edge is there in every theme; high contrast has few backgrounds. */
  #mark(
    background: string | undefined,
    edge: string,
    more: vscode.DecorationRenderOptions = {},
  ): vscode.TextEditorDecorationType {
    return this.#disposables.add(
      vscode.window.createTextEditorDecorationType({
        isWholeLine: true,
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
        ...(background === undefined ? {} : { backgroundColor: new vscode.ThemeColor(background) }),
        borderColor: new vscode.ThemeColor(edge),
        borderStyle: "solid",
        borderWidth: "0 0 0 2px",
        overviewRulerColor: new vscode.ThemeColor(edge),
        overviewRulerLane: vscode.OverviewRulerLane.Left,
        ...more,
      }),
    );
  }

  #show(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const edits = this.#edits.of(editor.document.uri);
      if (edits.length === 0 && !this.#marked.has(editor)) {
        continue;
      }
      this.#marked.add(editor);
      const marks = marksOf(edits);
      editor.setDecorations(this.#types.added, marks.added);
      editor.setDecorations(this.#types.removedAbove, marks.removedAbove);
      editor.setDecorations(this.#types.writing, marks.writing);
      editor.setDecorations(this.#types.held, marks.held);
    }
  }
}

type Mark = "added" | "removedAbove" | "writing" | "held";

type Types = Readonly<Record<Mark, vscode.TextEditorDecorationType>>;

/** Which lines of a document are marked, and how. */
type Marks = Readonly<Record<Mark, vscode.Range[]>>;

function marksOf(edits: readonly InlineEdit[]): Marks {
  const marks: Marks = { added: [], removedAbove: [], writing: [], held: [] };
  for (const { phase, range, hunks } of edits) {
    if (phase.type !== "reviewing") {
      marks[phase.type].push(...linesFrom(range.start, range.end));
    }
    for (const { line, added } of hunks) {
      if (added === 0) {
        marks.removedAbove.push(...linesFrom(line, line + 1));
      } else {
        marks.added.push(...linesFrom(line, line + added));
      }
    }
  }
  return marks;
}

/** None when there is no line between the two: VS Code would mark the first all the same. */
function linesFrom(start: number, end: number): readonly vscode.Range[] {
  return start === end ? [] : [new vscode.Range(start, 0, end - 1, 0)];
}
