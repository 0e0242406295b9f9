import type { InlineEdit } from "./inlineEdit";
import { type EditedPlace, knownTarget, type Lines, linesFound, type Target, targetAt } from "./target";

/** Finds what an edit is about while somebody types the instruction already, and again when it is given. */
export class TargetSearch {
  readonly #place: EditedPlace;
  readonly #pending: () => readonly InlineEdit[];
  /** Symbols may take seconds to find; they stay where they are as long as the text does. */
  #found: { readonly version: number; readonly lines: Promise<Lines> } | undefined;

  /** @param pending the edits of the document, as they are when they are asked for */
  constructor(place: EditedPlace, pending: () => readonly InlineEdit[]) {
    this.#place = place;
    this.#pending = pending;
  }

  /** Undefined when it has to be looked for. */
  get known(): Target | undefined {
    return knownTarget(this.#place, this.#pending());
  }

  /** What it is now: while the input is open, others may change the document. */
  async find(): Promise<Target> {
    const { known } = this;
    if (known !== undefined) {
      return known;
    }
    const { version } = this.#place.document;
    if (this.#found?.version !== version) {
      this.#found = { version, lines: linesFound(this.#place) };
    }
    const lines = await this.#found.lines;
    return this.#place.document.version === version ? targetAt(lines, this.#pending()) : this.find();
  }
}
