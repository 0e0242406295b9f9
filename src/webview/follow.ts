const threshold = 2;

/**
 * Keeps the end of the conversation in sight until the reader scrolls up, and again once they are back at the end. Sizes
 * are read only where the browser has just laid the page out, so that following never forces a layout.
 */
export class Follow {
  #isFollowing = true;
  #lastTop = 0;

  constructor(
    private readonly scroller: HTMLElement,
    content: HTMLElement,
    private readonly changed: () => void,
  ) {
    const sizes = new ResizeObserver(() => {
      if (this.#isFollowing) {
        this.#toEnd();
      }
    });
    sizes.observe(content);
    sizes.observe(scroller);
    scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
  }

  /** False while the reader is looking at something further up. */
  get isFollowing(): boolean {
    return this.#isFollowing;
  }

  /** Goes to the end and stays there. */
  jump(): void {
    this.#set(true);
    this.#toEnd();
  }

  /** Stays where the reader goes now; at the end it follows again. */
  leave(): void {
    this.#set(false);
  }

  #toEnd(): void {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #scrolled(): void {
    const top = this.scroller.scrollTop;
    const toEnd = this.scroller.scrollHeight - this.scroller.clientHeight - top;
    const up = this.#lastTop - top;
    this.#lastTop = top;
    if (toEnd <= threshold) {
      this.#set(true);
    } else if (up >= threshold) {
      this.#set(false);
    }
  }

  #set(isFollowing: boolean): void {
    if (this.#isFollowing !== isFollowing) {
      this.#isFollowing = isFollowing;
      this.changed();
    }
  }
}
