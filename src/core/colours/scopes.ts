/** So many scopes at each end of a path that is too long, and so many in the longest that is not. */
const atEachEnd = 50;
const longestPath = 2 * atEachEnd;

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

  /**
   * The one for a path, outermost first. Of a path that is longer than anybody writes, the middle is left out: what is
   * done for each scope of each path would take for ever in code that is nested without end.
   */
  path(names: readonly string[]): Scopes {
    const path =
      names.length > longestPath ? [...names.slice(0, atEachEnd), ...names.slice(-atEachEnd)] : names;
    return path.reduce<Scopes>((scopes, name) => scopes.within(name), this);
  }

  /** The path, outermost first. */
  get names(): readonly string[] {
    const names = this.outer === undefined ? [] : [this.name];
    for (let around = this.outer; around?.outer !== undefined; around = around.outer) {
      names.push(around.name);
    }
    return names.reverse();
  }
}

/** Whether a scope is the one that a selector names, or a kind of it: `comment` names `comment.line` too. */
export function isKindOf(name: string, selector: string): boolean {
  return name === selector || (name.startsWith(selector) && name[selector.length] === ".");
}
