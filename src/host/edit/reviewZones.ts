import * as vscode from "vscode";

import type { LineRange } from "../../core/lineRange";
import { Disposables } from "../disposables";
import { originalScheme } from "../manifest";
import type { InlineEdit, PendingEdits } from "./inlineEdit";
import { Throttled } from "./throttled";
import { type Zone, Zones } from "./zones";
import type { TextLook } from "./zoneText";
import { type Sight, writingPlace } from "./writingPlace";
import { hunkKey, isNear, removedZone, writingZone } from "./zonesOfEdits";

/** Keeps the zones of all edits as the edits are: the lines that went, and what is being written. */
export class ReviewZones implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #edits: PendingEdits;
  readonly #zones = this.#disposables.add(new Zones());

  readonly #show = this.#disposables.add(new Throttled(() => this.#zones.show(this.#wanted()), 150));

  /** By edit: how far below its first line what is being written is shown. It stays there, once it was in sight. */
  readonly #writing = new Map<string, number>();
  /** By edit that is being written: whether that has gone on for long enough to be shown. */
  readonly #lasting = new Map<string, { isShown: boolean; readonly timer: NodeJS.Timeout }>();

  constructor(edits: PendingEdits) {
    this.#edits = edits;
    const ask = (): void => this.#show.ask();
    this.#disposables.add(edits.onDidChange(ask));
    this.#disposables.add(vscode.window.onDidChangeTextEditorVisibleRanges(ask));
    this.#disposables.add(vscode.window.onDidChangeVisibleTextEditors(ask));
    this.#disposables.add(vscode.window.tabGroups.onDidChangeTabs(ask));
  }

  /** The edit, and hunk, of a comment thread that VS Code names in a command. */
  of(thread: unknown): Zone | undefined {
    return this.#zones.of(thread);
  }

  dispose(): unknown {
    this.#lasting.forEach(({ timer }) => clearTimeout(timer));
    this.#lasting.clear();
    return this.#disposables.dispose();
  }

  #wanted(): readonly Zone[] {
    const views = viewsInSight();
    for (const id of this.#writing.keys()) {
      if (this.#edits.find(id)?.phase.type !== "writing") {
        this.#writing.delete(id);
      }
    }
    for (const [id, { timer }] of this.#lasting) {
      if (this.#edits.find(id)?.phase.type !== "writing") {
        clearTimeout(timer);
        this.#lasting.delete(id);
      }
    }
    return this.#edits.all.flatMap((edit) => {
      const view = views.get(edit.uri.toString());
      return view === undefined ? [] : this.#zonesOf(edit, view);
    });
  }

  /** A zone that is there stays: taking away one that has been scrolled out of sight would move what is in sight. */
  #zonesOf(edit: InlineEdit, { look, lines, sight }: View): readonly Zone[] {
    const zones =
      edit.phase.type === "writing"
        ? this.#isLasting(edit)
          ? [writingZone(edit, this.#below(edit, sight), look)]
          : []
        : edit.hunks
            .filter((hunk) => isNear(hunk, lines) || this.#zones.has(hunkKey(edit, hunk)))
            .map((hunk) => removedZone(edit, hunk, look));
    return zones.filter((zone) => zone !== undefined);
  }

  /**
   * Code that is there already is written in no time. Its zone would only flash, and a busy VS Code leaves one in the
   * editor for good whose thread is gone before it was drawn.
   */
  #isLasting({ id }: InlineEdit): boolean {
    const known = this.#lasting.get(id);
    if (known === undefined) {
      const timer = setTimeout(() => {
        lasting.isShown = true;
        this.#show.ask();
      }, flashMs);
      const lasting = { isShown: false, timer };
      this.#lasting.set(id, lasting);
    }
    return known?.isShown === true;
  }

  #below({ id, range }: InlineEdit, sight: Sight): number {
    const place = writingPlace(range, sight);
    if (place !== undefined && !this.#writing.has(id)) {
      this.#writing.set(id, place - range.start);
    }
    return Math.min(range.start + (this.#writing.get(id) ?? range.end - range.start), range.end - 1);
  }
}

/** How, and what of it, a document is shown. */
interface View {
  readonly look: TextLook;
  readonly lines: readonly LineRange[];
  /** Of the editor that the person is in, if it shows the document. */
  readonly sight: Sight;
}

/** By document, for those that some editor shows. */
function viewsInSight(): ReadonlyMap<string, View> {
  const views = new Map<string, View>();
  const compared = onlyCompared();
  const columns = Math.floor(usualColumns / vscode.window.tabGroups.all.length);
  for (const editor of vscode.window.visibleTextEditors) {
    const { document, visibleRanges, options } = editor;
    const key = document.uri.toString();
    if (compared.has(key)) {
      continue;
    }
    const tabSize = typeof options.tabSize === "number" ? options.tabSize : usualTabSize;
    const lines = visibleRanges.map(({ start, end }) => ({ start: start.line, end: end.line + 1 }));
    const before = views.get(key);
    views.set(key, {
      look: { languageId: document.languageId, tabSize, columns },
      lines: [...(before?.lines ?? []), ...lines],
      sight:
        before === undefined || editor === vscode.window.activeTextEditor ? sightOf(editor) : before.sight,
    });
  }
  return views;
}

/** What is written in less time is not shown while it is. */
const flashMs = 150;

const usualTabSize = 4;

/** What an editor is wide enough for, in characters, when there is no other beside it. */
const usualColumns = 60;

function sightOf({ document, selection, visibleRanges }: vscode.TextEditor): Sight {
  const end = (visibleRanges.at(-1)?.end.line ?? -1) + 1;
  return {
    lines: { start: visibleRanges[0]?.start.line ?? 0, end },
    hasEnd: end >= document.lineCount,
    cursor: selection.active.line,
  };
}

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
