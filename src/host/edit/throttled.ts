/** Does some work soon after it is asked for, once for however many times, and not more often than a pace allows. */
export class Throttled {
  readonly #work: () => void;
  readonly #milliseconds: number;
  #timer: NodeJS.Timeout | undefined;
  #isAskedFor = false;

  /** @param milliseconds from one time to the next */
  constructor(work: () => void, milliseconds: number) {
    this.#work = work;
    this.#milliseconds = milliseconds;
  }

  /** The first time after a pause is at once; so the last state is always shown, and a single change never late. */
  ask(): void {
    if (this.#timer !== undefined) {
      this.#isAskedFor = true;
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#isAskedFor) {
        this.#isAskedFor = false;
        this.ask();
      }
    }, this.#milliseconds);
    this.#work();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isAskedFor = false;
  }
}
