import type * as vscode from "vscode";

import { disjoint, type EditState, followedAll, isApart } from "../../core/editState";
import type { Author } from "../../core/shift";
import { type LineChange, lineChanges } from "../../core/textChanges";
import { eolOf, linesOf, sameLines } from "./documentLines";
import type { LiveEdit } from "./liveEdit";
import { RememberedStates } from "./rememberedStates";
import { isTyped, SaveFollowing } from "./saveFollowing";
import { type Applied, type Plan, StepQueue } from "./stepQueue";

/**
 * One document with its edits: follows every change of it, makes changes as one step to undo, and knows the states that
 * an Undo or Redo leads back to.
 */
export class EditedDocument {
  #document: vscode.TextDocument;
  readonly #edits = new Set<LiveEdit>();
  #lines: readonly string[];
  readonly #remembered = new RememberedStates();
  /** Edits that may be tried again: nothing shows them, but their lines are followed. */
  readonly #waiting = new Set<LiveEdit>();
  readonly #steps: StepQueue;
  readonly #saves = new SaveFollowing();

  constructor(document: vscode.TextDocument) {
    this.#document = document;
    this.#lines = linesOf(document);
    this.#steps = new StepQueue({
      document: () => this.#document,
      lines: () => this.#lines,
      begins: () => this.#remember(),
      adopt: (plan, before) => this.#adopt(plan, before),
    });
  }

  get document(): vscode.TextDocument {
    return this.#document;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** In the order of their lines. */
  get edits(): readonly LiveEdit[] {
    return [...this.#edits]
      .filter((edit) => edit.isPending)
      .sort((a, b) => a.state.range.start - b.state.range.start);
  }

  /**
   * The same text has another address from now on. Gives the edits that cannot go along, because it is another text
   * after all.
   */
  moveTo(document: vscode.TextDocument): readonly LiveEdit[] {
    this.#document = document;
    const lines = linesOf(document);
    const isSame = sameLines(lines, this.#lines);
    this.#lines = lines;
    for (const edit of [...this.#edits, ...this.#waiting]) {
      edit.uri = document.uri;
    }
    return isSame ? [] : this.edits;
  }

  add(edit: LiveEdit): void {
    this.#waiting.delete(edit);
    this.#edits.add(edit);
    this.#remember();
  }

  /**
   * Its writing stops. What was under review before stays so; else it may be tried again, or brought back by an Undo of
   * the editor.
   */
  stop(edit: LiveEdit): void {
    edit.running?.abort();
    if (edit.state.hunks.length > 0) {
      edit.phase = { type: "reviewing" };
    } else {
      edit.phase = { type: "gone" };
      this.#waiting.add(edit);
    }
  }

  /** What it was about to become cannot be: what was under review before stays so, else it is over. */
  drop(edit: LiveEdit): void {
    if (edit.state.hunks.length > 0) {
      edit.phase = { type: "reviewing" };
    } else {
      this.forget(edit);
    }
  }

  /** Nobody wants to try it again; an Undo of the editor may still bring it back. */
  letGo(edit: LiveEdit): void {
    this.#waiting.delete(edit);
  }

  /** It may be tried again; until then nothing shows it. */
  wait(edit: LiveEdit): void {
    this.forget(edit);
    this.#waiting.add(edit);
  }

  /** It is over for good: no Undo brings it back. */
  forget(edit: LiveEdit): void {
    edit.phase = { type: "gone" };
    this.#waiting.delete(edit);
    this.#edits.delete(edit);
    this.#remembered.forget(edit);
  }

  /** How its edits stand is right from now on, for the text as it is: something was decided. */
  settled(): void {
    this.#saves.forget();
    this.#remember();
  }

  /** Hunks of an edit are the document's own from now on: no Undo of the editor brings their marks back. */
  kept(edit: LiveEdit, ids: ReadonlySet<number>): void {
    const without = (state: EditState): EditState => ({
      ...state,
      hunks: state.hunks.filter(({ id }) => !ids.has(id)),
    });
    edit.state = without(edit.state);
    this.#remembered.replace(edit, without);
    if (edit.state.hunks.length === 0) {
      this.forget(edit);
    }
    this.settled();
  }

  /** A save of the document is announced, or has ended. */
  saving(isSaving: boolean): void {
    if (!isSaving) {
      this.#saves.ended();
      return;
    }
    const parts = this.#saves.began();
    const [first] = parts;
    for (const [edit, before] of first?.before ?? []) {
      if (edit.phase.type === "reviewing") {
        const changes = parts.flatMap((part) => part.changes);
        edit.state = followedAll(before, changes, "formatter");
      }
    }
    if (first !== undefined) {
      this.#remember();
    }
  }

  /** Follows a change of the document. Gives the edits in whose lines it was, though nothing of them is there yet. */
  heard({ contentChanges, reason }: vscode.TextDocumentChangeEvent): readonly LiveEdit[] {
    const before = this.#lines;
    const typed = reason === undefined && isTyped(this.#document, contentChanges);
    const { lines, changes } = lineChanges(before, contentChanges, typed);
    this.#lines = lines;
    if (this.#steps.heard(before)) {
      return [];
    }
    if (changes.length === 0) {
      return [];
    }
    const author = this.#saves.author(changes);
    const states = new Map(this.edits.map((edit) => [edit, edit.state]));
    const known = this.#edits.size === 0 ? undefined : this.#remembered.get(lines);
    const disturbed = this.edits.filter(
      ({ phase, state }) => phase.type !== "reviewing" && !isApart(state.range, changes),
    );
    for (const edit of new Set([...this.#edits, ...this.#waiting])) {
      this.#put(edit, known, changes, author);
    }
    if (known === undefined) {
      this.#separate();
    }
    if (known === undefined && author === "person") {
      this.#saves.followed({ changes, before: states }, typed);
    } else {
      this.#saves.forget();
    }
    this.#remember();
    return disturbed;
  }

  /** Makes a change as one step to undo; `planFor` is asked as late as possible, and perhaps more than once. */
  apply(planFor: (lines: readonly string[]) => Plan): Promise<Applied> {
    return this.#steps.apply(planFor);
  }

  /** What ends its lines. */
  get eol(): string {
    return eolOf(this.document);
  }

  /** The document is as planned: the edits stand as planned, and all others are moved. */
  #adopt(plan: Plan, before: readonly string[]): void {
    this.#saves.forget();
    // From the last to the first, so that each is in the lines before it.
    const changes = plan.step.edits.toReversed().map((edit) => ({ lines: before, edit }));
    for (const other of new Set([...this.edits, ...this.#waiting])) {
      if (!plan.edits.includes(other)) {
        other.state = followedAll(other.state, changes, "person");
      }
    }
    plan.edits.forEach((edit, index) => {
      edit.state = plan.step.states[index] ?? edit.state;
    });
    this.#remember();
  }

  /**
   * Where an edit stands after a change.
   * @param known how edits stood when the document had this text before: an Undo or Redo of the editor leads back there,
   * as does a file that is read again
   */
  #put(
    edit: LiveEdit,
    known: ReadonlyMap<LiveEdit, EditState> | undefined,
    changes: readonly LineChange[],
    author: Author,
  ): void {
    const state = known?.get(edit);
    const isReviewed = edit.phase.type === "reviewing";
    if (state !== undefined) {
      edit.state = state;
      if (isReviewed || edit.phase.type === "gone") {
        edit.phase = state.hunks.length === 0 ? { type: "gone" } : { type: "reviewing" };
        this.#waiting.delete(edit);
      }
    } else if (known !== undefined && isReviewed) {
      edit.phase = { type: "gone" };
    } else if (edit.isPending || this.#waiting.has(edit)) {
      edit.state = followedAll(edit.state, changes, author);
    }
  }

  /** A change over the border of two edits belongs to one of them. */
  #separate(): void {
    const edits = this.edits.toSorted(
      (a, b) => a.state.range.start - b.state.range.start || firstLine(a.state) - firstLine(b.state),
    );
    const states = disjoint(edits.map(({ state }) => state));
    edits.forEach((edit, index) => {
      edit.state = states[index] ?? edit.state;
    });
  }

  #remember(): void {
    if (this.#edits.size > 0) {
      // One that is being written anew stands in the document as it was.
      const reviewed = this.edits.filter(
        ({ phase, state }) => phase.type === "reviewing" || state.hunks.length > 0,
      );
      this.#remembered.set(this.#lines, new Map(reviewed.map((edit) => [edit, edit.state])));
    }
  }
}

function firstLine({ range, hunks }: EditState): number {
  return hunks[0]?.line ?? range.end;
}
