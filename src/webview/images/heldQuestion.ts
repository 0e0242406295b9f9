import type { IncomingImages } from "./incomingImages";

/** A question that goes as soon as its images are made, and not without them. */
export class HeldQuestion {
  #conversationId: string | undefined;
  #isHeld = false;

  constructor(private readonly incoming: Pick<IncomingImages, "pending" | "refusals">) {}

  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Holds the question back when it has to wait; gives whether it has to. */
  hold(): boolean {
    this.#isHeld = this.incoming.pending.length > 0;
    return this.#isHeld;
  }

  /** Leaves the question where it is. */
  letGo(): void {
    this.#isHeld = false;
  }

  /**
   * To be called at each change. Gives, once, that the time has come. When nothing came of one of the images, or when
   * another conversation is shown by now, the question stays where it is.
   */
  isDue(conversationId: string): boolean {
    const isOther = this.#conversationId !== conversationId;
    this.#conversationId = conversationId;
    const isOver = this.#isHeld && (isOther || this.incoming.pending.length === 0);
    if (isOver) {
      this.#isHeld = false;
    }
    return isOver && !isOther && this.incoming.refusals.length === 0;
  }
}
