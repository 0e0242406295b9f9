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

interface Kind extends TokenKind {
  /** One of `other`, `comment`, `string`, `regex`; the grammar's selectors may say otherwise. */
  readonly type: string;
}

/** Tells the kind of code by its scopes; each is looked at once. */
export class TokenKinds {
  readonly #traits: GrammarTraits;
  readonly #embedded: readonly (readonly [string, string])[];
  readonly #types: readonly (readonly [readonly ScopeSelector[], string])[];
  readonly #balanced: readonly ScopeSelector[];
  readonly #unbalanced: readonly ScopeSelector[];
  readonly #anyBalanced: boolean;
  readonly #hasSelectors: boolean;
  readonly #kinds = new WeakMap<Scopes, Kind>();

  constructor(traits: GrammarTraits) {
    this.#traits = traits;
    // The longest scope comes first.
    this.#embedded = [...traits.embedded].sort(([one], [other]) => (one < other ? 1 : -1));
    this.#types = [...traits.tokenTypes].map(([selector, type]) => [scopeSelectors(selector), type]);
    this.#anyBalanced = traits.balanced.includes("*");
    this.#balanced = traits.balanced.filter((selector) => selector !== "*").flatMap(scopeSelectors);
    this.#unbalanced = traits.unbalanced.flatMap(scopeSelectors);
    this.#hasSelectors = this.#types.length + this.#balanced.length + this.#unbalanced.length > 0;
  }

  kindOf(scopes: Scopes): TokenKind {
    const known = this.#kinds.get(scopes);
    if (known !== undefined) {
      return known;
    }
    const { type, language } = this.#said(scopes);
    const names = this.#hasSelectors ? scopes.names : [];
    const hasBrackets = (this.#overriding(names) ?? type) === "other" && this.#isBalanced(names);
    const kind = { type, hasBrackets, language };
    this.#kinds.set(scopes, kind);
    return kind;
  }

  /** What the innermost scope that says something says. */
  #said(scopes: Scopes): Pick<Kind, "type" | "language"> {
    const { outer, name } = scopes;
    if (outer === undefined) {
      return { type: "other", language: this.#traits.language };
    }
    const around = this.#kinds.get(outer) ?? this.#said(outer);
    const type = /\b(comment|string|regex|meta\.embedded)\b/.exec(name)?.[1];
    return {
      type: type === "meta.embedded" ? "other" : (type ?? around.type),
      language: this.#embedded.find(([scope]) => isKindOf(name, scope))?.[1] ?? around.language,
    };
  }

  #overriding(names: readonly string[]): string | undefined {
    return this.#types.findLast(([selectors]) => selectors.some((selector) => selector(names)))?.[1];
  }

  #isBalanced(names: readonly string[]): boolean {
    return (
      !this.#unbalanced.some((selector) => selector(names)) &&
      (this.#anyBalanced || this.#balanced.some((selector) => selector(names)))
    );
  }
}
