import { codeOf } from "../codeHeader";
import type { CodeLabel } from "../namedFile";
import { LineGroup, plain } from "./lineGroup";

/** Lengths and style numbers in turn, from an offset in the code on. */
export interface ToldRuns {
  readonly offset: number;
  readonly runs: readonly number[];
  /** How wide a tab is in the code's language, in spaces. */
  readonly tabSize?: number;
}

/** A finished code block, and what the host told of its colours. */
export class ColouredBlock {
  readonly text: string;
  readonly label: CodeLabel;
  readonly groups: readonly LineGroup[];
  /** What was told, in order, for another block with the same code. */
  readonly parts: ToldRuns[] = [];
  #told = 0;
  #group = 0;
  /** How much was told of the group that comes next. */
  #toldOfGroup = 0;

  constructor(readonly element: Element) {
    const { text, ...label } = codeOf(element);
    this.text = text;
    this.label = label;
    this.groups = [...element.querySelectorAll(".code-lines")].map(
      (group) => new LineGroup(group, group.textContent.length),
    );
  }

  get isWhole(): boolean {
    return this.#told >= this.text.length;
  }

  /** Takes over a part; one that cannot be of this code, or does not come in order, is left out and changes nothing. */
  tell(part: ToldRuns): void {
    const { offset, runs, tabSize } = part;
    const lengths = runs.filter((_, index) => index % 2 === 0);
    const end = lengths.reduce((sum, length) => sum + length, offset);
    if (offset < this.#told || end > this.text.length || lengths.includes(0)) {
      return;
    }
    this.parts.push(part);
    if (tabSize !== undefined && this.element instanceof HTMLElement) {
      this.element.style.setProperty("--chat-code-tab-size", tabSize.toString());
    }
    this.#tellRun(offset - this.#told, plain);
    for (let index = 0; index < runs.length; index += 2) {
      this.#tellRun(runs[index] ?? 0, runs[index + 1] ?? plain);
    }
  }

  #tellRun(length: number, style: number): void {
    let left = length;
    while (left > 0) {
      const group = this.groups[this.#group];
      if (!group) {
        return;
      }
      const taken = Math.min(left, group.length - this.#toldOfGroup);
      if (taken > 0) {
        group.tell(taken, style);
      }
      left -= taken;
      this.#told += taken;
      this.#toldOfGroup += taken;
      if (this.#toldOfGroup === group.length) {
        this.#group += 1;
        this.#toldOfGroup = 0;
      }
    }
  }
}
