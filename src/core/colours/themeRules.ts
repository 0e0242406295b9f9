import type { CodeStyle } from "./codeStyle";
import { isKindOf, type Scopes } from "./scopes";

/** What a theme says of code in some scopes, as its file has it. */
export interface ThemeRule {
  /** Selectors; one that ends in nothing is about all code. */
  readonly scope: string | readonly string[];
  /** `#rgb`, `#rgba`, `#rrggbb` or `#rrggbbaa`; anything else says nothing. */
  readonly foreground?: string;
  /** Words like `bold`; none of them takes off what the scopes around have. */
  readonly fontStyle?: string;
}

/** A look, in so far as it is said. */
interface Look {
  readonly foreground?: string | undefined;
  /** Every style at once: a rule that says one takes the others off. */
  readonly font?: string | undefined;
}

/** A look for a scope within others. */
interface Selected extends Look {
  /** How many parts of the scope's name are named. */
  readonly depth: number;
  /** What has to be around, innermost first; `>` before one that has to be the next. */
  readonly outer: readonly string[];
}

interface Selector extends Look {
  readonly scope: string;
  readonly outer: readonly string[];
}

const styles = ["italic", "bold", "underline", "strikethrough"] as const;
const hexColour = /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;

/** How code looks in a theme. The same rule wins as in the editor: the more precise one, and of equals the last. */
export class ThemeRules {
  readonly #selectors = new Map<string, Selector[]>();
  readonly #all: Look;
  readonly #candidates = new Map<string, readonly Selected[]>();
  readonly #looks = new WeakMap<Scopes, Look>();

  constructor(rules: readonly ThemeRule[]) {
    const selectors = rules.flatMap(selectorsOf);
    this.#all = selectors
      .filter(({ scope }) => scope === "")
      .sort((one, other) => compareOuter(one.outer, other.outer))
      .reduce<Look>(overwrite, {});
    for (const selector of selectors) {
      const same = this.#selectors.get(selector.scope) ?? [];
      this.#selectors.set(selector.scope, [...same, selector]);
    }
    for (const [scope, same] of this.#selectors) {
      this.#selectors.set(
        scope,
        same.sort((one, other) => compareOuter(one.outer, other.outer)),
      );
    }
  }

  /** How code in these scopes looks; what is absent is as in the rest of the editor. */
  styleOf(scopes: Scopes): CodeStyle {
    const { foreground, font = "" } = this.#look(scopes);
    const words = new Set(font.split(" "));
    return {
      ...(foreground === undefined ? {} : { color: foreground }),
      ...Object.fromEntries(styles.flatMap((style) => (words.has(style) ? [[style, true]] : []))),
    };
  }

  /** A scope looks like what it is within, unless a rule says otherwise. */
  #look(scopes: Scopes): Look {
    const known = this.#looks.get(scopes);
    if (known !== undefined) {
      return known;
    }
    const { outer } = scopes;
    const look = outer === undefined ? this.#all : overwrite(this.#look(outer), this.#winner(scopes) ?? {});
    this.#looks.set(scopes, look);
    return look;
  }

  #winner(scopes: Scopes): Look | undefined {
    return this.#candidatesFor(scopes.name).find(({ outer }) => isWithin(scopes.outer, outer));
  }

  /** Every rule about a scope, the most precise first. */
  #candidatesFor(name: string): readonly Selected[] {
    const known = this.#candidates.get(name);
    if (known !== undefined) {
      return known;
    }
    // What is said of a scope holds for its kinds, also for those that are named together with what is around them.
    let anywhere: Selected = { depth: 0, outer: [] };
    let within: readonly Selected[] = [];
    const parts = name.split(".");
    for (const depth of parts.keys()) {
      for (const selector of this.#selectors.get(parts.slice(0, depth + 1).join(".")) ?? []) {
        const said = { depth: depth + 1, outer: selector.outer };
        if (selector.outer.length === 0) {
          anywhere = { ...overwrite(anywhere, selector), ...said };
        } else if (within.some(({ outer }) => compareOuter(outer, selector.outer) === 0)) {
          within = within.map((each) =>
            compareOuter(each.outer, selector.outer) === 0 ? { ...overwrite(each, selector), ...said } : each,
          );
        } else {
          within = [...within, { ...overwrite(anywhere, selector), ...said }];
        }
      }
    }
    const sorted = [...within, anywhere].sort(compareSelected);
    this.#candidates.set(name, sorted);
    return sorted;
  }
}

function selectorsOf({ scope, foreground, fontStyle }: ThemeRule): readonly Selector[] {
  const texts = typeof scope === "string" ? scope.replace(/^,+|,+$/g, "").split(",") : scope;
  const look = {
    foreground: foreground !== undefined && hexColour.test(foreground) ? foreground : undefined,
    font: fontStyle,
  };
  return texts.map((text) => {
    const names = text.trim().split(" ");
    return { ...look, scope: names.at(-1) ?? "", outer: names.slice(0, -1).reverse() };
  });
}

function overwrite(look: Look, by: Look): Look {
  return { foreground: by.foreground ?? look.foreground, font: by.font ?? look.font };
}

function isWithin(scopes: Scopes | undefined, outer: readonly string[]): boolean {
  let around = scopes;
  for (let index = 0; index < outer.length; index++) {
    const isNext = outer[index] === ">";
    index += isNext ? 1 : 0;
    const wanted = outer[index];
    if (wanted === undefined) {
      return false;
    }
    while (around?.outer !== undefined && !isKindOf(around.name, wanted)) {
      if (isNext) {
        return false;
      }
      around = around.outer;
    }
    if (around?.outer === undefined) {
      return false;
    }
    around = around.outer;
  }
  return true;
}

/** Below zero when the first is the more precise. */
function compareSelected(one: Selected, other: Selected): number {
  if (one.depth !== other.depth) {
    return other.depth - one.depth;
  }
  const names = [one, other].map(({ outer }) => withoutSigns(outer));
  const [mine = [], others = []] = names;
  const differing = mine.findIndex((name, index) => name.length !== (others[index] ?? name).length);
  return differing === -1
    ? other.outer.length - one.outer.length
    : (others[differing] ?? "").length - (mine[differing] ?? "").length;
}

/** A sign that nothing follows counts as a name. */
function withoutSigns(outer: readonly string[]): readonly string[] {
  return outer.filter((name) => name !== ">");
}

/** An order in which rules that need nothing around them come first, and those that need the same are equal. */
function compareOuter(one: readonly string[], other: readonly string[]): number {
  if (one.length !== other.length) {
    return one.length - other.length;
  }
  const index = one.findIndex((name, place) => name !== other[place]);
  return index === -1 ? 0 : (one[index] ?? "") < (other[index] ?? "") ? -1 : 1;
}
