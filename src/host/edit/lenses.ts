import * as vscode from "vscode";

import { Disposables } from "../disposables";
import type { EditCommandId } from "../manifest";
import type { InlineEdit, PendingEdits } from "./inlineEdit";
import { riskSentence } from "./riskWords";
import { Throttled } from "./throttled";
import { writingState } from "./writingWords";

/** Puts what can be done about a pending edit, and how far it is, above its lines. */
export class Lenses implements vscode.Disposable, vscode.CodeLensProvider {
  readonly #disposables = new Disposables();
  readonly #edits: PendingEdits;
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(edits: PendingEdits) {
    this.#edits = edits;
    let before = "";
    const soon = this.#disposables.add(new Throttled(() => this.#changed.fire(), 50));
    const later = this.#disposables.add(new Throttled(() => this.#changed.fire(), pace));
    this.#disposables.add(
      edits.onDidChange(() => {
        const now = shapeOf(edits.all);
        (now === before ? later : soon).ask();
        before = now;
      }),
    );
    this.#disposables.add(vscode.languages.registerCodeLensProvider("*", this));
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    return this.#edits.of(document.uri).flatMap((edit) =>
      lensesOf(edit).map(({ line, title, command, args }) => {
        const at = Math.min(line, document.lineCount - 1);
        return new vscode.CodeLens(new vscode.Range(at, 0, at, 0), { title, command, arguments: [...args] });
      }),
    );
  }

  dispose(): unknown {
    return this.#disposables.dispose();
  }
}

/**
 * In milliseconds, for what only moved or grew. VS Code waits until nothing has changed for a quarter of a second before
 * it asks for lenses: at a faster pace it would never ask.
 */
const pace = 1_000;

/** What the lenses are but for their places, which VS Code keeps itself. */
function shapeOf(edits: readonly InlineEdit[]): string {
  return edits
    .map(({ id, phase, hunks }) =>
      [
        id,
        phase.type,
        phase.type === "writing" ? writingState(phase) : "",
        ...hunks.map((hunk) => hunk.id),
      ].join(),
    )
    .join(" ");
}

/** Between an icon and what follows; VS Code swallows a plain space there. */
const gap = "\u00a0";

/** One clickable word, or a sentence, above a line. */
interface Lens {
  readonly line: number;
  readonly title: string;
  /** Empty for a sentence that does nothing. */
  readonly command: EditCommandId | "";
  readonly args: readonly (string | number)[];
}

/** From left to right. The buttons come before the sentences, which may be longer than the editor is wide. */
function lensesOf(edit: InlineEdit): readonly Lens[] {
  const row = (
    line: number,
    ...items: readonly (readonly [title: string, command: EditCommandId | "", hunkId?: number])[]
  ): readonly Lens[] =>
    items.map(([title, command, hunkId]) => ({
      line,
      title,
      command,
      args: command === "" ? [] : hunkId === undefined ? [edit.id] : [edit.id, hunkId],
    }));
  const { phase, hunks, range } = edit;
  const risks = edit.risks.map(
    (risk) => [`$(warning)${gap}${riskSentence(risk, range.start)}`, "askClaude.showEditDiff"] as const,
  );
  switch (phase.type) {
    case "writing":
      return row(
        range.start,
        [`$(loading~spin)${gap}${writingState(phase)}`, ""],
        [vscode.l10n.t("Stop"), "askClaude.cancelEdit"],
      );
    case "held":
      return row(
        range.start,
        [`$(warning)${gap}${vscode.l10n.t("Claude's edit is not in the document yet")}`, ""],
        [vscode.l10n.t("Review…"), "askClaude.reviewEdit"],
        [vscode.l10n.t("Discard"), "askClaude.undoAll"],
        [vscode.l10n.t("Show Diff"), "askClaude.showEditDiff"],
        ...risks,
      );
    case "reviewing": {
      const isAlone = hunks.length === 1;
      const keep = vscode.l10n.t("Keep");
      const undo = vscode.l10n.t("Undo");
      return hunks.flatMap(({ id, line }, index) => [
        ...row(line, [keep, "askClaude.keepHunk", id], [undo, "askClaude.undoHunk", id]),
        ...(index > 0
          ? []
          : row(
              line,
              ...(isAlone
                ? []
                : [
                    [vscode.l10n.t("Keep All"), "askClaude.keepAll"] as const,
                    [vscode.l10n.t("Undo All"), "askClaude.undoAll"] as const,
                  ]),
              [vscode.l10n.t("Retry…"), "askClaude.retryEdit"],
              [vscode.l10n.t("Follow Up…"), "askClaude.followUpEdit"],
              [vscode.l10n.t("Show Diff"), "askClaude.showEditDiff"],
              ...risks,
            )),
      ]);
    }
  }
}
