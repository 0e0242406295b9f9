import type { ColouredBlock, ToldRuns } from "./colouredBlock";

/** As much code as is remembered, in UTF-16 units. */
const most = 1_000_000;

/** The colours of code that was shown before: when the same is drawn anew, nobody sees it plain. */
export class KnownColours {
  readonly #known = new Map<string, readonly ToldRuns[]>();
  #size = 0;

  /** What was told of the same code, if it is remembered. */
  of(block: ColouredBlock): readonly ToldRuns[] | undefined {
    return this.#known.get(key(block));
  }

  /** Remembers what was told of this code, and forgets what was remembered longest when that is too much. */
  remember(block: ColouredBlock): void {
    const name = key(block);
    if (name.length > most || this.#known.has(name)) {
      return;
    }
    this.#known.set(name, block.parts);
    this.#size += name.length;
    for (const oldest of this.#known.keys()) {
      if (this.#size <= most) {
        return;
      }
      this.#known.delete(oldest);
      this.#size -= oldest.length;
    }
  }
}

function key({ label, text }: ColouredBlock): string {
  return `${label.language}\n${label.fileName}\n${text}`;
}
