import type { TokenPart } from "../../core/colours/tokenWork";

/** So many numbers are kept, of four bytes each. */
const mostNumbers = 500_000;

/** A block counts for so many at least, for its key and all that is around it. */
const leastNumbers = 100;

/** So many blocks are kept that cannot be coloured. */
const mostHopeless = 200;

/** The colours of code that was asked for last, so that it is read once however often it is shown. */
export class RememberedRuns {
  readonly #known = new Map<string, readonly TokenPart[]>();
  readonly #hopeless = new Set<string>();
  #numbers = 0;

  get(key: string): readonly TokenPart[] | undefined {
    const parts = this.#known.get(key);
    if (parts !== undefined) {
      this.#known.delete(key);
      this.#known.set(key, parts);
    }
    return parts;
  }

  /** What was not asked for the longest time is forgotten first. */
  set(key: string, parts: readonly TokenPart[]): void {
    this.#forget(key);
    this.#known.set(key, parts);
    this.#numbers += sizeOf(parts);
    for (const oldest of this.#known.keys()) {
      if (this.#numbers <= mostNumbers) {
        return;
      }
      this.#forget(oldest);
    }
  }

  /** This code is not to be tried again. */
  giveUp(key: string): void {
    this.#hopeless.add(key);
    for (const oldest of [...this.#hopeless].slice(0, -mostHopeless)) {
      this.#hopeless.delete(oldest);
    }
  }

  isHopeless(key: string): boolean {
    return this.#hopeless.has(key);
  }

  clear(): void {
    this.#known.clear();
    this.#hopeless.clear();
    this.#numbers = 0;
  }

  #forget(key: string): void {
    const parts = this.#known.get(key);
    this.#numbers -= parts === undefined ? 0 : sizeOf(parts);
    this.#known.delete(key);
  }
}

function sizeOf(parts: readonly TokenPart[]): number {
  return parts.reduce((sum, { runs }) => sum + runs.length, leastNumbers);
}
