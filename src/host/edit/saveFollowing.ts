import * as vscode from "vscode";

import type { EditState } from "../../core/editState";
import type { Author } from "../../core/shift";
import { bringsWords, isAtCursor, type LineChange } from "../../core/textChanges";
import type { LiveEdit } from "./liveEdit";

/** A change that was followed as a person's, and how edits stood before it. */
export interface FollowedChange {
  readonly changes: readonly LineChange[];
  readonly before: ReadonlyMap<LiveEdit, EditState>;
}

interface Recent extends FollowedChange {
  readonly time: number;
}

/** A save that has not ended after this long failed; VS Code does not tell. */
const longestSaveMs = 10_000;
/** Nobody writes, lets go of the keyboard and saves as fast as what VS Code does for a save comes before it. */
const shortestPauseMs = 400;

/**
 * Tells what formatters and their like do to a document when it is saved from what people write. VS Code runs them
 * after it announces the save, or before it, as the window happened to start: so the changes right before a save are
 * looked at once more when it is announced.
 */
export class SaveFollowing {
  #savingSince: number | undefined;
  #recent: readonly Recent[] = [];

  /** Whose a change is that is heard now. */
  author(changes: readonly LineChange[]): Author {
    const isSaving = this.#savingSince !== undefined && performance.now() - this.#savingSince < longestSaveMs;
    if (isSaving && bringsWords(changes)) {
      // Somebody writes: the save is over, or has failed, of which VS Code tells nothing.
      this.#savingSince = undefined;
      return "person";
    }
    return isSaving ? "formatter" : "person";
  }

  /** A change was followed as a person's. */
  followed(change: FollowedChange, isTyped: boolean): void {
    const time = performance.now();
    const isLikeFormatter = !isTyped && !bringsWords(change.changes);
    const last = this.#recent.at(-1);
    const earlier = last !== undefined && time - last.time <= shortestPauseMs ? this.#recent : [];
    this.#recent = isLikeFormatter ? [...earlier, { ...change, time }] : [];
  }

  /** What came before is nobody's guess any more. */
  forget(): void {
    this.#recent = [];
  }

  /** A save is announced. Gives the changes that were a part of it already, in their order. */
  began(): readonly FollowedChange[] {
    this.#savingSince = performance.now();
    const last = this.#recent.at(-1);
    const isPart = last !== undefined && this.#savingSince - last.time <= shortestPauseMs;
    const found = isPart ? this.#recent : [];
    this.#recent = [];
    return found;
  }

  ended(): void {
    this.#savingSince = undefined;
  }
}

/** Whether somebody wrote all of this where they had the cursor, in an editor of the document. */
export function isTyped(
  document: vscode.TextDocument,
  changes: readonly vscode.TextDocumentContentChangeEvent[],
): boolean {
  const selections = vscode.window.visibleTextEditors
    .filter((editor) => editor.document.uri.toString() === document.uri.toString())
    .flatMap((editor) => editor.selections);
  return changes.every((change) => isAtCursor(change, selections));
}
