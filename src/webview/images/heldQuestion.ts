import type { IncomingImages } from "./incomingImages";

/** A question that goes as soon as its images are made, and not without them. */
export class HeldQuestion {
  #conversationId: string | undefined;
  #isHeld = false;
  #isShort = false;
  /** How many pictures had come to nothing before. */
  #losses = 0;

  constructor(private readonly incoming: Pick<IncomingImages, "pending" | "losses">) {}

  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Whether the question stayed where it is because an image for it is missing, and nothing was done about it yet. */
  get isShort(): boolean {
    return this.#isShort;
  }

  /** Holds the question back when it has to wait; gives whether it has to. */
  hold(): boolean {
    this.#isHeld = this.incoming.pending.length > 0;
    this.#isShort = false;
    this.#losses = this.incoming.losses;
    return this.#isHeld;
  }

  /** Leaves the question where it is. */
  letGo(): void {
    this.#isHeld = false;
    this.#isShort = false;
  }

  /** The person has seen why the question stayed. */
  dismiss(): void {
    this.#isShort = false;
  }

  /**
   * To be called at each change. Gives, once, that the time has come. When nothing came of one of the images since the
   * question is held, or when another conversation is shown by now, the question stays where it is.
   */
  isDue(conversationId: string): boolean {
    const isOther = this.#conversationId !== conversationId;
    this.#conversationId = conversationId;
    if (isOther) {
      this.letGo();
    }
    if (!this.#isHeld || this.incoming.pending.length > 0) {
      return false;
    }
    this.#isHeld = false;
    this.#isShort = this.incoming.losses > this.#losses;
    return !this.#isShort;
  }
}
