import type { SendKey } from "../core/protocol";

/** A commit by an input method and the Enter that made it come within the same few milliseconds. */
const sameGestureMilliseconds = 50;

/** What a key press means where a question is written. */
export type EnterMeaning =
  /** Send the question. */
  | "send"
  /** An Enter alone that breaks the line. */
  | "newLine"
  /** An Enter that was not meant for the text: of an input method, or held down. It does nothing. */
  | "nothing"
  /** Another key, or one that an input method has to itself. */
  | "other";

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

  /** What a key press means; to be asked once for each. A held-down Enter never sends. */
  meaning(event: KeyboardEvent, sendWith: SendKey): EnterMeaning {
    if (event.isComposing || this.#isComposing || event.keyCode === 229) {
      this.#methodHasKey = true;
      return "other";
    }
    const endedAt = this.#endedAt;
    this.#endedAt = undefined;
    if (event.key !== "Enter" || event.shiftKey || event.altKey) {
      return "other";
    }
    if (endedAt !== undefined && event.timeStamp - endedAt <= sameGestureMilliseconds) {
      return "nothing";
    }
    if (sendWith === "ctrlEnter" && !event.ctrlKey && !event.metaKey) {
      return "newLine";
    }
    return event.repeat ? "nothing" : "send";
  }
}
