import { addContext, type ContextItem } from "../../core/context";
import type { Draft } from "../../core/protocol";
import { noDraft } from "./draftFiles";

const savedAfterMs = 300;

/** What is in the composer, and soon on the disk. */
export class DraftKeeper {
  readonly #save: (draft: Draft) => Promise<void>;
  #draft: Draft = noDraft;
  #timer: NodeJS.Timeout | undefined;

  /** @param save writes a draft of the conversation that is open at that moment */
  constructor(save: (draft: Draft) => Promise<void>) {
    this.#save = save;
  }

  get draft(): Draft {
    return this.#draft;
  }

  /** Takes over what is on the disk already. */
  load(draft: Draft): void {
    this.#draft = draft;
  }

  setText(text: string): void {
    this.#change({ ...this.#draft, text });
  }

  attach(items: readonly ContextItem[]): void {
    this.#change({ ...this.#draft, context: items.reduce(addContext, this.#draft.context) });
  }

  remove(id: string): void {
    this.#change({ ...this.#draft, context: this.#draft.context.filter((item) => item.id !== id) });
  }

  clear(): void {
    this.#change(noDraft);
  }

  /** Resolves when the draft is on the disk, or has been reported as trouble. */
  async saveNow(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#save(this.#draft);
  }

  #change(draft: Draft): void {
    this.#draft = draft;
    // Not put off by more typing: somebody who never pauses has a draft too.
    this.#timer ??= setTimeout(() => void this.saveNow(), savedAfterMs);
  }
}
