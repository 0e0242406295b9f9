import * as vscode from "vscode";

import { failureText } from "../../core/failureText";
import { Disposables } from "../disposables";
import type { EditCommandId } from "../manifest";
import type { InlineEdit, PendingEdits } from "./inlineEdit";
import { riskSentence } from "./riskWords";
import { Throttled } from "./throttled";

/** Puts what can be done about a pending edit, and how far it is, above its lines. */
export class Lenses implements vscode.Disposable, vscode.CodeLensProvider {
  readonly #disposables = new Disposables();
  readonly #edits: PendingEdits;
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(edits: PendingEdits) {
    this.#edits = edits;
    const change = this.#disposables.add(new Throttled(() => this.#changed.fire(), 250));
    this.#disposables.add(edits.onDidChange(() => change.ask()));
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
    (risk) => [`$(warning) ${riskSentence(risk)}`, "askClaude.showEditDiff"] as const,
  );
  switch (phase.type) {
    case "writing":
      return row(
        range.start,
        [`$(loading~spin) ${progressOf(phase)}`, ""],
        [vscode.l10n.t("Cancel"), "askClaude.cancelEdit"],
        ...(phase.waiting === undefined
          ? []
          : [[failureText(phase.waiting.failure, vscode.l10n, vscode.env.language), ""] as const]),
      );
    case "held":
      return row(
        range.start,
        [`$(warning) ${vscode.l10n.t("Claude's edit is not in the document yet")}`, ""],
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

function progressOf({
  lineCount,
  waiting,
}: Extract<InlineEdit["phase"], { readonly type: "writing" }>): string {
  if (waiting !== undefined) {
    return vscode.l10n.t("Asking again in {0} s", `${waiting.secondsLeft}`);
  }
  return lineCount === 0
    ? vscode.l10n.t("Claude is writing…")
    : lineCount === 1
      ? vscode.l10n.t("Claude is writing… 1 line")
      : vscode.l10n.t("Claude is writing… {0} lines", `${lineCount}`);
}
