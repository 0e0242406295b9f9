import type { ColouredBlock, ToldRuns } from "./colouredBlock";

/** As much as is remembered, in UTF-16 units; a number counts as two. */
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
    const { parts } = block;
    const isPlain = parts.every(({ runs }) => runs.length === 0);
    // Code without colours may have some when it is asked for again.
    if (isPlain || sizeOf(name, parts) > most || this.#known.has(name)) {
      return;
    }
    this.#known.set(name, parts);
    this.#size += sizeOf(name, parts);
    for (const [oldest, its] of this.#known) {
      if (this.#size <= most) {
        return;
      }
      this.#known.delete(oldest);
      this.#size -= sizeOf(oldest, its);
    }
  }

  clear(): void {
    this.#known.clear();
    this.#size = 0;
  }
}

function sizeOf(name: string, parts: readonly ToldRuns[]): number {
  return parts.reduce((sum, { runs }) => sum + 2 * runs.length, name.length);
}

function key({ label, text }: ColouredBlock): string {
  return `${label.language}\n${label.fileName}\n${text}`;
}
