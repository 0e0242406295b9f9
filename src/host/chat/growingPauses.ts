const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** Tries something again after a pause that doubles each time, up to a minute. */
export class GrowingPauses {
  readonly #again: () => void;
  readonly #firstMs: number;
  #pauseMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(again: () => void, firstMs = firstPauseMs) {
    this.#again = again;
    this.#firstMs = firstMs;
    this.#pauseMs = firstMs;
  }

  /** It failed: it is tried again after the next pause, unless that has begun. */
  failed(): void {
    if (this.#timer === undefined) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#again();
      }, this.#pauseMs);
      // A process that has nothing else to do may end.
      this.#timer.unref();
      this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
    }
  }

  /** It went well: the next failure begins with the first pause. */
  well(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pauseMs = this.#firstMs;
  }
}
