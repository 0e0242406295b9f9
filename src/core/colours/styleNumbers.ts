import type { BracketLevel } from "./bracketLevels";
import type { Scopes } from "./scopes";

/** What makes a bracket look different from others. */
export interface LevelledBracket {
  readonly level: BracketLevel;
  /** Of the whole code, whose settings count for the brackets in it. */
  readonly language: string;
}

/** What a number in coloured code stands for. */
export interface NumberedStyle {
  readonly scopes: Scopes;
  readonly bracket?: LevelledBracket;
}

/** Beyond so many numbers nothing new is told apart, so that no text makes the table grow without end. */
const mostNumbers = 30_000;

/** The number of code that looks like the rest of the block. */
export const plainNumber = 0;

/** Numbers for everything that can make code look different, whatever the theme. What a number stands for never changes. */
export class StyleNumbers {
  readonly #all: (NumberedStyle | undefined)[] = [undefined];
  readonly #numbers = new Map<Scopes, Map<string, number>>();

  /** What each number stands for, by the number; nothing at all for that of plain code. */
  get all(): readonly (NumberedStyle | undefined)[] {
    return this.#all;
  }

  /** The same for the same; `plainNumber` when there are too many. */
  numberOf(scopes: Scopes, bracket?: LevelledBracket): number {
    const numbers = this.#numbers.get(scopes) ?? new Map<string, number>();
    this.#numbers.set(scopes, numbers);
    const key = bracket === undefined ? "" : `${levelKey(bracket.level)} ${bracket.language}`;
    const known = numbers.get(key);
    if (known !== undefined) {
      return known;
    }
    if (this.#all.length >= mostNumbers) {
      return plainNumber;
    }
    const number = this.#all.length;
    this.#all.push({ scopes, ...(bracket === undefined ? {} : { bracket }) });
    numbers.set(key, number);
    return number;
  }
}

/** The editor too tells so many levels apart. */
function levelKey(level: BracketLevel): string {
  return level === "unexpected" ? level : `${level.nested % 30} ${level.nestedInSame % 30}`;
}
