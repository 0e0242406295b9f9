/** How the person tells whoever watches over an answer to begin its wait anew. It may serve one answer after the other. */
export class Patience {
  readonly #listeners = new Set<() => void>();

  /** The person wants to go on waiting; nobody need be listening. */
  extend(): void {
    for (const listener of this.#listeners) {
      listener();
    }
  }

  /** Hears of every `extend` until the function that it gives is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
