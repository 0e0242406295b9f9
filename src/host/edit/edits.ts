import * as vscode from "vscode";

import type { InlineEdit, PendingEdits } from "./inlineEdit";

/** Every edit of this window that is pending, and what is done with it. */
export class Edits implements PendingEdits, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  get all(): readonly InlineEdit[] {
    return [];
  }

  of(): readonly InlineEdit[] {
    return [];
  }

  find(): InlineEdit | undefined {
    return undefined;
  }

  async start(): Promise<void> {}

  async propose(): Promise<void> {}

  async keep(): Promise<void> {}

  async undo(): Promise<void> {}

  async review(): Promise<void> {}

  cancel(): void {}

  async retry(): Promise<void> {}

  async followUp(): Promise<void> {}

  texts(): undefined {
    return undefined;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
