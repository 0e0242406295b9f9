import { setImmediate } from "node:timers/promises";

/**
 * Does one thing after the other, in the order it was asked for. What fails does not hold up what follows, and what can
 * wait is done when nothing else is to be done.
 */
export class WorkQueue {
  readonly #next: (() => Promise<void>)[] = [];
  readonly #later: (() => Promise<void>)[] = [];
  #isWorking = false;

  /** Does something after what was asked for before; settles as it does. */
  next<Value>(work: () => Promise<Value>): Promise<Value> {
    return this.#add(this.#next, work);
  }

  /** The same for what can wait; before it the extension host gets to do other things. */
  later<Value>(work: () => Promise<Value>): Promise<Value> {
    return this.#add(this.#later, work);
  }

  #add<Value>(list: (() => Promise<void>)[], work: () => Promise<Value>): Promise<Value> {
    const result = new Promise<Value>((resolve) => {
      list.push(async () => {
        const done = work();
        resolve(done);
        await done.then(nothing, nothing);
      });
    });
    void this.#work();
    return result;
  }

  async #work(): Promise<void> {
    if (this.#isWorking) {
      return;
    }
    this.#isWorking = true;
    while (this.#next.length + this.#later.length > 0) {
      if (this.#next.length === 0) {
        await setImmediate();
      }
      await (this.#next.shift() ?? this.#later.shift())?.();
    }
    this.#isWorking = false;
  }
}

function nothing(): void {
  // Whoever asked hears of it.
}
