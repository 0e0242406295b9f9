import type * as vscode from "vscode";

/** A value as JSON; undefined for what is to go. */
interface Waiting {
  readonly json: string | undefined;
}

/**
 * State of all windows, one update after the other. VS Code tells every window of what was written, the one that wrote
 * it too, and what it tells replaces all that this window has: an update made between another one and its echo would be
 * gone. The echo comes before the promise of the update resolves, so whoever waits for that loses nothing.
 */
export class OrderedMemento implements vscode.Memento {
  readonly #memento: vscode.Memento;
  /** The last value for each key that was not written yet. */
  readonly #waiting = new Map<string, Waiting>();
  #last: Promise<void> = Promise.resolve();

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  keys(): readonly string[] {
    const kept = this.#memento.keys().filter((key) => !this.#waiting.has(key));
    const waiting = [...this.#waiting].filter(([, { json }]) => json !== undefined).map(([key]) => key);
    return [...kept, ...waiting];
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the interface has it so
  get<T>(key: string): T | undefined;
  get<T>(key: string, defaultValue: T): T;
  get<T>(key: string, defaultValue?: T): T | undefined {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) {
      return this.#memento.get<T>(key) ?? defaultValue;
    }
    return waiting.json === undefined ? defaultValue : JSON.parse(waiting.json);
  }

  /** Resolves when it is written; can be read at once. */
  update(key: string, value: unknown): Promise<void> {
    const waiting: Waiting = { json: JSON.stringify(value) };
    this.#waiting.set(key, waiting);
    const update = this.#afterwards(this.#last, key, waiting);
    this.#last = update.catch(() => undefined);
    return update;
  }

  /** Resolves when all of it is written, or was refused. */
  flushed(): Promise<void> {
    return this.#last;
  }

  async #afterwards(before: Promise<void>, key: string, waiting: Waiting): Promise<void> {
    await before;
    const { json } = waiting;
    try {
      await this.#memento.update(key, json === undefined ? undefined : JSON.parse(json));
    } finally {
      // A later update of the same key may wait by now; until it is written, what it says is what holds.
      if (this.#waiting.get(key) === waiting) {
        this.#waiting.delete(key);
      }
    }
  }
}
