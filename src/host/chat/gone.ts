import { rm } from "node:fs/promises";

import type { Disposable } from "../disposables";
import { isDeleted } from "./tombstones";

/** A conversation is gone; `isHere` when this window deleted it. */
export interface Deletion {
  readonly conversationId: string;
  readonly isHere: boolean;
}

/** The conversations that are deleted, as far as this window has had to know; listeners hear of each once. */
export class Gone {
  readonly #folder: string;
  readonly #ids = new Set<string>();
  readonly #listeners = new Set<(deletion: Deletion) => void>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  listen(listener: (deletion: Deletion) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Whether a conversation was deleted, here or in another window. */
  async has(conversationId: string): Promise<boolean> {
    if (!this.#ids.has(conversationId) && (await isDeleted(this.#folder, conversationId))) {
      this.add(conversationId, false);
    }
    return this.#ids.has(conversationId);
  }

  /** Removes a file that was just written, when another window deleted the conversation meanwhile. */
  async drop(conversationId: string, path: string): Promise<void> {
    if (await this.has(conversationId)) {
      await rm(path, { force: true });
    }
  }

  add(conversationId: string, isHere: boolean): void {
    this.#ids.add(conversationId);
    for (const listener of this.#listeners) {
      listener({ conversationId, isHere });
    }
  }
}
