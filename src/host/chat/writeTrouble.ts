import { GrowingPauses } from "./growingPauses";

/** Knows whether the disk refuses, says so once for each time that it begins, and has it tried again. */
export class WriteTrouble {
  readonly #onTrouble: (error: unknown) => void;
  readonly #onWritten: () => void;
  readonly #retry: GrowingPauses;
  #isNow = false;

  /** @param again what is tried again, after pauses that grow */
  constructor(
    onTrouble: (error: unknown) => void,
    onWritten: () => void,
    again: () => void,
    retryAfterMs?: number,
  ) {
    this.#onTrouble = onTrouble;
    this.#onWritten = onWritten;
    this.#retry = new GrowingPauses(again, retryAfterMs);
  }

  /** Whether the last try failed. */
  get isNow(): boolean {
    return this.#isNow;
  }

  failed(error: unknown): void {
    this.#retry.failed();
    if (!this.#isNow) {
      this.#isNow = true;
      this.tell(error);
    }
  }

  well(): void {
    this.#retry.well();
    if (this.#isNow) {
      this.#isNow = false;
      guarded(this.#onWritten);
    }
  }

  /** Says that something went wrong which is not tried again. */
  tell(error: unknown): void {
    guarded(() => this.#onTrouble(error));
  }
}

/** Whoever is told may be in trouble too: what is written after that must not hang on it. */
function guarded(tell: () => void): void {
  try {
    tell();
  } catch {
    // There is nobody else to tell.
  }
}
