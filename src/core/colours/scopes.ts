/** A scope and those around it, as a grammar gives them to a part of the code. Equal ones are the same object. */
export class Scopes {
  readonly #inner = new Map<string, Scopes>();

  private constructor(
    /** What it is within; undefined only for `none`. */
    readonly outer: Scopes | undefined,
    readonly name: string,
  ) {}

  /** What is within nothing: where every path begins. It keeps all that was ever made from it. */
  static none(): Scopes {
    return new Scopes(undefined, "");
  }

  within(name: string): Scopes {
    const known = this.#inner.get(name);
    if (known !== undefined) {
      return known;
    }
    const made = new Scopes(this, name);
    this.#inner.set(name, made);
    return made;
  }

  /** The one for a path, outermost first. */
  path(names: readonly string[]): Scopes {
    return names.reduce<Scopes>((scopes, name) => scopes.within(name), this);
  }

  /** The path, outermost first. */
  get names(): readonly string[] {
    return this.outer === undefined ? [] : [...this.outer.names, this.name];
  }
}

/** Whether a scope is the one that a selector names, or a kind of it: `comment` names `comment.line` too. */
export function isKindOf(name: string, selector: string): boolean {
  return name === selector || (name.startsWith(selector) && name[selector.length] === ".");
}
