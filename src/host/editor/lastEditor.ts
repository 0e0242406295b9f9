import * as vscode from "vscode";

import type { Disposable } from "../disposables";

/**
 * The text editor that the person was in last. VS Code has no active one while a chat in an editor tab has the focus,
 * though a question typed there is about the code beside it.
 */
export class LastEditor implements Disposable {
  #last = vscode.window.activeTextEditor;
  readonly #subscription: vscode.Disposable;

  constructor() {
    this.#subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
      this.#last = editor ?? this.#last;
    });
  }

  /** The active editor, else the last one that was, as long as it can be seen. */
  get current(): vscode.TextEditor | undefined {
    const active = vscode.window.activeTextEditor;
    if (active !== undefined) {
      return active;
    }
    const last = this.#last;
    return last !== undefined && vscode.window.visibleTextEditors.includes(last) ? last : undefined;
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
