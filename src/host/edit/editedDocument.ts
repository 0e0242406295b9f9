import * as vscode from "vscode";

import { type EditState, followedAll, isApart, type Step } from "../../core/editState";
import type { Author } from "../../core/shift";
import { type LineChange, lineChanges } from "../../core/textChanges";
import { linesOf, sameLines, wholeOf, workspaceEdit } from "./documentLines";
import type { LiveEdit } from "./liveEdit";
import { RememberedStates } from "./rememberedStates";
import { isTyped, SaveFollowing } from "./saveFollowing";

/** A step of some edits of a document: computed from its lines, and computed anew when they changed meanwhile. */
export interface Plan {
  readonly step: Step;
  /** Whose states the step has, in its order. */
  readonly edits: readonly LiveEdit[];
}

/** How a plan ended: `refused` when the document cannot be changed, `disturbed` when something else changed it too. */
export type Applied = "done" | "refused" | "disturbed";

/** How often a plan is computed anew because the document changed before it got there. */
const mostTries = 5;

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
  #plan: (Plan & { isDone: boolean }) | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  readonly #saves = new SaveFollowing();

  constructor(document: vscode.TextDocument) {
    this.#document = document;
    this.#lines = linesOf(document);
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
    for (const edit of this.#edits) {
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
    const plan = this.#plan;
    if (plan !== undefined && sameLines(lines, plan.step.lines)) {
      this.#adopt(plan, before);
      return [];
    }
    if (changes.length === 0) {
      return [];
    }
    const author = this.#saves.author(changes, typed);
    const states = new Map(this.edits.map((edit) => [edit, edit.state]));
    const known = this.#edits.size === 0 ? undefined : this.#remembered.get(lines);
    const disturbed = this.edits.filter(
      ({ phase, state }) => phase.type !== "reviewing" && !isApart(state.range, changes),
    );
    for (const edit of new Set([...this.#edits, ...this.#waiting])) {
      this.#put(edit, known, changes, author);
    }
    if (known === undefined && author === "person") {
      this.#saves.followed({ changes, before: states }, typed);
    } else {
      this.#saves.forget();
    }
    this.#remember();
    return disturbed;
  }

  /** Makes a change, one at a time; `plan` is asked for as late as possible, and gives undefined when it lost its sense. */
  apply(plan: (lines: readonly string[]) => Plan | undefined): Promise<Applied> {
    const applied = this.#queue.then(() => this.#apply(plan));
    this.#queue = applied.catch(() => undefined);
    return applied;
  }

  async #apply(planFor: (lines: readonly string[]) => Plan | undefined): Promise<Applied> {
    for (let tries = 0; tries < mostTries && !this.document.isClosed; tries += 1) {
      const planned = planFor(this.#lines);
      if (planned === undefined) {
        return "refused";
      }
      const plan = { ...planned, isDone: false };
      if (plan.step.edits.length === 0) {
        this.#adopt(plan, this.#lines);
        return "done";
      }
      const before = this.#lines;
      this.#remember();
      this.#plan = plan;
      const isApplied = await vscode.workspace.applyEdit(
        workspaceEdit(this.document.uri, before, plan.step.edits, this.eol),
      );
      this.#plan = undefined;
      if (plan.isDone) {
        return "done";
      }
      if (isApplied) {
        return (await this.#putRight(plan, before)) ? "done" : "disturbed";
      }
      if (sameLines(before, this.#lines)) {
        return "refused";
      }
      // The document changed before the edit got there, and VS Code turned it down: once more, for what is there now.
    }
    return "refused";
  }

  /** What is there is not what was intended: makes it so, or takes all of it back. */
  async #putRight(plan: Plan & { isDone: boolean }, before: readonly string[]): Promise<boolean> {
    for (const wanted of [plan.step.lines, before]) {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(this.document.uri, wholeOf(this.#lines), wanted.join(this.eol));
      this.#plan = wanted === plan.step.lines ? plan : undefined;
      await vscode.workspace.applyEdit(edit);
      this.#plan = undefined;
      if (sameLines(this.#lines, wanted)) {
        return wanted === plan.step.lines;
      }
    }
    return false;
  }

  /** What ends its lines. */
  get eol(): string {
    return this.document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
  }

  /** The document is as planned: the edits stand as planned, and all others are moved. */
  #adopt(plan: Plan & { isDone: boolean }, before: readonly string[]): void {
    plan.isDone = true;
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
