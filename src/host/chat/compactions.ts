import type { Redact } from "../../core/redact";
import { compact } from "./compaction";
import { WorkQueue } from "./workQueue";

/** How long after a deletion its text leaves the disk, unless the conversation is closed before. */
const compactAfterMs = 15_000;

/**
 * When conversations are compacted in this window: one at a time, and beside what is being written, so that no question
 * waits for it.
 */
export class Compactions {
  readonly #folder: string;
  readonly #redact: Redact;
  readonly #flush: () => Promise<void>;
  readonly #queue = new WorkQueue();
  /** Those that wait until nothing else is to be done. */
  readonly #waiting = new Set<string>();
  /** Conversations whose logs hold text that was deleted here. */
  readonly #dropped = new Map<string, NodeJS.Timeout>();

  /**
   * @param redact applied to every text on its way to the disk
   * @param flush resolves when everything is written
   */
  constructor(folder: string, redact: Redact, flush: () => Promise<void>) {
    this.#folder = folder;
    this.#redact = redact;
    this.#flush = flush;
  }

  /** Gives false when that was not possible now. Never rejects. */
  now(conversationId: string): Promise<boolean> {
    return this.#queue.next(() => this.#compact(conversationId));
  }

  /** Does it when nothing is being written and nobody waits for anything; once, however often it is asked for. */
  later(conversationIds: readonly string[]): void {
    for (const id of conversationIds.filter((each) => !this.#waiting.has(each))) {
      this.#waiting.add(id);
      void this.#queue.later(async () => {
        await this.#flush();
        this.#waiting.delete(id);
        await this.#compact(id);
      });
    }
  }

  /** Does something while no compaction runs here. */
  between<Value>(work: () => Promise<Value>): Promise<Value> {
    return this.#queue.next(work);
  }

  /** Text was deleted from a conversation: it leaves the disk when the person cannot take it back so easily any more. */
  dropped(conversationId: string): void {
    clearTimeout(this.#dropped.get(conversationId));
    const timer = setTimeout(() => void this.takeOffDropped(conversationId), compactAfterMs);
    timer.unref();
    this.#dropped.set(conversationId, timer);
  }

  /** Takes text off the disk that was deleted from a conversation in this window. Never rejects. */
  async takeOffDropped(conversationId: string): Promise<void> {
    const timer = this.#dropped.get(conversationId);
    if (timer !== undefined) {
      clearTimeout(timer);
      this.#dropped.delete(conversationId);
      await this.#flush();
      await this.now(conversationId);
    }
  }

  async #compact(conversationId: string): Promise<boolean> {
    try {
      return await compact(this.#folder, conversationId, this.#redact);
    } catch {
      // A file is held, or the disk refuses: everything is where it was, or in the new place.
      return false;
    }
  }
}
