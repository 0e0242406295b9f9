const threshold = 2;

/**
 * Keeps the end of the conversation in sight until the reader scrolls up, and again once they are back at the end. Sizes
 * are read only where the browser has just laid the page out, so that following never forces a layout.
 */
export class Follow {
  #isFollowing = true;
  /** The reader is at the end for what stands there, not for what comes. */
  #isHeld = false;
  #lastTop = 0;

  constructor(
    private readonly scroller: HTMLElement,
    content: HTMLElement,
    private readonly changed: () => void,
  ) {
    const sizes = new ResizeObserver(() => {
      if (this.#isFollowing && this.#isHeld) {
        this.#set(this.#toEndNow() <= threshold);
      } else if (this.#isFollowing) {
        this.#toEnd();
      }
    });
    sizes.observe(content);
    sizes.observe(scroller);
    scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    for (const gesture of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      scroller.addEventListener(gesture, () => this.#letGo(), { passive: true });
    }
  }

  /** False while the reader is looking at something further up. */
  get isFollowing(): boolean {
    return this.#isFollowing;
  }

  /** Goes to the end and stays there. */
  jump(): void {
    this.#letGo();
    this.#set(true);
    this.#toEnd();
  }

  /** Stays where the reader is now, or is taken to, until they scroll to the end themselves. */
  hold(): void {
    this.#isHeld = true;
  }

  #letGo(): void {
    this.#isHeld = false;
  }

  #toEnd(): void {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #toEndNow(): number {
    return this.scroller.scrollHeight - this.scroller.clientHeight - this.scroller.scrollTop;
  }

  #scrolled(): void {
    const top = this.scroller.scrollTop;
    const toEnd = this.#toEndNow();
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
