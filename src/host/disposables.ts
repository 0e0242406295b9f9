/** Anything that is let go of by `dispose`. */
export interface Disposable {
  dispose(): unknown;
}

/** A list of things to let go of together; what is added after that is let go of at once. */
export class Disposables implements Disposable {
  readonly #items = new Set<Disposable>();
  #disposed = false;

  add<Item extends Disposable>(item: Item): Item {
    if (this.#disposed) {
      item.dispose();
    } else {
      this.#items.add(item);
    }
    return item;
  }

  /** Lets go of everything, the last added first; resolves when those that take time are done. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    const items = [...this.#items].reverse();
    this.#items.clear();
    for (const item of items) {
      await item.dispose();
    }
  }
}
