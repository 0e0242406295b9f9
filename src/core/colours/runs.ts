import type { BracketLevel } from "./bracketLevels";
import type { FoundBracket, Token } from "./foundBrackets";
import type { Scopes } from "./scopes";

/** Joins what comes one behind the other: pairs of a length and a number, no two neighbours of the same number. */
export class Runs {
  readonly #runs: number[] = [];

  /** What has come so far. */
  get all(): readonly number[] {
    return this.#runs;
  }

  add(length: number, number: number): void {
    const last = this.#runs.length - 1;
    if (length > 0 && this.#runs[last] === number) {
      this.#runs[last - 1] = (this.#runs[last - 1] ?? 0) + length;
    } else if (length > 0) {
      this.#runs.push(length, number);
    }
  }

  /** A line's end has no look of its own: it goes with what is before it. */
  addLineEnd(length: number, otherwise: number): void {
    this.add(length, this.#runs.at(-1) ?? otherwise);
  }

  /** A line with its brackets, whose levels are told by their place among those of the line. */
  addLine(
    tokens: readonly Token[],
    brackets: readonly FoundBracket[],
    levels: readonly (BracketLevel | undefined)[],
    numberOf: (scopes: Scopes, level: BracketLevel | undefined) => number,
  ): void {
    let begin = 0;
    let next = 0;
    for (const { length, scopes } of tokens) {
      const end = begin + length;
      while (begin < end) {
        const found = brackets[next];
        const bracketEnd = found === undefined ? end : found.index + found.bracket.text.length;
        const isIn = found !== undefined && found.index <= begin;
        const stop = Math.min(end, isIn ? bracketEnd : (found?.index ?? end));
        this.add(stop - begin, numberOf(scopes, isIn ? levels[next] : undefined));
        begin = stop;
        next += isIn && stop === bracketEnd ? 1 : 0;
      }
    }
  }
}
