import type { History } from "../chat/history";
import type { Log } from "../log";
import type { Images } from "./images";

/** Images of conversations that are gone, by whatever way. */
export class ForgottenImages {
  readonly #images: Pick<Images, "forget" | "sweep">;
  readonly #history: Pick<History, "ids">;
  readonly #log: Pick<Log, "error">;
  #waiting: string[] = [];

  constructor(
    images: Pick<Images, "forget" | "sweep">,
    history: Pick<History, "ids">,
    log: Pick<Log, "error">,
  ) {
    this.#images = images;
    this.#history = history;
    this.#log = log;
  }

  /** A conversation was deleted: its images go, with those of all that are deleted in the same breath. */
  add(conversationId: string): void {
    this.#waiting.push(conversationId);
    if (this.#waiting.length === 1) {
      queueMicrotask(() => {
        const ids = this.#waiting;
        this.#waiting = [];
        void this.#images.forget(ids);
      });
    }
  }

  /** Removes what other windows and crashes left behind. Never rejects. */
  async sweep(): Promise<void> {
    try {
      await this.#images.sweep(await this.#history.ids());
    } catch (error) {
      this.#log.error("Which images are still used could not be found out.", error);
    }
  }
}
