import type { BracketLevel } from "../../core/colours/bracketLevels";
import type { CodeStyle } from "../../core/colours/codeStyle";
import { Scopes } from "../../core/colours/scopes";
import { type NumberedStyle, StyleNumbers } from "../../core/colours/styleNumbers";
import type { TokenStyle } from "../../core/colours/tokenWork";
import { type ActiveTheme, plainTheme } from "./activeTheme";
import type { BracketColouring } from "./bracketSettings";

/** With so many numbers the table is begun anew before the next block: grammars write parts of the text into scopes. */
const manyNumbers = 20_000;

/** The numbers of styles in this window. What one stands for stays the same until the table is begun anew. */
export class StyleTable {
  #numbers = new StyleNumbers();
  #scopes = Scopes.none();
  #age = 0;
  #theme: ActiveTheme = plainTheme;
  #colouring: (language: string) => BracketColouring = () => ({ isOn: false, isBySort: false });

  /** Another one when the table was begun anew: numbers from before stand for nothing then. */
  get age(): number {
    return this.#age;
  }

  /** Whether it is time to begin anew. */
  get isFull(): boolean {
    return this.#numbers.all.length >= manyNumbers;
  }

  /** Forgets all numbers. */
  beginAnew(): void {
    this.#numbers = new StyleNumbers();
    this.#scopes = Scopes.none();
    this.#age += 1;
  }

  /** Styles come from these from now on. */
  use(theme: ActiveTheme, colouring: (language: string) => BracketColouring): void {
    this.#theme = theme;
    this.#colouring = colouring;
  }

  /** The same for the same. */
  numberOf({ scopes, bracket }: TokenStyle): number {
    return this.#numbers.numberOf(this.#scopes.path(scopes), bracket);
  }

  /** What a number stands for; undefined for plain code. */
  style(number: number): NumberedStyle | undefined {
    return this.#numbers.all[number];
  }

  /** How styles look now; those of plain code and of tables of before too. */
  looks(styles: readonly (NumberedStyle | undefined)[]): readonly CodeStyle[] {
    const colourings = new Map<string, BracketColouring>();
    const colouringOf = (language: string): BracketColouring => {
      const colouring = colourings.get(language) ?? this.#colouring(language);
      colourings.set(language, colouring);
      return colouring;
    };
    return styles.map((entry) => {
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
