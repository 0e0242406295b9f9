import * as vscode from "vscode";

import type { Step } from "../../core/editState";
import { type LineEdit, textEdit } from "../../core/lineEdits";
import { eolOf, sameLines, wholeOf, workspaceEdit } from "./documentLines";
import type { LiveEdit } from "./liveEdit";

/** A step of some edits of a document: computed from its lines, and computed anew when they changed meanwhile. */
export interface Plan {
  readonly step: Step;
  /** Whose states the step has, in its order. */
  readonly edits: readonly LiveEdit[];
}

/** How a plan ended: `refused` when the document cannot be changed, `disturbed` when something else changed it too. */
export type Applied = "done" | "refused" | "disturbed";

/** The document that is changed, as it is at any moment. */
export interface Stepping {
  readonly document: () => vscode.TextDocument;
  readonly lines: () => readonly string[];
  /** A plan is about to be made. */
  readonly begins: () => void;
  /** The document is as planned; `before` it was this. */
  readonly adopt: (plan: Plan, before: readonly string[]) => void;
}

/** How often a plan is computed anew because the document changed before it got there. */
const mostTries = 20;
/** From then on by the editor itself, which is faster than somebody types. */
const patientTries = 3;
const longestWaitMs = 50;

/** Makes changes of one document, one after the other: each one step to undo, made as planned or not at all. */
export class StepQueue {
  readonly #target: Stepping;
  #plan: Plan | undefined;
  #isDone = false;
  #queue: Promise<unknown> = Promise.resolve();
  #onChange: () => void = () => undefined;

  constructor(target: Stepping) {
    this.#target = target;
  }

  /** The document changed. True when that was the plan under way. */
  heard(before: readonly string[]): boolean {
    this.#onChange();
    const plan = this.#plan;
    if (plan === undefined || !sameLines(this.#target.lines(), plan.step.lines)) {
      return false;
    }
    this.#isDone = true;
    this.#target.adopt(plan, before);
    return true;
  }

  /** Makes a change; `planFor` is asked as late as possible, and again whenever something came in between. */
  apply(planFor: (lines: readonly string[]) => Plan): Promise<Applied> {
    const applied = this.#queue.then(() => this.#apply(planFor));
    this.#queue = applied.catch(() => undefined);
    return applied;
  }

  async #apply(planFor: (lines: readonly string[]) => Plan): Promise<Applied> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      if (this.#target.document().isClosed) {
        // Another document has its address by now.
        return "refused";
      }
      const before = this.#target.lines();
      const plan = planFor(before);
      if (plan.step.edits.length === 0) {
        this.#target.adopt(plan, before);
        return "done";
      }
      this.#target.begins();
      this.#plan = plan;
      this.#isDone = false;
      const isApplied = await this.#make(plan.step.edits, tries >= patientTries);
      this.#plan = undefined;
      if (this.#isDone) {
        return "done";
      }
      if (isApplied) {
        return (await this.#putRight(plan, before)) ? "done" : "disturbed";
      }
      if (sameLines(before, this.#target.lines())) {
        return "refused";
      }
      // The document changed before the edit got there, and VS Code turned it down. Right after the next change is the
      // best moment for another try.
      await this.#changeOrPause();
    }
    return "disturbed";
  }

  async #make(edits: readonly LineEdit[], isDirect: boolean): Promise<boolean> {
    const document = this.#target.document();
    const lines = this.#target.lines();
    const eol = eolOf(document);
    const editor = isDirect
      ? vscode.window.visibleTextEditors.find((each) => each.document === document)
      : undefined;
    if (editor === undefined) {
      return vscode.workspace.applyEdit(workspaceEdit(document.uri, lines, edits, eol));
    }
    return editor.edit((builder) => {
      for (const edit of edits) {
        const { range, text } = textEdit(lines, edit, eol);
        const { start, end } = range;
        builder.replace(new vscode.Range(start.line, start.character, end.line, end.character), text);
      }
    });
  }

  /** What is there is not what was intended: makes it so, or takes all of it back. */
  async #putRight(plan: Plan, before: readonly string[]): Promise<boolean> {
    for (const wanted of [plan.step.lines, before]) {
      const document = this.#target.document();
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, wholeOf(this.#target.lines()), wanted.join(eolOf(document)));
      this.#plan = wanted === before ? undefined : plan;
      await vscode.workspace.applyEdit(edit);
      this.#plan = undefined;
      if (sameLines(this.#target.lines(), wanted)) {
        return wanted !== before;
      }
    }
    return false;
  }

  #changeOrPause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, longestWaitMs);
      this.#onChange = () => {
        clearTimeout(timer);
        this.#onChange = () => undefined;
        resolve();
      };
    });
  }
}
