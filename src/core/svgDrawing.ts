/** Above this many elements a page would stand still while the picture is drawn. */
const mostDrawn = 100_000;

/** Elements whose address names what they lead to or change, and draws nothing. */
const pointing = /^(?:a|set|mpath|animate\w*)$/;

/** How many plain elements a step of a filter takes the time of: it goes over every pixel of what it is applied to. */
const filterStep = 250;

interface Part {
  /** Elements that belong to it alone, each as many as it takes the time of. */
  own: number;
  /** Parts within it, and the names of those it draws again. */
  readonly drawn: (number | string)[];
}

/** How much an SVG draws: a few lines that use each other, ten times each, are billions of elements. */
export class SvgDrawing {
  readonly #parts: Part[] = [{ own: 0, drawn: [] }];
  readonly #names = new Map<string, number>();
  /** The part that each open element belongs to. */
  readonly #open: number[] = [0];
  #elements = 0;

  /** Takes an element in; false when there are more of them than are drawn. */
  open(element: string, attributes: ReadonlyMap<string, string>): boolean {
    this.#elements += 1;
    const around = this.#open.at(-1) ?? 0;
    const name = attributes.get("id") ?? attributes.get("xml:id");
    let own = around;
    if (name !== undefined) {
      own = this.#parts.length;
      this.#parts.push({ own: 0, drawn: [] });
      this.#parts[around]?.drawn.push(own);
      if (!this.#names.has(name)) {
        this.#names.set(name, own);
      }
    }
    this.#open.push(own);
    const part = this.#parts[own];
    if (part !== undefined) {
      part.own += costOf(element, attributes);
      for (const drawn of pointing.test(element) ? [] : namesIn(attributes)) {
        part.drawn.push(drawn);
      }
    }
    return this.#elements <= mostDrawn;
  }

  close(): void {
    this.#open.pop();
  }

  /** Whether drawing it would never end, or take very long. */
  isEndless(): boolean {
    const weights = new Map<number, number>();
    const begun = new Set<number>([0]);
    const path: { readonly part: number; next: number; weight: number }[] = [{ part: 0, next: 0, weight: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { own = 0, drawn = [] } = this.#parts[top.part] ?? {};
      const reference = drawn[top.next];
      if (reference === undefined) {
        const weight = top.weight + own;
        if (weight > mostDrawn) {
          return true;
        }
        weights.set(top.part, weight);
        begun.delete(top.part);
        path.pop();
        continue;
      }
      const part = typeof reference === "number" ? reference : this.#names.get(reference);
      const weight = part === undefined ? 0 : weights.get(part);
      if (part !== undefined && weight === undefined) {
        if (begun.has(part)) {
          return true;
        }
        begun.add(part);
        path.push({ part, next: 0, weight: 0 });
        continue;
      }
      top.next += 1;
      top.weight += weight ?? 0;
    }
    return false;
  }
}

/** In plain elements. */
function costOf(element: string, attributes: ReadonlyMap<string, string>): number {
  if (!/^fe(?!func|merge|flood|.*light$)/.test(element)) {
    return 1;
  }
  const rounds = roundsOf(element, attributes);
  return filterStep * (rounds >= 1 ? rounds : 1);
}

/** How often a step of a filter goes over each pixel. */
function roundsOf(element: string, attributes: ReadonlyMap<string, string>): number {
  switch (element) {
    case "feturbulence":
      return 4 * numberIn(attributes.get("numOctaves"), 1);
    case "feconvolvematrix": {
      const [across = "", down = across] = (attributes.get("order") ?? "3").trim().split(/[\s,]+/);
      return (numberIn(across, 3) * numberIn(down, 3)) / 4;
    }
    case "femorphology":
      return numberIn(attributes.get("radius"), 0) / 4;
    default:
      return 1;
  }
}

function numberIn(text: string | undefined, otherwise: number): number {
  const number = Number.parseFloat(text ?? "");
  return Number.isNaN(number) ? otherwise : number;
}

/** What the attributes of an element refer to in the same file. */
function namesIn(attributes: ReadonlyMap<string, string>): readonly string[] {
  return [...attributes].flatMap(([attribute, value]) =>
    /(?:^|:)href$/.test(attribute)
      ? [value.trim().slice(1)]
      : Array.from(value.matchAll(/url\(\s*["']?\s*#([^"')\s]+)/gi), ([, name]) => name ?? ""),
  );
}
