/** The brackets of a language, as its configuration has them: pairs of what opens and what closes. */
export interface BracketPairs {
  readonly brackets?: readonly (readonly [string, string])[];
  /** Those that are coloured; without it all are, but `<` and `>`. */
  readonly colorizedBracketPairs?: readonly (readonly [string, string])[];
}

/** What should be a list of pairs, without what is none; undefined when it is no list at all. */
export function bracketPairs(value: unknown): readonly (readonly [string, string])[] | undefined {
  return Array.isArray(value)
    ? value.flatMap((pair: unknown): readonly (readonly [string, string])[] => {
        const [open, close, ...others]: readonly unknown[] = Array.isArray(pair) ? pair : [];
        return typeof open === "string" && typeof close === "string" && others.length === 0
          ? [[open, close]]
          : [];
      })
    : undefined;
}

/** A bracket of one language: the same text in another is another bracket. */
export interface Bracket {
  readonly language: LanguageBrackets;
  readonly text: string;
  /** What it closes; undefined for one that opens. */
  readonly closes?: ReadonlySet<string>;
  /** Which of these it shares a colour with. */
  readonly colours?: ReadonlySet<string>;
}

/** Finds brackets in the text of one language. */
export class LanguageBrackets {
  readonly #brackets = new Map<string, Bracket>();
  readonly #pattern: RegExp | undefined;

  constructor({ brackets = [], colorizedBracketPairs }: BracketPairs) {
    const all = filled(brackets);
    const coloured =
      colorizedBracketPairs === undefined
        ? all.filter(([open, close]) => !(open === "<" && close === ">"))
        : filled(colorizedBracketPairs);
    const pairs = [...all, ...coloured];
    for (const [open] of pairs) {
      this.#brackets.set(open, { language: this, text: open });
    }
    const partners = (of: readonly (readonly [string, string])[], close: string): ReadonlySet<string> =>
      new Set(of.flatMap((pair) => (pair[1] === close ? [pair[0]] : [])));
    for (const [, close] of pairs) {
      this.#brackets.set(close, {
        language: this,
        text: close,
        closes: partners(pairs, close),
        colours: partners(coloured, close),
      });
    }
    const texts = [...this.#brackets.keys()].sort().reverse();
    this.#pattern = texts.length === 0 ? undefined : new RegExp(texts.map(pattern).join("|"), "gi");
  }

  /** Calls back for every bracket in a text, with where it begins. */
  find(text: string, found: (bracket: Bracket, index: number) => void): void {
    let rest = text;
    let offset = 0;
    while (this.#pattern !== undefined) {
      this.#pattern.lastIndex = 0;
      const match = this.#pattern.exec(rest);
      const bracket = match === null ? undefined : this.#brackets.get(match[0].toLowerCase());
      if (match === null || bracket === undefined) {
        return;
      }
      found(bracket, offset + match.index);
      // What follows is looked at anew, as if a word could begin there.
      offset += match.index + match[0].length;
      rest = text.slice(offset);
    }
  }
}

function filled(pairs: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return pairs.filter(([open, close]) => open !== "" && close !== "");
}

/** Brackets that are words are found as whole words only. */
function pattern(bracket: string): string {
  const escaped = bracket.replace(/[\\{}*+?|^$.[\]()]/g, "\\$&");
  return `${/^[\w ]/.test(bracket) ? "\\b" : ""}${escaped}${/[\w ]$/.test(bracket) ? "\\b" : ""}`;
}
