import type { BracketLevel } from "../../core/colours/bracketLevels";
import type { CodeStyle } from "../../core/colours/codeStyle";
import type { Scopes } from "../../core/colours/scopes";
import { type ActiveTheme, plainTheme } from "./activeTheme";
import type { BracketColouring } from "./bracketSettings";

/** What a number in coloured code stands for. */
interface Entry {
  readonly scopes: Scopes;
  readonly bracket?: { readonly level: BracketLevel; readonly language: string };
}

/** Beyond so many numbers nothing new is told apart, so that no text makes the table grow without end. */
const mostNumbers = 30_000;

/** The number of code that looks like the rest of the block. */
export const plainNumber = 0;

/**
 * Numbers for everything that can make code look different, whatever the theme. A number keeps what it stands for as
 * long as the window lives.
 */
export class StyleTable {
  readonly #entries: (Entry | undefined)[] = [undefined];
  readonly #numbers = new Map<Scopes, Map<string, number>>();
  #theme: ActiveTheme = plainTheme;
  #colouring: (language: string) => BracketColouring = () => ({ isOn: false, isBySort: false });

  /** How many numbers there are. */
  get size(): number {
    return this.#entries.length;
  }

  /** Styles come from these from now on. */
  use(theme: ActiveTheme, colouring: (language: string) => BracketColouring): void {
    this.#theme = theme;
    this.#colouring = colouring;
  }

  /** @param language of the whole code, whose settings count for the brackets in it */
  numberOf(scopes: Scopes, level: BracketLevel | undefined, language: string): number {
    const numbers = this.#numbers.get(scopes) ?? new Map<string, number>();
    this.#numbers.set(scopes, numbers);
    const key =
      level === undefined
        ? ""
        : `${level === "unexpected" ? level : `${level.nested % 30} ${level.nestedInSame % 30}`} ${language}`;
    const known = numbers.get(key);
    if (known !== undefined) {
      return known;
    }
    if (this.#entries.length >= mostNumbers) {
      return plainNumber;
    }
    const number = this.#entries.length;
    this.#entries.push({ scopes, ...(level === undefined ? {} : { bracket: { level, language } }) });
    numbers.set(key, number);
    return number;
  }

  /** What numbers look like now, from one of them up to another. */
  styles(from: number, to: number): readonly CodeStyle[] {
    const colourings = new Map<string, BracketColouring>();
    const colouringOf = (language: string): BracketColouring => {
      const colouring = colourings.get(language) ?? this.#colouring(language);
      colourings.set(language, colouring);
      return colouring;
    };
    return this.#entries.slice(from, to).map((entry) => {
      const style = entry === undefined ? {} : this.#theme.rules.styleOf(entry.scopes);
      const bracket = entry?.bracket;
      const color =
        bracket === undefined ? undefined : this.#bracketColour(bracket.level, colouringOf(bracket.language));
      return color === undefined ? style : { ...style, color };
    });
  }

  #bracketColour(level: BracketLevel, { isOn, isBySort }: BracketColouring): string | undefined {
    // Without a theme that is known, nothing is coloured.
    if (!isOn || this.#theme === plainTheme) {
      return undefined;
    }
    if (level === "unexpected") {
      return "var(--vscode-editorBracketHighlight-unexpectedBracket-foreground)";
    }
    const { brackets } = this.#theme;
    return brackets[((isBySort ? level.nestedInSame : level.nested) % 30) % brackets.length];
  }
}
