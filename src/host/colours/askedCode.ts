import type { ToHost } from "../../core/protocol";

/** What a page asks for with `colourCode`. */
export type ColourCode = Extract<ToHost, { type: "colourCode" }>;

interface Asked<Page> {
  readonly page: Page;
  readonly code: ColourCode;
  readonly done: () => void;
}

/** What pages want coloured, one after the other: the shortest first, for what is long would hold up all others. */
export class AskedCode<Page> {
  readonly #work: (code: ColourCode, page: Page) => Promise<void>;
  #waiting: readonly Asked<Page>[] = [];
  #isAtWork = false;

  /** @param work must not throw */
  constructor(work: (code: ColourCode, page: Page) => Promise<void>) {
    this.#work = work;
  }

  /** Resolves when it was worked on, or is not wanted any more. */
  add(code: ColourCode, page: Page): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting = [...this.#waiting, { page, code, done: resolve }];
      void this.#goOn();
    });
  }

  /** What a page wants no more, everything by default, is not begun. */
  forget(page: Page, blocks?: readonly number[]): void {
    const isForgotten = (asked: Asked<Page>): boolean =>
      asked.page === page && (blocks === undefined || blocks.includes(asked.code.block));
    const forgotten = this.#waiting.filter(isForgotten);
    this.#waiting = this.#waiting.filter((asked) => !isForgotten(asked));
    for (const { done } of forgotten) {
      done();
    }
  }

  async #goOn(): Promise<void> {
    if (this.#isAtWork) {
      return;
    }
    this.#isAtWork = true;
    for (let next = this.#shortest(); next !== undefined; next = this.#shortest()) {
      const taken = next;
      this.#waiting = this.#waiting.filter((asked) => asked !== taken);
      await this.#work(taken.code, taken.page);
      taken.done();
    }
    this.#isAtWork = false;
  }

  #shortest(): Asked<Page> | undefined {
    return this.#waiting.reduce<Asked<Page> | undefined>(
      (best, asked) => (best !== undefined && best.code.text.length <= asked.code.text.length ? best : asked),
      undefined,
    );
  }
}
