import { isKindOf } from "./scopes";

/** Whether code in these scopes, outermost first, is meant. */
export type ScopeSelector = (names: readonly string[]) => boolean;

/**
 * The selectors that a grammar's contribution writes in one text, with commas between them: names in their order, `-`
 * before what must not be, parentheses, and `|` within these.
 */
export function scopeSelectors(text: string): readonly ScopeSelector[] {
  const reader = new Reader(text.match(/[LR]:|[\w.:][\w.:-]*|[,|\-()]/g) ?? []);
  return reader.alternatives([","]);
}

class Reader {
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  /** What stands between these signs. */
  alternatives(signs: readonly string[]): readonly ScopeSelector[] {
    const found = [this.#together()];
    while (signs.includes(this.#token)) {
      this.#next += 1;
      found.push(this.#together());
    }
    return found;
  }

  /** The next token is read over when it is this sign. */
  #skip(sign: string): boolean {
    const isNext = this.#token === sign;
    this.#next += isNext ? 1 : 0;
    return isNext;
  }

  get #token(): string {
    return this.#tokens[this.#next] ?? "";
  }

  /** What has to be so all at once. */
  #together(): ScopeSelector {
    if (/^[LR]:$/.test(this.#token)) {
      this.#next += 1;
    }
    const all: ScopeSelector[] = [];
    for (let one = this.#one(); one !== undefined; one = this.#one()) {
      all.push(one);
    }
    return (names) => all.every((selector) => selector(names));
  }

  #one(): ScopeSelector | undefined {
    if (this.#skip("-")) {
      const not = this.#one();
      return (names) => not !== undefined && !not(names);
    }
    if (this.#skip("(")) {
      const any = this.alternatives(["|", ","]);
      this.#skip(")");
      return (names) => any.some((selector) => selector(names));
    }
    const wanted: string[] = [];
    while (/^[\w.:]/.test(this.#token)) {
      wanted.push(this.#token);
      this.#next += 1;
    }
    return wanted.length === 0 ? undefined : (names) => inOrder(names, wanted);
  }
}

function inOrder(names: readonly string[], wanted: readonly string[]): boolean {
  let from = 0;
  return wanted.every((selector) => {
    const index = names.findIndex((name, place) => place >= from && isKindOf(name, selector));
    from = index + 1;
    return index !== -1;
  });
}
