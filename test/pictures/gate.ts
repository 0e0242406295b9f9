/** Holds an answer at some of its characters, so that what is there by then can be looked at. */
export class Gate {
  readonly #held: readonly {
    readonly from: number;
    readonly until: Promise<void>;
    readonly open: () => void;
  }[];
  #next = 0;

  /** @param stops characters of the answer after which nothing comes until it is let on, rising */
  constructor(stops: readonly number[]) {
    this.#held = stops.map((from) => {
      let open = (): void => undefined;
      const until = new Promise<void>((resolve) => {
        open = resolve;
      });
      return { from, until, open };
    });
  }

  /** For `beforeText` of an answer. */
  readonly beforeText = (characters: number): Promise<void> | undefined =>
    this.#held.slice(this.#next).findLast(({ from }) => characters >= from)?.until;

  /** Lets the answer go on to its next stop, or to its end. */
  letOn(): void {
    this.#held[this.#next]?.open();
    this.#next += 1;
  }
}
