import type { BracketLevel } from "../../core/colours/bracketLevels";
import type { CodeStyle } from "../../core/colours/codeStyle";
import { Scopes } from "../../core/colours/scopes";
import { StyleNumbers } from "../../core/colours/styleNumbers";
import type { TokenStyle } from "../../core/colours/tokenWork";
import { type ActiveTheme, plainTheme } from "./activeTheme";
import type { BracketColouring } from "./bracketSettings";

/** The numbers of styles in the pages of this window, which keep what they stand for as long as it lives. */
export class StyleTable {
  readonly #numbers = new StyleNumbers();
  readonly #scopes = Scopes.none();
  #theme: ActiveTheme = plainTheme;
  #colouring: (language: string) => BracketColouring = () => ({ isOn: false, isBySort: false });

  /** How many numbers there are. */
  get size(): number {
    return this.#numbers.all.length;
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

  /** What numbers look like now, from one of them up to another. */
  styles(from: number, to: number): readonly CodeStyle[] {
    const colourings = new Map<string, BracketColouring>();
    const colouringOf = (language: string): BracketColouring => {
      const colouring = colourings.get(language) ?? this.#colouring(language);
      colourings.set(language, colouring);
      return colouring;
    };
    return this.#numbers.all.slice(from, to).map((entry) => {
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
