/** Remembers which pictures the pages are making images of: a page that is hidden or closed takes them with it. */
export class PreparedImages<Page extends object> {
  readonly #names = new WeakMap<Page, readonly string[]>();

  constructor(private readonly lost: (names: readonly string[]) => void) {}

  /** These are all that the page is at now. */
  are(page: Page, names: readonly string[]): void {
    this.#names.set(page, names);
  }

  /** The page is no longer there: what it had not finished is told of, once. */
  pageGone(page: Page): void {
    const names = this.#names.get(page) ?? [];
    this.#names.delete(page);
    if (names.length > 0) {
      this.lost(names);
    }
  }
}
