import type { ScopeSelector } from "./scopeSelector";
import { scopeSelectors } from "./scopeSelector";
import { isKindOf, type Scopes } from "./scopes";

/** What the brackets in some code depend on. */
export interface TokenKind {
  /** Whether brackets in it are brackets at all, and not part of a comment, a string, a comparison … */
  readonly hasBrackets: boolean;
  readonly language: string;
}

/** What a contributed grammar says beside the grammar itself; scopes and selectors are of that grammar. */
export interface GrammarTraits {
  readonly language: string;
  /** Languages by the scope that they are embedded in. */
  readonly embedded: ReadonlyMap<string, string>;
  /** What code is, by a selector: one of `other`, `comment`, `string`, `regex`. */
  readonly tokenTypes: ReadonlyMap<string, string>;
  readonly balanced: readonly string[];
  readonly unbalanced: readonly string[];
}

/** Tells the kind of code by its scopes; each is looked at once. */
export class TokenKinds {
  readonly #traits: GrammarTraits;
  readonly #embedded: readonly (readonly [string, string])[];
  readonly #types: readonly (readonly [readonly ScopeSelector[], string])[];
  readonly #balanced: readonly ScopeSelector[];
  readonly #unbalanced: readonly ScopeSelector[];
  readonly #anyBalanced: boolean;
  readonly #kinds = new WeakMap<Scopes, TokenKind>();

  constructor(traits: GrammarTraits) {
    this.#traits = traits;
    // The longest scope comes first.
    this.#embedded = [...traits.embedded].sort(([one], [other]) => (one < other ? 1 : -1));
    this.#types = [...traits.tokenTypes].map(([selector, type]) => [scopeSelectors(selector), type]);
    this.#anyBalanced = traits.balanced.includes("*");
    this.#balanced = traits.balanced.filter((selector) => selector !== "*").flatMap(scopeSelectors);
    this.#unbalanced = traits.unbalanced.flatMap(scopeSelectors);
  }

  kindOf(scopes: Scopes): TokenKind {
    const known = this.#kinds.get(scopes);
    if (known !== undefined) {
      return known;
    }
    const { names } = scopes;
    const kind = {
      hasBrackets: this.#typeOf(names) === "other" && this.#isBalanced(names),
      language: this.#languageOf(names),
    };
    this.#kinds.set(scopes, kind);
    return kind;
  }

  #typeOf(names: readonly string[]): string {
    const override = this.#types.findLast(([selectors]) => selectors.some((selector) => selector(names)));
    if (override !== undefined) {
      return override[1];
    }
    const said = names.map((name) => /\b(comment|string|regex|meta\.embedded)\b/.exec(name)?.[1]);
    const last = said.findLast((type) => type !== undefined) ?? "meta.embedded";
    return last === "meta.embedded" ? "other" : last;
  }

  #isBalanced(names: readonly string[]): boolean {
    return (
      !this.#unbalanced.some((selector) => selector(names)) &&
      (this.#anyBalanced || this.#balanced.some((selector) => selector(names)))
    );
  }

  #languageOf(names: readonly string[]): string {
    const languages = names.map((name) => this.#embedded.find(([scope]) => isKindOf(name, scope))?.[1]);
    return languages.findLast((language) => language !== undefined) ?? this.#traits.language;
  }
}
