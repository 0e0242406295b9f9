import * as vscode from "vscode";

import type { LineRange } from "../../core/lineRange";
import { openDocument } from "../context/item";
import { Disposables } from "../disposables";
import type { InlineEdit, PendingEdits } from "./inlineEdit";
import { Throttled } from "./throttled";
import { type Zone, Zones } from "./zones";
import { hunkKey, isNear, removedZone, writingZone } from "./zonesOfEdits";

/** Keeps the zones of all edits as the edits are: the lines that went, and what is being written. */
export class ReviewZones implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #edits: PendingEdits;
  readonly #zones = this.#disposables.add(new Zones());

  constructor(edits: PendingEdits) {
    this.#edits = edits;
    const show = this.#disposables.add(new Throttled(() => this.#zones.show(this.#wanted()), 150));
    this.#disposables.add(edits.onDidChange(() => show.ask()));
    this.#disposables.add(vscode.window.onDidChangeTextEditorVisibleRanges(() => show.ask()));
    this.#disposables.add(vscode.window.onDidChangeVisibleTextEditors(() => show.ask()));
  }

  /** The edit, and hunk, of a comment thread that VS Code names in a command. */
  of(thread: unknown): Zone | undefined {
    return this.#zones.of(thread);
  }

  dispose(): unknown {
    return this.#disposables.dispose();
  }

  #wanted(): readonly Zone[] {
    const visible = visibleLines();
    return this.#edits.all.flatMap((edit) => {
      const here = visible.get(edit.uri.toString());
      return here === undefined ? [] : this.#zonesOf(edit, here);
    });
  }

  /** A zone that is there stays: taking away one that has been scrolled out of sight would move what is in sight. */
  #zonesOf(edit: InlineEdit, visible: readonly LineRange[]): readonly Zone[] {
    const zones =
      edit.phase.type === "writing"
        ? [writingZone(edit, openDocument(edit.uri)?.languageId ?? "plaintext")]
        : edit.hunks
            .filter((hunk) => isNear(hunk, visible) || this.#zones.has(hunkKey(edit, hunk)))
            .map((hunk) => removedZone(edit, hunk));
    return zones.filter((zone) => zone !== undefined);
  }
}

/** What the editors in sight show, by document. */
function visibleLines(): ReadonlyMap<string, readonly LineRange[]> {
  const lines = new Map<string, LineRange[]>();
  for (const { document, visibleRanges } of vscode.window.visibleTextEditors) {
    const key = document.uri.toString();
    const ranges = visibleRanges.map(({ start, end }) => ({ start: start.line, end: end.line + 1 }));
    lines.set(key, [...(lines.get(key) ?? []), ...ranges]);
  }
  return lines;
}
