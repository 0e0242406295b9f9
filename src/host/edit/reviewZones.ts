import * as vscode from "vscode";

import type { LineRange } from "../../core/lineRange";
import { Disposables } from "../disposables";
import { originalScheme } from "../manifest";
import type { InlineEdit, PendingEdits } from "./inlineEdit";
import { Throttled } from "./throttled";
import { type Zone, Zones } from "./zones";
import type { TextLook } from "./zoneText";
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
    this.#disposables.add(vscode.window.tabGroups.onDidChangeTabs(() => show.ask()));
  }

  /** The edit, and hunk, of a comment thread that VS Code names in a command. */
  of(thread: unknown): Zone | undefined {
    return this.#zones.of(thread);
  }

  dispose(): unknown {
    return this.#disposables.dispose();
  }

  #wanted(): readonly Zone[] {
    const views = viewsInSight();
    return this.#edits.all.flatMap((edit) => {
      const view = views.get(edit.uri.toString());
      return view === undefined ? [] : this.#zonesOf(edit, view);
    });
  }

  /** A zone that is there stays: taking away one that has been scrolled out of sight would move what is in sight. */
  #zonesOf(edit: InlineEdit, { look, lines }: View): readonly Zone[] {
    const zones =
      edit.phase.type === "writing"
        ? [writingZone(edit, look)]
        : edit.hunks
            .filter((hunk) => isNear(hunk, lines) || this.#zones.has(hunkKey(edit, hunk)))
            .map((hunk) => removedZone(edit, hunk, look));
    return zones.filter((zone) => zone !== undefined);
  }
}

/** How, and what of it, a document is shown. */
interface View {
  readonly look: TextLook;
  readonly lines: readonly LineRange[];
}

/** By document, for those that some editor shows. */
function viewsInSight(): ReadonlyMap<string, View> {
  const views = new Map<string, View>();
  const compared = onlyCompared();
  for (const { document, visibleRanges, options } of vscode.window.visibleTextEditors) {
    const key = document.uri.toString();
    if (compared.has(key)) {
      continue;
    }
    const tabSize = typeof options.tabSize === "number" ? options.tabSize : usualTabSize;
    const lines = visibleRanges.map(({ start, end }) => ({ start: start.line, end: end.line + 1 }));
    views.set(key, {
      look: { languageId: document.languageId, tabSize },
      lines: [...(views.get(key)?.lines ?? []), ...lines],
    });
  }
  return views;
}

const usualTabSize = 4;

/** The documents that can be seen in the diff of an edit alone: what went stands beside them there. */
function onlyCompared(): ReadonlySet<string> {
  const compared = new Set<string>();
  const alone = new Set<string>();
  for (const { activeTab } of vscode.window.tabGroups.all) {
    if (activeTab?.input instanceof vscode.TabInputTextDiff) {
      if (activeTab.input.original.scheme === originalScheme) {
        compared.add(activeTab.input.modified.toString());
      }
    } else if (activeTab?.input instanceof vscode.TabInputText) {
      alone.add(activeTab.input.uri.toString());
    }
  }
  return new Set([...compared].filter((uri) => !alone.has(uri)));
}
