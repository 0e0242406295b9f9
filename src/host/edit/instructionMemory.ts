import type * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { remember } from "../../core/instructionHistory";

/** What was typed for an edit and not asked yet. */
export interface EditDraft {
  readonly text: string;
  readonly context: readonly ContextItem[];
}

const stateKey = "editInstructions";
const noDraft: EditDraft = { text: "", context: [] };

/** The instructions that were given in this workspace, and, for as long as the window lives, those not finished. */
export class InstructionMemory {
  readonly #state: vscode.Memento;
  readonly #drafts = new Map<string, EditDraft>();

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** Newest first. */
  get recent(): readonly string[] {
    const stored = this.#state.get<unknown>(stateKey);
    return Array.isArray(stored) ? stored.filter((text) => typeof text === "string") : [];
  }

  async given(instruction: string): Promise<void> {
    await this.#state.update(stateKey, remember(this.recent, instruction));
  }

  /** @param key what the draft is for: a document, an edit */
  draft(key: string): EditDraft {
    return this.#drafts.get(key) ?? noDraft;
  }

  keep(key: string, draft: EditDraft): void {
    if (draft.text.trim() === "" && draft.context.length === 0) {
      this.#drafts.delete(key);
    } else {
      this.#drafts.set(key, draft);
    }
  }
}
