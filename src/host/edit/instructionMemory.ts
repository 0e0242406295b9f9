import type * as vscode from "vscode";

import type { ContextItem } from "../../core/context";
import { remember } from "../../core/instructionHistory";
import type { Redact } from "../../core/redact";

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
  readonly #redact: Redact;
  readonly #drafts = new Map<string, EditDraft>();

  /** @param redact applied to every instruction on its way to where VS Code keeps it */
  constructor(state: vscode.Memento, redact: Redact) {
    this.#state = state;
    this.#redact = redact;
  }

  /** Newest first. */
  get recent(): readonly string[] {
    const stored = this.#state.get<unknown>(stateKey);
    return Array.isArray(stored) ? stored.filter((text) => typeof text === "string") : [];
  }

  async given(instruction: string): Promise<void> {
    await this.#state.update(stateKey, remember(this.recent, this.#redact(instruction)));
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
