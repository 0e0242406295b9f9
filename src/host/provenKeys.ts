import type * as vscode from "vscode";

import { isObject } from "../core/shape";
import type { ApiKeys } from "./apiKey";

const storedName = "keysThatWorked";

/**
 * The origins whose key has had an answer: only there are tokens counted while the person still writes, so that no
 * request goes out that nobody asked for before the first question.
 */
export class ProvenKeys implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #subscription: vscode.Disposable;
  #origins: ReadonlySet<string>;

  constructor(state: vscode.Memento, keys: ApiKeys) {
    this.#state = state;
    const stored = state.get<unknown>(storedName);
    this.#origins = new Set(isObject(stored) ? Object.keys(stored) : []);
    // Another key has to prove itself.
    this.#subscription = keys.onDidChange(({ origin }) =>
      this.#keep(new Set(without(this.#origins, origin))),
    );
  }

  has(origin: string): boolean {
    return this.#origins.has(origin);
  }

  /** The origin has answered with this key. */
  add(origin: string): void {
    if (!this.has(origin)) {
      this.#keep(new Set([...this.#origins, origin]));
    }
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #keep(origins: ReadonlySet<string>): void {
    if (origins.size !== this.#origins.size) {
      this.#origins = origins;
      void this.#state.update(storedName, Object.fromEntries([...origins].map((origin) => [origin, true])));
    }
  }
}

function without(origins: ReadonlySet<string>, origin: string): readonly string[] {
  return [...origins].filter((other) => other !== origin);
}
