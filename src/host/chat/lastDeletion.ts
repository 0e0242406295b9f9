import type { ConversationEvent } from "../../core/conversation";
import type { ChatSession } from "./session";

/** After these the conversation has gone on, and a deletion is not taken back by the way any more. */
const nextSteps: ReadonlySet<ConversationEvent["type"]> = new Set([
  "asked",
  "askedAgain",
  "retried",
  "shown",
  "restored",
  "attachmentChanged",
]);

/** The last turn that was deleted in a view, which can be had back until the conversation goes on. */
export class LastDeletion {
  #last: { readonly session: ChatSession; readonly back: Restoration } | undefined;

  /** @param changed called when it can be taken back from now on, or no longer */
  constructor(private readonly changed: (canUndo: boolean) => void) {}

  get canUndo(): boolean {
    return this.#last !== undefined;
  }

  /** Holds what was deleted in memory, wherever else it is gone from. */
  keep(session: ChatSession, back: Restoration): void {
    this.#last = { session, back };
    this.changed(true);
  }

  /** Puts the turn back with what was deleted along with it. */
  undo(): void {
    this.#last?.session.change(this.#last.back);
  }

  /** What happened in the conversation since. */
  heard(events: readonly ConversationEvent[]): void {
    if (events.some(({ type }) => nextSteps.has(type))) {
      this.forget();
    }
  }

  forget(): void {
    if (this.#last !== undefined) {
      this.#last = undefined;
      this.changed(false);
    }
  }
}

type Restoration = Extract<ConversationEvent, { type: "restored" }>;
