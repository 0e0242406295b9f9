/** A commit by an input method and the Enter that made it come within the same few milliseconds. */
const sameGestureMilliseconds = 50;

/**
 * Tells the Enter that a person means from the one that belongs to an input method. Browsers differ: the Enter may come
 * while composing, with key code 229, or as a plain Enter right after the composition has ended.
 */
export class EnterKey {
  #isComposing = false;
  /** When a composition ended whose Enter may still come; cleared by any sign of a new gesture. */
  #endedAt: number | undefined;
  /** A key that the input method has seen is down: the composition that ends now ends by it. */
  #methodHasKey = false;

  /** Follows the compositions in a text field. */
  watch(field: HTMLElement): void {
    field.addEventListener("compositionstart", () => {
      this.#isComposing = true;
      this.#endedAt = undefined;
    });
    field.addEventListener("compositionend", (event) => {
      this.#isComposing = false;
      this.#endedAt = this.#methodHasKey ? undefined : event.timeStamp;
    });
    field.addEventListener("keyup", () => {
      this.#methodHasKey = false;
      this.#endedAt = undefined;
    });
    field.addEventListener("pointerdown", () => {
      this.#endedAt = undefined;
    });
  }

  /** Whether this key press asks to send. A held-down Enter never does. */
  sends(event: KeyboardEvent): boolean {
    if (event.isComposing || this.#isComposing || event.keyCode === 229) {
      this.#methodHasKey = true;
      return false;
    }
    const endedAt = this.#endedAt;
    this.#endedAt = undefined;
    if (event.key !== "Enter" || event.shiftKey || event.altKey || event.repeat) {
      return false;
    }
    return endedAt === undefined || event.timeStamp - endedAt > sameGestureMilliseconds;
  }
}
