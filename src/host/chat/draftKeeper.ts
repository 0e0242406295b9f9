import { randomUUID } from "node:crypto";

import { addContext, type ContextItem } from "../../core/context";
import type { UserTurn } from "../../core/conversation";
import type { Draft } from "../../core/protocol";
import { noDraft } from "./draftFiles";

const savedAfterMs = 300;

/** What is in the composer of one conversation, and soon on the disk. */
export class DraftKeeper {
  readonly #save: (draft: Draft) => Promise<void>;
  #draft: Draft;
  #timer: NodeJS.Timeout | undefined;

  /** @param draft as it is on the disk already */
  constructor(draft: Draft, save: (draft: Draft) => Promise<void>) {
    this.#draft = draft;
    this.#save = save;
  }

  get draft(): Draft {
    return this.#draft;
  }

  setText(text: string): void {
    this.replace({ ...this.#draft, text });
  }

  attach(items: readonly ContextItem[]): void {
    this.replace({ ...this.#draft, context: items.reduce(addContext, this.#draft.context) });
  }

  remove(id: string): void {
    this.replace({ ...this.#draft, context: this.#draft.context.filter((item) => item.id !== id) });
  }

  /** Puts another attachment in the place of one. */
  exchange(id: string, item: ContextItem): void {
    const context = this.#draft.context.map((each) => (each.id === id ? item : each));
    this.replace({ ...this.#draft, context });
  }

  clear(): void {
    this.replace(noDraft);
  }

  /** What was in the composer has been asked; what was set aside for an edit comes back. */
  sent(): void {
    this.replace(this.#draft.setAside ?? noDraft);
  }

  /**
   * Sets aside what is in the composer for a question to be changed. What is attached there gets ids of its own: the
   * question that was asked keeps its chips.
   */
  edit(turn: UserTurn): void {
    const setAside = this.#draft.setAside ?? this.#draft;
    const context = turn.context.map((item) => ({ ...item, id: randomUUID() }));
    this.replace({ text: turn.text, context, editing: turn.id, setAside });
  }

  cancelEdit(): void {
    if (this.#draft.editing !== undefined) {
      this.sent();
    }
  }

  replace(draft: Draft): void {
    this.#draft = draft;
    // Not put off by more typing: somebody who never pauses has a draft too.
    this.#timer ??= setTimeout(() => void this.saveNow(), savedAfterMs);
  }

  /** Resolves when the draft is on the disk, or has been reported as trouble. */
  async saveNow(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#save(this.#draft);
  }
}
